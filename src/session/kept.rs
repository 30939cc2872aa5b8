//! The work in hand on disk: which files, and what is decided about them. Never a pixel, never a part of a
//! file. The file lies in the folder of what is private to the person, because it names paths: the data folder may be one
//! that colleagues share. What it names is not looked at before the person has answered.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    consent::OccasionId,
    detection::DetectorInfo,
    file::{self, ReadFault},
    hash::ContentHash,
    review::KeptReview,
};

use super::{PhotoId, kept_before};

/// The file in the private folder.
pub(super) const FILE: &str = "session.json";
/// Held locked by the window that keeps its work here.
pub(super) const LOCK: &str = "session.lock";
/// The form of the file; another form is not read.
const FORM: &str = "sladd-session-1";
/// A file larger than this was not written by this program.
pub(super) const MOST_BYTES: u64 = 64 * 1024 * 1024;
/// How long changes are gathered before they are written.
const PATIENCE: Duration = Duration::from_millis(800);

/// A photo of the work in hand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptPhoto {
    pub(super) path: PathBuf,
    /// What is decided; `None` where faces were not looked for yet.
    pub(super) review: Option<KeptReview>,
    pub(super) detector: Option<KeptDetector>,
    /// The event that it is of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) occasion: Option<OccasionId>,
}

/// What looked for faces.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KeptDetector {
    model: String,
    model_sha256: ContentHash,
    threshold: f32,
    engine: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    library_sha256: Option<ContentHash>,
}

/// What an earlier run left behind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptWork {
    saved_at: Timestamp,
    pub(super) photos: Vec<KeptPhoto>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    form: String,
    /// SHA-256 over the canonical JSON of `work`: a flipped digit must not move a cover.
    sha256: ContentHash,
    work: KeptWork,
}

impl KeptPhoto {
    /// True where a person's work would be lost with it.
    fn holds_work(&self) -> bool {
        self.review.as_ref().is_some_and(KeptReview::holds_work)
    }
}

impl From<&DetectorInfo> for KeptDetector {
    fn from(info: &DetectorInfo) -> Self {
        Self {
            model: info.model.clone(),
            model_sha256: info.model_sha256,
            threshold: info.threshold,
            engine: info.engine.clone(),
            library_sha256: info.library_sha256,
        }
    }
}

impl KeptDetector {
    /// True where `now` finds the same faces: the engine may be another, models and threshold may not.
    pub(super) fn finds_the_same_as(&self, now: &DetectorInfo) -> bool {
        self.model == now.model
            && self.model_sha256 == now.model_sha256
            && (self.threshold - now.threshold).abs() < f32::EPSILON
    }
}

impl KeptWork {
    /// When it was written.
    pub const fn saved_at(&self) -> Timestamp {
        self.saved_at
    }

    /// Number of photos.
    pub fn photos(&self) -> usize {
        self.photos.len()
    }

    /// Number of faces and areas with a decision.
    pub fn decided(&self) -> usize {
        self.photos.iter().filter_map(|photo| photo.review.as_ref()).map(KeptReview::decided).sum()
    }

    fn to_bytes(&self) -> Option<Vec<u8>> {
        let sha256 = canonical_sha256(self)?;
        serde_json::to_vec(&File { form: FORM.to_owned(), sha256, work: self.clone() }).ok()
    }

    /// `None` for anything that this program has not written exactly so.
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let file: File = serde_json::from_slice(bytes).ok()?;
        let sound = file.form == FORM
            && canonical_sha256(&file.work)? == file.sha256
            && file.work.photos.iter().all(|photo| {
                photo.review.is_some() == photo.detector.is_some()
                    && photo.review.as_ref().is_none_or(|review| review.restore().is_ok())
            });
        sound.then_some(file.work)
    }
}

fn canonical_sha256(work: &KeptWork) -> Option<ContentHash> {
    serde_json_canonicalizer::to_vec(work).ok().map(|bytes| ContentHash::of(&bytes))
}

/// What was found in the private folder.
#[derive(Debug)]
pub(super) enum Found {
    Nothing,
    Work(KeptWork),
    Damaged,
    /// Another window of this person is at work over this data folder.
    InUse,
    /// Nothing can be kept: there is no such folder, or nobody can tell whether another window is at work.
    NoPlace,
}

