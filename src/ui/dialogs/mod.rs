//! What opens over the window.

mod batch;
mod consent;
mod entry;
mod fields;
mod help;
mod kept;
mod palette;
mod register;
mod settings;
mod sheets;

pub use batch::show as batch;
pub use consent::{open_picker, show as consent};
pub use entry::new_form;
pub use help::{keys, show as help, tour};
pub use kept::{close_guard, offer};
pub use palette::{Palette, show as palette};
pub use register::{Copies, RegisterView, open as open_register, show as register};
pub use settings::{first_run, show as settings};
pub use sheets::failure;

/// A dialog over the window, with room around its contents.
fn modal(ctx: &egui::Context, id: &'static str) -> egui::Modal {
    egui::Modal::new(egui::Id::unique(id)).frame(egui::Frame::popup(&ctx.global_style()).inner_margin(18.0))
}

/// The width of a dialog: as wished, or what a small screen with large text has.
fn width(ui: &egui::Ui, wish: f32) -> f32 {
    wish.min(ui.ctx().content_rect().width() - 48.0).max(160.0)
}
