//! A picture from the clipboard is a photo without a file.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use std::{fs, sync::Arc};

use crate::desk;
use crate::desk::{Desk, Start};
use egui::{ColorImage, Event};
use sladd::session::Command;

fn picture(photo: &image::DynamicImage) -> Event {
    let pixels = photo.to_rgba8();
    let size = [pixels.width() as usize, pixels.height() as usize];
    Event::PasteImage(Arc::new(ColorImage::from_rgba_unmultiplied(size, &pixels)))
}

fn sample() -> image::DynamicImage {
    image::load_from_memory(&fs::read(desk::sample()).unwrap()).unwrap()
}

fn names(desk: &Desk) -> Vec<String> {
    desk.with_app(|app| app.session().photos().iter().map(|photo| photo.origin.name()).collect())
}

#[test]
fn a_pasted_picture_becomes_a_checked_copy_and_is_nowhere_on_disk() {
    let mut desk = Desk::open(Start::new());
    desk.harness.event(picture(&sample()));
    desk.harness.run_steps(2);
    desk.wait_for("Face 1: Undecided");
    assert_eq!(names(&desk), ["clipboard-1.png"]);
    // The same once more is the one that is there; another is another.
    desk.harness.event(picture(&sample()));
    desk.harness.run_steps(2);
    assert_eq!(names(&desk).len(), 1);
    desk.harness.event(picture(&sample().fliph()));
    desk.harness.run_steps(2);
    assert_eq!(names(&desk), ["clipboard-1.png", "clipboard-2.png"]);
    let first = desk.with_app(|app| app.session().photos()[0].id);
    desk.with_app(|app| app.tell(Command::Select(first)));
    desk.wait_for("Face 1: Undecided");
    desk.click("Redact the rest (3)");
    desk.wait_for("Face 3: Redacted");
    assert!(desk.with_app(|app| app.session().photos()[0].is_lost_at_closing()));
    desk.click("Look at the whole picture");
    desk.sweep();
    desk.click("I have looked at everything");
    desk.wait_for("Save the copy");
    desk.click("Save the copy");
    desk.wait_for("Show in folder");
    assert_eq!((desk.files(".jpg").len(), desk.files(".consent.json").len()), (1, 1));
    assert!(!desk.with_app(|app| app.session().photos()[0].is_lost_at_closing()));
    // Neither under the data folder nor beside the copies lies the picture as it was pasted.
    let bare = |entry: &walkdir::DirEntry| {
        let bytes = fs::read(entry.path()).unwrap_or_default();
        bytes.starts_with(b"\x89PNG")
    };
    let all = walkdir::WalkDir::new(desk.start.temp.path()).into_iter().map(Result::unwrap);
    assert!(!all.filter(|entry| entry.file_type().is_file()).any(|entry| bare(&entry)));
}

#[test]
fn words_that_are_pasted_where_nothing_is_written_are_told_apart_from_pictures() {
    let mut desk = Desk::open(Start::new());
    desk.harness.event(Event::Paste("two words".to_owned()));
    desk.harness.run_steps(2);
    desk.wait_for("There is no picture in the clipboard.");
    assert!(names(&desk).is_empty());
}
