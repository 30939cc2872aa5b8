//! The changes that a person can make to a review.

use crate::{
    consent::{names, personal_number},
    framing::{Frame, FrameFault},
    geometry::{BoundingBox, PixelSize},
    identifiers::{Grade, Kinds},
    redaction::{Shape, Style},
    text::holds_unseen,
};

use super::{AreaKind, Decision, Identifier, Origin, Outline, Person, RegionId, State, look};

/// Longest reference of a second person, in characters.
pub const MAX_REFERENCE: usize = 60;

/// Longest alternative text, in characters: what Danish public bodies are advised to keep to for WCAG 2.1, criterion 1.1.1.
pub const MAX_ALT_TEXT: usize = 255;
/// What is put behind the name of a copy for the file with its alternative text.
pub const ALT_TEXT_SUFFIX: &str = ".txt";

/// One change of one review; one step of undo.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// Decides a region, or makes it undecided again.
    Decide {
        /// Which.
        region: RegionId,
        /// What; `None` for undecided.
        decision: Option<Decision>,
    },
    /// Says who is depicted.
    Describe {
        /// Which.
        region: RegionId,
        /// Who.
        person: Person,
    },
    /// Says who is depicted and keeps the face by a consent, in one step.
    KeepAs {
        /// Which.
        region: RegionId,
        /// Who.
        person: Person,
        /// By which consent.
        consent: crate::consent::ConsentId,
        /// The same person as another face that is kept by this consent.
        same_person: bool,
    },
    /// States, or takes back, that a face that is kept shows the same person as another one that is kept by the same
    /// consent: in a mirror, or in a picture on the wall.
    SamePerson {
        /// Which.
        region: RegionId,
        /// Stated or not.
        stated: bool,
    },
    /// Says what of the photo is published.
    Frame(Frame),
    /// Covers every face and area that nobody has decided, what is perhaps a face too; not writing and codes that were
    /// found ([`Edit::CoverFound`]). There is no counterpart that keeps.
    RedactUndecided,
    /// Covers the same and every personal number; all other writing and codes that were found too where `found` says that they
    /// have to be decided.
    CoverWaiting {
        /// Not only personal numbers.
        found: bool,
    },
    /// Says of everything that is perhaps a face and still undecided that it is none.
    NoneOfPerhaps,
    /// Covers all writing, all codes, or both, that were found and that nobody has decided.
    CoverFound(Kinds),
    /// Says of the writing and the codes that were found and that nobody has decided that they may be seen: never of a
    /// personal number.
    RestMayBeSeen,
    /// Adds an area, covered from the start.
    AddArea {
        /// Where, in image space.
        shape: Shape,
        /// What is in it.
        what: AreaKind,
    },
    /// Covers a face, and adds the whole person as an area, covered from the start, in one step.
    CoverPerson {
        /// Whose face.
        region: RegionId,
        /// Where the person is, in image space.
        shape: Shape,
    },
    /// Adds a face that the search found late, covered from the start, as one that was found at once.
    AddFace(BoundingBox),
    /// Adds areas of another photo of the same series, covered from the start; those that are there already
    /// are left out. Never a face: people move between two photos.
    CopyAreas(Vec<(Shape, AreaKind)>),
    /// Adds the suggestion with this index as a face, covered from the start.
    CoverSuggestion(usize),
    /// Takes the suggestion with this index away: no face is there. What will be written stays the same.
    DismissSuggestion(usize),
    /// Moves or resizes a drawn area.
    Reshape {
        /// Which.
        region: RegionId,
        /// Where it is now.
        shape: Shape,
    },
    /// Says what is in a drawn area.
    SetWhat {
        /// Which.
        region: RegionId,
        /// What.
        what: AreaKind,
    },
    /// Removes a drawn area.
    Remove {
        /// Which.
        region: RegionId,
    },
    /// Chooses how one cover looks; `None` as the others of the photo.
    SetStyle {
        /// Which.
        region: RegionId,
        /// How.
        style: Option<Style>,
    },
    /// Chooses how all covers of the photo look; `None` as those of the other photos.
    SetPhotoStyle(Option<Style>),
    /// Pulls the cover of a face larger, or smaller as far as it holds the box of the face; `None` for the usual cover.
    PullCover {
        /// Which.
        region: RegionId,
        /// The bounds of the ellipse, in image space.
        cover: Option<BoundingBox>,
    },
    /// States, or takes back, that a person has looked at the whole photo.
    AttestWholeImage(bool),
    /// States, or takes back, that a person has looked once more at what looks like a face and stays visible as "not a
    /// face". What will be written stays the same.
    ConfirmVisible(bool),
    /// Ticks a line of the checklist.
    Identifier {
        /// Which line.
        identifier: Identifier,
        /// Ticked or not.
        reviewed: bool,
    },
    /// Says what is to stand beside the copy.
    Caption(String),
    /// Says what is written beside the copy for those who cannot see it.
    AltText(String),
    /// A second person approves the photo as it is now, by a reference that is no name, or takes that back.
    Approve(Option<String>),
}

