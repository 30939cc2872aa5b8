//! Many boxes of the same face to one.

use serde::{Deserialize, Serialize};

use crate::geometry::{BoundingBox, PixelSize};

use super::{
    Detection, Detections,
    calibration::probability,
    grade::{self, Weighed},
    passes::{Model, Pass, Zoom},
};

/// A model's box before fusion.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Vote {
    /// Where, in pixels of the upright photo.
    pub bbox: BoundingBox,
    /// The model's own score, 0 to 1; no probability.
    pub score: f32,
    /// In which pass.
    pub pass: Pass,
}

/// How votes become faces. `docs/detection.md` tells how the defaults were found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fusion {
    /// Fused probability from which a person must look at a cluster: it is a face, or perhaps one.
    pub threshold: f32,
    /// Fused probability from which a cluster is a face, where that is more than the threshold …
    pub face_from: f32,
    /// … and those below it are perhaps faces, and so are clusters below the threshold whose evidence speaks for a face
    /// with at least this probability ([`super::EVIDENCE`]).
    pub perhaps_grade: f32,
    /// Detections whose longer side is below this many image pixels are left out.
    pub min_face_px: f32,
    /// Votes that overlap the best of a cluster by more than this belong to it; clusters of which one's box
    /// does so and lies in the other's are one face.
    pub same_face_iou: f32,
    /// Members of a cluster that are at least this share as likely as its best shape its box: its mean from
    /// those that overlap the best by at least `mean_iou`, its hull from those by at least `hull_iou`.
    pub box_share: f32,
    /// See `box_share`.
    pub mean_iou: f32,
    /// See `box_share`.
    pub hull_iou: f32,
    /// How far the mean box is stretched towards the hull, 0 to 1.
    pub stretch: f32,
    /// Odds of a vote from a turned pass, against the same vote upright: people mostly stand, so a face
    /// that only shows on its side is less often one.
    pub turned_odds: f32,
    /// Clusters below the threshold are hints from this probability on …
    pub candidate_from: f32,
    /// … where this many passes agree.
    pub candidate_passes: usize,
}

/// Fused probability from which a person must look at a detection. `docs/detection.md` shows what other values would find and
/// get wrong.
pub const DEFAULT_THRESHOLD: f32 = 0.45;
/// Fused probability from which a detection is called a face. Above it hardly any box on camera photos is none
/// (`docs/detection.md`); below it people would learn to click boxes away without looking.
const FACE_FROM: f32 = 0.85;

impl Default for Fusion {
    fn default() -> Self {
        Self {
            threshold: DEFAULT_THRESHOLD,
            face_from: FACE_FROM,
            perhaps_grade: 0.4,
            min_face_px: 0.0,
            same_face_iou: 0.35,
            box_share: 0.3,
            mean_iou: 0.5,
            hull_iou: 0.35,
            stretch: 0.4,
            turned_odds: 0.5,
            candidate_from: 0.2,
            candidate_passes: 3,
        }
    }
}

struct Member<'a> {
    vote: &'a Vote,
    probability: f32,
}

impl Member<'_> {
    fn is_small(&self) -> bool {
        self.vote.pass.zoom == Zoom::Small
    }

    /// The calibrated probability, whatever the turn.
    fn plain(&self) -> f32 {
        probability(self.vote.pass.model, self.vote.score)
    }

    fn weighed(&self) -> Weighed {
        let Vote { score, pass, .. } = *self.vote;
        Weighed { model: pass.model, zoom: pass.zoom, score }
    }
}

