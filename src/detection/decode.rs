//! What the networks say, as boxes in the pixels of a tile.

use ort::session::SessionOutputs;

use crate::geometry::BoundingBox;

use super::{DetectionError, passes::Model, shape::TileShape};

/// Raw scores below this are noise.
const LEAST_SCORE: f32 = 0.08;

/// A box with the raw score of its model.
#[derive(Debug, Clone, Copy)]
pub(super) struct RawBox {
    pub(super) bbox: BoundingBox,
    pub(super) score: f32,
}

/// Reads the outputs of one tile, with duplicates removed.
pub(super) fn boxes(
    model: Model,
    shape: TileShape,
    outputs: &SessionOutputs<'_>,
) -> Result<Vec<RawBox>, DetectionError> {
    match model {
        Model::CenterFace => Ok(nms(centerface(shape, outputs)?, 0.3)),
        Model::YuNet => Ok(nms(yunet(shape, outputs)?, 0.45)),
    }
}

fn tensor<'a>(outputs: &'a SessionOutputs<'_>, name: &str) -> Result<&'a [f32], DetectionError> {
    let value =
        outputs.get(name).ok_or_else(|| DetectionError::Engine { reason: format!("no output {name}") })?;
    let (_, values) = value
        .try_extract_tensor::<f32>()
        .map_err(|error| DetectionError::Engine { reason: error.to_string() })?;
    Ok(values)
}

/// CenterFace: a heat map at a quarter of the size; sizes as logarithms, height first.
fn centerface(shape: TileShape, outputs: &SessionOutputs<'_>) -> Result<Vec<RawBox>, DetectionError> {
    const STRIDE: f32 = 4.0;
    let columns = (shape.width / 4) as usize;
    let plane = columns * (shape.height / 4) as usize;
    let (heat, extent, offset) = (tensor(outputs, "537")?, tensor(outputs, "538")?, tensor(outputs, "539")?);
    let mut boxes = Vec::new();
    for (index, score) in heat.iter().copied().enumerate().filter(|(_, score)| *score >= LEAST_SCORE) {
        let (Some(log_height), Some(log_width), Some(dy), Some(dx)) =
            (extent.get(index), extent.get(plane + index), offset.get(index), offset.get(plane + index))
        else {
            continue;
        };
        let (height, width) = (log_height.exp() * STRIDE, log_width.exp() * STRIDE);
        let cx = ((index % columns) as f32 + dx + 0.5) * STRIDE;
        let cy = ((index / columns) as f32 + dy + 0.5) * STRIDE;
        let bbox = BoundingBox::new(cx - width / 2.0, cy - height / 2.0, width, height);
        boxes.push(RawBox { bbox, score });
    }
    Ok(boxes)
}

/// YuNet: three grids; the score is the geometric mean of class and object.
fn yunet(shape: TileShape, outputs: &SessionOutputs<'_>) -> Result<Vec<RawBox>, DetectionError> {
    let mut boxes = Vec::new();
    for stride in [8_u32, 16, 32] {
        let columns = (shape.width / stride) as usize;
        let step = stride as f32;
        let class = tensor(outputs, &format!("cls_{stride}"))?;
        let object = tensor(outputs, &format!("obj_{stride}"))?;
        let deltas = tensor(outputs, &format!("bbox_{stride}"))?;
        for (index, ((class, object), delta)) in
            class.iter().zip(object).zip(deltas.chunks_exact(4)).enumerate()
        {
            let score = (class * object).max(0.0).sqrt();
            let [dx, dy, dw, dh] = *delta else { continue };
            if score < LEAST_SCORE {
                continue;
            }
            let cx = ((index % columns) as f32 + dx) * step;
            let cy = ((index / columns) as f32 + dy) * step;
            let (width, height) = (dw.exp() * step, dh.exp() * step);
            let bbox = BoundingBox::new(cx - width / 2.0, cy - height / 2.0, width, height);
            boxes.push(RawBox { bbox, score });
        }
    }
    Ok(boxes)
}

/// Non-maximum suppression: the best of every group of boxes that overlap by more than `iou`.
fn nms(mut boxes: Vec<RawBox>, iou: f32) -> Vec<RawBox> {
    boxes.retain(|raw| raw.bbox.area().is_finite() && raw.bbox.area() > 0.0);
    boxes.sort_by(|a, b| b.score.total_cmp(&a.score));
    let mut kept: Vec<RawBox> = Vec::new();
    for candidate in boxes {
        if kept.iter().all(|better| better.bbox.iou(candidate.bbox) <= iou) {
            kept.push(candidate);
        }
    }
    kept
}
