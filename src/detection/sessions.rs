//! A worker thread's inference sessions.

use ort::session::Session;

use super::{
    DetectionError, MODELS,
    engine::Engine,
    native,
    passes::Model,
    shape::{TileShape, sized},
};

/// Sessions for two models and two turns of a tile, of the photo and of the contact sheets of an export: more are not kept.
/// Each holds the memory of its tile.
const MOST: usize = 8;

/// One session for each model and tile, built when it is first needed. A session runs one tile at a time,
/// so every thread has its own.
#[derive(Debug, Default)]
pub(super) struct Sessions(Vec<(Model, TileShape, Session)>);

impl Sessions {
    /// The session, moved to the end: those at the front were not used for longest.
    pub(super) fn of(
        &mut self,
        engine: &Engine,
        model: Model,
        shape: TileShape,
    ) -> Result<&mut Session, DetectionError> {
        let found = self.0.iter().position(|(of, tile, _)| (*of, *tile) == (model, shape));
        let session = if let Some(at) = found {
            self.0.remove(at)
        } else {
            let [centerface, yunet] = &MODELS;
            let file = match model {
                Model::CenterFace => centerface,
                Model::YuNet => yunet,
            };
            if self.0.len() >= MOST {
                drop(self.0.remove(0));
                native::trim();
            }
            (model, shape, engine.session(&sized(file, shape)?)?)
        };
        self.0.push(session);
        self.0
            .last_mut()
            .map(|(_, _, session)| session)
            .ok_or_else(|| DetectionError::Engine { reason: "no session".to_owned() })
    }
}
