//! What a file says about its colours, and what that means in a still: the one place of this rule.
//!
//! A container fills in [`Stated`] with what it holds and judges nothing; [`meaning`] judges. In this order:
//!
//! 1. the code points of a PNG (`cICP`), by PNG third edition, 4.3 ("cICP, iCCP, sRGB, then gAMA and cHRM");
//! 2. an embedded ICC profile: PNG as above; ISO/IEC 23008-12, 6.5.5.1 for HEIF; CIPA DC-008 for the rest, whose
//!    colour space tag gives way to a profile;
//! 3. `sRGB` of a PNG, then `gAMA` and `cHRM`;
//! 4. the code points of a HEIF, whether in the `nclx` box or in the HEVC stream;
//! 5. the colour space of the Exif block;
//! 6. nothing: sRGB, as every browser and gallery has it.
//!
//! PQ and HLG are the exception to 2: no profile of matrix and curves can say them, so a HEIF that states them by
//! code point has them whatever its profile.

use moxcms::{Chromaticity, ColorPrimaries, ColorProfile, ToneReprCurve, XyY};

use super::{exif_space, icc};

/// All that a file says about its colours.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::photo) struct Stated<'a> {
    /// The embedded ICC profile.
    pub icc: Option<&'a [u8]>,
    /// The Exif block: TIFF structure without any prefix.
    pub exif: Option<&'a [u8]>,
    /// Numbers outside profile and Exif.
    pub coded: Coded,
}

/// What a container says in numbers of its own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::photo) struct Coded {
    /// Code points, and who wrote them.
    pub code_points: Option<CodePoints>,
    /// `sRGB` of a PNG.
    pub is_srgb: bool,
    /// `gAMA` of a PNG: the exponent of the encoding, times 100 000.
    pub gamma: Option<u32>,
    /// `cHRM` of a PNG: x and y of white, red, green, blue, times 100 000.
    pub chromaticities: Option<[u32; 8]>,
}

/// Code points of ITU-T H.273 (tables 2 and 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::photo) struct CodePoints {
    /// Colour primaries.
    pub primaries: u16,
    /// Transfer characteristics.
    pub transfer: u16,
    /// False where RGB values run from 16 to 235 (of 255), as in video.
    pub full_range: bool,
    /// Who wrote them.
    pub writer: Writer,
}

/// Who wrote code points, which tells how exactly they are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::photo) enum Writer {
    /// The author of a PNG, who has no reason to write them unless they are meant.
    Author,
    /// A video encoder in a phone or camera, which labels every picture with the standard it was built for.
    VideoEncoder,
}

/// What is to be done to come to sRGB.
#[derive(Debug)]
pub(super) enum Meaning {
    /// Nothing: the values are those of an sRGB screen.
    Srgb,
    /// A conversion by this profile.
    Profile(Box<ColorProfile>),
    /// A picture for an HDR screen.
    Bright(Bright),
    /// Something was said that cannot be followed; the values are taken as sRGB and that is told.
    Unknown,
}

/// Encodings of light beyond the white of paper (ITU-R BT.2100).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Curve {
    /// Perceptual quantisation: values are luminances of a screen.
    Pq,
    /// Hybrid log-gamma: values are relative light of the scene.
    Hlg,
}

/// A picture for an HDR screen.
#[derive(Debug)]
pub(super) struct Bright {
    /// How light is encoded.
    pub curve: Curve,
    /// Red, green and blue of it; the curves of this profile mean nothing.
    pub primaries: Box<ColorProfile>,
}

/// What the transfer characteristics mean.
enum Transfer {
    Srgb,
    Power(f32),
    Bright(Curve),
}

