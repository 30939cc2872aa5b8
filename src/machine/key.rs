//! What can be set, with its names and the words that it takes. `tests/rules/machine_policy.rs` holds the ADMX template, its
//! languages and the documentation to this table.

/// What a value is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An absolute path, without variables: text (`REG_SZ`).
    Path,
    /// One of these words: text (`REG_SZ`).
    Word(&'static [&'static str]),
    /// One or more of these words: a list of texts (`REG_MULTI_SZ`).
    Words(&'static [&'static str]),
    /// Yes or no: true or false (`REG_DWORD` of 1 or 0).
    Switch,
}

/// One thing that can be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// Its name in `/etc/sladd/machine.toml`.
    pub name: &'static str,
    /// Its name under `HKLM\Software\Policies\Sladd`.
    pub value: &'static str,
    /// What it is made of.
    pub kind: Kind,
}

impl Key {
    const fn new(name: &'static str, value: &'static str, kind: Kind) -> Self {
        Self { name, value, kind }
    }

    /// The message that names it to a person.
    pub fn label(&self) -> String {
        format!("machine-key-{}", self.name.replace('_', "-"))
    }
}

/// Everything that can be set, in the order in which it is told.
pub const KEYS: [Key; 9] = [
    Key::new("policy_file", "PolicyFile", Kind::Path),
    Key::new("data_folder", "DataFolder", Kind::Path),
    Key::new("export_folder", "ExportFolder", Kind::Path),
    Key::new("language", "Language", Kind::Word(&["da", "nb", "sv", "en"])),
    Key::new("country", "Country", Kind::Word(&["DK", "NO", "SE"])),
    Key::new("looks", "Looks", Kind::Words(&["blur", "glass", "mosaic", "solid", "sign"])),
    Key::new("renderer", "Renderer", Kind::Word(&["auto", "dx12", "vulkan", "metal", "gl", "software"])),
    Key::new("engine", "Engine", Kind::Word(&["auto", "embedded", "onnxruntime"])),
    Key::new("skip_first_page", "SkipFirstPage", Kind::Switch),
];
