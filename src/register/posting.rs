//! Whether a copy may be where somebody has put it.

use jiff::civil::Date;

use crate::{consent::Channel, text::Text};

use super::{ExportEntry, Register, RegisterError};

/// Why a copy should not be where it was put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PostingFault {
    /// The copy was not cleared for the channel.
    Channel(Channel),
    /// A consent that the copy relies on does not hold, or was erased.
    Consent,
    /// The copy's own time was over on this day.
    Expired(Date),
    /// Another copy has taken its place.
    Replaced,
}

impl PostingFault {
    /// What is wrong, and what to do.
    pub fn message(self, text: &Text) -> String {
        match self {
            Self::Channel(channel) => {
                text.format("posting-channel", [("channel", channel.label(text).into())])
            }
            Self::Consent => text.get("posting-consent"),
            Self::Expired(day) => text.format("posting-expired", [("day", day.to_string().into())]),
            Self::Replaced => text.get("posting-replaced"),
        }
    }
}

impl Register {
    /// What speaks against a copy being put on a channel on this day; nothing of it keeps the fact from being noted.
    ///
    /// # Errors
    /// [`RegisterError::NoSuchExport`] for an unknown record, or where the file cannot be read.
    pub fn posting_faults(
        &self,
        record_id: &str,
        channel: Channel,
        on: Date,
    ) -> Result<Vec<PostingFault>, RegisterError> {
        let (_, export) = self.export(record_id)?.ok_or(RegisterError::NoSuchExport)?;
        let mut faults = Vec::new();
        if !export.channels.contains(&channel) {
            faults.push(PostingFault::Channel(channel));
        }
        if !self.consents_hold(&export, on)? {
            faults.push(PostingFault::Consent);
        }
        faults.extend(export.more.valid_until.filter(|last| *last < on).map(PostingFault::Expired));
        if self.exports()?.iter().any(|later| later.more.supersedes.as_deref() == Some(record_id)) {
            faults.push(PostingFault::Replaced);
        }
        Ok(faults)
    }

    fn consents_hold(&self, export: &ExportEntry, on: Date) -> Result<bool, RegisterError> {
        if export.regions.iter().any(|region| region.decision == "erased") {
            return Ok(false);
        }
        for id in export.regions.iter().filter_map(|region| region.consent.as_ref()) {
            if !self.get(id)?.is_some_and(|consent| consent.state(on).holds()) {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
