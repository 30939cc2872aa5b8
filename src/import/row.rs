//! A row of a list as a consent.

use jiff::{ToSpan as _, civil::Date};

use crate::{
    consent::{Channel, Collection, NewConsent, Purpose, check_reference, says_something},
    policy::Policy,
};

use super::{
    Column, Field, RowFault, RowFaultKind, dates,
    table::{Cell, Line},
    words::{Dictionary, Words},
};

/// A row, and the consent that it says, or what is wrong with it.
#[derive(Debug, Clone)]
pub struct ReadRow {
    /// As a spreadsheet counts, from 1.
    pub row: u64,
    /// What the entry form would hold.
    pub consent: Result<NewConsent, RowFault>,
}

/// What holds for rows that do not say it themselves.
pub(super) struct Usual<'a> {
    pub(super) purposes: &'a [Purpose],
    pub(super) channels: &'a [Channel],
    pub(super) policy: &'a Policy,
    pub(super) today: Date,
}

/// The cells of a row by what they say.
struct Cells<'a> {
    line: &'a Line,
    columns: &'a [Column],
}

impl<'a> Cells<'a> {
    fn get(&self, field: Field) -> Option<&'a Cell> {
        let at = self.columns.iter().position(|column| column.field == Some(field))?;
        self.line.cell(at)
    }

    fn needed(&self, field: Field) -> Result<&'a Cell, RowFault> {
        self.get(field).ok_or(RowFault::new(field, RowFaultKind::Missing))
    }

    fn word<T: Copy>(&self, field: Field, words: &Dictionary<T>) -> Result<Option<T>, RowFault> {
        let Some(cell) = self.get(field) else { return Ok(None) };
        words.read(&cell.text).map(Some).ok_or(unknown(field))
    }

    fn words<T: Copy>(&self, field: Field, words: &Dictionary<T>) -> Result<Vec<T>, RowFault> {
        let Some(cell) = self.get(field) else { return Ok(Vec::new()) };
        words.read_all(&cell.text).ok_or(unknown(field))
    }

    /// A text that is kept. An answer is none: nobody finds anything by a "yes", and a "no" is the opposite of an approval. Boxes
    /// in an archive have numbers, approvals have none of one digit.
    fn text(&self, field: Field, words: &Words) -> Result<Option<String>, RowFault> {
        let Some(cell) = self.get(field) else { return Ok(None) };
        let is_number = cell.text.chars().all(char::is_numeric) && field != Field::Approval;
        if !says_something(&cell.text) || (!is_number && words.yes.read(&cell.text).is_some()) {
            return Err(RowFault::new(field, RowFaultKind::NotAReference));
        }
        check_reference(&cell.text).map_err(|fault| RowFault::new(field, RowFaultKind::Consent(fault)))?;
        Ok(Some(cell.text.clone()))
    }

    fn day(&self, field: Field, today: Date) -> Result<Option<Date>, RowFault> {
        let Some(cell) = self.get(field) else { return Ok(None) };
        let day = cell.day.or_else(|| dates::read(&cell.text, today));
        day.map(Some).ok_or(RowFault::new(field, RowFaultKind::NotADay))
    }
}

const fn unknown(field: Field) -> RowFault {
    RowFault::new(field, RowFaultKind::UnknownWord { field })
}