/// Clusters the votes. The probability of a cluster is that of either model being right
/// (1 - (1 - best of one)(1 - best of the other)), the small looks apart: those are weighed with everything else that
/// tells a face from what is too often taken for one. Its box is the mean of the likely members, weighted by
/// their probability and stretched towards their hull: a tight box of one model must not replace a full one of
/// the other, and the whole hull takes in what lies around the face.
///
/// `upright` are the turns at which people stand on their feet in this photo, as [`turns_of`] tells them
/// ([`Turns::upright`]).
pub fn fuse(votes: &[Vote], size: PixelSize, upright: &[u8], fusion: &Fusion) -> Detections {
    let clusters = clusters(votes, upright, fusion);
    let mut found: Vec<Cluster> =
        clusters.iter().filter_map(|members| Cluster::of(members, size, fusion)).collect();
    // Of two at one place the likelier face stays.
    found.sort_by(|a, b| b.rank(fusion).total_cmp(&a.rank(fusion)));
    let mut known: Vec<BoundingBox> = Vec::new();
    let mut detections = Detections::default();
    for cluster in found {
        // Clusters whose best members lay apart can end in the same place: one face would be decided twice.
        // It lies in the other: two people cheek to cheek overlap too, and stay two.
        let bbox = cluster.detection.bbox;
        let twice = |other: &BoundingBox| {
            bbox.iou(*other) > fusion.same_face_iou
                && bbox.intersection_area(*other) > WITHIN * bbox.area().min(other.area())
        };
        let Some(kind) = cluster.kind(fusion) else { continue };
        // What only the evidence speaks for, around or within a face that was found, is that face once more, or its hair
        // and collar.
        let is_weak = matches!(kind, Kind::Perhaps) && cluster.fused < fusion.threshold;
        let told = |face: &Detection| {
            let within = face.bbox.contains(bbox.center());
            let around = bbox.contains(face.bbox.center()) && face.bbox.area() >= AROUND * bbox.area();
            within || around
        };
        let is_told = || detections.faces.iter().chain(&detections.perhaps).any(told);
        if bbox.width.max(bbox.height) < fusion.min_face_px
            || known.iter().any(twice)
            || (is_weak && is_told())
        {
            continue;
        }
        known.push(bbox);
        match kind {
            Kind::Face => detections.faces.push(cluster.detection),
            Kind::Perhaps => detections.perhaps.push(cluster.detection),
            Kind::Hint => detections.candidates.push(cluster.detection),
        }
    }
    detections
}

/// Every cluster with the probability of its likeliest vote and the evidence for it, in the order of
/// [`super::EVIDENCE`]. For evaluation.
pub fn weigh(
    votes: &[Vote],
    size: PixelSize,
    upright: &[u8],
    fusion: &Fusion,
) -> Vec<(Detection, f32, [f32; 3])> {
    let clusters = clusters(votes, upright, fusion);
    let weighed = clusters.iter().filter_map(|members| {
        let cluster = Cluster::of(members, size, fusion)?;
        Some((cluster.detection, cluster.best, cluster.evidence))
    });
    weighed.collect()
}

/// What becomes of a cluster.
enum Kind {
    Face,
    Perhaps,
    Hint,
}

/// Votes at one place, summed up.
struct Cluster {
    /// Its score is the fused probability; of one that only the small looks saw, what the evidence speaks for.
    detection: Detection,
    /// The fused probability without the small looks.
    fused: f32,
    evidence: [f32; 3],
    grade: f32,
    /// Calibrated probability of the likeliest vote, the small looks' too.
    best: f32,
    /// Passes that saw something, without the small looks.
    passes: usize,
}

impl Cluster {
    fn of(members: &[Member<'_>], size: PixelSize, fusion: &Fusion) -> Option<Self> {
        let larger = members.iter().take_while(|member| !member.is_small()).count();
        let core = members.get(..larger).filter(|core| !core.is_empty()).unwrap_or(members);
        let summed = summary(core, size, fusion)?;
        let votes: Vec<Weighed> = members.iter().map(Member::weighed).collect();
        let evidence = grade::evidence(&votes, summed.bbox, size);
        let grade = grade::grade(&evidence);
        let best = members.iter().map(Member::plain).fold(0.0, f32::max);
        let mut passes: Vec<Pass> = core.iter().map(|member| member.vote.pass).collect();
        passes.sort_unstable();
        passes.dedup();
        let (fused, passes) = if larger > 0 { (summed.score, passes.len()) } else { (0.0, 0) };
        let score = if larger > 0 { fused } else { grade.min(fusion.threshold * BELOW) };
        Some(Self { detection: Detection { score, ..summed }, fused, evidence, grade, best, passes })
    }

    fn kind(&self, fusion: &Fusion) -> Option<Kind> {
        if self.fused >= fusion.threshold {
            return Some(if self.fused >= fusion.face_from { Kind::Face } else { Kind::Perhaps });
        }
        if self.grade >= fusion.perhaps_grade {
            return Some(Kind::Perhaps);
        }
        let hint = self.fused >= fusion.candidate_from.min(fusion.threshold)
            && self.passes >= fusion.candidate_passes;
        hint.then_some(Kind::Hint)
    }

    /// Faces first, then what is perhaps one, then hints; within each the likelier first.
    fn rank(&self, fusion: &Fusion) -> f32 {
        let kind = match self.kind(fusion) {
            Some(Kind::Face) => 4.0,
            Some(Kind::Perhaps) => 2.0,
            Some(Kind::Hint) | None => 0.0,
        };
        kind + self.detection.score
    }
}

fn clusters<'a>(votes: &'a [Vote], upright: &[u8], fusion: &Fusion) -> Vec<Vec<Member<'a>>> {
    let mut members: Vec<Member<'_>> = votes
        .iter()
        .map(|vote| {
            let plain = probability(vote.pass.model, vote.score);
            let probability =
                if upright.contains(&vote.pass.turns) { plain } else { with_odds(plain, fusion.turned_odds) };
            Member { vote, probability }
        })
        .collect();
    members.sort_by(|a, b| {
        // The small looks come last: they join what others saw, and shape its box only where nobody else saw it.
        a.is_small()
            .cmp(&b.is_small())
            .then(b.probability.total_cmp(&a.probability))
            .then(a.vote.pass.cmp(&b.vote.pass))
            .then(in_order(&a.vote.bbox, &b.vote.bbox))
    });
    let mut clusters: Vec<Vec<Member<'_>>> = Vec::new();
    for member in members {
        let home = clusters.iter_mut().find(|cluster| {
            cluster.first().is_some_and(|best| best.vote.bbox.iou(member.vote.bbox) > fusion.same_face_iou)
        });
        match home {
            Some(cluster) => cluster.push(member),
            None => clusters.push(vec![member]),
        }
    }
    clusters
}

