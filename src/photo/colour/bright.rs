//! Pictures for HDR screens (PQ and HLG, ITU-R BT.2100) brought to the brightness of a usual screen.
//!
//! A camera's PQ or HLG still has its paper white at 203 cd/m² (ITU-R BT.2408-7, 2.2), and highlights above. Here that
//! white becomes the white of sRGB. Where the picture holds more, its highlights are rolled off by the curve of ITU-R
//! BT.2390-11, 5.4.1, from the brightest that is really in it, so that a picture without highlights keeps every
//! value. The curve is applied to the greatest of red, green and blue and the others follow in proportion, which
//! keeps hues. Colours that sRGB does not have are clipped, as in any conversion by a matrix.

use moxcms::ColorProfile;

use super::stated::{Bright, Curve};

/// cd/m² of paper white (BT.2408-7, 2.2).
const PAPER: f32 = 203.0;
/// cd/m² of the screen for which HLG is shown (BT.2100, table 5); at it the gamma of the system is 1.2.
const HLG_PEAK: f32 = 1000.0;
const HLG_GAMMA: f32 = 1.2;
/// cd/m² of the greatest PQ value.
const PQ_PEAK: f32 = 10_000.0;
/// Luminance of red, green and blue of BT.2020, by which HLG is defined (BT.2100, table 5).
const LUMINANCE: [f32; 3] = [0.2627, 0.678, 0.0593];
/// One of so many values may be brighter than the peak that is kept: specks do not dim a picture.
const SPECKS: usize = 10_000;
/// Steps of the tables over light, at equal distances of its fourth root, which is even to the eye.
const STEPS: usize = 4096;

/// Converts 16-bit RGBA with straight alpha; alpha stays.
pub(super) fn to_srgb(bright: &Bright, rgba: &mut [u16]) {
    let decoding = Decoding::new(bright.curve);
    let peak = peak(&decoding, rgba);
    let roll_off: Vec<f32> = (0..=STEPS).map(|step| rolled_off(light_of(step), peak)).collect();
    let encode = encoding();
    let matrix = bright.primaries.transform_matrix(&ColorProfile::new_srgb()).v;
    let matrix = matrix.map(|row| row.map(|value| value as f32));
    for pixel in rgba.as_chunks_mut::<4>().0 {
        let [r, g, b, alpha] = *pixel;
        let light = decoding.displayed([r, g, b]);
        let brightest = light.iter().copied().fold(0.0, f32::max);
        let share = at(&roll_off, step_of(brightest)) / PAPER;
        let light = light.map(|value| value * share);
        let [r, g, b] = matrix.map(|row| {
            let value: f32 = row.iter().zip(light).map(|(factor, value)| factor * value).sum();
            at(&encode, (value.clamp(0.0, 1.0) * ENCODED) as usize)
        });
        *pixel = [r, g, b, alpha];
    }
}

fn at<T: Copy + Default>(table: &[T], index: usize) -> T {
    table.get(index).or(table.last()).copied().unwrap_or_default()
}

fn light_of(step: usize) -> f32 {
    (step as f32 / STEPS as f32).powi(4) * PQ_PEAK
}

fn step_of(light: f32) -> usize {
    ((light / PQ_PEAK).sqrt().sqrt() * STEPS as f32 + 0.5) as usize
}

/// What becomes light on a screen.
struct Decoding {
    /// Of every 16-bit value: for PQ the light of the screen in cd/m²; for HLG that of the scene, from 0 to 1.
    light: Vec<f32>,
    /// For HLG, of every step of the scene's luminance: cd/m² of the screen for each unit of its light.
    gains: Option<Vec<f32>>,
}

impl Decoding {
    fn new(curve: Curve) -> Self {
        let values = (0..=u16::MAX).map(|value| f64::from(value) / 65_535.0);
        match curve {
            Curve::Pq => Self { light: values.map(|value| pq_to_light(value) as f32).collect(), gains: None },
            Curve::Hlg => {
                // BT.2100, table 5: the screen's light is that of the scene, times its luminance to the power of 0.2.
                let gain = |step| HLG_PEAK * (light_of(step) / PQ_PEAK).powf(HLG_GAMMA - 1.0);
                Self {
                    light: values.map(|value| hlg_to_scene(value) as f32).collect(),
                    gains: Some((0..=STEPS).map(gain).collect()),
                }
            }
        }
    }

    /// The light of the screen in cd/m².
    fn displayed(&self, values: [u16; 3]) -> [f32; 3] {
        let light = values.map(|value| at(&self.light, usize::from(value)));
        match &self.gains {
            None => light,
            Some(gains) => {
                let luminance: f32 = light.iter().zip(LUMINANCE).map(|(value, share)| value * share).sum();
                let gain = at(gains, step_of(luminance * PQ_PEAK));
                light.map(|value| value * gain)
            }
        }
    }
}

/// The brightest light that counts, in cd/m²: specks apart.
fn peak(decoding: &Decoding, rgba: &[u16]) -> f32 {
    let mut counts = vec![0_usize; STEPS + 1];
    let mut seen = 0;
    for [r, g, b, alpha] in rgba.as_chunks::<4>().0 {
        if *alpha == 0 {
            continue;
        }
        let light = decoding.displayed([*r, *g, *b]);
        if let Some(count) = counts.get_mut(step_of(light.iter().copied().fold(0.0, f32::max)).min(STEPS)) {
            *count += 1;
            seen += 1;
        }
    }
    let mut above = 0;
    for (step, count) in counts.iter().enumerate().rev() {
        above += count;
        if above > seen / SPECKS {
            return light_of(step);
        }
    }
    0.0
}

