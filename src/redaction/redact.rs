//! Covers what is masked.
#![expect(
    clippy::indexing_slicing,
    reason = "a pixel kernel: every index comes from a range clamped to the photo"
)]

use std::{num::NonZero, thread};

use crate::{geometry::PixelRect, photo::Raster};

use super::{
    Mask, Shape, Style,
    components::hull,
    drawn::{area_level, blur_areas, blur_heads, heads_of, sign_heads},
    looks::painted,
    scene::Scene,
    veil::{FEATHER_LEVEL, GREY, Veil, soft_level, windows},
};

/// Above this share of the photo, in percent, too little is left outside to make a fill of.
const MOST_MASKED_PERCENT: u64 = 60;
/// What is drawn needs less: a tone and the colours along its rim. A portrait is one head.
const MOST_DRAWN_PERCENT: u64 = 90;

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
    for (window, patch) in covered(raster, mask, style) {
        lay(&mut output, window, &patch);
    }
    output
}

/// Puts a covered window in its place.
fn lay(onto: &mut Raster, window: PixelRect, patch: &[u8]) {
    let (width, stride) = (window.width as usize * 3, onto.size().width as usize * 3);
    for (row, y) in patch.chunks_exact(width).zip(window.y..) {
        let start = y as usize * stride + window.x as usize * 3;
        onto.rgb_mut()[start..start + width].copy_from_slice(row);
    }
}

/// The windows of the photo in which anything changes, covered. The mask has the size of the photo.
fn covered(raster: &Raster, mask: &Mask, style: Style) -> Vec<(PixelRect, Vec<u8>)> {
    let windows = windows(mask);
    let scene = Scene::of(raster, mask);
    patches(raster, mask, &windows, style, &scene)
}

/// True where `redacted` is not what the photo would become with anything else under the mask: every
/// covered pixel is changed by half the range of its values, and the photo is covered again. Holds criterion
/// R1 of the security brief against the very photo that is about to be written.
pub fn depends_on_covered(raster: &Raster, mask: &Mask, style: Style, redacted: &Raster) -> bool {
    if mask.size() != raster.size() || redacted.size() != raster.size() {
        return redact_mask(raster, mask, style) != *redacted;
    }
    let mut other = raster.clone();
    let width = raster.size().width as usize * 3;
    for (row, y) in other.rgb_mut().chunks_exact_mut(width).zip(0..) {
        for (pixel, inside) in row.as_chunks_mut::<3>().0.iter_mut().zip(mask.row(y)) {
            if *inside {
                *pixel = pixel.map(|value| value.wrapping_add(128));
            }
        }
    }
    // What is in no window is as in the other photo; laid over it, the windows make the picture that is compared.
    for (window, patch) in covered(&other, mask, style) {
        lay(&mut other, window, &patch);
    }
    other != *redacted
}

/// The look, or one that needs nothing of its surroundings where `area` covered pixels leave too little of them.
fn with_room(mask: &Mask, area: u64, style: Style) -> Style {
    let most = if matches!(style, Style::Blur | Style::Sign(_)) && !mask.heads().is_empty() {
        MOST_DRAWN_PERCENT
    } else {
        MOST_MASKED_PERCENT
    };
    let too_much = area * 100 > mask.size().area() * most;
    // A colour of choice stays; looks that need surroundings have none.
    if too_much && !matches!(style, Style::Colour(_)) { Style::Solid } else { style }
}

