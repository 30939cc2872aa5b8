//! The days on which somebody has to do something, as a calendar for a mailbox of the unit (RFC 5545).
//!
//! One entry for each day and kind, because sixty consents of one event end on one day. An entry keeps its UID whatever
//! happens to the register, and its number of changes grows with the ledger, so a second import puts the new one in the place
//! of the old. Of a day that has nothing left an entry is cancelled. No entry holds a name or the name of a file.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Serialize;

use crate::{
    consent::{Channel, Consent, ConsentId},
    hash::ContentHash,
    register::{ExportEntry, Register, RegisterError},
    text::Text,
};

/// Octets of a line, without its end (RFC 5545, 3.1).
const LINE: usize = 75;
/// Ids that are listed in one entry.
const MOST_LISTED: usize = 100;

/// What a day is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CalendarKind {
    /// The last day of consents.
    ConsentsEnd,
    /// The last day on which copies may be shown.
    TakeDown,
}

/// A day, and what is to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CalendarEntry {
    /// The same at every export of the same register.
    pub uid: String,
    /// What it is about.
    pub kind: CalendarKind,
    /// The last day, included.
    pub day: Date,
    /// The consents that end, or upon which the copies rely.
    pub consents: Vec<ConsentId>,
    /// The beginnings of the record ids of the copies to be taken down: eight letters each, as in their neutral names.
    pub copies: Vec<String>,
    /// Where the copies may be shown.
    pub channels: Vec<Channel>,
    /// Nothing is left to be done on this day.
    pub cancelled: bool,
}

/// The calendar of a register: its entries, and how far its ledger is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// By day.
    pub entries: Vec<CalendarEntry>,
    /// How many entries the ledger has, by which an import tells the newer of two.
    sequence: u64,
    /// When the last of them was written: UTC, RFC 3339.
    at: String,
}

/// What a register says about a day.
#[derive(Default)]
struct Told {
    consents: BTreeSet<ConsentId>,
    copies: BTreeSet<String>,
    channels: BTreeSet<Channel>,
}

impl Calendar {
    /// What the register says. Days before `today` are left out, but for copies that are overdue.
    ///
    /// # Errors
    /// [`RegisterError`] where the register cannot be read.
    pub fn of(register: &Register, today: Date) -> Result<Self, RegisterError> {
        let ledger = register.ledger()?;
        let consents: BTreeMap<ConsentId, Consent> =
            register.list()?.into_iter().map(|consent| (consent.id.clone(), consent)).collect();
        let mut days: BTreeMap<(Date, CalendarKind), Told> = BTreeMap::new();
        // Every last day that a consent ever had: an entry of it may stand in the mailbox.
        let given = ledger.iter().filter(|entry| entry.kind != "refusal");
        for told in given.filter_map(|entry| serde_json::from_str::<LastDay>(&entry.body).ok()) {
            days.entry((told.valid_until, CalendarKind::ConsentsEnd)).or_default();
        }
        for consent in consents.values().filter(|consent| consent.state(today).holds()) {
            let told = days.entry((consent.valid_until, CalendarKind::ConsentsEnd)).or_default();
            told.consents.insert(consent.id.clone());
        }
        let exports = register.exports()?;
        let replaced: BTreeSet<&str> =
            exports.iter().filter_map(|export| export.more.supersedes.as_deref()).collect();
        for export in &exports {
            let Some(last) = export.more.valid_until else { continue };
            days.entry((last, CalendarKind::TakeDown)).or_default();
            let places = register.publications(&export.record_id)?;
            let is_gone = !places.is_empty() && places.iter().all(|place| place.taken_down_on.is_some());
            let day = last_day(export, last, &consents);
            let told = days.entry((day, CalendarKind::TakeDown)).or_default();
            if !is_gone && !replaced.contains(export.record_id.as_str()) {
                told.copies.insert(export.record_id.chars().take(8).collect());
                told.channels.extend(&export.channels);
                told.consents.extend(kept_by(export).cloned());
            }
        }
        let unit = unit(register);
        let entries = days
            .into_iter()
            .filter(|((day, _), told)| *day >= today || !told.copies.is_empty())
            .map(|((day, kind), told)| CalendarEntry {
                uid: uid(kind, day, &unit),
                kind,
                day,
                cancelled: match kind {
                    CalendarKind::ConsentsEnd => told.consents.is_empty(),
                    CalendarKind::TakeDown => told.copies.is_empty(),
                },
                consents: told.consents.into_iter().collect(),
                copies: told.copies.into_iter().collect(),
                channels: told.channels.into_iter().collect(),
            })
            .collect();
        let last = ledger.last();
        Ok(Self {
            entries,
            sequence: last.map_or(0, |entry| entry.number),
            at: last.map(|entry| entry.at.clone()).unwrap_or_default(),
        })
    }

