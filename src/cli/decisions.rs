//! The decisions file: what was decided about photos elsewhere, by a person or another program.
//!
//! Promises: what it says is done or the photo is refused. Nothing of it is settled by the order in which it stands.
//! `docs/decisions.md` tells each key.

mod fault;
mod lay;
mod photos;

use serde::{Deserialize, Deserializer, de::Error as _};

use crate::{
    consent::{AgeBand, Capacity, CareStatus, Channel, Circumstance, ConsentId, Purpose, Role},
    framing::{Frame, MOST_HUNDREDTHS, Turn},
    geometry::PixelRect,
    hash::ContentHash,
    redaction::Style,
    review::{AreaKind, Identifier, Instead},
};

pub(super) use fault::DecisionFault;
pub(super) use photos::EntryOf;

/// A decisions file. Unknown keys are refused: a typo must not silently decide something.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DecisionsFile {
    pub(super) photos: Vec<PhotoDecisions>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PhotoDecisions {
    pub(super) photo: String,
    pub(super) sha256: ContentHash,
    #[serde(default)]
    pub(super) purpose: Option<Purpose>,
    #[serde(default)]
    pub(super) channels: Vec<Channel>,
    /// Words of the checklist that a person has looked for in this photo.
    #[serde(default)]
    pub(super) identifiers: Vec<Identifier>,
    /// The words that are to stand beside the copy.
    #[serde(default)]
    pub(super) caption: Option<String>,
    /// What is written beside each copy for those who cannot see it.
    #[serde(default)]
    pub(super) alt_text: Option<String>,
    /// Reference of the second person who has approved the photo.
    #[serde(default)]
    pub(super) second_person: Option<String>,
    /// What of the photo is published, in pixels of the turned and straightened photo.
    #[serde(default)]
    pub(super) crop: Option<PixelRect>,
    /// By how many degrees the photo is turned, clockwise: 90, 180 or 270.
    #[serde(default, deserialize_with = "turn")]
    pub(super) turn: Option<Turn>,
    /// By how many degrees the photo is straightened: -15 to 15, positive is clockwise.
    #[serde(default, deserialize_with = "straighten")]
    pub(super) straighten: Option<i16>,
    /// How covered areas of this photo look.
    #[serde(default)]
    pub(super) style: Option<Style>,
    #[serde(default)]
    pub(super) regions: Vec<RegionDecision>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RegionDecision {
    x: f32,
    y: f32,
    width: f32,
    height: f32,
    decision: Word,
    #[serde(default)]
    what: Option<What>,
    #[serde(default)]
    role: Option<Role>,
    #[serde(default)]
    age_band: Option<AgeBand>,
    #[serde(default)]
    care_status: Option<CareStatus>,
    #[serde(default)]
    capacity: Option<Capacity>,
    #[serde(default)]
    circumstance: Option<Circumstance>,
    #[serde(default)]
    consent: Option<ConsentId>,
    /// The same person as another face that is kept by this consent.
    #[serde(default)]
    same_person: bool,
    /// Said once more of a personal number that is to be seen.
    #[serde(default)]
    confirmed: bool,
    /// How this cover looks.
    #[serde(default)]
    style: Option<Style>,
    /// The bounds of the cover of the face that is found there.
    #[serde(default)]
    cover: Option<Cover>,
}

/// The bounds of the ellipse that covers a face.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Cover {
    x: f32,
    y: f32,
    width: f32,
    height: f32,
}

/// What is there: in an area that is covered, or instead of a face. No word belongs to both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Area(AreaKind),
    Instead(Instead),
}

