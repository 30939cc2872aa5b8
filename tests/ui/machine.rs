//! What IT has set for the computer is shown in the window as that, and nobody changes it there.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use crate::desk::{Desk, Start};
use egui::{Key, Modifiers, accesskit::Role as Control};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use sladd::{machine::Machine, settings::Settings, text::Language};

fn window(machine: &str, settings: Settings) -> Desk {
    let start = Start::new();
    let folder = start.path("billeder").display().to_string();
    let machine = Machine::of_toml("/etc/sladd/machine.toml", &machine.replace("FOLDER", &folder)).unwrap();
    Desk::open(Start { settings, machine, ..start })
}

fn is_disabled(desk: &Desk, control: Control, label: &str) -> bool {
    desk.harness.get_by_role_and_label(control, label).accesskit_node().is_disabled()
}

#[test]
fn the_settings_show_what_is_set_and_do_not_let_it_be_changed() {
    let set = "language = \"en\"\ncountry = \"DK\"\nexport_folder = \"FOLDER\"\nengine = \"embedded\"\n";
    let mut desk = window(set, Start::new().settings);
    desk.press(Modifiers::COMMAND, Key::Comma);
    desk.wait_for("Set by your organisation; it cannot be changed here.");
    for told in
        ["Language (language): en", "What looks for faces (engine): embedded", "/etc/sladd/machine.toml"]
    {
        assert!(desk.is_there(told), "{told}");
    }
    for choice in ["Dansk", "English", "Sweden", "Denmark"] {
        assert!(is_disabled(&desk, Control::RadioButton, choice), "{choice}");
    }
    // What is not set stays to be chosen.
    assert!(!is_disabled(&desk, Control::RadioButton, "Dark"));
    desk.harness.get_by_role_and_label(Control::RadioButton, "Dansk").click();
    desk.harness.run_steps(4);
    desk.click("Save");
    assert!(!desk.is_there("Indstillinger"));
    let kept = Settings::load(&desk.start.data()).unwrap();
    assert_ne!(kept.language, Some(Language::Da));
}

#[test]
fn without_anything_set_the_settings_are_as_they_were() {
    let mut desk = window("", Start::new().settings);
    desk.press(Modifiers::COMMAND, Key::Comma);
    desk.wait_for("Dansk");
    assert!(!desk.is_there("Set by your organisation"));
    assert!(!is_disabled(&desk, Control::RadioButton, "Dansk"));
}

#[test]
fn the_first_page_is_left_out_and_copies_go_to_the_folder_that_is_set() {
    let fresh = window("", Settings::default());
    assert!(fresh.is_there("Fill in later"), "the first page is there where nothing is set");
    let set = "skip_first_page = true\nexport_folder = \"FOLDER\"\n";
    let start = Start::with_sample();
    let folder = start.path("billeder");
    let machine = set.replace("FOLDER", &folder.display().to_string());
    let machine = Machine::of_toml("/etc/sladd/machine.toml", &machine).unwrap();
    let mut desk = Desk::open(Start { machine, settings: Settings::default(), ..start });
    assert!(!desk.is_there("Fill in later"));
    desk.wait_for("Face 1: Undecided");
    desk.press(Modifiers::COMMAND, Key::E);
    desk.wait_for("Set by your organisation; it cannot be changed here.");
    let value = desk.with_app(|app| app.session().folder.clone());
    assert_eq!(value, folder.display().to_string());
    assert!(!desk.is_there("Choose a folder"), "there is nothing to choose");
}
