//! The outline of a person whom somebody has pointed at, and who may be somebody without a face in sight.
//!
//! `MediaPipe` selfie segmentation paints people as one mask, not one by one, and never tells who they are. It serves for a proposal that a person looks
//! at, and for a hint; nothing is covered by it alone.

use image::{GrayImage, ImageBuffer, Luma, Rgb, imageops};
use imageproc::{
    contours::{BorderType, find_contours},
    distance_transform::Norm,
    geometry::{approximate_polygon_dp, contour_area},
    morphology,
    point::Point,
    region_labelling::{Connectivity, connected_components},
};
use ort::value::TensorRef;

use crate::{
    detection::{DetectionError, reduced},
    geometry::{BoundingBox, PixelRect, PixelSize},
    photo::Raster,
};

use super::{
    models::PAINTS_PEOPLE,
    work::{Sessions, Team},
};

/// Somebody who may be there without a face: seen from behind, or cut off.
#[derive(Debug, Clone, PartialEq)]
pub struct Somebody {
    /// A closed line around the person, in pixels of the upright photo.
    pub outline: Vec<(f32, f32)>,
    /// Mean probability of the pixels inside, 0 to 1.
    pub score: f32,
}

impl Somebody {
    /// The smallest upright box around the outline.
    pub fn bounds(&self) -> BoundingBox {
        bounds(&self.outline)
    }
}

/// What a window shows beyond a person's box on each side, as a share of the box: the model paints people best who do not touch the edge.
const AROUND: f32 = 0.12;
/// The outline is grown by this share of the person's height: hair and fingers lie at the edge of what is painted.
const GROWN: f32 = 0.025;
/// Probability from which a pixel belongs to a person who was pointed at, of 255.
const BODY: u8 = 128;
/// Share of the box that a person fills at least, and share of all that is painted which is one piece with it; below, nobody
/// was found or a part would be left out, and the box itself is the better cover.
const LEAST_FILLED: f32 = 0.2;
const ONE_PIECE: f32 = 0.97;

/// Longer side of the picture in which people without a face are looked for.
const LONG_SIDE: u32 = 640;
/// Side of the squares that are looked at beside the whole photo, as a share of its longer side, and what lies between two of them.
const SQUARE: f32 = 0.7;
const STEP: f32 = 0.6;
/// Probability from which a pixel belongs to somebody nobody has pointed at, of 255.
const SURE: u8 = 179;
/// Least share of the photo, and least height as a share of its shorter side, of somebody who is worth a hint.
const LEAST_AREA: f32 = 0.01;
const LEAST_HEIGHT: f32 = 0.17;
/// Height against width of somebody who stands, sits or bends.
const UPRIGHT: std::ops::Range<f32> = 0.8..6.0;

/// The outline of the person in a box, grown a little; `None` where none is painted there or not as one piece. Never beyond the
/// box and its margin.
///
/// # Errors
/// [`DetectionError::Cancelled`], or an engine that does not answer.
pub(super) fn body(
    photo: &Raster,
    within: BoundingBox,
    team: &mut Team<'_>,
) -> Result<Option<Vec<(f32, f32)>>, DetectionError> {
    let around = BoundingBox::new(
        AROUND.mul_add(-within.width, within.x),
        AROUND.mul_add(-within.height, within.y),
        within.width * 2.0f32.mul_add(AROUND, 1.0),
        within.height * 2.0f32.mul_add(AROUND, 1.0),
    );
    let window = around.to_pixels(photo.size()).and_then(|rect| Some((rect, photo.crop(rect)?)));
    let Some((rect, window)) = window else { return Ok(None) };
    let Some(painted) = painted(&window, &[whole(window.size())], team)? else { return Ok(None) };
    let scale = painted.width() as f32 / rect.width as f32;
    // In pixels of the map.
    let inside = BoundingBox::new(
        (within.x - rect.x as f32) * scale,
        (within.y - rect.y as f32) * scale,
        within.width * scale,
        within.height * scale,
    );
    let mut mask = painted;
    for (x, y, pixel) in mask.enumerate_pixels_mut() {
        let belongs = pixel.0 >= [BODY] && inside.contains((x as f32 + 0.5, y as f32 + 0.5));
        pixel.0 = [if belongs { 255 } else { 0 }];
    }
    let all = count(&mask);
    if (all as f32) < LEAST_FILLED * inside.area() {
        return Ok(None);
    }
    grow(&mut mask, GROWN * inside.height);
    let Some(line) = longest(&mask) else { return Ok(None) };
    // A hand that is painted apart from its arm would be left out by one line.
    let pieces = connected_components(&mask, Connectivity::Eight, Luma([0]));
    let mut sizes: Vec<u32> = Vec::new();
    for label in pieces.pixels().filter(|label| label.0 != [0]) {
        let [label] = label.0;
        let at = label as usize;
        if sizes.len() <= at {
            sizes.resize(at + 1, 0);
        }
        if let Some(size) = sizes.get_mut(at) {
            *size += 1;
        }
    }
    let largest = sizes.iter().copied().max().unwrap_or_default();
    if (largest as f32) < ONE_PIECE * count(&mask) as f32 {
        return Ok(None);
    }
    let to_photo = |(x, y): (f32, f32)| {
        let most = |value: f32, most: u32| value.clamp(0.0, most as f32);
        (
            most(x / scale + rect.x as f32, photo.size().width),
            most(y / scale + rect.y as f32, photo.size().height),
        )
    };
    Ok(Some(line.into_iter().map(to_photo).collect()))
}

