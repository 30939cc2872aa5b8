//! Kinds of TIFF put together byte by byte, against the colours that they were made of.

use super::{
    super::{Limits, Notice, OpenedImage, PhotoError, open},
    KIND,
};

/// A field: its tag, its type (1, 3 or 4) and its numbers.
type Field<'a> = (u16, u16, &'a [u32]);

/// A TIFF of one strip of `data`; the fields are put in order, and those of the strip are added.
fn tiff(little: bool, width: u32, height: u32, fields: &[Field<'_>], data: &[u8]) -> Vec<u8> {
    let two = |value: u16| if little { value.to_le_bytes() } else { value.to_be_bytes() };
    let four = |value: u32| if little { value.to_le_bytes() } else { value.to_be_bytes() };
    let length = [data.len() as u32];
    let (width, height) = ([width], [height]);
    let mut fields = fields.to_vec();
    fields.extend([(256, 4, &width[..]), (257, 4, &height[..]), (273, 4, &[0]), (279, 4, &length[..])]);
    fields.sort_by_key(|field| field.0);
    let mut out = if little { b"II*\0".to_vec() } else { b"MM\0*".to_vec() };
    out.extend(four(8));
    out.extend(two(fields.len() as u16));
    let behind = 8 + 2 + fields.len() * 12 + 4;
    let (mut values, mut strip_at) = (Vec::new(), 0);
    for (tag, kind, numbers) in &fields {
        let mut bytes: Vec<u8> = numbers
            .iter()
            .flat_map(|number| match kind {
                1 => vec![*number as u8],
                3 => two(*number as u16).to_vec(),
                _ => four(*number).to_vec(),
            })
            .collect();
        out.extend(two(*tag));
        out.extend(two(*kind));
        out.extend(four(numbers.len() as u32));
        if *tag == 273 {
            strip_at = out.len();
        }
        if bytes.len() <= 4 {
            bytes.resize(4, 0);
            out.extend(bytes);
        } else {
            out.extend(four((behind + values.len()) as u32));
            values.extend(bytes);
        }
    }
    out.extend([0; 4]);
    let data_at = four((behind + values.len()) as u32);
    out[strip_at..strip_at + 4].copy_from_slice(&data_at);
    out.extend(values);
    out.extend_from_slice(data);
    out
}

fn opened(bytes: &[u8]) -> OpenedImage {
    open(bytes, &Limits::default()).unwrap()
}

fn row(bytes: &[u8]) -> Vec<[u8; 3]> {
    opened(bytes).raster.rgb().as_chunks::<3>().0.to_vec()
}

#[test]
fn a_palette_may_have_transparency_and_eight_bits_for_a_colour() {
    // Red, green, blue, grey.
    let map = |scale: u32| [255, 0, 0, 128, 0, 255, 0, 128, 0, 0, 255, 128].map(|value| value * scale);
    for scale in [1, 257] {
        for little in [true, false] {
            let map = map(scale);
            let fields: [Field<'_>; 5] =
                [(258, 3, &[2, 2]), (262, 3, &[3]), (277, 3, &[2]), (320, 3, &map), (338, 3, &[2])];
            // Number and opacity of four pixels, two bits each: the third is transparent, the last by two thirds.
            let file = tiff(little, 4, 1, &fields, &[0b0011_0111, 0b1000_1101]);
            assert_eq!(row(&file), [[255, 0, 0], [0, 255, 0], [255; 3], [213; 3]], "{scale}");
            let fields: [Field<'_>; 3] = [(258, 3, &[2]), (262, 3, &[3]), (320, 3, &map)];
            let file = tiff(little, 4, 1, &fields, &[0b0001_1011]);
            assert_eq!(row(&file), [[255, 0, 0], [0, 255, 0], [0, 0, 255], [128; 3]], "{scale}");
        }
    }
}

#[test]
fn bits_may_begin_with_the_lowest_and_zero_may_be_white() {
    let fields = |photometric: &'static [u32], order: &'static [u32]| -> [Field<'static>; 3] {
        [(258, 3, &[1]), (262, 3, photometric), (266, 3, order)]
    };
    let black_first = [[0; 3], [255; 3], [255; 3], [255; 3], [0; 3]];
    assert_eq!(row(&tiff(true, 5, 1, &fields(&[1], &[1]), &[0b0111_0000])), black_first);
    assert_eq!(row(&tiff(true, 5, 1, &fields(&[0], &[1]), &[0b1000_1000])), black_first);
    assert_eq!(row(&tiff(true, 5, 1, &fields(&[1], &[2]), &[0b0000_1110])), black_first);
}

#[test]
fn chroma_that_is_shared_by_a_square_of_pixels_is_spread_over_it() {
    let fields: [Field<'_>; 4] = [(258, 3, &[8, 8, 8]), (262, 3, &[6]), (277, 3, &[3]), (530, 3, &[2, 2])];
    // Two squares, of which the second reaches beyond the third column: grey, and the red of BT.601.
    let data = [10, 20, 30, 40, 128, 128, 76, 76, 76, 76, 85, 255];
    let found = row(&tiff(true, 3, 2, &fields, &data));
    assert_eq!([found[0], found[1], found[3], found[4]], [[10; 3], [20; 3], [30; 3], [40; 3]]);
    for red in [found[2], found[5]] {
        assert!(red[0] >= 253 && red[1] <= 1 && red[2] <= 1, "{red:?}");
    }
}

#[test]
fn differences_are_summed_up_within_their_own_sample() {
    let plain: Vec<u16> = vec![1000, 2000, 40_000, 900, 2100, 39_000, 65_535, 0, 257];
    let packed: Vec<u8> = plain
        .iter()
        .enumerate()
        .flat_map(|(at, value)| value.wrapping_sub(if at < 3 { 0 } else { plain[at - 3] }).to_be_bytes())
        .collect();
    let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut zlib, &packed).unwrap();
    let fields: [Field<'_>; 5] =
        [(258, 3, &[16, 16, 16]), (259, 3, &[8]), (262, 3, &[2]), (277, 3, &[3]), (317, 3, &[2])];
    let wanted: Vec<u8> = plain.iter().map(|value| (f64::from(*value) / 257.0).round() as u8).collect();
    let found = opened(&tiff(false, 3, 1, &fields, &zlib.finish().unwrap()));
    assert_eq!(found.raster.rgb(), wanted);
}

#[test]
fn a_sample_that_nobody_declared_hides_no_picture() {
    let fields = |extra: &'static [u32]| -> Vec<Field<'static>> {
        let mut fields: Vec<Field<'_>> = vec![(258, 3, &[8; 4]), (262, 3, &[2]), (277, 3, &[4])];
        fields.extend((!extra.is_empty()).then_some((338_u16, 3_u16, extra)));
        fields
    };
    let data = [10, 20, 30, 0, 40, 50, 60, 0];
    assert_eq!(row(&tiff(true, 2, 1, &fields(&[]), &data)), [[10, 20, 30], [40, 50, 60]]);
    assert_eq!(row(&tiff(true, 2, 1, &fields(&[0]), &data)), [[10, 20, 30], [40, 50, 60]]);
    assert_eq!(row(&tiff(true, 2, 1, &fields(&[2]), &data)), [[255; 3], [255; 3]]);
}

#[test]
fn what_is_stored_in_an_unknown_way_is_a_kind_and_what_is_cut_off_is_damaged() {
    let plain: [Field<'_>; 3] = [(258, 3, &[8; 3]), (262, 3, &[2]), (277, 3, &[3])];
    let data = [7; 12];
    assert!(opened(&tiff(true, 2, 2, &plain, &data)).notices.is_empty());
    let kind = |field: Field<'static>| {
        let mut fields: Vec<Field<'_>> = plain.iter().filter(|(tag, ..)| *tag != field.0).copied().collect();
        fields.push(field);
        open(&tiff(true, 2, 2, &fields, &data), &Limits::default()).unwrap_err()
    };
    for field in [
        (259, 3, &[6][..]),
        (259, 3, &[34_712]),
        (259, 3, &[34_925]),
        (258, 3, &[5, 6, 5]),
        (258, 3, &[64; 3]),
        (262, 3, &[32_845]),
        (339, 3, &[3; 3]),
        (339, 3, &[2; 3]),
    ] {
        assert_eq!(kind(field), KIND, "{field:?}");
    }
    let file = tiff(true, 2, 2, &plain, &data);
    assert_eq!(open(&file[..file.len() - 1], &Limits::default()).unwrap_err(), PhotoError::Damaged);
    let large = open(&tiff(true, 20_000, 20_000, &plain, &data), &Limits::default()).unwrap_err();
    assert!(matches!(large, PhotoError::TooLarge { .. }), "{large}");
}

#[test]
fn a_fax_that_breaks_off_is_incomplete() {
    let fields = |compression: &'static [u32]| -> [Field<'static>; 3] {
        [(258, 3, &[1]), (259, 3, compression), (262, 3, &[0])]
    };
    // Of one dimension, with marks: a row of eight white pixels, a row of three black ones, then nothing sensible.
    let marked = [0x00, 0x19, 0x80, 0x01, 0x35, 0x95, 0x00, 0x10, 0x00, 0x00];
    let found = opened(&tiff(true, 8, 4, &fields(&[3]), &marked));
    assert!(found.notices.contains(&Notice::Incomplete));
    assert_eq!(found.raster.pixel(0, 0), Some([255; 3]));
    // Group 4: a mode that does not exist.
    let found = opened(&tiff(true, 8, 4, &fields(&[4]), &[0x80, 0x00]));
    assert!(found.notices.contains(&Notice::Incomplete));
}
