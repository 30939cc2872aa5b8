//! What can be done: one table for the menu, the keys, the tooltips, the command palette and the sheet of
//! keys.

use egui::{Event, Key, KeyboardShortcut, Modifiers};

use crate::{review::Review, session::Stage};

use super::{
    canvas, icons, panels,
    places::Place,
    shell::{Shell, Step, Tool},
};

/// Everything that can be done by a key or a menu entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Choose photos.
    AddPhotos,
    /// Take a picture from the clipboard.
    Paste,
    /// Choose a folder of photos.
    AddFolder,
    /// Take the shown photo out of the list.
    RemovePhoto,
    /// Next photo with something undecided.
    NextUndecided,
    /// Cover everyone in the rest, in all photos.
    RedactRestEverywhere,
    /// Copy areas to the next photo.
    CopyAreas,
    /// Export all photos that are ready.
    ExportReady,
    /// Undo.
    Undo,
    /// Redo.
    Redo,
    /// Step 1.
    StepFaces,
    /// Step 2.
    StepWhole,
    /// Step 3.
    Export,
    /// The step in which it is chosen what of the photo is published, and back.
    Crop,
    /// Turn the photo by 90° to the right.
    TurnRight,
    /// Turn the photo by 90° to the left.
    TurnLeft,
    /// Next face; in the step "Crop", straighten clockwise.
    NextFace,
    /// Previous face; in the step "Crop", straighten the other way.
    PreviousFace,
    /// Next photo.
    NextPhoto,
    /// Previous photo.
    PreviousPhoto,
    /// Cover the face.
    Redact,
    /// Cover the rest.
    RedactRest,
    /// Keep by a consent.
    Keep,
    /// Keep by the consent that was used last.
    KeepAsLast,
    /// Not a face.
    NotAFace,
    /// None of what is perhaps a face and still undecided.
    NoneOfPerhaps,
    /// Cover all writing and all codes that were found.
    CoverFound,
    /// Leave the rest of them visible.
    RestVisible,
    /// Undecided again.
    Undecide,
    /// Draw a rectangle.
    DrawRectangle,
    /// Draw an ellipse.
    DrawEllipse,
    /// Draw freehand.
    DrawFreehand,
    /// Cover the whole person whose face is selected.
    CoverPerson,
    DrawPerson,
    /// Put an area into the middle of the view, or go on with the sweep.
    Confirm,
    /// Put the tool away.
    Escape,
    /// A second area like the selected one.
    Duplicate,
    /// Remove a drawn area.
    Delete,
    /// Move the selected area, or the crop.
    Nudge(i8, i8),
    /// Change the size of the selected area, or of the crop.
    Grow(i8, i8),
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
    /// The magnifier and back.
    Loupe,
    /// All commands.
    Palette,
    /// The place of the photos.
    PlacePhotos,
    /// The place of the register.
    PlaceRegister,
    /// The consents, in that place.
    Consents,
    /// Keep by the consent that has this number below the photo.
    ByChip(u8),
    /// The next nine of them.
    NextChips,
    /// The search field of the register.
    Find,
    /// Settings.
    Settings,
    /// The sheet of keys.
    Keys,
    /// The help pages.
    Help,
    /// Full screen and back.
    FullScreen,
    /// Open the folder of the copy in the system's own program.
    ShowInFolder,
}

/// Where an action stands in the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Photos.
    Photo,
    /// The selected face or area.
    Decide,
    /// Drawn areas.
    Area,
    /// What is seen.
    View,
    /// The program.
    Program,
    /// Only a key.
    Hidden,
}

impl Group {
    /// The menus in their order.
    pub const MENUS: [(Self, &str); 5] = [
        (Self::Photo, "ui-menu-photo"),
        (Self::Decide, "ui-menu-decide"),
        (Self::Area, "ui-menu-area"),
        (Self::View, "ui-menu-view"),
        (Self::Program, "ui-menu-program"),
    ];
}

/// One line of the table.
pub struct Line {
    /// What.
    pub action: Action,
    /// The keys that go with it.
    pub modifiers: Modifiers,
    /// The key.
    pub key: Key,
    /// Id of its name.
    pub label: &'static str,
    /// Its icon.
    pub icon: &'static str,
    /// Its menu.
    pub group: Group,
}

const fn line(
    action: Action,
    modifiers: Modifiers,
    key: Key,
    label: &'static str,
    icon: &'static str,
    group: Group,
) -> Line {
    Line { action, modifiers, key, label, icon, group }
}