/// Who may be there without any of the `faces` (found, perhaps ones and candidates), the largest first.
///
/// # Errors
/// [`DetectionError::Cancelled`], or an engine that does not answer.
pub(super) fn without_face(
    photo: &Raster,
    faces: &[BoundingBox],
    team: &mut Team<'_>,
) -> Result<Vec<Somebody>, DetectionError> {
    let size = photo.size();
    let scale = (LONG_SIDE as f32 / size.long_side() as f32).min(1.0);
    let to = |side: u32| ((side as f32 * scale).round() as u32).max(1);
    let small = PixelSize::new(to(size.width), to(size.height));
    let small = if small == size { None } else { reduced(photo, small) };
    let small = small.as_ref().unwrap_or(photo);
    let scale = small.size().width as f32 / size.width as f32;
    let Some(painted) = painted(small, &windows(small.size()), team)? else { return Ok(Vec::new()) };
    let mut mask = painted.clone();
    for pixel in mask.pixels_mut() {
        pixel.0 = [if pixel.0 >= [SURE] { 255 } else { 0 }];
    }
    morphology::open_mut(&mut mask, Norm::LInf, 2);
    let labels = connected_components(&mask, Connectivity::Eight, Luma([0]));
    let faces: Vec<BoundingBox> = faces.iter().map(|face| face.times(scale)).collect();
    let mut found: Vec<(u32, Somebody)> = Vec::new();
    for piece in pieces(&labels, &painted) {
        let (area, height) = (piece.pixels as f32, piece.bounds.height);
        let photo_area = (small.size().width * small.size().height) as f32;
        let shorter = small.size().width.min(small.size().height) as f32;
        if area < LEAST_AREA * photo_area
            || height < LEAST_HEIGHT * shorter
            || !UPRIGHT.contains(&(height / piece.bounds.width.max(1.0)))
            || faces.iter().any(|face| piece.belongs_to(*face, &labels))
        {
            continue;
        }
        let mut alone = ImageBuffer::from_fn(labels.width(), labels.height(), |x, y| {
            Luma([if labels.get_pixel(x, y).0 == [piece.label] { 255u8 } else { 0 }])
        });
        grow(&mut alone, GROWN * height);
        if let Some(line) = longest(&alone) {
            let most = |value: f32, most: u32| (value / scale).clamp(0.0, most as f32);
            let outline =
                line.into_iter().map(|(x, y)| (most(x, size.width), most(y, size.height))).collect();
            found.push((piece.pixels, Somebody { outline, score: piece.sum / (255.0 * area) }));
        }
    }
    found.sort_by_key(|(pixels, _)| std::cmp::Reverse(*pixels));
    Ok(found.into_iter().map(|(_, somebody)| somebody).collect())
}

/// Pixels that hang together.
struct Piece {
    label: u32,
    bounds: BoundingBox,
    pixels: u32,
    /// Sum of what was painted, 0 to 255 for each pixel.
    sum: f32,
}

impl Piece {
    /// True where the face is that of this piece, or stands above it: legs below a coat that was not painted.
    fn belongs_to(&self, face: BoundingBox, labels: &ImageBuffer<Luma<u32>, Vec<u32>>) -> bool {
        let bounds = self.bounds;
        let (x, y) = face.center();
        let column = (bounds.x - 0.25 * bounds.width)..(bounds.right() + 0.25 * bounds.width);
        if column.contains(&x) && ((bounds.y - bounds.height)..bounds.bottom()).contains(&y) {
            return true;
        }
        let size = PixelSize::new(labels.width(), labels.height());
        face.to_pixels(size).is_some_and(|rect| {
            (rect.y..rect.bottom()).any(|y| {
                (rect.x..rect.right())
                    .any(|x| labels.get_pixel_checked(x, y).is_some_and(|at| at.0 == [self.label]))
            })
        })
    }
}

