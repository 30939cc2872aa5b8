//! What both models must say of a picture whose face is known, whatever engine runs them.
//!
//! An engine that is there, loads and gives finite numbers may still calculate wrongly: a broken path for one processor, a
//! build with a fault, a library that somebody put in its place. Then faces are missed and nothing else is noticed. So each
//! engine is shown a small tile with a face, the same tile turned, and an empty one, and has to find what the
//! embedded engine found when this was written (`docs/adr/0023-an-engine-is-trusted-for-its-answer.md`).

use image::{ImageFormat, RgbImage, imageops};
use ort::value::TensorRef;

use crate::geometry::BoundingBox;

use super::{
    MODELS,
    decode::{self, RawBox},
    engine::Engine,
    passes::Model,
    shape::{TileShape, sized},
};

/// A part of `assets/sample.jpg`, 416 pixels square from (659, 0), reduced to [`TILE`].
const PICTURE: &[u8] = include_bytes!("../../assets/probe.png");
const TILE: TileShape = TileShape { width: 160, height: 160 };
/// Boxes below this score are not asked for.
const LEAST_SCORE: f32 = 0.3;
/// Most that a score may be off. The two engines were 0.0001 apart on the machine on which this was written; processors with
/// other instructions round otherwise, but a face that is a hundredth less likely is no rounding.
const MOST_SCORE: f32 = 0.01;
/// Least overlap (`IoU`) of a box with the known one; of a face of 70 pixels it is half a pixel at each side.
const LEAST_IOU: f32 = 0.97;

/// How the picture is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    Upright,
    Turned,
    Empty,
}

/// What is to be found: x, y, width and height in pixels of the tile, and the raw score.
type Known = &'static [[f32; 5]];

/// By the embedded engine; the test below holds them to it.
const ANSWERS: [(Model, Shown, Known); 6] = [
    (Model::CenterFace, Shown::Upright, &[[48.348, 26.099, 65.941, 95.472, 0.928]]),
    (Model::CenterFace, Shown::Turned, &[[43.642, 46.718, 84.319, 55.154, 0.7278]]),
    (Model::CenterFace, Shown::Empty, &[]),
    (Model::YuNet, Shown::Upright, &[[44.166, 25.126, 70.106, 91.539, 0.9374]]),
    (Model::YuNet, Shown::Turned, &[[59.074, 48.717, 43.292, 56.206, 0.6341]]),
    (Model::YuNet, Shown::Empty, &[]),
];

/// Shows the engine the tiles.
///
/// # Errors
/// In words: it does not calculate, or finds something else than it must.
pub(super) fn check(engine: &Engine) -> Result<(), String> {
    let [centerface, yunet] = &MODELS;
    for (model, file) in [(Model::CenterFace, centerface), (Model::YuNet, yunet)] {
        let mut session =
            sized(file, TILE).and_then(|bytes| engine.session(&bytes)).map_err(|error| error.to_string())?;
        for (_, shown, known) in ANSWERS.iter().filter(|(of, _, _)| *of == model) {
            let values = tensor(model, *shown)?;
            let sides = [1, 3, i64::from(TILE.height), i64::from(TILE.width)];
            let input =
                TensorRef::from_array_view((sides, values.as_slice())).map_err(|error| error.to_string())?;
            let outputs = session.run(ort::inputs![input]).map_err(|error| error.to_string())?;
            let whole = outputs.values().all(|value| {
                let numbers = value.try_extract_tensor::<f32>();
                numbers.is_ok_and(|(_, numbers)| numbers.iter().all(|number| number.is_finite()))
            });
            if !whole {
                return Err("it does not calculate".to_owned());
            }
            let found = decode::boxes(model, TILE, &outputs).map_err(|error| error.to_string())?;
            if !agrees(&found, known) {
                return Err(format!(
                    "in a known picture it finds {} where it must find {} ({}, {shown:?})",
                    words(found.iter().filter(|found| found.score >= LEAST_SCORE).map(numbers)),
                    words(known.iter().copied()),
                    file.name,
                ));
            }
        }
    }
    Ok(())
}

