//! The queue of one worker: in order, but what the person looks at comes first.

use std::{
    collections::VecDeque,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    time::Instant,
};

use super::{Job, PhotoId};

/// Jobs of one worker.
#[derive(Debug, Default)]
pub(super) struct Queue {
    state: Mutex<State>,
    arrived: Condvar,
}

#[derive(Debug, Default)]
struct State {
    jobs: VecDeque<Job>,
    preferred: Option<PhotoId>,
    closed: bool,
}

/// What a worker is to do.
#[derive(Debug)]
pub(super) enum Next {
    Do(Box<Job>),
    /// The time asked for is over and nothing came.
    Nothing,
    /// The program ends.
    End,
}

impl Queue {
    /// Adds a job. A picture that is still to be made is not worth its time once a newer one is asked for.
    pub(super) fn push(&self, job: Job) {
        let mut state = self.lock();
        if matches!(job, Job::Preview { .. }) {
            state.jobs.retain(|waiting| !matches!(waiting, Job::Preview { .. }));
        }
        state.jobs.push_back(job);
        self.arrived.notify_all();
    }

    /// Puts a job that was interrupted before the others; one that the end has interrupted is not done again.
    pub(super) fn put_back(&self, job: Job) {
        let mut state = self.lock();
        if state.closed {
            return;
        }
        state.jobs.push_front(job);
        drop(state);
        self.arrived.notify_all();
    }

    /// The person looks at this photo.
    pub(super) fn prefer(&self, photo: PhotoId) {
        self.lock().preferred = Some(photo);
    }

    /// True where the person looks at this photo.
    pub(super) fn is_preferred(&self, photo: PhotoId) -> bool {
        self.lock().preferred == Some(photo)
    }

    /// True where work on the photo that the person looks at waits, and `running` is another.
    pub(super) fn is_urgent_beside(&self, running: PhotoId) -> bool {
        let state = self.lock();
        state.preferred.is_some_and(|preferred| {
            preferred != running && state.jobs.iter().any(|job| job.photo() == Some(preferred))
        })
    }

    /// The next job: of the preferred photo, else the oldest. Waits for one, at most until `until`.
    pub(super) fn next(&self, until: Option<Instant>) -> Next {
        let mut state = self.lock();
        loop {
            let first = state
                .preferred
                .and_then(|preferred| state.jobs.iter().position(|job| job.photo() == Some(preferred)));
            if let Some(job) = state.jobs.remove(first.unwrap_or(0)) {
                return Next::Do(Box::new(job));
            }
            if state.closed {
                return Next::End;
            }
            state = match until {
                None => self.arrived.wait(state).unwrap_or_else(PoisonError::into_inner),
                Some(until) => {
                    let left = until.saturating_duration_since(Instant::now());
                    if left.is_zero() {
                        return Next::Nothing;
                    }
                    self.arrived.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0
                }
            };
        }
    }

    /// Ends the worker after its present job and those of the waiting ones that `still` names.
    pub(super) fn close(&self, still: impl Fn(&Job) -> bool) {
        let mut state = self.lock();
        state.closed = true;
        state.jobs.retain(still);
        self.arrived.notify_all();
    }

    /// True once the worker is to end.
    pub(super) fn is_closed(&self) -> bool {
        self.lock().closed
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{detection::CancelFlag, session::Origin};

    fn open(photo: u64) -> Job {
        let origin = Origin::Sample(&[]);
        Job::Open { photo: PhotoId(photo), origin, cancel: CancelFlag::default(), kept: None }
    }

    fn next(queue: &Queue) -> Option<u64> {
        match queue.next(Some(Instant::now())) {
            Next::Do(job) => job.photo().map(PhotoId::value),
            Next::Nothing | Next::End => None,
        }
    }

    #[test]
    fn the_photo_that_is_looked_at_comes_first() {
        let queue = Queue::default();
        (1..=4).for_each(|photo| queue.push(open(photo)));
        assert_eq!(next(&queue), Some(1));
        queue.prefer(PhotoId(3));
        assert!(queue.is_urgent_beside(PhotoId(1)) && !queue.is_urgent_beside(PhotoId(3)));
        queue.put_back(open(1));
        assert_eq!([next(&queue), next(&queue), next(&queue)], [Some(3), Some(1), Some(2)]);
        assert!(!queue.is_urgent_beside(PhotoId(1)));
        assert_eq!([next(&queue), next(&queue)], [Some(4), None]);
    }

    #[test]
    fn closing_ends_the_wait_and_drops_what_need_not_be_done() {
        let queue = Queue::default();
        queue.push(open(1));
        queue.push(Job::ForgetWork);
        queue.close(|job| matches!(job, Job::ForgetWork));
        assert!(matches!(queue.next(None), Next::Do(job) if matches!(*job, Job::ForgetWork)));
        assert!(queue.is_closed());
        queue.put_back(open(2));
        assert!(matches!(queue.next(None), Next::End));
    }
}