fn pieces(labels: &ImageBuffer<Luma<u32>, Vec<u32>>, painted: &GrayImage) -> Vec<Piece> {
    let mut found: Vec<Piece> = Vec::new();
    for ((x, y, label), value) in labels.enumerate_pixels().zip(painted.pixels()) {
        let ([label], [value]) = (label.0, value.0);
        if label == 0 {
            continue;
        }
        let here = BoundingBox::new(x as f32, y as f32, 1.0, 1.0);
        match found.iter_mut().find(|piece| piece.label == label) {
            Some(piece) => {
                piece.bounds = piece.bounds.hull(here);
                piece.pixels += 1;
                piece.sum += f32::from(value);
            }
            None => found.push(Piece { label, bounds: here, pixels: 1, sum: f32::from(value) }),
        }
    }
    found
}

/// How likely each pixel belongs to a person, 0 to 255; of several windows the likeliest answer counts. `None` for an empty picture.
fn painted(
    picture: &Raster,
    windows: &[PixelRect],
    team: &mut Team<'_>,
) -> Result<Option<GrayImage>, DetectionError> {
    let size = picture.size();
    // No larger than it is worth: what was pointed at on a large photo is painted in 256 pixels.
    let most = PAINTS_PEOPLE.shape.width as f32 * 2.0;
    let scale = (most / size.long_side() as f32).min(1.0);
    let to = |side: u32| ((side as f32 * scale).round() as u32).max(1);
    let (width, height) =
        if windows.len() == 1 { (to(size.width), to(size.height)) } else { (size.width, size.height) };
    let mut map = GrayImage::new(width, height);
    team.each(
        windows,
        &|window, sessions, tensor| paint(picture, *window, sessions, tensor),
        &mut |window, values| {
            let share = |side: u32, of: u32, all: u32| {
                (u64::from(side) * u64::from(all) / u64::from(of.max(1))) as u32
            };
            let (x, y) = (share(window.x, size.width, width), share(window.y, size.height, height));
            let (right, bottom) =
                (share(window.right(), size.width, width), share(window.bottom(), size.height, height));
            let (across, down) = ((right - x).max(1), (bottom - y).max(1));
            let laid = imageops::resize(&values, across, down, imageops::FilterType::Triangle);
            for (dx, dy, value) in laid.enumerate_pixels() {
                if let Some(pixel) = map.get_pixel_mut_checked(x + dx, y + dy) {
                    pixel.0 = pixel.0.max(value.0);
                }
            }
        },
    )?;
    Ok((size.area() > 0).then_some(map))
}

/// One window through the model.
fn paint(
    picture: &Raster,
    window: PixelRect,
    sessions: &mut Sessions,
    tensor: &mut Vec<f32>,
) -> Result<GrayImage, DetectionError> {
    let fault = |error: ort::Error| DetectionError::Engine { reason: error.to_string() };
    let shape = PAINTS_PEOPLE.shape;
    let part = picture.crop(window).ok_or_else(|| super::no_answer("a window outside of the photo"))?;
    let part: Option<ImageBuffer<Rgb<u8>, Vec<u8>>> =
        ImageBuffer::from_raw(window.width, window.height, part.into_rgb());
    let part = part.ok_or_else(|| super::no_answer("a window that is not whole"))?;
    let small = imageops::resize(&part, shape.width, shape.height, imageops::FilterType::Triangle);
    let area = shape.area() as usize;
    tensor.clear();
    tensor.resize(3 * area, 0.0);
    for (at, pixel) in small.pixels().enumerate() {
        for (plane, value) in tensor.chunks_exact_mut(area).zip(pixel.0) {
            if let Some(target) = plane.get_mut(at) {
                *target = f32::from(value) / 255.0;
            }
        }
    }
    let sides = [1, 3, i64::from(shape.height), i64::from(shape.width)];
    let input = TensorRef::from_array_view((sides, tensor.as_slice())).map_err(fault)?;
    let outputs = sessions.of(&PAINTS_PEOPLE, shape)?.run(ort::inputs![input]).map_err(fault)?;
    let first = outputs.values().next().ok_or_else(|| super::no_answer("no people"))?;
    let (_, values) = first.try_extract_tensor::<f32>().map_err(fault)?;
    if values.len() != area || values.iter().any(|value| !value.is_finite()) {
        return Err(super::no_answer("the people are not whole"));
    }
    let bytes = values.iter().map(|value| (value * 255.0).round().clamp(0.0, 255.0) as u8).collect();
    GrayImage::from_raw(shape.width, shape.height, bytes)
        .ok_or_else(|| super::no_answer("the people are not whole"))
}

