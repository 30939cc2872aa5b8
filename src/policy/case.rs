//! What the rules are asked about.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::consent::{AgeBand, Capacity, CareStatus, Channel, Consent, Purpose, Role};

/// How telling it is to be seen on the ward.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ward {
    /// Presence tells no diagnosis.
    #[default]
    Normal,
    /// Psychiatry, addiction, sexual health and the like.
    Sensitive,
}

/// One face that somebody wants to show.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// What the person is in this photo.
    pub role: Role,
    /// Age of the person in this photo.
    pub age_band: AgeBand,
    /// Course of care; `None` counts as ongoing for people in care.
    pub care_status: Option<CareStatus>,
    /// Whether the person can consent; `None` leaves it to what the consent says.
    pub capacity: Option<Capacity>,
    /// The ward on which the photo was taken.
    pub ward: Ward,
    /// What the copy is for.
    pub purpose: Purpose,
    /// Where the copy is to be shown.
    pub channels: &'a [Channel],
    /// The consent that is pointed to; `None` where the register has none of that id.
    pub consent: Option<&'a Consent>,
    /// The day of the export.
    pub today: Date,
}
