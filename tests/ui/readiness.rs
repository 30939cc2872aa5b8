//! What is missing is said once and the same everywhere: the row of the list, the line below, the panel, the button,
//! the batch, the palette, the title and the key that would write the copy, over a table of situations.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use crate::desk::{Desk, Start};
use egui::{Key, Modifiers, accesskit::Role as Control};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use sladd::{
    review::{Decision, Edit},
    session::{Command, PhotoState},
    settings::Settings,
};

/// Whether each place says that there can be a copy.
#[derive(Debug, PartialEq, Eq)]
struct Told {
    row: bool,
    title: bool,
    line: bool,
    panel: bool,
    button: bool,
    batch: bool,
    palette: bool,
    key: bool,
}

impl Told {
    const fn all(ready: bool) -> Self {
        Self {
            row: ready,
            title: ready,
            line: ready,
            panel: ready,
            button: ready,
            batch: ready,
            palette: ready,
            key: ready,
        }
    }
}

/// Asks every place of the window about the first photo, in step 3. The second photo is never ready.
fn ask(desk: &mut Desk) -> Told {
    desk.click("3  Export");
    desk.harness.run_steps(3);
    let is = |desk: &Desk, label: &str| desk.harness.query_by_label(label).is_some();
    let title = desk.harness.root().accesskit_node().label().unwrap_or_default();
    let row = is(desk, "p0.jpg: Ready for export");
    let line = is(desk, "Nothing is missing. The copy can be saved.");
    let panel = !is(desk, "Still missing");
    let button = desk
        .harness
        .query_by_role_and_label(Control::Button, "Save the copy")
        .is_some_and(|button| !button.accesskit_node().is_disabled());
    let batch = is(desk, "Export all that are ready (1)");
    desk.press(Modifiers::COMMAND, Key::K);
    desk.write("Type what you want to do", "export all");
    let entry = desk.harness.get_by_role_and_label(Control::ListItem, "Export all that are ready");
    let palette = !entry.accesskit_node().is_disabled();
    desk.press(Modifiers::NONE, Key::Escape);
    // Whatever is not ready is not written by Enter either.
    let key = row || {
        desk.press(Modifiers::NONE, Key::Enter);
        let begun = desk.with_app(|app| app.session().photos().iter().any(|photo| photo.exporting));
        let open = is(desk, "Who answers for the copies?");
        if open {
            desk.press(Modifiers::NONE, Key::Escape);
        }
        begun
    };
    Told { row, title: title.contains("Ready for export"), line, panel, button, batch, palette, key }
}

fn state_is_ready(desk: &Desk) -> bool {
    desk.with_app(|app| {
        let today = sladd::clock::Clock::today(&sladd::clock::SystemClock);
        let photo = app.session().photos().first().unwrap();
        matches!(app.session().state(photo, today), PhotoState::Ready)
    })
}

fn edit(desk: &mut Desk, edit: Edit) {
    desk.with_app(|app| app.tell(Command::Edit(edit)));
    desk.harness.run_steps(3);
}

/// The first of two photos is shown, covered and looked through.
fn decided(start: Start) -> Desk {
    let mut desk = Desk::open(start.with_samples(2));
    desk.wait_for("p0.jpg: 3 undecided");
    desk.wait_for("p1.jpg: 3 undecided");
    edit(&mut desk, Edit::RedactUndecided);
    edit(&mut desk, Edit::AttestWholeImage(true));
    desk
}

fn first_face(desk: &Desk) -> sladd::review::RegionId {
    desk.with_app(|app| {
        app.session().shown().unwrap().review.as_ref().unwrap().entries().first().unwrap().region.id
    })
}

#[test]
fn every_place_says_the_same_of_what_is_missing() {
    type Change = fn(&mut Desk);
    let situations: [(&str, Change, Change); 6] = [
        ("nothing", |_| {}, |_| {}),
        (
            "an undecided face",
            |desk| {
                let region = first_face(desk);
                edit(desk, Edit::Decide { region, decision: None });
                edit(desk, Edit::AttestWholeImage(true));
            },
            |desk| {
                let region = first_face(desk);
                edit(desk, Edit::Decide { region, decision: Some(Decision::Redact) });
                edit(desk, Edit::AttestWholeImage(true));
            },
        ),
        (
            "not looked through",
            |desk| edit(desk, Edit::AttestWholeImage(false)),
            |desk| edit(desk, Edit::AttestWholeImage(true)),
        ),
        (
            "a personal number in the caption",
            |desk| {
                edit(desk, Edit::Caption("211062-5629".to_owned()));
                edit(desk, Edit::AttestWholeImage(true));
            },
            |desk| {
                edit(desk, Edit::Caption(String::new()));
                edit(desk, Edit::AttestWholeImage(true));
            },
        ),
        (
            "no folder",
            |desk| desk.with_app(|app| app.set_target_folder(" ")),
            |desk| {
                let folder = desk.start.target.clone();
                desk.with_app(|app| app.set_target_folder(&folder));
            },
        ),
        (
            "no channel",
            |desk| {
                desk.click("3  Export");
                desk.tick("Intranet");
            },
            |desk| {
                desk.click("3  Export");
                desk.tick("Intranet");
            },
        ),
    ];
    let mut desk = decided(Start::new());
    for (what, spoil, mend) in situations {
        spoil(&mut desk);
        let ready = what == "nothing";
        assert_eq!(ask(&mut desk), Told::all(ready), "{what}");
        assert_eq!(state_is_ready(&desk), ready, "{what}");
        mend(&mut desk);
        desk.harness.run_steps(3);
        assert!(state_is_ready(&desk), "{what} is mended");
    }
    assert!(desk.files("").is_empty(), "nothing was written");
}

#[test]
fn who_answers_for_the_copies_is_asked_where_it_is_missing_and_only_that() {
    let start = Start::new();
    let settings = Settings { withdrawal: String::new(), ..start.settings.clone() };
    let mut desk = decided(Start { settings, ..start });
    assert_eq!(ask(&mut desk), Told::all(false));
    assert!(!state_is_ready(&desk));
    desk.wait_for("p0.jpg: Still missing: 1");
    // The list says it too, where the export of all would stand.
    let said =
        "Say which organisation is the controller of the copies. Not told yet: How a consent is withdrawn.";
    assert!(desk.harness.query_all_by_label(said).count() >= 2, "the panel and the list");
    desk.click("Settle what is missing");
    desk.wait_for("Who answers for the copies?");
    assert!(desk.harness.query_by_label("Organisation (controller)").is_none(), "what is told is not asked");
    desk.write("How a consent is withdrawn", "Write to billeder@example.org");
    desk.press(Modifiers::NONE, Key::Enter);
    assert_eq!(ask(&mut desk), Told::all(true));
    let kept = Settings::load(&desk.start.data()).unwrap();
    assert_eq!(kept.withdrawal, "Write to billeder@example.org");
}

#[test]
fn fill_in_later_is_remembered() {
    let start = Start { settings: Settings::default(), ..Start::with_sample() };
    let mut desk = Desk::open(start);
    desk.wait_for("Fill in later");
    desk.click("Fill in later");
    desk.wait_for("Face 1: Undecided");
    // The next window over the same folder goes to work at once.
    let kept = Settings::load(&desk.start.data()).unwrap();
    assert!(kept.first_page_answered && kept.organisation_missing());
    let start = Start { settings: kept, ..desk.start.clone() };
    drop(desk);
    let mut desk = Desk::open(start);
    assert!(!desk.is_there("Fill in later"));
    desk.wait_for("sample.jpg");
}
