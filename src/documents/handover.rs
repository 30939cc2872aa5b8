//! The table that goes with copies into a media bank.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use jiff::civil::Date;

use crate::{
    consent::{Channel, Consent, ConsentId, is_same_reference, names, personal_number},
    file,
    hash::ContentHash,
    register::{ExportEntry, Register, RegisterError},
    review::{ALT_TEXT_SUFFIX, MAX_ALT_TEXT},
    text::{Text, holds_unseen},
};

use super::{DocumentFault, Period, csv};

/// The most bytes of a file with an alternative text: its characters at four bytes each, and the end of the line.
const MAX_BYTES: u64 = 4 * MAX_ALT_TEXT as u64 + 2;
/// The most bytes of a copy that is hashed.
const MAX_COPY: u64 = 512 << 20;

/// A copy that may be handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandoverCopy {
    /// The name of its file.
    pub file: String,
    /// Of its bytes.
    pub sha256: ContentHash,
    /// The consents by which somebody is visible in it.
    pub consents: Vec<ConsentId>,
    /// Where it may be shown.
    pub channels: Vec<Channel>,
    /// Last day on which it may be shown.
    pub valid_until: Option<Date>,
    /// What is written beside it for those who cannot see it; empty where there is none.
    pub alt_text: String,
    /// The record's id.
    pub record_id: String,
}

/// What may be handed over, and what may not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Handover {
    /// Oldest first.
    pub copies: Vec<HandoverCopy>,
    /// Copies that may not be shown any more: replaced, expired, taken down, or a consent does not hold.
    pub ended: usize,
    /// Copies whose file is there and is not what was exported.
    pub changed: Vec<String>,
    /// Copies beside which lies an alternative text that cannot be handed over.
    pub without_words: Vec<String>,
}

/// The copies that were made in a period and may still be shown, with what lies beside them, but for words that the rules keep out.
/// The event is told by its id or its name, in small letters or large ones.
///
/// # Errors
/// [`RegisterError::NoSuchOccasion`] for an event that the register does not know and of which there is no copy; others where it
/// cannot be read.
pub fn handover_copies(
    register: &Register,
    period: Period,
    event: Option<&str>,
    kept_out: &[String],
    today: Date,
) -> Result<Handover, RegisterError> {
    let exports = register.exports()?;
    let replaced: BTreeSet<&str> =
        exports.iter().filter_map(|export| export.more.supersedes.as_deref()).collect();
    let consents: BTreeMap<ConsentId, Consent> =
        register.list()?.into_iter().map(|consent| (consent.id.clone(), consent)).collect();
    let mut handover = Handover::default();
    let occasions = register.occasions()?;
    let occasion = event.and_then(|event| occasions.iter().find(|occasion| occasion.is_called(event)));
    // In a copy the event stands as somebody has typed it.
    let is_of = |export: &ExportEntry| {
        let own = export.more.event.as_deref();
        event.is_none_or(|event| {
            own.is_some_and(|own| {
                is_same_reference(own, event) || occasion.is_some_and(|one| one.is_called(own))
            })
        })
    };
    if occasion.is_none() && event.is_some() && !exports.iter().any(is_of) {
        return Err(RegisterError::NoSuchOccasion);
    }
    let asked =
        exports.iter().filter(|export| period.contains(export.created_on)).filter(|export| is_of(export));
    for export in asked {
        if replaced.contains(export.record_id.as_str()) || !may_be_shown(register, export, &consents, today)?
        {
            handover.ended += 1;
            continue;
        }
        let path = export.path();
        if is_changed(&path, &export.output_sha256) {
            handover.changed.push(export.output.clone());
            continue;
        }
        let alt_text = alt_text(&path, kept_out).unwrap_or_else(|NotToBeHandedOver| {
            handover.without_words.push(export.output.clone());
            String::new()
        });
        let kept_by: BTreeSet<&ConsentId> =
            export.regions.iter().filter_map(|region| region.consent.as_ref()).collect();
        handover.copies.push(HandoverCopy {
            file: export.output.clone(),
            sha256: export.output_sha256,
            consents: kept_by.into_iter().cloned().collect(),
            channels: export.channels.clone(),
            valid_until: export.more.valid_until,
            alt_text,
            record_id: export.record_id.clone(),
        });
    }
    Ok(handover)
}

/// Whether a copy may be shown today somewhere, by its own day and by every consent.
fn may_be_shown(
    register: &Register,
    export: &ExportEntry,
    consents: &BTreeMap<ConsentId, Consent>,
    today: Date,
) -> Result<bool, RegisterError> {
    let places = register.publications(&export.record_id)?;
    let is_gone = !places.is_empty() && places.iter().all(|place| place.taken_down_on.is_some());
    let is_over = export.more.valid_until.is_some_and(|last| last < today);
    let hold = export.regions.iter().all(|region| {
        let consent = region.consent.as_ref();
        region.decision != "erased"
            && consent.is_none_or(|id| consents.get(id).is_some_and(|consent| consent.state(today).holds()))
    });
    Ok(!is_gone && !is_over && hold && !export.channels.is_empty())
}

