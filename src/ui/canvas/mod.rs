//! The photo: tiles, marks, and what the pointer does on it.
//!
//! Promises: an undecided face is covered or loudly marked unless it is pointed at, selected or lifted
//! on purpose; what looks covered is covered in the picture below, or hatched until it is.

mod cropping;
mod gesture;
mod loupe;
mod overlay;
mod tiles;
mod viewport;

use std::sync::Arc;

use egui::{
    Align2, Color32, ColorImage, FontId, Rect, Sense, Stroke, StrokeKind, TextureHandle, TextureOptions, Ui,
    Vec2, pos2,
};

use crate::{
    framing::Frame,
    geometry::{BoundingBox, PixelSize},
    photo::Raster,
    session::{Photo, Stage},
};

use super::{
    shell::{Shell, Step},
    theme,
};

use overlay::Marks;

pub use gesture::{Gesture, movable, pullable, resized};
pub use tiles::{Tiles, crop, leave_out};
pub use viewport::{ScreenFromImage, Viewport};

/// What the canvas keeps between frames.
#[derive(Default)]
pub struct Canvas {
    after: Tiles,
    before: Tiles,
    /// A small picture of a photo that is being opened.
    first: Option<(Arc<Raster>, TextureHandle)>,
    /// Where the photo was drawn last, in points.
    pub area: Option<Rect>,
    /// The photo as a control.
    pub id: Option<egui::Id>,
}

impl Canvas {
    /// Lets go of the textures of a photo that is no longer shown.
    pub fn forget(&mut self) {
        self.after = Tiles::default();
        self.before = Tiles::default();
        self.first = None;
    }
}

/// Draws the photo and takes what the pointer does.
pub fn show(ui: &mut Ui, shell: &mut Shell<'_>, canvas: &mut Canvas) {
    let (response, painter) = ui.allocate_painter(ui.available_size(), Sense::click_and_drag());
    let area = response.rect;
    canvas.area = Some(area);
    canvas.id = Some(response.id);
    let label = shell.t("ui-canvas");
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, &label));
    draw(ui, shell, canvas, &response, &painter);
    if response.has_focus() {
        painter.rect_stroke(area.shrink(1.0), 0.0, Stroke::new(2.0, theme::ACCENT), StrokeKind::Inside);
    }
}

