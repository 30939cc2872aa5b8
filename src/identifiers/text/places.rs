//! From boxes around lines to places: what stands on one board, badge, paper or screen is one.

use std::f32::consts::{FRAC_PI_2, PI};

use super::rect::{Turned, around_at, distance, least_around, shared_area};

/// A box around a line, of one look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::identifiers) struct Line {
    /// In pixels of the upright photo, without margin.
    pub(in crate::identifiers) rect: Turned,
    /// Mean probability, 0 to 1.
    pub(in crate::identifiers) score: f32,
    /// Number of the size at which it was seen, the smallest first.
    pub(in crate::identifiers) level: usize,
}

/// Boxes of one place.
#[derive(Debug, Clone)]
pub(in crate::identifiers) struct Cluster {
    /// All boxes of all looks.
    pub(in crate::identifiers) boxes: Vec<Line>,
    /// One box for each line.
    pub(in crate::identifiers) lines: Vec<Line>,
}

/// Gap between the lines of one place, in heights of the higher one.
const GAP: f32 = 2.0;
/// Lines of one place lie at one angle, in radians (15°).
const ANGLE: f32 = 0.262;
/// Two places of which each has so many lines that tell their angle are two things where these differ by more than this, in radians (6°): a
/// board beside a screen. One rectangle around both would lie aslant to either and cut off what stands in the corners.
const TOLD: usize = 3;
const ASLANT: f32 = 0.105;
/// Heights of neighbouring lines of one place differ by less than this factor.
const HEIGHTS: f32 = 3.0;
/// A box shorter than this many heights tells nothing about the angle of its line.
const SQUAT: f32 = 2.0;
/// Two places are joined where their rectangles fill at least this share of the one around both: what stands at both ends of a
/// corner is not one place, as its rectangle would hide what is in between.
const FILLED: f32 = 0.2;
/// Nearer than this, in heights, they are joined anyway.
const TOUCHING: f32 = 0.3;
/// A box of which this share lies in finer boxes is another look at their lines.
const SAME: f32 = 0.5;
/// What an outline adds at both ends of a line and above and below it, in heights of the line: with it, 0.1 % of the ink of
/// covered lines stays outside (`docs/identifiers.md`).
const ENDS: f32 = 1.0;
const SIDES: f32 = 0.15;

/// A box is a whole paragraph that a coarse look took for one line where a finer look found lines in it that fill this share of it, each
/// lower by [`HEIGHTS`].
const PARAGRAPH: f32 = 0.25;

/// Puts the boxes of all looks together. What is much larger than the lines in it is no line of their place: it stands or falls by
/// what is read in it alone, so that a name tag on a coat makes no writing of the coat.
pub(in crate::identifiers) fn clusters(boxes: &[Line]) -> Vec<Cluster> {
    let boxes: &[Line] = &without_paragraphs(boxes);
    let mut edges = edges(boxes);
    edges.sort_by(|a, b| a.2.total_cmp(&b.2));
    let mut members: Vec<Vec<usize>> = (0..boxes.len()).map(|at| vec![at]).collect();
    let mut home: Vec<usize> = (0..boxes.len()).collect();
    let rectangle = |of: &[usize]| {
        let quads = of.iter().filter_map(|at| boxes.get(*at)).flat_map(|line| line.rect.quad());
        least_around(quads.collect()).map_or(0.0, |around| around.area())
    };
    for (a, b, gap) in edges {
        let (Some(&into), Some(&from)) = (home.get(a), home.get(b)) else { continue };
        let (Some(one), Some(other)) = (members.get(into), members.get(from)) else { continue };
        if into == from {
            continue;
        }
        let both: Vec<usize> = one.iter().chain(other).copied().collect();
        if gap > TOUCHING && rectangle(one) + rectangle(other) < FILLED * rectangle(&both) {
            continue;
        }
        let angles = angle_of(boxes, one).zip(angle_of(boxes, other));
        if gap > 0.0 && angles.is_some_and(|(one, other)| away(one, other, PI) > ASLANT) {
            continue;
        }
        for at in other {
            if let Some(home) = home.get_mut(*at) {
                *home = into;
            }
        }
        if let Some(place) = members.get_mut(from) {
            place.clear();
        }
        if let Some(place) = members.get_mut(into) {
            *place = both;
        }
    }
    members
        .into_iter()
        .filter(|members| !members.is_empty())
        .map(|members| {
            let boxes: Vec<Line> = members.iter().filter_map(|at| boxes.get(*at)).copied().collect();
            Cluster { lines: once(&boxes), boxes }
        })
        .collect()
}

