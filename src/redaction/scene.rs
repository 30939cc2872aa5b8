//! What a drawn cover takes from the photo: light and grain, from pixels outside all covers alone.

use crate::{
    geometry::{PixelRect, PixelSize},
    photo::Raster,
};

use super::{
    Mask,
    mask::Head,
    skin::{is_skin, luma, middle, neck},
};

/// About so many pixels are looked at along each side of what is sampled.
const SAMPLES: u32 = 160;
/// Pixels with less between their strongest and weakest channel than this have no colour.
const COLOURLESS: u8 = 12;
/// The tone where a photo shows no skin at all: a warm grey.
const WARM_GREY: [u8; 3] = [158, 134, 119];
/// The tone in a photo without colours.
const GREY: [u8; 3] = [140, 140, 140];
/// The light of a photo, as the lightness that a tenth of it exceeds, in which these two look right.
const DAYLIGHT: u32 = 200;
/// How light a tone may be, so that a head can be drawn with it.
const LUMA: (u32, u32) = (44, 184);
/// Skin is not livelier than this: the distance of its channels in percent of the strongest.
const MOST_CHROMA: u32 = 48;
/// More noise than this is not imitated, in 1/256 of a grey level.
const MOST_GRAIN: i32 = 8 * 256;
/// Skin takes at least and at most this share of a photo of people, in percent; more is a wall, a floor or sand.
const SKIN_PERCENT: (usize, usize) = (2, 35);
/// Light and grain of a photo outside its covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scene {
    colourless: bool,
    /// The lightness that a tenth of the photo exceeds.
    light: u32,
    /// The middle of all pixels that look like skin; `None` where there are too few or too many.
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
        let (least, most) = SKIN_PERCENT;
        let share = skin.len() * 100;
        let like_people = skin.len() >= 32 && share >= free.len() * least && share <= free.len() * most;
        let mut lights: Vec<u32> = free.iter().map(|pixel| luma(*pixel)).collect();
        lights.sort_unstable();
        Self {
            colourless: coloured * 33 < free.len().max(1),
            light: lights.get(lights.len() * 9 / 10).copied().unwrap_or(DAYLIGHT),
            skin: like_people.then(|| middle(skin)).flatten(),
            sigma: sigma(raster, mask),
        }
    }

    /// The tone of a drawn head: of the skin right below it, else of the whole photo, else a grey in the light of the
    /// photo.
    pub(super) fn tone(&self, raster: &Raster, mask: &Mask, head: &Head) -> [u8; 3] {
        let tone = if self.colourless {
            self.lit(GREY)
        } else {
            neck(raster, mask, head)
                .map(|tone| self.lightened(tone, 3))
                .or_else(|| self.skin.map(|tone| self.lightened(tone, 2)))
                .unwrap_or_else(|| self.lit(WARM_GREY))
        };
        // Hair is taken for skin where it hangs down to the neck; it is darker than any skin in this light.
        tamed(tone, self.light * 3 / 10)
    }

    /// A tone of daylight in the light of this photo: half as light or dark as its own is.
    fn lit(&self, tone: [u8; 3]) -> [u8; 3] {
        let light = self.light.min(DAYLIGHT * 6 / 5) + DAYLIGHT;
        tone.map(|value| (u32::from(value) * light / (2 * DAYLIGHT)).min(255) as u8)
    }

    /// The colour of skin seen elsewhere, in shadow or in another light: so many quarters of its lightness count, the
    /// others are those of the grey.
    fn lightened(&self, tone: [u8; 3], quarters: u32) -> [u8; 3] {
        let own = luma(tone).max(1);
        let wanted = (own * quarters + luma(self.lit(WARM_GREY)) * (4 - quarters)) / 4;
        tone.map(|value| (u32::from(value) * wanted / own).min(255) as u8)
    }

    /// Grain of the strength of the photo's own, from the place alone: a hash, never what is covered, the clock
    /// or a random number. At least enough to hide the steps of a smooth ramp. In 1/256 of a grey level.
    pub(super) fn grain(&self, x: u32, y: u32) -> i32 {
        let mut h = x.wrapping_mul(0x9e37_79b1) ^ y.wrapping_mul(0x85eb_ca77);
        h ^= h >> 15;
        h = h.wrapping_mul(0x2c1b_3c6d);
        h ^= h >> 12;
        // The sum of two even distributions: a triangle with a deviation of 104.
        let triangle = ((h & 0xff) + ((h >> 8) & 0xff)) as i32 - 255;
        triangle * self.sigma.max(128) / 104
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

/// Neither too dark (`least` is the lightness that the scene asks for) nor too light to draw with, and no livelier than
/// skin.
fn tamed(tone: [u8; 3], least: u32) -> [u8; 3] {
    let light = luma(tone).max(1);
    let wanted = light.clamp(least.clamp(LUMA.0, LUMA.1), LUMA.1);
    let tone = tone.map(|value| (u32::from(value) * wanted / light).min(255));
    let (most, least) =
        tone.iter().fold((0, 255), |(most, least), value| (most.max(*value), least.min(*value)));
    let (chroma, allowed) = (most - least, MOST_CHROMA * most / 100);
    tone.map(|value| if chroma > allowed { most - (most - value) * allowed / chroma } else { value } as u8)
}

/// The noise of the photo by second differences of its lightness, of which the quieter quarter counts: leaves, hair and
/// cloth are no noise. For even noise it ends at 0.78 deviations (0.3186 · √6).
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
    let quarter = differences.get(differences.len() / 4).copied().unwrap_or(0);
    (quarter as i32 * 328).min(MOST_GRAIN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{geometry::BoundingBox, redaction::Shape};

    const SIZE: PixelSize = PixelSize::new(240, 240);
    const WALL: [u8; 3] = [170, 176, 182];
    const SHIRT: [u8; 3] = [40, 70, 120];

    /// The tone of a head at the middle of a photo, which is bright red itself: in front of `wall`, with `neck` below it
    /// in a shirt.
    fn tone(wall: [u8; 3], neck: [u8; 3], shirt: [u8; 3]) -> [u8; 3] {
        let mut photo = Raster::filled(SIZE, wall).unwrap();
        for (at, pixel) in photo.rgb_mut().as_chunks_mut::<3>().0.iter_mut().enumerate() {
            let (x, y) = (at as u32 % SIZE.width, at as u32 / SIZE.width);
            if y > 158 {
                *pixel = shirt;
            }
            if (104..136).contains(&x) && (130..176).contains(&y) {
                *pixel = neck;
            }
        }
        let mask = Mask::of(&[Shape::Head(BoundingBox::new(78.0, 50.0, 84.0, 100.0))], SIZE);
        let head = mask.heads()[0];
        for (at, pixel) in photo.rgb_mut().as_chunks_mut::<3>().0.iter_mut().enumerate() {
            if mask.contains(at as u32 % SIZE.width, at as u32 / SIZE.width) {
                *pixel = [255, 0, 0];
            }
        }
        Scene::of(&photo, &mask).tone(&photo, &mask, &head)
    }

    /// The warm grey, in whatever light.
    fn is_warm_grey([r, g, b]: [u8; 3]) -> bool {
        let share = |value: u8, grey: u8| {
            (f64::from(value) / f64::from(r) - f64::from(grey) / f64::from(WARM_GREY[0])).abs() < 0.02
        };
        share(g, WARM_GREY[1]) && share(b, WARM_GREY[2])
    }

    #[test]
    fn necks_tell_the_tone_whether_dark_or_light() {
        let (dark, light) = ([84, 56, 42], [226, 182, 158]);
        for neck in [dark, light] {
            let found = tone(WALL, neck, SHIRT);
            assert!(luma(found).abs_diff(luma(neck)) < 32, "{neck:?} gives {found:?}");
            let hue = |[r, g, b]: [u8; 3]| f64::from(g - b) / f64::from(r - b);
            assert!((hue(found) - hue(neck)).abs() < 0.06, "{neck:?} gives {found:?}");
        }
        assert!(luma(tone(WALL, dark, SHIRT)) + 70 < luma(tone(WALL, light, SHIRT)));
    }

    #[test]
    fn walls_and_curtains_are_not_taken_for_skin() {
        let (beige, peach, wood, red) = ([214, 190, 160], [226, 190, 165], [150, 104, 66], [172, 38, 44]);
        for wall in [beige, peach, wood, red] {
            for shirt in [SHIRT, wall] {
                // The wall is to be seen on both sides of a collar, and right under the chin.
                for neck in [SHIRT, wall] {
                    let found = tone(wall, neck, shirt);
                    assert!(is_warm_grey(found), "{wall:?}, {neck:?}, {shirt:?} give {found:?}");
                }
            }
            // Before such a wall, a neck of another colour is still one.
            let neck = [96, 62, 48];
            let found = tone(wall, neck, SHIRT);
            assert!(
                luma(found).abs_diff(luma(neck)) < 32 && !is_warm_grey(found),
                "{wall:?} gives {found:?}"
            );
        }
    }

    #[test]
    fn heads_are_grey_where_nothing_has_a_colour_and_dark_at_night() {
        let [r, g, b] = tone([180; 3], [120; 3], [30; 3]);
        assert!(r == g && g == b);
        let night = tone([12, 14, 22], SHIRT.map(|value| value / 5), [9, 14, 26]);
        assert!(is_warm_grey(night) && luma(night) + 40 < luma(tone(WALL, SHIRT, SHIRT)), "{night:?}");
    }

    #[test]
    fn grain_is_as_strong_as_the_noise_of_the_photo() {
        let mut photo = Raster::filled(SIZE, [120; 3]).unwrap();
        let mut state = 1_u32;
        for pixel in photo.rgb_mut().as_chunks_mut::<3>().0 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            // Even between -7 and 7: a deviation of 4.3.
            *pixel = [(113 + (state >> 16) % 15) as u8; 3];
        }
        let mask = Mask::of(&[], SIZE);
        let scene = Scene::of(&photo, &mask);
        let grains: Vec<f64> = (0..SIZE.area() as u32)
            .map(|at| f64::from(scene.grain(at % SIZE.width, at / SIZE.width)) / 256.0)
            .collect();
        let count = grains.len() as f64;
        let mean = grains.iter().sum::<f64>() / count;
        let deviation = (grains.iter().map(|grain| grain * grain).sum::<f64>() / count - mean * mean).sqrt();
        assert!(mean.abs() < 0.1 && (3.2..5.6).contains(&deviation), "{mean} ± {deviation}");
    }
}