/// Why an edit was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EditFault {
    /// The region is not, or no longer, there.
    #[error("no such region")]
    NoSuchRegion,
    /// A found face can be decided, but not moved, removed or called something else; one that was taken up from
    /// the suggestions cannot be moved or resized.
    #[error("a detected face cannot be moved or removed")]
    DetectedRegion,
    /// Only faces are kept or called "not a face"; other areas are covered or removed.
    #[error("only a face can be kept")]
    NotAFaceRegion,
    /// Only of writing and codes that were found can it be said that they may be seen.
    #[error("only what was found besides faces may be seen")]
    NotFound,
    /// Only of a face that is kept by a consent can it be said that it shows the same person once more.
    #[error("the face is not kept by a consent")]
    NotKept,
    /// The photo cannot be framed like that.
    #[error(transparent)]
    Frame(#[from] FrameFault),
    /// The shape covers not a single pixel of the photo.
    #[error("the area lies outside the photo")]
    OutsidePhoto,
    /// The cover would not hold the whole box of the face.
    #[error("the cover is smaller than the face")]
    SmallerThanFace,
    /// The region has no cover but itself.
    #[error("only the cover of a found face can be pulled")]
    NoFaceBox,
    /// There is no such suggestion.
    #[error("no such suggestion")]
    NoSuchSuggestion,
    /// A reference holds what looks like a personal number or a name.
    #[error("the reference looks like a personal number or a name")]
    PersonalReference,
    /// A reference is longer than any reference.
    #[error("the reference is longer than {MAX_REFERENCE} characters")]
    LongReference,
    /// A reference holds characters that are not seen.
    #[error("the reference holds characters that are not seen")]
    UnseenInReference,
}

