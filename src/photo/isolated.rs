//! Decoding in a child process of the same program.
//!
//! Promises: the child gets bytes, never a path; it has bounded memory and time; before it reads a byte of the photo it takes
//! from itself what the system lets it ([`sandbox`]) and tells what that was ([`held`]); whatever becomes of it, the
//! caller gets a picture or a plain error. What this keeps out on which system, and what not, is in
//! `docs/adr/0020-the-decoder-is-shut-in.md`.

use std::{
    io::{self, Read, Write},
    path::{Path, PathBuf},
    process::{Child, Command, ExitCode, Stdio},
    sync::{OnceLock, mpsc},
    time::Duration,
};

use super::{
    Limits, OpenedImage, PhotoError,
    first::first_here,
    open::open_here,
    pdf::page_here,
    sandbox::{self, Held},
    wire::{self, Wanted},
};

/// The argument that makes the program a worker.
pub const WORKER_ARGUMENT: &str = "decode-worker";
/// Longest time for one photo.
const TIMEOUT: Duration = Duration::from_secs(30);
/// Longest time for a worker to say what it took from itself; it does so within milliseconds.
const GREETING: Duration = Duration::from_secs(10);

static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// From now on photos are decoded by children of `program`, which must call [`worker_main`] when its
/// only argument is [`WORKER_ARGUMENT`]. Later calls change nothing.
pub fn use_worker(program: PathBuf) {
    // Losing the race to a like-minded caller is no fault.
    drop(PROGRAM.set(program));
}

/// The program whose children decode, where one was named.
pub(crate) fn program() -> Option<&'static PathBuf> {
    PROGRAM.get()
}

/// Starts a process that is to decode: with three pipes of its own, nothing of the surroundings, and no other open file.
///
/// # Errors
/// The system started none.
pub fn start(program: &Path, arguments: &[&str]) -> io::Result<Child> {
    // What whoever started this program left open is for no child.
    #[cfg(unix)]
    crate::process::descriptors::keep_inherited_to_oneself();
    Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        // Nothing of the surroundings is needed, and a variable could name a path.
        .env_clear()
        .spawn()
}

/// What the children that decode take from themselves on this computer; `None` where photos are decoded in this process, or no
/// child said it. One is started for the first question, and its answer kept.
pub fn held() -> Option<Held> {
    static HELD: OnceLock<Option<Held>> = OnceLock::new();
    *HELD.get_or_init(|| held_by(PROGRAM.get()?))
}

/// What a worker of `program` says that it took from itself.
fn held_by(program: &Path) -> Option<Held> {
    let mut child = start(program, &[WORKER_ARGUMENT]).ok()?;
    let from = child.stdout.take();
    let (sender, receiver) = mpsc::channel();
    let reader = std::thread::Builder::new().name("decode-greeting".to_owned()).spawn(move || {
        // Nobody waits any more where it took too long.
        sender.send(from.and_then(|mut from| wire::read_greeting(&mut from))).unwrap_or_default();
    });
    let held = reader.ok().and_then(|_| receiver.recv_timeout(GREETING).ok()).flatten();
    drop(child.kill());
    drop(child.wait());
    held
}

/// Opens a photo in a child process.
///
/// # Errors
/// As [`super::open`], and [`PhotoError::DecoderStopped`] or [`PhotoError::TooSlow`] for what became of the child.
pub fn open(program: &Path, bytes: &[u8], limits: &Limits) -> Result<OpenedImage, PhotoError> {
    open_within(program, bytes, limits, TIMEOUT)
}

/// The small picture that a file carries of itself, by a child process.
///
/// # Errors
/// As [`open`]; also where the file has none.
pub(super) fn first_picture(
    program: &Path,
    bytes: &[u8],
    limits: &Limits,
) -> Result<OpenedImage, PhotoError> {
    ask(program, Wanted::FirstPicture, bytes, limits, TIMEOUT)
}

/// A page of a PDF, from 0, by a child process.
///
/// # Errors
/// As [`open`]; [`PhotoError::Empty`] where there is no such page.
pub(super) fn page(
    program: &Path,
    bytes: &[u8],
    number: u32,
    limits: &Limits,
) -> Result<OpenedImage, PhotoError> {
    ask(program, Wanted::Page(number), bytes, limits, TIMEOUT)
}

