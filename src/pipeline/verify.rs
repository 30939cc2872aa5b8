//! Holds an exported copy against its sidecar and the register.

use std::path::Path;

use jiff::civil::Date;
use serde::Serialize;

use crate::{
    consent::ConsentState,
    file::{self, ReadFault},
    geometry::PixelSize,
    hash::ContentHash,
    metadata::{CleanFormat, structure_is_clean},
    photo::{Limits, PhotoError, SourceFormat},
    policy::Policy,
    record::{MAX_SIDECAR_BYTES, PublicKey, SIDECAR_SUFFIX, Sealed, SignatureState, TagState},
    register::{ExportEntry, Register, RegisterError},
    text::Text,
};

/// What became of a copy. The order is that of seriousness: the first that fits is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum VerifyStatus {
    /// Copy and sidecar agree, and the register has the entry, or a known key has signed.
    Ok,
    /// The copy holds more than pixels.
    MetadataFound,
    /// The copy is not the one that was exported.
    Changed,
    /// The sidecar was changed, or is none.
    SidecarChanged,
    /// There is no sidecar.
    NoSidecar,
    /// The register does not know the record, or there is none: nothing shows that this program made it.
    UnknownRecord,
    /// A consent that a visible face relies on was withdrawn.
    ConsentWithdrawn,
    /// Such a consent, or the record's own time, has expired.
    ConsentExpired,
    /// More faces are kept than there are consents, and nobody has said that one of them is a person's second.
    ConsentTwice,
    /// Nobody has attested to having looked at the whole photo.
    NotReviewed,
}

impl VerifyStatus {
    /// The word in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::MetadataFound => "metadata_found",
            Self::Changed => "changed",
            Self::SidecarChanged => "sidecar_changed",
            Self::NoSidecar => "no_sidecar",
            Self::UnknownRecord => "unknown_record",
            Self::ConsentWithdrawn => "consent_withdrawn",
            Self::ConsentExpired => "consent_expired",
            Self::ConsentTwice => "consent_twice",
            Self::NotReviewed => "not_reviewed",
        }
    }
}

/// What is known of where a record was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The register has its entry.
    Register,
    /// It was made with the key of this register, which has no entry of it: the log has lost it.
    Here,
    /// It was made with another key, or by no Sladd at all.
    Elsewhere,
    /// It is of a version that left no tag, so nothing can be said.
    Untold,
    /// No register could be asked, and a key that is known here has signed.
    Signed,
    /// No register could be asked.
    Unasked,
    /// There is no record that could be asked about.
    NoRecord,
}

/// The answer, with what was found in plain words for the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verification {
    /// The status.
    pub status: VerifyStatus,
    /// Where the record was made, as far as it can be told here.
    pub origin: Origin,
    /// What was found, in English, for machines and experts.
    pub details: Vec<String>,
}

impl Verification {
    /// What was found and what to do, for a person. It never claims that a register agrees that was not asked.
    pub fn message(&self, text: &Text) -> String {
        let word = match (self.status, self.origin) {
            (VerifyStatus::Ok, Origin::Signed) => "ok-signed".to_owned(),
            (VerifyStatus::UnknownRecord, Origin::Here) => "lost-record".to_owned(),
            (VerifyStatus::UnknownRecord, Origin::Untold) => "untagged-record".to_owned(),
            (VerifyStatus::UnknownRecord, Origin::Unasked) => "unasked".to_owned(),
            (status, _) => status.word().replace('_', "-"),
        };
        text.get(&format!("cli-verify-{word}"))
    }
}

/// What a copy is held against.
#[derive(Debug, Clone, Copy)]
pub struct Against<'a> {
    /// The register of the organisation, where there is one.
    pub register: Option<&'a Register>,
    /// Public keys that are known to be the organisation's.
    pub keys: &'a [PublicKey],
    /// The rules that are in force now.
    pub policy: Option<&'a Policy>,
    /// Today.
    pub today: Date,
}

