//! Many boxes of the same face to one.

use crate::geometry::{BoundingBox, PixelSize};

use super::{Detection, Detections, pyramid::Model};

/// Boxes that overlap by more than this belong to one face.
const SAME_FACE_IOU: f32 = 0.35;
/// Members of a cluster that are at least this share as likely as its best stretch its box.
const HULL_SHARE: f32 = 0.3;
/// Candidates are shown from this probability on …
const CANDIDATE_FROM: f32 = 0.2;
/// … where this many passes agree.
const CANDIDATE_PASSES: usize = 3;

/// A box in image space with its calibrated probability.
#[derive(Debug, Clone, Copy)]
pub(super) struct Vote {
    pub(super) bbox: BoundingBox,
    pub(super) probability: f32,
    pub(super) model: Model,
    pub(super) pass: u16,
}

/// Clusters the votes. The probability of a cluster is that of either model being right
/// (1 - (1 - best of one)(1 - best of the other)); its box is the hull of the likely members, because a
/// tight box of one model must not replace a full one of the other.
pub(super) fn fuse(votes: &[Vote], size: PixelSize, threshold: f32, min_face: f32) -> Detections {
    let mut sorted: Vec<&Vote> = votes.iter().collect();
    sorted.sort_by(|a, b| {
        let place = |vote: &Vote| (vote.pass, vote.bbox.x, vote.bbox.y);
        b.probability
            .total_cmp(&a.probability)
            .then(place(a).partial_cmp(&place(b)).unwrap_or(std::cmp::Ordering::Equal))
    });
    let mut clusters: Vec<Vec<&Vote>> = Vec::new();
    for vote in sorted {
        let home = clusters
            .iter_mut()
            .find(|cluster| cluster.first().is_some_and(|best| best.bbox.iou(vote.bbox) > SAME_FACE_IOU));
        match home {
            Some(cluster) => cluster.push(vote),
            None => clusters.push(vec![vote]),
        }
    }
    let mut faces = Vec::new();
    let mut candidates = Vec::new();
    for cluster in &clusters {
        let Some(detection) = summary(cluster, size) else { continue };
        if detection.bbox.width.max(detection.bbox.height) < min_face {
            continue;
        }
        let mut passes: Vec<u16> = cluster.iter().map(|vote| vote.pass).collect();
        passes.sort_unstable();
        passes.dedup();
        if detection.score >= threshold {
            faces.push(detection);
        } else if detection.score >= CANDIDATE_FROM.min(threshold) && passes.len() >= CANDIDATE_PASSES {
            candidates.push(detection);
        }
    }
    Detections { faces, candidates, elapsed: std::time::Duration::ZERO }
}

fn summary(cluster: &[&Vote], size: PixelSize) -> Option<Detection> {
    let best = cluster.first()?;
    let best_of = |model: Model| {
        cluster.iter().filter(|vote| vote.model == model).map(|vote| vote.probability).fold(0.0, f32::max)
    };
    let score = 1.0 - (1.0 - best_of(Model::CenterFace)) * (1.0 - best_of(Model::YuNet));
    let hull = cluster
        .iter()
        .filter(|vote| vote.probability >= HULL_SHARE * best.probability)
        .fold(best.bbox, |hull, vote| hull.hull(vote.bbox));
    // Within the photo: a face that is cut by the edge is as large as what can be seen of it.
    let (x, y) = (hull.x.max(0.0), hull.y.max(0.0));
    let right = hull.right().min(size.width as f32);
    let bottom = hull.bottom().min(size.height as f32);
    (right > x && bottom > y).then(|| Detection {
        bbox: BoundingBox::new(x, y, right - x, bottom - y),
        score: score.clamp(0.0, 1.0),
    })
}
