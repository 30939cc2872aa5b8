//! A table of many rows, of which those that are seen are laid out. One control has the keyboard: arrows walk, Shift and
//! Space choose several, Enter goes on to what stands beside the table.

use std::collections::BTreeSet;

use egui::{
    Align, Atom, Button, Event, EventFilter, FontId, Id, Key, Layout, Modifiers, Pos2, Rangef, Rect,
    Response, RichText, Role, ScrollArea, Sense, Stroke, StrokeKind, TextStyle, Ui, WidgetInfo,
    accesskit::SortDirection,
    text::{LayoutJob, TextWrapping},
};
use egui_extras::{Column, TableBuilder};
use jiff::civil::Date;

use crate::{
    text::{Language, Text},
    ui::{icons, theme},
};

/// Height of a row, and room around the words of a cell, in points.
const HEIGHT: f32 = 26.0;
const INSET: f32 = 6.0;

/// A column of a table.
#[derive(Debug, Clone, Copy)]
pub struct Heading {
    /// The id of its name.
    pub label: &'static str,
    /// Its share of the width.
    pub share: f32,
    /// The width below which the table scrolls sideways, in points.
    pub least: f32,
    /// It holds numbers, and is sorted by them.
    pub counts: bool,
}

/// One row, worked out once for all frames.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// What it is known by.
    pub key: String,
    /// What a screen reader says of it.
    pub name: String,
    /// What stands in each column.
    pub cells: Vec<String>,
    /// The word of its state, by which it is filtered.
    pub state: &'static str,
    /// It needs somebody's attention.
    pub attention: bool,
    /// It is in the heavier weight.
    pub strong: bool,
    /// The key as it may be typed, letters and digits, and the words by which it is found, all small. See [`Self::found_by`].
    pub bare: String,
    pub words: String,
}

impl Row {
    /// A row that is found by its key, and by these words.
    pub fn found_by(mut self, words: &[&str]) -> Self {
        self.bare = bare(&self.key);
        self.words = words.join(" ").to_lowercase();
        self
    }
}

/// A number is typed as it comes: without its lines, in small letters, read by a scanner.
fn bare(said: &str) -> String {
    said.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Which rows are listed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// What is looked for, as typed.
    pub find: String,
    /// Only those of this state.
    pub state: Option<&'static str>,
    /// Only those that need attention.
    pub attention: bool,
}

/// By which column rows are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Sort {
    column: usize,
    down: bool,
}

/// What the rows were worked out of: a count, a day, a language.
type Source = (u64, Date, Language);

/// The state of a table between frames.
#[derive(Debug, Default)]
pub struct Grid {
    rows: Vec<Row>,
    source: Option<Source>,
    /// The rows that are listed, in their order, and of what that was worked out.
    listed: Vec<usize>,
    listed_of: Option<(Source, Wanted, Option<Sort>)>,
    sort: Option<Sort>,
    /// The keys of the rows that are chosen.
    pub chosen: BTreeSet<String>,
    /// The row that the keyboard is at, and the one from which a range is chosen.
    at: usize,
    anchor: usize,
    reveal: bool,
    take_keyboard: bool,
}

/// How a row is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    /// It alone.
    Alone,
    /// It as well, or no more.
    Toggled,
    /// All from the one that was chosen last.
    Range,
}

impl Grid {
    /// Works the rows out where they were worked out of something else.
    pub fn fill(&mut self, source: Source, rows: impl FnOnce() -> Vec<Row>) {
        if self.source == Some(source) {
            return;
        }
        self.rows = rows();
        self.source = Some(source);
        let known: BTreeSet<&str> = self.rows.iter().map(|row| row.key.as_str()).collect();
        self.chosen.retain(|key| known.contains(key.as_str()));
    }

