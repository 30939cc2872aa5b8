//! The system's own file dialog: whether there is one, and what was chosen in it. The window goes on meanwhile.

use std::{
    pin::Pin,
    sync::{
        Arc,
        mpsc::{Receiver, TryRecvError, channel},
    },
    task::{Context, Poll, Wake, Waker},
    thread,
    time::{Duration, Instant},
};

use rfd::{AsyncFileDialog, FileHandle};

use crate::process::Seen;

use super::{Chosen, Wish};

/// So long the desktop has to say whether it has a file dialog. Where its service cannot be started, the bus itself
/// gives up only after 25 seconds and more.
const PATIENCE: Duration = Duration::from_secs(3);
/// Nobody closes a dialog sooner than this after asking for it: none came up.
const TOO_SOON: Duration = Duration::from_millis(300);

/// A question that the desktop is to answer: has it a file dialog?
pub(super) struct Probe {
    answer: Receiver<bool>,
    asked: Instant,
}

impl Probe {
    /// Asks, on a thread of its own. `wake` is called with the answer.
    pub(super) fn begin(wake: impl Fn() + Send + 'static) -> Self {
        let (sender, answer) = channel();
        // Without a thread nobody answers, which counts as a no.
        drop(thread::Builder::new().name("sladd-portal".to_owned()).spawn(move || {
            // Nobody waits any more where the person has gone on.
            if sender.send(is_there()).is_ok() {
                wake();
            }
        }));
        Self { answer, asked: Instant::now() }
    }

    /// The answer, once it is known.
    pub(super) fn answer(&self) -> Option<bool> {
        match self.answer.try_recv() {
            Ok(answer) => Some(answer),
            Err(TryRecvError::Disconnected) => Some(false),
            Err(TryRecvError::Empty) => (self.asked.elapsed() > PATIENCE).then_some(false),
        }
    }
}

/// The file chooser of the desktop portal answers. Asking for its version starts the service where it is installed, and
/// fails where no part of it can choose files.
#[cfg(target_os = "linux")]
fn is_there() -> bool {
    let _seen = Seen::begin();
    let asked = async {
        let bus = zbus::Connection::session().await?;
        bus.call_method(
            Some("org.freedesktop.portal.Desktop"),
            "/org/freedesktop/portal/desktop",
            Some("org.freedesktop.DBus.Properties"),
            "Get",
            &("org.freedesktop.portal.FileChooser", "version"),
        )
        .await
    };
    zbus::block_on(asked).is_ok()
}

/// Other systems have a file dialog of their own.
#[cfg(not(target_os = "linux"))]
const fn is_there() -> bool {
    true
}

/// The dialog while it is open.
pub(super) struct Dialog {
    answer: Pin<Box<dyn Future<Output = Option<Vec<FileHandle>>>>>,
    opened: Instant,
    waker: Waker,
    /// The desktop looks at this process before it shows a dialog.
    _seen: Seen,
}

/// What became of the dialog.
pub(super) enum Answer {
    /// It is open.
    Open,
    /// None came up.
    NoDialog,
    /// It was closed with this choice, which is empty where the person wanted none.
    Closed(Vec<std::path::PathBuf>),
}

struct WakeBy<F>(F);

impl<F: Fn() + Send + Sync + 'static> Wake for WakeBy<F> {
    fn wake(self: Arc<Self>) {
        (self.0)();
    }
}

impl Dialog {
    /// Opens it over `parent`; `wake` is called when it was closed.
    pub(super) fn open(
        wish: &Wish,
        parent: Option<&eframe::Frame>,
        wake: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        let seen = Seen::begin();
        let mut dialog = AsyncFileDialog::new();
        if let Some(parent) = parent {
            dialog = dialog.set_parent(parent);
        }
        if wish.folder.is_dir() {
            dialog = dialog.set_directory(&wish.folder);
        }
        let answer: Pin<Box<dyn Future<Output = Option<Vec<FileHandle>>>>> = match &wish.chosen {
            Chosen::Photos => Box::pin(dialog.pick_files()),
            Chosen::Folder => {
                let folder = dialog.pick_folder();
                Box::pin(async move { folder.await.map(|folder| vec![folder]) })
            }
            Chosen::NewFile(name) => {
                let file = dialog.set_file_name(name).save_file();
                Box::pin(async move { file.await.map(|file| vec![file]) })
            }
        };
        Self { answer, opened: Instant::now(), waker: Arc::new(WakeBy(wake)).into(), _seen: seen }
    }

    /// What became of it so far.
    pub(super) fn answer(&mut self) -> Answer {
        match self.answer.as_mut().poll(&mut Context::from_waker(&self.waker)) {
            Poll::Pending => Answer::Open,
            Poll::Ready(None) if self.opened.elapsed() < TOO_SOON => Answer::NoDialog,
            Poll::Ready(chosen) => {
                let chosen = chosen.unwrap_or_default();
                Answer::Closed(chosen.iter().map(|file| file.path().to_path_buf()).collect())
            }
        }
    }
}
