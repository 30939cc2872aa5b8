//! Photos come into the list, are shown, and leave it.

use std::{collections::HashMap, path::PathBuf, sync::Arc};

use crate::{hash::ContentHash, walk::LeftOut};

use super::{FoundFile, Job, Notice, Origin, Photo, PhotoFault, PhotoId, Session, Stage};

/// What was gathered so far.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    photos: usize,
    again: usize,
    placeholders: usize,
    left_out: LeftOut,
}

/// A photo that may come into the list.
struct NewPhoto {
    origin: Origin,
    identity: PathBuf,
    placeholder: bool,
}

/// The path of the sample's true place: it has none.
const SAMPLE: &str = "";

/// The paths under which a photo is known.
fn names(photo: &Photo) -> impl Iterator<Item = PathBuf> + use<> {
    let named = match &photo.origin {
        Origin::File(path) => Some(path.clone()),
        Origin::Sample(_) | Origin::Pasted { .. } => None,
    };
    named.into_iter().chain([photo.identity.clone()])
}

impl Session {
    pub(super) fn add(&mut self, origins: Vec<Origin>) -> Vec<Job> {
        let photos = origins.into_iter().map(|origin| {
            let identity = match &origin {
                Origin::File(path) => path.clone(),
                Origin::Sample(_) => PathBuf::from(SAMPLE),
                // The same picture pasted twice is one.
                Origin::Pasted { bytes, .. } => PathBuf::from(format!("{}", ContentHash::of(bytes))),
            };
            NewPhoto { origin, identity, placeholder: false }
        });
        self.take_in(photos.collect()).0
    }

    /// A picture from the clipboard, as the bytes of a picture file.
    pub(super) fn paste(&mut self, bytes: Arc<[u8]>) -> Vec<Job> {
        let numbers = self.photos.iter().filter_map(|photo| match photo.origin {
            Origin::Pasted { number, .. } => Some(number),
            Origin::File(_) | Origin::Sample(_) => None,
        });
        let number = numbers.max().unwrap_or(0) + 1;
        self.add(vec![Origin::Pasted { bytes, number }])
    }

    pub(super) fn add_paths(&mut self, paths: Vec<PathBuf>) -> Vec<Job> {
        if paths.is_empty() {
            return Vec::new();
        }
        self.gathering += 1;
        vec![Job::Gather(paths)]
    }

    pub(super) fn gathered(&mut self, found: Vec<FoundFile>, left_out: LeftOut, last: bool) -> Vec<Job> {
        let (told, first_new) = (found.len(), self.next_id);
        let photos = found.into_iter().map(|file| NewPhoto {
            origin: Origin::File(file.path),
            identity: file.identity,
            placeholder: file.placeholder,
        });
        let (jobs, new) = self.take_in(photos.collect());
        self.gathered.photos += new;
        self.gathered.again += told - new;
        let added = self.photos.iter().filter(|photo| photo.id.value() >= first_new);
        self.gathered.placeholders += added.filter(|photo| matches!(photo.stage, Stage::Placeholder)).count();
        self.gathered.left_out.add(left_out);
        if last {
            self.gathering = self.gathering.saturating_sub(1);
            let Gathered { photos, again, placeholders, mut left_out } = std::mem::take(&mut self.gathered);
            let troubles = std::mem::take(&mut left_out.troubles);
            // A single photo that appears in the list needs no words.
            if photos + again != 1 || again > 0 || placeholders > 0 || !left_out.is_empty() {
                self.notices.push(Notice::Added { photos, again, placeholders, left_out });
            }
            if !troubles.is_empty() {
                self.notices.push(Notice::NotLookedThrough(LeftOut { troubles, ..LeftOut::default() }));
            }
        }
        jobs
    }

    /// Number of photos whose content is not on this computer.
    pub fn placeholders(&self) -> usize {
        self.photos.iter().filter(|photo| matches!(photo.stage, Stage::Placeholder)).count()
    }

    /// The person wants a photo that is not on this computer: from now on it is one like the others.
    pub(super) fn fetch(&mut self, id: PhotoId) -> Vec<Job> {
        let Some(photo) = self.photo_mut(id).filter(|photo| matches!(photo.stage, Stage::Placeholder)) else {
            return Vec::new();
        };
        photo.stage = Stage::Waiting;
        let mut jobs = vec![photo.look()];
        jobs.extend(self.refresh(id));
        jobs
    }

