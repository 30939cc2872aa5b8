//! Covers what is masked.
#![expect(
    clippy::indexing_slicing,
    reason = "a pixel kernel: every index comes from a range clamped to the photo"
)]

use crate::{geometry::PixelRect, photo::Raster};

use super::{
    Mask, Shape, Style,
    veil::{GREY, Veil, windows},
};

/// Above this share of the photo, in percent, too little is left outside to take colours from.
const MOST_MASKED_PERCENT: u64 = 60;

/// Covers the shapes in a copy of the photo. The result does not depend on any pixel inside them.
pub fn redact(raster: &Raster, shapes: &[Shape], style: Style) -> Raster {
    redact_mask(raster, &Mask::of(shapes, raster.size()), style)
}

/// Covers the mask in a copy of the photo; a mask for a photo of another size covers everything, because
/// nobody can say what it was meant for.
pub fn redact_mask(raster: &Raster, mask: &Mask, style: Style) -> Raster {
    let mut output = raster.clone();
    if mask.size() != raster.size() {
        output.rgb_mut().as_chunks_mut::<3>().0.fill(GREY);
        return output;
    }
    let too_much = mask.area() * 100 > raster.size().area() * MOST_MASKED_PERCENT;
    for window in windows(mask) {
        let veil = (style != Style::Solid && !too_much).then(|| Veil::over(raster, mask, window)).flatten();
        match (&veil, style) {
            (None, _) | (_, Style::Solid) => paint(&mut output, mask, window, |_, _| GREY),
            (Some(veil), Style::Veil) => {
                paint(&mut output, mask, window, |x, y| veil.fill(x, y));
                feather(&mut output, raster, mask, window, veil);
            }
            (Some(veil), Style::Mosaic) => {
                let tile = (window.width.max(window.height) / 24).clamp(8, 256);
                paint(&mut output, mask, window, |x, y| {
                    let centre = |v: u32, end: u32| ((v / tile) * tile + tile / 2).min(end - 1);
                    let (x, y) = (centre(x, window.right()), centre(y, window.bottom()));
                    veil.fill(x.max(window.x), y.max(window.y))
                });
            }
        }
    }
    output
}

fn paint(output: &mut Raster, mask: &Mask, window: PixelRect, colour: impl Fn(u32, u32) -> [u8; 3]) {
    let width = output.size().width as usize;
    for y in window.y..window.bottom() {
        let inside = &mask.row(y)[window.x as usize..window.right() as usize];
        for x in (window.x..window.right()).zip(inside).filter_map(|(x, inside)| inside.then_some(x)) {
            let start = (y as usize * width + x as usize) * 3;
            output.rgb_mut()[start..start + 3].copy_from_slice(&colour(x, y));
        }
    }
}

/// Blends the veil into the surroundings, outwards only: a covered pixel never gets its own colour back.
fn feather(output: &mut Raster, raster: &Raster, mask: &Mask, window: PixelRect, veil: &Veil) {
    let band = band(mask, window);
    let distances = Distances::within(mask, window, band);
    let width = raster.size().width as usize;
    for y in window.y..window.bottom() {
        for x in window.x..window.right() {
            let distance = distances.at(x - window.x, y - window.y);
            if distance == 0 || distance > band {
                continue;
            }
            let start = (y as usize * width + x as usize) * 3;
            let soft = veil.soft(x, y);
            for c in 0..3 {
                let original = u32::from(raster.rgb()[start + c]);
                let mixed = (original * distance + u32::from(soft[c]) * (band + 1 - distance) + band / 2)
                    / (band + 1);
                output.rgb_mut()[start + c] = mixed.min(255) as u8;
            }
        }
    }
}

/// 3 % of the smallest covered area in the window, 2 to 24 pixels.
fn band(mask: &Mask, window: PixelRect) -> u32 {
    mask.bounds()
        .iter()
        .filter(|bounds| {
            bounds.clamped(mask.size()).is_some() && bounds.x >= window.x && bounds.y >= window.y
        })
        .filter(|bounds| bounds.right() <= window.right() && bounds.bottom() <= window.bottom())
        .map(|bounds| bounds.width.max(bounds.height) * 3 / 100)
        .min()
        .unwrap_or(2)
        .clamp(2, 24)
}

/// Distance of every pixel of a window to the mask, in pixels, counted by steps to the eight neighbours.
struct Distances {
    width: usize,
    steps: Vec<u8>,
}

impl Distances {
    fn within(mask: &Mask, window: PixelRect, band: u32) -> Self {
        let (width, height) = (window.width as usize, window.height as usize);
        let far = (band + 1).min(255) as u8;
        let mut steps = Vec::with_capacity(width * height);
        for y in window.y..window.bottom() {
            let row = &mask.row(y)[window.x as usize..window.right() as usize];
            steps.extend(row.iter().map(|inside| if *inside { 0 } else { far }));
        }
        let mut distances = Self { width, steps };
        for y in 0..height {
            for x in 0..width {
                let above = y.checked_sub(1);
                distances.relax(x, y, x.checked_sub(1), Some(y));
                distances.relax(x, y, Some(x), above);
                distances.relax(x, y, x.checked_sub(1), above);
                distances.relax(x, y, Some(x + 1).filter(|x| *x < width), above);
            }
        }
        for y in (0..height).rev() {
            for x in (0..width).rev() {
                let (right, below) =
                    (Some(x + 1).filter(|x| *x < width), Some(y + 1).filter(|y| *y < height));
                distances.relax(x, y, right, Some(y));
                distances.relax(x, y, Some(x), below);
                distances.relax(x, y, right, below);
                distances.relax(x, y, x.checked_sub(1), below);
            }
        }
        distances
    }

    fn relax(&mut self, x: usize, y: usize, from_x: Option<usize>, from_y: Option<usize>) {
        if let (Some(fx), Some(fy)) = (from_x, from_y) {
            let step = self.steps[fy * self.width + fx].saturating_add(1);
            let own = &mut self.steps[y * self.width + x];
            *own = step.min(*own);
        }
    }

    fn at(&self, x: u32, y: u32) -> u32 {
        u32::from(self.steps[y as usize * self.width + x as usize])
    }
}
