//! One window for each person and data folder: a second start hands what it was given to the window that is open (ADR 31).
//!
//! Promises: nothing listens, neither on a port nor on a pipe; of two that start at once one becomes the window; a window that
//! crashed is in nobody's way, because the system lets go of its lock; what was handed over is taken once, or the one who
//! handed it over learns that it was not.

use std::{
    ffi::OsString,
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use serde::{Deserialize, Serialize};

use crate::{consent::Country, file, owner_only};

/// The file whose lock the open window holds. It is never removed: a lock on a file that was is no lock.
const LOCK: &str = "window.lock";
/// The folder of what is handed over.
const INBOX: &str = "handed";
/// So often a second start looks for its answer.
const LOOK: Duration = Duration::from_millis(40);
/// No request is larger: it names files only.
const MAX_BYTES: u64 = 16 << 20;

/// What lies in the inbox: a request, one that the window has read, and the two answers.
const ASKED: &str = "asked";
const READ: &str = "read";
const TAKEN: &str = "taken";
const REFUSED: &str = "refused";

/// What a second start asks the open window for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    paths: Vec<OsString>,
    /// The country that was asked for, if any.
    pub country: Option<Country>,
    policy: Option<OsString>,
}

impl Request {
    /// Whole paths of photos and folders, and what else the start was asked for.
    pub fn new(paths: &[PathBuf], country: Option<Country>, policy: Option<&Path>) -> Self {
        let whole =
            |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).into_os_string();
        Self { paths: paths.iter().map(|path| whole(path)).collect(), country, policy: policy.map(whole) }
    }

    /// The photos and folders.
    pub fn paths(&self) -> Vec<PathBuf> {
        self.paths.iter().map(PathBuf::from).collect()
    }

    /// The policy file that was asked for, if any.
    pub fn policy(&self) -> Option<&Path> {
        self.policy.as_deref().map(Path::new)
    }
}

/// What becomes of a start.
#[derive(Debug)]
pub enum Entrance {
    /// It is the window.
    First(OneWindow),
    /// The open window has taken what was asked for.
    Taken,
    /// The open window was started under other rules and cannot take it.
    Refused,
    /// A window is open and did not answer.
    Silent,
}

/// The right to be the window; given up when it is dropped, and by the system whenever the process ends.
#[derive(Debug)]
pub struct OneWindow {
    inbox: PathBuf,
    _lock: File,
}

/// A request that waits for its answer.
#[derive(Debug)]
pub struct Waiting {
    /// What is asked for.
    pub request: Request,
    read: PathBuf,
}

impl Waiting {
    /// Takes it. False where whoever asked waits no longer: then it is not to be done.
    pub fn take(self) -> bool {
        fs::rename(&self.read, self.read.with_extension(TAKEN)).is_ok()
    }

    /// Refuses it. Whoever asked may wait no longer, and then needs no answer.
    pub fn refuse(self) {
        drop(fs::rename(&self.read, self.read.with_extension(REFUSED)));
    }
}

/// Enters the folder that is private to the person and belongs to the data folder
/// ([`private_folder`](super::private_folder)): as the window, or by handing `request` to the one that is open and waiting for
/// its answer, `patience` at most.
///
/// # Errors
/// What the system says; it cannot be told then whether there is a window.
pub fn enter(private: &Path, request: &Request, patience: Duration) -> io::Result<Entrance> {
    let inbox = private.join(INBOX);
    owner_only::create_folder(&inbox)?;
    let lock = lock_file(&private.join(LOCK))?;
    let started = Instant::now();
    let mut sent: Option<PathBuf> = None;
    loop {
        if let Some(answer) = sent.as_deref().and_then(answer) {
            return Ok(answer);
        }
        match lock.try_lock() {
            Ok(()) => {
                // The window closed or crashed meanwhile. Where it had not taken the request, this is the next one.
                if let Some(answer) = sent.as_deref().and_then(withdraw) {
                    return Ok(answer);
                }
                clear(&inbox, patience.saturating_mul(2));
                return Ok(Entrance::First(OneWindow { inbox, _lock: lock }));
            }
            Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Error(error)) => return Err(error),
        }
        if sent.is_none() {
            let file = inbox.join(format!("{}.{ASKED}", uuid::Uuid::new_v4().simple()));
            owner_only::replace_file(&file, &serde_json::to_vec(request)?)?;
            sent = Some(file);
        } else if started.elapsed() > patience {
            return Ok(sent.as_deref().and_then(withdraw).unwrap_or(Entrance::Silent));
        }
        std::thread::sleep(LOOK);
    }
}