    /// Lists the rows that are wanted; nothing is done where nothing has changed. Rows that are no longer wanted are no
    /// longer chosen: nothing is done to what nobody sees.
    pub fn list(&mut self, wanted: &Wanted, headings: &[Heading]) {
        let Some(source) = self.source else { return };
        let of = (source, wanted.clone(), self.sort);
        if self.listed_of.as_ref() == Some(&of) {
            return;
        }
        debug_assert!(
            self.rows.iter().all(|row| row.cells.len() == headings.len()),
            "a cell under every heading, or each stands under another one's"
        );
        let here = self.key_at(self.at).map(str::to_owned);
        let typed = bare(&wanted.find);
        let words = wanted.find.trim().to_lowercase();
        let is_wanted = |row: &Row| {
            wanted.state.is_none_or(|state| state == row.state)
                && (!wanted.attention || row.attention)
                && (words.is_empty()
                    || (!typed.is_empty() && row.bare.contains(&typed))
                    || row.words.contains(&words))
        };
        let mut listed: Vec<usize> =
            self.rows.iter().enumerate().filter(|(_, row)| is_wanted(row)).map(|(index, _)| index).collect();
        if let Some(Sort { column, down }) = self.sort {
            let counts = headings.get(column).is_some_and(|heading| heading.counts);
            let cell = |index: &usize| self.rows.get(*index).and_then(|row| row.cells.get(column));
            listed.sort_by_cached_key(|index| {
                let said = cell(index).map_or("", String::as_str);
                let number = if counts { said.parse::<u64>().unwrap_or(0) } else { 0 };
                // What is blank comes last, whichever way round.
                (said.is_empty() != down, number, said.to_lowercase())
            });
            if down {
                listed.reverse();
            }
        }
        self.listed = listed;
        self.listed_of = Some(of);
        // Whether somebody has typed other words, or the register has changed under the same ones.
        let seen: BTreeSet<&str> =
            self.listed.iter().filter_map(|at| self.rows.get(*at)).map(|row| row.key.as_str()).collect();
        self.chosen.retain(|key| seen.contains(key.as_str()));
        let again = here.and_then(|key| self.place_of(&key));
        self.at = again.unwrap_or(0);
        self.anchor = self.at;
        self.reveal = true;
    }

    /// How many rows there are, and how many are listed.
    pub const fn counts(&self) -> (usize, usize) {
        (self.rows.len(), self.listed.len())
    }