impl<'de> Deserialize<'de> for What {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        let area = AreaKind::ALL.into_iter().find(|kind| kind.word() == word).map(Self::Area);
        area.or_else(|| Instead::of_word(&word).map(Self::Instead)).ok_or_else(|| {
            let words = AreaKind::ALL.into_iter().map(AreaKind::word);
            let words =
                words.chain(Instead::ALL.into_iter().map(Instead::word)).collect::<Vec<_>>().join(", ");
            D::Error::custom(format!("unknown what {word:?}, expected one of {words}"))
        })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Word {
    Redact,
    Keep,
    NotAFace,
    /// Text or a code that was found stays visible.
    Visible,
}

impl DecisionsFile {
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, String> {
        serde_json::from_slice(bytes).map_err(|error| error.to_string())
    }
}

/// The number of regions that a decisions file decides, for tests with hostile files.
///
/// # Errors
/// Why it is no decisions file.
pub fn count_decisions(bytes: &[u8]) -> Result<usize, String> {
    DecisionsFile::parse(bytes).map(|file| file.photos.iter().map(|photo| photo.regions.len()).sum())
}

fn turn<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Turn>, D::Error> {
    let degrees = u16::deserialize(deserializer)?;
    let turn = Turn::of_degrees(degrees).filter(|turn| *turn != Turn::None);
    turn.map(Some).ok_or_else(|| D::Error::custom(format!("turn {degrees}: expected 90, 180 or 270")))
}

fn straighten<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i16>, D::Error> {
    let degrees = f64::deserialize(deserializer)?;
    hundredths(degrees)
        .map(Some)
        .ok_or_else(|| D::Error::custom(format!("straighten {degrees}: expected degrees from -15 to 15")))
}

/// Hundredths of a degree, rounded; `None` beyond what a photo is straightened by.
pub(super) fn hundredths(degrees: f64) -> Option<i16> {
    let most = f64::from(MOST_HUNDREDTHS);
    let hundredths = (degrees * 100.0).round();
    (hundredths.abs() <= most).then_some(hundredths as i16)
}

/// What the command line says of every photo, and what an entry adds to it: both hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Terms {
    pub(super) purpose: Option<Purpose>,
    pub(super) channels: Vec<Channel>,
    pub(super) caption: Option<String>,
    pub(super) alt_text: Option<String>,
    pub(super) second_person: Option<String>,
    pub(super) turn: Option<Turn>,
    pub(super) straighten: Option<i16>,
    pub(super) crop: Option<PixelRect>,
    pub(super) style: Option<Style>,
}

impl Terms {
    /// What holds of a photo of which the file says this. Channels add up, because the copy must be fit for each that
    /// was named; where there can be one answer only, two different ones are a fault: nobody knows which is meant.
    ///
    /// # Errors
    /// [`DecisionFault`] where command line and file contradict each other.
    pub(super) fn with(mut self, said: &PhotoDecisions) -> Result<Self, DecisionFault> {
        if let (Some(asked), Some(said)) = (self.purpose, said.purpose)
            && asked != said
        {
            return Err(DecisionFault::Purposes { asked, said });
        }
        let differ = |one: &Option<String>, other: &Option<String>| {
            one.as_ref().zip(other.as_ref()).is_some_and(|(one, other)| one.trim() != other.trim())
        };
        if differ(&self.caption, &said.caption) {
            return Err(DecisionFault::Captions);
        }
        if differ(&self.alt_text, &said.alt_text) {
            return Err(DecisionFault::AltTexts);
        }
        if differ(&self.second_person, &said.second_person) {
            return Err(DecisionFault::SecondPersons);
        }
        if contradict(self.turn, said.turn)
            || contradict(self.straighten, said.straighten)
            || contradict(self.crop, said.crop)
        {
            return Err(DecisionFault::Frames);
        }
        if contradict(self.style, said.style) {
            return Err(DecisionFault::Looks);
        }
        self.style = self.style.or(said.style);
        self.turn = self.turn.or(said.turn);
        self.straighten = self.straighten.or(said.straighten);
        self.crop = self.crop.or(said.crop);
        self.purpose = self.purpose.or(said.purpose);
        self.caption = self.caption.or_else(|| said.caption.clone());
        self.alt_text = self.alt_text.or_else(|| said.alt_text.clone());
        self.second_person = self.second_person.or_else(|| said.second_person.clone());
        for channel in &said.channels {
            if !self.channels.contains(channel) {
                self.channels.push(*channel);
            }
        }
        Ok(self)
    }

    /// What of the photo is published.
    pub(super) fn frame(&self) -> Frame {
        Frame {
            turn: self.turn.unwrap_or_default(),
            straighten: self.straighten.unwrap_or_default(),
            crop: self.crop,
        }
    }
}

fn contradict<T: PartialEq>(one: Option<T>, other: Option<T>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one != other)
}