const NONE: Modifiers = Modifiers::NONE;
const CTRL: Modifiers = Modifiers::COMMAND;
const SHIFT: Modifiers = Modifiers::SHIFT;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);
const ALT: Modifiers = Modifiers::ALT;

/// The table. Keys with more modifiers come first, because a key press is consumed by the first that fits.
/// Plain arrows always walk through faces and photos, whatever is selected, so that a key never changes
/// its meaning under the hand; an area is moved with Shift and sized with Alt.
pub const TABLE: [Line; 72] = [
    line(Action::RedactRestEverywhere, CTRL_SHIFT, Key::R, "batch-redact-rest", icons::HIDE, Group::Photo),
    line(Action::ExportReady, CTRL_SHIFT, Key::E, "batch-export-title", icons::EXPORT, Group::Photo),
    line(Action::ShowInFolder, CTRL_SHIFT, Key::L, "ui-show-in-folder", icons::FOLDER, Group::Photo),
    line(Action::CopyAreas, CTRL_SHIFT, Key::D, "batch-copy-areas", icons::COPY, Group::Area),
    line(Action::NextUndecided, CTRL, Key::ArrowDown, "batch-next-undecided", icons::SKIP, Group::Photo),
    line(Action::AddPhotos, CTRL, Key::O, "ui-add-photos", icons::IMAGES, Group::Photo),
    line(Action::AddFolder, CTRL, Key::L, "ui-add-folder", icons::FOLDER, Group::Photo),
    line(Action::Paste, CTRL, Key::V, "ui-paste", icons::COPY, Group::Photo),
    line(Action::RemovePhoto, CTRL, Key::W, "batch-remove", icons::CLOSE, Group::Photo),
    line(Action::Undo, CTRL, Key::Z, "ui-undo", icons::UNDO, Group::Decide),
    line(Action::Redo, CTRL, Key::Y, "ui-redo", icons::REDO, Group::Decide),
    line(Action::PlacePhotos, CTRL, Key::Num1, "place-photos-go", icons::IMAGES, Group::Program),
    line(Action::PlaceRegister, CTRL, Key::Num2, "place-register-go", icons::CARD, Group::Program),
    line(Action::StepFaces, ALT, Key::Num1, "ui-step-faces", icons::USER, Group::View),
    line(Action::StepWhole, ALT, Key::Num2, "ui-step-whole", icons::IMAGE, Group::View),
    line(Action::Export, CTRL, Key::E, "ui-step-export", icons::EXPORT, Group::Photo),
    line(Action::Duplicate, CTRL, Key::D, "ui-duplicate", icons::COPY, Group::Area),
    line(Action::Palette, CTRL, Key::K, "ui-palette", icons::SEARCH, Group::Program),
    line(Action::Consents, CTRL, Key::R, "register-open", icons::CARD, Group::Program),
    line(Action::Find, CTRL, Key::F, "place-find", icons::SEARCH, Group::Program),
    line(Action::Settings, CTRL, Key::Comma, "ui-settings", icons::GEAR, Group::Program),
    line(Action::RedactRest, SHIFT, Key::R, "ui-redact-rest-action", icons::HIDE, Group::Decide),
    line(Action::KeepAsLast, SHIFT, Key::K, "ui-keep-as-last", icons::CARD, Group::Decide),
    line(Action::NoneOfPerhaps, SHIFT, Key::N, "ui-perhaps-none-action", icons::CLOSE, Group::Decide),
    line(Action::CoverFound, SHIFT, Key::W, "found-cover-all-action", icons::HIDE, Group::Decide),
    line(Action::RestVisible, SHIFT, Key::M, "found-rest-visible-action", icons::CHECK, Group::Decide),
    line(Action::TurnLeft, SHIFT, Key::T, "frame-turn-left", icons::UNDO, Group::Photo),
    line(Action::DrawPerson, SHIFT, Key::P, "ui-draw-person", icons::USER, Group::Area),
    line(Action::Nudge(-1, 0), SHIFT, Key::ArrowLeft, "ui-nudge", icons::SELECT, Group::Hidden),
    line(Action::Nudge(1, 0), SHIFT, Key::ArrowRight, "ui-nudge", icons::SELECT, Group::Hidden),
    line(Action::Nudge(0, -1), SHIFT, Key::ArrowUp, "ui-nudge", icons::SELECT, Group::Hidden),
    line(Action::Nudge(0, 1), SHIFT, Key::ArrowDown, "ui-nudge", icons::SELECT, Group::Hidden),
    line(Action::Grow(-1, 0), ALT, Key::ArrowLeft, "ui-grow", icons::SELECT, Group::Hidden),
    line(Action::Grow(1, 0), ALT, Key::ArrowRight, "ui-grow", icons::SELECT, Group::Hidden),
    line(Action::Grow(0, -1), ALT, Key::ArrowUp, "ui-grow", icons::SELECT, Group::Hidden),
    line(Action::Grow(0, 1), ALT, Key::ArrowDown, "ui-grow", icons::SELECT, Group::Hidden),
    line(Action::Redact, NONE, Key::R, "ui-redact", icons::HIDE, Group::Decide),
    line(Action::Keep, NONE, Key::K, "ui-keep", icons::CARD, Group::Decide),
    line(Action::NotAFace, NONE, Key::N, "ui-not-a-face", icons::CLOSE, Group::Decide),
    line(Action::Undecide, NONE, Key::Backspace, "ui-undecide", icons::QUESTION, Group::Decide),
    line(Action::NextFace, NONE, Key::ArrowRight, "ui-next-face", icons::RIGHT, Group::Decide),
    line(Action::PreviousFace, NONE, Key::ArrowLeft, "ui-previous-face", icons::LEFT, Group::Decide),
    line(Action::NextPhoto, NONE, Key::ArrowDown, "ui-next-photo", icons::RIGHT, Group::Photo),
    line(Action::PreviousPhoto, NONE, Key::ArrowUp, "ui-previous-photo", icons::LEFT, Group::Photo),
    line(Action::Crop, NONE, Key::C, "frame-crop", icons::CROP, Group::Photo),
    line(Action::TurnRight, NONE, Key::T, "frame-turn-right", icons::REDO, Group::Photo),
    line(Action::DrawRectangle, NONE, Key::A, "ui-draw-rectangle", icons::RECTANGLE, Group::Area),
    line(Action::DrawEllipse, NONE, Key::E, "ui-draw-ellipse", icons::CIRCLE, Group::Area),
    line(Action::DrawFreehand, NONE, Key::F, "ui-draw-freehand", icons::FREEHAND, Group::Area),
    line(Action::CoverPerson, NONE, Key::P, "ui-cover-person", icons::USER, Group::Area),
    line(Action::Confirm, NONE, Key::Enter, "ui-confirm", icons::CHECK, Group::Hidden),
    line(Action::Escape, NONE, Key::Escape, "ui-escape", icons::CLOSE, Group::Hidden),
    line(Action::Delete, NONE, Key::Delete, "ui-remove-area", icons::TRASH, Group::Area),
    line(Action::ActualSize, ALT, Key::Num0, "ui-actual-size", icons::FRAME, Group::View),
    line(Action::Fit, NONE, Key::Num0, "ui-fit", icons::FIT, Group::View),
    line(Action::ByChip(1), NONE, Key::Num1, "events-by-chip", icons::CARD, Group::Hidden),
    line(Action::ByChip(2), NONE, Key::Num2, "events-by-chip", icons::CARD, Group::Hidden),
    line(Action::ByChip(3), NONE, Key::Num3, "events-by-chip", icons::CARD, Group::Hidden),
    line(Action::ByChip(4), NONE, Key::Num4, "events-by-chip", icons::CARD, Group::Hidden),
    line(Action::ByChip(5), NONE, Key::Num5, "events-by-chip", icons::CARD, Group::Hidden),
    line(Action::ByChip(6), NONE, Key::Num6, "events-by-chip", icons::CARD, Group::Hidden),
    line(Action::ByChip(7), NONE, Key::Num7, "events-by-chip", icons::CARD, Group::Hidden),
    line(Action::ByChip(8), NONE, Key::Num8, "events-by-chip", icons::CARD, Group::Hidden),
    line(Action::ByChip(9), NONE, Key::Num9, "events-by-chip", icons::CARD, Group::Hidden),
    line(Action::NextChips, NONE, Key::G, "events-next-chips", icons::CARD, Group::Decide),
    line(Action::ZoomIn, NONE, Key::Plus, "ui-zoom-in", icons::ZOOM_IN, Group::View),
    line(Action::ZoomOut, NONE, Key::Minus, "ui-zoom-out", icons::ZOOM_OUT, Group::View),
    line(Action::ZoomToFace, NONE, Key::Z, "ui-zoom-face", icons::SEARCH, Group::View),
    line(Action::Loupe, NONE, Key::L, "ui-loupe", icons::LOUPE, Group::View),
    line(Action::FullScreen, NONE, Key::F11, "ui-full-screen", icons::FIT, Group::View),
    line(Action::Keys, NONE, Key::Questionmark, "ui-keys", icons::KEYBOARD, Group::Program),
    line(Action::Help, NONE, Key::F1, "ui-help", icons::HELP, Group::Program),
];

