//! What opens over the window.

mod asked;
mod batch;
mod consent;
mod entry;
pub mod fields;
mod find;
mod form_words;
mod help;
mod kept;
mod machine;
mod not_a_face;
mod number;
mod palette;
mod settings;
mod sheets;
mod sizes;
mod table;

pub use asked::{Asked, show as asked};
pub use batch::show as batch;
pub use consent::{keep_by, open_picker, show as consent};
pub use entry::{entry_fields, finished as finished_entry, new_form};
pub use help::{keys, show as help, tour};
pub use kept::{close_guard, offer};
pub use not_a_face::{NoFace, ask_what, show as not_a_face};
pub use number::{AskedNumber, leave_visible};
pub use palette::{Palette, show as palette};
pub use settings::{first_run, show as settings};
pub use sheets::failure;
pub use sizes::SizesEdit;

/// A dialog over the window, with room around its contents.
pub fn modal<T>(
    ctx: &egui::Context,
    id: &'static str,
    contents: impl FnOnce(&mut egui::Ui) -> T,
) -> egui::ModalResponse<T> {
    let id = egui::Id::unique(id);
    let frame = egui::Frame::popup(&ctx.global_style()).inner_margin(18.0);
    let modal = egui::Modal::new(id).frame(frame).show(ctx, contents);
    // A dialog learns from each frame how much room it can take in the next: until it has what it needs, frames
    // follow by themselves and not only when the person touches something.
    let size = modal.response.rect.size();
    let known = id.with("size of the last frame");
    let before = ctx.data_mut(|data| std::mem::replace(data.get_temp_mut_or_default(known), size));
    if before != size {
        ctx.request_repaint();
    }
    modal
}

/// The width of a dialog: as wished, or what a small screen with large text has.
pub fn width(ui: &egui::Ui, wish: f32) -> f32 {
    wish.min(ui.ctx().content_rect().width() - 48.0).max(160.0)
}