/// Judges what a file says.
pub(super) fn meaning(stated: &Stated<'_>) -> Meaning {
    let coded = &stated.coded;
    let by_author = coded.code_points.filter(|points| points.writer == Writer::Author);
    let by_encoder = coded.code_points.filter(|points| points.writer == Writer::VideoEncoder);
    if let Some(meaning) = by_author.and_then(of_code_points) {
        return meaning;
    }
    if let Some(bright @ Meaning::Bright(_)) = by_encoder.and_then(of_code_points) {
        return bright;
    }
    if let Some(bytes) = stated.icc {
        // The tag `cicp` of a profile (ICC.1:2022, 9.2.17) counts where the curves cannot say it.
        let points = icc::code_points(bytes).and_then(of_code_points);
        if let Some(bright @ Meaning::Bright(_)) = points {
            return bright;
        }
        if let Some(profile) = icc::profile(bytes) {
            return Meaning::Profile(Box::new(profile));
        }
        // Galleries that fail at a profile show the values as they are; so does this, and says so.
        return Meaning::Unknown;
    }
    if coded.is_srgb {
        return Meaning::Srgb;
    }
    if coded.gamma.is_some() || coded.chromaticities.is_some() {
        return of_gamma_and_chromaticities(coded.gamma, coded.chromaticities);
    }
    if let Some(points) = by_encoder {
        return of_code_points(points).unwrap_or(Meaning::Unknown);
    }
    if by_author.is_some() {
        return Meaning::Unknown;
    }
    if stated.exif.is_some_and(exif_space::is_adobe_rgb) {
        return Meaning::Profile(Box::new(ColorProfile::new_adobe_rgb()));
    }
    Meaning::Srgb
}

/// `None` where a code point is reserved, or of a kind that no still has.
fn of_code_points(points: CodePoints) -> Option<Meaning> {
    let primaries = primaries(points.primaries, points.writer).ok()?;
    Some(match transfer(points.transfer, points.writer)? {
        Transfer::Bright(curve) => Meaning::Bright(Bright {
            curve,
            primaries: Box::new(profile(primaries.unwrap_or(SRGB), ToneReprCurve::Lut(Vec::new()))),
        }),
        Transfer::Power(exponent) => by_power(primaries, exponent),
        Transfer::Srgb => match primaries {
            Some(primaries) => Meaning::Profile(Box::new(profile(primaries, srgb_curve()))),
            None => Meaning::Srgb,
        },
    })
}

/// White and red, green, blue.
type Primaries = (Chromaticity, ColorPrimaries);

const D65: Chromaticity = Chromaticity::new(0.3127, 0.3290);
const SRGB: Primaries = (D65, ColorPrimaries::BT_709);

/// Table 2 of ITU-T H.273; `Ok(None)` means those of sRGB.
///
/// A phone's video encoder writes 4 to 7 and 22, the primaries of the television tubes of BT.470 and BT.601, as
/// the label of its standard. The pictures are those of the same camera that writes 1 elsewhere; libheif
/// shows them unchanged, and so does this. Wide ones (BT.2020, P3) are written on purpose.
fn primaries(code: u16, writer: Writer) -> Result<Option<Primaries>, ()> {
    /// Illuminant C, the white of BT.470 system M and of film (table 2).
    const C: Chromaticity = Chromaticity::new(0.310, 0.316);
    const DCI: Chromaticity = Chromaticity::new(0.314, 0.351);
    Ok(match code {
        1 | 2 => None,
        4..=7 | 22 if writer == Writer::VideoEncoder => None,
        4 => Some((C, ColorPrimaries::BT_470M)),
        5 => Some((D65, ColorPrimaries::BT_470BG)),
        6 | 7 => Some((D65, ColorPrimaries::BT_601)),
        8 => Some((C, ColorPrimaries::GENERIC_FILM)),
        9 => Some((D65, ColorPrimaries::BT_2020)),
        11 => Some((DCI, ColorPrimaries::SMPTE_431)),
        12 => Some((D65, ColorPrimaries::SMPTE_432)),
        22 => Some((D65, ColorPrimaries::EBU_3213)),
        // Digital cinema's XYZ (10), and what is reserved.
        _ => return Err(()),
    })
}

