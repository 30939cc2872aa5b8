//! Many photos in the window, driven by the names that a screen reader tells.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use crate::desk::{Desk, Start, sample};
use egui::{Key, Modifiers};

#[test]
fn a_batch_from_the_folder_to_copies_and_a_report() {
    let mut desk = Desk::open(Start::new().with_samples(3));
    for row in ["p0.jpg: 3 undecided", "p1.jpg: 3 undecided", "p2.jpg: 3 undecided"] {
        desk.wait_for(row);
    }
    desk.wait_for("0 of 3 done");
    desk.press(Modifiers::COMMAND, Key::ArrowDown);
    desk.wait_for("Remove p1.jpg from the list");
    desk.click("Redact the rest in all photos…");
    desk.wait_for("To be redacted: 9 undecided faces in 3 photos.");
    desk.click("Redact the rest (9)");
    desk.wait_for("p0.jpg: To look through");
    desk.click("2  Whole picture");
    desk.sweep();
    desk.click("I have looked at everything");
    desk.wait_for("p1.jpg: Ready for export");
    desk.click("Export all that are ready (1)");
    desk.wait_for("1 copy is saved.");
    desk.wait_for("2 other photos are not ready and are left out.");
    desk.press(Modifiers::NONE, Key::Enter);
    desk.wait_for("Copies saved: 1. Photos in the list: 3.");
    desk.wait_for("p0.jpg: Not exported: something is missing");
    desk.click("Save as table (CSV)");
    desk.wait_for("export-report.csv");
    assert!(desk.start.out().join("export-report.csv").exists());
    desk.click("Close");
    desk.wait_for("1 of 3 done");
    desk.wait_for("p1.jpg: Exported");
}

/// The list of work of an archive, let go over a window that is at work: what it lists comes in, and what there is nothing to do about does
/// not.
#[test]
fn a_list_of_work_is_dropped_on_a_window_that_is_open() {
    let start = Start::new().with_samples(1);
    let sample = std::fs::read(sample()).unwrap();
    let line = |name: &str, todo: &[&str]| {
        let photo = start.put("archive", name, &sample);
        format!("{}\n", serde_json::json!({"photo": photo, "n": 0, "todo": todo}))
    };
    let lines = [line("a.jpg", &["faces"]), line("b.jpg", &[]), line("c.jpg", &["metadata"])].concat();
    let list = start.put("archive", "todo.jsonl", lines.as_bytes());
    let mut desk = Desk::open(start);
    desk.wait_for("p0.jpg: 3 undecided");
    desk.drop_on(&list);
    desk.wait_for("a.jpg: 3 undecided");
    desk.wait_for("c.jpg: 3 undecided");
    assert!(!desk.is_there("b.jpg") && desk.is_there("0 of 3 done"));
}

#[test]
fn the_work_of_a_window_that_was_closed_is_offered_and_taken_up() {
    let mut desk = Desk::open(Start::new().with_samples(2));
    desk.wait_for("p1.jpg: 3 undecided");
    desk.wait_for("Face 1: Undecided");
    desk.click("Redact the rest (3)");
    desk.wait_for("p0.jpg: To look through");
    let start = Start { photos: Vec::new(), ..desk.start.clone() };
    drop(desk);
    let mut desk = Desk::open(start);
    desk.wait_for("Take up the work from 20");
    desk.wait_for("2 photos, 3 decisions");
    // Enter goes on.
    desk.press(Modifiers::NONE, Key::Enter);
    desk.wait_for("p0.jpg: To look through");
    desk.wait_for("p1.jpg: 3 undecided");
}
