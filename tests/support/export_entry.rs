//! An export as the ledger knows it.

use jiff::civil::Date;
use sladd::{
    consent::{AgeBand, Channel, ConsentId, Purpose, Role},
    hash::ContentHash,
    register::{ExportDetails, ExportEntry, RegionEntry},
};

/// A copy for the intranet in which one face, of a member of staff, is kept by this consent.
pub fn export_entry(record: &str, created_on: Date, consent: &ConsentId) -> ExportEntry {
    ExportEntry {
        record_id: record.to_owned(),
        output: format!("sladd-{record}.jpg"),
        created_on,
        source_sha256: ContentHash::of(b"source"),
        output_sha256: ContentHash::of(record.as_bytes()),
        purpose: Purpose::EventReport,
        channels: vec![Channel::Intranet],
        policy_sha256: ContentHash::of(b"policy"),
        operator: String::new(),
        regions: vec![RegionEntry {
            same_person: false,
            not_a_face_what: None,
            score: None,
            style: None,
            cover: None,
            what: "face".to_owned(),
            decision: "keep".to_owned(),
            detected: true,
            role: Role::Staff,
            age_band: AgeBand::Adult,
            care_status: None,
            capacity: None,
            consent: Some(consent.clone()),
            rules: Vec::new(),
            bbox: [1.0, 2.0, 3.0, 4.0],
        }],
        more: ExportDetails::default(),
    }
}
