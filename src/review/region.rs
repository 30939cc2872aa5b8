//! Regions of a photo and what is decided about them.

use serde::{Deserialize, Serialize};

use crate::{
    consent::{AgeBand, Capacity, CareStatus, Circumstance, ConsentId, Role},
    geometry::BoundingBox,
    identifiers::{Grade, Kind},
    redaction::{Shape, Style},
};

use super::Instead;

/// Names a region within its review; never used twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RegionId(pub(super) u32);

impl RegionId {
    /// A name for tests of what is done to a region.
    #[cfg(test)]
    pub(crate) const fn for_tests(number: u32) -> Self {
        Self(number)
    }

    /// The bare number, for widget ids.
    pub const fn value(self) -> u32 {
        self.0
    }
}

/// How a region came into the review.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Origin {
    /// The detector found it.
    Detected {
        /// Calibrated probability of being a face.
        score: f32,
    },
    /// The detector took it for what may be a face, and is wrong about such too often to call it one. Covered and to be
    /// decided like a face.
    Perhaps {
        /// Calibrated probability of being a face.
        score: f32,
    },
    /// Writing or a code that was found. To be decided, but never counted as a face.
    Found {
        /// How sure the finder is, 0 to 1.
        score: f32,
        /// How much it tells.
        grade: Grade,
    },
    /// A person drew it or took up a suggestion.
    Drawn,
}

/// What is counted and named together: each group from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// Faces, found, perhaps, or drawn.
    Faces,
    /// Writing that was found.
    Writing,
    /// Codes that were found.
    Codes,
    /// Other areas, which a person drew.
    Areas,
}

impl Group {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Self; 4] = [Self::Faces, Self::Writing, Self::Codes, Self::Areas];
}

/// What is in a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AreaKind {
    /// A face, the back of a head, or a part of one.
    Face,
    /// A name badge or key card.
    NameBadge,
    /// A whiteboard or bed board.
    Whiteboard,
    /// An ID band.
    Wristband,
    /// A screen.
    Screen,
    /// Papers, labels, records.
    Paper,
    /// Writing, of whatever it stands on.
    Text,
    /// A bar code or QR code.
    Code,
    /// A tattoo or scar.
    TattooScar,
    /// A mirror image.
    Reflection,
    /// A room number or door sign.
    RoomDoorSign,
    /// A logo or uniform.
    LogoUniform,
    /// A whole person, known by clothes, body or place.
    Person,
    /// Anything else.
    Other,
}

impl AreaKind {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 14] = [
        Self::Face,
        Self::NameBadge,
        Self::Whiteboard,
        Self::Wristband,
        Self::Screen,
        Self::Paper,
        Self::Text,
        Self::Code,
        Self::TattooScar,
        Self::Reflection,
        Self::RoomDoorSign,
        Self::LogoUniform,
        Self::Person,
        Self::Other,
    ];

    /// The word in files: `face`, `name_badge`, …
    pub const fn word(self) -> &'static str {
        match self {
            Self::Face => "face",
            Self::NameBadge => "name_badge",
            Self::Whiteboard => "whiteboard",
            Self::Wristband => "wristband",
            Self::Screen => "screen",
            Self::Paper => "paper",
            Self::Text => "text",
            Self::Code => "code",
            Self::TattooScar => "tattoo_scar",
            Self::Reflection => "reflection",
            Self::RoomDoorSign => "room_door_sign",
            Self::LogoUniform => "logo_uniform",
            Self::Person => "person",
            Self::Other => "other",
        }
    }

    /// True for faces: only they can be kept, and they count as people.
    pub const fn is_face(self) -> bool {
        matches!(self, Self::Face)
    }
}

/// Kinds of identifiers that the checklist asks for; the words of the sidecar's `identifiers_reviewed`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Identifier {
    /// Name badges.
    NameBadge,
    /// Whiteboards.
    Whiteboard,
    /// ID bands.
    Wristband,
    /// Screens.
    Screen,
    /// Papers.
    Paper,
    /// Bar codes and QR codes.
    Code,
    /// Tattoos and scars.
    TattooScar,
    /// Reflections.
    Reflection,
    /// Room numbers and door signs.
    RoomDoorSign,
    /// Logos and uniforms.
    LogoUniform,
    /// The words that will stand beside the copy.
    CaptionAltText,
}

impl Identifier {
    /// All of them, in the order in which they are asked.
    pub const ALL: [Self; 11] = [
        Self::NameBadge,
        Self::Whiteboard,
        Self::Wristband,
        Self::Screen,
        Self::Paper,
        Self::Code,
        Self::TattooScar,
        Self::Reflection,
        Self::RoomDoorSign,
        Self::LogoUniform,
        Self::CaptionAltText,
    ];

    /// True for what the search for writing and codes sees: badges, boards, bands, screens, papers, signs, codes. Where it has
    /// ended nobody is asked for these, unless the rules want a person to have looked.
    pub const fn is_searched_for(self) -> bool {
        match self {
            Self::NameBadge
            | Self::Whiteboard
            | Self::Wristband
            | Self::Screen
            | Self::Paper
            | Self::Code
            | Self::RoomDoorSign => true,
            Self::TattooScar | Self::Reflection | Self::LogoUniform | Self::CaptionAltText => false,
        }
    }