    /// True while folders are being walked.
    pub const fn is_gathering(&self) -> bool {
        self.gathering > 0
    }

    fn take_in(&mut self, photos: Vec<NewPhoto>) -> (Vec<Job>, usize) {
        let mut jobs = Vec::new();
        let mut first = None;
        let mut new = 0;
        let mut arrived = Vec::new();
        let mut known: HashMap<PathBuf, PhotoId> =
            self.photos.iter().flat_map(|photo| names(photo).map(|name| (name, photo.id))).collect();
        for photo in photos {
            let named = match &photo.origin {
                Origin::File(path) => known.get(path),
                Origin::Sample(_) | Origin::Pasted { .. } => None,
            };
            if let Some(there) = named.or_else(|| known.get(&photo.identity)) {
                first.get_or_insert(*there);
                // It was fetched by other means since.
                arrived.extend((!photo.placeholder).then_some(*there));
                continue;
            }
            new += 1;
            let id = self.push(photo, &mut jobs);
            known.extend(self.photos.last().into_iter().flat_map(names).map(|name| (name, id)));
            first.get_or_insert(id);
        }
        if let Some(first) = first
            && (self.selected.is_none() || new == 0)
        {
            // Which photo is looked at is known before the first is opened: that one is shown as it comes.
            let selected = self.select(first);
            jobs.splice(0..0, selected);
        }
        jobs.extend(arrived.into_iter().flat_map(|id| self.fetch(id)));
        (jobs, new)
    }

    fn push(&mut self, new: NewPhoto, jobs: &mut Vec<Job>) -> PhotoId {
        let id = PhotoId(self.next_id);
        self.next_id += 1;
        let mut photo = Photo::new(id, new.origin, new.identity);
        photo.occasion.clone_from(&self.occasion);
        if new.placeholder {
            photo.stage = Stage::Placeholder;
        } else if !self.stopped {
            jobs.push(photo.look());
        }
        jobs.push(photo.keep());
        self.photos.push(photo);
        id
    }

    pub(super) fn select(&mut self, id: PhotoId) -> Vec<Job> {
        if self.photo(id).is_none() || self.selected == Some(id) {
            return Vec::new();
        }
        if let Some(old) = self.selected.and_then(|old| self.photo_mut(old)) {
            old.source = None;
            old.first_picture = None;
            old.reopening = false;
        }
        self.selected = Some(id);
        self.preview = None;
        let mut jobs = vec![Job::Prefer(id)];
        // The photo that the person looks at is looked at even while the others wait.
        if let Some(photo) = self.photo_mut(id)
            && matches!(photo.stage, Stage::Waiting)
            && photo.review.is_none()
            && !photo.queued
        {
            jobs.push(photo.look());
        }
        jobs.extend(self.refresh(id));
        jobs
    }

    pub(super) fn next_undecided(&mut self) -> Vec<Job> {
        let next = self.round().find(|photo| self.waiting(photo) > 0).map(|photo| photo.id);
        next.map_or_else(Vec::new, |next| self.select(next))
    }

    /// The photos after the shown one and, round the end of the list, up to it.
    fn round(&self) -> impl Iterator<Item = &Photo> {
        let at = self.selected.and_then(|id| self.photos.iter().position(|photo| photo.id == id));
        let start = at.map_or(0, |at| at + 1);
        self.photos.iter().cycle().skip(start).take(self.photos.len())
    }

    /// The next photo that has no copy and can get one, round the end of the list.
    pub fn next_open(&self) -> Option<PhotoId> {
        let mut round = self.round();
        let open = |photo: &&Photo| {
            photo.exported.is_none() && !photo.exporting && !matches!(photo.stage, Stage::Failed(_))
        };
        round.find(open).map(|photo| photo.id).filter(|id| Some(*id) != self.selected)
    }

