//! How the window begins: the one that is open already is asked first, and of the ways to draw one after another is tried.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::JoinHandle,
    time::Duration,
};

use raw_window_handle::{HasDisplayHandle as _, RawDisplayHandle};

use crate::{
    consent::Country,
    data_folder::{self, Entrance, OneWindow, Request, private_folder},
    machine::{Machine, Renderer},
    text::{Language, Text},
};

use super::{
    app::SladdApp,
    renderer::{Memory, Tries},
};

/// So long a second start waits for the window that is open. One that is just opening itself answers once it is drawn.
const PATIENCE: Duration = Duration::from_secs(20);
/// So often it is looked whether a second start has asked for something.
const LOOK: Duration = Duration::from_millis(200);

/// What the program was started with.
#[derive(Debug, Clone, Default)]
pub struct Start {
    /// Photos and folders to open.
    pub paths: Vec<PathBuf>,
    /// The data folder, where one was named.
    pub data: Option<PathBuf>,
    /// The country, where one was named.
    pub country: Option<Country>,
    /// The language, where one was named.
    pub language: Option<Language>,
    /// A policy file beside those in force anyway.
    pub policy: Option<PathBuf>,
    /// What is to draw the window, where somebody has said so; `auto` begins anew, whatever has worked before.
    pub renderer: Option<Renderer>,
    /// What IT has set for the computer.
    pub machine: Machine,
}

/// Opens the window, and returns when it is closed; where one is open already over the same data folder, that one gets the
/// photos and folders, and this returns at once.
///
/// # Errors
/// Why no window can be opened, for a person to read; the command line goes on working there.
pub fn run(start: &Start) -> Result<(), String> {
    let spoken = Text::new(start.language.unwrap_or_else(Language::of_system));
    let data = data_folder::find(start.data.as_deref()).map_err(|fault| fault.message(&spoken))?;
    // Without a folder of their own nobody can be told of each other; the window opens all the same.
    let private = private_folder(&data).ok();
    let request = Request::new(&start.paths, start.country, start.policy.as_deref());
    #[cfg(windows)]
    crate::process::windows::let_others_come_forward();
    let entrance =
        private.as_deref().and_then(|private| data_folder::enter(private, &request, PATIENCE).ok());
    let door = match entrance {
        Some(Entrance::First(window)) => Some(window),
        Some(Entrance::Taken) => return Ok(()),
        Some(Entrance::Refused) => return Err(spoken.get("machine-other-rules-open")),
        Some(Entrance::Silent) => return Err(spoken.get("machine-window-silent")),
        None => None,
    };
    // Set by IT, it is no wish of this moment.
    let anew = start.renderer == Some(Renderer::Auto) && start.machine.renderer.is_none();
    let memory = Memory::read(private.as_deref(), anew);
    let tries = Tries::new(start.renderer.unwrap_or_default(), memory);
    drawn(start, &data, door, &tries, &spoken)
}

/// Tries one way to draw after another until the window is closed.
fn drawn(
    start: &Start,
    data: &Path,
    door: Option<OneWindow>,
    tries: &Tries,
    spoken: &Text,
) -> Result<(), String> {
    let door = door.map(Arc::new);
    let mut reasons: Vec<String> = Vec::new();
    while tries.is_any_left() {
        let begun = Arc::new(AtomicBool::new(false));
        let (reached, door, watched) = (Arc::clone(&begun), door.clone(), tries.clone());
        let (start, data) = (start.clone(), data.to_owned());
        let answer = eframe::run_native(
            "Sladd",
            options(tries),
            Box::new(move |creation| {
                reached.store(true, Ordering::Relaxed);
                Ok(Box::new(Watched::new(creation, &start, data, door, watched)?))
            }),
        );
        let Err(error) = answer else { return Ok(()) };
        // The libraries name their own source files first; the reason is what comes last.
        let whole = error.to_string();
        let reason = whole.rsplit(": ").next().unwrap_or_default().trim_end_matches(['.', ')']).to_owned();
        if begun.load(Ordering::Relaxed) {
            if matches!(error, eframe::Error::Wgpu(_)) {
                tries.failed();
            }
            return Err(spoken.format("ui-no-display", [("reason", reason.into())]));
        }
        let is_of_drawing = matches!(error, eframe::Error::Wgpu(_));
        reasons.push(reason);
        if !is_of_drawing {
            break;
        }
        tries.failed();
    }
    reasons.dedup();
    if reasons.is_empty() {
        let pairs = [("renderer", start.renderer.unwrap_or_default().word().into())];
        return Err(spoken.format("machine-no-such-renderer", pairs));
    }
    Err(spoken.format("ui-no-display", [("reason", reasons.join("; ").into())]))
}

