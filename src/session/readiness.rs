//! What stands between a photo and its copy. One answer for everybody who asks: the row of the list, the line below,
//! the panel, the buttons, the commands, the export of many and the export itself.

use std::{collections::BTreeSet, sync::Arc};

use jiff::civil::Date;

use crate::{
    consent::{Channel, ConsentFault, Purpose, check_reference},
    pipeline::{
        Blocker, Clearance, Gate, Release, SecondPersonFault, blockers, needs_second_person,
        second_person_fault,
    },
    policy::Ward,
    record::{Controller, ControllerField},
    text::Text,
};

use super::{Photo, PhotoFault, PhotoState, Session, Stage};

/// One thing without which there is no copy.
#[derive(Debug, Clone)]
pub enum Missing {
    /// The file cannot be used.
    Unusable(Arc<PhotoFault>),
    /// Faces were not looked for to the end.
    NotLooked,
    /// Something about the photo: a decision, a rule, a look at the whole.
    Photo(Blocker),
    /// The second person is not known to be another than the one who exports.
    SecondPerson(SecondPersonFault),
    /// The reference of whoever exports cannot be recorded.
    Operator(ConsentFault),
    /// Nobody has told who answers for the copies.
    Controller(Vec<ControllerField>),
    /// The event's name cannot be recorded.
    Event(ConsentFault),
    /// No folder for the copies is told.
    Folder,
}

impl Missing {
    /// What to do about it.
    pub fn message(&self, text: &Text) -> String {
        match self {
            Self::Unusable(fault) => fault.message(text),
            Self::NotLooked => text.get("batch-not-looked"),
            Self::Photo(blocker) => blocker.message(text),
            Self::SecondPerson(fault) => fault.message(text),
            Self::Controller(fields) if fields.len() == ControllerField::ALL.len() => {
                text.get("ui-organisation-missing")
            }
            Self::Controller(fields) => {
                let what: Vec<String> = fields.iter().map(|field| text.get(field.message_id())).collect();
                text.format("export-missing-controller", [("what", what.join(", ").into())])
            }
            Self::Event(fault) | Self::Operator(fault) => fault.message(text),
            Self::Folder => text.get("export-missing-folder"),
        }
    }

    /// True where it is missing for every photo alike, because it is chosen for all of them.
    pub const fn is_common(&self) -> bool {
        match self {
            Self::Controller(_)
            | Self::Event(_)
            | Self::Operator(_)
            | Self::SecondPerson(SecondPersonFault::NoOperator)
            | Self::Folder => true,
            Self::Photo(Blocker::Gate(gate)) => {
                matches!(gate, Gate::PolicyReview(_) | Gate::ChannelRemoved(_) | Gate::NoChannel)
            }
            Self::Unusable(_)
            | Self::NotLooked
            | Self::Photo(_)
            | Self::SecondPerson(SecondPersonFault::Same) => false,
        }
    }
}

/// What is chosen for the copies: now, or when an export of many was begun.
#[derive(Debug, Clone, Copy)]
pub(super) struct Terms<'a> {
    pub(super) purpose: Purpose,
    pub(super) channels: &'a [Channel],
    pub(super) ward: Ward,
    pub(super) release: &'a Release,
    pub(super) folder: &'a str,
    pub(super) controller: &'a Controller,
    pub(super) operator: &'a str,
}

impl Terms<'_> {
    fn missing(&self) -> Vec<Missing> {
        let mut missing = Vec::new();
        let untold = self.controller.missing();
        if !untold.is_empty() {
            missing.push(Missing::Controller(untold));
        }
        missing.extend(event_fault(self.release).map(Missing::Event));
        missing.extend(check_reference(self.operator).err().map(Missing::Operator));
        if self.folder.trim().is_empty() {
            missing.push(Missing::Folder);
        }
        missing
    }
}

/// It stands in reports, so it holds no name and no number of a person.
fn event_fault(release: &Release) -> Option<ConsentFault> {
    check_reference(release.event.as_deref().unwrap_or_default()).err()
}

