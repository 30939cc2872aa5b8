//! How faces and areas are marked on the photo. State is told by shape and mark; colour only adds.

use egui::{Align2, Color32, FontId, Painter, Pos2, Rect, Shape, Stroke, vec2};

use crate::{
    pipeline::Blocker,
    redaction::{DEFAULT_MARGIN_PERCENT, face_mask},
    review::{Decision, Entry, Outline, RegionId},
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
        .filter(|blocker| matches!(blocker, Blocker::Rule(..)))
        .filter_map(Blocker::region)
        .collect();
    for entry in review.entries() {
        let Some(bounds) = entry.region.outline.bounds() else { continue };
        let selected = shell.view.region == Some(entry.region.id);
        let pointed = selected || marks.hovered == Some(entry.region.id);
        let rect = to_screen.rect(bounds);
        let shape = match &entry.region.outline {
            Outline::FaceBox(face) => face_mask(*face, DEFAULT_MARGIN_PERCENT, review.size()),
            Outline::Drawn(shape) => shape.clone(),
        };
        let cover = shape.bounds().map_or(rect, |bounds| to_screen.rect(bounds));
        let around = shape_outline(&shape, to_screen);
        let round = matches!(entry.region.outline, Outline::FaceBox(_));
        match &entry.decision {
            None => {
                if !pointed && !marks.lifted {
                    hatch(painter, cover, round);
                }
                dashed(painter, &around, if pointed { 3.0 } else { 2.0 });
                badge(painter, cover, entry, theme::WARM, Mark::None);
            }
            Some(Decision::Redact) => {
                // The picture below does not cover it yet.
                if marks.behind {
                    hatch(painter, cover, round);
                }
                if pointed {
                    line(painter, &around, Color32::WHITE, 3.0);
                    line(painter, &around, theme::ACCENT, 1.5);
                    badge(painter, cover, entry, Color32::from_gray(0x33), Mark::None);
                }
            }
            Some(Decision::Keep { .. }) if blocked.contains(&entry.region.id) => {
                if !pointed && !marks.lifted {
                    hatch(painter, cover, round);
                }
                dashed(painter, &around, if pointed { 3.0 } else { 2.0 });
                badge(painter, cover, entry, theme::WARM, Mark::Stop);
            }
            Some(Decision::Keep { .. }) => {
                let around = ellipse_points(rect);
                line(painter, &around, Color32::WHITE, if pointed { 5.0 } else { 3.5 });
                line(painter, &around, Color32::from_gray(0x22), if pointed { 3.0 } else { 2.0 });
                badge(painter, rect, entry, Color32::from_gray(0x22), Mark::Check);
            }
            Some(Decision::NotAFace) => {
                corners(painter, rect);
                if pointed {
                    badge(painter, cover, entry, Color32::from_gray(0x77), Mark::None);
                }
            }
        }
    }
    if shell.view.step == Step::Whole {
        for (index, suggestion) in review.suggestions().iter().enumerate() {
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
fn hatch(painter: &Painter, rect: Rect, round: bool) {
    let (a, b) = (rect.width() / 2.0, rect.height() / 2.0);
    if round {
        painter.add(Shape::convex_polygon(ellipse_points(rect), theme::COVER, Stroke::NONE));
    } else {
        painter.rect_filled(rect, 0.0, theme::COVER);
    }
    let stroke = Stroke::new(3.0, theme::HATCH);
    let mut offset = -(a + b);
    while offset < a + b {
        // The line x + y = offset around the middle, cut by the cover's edge.
        let ends = if round {
            // The ellipse x²/a² + y²/b² = 1.
            let (qa, qb, qc) =
                (1.0 / (a * a) + 1.0 / (b * b), -2.0 * offset / (b * b), offset * offset / (b * b) - 1.0);
            let root = qb * qb - 4.0 * qa * qc;
            (root > 0.0).then(|| [(-qb - root.sqrt()) / (2.0 * qa), (-qb + root.sqrt()) / (2.0 * qa)])
        } else {
            Some([(-a).max(offset - b), a.min(offset + b)])
        };
        if let Some(ends) = ends {
            painter.line_segment(ends.map(|x| rect.center() + vec2(x, offset - x)), stroke);
        }
        offset += 12.0;
    }
}

fn dashed(painter: &Painter, points: &[Pos2], width: f32) {
    painter.add(Shape::line(points.to_vec(), Stroke::new(width + 2.0, Color32::WHITE)));
    painter.extend(Shape::dashed_line(points, Stroke::new(width + 0.5, theme::WARM), 9.0, 5.0));
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

fn badge(painter: &Painter, rect: Rect, entry: &Entry, colour: Color32, mark: Mark) {
    let center = rect.center() + vec2(-rect.width(), -rect.height()) * 0.36;
    painter.circle(center, 13.0, colour, Stroke::new(2.0, Color32::WHITE));
    let number = entry.region.number.to_string();
    painter.text(center, Align2::CENTER_CENTER, number, FontId::new(13.5, theme::strong()), Color32::WHITE);
    let place = center + vec2(20.0, 0.0);
    match mark {
        Mark::None => {}
        Mark::Check => {
            painter.circle(place, 9.0, Color32::WHITE, Stroke::new(1.5, colour));
            let points = vec![place + vec2(-4.0, 0.0), place + vec2(-1.0, 3.5), place + vec2(4.5, -3.5)];
            painter.add(Shape::line(points, Stroke::new(2.0, colour)));
        }
        Mark::Stop => {
            painter.circle(place, 9.0, Color32::WHITE, Stroke::new(2.0, colour));
            painter
                .line_segment([place + vec2(-5.5, 5.5), place + vec2(5.5, -5.5)], Stroke::new(2.0, colour));
        }
    }
}