    /// The states that occur.
    pub fn states(&self) -> BTreeSet<&'static str> {
        self.rows.iter().map(|row| row.state).collect()
    }

    /// How many rows need attention.
    pub fn in_need(&self) -> usize {
        self.rows.iter().filter(|row| row.attention).count()
    }

    /// The chosen row, where one alone is chosen.
    pub fn only(&self) -> Option<&str> {
        self.chosen.first().filter(|_| self.chosen.len() == 1).map(String::as_str)
    }

    /// The keys of the chosen rows, in the order of the list; those that are not listed come last.
    pub fn chosen_in_order(&self) -> Vec<String> {
        let listed = self.listed.iter().filter_map(|at| self.rows.get(*at)).map(|row| &row.key);
        let mut keys: Vec<String> = listed.filter(|key| self.chosen.contains(*key)).cloned().collect();
        let seen: BTreeSet<String> = keys.iter().cloned().collect();
        keys.extend(self.chosen.iter().filter(|key| !seen.contains(*key)).cloned());
        keys
    }

    /// True where a row is listed.
    pub fn lists(&self, key: &str) -> bool {
        self.place_of(key).is_some()
    }

    /// Chooses one row alone, and brings it into view.
    pub fn show_only(&mut self, key: &str) {
        self.chosen = BTreeSet::from([key.to_owned()]);
        if let Some(at) = self.place_of(key) {
            (self.at, self.anchor, self.reveal) = (at, at, true);
        }
    }

    /// Gives the table the keyboard in the coming frame.
    pub const fn take_keyboard(&mut self) {
        self.take_keyboard = true;
    }

    fn key_at(&self, at: usize) -> Option<&str> {
        self.listed.get(at).and_then(|index| self.rows.get(*index)).map(|row| row.key.as_str())
    }

    fn place_of(&self, key: &str) -> Option<usize> {
        self.listed.iter().position(|index| self.rows.get(*index).is_some_and(|row| row.key == key))
    }

    fn choose(&mut self, at: usize, how: How) {
        let Some(key) = self.key_at(at).map(str::to_owned) else { return };
        self.at = at;
        match how {
            How::Alone => {
                self.chosen = BTreeSet::from([key]);
                self.anchor = at;
            }
            How::Toggled => {
                if !self.chosen.remove(&key) {
                    self.chosen.insert(key);
                }
                self.anchor = at;
            }
            How::Range => {
                let (from, to) = (self.anchor.min(at), self.anchor.max(at));
                self.chosen = (from..=to).filter_map(|at| self.key_at(at)).map(str::to_owned).collect();
            }
        }
    }

    fn choose_all(&mut self) {
        self.chosen = (0..self.listed.len()).filter_map(|at| self.key_at(at)).map(str::to_owned).collect();
    }

    /// Sorts by a column, the lowest first.
    pub const fn sort_upwards(&mut self, column: usize) {
        self.sort = Some(Sort { column, down: false });
    }

    fn sort_by(&mut self, column: usize) {
        let down = self.sort.is_some_and(|sort| sort.column == column && !sort.down);
        self.sort = Some(Sort { column, down });
    }

    /// Shows the table in the room that there is; `true` where the person goes on to what stands beside it.
    pub fn show(&mut self, ui: &mut Ui, text: &Text, name: &str, headings: &[Heading]) -> bool {
        let id = Id::unique(("grid", name));
        let list = ui.interact(ui.available_rect_before_wrap(), id, Sense::focusable_noninteractive());
        list.widget_info(|| WidgetInfo::labeled(Role::Grid, true, name));
        let count = self.listed.len();
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_row_count(count);
            node.set_column_count(headings.len());
            node.set_multiselectable();
        });
        if std::mem::take(&mut self.take_keyboard) {
            list.request_focus();
        }
        self.at = self.at.min(count.saturating_sub(1));
        let mut opened = list.has_focus() && self.keys(ui, id);
        let least: f32 = headings.iter().map(|heading| heading.least + ui.spacing().item_spacing.x).sum();
        let room = ui.available_width();
        if least > room {
            ScrollArea::horizontal().id_salt(("sideways", name)).show(ui, |ui| {
                ui.set_width(least);
                opened |= self.table(ui, text, &list, headings, least);
            });
        } else {
            opened |= self.table(ui, text, &list, headings, room);
        }
        opened
    }

    fn table(&mut self, ui: &mut Ui, text: &Text, list: &Response, headings: &[Heading], width: f32) -> bool {
        ui.spacing_mut().item_spacing.y = 2.0;
        let gaps = ui.spacing().item_spacing.x * headings.len() as f32;
        let spare = width - gaps - ui.spacing().scroll.allocated_width();
        let spare = (spare - headings.iter().map(|heading| heading.least).sum::<f32>()).max(0.0);
        let shares: f32 = headings.iter().map(|heading| heading.share).sum();
        let mut table = TableBuilder::new(ui)
            .id_salt(list.id)
            .striped(true)
            .sense(Sense::CLICK)
            .cell_layout(Layout::left_to_right(Align::Center))
            .animate_scrolling(false)
            .auto_shrink(false)
            .min_scrolled_height(0.0)
            .max_scroll_height(f32::INFINITY);
        for heading in headings {
            let width = heading.least + spare * heading.share / shares.max(0.01);
            table = table.column(Column::exact(width).clip(true));
        }
        if std::mem::take(&mut self.reveal) && !self.listed.is_empty() {
            table = table.scroll_to_row(self.at, None);
        }
        let mut sort = None;
        let mut clicked = None;
        let mut opened = false;
        let here = list.has_focus();
        // The row that the keyboard is at, and what of the table's height is seen.
        let mut outlined: Option<(Rect, Rangef)> = None;
        table
            .header(HEIGHT, |mut row| {
                for (index, heading) in headings.iter().enumerate() {
                    row.col(|ui| {
                        if self.heading(ui, text, index, heading) {
                            sort = Some(index);
                        }
                    });
                }
            })
            .body(|body| {
                body.rows(HEIGHT, self.listed.len(), |mut row| {
                    let at = row.index();
                    let Some(shown) = self.listed.get(at).and_then(|index| self.rows.get(*index)) else {
                        return;
                    };
                    let chosen = self.chosen.contains(&shown.key);
                    row.set_selected(chosen);
                    let mut told = None;
                    for (column, cell) in shown.cells.iter().enumerate() {
                        row.col(|ui| {
                            if column == 0 {
                                let active = here && at == self.at;
                                let response = tell(ui, list.id, at, shown, chosen, active, width);
                                let seen = ui.clip_rect().y_range();
                                outlined = active.then_some((response.rect, seen)).or(outlined);
                                told = Some(response);
                            }
                            paint(ui, cell, shown.strong);
                        });
                    }
                    let response = row.response();
                    let whole = told.map_or_else(|| response.clone(), |told| told.union(response.clone()));
                    opened |= whole.double_clicked();
                    if whole.clicked() {
                        clicked = Some((at, whole.ctx.input(|input| input.modifiers)));
                    }
                });
            });
        // Over all cells, the grounds of which are painted one after another.
        if let Some((row, seen)) = outlined {
            let painter = ui.painter().with_clip_rect(Rect::from_x_y_ranges(ui.clip_rect().x_range(), seen));
            painter.rect_stroke(row, 4.0, Stroke::new(2.0, theme::ACCENT), StrokeKind::Inside);
        }
        if let Some(column) = sort {
            self.sort_by(column);
        }
        if let Some((at, Modifiers { shift, command, .. })) = clicked {
            self.choose(
                at,
                if shift {
                    How::Range
                } else if command {
                    How::Toggled
                } else {
                    How::Alone
                },
            );
            list.request_focus();
        }
        opened
    }

    /// A heading, by which the rows are sorted.
    fn heading(&self, ui: &mut Ui, text: &Text, index: usize, heading: &Heading) -> bool {
        let sorted = self.sort.filter(|sort| sort.column == index);
        let name = text.get(heading.label);
        let words = RichText::new(&name).size(12.0).family(theme::strong());
        // Above what stands in the cells.
        ui.spacing_mut().button_padding.x = INSET;
        let arrow = |down| if down { icons::DOWN } else { icons::UP };
        let button = match sorted {
            Some(sort) => {
                let arrow = RichText::new(arrow(sort.down)).family(theme::icons()).size(12.0);
                Button::new((words, arrow, Atom::grow()))
            }
            None => Button::new((words, Atom::grow())),
        };
        let response = ui.add(button.frame_when_inactive(false).truncate().min_size(ui.available_size()));
        response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, &name));
        let told =
            sorted.map(|sort| text.get(if sort.down { "place-sorted-down" } else { "place-sorted-up" }));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            if let (Some(sort), Some(told)) = (sorted, told) {
                node.set_description(told);
                node.set_sort_direction(if sort.down {
                    SortDirection::Descending
                } else {
                    SortDirection::Ascending
                });
            }
        });
        response.on_hover_text(text.format("place-sort", [("column", name.into())])).clicked()
    }

    /// What the keyboard does while it is in the table. Where a frame was slow several keys come in one: each means the
    /// row that the ones before it have led to.
    #[expect(clippy::wildcard_enum_match_arm, reason = "of all keys and events these mean something here")]
    fn keys(&mut self, ui: &Ui, id: Id) -> bool {
        let filter = EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        let page = ((ui.available_height() / HEIGHT) as usize).saturating_sub(2).max(1);
        let last = self.listed.len().saturating_sub(1);
        let mut opened = false;
        for event in ui.input(|input| input.events.clone()) {
            let Event::Key { key, pressed: true, modifiers, .. } = event else { continue };
            let at = match key {
                // Nothing is chosen yet: the first arrow chooses where it stands.
                Key::ArrowDown if self.chosen.is_empty() && !modifiers.command => Some(self.at),
                Key::ArrowDown => Some(self.at + 1),
                Key::ArrowUp => Some(self.at.saturating_sub(1)),
                Key::PageDown => Some(self.at + page),
                Key::PageUp => Some(self.at.saturating_sub(page)),
                Key::Home => Some(0),
                Key::End => Some(last),
                _ => None,
            };
            if let Some(at) = at {
                let at = at.min(last);
                self.reveal = true;
                if modifiers.shift {
                    self.choose(at, How::Range);
                } else if modifiers.command {
                    self.at = at;
                } else {
                    self.choose(at, How::Alone);
                }
                continue;
            }
            match key {
                Key::Space => self.choose(self.at, How::Toggled),
                Key::A if modifiers.command => self.choose_all(),
                Key::Enter if !self.chosen.is_empty() => opened = true,
                Key::Enter => {
                    self.choose(self.at, How::Alone);
                    opened = true;
                }
                Key::Escape => self.chosen.clear(),
                _ => {}
            }
        }
        opened
    }
}

