//! The photo as textures: tiles of an image pyramid, made as they come into view.
//!
//! A photo of any size costs the same to draw, and a changed photo is drawn from its old tiles until the
//! new ones are there, a few each frame, so that the window never waits.

use std::collections::HashMap;

use egui::{
    Color32, ColorImage, Mesh, Painter, Pos2, Rect, TextureHandle, TextureId, TextureOptions, epaint::Vertex,
    pos2,
};

use crate::{
    framing::Frame,
    geometry::{BoundingBox, PixelSize},
    photo::Raster,
    session::PhotoId,
};

use super::viewport::ScreenFromImage;

/// Side of a tile in pixels of its level. Level `n` has one pixel for 2ⁿ × 2ⁿ of the photo.
const TILE: u32 = 512;
/// Tiles kept: 48 of them are 48 MiB of texture.
const MOST_TILES: usize = 48;
/// Tiles made in one frame: some milliseconds of work.
const TILES_A_FRAME: u32 = 4;
/// Samples along each side of a block that is averaged to a pixel: four blocks of a pixel are enough to
/// keep thin lines, and bound the work for a photo of any size.
const SAMPLES: u32 = 4;

/// The tiles of one photo in one state.
#[derive(Default)]
pub struct Tiles {
    photo: Option<PhotoId>,
    made: HashMap<Place, Tile>,
    frame: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Place {
    level: u32,
    column: u32,
    row: u32,
}

struct Tile {
    revision: u64,
    used: u64,
    texture: TextureHandle,
}

impl Place {
    /// The part of the photo under the tile.
    fn bounds(self, size: PixelSize) -> BoundingBox {
        let tile = TILE << self.level;
        let (x, y) = (self.column * tile, self.row * tile);
        let (width, height) = (tile.min(size.width - x), tile.min(size.height - y));
        BoundingBox::new(x as f32, y as f32, width as f32, height as f32)
    }
}

/// The level on which the whole photo is one tile.
fn coarsest(size: PixelSize) -> u32 {
    (0..24).find(|level| size.long_side() <= TILE << level).unwrap_or(24)
}

/// The level whose pixels are no larger than those of the screen.
fn level_for(pixels_a_pixel: f32, size: PixelSize) -> u32 {
    let wanted = (1.0 / pixels_a_pixel.max(1e-6)).log2().floor().max(0.0) as u32;
    wanted.min(coarsest(size))
}

impl Tiles {
    /// Draws what is in view; `true` where every drawn tile shows `revision`.
    pub fn paint(
        &mut self,
        painter: &Painter,
        photo: PhotoId,
        revision: u64,
        raster: &Raster,
        to_screen: &ScreenFromImage,
        area: Rect,
    ) -> bool {
        if self.photo != Some(photo) {
            self.photo = Some(photo);
            self.made.clear();
        }
        self.frame += 1;
        let ctx = painter.ctx().clone();
        let size = raster.size();
        let top = coarsest(size);
        let level = level_for(to_screen.scale * ctx.pixels_per_point(), size);
        let mut budget = TILES_A_FRAME;
        // The coarsest level first: whatever is still missing on the finer one shows it. Where nothing is missing it
        // is not painted: without a graphics card every pixel painted twice costs twice.
        let mut current = true;
        let (mut whole, mut visible) = (None, Vec::new());
        for level in if level == top { vec![top] } else { vec![top, level] } {
            let span = TILE << level;
            for row in 0..size.height.div_ceil(span) {
                for column in 0..size.width.div_ceil(span) {
                    let place = Place { level, column, row };
                    let corners = to_screen.corners(place.bounds(size));
                    if !Rect::from_points(&corners).intersects(area) {
                        continue;
                    }
                    current &= self.tile(&ctx, place, revision, raster, &mut budget);
                    let tile = self.made.get_mut(&place).map(|tile| {
                        tile.used = self.frame;
                        (tile.texture.id(), corners)
                    });
                    if level == top {
                        whole = tile;
                    } else {
                        visible.push(tile);
                    }
                }
            }
        }
        let missing = visible.is_empty() || visible.iter().any(Option::is_none);
        for (texture, corners) in whole.filter(|_| missing).into_iter().chain(visible.into_iter().flatten()) {
            let uv = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
            if to_screen.is_upright() {
                painter.image(texture, Rect::from_points(&corners), uv, Color32::WHITE);
            } else {
                painter.add(aslant(texture, corners, uv));
            }
        }
        if !current {
            ctx.request_repaint();
        }
        self.forget();
        current
    }