impl Action {
    /// The line of the table.
    pub fn line(self) -> Option<&'static Line> {
        TABLE.iter().find(|line| line.action == self)
    }

    /// True where it has a meaning in a place: keys for faces are none in the register.
    pub const fn works_in(self, place: Place) -> bool {
        match self {
            Self::Find => matches!(place, Place::Register),
            Self::AddPhotos
            | Self::AddFolder
            | Self::Palette
            | Self::PlacePhotos
            | Self::PlaceRegister
            | Self::Consents
            | Self::Settings
            | Self::Keys
            | Self::Help
            | Self::FullScreen => true,
            Self::Paste
            | Self::RemovePhoto
            | Self::NextUndecided
            | Self::RedactRestEverywhere
            | Self::CopyAreas
            | Self::ExportReady
            | Self::Undo
            | Self::Redo
            | Self::StepFaces
            | Self::StepWhole
            | Self::Export
            | Self::Crop
            | Self::TurnRight
            | Self::TurnLeft
            | Self::NextFace
            | Self::PreviousFace
            | Self::NextPhoto
            | Self::PreviousPhoto
            | Self::Redact
            | Self::RedactRest
            | Self::Keep
            | Self::KeepAsLast
            | Self::ByChip(_)
            | Self::NextChips
            | Self::NotAFace
            | Self::NoneOfPerhaps
            | Self::CoverFound
            | Self::RestVisible
            | Self::Undecide
            | Self::DrawRectangle
            | Self::DrawEllipse
            | Self::DrawFreehand
            | Self::DrawPerson
            | Self::CoverPerson
            | Self::Confirm
            | Self::Escape
            | Self::Duplicate
            | Self::Delete
            | Self::Nudge(..)
            | Self::Grow(..)
            | Self::Fit
            | Self::ActualSize
            | Self::ZoomIn
            | Self::ZoomOut
            | Self::ZoomToFace
            | Self::Loupe
            | Self::ShowInFolder => matches!(place, Place::Photos),
        }
    }

    /// True where it would do something now.
    pub fn is_enabled(self, shell: &Shell<'_>) -> bool {
        if !self.works_in(shell.view.place) {
            return false;
        }
        let photo = shell.session.shown();
        let ready = photo.is_some_and(|photo| matches!(photo.stage, Stage::Ready) && !photo.exporting);
        let review = photo.and_then(|photo| photo.review.as_ref()).filter(|_| ready);
        let selected = shell.selected().filter(|_| ready);
        let face = selected.is_some_and(|entry| entry.region.what.is_face());
        let drawn = selected.is_some_and(|entry| !entry.region.is_detected());
        let pulled = || {
            let size = review.map(Review::size);
            selected.zip(size).is_some_and(|(entry, size)| canvas::pullable(entry, size).is_some())
        };
        match self {
            Self::AddPhotos
            | Self::Paste
            | Self::AddFolder
            | Self::Palette
            | Self::PlacePhotos
            | Self::PlaceRegister
            | Self::Consents
            | Self::Find
            | Self::Settings
            | Self::Keys
            | Self::Help
            | Self::FullScreen => true,
            Self::RemovePhoto | Self::NextPhoto | Self::PreviousPhoto | Self::NextUndecided => {
                photo.is_some()
            }
            Self::RedactRestEverywhere => shell.session.rest().photos > 0,
            Self::CopyAreas => review.is_some() && shell.session.photos().len() > 1,
            Self::ExportReady => {
                let running = shell.session.many().is_some_and(|many| !many.is_done());
                !running && shell.session.ready(shell.today) > 0
            }
            Self::ShowInFolder => photo.is_some_and(|photo| photo.exported.is_some()),
            Self::Undo => review.is_some_and(|review| review.undo_edit().is_some()),
            Self::Redo => review.is_some_and(|review| review.redo_edit().is_some()),
            Self::NextFace | Self::PreviousFace => {
                let cropping = shell.view.step == Step::Crop;
                review.is_some_and(|review| cropping || review.shown().next().is_some())
            }
            Self::Redact | Self::Undecide => {
                selected.is_some_and(|entry| self != Self::Undecide || entry.decision.is_some())
                    || (self == Self::Redact && shell.place().is_some())
            }
            Self::RedactRest => {
                review.is_some_and(|review| shell.session.waiting_in(review).next().is_some())
            }
            Self::NoneOfPerhaps => review.is_some_and(|review| review.undecided_perhaps().next().is_some()),
            Self::CoverFound => review.is_some_and(|review| review.undecided_found().next().is_some()),
            Self::RestVisible => review.is_some_and(|review| panels::rest_of(review) > 0),
            Self::Keep | Self::CoverPerson => face,
            Self::NotAFace => {
                let found = selected.is_some_and(|entry| entry.region.grade().is_some());
                face || found || shell.place().is_some()
            }
            Self::KeepAsLast => face && shell.view.last_kept.is_some(),
            Self::ByChip(key) => face && shell.view.chips.at(usize::from(key)).is_some(),
            Self::NextChips => shell.view.chips.turns(),
            Self::Delete | Self::Duplicate => drawn,
            Self::Nudge(..) | Self::Grow(..) => drawn || shell.view.step == Step::Crop || pulled(),
            Self::Escape => {
                let in_hand = shell.view.tool != Tool::Pan || shell.view.loupe;
                in_hand || shell.view.region.is_some() || shell.view.step == Step::Crop
            }
            Self::ZoomToFace => selected.is_some(),
            Self::StepFaces
            | Self::StepWhole
            | Self::Export
            | Self::Crop
            | Self::TurnRight
            | Self::TurnLeft
            | Self::Confirm
            | Self::DrawRectangle
            | Self::DrawEllipse
            | Self::DrawFreehand
            | Self::DrawPerson
            | Self::Fit
            | Self::ActualSize
            | Self::ZoomIn
            | Self::ZoomOut
            | Self::Loupe => review.is_some(),
        }
    }
}

