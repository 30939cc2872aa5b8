//! How faces and areas are marked on the photo. State is told by shape and mark; colour only adds.

use egui::{Align2, Color32, FontId, Painter, Pos2, Rect, Shape, Stroke, vec2};

use crate::{
    geometry::{BoundingBox, PixelSize},
    pipeline::{Blocker, mask_shapes},
    redaction::{DEFAULT_MARGIN_PERCENT, Shape as Cover, face_mask},
    review::{Decision, Entry, Group, Outline, RegionId},
    session::Photo,
    ui::{
        shell::{Shell, Step},
        theme,
    },
};

use super::{gesture::outline as shape_outline, viewport::ScreenFromImage};

/// What is special about this frame.
pub struct Marks {
    /// The region under the pointer.
    pub hovered: Option<RegionId>,
    /// The picture below is older than the decisions.
    pub behind: bool,
    /// Covers of undecided faces are lifted on purpose.
    pub lifted: bool,
}

/// What a badge says besides its number.
#[derive(Clone, Copy, PartialEq)]
enum Mark {
    None,
    Check,
    Stop,
}

/// Paints every region.
pub fn paint(painter: &Painter, shell: &Shell<'_>, to_screen: &ScreenFromImage, marks: &Marks) {
    let Some(photo) = shell.session.shown() else { return };
    let Some(review) = &photo.review else { return };
    let blocked: Vec<RegionId> = shell
        .session
        .blockers(shell.today)
        .iter()
        .filter(|blocker| !blocker.is_undecided())
        .filter_map(Blocker::region)
        .collect();
    let frame = shell.view.frame(review);
    // Around a crop that is being chosen all of the photo is shown.
    let photo_rect =
        if shell.view.step == Step::Crop { whole(to_screen, review.size()) } else { to_screen.picture() };
    let inside = within(painter, photo_rect);
    for entry in review.entries() {
        if review.would_be_cut_away(entry, frame) {
            // It is told to be cut away; that it has no decision is no reason to show it.
            if shell.view.step == Step::Crop && entry.decision.is_none() && !marks.lifted {
                hatch(&inside, &cover_of(entry, review.size()), to_screen);
            }
            continue;
        }
        let Some(bounds) = entry.region.outline.bounds() else { continue };
        let selected = shell.view.region == Some(entry.region.id);
        let pointed = selected || marks.hovered == Some(entry.region.id);
        let rect = to_screen.rect(bounds);
        let shape = cover_of(entry, review.size());
        // Nothing beyond the photo is covered, and nothing is marked there.
        let cover = shape.bounds().map_or(rect, |bounds| to_screen.rect(bounds)).intersect(photo_rect);
        let around: Vec<Pos2> =
            shape_outline(&shape, to_screen).into_iter().map(|point| photo_rect.clamp(point)).collect();
        let badge = |rect, colour, mark| badge(painter, rect, &label(shell, entry), colour, mark);
        match &entry.decision {
            // A hint: nothing has to be covered here.
            None if !shell.session.waits(entry) => {
                dotted(painter, &around);
                if pointed {
                    badge(cover, Color32::from_gray(0x77), Mark::None);
                }
            }
            None => {
                if !pointed && !marks.lifted {
                    hatch(&inside, &shape, to_screen);
                }
                dashed(painter, &around, if pointed { 3.0 } else { 2.0 });
                badge(cover, theme::WARM, Mark::None);
            }
            Some(Decision::Redact) => {
                // The picture below does not cover it yet.
                if marks.behind {
                    hatch(&inside, &shape, to_screen);
                }
                if pointed {
                    line(painter, &around, Color32::WHITE, 3.0);
                    line(painter, &around, theme::ACCENT, 1.5);
                    badge(cover, Color32::from_gray(0x33), Mark::None);
                }
            }
            Some(Decision::Keep { .. } | Decision::NotAFace { .. } | Decision::MayBeSeen { .. })
                if blocked.contains(&entry.region.id) =>
            {
                if !pointed && !marks.lifted {
                    hatch(&inside, &shape, to_screen);
                }
                dashed(painter, &around, if pointed { 3.0 } else { 2.0 });
                badge(cover, theme::WARM, Mark::Stop);
            }
            Some(Decision::Keep { .. }) => {
                let around = shape_outline(&Cover::Ellipse(bounds), to_screen);
                line(painter, &around, Color32::WHITE, if pointed { 5.0 } else { 3.5 });
                line(painter, &around, Color32::from_gray(0x22), if pointed { 3.0 } else { 2.0 });
                badge(rect, Color32::from_gray(0x22), Mark::Check);
            }
            Some(Decision::NotAFace { .. } | Decision::MayBeSeen { .. }) => {
                corners(painter, rect);
                if pointed {
                    badge(cover, Color32::from_gray(0x77), Mark::None);
                }
            }
        }
    }
    if shell.view.step == Step::Whole {
        for (index, suggestion) in review.suggestions().iter().enumerate() {
            if !frame.shows(review.size(), suggestion.bbox) {
                continue;
            }
            let rect = to_screen.rect(suggestion.bbox).expand(3.0);
            let points =
                [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom(), rect.left_top()];
            painter.extend(Shape::dotted_line(&points, Color32::BLACK, 5.0, 2.6));
            painter.extend(Shape::dotted_line(&points, Color32::WHITE, 5.0, 1.8));
            let name = format!("{}?", index + 1);
            let font = FontId::new(14.0, theme::strong());
            let at = rect.center_top() - vec2(0.0, 2.0);
            let galley = painter.layout_no_wrap(name.clone(), font.clone(), Color32::WHITE);
            let ground = Align2::CENTER_BOTTOM.anchor_size(at, galley.size() + vec2(8.0, 2.0));
            painter.rect_filled(ground, 4.0, Color32::from_black_alpha(0xc0));
            painter.text(at, Align2::CENTER_BOTTOM, name, font, Color32::WHITE);
        }
        for somebody in photo.people.iter().filter(|one| frame.shows(review.size(), one.bounds())) {
            dotted(painter, &shape_outline(&Cover::Polygon(somebody.outline.clone()), to_screen));
        }
    }
}

