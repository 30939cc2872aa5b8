//! Covers with looks of their own: which pixel has which, and how windows of several looks are put together.
//!
//! Each look of a window is painted over all that is covered there, as if it were the only one, and so knows nothing of
//! what lies under any cover; then each pixel is taken from the look that owns it.
#![expect(
    clippy::indexing_slicing,
    reason = "a pixel kernel: every index comes from a range clamped to the photo"
)]

use std::collections::BTreeMap;

use crate::geometry::{PixelRect, PixelSize};

use super::{Mask, Shape, Style};

/// Beyond this many pixels no edge of a cover reaches.
const REACH: u8 = 25;

/// Which covered pixels have which look. Where covers lie over each other, heads come before areas, and of two heads or
/// areas the one with a look of its own, the later in the order of [`Style`]: neither order nor splitting of shapes changes
/// anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Owners {
    size: PixelSize,
    /// `None` stands for the look of the photo.
    looks: Vec<Option<Style>>,
    /// By pixel, 0 for none, else the place in `looks` from 1.
    of: Vec<u16>,
}

impl Owners {
    /// `None` where no shape has a look of its own.
    pub(super) fn of(shapes: &[Shape], size: PixelSize) -> Option<Self> {
        shapes.iter().find(|shape| shape.own_style().is_some())?;
        let mut layers: BTreeMap<(bool, Option<Style>), Vec<Shape>> = BTreeMap::new();
        for shape in shapes {
            let is_head = matches!(shape.plain(), Shape::Head(_));
            layers.entry((is_head, shape.own_style())).or_default().push(shape.plain().clone());
        }
        let mut owners = Self { size, looks: Vec::new(), of: vec![0; size.area() as usize] };
        for ((_, style), shapes) in layers {
            let known = owners.looks.iter().position(|look| *look == style).unwrap_or_else(|| {
                owners.looks.push(style);
                owners.looks.len() - 1
            });
            // A photo with more looks than that has none that is worth telling apart.
            let number = u16::try_from(known + 1).unwrap_or(u16::MAX);
            let layer = Mask::bare(&shapes, size);
            for bounds in layer.bounds() {
                for y in bounds.y..bounds.bottom() {
                    let start = y as usize * size.width as usize;
                    for x in bounds.x as usize..bounds.right() as usize {
                        if layer.row(y)[x] {
                            owners.of[start + x] = number;
                        }
                    }
                }
            }
        }
        Some(owners)
    }

    fn row(&self, y: u32, window: PixelRect) -> &[u16] {
        let start = y as usize * self.size.width as usize + window.x as usize;
        &self.of[start..start + window.width as usize]
    }

    /// The look with a number.
    fn look(&self, number: u16, photo: Style) -> Style {
        let look = (number as usize).checked_sub(1).and_then(|at| self.looks.get(at));
        look.copied().flatten().unwrap_or(photo)
    }

    /// The looks in a window of a photo that looks like `photo` where nothing else is said, in their order.
    fn in_window(&self, window: PixelRect, photo: Style) -> Vec<Style> {
        let mut numbers: Vec<u16> = Vec::new();
        for y in window.y..window.bottom() {
            for number in self.row(y, window) {
                if *number > 0 && !numbers.contains(number) {
                    numbers.push(*number);
                }
            }
        }
        let mut looks: Vec<Style> = numbers.into_iter().map(|number| self.look(number, photo)).collect();
        looks.sort_unstable();
        looks.dedup();
        looks
    }

    /// For each pixel of a window the number of the cover that it belongs to or lies beside; 0 far from all.
    fn nearest(&self, window: PixelRect) -> Vec<u16> {
        let (width, height) = (window.width as usize, window.height as usize);
        let mut of: Vec<u16> = Vec::with_capacity(width * height);
        for y in window.y..window.bottom() {
            of.extend_from_slice(self.row(y, window));
        }
        let mut steps: Vec<u8> = of.iter().map(|number| if *number > 0 { 0 } else { REACH }).collect();
        let mut take = |at: usize, from: usize| {
            if steps[from] < REACH && steps[from] + 1 < steps[at] {
                steps[at] = steps[from] + 1;
                of[at] = of[from];
            }
        };
        for y in 0..height {
            for x in 0..width {
                let at = y * width + x;
                if x > 0 {
                    take(at, at - 1);
                }
                if y > 0 {
                    take(at, at - width);
                    if x > 0 {
                        take(at, at - width - 1);
                    }
                    if x + 1 < width {
                        take(at, at - width + 1);
                    }
                }
            }
        }
        for y in (0..height).rev() {
            for x in (0..width).rev() {
                let at = y * width + x;
                if x + 1 < width {
                    take(at, at + 1);
                }
                if y + 1 < height {
                    take(at, at + width);
                    if x > 0 {
                        take(at, at + width - 1);
                    }
                    if x + 1 < width {
                        take(at, at + width + 1);
                    }
                }
            }
        }
        of
    }
}

/// The bytes of a window. `one` paints all that is covered in it in one look; where the covers of the window have several,
/// each pixel is taken from its own, and the edge around a cover from the look of that cover.
pub(super) fn painted(
    mask: &Mask,
    window: PixelRect,
    photo: Style,
    one: impl Fn(Style) -> Vec<u8>,
) -> Vec<u8> {
    let Some(owners) = mask.owners() else { return one(photo) };
    let looks = owners.in_window(window, photo);
    let (first, others) = match looks.as_slice() {
        [] => return one(photo),
        [only] => return one(*only),
        [first, others @ ..] => (*first, others),
    };
    let mut patch = one(first);
    let nearest = owners.nearest(window);
    for look in others {
        let other = one(*look);
        let pixels = patch.as_chunks_mut::<3>().0.iter_mut().zip(other.as_chunks::<3>().0);
        for ((pixel, own), number) in pixels.zip(&nearest) {
            if *number > 0 && owners.look(*number, photo) == *look {
                *pixel = *own;
            }
        }
    }
    patch
}

#[cfg(test)]
mod tests;
