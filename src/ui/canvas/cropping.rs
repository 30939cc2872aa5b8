//! The crop on the photo: its edges are dragged, what lies outside is dark, and who lies outside is told to be cut away.

use egui::{
    Align2, Color32, CursorIcon, FontId, Painter, Pos2, Rect, Response, Stroke, StrokeKind, Ui, Vec2, pos2,
};

use crate::{
    review::{Edit, Entry, Review},
    session::Command,
    ui::{
        cropping::Drag,
        shell::{Shell, Step},
        theme,
    },
};

use super::{
    around,
    gesture::{HANDLES, handle_point},
    viewport::ScreenFromImage,
};

/// How far from an edge it is still taken, in points.
const GRAB: f32 = 9.0;
/// Half the side of a handle, in points.
const HANDLE: f32 = 4.5;
/// How dark it is outside.
const OUTSIDE: Color32 = Color32::from_black_alpha(0xb4);
/// More people than this are told by a cross alone: their words would hide each other.
const MOST_WORDS: usize = 12;

/// Takes the pointer; `true` where the photo itself is to be moved.
pub fn handle(ui: &Ui, response: &Response, shell: &mut Shell<'_>, to_screen: &ScreenFromImage) -> bool {
    let Some(at) = response.interact_pointer_pos().or(response.hover_pos()) else { return false };
    let Some(review) = shell.session.shown().and_then(|photo| photo.review.as_ref()) else { return false };
    let (frame, photo) = (shell.view.frame(review), review.size());
    let rect = to_screen.of_picture(frame.cropped(photo).into());
    let cropping = &mut shell.view.cropping;
    cursor(ui, response, cropping.drag.map(|drag| drag.handle).or_else(|| taken(rect, at)));
    if response.drag_started() {
        let pressed = ui.input(|input| input.pointer.press_origin()).unwrap_or(at);
        let from = to_screen.in_picture(pressed);
        cropping.drag = taken(rect, pressed).map(|handle| Drag { handle, from, before: frame });
    }
    if let Some(drag) = &cropping.drag {
        let next = drag.to(to_screen.in_picture(at), cropping.proportion, photo);
        if next.checked(photo).is_ok() {
            cropping.live = Some(next);
        }
    }
    if response.drag_stopped() && cropping.drag.take().is_some() {
        shell.commands.extend(cropping.live.take().map(|frame| Command::Edit(Edit::Frame(frame))));
    }
    response.dragged() && shell.view.cropping.drag.is_none()
}

/// What of the crop a point takes: a corner, an edge, all of it (0, 0), or nothing.
fn taken(rect: Rect, at: Pos2) -> Option<(i8, i8)> {
    if !rect.expand(GRAB).contains(at) {
        return None;
    }
    // Of two edges that are close to each other the nearer one.
    let side = |low: f32, high: f32, at: f32| match ((at - low).abs(), (at - high).abs()) {
        (low, high) if low.min(high) > GRAB => 0,
        (low, high) if low < high => -1,
        _ => 1,
    };
    Some((side(rect.left(), rect.right(), at.x), side(rect.top(), rect.bottom(), at.y)))
}

fn cursor(ui: &Ui, response: &Response, taken: Option<(i8, i8)>) {
    if !response.hovered() && !response.dragged() {
        return;
    }
    ui.ctx().set_cursor_icon(match taken {
        Some((-1, -1) | (1, 1)) => CursorIcon::ResizeNwSe,
        Some((1, -1) | (-1, 1)) => CursorIcon::ResizeNeSw,
        Some((0, 0)) => CursorIcon::Move,
        Some((0, _)) => CursorIcon::ResizeVertical,
        Some(_) => CursorIcon::ResizeHorizontal,
        None => CursorIcon::Default,
    });
}

