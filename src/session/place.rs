//! What the register as a place asks beside one consent at a time: many at once, every copy, what is marked and erased.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use jiff::civil::Date;

use crate::{
    consent::{Channel, Consent, ConsentId, ConsentState},
    documents,
    register::{Erased, ExportEntry, Publication, Register, RegisterError},
    text::{Language, Text},
};

use super::register::save_table;

/// What the place asks of the register.
#[derive(Debug)]
pub enum PlaceRequest {
    /// Withdraw each of these.
    Withdraw(Vec<ConsentId>),
    /// Renew each of these until a day.
    Renew(Vec<ConsentId>, Date),
    /// Note another state of one.
    Mark(ConsentId, ConsentState),
    /// Erase the person behind a consent that no longer holds.
    Erase(ConsentId),
    /// How many copies rely on any of these.
    Count(Vec<ConsentId>),
    /// Every copy, with where it was put.
    Copies,
    /// Note where a copy was put; the answer is every copy.
    Posted {
        /// The copy's record id.
        record: String,
        /// The channel.
        channel: Channel,
        /// The address of the post, or the place.
        place: String,
    },
    /// Note that a copy was taken down from a place; the answer is every copy.
    TakenDown(Publication),
    /// Save these consents as a list.
    SaveConsents {
        /// Which, in the order of the list.
        ids: Vec<ConsentId>,
        /// In which language.
        language: Language,
        /// Where; the suffix says whether it is a page to print or a table.
        path: PathBuf,
    },
}

/// What the register answered to it.
#[derive(Debug)]
pub enum PlaceAnswer {
    /// These are as they are now, and why the first of the others is not.
    Changed(Vec<Consent>, Option<RegisterError>),
    /// The person is erased: the protocol.
    Erased(ConsentId, Erased),
    /// So many copies rely on any of these.
    Counted(Vec<ConsentId>, usize),
    /// Every copy, newest first.
    Copies(Vec<CopyShown>),
}

/// A copy as the list of all copies shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct CopyShown {
    /// Its entry.
    pub export: ExportEntry,
    /// Where it was put, oldest first.
    pub published: Vec<Publication>,
    /// The export that has taken its place.
    pub superseded_by: Option<String>,
}

/// What is to be said of a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CopyState {
    /// It is posted somewhere and should not be.
    TakeDown,
    /// A consent that it relies on does not hold, or was erased; it is posted nowhere that is known.
    ConsentEnded,
    /// Its own time is over; it is posted nowhere that is known.
    Over,
    /// Another copy has taken its place; it is posted nowhere that is known.
    Replaced,
    /// Posted, and nothing speaks against it.
    Posted,
    /// Written; nobody has noted that it was posted, or it was taken down.
    Written,
}

impl CopyState {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::TakeDown, Self::ConsentEnded, Self::Over, Self::Replaced, Self::Posted, Self::Written];

    /// The id of its words.
    pub const fn message_id(self) -> &'static str {
        match self {
            Self::TakeDown => "place-copy-take-down",
            Self::ConsentEnded => "place-copy-consent",
            Self::Over => "place-copy-over",
            Self::Replaced => "place-copy-replaced",
            Self::Posted => "place-copy-posted",
            Self::Written => "place-copy-written",
        }
    }
}

impl CopyShown {
    /// The consents that it relies on, each once.
    pub fn consents(&self) -> BTreeSet<&ConsentId> {
        self.export.regions.iter().filter_map(|region| region.consent.as_ref()).collect()
    }

    /// The last day on which it may be shown: its own, or that of the consent which ends first. `None` where it has no
    /// own day and relies on no consent that is known.
    pub fn valid_until(&self, consents: &BTreeMap<ConsentId, Consent>) -> Option<Date> {
        let of_consents = self.consents().into_iter().filter_map(|id| consents.get(id));
        of_consents.map(|consent| consent.valid_until).chain(self.export.more.valid_until).min()
    }