/// The key of an action as it is written on keyboards.
pub fn key_name(ctx: &egui::Context, action: Action) -> String {
    action.line().map_or_else(String::new, |line| {
        let name = ctx.format_shortcut(&KeyboardShortcut::new(line.modifiers, line.key));
        // As they stand on keyboards everywhere.
        [("Down", "↓"), ("Up", "↑"), ("Left", "←"), ("Right", "→"), ("Comma", ","), ("Escape", "Esc")]
            .into_iter()
            .find_map(|(word, sign)| Some(format!("{}{sign}", name.strip_suffix(word)?)))
            .unwrap_or(name)
    })
}

/// The actions whose keys were pressed and that have a meaning in this place, in the order in which they were pressed: several come in one frame
/// where a frame takes long, and each is about the face that is selected by then. While a text is being typed, those alone that
/// change the place. Enter and Escape belong to a control that has the keyboard, but for the photo itself.
pub fn pressed(ctx: &egui::Context, controls_have_focus: bool, place: Place) -> Vec<Action> {
    let typing = ctx.text_edit_focused();
    let works = |line: &&Line| {
        line.action.works_in(place)
            // What changes the place does so from any field; nothing is typed by these keys.
            && (!typing || matches!(line.action, Action::PlacePhotos | Action::PlaceRegister))
            && !(controls_have_focus && matches!(line.key, Key::Enter | Key::Escape))
    };
    let mut actions = Vec::new();
    ctx.input_mut(|input| {
        input.events.retain(|event| {
            let Event::Key { key, modifiers, pressed: true, repeat, .. } = event else { return true };
            let fits = |line: &&Line| line.key == *key && modifiers.matches_logically(line.modifiers);
            let Some(line) = TABLE.iter().filter(works).find(fits) else { return true };
            // A key that is held down does once what it does, however long the frame took.
            if !(*repeat && actions.contains(&line.action)) {
                actions.push(line.action);
            }
            false
        });
    });
    actions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_has_one_meaning() {
        for (index, line) in TABLE.iter().enumerate() {
            let twin = TABLE
                .iter()
                .skip(index + 1)
                .find(|other| other.key == line.key && other.modifiers == line.modifiers);
            assert!(twin.is_none(), "{:?} and {:?}", line.action, twin.map(|twin| twin.action));
        }
    }

    #[test]
    fn keys_with_more_modifiers_come_first() {
        // `consume_key` lets a plain key match while Shift or Alt is held.
        for (index, line) in TABLE.iter().enumerate() {
            if line.modifiers == NONE {
                let later =
                    TABLE.iter().skip(index).find(|other| other.key == line.key && other.modifiers != NONE);
                assert!(later.is_none(), "{:?} hides {:?}", line.action, later.map(|later| later.action));
            }
        }
    }
}
