//! The window's own chooser: where it is, what is selected, and what becomes of it.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    sync::mpsc::Receiver,
};

use super::{
    Chosen, Wish,
    listing::{Item, Listing},
    places::{self, Place},
};

/// Wakes the window.
pub(super) type Wake = std::sync::Arc<dyn Fn() + Send + Sync>;

/// The chooser while it is open.
pub(super) struct Browser {
    pub(super) chosen: Chosen,
    /// Why it is shown and not the system's dialog, where the person has not asked for it: the id of a message.
    pub(super) why: Option<&'static str>,
    pub(super) folder: PathBuf,
    /// The path line, as typed.
    pub(super) typed: String,
    /// The name of a new file, as typed.
    pub(super) name: String,
    /// What is wrong with what was typed: the id of a message.
    pub(super) fault: Option<&'static str>,
    pub(super) listing: Listing,
    pub(super) places: Vec<Place>,
    arriving: Receiver<Vec<Place>>,
    pub(super) selected: BTreeSet<PathBuf>,
    /// The row that has, or would have, the keyboard.
    pub(super) at: usize,
    /// The row from which a range is selected.
    anchor: usize,
    /// The row gets the keyboard in the coming frame.
    pub(super) take_keyboard: bool,
    pub(super) all_files: bool,
    /// The heading, where it is not that of the kind.
    pub(super) title: Option<&'static str>,
    wake: Wake,
}

/// How a row is selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// It alone.
    Alone,
    /// It too, or no longer.
    Toggled,
    /// Everything from the last one to it.
    Range,
}

impl Browser {
    pub(super) fn open(wish: &Wish, why: Option<&'static str>, wake: Wake) -> Self {
        let folder = nearest(&wish.folder).unwrap_or_else(places::first);
        let name = if let Chosen::NewFile(name) = &wish.chosen { name.clone() } else { String::new() };
        let mut browser = Self {
            chosen: wish.chosen.clone(),
            why,
            folder: PathBuf::new(),
            typed: String::new(),
            name,
            fault: None,
            listing: Listing::Read(Vec::new()),
            places: Vec::new(),
            arriving: places::begin(waking(&wake)),
            selected: BTreeSet::new(),
            at: 0,
            anchor: 0,
            take_keyboard: true,
            all_files: wish.all_files,
            title: wish.title,
            wake,
        };
        browser.go(folder);
        browser
    }

    /// Takes up what threads have read.
    pub(super) fn advance(&mut self) {
        self.listing.advance();
        if let Ok(places) = self.arriving.try_recv() {
            self.places = places;
        }
    }

    /// Shows another folder.
    pub(super) fn go(&mut self, folder: PathBuf) {
        self.listing = Listing::begin(&folder, waking(&self.wake));
        self.typed = folder.display().to_string();
        self.folder = folder;
        self.selected.clear();
        (self.at, self.anchor, self.fault) = (0, 0, None);
    }

    /// Shows the folder above.
    pub(super) fn up(&mut self) {
        if let Some(above) = self.folder.parent().map(Path::to_path_buf) {
            self.go(above);
            self.take_keyboard = true;
        }
    }

    /// The rows that are shown.
    pub(super) fn rows(&self) -> Vec<Item> {
        let wanted = |item: &&Item| match self.chosen {
            Chosen::Photos => item.is_folder || item.is_photo || self.all_files,
            Chosen::Folder => item.is_folder,
            // Names that are taken are seen.
            Chosen::NewFile(_) => true,
        };
        self.listing.items().iter().filter(wanted).cloned().collect()
    }

    /// Selects a row of `rows`; folders are gone into and not selected, but where a folder is chosen.
    pub(super) fn select(&mut self, rows: &[Item], at: usize, how: How) {
        let Some(item) = rows.get(at) else { return };
        self.at = at;
        match (&self.chosen, how) {
            (Chosen::NewFile(_), _) => {
                if !item.is_folder {
                    self.name.clone_from(&item.name);
                }
                return;
            }
            (Chosen::Folder, _) | (Chosen::Photos, How::Alone) => {
                self.selected.clear();
                self.selected.insert(item.path.clone());
            }
            (Chosen::Photos, How::Toggled) => {
                if !self.selected.remove(&item.path) {
                    self.selected.insert(item.path.clone());
                }
            }
            (Chosen::Photos, How::Range) => {
                let (from, to) = (self.anchor.min(at), self.anchor.max(at));
                self.selected =
                    rows.get(from..=to).unwrap_or_default().iter().map(|item| item.path.clone()).collect();
                return;
            }
        }
        self.anchor = at;
    }