    /// What is to be said of it on a day.
    pub fn state(&self, consents: &BTreeMap<ConsentId, Consent>, today: Date) -> CopyState {
        let holds = |id: &ConsentId| consents.get(id).is_some_and(|consent| consent.state(today).holds());
        let erased = self.export.regions.iter().any(|region| region.decision == "erased");
        let ended = erased || !self.consents().into_iter().all(holds);
        let posted = self.published.iter().any(|place| place.taken_down_on.is_none());
        let over = self.export.more.valid_until.is_some_and(|last| last < today);
        let replaced = self.superseded_by.is_some();
        match (posted, ended, over, replaced) {
            (true, false, false, false) => CopyState::Posted,
            (true, ..) => CopyState::TakeDown,
            (false, true, ..) => CopyState::ConsentEnded,
            (false, _, true, _) => CopyState::Over,
            (false, _, _, true) => CopyState::Replaced,
            (false, ..) => CopyState::Written,
        }
    }
}

impl PlaceRequest {
    /// Does it.
    ///
    /// # Errors
    /// [`RegisterError`] where the register cannot be read or written. Of many consents those before the first that
    /// cannot be changed are changed; the answer tells which, and why not the others.
    pub(super) fn perform(
        self,
        register: &Register,
        today: Date,
    ) -> Result<super::RegisterAnswer, RegisterError> {
        let answer = match self {
            Self::Withdraw(ids) => each(ids, |id| register.withdraw(id, today)),
            Self::Renew(ids, until) => each(ids, |id| register.renew(id, until)),
            Self::Mark(id, state) => PlaceAnswer::Changed(vec![register.mark(&id, state)?], None),
            Self::Erase(id) => {
                let erased = register.erase_with_protocol(&id)?;
                PlaceAnswer::Erased(id, erased)
            }
            Self::Count(ids) => {
                let wanted: BTreeSet<&ConsentId> = ids.iter().collect();
                let relies = |export: &&ExportEntry| {
                    let mut kept = export.regions.iter().filter_map(|region| region.consent.as_ref());
                    kept.any(|id| wanted.contains(id))
                };
                let count = register.exports()?.iter().filter(relies).count();
                PlaceAnswer::Counted(ids, count)
            }
            Self::Copies => copies(register)?,
            Self::Posted { record, channel, place } => {
                register.note_publication(&record, channel, &place, today)?;
                copies(register)?
            }
            Self::TakenDown(Publication { record_id, channel, place, .. }) => {
                register.note_take_down(&record_id, Some(channel), Some(&place), today)?;
                copies(register)?
            }
            Self::SaveConsents { ids, language, path } => {
                let text = Text::new(language);
                let uses = register.uses()?;
                let mut known: BTreeMap<ConsentId, Consent> =
                    register.list()?.into_iter().map(|consent| (consent.id.clone(), consent)).collect();
                let chosen: Vec<Consent> = ids.iter().filter_map(|id| known.remove(id)).collect();
                let table = documents::consents(&chosen, &register.occasions()?, &uses, today, &text);
                return Ok(save_table(&table, language, &path));
            }
        };
        Ok(super::RegisterAnswer::Place(answer))
    }
}

/// Changes each, up to the first that cannot be changed.
fn each(
    ids: Vec<ConsentId>,
    mut change: impl FnMut(&ConsentId) -> Result<Consent, RegisterError>,
) -> PlaceAnswer {
    let mut changed = Vec::new();
    for id in ids {
        match change(&id) {
            Ok(consent) => changed.push(consent),
            Err(fault) => return PlaceAnswer::Changed(changed, Some(fault)),
        }
    }
    PlaceAnswer::Changed(changed, None)
}

fn copies(register: &Register) -> Result<PlaceAnswer, RegisterError> {
    let mut published = register.all_publications()?;
    let exports = register.exports()?;
    let mut superseded: BTreeMap<String, String> = exports
        .iter()
        .filter_map(|later| Some((later.more.supersedes.clone()?, later.record_id.clone())))
        .collect();
    let shown = |export: ExportEntry| CopyShown {
        published: published.remove(&export.record_id).unwrap_or_default(),
        superseded_by: superseded.remove(&export.record_id),
        export,
    };
    let mut copies: Vec<CopyShown> = exports.into_iter().map(shown).collect();
    copies.reverse();
    Ok(PlaceAnswer::Copies(copies))
}