/// True where a file of this name is there and is another one; a copy that was moved is no fault.
fn is_changed(path: &Path, sha256: &ContentHash) -> bool {
    let bytes = file::open(path, MAX_COPY).ok().and_then(|bytes| ContentHash::of_reader(bytes).ok());
    bytes.is_some_and(|hash| hash != *sha256)
}

/// Somebody has changed the words beside a copy so that they are not what the program writes.
struct NotToBeHandedOver;

/// What is handed over goes out like what is exported, so it passes what that passes. That a name in it may stand there was said of
/// what was exported, and not of this.
fn alt_text(copy: &Path, kept_out: &[String]) -> Result<String, NotToBeHandedOver> {
    let mut name = copy.as_os_str().to_owned();
    name.push(ALT_TEXT_SUFFIX);
    let words = match file::read_text(Path::new(&name), MAX_BYTES) {
        Ok(words) => words,
        Err(file::ReadFault::NotThere) => return Ok(String::new()),
        Err(_) => return Err(NotToBeHandedOver),
    };
    let words = words.trim();
    let lower = words.to_lowercase();
    let fits = words.chars().count() <= MAX_ALT_TEXT
        && !holds_unseen(words)
        && !personal_number::is_in(words)
        && !names::is_in(words)
        && !kept_out.iter().any(|word| lower.contains(&word.to_lowercase()));
    if fits { Ok(words.to_owned()) } else { Err(NotToBeHandedOver) }
}

/// The table: UTF-8, separated by semicolons, without anything that a spreadsheet runs.
///
/// # Errors
/// [`DocumentFault::Table`] where it cannot be made.
pub fn handover(copies: &[HandoverCopy], text: &Text) -> Result<Vec<u8>, DocumentFault> {
    let heads = ["file", "sha256", "consents", "channels", "until", "alt-text", "record"];
    let heads = heads.map(|head| text.get(&format!("forms-handover-{head}"))).to_vec();
    let rows: Vec<Vec<String>> = copies
        .iter()
        .map(|copy| {
            let list = |words: Vec<String>| words.join(", ");
            vec![
                copy.file.clone(),
                copy.sha256.to_string(),
                list(copy.consents.iter().map(ToString::to_string).collect()),
                list(copy.channels.iter().map(|channel| channel.label(text)).collect()),
                copy.valid_until.map(|day| day.to_string()).unwrap_or_default(),
                copy.alt_text.clone(),
                copy.record_id.clone(),
            ]
        })
        .collect();
    csv(std::iter::once(&heads).chain(&rows))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_methods, reason = "what lies there before is of no program")]

    use super::*;
    use crate::text::Language;

    #[test]
    fn a_row_has_what_a_media_bank_asks_for_and_runs_nothing() {
        let id = ConsentId::random();
        let copy = HandoverCopy {
            file: "sladd-1a2b3c4d.jpg".to_owned(),
            sha256: ContentHash::of(b"x"),
            consents: vec![id.clone()],
            channels: vec![Channel::PublicWeb, Channel::Intranet],
            valid_until: Some(jiff::civil::date(2027, 11, 27)),
            alt_text: "=HYPERLINK(\"x\"); tre ansatte".to_owned(),
            record_id: "1a2b3c4d".to_owned(),
        };
        for language in Language::ALL {
            let text = Text::new(language);
            let table = String::from_utf8(handover(std::slice::from_ref(&copy), &text).unwrap()).unwrap();
            let mut lines = table.split("\r\n");
            let heads = lines.next().unwrap();
            assert!(!heads.contains("forms-") && heads.matches(';').count() == 6, "{language}: {heads}");
            let row = lines.next().unwrap();
            let channels = [Channel::PublicWeb, Channel::Intranet].map(|it| it.label(&text)).join(", ");
            for wanted in [id.as_str(), "\"sladd-1a2b3c4d.jpg\"", "2027-11-27", "'=HYPERLINK", &channels] {
                assert!(row.contains(wanted), "{language}: {wanted}: {row}");
            }
        }
    }

    #[test]
    fn words_that_somebody_has_changed_into_a_number_are_not_handed_over() {
        let folder = tempfile::tempdir().unwrap();
        let copy = folder.path().join("sladd-1a2b3c4d.jpg");
        let kept_out = ["Testberg".to_owned()];
        assert!(matches!(alt_text(&copy, &kept_out).as_deref(), Ok("")));
        let beside = folder.path().join("sladd-1a2b3c4d.jpg.txt");
        for (words, handed) in [
            ("Tre ansatte ved et bord.\n", true),
            ("211062-5629", false),
            ("a\u{202e}b", false),
            ("Anna Hansen ved et bord.", false),
            ("Et bord i testberg.", false),
        ] {
            std::fs::write(&beside, words).unwrap();
            assert_eq!(alt_text(&copy, &kept_out).is_ok(), handed, "{words}");
        }
        std::fs::write(&beside, "x".repeat(300)).unwrap();
        assert!(alt_text(&copy, &kept_out).is_err());
    }

    #[test]
    fn a_file_that_is_another_one_is_told_and_one_that_was_moved_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let copy = folder.path().join("a.jpg");
        assert!(!is_changed(&copy, &ContentHash::of(b"a")));
        std::fs::write(&copy, "a").unwrap();
        assert!(!is_changed(&copy, &ContentHash::of(b"a")) && is_changed(&copy, &ContentHash::of(b"b")));
    }
}