/// [`open`] with another limit of time.
///
/// # Errors
/// As [`open`].
pub fn open_within(
    program: &Path,
    bytes: &[u8],
    limits: &Limits,
    timeout: Duration,
) -> Result<OpenedImage, PhotoError> {
    ask(program, Wanted::Photo, bytes, limits, timeout)
}

fn ask(
    program: &Path,
    wanted: Wanted,
    bytes: &[u8],
    limits: &Limits,
    timeout: Duration,
) -> Result<OpenedImage, PhotoError> {
    if bytes.len() as u64 > limits.file_bytes {
        return Err(PhotoError::TooLarge { actual: bytes.len() as u64, limit: limits.file_bytes });
    }
    let mut child = start(program, &[WORKER_ARGUMENT]).map_err(|_| PhotoError::DecoderStopped)?;
    let outcome = converse(&mut child, wanted, bytes, limits, timeout);
    // A child that has answered has nothing left to do; one that has not must end now. Killing one
    // that has already gone fails, and that is as good.
    drop(child.kill());
    drop(child.wait());
    outcome
}

fn converse(
    child: &mut Child,
    wanted: Wanted,
    bytes: &[u8],
    limits: &Limits,
    timeout: Duration,
) -> Result<OpenedImage, PhotoError> {
    let (Some(mut to), Some(mut from)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(PhotoError::DecoderStopped);
    };
    let (sender, receiver) = mpsc::channel();
    let most = *limits;
    std::thread::scope(|scope| {
        let started =
            std::thread::Builder::new().name("decode-pipe".to_owned()).spawn_scoped(scope, move || {
                // A worker that refuses early closes its end; its answer is read all the same.
                drop(wire::write_request(&mut to, wanted, bytes, &most).and_then(|()| to.flush()));
                drop(to);
                let answer = wire::read_greeting(&mut from).and_then(|_| wire::read_answer(&mut from, &most));
                drop(sender.send(answer));
            });
        if started.is_err() {
            return Err(PhotoError::DecoderStopped);
        }
        match receiver.recv_timeout(timeout) {
            Ok(Some(answer)) => answer,
            Ok(None) | Err(mpsc::RecvTimeoutError::Disconnected) => Err(PhotoError::DecoderStopped),
            Err(mpsc::RecvTimeoutError::Timeout) => {
                // Ends the pipes, and with them the thread that waits on them.
                drop(child.kill());
                Err(PhotoError::TooSlow)
            }
        }
    })
}

/// The life of a worker: shuts itself in and says how far, reads one photo from standard input, writes pixels or an error to
/// standard output, ends.
pub fn worker_main() -> ExitCode {
    let Ok(held) = sandbox::shut_in() else { return ExitCode::FAILURE };
    let greeted = {
        let mut output = std::io::stdout().lock();
        wire::write_greeting(&mut output, held).and_then(|()| output.flush())
    };
    if greeted.is_err() {
        return ExitCode::FAILURE;
    }
    // The report of a panic would hold nothing that the parent could use.
    std::panic::set_hook(Box::new(|_| {}));
    let mut input = std::io::stdin().lock();
    let Some((wanted, bytes, limits)) = wire::read_request(&mut input) else { return ExitCode::FAILURE };
    let answer = match wanted {
        Wanted::Photo => open_here(&bytes, &limits),
        Wanted::FirstPicture => first_here(&bytes, &limits),
        Wanted::Page(number) => page_here(&bytes, number, &limits),
    };
    drop(bytes);
    let mut output = std::io::stdout().lock();
    match wire::write_answer(&mut output, &answer).and_then(|()| output.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// Bytes of at most `limit`, without trusting a length that was sent.
pub(super) fn read_exactly(from: &mut impl Read, length: u64, limit: u64) -> Option<Vec<u8>> {
    if length > limit {
        return None;
    }
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(usize::try_from(length).ok()?).ok()?;
    from.take(length).read_to_end(&mut bytes).ok()?;
    (bytes.len() as u64 == length).then_some(bytes)
}
