//! Rows of a form: a label, a control that bears its name, and beside it what is wrong.

use egui::{ComboBox, Grid, Response, RichText, TextEdit, Ui};

use crate::{consent::check_reference, text::Text, ui::theme};

/// Width of the labels in front of the controls.
const LABELS: f32 = 190.0;

/// Height of an opened list: every one of them is seen whole.
const LIST: f32 = 360.0;

/// A heading over a part of a form.
pub fn part(ui: &mut Ui, heading: &str) {
    ui.add_space(8.0);
    ui.label(RichText::new(heading).family(theme::strong()));
}

/// A row with its label in front.
fn row<T>(ui: &mut Ui, label: &str, control: impl FnOnce(&mut Ui, egui::Id) -> T) -> T {
    ui.horizontal(|ui| {
        let width = LABELS.min(ui.available_width() * 0.4);
        let label = ui
            .allocate_ui_with_layout(
                egui::vec2(width, ui.spacing().interact_size.y),
                egui::Layout::left_to_right(egui::Align::Center),
                |ui| {
                    ui.set_min_width(width);
                    ui.add(egui::Label::new(label).wrap())
                },
            )
            .inner;
        control(ui, label.id)
    })
    .inner
}

/// One of several words; true where another was chosen.
pub fn choice<T: Copy + PartialEq>(
    ui: &mut Ui,
    label: &str,
    value: &mut T,
    all: &[T],
    name: impl Fn(T) -> String,
) -> bool {
    let before = *value;
    row(ui, label, |ui, id| {
        ComboBox::from_id_salt(label)
            .selected_text(name(*value))
            .width(ui.available_width().min(280.0))
            .height(LIST)
            .show_ui(ui, |ui| {
                for word in all {
                    ui.selectable_value(value, *word, name(*word));
                }
            })
            .response
            .labelled_by(id);
    });
    *value != before
}

/// Any number of words, to tick.
pub fn several<T: Copy + PartialEq>(
    ui: &mut Ui,
    label: &str,
    values: &mut Vec<T>,
    all: &[T],
    name: impl Fn(T) -> String,
) {
    ui.label(RichText::new(label).small().weak());
    // The same columns in every list, so that two below each other line up. The first holds the longest word.
    let room = ui.available_width() - 2.0 * ui.spacing().item_spacing.x;
    let columns = [0.38, 0.31, 0.31].map(|share| room * share);
    Grid::new(label).num_columns(3).min_col_width(0.0).show(ui, |ui| {
        for (index, word) in all.iter().enumerate() {
            let mut ticked = values.contains(word);
            let column = columns.iter().copied().cycle().nth(index).unwrap_or_default();
            let tick = |ui: &mut Ui| {
                ui.set_width(column);
                ui.checkbox(&mut ticked, name(*word))
            };
            if ui.horizontal_wrapped(tick).inner.changed() {
                values.retain(|other| other != word);
                if ticked {
                    values.push(*word);
                }
            }
            if index % 3 == 2 {
                ui.end_row();
            }
        }
    });
}

/// What is wrong with a field, right under it.
pub fn fault(ui: &mut Ui, said: Option<&str>) {
    if let Some(said) = said {
        ui.label(RichText::new(said).color(theme::warm(ui)));
    }
}

/// A line of text with its label in front.
pub fn line(ui: &mut Ui, label: &str, value: &mut String, hint: &str) -> Response {
    row(ui, label, |ui, id| {
        ui.add(TextEdit::singleline(value).hint_text(hint).desired_width(f32::INFINITY)).labelled_by(id)
    })
}

/// A line of text that is kept: what looks like a name or a personal number is refused right under it.
pub fn reference(ui: &mut Ui, text: &Text, label: &str, value: &mut String) -> Response {
    let response = line(ui, label, value, "");
    let wrong = check_reference(value).err().map(|fault| fault.message(text));
    fault(ui, wrong.as_deref());
    response
}

/// The same for what may be left out.
pub fn optional(ui: &mut Ui, text: &Text, label: &str, value: &mut Option<String>) {
    let mut typed = value.take().unwrap_or_default();
    reference(ui, text, label, &mut typed);
    *value = (!typed.is_empty()).then_some(typed);
}

/// A file or folder with its label in front; true where the person asks for the system's own dialog.
pub fn file(ui: &mut Ui, text: &Text, label: &str, path: &mut String) -> bool {
    file_field(ui, text, label, path).1
}

/// The same; the field, and whether the person asks for the dialog.
pub fn file_field(ui: &mut Ui, text: &Text, label: &str, path: &mut String) -> (Response, bool) {
    row(ui, label, |ui, id| path_of(ui, text, label, id, path))
}

/// The field of a path, and behind it the button of the system's own dialog; whether that was pressed. They come in
/// this order by Tab too.
pub fn path_of(ui: &mut Ui, text: &Text, label: &str, id: egui::Id, path: &mut String) -> (Response, bool) {
    let choose = text.get("entry-choose");
    let font = egui::TextStyle::Button.resolve(ui.style());
    let letters = ui.painter().layout_no_wrap(choose.clone(), font, egui::Color32::BLACK).size().x;
    let button = letters + 2.0 * ui.spacing().button_padding.x + ui.spacing().item_spacing.x;
    let width = (ui.available_width() - button - 2.0).max(80.0);
    let field = ui.add(TextEdit::singleline(path).desired_width(width)).labelled_by(id);
    let button = ui.button(&choose);
    let told = format!("{label}: {choose}");
    button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &told));
    (field, button.clicked())
}

/// True where Enter ended the typing in a line.
pub fn entered(ui: &Ui, response: &Response) -> bool {
    response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter))
}