/// Verifies one copy against its sidecar and a register.
///
/// # Errors
/// [`PhotoError`] where the copy cannot be read; [`RegisterError`] is told among the details.
pub fn verify(copy: &Path, register: Option<&Register>, today: Date) -> Result<Verification, PhotoError> {
    verify_against(copy, &Against { register, keys: &[], policy: None, today })
}

/// Verifies one copy against everything that is at hand.
///
/// # Errors
/// [`PhotoError`] where the copy cannot be read; [`RegisterError`] is told among the details.
pub fn verify_against(copy: &Path, against: &Against<'_>) -> Result<Verification, PhotoError> {
    let bytes = crate::photo::read(copy, &Limits::default())?;
    let mut found: Vec<(VerifyStatus, String)> = Vec::new();
    let mut origin = Origin::NoRecord;
    let mut sidecar_path = copy.as_os_str().to_owned();
    sidecar_path.push(SIDECAR_SUFFIX);
    match file::read(sidecar_path.as_ref(), MAX_SIDECAR_BYTES) {
        Err(ReadFault::NotThere) => {
            found.push((VerifyStatus::NoSidecar, "no sidecar beside the copy".to_owned()));
        }
        // Something is there, and no record that this program wrote.
        Err(fault) => {
            found.push((VerifyStatus::SidecarChanged, format!("the sidecar beside the copy: {fault}")));
        }
        Ok(record) => match Sealed::read(&record) {
            Err(fault) => found.push((VerifyStatus::SidecarChanged, fault.to_string())),
            Ok(sealed) => origin = against_record(&bytes, &sealed, against, &mut found),
        },
    }
    if let Some(fault) = clean_format(&bytes).and_then(|format| structure_is_clean(&bytes, format).err()) {
        found.push((VerifyStatus::MetadataFound, fault.to_string()));
    }
    let status = worst(&found);
    // A changed picture is worse than what was written beside it.
    let pixels_changed = found.iter().any(|(_, detail)| detail == PIXELS_DIFFER);
    let status = if pixels_changed { VerifyStatus::Changed } else { status };
    Ok(Verification { status, origin, details: found.into_iter().map(|(_, detail)| detail).collect() })
}

/// The most serious of what was found.
fn worst(found: &[(VerifyStatus, String)]) -> VerifyStatus {
    let order = [
        VerifyStatus::MetadataFound,
        VerifyStatus::Changed,
        VerifyStatus::SidecarChanged,
        VerifyStatus::NoSidecar,
        VerifyStatus::UnknownRecord,
        VerifyStatus::ConsentWithdrawn,
        VerifyStatus::ConsentExpired,
        VerifyStatus::ConsentTwice,
        VerifyStatus::NotReviewed,
    ];
    let status = order.into_iter().find(|status| found.iter().any(|(other, _)| other == status));
    status.unwrap_or(VerifyStatus::Ok)
}

/// What the register says of a record whose copy was held against it already: the copy is not opened.
pub fn state_of_record(sealed: &Sealed, against: &Against<'_>) -> VerifyStatus {
    let mut found = Vec::new();
    about_record(sealed, against, &mut found);
    worst(&found)
}

/// What the register says of a copy that was exported, known by its content.
pub fn state_of_export(export: &ExportEntry, against: &Against<'_>) -> VerifyStatus {
    let Some(register) = against.register else { return VerifyStatus::UnknownRecord };
    let mut found = Vec::new();
    let today = against.today;
    if let Err(error) = consents_now(export, register, today, &mut found) {
        found.push((VerifyStatus::UnknownRecord, error.to_string()));
    }
    if export.more.valid_until.is_some_and(|until| until < today) {
        found.push((VerifyStatus::ConsentExpired, String::new()));
    }
    worst(&found)
}

const PIXELS_DIFFER: &str = "the pixels differ from those exported";

