//! Reads ICC profiles (ICC.1:2022) as they are found in photos.
//!
//! `moxcms` gives up a profile for a fault in any of its tags, be it in the copyright. Little CMS, by which other
//! programs convert, reads a tag when it is needed. So a profile is made anew of its transform alone: what is
//! in the file counts and not what the tables say of its length, two old faults that Little CMS knows by name
//! are mended, and everything that no conversion needs is left behind.

use moxcms::{ColorProfile, DataColorSpace, ParsingOptions, ToneReprCurve};

use super::stated::{CodePoints, Writer};

/// Header and number of tags (ICC.1:2022, 7.2 and 7.3.1).
const HEADER: usize = 128;
const ENTRY: usize = 12;
/// Tags looked at; Little CMS takes no more (`MAX_TABLE_TAG`).
const MOST_TAGS: usize = 100;
/// Points of a curve, as many as Little CMS takes.
const MOST_POINTS: usize = 65_530;

const XYZ: &[u8] = b"XYZ ";
const CURVE: &[u8] = b"curv";
/// What profiles of Corbis have for `XYZ ` and of Monaco for `curv` (Little CMS: `cmsCorbisBrokenXYZtype`,
/// `cmsMonacoBrokenCurveType`).
const CORBIS_XYZ: &[u8] = b"\x17\xa5\x05\xb8";
const MONACO_CURVE: &[u8] = b"\x94\x78\xee\x00";

const COLOURS: [&[u8]; 4] = [b"rXYZ", b"gXYZ", b"bXYZ", b"wtpt"];
const CURVES: [&[u8]; 4] = [b"rTRC", b"gTRC", b"bTRC", b"kTRC"];
const TABLES: [&[u8]; 3] = [b"A2B0", b"A2B1", b"A2B2"];

/// The transform of a profile to the connection space; `None` where there is none that can be read.
pub(in crate::photo) fn profile(bytes: &[u8]) -> Option<ColorProfile> {
    let options = ParsingOptions { max_allowed_trc_size: MOST_POINTS, ..ParsingOptions::default() };
    let parse = |tags: &[Tag]| {
        let parsed = ColorProfile::new_from_slice_with_options(&assemble(bytes, tags)?, options).ok()?;
        if parsed.color_space == DataColorSpace::Gray { with_luminance(parsed) } else { Some(parsed) }
    };
    let all = transform(bytes)?;
    let without_tables = || all.iter().filter(|(name, _)| !is_table(name)).cloned().collect::<Vec<_>>();
    // A table of a kind that is not known leaves the curves and colours beside it.
    parse(&all).or_else(|| parse(&without_tables()))
}

/// The curve of a grey profile in Lab gives lightness, and not luminance (8.3.4; ISO 15076-1, annex A for the formula).
/// `moxcms` knows luminance alone.
fn with_luminance(mut profile: ColorProfile) -> Option<ColorProfile> {
    /// As many as keep the dark greys apart.
    const POINTS: u16 = 4096;
    if profile.pcs == DataColorSpace::Lab {
        let lightness = profile.gray_trc.as_ref()?.make_linear_evaluator().ok()?;
        let luminance = |value: f32| {
            let lightness = lightness.evaluate_value(value) * 100.0;
            if lightness > 8.0 { ((lightness + 16.0) / 116.0).powi(3) } else { lightness * 27.0 / 24_389.0 }
        };
        let step = |index| f32::from(index) / f32::from(POINTS - 1);
        let points = (0..POINTS).map(|index| (luminance(step(index)) * 65_535.0 + 0.5) as u16);
        profile.gray_trc = Some(ToneReprCurve::Lut(points.collect()));
        profile.pcs = DataColorSpace::Xyz;
    }
    Some(profile)
}

fn is_table(name: &[u8]) -> bool {
    TABLES.contains(&name)
}

/// The tag `cicp` (9.2.17): code points of RGB, with which the makers of HDR profiles say what no curve can.
pub(super) fn code_points(bytes: &[u8]) -> Option<CodePoints> {
    let (at, _) = tags(bytes)?.find(|(name, _)| *name == b"cicp").map(|(_, place)| place)?;
    match bytes.get(at..at.checked_add(12)?)? {
        [b'c', b'i', b'c', b'p', _, _, _, _, primaries, transfer, _, range] => Some(CodePoints {
            primaries: u16::from(*primaries),
            transfer: u16::from(*transfer),
            full_range: *range == 1,
            writer: Writer::Author,
        }),
        _ => None,
    }
}