impl Edit {
    pub(super) fn apply_to(&self, state: &mut State, size: PixelSize) -> Result<(), EditFault> {
        match self {
            Self::Decide { region, decision } => decide(state, *region, decision.clone())?,
            Self::Describe { region, person } => state.entry_mut(*region)?.person = *person,
            Self::KeepAs { region, person, consent, same_person } => {
                decide(state, *region, Some(Decision::Keep { consent: consent.clone() }))?;
                let entry = state.entry_mut(*region)?;
                entry.person = *person;
                entry.same_person = *same_person;
            }
            Self::SamePerson { region, stated } => {
                let entry = state.entry_mut(*region)?;
                if !matches!(entry.decision, Some(Decision::Keep { .. })) {
                    return Err(EditFault::NotKept);
                }
                entry.same_person = *stated;
            }
            Self::Frame(frame) => {
                let frame = frame.checked(size)?;
                if frame == state.frame {
                    return Ok(());
                }
                // What was looked for in a part of the photo was not looked for in what comes into the picture now.
                if !state.frame.is_whole() {
                    state.identifiers.clear();
                }
                state.frame = frame;
            }
            Self::RedactUndecided => {
                decide_undecided(state, size, |entry| entry.region.grade().is_none(), &Decision::Redact);
            }
            Self::CoverWaiting { found } => {
                let meant = |entry: &super::Entry| {
                    *found || entry.region.grade().is_none() || entry.region.is_number()
                };
                decide_undecided(state, size, meant, &Decision::Redact);
            }
            Self::CoverFound(kinds) => {
                let meant =
                    |entry: &super::Entry| entry.region.grade().is_some_and(|grade| kinds.hold(grade.kind()));
                decide_undecided(state, size, meant, &Decision::Redact);
            }
            Self::RestMayBeSeen => {
                let meant = |entry: &super::Entry| {
                    entry.region.grade().is_some_and(|grade| grade != Grade::PersonalNumber)
                };
                decide_undecided(state, size, meant, &Decision::MayBeSeen { confirmed: false });
            }
            Self::NoneOfPerhaps => {
                let none = Decision::NotAFace { what: None };
                decide_undecided(state, size, |entry| entry.region.is_perhaps(), &none);
            }
            Self::AddArea { shape, what } => {
                check_inside(shape, size)?;
                state.push(Origin::Drawn, *what, Outline::Drawn(shape.clone()), Some(Decision::Redact));
                state.cover_found_under(shape);
            }
            Self::CoverPerson { region, shape } => {
                check_inside(shape, size)?;
                if !state.entry_mut(*region)?.region.what.is_face() {
                    return Err(EditFault::NotAFaceRegion);
                }
                decide(state, *region, Some(Decision::Redact))?;
                let outline = Outline::Drawn(shape.clone());
                let style = state.entry_mut(*region)?.style;
                let person = state.push(Origin::Drawn, AreaKind::Person, outline, Some(Decision::Redact)).id;
                // One person looks one way.
                state.entry_mut(person)?.style = style;
            }
            Self::AddFace(bbox) => {
                check_inside(&Shape::Rectangle(*bbox), size)?;
                state.push(Origin::Drawn, AreaKind::Face, Outline::FaceBox(*bbox), Some(Decision::Redact));
            }
            Self::CopyAreas(areas) => {
                for (shape, what) in areas {
                    if what.is_face() {
                        return Err(EditFault::NotAFaceRegion);
                    }
                    check_inside(shape, size)?;
                    let outline = Outline::Drawn(shape.clone());
                    if !state
                        .entries
                        .iter()
                        .any(|entry| entry.region.outline == outline && entry.region.what == *what)
                    {
                        state.push(Origin::Drawn, *what, outline, Some(Decision::Redact));
                        state.cover_found_under(shape);
                    }
                }
            }
            Self::CoverSuggestion(index) => {
                let bbox = take_suggestion(state, *index)?;
                state.push(Origin::Drawn, AreaKind::Face, Outline::FaceBox(bbox), Some(Decision::Redact));
            }
            Self::DismissSuggestion(index) => {
                take_suggestion(state, *index)?;
                return Ok(());
            }
            Self::Reshape { region, shape } => {
                check_inside(shape, size)?;
                let entry = state.entry_mut(*region)?;
                // Not a suggestion that was taken up either: a cover smaller than the box that the detector gave
                // cannot come about.
                if entry.region.is_detected() || matches!(entry.region.outline, Outline::FaceBox(_)) {
                    return Err(EditFault::DetectedRegion);
                }
                entry.region.outline = Outline::Drawn(shape.clone());
                state.cover_found_under(shape);
            }
            Self::SetWhat { region, what } => {
                let entry = state.entry_mut(*region)?;
                if entry.region.is_detected() {
                    return Err(EditFault::DetectedRegion);
                }
                if entry.region.what != *what {
                    entry.region.what = *what;
                    // A decision to show one thing does not hold for another.
                    entry.decision = Some(Decision::Redact);
                    entry.same_person = false;
                    state.renumber();
                }
            }
            Self::Remove { region } => {
                if state.entry_mut(*region)?.region.is_detected() {
                    return Err(EditFault::DetectedRegion);
                }
                state.entries.retain(|entry| entry.region.id != *region);
                state.renumber();
            }
            Self::SetStyle { region, style } => {
                look::set_style(state, *region, *style)?;
                return Ok(());
            }
            Self::SetPhotoStyle(style) => {
                look::set_photo_style(state, *style);
                return Ok(());
            }
            Self::PullCover { region, cover } => look::pull(state, *region, *cover, size)?,
            Self::AttestWholeImage(reviewed) => {
                state.whole_image_reviewed = *reviewed;
                if !*reviewed {
                    state.visible_confirmed = false;
                    state.approved_by = None;
                }
                return Ok(());
            }
            Self::ConfirmVisible(confirmed) => {
                state.visible_confirmed = *confirmed;
                if !*confirmed {
                    state.approved_by = None;
                }
                return Ok(());
            }
            Self::Identifier { identifier, reviewed } => {
                if *reviewed {
                    state.identifiers.insert(*identifier);
                } else {
                    state.identifiers.remove(identifier);
                }
                return Ok(());
            }
            Self::Caption(caption) => {
                state.caption.clone_from(caption);
                state.approved_by = None;
                return Ok(());
            }
            Self::AltText(words) => {
                state.alt_text.clone_from(words);
                state.approved_by = None;
                return Ok(());
            }
            Self::Approve(reference) => {
                let reference = reference.as_deref().map(str::trim).filter(|text| !text.is_empty());
                if reference.is_some_and(holds_unseen) {
                    return Err(EditFault::UnseenInReference);
                }
                if reference.is_some_and(|text| personal_number::is_in(text) || names::is_in(text)) {
                    return Err(EditFault::PersonalReference);
                }
                // Cut short, it would be another than that of whoever exports.
                if reference.is_some_and(|text| text.chars().count() > MAX_REFERENCE) {
                    return Err(EditFault::LongReference);
                }
                state.approved_by = reference.map(ToOwned::to_owned);
                return Ok(());
            }
        }
        // What was looked at is no longer what will be written.
        state.whole_image_reviewed = false;
        state.visible_confirmed = false;
        state.approved_by = None;
        Ok(())
    }
}

