//! Where the organisation's policy files are looked for. All that there are count together.
//!
//! Promises: a file that is there, or that somebody has named, is in force or the program says why it cannot go on;
//! nothing that a user of the machine can set takes the machine's own file out of force.

use std::{
    io,
    path::{Path, PathBuf},
};

use crate::{
    consent::Country,
    file,
    machine::Machine,
    policy::{Policy, PolicyError, PolicySource, PolicyText},
    redaction::Look,
};

use super::{Settings, check_country_variable, country, country_asked};

#[cfg(windows)]
mod windows;

/// The name of a policy file that lies where it is looked for.
const FILE: &str = "policy.toml";
/// No policy is larger.
const MAX_BYTES: u64 = 1 << 20;

/// The places of policy files, the hardest to change first, and what counts beside the files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PolicySources {
    places: Vec<(PolicySource, PathBuf)>,
    /// Looks of covers that IT has left out for the computer.
    looks_removed: Vec<Look>,
}

impl PolicySources {
    /// The places of this computer and this start of the program: the machine's folder, what IT has named in `machine`, beside
    /// the program, `$SLADD_POLICY`, and what was asked for. A variable that is set and empty names no file, as if it were not set.
    ///
    /// # Errors
    /// [`PolicyError::File`] where the system does not tell one of the places.
    pub fn of_this_start(argument: Option<&Path>, machine: &Machine) -> Result<Self, PolicyError> {
        let program = std::env::current_exe().map_err(|error| fault(Path::new(FILE), &error))?;
        let variable = std::env::var_os("SLADD_POLICY").filter(|value| !value.is_empty()).map(PathBuf::from);
        let mut places = of_machine()?;
        places.extend(machine.policy_file.clone().map(|path| (PolicySource::Registry, path)));
        places.extend(program.parent().map(|folder| (PolicySource::BesideProgram, folder.join(FILE))));
        places.extend(variable.map(|path| (PolicySource::Variable, path)));
        places.extend(argument.map(|path| (PolicySource::Argument, path.to_owned())));
        let words = machine.looks_removed();
        let looks_removed = Look::ALL.iter().copied().filter(|look| words.contains(&look.word())).collect();
        Ok(Self { looks_removed, ..Self::of(places) })
    }

    /// These places, for tests and for a file that is looked at alone.
    pub fn of(places: impl IntoIterator<Item = (PolicySource, PathBuf)>) -> Self {
        // Told as they were meant at the start, whatever the working folder is later.
        let whole = |path: PathBuf| std::path::absolute(&path).unwrap_or(path);
        let mut places: Vec<_> = places.into_iter().map(|(source, path)| (source, whole(path))).collect();
        places.sort_by_key(|(source, _)| *source);
        Self { places, looks_removed: Vec::new() }
    }

    /// The rules in force: those of every file that is there, else those of the country.
    ///
    /// # Errors
    /// [`PolicyError`] where a file that is there or was named cannot be used, or where the files do not go together.
    /// There is no falling back to something laxer. A country other than that of the data folder's settings is one
    /// too: consents in the register were asked for under the rules of the organisation's country, and whoever types
    /// a command has no other.
    pub fn load(&self, asked: Option<Country>, settings: &Settings) -> Result<Policy, PolicyError> {
        self.of_files(asked, settings)?.without_looks(&self.looks_removed)
    }

    fn of_files(&self, asked: Option<Country>, settings: &Settings) -> Result<Policy, PolicyError> {
        check_country_variable(asked)?;
        let mut texts = Vec::new();
        for (source, path) in &self.places {
            if source.names_a_file() || is_there(path) {
                let text = file::read_text(path, MAX_BYTES).map_err(|error| fault(path, &error))?;
                texts.push(PolicyText { source: *source, path: path.clone(), text });
            }
        }
        if texts.is_empty() {
            return match (settings.country, country_asked(asked)) {
                (Some(base), Some(asked)) if base != asked => {
                    Err(PolicyError::SettingsCountry { base, asked })
                }
                _ => Policy::for_country(country(asked, settings)),
            };
        }
        let policy = Policy::of_files(&texts)?;
        match country_asked(asked) {
            Some(asked) if asked != policy.country() => {
                Err(PolicyError::OtherCountry { base: policy.country(), asked })
            }
            Some(_) | None => Ok(policy),
        }
    }
}

/// Only the system's plain "not there" counts as that: what cannot be looked at, and a link that leads nowhere, must
/// stop the program and not be passed over.
fn is_there(path: &Path) -> bool {
    !path.symlink_metadata().is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
}

fn fault(path: &Path, error: &dyn std::error::Error) -> PolicyError {
    PolicyError::File { path: path.display().to_string(), reason: error.to_string() }
}

/// The machine's own files. No variable has a say in where they are.
#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere the system is asked, and can refuse")]
fn of_machine() -> Result<Vec<(PolicySource, PathBuf)>, PolicyError> {
    Ok(vec![(PolicySource::Machine, Path::new("/etc/sladd").join(FILE))])
}

#[cfg(windows)]
fn of_machine() -> Result<Vec<(PolicySource, PathBuf)>, PolicyError> {
    let folder = windows::program_data().ok_or_else(|| PolicyError::File {
        path: format!(r"ProgramData\Sladd\{FILE}"),
        reason: "the system does not tell where ProgramData is".to_owned(),
    })?;
    Ok(vec![(PolicySource::Machine, folder.join("Sladd").join(FILE))])
}

#[cfg(not(any(unix, windows)))]
fn of_machine() -> Result<Vec<(PolicySource, PathBuf)>, PolicyError> {
    Ok(Vec::new())
}