fn against_record(
    bytes: &[u8],
    sealed: &Sealed,
    against: &Against<'_>,
    found: &mut Vec<(VerifyStatus, String)>,
) -> Origin {
    let image = &sealed.body.image;
    if ContentHash::of(bytes) != image.sha256 {
        found.push((VerifyStatus::Changed, "the file differs from the one exported".to_owned()));
        if decoded_hash(bytes) != Some(image.pixels_sha256) {
            found.push((VerifyStatus::Changed, PIXELS_DIFFER.to_owned()));
        }
    }
    about_record(sealed, against, found)
}

/// What the record, the rules and the register say, whatever became of the copy.
fn about_record(sealed: &Sealed, against: &Against<'_>, found: &mut Vec<(VerifyStatus, String)>) -> Origin {
    let today = against.today;
    let signature = sealed.signature_state(against.keys);
    match &signature {
        Ok(SignatureState::None) => {}
        Ok(SignatureState::Good) => {
            found.push((VerifyStatus::Ok, "signed with a key that is known here".to_owned()));
        }
        Ok(SignatureState::UnknownKey) => {
            found.push((VerifyStatus::Ok, "signed with a key that is not known here".to_owned()));
        }
        Ok(SignatureState::Bad) | Err(_) => {
            found.push((VerifyStatus::SidecarChanged, "the signature does not fit the record".to_owned()));
        }
    }
    if against.policy.is_some_and(|policy| policy.effective_sha256() != sealed.body.policy.effective_sha256) {
        found.push((VerifyStatus::Ok, "other rules are in force now than when it was exported".to_owned()));
    }
    let (counts, consents) = (&sealed.body.counts, sealed.body.consents.len());
    let unstated = counts.kept_without_consent(consents);
    if unstated > 0 {
        let kept = counts.kept_with_consent;
        found.push((
            VerifyStatus::ConsentTwice,
            format!("{kept} faces are kept by {consents} consents, {unstated} of them without a word why"),
        ));
    }
    if !sealed.body.checks.whole_image_reviewed {
        found.push((
            VerifyStatus::NotReviewed,
            "nobody has attested to having looked at the whole photo".to_owned(),
        ));
    }
    let signed = signature == Ok(SignatureState::Good);
    let asked = against.register.map(|register| against_register(sealed, register, today, found));
    let (origin, valid_until) = match asked {
        Some(Ok(asked)) => asked,
        Some(Err(error)) => {
            found.push((VerifyStatus::UnknownRecord, format!("the register cannot be asked: {error}")));
            (Origin::Unasked, sealed.body.scope.valid_until)
        }
        // A copy of another organisation can be trusted by its signature, and by nothing else.
        None if signed => {
            found.push((VerifyStatus::Ok, "no register was asked".to_owned()));
            (Origin::Signed, sealed.body.scope.valid_until)
        }
        None => {
            let detail = "no register was asked: nothing shows here that Sladd made this record".to_owned();
            found.push((VerifyStatus::UnknownRecord, detail));
            (Origin::Unasked, sealed.body.scope.valid_until)
        }
    };
    if valid_until < today {
        found.push((VerifyStatus::ConsentExpired, "the record's own time has expired".to_owned()));
    }
    origin
}

/// Where the record was made, and until when the copy may be shown: the ledger knows the day that a public record only
/// tells roughly.
fn against_register(
    sealed: &Sealed,
    register: &Register,
    today: Date,
    found: &mut Vec<(VerifyStatus, String)>,
) -> Result<(Origin, Date), RegisterError> {
    let tag = sealed.tag_state(register.key());
    let Some((hash, export)) = register.export(&sealed.body.record_id)? else {
        let (origin, detail) = match tag {
            Ok(TagState::Ours) => {
                (Origin::Here, "it was made with this register's key, and its entry is lost")
            }
            Ok(TagState::None) => (Origin::Untold, "it is of a version without a tag"),
            Ok(TagState::Other) | Err(_) => (Origin::Elsewhere, "it was not made with this register's key"),
        };
        found
            .push((VerifyStatus::UnknownRecord, format!("this register does not know the record; {detail}")));
        return Ok((origin, sealed.body.scope.valid_until));
    };
    let ledger = sealed.integrity.ledger_sha256.map(|hash| hash.to_string());
    if ledger.as_ref() != Some(&hash) || !is_of(sealed, &export) || !tag_fits(tag.ok(), &export) {
        found.push((VerifyStatus::SidecarChanged, "the ledger remembers another record".to_owned()));
    }
    // Where the record's counts tell it, it is told already.
    let twice = export.kept_twice();
    if twice > 0 && !found.iter().any(|(status, _)| *status == VerifyStatus::ConsentTwice) {
        let told = format!("the ledger has {twice} faces kept by a consent that keeps another face");
        found.push((VerifyStatus::ConsentTwice, told));
    }
    consents_now(&export, register, today, found)?;
    Ok((Origin::Register, export.more.valid_until.unwrap_or(sealed.body.scope.valid_until)))
}