/// The covered windows. They do not touch, so each is computed alone, on as many threads as there are
/// processors; which thread computes which changes nothing.
fn patches(
    raster: &Raster,
    mask: &Mask,
    windows: &[PixelRect],
    style: Style,
    scene: &Scene,
) -> Vec<(PixelRect, Vec<u8>)> {
    let area = mask.area();
    let one = |window: &PixelRect| {
        let one = |style| patch(raster, mask, *window, with_room(mask, area, style), scene);
        (*window, painted(mask, *window, style, one))
    };
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(windows.len());
    if threads < 2 {
        return windows.iter().map(one).collect();
    }
    thread::scope(|scope| {
        let shares = (0..threads).map(|share| windows.iter().skip(share).step_by(threads));
        let workers: Vec<_> = shares
            .map(|share| {
                let name = "cover".to_owned();
                let own = share.clone();
                let spawned = thread::Builder::new()
                    .name(name)
                    .spawn_scoped(scope, move || own.map(one).collect::<Vec<_>>());
                (share, spawned)
            })
            .collect();
        // Where a thread could not be had, its share is computed here.
        workers
            .into_iter()
            .flat_map(|(share, spawned)| {
                spawned.ok().and_then(|worker| worker.join().ok()).unwrap_or_else(|| share.map(one).collect())
            })
            .collect()
    })
}

/// The finest level of the fill that a look asks for; drawn ones are soft, and what they do not show is not computed.
fn finest_level(mask: &Mask, window: PixelRect, style: Style) -> usize {
    if !matches!(style, Style::Blur | Style::Sign(_)) {
        return 0;
    }
    heads_of(mask, window)
        .map(|(_, part)| soft_level(part.width.min(part.height)))
        .chain([FEATHER_LEVEL, area_level(window)])
        .min()
        .unwrap_or(0)
}

/// The bytes of one window, covered.
fn patch(raster: &Raster, mask: &Mask, window: PixelRect, style: Style, scene: &Scene) -> Vec<u8> {
    let mut patch = Vec::with_capacity(window.width as usize * window.height as usize * 3);
    for y in window.y..window.bottom() {
        patch.extend_from_slice(&raster.row(y)[window.x as usize * 3..window.right() as usize * 3]);
    }
    let veil = (!matches!(style, Style::Solid | Style::Colour(_)))
        .then(|| Veil::over(raster, mask, window, finest_level(mask, window, style)))
        .flatten();
    match (&veil, style) {
        (_, Style::Colour(colour)) => paint(&mut patch, mask, window, |_, _| colour),
        (None, _) | (_, Style::Solid) => paint(&mut patch, mask, window, |_, _| GREY),
        (Some(veil), Style::Veil) => {
            paint(&mut patch, mask, window, |x, y| veil.glass(x, y));
            feather(&mut patch, mask, window, veil);
        }
        (Some(veil), Style::Blur) => {
            blur_areas(&mut patch, mask, window, veil, scene);
            blur_heads(&mut patch, raster, mask, window, veil, scene);
            feather(&mut patch, mask, window, veil);
        }
        (Some(veil), Style::Sign(sign)) => {
            blur_areas(&mut patch, mask, window, veil, scene);
            sign_heads(&mut patch, mask, window, sign);
        }
        (Some(veil), Style::Mosaic) => {
            let tile = (window.width.max(window.height) / 24).clamp(8, 256);
            paint(&mut patch, mask, window, |x, y| {
                let centre = |v: u32, end: u32| ((v / tile) * tile + tile / 2).min(end - 1);
                let (x, y) = (centre(x, window.right()), centre(y, window.bottom()));
                veil.fill(x.max(window.x), y.max(window.y))
            });
        }
    }
    patch
}

fn paint(patch: &mut [u8], mask: &Mask, window: PixelRect, colour: impl Fn(u32, u32) -> [u8; 3]) {
    let width = window.width as usize;
    for (row, y) in patch.as_chunks_mut::<3>().0.chunks_exact_mut(width).zip(window.y..) {
        let inside = &mask.row(y)[window.x as usize..window.right() as usize];
        for ((pixel, inside), x) in row.iter_mut().zip(inside).zip(window.x..) {
            if *inside {
                *pixel = colour(x, y);
            }
        }
    }
}

