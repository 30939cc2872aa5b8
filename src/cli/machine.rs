//! What was asked for at this start, held against what IT has set for the computer.

use std::ffi::OsString;

use crate::{
    machine::{Machine, MachineFault},
    text::{Language, Text},
};

use super::{
    args::{Cli, Global},
    report::{self, ExitStatus},
};

impl Cli {
    /// Has what is set for the computer hold as if it had been asked for. `variable` tells what the environment says.
    ///
    /// # Errors
    /// [`MachineFault::Overridden`] where an argument or a variable asks for something else.
    pub fn under(
        &mut self,
        machine: &Machine,
        variable: impl Fn(&str) -> Option<OsString>,
    ) -> Result<(), MachineFault> {
        let Global { data, country, lang, .. } = &mut self.global;
        *data = machine.data(data.take(), variable("SLADD_DATA"))?;
        *country = machine.word(
            "country",
            machine.country,
            ("--country", *country),
            ("$SLADD_COUNTRY", variable("SLADD_COUNTRY")),
        )?;
        *lang = machine.word("language", machine.language, ("--lang", *lang), ("", None))?;
        self.renderer =
            machine.word("renderer", machine.renderer, ("--renderer", self.renderer), ("", None))?;
        machine.check_engine(variable("SLADD_ONNXRUNTIME").as_ref())
    }
}

/// Tells that the program does not start, because of what is set for the computer or in spite of it.
pub fn refuse(fault: &MachineFault, language: Option<Language>) -> ExitStatus {
    report::message(&fault.message(&Text::new(language.unwrap_or_else(Language::of_system))));
    ExitStatus::Usage
}
