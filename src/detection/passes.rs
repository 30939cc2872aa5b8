//! Which looks are taken at a photo: by which model, at what size, turned how.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A detector.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Model {
    /// Precise, with full boxes, slow; sees faces of about 24 to 800 tile pixels.
    CenterFace,
    /// Quick, sees faces from about 12 tile pixels on, fires more often at what is none.
    YuNet,
}

/// How large the photo is shown to the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Zoom {
    /// At a half, a third and a quarter of one tile, side by side on one: what is blurred is a clear face once it is small.
    Small,
    /// So that it fills that many tiles across and as many down.
    Tiles(u8),
    /// Pixel for pixel.
    Native,
}

/// One model looking once at the whole photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Pass {
    /// Who looks.
    pub model: Model,
    /// At what size.
    pub zoom: Zoom,
    /// Clockwise turns of the photo by 90° before it is shown, 0 to 3.
    pub turns: u8,
}

impl Pass {
    /// An upright pass.
    pub const fn new(model: Model, zoom: Zoom) -> Self {
        Self { model, zoom, turns: 0 }
    }

    /// The same pass at another turn.
    pub const fn turned(self, turns: u8) -> Self {
        Self { turns, ..self }
    }

    /// True for a pass that is taken at all four turns, and so tells how the photo lies.
    pub fn is_at_every_turn(self) -> bool {
        AT_EVERY_TURN.contains(&(self.model, self.zoom))
    }
}

/// The cheap passes: they find lying people, and photos that lie on their side without saying so.
const AT_EVERY_TURN: [(Model, Zoom); 3] =
    [(Model::CenterFace, Zoom::Tiles(1)), (Model::YuNet, Zoom::Tiles(1)), (Model::YuNet, Zoom::Tiles(2))];

/// The first passes, coarse answers first: upright, then turned.
pub fn first_passes() -> Vec<Pass> {
    (0..4).flat_map(|turns| AT_EVERY_TURN.map(|(model, zoom)| Pass::new(model, zoom).turned(turns))).collect()
}

/// The costly passes, at the turn or turns at which the first ones found the people upright. `zooms` are
/// those that the photo is large enough for.
pub(super) fn further_passes(zooms: &[Zoom], turns: &[u8]) -> Vec<Pass> {
    let fine = zooms.iter().filter(|zoom| !matches!(zoom, Zoom::Tiles(1 | 2)));
    let passes: Vec<Pass> = std::iter::once(Pass::new(Model::CenterFace, Zoom::Tiles(2)))
        .chain(std::iter::once(Pass::new(Model::YuNet, Zoom::Small)))
        .chain(fine.map(|zoom| Pass::new(Model::YuNet, *zoom)))
        .collect();
    turns.iter().flat_map(|turns| passes.iter().map(|pass| pass.turned(*turns))).collect()
}

/// `c1@0`, `s2@90`, `sn@0`: CenterFace at one tile, YuNet-s at two turned by 90°, YuNet-s pixel for pixel.
impl fmt::Display for Pass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let model = match self.model {
            Model::CenterFace => 'c',
            Model::YuNet => 's',
        };
        let turn = u32::from(self.turns) * 90;
        match self.zoom {
            Zoom::Small => write!(f, "{model}s@{turn}"),
            Zoom::Tiles(tiles) => write!(f, "{model}{tiles}@{turn}"),
            Zoom::Native => write!(f, "{model}n@{turn}"),
        }
    }
}

/// What is no pass.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no pass; one is c1@0, s2@90 or sn@0")]
pub struct NoPass(String);

impl FromStr for Pass {
    type Err = NoPass;

    fn from_str(word: &str) -> Result<Self, NoPass> {
        let wrong = || NoPass(word.to_owned());
        let (what, turn) = word.split_once('@').ok_or_else(wrong)?;
        let turns = match turn {
            "0" => 0,
            "90" => 1,
            "180" => 2,
            "270" => 3,
            _ => return Err(wrong()),
        };
        let mut letters = what.chars();
        let model = match letters.next() {
            Some('c') => Model::CenterFace,
            Some('s') => Model::YuNet,
            _ => return Err(wrong()),
        };
        let zoom = match letters.as_str() {
            "n" => Zoom::Native,
            "s" => Zoom::Small,
            tiles => match tiles.parse::<u8>() {
                Ok(tiles @ 1..=16) => Zoom::Tiles(tiles),
                Ok(_) | Err(_) => return Err(wrong()),
            },
        };
        Ok(Self { model, zoom, turns })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pass_is_read_as_it_is_written() {
        for pass in first_passes().into_iter().chain(further_passes(&[Zoom::Tiles(4), Zoom::Native], &[2])) {
            assert_eq!(pass.to_string().parse::<Pass>().unwrap(), pass);
        }
        for wrong in ["", "c", "c1", "x1@0", "s0@0", "s1@45", "s17@0", "cn@"] {
            assert!(wrong.parse::<Pass>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_first_look_is_upright_and_coarse() {
        let first: Vec<String> = first_passes().iter().map(ToString::to_string).collect();
        assert_eq!(first[..4], ["c1@0", "s1@0", "s2@0", "c1@90"]);
        assert!(first_passes().into_iter().all(Pass::is_at_every_turn));
    }
}
