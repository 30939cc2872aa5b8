//! The list at a glance: state of each photo, filters, counts, and how long the search still takes.

use std::{collections::VecDeque, sync::Arc, time::Duration};

use jiff::civil::Date;

use super::{Photo, PhotoFault, PhotoId, Session, Stage};

/// How many measured photos the estimate rests on.
const MEASURED: usize = 12;

/// Where a photo stands.
#[derive(Debug)]
pub enum PhotoState<'a> {
    /// Faces were not looked for yet.
    Waiting,
    /// Its content is not on this computer, and nobody has asked for it.
    Placeholder,
    /// Faces are being looked for: steps done, and steps in all.
    Looking(u32, u32),
    /// It cannot be used.
    Failed(&'a Arc<PhotoFault>),
    /// So many faces and areas wait for a decision.
    Undecided(usize),
    /// Everything is decided, and the rules do not let so many faces be shown.
    Blocked(usize),
    /// Nobody has looked at the whole photo since the last edit.
    LookThrough,
    /// The photo is decided and looked through, and so many other things are missing ([`super::Missing`]).
    Missing(usize),
    /// Nothing is missing: an export would be begun.
    Ready,
    /// The copy is being written.
    Exporting,
    /// The copy is written, and nothing was changed since.
    Exported,
}

/// Which photos the list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PhotoFilter {
    /// Every one.
    #[default]
    All,
    /// With something undecided.
    Undecided,
    /// Decided, and not looked through.
    LookThrough,
    /// Stopped by a rule, by a fault of the file, or by something else that is missing.
    Blocked,
    /// With nothing missing.
    Ready,
    /// Written.
    Exported,
}

impl PhotoFilter {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 6] =
        [Self::All, Self::Undecided, Self::LookThrough, Self::Blocked, Self::Ready, Self::Exported];

    /// The id of its message.
    pub const fn message_id(self) -> &'static str {
        match self {
            Self::All => "batch-filter-all",
            Self::Undecided => "batch-filter-undecided",
            Self::LookThrough => "batch-filter-look-through",
            Self::Blocked => "batch-filter-blocked",
            Self::Ready => "batch-filter-ready",
            Self::Exported => "batch-filter-exported",
        }
    }

    /// True where a photo of this state is shown.
    pub const fn shows(self, state: &PhotoState<'_>) -> bool {
        match self {
            Self::All => true,
            Self::Undecided => matches!(state, PhotoState::Undecided(_)),
            Self::LookThrough => matches!(state, PhotoState::LookThrough),
            Self::Blocked => {
                matches!(state, PhotoState::Blocked(_) | PhotoState::Missing(_) | PhotoState::Failed(_))
            }
            Self::Ready => matches!(state, PhotoState::Ready | PhotoState::Exporting),
            Self::Exported => matches!(state, PhotoState::Exported),
        }
    }
}

/// How far the search for faces has come in the whole list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Looking {
    /// Photos in which it ended, that cannot be used, or that are not on this computer.
    pub done: usize,
    /// Photos in all.
    pub total: usize,
    /// It was stopped by the person.
    pub stopped: bool,
    /// How long it still takes, as far as measured photos tell.
    pub left: Option<Duration>,
}

/// How long photos took.
#[derive(Debug, Default)]
pub(super) struct Pace {
    last: VecDeque<Duration>,
}

impl Pace {
    pub(super) fn measured(&mut self, took: Duration) {
        if self.last.len() >= MEASURED {
            self.last.pop_front();
        }
        self.last.push_back(took);
    }

    /// The mean of the last photos; `None` before the first.
    fn mean(&self) -> Option<Duration> {
        let count = u32::try_from(self.last.len()).ok().filter(|count| *count > 0)?;
        Some(self.last.iter().sum::<Duration>() / count)
    }
}

impl Session {
    /// The photos that a filter shows, in the order of the list.
    pub fn filtered(&self, filter: PhotoFilter, today: Date) -> Vec<PhotoId> {
        let shown = self.photos.iter().filter(|photo| {
            // Asking the rules for every photo is spared where the answer does not matter.
            filter == PhotoFilter::All || filter.shows(&self.state(photo, today))
        });
        shown.map(|photo| photo.id).collect()
    }

    /// Number of photos whose copy is written.
    pub fn done(&self) -> usize {
        self.photos.iter().filter(|photo| photo.exported.is_some()).count()
    }

    /// Number of photos that could be written now.
    pub fn ready(&self, today: Date) -> usize {
        self.photos.iter().filter(|photo| matches!(self.state(photo, today), PhotoState::Ready)).count()
    }

    /// How far the search has come; `None` once it is done in every photo.
    pub fn looking(&self) -> Option<Looking> {
        let open = |photo: &&Photo| {
            photo.review.is_none() && !matches!(photo.stage, Stage::Failed(_) | Stage::Placeholder)
        };
        let waiting = self.photos.iter().filter(open).count();
        if waiting == 0 {
            return None;
        }
        // Photos waiting in full, and what is left of those that are being looked at.
        let photos: f32 = self
            .photos
            .iter()
            .filter(open)
            .map(|photo| match photo.stage {
                Stage::Looking { done, total } => 1.0 - done as f32 / total.max(1) as f32,
                Stage::Waiting | Stage::Placeholder | Stage::Ready | Stage::Failed(_) => 1.0,
            })
            .sum();
        Some(Looking {
            done: self.photos.len() - waiting,
            total: self.photos.len(),
            stopped: self.stopped,
            left: self.pace.mean().map(|mean| mean.mul_f32(photos.max(0.0))),
        })
    }
}
