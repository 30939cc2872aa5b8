//! What is covered of a set of regions, and how that looks.

use crate::{
    geometry::{BoundingBox, PixelSize},
    redaction::{DEFAULT_MARGIN_PERCENT, Look, Shape, Style, covers_face, face_mask},
    review::{Decision, Entry, Outline},
};

/// The shapes to cover for a set of regions: of a face with its margin or as a person has pulled it, of a drawn area as it
/// was drawn; each with the look that is its own.
pub fn mask_shapes<'a>(
    entries: impl IntoIterator<Item = &'a Entry>,
    margin_percent: u8,
    size: PixelSize,
) -> Vec<Shape> {
    entries.into_iter().flat_map(|entry| shapes_of(entry, margin_percent, size)).collect()
}

fn shapes_of(entry: &Entry, margin_percent: u8, size: PixelSize) -> impl Iterator<Item = Shape> + use<> {
    let region = &entry.region;
    let (first, second) = match &region.outline {
        Outline::FaceBox(face) => around(*face, entry.cover, margin_percent, size),
        // Someone who draws an ellipse over a face covers a head.
        Outline::Drawn(Shape::Ellipse(bounds)) if region.what.is_face() => (Shape::Head(*bounds), None),
        Outline::Drawn(shape) => (shape.clone(), None),
    };
    let (style, quarters) = (entry.style, region.quarters);
    std::iter::once(first.of_turned(quarters)).chain(second).map(move |shape| shape.in_style(style))
}

/// The cover of a face. Where more than the usual margin is asked for, what a person has pulled adds to it and takes nothing
/// away.
fn around(
    face: BoundingBox,
    pulled: Option<BoundingBox>,
    margin_percent: u8,
    size: PixelSize,
) -> (Shape, Option<Shape>) {
    let usual = face_mask(face, margin_percent, size);
    match pulled.filter(|pulled| covers_face(*pulled, face)) {
        None => (usual, None),
        Some(pulled) if margin_percent <= DEFAULT_MARGIN_PERCENT => (Shape::Head(pulled), None),
        Some(pulled) => (usual, Some(Shape::Ellipse(pulled))),
    }
}

/// The looks that covered regions have in a photo that looks like `photo` where nothing else is said, each once.
pub(super) fn looks_of<'a>(entries: impl Iterator<Item = &'a Entry>, photo: Style) -> Vec<Style> {
    let covered = entries.filter(|entry| entry.decision == Some(Decision::Redact));
    let mut looks: Vec<Style> = covered.map(|entry| entry.style.unwrap_or(photo)).collect();
    looks.sort_unstable();
    looks.dedup();
    looks
}

/// The first look that is not allowed.
pub(super) fn not_allowed(looks: &[Style], removed: &[Look]) -> Option<Look> {
    looks.iter().map(|style| style.look()).find(|look| removed.contains(look))
}