    /// The word in the sidecar.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NameBadge => "name_badge",
            Self::Whiteboard => "whiteboard",
            Self::Wristband => "wristband",
            Self::Screen => "screen",
            Self::Paper => "paper",
            Self::Code => "code",
            Self::TattooScar => "tattoo_scar",
            Self::Reflection => "reflection",
            Self::RoomDoorSign => "room_door_sign",
            Self::LogoUniform => "logo_uniform",
            Self::CaptionAltText => "caption_alt_text",
        }
    }
}

/// Where a region lies, in image space.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Outline {
    /// The box of a face, before the margin for hair and ears.
    FaceBox(BoundingBox),
    /// Exactly what a person drew.
    Drawn(Shape),
}

impl Outline {
    /// The smallest box around the outline; `None` for a freehand line that encloses nothing.
    pub fn bounds(&self) -> Option<BoundingBox> {
        match self {
            Self::FaceBox(bbox) => Some(*bbox),
            Self::Drawn(shape) => shape.bounds(),
        }
    }
}

/// A part of the photo that needs a decision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Region {
    /// Its lasting name.
    pub id: RegionId,
    /// The number that a person sees: each [`Group`] is counted apart, from 1.
    pub number: u32,
    /// Who found it.
    pub origin: Origin,
    /// What is in it.
    pub what: AreaKind,
    /// Where it is.
    pub outline: Outline,
    /// Of a found face: by how many quarters the photo has to be turned clockwise for the face to stand upright, 0 to 3.
    pub quarters: u8,
}

impl Region {
    /// True where the program found it: such a region can be decided but never moved or removed.
    pub const fn is_detected(&self) -> bool {
        !matches!(self.origin, Origin::Drawn)
    }

    /// How much the writing or code tells that was found here; `None` for faces and for what a person drew.
    pub const fn grade(&self) -> Option<Grade> {
        if let Origin::Found { grade, .. } = self.origin { Some(grade) } else { None }
    }

    /// True for what reads like a personal number.
    pub const fn is_number(&self) -> bool {
        matches!(self.grade(), Some(Grade::PersonalNumber))
    }

    /// With what it is counted and listed.
    pub const fn group(&self) -> Group {
        match self.grade() {
            Some(grade) if matches!(grade.kind(), Kind::Code) => Group::Codes,
            Some(_) => Group::Writing,
            None if self.what.is_face() => Group::Faces,
            None => Group::Areas,
        }
    }

    /// True where the detector called it no more than perhaps a face.
    pub const fn is_perhaps(&self) -> bool {
        matches!(self.origin, Origin::Perhaps { .. })
    }
}

/// What is known of the depicted person, as far as the rules ask for it. Nothing is known at first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// What the person is in this photo.
    pub role: Role,
    /// Age in bands.
    pub age_band: AgeBand,
    /// For patients and care recipients.
    pub care_status: Option<CareStatus>,
    /// Whether the person can consent.
    pub capacity: Option<Capacity>,
    /// Something that decides by itself. It leaves the review only as a covered face.
    #[serde(skip)]
    pub circumstance: Option<Circumstance>,
}

impl Default for Person {
    fn default() -> Self {
        Self {
            role: Role::Unknown,
            age_band: AgeBand::Unknown,
            care_status: None,
            capacity: None,
            circumstance: None,
        }
    }
}

/// What happens to a region. "Undecided" is no decision: it is `None` in [`Entry::decision`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// It is covered.
    Redact,
    /// It stays visible, by this consent.
    Keep {
        /// The consent that covers this person, purpose and channel.
        consent: ConsentId,
    },
    /// The detector was wrong; nothing is covered.
    NotAFace {
        /// What it is instead; `None` where nobody has said. A face of strong evidence does not go out like that
        /// ([`Region::is_strong`]).
        what: Option<Instead>,
    },
    /// Writing or a code that was found stays visible: it tells of nobody, or may be read.
    MayBeSeen {
        /// Said once more, which a personal number needs.
        confirmed: bool,
    },
}

/// A region with what is known and decided about it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Where and what.
    pub region: Region,
    /// Who.
    pub person: Person,
    /// What happens to it; `None` while nobody has decided.
    pub decision: Option<Decision>,
    /// A person has said that this is once more the person whom another face shows that is kept by the same consent:
    /// in a mirror, or in a picture on the wall. Only of a face that is kept.
    #[serde(default)]
    pub same_person: bool,
    /// How its cover looks; `None` as the others of the photo.
    #[serde(default)]
    pub style: Option<Style>,
    /// Of a face: the bounds of its cover as a person has pulled it, in image space; `None` for the usual one. Holds the
    /// box of the face ([`crate::redaction::covers_face`]).
    #[serde(default)]
    pub cover: Option<BoundingBox>,
}