/// Draws the crop over the photo.
pub fn paint(painter: &Painter, shell: &Shell<'_>, review: &Review, to_screen: &ScreenFromImage, area: Rect) {
    if shell.view.step != Step::Crop {
        return;
    }
    let frame = shell.view.frame(review);
    let rect = to_screen.of_picture(frame.cropped(review.size()).into());
    around(painter, area, rect, OUTSIDE);
    let away: Vec<&Entry> =
        review.entries().iter().filter(|entry| review.would_be_cut_away(entry, frame)).collect();
    for entry in &away {
        told(painter, shell, entry, to_screen, away.len() <= MOST_WORDS);
    }
    let straightening = frame.straighten != review.frame().straighten;
    lines(painter, rect, if straightening { 8 } else { 3 });
    painter.rect_stroke(rect, 0.0, Stroke::new(3.0, Color32::BLACK), StrokeKind::Outside);
    painter.rect_stroke(rect, 0.0, Stroke::new(2.0, Color32::WHITE), StrokeKind::Outside);
    for handle in HANDLES {
        let square = Rect::from_center_size(handle_point(rect, handle), Vec2::splat(HANDLE * 2.0));
        painter.rect(square, 2.0, Color32::WHITE, Stroke::new(2.0, theme::ACCENT), StrokeKind::Middle);
    }
}

/// Lines that divide the crop, to compose by and to see what is level.
fn lines(painter: &Painter, rect: Rect, parts: usize) {
    for part in 1..parts {
        let share = part as f32 / parts as f32;
        let (x, y) = (rect.left() + rect.width() * share, rect.top() + rect.height() * share);
        for line in
            [[pos2(x, rect.top()), pos2(x, rect.bottom())], [pos2(rect.left(), y), pos2(rect.right(), y)]]
        {
            painter.line_segment(line, Stroke::new(2.0, Color32::from_black_alpha(0x30)));
            painter.line_segment(line, Stroke::new(1.0, Color32::from_white_alpha(0x78)));
        }
    }
}

/// A cross over whom the crop leaves out, and the word for it.
fn told(painter: &Painter, shell: &Shell<'_>, entry: &Entry, to_screen: &ScreenFromImage, words: bool) {
    let Some(bounds) = entry.region.outline.bounds() else { return };
    let rect = to_screen.rect(bounds);
    let inner = rect.shrink(rect.size().min_elem() * 0.2);
    for line in [[inner.left_top(), inner.right_bottom()], [inner.left_bottom(), inner.right_top()]] {
        painter.line_segment(line, Stroke::new(2.0, Color32::from_gray(0xd0)));
    }
    if words && entry.region.what.is_face() {
        let text = format!("{}: {}", shell.region_name(entry), shell.t("frame-cut-away-mark"));
        let galley = painter.layout_no_wrap(text, FontId::new(13.0, theme::strong()), Color32::WHITE);
        let ground = Align2::CENTER_TOP
            .anchor_size(rect.center_bottom() + egui::vec2(0.0, 2.0), galley.size() + egui::vec2(8.0, 4.0));
        painter.rect_filled(ground, 4.0, Color32::from_black_alpha(0xd8));
        painter.galley(ground.min + egui::vec2(4.0, 2.0), galley, Color32::WHITE);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corners_come_before_edges_and_the_nearer_edge_before_the_other() {
        let rect = Rect::from_min_max(pos2(100.0, 100.0), pos2(300.0, 200.0));
        for (at, expected) in [
            (pos2(104.0, 96.0), Some((-1, -1))),
            (pos2(305.0, 150.0), Some((1, 0))),
            (pos2(200.0, 203.0), Some((0, 1))),
            (pos2(200.0, 150.0), Some((0, 0))),
            (pos2(320.0, 150.0), None),
        ] {
            assert_eq!(taken(rect, at), expected, "{at:?}");
        }
        let narrow = Rect::from_min_max(pos2(100.0, 100.0), pos2(106.0, 200.0));
        assert_eq!(taken(narrow, pos2(104.0, 150.0)), Some((1, 0)));
    }
}
