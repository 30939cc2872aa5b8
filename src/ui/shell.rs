//! What every panel is handed.

use std::path::{Path, PathBuf};

use egui::{Button, Color32, RichText, Ui};
use jiff::civil::Date;

use crate::{
    consent::{Consent, ConsentId, NewConsent},
    export::OutputFormat,
    machine::Machine,
    register,
    review::{AreaKind, Entry, Group, Person, RegionId, Review},
    session::{Command, Session},
    settings::Settings,
    text::Text,
};

use super::{
    canvas::{Gesture, Viewport},
    chips::Chips,
    cropping::Cropping,
    dialogs::{Asked, AskedNumber, NoFace, Palette, SizesEdit},
    panels::{self, BatchView, LooksView},
    places::{Place, RegisterPlace},
    sweep::Sweeps,
    theme,
};

/// The steps of a photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Decide every face.
    Faces,
    /// Look at the whole picture.
    Whole,
    /// Write the copy.
    Export,
    /// Choose what of the photo is published; can be left out.
    Crop,
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
    /// Draws a freehand line.
    Freehand,
    /// Draws a box around a person, whose outline is covered.
    Person,
}

/// The consent that a face is to be kept by.
#[derive(Debug)]
pub struct Picker {
    /// The face.
    pub region: RegionId,
    /// The chosen consent.
    pub chosen: Option<Consent>,
    /// It was recorded a moment ago under a fresh id, which nobody has written on the paper yet.
    pub recorded: bool,
    /// The keyboard goes to the next thing in the coming frame.
    pub focus: bool,
    /// What is looked for among many consents.
    pub find: String,
    /// The person in this picture.
    pub person: Person,
    /// It is the same person as another face that is kept by the chosen consent.
    pub same_person: bool,
}

/// A consent that is being entered.
#[derive(Debug)]
pub struct Form {
    /// What is entered.
    pub new: NewConsent,
    /// The last day as typed.
    pub until: String,
    /// The id on the printed form as typed; empty for a fresh one.
    pub id: String,
    /// The day on which to look again, as typed.
    pub look_again: String,
    /// What is wrong with it.
    pub fault: Option<String>,
    /// It was drawn before, so the keyboard is in it.
    pub shown: bool,
    /// The paper, where the register knows what was printed on it.
    pub printed: Option<register::Form>,
    /// The person has said that all of it is ticked.
    pub all_ticked: bool,
    /// The keyboard goes to where that is said.
    pub lead: bool,
}

impl Form {
    /// True where several boxes were printed: which of them are ticked nobody knows but who reads the paper.
    pub fn asks_for_ticks(&self) -> bool {
        let several = |printed: &register::Form| printed.purposes.len() != 1 || printed.channels.len() != 1;
        !self.all_ticked && self.printed.as_ref().is_some_and(several)
    }

    /// True where nobody has typed anything that could be lost.
    pub fn is_untouched(&self) -> bool {
        self.id.trim().is_empty() && self.new.form_location.trim().is_empty()
    }
}

/// The folder of register and log.
#[derive(Debug)]
pub struct DataFolder {
    /// The one in use, as it is told.
    pub used: String,
    /// The one that is wanted, as typed.
    pub wanted: String,
    /// The person may choose another: the start of the program names none.
    pub free: bool,
    /// Why the wanted one cannot be used.
    pub fault: Option<String>,
}

impl DataFolder {
    /// In use, and nobody wants another.
    pub fn used(folder: &Path) -> Self {
        let used = folder.display().to_string();
        Self { wanted: used.clone(), used, free: false, fault: None }
    }

    /// The folder that is wanted in place of the one in use.
    pub fn other(&self) -> Option<&Path> {
        let wanted = self.wanted.trim();
        (self.free && !wanted.is_empty() && wanted != self.used).then(|| Path::new(wanted))
    }
}

