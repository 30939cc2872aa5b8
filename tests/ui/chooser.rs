//! Files and folders are chosen in the window itself, by pointer and by keyboard, where the system has no dialog or
//! the person wants it so.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use std::fs;

use crate::desk;
use crate::desk::{Desk, Start};
use egui::{Key, Modifiers, accesskit::Role as Control};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use sladd::settings::Settings;

const PATH: &str = "Folder or file, to type or paste";

/// A window that chooses in itself, beside a folder with two photos, a text and a folder.
fn desk() -> Desk {
    let start = Start::new();
    let settings = Settings { own_chooser: true, ..start.settings.clone() };
    // High enough that step 3 is seen whole.
    let start = Start { settings, size: [1280.0, 1300.0], ..start };
    let sample = fs::read(desk::sample()).unwrap();
    for (name, byte) in [("b.jpg", b'b'), ("a.JPG", b'a')] {
        let bytes = [&sample[..], &[byte]].concat();
        start.put("album", name, &bytes);
    }
    start.put("album", "notes.txt", b"x");
    start.put("album/inner", "c.jpg", &[&sample[..], b"c"].concat());
    Desk::open(start)
}

/// Goes to a folder by its path.
fn go(desk: &mut Desk, folder: &str) {
    let path = desk.start.path(folder).display().to_string();
    desk.write(PATH, &path);
    desk.press(Modifiers::NONE, Key::Enter);
}

fn is_selected(desk: &Desk, row: &str) -> bool {
    let found = desk.harness.query_all_by_label_contains(row).next();
    found.unwrap().accesskit_node().toggled() == Some(egui::accesskit::Toggled::True)
}

#[test]
fn photos_are_chosen_by_pointer() {
    let mut desk = desk();
    desk.click("Add photos…");
    desk.wait_for("Choose photos");
    go(&mut desk, "album");
    desk.wait_for("a.JPG, ");
    assert!(desk.is_there("inner, folder"));
    assert!(!desk.is_there("notes.txt"), "what is no photo is left out");
    assert!(desk.is_disabled("Add the chosen (0)"));
    desk.tick("Show all files, not only photos");
    desk.wait_for("notes.txt");
    desk.click_first("b.jpg, ");
    desk.click("Add the chosen (1)");
    desk.wait_for("b.jpg: ");
    assert_eq!(desk.with_app(|app| app.session().photos().len()), 1);
    // The next choice begins where the last one ended.
    desk.press(Modifiers::COMMAND, Key::O);
    desk.wait_for("a.JPG, ");
    desk.click("Add the whole folder");
    desk.wait("three photos", |desk| desk.with_app(|app| app.session().photos().len()) == 3);
}

#[test]
fn photos_are_chosen_by_keyboard_alone() {
    let mut desk = desk();
    desk.press(Modifiers::COMMAND, Key::O);
    desk.wait_for("Choose photos");
    go(&mut desk, "album");
    desk.wait_for("inner, folder");
    desk.wait("the keyboard", |desk| desk.focused().is_some_and(|name| name.starts_with("inner")));
    // Into the folder, and back up.
    desk.press(Modifiers::NONE, Key::Enter);
    desk.wait_for("c.jpg, ");
    desk.press(Modifiers::NONE, Key::Backspace);
    desk.wait_for("inner, folder");
    desk.wait("the keyboard", |desk| desk.focused().is_some_and(|name| name.starts_with("inner")));
    desk.press(Modifiers::NONE, Key::ArrowDown);
    desk.wait("the next row", |desk| desk.focused().is_some_and(|name| name.starts_with("a.JPG")));
    desk.press(Modifiers::NONE, Key::Space);
    desk.press(Modifiers::NONE, Key::ArrowDown);
    desk.wait("the next row", |desk| desk.focused().is_some_and(|name| name.starts_with("b.jpg")));
    desk.press(Modifiers::NONE, Key::Space);
    assert!(is_selected(&desk, "a.JPG, ") && is_selected(&desk, "b.jpg, "));
    desk.press(Modifiers::NONE, Key::Enter);
    desk.wait("two photos", |desk| desk.with_app(|app| app.session().photos().len()) == 2);
    assert!(!desk.is_there("Choose photos"));
    // A path to a photo is a choice, and Escape chooses nothing.
    desk.press(Modifiers::COMMAND, Key::O);
    desk.wait_for("Choose photos");
    desk.press(Modifiers::NONE, Key::Escape);
    desk.wait("no chooser", |desk| !desk.is_there("Choose photos"));
    desk.press(Modifiers::COMMAND, Key::O);
    desk.wait_for("Choose photos");
    go(&mut desk, "album/inner/c.jpg");
    desk.wait("three photos", |desk| desk.with_app(|app| app.session().photos().len()) == 3);
}

#[test]
fn a_folder_for_the_copies_is_chosen_and_made() {
    let mut desk = desk();
    let photo = desk.start.path("album/a.JPG");
    desk.with_app(|app| app.tell(sladd::session::Command::AddPaths(vec![photo])));
    desk.wait_for("a.JPG: 3 undecided");
    desk.click("3  Export");
    desk.click("Choose a folder…");
    desk.wait_for("Take this folder");
    go(&mut desk, "new/copies");
    desk.wait_for("Nothing of that name is there.");
    assert!(!desk.start.path("new").exists());
    desk.click("Make this folder");
    desk.click("Take this folder");
    let wanted = desk.start.path("new/copies");
    assert!(wanted.is_dir());
    desk.wait("the field", |desk| {
        let field = desk.harness.query_by_role_and_label(Control::TextInput, "Folder for the copy");
        field.is_some_and(|field| field.accesskit_node().value().unwrap() == wanted.display().to_string())
    });
}

#[test]
fn a_file_is_named_and_never_one_that_is_there() {
    let mut desk = desk();
    desk.open_register("Reports");
    desk.click_first("Choose…");
    desk.wait_for("Save here");
    go(&mut desk, "album");
    desk.wait_for("notes.txt, ");
    desk.write("Name of the file", "Notes.TXT");
    desk.wait_for("A file of that name is there already.");
    assert!(desk.is_disabled("Save here"));
    desk.write("Name of the file", "../elsewhere.html");
    assert!(desk.is_disabled("Save here"), "a name is no path");
    desk.write("Name of the file", "report.html");
    desk.click("Save here");
    let wanted = desk.start.path("album").join("report.html").display().to_string();
    desk.wait("the path", |desk| {
        desk.harness
            .query_all_by_role(Control::TextInput)
            .any(|field| field.accesskit_node().value().unwrap_or_default() == wanted)
    });
}
