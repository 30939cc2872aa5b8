//! What an edit is called, for "Undo: redact face 3".

use crate::text::Text;

use super::{Decision, Edit, Group, RegionId, Review, State};

impl Review {
    /// What [`Review::undo`] would take back, such as "Undo: redact face 3"; `None` where there is nothing.
    pub fn undo_name(&self, text: &Text) -> Option<String> {
        let (edit, before) = self.history.undo_step()?;
        let what = edit_name(edit, &self.state, before, text);
        Some(text.format("batch-undo-what", [("what", what.into())]))
    }

    /// What [`Review::redo`] would make again, such as "Redo: redact face 3"; `None` where there is nothing.
    pub fn redo_name(&self, text: &Text) -> Option<String> {
        let (edit, after) = self.history.redo_step()?;
        let what = edit_name(edit, &self.state, after, text);
        Some(text.format("batch-redo-what", [("what", what.into())]))
    }
}

/// The edit in words. `other` is the state on the far side of it, where a removed region still is.
fn edit_name(edit: &Edit, now: &State, other: &State, text: &Text) -> String {
    let about = |id: &str, region: RegionId| {
        let name = region_name(region, now, other, text);
        text.format(id, [("region", name.into())])
    };
    match edit {
        Edit::Decide { region, decision } => match decision {
            Some(Decision::Redact) => about("batch-edit-redact", *region),
            Some(Decision::Keep { .. }) => about("batch-edit-keep", *region),
            Some(Decision::NotAFace { what: None }) => about("batch-edit-not-a-face", *region),
            Some(Decision::NotAFace { what: Some(what) }) => {
                let name = region_name(*region, now, other, text);
                let pairs = [("region", name.into()), ("what", what.label(text).into())];
                text.format("batch-edit-not-a-face-what", pairs)
            }
            Some(Decision::MayBeSeen { .. }) => about("found-edit-may-be-seen", *region),
            None => about("batch-edit-undecide", *region),
        },
        Edit::KeepAs { region, .. } => about("batch-edit-keep", *region),
        Edit::SamePerson { region, stated: true } => about("batch-edit-same-person", *region),
        Edit::SamePerson { region, stated: false } => about("batch-edit-not-same-person", *region),
        Edit::Describe { region, .. } => about("batch-edit-describe", *region),
        Edit::Frame(_) => text.get("batch-edit-frame"),
        Edit::RedactUndecided | Edit::CoverWaiting { .. } => text.get("batch-edit-redact-rest"),
        Edit::NoneOfPerhaps => text.get("batch-edit-none-of-perhaps"),
        Edit::CoverFound(_) => text.get("found-edit-cover-all"),
        Edit::RestMayBeSeen => text.get("found-edit-rest-may-be-seen"),
        Edit::CoverPerson { region, .. } => about("batch-edit-cover-person", *region),
        Edit::AddArea { .. } | Edit::AddFace(_) => text.get("batch-edit-add-area"),
        Edit::CopyAreas(areas) => text.format("batch-edit-copy-areas", [("count", areas.len().into())]),
        Edit::CoverSuggestion(_) => text.get("batch-edit-cover-place"),
        Edit::DismissSuggestion(_) => text.get("batch-edit-dismiss-place"),
        Edit::Reshape { region, .. } => about("batch-edit-reshape", *region),
        Edit::SetStyle { region, .. } => about("look-edit", *region),
        Edit::SetPhotoStyle(_) => text.get("look-edit-photo"),
        Edit::PullCover { region, cover: Some(_) } => about("look-edit-pull", *region),
        Edit::PullCover { region, cover: None } => about("look-edit-usual", *region),
        Edit::SetWhat { region, .. } => about("batch-edit-set-what", *region),
        Edit::Remove { region } => about("batch-edit-remove", *region),
        Edit::AttestWholeImage(true) => text.get("batch-edit-attest"),
        Edit::AttestWholeImage(false) => text.get("batch-edit-unattest"),
        Edit::ConfirmVisible(true) => text.get("batch-edit-confirm-visible"),
        Edit::ConfirmVisible(false) => text.get("batch-edit-unconfirm-visible"),
        Edit::Caption(_) => text.get("batch-edit-caption"),
        Edit::AltText(_) => text.get("batch-edit-alt-text"),
        Edit::Approve(_) => text.get("batch-edit-approve"),
        Edit::Identifier { .. } => text.get("batch-edit-checklist"),
    }
}

fn region_name(region: RegionId, now: &State, other: &State, text: &Text) -> String {
    let found = |state: &State| {
        let entry = state.entries.iter().find(|entry| entry.region.id == region)?;
        Some((entry.region.number, entry.region.group()))
    };
    let Some((number, group)) = found(now).or_else(|| found(other)) else {
        return text.get("batch-edit-some-area");
    };
    let id = match group {
        Group::Faces => "batch-edit-face",
        Group::Writing => "found-edit-writing",
        Group::Codes => "found-edit-code",
        Group::Areas => "batch-edit-area",
    };
    text.format(id, [("number", number.into())])
}

#[cfg(test)]
mod tests {

