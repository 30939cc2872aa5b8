//! The photo: zoom, place, tiles and what the mouse does on it.

use std::{collections::HashMap, sync::Arc};

use egui::{Color32, ColorImage, Pos2, Rect, Sense, TextureHandle, TextureOptions, Ui, Vec2, pos2, vec2};

use crate::{
    geometry::{BoundingBox, PixelRect, PixelSize},
    photo::Raster,
    redaction::Shape,
    review::{AreaKind, Edit},
    session::{Command, PhotoId},
};

use super::{
    overlay,
    shell::{Shell, Tool},
};

/// Longest side of the picture that is drawn while zoomed out, and side of the tiles drawn closer up.
const OVERVIEW: u32 = 2048;
const TILE: u32 = 1024;
/// Tiles kept.
const MOST_TILES: usize = 24;

/// Zoom and place. Image space is in pixels of the upright photo, screen space in points.
#[derive(Debug, Clone, Copy)]
pub struct Viewport {
    /// Points a pixel; `None` for the whole photo.
    pub zoom: Option<f32>,
    /// The pixel in the middle.
    pub center: (f32, f32),
    drag_from: Option<(f32, f32)>,
}

impl Default for Viewport {
    fn default() -> Self {
        Self { zoom: None, center: (0.0, 0.0), drag_from: None }
    }
}

/// Where image pixels lie on the screen.
#[derive(Debug, Clone, Copy)]
pub struct ScreenFromImage {
    scale: f32,
    origin: Pos2,
}

impl ScreenFromImage {
    /// The point of a pixel.
    pub fn point(&self, x: f32, y: f32) -> Pos2 {
        self.origin + vec2(x, y) * self.scale
    }

    /// The rectangle of a box.
    pub fn rect(&self, bounds: BoundingBox) -> Rect {
        Rect::from_min_max(self.point(bounds.x, bounds.y), self.point(bounds.right(), bounds.bottom()))
    }

    /// The pixel under a point.
    pub fn image(&self, point: Pos2) -> (f32, f32) {
        let offset = (point - self.origin) / self.scale;
        (offset.x, offset.y)
    }
}

impl Viewport {
    fn fit(size: PixelSize, area: Rect) -> f32 {
        let margin = area.size() - Vec2::splat(24.0);
        (margin.x / size.width as f32).min(margin.y / size.height as f32).clamp(0.001, 4.0)
    }

    fn transform(&self, size: PixelSize, area: Rect) -> ScreenFromImage {
        let scale = self.zoom.unwrap_or_else(|| Self::fit(size, area));
        let (x, y) = match self.zoom {
            Some(_) => self.center,
            None => (size.width as f32 / 2.0, size.height as f32 / 2.0),
        };
        ScreenFromImage { scale, origin: area.center() - vec2(x, y) * scale }
    }

    /// Zooms by a factor about the middle.
    pub fn zoom_by(&mut self, factor: f32, size: PixelSize, area: Rect) {
        if self.zoom.is_none() {
            self.center = (size.width as f32 / 2.0, size.height as f32 / 2.0);
        }
        let zoom = self.zoom.unwrap_or_else(|| Self::fit(size, area)) * factor;
        self.zoom = Some(zoom.clamp(0.02, 16.0));
    }

    /// Shows a box with room around it.
    pub fn show_box(&mut self, bounds: BoundingBox, area: Rect) {
        self.center = bounds.center();
        let wanted = (area.height() / (bounds.height * 3.0)).min(area.width() / (bounds.width * 3.0));
        self.zoom = Some(wanted.clamp(0.05, 6.0));
    }
}

/// The textures of the shown state.
#[derive(Default)]
pub struct Textures {
    of: Option<(PhotoId, u64)>,
    overview: Option<TextureHandle>,
    tiles: HashMap<(u32, u32), TextureHandle>,
    /// Where the photo was drawn last, in points.
    pub area: Option<Rect>,
}

impl Textures {
    fn prepare(&mut self, ctx: &egui::Context, key: (PhotoId, u64), raster: &Raster) {
        if self.of != Some(key) {
            self.of = Some(key);
            self.tiles.clear();
            let image = shrunk(raster, OVERVIEW);
            self.overview = Some(ctx.load_texture("overview", image, TextureOptions::LINEAR));
        }
    }

    fn tile(
        &mut self,
        ctx: &egui::Context,
        raster: &Raster,
        column: u32,
        row: u32,
    ) -> Option<&TextureHandle> {
        if !self.tiles.contains_key(&(column, row)) {
            if self.tiles.len() >= MOST_TILES {
                self.tiles.clear();
            }
            let part = raster.crop(PixelRect::new(column * TILE, row * TILE, TILE, TILE))?;
            let size = [part.size().width as usize, part.size().height as usize];
            let image = ColorImage::from_rgb(size, part.rgb());
            let texture = ctx.load_texture(format!("tile {column} {row}"), image, TextureOptions::LINEAR);
            self.tiles.insert((column, row), texture);
        }
        self.tiles.get(&(column, row))
    }
}