impl Session {
    fn terms(&self) -> Terms<'_> {
        Terms {
            purpose: self.purpose,
            channels: &self.channels,
            ward: self.ward,
            release: &self.release,
            folder: &self.folder,
            controller: &self.controller,
            operator: &self.operator,
        }
    }

    /// Everything that stands between a photo and its copy under what is chosen now: first what is about the photo,
    /// then what is chosen for all. Empty exactly where an export would be begun.
    pub fn missing(&self, photo: &Photo, today: Date) -> Vec<Missing> {
        self.missing_under(photo, &self.terms(), today)
    }

    /// The same for the photo that is shown; empty without one.
    pub fn missing_here(&self, today: Date) -> Vec<Missing> {
        self.shown().map_or_else(Vec::new, |photo| self.missing(photo, today))
    }

    /// What keeps photos back that lack nothing of their own.
    pub fn missing_for_all(&self, today: Date) -> Vec<Missing> {
        let waits = |photo: &&Photo| photo.exported.is_none() && !photo.exporting;
        let all = self.photos.iter().filter(waits).map(|photo| self.missing(photo, today));
        all.into_iter()
            .find(|missing| !missing.is_empty() && missing.iter().all(Missing::is_common))
            .unwrap_or_default()
    }

    pub(super) fn missing_under(&self, photo: &Photo, terms: &Terms<'_>, today: Date) -> Vec<Missing> {
        if let Stage::Failed(fault) = &photo.stage {
            return vec![Missing::Unusable(Arc::clone(fault))];
        }
        let Some((review, detector)) = photo.review.as_ref().zip(photo.detector.as_ref()) else {
            return vec![Missing::NotLooked];
        };
        let Terms { purpose, channels, ward, .. } = *terms;
        let clearance = Clearance { purpose, channels, ward, ..self.clearance(today) };
        let mut missing: Vec<Missing> =
            blockers(review, detector, &clearance).into_iter().map(Missing::Photo).collect();
        let required = needs_second_person(self.policy(), review);
        let second = second_person_fault(required, review.approved_by(), terms.operator);
        missing.extend(second.map(Missing::SecondPerson));
        missing.extend(terms.missing());
        missing
    }

    /// What is wrong with the event's name.
    pub fn event_fault(&self) -> Option<ConsentFault> {
        event_fault(&self.release)
    }

    /// What is wrong with the reference of whoever exports.
    pub fn operator_fault(&self) -> Option<ConsentFault> {
        check_reference(&self.operator).err()
    }

    /// Where a photo stands under what is chosen now.
    pub fn state<'a>(&self, photo: &'a Photo, today: Date) -> PhotoState<'a> {
        if let Stage::Failed(fault) = &photo.stage {
            return PhotoState::Failed(fault);
        }
        if photo.review.is_none() {
            return match photo.stage {
                Stage::Looking { done, total } => PhotoState::Looking(done, total),
                Stage::Placeholder => PhotoState::Placeholder,
                Stage::Waiting | Stage::Ready | Stage::Failed(_) => PhotoState::Waiting,
            };
        }
        if photo.exporting {
            return PhotoState::Exporting;
        }
        if photo.exported.is_some() {
            return PhotoState::Exported;
        }
        let missing = self.missing(photo, today);
        let undecided = missing
            .iter()
            .filter(|missing| matches!(missing, Missing::Photo(blocker) if blocker.is_undecided()))
            .count();
        // A face that two rules stop is one face.
        let stopped: BTreeSet<_> = missing
            .iter()
            .filter_map(|missing| {
                let Missing::Photo(blocker) = missing else { return None };
                blocker.region().filter(|_| !blocker.is_undecided())
            })
            .collect();
        let look = |missing: &Missing| {
            matches!(missing, Missing::Photo(Blocker::NotReviewed | Blocker::Gate(Gate::Identifier(_))))
        };
        if undecided > 0 {
            PhotoState::Undecided(undecided)
        } else if !stopped.is_empty() {
            PhotoState::Blocked(stopped.len())
        } else if missing.iter().any(look) {
            PhotoState::LookThrough
        } else if missing.is_empty() {
            PhotoState::Ready
        } else {
            PhotoState::Missing(missing.len())
        }
    }
}