impl OneWindow {
    /// The folder to look into for requests.
    pub fn inbox(&self) -> &Path {
        &self.inbox
    }

    /// The requests that have come. What is none, or cannot be read, is left out, and whoever sent it gets no answer.
    pub fn waiting(&self) -> Vec<Waiting> {
        let mut files = names(&self.inbox, ASKED);
        files.sort();
        files.into_iter().filter_map(|file| read(&file)).collect()
    }
}

/// True where a request lies in the inbox: cheap enough to ask several times a second.
pub fn has_request(inbox: &Path) -> bool {
    !names(inbox, ASKED).is_empty()
}

fn lock_file(path: &Path) -> io::Result<File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Renamed before it is read, so that it is taken once.
fn read(file: &Path) -> Option<Waiting> {
    let read = file.with_extension(READ);
    fs::rename(file, &read).ok()?;
    let request = serde_json::from_str(&file::read_text(&read, MAX_BYTES).ok()?).ok()?;
    Some(Waiting { request, read })
}

/// The answer that has come to a request, which is cleared away.
fn answer(asked: &Path) -> Option<Entrance> {
    if fs::remove_file(asked.with_extension(TAKEN)).is_ok() {
        return Some(Entrance::Taken);
    }
    fs::remove_file(asked.with_extension(REFUSED)).is_ok().then_some(Entrance::Refused)
}

/// Takes a request back; the answer where it came in the last moment. A request is under one name at any time, so what is not
/// found under any was renamed in between, and is found the next time.
fn withdraw(asked: &Path) -> Option<Entrance> {
    for _ in 0..3 {
        if let Some(answer) = answer(asked) {
            return Some(answer);
        }
        if [ASKED, READ].iter().any(|kind| fs::remove_file(asked.with_extension(kind)).is_ok()) {
            return None;
        }
    }
    None
}

/// The files of a kind in the inbox.
fn names(inbox: &Path, kind: &str) -> Vec<PathBuf> {
    let Ok(entries) = inbox.read_dir() else { return Vec::new() };
    let files = entries.flatten().map(|entry| entry.path());
    files.filter(|path| path.extension().is_some_and(|extension| extension == kind)).collect()
}