/// Keeps the work in hand on disk, on the thread of a worker.
#[derive(Debug)]
pub(super) struct Keeper {
    /// The private folder; empty while nothing can be kept.
    folder: PathBuf,
    photos: BTreeMap<PhotoId, KeptPhoto>,
    /// Held as long as this window keeps its work here; closing it frees the lock.
    lock: Option<fs::File>,
    /// The work of an earlier run waits for an answer and must not be overwritten.
    held: bool,
    off: bool,
    changed: Option<Instant>,
}

impl Keeper {
    /// Takes the private folder, and finds what an earlier run left there; what an older version left in the data folder is
    /// taken out of it where it is this person's own.
    pub(super) fn open(private: Option<&Path>, data: &Path) -> (Self, Found) {
        let mut keeper = Self {
            folder: private.map(Path::to_owned).unwrap_or_default(),
            photos: BTreeMap::new(),
            lock: None,
            held: false,
            off: false,
            changed: None,
        };
        let nowhere = || Err(fs::TryLockError::Error(io::ErrorKind::NotFound.into()));
        let locked = private.map_or_else(nowhere, lock);
        match locked {
            Ok(lock) => keeper.lock = Some(lock),
            Err(refused) => {
                // Where the system knows no locks two windows would write over each other's work, so neither does.
                keeper.off = true;
                let in_use = matches!(refused, fs::TryLockError::WouldBlock);
                return (keeper, if in_use { Found::InUse } else { Found::NoPlace });
            }
        }
        let folder = &keeper.folder;
        kept_before::take_out_of(data, folder);
        let found = read(&folder.join(FILE));
        keeper.held = matches!(found, Found::Work(_));
        (keeper, found)
    }

    /// Takes up the state of a photo; `None` where there is nothing to keep any more.
    pub(super) fn keep(&mut self, id: PhotoId, kept: Option<KeptPhoto>, now: Instant) {
        match kept {
            Some(kept) => self.photos.insert(id, kept),
            None => self.photos.remove(&id),
        };
        self.changed.get_or_insert(now);
    }

    /// The earlier work was taken up or discarded: from now on this window's own is written.
    pub(super) fn release(&mut self, now: Instant) {
        self.held = false;
        self.changed.get_or_insert(now);
    }

    /// Removes the file, and keeps nothing more.
    ///
    /// # Errors
    /// The system's answer where it cannot be removed.
    pub(super) fn forget(&mut self) -> io::Result<()> {
        if self.off {
            return Ok(());
        }
        self.off = true;
        self.photos.clear();
        self.remove()
    }

    /// When the gathered changes are to be written.
    pub(super) fn due(&self) -> Option<Instant> {
        (!self.off && !self.held).then_some(self.changed).flatten().map(|changed| changed + PATIENCE)
    }

    /// Writes what has changed, whole or not at all; removes the file where there is no work to keep.
    ///
    /// # Errors
    /// The system's answer; the former file remains.
    pub(super) fn write(&mut self, saved_at: Timestamp) -> io::Result<()> {
        if self.off || self.held || self.changed.take().is_none() {
            return Ok(());
        }
        if !self.photos.values().any(KeptPhoto::holds_work) {
            return self.remove();
        }
        let work = KeptWork { saved_at, photos: self.photos.values().cloned().collect() };
        let bytes = work.to_bytes().ok_or(io::ErrorKind::InvalidData)?;
        // Only the owner can read it: on Unix by its mode, from the first byte, on Windows by the profile that it lies in.
        let mut file = tempfile::Builder::new().prefix(".session-").tempfile_in(&self.folder)?;
        io::Write::write_all(&mut file, &bytes)?;
        file.as_file().sync_all()?;
        file.persist(self.folder.join(FILE)).map_err(|error| error.error)?;
        Ok(())
    }

    fn remove(&self) -> io::Result<()> {
        match fs::remove_file(self.folder.join(FILE)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            Ok(()) | Err(_) => Ok(()),
        }
    }
}