/// An order of all boxes, so that none depends on which thread was quicker.
fn in_order(a: &BoundingBox, b: &BoundingBox) -> std::cmp::Ordering {
    let by = |of: fn(&BoundingBox) -> f32| of(a).total_cmp(&of(b));
    by(|bbox| bbox.x).then(by(|bbox| bbox.y)).then(by(|bbox| bbox.width)).then(by(|bbox| bbox.height))
}

fn with_odds(probability: f32, factor: f32) -> f32 {
    let odds = probability * factor;
    odds / (odds + 1.0 - probability).max(f32::EPSILON)
}

fn summary(cluster: &[Member<'_>], size: PixelSize, fusion: &Fusion) -> Option<Detection> {
    let best = cluster.first()?;
    let best_of = |model: Model| {
        cluster
            .iter()
            .filter(|member| member.vote.pass.model == model)
            .map(|member| member.probability)
            .fold(0.0, f32::max)
    };
    let score = 1.0 - (1.0 - best_of(Model::CenterFace)) * (1.0 - best_of(Model::YuNet));
    let likely = cluster.iter().filter(|member| member.probability >= fusion.box_share * best.probability);
    let (mut sum, mut weight, mut hull) = ([0.0_f32; 4], 0.0, edges(best.vote.bbox));
    for member in likely {
        let iou = member.vote.bbox.iou(best.vote.bbox);
        let of = edges(member.vote.bbox);
        if iou >= fusion.mean_iou {
            weight += member.probability;
            sum.iter_mut().zip(of).for_each(|(sum, edge)| *sum += member.probability * edge);
        }
        if iou >= fusion.hull_iou {
            let [left, top, right, bottom] = hull;
            hull = [left.min(of[0]), top.min(of[1]), right.max(of[2]), bottom.max(of[3])];
        }
    }
    let between = |at: usize| -> Option<f32> {
        let mean = sum.get(at)? / weight.max(f32::MIN_POSITIVE);
        Some(mean + fusion.stretch * (hull.get(at)? - mean))
    };
    let (left, top, right, bottom) = (between(0)?, between(1)?, between(2)?, between(3)?);
    // Within the photo: a face that is cut by the edge is as large as what can be seen of it.
    let (x, y) = (left.max(0.0), top.max(0.0));
    let (right, bottom) = (right.min(size.width as f32), bottom.min(size.height as f32));
    (right > x && bottom > y).then(|| Detection {
        bbox: BoundingBox::new(x, y, right - x, bottom - y),
        score: score.clamp(0.0, 1.0),
        turns: turn_of(cluster),
    })
}

/// The turn at which the looks of a cluster are surest, each model's surest at a turn summed up; upright unless another is
/// clearly surer. By scores and not by probabilities, which hardly differ where both networks are sure. On 295 labelled faces
/// of upright evaluation photos none would be turned, and 99 % are told by their turn from upright, from on their side and from
/// upside down.
fn turn_of(cluster: &[Member<'_>]) -> u8 {
    let of = |turn: u8| -> f32 {
        let best = |model: Model| {
            let votes = cluster.iter().map(|member| member.vote).filter(|vote| vote.pass.zoom != Zoom::Small);
            votes
                .filter(|vote| (vote.pass.model, vote.pass.turns) == (model, turn))
                .map(|vote| vote.score)
                .fold(0.0, f32::max)
        };
        best(Model::CenterFace) + best(Model::YuNet)
    };
    let upright = of(0) + CLEARLY;
    (1..4).map(|turn| (turn, of(turn))).fold((0, upright), |best, at| if at.1 > best.1 { at } else { best }).0
}

/// Left, top, right, bottom.
fn edges(bbox: BoundingBox) -> [f32; 4] {
    [bbox.x, bbox.y, bbox.right(), bbox.bottom()]
}

/// What only the small looks saw has no fused probability: what stands in its place is so far below the threshold at most.
const BELOW: f32 = 0.99;
/// By so much the scores of both models together must be higher at another turn for a face to lie.
const CLEARLY: f32 = 0.1;
/// Share of a box around a face that the face takes at least: in a smaller one it may be somebody in the background.
const AROUND: f32 = 0.1;
/// Share of the smaller box that lies in the larger one where both are of one face.
const WITHIN: f32 = 0.75;

/// Votes that count when it is asked how a photo lies.
const SURE: f32 = 0.5;
/// Votes that show a turn strongly: the keys of a telephone reach 0.88.
const LIKELY: f32 = 0.9;
/// Separate likely places at a turn before its votes weigh as much as upright ones.
const SOME_PLACES: usize = 2;
/// Separate likely places at a turn before upright votes weigh less than those of the turn.
const MANY_PLACES: usize = 4;

/// How the people of a photo stand, as far as its first passes tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turns {
    /// Turns at which votes have their full odds.
    pub upright: Vec<u8>,
    /// Turns at which the costly passes are worth taking.
    pub worthwhile: Vec<u8>,
}

/// The turns at which people stand on their feet, from the votes of the passes that are taken at every turn.
///
/// Each place has one voice, however many passes see something there, and gives it to the turn at which it is likeliest.
/// The photo as it lies is always looked at: small faces show in none of these passes, so what shows in them does not
/// decide what is never looked for. Another turn is looked at besides where it has more to say, or half as much by several
/// places; votes have less weight as they lie only where several separate places strongly show another turn.
pub fn turns_of(votes: &[Vote]) -> Turns {
    let mut sure: Vec<(&Vote, f32)> = votes
        .iter()
        .filter(|vote| vote.pass.is_at_every_turn())
        .map(|vote| (vote, probability(vote.pass.model, vote.score)))
        .filter(|(_, probability)| *probability >= SURE)
        .collect();
    // The likeliest first, of equal ones the upright.
    sure.sort_by(|(a, p), (b, q)| q.total_cmp(p).then(a.pass.turns.cmp(&b.pass.turns)));
    let mut places: Vec<(&Vote, f32)> = Vec::new();
    for (vote, probability) in sure {
        let same = |place: &Vote| {
            let smaller = place.bbox.area().min(vote.bbox.area());
            place.bbox.intersection_area(vote.bbox) > SAME_PLACE * smaller
        };
        if !places.iter().any(|(place, _)| same(place)) {
            places.push((vote, probability));
        }
    }
    let of = |turn: u8| places.iter().filter(move |(place, _)| place.pass.turns == turn);
    let evidence = |turn: u8| of(turn).map(|(_, probability)| probability).sum::<f32>();
    let upright = evidence(0);
    let (turn, most) = (1..4)
        .map(|turn| (turn, evidence(turn)))
        .filter(|(turn, sum)| *sum > upright || *sum > upright / 2.0 && of(*turn).count() >= SOME_PLACES)
        .fold((0, 0.0), |best, (turn, sum)| if sum > best.1 { (turn, sum) } else { best });
    if turn == 0 {
        return Turns { upright: vec![0], worthwhile: vec![0] };
    }
    let likely = of(turn).filter(|(_, probability)| *probability >= LIKELY).count();
    let upright_turns = if likely >= MANY_PLACES && most >= 3.0 * upright + 1.0 {
        vec![turn]
    } else if likely >= SOME_PLACES && most > upright {
        vec![0, turn]
    } else {
        vec![0]
    };
    Turns { upright: upright_turns, worthwhile: vec![0, turn] }
}

/// Share of the smaller box in common from which two boxes are at one place.
const SAME_PLACE: f32 = 0.5;