/// The boxes that show a line of `one` rather than one of `other`, and those that do not.
pub(in crate::identifiers) fn shared_out(
    boxes: &[Line],
    one: &[Turned],
    other: &[Turned],
) -> (Vec<Line>, Vec<Line>) {
    let shows = |line: &Line, of: &[Turned]| {
        let quad = line.rect.quad();
        of.iter().map(|rect| shared_area(&quad, &rect.quad())).fold(0.0, f32::max)
    };
    boxes.iter().partition(|line| shows(line, other) <= shows(line, one))
}

fn without_paragraphs(boxes: &[Line]) -> Vec<Line> {
    let is_paragraph = |line: &&Line| {
        let quad = line.rect.quad();
        let mut filled: Vec<(usize, f32)> = Vec::new();
        for finer in boxes
            .iter()
            .filter(|finer| finer.level > line.level && line.rect.height > HEIGHTS * finer.rect.height)
        {
            let shared = shared_area(&quad, &finer.rect.quad());
            match filled.iter_mut().find(|(level, _)| *level == finer.level) {
                Some((_, sum)) => *sum += shared,
                None => filled.push((finer.level, shared)),
            }
        }
        filled.iter().any(|(_, sum)| *sum >= PARAGRAPH * line.rect.area())
    };
    boxes.iter().filter(|line| !is_paragraph(line)).copied().collect()
}

/// Pairs of boxes that may stand in one place, and their gap in heights.
fn edges(boxes: &[Line]) -> Vec<(usize, usize, f32)> {
    let quads: Vec<_> = boxes.iter().map(|line| line.rect.quad()).collect();
    let mut found = Vec::new();
    for (at, (a, of_a)) in boxes.iter().zip(&quads).enumerate() {
        for (other, (b, of_b)) in boxes.iter().zip(&quads).enumerate().take(at) {
            let (low, high) = (a.rect.height.min(b.rect.height), a.rect.height.max(b.rect.height));
            let apart = (a.rect.center.0 - b.rect.center.0).hypot(a.rect.center.1 - b.rect.center.1);
            let sides = (a.rect.length + b.rect.length + a.rect.height + b.rect.height) / 2.0;
            if apart - sides > GAP * high {
                continue;
            }
            if high > HEIGHTS * low {
                continue;
            }
            let gap = distance(of_a, of_b);
            if gap < GAP * high && (gap <= 0.0 || turned_alike(&a.rect, &b.rect)) {
                found.push((at, other, gap / high.max(f32::MIN_POSITIVE)));
            }
        }
    }
    found
}

fn turned_alike(a: &Turned, b: &Turned) -> bool {
    let squat = a.length < SQUAT * a.height || b.length < SQUAT * b.height;
    away(a.angle, b.angle, if squat { FRAC_PI_2 } else { PI }) <= ANGLE
}

/// How far two angles are apart that are the same after a turn by `turn`, in radians.
fn away(a: f32, b: f32, turn: f32) -> f32 {
    let between = (a - b).rem_euclid(turn);
    between.min(turn - between)
}

/// The angle of the lines of a place, the longer ones counting for more; `None` where too few tell it.
fn angle_of(boxes: &[Line], of: &[usize]) -> Option<f32> {
    let telling = of
        .iter()
        .filter_map(|at| boxes.get(*at))
        .filter(|line| line.rect.length >= 2.0 * SQUAT * line.rect.height);
    let (mut x, mut y, mut count) = (0.0f32, 0.0f32, 0);
    for line in telling {
        // Twice the angle: a line is the same after half a turn.
        let (sin, cos) = (2.0 * line.rect.angle).sin_cos();
        x = line.rect.length.mul_add(cos, x);
        y = line.rect.length.mul_add(sin, y);
        count += 1;
    }
    (count >= TOLD).then(|| y.atan2(x) / 2.0)
}

/// One box for each line: the finest look at it.
fn once(boxes: &[Line]) -> Vec<Line> {
    let mut sorted = boxes.to_vec();
    sorted.sort_by(|a, b| b.level.cmp(&a.level).then(b.score.total_cmp(&a.score)));
    let mut kept: Vec<Line> = Vec::new();
    for line in sorted {
        let quad = line.rect.quad();
        let known: f32 = kept.iter().map(|kept| shared_area(&quad, &kept.rect.quad())).sum();
        if known < SAME * line.rect.area() {
            kept.push(line);
        }
    }
    kept
}

