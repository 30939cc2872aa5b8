//! What was left out of a walk, and the words for it.

use std::path::PathBuf;

use crate::text::{Text, harmless_path};

/// Why something could not be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TroubleKind {
    /// A folder or file that cannot be read.
    Unreadable,
    /// A link that leads back to itself or to a folder in which it lies.
    Loop,
    /// A link to something that is not there.
    Dangling,
    /// Its content is not on this computer.
    NotHere,
}

/// Something that could not be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// The file, folder or link.
    pub path: PathBuf,
    /// Why.
    pub kind: TroubleKind,
}

impl Trouble {
    /// What could not be looked at, why, and what to do.
    pub fn message(&self, text: &Text) -> String {
        let id = match self.kind {
            TroubleKind::Unreadable => "folders-unreadable",
            TroubleKind::Loop => "folders-loop",
            TroubleKind::Dangling => "folders-dangling",
            TroubleKind::NotHere => "folders-not-here",
        };
        text.format(id, [("path", self.path.display().to_string().into())])
    }
}

/// What a walk left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Number of files and folders that are hidden, of the system, or plainly no photo.
    pub others: usize,
    /// Links to photos and folders; none is followed.
    pub links: Vec<PathBuf>,
    /// What could not be looked at.
    pub troubles: Vec<Trouble>,
}

impl LeftOut {
    /// None of these could be looked at.
    pub fn unreadable(paths: Vec<PathBuf>) -> Self {
        let trouble = |path| Trouble { path, kind: TroubleKind::Unreadable };
        Self { troubles: paths.into_iter().map(trouble).collect(), ..Self::default() }
    }

    /// True where nothing was left out.
    pub const fn is_empty(&self) -> bool {
        self.others == 0 && self.links.is_empty() && self.troubles.is_empty()
    }

    /// Adds what another part of the walk left out.
    pub fn add(&mut self, more: Self) {
        self.others += more.others;
        self.links.extend(more.links);
        self.troubles.extend(more.troubles);
    }

    /// How much was left out quietly: others by number, links by number and name, `most` names at most.
    pub fn told(&self, text: &Text, most: usize) -> Vec<String> {
        let mut said = Vec::new();
        if self.others > 0 {
            said.push(text.format("folders-left-out", [("count", self.others.into())]));
        }
        if !self.links.is_empty() {
            said.push(text.format("folders-links", [("count", self.links.len().into())]));
            said.extend(self.links.iter().take(most).map(|link| format!("  {}", harmless_path(link))));
            said.extend(more(text, self.links.len(), most));
        }
        said
    }

    /// What could not be looked at, `most` of it by name.
    pub fn warnings(&self, text: &Text, most: usize) -> Vec<String> {
        let named = self.troubles.iter().take(most).map(|trouble| trouble.message(text));
        named.chain(more(text, self.troubles.len(), most)).collect()
    }
}

/// How many are not named.
fn more(text: &Text, all: usize, most: usize) -> Option<String> {
    let rest = all.checked_sub(most).filter(|rest| *rest > 0)?;
    Some(text.format("folders-more", [("count", rest.into())]))
}
