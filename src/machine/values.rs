//! What is set, once it was understood.

use std::{
    collections::BTreeMap,
    ffi::OsString,
    path::{Path, PathBuf},
    str::FromStr,
};

use crate::{
    consent::Country,
    detection::EngineChoice,
    text::{Language, Text},
};

use super::{
    MachineFault,
    key::{KEYS, Key, Kind},
};

/// What draws the window.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Renderer {
    /// Whatever works, the fastest first.
    #[default]
    Auto,
    /// Direct3D 12 of Windows.
    Dx12,
    /// Vulkan.
    Vulkan,
    /// Metal of macOS.
    Metal,
    /// OpenGL.
    Gl,
    /// The processor alone, by the system's own driver: WARP on Windows, Mesa on Linux.
    Software,
}

impl Renderer {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Auto, Self::Dx12, Self::Vulkan, Self::Metal, Self::Gl, Self::Software];

    /// Its word in arguments, settings and policies.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Dx12 => "dx12",
            Self::Vulkan => "vulkan",
            Self::Metal => "metal",
            Self::Gl => "gl",
            Self::Software => "software",
        }
    }
}

impl FromStr for Renderer {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|renderer| renderer.word() == word).ok_or_else(|| {
            let words: Vec<&str> = Self::ALL.iter().map(|renderer| renderer.word()).collect();
            format!("expected one of {}", words.join(", "))
        })
    }
}

/// A value as it stands in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Raw {
    Text(String),
    List(Vec<String>),
    Switch(bool),
    /// Of a kind that nothing has, as it is told.
    Other(String),
}

impl Raw {
    fn told(&self) -> String {
        match self {
            Self::Text(text) | Self::Other(text) => text.clone(),
            Self::List(list) => list.join(", "),
            Self::Switch(switch) => switch.to_string(),
        }
    }
}

/// One thing that is set, as it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Which.
    pub key: &'static Key,
    /// Its name in its place.
    pub name: &'static str,
    /// To what it is set.
    pub value: String,
}

/// What the organisation's IT has set for this computer. Nothing is set where a field is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Machine {
    place: String,
    entries: Vec<Entry>,
    /// A policy file that is in force beside the others.
    pub policy_file: Option<PathBuf>,
    /// The folder of register and settings.
    pub data_folder: Option<PathBuf>,
    /// The folder that copies are written to, and into folders below it.
    pub export_folder: Option<PathBuf>,
    /// The language of the program.
    pub language: Option<Language>,
    /// Whose rules apply.
    pub country: Option<Country>,
    /// What draws the window.
    pub renderer: Option<Renderer>,
    /// What looks for faces.
    pub engine: Option<EngineChoice>,
    /// The first page is not shown.
    pub skip_first_page: bool,
    looks: Option<Vec<String>>,
}

impl Machine {
    /// Everything that is set, in the order of [`KEYS`].
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The file or the key of the registry that it was read from; empty where nothing is set.
    pub fn place(&self) -> &str {
        &self.place
    }