fn draw(
    ui: &mut Ui,
    shell: &mut Shell<'_>,
    canvas: &mut Canvas,
    response: &egui::Response,
    painter: &egui::Painter,
) {
    let area = response.rect;
    let ground = ui.visuals().faint_bg_color;
    let session = shell.session;
    let Some(photo) = session.shown() else {
        painter.rect_filled(area, 0.0, ground);
        return;
    };
    let preview = session.preview().filter(|(id, ..)| *id == photo.id);
    let plain = photo.source.as_ref().map(|source| (source.raster(), 0));
    let Some((raster, revision)) = preview.map(|(_, revision, raster)| (raster, revision)).or(plain) else {
        painter.rect_filled(area, 0.0, ground);
        waiting(ui, shell, photo, canvas, area);
        return;
    };
    canvas.first = None;
    let raster: &Arc<Raster> = raster;
    let whole = raster.size();
    let cropping = shell.view.step == Step::Crop;
    // What is shown of the photo; it follows what is being tried.
    let frame = photo.review.as_ref().map_or_else(Frame::default, |review| shell.view.shown_frame(review));
    let size = frame.size(whole);
    scroll(ui, response, shell, size, area);
    // The last look before publishing: the photo, and what became of it.
    let is_finished = photo.exported.is_some() && shell.view.step == Step::Export;
    if let Some(source) = photo.source.as_ref().filter(|_| is_finished && shell.view.compare) {
        // Fitted, the photo is shown with what was cut away from the copy; enlarged, both at the same place.
        let all = if shell.view.viewport.zoom.is_none() { Frame::default() } else { frame };
        let words = [shell.t("ui-before-short"), shell.t("ui-after-short")];
        let pictures =
            [(&mut canvas.before, 0, source.raster(), all), (&mut canvas.after, revision, raster, frame)];
        for ((half, word), (tiles, state, picture, frame)) in
            halves(area, size).into_iter().zip(words).zip(pictures)
        {
            let painter = painter.with_clip_rect(half);
            let to_screen = shell.view.viewport.framed(frame, whole, half);
            tiles.paint(&painter, photo.id, state, picture, &to_screen, half);
            around(&painter, half, to_screen.picture(), ground);
            banner(&painter, half, &word);
        }
        if response.dragged() {
            shell.view.viewport.pan(response.drag_delta(), size, area);
        }
        return;
    }
    let to_screen = shell.view.viewport.framed(frame, whole, area);
    let ends_aslant = cropping && frame.straighten != 0;
    if ends_aslant {
        painter.rect_filled(area, 0.0, ground);
    } else {
        around(painter, area, to_screen.picture(), ground);
    }
    // What is cut away is not shown in the other steps.
    let cut = |painter: &egui::Painter, to_screen: &ScreenFromImage, area: Rect| {
        if !frame.is_whole() && !cropping {
            around(painter, area, to_screen.picture(), ground);
        }
    };
    let held = |key| response.ctx.input(|input| input.key_down(key)) && keys_are_free(ui, response);
    let before = photo.source.as_ref().filter(|_| held(egui::Key::B));
    if let Some(source) = before {
        canvas.before.paint(painter, photo.id, 0, source.raster(), &to_screen, area);
        cut(painter, &to_screen, area);
        if let Some(lens) = loupe::place(shell, response, &to_screen, area) {
            let within = lens.begin(painter);
            canvas.before.paint(&within, photo.id, 0, source.raster(), &lens.to_screen, lens.rect);
            cut(&within, &lens.to_screen, lens.rect);
            lens.end(painter);
        }
        banner(painter, area, &shell.t("ui-before"));
        return;
    }
    let drawn = canvas.after.paint(painter, photo.id, revision, raster, &to_screen, area);
    let Some(review) = &photo.review else {
        // Nobody knows yet where the faces are.
        painter.rect_filled(area, 0.0, Color32::from_black_alpha(0x90));
        overlay::paint_found_so_far(painter, photo, &to_screen, whole);
        banner(painter, area, &shell.t("ui-state-looking"));
        return;
    };
    cut(painter, &to_screen, area);
    let pans = if cropping {
        cropping::handle(ui, response, shell, &to_screen)
    } else {
        gesture::handle(ui, response, shell, &to_screen)
    };
    if pans {
        shell.view.viewport.pan(response.drag_delta(), size, area);
    }
    let to_screen = shell.view.viewport.framed(frame, whole, area);
    let hovered = response
        .hover_pos()
        .filter(|_| !cropping)
        .and_then(|point| review.region_at(to_screen.image(point)))
        .filter(|id| review.entry(*id).is_some_and(|entry| !review.is_cut_away(entry)));
    let marks =
        Marks { hovered, behind: !drawn || revision != photo.revision(), lifted: held(egui::Key::Space) };
    overlay::paint(painter, shell, &to_screen, &marks);
    let hand = response.interact_pointer_pos().or(response.hover_pos());
    gesture::paint(painter, shell, &to_screen, hand);
    cropping::paint(painter, shell, review, &to_screen, area);
    if let Some(lens) = loupe::place(shell, response, &to_screen, area) {
        let within = lens.begin(painter);
        let drawn = canvas.after.paint(&within, photo.id, revision, raster, &lens.to_screen, lens.rect);
        cut(&within, &lens.to_screen, lens.rect);
        overlay::paint(&within, shell, &lens.to_screen, &Marks { behind: marks.behind || !drawn, ..marks });
        gesture::paint(&within, shell, &lens.to_screen, hand);
        cropping::paint(&within, shell, review, &lens.to_screen, lens.rect);
        lens.end(painter);
    }
    if response.clicked() {
        response.request_focus();
        shell.view.region = hovered;
    }
    if response.double_clicked()
        && let Some(bounds) =
            hovered.and_then(|id| review.entry(id)).and_then(|entry| entry.region.outline.bounds())
    {
        shell.view.viewport.show_box(frame.box_in_frame(whole, bounds), area);
    }
    seen(ui, shell, &to_screen, (frame, whole), area);
}

/// Paints what the photo leaves free of an area.
fn around(painter: &egui::Painter, area: Rect, photo: Rect, ground: Color32) {
    // Edges are smoothed: a point more on either side leaves no seam.
    let (photo, area) = (photo.intersect(area).shrink(1.0), area.expand(1.0));
    if !photo.is_positive() {
        painter.rect_filled(area, 0.0, ground);
        return;
    }
    for (min, max) in [
        (area.min, pos2(area.max.x, photo.min.y)),
        (pos2(area.min.x, photo.max.y), area.max),
        (pos2(area.min.x, photo.min.y), pos2(photo.min.x, photo.max.y)),
        (pos2(photo.max.x, photo.min.y), pos2(area.max.x, photo.max.y)),
    ] {
        let strip = Rect::from_min_max(min, max);
        if strip.is_positive() {
            painter.rect_filled(strip, 0.0, ground);
        }
    }
}

/// Two halves of `area`, beside or below each other, as the picture is larger in them.
fn halves(area: Rect, size: PixelSize) -> [Rect; 2] {
    const GAP: f32 = 4.0;
    let fitted = |width: f32, height: f32| (width / size.width as f32).min(height / size.height as f32);
    if fitted(area.width() / 2.0, area.height()) >= fitted(area.width(), area.height() / 2.0) {
        let (left, right) = area.split_left_right_at_fraction(0.5);
        [left.with_max_x(left.max.x - GAP / 2.0), right.with_min_x(right.min.x + GAP / 2.0)]
    } else {
        let (above, below) = area.split_top_bottom_at_fraction(0.5);
        [above.with_max_y(above.max.y - GAP / 2.0), below.with_min_y(below.min.y + GAP / 2.0)]
    }
}