fn options(tries: &Tries) -> eframe::NativeOptions {
    eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title("Sladd")
            .with_app_id("sladd")
            .with_icon(icon())
            .with_inner_size([1240.0, 740.0])
            .with_min_inner_size([1024.0, 640.0])
            .with_drag_and_drop(true),
        // What is shown is what is written: no pixel is made lighter or darker to smooth gradients.
        dithering: false,
        wgpu_options: eframe::egui_wgpu::WgpuConfiguration {
            wgpu_setup: tries.setup().into(),
            ..eframe::egui_wgpu::WgpuConfiguration::default()
        },
        ..eframe::NativeOptions::default()
    }
}

/// The window, with an eye on whether it is drawn and on what second starts hand over.
struct Watched {
    app: SladdApp,
    tries: Tries,
    /// Pictures until it is sure that the way to draw works: with the second, the first has been shown.
    pictures: u8,
    door: Option<Arc<OneWindow>>,
    watch: Option<Watch>,
}

impl Watched {
    fn new(
        creation: &eframe::CreationContext<'_>,
        start: &Start,
        data: PathBuf,
        door: Option<Arc<OneWindow>>,
        tries: Tries,
    ) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        let ctx = &creation.egui_ctx;
        let mut app = SladdApp::under(ctx, data, start)?;
        if data_folder::given(start.data.as_deref()).is_none() {
            app.free_data_folder();
        }
        app.set_dropping(takes_drops(creation));
        let watch = door.as_deref().and_then(|door| Watch::over(door.inbox(), ctx));
        Ok(Self { app, tries, pictures: 2, door, watch })
    }

    /// Takes what second starts have handed over.
    fn take_handed(&mut self, ctx: &egui::Context) {
        let came = self.watch.as_ref().is_some_and(|watch| watch.came.swap(false, Ordering::Relaxed));
        let Some(door) = self.door.as_deref().filter(|_| came) else { return };
        // Sixty starts of one choice are told as one.
        let (mut taken, mut paths) = (false, Vec::new());
        for waiting in door.waiting() {
            let request = waiting.request.clone();
            if !self.app.is_under(request.country, request.policy()) {
                waiting.refuse();
            } else if waiting.take() {
                taken = true;
                paths.extend(request.paths());
            }
        }
        if !paths.is_empty() {
            self.app.hand_in(paths);
        }
        if taken {
            ctx.send_viewport_cmd(egui::ViewportCommand::Minimized(false));
            ctx.send_viewport_cmd(egui::ViewportCommand::Focus);
        }
    }
}

impl eframe::App for Watched {
    fn logic(&mut self, ctx: &egui::Context, frame: &mut eframe::Frame) {
        self.take_handed(ctx);
        self.app.logic(ctx, frame);
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        if self.pictures > 0 {
            self.pictures -= 1;
            if self.pictures == 0 {
                self.tries.works();
            } else {
                ui.ctx().request_repaint();
            }
        }
        self.app.ui(ui, frame);
    }
}

/// Looks from a thread of its own whether a second start has asked for something, and wakes the window then.
struct Watch {
    came: Arc<AtomicBool>,
    over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Watch {
    /// `None` where the system starts no thread: then second starts are told that nobody answers.
    fn over(inbox: &Path, ctx: &egui::Context) -> Option<Self> {
        let (came, over) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
        let (seen, end, inbox, ctx) = (Arc::clone(&came), Arc::clone(&over), inbox.to_owned(), ctx.clone());
        let look = move || {
            while !end.load(Ordering::Relaxed) {
                if data_folder::has_request(&inbox) {
                    seen.store(true, Ordering::Relaxed);
                    ctx.request_repaint();
                }
                std::thread::park_timeout(LOOK);
            }
        };
        let thread = std::thread::Builder::new().name("sladd-door".to_owned()).spawn(look).ok()?;
        Some(Self { came, over, thread: Some(thread) })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            // It has nothing to lose.
            drop(thread.join());
        }
    }
}

/// Tells in a window of the system's own that there is none of ours: who has clicked on the program sees no standard error.
#[cfg(windows)]
pub fn tell_without_window(message: &str) {
    let dialog = rfd::MessageDialog::new().set_level(rfd::MessageLevel::Error).set_title("Sladd");
    dialog.set_description(message).show();
}

/// True where the window system hands dropped files to a window: not under Wayland, as far as winit 0.30 speaks it
/// (ADR 17).
fn takes_drops(creation: &eframe::CreationContext<'_>) -> bool {
    let display = creation.display_handle().map(|display| display.as_raw());
    !matches!(display, Ok(RawDisplayHandle::Wayland(_)))
}

/// The icon of window and task bar; an empty one where the built-in picture cannot be read.
fn icon() -> egui::IconData {
    let decoded =
        image::load_from_memory_with_format(include_bytes!("../../assets/icon.png"), image::ImageFormat::Png);
    decoded.map_or_else(
        |_| egui::IconData::default(),
        |picture| {
            let rgba = picture.into_rgba8();
            egui::IconData { width: rgba.width(), height: rgba.height(), rgba: rgba.into_raw() }
        },
    )
}