/// What became of the consents that an export relied on.
fn consents_now(
    export: &ExportEntry,
    register: &Register,
    today: Date,
    found: &mut Vec<(VerifyStatus, String)>,
) -> Result<(), RegisterError> {
    if export.regions.iter().any(|region| region.decision == "erased") {
        found.push((VerifyStatus::ConsentWithdrawn, "a consent was withdrawn and erased".to_owned()));
    }
    for id in export.regions.iter().filter_map(|region| region.consent.as_ref()) {
        match register.get(id)?.map(|consent| consent.state(today)) {
            Some(ConsentState::Given | ConsentState::Renewed) => {}
            Some(ConsentState::Expired) => {
                found.push((VerifyStatus::ConsentExpired, format!("{id} has expired")));
            }
            Some(ConsentState::Withdrawn) | None => {
                found.push((VerifyStatus::ConsentWithdrawn, format!("{id} was withdrawn")));
            }
            Some(state) => {
                found.push((VerifyStatus::ConsentWithdrawn, format!("{id} is {} now", state.word())));
            }
        }
    }
    Ok(())
}

/// True where the record is the one of this entry. Entries of earlier versions, and those of an erased person, do not
/// hold the record's hash; what they tell of the copy must be what the record tells.
fn is_of(sealed: &Sealed, export: &ExportEntry) -> bool {
    let body = &sealed.body;
    let as_told = export.output_sha256 == body.image.sha256
        && export.output == body.image.file_name
        && export.created_on == body.created_on
        && export.purpose == body.scope.purpose
        && export.channels == body.scope.channels
        && export.policy_sha256 == body.policy.effective_sha256
        && export.more.valid_until.is_none_or(|day| body.scope.valid_until <= day);
    as_told && export.more.record_sha256.is_none_or(|hash| hash == sealed.integrity.body_sha256)
}

/// A record that was made with a tag has it still, and it is the right one.
const fn tag_fits(tag: Option<TagState>, export: &ExportEntry) -> bool {
    match tag {
        Some(TagState::Ours) => true,
        Some(TagState::None) => export.more.record_sha256.is_none(),
        Some(TagState::Other) | None => false,
    }
}

fn clean_format(bytes: &[u8]) -> Option<CleanFormat> {
    match crate::photo::sniff(bytes).ok()?? {
        SourceFormat::Jpeg => Some(CleanFormat::Jpeg),
        SourceFormat::Png => Some(CleanFormat::Png),
        SourceFormat::WebP => Some(CleanFormat::Webp),
        SourceFormat::Tiff | SourceFormat::Bmp | SourceFormat::Gif | SourceFormat::Heif => None,
    }
}

fn decoded_hash(bytes: &[u8]) -> Option<ContentHash> {
    let opened = crate::photo::open(bytes, &crate::photo::Limits::default()).ok()?;
    Some(pixels_sha256(opened.raster.size(), opened.raster.rgb()))
}

/// SHA-256 over width and height as big-endian 32-bit numbers and the RGB bytes.
pub(super) fn pixels_sha256(size: PixelSize, rgb: &[u8]) -> ContentHash {
    ContentHash::of_parts([size.width.to_be_bytes().as_slice(), &size.height.to_be_bytes(), rgb])
}