/// Removes what nobody waits for any more, because whoever asked was ended.
fn clear(inbox: &Path, older_than: Duration) {
    for kind in [ASKED, READ, TAKEN, REFUSED] {
        for file in names(inbox, kind) {
            let age = file.metadata().and_then(|about| about.modified()).ok();
            let age = age.and_then(|changed| changed.elapsed().ok()).unwrap_or_default();
            if age > older_than {
                // Another start may have been faster.
                drop(fs::remove_file(file));
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "threads of a test need no name")]
mod tests {
    use std::{sync::mpsc, thread};

    use super::*;

    const PATIENCE: Duration = Duration::from_secs(20);

    fn request(names: &[&str]) -> Request {
        Request::new(&names.iter().map(PathBuf::from).collect::<Vec<_>>(), None, None)
    }

    fn first(private: &Path) -> OneWindow {
        match enter(private, &request(&[]), PATIENCE).unwrap() {
            Entrance::First(window) => window,
            other @ (Entrance::Taken | Entrance::Refused | Entrance::Silent) => panic!("{other:?}"),
        }
    }

    /// Answers what comes, until so many were answered.
    fn answered(window: &OneWindow, count: usize) -> Vec<Request> {
        let mut taken = Vec::new();
        let started = Instant::now();
        while taken.len() < count && started.elapsed() < PATIENCE {
            for waiting in window.waiting() {
                let request = waiting.request.clone();
                if request.country == Some(Country::Se) {
                    waiting.refuse();
                    taken.push(request);
                } else if waiting.take() {
                    taken.push(request);
                }
            }
            thread::sleep(Duration::from_millis(5));
        }
        taken
    }

    #[test]
    fn sixty_starts_at_once_reach_the_open_window_each_once() {
        let temp = tempfile::tempdir().unwrap();
        let window = first(temp.path());
        let starts: Vec<_> = (0..60)
            .map(|number| {
                let private = temp.path().to_owned();
                thread::spawn(move || {
                    enter(&private, &request(&[&format!("/b/Påske æøå {number}.jpg")]), PATIENCE).unwrap()
                })
            })
            .collect();
        let mut paths: Vec<PathBuf> = answered(&window, 60).iter().flat_map(Request::paths).collect();
        for start in starts {
            assert!(matches!(start.join().unwrap(), Entrance::Taken));
        }
        paths.sort();
        let mut expected: Vec<PathBuf> =
            (0..60).map(|number| PathBuf::from(format!("/b/Påske æøå {number}.jpg"))).collect();
        expected.sort();
        assert_eq!(paths, expected);
        assert_eq!(window.inbox().read_dir().unwrap().count(), 0, "nothing stays");
    }

    #[test]
    fn of_many_that_start_at_once_one_is_the_window() {
        let temp = tempfile::tempdir().unwrap();
        let (told, windows) = mpsc::channel();
        let starts: Vec<_> = (0..8)
            .map(|_| {
                let (private, told) = (temp.path().to_owned(), told.clone());
                thread::spawn(move || match enter(&private, &request(&["/a.jpg"]), PATIENCE).unwrap() {
                    Entrance::First(window) => {
                        let taken = answered(&window, 7).len();
                        told.send(taken).unwrap();
                    }
                    Entrance::Taken => {}
                    other @ (Entrance::Refused | Entrance::Silent) => panic!("{other:?}"),
                })
            })
            .collect();
        for start in starts {
            start.join().unwrap();
        }
        drop(told);
        assert_eq!(windows.iter().collect::<Vec<_>>(), [7]);
    }

    #[test]
    fn a_window_that_does_not_answer_is_told_and_the_request_is_taken_back() {
        let temp = tempfile::tempdir().unwrap();
        let window = first(temp.path());
        let ask = || enter(temp.path(), &request(&["/a.jpg"]), Duration::from_millis(200)).unwrap();
        assert!(matches!(ask(), Entrance::Silent));
        assert!(window.waiting().is_empty(), "nobody waits for it");
        // One that was read and is taken too late is not done: it was said that nothing was.
        let private = temp.path().to_owned();
        let asking = thread::spawn(move || {
            enter(&private, &request(&["/a.jpg"]), Duration::from_millis(300)).unwrap()
        });
        let started = Instant::now();
        let mut late = window.waiting();
        while late.is_empty() && started.elapsed() < PATIENCE {
            late = window.waiting();
        }
        assert!(matches!(asking.join().unwrap(), Entrance::Silent));
        assert!(!late.pop().unwrap().take());
    }

    #[test]
    fn whoever_waits_becomes_the_window_when_the_other_closes() {
        let temp = tempfile::tempdir().unwrap();
        let window = first(temp.path());
        let private = temp.path().to_owned();
        let asking = thread::spawn(move || enter(&private, &request(&["/a.jpg"]), PATIENCE).unwrap());
        let started = Instant::now();
        while !has_request(window.inbox()) && started.elapsed() < PATIENCE {
            thread::sleep(Duration::from_millis(5));
        }
        drop(window);
        let Entrance::First(next) = asking.join().unwrap() else { panic!("it is nobody's turn") };
        assert!(next.waiting().is_empty());
    }

    #[test]
    fn other_rules_are_refused_and_what_is_no_request_is_left_out() {
        let temp = tempfile::tempdir().unwrap();
        let window = first(temp.path());
        owner_only::replace_file(&window.inbox().join("a.asked"), b"[1").unwrap();
        let private = temp.path().to_owned();
        let asked = Request { country: Some(Country::Se), ..request(&["/a.jpg"]) };
        let asking = thread::spawn(move || enter(&private, &asked, PATIENCE).unwrap());
        assert_eq!(answered(&window, 1).len(), 1);
        assert!(matches!(asking.join().unwrap(), Entrance::Refused));
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_no_text_arrive_as_they_are() {
        use std::os::unix::ffi::OsStringExt as _;
        let odd = PathBuf::from(OsString::from_vec(b"/b/\xff\xfe \n.jpg".to_vec()));
        let request = Request::new(std::slice::from_ref(&odd), None, Some(Path::new("/p.toml")));
        let back: Request = serde_json::from_slice(&serde_json::to_vec(&request).unwrap()).unwrap();
        assert_eq!(back.paths(), [odd]);
        assert_eq!(back.policy(), Some(Path::new("/p.toml")));
    }
}