/// Faces found so far, while the search goes on: nothing to decide yet, but to cover.
pub fn paint_found_so_far(painter: &Painter, photo: &Photo, to_screen: &ScreenFromImage, size: PixelSize) {
    let inside = within(painter, to_screen.picture());
    for face in &photo.coarse {
        hatch(&inside, &face_mask(face.bbox, DEFAULT_MARGIN_PERCENT, size), to_screen);
    }
}

/// The same painter, for what lies on the photo alone.
fn within(painter: &Painter, photo: Rect) -> Painter {
    painter.with_clip_rect(painter.clip_rect().intersect(photo))
}

/// Where all of the photo lies.
fn whole(to_screen: &ScreenFromImage, size: PixelSize) -> Rect {
    to_screen.rect(BoundingBox::new(0.0, 0.0, size.width as f32, size.height as f32))
}

/// What covers a region.
fn cover_of(entry: &Entry, photo: PixelSize) -> Cover {
    let drawn = || match &entry.region.outline {
        Outline::FaceBox(face) => Cover::Rectangle(*face),
        Outline::Drawn(shape) => shape.clone(),
    };
    mask_shapes([entry], DEFAULT_MARGIN_PERCENT, photo)
        .first()
        .map_or_else(drawn, |cover| cover.plain().clone())
}

/// An opaque striped cover: nobody is recognised through it, and nobody overlooks it.
fn hatch(painter: &Painter, shape: &Cover, to_screen: &ScreenFromImage) {
    let Some(rect) = shape.bounds().map(|bounds| to_screen.rect(bounds)) else { return };
    let radius = match shape.plain() {
        Cover::RoundedRectangle { radius, .. } => radius * to_screen.scale,
        Cover::Head(_) => rect.size().min_elem() / 2.0,
        Cover::Rectangle(_) | Cover::Ellipse(_) | Cover::Polygon(_) | Cover::Own { .. } => 0.0,
    }
    .min(rect.size().min_elem() / 2.0);
    if let Cover::Polygon(corners) = shape.plain()
        && let Some(corners) = convex(corners, to_screen)
    {
        return hatch_within(painter, &corners);
    }
    painter.rect_filled(rect, radius, theme::COVER);
    // Within the corners' chords, so that no stripe sticks out.
    let inside = rect.shrink(radius * (1.0 - std::f32::consts::FRAC_1_SQRT_2));
    let (a, b) = (inside.width() / 2.0, inside.height() / 2.0);
    let mut offset = -(a + b);
    while offset < a + b {
        // The line x + y = offset around the middle.
        let ends = [(-a).max(offset - b), a.min(offset + b)];
        let points = ends.map(|x| inside.center() + vec2(x, offset - x));
        painter.line_segment(points, Stroke::new(3.0, theme::HATCH));
        offset += 12.0;
    }
}

/// The corners on the screen where every turn from one to the next goes the same way; of other shapes the bounds are hatched,
/// which hide no less.
fn convex(corners: &[(f32, f32)], to_screen: &ScreenFromImage) -> Option<Vec<Pos2>> {
    let points: Vec<Pos2> = corners.iter().map(|corner| to_screen.point(corner.0, corner.1)).collect();
    let turn = |at: usize| {
        let point = |step: usize| points.get((at + step) % points.len()).copied().unwrap_or_default();
        let (one, other) = (point(1) - point(0), point(2) - point(1));
        one.x * other.y - one.y * other.x
    };
    let turns: Vec<f32> = (0..points.len()).map(turn).collect();
    let same = turns.iter().all(|turn| *turn >= 0.0) || turns.iter().all(|turn| *turn <= 0.0);
    (points.len() >= 3 && same).then_some(points)
}