/// How the places where a face might be are looked at.
#[derive(Debug, Default)]
pub struct Places {
    /// All of them are shown on purpose.
    pub shown: bool,
    /// The one that has the keyboard.
    pub at: Option<usize>,
    /// The one that gets it in the coming frame.
    pub focus: Option<usize>,
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
    /// What the pressed pointer is doing.
    pub gesture: Option<Gesture>,
    /// What the next drawn area covers.
    pub kind: AreaKind,
    /// What the step "Crop" is in the middle of.
    pub cropping: Cropping,
    /// Zoom and place.
    pub viewport: Viewport,
    /// The magnifier is in hand.
    pub loupe: bool,
    /// Which parts of the photos were looked at.
    pub sweeps: Sweeps,
    /// The region that the list was scrolled to.
    pub scrolled_to: Option<RegionId>,
    /// A decision was made by a button: the next undecided face is to be selected.
    pub go_on: bool,
    /// Who was kept last, and by which consent.
    pub last_kept: Option<(Person, ConsentId)>,
    /// Where the copies go.
    pub folder: String,
    /// Kind of file.
    pub format: OutputFormat,
    /// The names of the sizes that copies are written in; none for the size of the picture.
    pub sizes: Vec<String>,
    /// The most kilobytes of a copy, as typed; empty for any.
    pub most_kilobytes: String,
    /// How the look of covers is chosen.
    pub looks: LooksView,
    /// The open consent picker.
    pub picker: Option<Picker>,
    /// The open question what is there instead of a face.
    pub no_face: Option<NoFace>,
    /// The open consent form.
    pub form: Option<Form>,
    /// The line about consents that need attention was read.
    pub due_read: bool,
    /// The consents of the photos' event, below the photo.
    pub chips: Chips,
    /// Settings that were changed by what was done, to be kept.
    pub to_keep: Option<Settings>,
    /// Which place is shown.
    pub place: Place,
    /// What of the register is open.
    pub register: RegisterPlace,
    /// The folder that a copy was once written to, to be opened.
    pub written: Option<PathBuf>,
    /// The open settings.
    pub settings: Option<Settings>,
    /// The sizes in the open settings, as typed.
    pub sizes_edit: Option<SizesEdit>,
    /// How the suggested places are looked at.
    pub places: Places,
    /// What is perhaps a face is shown, all of it, on purpose.
    pub perhaps_shown: bool,
    /// The open question about a personal number that is to stay visible.
    pub number: Option<AskedNumber>,
    /// The open question for who answers for the copies.
    pub asked: Option<Asked>,
    /// The field of step 3 to which the keyboard goes.
    pub ask: Option<Ask>,
    /// The list of keys is open.
    pub keys: bool,
    /// The open help page.
    pub help: Option<usize>,
    /// The tour on the sample photo was ended.
    pub tour_ended: bool,
    /// The folder of register and log.
    pub data_folder: DataFolder,
    /// The open command palette.
    pub palette: Option<Palette>,
    /// The window shows its first page, where it is told whom it works for.
    pub first_run: Option<Settings>,
    /// The question before closing is open.
    pub closing: bool,
    /// Closing was confirmed.
    pub close: bool,
    /// The list and what is done to many photos.
    pub batch: BatchView,
    /// Files that are dropped on the window arrive.
    pub dropping: bool,
    /// A finished copy is shown with the photo beside it.
    pub compare: bool,
    /// A choice of files was asked for.
    pub choose: Option<Choose>,
}

/// What step 3 asks for; the keyboard goes there once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// What is to stand beside the copy.
    Caption,
    /// What is written beside the copy for those who cannot see it.
    AltText,
    /// Who exports.
    Operator,
    /// The second person.
    SecondPerson,
    /// Where the copy is to be shown.
    Channels,
    /// The event.
    Event,
    /// Where the copy goes.
    Folder,
    /// What looks like a face and stays visible.
    Visible,
}

impl View {
    /// The suggested place that has the keyboard, in step 2.
    pub fn place(&self, review: &Review) -> Option<usize> {
        self.places.at.filter(|at| self.step == Step::Whole && *at < review.suggestions().len())
    }

    /// Gives the keyboard to a field that was asked for.
    pub fn lead_to(&mut self, ask: Ask, field: &egui::Response) {
        if self.ask.take_if(|wanted| *wanted == ask).is_some() {
            field.request_focus();
            field.scroll_to_me(None);
        }
    }
}