    pub(super) fn remove(&mut self, id: PhotoId) -> Vec<Job> {
        let Some(position) = self.photos.iter().position(|photo| photo.id == id) else { return Vec::new() };
        self.photos.remove(position).cancel.cancel();
        self.drop_from_export(id);
        let mut jobs = vec![Job::Keep(id, None)];
        if self.selected == Some(id) {
            self.selected = None;
            self.preview = None;
            let next = self.photos.get(position).or(self.photos.last()).map(|photo| photo.id);
            if let Some(next) = next {
                jobs.extend(self.select(next));
            }
        }
        jobs
    }

    pub(super) fn try_again(&mut self, id: PhotoId) -> Vec<Job> {
        let Some(photo) = self.photo_mut(id) else { return Vec::new() };
        let Stage::Failed(fault) = &photo.stage else { return photo.look_for_found().into_iter().collect() };
        if matches!(**fault, PhotoFault::Changed) {
            // The decisions are about another picture, so none of them holds for this one.
            photo.review = None;
            photo.thumbnail = None;
            photo.exported = None;
            photo.unsaved = false;
            photo.revision += 1;
        }
        let mut jobs = Vec::new();
        if photo.review.is_some() {
            photo.stage = Stage::Ready;
            jobs.extend(photo.look_for_found());
        } else {
            photo.stage = Stage::Waiting;
            jobs.push(photo.look());
        }
        jobs.push(photo.keep());
        jobs.extend(self.refresh(id));
        jobs
    }

    pub(super) fn stop_looking(&mut self) -> Vec<Job> {
        self.stopped = true;
        for photo in self.photos.iter_mut().filter(|photo| photo.queued) {
            photo.cancel.cancel();
            photo.queued = false;
            photo.coarse.clear();
            photo.stage = Stage::Waiting;
        }
        Vec::new()
    }

    pub(super) fn go_on_looking(&mut self) -> Vec<Job> {
        self.stopped = false;
        let waiting = self
            .photos
            .iter_mut()
            .filter(|photo| !photo.queued && photo.review.is_none() && matches!(photo.stage, Stage::Waiting));
        waiting.map(Photo::look).collect()
    }

    /// The person has answered: only now is anything looked at that the work names.
    pub(super) fn look_at_kept(&mut self) -> Vec<Job> {
        let Some(work) = self.offer.take() else { return Vec::new() };
        let paths = work.photos.iter().map(|photo| photo.path.clone()).collect();
        self.taking_up = Some(work);
        vec![Job::LookAtKept(paths)]
    }

    /// Takes the work up; `files` are those of its photos in their order.
    pub(super) fn take_up_kept(&mut self, files: Vec<FoundFile>) -> Vec<Job> {
        let Some(work) = self.taking_up.take() else { return Vec::new() };
        let mut jobs = Vec::new();
        let mut first = None;
        let files = files.into_iter().map(Some).chain(std::iter::repeat(None));
        for (kept, file) in work.photos.into_iter().zip(files) {
            let placeholder = file.as_ref().is_some_and(|file| file.placeholder);
            let identity = file.map_or_else(|| kept.path.clone(), |file| file.identity);
            // What came into the list meanwhile, and nobody has decided anything about, gives way.
            let there = self.photos.iter().find(|photo| photo.identity == identity);
            if let Some((id, unsaved)) = there.map(|photo| (photo.id, photo.unsaved)) {
                if unsaved {
                    continue;
                }
                jobs.extend(self.remove(id));
            }
            let id = PhotoId(self.next_id);
            self.next_id += 1;
            let mut photo = Photo::new(id, Origin::File(kept.path.clone()), identity);
            // The event goes on where the work does, unless another one was chosen meanwhile.
            photo.occasion.clone_from(&kept.occasion);
            if self.occasion.is_none() {
                self.occasion.clone_from(&kept.occasion);
            }
            photo.kept = kept.review.is_some().then(|| Box::new(kept));
            if placeholder {
                photo.stage = Stage::Placeholder;
            } else {
                jobs.push(photo.look());
            }
            jobs.push(photo.keep());
            self.photos.push(photo);
            first.get_or_insert(id);
        }
        if self.occasion.is_some() {
            jobs.extend(self.choose_occasion(self.occasion.clone()));
        }
        // Only now may the file of the earlier run be written over: its work is in this one.
        jobs.push(Job::ReleaseKept);
        if let Some(first) = first {
            jobs.extend(self.select(first));
        }
        jobs
    }
}
