//! Finds writing: looks at the photo at several sizes and puts what is seen together to places.

mod levels;
mod map;
mod places;
mod rect;

use ort::value::TensorRef;

use crate::{
    detection::{DetectionError, TileShape},
    photo::Raster,
};

use self::{
    levels::{Levels, Tile},
    map::Map,
};

use super::{
    models::FINDS,
    work::{Sessions, Team},
};

pub(super) use self::{
    places::{Cluster, Line, clusters, outline, shared_out},
    rect::{Turned, area, hull, shared_area},
};

/// Lines are no higher than this share of the photo's shorter side. A name on a badge that fills a photo is a tenth of it; the edge of a
/// picture in the picture was taken for a line of half its height.
const HIGHEST: f32 = 0.3;

/// Finds the places with writing in a photo, as far as a look without reading can tell.
///
/// # Errors
/// [`DetectionError::Cancelled`], or an engine that does not answer.
pub(super) fn find(photo: &Raster, team: &mut Team<'_>) -> Result<Vec<Cluster>, DetectionError> {
    let levels = Levels::new(photo);
    let tiles = levels.tiles();
    let mut maps: Vec<Map> =
        levels.levels.iter().map(|level| Map::new(level.size().width, level.size().height)).collect();
    team.each(
        &tiles,
        &|tile, sessions, tensor| look(&levels, *tile, sessions, tensor),
        &mut |tile, values| {
            if let Some(map) = maps.get_mut(tile.level) {
                map.lay(tile.x, tile.y, levels.shape.width, &values);
            }
        },
    )?;
    let mut lines = Vec::new();
    for (number, (level, map)) in levels.levels.iter().zip(&maps).enumerate() {
        let believed = map.lines().into_iter().filter(|(rect, score)| level.believes(rect, *score));
        lines.extend(believed.map(|(rect, score)| Line {
            rect: rect.scaled(1.0 / level.scale),
            score,
            level: number,
        }));
    }
    // What the coarsest look takes for letters as high as the picture is an edge in it.
    let shorter = photo.size().width.min(photo.size().height) as f32;
    lines.retain(|line| line.rect.height.min(line.rect.length) <= HIGHEST * shorter);
    Ok(places::clusters(&lines))
}

/// One tile through the model: how likely each of its pixels belongs to a line, 0 to 255.
fn look(
    levels: &Levels<'_>,
    tile: Tile,
    sessions: &mut Sessions,
    tensor: &mut Vec<f32>,
) -> Result<Vec<u8>, DetectionError> {
    let fault = |error: ort::Error| DetectionError::Engine { reason: error.to_string() };
    levels.tensor(tile, tensor);
    let TileShape { width, height } = levels.shape;
    let sides = [1, 3, i64::from(height), i64::from(width)];
    let input = TensorRef::from_array_view((sides, tensor.as_slice())).map_err(fault)?;
    let outputs = sessions.of(&FINDS, levels.shape)?.run(ort::inputs![input]).map_err(fault)?;
    let first = outputs.values().next().ok_or_else(|| super::no_answer("no map"))?;
    let (_, values) = first.try_extract_tensor::<f32>().map_err(fault)?;
    if values.len() as u64 != levels.shape.area() || values.iter().any(|value| !value.is_finite()) {
        return Err(super::no_answer("the map is not whole"));
    }
    Ok(values.iter().map(|value| (value * 255.0).round().clamp(0.0, 255.0) as u8).collect())
}