fn whole(size: PixelSize) -> PixelRect {
    PixelRect::new(0, 0, size.width, size.height)
}

/// The whole picture, and squares that overlap.
fn windows(size: PixelSize) -> Vec<PixelRect> {
    let square = SQUARE * size.long_side() as f32;
    let starts = |of: u32| -> Vec<(u32, u32)> {
        let length = (square.round() as u32).min(of).max(1);
        let count = ((of - length) as f32 / (STEP * length as f32)).ceil() as u32 + 1;
        let last = u64::from(count - 1).max(1);
        (0..count)
            .map(|number| ((u64::from(of - length) * u64::from(number) / last) as u32, length))
            .collect()
    };
    let columns = starts(size.width);
    let squares = starts(size.height)
        .into_iter()
        .flat_map(|(y, height)| columns.iter().map(move |(x, width)| PixelRect::new(*x, y, *width, height)));
    let whole = whole(size);
    std::iter::once(whole).chain(squares.filter(|square| *square != whole)).collect()
}

fn grow(mask: &mut GrayImage, by: f32) {
    // The line below runs through the middles of the outermost pixels.
    let by = (by.max(0.0) + 1.0).ceil().min(200.0) as u8;
    morphology::dilate_mut(mask, Norm::L2, by);
}

fn count(mask: &GrayImage) -> u32 {
    mask.pixels().filter(|pixel| pixel.0 != [0]).count().try_into().unwrap_or(u32::MAX)
}

/// The line around the largest piece, holes filled, simplified to half a pixel of the map: in pixels of the map, whose first one begins at
/// 0 and ends at 1.
fn longest(mask: &GrayImage) -> Option<Vec<(f32, f32)>> {
    let lines = find_contours::<i32>(mask);
    let outer =
        lines.into_iter().filter(|line| line.border_type == BorderType::Outer && line.points.len() >= 3);
    let largest = outer.max_by(|a, b| contour_area(&a.points).total_cmp(&contour_area(&b.points)))?;
    let simple: Vec<Point<i32>> = approximate_polygon_dp(&largest.points, 0.7, true);
    (simple.len() >= 3).then(|| simple.into_iter().map(|at| (at.x as f32 + 0.5, at.y as f32 + 0.5)).collect())
}

fn bounds(line: &[(f32, f32)]) -> BoundingBox {
    let boxes = line.iter().map(|(x, y)| BoundingBox::new(*x, *y, 0.0, 0.0));
    boxes.reduce(BoundingBox::hull).unwrap_or(BoundingBox::new(0.0, 0.0, 0.0, 0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pixel_lies_in_a_window() {
        for (width, height) in [(640, 427), (640, 640), (300, 640), (640, 40), (1, 1), (5, 3)] {
            let all = windows(PixelSize::new(width, height));
            assert_eq!(all[0], PixelRect::new(0, 0, width, height));
            let squares = &all[1..];
            let inside = |x: u32, y: u32| {
                squares
                    .iter()
                    .any(|one| (one.x..one.right()).contains(&x) && (one.y..one.bottom()).contains(&y))
            };
            let every = || (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
            assert!(squares.is_empty() || every().all(|(x, y)| inside(x, y)), "{width}×{height}: {all:?}");
            assert!(all.iter().all(|one| one.right() <= width && one.bottom() <= height));
        }
    }

    #[test]
    fn the_line_runs_around_the_largest_piece_and_over_its_holes() {
        let mask = GrayImage::from_fn(60, 40, |x, y| {
            let large = (5..35).contains(&x) && (5..35).contains(&y);
            let hole = (15..20).contains(&x) && (15..20).contains(&y);
            let small = (45..50).contains(&x) && (5..10).contains(&y);
            Luma([if (large && !hole) || small { 255 } else { 0 }])
        });
        let line = longest(&mask).unwrap();
        let around = bounds(&line);
        assert!((around.x - 5.5).abs() < 0.1 && (around.right() - 34.5).abs() < 0.1, "{around:?}");
        assert!(line.len() <= 8, "{line:?}");
        let mut grown = mask;
        grow(&mut grown, 2.0);
        let around = bounds(&longest(&grown).unwrap());
        assert!(around.x <= 3.0 && around.right() >= 37.0, "{around:?}");
    }
}
