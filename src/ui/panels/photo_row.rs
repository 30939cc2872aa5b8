//! One line of the list: small picture, name, state by mark and words.

use egui::{
    Color32, FontId, Painter, Pos2, Rect, Role, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, vec2,
};

use crate::{
    session::{Command, Photo, PhotoState},
    text::Text,
    ui::{
        shell::{Shell, Step},
        theme,
    },
};

/// Height of a line, in points.
pub const HEIGHT: f32 = 52.0;
/// Side of the square for the small picture, in points.
const PICTURE: f32 = 44.0;

/// A sign of its own for every state, so that colour is not needed.
#[derive(Clone, Copy)]
enum Mark {
    /// A dotted ring: nothing known yet.
    Waits,
    /// A filled disc: a person is needed.
    Open,
    /// An eye: look through it.
    Look,
    /// A disc with a bar.
    Stop,
    /// A ring with a check.
    Ready,
    /// A check in a filled square.
    Done,
}

/// Shows a line.
pub fn show(ui: &mut Ui, shell: &mut Shell<'_>, photo: &Photo, shown: bool) {
    let state_now = shell.session.state(photo, shell.today);
    let (mark, state, warm) = state(shell.text, &state_now);
    let name = photo.origin.name();
    let label =
        shell.text.format("batch-row", [("name", name.as_str().into()), ("state", state.as_str().into())]);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, shown, &label));
    let visuals = ui.visuals().clone();
    let painter = ui.painter_at(rect);
    let fill = if shown {
        visuals.selection.bg_fill
    } else if response.hovered() {
        visuals.widgets.hovered.weak_bg_fill
    } else {
        Color32::TRANSPARENT
    };
    painter.rect_filled(rect, 6.0, fill);
    if response.has_focus() {
        painter.rect_stroke(rect, 6.0, Stroke::new(2.0, theme::ACCENT), StrokeKind::Inside);
    }
    let picture =
        Rect::from_center_size(rect.left_center() + vec2(4.0 + PICTURE / 2.0, 0.0), vec2(PICTURE, PICTURE));
    small_picture(ui, &painter, shell, photo, picture);
    let left = picture.right() + 8.0;
    let room = rect.right() - left - if shown { 24.0 } else { 4.0 };
    let text = visuals.text_color();
    elided(&painter, Pos2::new(left, rect.top() + 7.0), &name, FontId::proportional(13.5), text, room);
    let (font, colour) = if warm {
        // On the fill of the shown row the warm colour would not stand out in the dark.
        let warm = match (visuals.dark_mode, shown) {
            (true, true) => text,
            (true, false) => theme::HATCH,
            (false, _) => theme::WARM,
        };
        (FontId::new(12.0, theme::strong()), warm)
    } else {
        (FontId::proportional(12.0), text)
    };
    sign(&painter, Pos2::new(left + 6.0, rect.top() + 36.0), mark, colour);
    // The cross stands beside the name alone.
    let room = rect.right() - left - 21.0;
    elided(&painter, Pos2::new(left + 17.0, rect.top() + 28.0), &state, font, colour, room);
    if response.on_hover_text(&label).clicked() {
        shell.commands.push(Command::Select(photo.id));
        shell.view.region = None;
        shell.view.step = Step::Faces;
        shell.view.viewport.zoom = None;
    }
    if shown {
        remove(ui, shell, photo, &name, rect);
    }
}

fn small_picture(ui: &Ui, painter: &Painter, shell: &mut Shell<'_>, photo: &Photo, rect: Rect) {
    let Some(picture) = photo.thumbnail() else {
        // Nobody has looked for faces, or the picture is being made anew: nothing of the photo is shown.
        painter.rect_filled(rect, 4.0, theme::COVER);
        let painter = painter.with_clip_rect(rect.shrink(1.0));
        for step in -4..8_i32 {
            let from = rect.left_top() + vec2(step as f32 * 11.0, 0.0);
            painter.line_segment([from, from + vec2(PICTURE, PICTURE)], Stroke::new(2.0, theme::HATCH));
        }
        return;
    };
    let size = picture.raster().size();
    let scale = PICTURE / size.long_side().max(1) as f32;
    let place = Rect::from_center_size(rect.center(), vec2(size.width as f32, size.height as f32) * scale);
    let texture = shell.view.batch.texture(ui.ctx(), photo.id, picture);
    let uv = Rect::from_min_max(Pos2::ZERO, Pos2::new(1.0, 1.0));
    painter.image(texture.id(), place, uv, Color32::WHITE);
}