fn decide(state: &mut State, region: RegionId, decision: Option<Decision>) -> Result<(), EditFault> {
    let entry = state.entry_mut(region)?;
    let shows_it = matches!(decision, Some(Decision::Keep { .. } | Decision::NotAFace { .. }));
    if shows_it && !entry.region.what.is_face() {
        return Err(EditFault::NotAFaceRegion);
    }
    if matches!(decision, Some(Decision::MayBeSeen { .. })) && entry.region.grade().is_none() {
        return Err(EditFault::NotFound);
    }
    // What was said of a face that is kept by one consent does not hold by another.
    entry.same_person &= entry.decision == decision;
    entry.decision = decision;
    Ok(())
}

/// Nothing is decided about what is cut away: where it comes back into the picture somebody has to look at it.
fn decide_undecided(
    state: &mut State,
    size: PixelSize,
    meant: impl Fn(&super::Entry) -> bool,
    decision: &Decision,
) {
    let is_meant =
        |entry: &super::Entry| entry.decision.is_none() && meant(entry) && !state.is_cut_away(entry, size);
    let meant: Vec<RegionId> =
        state.entries.iter().filter(|entry| is_meant(entry)).map(|entry| entry.region.id).collect();
    for entry in state.entries.iter_mut().filter(|entry| meant.contains(&entry.region.id)) {
        entry.decision = Some(decision.clone());
    }
}

fn take_suggestion(state: &mut State, index: usize) -> Result<BoundingBox, EditFault> {
    if index < state.suggestions.len() {
        Ok(state.suggestions.remove(index).bbox)
    } else {
        Err(EditFault::NoSuchSuggestion)
    }
}

fn check_inside(shape: &Shape, size: PixelSize) -> Result<(), EditFault> {
    match shape.bounds() {
        Some(bounds) if State::overlaps_photo(bounds, size) => Ok(()),
        Some(_) | None => Err(EditFault::OutsidePhoto),
    }
}