/// Blends the veil into the surroundings, outwards only: a covered pixel never gets its own colour back.
fn feather(patch: &mut [u8], mask: &Mask, window: PixelRect, veil: &Veil) {
    let band = band(mask, window);
    // Further out nothing is blended. A pixel that an outline just touches may lie beside the bounds.
    let Some(near) = bounds_in(mask, window).reduce(hull).map(|bounds| grown(bounds, band + 2, window))
    else {
        return;
    };
    let distances = Distances::within(mask, near, band);
    let width = window.width as usize;
    let rows = patch.as_chunks_mut::<3>().0.chunks_exact_mut(width).skip((near.y - window.y) as usize);
    for (row, y) in rows.zip(near.y..near.bottom()) {
        let steps = distances.row(y - near.y);
        let columns = row.iter_mut().skip((near.x - window.x) as usize);
        for ((pixel, steps), x) in columns.zip(steps).zip(near.x..) {
            let distance = u32::from(*steps);
            if distance == 0 || distance > band {
                continue;
            }
            for (value, soft) in pixel.iter_mut().zip(veil.soft(x, y)) {
                let mixed = u32::from(*value) * distance + u32::from(soft) * (band + 1 - distance) + band / 2;
                *value = (mixed / (band + 1)).min(255) as u8;
            }
        }
    }
}

/// 3 % of the smallest covered area in the window, 2 to 24 pixels.
fn band(mask: &Mask, window: PixelRect) -> u32 {
    bounds_in(mask, window)
        .map(|bounds| bounds.width.max(bounds.height) * 3 / 100)
        .min()
        .unwrap_or(2)
        .clamp(2, 24)
}

/// The rectangles around the covered parts of a window.
fn bounds_in(mask: &Mask, window: PixelRect) -> impl Iterator<Item = PixelRect> {
    mask.bounds()
        .iter()
        .copied()
        .filter(|bounds| bounds.clamped(mask.size()).is_some())
        .filter(move |bounds| bounds.x >= window.x && bounds.y >= window.y)
        .filter(move |bounds| bounds.right() <= window.right() && bounds.bottom() <= window.bottom())
}

/// The rectangle with `by` pixels more on each side, as far as the window reaches.
fn grown(bounds: PixelRect, by: u32, window: PixelRect) -> PixelRect {
    let (x, y) = (bounds.x.saturating_sub(by).max(window.x), bounds.y.saturating_sub(by).max(window.y));
    let right = (bounds.right() + by).min(window.right());
    let bottom = (bounds.bottom() + by).min(window.bottom());
    PixelRect::new(x, y, right - x, bottom - y)
}

/// Distance of every pixel of a window to the mask, in pixels, counted by steps to the eight neighbours.
struct Distances {
    width: usize,
    /// With a far pixel to the left and right of each row, and a far row above and below.
    steps: Vec<u8>,
}

impl Distances {
    fn within(mask: &Mask, window: PixelRect, band: u32) -> Self {
        let far = (band + 1).min(254) as u8;
        let width = window.width as usize + 2;
        let mut steps = vec![far; width * (window.height as usize + 2)];
        for (row, y) in steps.chunks_exact_mut(width).skip(1).zip(window.y..window.bottom()) {
            let inside = &mask.row(y)[window.x as usize..window.right() as usize];
            for (step, inside) in row[1..].iter_mut().zip(inside) {
                if *inside {
                    *step = 0;
                }
            }
        }
        let height = window.height as usize;
        for y in 1..=height {
            let (above, row) = steps[(y - 1) * width..(y + 1) * width].split_at_mut(width);
            for x in 1..width - 1 {
                let least = row[x - 1].min(above[x - 1]).min(above[x]).min(above[x + 1]);
                row[x] = row[x].min(least + 1);
            }
        }
        for y in (1..=height).rev() {
            let (row, below) = steps[y * width..(y + 2) * width].split_at_mut(width);
            for x in (1..width - 1).rev() {
                let least = row[x + 1].min(below[x - 1]).min(below[x]).min(below[x + 1]);
                row[x] = row[x].min(least + 1);
            }
        }
        Self { width, steps }
    }

    fn row(&self, y: u32) -> &[u8] {
        let start = (y as usize + 1) * self.width;
        &self.steps[start + 1..start + self.width - 1]
    }
}