type Tag = (Vec<u8>, Vec<u8>);

/// Name, and place and length as the table has them.
fn tags(bytes: &[u8]) -> Option<impl Iterator<Item = (&[u8], (usize, usize))>> {
    if bytes.get(36..40) != Some(b"acsp") {
        return None;
    }
    let count = (number(bytes, HEADER)?).min(MOST_TAGS);
    Some((0..count).filter_map(move |index| {
        let at = HEADER + 4 + index * ENTRY;
        Some((bytes.get(at..at + 4)?, (number(bytes, at + 4)?, number(bytes, at + 8)?)))
    }))
}

/// The tags that make the transform, as `moxcms` can read them.
fn transform(bytes: &[u8]) -> Option<Vec<Tag>> {
    let mut found: Vec<Tag> = Vec::new();
    for (name, (at, length)) in tags(bytes)? {
        let Some(rest) = bytes.get(at..) else { continue };
        let data = if COLOURS.contains(&name) {
            colour(rest)
        } else if CURVES.contains(&name) {
            curve(rest)
        } else if is_table(name) {
            rest.get(..length.min(rest.len())).map(<[u8]>::to_vec)
        } else {
            None
        };
        // The first of a name counts.
        if let Some(data) = data.filter(|_| found.iter().all(|(other, _)| other != name)) {
            found.push((name.to_vec(), data));
        }
    }
    Some(found)
}

/// 10.31: one colour.
fn colour(rest: &[u8]) -> Option<Vec<u8>> {
    let data = rest.get(..20)?;
    let is_known = data.starts_with(XYZ) || data.starts_with(CORBIS_XYZ);
    is_known.then(|| [XYZ, data.get(4..).unwrap_or_default()].concat())
}

/// 10.6 and 10.18: a curve of points or of parameters. Its length is in it; the length that the table gives
/// is often that with the padding, which files are then cut without.
fn curve(rest: &[u8]) -> Option<Vec<u8>> {
    /// Parameters of the kinds 0 to 4.
    const PARAMETERS: [usize; 5] = [1, 3, 4, 5, 7];
    if rest.starts_with(CURVE) || rest.starts_with(MONACO_CURVE) {
        let points = number(rest, 8)?;
        let length = (points <= MOST_POINTS).then_some(12 + points * 2)?;
        return Some([CURVE, rest.get(4..length)?].concat());
    }
    let kind = usize::from(u16::from_be_bytes(rest.get(8..10)?.try_into().ok()?));
    // A power of nothing or less is no curve.
    let exponent = i32::from_be_bytes(rest.get(12..16)?.try_into().ok()?);
    (rest.starts_with(b"para") && exponent > 0).then_some(())?;
    rest.get(..12 + PARAMETERS.get(kind)? * 4).map(<[u8]>::to_vec)
}