pub(super) fn read(
    line: &Line,
    columns: &[Column],
    words: &Words,
    usual: &Usual<'_>,
) -> Result<NewConsent, RowFault> {
    let cells = Cells { line, columns };
    let today = usual.today;
    cells.needed(Field::Role)?;
    cells.needed(Field::AgeBand)?;
    let valid_until = {
        cells.needed(Field::ValidUntil)?;
        cells.day(Field::ValidUntil, today)?.unwrap_or(Date::ZERO)
    };
    cells.needed(Field::Signer)?;
    cells.needed(Field::Reference)?;
    let id = match cells.get(Field::Consent) {
        Some(cell) => Some(
            cell.text
                .parse::<crate::consent::ConsentId>()
                .map_err(|_| RowFault::new(Field::Consent, RowFaultKind::NotAnId))?,
        ),
        None => None,
    };
    let or_usual = |said: Vec<Purpose>| if said.is_empty() { usual.purposes.to_vec() } else { said };
    let purposes = or_usual(cells.words(Field::Purpose, &words.purpose)?);
    let mut channels = cells.words(Field::Channel, &words.channel)?;
    if channels.is_empty() {
        channels = usual.channels.to_vec();
    }
    let new = NewConsent {
        role: cells.word(Field::Role, &words.role)?.unwrap_or(crate::consent::Role::Unknown),
        age_band: age(&cells, words)?,
        care_status: cells.word(Field::CareStatus, &words.care)?,
        capacity: cells.word(Field::Capacity, &words.capacity)?,
        basis: cells.word(Field::Basis, &words.basis)?.unwrap_or(crate::consent::LegalBasis::Consent),
        purposes,
        channels,
        valid_until,
        signers: cells.words(Field::Signer, &words.signer)?,
        form_location: cells.text(Field::Reference, words)?.unwrap_or_default(),
        approval: cells.text(Field::Approval, words)?,
        child_heard: cells.word(Field::ChildHeard, &words.yes)?.unwrap_or(false),
        collection: Collection {
            method: cells.word(Field::Collected, &words.method)?,
            collected_by: cells.text(Field::CollectedBy, words)?,
            independent: cells.word(Field::Independent, &words.yes)?,
            notice: cells.text(Field::Notice, words)?,
            confidentiality_release: cells.word(Field::Release, &words.yes)?.unwrap_or(false),
            sole_custody: cells.word(Field::SoleCustody, &words.yes)?.unwrap_or(false),
            witness: cells.text(Field::Witness, words)?,
            signature_system: cells.text(Field::SignatureSystem, words)?,
            signature_reference: cells.text(Field::SignatureReference, words)?,
            limits: cells.text(Field::Limits, words)?,
            ..Collection::default()
        },
        id,
        occasion: None,
    };
    by_the_rules(&new, usual.policy)?;
    if let Some(collected) = cells.day(Field::CollectedOn, today)? {
        let years = i32::from(usual.policy.limits().max_consent_years);
        let kind = if collected > today {
            Some(RowFaultKind::Consent(crate::consent::ConsentFault::FutureDay))
        } else if new.valid_until > collected.saturating_add(years.years()) {
            Some(RowFaultKind::TooLongSince)
        } else {
            None
        };
        if let Some(kind) = kind {
            return Err(RowFault::new(Field::CollectedOn, kind));
        }
    }
    // As the entry form does; the id of a fresh one is drawn when it is recorded.
    new.clone().into_consent(today).map_err(RowFault::of_consent)?;
    Ok(new)
}

/// Spreadsheets take "7-11" and "12-14" for days.
fn age(cells: &Cells<'_>, words: &Words) -> Result<crate::consent::AgeBand, RowFault> {
    use crate::consent::AgeBand;
    let day = cells.get(Field::AgeBand).and_then(|cell| cell.day);
    match day.map(|day| (day.year(), day.month(), day.day())) {
        Some((_, 11, 7) | (_, 7, 11)) => Ok(AgeBand::Age7To11),
        Some((2014, 12, 1)) => Ok(AgeBand::Age12To14),
        Some(_) => Err(unknown(Field::AgeBand)),
        None => Ok(cells.word(Field::AgeBand, &words.age)?.unwrap_or(AgeBand::Unknown)),
    }
}

/// What the entry form does not offer, because the organisation has taken it out.
fn by_the_rules(new: &NewConsent, policy: &Policy) -> Result<(), RowFault> {
    let method = new.collection.method();
    let removed = [
        (new.channels.iter().any(|channel| policy.channels_removed().contains(channel)), Field::Channel),
        (policy.bases_removed().contains(&new.basis), Field::Basis),
        (policy.methods_removed().contains(&method), Field::Collected),
    ];
    let found = removed.into_iter().find(|(is_removed, _)| *is_removed);
    found.map_or(Ok(()), |(_, field)| Err(RowFault::new(field, RowFaultKind::RulesRemoved)))
}
