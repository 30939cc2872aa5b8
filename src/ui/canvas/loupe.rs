//! The magnifier: the surroundings of the pointer, enlarged where they lie.
//!
//! It is no second picture: the same tiles and the same marks are painted once more at a larger scale, so that what is
//! covered on the canvas is covered in it, and what is hatched is hatched.

use egui::{Color32, Painter, Pos2, Rect, Response, Stroke, StrokeKind, Vec2};

use crate::ui::{shell::Shell, theme};

use super::viewport::ScreenFromImage;

/// Its side, in points, and the most of the canvas that it takes.
const SIDE: f32 = 260.0;
const MOST: f32 = 0.6;
/// Pixels of the screen for a pixel of the photo.
const PIXELS: f32 = 2.0;
/// At least so many times as large as on the canvas: where that is close already, it still helps.
const TIMES: f32 = 2.0;

/// Where the magnifier lies, and how the photo lies under it.
pub struct Lens {
    /// What it takes of the canvas.
    pub rect: Rect,
    /// Image space in it.
    pub to_screen: ScreenFromImage,
}

/// The magnifier, where it is in hand: at the pointer; at the selected face while the pointer is elsewhere, so that it
/// serves by keyboard alone.
pub fn place(
    shell: &Shell<'_>,
    response: &Response,
    to_screen: &ScreenFromImage,
    area: Rect,
) -> Option<Lens> {
    if !shell.view.loupe {
        return None;
    }
    let selected = || {
        let bounds = shell.selected()?.region.outline.bounds()?;
        Some(to_screen.rect(bounds).center()).filter(|center| area.contains(*center))
    };
    let at = response.interact_pointer_pos().or(response.hover_pos()).or_else(selected)?;
    Some(lens(at, to_screen, area, response.ctx.pixels_per_point()))
}

fn lens(at: Pos2, to_screen: &ScreenFromImage, area: Rect, pixels_per_point: f32) -> Lens {
    let side = SIDE.min(area.size().min_elem() * MOST);
    let room = area.shrink(side / 2.0);
    // At the edge of the canvas it stands still and the pointer walks out of its middle.
    let rect = Rect::from_center_size(at.clamp(room.min, room.max), Vec2::splat(side));
    let times = (PIXELS / pixels_per_point / to_screen.scale).max(TIMES);
    Lens { rect, to_screen: to_screen.enlarged(times, at) }
}

impl Lens {
    /// Lays its ground; what is painted with the result stays within it.
    pub fn begin(&self, painter: &Painter) -> Painter {
        let within = painter.with_clip_rect(self.rect.intersect(painter.clip_rect()));
        within.rect_filled(self.rect, 0.0, within.ctx().global_style().visuals.faint_bg_color);
        within
    }

    /// Its frame, which tells it from the canvas.
    pub fn end(&self, painter: &Painter) {
        painter.rect_stroke(self.rect, 0.0, Stroke::new(5.0, Color32::WHITE), StrokeKind::Middle);
        painter.rect_stroke(self.rect, 0.0, Stroke::new(2.5, theme::ACCENT), StrokeKind::Middle);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{geometry::PixelSize, ui::canvas::Viewport};

    const SIZE: PixelSize = PixelSize::new(8000, 6000);

    fn area() -> Rect {
        Rect::from_min_size(egui::pos2(200.0, 80.0), Vec2::new(800.0, 600.0))
    }

    #[test]
    fn two_pixels_of_the_screen_for_one_of_the_photo_and_never_less_than_twice_as_large() {
        let mut viewport = Viewport::default();
        let far = lens(area().center(), &viewport.transform(SIZE, area()), area(), 1.0);
        assert!((far.to_screen.scale - 2.0).abs() < 0.001);
        viewport.zoom_to(3.0, SIZE);
        let near = lens(area().center(), &viewport.transform(SIZE, area()), area(), 1.0);
        assert!((near.to_screen.scale - 6.0).abs() < 0.001);
        let fine = lens(area().center(), &Viewport::default().transform(SIZE, area()), area(), 2.0);
        assert!((fine.to_screen.scale - 1.0).abs() < 0.001);
    }

    #[test]
    fn it_never_leaves_the_canvas_and_always_holds_the_pointer() {
        let to_screen = Viewport::default().transform(SIZE, area());
        for at in [area().min, area().max, area().center(), area().right_top()] {
            let lens = lens(at, &to_screen, area(), 1.0);
            assert!(area().expand(0.01).contains_rect(lens.rect), "{at:?}");
            assert!(lens.rect.expand(0.01).contains(at), "{at:?}");
        }
    }
}
