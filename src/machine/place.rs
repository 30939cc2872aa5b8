//! Where it is set.

use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
};

use crate::file;

use super::{Machine, MachineFault, values::Raw};

/// The file in the folder for the whole machine.
const FILE: &str = "machine.toml";
/// No such file is larger.
const MAX_BYTES: u64 = 1 << 16;

/// Where what is set for the whole computer is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// `machine.toml` in this folder.
    Folder(PathBuf),
    /// The values of this key below `HKEY_LOCAL_MACHINE`.
    #[cfg(windows)]
    Registry(String),
}

impl Place {
    /// The place of this computer: `HKLM\Software\Policies\Sladd` on Windows, `/etc/sladd/machine.toml` elsewhere. Nothing
    /// that a user can set has a say in it.
    pub fn of_this_computer() -> Self {
        #[cfg(windows)]
        {
            Self::Registry(super::registry::KEY.to_owned())
        }
        #[cfg(not(windows))]
        {
            Self::Folder(PathBuf::from("/etc/sladd"))
        }
    }

    /// The place as it is told to a person.
    pub fn told(&self) -> String {
        match self {
            Self::Folder(folder) => folder.join(FILE).display().to_string(),
            #[cfg(windows)]
            Self::Registry(key) => format!(r"HKLM\{key}"),
        }
    }

    /// What is set there; nothing where there is no such file or key.
    ///
    /// # Errors
    /// [`MachineFault`] where it is there and cannot be read or is not understood.
    pub fn read(&self) -> Result<Machine, MachineFault> {
        match self {
            Self::Folder(folder) => {
                let path = folder.join(FILE);
                if !is_there(&path) {
                    return Ok(Machine::default());
                }
                let unreadable = |reason: String| MachineFault::Unreadable { place: self.told(), reason };
                let text =
                    file::read_text(&path, MAX_BYTES).map_err(|fault| unreadable(fault.to_string()))?;
                Machine::of_toml(&self.told(), &text)
            }
            #[cfg(windows)]
            Self::Registry(key) => {
                Machine::of_raw(&self.told(), &super::registry::read(key)?, |key| key.value)
            }
        }
    }
}

impl Machine {
    /// What a text of TOML sets; `place` is told where something is wrong.
    ///
    /// # Errors
    /// [`MachineFault`] where it is not understood.
    pub fn of_toml(place: &str, text: &str) -> Result<Self, MachineFault> {
        let table: toml::Table = file::parse_toml(text)
            .map_err(|reason| MachineFault::Unreadable { place: place.to_owned(), reason })?;
        let raw: BTreeMap<String, Raw> = table.into_iter().map(|(name, value)| (name, raw(value))).collect();
        Self::of_raw(place, &raw, |key| key.name)
    }
}

fn raw(value: toml::Value) -> Raw {
    match value {
        toml::Value::String(text) => Raw::Text(text),
        toml::Value::Boolean(switch) => Raw::Switch(switch),
        toml::Value::Array(list) => {
            let texts = list.iter().map(|one| one.as_str().map(str::to_owned)).collect::<Option<Vec<_>>>();
            texts.map_or_else(|| Raw::Other(toml::Value::Array(list).to_string()), Raw::List)
        }
        neither @ (toml::Value::Integer(_)
        | toml::Value::Float(_)
        | toml::Value::Datetime(_)
        | toml::Value::Table(_)) => Raw::Other(neither.to_string()),
    }
}

/// Only the system's plain "not there" counts as that.
fn is_there(path: &Path) -> bool {
    !path.symlink_metadata().is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
}