/// A profile of these tags. Of the header what a transform asks for is kept: version, class, colour space and
/// connection space; the rest is as the standard has it.
fn assemble(bytes: &[u8], tags: &[Tag]) -> Option<Vec<u8>> {
    /// D50 (7.2.16).
    const ILLUMINANT: [u8; 12] = [0, 0, 0xf6, 0xd6, 0, 1, 0, 0, 0, 0, 0xd3, 0x2d];
    /// Any day: 1 January 2000.
    const DATE: [u8; 12] = [0x07, 0xd0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0];
    // `moxcms` knows 2 and 4; the first versions had the same tags as 2, and 5 keeps those of 4.
    let version = if bytes.get(8)? < &4 { 2 } else { 4 };
    let class = bytes.get(12..16)?;
    let class: &[u8] = match class {
        b"scnr" | b"mntr" | b"prtr" | b"spac" => class,
        // Of one device to another, of named colours, of effects: none of them says what a photo's colours are.
        b"link" | b"nmcl" | b"abst" => return None,
        _ => b"mntr",
    };
    let space = bytes.get(16..20)?;
    // Colours and curves are of XYZ (8.3.3), whatever the header says.
    let is_matrix = space == b"RGB " && !tags.iter().any(|(name, _)| is_table(name));
    let connection = if is_matrix { XYZ } else { bytes.get(20..24)? };
    let mut table = Vec::new();
    let mut data = Vec::new();
    let start = HEADER + 4 + tags.len() * ENTRY;
    for (name, content) in tags {
        table.extend_from_slice(name);
        table.extend(u32::try_from(start + data.len()).ok()?.to_be_bytes());
        table.extend(u32::try_from(content.len()).ok()?.to_be_bytes());
        data.extend_from_slice(content);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    let mut whole = u32::try_from(start + data.len()).ok()?.to_be_bytes().to_vec();
    whole.extend([0, 0, 0, 0, version, 0, 0, 0]);
    whole.extend_from_slice(class);
    whole.extend_from_slice(space);
    whole.extend_from_slice(connection);
    whole.extend(DATE);
    whole.extend(b"acsp");
    whole.resize(68, 0);
    whole.extend(ILLUMINANT);
    whole.resize(HEADER, 0);
    whole.extend(u32::try_from(tags.len()).ok()?.to_be_bytes());
    whole.extend(table);
    whole.extend(data);
    Some(whole)
}

fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    usize::try_from(u32::from_be_bytes(four.try_into().ok()?)).ok()
}

#[cfg(test)]
mod tests {
    use moxcms::{Layout, TransformOptions};

    use super::*;

    /// What becomes of a red, a green and a grey; `None` where the profile cannot be used.
    fn converted(bytes: &[u8]) -> Option<Vec<u8>> {
        let from = [200, 40, 40, 40, 180, 60, 128, 128, 128];
        let mut to = vec![0; from.len()];
        let srgb = ColorProfile::new_srgb();
        let transform = profile(bytes)?
            .create_transform_8bit(Layout::Rgb, &srgb, Layout::Rgb, TransformOptions::default())
            .ok()?;
        transform.transform(&from, &mut to).ok()?;
        Some(to)
    }

    fn curve_of(gamma: u16) -> Vec<u8> {
        [&b"curv\0\0\0\0\0\0\0\x01"[..], &gamma.to_be_bytes()].concat()
    }

    /// Adobe RGB with curves of 14 bytes, the blue one last and without padding.
    fn plain() -> Vec<u8> {
        let whole = ColorProfile::new_adobe_rgb().encode().unwrap();
        let mut tags: Vec<Tag> = tags(&whole)
            .unwrap()
            .filter(|(name, _)| COLOURS.contains(name))
            .map(|(name, (at, length))| (name.to_vec(), whole[at..at + length].to_vec()))
            .collect();
        tags.push((b"desc".to_vec(), b"desc\0\0\0\0\0\0\0\x02A\0".to_vec()));
        for name in [b"rTRC", b"gTRC", b"bTRC"] {
            tags.push((name.to_vec(), curve_of(0x0233)));
        }
        let mut bytes = assemble(&whole, &tags).unwrap();
        bytes.truncate(bytes.len() - 2);
        bytes
    }

    fn entry(bytes: &[u8], name: &[u8]) -> usize {
        let count = number(bytes, HEADER).unwrap();
        (0..count).map(|index| HEADER + 4 + index * ENTRY).find(|at| bytes[*at..].starts_with(name)).unwrap()
    }

