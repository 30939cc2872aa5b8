//! Brightness of a photo, smaller copies of it, and samples between its pixels.
#![expect(
    clippy::indexing_slicing,
    reason = "a pixel kernel: every index is clamped to the picture or comes from its ranges"
)]

use std::{
    sync::{Mutex, PoisonError},
    thread,
};

use crate::{geometry::PixelSize, identifiers::Quad, photo::Raster};

/// A picture of one channel. Pixel `i` covers `i..i + 1`, so half a picture has half the coordinates.
pub(super) struct Grey {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) pixels: Vec<u8>,
}

impl Grey {
    /// The photo's brightness by the weights of ITU-R BT.601, in 1/256.
    pub(super) fn of(raster: &Raster, threads: usize) -> Self {
        let PixelSize { width, height } = raster.size();
        let (width, height) = (width as usize, height as usize);
        let mut pixels = vec![0; width * height];
        let rows = height.div_ceil(threads.max(1)).max(1);
        let parts: Vec<(&mut [u8], &[u8])> = pixels
            .chunks_mut((rows * width).max(1))
            .zip(raster.rgb().chunks((rows * width * 3).max(1)))
            .collect();
        let parts = Mutex::new(parts);
        let go_on = || {
            loop {
                // Taken before it is worked on, so that the lock is free meanwhile.
                let part = parts.lock().unwrap_or_else(PoisonError::into_inner).pop();
                let Some((grey, rgb)) = part else { break };
                let (colours, _) = rgb.as_chunks::<3>();
                for (grey, [r, g, b]) in grey.iter_mut().zip(colours) {
                    *grey = ((77 * u32::from(*r) + 150 * u32::from(*g) + 29 * u32::from(*b)) >> 8) as u8;
                }
            }
        };
        thread::scope(|scope| {
            let helpers: Vec<_> =
                (1..threads).filter_map(|_| thread::Builder::new().spawn_scoped(scope, go_on).ok()).collect();
            go_on();
            drop(helpers);
        });
        drop(parts);
        Self { width, height, pixels }
    }

    /// Half as wide and high: means of 2×2 pixels.
    pub(super) fn half(&self) -> Self {
        let (width, height) = ((self.width / 2).max(1), (self.height / 2).max(1));
        let mut pixels = Vec::with_capacity(width * height);
        for y in 0..height {
            let upper = self.row(2 * y);
            let lower = self.row((2 * y + 1).min(self.height - 1));
            for x in 0..width {
                let next = (2 * x + 1).min(self.width - 1);
                let sum = u32::from(upper[2 * x])
                    + u32::from(upper[next])
                    + u32::from(lower[2 * x])
                    + u32::from(lower[next]);
                pixels.push(((sum + 2) / 4) as u8);
            }
        }
        Self { width, height, pixels }
    }

    /// The part from (`left`, `top`), `factor` times as large, between pixels by straight lines.
    pub(super) fn enlarged(
        &self,
        left: usize,
        top: usize,
        width: usize,
        height: usize,
        factor: usize,
    ) -> Self {
        let step = 1.0 / factor as f32;
        let (width, height) = (width * factor, height * factor);
        let mut pixels = Vec::with_capacity(width * height);
        for y in 0..height {
            let at = top as f32 + (y as f32 + 0.5) * step;
            for x in 0..width {
                pixels.push(self.sample(left as f32 + (x as f32 + 0.5) * step, at).round() as u8);
            }
        }
        Self { width, height, pixels }
    }

    /// The part from (`left`, `top`).
    pub(super) fn part(&self, left: usize, top: usize, width: usize, height: usize) -> Self {
        let pixels = (top..top + height).flat_map(|y| &self.row(y)[left..left + width]).copied().collect();
        Self { width, height, pixels }
    }

    /// Paints the upright box of `quad` and a little more in one grey.
    pub(super) fn paint_over(&mut self, quad: &Quad) {
        let (left, top, right, bottom) = super::join::bounds(&super::join::grown(quad, 2.0), self);
        for y in top..bottom {
            self.pixels[y * self.width..][left..right].fill(128);
        }
    }

    pub(super) fn row(&self, y: usize) -> &[u8] {
        &self.pixels[y * self.width..][..self.width]
    }

    /// Brightness at a point, between pixels by straight lines; beyond the edge as at the edge.
    pub(super) fn sample(&self, x: f32, y: f32) -> f32 {
        let (x, y) = (x - 0.5, y - 0.5);
        let (left, top) = (x.floor(), y.floor());
        let (across, down) = (x - left, y - top);
        let column = |x: f32| (x.max(0.0) as usize).min(self.width - 1);
        let row = |y: f32| (y.max(0.0) as usize).min(self.height - 1) * self.width;
        let (x0, x1, y0, y1) = (column(left), column(left + 1.0), row(top), row(top + 1.0));
        let pixel = |at: usize| f32::from(self.pixels[at]);
        let upper = pixel(y0 + x0) + across * (pixel(y0 + x1) - pixel(y0 + x0));
        let lower = pixel(y1 + x0) + across * (pixel(y1 + x1) - pixel(y1 + x0));
        upper + down * (lower - upper)
    }
}