/// Tells a screen reader of the row.
fn tell(ui: &Ui, list: Id, at: usize, row: &Row, chosen: bool, active: bool, width: f32) -> Response {
    let cell = ui.max_rect();
    let whole = Rect::from_min_size(cell.min, egui::vec2(width - INSET, cell.height()));
    let id = list.with(&row.key);
    let response = ui.interact(whole, id, Sense::CLICK);
    response.widget_info(|| WidgetInfo::labeled(Role::Row, true, &row.name));
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_selected(chosen);
        node.set_row_index(at);
    });
    if active {
        ui.ctx().accesskit_node_builder(list, |node| node.set_active_descendant(id.accesskit_id()));
    }
    response
}

fn paint(ui: &Ui, said: &str, strong: bool) {
    let usual = TextStyle::Button.resolve(ui.style());
    let font = if strong { FontId::new(usual.size, theme::strong()) } else { usual };
    let rect = ui.max_rect();
    let mut job = LayoutJob::simple_singleline(said.to_owned(), font, ui.visuals().text_color());
    job.wrap = TextWrapping::truncate_at_width((rect.width() - 2.0 * INSET).max(8.0));
    let galley = ui.painter().layout_job(job);
    let place = Pos2::new(rect.left() + INSET, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(place, galley, ui.visuals().text_color());
}