/// In step 2, what lies in view long enough counts as looked at.
fn seen(
    ui: &Ui,
    shell: &mut Shell<'_>,
    to_screen: &ScreenFromImage,
    (frame, size): (Frame, PixelSize),
    area: Rect,
) {
    let Some(photo) = shell.session.shown().filter(|_| shell.view.step == Step::Whole) else {
        return;
    };
    let Some(review) = &photo.review else { return };
    // Behind a dialog nobody looks at anything.
    if ui.memory(|memory| memory.top_modal_layer().is_some()) {
        return;
    }
    let sweep = shell.view.sweeps.of(photo.id, frame, size, area);
    sweep.follow(review);
    let now = ui.input(|input| input.time);
    if let Some(wait) = sweep.look(to_screen.visible(area), to_screen.scale, now) {
        ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(wait));
    }
}

/// True where no other control has the keyboard.
fn keys_are_free(ui: &Ui, response: &egui::Response) -> bool {
    ui.memory(|memory| memory.focused().is_none_or(|id| id == response.id))
}

fn waiting(ui: &mut Ui, shell: &Shell<'_>, photo: &Photo, canvas: &mut Canvas, area: Rect) {
    let said = match &photo.stage {
        Stage::Failed(fault) => Some(fault.message(shell.text)),
        Stage::Placeholder => Some(shell.t("folders-fetch-explain")),
        Stage::Waiting | Stage::Looking { .. } | Stage::Ready => None,
    };
    if let Some(text) = said {
        let colour = ui.visuals().text_color();
        let galley = ui.painter().layout(text, FontId::proportional(15.0), colour, area.width() * 0.6);
        let at = area.center() - galley.size() / 2.0;
        ui.painter().galley(at, galley, colour);
    } else {
        let dimmed = small_picture(ui, photo, canvas, area);
        let spinner = egui::Spinner::new();
        let spinner = if dimmed { spinner.color(Color32::WHITE) } else { spinner };
        ui.put(Rect::from_center_size(area.center(), Vec2::splat(32.0)), spinner);
    }
}

/// What there is of a photo that is being opened, in its place and dimmed: the covered picture of the list, or the
/// one that the file carries of itself. True where there is one.
fn small_picture(ui: &Ui, photo: &Photo, canvas: &mut Canvas, area: Rect) -> bool {
    let covered = photo.thumbnail().map(crate::session::Thumbnail::raster);
    let Some(raster) = covered.or(photo.first_picture.as_ref()) else { return false };
    let made = canvas.first.take().filter(|(made, _)| Arc::ptr_eq(made, raster));
    let (raster, texture) = made.unwrap_or_else(|| {
        let size = [raster.size().width as usize, raster.size().height as usize];
        let picture = ColorImage::from_rgb(size, raster.rgb());
        (Arc::clone(raster), ui.ctx().load_texture("first picture", picture, TextureOptions::LINEAR))
    });
    let rect = Viewport::whole(raster.size(), area);
    let whole = Rect::from_min_max(egui::pos2(0.0, 0.0), egui::pos2(1.0, 1.0));
    ui.painter().image(texture.id(), rect, whole, Color32::WHITE);
    ui.painter().rect_filled(rect, 0.0, Color32::from_black_alpha(0x90));
    canvas.first = Some((raster, texture));
    true
}

fn banner(painter: &egui::Painter, area: Rect, text: &str) {
    let galley = painter.layout_no_wrap(text.to_owned(), FontId::new(15.0, theme::strong()), Color32::WHITE);
    let rect = Align2::CENTER_TOP
        .anchor_size(area.center_top() + egui::vec2(0.0, 12.0), galley.size() + egui::vec2(24.0, 12.0));
    painter.rect_filled(rect, 6.0, Color32::from_black_alpha(0xc8));
    painter.galley(rect.min + egui::vec2(12.0, 6.0), galley, Color32::WHITE);
}

fn scroll(ui: &Ui, response: &egui::Response, shell: &mut Shell<'_>, size: PixelSize, area: Rect) {
    let Some(at) = response.hover_pos().filter(|_| response.hovered()) else { return };
    let (scroll, pinch) = ui.input(|input| (input.smooth_scroll_delta().y, input.zoom_delta()));
    let factor = pinch * (scroll / 200.0).exp();
    if (factor - 1.0).abs() > 0.001 {
        shell.view.viewport.zoom_about(at, factor, size, area);
    }
}

/// The box of a face with its surroundings, for its picture in the list.
pub fn portrait(bounds: BoundingBox) -> BoundingBox {
    let side = bounds.width.max(bounds.height) * 1.7;
    let (x, y) = bounds.center();
    BoundingBox::new(x - side / 2.0, y - side / 2.0, side, side)
}