/// True where every known box was found, and no other one that is likelier than [`LEAST_SCORE`] by more than the tolerance.
fn agrees(found: &[RawBox], known: &[[f32; 5]]) -> bool {
    let same = |found: &RawBox, [x, y, width, height, score]: &[f32; 5]| {
        let iou = found.bbox.iou(BoundingBox::new(*x, *y, *width, *height));
        iou >= LEAST_IOU && (found.score - score).abs() <= MOST_SCORE
    };
    known.iter().all(|known| found.iter().any(|found| same(found, known)))
        && found
            .iter()
            .filter(|found| found.score >= LEAST_SCORE + MOST_SCORE)
            .all(|found| known.iter().any(|known| same(found, known)))
}

fn numbers(found: &RawBox) -> [f32; 5] {
    [found.bbox.x, found.bbox.y, found.bbox.width, found.bbox.height, found.score]
}

fn words(boxes: impl Iterator<Item = [f32; 5]>) -> String {
    let each: Vec<String> =
        boxes.map(|[x, y, w, h, score]| format!("[{x:.2}, {y:.2}, {w:.2}, {h:.2}, {score:.4}]")).collect();
    if each.is_empty() { "nothing".to_owned() } else { each.join(", ") }
}

/// The tile as the model wants it: three planes of values from 0 to 255, red first for CenterFace, blue first for YuNet.
fn tensor(model: Model, shown: Shown) -> Result<Vec<f32>, String> {
    let picture = image::load_from_memory_with_format(PICTURE, ImageFormat::Png)
        .map_err(|error| error.to_string())?
        .into_rgb8();
    let picture = match shown {
        Shown::Upright => picture,
        Shown::Turned => imageops::rotate90(&picture),
        Shown::Empty => RgbImage::new(TILE.width, TILE.height),
    };
    let order = match model {
        Model::CenterFace => [0, 1, 2],
        Model::YuNet => [2, 1, 0],
    };
    let plane = |channel: usize| picture.pixels().filter_map(move |pixel| pixel.0.get(channel).copied());
    Ok(order.into_iter().flat_map(plane).map(f32::from).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detection::{DetectorOptions, OnnxFaceDetector, engine::engine};

    #[test]
    fn the_embedded_engine_gives_the_known_answers_and_they_are_worth_asking_for() {
        OnnxFaceDetector::load(None, DetectorOptions::default()).unwrap();
        check(engine(None).unwrap()).unwrap();
        for (model, shown, known) in ANSWERS {
            // A face is seen both ways by both, and nothing in an empty tile; no score lies where rounding decides.
            match shown {
                Shown::Upright | Shown::Turned => {
                    assert!(known.iter().any(|face| face[4] > 0.6), "{model:?}");
                }
                Shown::Empty => assert!(known.is_empty(), "{model:?}"),
            }
            assert!(
                known.iter().all(|face| face[4] >= LEAST_SCORE + 2.0 * MOST_SCORE),
                "{model:?} {shown:?}"
            );
        }
    }

    #[test]
    fn other_boxes_other_scores_and_too_many_do_not_agree() {
        const FACE: [f32; 5] = [40.0, 30.0, 60.0, 80.0, 0.9];
        let found = |[x, y, width, height, score]: [f32; 5]| RawBox {
            bbox: BoundingBox::new(x, y, width, height),
            score,
        };
        let known: Known = &[FACE];
        assert!(agrees(&[found(FACE)], known));
        assert!(agrees(&[found([40.2, 30.2, 60.0, 80.0, 0.895])], known));
        assert!(!agrees(&[], known));
        assert!(!agrees(&[found([40.0, 30.0, 60.0, 80.0, 0.87])], known));
        assert!(!agrees(&[found([44.0, 30.0, 60.0, 80.0, 0.9])], known));
        assert!(!agrees(&[found(FACE), found([120.0, 120.0, 20.0, 20.0, 0.5])], known));
        assert!(agrees(&[found(FACE), found([120.0, 120.0, 20.0, 20.0, 0.2])], known));
        assert!(!agrees(&[found(FACE)], &[]));
    }
}
