//! Undo and redo by snapshots: a review is small, and a snapshot cannot be wrong.

use super::{Edit, State};

/// Steps remembered; the oldest is forgotten first.
const LIMIT: usize = 500;

#[derive(Debug, Clone, Default)]
pub(super) struct History {
    past: Vec<(Edit, State)>,
    future: Vec<(Edit, State)>,
}

impl History {
    pub(super) fn remember(&mut self, edit: Edit, before: State) {
        self.future.clear();
        if self.past.len() >= LIMIT {
            self.past.remove(0);
        }
        self.past.push((edit, before));
    }

    pub(super) fn undo(&mut self, state: &mut State) -> bool {
        let Some((edit, before)) = self.past.pop() else { return false };
        self.future.push((edit, std::mem::replace(state, before)));
        true
    }

    pub(super) fn redo(&mut self, state: &mut State) -> bool {
        let Some((edit, after)) = self.future.pop() else { return false };
        self.past.push((edit, std::mem::replace(state, after)));
        true
    }

    /// The edit that would be taken back, with the state before it.
    pub(super) fn undo_step(&self) -> Option<&(Edit, State)> {
        self.past.last()
    }

    /// The edit that would be made again, with the state after it.
    pub(super) fn redo_step(&self) -> Option<&(Edit, State)> {
        self.future.last()
    }

    /// Every remembered state, so that what a later search brings is there after undo and redo too.
    pub(super) fn states_mut(&mut self) -> impl Iterator<Item = &mut State> {
        self.past.iter_mut().chain(&mut self.future).map(|(_, state)| state)
    }

    pub(super) fn undo_edit(&self) -> Option<&Edit> {
        self.past.last().map(|(edit, _)| edit)
    }

    pub(super) fn redo_edit(&self) -> Option<&Edit> {
        self.future.last().map(|(edit, _)| edit)
    }
}