/// The same stripes within a polygon without dents.
fn hatch_within(painter: &Painter, corners: &[Pos2]) {
    painter.add(Shape::convex_polygon(corners.to_vec(), theme::COVER, Stroke::NONE));
    let sum = |point: &Pos2| point.x + point.y;
    let (first, last) =
        corners.iter().map(sum).fold((f32::MAX, f32::MIN), |(a, b), at| (a.min(at), b.max(at)));
    let mut offset = first;
    while offset < last {
        let edges = corners.iter().zip(corners.iter().cycle().skip(1));
        let crossings: Vec<Pos2> = edges
            .filter(|(a, b)| (sum(a) < offset) != (sum(b) < offset))
            .map(|(a, b)| *a + (*b - *a) * ((offset - sum(a)) / (sum(b) - sum(a))))
            .collect();
        if let [one, other] = crossings[..] {
            painter.line_segment([one, other], Stroke::new(3.0, theme::HATCH));
        }
        offset += 12.0;
    }
}

fn dashed(painter: &Painter, points: &[Pos2], width: f32) {
    painter.add(Shape::line(points.to_vec(), Stroke::new(width + 2.0, Color32::WHITE)));
    painter.extend(Shape::dashed_line(points, Stroke::new(width + 0.5, theme::WARM), 9.0, 5.0));
}

fn dotted(painter: &Painter, points: &[Pos2]) {
    painter.extend(Shape::dotted_line(points, Color32::BLACK, 5.0, 2.0));
    painter.extend(Shape::dotted_line(points, Color32::WHITE, 5.0, 1.4));
}

fn line(painter: &Painter, points: &[Pos2], colour: Color32, width: f32) {
    painter.add(Shape::line(points.to_vec(), Stroke::new(width, colour)));
}

fn corners(painter: &Painter, rect: Rect) {
    let stroke = Stroke::new(2.0, Color32::from_gray(0x99));
    let reach = rect.width().min(rect.height()) / 5.0;
    for (corner, sx, sy) in [
        (rect.left_top(), 1.0, 1.0),
        (rect.right_top(), -1.0, 1.0),
        (rect.right_bottom(), -1.0, -1.0),
        (rect.left_bottom(), 1.0, -1.0),
    ] {
        painter.line_segment([corner, corner + vec2(reach * sx, 0.0)], stroke);
        painter.line_segment([corner, corner + vec2(0.0, reach * sy)], stroke);
    }
}

/// What a badge says: the number of a face or an area; of writing and codes with the first letter of the word before it, so
/// that no two things on the photo bear the same.
fn label(shell: &Shell<'_>, entry: &Entry) -> String {
    let number = entry.region.number;
    let word = match entry.region.group() {
        Group::Faces | Group::Areas => return number.to_string(),
        Group::Writing => "found-text-number",
        Group::Codes => "found-code-number",
    };
    let name = shell.text.format(word, [("number", number.into())]);
    name.chars().take(1).chain(number.to_string().chars()).collect()
}

/// The number of a region, and a mark beside it. On a small face both are smaller, so that in a crowd or with large
/// text no number hides the next face.
fn badge(painter: &Painter, rect: Rect, label: &str, colour: Color32, mark: Mark) {
    let center = rect.center() + vec2(-rect.width(), -rect.height()) * 0.42;
    let times = (rect.size().min_elem() / 44.0).clamp(0.6, 1.0);
    let font = FontId::new(13.5 * times.max(0.7), theme::strong());
    let galley = painter.layout_no_wrap(label.to_owned(), font.clone(), Color32::WHITE);
    let size = vec2((galley.size().x + 10.0 * times).max(26.0 * times), 26.0 * times);
    let ground = Rect::from_center_size(center, size);
    let stroke = Stroke::new(2.0 * times, Color32::WHITE);
    painter.rect(ground, 13.0 * times, colour, stroke, egui::StrokeKind::Middle);
    painter.text(center, Align2::CENTER_CENTER, label, font, Color32::WHITE);
    let place = center + vec2(20.0, 0.0) * times;
    match mark {
        Mark::None => {}
        Mark::Check => {
            painter.circle(place, 9.0 * times, Color32::WHITE, Stroke::new(1.5 * times, colour));
            let points = [vec2(-4.0, 0.0), vec2(-1.0, 3.5), vec2(4.5, -3.5)].map(|at| place + at * times);
            painter.add(Shape::line(points.to_vec(), Stroke::new(2.0 * times, colour)));
        }
        Mark::Stop => {
            painter.circle(place, 9.0 * times, Color32::WHITE, Stroke::new(2.0 * times, colour));
            let ends = [vec2(-5.5, 5.5), vec2(5.5, -5.5)].map(|at| place + at * times);
            painter.line_segment(ends, Stroke::new(2.0 * times, colour));
        }
    }
}
