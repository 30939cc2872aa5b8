//! The sizes of copies in the settings: how many pixels, how fine, how large a file may be.

use egui::{RichText, TextEdit, Ui};

use crate::{
    framing::{Bound, CopySize, NamedSizes, Sizes},
    policy::Policy,
    settings::Settings,
    text::Text,
    ui::theme,
};

/// Sizes as they are typed.
#[derive(Debug)]
pub struct SizesEdit {
    rows: Vec<Row>,
    /// The most kilobytes of a copy; empty for any.
    kilobytes: String,
}

/// One size.
#[derive(Debug)]
struct Row {
    name: String,
    bound: String,
    quality: String,
    /// The program has a size of this name: it keeps the name and cannot be removed.
    usual: bool,
    /// The rules name it: nothing is to be chosen.
    by_rules: bool,
    /// It was added in this dialog.
    added: bool,
}

impl Row {
    fn of(size: &CopySize, usual: bool, by_rules: bool) -> Self {
        Self {
            name: size.name.clone(),
            bound: size.bound.to_string(),
            quality: size.quality.map(|quality| quality.to_string()).unwrap_or_default(),
            usual,
            by_rules,
            added: false,
        }
    }

    /// As it stands in a file.
    fn value(&self) -> String {
        let quality = self.quality.trim();
        let mark = if quality.is_empty() { "" } else { "@" };
        format!("{}{mark}{quality}", self.bound.trim())
    }

    fn is_sound(&self) -> bool {
        NamedSizes::default().insert(self.name.trim(), &self.value()).is_ok()
    }
}

impl SizesEdit {
    /// The sizes that there are now.
    pub fn of(settings: &Settings, policy: &Policy) -> Self {
        let usual = Sizes::default();
        let is_usual = |size: &CopySize| usual.iter().any(|other| other.name == size.name);
        let by_rules = |size: &CopySize| policy.sizes().get(&size.name).is_some();
        let sizes = settings.sizes(policy);
        Self {
            rows: sizes.iter().map(|size| Row::of(size, is_usual(size), by_rules(size))).collect(),
            kilobytes: settings.most_kilobytes.map(|count| count.to_string()).unwrap_or_default(),
        }
    }

    /// What is to be kept: sizes that are not the program's own, and the most kilobytes; `None` while something is no size.
    pub fn kept(&self, settings: &Settings) -> Option<(NamedSizes, Option<u64>)> {
        let usual = Sizes::default();
        let mut sizes = NamedSizes::default();
        for row in &self.rows {
            let name = row.name.trim();
            if row.by_rules {
                // What the settings say of it comes back when the rules name it no more.
                if let Some(own) = settings.sizes.get(name) {
                    sizes.insert(name, &own.value()).ok()?;
                }
                continue;
            }
            let twice = self.rows.iter().filter(|other| other.name.trim() == name).count() > 1;
            let as_usual = usual.iter().any(|size| size.name == name && size.value() == row.value());
            if twice || !row.is_sound() {
                return None;
            }
            if !as_usual {
                sizes.insert(name, &row.value()).ok()?;
            }
        }
        let kilobytes = match self.kilobytes.trim() {
            "" => None,
            typed => Some(typed.parse::<u64>().ok().filter(|count| *count > 0)?),
        };
        Some((sizes, kilobytes))
    }

    /// Shows them.
    pub fn show(&mut self, ui: &mut Ui, text: &Text) {
        ui.label(RichText::new(text.get("frame-sizes")).family(theme::strong()));
        ui.label(RichText::new(text.get("frame-edit-explain")).small().weak());
        let mut removed = None;
        for (index, row) in self.rows.iter_mut().enumerate() {
            ui.push_id(index, |ui| {
                ui.horizontal(|ui| {
                    if show_row(ui, text, row) {
                        removed = Some(index);
                    }
                });
                if !row.is_sound() {
                    let said = text.get("frame-edit-wrong");
                    ui.add(egui::Label::new(RichText::new(said).color(theme::warm(ui))).wrap());
                }
            });
        }
        if let Some(index) = removed.filter(|index| *index < self.rows.len()) {
            self.rows.remove(index);
        }
        let names: Vec<&str> = self.rows.iter().map(|row| row.name.trim()).collect();
        let twice =
            names.iter().enumerate().any(|(at, name)| names.iter().skip(at + 1).any(|other| other == name));
        if twice {
            ui.label(RichText::new(text.get("frame-edit-twice")).color(theme::warm(ui)));
        }
        if ui.button(text.get("frame-edit-add")).clicked() {
            let size = CopySize { name: String::new(), bound: Bound::LongSide(1200), quality: None };
            self.rows.push(Row { added: true, ..Row::of(&size, false, false) });
        }
        ui.horizontal(|ui| {
            let label = ui.label(text.get("frame-most-kilobytes"));
            let field = TextEdit::singleline(&mut self.kilobytes).desired_width(64.0).char_limit(9);
            ui.add(field).labelled_by(label.id);
            ui.label("kB");
        });
        if !self.kilobytes.trim().is_empty()
            && self.kilobytes.trim().parse::<u64>().map_or(true, |count| count == 0)
        {
            ui.label(RichText::new(text.get("frame-most-kilobytes-wrong")).color(theme::warm(ui)));
        }
    }
}