/// BT.2390-11, 5.4.1: the light that is left of `light`, as a share of it; the curve begins to bend below paper
/// white and ends at it where `light` is the peak. Nothing is changed where the peak is no brighter.
fn rolled_off(light: f32, peak: f32) -> f32 {
    // The steps of the peak are coarse; a peak at paper white must not bend anything.
    if peak <= PAPER * 1.01 || light <= 0.0 {
        return 1.0;
    }
    let whole = light_to_pq(f64::from(peak));
    let most = light_to_pq(f64::from(PAPER)) / whole;
    let knee = 1.5 * most - 0.5;
    let value = (light_to_pq(f64::from(light)) / whole).min(1.0);
    if value <= knee {
        return 1.0;
    }
    let t = (value - knee) / (1.0 - knee);
    let (t2, t3) = (t * t, t * t * t);
    let bent = (2.0 * t3 - 3.0 * t2 + 1.0) * knee
        + (t3 - 2.0 * t2 + t) * (1.0 - knee)
        + (-2.0 * t3 + 3.0 * t2) * most;
    (pq_to_light(bent * whole) / f64::from(light)) as f32
}

/// Constants of PQ (BT.2100, table 4).
const M1: f64 = 2610.0 / 16_384.0;
const M2: f64 = 2523.0 / 4096.0 * 128.0;
const C1: f64 = 3424.0 / 4096.0;
const C2: f64 = 2413.0 / 4096.0 * 32.0;
const C3: f64 = 2392.0 / 4096.0 * 32.0;

/// cd/m² of a PQ value.
fn pq_to_light(value: f64) -> f64 {
    let root = value.powf(1.0 / M2);
    f64::from(PQ_PEAK) * ((root - C1).max(0.0) / (C2 - C3 * root)).powf(1.0 / M1)
}

fn light_to_pq(light: f64) -> f64 {
    let power = (light / f64::from(PQ_PEAK)).powf(M1);
    ((C1 + C2 * power) / (1.0 + C3 * power)).powf(M2)
}

/// Light of the scene, from 0 to 1, of an HLG value (BT.2100, table 5).
fn hlg_to_scene(value: f64) -> f64 {
    const A: f64 = 0.178_832_77;
    const B: f64 = 1.0 - 4.0 * A;
    const C: f64 = 0.559_910_73;
    if value <= 0.5 { value * value / 3.0 } else { (((value - C) / A).exp() + B) / 12.0 }
}

const ENCODED: f32 = 65_535.0;

/// Of 65 536 steps of light from 0 to 1: the 16-bit sRGB value (IEC 61966-2-1).
fn encoding() -> Vec<u16> {
    (0..=u16::MAX)
        .map(|step| {
            let light = (f64::from(step) + 0.5).min(65_535.0) / 65_535.0;
            let value =
                if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 };
            (value * 65_535.0 + 0.5) as u16
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use moxcms::ColorProfile;

    use super::*;

    fn converted(curve: Curve, values: [u16; 3], with: &[[u16; 3]]) -> [u8; 3] {
        let bright = Bright { curve, primaries: Box::new(ColorProfile::new_bt2020()) };
        let mut rgba: Vec<u16> =
            [values].iter().chain(with).flat_map(|[r, g, b]| [*r, *g, *b, 65_535]).collect();
        to_srgb(&bright, &mut rgba);
        let [r, g, b, alpha, ..] = rgba[..] else { panic!() };
        assert_eq!(alpha, 65_535);
        [r, g, b].map(|value| ((u32::from(value) * 255 + 32_767) / 65_535) as u8)
    }

    fn pq(light: f64) -> u16 {
        (light_to_pq(light) * 65_535.0).round() as u16
    }

    /// BT.2408-7, table 1: paper white is 58 % of PQ and 75 % of HLG; an 18 % grey card is 38 % of both, 26 cd/m², an
    /// eighth of the white, which sRGB writes as 100.
    #[test]
    fn paper_white_becomes_white_and_the_grey_card_its_grey() {
        for (curve, share) in [(Curve::Pq, 0.5807), (Curve::Hlg, 0.75)] {
            let [white, ..] = converted(curve, [(share * 65_535.0) as u16; 3], &[]);
            assert!(white >= 254, "{curve:?} {white}");
        }
        for curve in [Curve::Pq, Curve::Hlg] {
            let [grey, ..] = converted(curve, [(0.38 * 65_535.0) as u16; 3], &[]);
            assert!(grey.abs_diff(100) <= 3, "{curve:?} {grey}");
            assert_eq!(converted(curve, [0; 3], &[]), [0; 3]);
        }
    }

    #[test]
    fn highlights_are_rolled_off_and_keep_their_order_while_the_middle_stays() {
        let bright = [[pq(1000.0); 3]; 4];
        let of = |light: f64| converted(Curve::Pq, [pq(light); 3], &bright)[0];
        assert_eq!(of(1000.0), 255);
        let lights = [203.0, 300.0, 500.0, 800.0];
        let values: Vec<u8> = lights.iter().map(|light| of(*light)).collect();
        assert!(values.is_sorted() && values[0] > 200 && values[2] < 255, "{values:?}");
        assert_eq!(of(36.5), converted(Curve::Pq, [pq(36.5); 3], &[])[0], "a grey card does not move");
        // Neutral stays neutral, and a hue its hue.
        let [r, g, b] = converted(Curve::Pq, [pq(400.0), pq(200.0), pq(200.0)], &bright);
        assert!(r > g && g.abs_diff(b) < 40, "{r} {g} {b}");
    }
}