    /// Makes the tile where it is missing or old and there is time; `true` where it is as it should be.
    fn tile(
        &mut self,
        ctx: &egui::Context,
        place: Place,
        revision: u64,
        raster: &Raster,
        budget: &mut u32,
    ) -> bool {
        if self.made.get(&place).is_some_and(|tile| tile.revision == revision) {
            return true;
        }
        if *budget == 0 {
            return false;
        }
        *budget -= 1;
        let image = part(raster, place.bounds(raster.size()), 1 << place.level);
        let texture = ctx.load_texture("tile", image, TextureOptions::LINEAR);
        self.made.insert(place, Tile { revision, used: self.frame, texture });
        true
    }

    fn forget(&mut self) {
        while self.made.len() > MOST_TILES {
            let oldest = self.made.iter().min_by_key(|(_, tile)| tile.used).map(|(place, _)| *place);
            let Some(oldest) = oldest else { return };
            self.made.remove(&oldest);
        }
    }
}

/// A tile whose corners lie anywhere.
fn aslant(texture: TextureId, corners: [Pos2; 4], uv: Rect) -> Mesh {
    let mut mesh = Mesh::with_texture(texture);
    let of_tile = [uv.left_top(), uv.right_top(), uv.right_bottom(), uv.left_bottom()];
    mesh.vertices.extend(corners.into_iter().zip(of_tile).map(|(pos, uv)| Vertex {
        pos,
        uv,
        color: Color32::WHITE,
    }));
    mesh.add_triangle(0, 1, 2);
    mesh.add_triangle(0, 2, 3);
    mesh
}

/// A part of a photo with one pixel for `step` × `step` of its own, averaged.
fn part(raster: &Raster, bounds: BoundingBox, step: u32) -> ColorImage {
    let size = raster.size();
    let (left, top) = (bounds.x as u32, bounds.y as u32);
    let width = (bounds.width as u32).div_ceil(step).max(1);
    let height = (bounds.height as u32).div_ceil(step).max(1);
    let samples = step.min(SAMPLES);
    let offset = |index: u32| (2 * index + 1) * step / (2 * samples);
    let mut rgb = Vec::with_capacity((width * height * 3) as usize);
    for y in 0..height {
        let rows: Vec<&[u8]> = (0..samples)
            .map(|index| raster.row((top + y * step + offset(index)).min(size.height - 1)))
            .collect();
        for x in 0..width {
            let mut sum = [0_u32; 3];
            for row in &rows {
                for index in 0..samples {
                    let at = ((left + x * step + offset(index)).min(size.width - 1) * 3) as usize;
                    for (total, value) in sum.iter_mut().zip(row.get(at..at + 3).unwrap_or_default()) {
                        *total += u32::from(*value);
                    }
                }
            }
            let count = samples * samples;
            rgb.extend(sum.map(|total| ((total + count / 2) / count) as u8));
        }
    }
    ColorImage::from_rgb([width as usize, height as usize], &rgb)
}

/// A box of a photo as a small picture whose longer side is at most `most` pixels.
pub fn crop(raster: &Raster, bounds: BoundingBox, most: u32) -> Option<ColorImage> {
    let rect = bounds.to_pixels(raster.size())?;
    let step = rect.width.max(rect.height).div_ceil(most).max(1);
    Some(part(raster, rect.into(), step))
}

/// Leaves out of a small picture of `bounds` ([`crop`]) what lies outside the frame: it is not published.
pub fn leave_out(image: &mut ColorImage, bounds: BoundingBox, frame: Frame, photo: PixelSize) {
    let Some(rect) = bounds.to_pixels(photo).filter(|_| !frame.is_whole()) else { return };
    let ([across, down], size) = (image.size, frame.size(photo));
    let (wide, high) = (rect.width as f32 / across as f32, rect.height as f32 / down as f32);
    for (index, pixel) in image.pixels.iter_mut().enumerate() {
        let (column, row) = ((index % across.max(1)) as f32 + 0.5, (index / across.max(1)) as f32 + 0.5);
        let at = (rect.x as f32 + column * wide, rect.y as f32 + row * high);
        let (x, y) = frame.point_in_frame(photo, at);
        if x < 0.0 || y < 0.0 || x >= size.width as f32 || y >= size.height as f32 {
            *pixel = CUT_AWAY;
        }
    }
}

/// What is not published, in small pictures.
const CUT_AWAY: Color32 = Color32::from_gray(0x30);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tile_at_full_size_holds_the_very_pixels_of_the_photo() {
        let size = PixelSize::new(700, 600);
        let bytes = (0..700 * 600 * 3).map(|index| (index * 7 % 251) as u8).collect();
        let raster = Raster::new(size, bytes).unwrap();
        let place = Place { level: 0, column: 1, row: 1 };
        let bounds = place.bounds(size);
        assert_eq!(bounds, BoundingBox::new(512.0, 512.0, 188.0, 88.0));
        let image = part(&raster, bounds, 1);
        for (x, y) in [(0_usize, 0_usize), (187, 87), (50, 40)] {
            let [r, g, b] = raster.pixel(512 + x as u32, 512 + y as u32).unwrap();
            assert_eq!(image[(x, y)], Color32::from_rgb(r, g, b));
        }
    }

