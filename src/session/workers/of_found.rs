//! Looking for writing and codes.

use std::sync::Arc;

use crate::{
    detection::{CancelFlag, DetectionError, library_beside_program},
    identifiers::{Finder, Kinds},
    photo::Raster,
    session::{Event, Job, Origin, PhotoId},
};

use super::Worker;

impl Worker {
    /// What looks for writing and codes, on the engine of the detector.
    pub(super) fn finder(&self) -> Result<&Arc<Finder>, DetectionError> {
        if let Some(finder) = self.finder.get() {
            return Ok(finder);
        }
        // The detector starts the engine, and tells what is wrong with it.
        self.detector()?;
        let loaded = Finder::load(library_beside_program().as_deref(), self.looking.threads)?;
        Ok(self.finder.get_or_init(|| Arc::new(loaded)))
    }

    /// Looks for writing and codes while the person decides about the faces. Another photo that is looked at meanwhile goes
    /// first.
    pub(super) fn identify(
        &self,
        photo: PhotoId,
        origin: &Origin,
        cancel: &CancelFlag,
        raster: &Raster,
        kinds: Kinds,
    ) {
        let run = CancelFlag::default();
        let mut progress = |_: usize, _: usize| {
            if cancel.is_cancelled() || self.queue.is_urgent_beside(photo) {
                run.cancel();
            }
        };
        match self.finder().and_then(|finder| finder.find(raster, kinds, &mut progress, &run)) {
            Ok(found) => self.tell(Event::Found { photo, found, kinds }),
            Err(DetectionError::Cancelled) if cancel.is_cancelled() => {}
            Err(DetectionError::Cancelled) => {
                let (origin, cancel) = (origin.clone(), cancel.clone());
                self.queue.put_back(Job::Identify { photo, origin, cancel, kinds });
            }
            Err(_) => self.tell(Event::NotIdentified(photo)),
        }
    }
}