fn lock(folder: &Path) -> Result<fs::File, fs::TryLockError> {
    let mut options = fs::OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(folder.join(LOCK)).map_err(fs::TryLockError::Error)?;
    file.try_lock()?;
    Ok(file)
}

/// Nothing that the file names is looked at: a path on another computer would log this one on there.
fn read(path: &Path) -> Found {
    match file::read(path, MOST_BYTES) {
        Ok(bytes) => KeptWork::from_bytes(&bytes).map_or(Found::Damaged, Found::Work),
        Err(ReadFault::NotThere) => Found::Nothing,
        Err(_) => Found::Damaged,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        detection::{Detection, Detections},
        geometry::{BoundingBox, PixelSize},
        review::{Edit, Review},
    };

    fn kept(decided: bool) -> KeptPhoto {
        let detections = Detections {
            faces: vec![Detection { bbox: BoundingBox::new(10.3, 20.7, 40.1, 50.9), score: 0.87, turns: 0 }],
            ..Detections::default()
        };
        let mut review = Review::begin(ContentHash::of(b"photo"), PixelSize::new(800, 600), &detections);
        if decided {
            review.apply(Edit::RedactUndecided).unwrap();
        }
        let detector = DetectorInfo {
            model: "m".to_owned(),
            model_sha256: ContentHash::of(b"m"),
            threshold: 0.35,
            engine: "e".to_owned(),
            library_sha256: None,
        };
        KeptPhoto {
            path: PathBuf::from("/photos/æøå.jpg"),
            review: Some(review.keep()),
            detector: Some(KeptDetector::from(&detector)),
            occasion: None,
        }
    }

    /// With a data folder that holds nothing.
    fn open(private: &Path) -> (Keeper, Found) {
        Keeper::open(Some(private), Path::new("/nowhere"))
    }

    fn written(folder: &Path) -> Vec<u8> {
        let (mut keeper, found) = open(folder);
        assert!(matches!(found, Found::Nothing));
        keeper.keep(PhotoId(1), Some(kept(true)), Instant::now());
        keeper.write(Timestamp::UNIX_EPOCH).unwrap();
        fs::read(folder.join(FILE)).unwrap()
    }

    #[test]
    fn what_is_written_is_found_by_the_next_run() {
        let folder = tempfile::tempdir().unwrap();
        written(folder.path());
        let (_, found) = open(folder.path());
        let Found::Work(work) = found else { panic!("{found:?}") };
        assert_eq!((work.photos(), work.decided()), (1, 1));
        assert_eq!(work.photos[0], kept(true));
    }

    #[test]
    fn any_cut_or_changed_byte_is_damage() {
        let folder = tempfile::tempdir().unwrap();
        let bytes = written(folder.path());
        assert!(KeptWork::from_bytes(&bytes).is_some());
        for at in 0..bytes.len() {
            assert!(KeptWork::from_bytes(&bytes[..at]).is_none(), "cut at {at}");
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            let same = KeptWork::from_bytes(&changed);
            // White space or the letter case of a hash may change; what is read must not.
            assert!(same.is_none_or(|work| Some(work) == KeptWork::from_bytes(&bytes)), "changed at {at}");
        }
        let text = String::from_utf8(bytes).unwrap();
        for (from, to) in [
            ("{\"form\"", "{\"more\":1,\"form\""),
            ("{\"path\"", "{\"exported\":true,\"path\""),
            ("\"whole_image_reviewed\":false", "\"whole_image_reviewed\":true"),
        ] {
            assert!(text.contains(from), "{from}");
            assert!(KeptWork::from_bytes(text.replacen(from, to, 1).as_bytes()).is_none(), "{from}");
        }
    }

    #[test]
    fn the_file_of_an_earlier_run_stays_until_it_is_answered() {
        let folder = tempfile::tempdir().unwrap();
        let before = written(folder.path());
        let (mut keeper, _) = open(folder.path());
        keeper.keep(PhotoId(9), Some(kept(false)), Instant::now());
        assert!(keeper.due().is_none());
        keeper.write(Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(fs::read(folder.path().join(FILE)).unwrap(), before);
        keeper.release(Instant::now());
        keeper.write(Timestamp::UNIX_EPOCH).unwrap();
        assert!(!folder.path().join(FILE).exists(), "nothing in the new work is decided");
    }

    #[test]
    fn nothing_is_kept_once_everything_is_exported_or_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let (mut keeper, _) = open(folder.path());
        keeper.keep(PhotoId(1), Some(kept(true)), Instant::now());
        keeper.write(Timestamp::UNIX_EPOCH).unwrap();
        assert!(folder.path().join(FILE).exists());
        keeper.keep(PhotoId(1), None, Instant::now());
        keeper.write(Timestamp::UNIX_EPOCH).unwrap();
        assert!(!folder.path().join(FILE).exists());
        keeper.keep(PhotoId(2), Some(kept(true)), Instant::now());
        keeper.write(Timestamp::UNIX_EPOCH).unwrap();
        keeper.forget().unwrap();
        keeper.keep(PhotoId(3), Some(kept(true)), Instant::now());
        keeper.write(Timestamp::UNIX_EPOCH).unwrap();
        assert!(!folder.path().join(FILE).exists());
    }

    #[test]
    fn a_second_window_neither_reads_nor_writes() {
        let folder = tempfile::tempdir().unwrap();
        let (mut first, _) = open(folder.path());
        let (mut second, found) = open(folder.path());
        assert!(matches!(found, Found::InUse));
        first.keep(PhotoId(1), Some(kept(true)), Instant::now());
        first.write(Timestamp::UNIX_EPOCH).unwrap();
        let before = fs::read(folder.path().join(FILE)).unwrap();
        second.keep(PhotoId(1), None, Instant::now());
        second.write(Timestamp::UNIX_EPOCH).unwrap();
        second.forget().unwrap();
        assert_eq!(fs::read(folder.path().join(FILE)).unwrap(), before);
    }

    #[test]
    fn without_a_place_or_locks_nothing_is_kept_and_it_is_told() {
        let folder = tempfile::tempdir().unwrap();
        // A folder in the place of the lock is what no lock can be had of.
        fs::create_dir(folder.path().join(LOCK)).unwrap();
        for private in [Some(folder.path()), None] {
            let (mut keeper, found) = Keeper::open(private, folder.path());
            assert!(matches!(found, Found::NoPlace), "{found:?}");
            keeper.keep(PhotoId(1), Some(kept(true)), Instant::now());
            assert!(keeper.due().is_none());
            keeper.write(Timestamp::UNIX_EPOCH).unwrap();
            keeper.forget().unwrap();
            assert!(!folder.path().join(FILE).exists() && !Path::new(FILE).exists());
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_an_older_version_left_in_the_data_folder_comes_along_where_it_is_ones_own() {
        use std::os::unix::fs::PermissionsExt as _;
        let (private, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        written(private.path());
        let (old, new) = (data.path().join(FILE), private.path().join(FILE));
        let another = tempfile::tempdir().unwrap();
        for file in [FILE, LOCK] {
            fs::copy(private.path().join(file), data.path().join(file)).unwrap();
        }
        // What others can read was not written by this program, or lies where everything seems to be one's own.
        fs::set_permissions(&old, fs::Permissions::from_mode(0o644)).unwrap();
        let (_, found) = Keeper::open(Some(another.path()), data.path());
        assert!(matches!(found, Found::Nothing) && old.exists());
        fs::set_permissions(&old, fs::Permissions::from_mode(0o600)).unwrap();
        // Nor is anything taken from under an older window that is open, nor over newer work.
        let lock = fs::OpenOptions::new().write(true).open(data.path().join(LOCK)).unwrap();
        lock.lock().unwrap();
        assert!(matches!(Keeper::open(Some(another.path()), data.path()).1, Found::Nothing));
        drop(lock);
        assert!(matches!(Keeper::open(Some(private.path()), data.path()).1, Found::Work(_)) && old.exists());
        fs::remove_file(&new).unwrap();
        let (_, found) = Keeper::open(Some(private.path()), data.path());
        assert!(matches!(found, Found::Work(work) if work.decided() == 1));
        assert!(fs::read_dir(data.path()).unwrap().next().is_none(), "nothing private is left there");
        assert_eq!(fs::metadata(&new).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_can_read_it() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        written(folder.path());
        let mode = fs::metadata(folder.path().join(FILE)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