    #[test]
    fn a_coarser_level_is_the_average_and_never_reaches_outside() {
        let size = PixelSize::new(5, 3);
        let raster = Raster::new(size, (0..15).flat_map(|v| [v * 10, 0, 255]).collect()).unwrap();
        let image = part(&raster, BoundingBox::new(0.0, 0.0, 5.0, 3.0), 2);
        assert_eq!(image.size, [3, 2]);
        // (0 + 10 + 50 + 60) / 4 = 30.
        assert_eq!(image[(0, 0)], Color32::from_rgb(30, 0, 255));
    }

    #[test]
    fn what_is_cut_away_is_in_no_small_picture() {
        let size = PixelSize::new(100, 80);
        let raster = Raster::filled(size, [200, 10, 10]).unwrap();
        let bounds = BoundingBox::new(20.0, 20.0, 40.0, 40.0);
        let crop = Some(crate::geometry::PixelRect::new(0, 0, 40, 80));
        let mut image = crop_of(&raster, bounds);
        leave_out(&mut image, bounds, Frame { crop, ..Frame::default() }, size);
        assert_eq!((image[(19, 20)], image[(20, 20)]), (Color32::from_rgb(200, 10, 10), CUT_AWAY));
        let mut image = crop_of(&raster, bounds);
        leave_out(&mut image, bounds, Frame::default(), size);
        assert!(image.pixels.iter().all(|pixel| *pixel != CUT_AWAY));
    }

    fn crop_of(raster: &Raster, bounds: BoundingBox) -> ColorImage {
        crop(raster, bounds, 40).unwrap()
    }

    #[test]
    fn the_level_follows_the_zoom_and_fifty_megapixels_are_one_tile_when_seen_whole() {
        let size = PixelSize::new(8660, 5773);
        assert_eq!(coarsest(size), 5);
        assert_eq!(level_for(1.0, size), 0);
        assert_eq!(level_for(0.26, size), 1);
        assert_eq!(level_for(0.001, size), 5);
    }
}
