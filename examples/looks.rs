//! Every look beside the original, for eyes: `looks SHEET.png PHOTO X,Y,W,H[;X,Y,W,H…] [PHOTO BOXES]…`, the boxes
//! those of faces in pixels. One row a photo, cut to the surroundings of its first face.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a tool for the person who runs it")]

use std::{env, path::Path};

use sladd::{
    geometry::BoundingBox,
    photo::{Limits, open, read},
    redaction::{Shape, Sign, Style, face_mask, redact},
};

const SIDE: u32 = 260;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let styles = [
        None,
        Some(Style::Blur),
        Some(Style::Veil),
        Some(Style::Mosaic),
        Some(Style::Colour([32, 78, 110])),
        Some(Style::Sign(Sign::Smile)),
        Some(Style::Sign(Sign::Flower)),
        Some(Style::Sign(Sign::Star)),
    ];
    let photos = arguments[1..].chunks_exact(2);
    let mut sheet = image::RgbImage::from_pixel(SIDE * 8, SIDE * photos.len() as u32, image::Rgb([255; 3]));
    for (row, photo) in photos.enumerate() {
        let photo_bytes = read(Path::new(&photo[0]), &Limits::default()).unwrap();
        let raster = open(&photo_bytes, &Limits::default()).unwrap().raster;
        let boxes: Vec<BoundingBox> = photo[1]
            .split(';')
            .map(|numbers| numbers.split(',').map(|number| number.parse().unwrap()).collect::<Vec<f32>>())
            .map(|at| BoundingBox::new(at[0], at[1], at[2], at[3]))
            .collect();
        let shapes: Vec<Shape> = boxes.iter().map(|bbox| face_mask(*bbox, 25, raster.size())).collect();
        let longer = boxes[0].width.max(boxes[0].height) * if boxes.len() > 3 { 8.0 } else { 3.4 };
        let (x, y) = boxes[0].center();
        let part = BoundingBox::new(x - longer / 2.0, y - longer * 0.45, longer, longer);
        let part = part.to_pixels(raster.size()).unwrap();
        for (column, style) in styles.iter().enumerate() {
            let picture = style.map_or_else(|| raster.clone(), |style| redact(&raster, &shapes, style));
            let crop = picture.crop(part).unwrap();
            let crop = image::RgbImage::from_raw(part.width, part.height, crop.into_rgb()).unwrap();
            let small = image::DynamicImage::ImageRgb8(crop).resize(
                SIDE - 4,
                SIDE - 4,
                image::imageops::FilterType::Triangle,
            );
            let (left, top) = (column as u32 * SIDE, row as u32 * SIDE);
            image::imageops::replace(&mut sheet, &small.to_rgb8(), i64::from(left), i64::from(top));
        }
    }
    sheet.save(&arguments[0]).unwrap();
}