fn elided(painter: &Painter, at: Pos2, text: &str, font: FontId, colour: Color32, room: f32) {
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, colour);
    job.wrap = egui::text::TextWrapping::truncate_at_width(room.max(10.0));
    let galley = painter.layout_job(job);
    painter.galley(at, galley, colour);
}

fn remove(ui: &Ui, shell: &mut Shell<'_>, photo: &Photo, name: &str, row: Rect) {
    let place = Rect::from_center_size(row.right_top() + vec2(-14.0, 16.0), vec2(20.0, 20.0));
    let response = ui.interact(place, ui.scope_id().with(("remove", photo.id.value())), Sense::click());
    let label = shell.text.format("batch-remove-name", [("name", name.into())]);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
    let strong = response.hovered() || response.has_focus();
    let colour = if strong { theme::warm(ui) } else { ui.visuals().weak_text_color() };
    let stroke = Stroke::new(if strong { 2.0 } else { 1.5 }, colour);
    let cross = place.shrink(6.0);
    ui.painter().line_segment([cross.left_top(), cross.right_bottom()], stroke);
    ui.painter().line_segment([cross.right_top(), cross.left_bottom()], stroke);
    if response.has_focus() {
        ui.painter().rect_stroke(place, 4.0, Stroke::new(2.0, theme::ACCENT), StrokeKind::Inside);
    }
    if response.on_hover_text(label).clicked() {
        take_out(shell, photo);
    }
}

/// Takes a photo out of the list, after a question where decisions would go with it.
fn take_out(shell: &mut Shell<'_>, photo: &Photo) {
    if photo.unsaved {
        shell.view.batch.remove = Some(photo.id);
    } else {
        shell.commands.push(Command::Remove(photo.id));
    }
}

/// Where a photo stands, in two words.
pub fn words(text: &Text, photo: &PhotoState<'_>) -> String {
    state(text, photo).1
}

/// Mark, words, and whether a person has to do something.
fn state(text: &Text, photo: &PhotoState<'_>) -> (Mark, String, bool) {
    let count = |id: &str, count: usize| text.format(id, [("count", count.into())]);
    match *photo {
        PhotoState::Waiting => (Mark::Waits, text.get("ui-state-waiting"), false),
        PhotoState::Placeholder => (Mark::Waits, text.get("folders-state"), true),
        PhotoState::Looking(done, total) => {
            let percent = done * 100 / total.max(1);
            let said = text.format("batch-state-looking", [("percent", percent.into())]);
            (Mark::Waits, said, false)
        }
        PhotoState::Failed(_) => (Mark::Stop, text.get("batch-state-failed"), true),
        PhotoState::Undecided(left) => (Mark::Open, count("ui-state-undecided", left), true),
        PhotoState::Blocked(faces) => (Mark::Stop, count("batch-state-blocked", faces), true),
        PhotoState::LookThrough => (Mark::Look, text.get("ui-state-look-short"), true),
        PhotoState::Missing(things) => (Mark::Open, count("batch-state-missing", things), true),
        PhotoState::Ready => (Mark::Ready, text.get("batch-state-ready"), false),
        PhotoState::Exporting => (Mark::Ready, text.get("batch-state-exporting"), false),
        PhotoState::Exported => (Mark::Done, text.get("ui-state-exported"), false),
    }
}

fn sign(painter: &Painter, at: Pos2, mark: Mark, colour: Color32) {
    let line = Stroke::new(1.5, colour);
    let check = |size: f32, stroke: Stroke| {
        let points = [vec2(-0.8, 0.0), vec2(-0.2, 0.6), vec2(0.8, -0.6)].map(|offset| at + offset * size);
        painter.add(Shape::line(points.to_vec(), stroke));
    };
    match mark {
        Mark::Waits => {
            for offset in [-4.0, 0.0, 4.0] {
                painter.circle_filled(at + vec2(offset, 0.0), 1.4, colour);
            }
        }
        Mark::Open => {
            painter.circle_filled(at, 5.0, colour);
        }
        Mark::Look => {
            painter.circle_stroke(at, 5.0, line);
            painter.circle_filled(at, 2.0, colour);
        }
        Mark::Stop => {
            painter.circle_stroke(at, 5.0, line);
            painter.line_segment([at + vec2(-3.5, 3.5), at + vec2(3.5, -3.5)], line);
        }
        Mark::Ready => {
            painter.circle_stroke(at, 5.5, line);
            check(3.0, line);
        }
        Mark::Done => {
            painter.rect_filled(Rect::from_center_size(at, vec2(11.0, 11.0)), 2.0, colour);
            let ground = painter.ctx().global_style().visuals.panel_fill;
            check(3.5, Stroke::new(1.5, ground));
        }
    }
}
