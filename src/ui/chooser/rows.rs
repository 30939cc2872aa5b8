//! The rows of the window's own chooser. One of them takes the keyboard: arrows walk, Space selects, Enter opens,
//! Backspace goes up, a letter jumps.

use std::path::PathBuf;

use egui::{
    Color32, Event, EventFilter, FontId, Id, Key, Pos2, Rect, RichText, Role, ScrollArea, Sense, Stroke,
    StrokeKind, Ui, WidgetInfo, vec2,
};

use crate::{
    text::{Text, harmless},
    ui::{icons, theme},
};

use super::{
    browser::{Browser, How},
    listing::Item,
};

/// Height of a row, in points.
const HEIGHT: f32 = 24.0;

/// What was opened.
pub(super) enum Opened {
    /// A folder, to go into.
    Folder(PathBuf),
    /// A file, to take.
    File(PathBuf),
}

/// Shows the rows, or `message` where there are none; the answer is what was opened.
///
/// The list is one control that keeps the keyboard while its rows change; which row is meant is told to screen readers
/// as its active descendant.
pub(super) fn show(
    ui: &mut Ui,
    text: &Text,
    browser: &mut Browser,
    items: &[Item],
    message: Option<RichText>,
) -> Option<Opened> {
    let id = Id::unique("rows of the chooser");
    let list = ui.interact(ui.available_rect_before_wrap(), id, Sense::focusable_noninteractive());
    let name = text.get("chooser-list");
    list.widget_info(|| WidgetInfo::labeled(Role::ListBox, true, &name));
    browser.at = browser.at.min(items.len().saturating_sub(1));
    if std::mem::take(&mut browser.take_keyboard) {
        list.request_focus();
    }
    let before = browser.at;
    let mut opened = if list.has_focus() { keys(ui, browser, items, id) } else { None };
    if let Some(message) = message {
        ui.label(message);
    }
    ui.spacing_mut().item_spacing.y = 2.0;
    let mut area = ScrollArea::vertical().auto_shrink([false, false]);
    if browser.at != before {
        let step = HEIGHT + ui.spacing().item_spacing.y;
        let middle = (ui.available_height() - HEIGHT) / 2.0;
        area = area.vertical_scroll_offset((browser.at as f32 * step - middle).max(0.0));
    }
    area.show_rows(ui, HEIGHT, items.len(), |ui, shown| {
        for (at, item) in items.iter().enumerate().skip(shown.start).take(shown.len()) {
            let here = at == browser.at && list.has_focus();
            let row = row(ui, text, browser, item, id.with(at), here);
            if here {
                let meant = row.id.accesskit_id();
                ui.ctx().accesskit_node_builder(id, |node| node.set_active_descendant(meant));
            }
            if row.double_clicked() {
                opened = Some(open(item));
            } else if row.clicked() {
                let modifiers = ui.input(|input| input.modifiers);
                let how = if modifiers.shift {
                    How::Range
                } else if modifiers.command {
                    How::Toggled
                } else {
                    How::Alone
                };
                browser.select(items, at, how);
                list.request_focus();
            }
        }
    });
    opened
}

fn open(item: &Item) -> Opened {
    if item.is_folder { Opened::Folder(item.path.clone()) } else { Opened::File(item.path.clone()) }
}

/// What the keyboard does while it is in the list. Where a frame was slow several keys come in one: each means the row
/// that the ones before it have led to.
#[expect(clippy::wildcard_enum_match_arm, reason = "of all keys and events these mean something here")]
fn keys(ui: &Ui, browser: &mut Browser, items: &[Item], id: Id) -> Option<Opened> {
    let filter = EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let page = (ui.available_height() / HEIGHT) as usize;
    let last = items.len().saturating_sub(1);
    let mut opened = None;
    let events = ui.input(|input| input.events.clone());
    for event in events {
        if opened.is_some() {
            break;
        }
        match event {
            Event::Key { key, pressed: true, modifiers, .. } => {
                let at = match key {
                    Key::ArrowDown => Some(browser.at + 1),
                    Key::ArrowUp => Some(browser.at.saturating_sub(1)),
                    Key::PageDown => Some(browser.at + page),
                    Key::PageUp => Some(browser.at.saturating_sub(page)),
                    Key::Home => Some(0),
                    Key::End => Some(last),
                    _ => None,
                };
                if let Some(at) = at {
                    browser.at = at.min(last);
                    if modifiers.shift {
                        browser.select(items, browser.at, How::Range);
                    }
                    continue;
                }
                match key {
                    Key::Space => browser.select(items, browser.at, How::Toggled),
                    Key::A if modifiers.command => browser.select_all(items),
                    // What lies in the folder above is not known yet.
                    Key::Backspace => {
                        browser.up();
                        break;
                    }
                    Key::Enter => opened = items.get(browser.at).map(open),
                    _ => {}
                }
            }
            Event::Text(letters) if !letters.trim().is_empty() => browser.jump(items, &letters),
            _ => {}
        }
    }
    opened
}

/// One row.
fn row(ui: &mut Ui, text: &Text, browser: &Browser, item: &Item, id: Id, here: bool) -> egui::Response {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), HEIGHT));
    let response = ui.interact(rect, id, Sense::CLICK);
    let selected = browser.selected.contains(&item.path);
    let size = if item.is_folder { text.get("chooser-is-folder") } else { size(text, item.bytes) };
    // The name itself is kept as it is: it is what is opened.
    let name = harmless(&item.name);
    let told = format!("{name}, {size}");
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, selected, &told));
    let visuals = ui.visuals();
    let fill = if selected {
        visuals.selection.bg_fill
    } else if response.hovered() {
        visuals.widgets.hovered.weak_bg_fill
    } else {
        Color32::TRANSPARENT
    };
    let colour = visuals.text_color();
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, 4.0, fill);
    if here {
        painter.rect_stroke(rect, 4.0, Stroke::new(2.0, theme::ACCENT), StrokeKind::Inside);
    }
    let icon = if item.is_folder {
        icons::FOLDER
    } else if item.is_photo {
        icons::IMAGE
    } else {
        ""
    };
    let middle = rect.left_center() + vec2(6.0, 0.0);
    painter.text(middle, egui::Align2::LEFT_CENTER, icon, FontId::new(16.0, theme::icons()), colour);
    let mut right = rect.right() - 6.0;
    if !item.is_folder {
        let weak = ui.visuals().weak_text_color();
        let place = Pos2::new(right, rect.center().y);
        let told: Rect =
            painter.text(place, egui::Align2::RIGHT_CENTER, &size, FontId::proportional(12.0), weak);
        right = told.left() - 8.0;
    }
    let mut job =
        egui::text::LayoutJob::simple_singleline(name.into_owned(), FontId::proportional(13.5), colour);
    job.wrap = egui::text::TextWrapping::truncate_at_width((right - middle.x - 24.0).max(10.0));
    let galley = painter.layout_job(job);
    let top = rect.center().y - galley.size().y / 2.0;
    painter.galley(Pos2::new(middle.x + 24.0, top), galley, colour);
    response
}

/// The size of a file in words.
fn size(text: &Text, bytes: u64) -> String {
    const KILO: f64 = 1000.0;
    let bytes = bytes as f64;
    if bytes < KILO * KILO {
        format!("{} kB", text.decimal((bytes / KILO).ceil(), 0))
    } else {
        format!("{} MB", text.decimal(bytes / KILO / KILO, 1))
    }
}