/// The outline of a place: the least rectangle around its boxes with their margins, turned as the writing stands.
pub(in crate::identifiers) fn outline(boxes: &[Line], writing: f32) -> Option<Turned> {
    let corners: Vec<(f32, f32)> = boxes
        .iter()
        .flat_map(|line| line.rect.grown(ENDS * line.rect.height, SIDES * line.rect.height).quad())
        .collect();
    let least = least_around(corners.clone())?;
    // The side of the rectangle that lies nearest to the direction of the writing is its length.
    let quarters = ((writing - least.angle) / FRAC_PI_2).round();
    around_at(&corners, quarters.mul_add(FRAC_PI_2, least.angle))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(x: f32, y: f32, length: f32, height: f32) -> Line {
        Line { rect: Turned { center: (x, y), length, height, angle: 0.0 }, score: 0.7, level: 1 }
    }

    #[test]
    fn lines_of_a_board_are_one_place_and_another_board_is_another() {
        let board: Vec<Line> =
            (0..5u8).map(|row| line(100.0, 100.0 + f32::from(row) * 24.0, 120.0, 16.0)).collect();
        let other = line(400.0, 150.0, 80.0, 16.0);
        let all: Vec<Line> = board.iter().copied().chain([other]).collect();
        let mut found = clusters(&all);
        found.sort_by_key(|cluster| cluster.boxes.len());
        assert_eq!(found.iter().map(|cluster| cluster.lines.len()).collect::<Vec<_>>(), [1, 5]);
        let outline = outline(&found[1].boxes, 0.0).unwrap();
        assert!(outline.length > 120.0 + 2.0 * 15.0 && outline.height > 4.0 * 24.0 + 16.0, "{outline:?}");
        assert!(board.iter().all(|line| line.rect.quad().iter().all(|corner| outline.contains(*corner))));
    }

    #[test]
    fn two_looks_at_a_line_are_one_line_and_a_turned_neighbour_is_another_place() {
        let fine = Line { level: 2, ..line(100.0, 100.0, 120.0, 16.0) };
        let coarse = Line { level: 0, ..line(101.0, 101.0, 126.0, 18.0) };
        let turned = Line { rect: Turned { angle: 0.8, ..line(230.0, 130.0, 80.0, 16.0).rect }, ..fine };
        let mut found = clusters(&[fine, coarse, turned]);
        found.sort_by_key(|cluster| std::cmp::Reverse(cluster.boxes.len()));
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].lines, [fine]);
    }

    #[test]
    fn a_board_that_leans_beside_a_screen_is_another_place() {
        let rows = |x: f32, angle: f32| {
            (0..4u8).map(move |row| {
                let rect = Turned { angle, ..line(x, 100.0 + f32::from(row) * 26.0, 120.0, 16.0).rect };
                Line { rect, ..line(0.0, 0.0, 1.0, 1.0) }
            })
        };
        let count =
            |lean: f32| clusters(&rows(100.0, 0.0).chain(rows(245.0, lean)).collect::<Vec<_>>()).len();
        assert_eq!((count(0.03), count(-0.03), count(0.2), count(-0.2)), (1, 1, 2, 2));
        // So many lines of two or three are one paper, crumpled or not.
        let few: Vec<Line> = rows(100.0, 0.0).take(2).chain(rows(245.0, 0.2).take(2)).collect();
        assert_eq!(clusters(&few).len(), 1);
    }

    #[test]
    fn a_name_tag_makes_no_writing_of_the_coat_it_is_on() {
        let coat = Line { level: 0, ..line(50.0, 200.0, 400.0, 260.0) };
        let tag = Line { level: 2, ..line(180.0, 150.0, 90.0, 14.0) };
        let mut found = clusters(&[coat, tag]);
        found.sort_by(|a, b| a.boxes[0].rect.height.total_cmp(&b.boxes[0].rect.height));
        assert_eq!(found.iter().map(|place| place.boxes.clone()).collect::<Vec<_>>(), [[tag], [coat]]);
    }

    #[test]
    fn a_paragraph_that_was_taken_for_one_line_is_its_lines() {
        let lines: Vec<Line> = (0..5u8)
            .map(|row| Line { level: 2, ..line(100.0, 100.0 + f32::from(row) * 24.0, 120.0, 16.0) })
            .collect();
        let all = Line { level: 0, ..line(95.0, 148.0, 130.0, 118.0) };
        let found = clusters(&[&lines[..], &[all]].concat());
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].lines.len(), found[0].boxes.len()), (5, 5));
    }

    #[test]
    fn the_outline_of_standing_writing_begins_at_its_upper_left() {
        let standing = Line {
            rect: Turned { angle: std::f32::consts::FRAC_PI_2, ..line(50.0, 50.0, 60.0, 10.0).rect },
            ..line(0.0, 0.0, 1.0, 1.0)
        };
        let outline = outline(&[standing], standing.rect.angle).unwrap();
        let [first, second, ..] = outline.quad();
        // Read downwards: the upper left corner of the writing is at the upper right of the photo.
        assert!(first.0 > 50.0 && first.1 < 50.0 && second.1 > 50.0, "{:?}", outline.quad());
    }
}