    /// Selects every photo of the folder.
    pub(super) fn select_all(&mut self, rows: &[Item]) {
        if self.chosen == Chosen::Photos {
            self.selected =
                rows.iter().filter(|item| !item.is_folder).map(|item| item.path.clone()).collect();
        }
    }

    /// The next row after the present one whose name begins so, round the end of the list.
    pub(super) fn jump(&mut self, rows: &[Item], begins: &str) {
        let begins = begins.to_lowercase();
        let order = (self.at + 1..rows.len()).chain(0..=self.at);
        let fits =
            |at: &usize| rows.get(*at).is_some_and(|item| item.name.to_lowercase().starts_with(&begins));
        if let Some(at) = order.into_iter().find(fits) {
            self.at = at;
        }
    }

    /// Goes to, or chooses, what stands in the path line; the choice where it is one.
    pub(super) fn take_typed(&mut self) -> Option<Vec<PathBuf>> {
        let typed = expanded(self.typed.trim(), &self.folder);
        if typed.is_dir() {
            self.go(typed);
            self.take_keyboard = true;
            return None;
        }
        match self.chosen {
            Chosen::Photos if typed.is_file() => return Some(vec![typed]),
            Chosen::NewFile(_) if typed.parent().is_some_and(Path::is_dir) => {
                let name = typed.file_name().map(|name| name.to_string_lossy().into_owned());
                let folder = typed.parent().map(Path::to_path_buf);
                if let Some((folder, name)) = folder.zip(name) {
                    self.go(folder);
                    self.name = name;
                }
                return None;
            }
            Chosen::Photos | Chosen::Folder | Chosen::NewFile(_) => {}
        }
        self.fault = Some("chooser-not-there");
        None
    }

    /// Makes the folder of the path line and shows it.
    pub(super) fn make_typed(&mut self) {
        let typed = expanded(self.typed.trim(), &self.folder);
        if fs::create_dir_all(&typed).is_ok() {
            self.go(typed);
        } else {
            self.fault = Some("chooser-not-made");
        }
    }

    /// What the button at the end chooses now; `None` where it would choose nothing.
    pub(super) fn choice(&self) -> Option<Vec<PathBuf>> {
        match &self.chosen {
            Chosen::Photos => (!self.selected.is_empty()).then(|| self.selected.iter().cloned().collect()),
            Chosen::Folder => Some(vec![self.selected.first().unwrap_or(&self.folder).clone()]),
            Chosen::NewFile(_) => {
                let name = self.name.trim();
                let is_name = Path::new(name).file_name().is_some_and(|bare| bare == name);
                (is_name && !self.is_taken()).then(|| vec![self.folder.join(name)])
            }
        }
    }

    /// True where a file of the new one's name is there already: nothing is ever written over.
    pub(super) fn is_taken(&self) -> bool {
        let name = self.name.trim();
        self.listing.items().iter().any(|item| item.name.eq_ignore_ascii_case(name))
    }
}

fn waking(wake: &Wake) -> impl Fn() + Send + 'static {
    let wake = wake.clone();
    move || wake()
}

/// A path as typed: quotes as file managers copy them, `~` for the home folder, and relative to the shown folder.
fn expanded(typed: &str, folder: &Path) -> PathBuf {
    let bare = typed.trim_matches('"');
    let home = bare.strip_prefix('~').filter(|rest| rest.is_empty() || rest.starts_with(['/', '\\']));
    let home = home.and_then(|rest| {
        let user = directories::UserDirs::new()?;
        Some(user.home_dir().join(rest.trim_start_matches(['/', '\\'])))
    });
    home.unwrap_or_else(|| folder.join(bare))
}

/// The folder itself, or the nearest above it that is there.
fn nearest(folder: &Path) -> Option<PathBuf> {
    let whole = std::path::absolute(folder).ok().filter(|_| !folder.as_os_str().is_empty())?;
    whole.ancestors().find(|folder| folder.is_dir()).map(Path::to_path_buf)
}
