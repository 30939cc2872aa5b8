//! Writing and codes in `redact`: looked for in every photo, covered where that is asked for, and left to be decided otherwise.

use clap::ValueEnum;
use serde_json::{Value, json};

use crate::{
    detection::{CancelFlag, DetectionError, OnnxFaceDetector},
    identifiers::{Finder, Kinds},
    pipeline::DetectedPhoto,
    review::{Decision, Edit, Review},
};

/// What `--cover` covers of what was found besides faces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Cover {
    /// All writing.
    Text,
    /// All codes.
    Codes,
    /// What reads like a personal number.
    Numbers,
}

/// Looks for writing and codes, and adds them to the review.
pub(super) fn look(
    detector: &OnnxFaceDetector,
    finder: &Finder,
    photo: &mut DetectedPhoto,
) -> Result<(), DetectionError> {
    // The two searches do not need their memory at the same time.
    detector.rest();
    let found = finder.find(photo.source().raster(), Kinds::ALL, &mut |_, _| {}, &CancelFlag::default())?;
    finder.rest();
    photo.review_mut().take_up_found(&found, Kinds::ALL);
    Ok(())
}

/// The edits that cover what is asked for.
pub(super) fn edits(asked: &[Cover], review: &Review) -> Vec<Edit> {
    let kinds = Kinds { text: asked.contains(&Cover::Text), codes: asked.contains(&Cover::Codes) };
    let mut edits = Vec::new();
    if !kinds.is_nothing() {
        edits.push(Edit::CoverFound(kinds));
    }
    if asked.contains(&Cover::Numbers) {
        let numbers = review.undecided_found().filter(|entry| entry.region.is_number());
        edits.extend(
            numbers.map(|entry| Edit::Decide { region: entry.region.id, decision: Some(Decision::Redact) }),
        );
    }
    edits
}

/// How they are decided, for a line of the output.
pub(super) fn counted(review: &Review) -> Value {
    let counts = review.found_counts();
    json!({
        "text": counts.text, "codes": counts.codes, "numbers": counts.numbers,
        "covered": counts.covered, "visible": counts.visible,
    })
}