    /// The looks of covers that are not to be offered and not to be used: the words of the kinds (`blur`, `glass`, `mosaic`,
    /// `solid`, `sign`) that IT has left out of `looks`. Nothing where IT has set no looks. They count beside those that
    /// policy files take away.
    pub fn looks_removed(&self) -> Vec<&'static str> {
        let all = KEYS.iter().find_map(|key| match key.kind {
            Kind::Words(words) => Some(words),
            Kind::Path | Kind::Word(_) | Kind::Switch => None,
        });
        let removed = |allowed: &Vec<String>| {
            let words = all.unwrap_or_default().iter().copied();
            words.filter(|word| !allowed.iter().any(|allowed| allowed == word)).collect()
        };
        self.looks.as_ref().map(removed).unwrap_or_default()
    }

    /// What was read of a place. `name` tells which of a key's names the place uses; the registry does not tell capitals from
    /// small letters.
    pub(super) fn of_raw(
        place: &str,
        raw: &BTreeMap<String, Raw>,
        name: fn(&Key) -> &'static str,
    ) -> Result<Self, MachineFault> {
        let mut machine = Self::default();
        let registry = KEYS.iter().all(|key| name(key) == key.value);
        let same = |key: &Key, given: &str| {
            if registry { name(key).eq_ignore_ascii_case(given) } else { name(key) == given }
        };
        for given in raw.keys() {
            if !KEYS.iter().any(|key| same(key, given)) {
                return Err(MachineFault::Unknown { place: place.to_owned(), key: given.clone() });
            }
        }
        for key in &KEYS {
            let Some((_, value)) = raw.iter().find(|(given, _)| same(key, given)) else { continue };
            let understood = machine.set(key, value);
            if !understood {
                return Err(MachineFault::Value {
                    place: place.to_owned(),
                    key: name(key).to_owned(),
                    value: value.told(),
                    expected: expected(key),
                });
            }
            machine.entries.push(Entry { key, name: name(key), value: value.told() });
            place.clone_into(&mut machine.place);
        }
        Ok(machine)
    }

    /// Takes a value over; false where it is none for this key.
    fn set(&mut self, key: &Key, value: &Raw) -> bool {
        match (key.kind, value) {
            (Kind::Path, Raw::Text(text)) => {
                let path = PathBuf::from(text);
                // A path from the working folder would let whoever starts the program choose what is meant.
                if !path.is_absolute() {
                    return false;
                }
                match key.name {
                    "policy_file" => self.policy_file = Some(path),
                    "data_folder" => self.data_folder = Some(path),
                    "export_folder" => self.export_folder = Some(path),
                    _ => return false,
                }
                true
            }
            (Kind::Word(words), Raw::Text(text)) => {
                words.contains(&text.as_str()) && self.set_word(key, text)
            }
            (Kind::Words(words), Raw::List(list)) => {
                let known = !list.is_empty() && list.iter().all(|text| words.contains(&text.as_str()));
                if known {
                    self.looks = Some(list.clone());
                }
                known
            }
            (Kind::Switch, Raw::Switch(switch)) => {
                self.skip_first_page = *switch;
                true
            }
            _ => false,
        }
    }

    fn set_word(&mut self, key: &Key, word: &str) -> bool {
        match key.name {
            "language" => {
                self.language = word.parse().ok();
                self.language.is_some()
            }
            "country" => {
                self.country = word.parse().ok();
                self.country.is_some()
            }
            "renderer" => {
                self.renderer = word.parse().ok();
                self.renderer.is_some()
            }
            "engine" => {
                self.engine = EngineChoice::from_word(word);
                self.engine.is_some()
            }
            _ => false,
        }
    }

    /// What a person reads who asks for `asked` (an argument or a variable), where something else is set.
    fn overridden(&self, name: &str, asked: &str) -> MachineFault {
        let entry = self.entries.iter().find(|entry| entry.key.name == name);
        MachineFault::Overridden {
            place: self.place.clone(),
            key: entry.map_or(name, |entry| entry.name).to_owned(),
            value: entry.map(|entry| entry.value.clone()).unwrap_or_default(),
            asked: asked.to_owned(),
        }
    }

    /// What holds of a word that IT may have set, that an argument may ask for, and a variable.
    ///
    /// # Errors
    /// [`MachineFault::Overridden`] where argument or variable asks for something else than what is set.
    pub fn word<T: Copy + PartialEq + FromStr>(
        &self,
        name: &str,
        set: Option<T>,
        argument: (&str, Option<T>),
        variable: (&str, Option<OsString>),
    ) -> Result<Option<T>, MachineFault> {
        let Some(set) = set else { return Ok(argument.1) };
        if argument.1.is_some_and(|asked| asked != set) {
            return Err(self.overridden(name, argument.0));
        }
        let other = |value: &OsString| value.to_str().and_then(|value| value.parse::<T>().ok()) != Some(set);
        // An argument counts before the variable, which then has nothing to say.
        if argument.1.is_none()
            && variable.1.filter(|value| !value.is_empty()).is_some_and(|value| other(&value))
        {
            return Err(self.overridden(name, variable.0));
        }
        Ok(Some(set))
    }

    /// The same for the data folder.
    ///
    /// # Errors
    /// As for [`Self::word`].
    pub fn data(
        &self,
        argument: Option<PathBuf>,
        variable: Option<OsString>,
    ) -> Result<Option<PathBuf>, MachineFault> {
        let Some(set) = &self.data_folder else { return Ok(argument) };
        let other = |asked: &Path| std::path::absolute(asked).ok().as_ref() != Some(set);
        if argument.as_deref().is_some_and(other) {
            return Err(self.overridden("data_folder", "--data"));
        }
        let variable = variable.filter(|value| argument.is_none() && !value.is_empty());
        if variable.is_some_and(|value| other(Path::new(&value))) {
            return Err(self.overridden("data_folder", "$SLADD_DATA"));
        }
        Ok(Some(set.clone()))
    }

    /// Whether a variable names an engine that IT has not left open.
    ///
    /// # Errors
    /// [`MachineFault::Overridden`] where it does.
    pub fn check_engine(&self, variable: Option<&OsString>) -> Result<(), MachineFault> {
        let open = matches!(self.engine, None | Some(EngineChoice::Auto));
        if !open && variable.is_some_and(|value| !value.is_empty()) {
            return Err(self.overridden("engine", "$SLADD_ONNXRUNTIME"));
        }
        Ok(())
    }

    /// Whether copies may be written to a folder: the one that IT has set, and folders below it.
    ///
    /// # Errors
    /// [`MachineFault::Overridden`] for any other, `asked` being what named it.
    pub fn check_export_folder(&self, folder: &Path, asked: &str) -> Result<(), MachineFault> {
        let Some(set) = &self.export_folder else { return Ok(()) };
        // As it is meant, and as it is once links are followed, as far as it is there.
        let whole = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let real = |path: &Path| {
            let there = path.ancestors().find_map(|above| Some((above, above.canonicalize().ok()?)));
            there.map_or_else(
                || path.to_owned(),
                |(above, real)| {
                    path.strip_prefix(above).map_or_else(|_| real.clone(), |rest| real.join(rest))
                },
            )
        };
        let (folder, set) = (whole(folder), whole(set));
        let climbs = folder.components().any(|part| part == std::path::Component::ParentDir);
        if !climbs && folder.starts_with(&set) && real(&folder).starts_with(real(&set)) {
            return Ok(());
        }
        Err(self.overridden("export_folder", asked))
    }

    /// Lines for a person: what is set, and where.
    pub fn lines(&self, text: &Text) -> Vec<String> {
        let line =
            |entry: &Entry| format!("{} ({}): {}", text.get(&entry.key.label()), entry.name, entry.value);
        self.entries.iter().map(line).collect()
    }
}

/// What a key takes, for whoever has set something else; empty for a path.
fn expected(key: &Key) -> String {
    match key.kind {
        Kind::Path => String::new(),
        Kind::Word(words) | Kind::Words(words) => words.join(", "),
        Kind::Switch => "true, false (REG_DWORD 1, 0)".to_owned(),
    }
}