/// Table 3 of ITU-T H.273.
///
/// BT.709, BT.601, SMPTE 240M, BT.1361 and BT.2020 (1, 6, 7, 11, 12, 14, 15) describe the *camera*: how light is
/// made into values. None of these systems is shown by the inverse of that curve; the screen has its own, which
/// makes the picture as it was graded. A still that is labelled so was made to look right on an sRGB screen, so
/// libheif and Chrome (`gfx::ColorSpace`) leave its values as they are. To invert the curve washes the
/// picture out (grey 50 becomes 66).
///
/// The assumed screens of BT.470 (4: 2.2, 5: 2.8) are as much a label where an encoder wrote them.
fn transfer(code: u16, writer: Writer) -> Option<Transfer> {
    Some(match code {
        1 | 2 | 6 | 7 | 11..=15 => Transfer::Srgb,
        4 | 5 if writer == Writer::VideoEncoder => Transfer::Srgb,
        4 => Transfer::Power(2.2),
        5 => Transfer::Power(2.8),
        8 => Transfer::Power(1.0),
        16 => Transfer::Bright(Curve::Pq),
        18 => Transfer::Bright(Curve::Hlg),
        // Logarithms (9, 10), digital cinema (17), and what is reserved.
        _ => return None,
    })
}

/// `gAMA` and `cHRM` (PNG third edition, 11.3.2). Either may be missing; it is then that of sRGB.
fn of_gamma_and_chromaticities(gamma: Option<u32>, chromaticities: Option<[u32; 8]>) -> Meaning {
    let primaries = match chromaticities {
        Some(numbers) => match of_chromaticities(numbers) {
            Ok(primaries) => primaries,
            Err(()) => return Meaning::Unknown,
        },
        None => None,
    };
    match gamma {
        // libpng's bounds of a gamma that makes sense.
        Some(gamma @ 16..=625_000_000) => by_power(primaries, 100_000.0 / gamma as f32),
        Some(_) => Meaning::Unknown,
        None => primaries
            .map_or(Meaning::Srgb, |primaries| Meaning::Profile(Box::new(profile(primaries, srgb_curve())))),
    }
}

/// `Ok(None)` means those of sRGB; libpng (`PNG_COLORSPACE`, endpoints) takes them so within 0.01.
fn of_chromaticities(numbers: [u32; 8]) -> Result<Option<Primaries>, ()> {
    const SRGB: [u32; 8] = [31_270, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000];
    if numbers.iter().zip(SRGB).all(|(a, b)| a.abs_diff(b) <= 1_000) {
        return Ok(None);
    }
    let [white, red, green, blue] = {
        let [wx, wy, rx, ry, gx, gy, bx, by] = numbers.map(|number| number as f32 / 100_000.0);
        [(wx, wy), (rx, ry), (gx, gy), (bx, by)].map(|(x, y)| Chromaticity::new(x, y))
    };
    let inside = |point: &Chromaticity| point.x >= 0.0 && point.y > 0.0 && point.x + point.y <= 1.0;
    // Twice the area of the triangle; a flat one has no inverse.
    let area = (green.x - red.x) * (blue.y - red.y) - (blue.x - red.x) * (green.y - red.y);
    if [white, red, green, blue].iter().all(inside) && white.y > 0.01 && area.abs() > 0.001 {
        Ok(Some((white, ColorPrimaries { red, green, blue })))
    } else {
        Err(())
    }
}

/// Values whose light is their power. One whose product with an sRGB screen's 0.45455 lies within five percent of
/// one is that screen's: libpng's `PNG_GAMMA_THRESHOLD`. With other primaries it is
/// kept as it stands, because Adobe RGB is told so.
fn by_power(primaries: Option<Primaries>, exponent: f32) -> Meaning {
    const SCREEN: f32 = 2.2;
    const THRESHOLD: f32 = 0.05;
    if primaries.is_none() && (exponent / SCREEN - 1.0).abs() <= THRESHOLD {
        return Meaning::Srgb;
    }
    let curve = ToneReprCurve::Parametric(vec![exponent]);
    Meaning::Profile(Box::new(profile(primaries.unwrap_or(SRGB), curve)))
}

/// IEC 61966-2-1.
fn srgb_curve() -> ToneReprCurve {
    ToneReprCurve::Parametric(vec![2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.04045])
}

fn profile((white, primaries): Primaries, curve: ToneReprCurve) -> ColorProfile {
    let mut profile = ColorProfile::new_srgb();
    profile.red_trc = Some(curve.clone());
    profile.green_trc = Some(curve.clone());
    profile.blue_trc = Some(curve);
    profile.update_rgb_colorimetry(XyY { x: f64::from(white.x), y: f64::from(white.y), yb: 1.0 }, primaries);
    profile
}
