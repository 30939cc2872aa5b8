//! The register that the threads share.

use std::sync::Arc;

use crate::{
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
        let second = Settings::load(&self.data).ok().and_then(|settings| settings.heads_folder);
        let opened = Register::open_remembering(&self.data, Arc::new(self.clock.clone()), second.as_deref())?;
        Ok(self.register.get_or_init(|| opened))
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
