//! The reports and the take-down list. They tell what was done, never with whom.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::{
    consent::{Channel, Consent, ConsentId, ConsentState, Occasion},
    register::{AffectedExport, DueReason, ExportEntry},
    text::Text,
};

use super::Table;

/// A span of days, both included; open where an end is missing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
}

impl Period {
    /// True where the day is in it.
    pub fn contains(self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    fn words(self) -> String {
        let word = |day: Option<Date>| day.map_or_else(|| "…".to_owned(), |day| day.to_string());
        format!("{} – {}", word(self.from), word(self.to))
    }
}

fn columns(text: &Text, ids: &[&str]) -> Vec<String> {
    ids.iter().map(|id| text.get(&format!("register-column-{id}"))).collect()
}

fn channel_words(channels: &[Channel], text: &Text) -> String {
    channels.iter().map(|channel| channel.label(text)).collect::<Vec<_>>().join(", ")
}

fn count(export: &ExportEntry, decisions: &[&str]) -> usize {
    export.regions.iter().filter(|region| decisions.contains(&region.decision.as_str())).count()
}

/// Exports by day and channel.
pub fn exports(exports: &[ExportEntry], period: Period, text: &Text) -> Table {
    let chosen: Vec<&ExportEntry> =
        exports.iter().filter(|export| period.contains(export.created_on)).collect();
    let mut by_channel: BTreeMap<Channel, usize> = BTreeMap::new();
    for channel in chosen.iter().flat_map(|export| &export.channels) {
        *by_channel.entry(*channel).or_default() += 1;
    }
    let mut notes = vec![
        text.format("register-report-period", [("period", period.words().into())]),
        text.format("register-report-count", [("count", chosen.len().into())]),
    ];
    notes.extend(by_channel.iter().map(|(channel, count)| format!("{}: {count}", channel.label(text))));
    Table {
        title: text.get("register-report-exports"),
        notes,
        columns: columns(
            text,
            &[
                "day",
                "copy",
                "purpose",
                "channels",
                "event",
                "kept",
                "redacted",
                "not-a-face",
                "reviewed",
                "record",
            ],
        ),
        rows: chosen
            .iter()
            .map(|export| {
                vec![
                    export.created_on.to_string(),
                    export.output.clone(),
                    export.purpose.label(text),
                    channel_words(&export.channels, text),
                    export.more.event.clone().unwrap_or_default(),
                    count(export, &["keep", "erased"]).to_string(),
                    count(export, &["redact"]).to_string(),
                    count(export, &["not_a_face"]).to_string(),
                    text.get(if export.more.whole_image_reviewed { "register-yes" } else { "register-no" }),
                    export.record_id.clone(),
                ]
            })
            .collect(),
    }
}

/// Consents that expire, have expired, or want a second look.
pub fn consents_due(
    due: &[(DueReason, Consent)],
    uses: &BTreeMap<ConsentId, u64>,
    today: Date,
    text: &Text,
) -> Table {
    Table {
        title: text.get("register-report-due"),
        notes: vec![today.to_string()],
        columns: columns(text, &["consent", "why", "until", "role", "channels", "uses"]),
        rows: due
            .iter()
            .map(|(reason, consent)| {
                vec![
                    consent.id.to_string(),
                    text.get(match reason {
                        DueReason::Expired => "register-due-expired",
                        DueReason::Expiring => "register-due-expiring",
                        DueReason::EmploymentReview => "register-due-employment",
                        DueReason::Retention => "register-due-retention",
                    }),
                    consent.valid_until.to_string(),
                    consent.role.label(text),
                    channel_words(&consent.channels, text),
                    uses.get(&consent.id).copied().unwrap_or(0).to_string(),
                ]
            })
            .collect(),
    }
}

/// Consents as the register lists them, to print or for a spreadsheet.
pub fn consents(
    consents: &[Consent],
    events: &[Occasion],
    uses: &BTreeMap<ConsentId, u64>,
    today: Date,
    text: &Text,
) -> Table {
    let row = |consent: &Consent| {
        let purposes: Vec<String> = consent.purposes.iter().map(|purpose| purpose.label(text)).collect();
        let state = consent.state(today);
        let event = events.iter().find(|event| Some(&event.id) == consent.occasion.as_ref());
        // Of a refusal nothing else is known.
        let until =
            if state == ConsentState::Refused { String::new() } else { consent.valid_until.to_string() };
        vec![
            consent.id.to_string(),
            consent.form_location.clone(),
            consent.role.label(text),
            event.map_or_else(String::new, |event| event.name.clone()),
            purposes.join(", "),
            channel_words(&consent.channels, text),
            state.label(text),
            until,
            uses.get(&consent.id).copied().unwrap_or(0).to_string(),
        ]
    };
    Table {
        title: text.get("register-title"),
        notes: vec![today.to_string()],
        columns: columns(
            text,
            &["consent", "archive", "role", "event", "purposes", "channels", "state", "until", "uses"],
        ),
        rows: consents.iter().map(row).collect(),
    }
}

/// One line for each event.
pub fn events(exports: &[ExportEntry], period: Period, text: &Text) -> Table {
    #[derive(Default)]
    struct Sum {
        days: Option<(Date, Date)>,
        copies: usize,
        kept: usize,
        redacted: usize,
        channels: Vec<Channel>,
    }
    let mut sums: BTreeMap<String, Sum> = BTreeMap::new();
    for export in exports.iter().filter(|export| period.contains(export.created_on)) {
        let event = export.more.event.clone().unwrap_or_else(|| text.get("register-no-event"));
        let sum = sums.entry(event).or_default();
        let day = export.created_on;
        sum.days = Some(sum.days.map_or((day, day), |(first, last)| (first.min(day), last.max(day))));
        sum.copies += 1;
        sum.kept += count(export, &["keep", "erased"]);
        sum.redacted += count(export, &["redact"]);
        sum.channels.extend(&export.channels);
        sum.channels.sort_unstable();
        sum.channels.dedup();
    }
    Table {
        title: text.get("register-report-events"),
        notes: vec![text.format("register-report-period", [("period", period.words().into())])],
        columns: columns(text, &["event", "first-day", "last-day", "copies", "kept", "redacted", "channels"]),
        rows: sums
            .into_iter()
            .map(|(event, sum)| {
                let (first, last) =
                    sum.days.map_or_else(Default::default, |(a, b)| (a.to_string(), b.to_string()));
                vec![
                    event,
                    first,
                    last,
                    sum.copies.to_string(),
                    sum.kept.to_string(),
                    sum.redacted.to_string(),
                    channel_words(&sum.channels, text),
                ]
            })
            .collect(),
    }
}

/// What is to be taken down because of a consent, with room to tick what is done. `found` are copies that
/// a scan of a folder has found, by record id.
pub fn take_down_list(
    consent: &Consent,
    affected: &[AffectedExport],
    found: &BTreeMap<String, Vec<String>>,
    today: Date,
    text: &Text,
) -> Table {
    let rows = affected.iter().flat_map(|export| {
        let copies = found.get(&export.record_id).map(|paths| paths.join("\n")).unwrap_or_default();
        let row = |channel: String, place: String, posted: String, down: String| {
            vec![
                channel,
                place,
                posted,
                export.output.clone(),
                export.folder.clone().unwrap_or_default(),
                export.created_on.to_string(),
                copies.clone(),
                down,
                export.record_id.clone(),
            ]
        };
        let mut rows: Vec<Vec<String>> = export
            .published
            .iter()
            .map(|place| {
                row(
                    place.channel.label(text),
                    place.place.clone(),
                    place.posted_on.to_string(),
                    place.taken_down_on.map_or_else(|| "☐".to_owned(), |day| day.to_string()),
                )
            })
            .collect();
        // A channel that the copy was made for, and of which nobody has noted where it was put.
        for channel in &export.channels {
            if !export.published.iter().any(|place| place.channel == *channel) {
                rows.push(row(
                    channel.label(text),
                    text.get("register-place-unknown"),
                    String::new(),
                    "☐".to_owned(),
                ));
            }
        }
        rows
    });
    Table {
        title: text.format("register-take-down-title", [("consent", consent.id.to_string().into())]),
        notes: vec![
            text.format(
                "register-take-down-state",
                [("state", consent.state(today).label(text).into()), ("day", today.to_string().into())],
            ),
            text.get("register-take-down-explain"),
        ],
        columns: columns(
            text,
            &["channel", "place", "posted", "copy", "folder", "day", "found", "down", "record"],
        ),
        rows: rows.collect(),
    }
}