    /// Little CMS converts these as the sound profile, except where a length that is declared, of a tag or of the whole,
    /// does not fit: then it passes the tag over and gives up.
    #[test]
    fn faults_that_have_no_bearing_on_the_transform_change_nothing() {
        let sound = plain();
        let wanted = converted(&sound).unwrap();
        assert_ne!(wanted[..3], [200, 40, 40]);
        let write = |at: usize, value: &[u8]| {
            let mut bytes = sound.clone();
            bytes[at..at + value.len()].copy_from_slice(value);
            bytes
        };
        let declared = |name: &[u8], length: u32| write(entry(&sound, name) + 8, &length.to_be_bytes());
        let size = sound.len() as u32;
        let mut corbis = sound.clone();
        for name in COLOURS {
            if tags(&sound).unwrap().any(|(other, _)| other == name) {
                let at = number(&sound, entry(&sound, name) + 4).unwrap();
                corbis[at..at + 4].copy_from_slice(CORBIS_XYZ);
            }
        }
        let mut monaco = sound.clone();
        for name in [b"rTRC", b"gTRC", b"bTRC"] {
            let at = number(&sound, entry(&sound, name) + 4).unwrap();
            monaco[at..at + 4].copy_from_slice(MONACO_CURVE);
        }
        let description = number(&sound, entry(&sound, b"desc") + 4).unwrap();
        for (what, bytes) in [
            ("padding is there", [&sound[..], &[0, 0]].concat()),
            ("garbage behind", [&sound[..], &[0x55; 1001]].concat()),
            ("size with padding", write(0, &(size + 2).to_be_bytes())),
            ("size too small", write(0, &(size - 2).to_be_bytes())),
            ("no size", write(0, &[0; 4])),
            ("size of everything", write(0, &[0xff; 4])),
            ("curve declared with padding", declared(b"bTRC", 16)),
            ("curve declared too short", declared(b"rTRC", 12)),
            ("types of Corbis", corbis),
            ("types of Monaco", monaco),
            ("description broken", write(description, b"desc\0\0\0\0\xff\xff\xff\xff")),
            ("description beyond the end", write(entry(&sound, b"desc") + 4, &[0x7f; 4])),
            ("version 0", write(8, &[0; 4])),
            ("version 5", write(8, &[5, 0, 0, 0])),
            ("no date", write(24, &[0xff; 12])),
            ("unknown intent", write(64, &[0, 0, 0, 9])),
            ("no illuminant", write(68, &[0; 12])),
            ("colours and curves said to be of Lab", write(20, b"Lab ")),
        ] {
            let found = converted(&bytes).unwrap_or_else(|| panic!("{what}"));
            let near = found.iter().zip(&wanted).all(|(a, b)| a.abs_diff(*b) <= 1);
            assert!(near, "{what}: {found:?}, not {wanted:?}");
        }
        for (what, bytes) in [
            ("no mark of a profile", write(36, b"xcsp")),
            ("no colour space", write(16, b"abcd")),
            ("of one device to another", write(12, b"link")),
            ("a curve beyond the end", write(entry(&sound, b"rTRC") + 4, &[0x7f; 4])),
            ("a curve cut short", sound[..sound.len() - 1].to_vec()),
        ] {
            assert!(converted(&bytes).is_none(), "{what}");
        }
        for length in 0..sound.len() {
            // Cut anywhere, it is an answer and no panic.
            drop(converted(&sound[..length]));
            assert!(code_points(&sound[..length]).is_none());
        }
    }

    /// CIE 1976: lightness 50 is luminance 0.184, which sRGB writes as 119.
    #[test]
    fn a_grey_profile_of_lightness_is_not_taken_for_one_of_luminance() {
        let mut header = plain();
        header[16..24].copy_from_slice(b"GRAYLab ");
        let tags = [(b"kTRC".to_vec(), b"curv\0\0\0\0\0\0\0\0".to_vec())];
        let profile = profile(&assemble(&header, &tags).unwrap()).unwrap();
        let srgb = ColorProfile::new_srgb();
        let transform = profile
            .create_transform_8bit(Layout::Gray, &srgb, Layout::Rgb, TransformOptions::default())
            .unwrap();
        let mut rgb = [0; 9];
        transform.transform(&[0, 128, 255], &mut rgb).unwrap();
        assert_eq!(rgb, [0, 0, 0, 119, 119, 119, 255, 255, 255]);
    }

    #[test]
    fn the_tag_of_code_points_is_found() {
        let whole = plain();
        assert_eq!(code_points(&whole), None);
        let tags = [(b"cicp".to_vec(), b"cicp\0\0\0\0\x09\x10\0\x01".to_vec())];
        let points = code_points(&assemble(&whole, &tags).unwrap()).unwrap();
        assert_eq!((points.primaries, points.transfer, points.full_range), (9, 16, true));
    }
}
