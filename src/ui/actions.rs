//! What can be done by a key: one table for the keys and the sheet that lists them.

use egui::{Key, KeyboardShortcut, Modifiers};

/// Everything with a key of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Choose photos.
    AddPhotos,
    /// Undo.
    Undo,
    /// Redo.
    Redo,
    /// Go to the export.
    Export,
    /// Next face.
    NextFace,
    /// Previous face.
    PreviousFace,
    /// Next photo.
    NextPhoto,
    /// Previous photo.
    PreviousPhoto,
    /// Next photo with something undecided.
    NextUndecided,
    /// Cover everyone in the rest, in all photos.
    RedactRestEverywhere,
    /// Copy areas to the next photo.
    CopyAreas,
    /// Export all photos that are ready.
    ExportReady,
    /// Take the photo out of the list.
    RemovePhoto,
    /// Cover the face.
    Redact,
    /// Cover the rest.
    RedactRest,
    /// Keep by a consent.
    Keep,
    /// Not a face.
    NotAFace,
    /// Undecided again.
    Undecide,
    /// Draw a rectangle.
    DrawRectangle,
    /// Draw an ellipse.
    DrawEllipse,
    /// Remove a drawn area.
    Delete,
    /// Whole photo.
    Fit,
    /// 100 %.
    ActualSize,
    /// Zoom in.
    ZoomIn,
    /// Zoom out.
    ZoomOut,
    /// Zoom to the face.
    ZoomToFace,
    /// This sheet.
    Help,
}

/// The table. Keys with more modifiers come first, because a key press is consumed by the first that fits.
pub const TABLE: [(Action, Modifiers, Key, &str); 27] = [
    (Action::RedactRestEverywhere, Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::R, "batch-redact-rest"),
    (Action::ExportReady, Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::E, "batch-export-title"),
    (Action::NextUndecided, Modifiers::COMMAND, Key::ArrowDown, "batch-next-undecided"),
    (Action::CopyAreas, Modifiers::COMMAND, Key::D, "batch-copy-areas"),
    (Action::RemovePhoto, Modifiers::COMMAND, Key::Delete, "batch-remove"),
    (Action::AddPhotos, Modifiers::COMMAND, Key::O, "ui-add-photos"),
    (Action::Undo, Modifiers::COMMAND, Key::Z, "ui-undo"),
    (Action::Redo, Modifiers::COMMAND, Key::Y, "ui-redo"),
    (Action::Export, Modifiers::COMMAND, Key::E, "ui-step-export"),
    (Action::RedactRest, Modifiers::SHIFT, Key::R, "ui-redact-rest-action"),
    (Action::Redact, Modifiers::NONE, Key::R, "ui-redact"),
    (Action::Keep, Modifiers::NONE, Key::K, "ui-keep"),
    (Action::NotAFace, Modifiers::NONE, Key::N, "ui-not-a-face"),
    (Action::Undecide, Modifiers::NONE, Key::Backspace, "ui-undecide"),
    (Action::NextFace, Modifiers::NONE, Key::ArrowRight, "ui-next-face"),
    (Action::PreviousFace, Modifiers::NONE, Key::ArrowLeft, "ui-previous-face"),
    (Action::NextPhoto, Modifiers::NONE, Key::ArrowDown, "ui-next-photo"),
    (Action::PreviousPhoto, Modifiers::NONE, Key::ArrowUp, "ui-previous-photo"),
    (Action::DrawRectangle, Modifiers::NONE, Key::A, "ui-draw-rectangle"),
    (Action::DrawEllipse, Modifiers::NONE, Key::E, "ui-draw-ellipse"),
    (Action::Delete, Modifiers::NONE, Key::Delete, "ui-remove-area"),
    (Action::Fit, Modifiers::NONE, Key::Num0, "ui-fit"),
    (Action::ActualSize, Modifiers::NONE, Key::Num1, "ui-actual-size"),
    (Action::ZoomIn, Modifiers::NONE, Key::Plus, "ui-zoom-in"),
    (Action::ZoomOut, Modifiers::NONE, Key::Minus, "ui-zoom-out"),
    (Action::ZoomToFace, Modifiers::NONE, Key::Z, "ui-zoom-face"),
    (Action::Help, Modifiers::NONE, Key::F1, "ui-help"),
];

/// The key of an action as it is written on keyboards.
pub fn key_name(ctx: &egui::Context, action: Action) -> String {
    TABLE.iter().find(|(other, ..)| *other == action).map_or_else(String::new, |(_, mods, key, _)| {
        ctx.format_shortcut(&KeyboardShortcut::new(*mods, *key))
    })
}

/// The actions whose keys were pressed; none while a text is being typed.
pub fn pressed(ctx: &egui::Context) -> Vec<Action> {
    if ctx.text_edit_focused() {
        return Vec::new();
    }
    TABLE
        .iter()
        .filter(|(_, mods, key, _)| ctx.input_mut(|input| input.consume_key(*mods, *key)))
        .map(|(action, ..)| *action)
        .collect()
}
