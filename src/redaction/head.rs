//! Drawn heads: what a blurred head looks like, and a plain sign over one. Both are fixed templates on the ellipse of
//! a cover; no pixel under a cover has any bearing on them.
//!
//! Numbers with fractions are added, multiplied, divided and compared only: IEEE 754 gives the same on every machine.

use super::style::Sign;

/// Where the hair begins and ends, as shares of the way from the middle of the face outwards.
const HAIR: (f64, f64) = (0.66 * 0.66, 1.30 * 1.30);
/// Where the head goes over into what is around it.
const RIM: (f64, f64) = (0.62 * 0.62, 1.20 * 1.20);

/// The colour, in 1/256 of a grey level, of a drawn head with skin of `tone` at (`u`, `v`), from -1 to 1 across the
/// cover and down it; `soft` is what is around. Of a head that `lies` nobody knows to which side, so that it has
/// neither a side of its hair nor places of eyes and mouth.
pub(super) fn blurred(u: f64, v: f64, lies: bool, tone: [u8; 3], soft: [u32; 3]) -> [u32; 3] {
    // A round thing, lit from above, with faint shadows where eyes and mouth would be.
    let light = 1.04 - 0.16 * (u * u + v * v).min(1.0) - 0.08 * v;
    let features = if lies { 0.0 } else { shadows(u, v) };
    let skin = light * (1.0 - features);
    let hair = if lies {
        0.55 * smooth(HAIR, squared(u / 0.72) + squared(v / 0.72))
    } else {
        smooth(HAIR, squared(u / 0.63) + squared((v - 0.11) / 0.68)) * (1.0 - smooth((-0.19, 0.55), v))
    };
    let rim = if lies {
        0.95 * smooth(RIM, squared(u / 0.78) + squared(v / 0.78))
    } else {
        0.95 * smooth(RIM, squared(u / 0.75) + squared((v + 0.09) / 0.82))
    };
    let mut dark = [0.42, 0.39, 0.38].into_iter();
    let mut around = soft.into_iter().map(f64::from);
    tone.map(|value| {
        let value = f64::from(value);
        let strand = value * dark.next().unwrap_or(0.4) + 8.0;
        let head = (value * skin * (1.0 - hair) + strand * hair) * 256.0;
        let mixed = head * (1.0 - rim) + around.next().unwrap_or(head) * rim;
        mixed.clamp(0.0, 255.0 * 256.0) as u32
    })
}

/// How much darker eyes and mouth are, blurred.
fn shadows(u: f64, v: f64) -> f64 {
    let eyes = bump((u + 0.25) / 0.26, (v + 0.09) / 0.18) + bump((u - 0.25) / 0.26, (v + 0.09) / 0.18);
    0.09 * eyes + 0.08 * bump(u / 0.32, (v - 0.36) / 0.14)
}

/// The colour of a sign at (`u`, `v`).
pub(super) fn sign(u: f64, v: f64, sign: Sign) -> [u8; 3] {
    const YELLOW: [u8; 3] = [250, 204, 72];
    const DARK: [u8; 3] = [74, 56, 32];
    const PAPER: [u8; 3] = [246, 240, 228];
    match sign {
        Sign::Smile => {
            let eye = |x: f64| squared((u - x) / 0.10) + squared((v + 0.20) / 0.15) <= 1.0;
            let far = squared(u) + squared(v - 0.02);
            let mouth = v > 0.20 && far >= squared(0.50) && far <= squared(0.62);
            if eye(-0.30) || eye(0.30) || mouth { DARK } else { YELLOW }
        }
        Sign::Flower => {
            // Five petals around the middle; sines and cosines of 72 degrees, written out.
            const PETALS: [(f64, f64); 5] =
                [(0.0, -0.44), (0.418, -0.136), (0.259, 0.356), (-0.259, 0.356), (-0.418, -0.136)];
            let petal = PETALS.iter().any(|(x, y)| squared(u - x) + squared(v - y) <= squared(0.28));
            match () {
                () if squared(u) + squared(v) <= squared(0.24) => YELLOW,
                () if petal => [214, 96, 122],
                () => PAPER,
            }
        }
        Sign::Star => {
            // A star of five points is where at least four of five half planes agree.
            const SIDES: [(f64, f64); 5] =
                [(0.0, -1.0), (0.951, -0.309), (0.588, 0.809), (-0.588, 0.809), (-0.951, -0.309)];
            let agreed = SIDES.iter().filter(|(x, y)| u * x + v * y <= 0.27).count();
            if agreed >= 4 { [242, 178, 40] } else { PAPER }
        }
    }
}

fn squared(value: f64) -> f64 {
    value * value
}

/// 1 in the middle, 0 from two widths on: like a bell curve, without a power whose last bit differs by machine.
fn bump(x: f64, y: f64) -> f64 {
    squared(squared((1.0 - (x * x + y * y) / 4.0).max(0.0)))
}

fn smooth((from, to): (f64, f64), at: f64) -> f64 {
    let t = ((at - from) / (to - from)).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_skin_in_the_middle_dark_above_and_goes_over_into_its_surroundings() {
        let (tone, soft) = ([190, 150, 130], [10 * 256, 200 * 256, 20 * 256]);
        let sum = |colour: [u32; 3]| colour.iter().sum::<u32>() / 256;
        let middle = blurred(0.0, 0.16, false, tone, soft);
        assert!(middle.iter().zip(tone).all(|(drawn, tone)| (drawn / 256).abs_diff(u32::from(tone)) < 25));
        assert!(sum(blurred(0.0, -0.6, false, tone, soft)) < sum(middle) * 8 / 10);
        let edge = blurred(0.98, 0.0, false, tone, soft);
        assert!(edge[1] > 140 * 256 && edge[0] < 70 * 256, "{edge:?}");
    }

    #[test]
    fn every_sign_has_a_figure_and_a_ground() {
        for kind in Sign::ALL {
            let corner = sign(0.0, -0.97, kind);
            let inside =
                (-20..20).flat_map(|y| (-20..20).map(move |x| (f64::from(x) / 20.0, f64::from(y) / 20.0)));
            let figure = inside.filter(|(u, v)| sign(*u, *v, kind) != corner).count();
            assert!((40..1200).contains(&figure), "{kind:?}: {figure}");
        }
    }
}
