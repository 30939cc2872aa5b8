//! What the rules are asked about.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    consent::{AgeBand, Capacity, CareStatus, Channel, Circumstance, Consent, Purpose, Role},
    hash::ContentHash,
};

/// How telling it is to be seen on the ward.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ward {
    /// Presence tells no diagnosis.
    #[default]
    Normal,
    /// Psychiatry, addiction, sexual health and the like.
    Sensitive,
}

impl std::str::FromStr for Ward {
    type Err = crate::consent::UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "normal" => Ok(Self::Normal),
            "sensitive" => Ok(Self::Sensitive),
            _ => Err(crate::consent::UnknownWord {
                word: text.to_owned(),
                expected: "normal, sensitive".to_owned(),
            }),
        }
    }
}

/// One face that somebody wants to show.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// What the person is in this photo.
    pub role: Role,
    /// Age of the person in this photo.
    pub age_band: AgeBand,
    /// Course of care; `None` leaves it to the consent, and counts as ongoing where that says nothing.
    pub care_status: Option<CareStatus>,
    /// Whether the person can consent; `None` leaves it to what the consent says.
    pub capacity: Option<Capacity>,
    /// Something that decides by itself.
    pub circumstance: Option<Circumstance>,
    /// The ward on which the photo was taken.
    pub ward: Ward,
    /// A patient or care recipient stays visible in the same photo.
    pub patient_visible: bool,
    /// What the copy is for.
    pub purpose: Purpose,
    /// Where the copy is to be shown.
    pub channels: &'a [Channel],
    /// The consent that is pointed to; `None` where the register has none of that id.
    pub consent: Option<&'a Consent>,
    /// SHA-256 of the photo's file, for consents to a single photo.
    pub photo: Option<ContentHash>,
    /// The day of the export.
    pub today: Date,
}

impl Case<'_> {
    /// Capacity as far as anybody has said: where photo and consent say different things, the worse holds.
    pub(super) fn capacity(&self) -> Capacity {
        const fn badness(capacity: Capacity) -> u8 {
            match capacity {
                Capacity::Yes => 0,
                Capacity::Represented => 1,
                Capacity::Uncertain => 2,
                Capacity::No => 3,
            }
        }
        let said = [self.capacity, self.consent.map(|consent| consent.capacity)];
        said.into_iter().flatten().max_by_key(|capacity| badness(*capacity)).unwrap_or(Capacity::Yes)
    }

    /// Course of care: where photo and consent say different things, the earlier one holds, because the
    /// dependency counts.
    pub(super) fn care(&self) -> CareStatus {
        let said = [self.care_status, self.consent.and_then(|consent| consent.care_status)];
        said.into_iter().flatten().min().unwrap_or(CareStatus::Ongoing)
    }
}
