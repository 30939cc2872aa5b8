//! The window.
//!
//! Promises: an undecided face is never shown plain unless it is pointed at or selected; what is shown
//! as covered is the very fill that the export writes; the window does no work that could make it wait.

mod actions;
mod app;
mod bars;
mod canvas;
mod chooser;
mod cropping;
mod dialogs;
mod icons;
mod panels;
mod perform;
mod shell;
mod sweep;
mod theme;

use std::path::PathBuf;

use raw_window_handle::{HasDisplayHandle as _, RawDisplayHandle};

pub use app::SladdApp;

use crate::{
    consent::Country,
    data_folder,
    text::{Language, Text},
};

/// Opens the window with these photos and folders, and returns when it is closed.
///
/// # Errors
/// Why no window can be opened, for a person to read; the command line goes on working there.
#[expect(clippy::needless_pass_by_value, reason = "the arguments of the program, handed over once")]
pub fn run(
    paths: Vec<PathBuf>,
    data: Option<PathBuf>,
    country: Option<Country>,
    language: Option<Language>,
    policy: Option<PathBuf>,
) -> Result<(), String> {
    let spoken = language.unwrap_or_else(Language::of_system);
    let free = data_folder::given(data.as_deref()).is_none();
    let data = data_folder::find(data.as_deref()).map_err(|fault| fault.message(&Text::new(spoken)))?;
    let native = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title("Sladd")
            .with_app_id("sladd")
            .with_icon(icon())
            .with_inner_size([1240.0, 740.0])
            .with_min_inner_size([1024.0, 640.0])
            .with_drag_and_drop(true),
        // What is shown is what is written: no pixel is made lighter or darker to smooth gradients.
        dithering: false,
        ..eframe::NativeOptions::default()
    };
    eframe::run_native(
        "Sladd",
        native,
        Box::new(move |creation| {
            let ctx = &creation.egui_ctx;
            let mut app = SladdApp::with_policy(ctx, data, paths, country, language, policy.as_deref())?;
            if free {
                app.free_data_folder();
            }
            app.set_dropping(takes_drops(creation));
            Ok(Box::new(app))
        }),
    )
    .map_err(|error| {
        // The libraries name their own source files first; the reason is what comes last.
        let whole = error.to_string();
        let reason = whole.rsplit(": ").next().unwrap_or_default().trim_end_matches(['.', ')']);
        Text::new(spoken).format("ui-no-display", [("reason", reason.to_owned().into())])
    })
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
