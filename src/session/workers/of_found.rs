//! Looking for writing and codes.

use std::{
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

use crate::{
    detection::{CancelFlag, DetectionError, library_beside_program},
    geometry::BoundingBox,
    identifiers::{Finder, Kinds},
    photo::Raster,
    pipeline::SourcePhoto,
    redaction::Shape,
    review::RegionId,
    session::{Event, Job, Origin, PhotoId},
};

use super::{Worker, Workers};

/// Stops the search that runs now.
pub(super) type Search = Arc<Mutex<CancelFlag>>;

/// How long the end of the program waits for a search to stop: a library that is unloaded under a running search would end the
/// program with a fault. A photo that is being opened in its own process is not waited for longer.
const LONGEST_END: Duration = Duration::from_secs(2);

impl Workers {
    /// Waits until the search has stopped.
    pub(super) fn end_search(&self) {
        let until = Instant::now() + LONGEST_END;
        while !self.looks.is_finished() && Instant::now() < until {
            thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Worker {
    /// A search begins, which the end of the program stops.
    pub(super) fn begin_search(&self) -> CancelFlag {
        let run = CancelFlag::default();
        *self.search.lock().unwrap_or_else(PoisonError::into_inner) = run.clone();
        if self.queue.is_closed() {
            run.cancel();
        }
        run
    }

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
        source: &SourcePhoto,
        kinds: Kinds,
        faces: Vec<BoundingBox>,
    ) {
        let raster: &Raster = source.raster();
        let run = self.begin_search();
        // The two searches do not need their memory at the same time.
        if let Some(detector) = self.detector.get() {
            detector.rest();
        }
        let mut progress = |_: usize, _: usize| {
            if cancel.is_cancelled() || self.queue.is_urgent_beside(photo) {
                run.cancel();
            }
        };
        match self.finder().and_then(|finder| finder.find(raster, kinds, &mut progress, &run)) {
            Ok(found) => {
                self.tell(Event::Found { photo, found, kinds });
                // A hint that does not come is none, and of nobody there is nothing to tell.
                let people =
                    self.finder().and_then(|finder| finder.people_without_face(raster, &faces, &run));
                if let Ok(people) = people
                    && !people.is_empty()
                {
                    self.tell(Event::People(photo, people));
                }
            }
            Err(DetectionError::Cancelled) if cancel.is_cancelled() => {}
            Err(DetectionError::Cancelled) => {
                let (origin, cancel) = (origin.clone(), cancel.clone());
                let source = source.sha256();
                self.queue.put_back(Job::Identify { photo, origin, source, cancel, kinds, faces });
            }
            Err(_) => self.tell(Event::NotIdentified(photo)),
        }
        if let Some(finder) = self.finder.get() {
            finder.rest();
        }
    }

    /// Draws the outline of a person. Where none is made out, the plain cover stays.
    pub(super) fn outline(
        &self,
        photo: PhotoId,
        region: RegionId,
        plain: Shape,
        within: BoundingBox,
        raster: &Raster,
    ) {
        let drawn =
            self.finder().and_then(|finder| finder.outline_of_person(raster, within, &CancelFlag::default()));
        if let Ok(Some(outline)) = drawn {
            self.tell(Event::Outlined { photo, region, plain, outline });
        }
    }
}