    /// The file, in the language of `text`. The same register gives the same bytes on the same day.
    pub fn to_ics(&self, text: &Text) -> Vec<u8> {
        let stamp = stamp(&self.at);
        let mut file = Folded(String::new());
        file.line("BEGIN:VCALENDAR");
        file.line("VERSION:2.0");
        file.line(&format!(
            "PRODID:-//Sladd//{}//{}",
            env!("CARGO_PKG_VERSION"),
            text.language().code().to_uppercase()
        ));
        file.line("CALSCALE:GREGORIAN");
        for entry in &self.entries {
            let (summary, description, days_ahead) = entry.words(text);
            file.line("BEGIN:VEVENT");
            file.line(&format!("UID:{}", entry.uid));
            file.line(&format!("DTSTAMP:{stamp}"));
            file.line(&format!("LAST-MODIFIED:{stamp}"));
            file.line(&format!("SEQUENCE:{}", self.sequence));
            file.line(&format!("DTSTART;VALUE=DATE:{}", compact(entry.day)));
            if let Ok(next) = entry.day.tomorrow() {
                file.line(&format!("DTEND;VALUE=DATE:{}", compact(next)));
            }
            file.line(&format!("SUMMARY:{}", escaped(&summary)));
            file.line(&format!("DESCRIPTION:{}", escaped(&description)));
            file.line(if entry.cancelled { "STATUS:CANCELLED" } else { "STATUS:CONFIRMED" });
            file.line("TRANSP:TRANSPARENT");
            if !entry.cancelled {
                file.line("BEGIN:VALARM");
                file.line("ACTION:DISPLAY");
                file.line(&format!("TRIGGER:-P{days_ahead}D"));
                file.line(&format!("DESCRIPTION:{}", escaped(&summary)));
                file.line("END:VALARM");
            }
            file.line("END:VEVENT");
        }
        file.line("END:VCALENDAR");
        file.0.into_bytes()
    }
}

/// Of the body of an entry about a consent.
#[derive(serde::Deserialize)]
struct LastDay {
    valid_until: Date,
    /// A body that has this is that of a consent.
    #[serde(rename = "signers")]
    _signers: serde::de::IgnoredAny,
}

fn kept_by(export: &ExportEntry) -> impl Iterator<Item = &ConsentId> {
    export.regions.iter().filter_map(|region| region.consent.as_ref())
}

/// The last day on which a copy may be shown: its own, that of a consent it relies on, or the day on which one ended. When one was
/// erased nobody knows any more: then it is the day on which the copy was written, the same at every export of the calendar.
fn last_day(export: &ExportEntry, last: Date, consents: &BTreeMap<ConsentId, Consent>) -> Date {
    let of_consents = kept_by(export).map(|id| match consents.get(id) {
        Some(consent) => match consent.last_event() {
            Some(event) if !event.state.holds() => event.on,
            Some(_) | None => consent.valid_until,
        },
        None => export.created_on,
    });
    let is_erased = export.regions.iter().any(|region| region.decision == "erased");
    let erased = is_erased.then_some(export.created_on);
    of_consents.chain(erased).fold(last, Date::min)
}

/// Tells the entries of one register from those of another in the same mailbox, and nothing else.
fn unit(register: &Register) -> String {
    let hash = ContentHash::of_parts([b"sladd calendar\n".as_slice(), register.key()]).to_string();
    hash.chars().take(12).collect()
}

fn uid(kind: CalendarKind, day: Date, unit: &str) -> String {
    let kind = match kind {
        CalendarKind::ConsentsEnd => "consents",
        CalendarKind::TakeDown => "take-down",
    };
    format!("sladd-{kind}-{}-{unit}", compact(day))
}

fn compact(day: Date) -> String {
    day.to_string().replace('-', "")
}

/// A time of the ledger as RFC 5545 writes it; the beginning of 1970 for a register that is empty.
fn stamp(at: &str) -> String {
    let time = at.parse::<jiff::Timestamp>().unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    time.strftime("%Y%m%dT%H%M%SZ").to_string()
}