    use super::*;
    use crate::{
        consent::ConsentId,
        detection::{Detection, Detections},
        framing::Frame,
        geometry::{BoundingBox, PixelSize},
        hash::ContentHash,
        redaction::{Shape, Style},
        review::{AreaKind, Identifier, Instead, Person},
        text::Language,
    };

    fn review() -> Review {
        let face = |x| Detection { bbox: BoundingBox::new(x, 10.0, 40.0, 50.0), score: 0.9, turns: 0 };
        let detections = Detections {
            faces: vec![face(10.0), face(200.0), face(400.0)],
            candidates: vec![face(600.0)],
            ..Detections::default()
        };
        Review::begin(ContentHash::of(b"photo"), PixelSize::new(800, 600), &detections)
    }

    #[test]
    fn undo_and_redo_say_what_they_would_do() {
        let text = Text::new(Language::En);
        let mut review = review();
        assert_eq!(review.undo_name(&text), None);
        let third = review.entries()[2].region.id;
        review.apply(Edit::Decide { region: third, decision: Some(Decision::Redact) }).unwrap();
        assert_eq!(review.undo_name(&text).as_deref(), Some("Undo: redact face 3"));
        review.undo();
        assert_eq!(review.undo_name(&text), None);
        assert_eq!(review.redo_name(&text).as_deref(), Some("Redo: redact face 3"));
        let no_face = Decision::NotAFace { what: Some(Instead::Statue) };
        review.apply(Edit::Decide { region: third, decision: Some(no_face) }).unwrap();
        assert_eq!(review.undo_name(&text).as_deref(), Some("Undo: mark face 3 as not a face: statue"));
        review.apply(Edit::ConfirmVisible(true)).unwrap();
        review.apply(Edit::ConfirmVisible(false)).unwrap();
        assert_eq!(
            review.undo_name(&text).as_deref(),
            Some("Undo: take back what was confirmed to stay visible")
        );
    }

    #[test]
    fn a_removed_area_keeps_its_name() {
        let text = Text::new(Language::En);
        let mut review = review();
        let shape = Shape::Rectangle(BoundingBox::new(0.0, 300.0, 50.0, 50.0));
        review.apply(Edit::AddArea { shape, what: AreaKind::Screen }).unwrap();
        let region = review.entries()[3].region.id;
        review.apply(Edit::Remove { region }).unwrap();
        assert_eq!(review.undo_name(&text).as_deref(), Some("Undo: remove area 1"));
        review.undo();
        assert_eq!(review.redo_name(&text).as_deref(), Some("Redo: remove area 1"));
    }

    #[test]
    fn every_edit_has_a_name_in_every_language() {
        let shape = Shape::Rectangle(BoundingBox::new(0.0, 300.0, 50.0, 50.0));
        let moved = Shape::Rectangle(BoundingBox::new(9.0, 300.0, 50.0, 50.0));
        let mut drawn = review();
        drawn.apply(Edit::AddArea { shape: shape.clone(), what: AreaKind::Screen }).unwrap();
        let (face, area) = (drawn.entries()[0].region.id, drawn.entries()[3].region.id);
        let consent = ConsentId::random();
        let person = Person { role: crate::consent::Role::Staff, ..Person::default() };
        let edits = [
            Edit::Decide { region: face, decision: Some(Decision::Redact) },
            Edit::Decide { region: face, decision: Some(Decision::NotAFace { what: None }) },
            Edit::Decide { region: face, decision: Some(Decision::NotAFace { what: Some(Instead::Poster) }) },
            Edit::ConfirmVisible(true),
            Edit::Decide { region: area, decision: None },
            Edit::KeepAs { region: face, person, consent, same_person: false },
            Edit::SamePerson { region: face, stated: true },
            Edit::Describe { region: face, person },
            Edit::AltText("x".to_owned()),
            Edit::RedactUndecided,
            Edit::Frame(Frame { straighten: 200, ..Frame::default() }),
            Edit::AddArea { shape: moved.clone(), what: AreaKind::Paper },
            Edit::CoverPerson { region: face, shape: moved.clone() },
            Edit::CopyAreas(vec![(moved.clone(), AreaKind::Paper)]),
            Edit::CoverSuggestion(0),
            Edit::DismissSuggestion(0),
            Edit::Reshape { region: area, shape: moved },
            Edit::SetWhat { region: area, what: AreaKind::Code },
            Edit::SetStyle { region: area, style: Some(Style::Veil) },
            Edit::SetPhotoStyle(Some(Style::Solid)),
            Edit::PullCover { region: face, cover: Some(BoundingBox::new(-30.0, -30.0, 120.0, 130.0)) },
            Edit::Remove { region: area },
            Edit::AttestWholeImage(true),
            Edit::Identifier { identifier: Identifier::Screen, reviewed: true },
        ];
        for language in Language::ALL {
            let text = Text::new(language);
            for edit in &edits {
                let mut review = drawn.clone();
                if matches!(edit, Edit::SamePerson { .. }) {
                    let consent = ConsentId::random();
                    review.apply(Edit::KeepAs { region: face, person, consent, same_person: false }).unwrap();
                }
                review.apply(edit.clone()).unwrap();
                let name = review.undo_name(&text).unwrap();
                assert!(!name.contains("batch-") && !name.contains('{'), "{language}: {name}");
            }
        }
    }
}
