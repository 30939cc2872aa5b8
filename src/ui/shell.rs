//! What every panel is handed.

use egui::{Button, Color32, RichText, Ui};
use jiff::civil::Date;

use crate::{
    consent::{Consent, NewConsent},
    export::OutputFormat,
    review::{Entry, Person, RegionId},
    session::{Command, Session},
    settings::Settings,
    text::Text,
};

use super::{canvas::Viewport, panels::BatchView, theme};

/// The steps of a photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Decide every face.
    Faces,
    /// Look at the whole picture.
    Whole,
    /// Write the copy.
    Export,
}

/// What dragging on the photo does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tool {
    /// Moves the photo.
    Pan,
    /// Draws a rectangle.
    Rectangle,
    /// Draws an ellipse.
    Ellipse,
}

/// The consent that a face is to be kept by.
#[derive(Debug)]
pub struct Picker {
    /// The face.
    pub region: RegionId,
    /// The chosen consent.
    pub chosen: Option<Consent>,
    /// The person in this picture.
    pub person: Person,
}

/// A consent that is being entered.
#[derive(Debug)]
pub struct Form {
    /// What is entered.
    pub new: NewConsent,
    /// The last day as typed.
    pub until: String,
    /// What is wrong with it.
    pub fault: Option<String>,
}

/// What is looked at; nothing of it is ever part of a copy.
#[derive(Debug)]
pub struct View {
    /// The step.
    pub step: Step,
    /// The selected region.
    pub region: Option<RegionId>,
    /// What dragging does.
    pub tool: Tool,
    /// Zoom and place.
    pub viewport: Viewport,
    /// Where the copies go.
    pub folder: String,
    /// Kind of file.
    pub format: OutputFormat,
    /// The open consent picker.
    pub picker: Option<Picker>,
    /// The open consent form.
    pub form: Option<Form>,
    /// The open settings.
    pub settings: Option<Settings>,
    /// The list of keys is open.
    pub help: bool,
    /// The question before closing is open.
    pub closing: bool,
    /// Closing was confirmed.
    pub close: bool,
    /// The list and what is done to many photos.
    pub batch: BatchView,
    /// A choice of files was asked for.
    pub choose: Option<Choose>,
}

/// What is to be chosen in the system's own dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choose {
    /// Photos.
    Photos,
    /// A folder of photos.
    Folder,
    /// Where the copies go.
    Target,
}

/// A panel's hands.
pub struct Shell<'a> {
    /// What is known.
    pub session: &'a Session,
    /// What the person wants.
    pub commands: &'a mut Vec<Command>,
    /// What is looked at.
    pub view: &'a mut View,
    /// The language.
    pub text: &'a Text,
    /// The settings.
    pub settings: &'a Settings,
    /// Today.
    pub today: Date,
}

impl Shell<'_> {
    /// The message `id`.
    pub fn t(&self, id: &str) -> String {
        self.text.get(id)
    }

    /// The selected region's entry.
    pub fn selected(&self) -> Option<&Entry> {
        let review = self.session.shown()?.review.as_ref()?;
        self.view.region.and_then(|id| review.entry(id))
    }

    /// "Face 2" or "Area 1".
    pub fn region_name(&self, entry: &Entry) -> String {
        let id = if entry.region.what.is_face() { "ui-face-number" } else { "ui-area-number" };
        self.text.format(id, [("number", entry.region.number.into())])
    }
}

/// The one accent-coloured button.
pub fn accent_button(ui: &mut Ui, label: &str, enabled: bool) -> bool {
    let text = RichText::new(label).color(Color32::WHITE).family(theme::strong());
    ui.add_enabled(enabled, Button::new(text).fill(theme::ACCENT).min_size(egui::vec2(120.0, 32.0))).clicked()
}
