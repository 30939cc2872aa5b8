//! How faces and areas are marked on the photo. State is told by shape and mark; colour only adds.

use egui::{Align2, Color32, FontId, Painter, Pos2, Rect, Shape, Stroke, vec2};

use crate::{
    redaction::{DEFAULT_MARGIN_PERCENT, face_mask},
    review::{Decision, Entry, Outline, RegionId},
};

use super::{
    canvas::ScreenFromImage,
    shell::{Shell, Step},
    theme,
};

/// Paints every region; `revision` is the state that the picture below shows.
pub fn paint(
    painter: &Painter,
    shell: &Shell<'_>,
    to_screen: &ScreenFromImage,
    hovered: Option<RegionId>,
    revision: u64,
) {
    let Some(photo) = shell.session.shown() else { return };
    let Some(review) = &photo.review else {
        // Faces found so far: nothing to decide yet, but to cover.
        let size = shell.session.preview().map(|(_, _, raster)| raster.size());
        for (face, size) in photo.coarse.iter().filter_map(|face| Some((face, size?))) {
            let cover = face_mask(face.bbox, DEFAULT_MARGIN_PERCENT, size).bounds();
            hatch(painter, to_screen.rect(cover.unwrap_or(face.bbox)));
        }
        return;
    };
    let behind = revision != photo.revision();
    for entry in review.entries() {
        let Some(bounds) = entry.region.outline.bounds() else { continue };
        let pointed = shell.view.region == Some(entry.region.id) || hovered == Some(entry.region.id);
        let rect = to_screen.rect(bounds);
        let cover = match &entry.region.outline {
            Outline::FaceBox(face) => face_mask(*face, DEFAULT_MARGIN_PERCENT, review.size()).bounds(),
            Outline::Drawn(shape) => shape.bounds(),
        };
        let cover = cover.map_or(rect, |bounds| to_screen.rect(bounds));
        match &entry.decision {
            None => {
                if !pointed {
                    hatch(painter, cover);
                }
                dashed(painter, cover, if pointed { 3.0 } else { 2.0 });
                badge(painter, cover, entry, theme::WARM, None);
            }
            Some(Decision::Redact) => {
                // The picture below does not cover it yet.
                if behind {
                    hatch(painter, cover);
                }
                if pointed {
                    outline(painter, cover, Color32::WHITE, 3.0);
                    outline(painter, cover, theme::ACCENT, 1.5);
                    badge(painter, cover, entry, Color32::from_gray(0x33), None);
                }
            }
            Some(Decision::Keep { .. }) => {
                outline(painter, rect, Color32::WHITE, if pointed { 5.0 } else { 3.5 });
                outline(painter, rect, Color32::from_gray(0x22), if pointed { 3.0 } else { 2.0 });
                badge(painter, rect, entry, Color32::from_gray(0x22), Some(()));
            }
            Some(Decision::NotAFace) => corners(painter, rect),
        }
    }
    if shell.view.step == Step::Whole {
        for suggestion in review.suggestions() {
            let rect = to_screen.rect(suggestion.bbox);
            let points =
                [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom(), rect.left_top()];
            painter.extend(Shape::dotted_line(&points, Color32::WHITE, 5.0, 2.0));
            painter.text(
                rect.center_top(),
                Align2::CENTER_BOTTOM,
                "?",
                FontId::proportional(15.0),
                Color32::WHITE,
            );
        }
    }
}

fn ellipse_points(rect: Rect) -> Vec<Pos2> {
    let radius = rect.size() / 2.0;
    (0..=48)
        .map(|step| {
            let angle = step as f32 / 48.0 * std::f32::consts::TAU;
            rect.center() + vec2(angle.cos() * radius.x, angle.sin() * radius.y)
        })
        .collect()
}

/// An opaque striped cover: nobody is recognised through it, and nobody overlooks it.
fn hatch(painter: &Painter, rect: Rect) {
    painter.add(Shape::convex_polygon(ellipse_points(rect), theme::COVER, Stroke::NONE));
    let (a, b) = (rect.width() / 2.0, rect.height() / 2.0);
    let reach = a + b;
    let mut offset = -reach;
    while offset < reach {
        // The line x + y = offset, cut by the ellipse x²/a² + y²/b² = 1 around its own middle.
        let (qa, qb, qc) =
            (1.0 / (a * a) + 1.0 / (b * b), -2.0 * offset / (b * b), offset * offset / (b * b) - 1.0);
        let root = qb * qb - 4.0 * qa * qc;
        if root > 0.0 {
            let ends = [(-qb - root.sqrt()) / (2.0 * qa), (-qb + root.sqrt()) / (2.0 * qa)];
            let points = ends.map(|x| rect.center() + vec2(x, offset - x));
            painter.line_segment(points, Stroke::new(3.0, theme::HATCH));
        }
        offset += 12.0;
    }
}

fn dashed(painter: &Painter, rect: Rect, width: f32) {
    let points = ellipse_points(rect);
    painter.add(Shape::line(points.clone(), Stroke::new(width + 2.0, Color32::WHITE)));
    painter.extend(Shape::dashed_line(&points, Stroke::new(width + 0.5, theme::WARM), 9.0, 5.0));
}

fn outline(painter: &Painter, rect: Rect, colour: Color32, width: f32) {
    painter.add(Shape::line(ellipse_points(rect), Stroke::new(width, colour)));
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

fn badge(painter: &Painter, rect: Rect, entry: &Entry, colour: Color32, check: Option<()>) {
    let center = rect.center() + vec2(-rect.width(), -rect.height()) * 0.36;
    painter.circle(center, 13.0, colour, Stroke::new(2.0, Color32::WHITE));
    let number = entry.region.number.to_string();
    painter.text(center, Align2::CENTER_CENTER, number, FontId::new(13.5, theme::strong()), Color32::WHITE);
    if check.is_some() {
        let mark = center + vec2(20.0, 0.0);
        painter.circle(mark, 9.0, Color32::WHITE, Stroke::new(1.5, colour));
        let points = vec![mark + vec2(-4.0, 0.0), mark + vec2(-1.0, 3.5), mark + vec2(4.5, -3.5)];
        painter.add(Shape::line(points, Stroke::new(2.0, colour)));
    }
}