/// What is to be chosen in the system's own dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choose {
    /// Photos.
    Photos,
    /// A folder of photos.
    Folder,
    /// The folder of register and log.
    Data,
    /// Where the copies go.
    Target,
    /// Where the originals lie that copies are made anew of.
    Originals,
    /// Where copies that are made anew go.
    NewCopies,
    /// The file of a report.
    Report,
    /// The folder of a form.
    FormFolder,
    /// The file of a list of copies.
    List,
    /// The file of a list of chosen consents.
    Chosen,
    /// Scans of signed forms.
    Forms,
    /// The folder to which read forms are moved.
    FormsKept,
    /// The file of a second language of forms.
    Language,
    /// A list of consents to take in.
    ImportList,
    /// Nothing: the folder of the shown photo's copy is opened.
    ShowCopy,
    /// Nothing: the folder for copies is opened.
    ShowCopies,
    /// Nothing: the folder is opened that a copy was once written to.
    ShowWritten,
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
    /// What IT has set for the computer.
    pub machine: &'a Machine,
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

    /// The suggested place that has the keyboard.
    pub fn place(&self) -> Option<usize> {
        let review = self.session.shown()?.review.as_ref()?;
        self.view.place(review)
    }

    /// "Face 2", "Area 1", "Text 3, personal number".
    pub fn region_name(&self, entry: &Entry) -> String {
        let id = match entry.region.group() {
            Group::Faces if panels::is_perhaps(entry) => "ui-perhaps-number",
            Group::Faces => "ui-face-number",
            Group::Writing => "found-text-number",
            Group::Codes => "found-code-number",
            Group::Areas => "ui-area-number",
        };
        let name = self.text.format(id, [("number", entry.region.number.into())]);
        let Some(grade) = entry.region.grade() else { return name };
        let grade = panels::grade_label(self, grade);
        self.text.format("found-named", [("name", name.into()), ("grade", grade.into())])
    }
}

/// The one accent-coloured button.
pub fn accent_button(ui: &mut Ui, label: &str, enabled: bool) -> bool {
    accent(ui, label, enabled).clicked()
}

/// The one accent-coloured button, to hang more on.
pub fn accent(ui: &mut Ui, label: &str, enabled: bool) -> egui::Response {
    let text = RichText::new(label).color(Color32::WHITE).family(theme::strong());
    ui.add_enabled(enabled, Button::new(text).fill(theme::ACCENT).min_size(egui::vec2(120.0, 32.0)))
}

/// The accent-coloured button of a dialog that a person opened: Enter goes on, as everywhere. Not for one that comes by
/// itself while somebody works, whose next Enter is meant for something else.
pub fn enter_button(ui: &mut Ui, label: &str, enabled: bool) -> bool {
    let button = accent(ui, label, enabled);
    // Not from behind another dialog, which would have no keyboard then.
    let above = ui.memory(|memory| memory.allows_interaction(ui.layer_id()) && memory.focused().is_none());
    if enabled && above {
        button.request_focus();
    }
    button.clicked()
}

/// The button of what cannot be undone.
pub fn final_button(ui: &mut Ui, label: &str) -> bool {
    let text = RichText::new(label).color(Color32::WHITE).family(theme::strong());
    ui.add(Button::new(text).fill(theme::WARM).min_size(egui::vec2(120.0, 32.0))).clicked()
}

/// An icon of the shipped set.
pub fn icon(symbol: &str) -> RichText {
    RichText::new(symbol).family(theme::icons()).size(16.0)
}

/// A button with an icon only; its name is told to screen readers and on hovering. `pressed` is for one that
/// stays down while its tool is in hand.
pub fn icon_button(
    ui: &mut Ui,
    symbol: &str,
    name: &str,
    hint: &str,
    pressed: Option<bool>,
    enabled: bool,
) -> bool {
    let button = match pressed {
        Some(down) => Button::selectable(down, icon(symbol)),
        None => Button::new(icon(symbol)).frame_when_inactive(false),
    };
    let button = button.min_size(egui::vec2(32.0, 28.0));
    let response = ui.add_enabled(enabled, button);
    response.widget_info(|| match pressed {
        Some(down) => egui::WidgetInfo::selected(egui::Role::Button, enabled, down, name),
        None => egui::WidgetInfo::labeled(egui::Role::Button, enabled, name),
    });
    let hint = if hint.is_empty() { name.to_owned() } else { format!("{name} ({hint})") };
    response.on_hover_text(&hint).on_disabled_hover_text(&hint).clicked()
}

/// A button with an icon and a word; only the word is told to screen readers.
pub fn word_button(ui: &mut Ui, symbol: &str, word: &str, enabled: bool) -> egui::Response {
    let response = ui.add_enabled(enabled, Button::new((icon(symbol), word)));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, enabled, word));
    response
}