impl CalendarEntry {
    /// What stands in a calendar, the explanation, and how many days before somebody is reminded.
    fn words(&self, text: &Text) -> (String, String, u8) {
        let channels: Vec<String> = self.channels.iter().map(|channel| channel.label(text)).collect();
        let consents: Vec<String> = self.consents.iter().map(ToString::to_string).collect();
        match self.kind {
            CalendarKind::ConsentsEnd => (
                text.format("forms-calendar-ends", [("count", consents.len().into())]),
                text.format("forms-calendar-ends-explain", [("list", listed(&consents).into())]),
                30,
            ),
            CalendarKind::TakeDown => (
                text.format("forms-calendar-down", [("count", self.copies.len().into())]),
                text.format(
                    "forms-calendar-down-explain",
                    [("channels", channels.join(", ").into()), ("list", listed(&self.copies).into())],
                ),
                7,
            ),
        }
    }
}

fn listed(ids: &[String]) -> String {
    let mut list = ids.iter().take(MOST_LISTED).cloned().collect::<Vec<_>>().join(", ");
    if ids.len() > MOST_LISTED {
        list.push_str(", …");
    }
    list
}

/// A text as a value (RFC 5545, 3.3.11).
fn escaped(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => value.extend(['\\', letter]),
            '\n' => value.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => value.push(letter),
        }
    }
    value
}

/// Lines that end by CR and LF and are folded where they are too long, never within a letter.
struct Folded(String);

impl Folded {
    fn line(&mut self, line: &str) {
        let mut octets = 0;
        for letter in line.chars() {
            if octets + letter.len_utf8() > LINE {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(letter);
            octets += letter.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use icalendar::Component as _;

    use super::*;
    use crate::text::Language;

    fn calendar(entries: Vec<CalendarEntry>) -> Calendar {
        Calendar { entries, sequence: 7, at: "2026-11-27T20:15:03.123456Z".to_owned() }
    }

    fn entry(kind: CalendarKind, count: usize) -> CalendarEntry {
        let day = jiff::civil::date(2027, 12, 31);
        CalendarEntry {
            uid: uid(kind, day, "0123456789ab"),
            kind,
            day,
            consents: (0..count).map(|_| ConsentId::random()).collect(),
            copies: (0..count).map(|number| format!("{number:08x}")).collect(),
            channels: vec![Channel::PublicWeb, Channel::Intranet],
            cancelled: count == 0,
        }
    }

    #[test]
    fn lines_are_folded_at_75_octets_and_never_within_a_letter() {
        for text in ["é".repeat(200), "a".repeat(75), format!("{}ø{}", "a".repeat(74), "€".repeat(50))] {
            let mut folded = Folded(String::new());
            folded.line(&text);
            for line in folded.0.split("\r\n") {
                assert!(line.len() <= LINE, "{line}");
            }
            assert_eq!(folded.0.replace("\r\n ", "").trim_end(), text);
        }
        assert_eq!(escaped("a,b;c\\d\ne\r\t"), "a\\,b\\;c\\\\d\\ne");
    }

    #[test]
    fn another_program_reads_what_is_written_in_every_language() {
        for language in Language::ALL {
            let text = Text::new(language);
            let entries = vec![
                entry(CalendarKind::ConsentsEnd, 1),
                entry(CalendarKind::ConsentsEnd, 250),
                entry(CalendarKind::TakeDown, 3),
                entry(CalendarKind::TakeDown, 0),
            ];
            let file = String::from_utf8(calendar(entries).to_ics(&text)).unwrap();
            assert!(!file.replace("\r\n", "").contains(['\r', '\n']), "{language}");
            assert!(!file.contains("forms-calendar"), "{language}: {file}");
            let read: icalendar::Calendar = file.parse().unwrap();
            let events: Vec<&icalendar::Event> =
                read.components.iter().filter_map(|it| it.as_event()).collect();
            assert_eq!(events.len(), 4, "{language}");
            for event in &events {
                assert_eq!(event.property_value("DTSTART"), Some("20271231"), "{language}");
                assert_eq!(event.property_value("DTEND"), Some("20280101"), "{language}");
                assert!(matches!(event.get_start(), Some(icalendar::DatePerhapsTime::Date(_))), "{language}");
            }
            let words = entry(CalendarKind::ConsentsEnd, 250).words(&text).0;
            assert_eq!(events[1].get_summary(), Some(words.as_str()), "{language}");
            assert!(events[1].get_description().unwrap().ends_with('…'), "{language}");
            assert_eq!(events[3].get_status(), Some(icalendar::EventStatus::Cancelled));
            assert_eq!(events[0].property_value("DTSTAMP"), Some("20261127T201503Z"));
            assert_eq!(events[0].get_sequence(), Some(7));
            assert_eq!(file.matches("BEGIN:VALARM").count(), 3, "nobody is reminded of what is cancelled");
        }
    }
}
