//! A 24-megapixel photo with 30 faces must be covered in well under half a second on two cores.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use sladd::{
    geometry::{BoundingBox, PixelSize},
    photo::Raster,
    redaction::{Shape, Sign, Style, face_mask, redact},
};

const SIZE: PixelSize = PixelSize::new(6000, 4000);

fn photo() -> Option<Raster> {
    let mut state = 1_u32;
    let rgb = (0..SIZE.area() * 3).map(|_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    });
    Raster::new(SIZE, rgb.collect())
}

/// Six across, five down, 120 pixels wide: a group at some distance.
fn faces() -> Vec<Shape> {
    (0..30)
        .map(|i| {
            let (x, y) = ((i % 6 * 950 + 300) as f32, (i / 6 * 760 + 250) as f32);
            face_mask(BoundingBox::new(x, y, 120.0, 150.0), 25, SIZE)
        })
        .collect()
}

fn covering(criterion: &mut Criterion) {
    let Some(photo) = photo() else { return };
    let faces = faces();
    let mut group = criterion.benchmark_group("24 megapixels, 30 faces");
    group.sample_size(10);
    for (name, style) in [
        ("blur", Style::Blur),
        ("glass", Style::Veil),
        ("solid", Style::Solid),
        ("mosaic", Style::Mosaic),
        ("sign", Style::Sign(Sign::Smile)),
    ] {
        group.bench_function(name, |bencher| bencher.iter(|| redact(black_box(&photo), &faces, style)));
    }
    group.finish();
}

criterion_group!(benches, covering);
criterion_main!(benches);
