//! The register that the threads share.

use std::{path::Path, sync::Arc};

use crate::{
    export::TargetFolder,
    pipeline::{has_notes, remove_interrupted_in},
    register::{Register, RegisterError},
    settings::Settings,
};

use super::{Event, Worker};

impl Worker {
    pub(super) fn register(&self) -> Result<&Register, RegisterError> {
        if let Some(register) = self.register.get() {
            return Ok(register);
        }
        // Settings that cannot be read keep the window from opening; here they only name a second place.
        let second =
            Settings::load(&self.data).ok().and_then(|settings| settings.heads().map(Path::to_owned));
        let opened = Register::open_remembering(&self.data, Arc::new(self.clock.clone()), second.as_deref())?;
        Ok(self.register.get_or_init(|| opened))
    }

    /// Removes and tells what interrupted exports left in a folder that the person has named. Where the register cannot be
    /// opened, the work that is about to begin tells.
    pub(super) fn clear_interrupted(&self, folder: &TargetFolder) {
        if !has_notes(&self.data) {
            return;
        }
        let removed = self.register().and_then(|register| remove_interrupted_in(register, folder));
        for removed in removed.unwrap_or_default() {
            self.tell(Event::LeftoversRemoved(removed));
        }
    }

    /// Names a row that cannot be read, once each.
    pub(super) fn tell_unreadable(&mut self) {
        let Some(register) = self.register.get() else { return };
        for row in register.unreadable() {
            if self.unreadable_told.insert(row.clone()) {
                self.tell(Event::RegisterFailed(RegisterError::Row(row)));
            }
        }
    }
}