/// The raster with its longer side at most `most`: averages of up to nine samples a pixel.
pub fn shrunk(raster: &Raster, most: u32) -> ColorImage {
    let size = raster.size();
    if size.long_side() <= most {
        return ColorImage::from_rgb([size.width as usize, size.height as usize], raster.rgb());
    }
    let factor = f64::from(size.long_side()) / f64::from(most);
    let width = ((f64::from(size.width) / factor) as u32).max(1);
    let height = ((f64::from(size.height) / factor) as u32).max(1);
    let mut rgb = Vec::with_capacity(width as usize * height as usize * 3);
    for y in 0..height {
        for x in 0..width {
            let mut sum = [0u32; 3];
            let mut count = 0;
            for (dx, dy) in [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)] {
                let at = ((f64::from(x) + dx) * factor, (f64::from(y) + dy) * factor);
                if let Some(pixel) = raster.pixel(at.0 as u32, at.1 as u32) {
                    for (total, value) in sum.iter_mut().zip(pixel) {
                        *total += u32::from(value);
                    }
                    count += 1;
                }
            }
            rgb.extend(sum.map(|total| (total / count.max(1)) as u8));
        }
    }
    ColorImage::from_rgb([width as usize, height as usize], &rgb)
}

/// Draws the photo and takes what the mouse does.
pub fn show(ui: &mut Ui, shell: &mut Shell<'_>, textures: &mut Textures) {
    let (response, painter) = ui.allocate_painter(ui.available_size(), Sense::click_and_drag());
    let area = response.rect;
    textures.area = Some(area);
    let label = shell.t("ui-canvas");
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, &label));
    painter.rect_filled(area, 0.0, ui.visuals().faint_bg_color);
    let Some(photo) = shell.session.shown() else { return };
    if matches!(photo.stage, crate::session::Stage::Failed(_)) {
        return;
    }
    let Some((id, revision, raster)) = shell.session.preview().filter(|(id, ..)| *id == photo.id) else {
        ui.put(Rect::from_center_size(area.center(), Vec2::splat(32.0)), egui::Spinner::new());
        return;
    };
    let raster: &Arc<Raster> = raster;
    let size = raster.size();
    textures.prepare(ui.ctx(), (id, revision), raster);
    scroll_and_zoom(ui, &response, shell, size, area);
    let to_screen = shell.view.viewport.transform(size, area);
    let whole = to_screen.rect(BoundingBox::new(0.0, 0.0, size.width as f32, size.height as f32));
    let uv = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
    if let Some(overview) = &textures.overview {
        painter.image(overview.id(), whole, uv, Color32::WHITE);
    }
    let closer = to_screen.scale * ui.ctx().pixels_per_point() > OVERVIEW as f32 / size.long_side() as f32;
    if closer && size.long_side() > OVERVIEW {
        for row in 0..size.height.div_ceil(TILE) {
            for column in 0..size.width.div_ceil(TILE) {
                let (x, y) = (column * TILE, row * TILE);
                let wide = TILE.min(size.width - x) as f32;
                let high = TILE.min(size.height - y) as f32;
                let rect = to_screen.rect(BoundingBox::new(x as f32, y as f32, wide, high));
                if rect.intersects(area)
                    && let Some(tile) = textures.tile(ui.ctx(), raster, column, row)
                {
                    painter.image(tile.id(), rect, uv, Color32::WHITE);
                }
            }
        }
    }
    let under = response.hover_pos().map(|point| to_screen.image(point));
    let hovered = photo.review.as_ref().zip(under).and_then(|(review, point)| review.region_at(point));
    overlay::paint(&painter, shell, &to_screen, hovered, revision);
    if response.clicked() {
        response.request_focus();
        shell.view.region = hovered;
    }
    draw_area(&response, &painter, shell, &to_screen);
}

fn scroll_and_zoom(ui: &Ui, response: &egui::Response, shell: &mut Shell<'_>, size: PixelSize, area: Rect) {
    let viewport = &mut shell.view.viewport;
    if response.hovered() {
        let (scroll, pinch) = ui.input(|input| (input.smooth_scroll_delta().y, input.zoom_delta()));
        let factor = pinch * (scroll / 200.0).exp();
        if (factor - 1.0).abs() > 0.001
            && let Some(at) = response.hover_pos()
        {
            let under = viewport.transform(size, area).image(at);
            viewport.zoom_by(factor, size, area);
            let now = viewport.transform(size, area).image(at);
            viewport.center.0 += under.0 - now.0;
            viewport.center.1 += under.1 - now.1;
        }
    }
    if shell.view.tool == Tool::Pan && response.dragged() {
        viewport.zoom_by(1.0, size, area);
        let moved = response.drag_delta() / viewport.zoom.unwrap_or(1.0);
        viewport.center = (
            (viewport.center.0 - moved.x).clamp(0.0, size.width as f32),
            (viewport.center.1 - moved.y).clamp(0.0, size.height as f32),
        );
    }
}

fn draw_area(
    response: &egui::Response,
    painter: &egui::Painter,
    shell: &mut Shell<'_>,
    to_screen: &ScreenFromImage,
) {
    if shell.view.tool == Tool::Pan {
        return;
    }
    let Some(at) = response.interact_pointer_pos().or(response.hover_pos()) else { return };
    if response.drag_started() {
        shell.view.viewport.drag_from = Some(to_screen.image(at));
    }
    let Some(from) = shell.view.viewport.drag_from else { return };
    let bounds = BoundingBox::from_corners(from, to_screen.image(at));
    painter.rect_stroke(
        to_screen.rect(bounds),
        0.0,
        egui::Stroke::new(2.0, super::theme::ACCENT),
        egui::StrokeKind::Middle,
    );
    if response.drag_stopped() {
        shell.view.viewport.drag_from = None;
        if bounds.width >= 3.0 && bounds.height >= 3.0 {
            let shape = match shell.view.tool {
                Tool::Ellipse => Shape::Ellipse(bounds),
                Tool::Rectangle | Tool::Pan => Shape::Rectangle(bounds),
            };
            shell.commands.push(Command::Edit(Edit::AddArea { shape, what: AreaKind::Other }));
        }
        shell.view.tool = Tool::Pan;
    }
}