/// One size on a line; true where it is to go.
fn show_row(ui: &mut Ui, text: &Text, row: &mut Row) -> bool {
    let told = |row: &Row, id: &str| text.format(id, [("name", row.name.clone().into())]);
    if row.by_rules {
        let quality = if row.quality.is_empty() { String::new() } else { format!(" · {}", row.quality) };
        ui.label(format!("{}: {}{quality}", row.name, row.bound));
        ui.label(RichText::new(text.get("frame-edit-by-rules")).small().weak());
        return false;
    }
    if row.added {
        let name = text.get("frame-edit-name");
        let field =
            ui.add(TextEdit::singleline(&mut row.name).desired_width(90.0).char_limit(24).hint_text(&name));
        ui.ctx().accesskit_node_builder(field.id, |node| node.set_label(name.as_str()));
    } else {
        ui.add_sized([90.0, ui.spacing().interact_size.y], egui::Label::new(row.name.as_str()).truncate());
    }
    for (value, id, width) in
        [(&mut row.bound, "frame-edit-pixels", 92.0), (&mut row.quality, "frame-edit-quality", 44.0)]
    {
        let name = text.format(id, [("name", row.name.clone().into())]);
        let field = ui.add(TextEdit::singleline(value).desired_width(width).char_limit(12));
        ui.ctx().accesskit_node_builder(field.id, |node| node.set_label(name.as_str()));
        field.on_hover_text(name);
    }
    let usual = Sizes::default();
    let own = usual.iter().find(|size| row.usual && size.name == row.name);
    match own {
        Some(own) if own.value() != row.value() => {
            if ui
                .button(text.get("frame-edit-as-usual"))
                .on_hover_text(told(row, "frame-edit-as-usual-of"))
                .clicked()
            {
                *row = Row::of(own, true, false);
            }
            false
        }
        Some(_) => false,
        None => ui
            .button(text.get("frame-edit-remove"))
            .on_hover_text(told(row, "frame-edit-remove-of"))
            .clicked(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consent::Country;

    fn edit() -> SizesEdit {
        SizesEdit::of(&Settings::default(), &Policy::for_country(Country::Dk).unwrap())
    }

    #[test]
    fn what_is_typed_is_kept_where_it_is_a_size_and_not_what_there_is_anyway() {
        let settings = Settings::default();
        let mut edit = edit();
        assert_eq!(edit.kept(&settings), Some((NamedSizes::default(), None)));
        let web = edit.rows.iter_mut().find(|row| row.name == "web").unwrap();
        (web.bound, web.quality) = ("1800".to_owned(), "80".to_owned());
        edit.kilobytes = "500".to_owned();
        let (sizes, kilobytes) = edit.kept(&settings).unwrap();
        assert_eq!(sizes.iter().map(|size| size.told()).collect::<Vec<_>>(), ["web = 1800@80"]);
        assert_eq!(kilobytes, Some(500));
        for (bound, quality) in [("", ""), ("1800", "0"), ("1800", "101"), ("0x5", ""), ("wide", "")] {
            let web = edit.rows.iter_mut().find(|row| row.name == "web").unwrap();
            (web.bound, web.quality) = (bound.to_owned(), quality.to_owned());
            assert_eq!(edit.kept(&settings), None, "{bound}@{quality}");
        }
    }

    #[test]
    fn two_of_one_name_and_names_that_are_none_are_not_kept() {
        let settings = Settings::default();
        for name in ["web", "", "Wall", "1600"] {
            let mut edit = edit();
            let size = CopySize { name: name.to_owned(), bound: Bound::LongSide(900), quality: None };
            edit.rows.push(Row { added: true, ..Row::of(&size, false, false) });
            assert_eq!(edit.kept(&settings), None, "{name}");
        }
    }
}
