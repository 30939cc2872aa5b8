//! What a drawn cover takes from the photo: light and grain, from pixels outside all covers alone.

use crate::{
    geometry::{PixelRect, PixelSize},
    photo::Raster,
};

use super::{Mask, mask::Head};

/// About so many pixels are looked at along each side of what is sampled.
const SAMPLES: u32 = 160;
/// Pixels with less between their strongest and weakest channel than this have no colour.
const COLOURLESS: u8 = 12;
/// The tone where a photo shows no skin at all: a warm grey.
const WARM_GREY: [u8; 3] = [158, 134, 119];
/// The tone in a photo without colours.
const GREY: [u8; 3] = [140, 140, 140];
/// How light a tone may be, so that a head can be drawn with it.
const LUMA: (u32, u32) = (72, 178);
/// Skin is not livelier than this: the distance of its channels in percent of the strongest.
const MOST_CHROMA: u32 = 42;
/// More noise than this is not imitated, in 1/256 of a grey level.
const MOST_GRAIN: i32 = 12 * 256;

/// Light and grain of a photo outside its covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scene {
    colourless: bool,
    /// The middle of all pixels that look like skin; `None` where hardly any do.
    skin: Option<[u8; 3]>,
    /// Standard deviation of the noise, in 1/256 of a grey level.
    sigma: i32,
}

impl Scene {
    pub(super) fn of(raster: &Raster, mask: &Mask) -> Self {
        let PixelSize { width, height } = raster.size();
        let free = sampled(raster, mask, PixelRect::new(0, 0, width, height));
        let coloured = free.iter().filter(|pixel| spread(**pixel) > COLOURLESS).count();
        let skin: Vec<_> = free.iter().copied().filter(|pixel| is_skin(*pixel)).collect();
        let enough = skin.len() >= 32 && skin.len() * 50 >= free.len();
        Self {
            colourless: coloured * 33 < free.len().max(1),
            skin: enough.then(|| middle(skin)).flatten(),
            sigma: sigma(raster, mask),
        }
    }

    /// The tone of a drawn head: of what looks like skin below it, else of the whole photo.
    pub(super) fn tone(&self, raster: &Raster, mask: &Mask, head: &Head) -> [u8; 3] {
        if self.colourless {
            return GREY;
        }
        let near = head.neck(raster.size()).map_or_else(Vec::new, |neck| sampled(raster, mask, neck));
        let skin: Vec<_> = near.iter().copied().filter(|pixel| is_skin(*pixel)).collect();
        let enough = skin.len() >= 12 && skin.len() * 16 >= near.len();
        let own = enough.then(|| middle(skin)).flatten();
        tamed(own.or(self.skin).unwrap_or(WARM_GREY))
    }

    /// Grain of the strength of the photo's own, from the place alone: a hash, never what is covered, the clock
    /// or a random number. At least enough to hide the steps of a smooth ramp.
    pub(super) fn grain(&self, x: u32, y: u32) -> i32 {
        let mut h = x.wrapping_mul(0x9e37_79b1) ^ y.wrapping_mul(0x85eb_ca77);
        h ^= h >> 15;
        h = h.wrapping_mul(0x2c1b_3c6d);
        h ^= h >> 12;
        // The sum of two even distributions: a triangle with a deviation of 104.
        let triangle = ((h & 0xff) + ((h >> 8) & 0xff)) as i32 - 255;
        triangle * self.sigma.max(128) / (104 * 256)
    }
}

/// Free pixels of a part, on a grid.
fn sampled(raster: &Raster, mask: &Mask, part: PixelRect) -> Vec<[u8; 3]> {
    let step = (part.width.max(part.height) / SAMPLES).max(1) as usize;
    (part.y..part.bottom())
        .step_by(step)
        .flat_map(|y| (part.x..part.right()).step_by(step).map(move |x| (x, y)))
        .filter(|(x, y)| !mask.contains(*x, *y))
        .filter_map(|(x, y)| raster.pixel(x, y))
        .collect()
}

fn spread([r, g, b]: [u8; 3]) -> u8 {
    r.max(g).max(b) - r.min(g).min(b)
}

/// A hue of 9 to 38 degrees, neither pale nor lively, neither black nor white. Red clothes and curtains lie below,
/// grass and yellow walls above.
fn is_skin([r, g, b]: [u8; 3]) -> bool {
    let [r, g, b] = [r, g, b].map(u32::from);
    if r < g || g < b || !(60..=245).contains(&r) {
        return false;
    }
    let chroma = r - b;
    let hue = (g - b) * 60;
    hue >= chroma * 9 && hue <= chroma * 38 && chroma * 100 >= r * 14 && chroma * 100 <= r * 60
}

fn luma([r, g, b]: [u8; 3]) -> u32 {
    (77 * u32::from(r) + 150 * u32::from(g) + 29 * u32::from(b)) / 256
}

/// The mean of the middle quarter by lightness: a median whose channels belong together.
fn middle(mut pixels: Vec<[u8; 3]>) -> Option<[u8; 3]> {
    pixels.sort_unstable_by_key(|pixel| (luma(*pixel), *pixel));
    let (middle, eighth) = (pixels.len() / 2, pixels.len() / 8);
    let some = pixels.get(middle - eighth..=(middle + eighth).min(pixels.len().checked_sub(1)?))?;
    let count = some.len() as u32;
    let sum = some
        .iter()
        .fold([0_u32; 3], |[a, b, c], [r, g, b2]| [a + u32::from(*r), b + u32::from(*g), c + u32::from(*b2)]);
    Some(sum.map(|value| (value / count).min(255) as u8))
}

/// Neither too dark nor too light to draw with, and no livelier than skin.
fn tamed(tone: [u8; 3]) -> [u8; 3] {
    let light = luma(tone).max(1);
    let wanted = light.clamp(LUMA.0, LUMA.1);
    let tone = tone.map(|value| (u32::from(value) * wanted / light).min(255));
    let (most, least) =
        tone.iter().fold((0, 255), |(most, least), value| (most.max(*value), least.min(*value)));
    let (chroma, allowed) = (most - least, MOST_CHROMA * most / 100);
    tone.map(|value| if chroma > allowed { most - (most - value) * allowed / chroma } else { value } as u8)
}

/// The noise of the photo by second differences of its lightness, whose median edges hardly move: for even noise
/// the median is 1.65 deviations (0.6745 · √6).
fn sigma(raster: &Raster, mask: &Mask) -> i32 {
    let PixelSize { width, height } = raster.size();
    let step = (width.max(height) / SAMPLES).max(1) as usize;
    let mut differences: Vec<u32> = (0..height)
        .step_by(step)
        .flat_map(|y| (1..width.saturating_sub(1)).step_by(step).map(move |x| (x, y)))
        .filter(|(x, y)| (x - 1..=x + 1).all(|x| !mask.contains(x, *y)))
        .filter_map(|(x, y)| {
            let [left, here, right] =
                [raster.pixel(x - 1, y)?, raster.pixel(x, y)?, raster.pixel(x + 1, y)?].map(luma);
            Some((left + right).abs_diff(2 * here))
        })
        .collect();
    differences.sort_unstable();
    let median = differences.get(differences.len() / 2).copied().unwrap_or(0);
    (median as i32 * 155).min(MOST_GRAIN)
}
