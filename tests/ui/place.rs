//! The register as a place: many rows, several chosen at once, by keyboard alone, and what a screen reader is told.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on should say where"
)]

use std::collections::BTreeSet;

use crate::desk::{Desk, Start};
use crate::{desk, export_entry};
use egui::{Key, Modifiers, accesskit::Role as Control};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use jiff::ToSpan as _;
use sladd::{
    clock::{Clock as _, SystemClock},
    consent::{AgeBand, Channel, Consent, ConsentState, NewConsent, Purpose, Role, Signer},
    session::{Command, Event, Origin},
};

fn consent(role: Role, archive: &str, days: i64) -> NewConsent {
    NewConsent {
        role,
        age_band: AgeBand::Adult,
        purposes: vec![Purpose::InternalInformation],
        channels: vec![Channel::Intranet],
        valid_until: SystemClock.today().saturating_add(days.days()),
        signers: vec![Signer::SelfSigned],
        form_location: archive.to_owned(),
        ..NewConsent::default()
    }
}

/// A window over so many consents, which hold for 100 days, 101 days and so on.
fn with(count: i64) -> Desk {
    let start = Start::new();
    let register = start.register();
    for number in 0..count {
        register.add(consent(Role::Staff, &format!("box {number}"), 100 + number)).unwrap();
    }
    drop(register);
    Desk::open(start)
}

/// The rows that are laid out, as a screen reader hears them, and whether each is chosen.
fn rows(desk: &Desk) -> Vec<(String, bool)> {
    desk.harness
        .query_all_by_role(Control::Row)
        .map(|row| {
            let node = row.accesskit_node();
            (node.label().unwrap_or_default(), node.is_selected() == Some(true))
        })
        .collect()
}

fn chosen(desk: &Desk) -> usize {
    rows(desk).iter().filter(|(_, chosen)| *chosen).count()
}

#[test]
fn of_ten_thousand_consents_those_are_laid_out_that_are_seen() {
    let mut desk = Desk::open(Start::new());
    desk.press(Modifiers::COMMAND, Key::Num2);
    desk.wait_for("No consent is recorded yet.");
    // The register is read when the window opens, when it is given its clock, and when the place opens; each time consents and
    // uses are told. What comes after the last of them stays.
    desk.wait("the last reading", |desk| desk.with_app(|app| app.session().register.version >= 6));
    let today = SystemClock.today();
    let many: Vec<Consent> = (0..10_000)
        .map(|number| {
            consent(Role::Staff, &format!("box {number}"), 1 + number % 900).into_consent(today).unwrap()
        })
        .collect();
    let wanted = many[7_421].id.to_string();
    desk.with_app(|app| app.hear(Event::Consents(many)));
    desk.wait_for("Consents: 10000. Listed: 10000. Selected: 0.");
    let seen = rows(&desk);
    assert!((10..60).contains(&seen.len()), "{} rows are laid out", seen.len());
    // The end of the list is one key away, and as few are laid out there.
    let mut presses = 0;
    while !is_in_the_table(&desk) {
        desk.press(Modifiers::NONE, Key::Tab);
        presses += 1;
        assert!(presses < 40, "the keyboard does not come to the table");
    }
    desk.press(Modifiers::NONE, Key::End);
    desk.harness.run_steps(4);
    let last = rows(&desk);
    assert!(last.len() < 60, "{} rows are laid out", last.len());
    let (before, after): (BTreeSet<_>, BTreeSet<_>) =
        (seen.into_iter().collect(), last.iter().cloned().collect());
    assert!(before.is_disjoint(&after), "the list did not move");
    assert_eq!(last.iter().filter(|(_, chosen)| *chosen).count(), 1);
    // All at once, and one of them by its number.
    desk.press(Modifiers::COMMAND, Key::A);
    desk.wait_for("Selected consents: 10000");
    desk.press(Modifiers::COMMAND, Key::F);
    assert_eq!(desk.focused().as_deref(), Some("Find"));
    desk.write("Find", &wanted.trim_start_matches("S-").replace('-', "").to_lowercase());
    desk.wait_for("Consents: 10000. Listed: 1. Selected: 1.");
    assert!(rows(&desk)[0].0.starts_with(&wanted));
}

/// The table is one stop of Tab, and its row is what a screen reader is told.
fn is_in_the_table(desk: &Desk) -> bool {
    desk.harness.query_all_by_role(Control::Row).any(|row| row.accesskit_node().is_focused())
}

#[test]
fn by_keyboard_alone_from_the_photos_to_a_withdrawn_consent() {
    let start = Start::with_sample();
    let id = start.register().add(consent(Role::Staff, "box 1", 300)).unwrap().id;
    let entry = export_entry::export_entry("one", SystemClock.today(), &id);
    start.register().begin_export(&entry).unwrap().commit().unwrap();
    let mut desk = Desk::open(start);
    desk.wait_for("Face 1: Undecided");
    desk.press(Modifiers::COMMAND, Key::Num2);
    desk.wait_for(id.as_str());
    assert!(!desk.is_there("Face 1: Undecided"));
    // Keys for faces do nothing here.
    desk.press(Modifiers::NONE, Key::R);
    desk.press(Modifiers::NONE, Key::ArrowDown);
    assert_eq!(chosen(&desk), 1);
    desk.press(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.focused().as_deref(), Some("Withdraw consent"));
    desk.press(Modifiers::NONE, Key::Enter);
    desk.wait_for("Copies that rely on the consent: 1. This cannot be taken back.");
    // Enter alone goes no further.
    assert_eq!(desk.focused().as_deref(), Some("Cancel"));
    desk.press(Modifiers::SHIFT, Key::Tab);
    assert_eq!(desk.focused().as_deref(), Some("Withdraw consent"));
    desk.press(Modifiers::NONE, Key::Enter);
    desk.wait_for(&format!("{id}: Withdrawn"));
    desk.wait_for("sladd-one.jpg");
    assert_eq!(desk.consents()[0].state(SystemClock.today()), ConsentState::Withdrawn);
    // No work was lost by the change of place.
    desk.press(Modifiers::COMMAND, Key::Num1);
    desk.wait_for("Face 1: Undecided");
    assert!(desk.harness.query_all_by_role(Control::Row).next().is_none());
}

#[test]
fn several_are_chosen_and_renewed_or_withdrawn_at_once() {
    let mut desk = with(5);
    let today = SystemClock.today();
    desk.press(Modifiers::COMMAND, Key::Num2);
    desk.wait_for("Consents: 5.");
    desk.press(Modifiers::NONE, Key::ArrowDown);
    desk.press(Modifiers::SHIFT, Key::ArrowDown);
    desk.press(Modifiers::SHIFT, Key::ArrowDown);
    assert_eq!(chosen(&desk), 3);
    // Ctrl walks without choosing, Space takes one more.
    desk.press(Modifiers::COMMAND, Key::End);
    desk.press(Modifiers::NONE, Key::Space);
    desk.wait_for("Selected consents: 4");
    desk.press(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.focused().as_deref(), Some("Renew 4 for a year"));
    desk.press(Modifiers::NONE, Key::Enter);
    let renewed =
        |desk: &Desk| desk.consents().iter().filter(|one| one.state(today) == ConsentState::Renewed).count();
    desk.wait("four renewals", |desk| renewed(desk) == 4);
    // Two copies rely on two of the four, and one of them on both: three are told, not four.
    let ids: Vec<_> = desk
        .consents()
        .into_iter()
        .filter(|one| one.state(today) == ConsentState::Renewed)
        .map(|one| one.id)
        .collect();
    let register = desk.start.register();
    for (record, relied_on) in [("a", &ids[..1]), ("b", &ids[1..2]), ("both", &ids[..2])] {
        let mut entry = export_entry::export_entry(record, today, &relied_on[0]);
        if let Some(second) = relied_on.get(1) {
            let region =
                sladd::register::RegionEntry { consent: Some(second.clone()), ..entry.regions[0].clone() };
            entry.regions.push(region);
        }
        register.begin_export(&entry).unwrap().commit().unwrap();
    }
    drop(register);
    desk.click("Withdraw 4");
    desk.wait_for("Withdraw the selected consents (4)? Copies that rely on at least one of them: 3.");
    desk.click("Withdraw 4");
    desk.wait("four withdrawals", |desk| {
        desk.consents().iter().filter(|one| one.state(today) == ConsentState::Withdrawn).count() == 4
    });
    // What was withdrawn is not renewed.
    desk.wait_for("Withdrawn or never given, and left out: 4");
    assert!(desk.is_disabled("Renew 0 for a year"));
}

#[test]
fn a_list_of_the_chosen_is_saved_to_print_and_as_a_table() {
    let mut desk = with(3);
    desk.press(Modifiers::COMMAND, Key::Num2);
    desk.wait_for("Consents: 3.");
    desk.press(Modifiers::COMMAND, Key::A);
    desk.wait_for("Selected consents: 3");
    desk.click("Save a page to print");
    desk.wait("the page", |desk| desk.files(".html").len() == 1);
    desk.click("Save a table (CSV)");
    desk.wait("the table", |desk| desk.files(".csv").len() == 1);
    for path in [desk.files(".html").remove(0), desk.files(".csv").remove(0)] {
        let saved = std::fs::read_to_string(path).unwrap();
        for consent in desk.consents() {
            assert!(saved.contains(consent.id.as_str()) && saved.contains(&consent.form_location), "{saved}");
        }
    }
}

#[test]
fn rows_are_found_filtered_and_sorted_by_any_column() {
    let start = Start::new();
    let register = start.register();
    let staff = register.add(consent(Role::Staff, "HR 7", 30)).unwrap().id;
    let visitor = register.add(consent(Role::RelativeVisitor, "2026/41", 200)).unwrap().id;
    let volunteer = register.add(consent(Role::Volunteer, "2026/9", 90)).unwrap().id;
    register.withdraw(&visitor, SystemClock.today()).unwrap();
    drop(register);
    let mut desk = Desk::open(start);
    desk.press(Modifiers::COMMAND, Key::Num2);
    desk.wait_for("Consents: 3. Listed: 3.");
    let order = |desk: &Desk| -> Vec<String> {
        rows(desk).into_iter().map(|(name, _)| name.split(',').next().unwrap().to_owned()).collect()
    };
    desk.click_a(Control::ColumnHeader, "Valid until");
    assert_eq!(order(&desk), [&staff, &volunteer, &visitor].map(ToString::to_string));
    let header = desk.harness.get_by_role_and_label(Control::ColumnHeader, "Valid until");
    assert_eq!(header.accesskit_node().description().as_deref(), Some("sorted, lowest first"));
    assert_eq!(header.accesskit_node().sort_direction(), Some(egui::accesskit::SortDirection::Ascending));
    // By keyboard the other way round.
    desk.tab_to("Valid until");
    desk.press(Modifiers::NONE, Key::Enter);
    assert_eq!(order(&desk), [&visitor, &volunteer, &staff].map(ToString::to_string));
    desk.click_a(Control::ColumnHeader, "Role");
    assert_eq!(order(&desk), [&staff, &visitor, &volunteer].map(ToString::to_string));
    for (typed, id) in [("2026/9", &volunteer), ("relative", &visitor), (&staff.as_str()[2..6], &staff)] {
        desk.write("Find", typed);
        assert_eq!(order(&desk), [id.to_string()], "{typed}");
    }
    desk.write("Find", "nobody");
    desk.wait_for("Nothing in the register fits what is searched for.");
    desk.click("Show all");
    desk.choose("State", "Withdrawn");
    assert_eq!(order(&desk), [visitor.to_string()]);
    // What is no longer listed is no longer chosen: nothing is done to what nobody sees.
    desk.click_first(visitor.as_str());
    assert_eq!(chosen(&desk), 1);
    desk.choose("State", "Given");
    assert_eq!(order(&desk).len(), 2);
    assert!(desk.is_there("Selected: 0."));
}

#[test]
fn every_copy_is_listed_with_what_is_to_be_done_about_it() {
    let start = Start::new();
    let (register, today) = (start.register(), SystemClock.today());
    let id = register.add(consent(Role::Staff, "box 1", 300)).unwrap().id;
    for record in ["posted", "saved"] {
        let entry = export_entry::export_entry(record, today, &id);
        register.begin_export(&entry).unwrap().commit().unwrap();
    }
    register.note_publication("posted", Channel::Intranet, "https://intra.example.org/1", today).unwrap();
    drop(register);
    let mut desk = Desk::open(start);
    desk.press(Modifiers::COMMAND, Key::Num2);
    desk.wait_for(id.as_str());
    desk.click("Copies");
    desk.wait_for("sladd-posted.jpg, Posted");
    assert!(desk.is_there("sladd-saved.jpg, Saved"));
    desk.click("Consents");
    desk.click_first(id.as_str());
    desk.click("Withdraw consent");
    desk.click("Withdraw consent");
    desk.wait_for(&format!("{id}: Withdrawn"));
    desk.click("Copies");
    desk.wait_for("sladd-posted.jpg, To be taken down");
    desk.wait_for("sladd-saved.jpg, Consent not valid any more");
    desk.choose("State", "To be taken down");
    desk.click_first("sladd-posted.jpg");
    desk.click("Note as taken down");
    desk.wait("the note", |desk| {
        desk.start.register().publications("posted").unwrap()[0].taken_down_on.is_some()
    });
    // From a copy to the consent that it relies on.
    desk.click(&format!("{id}: Withdrawn"));
    desk.wait_for("Copies that rely on the consent (2)");
}

#[test]
fn another_state_is_noted_and_a_person_erased_after_a_question() {
    let start = Start::new();
    let id = start.register().add(consent(Role::Staff, "box 1", 300)).unwrap().id;
    let mut desk = Desk::open(start);
    desk.press(Modifiers::COMMAND, Key::Num2);
    desk.click_first(id.as_str());
    desk.click_first("Other changes");
    assert!(desk.is_there("The person can be erased when the consent has expired or been withdrawn."));
    desk.choose("New state", "Invalid");
    desk.click("Note the new state");
    desk.wait_for("This cannot be taken back.");
    desk.click("Cancel");
    assert_eq!(desk.consents()[0].state(SystemClock.today()), ConsentState::Given);
    desk.click("Note the new state");
    desk.click("Note the new state");
    desk.wait_for(&format!("{id}: Invalid"));
    desk.click("Erase the person");
    desk.wait_for("Erase everything recorded under");
    desk.click("Erase the person");
    desk.wait("the erasure", |desk| desk.consents().is_empty());
    desk.wait_for("Erased. Exports of which the log now keeps only a checksum (hash): 0.");
}

/// With text twice as large on the smallest screen the table has the room; what stands beside it takes its place.
#[test]
fn with_text_twice_as_large_everything_is_reached() {
    let mut start = Start::new();
    start.size = [512.0, 350.0];
    let id = start.register().add(consent(Role::Staff, "box 1", 300)).unwrap().id;
    let mut desk = Desk::open(start);
    desk.press(Modifiers::COMMAND, Key::Num2);
    desk.wait_for(id.as_str());
    let window = egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(512.0, 350.0));
    let row = desk.harness.query_all_by_role(Control::Row).next().unwrap().rect();
    assert!(row.top() < 330.0, "the first row is not seen: {row:?}");
    assert!(!desk.is_there("Withdraw consent"));
    desk.press(Modifiers::NONE, Key::ArrowDown);
    desk.press(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.focused().as_deref(), Some("Withdraw consent"));
    let button = desk.harness.get_by_role_and_label(Control::Button, "Withdraw consent").rect();
    assert!(window.contains_rect(button), "{button:?}");
    desk.click("Back to the list");
    desk.wait_for(&format!("{id}, Given"));
}

/// Photos that are added lead to their place, and the tabs tell which one is shown.
#[test]
fn the_tabs_tell_where_one_is_and_photos_lead_to_theirs() {
    let mut desk = with(1);
    desk.click("Register");
    desk.wait_for("Consents: 1.");
    let down = |desk: &Desk, name: &str| {
        let tab = desk.harness.get_by_role_and_label(Control::Button, name);
        tab.accesskit_node().toggled() == Some(egui::accesskit::Toggled::True)
    };
    assert!(down(&desk, "Register") && !down(&desk, "Photos"));
    desk.with_app(|app| app.tell(Command::Add(vec![Origin::File(desk::sample())])));
    desk.harness.run_steps(2);
    assert!(down(&desk, "Register"), "what comes by itself moves nobody");
    desk.click("Photos");
    desk.wait_for("Face 1: Undecided");
}

#[test]
fn what_drops_out_of_the_list_is_chosen_no_more_and_a_question_is_asked_of_those_that_are() {
    let mut desk = with(5);
    let today = SystemClock.today();
    desk.press(Modifiers::COMMAND, Key::Num2);
    desk.wait_for("Consents: 5.");
    desk.choose("State", "Given");
    desk.click_first("box 0");
    desk.press(Modifiers::COMMAND, Key::A);
    desk.press(Modifiers::NONE, Key::Space);
    desk.wait_for("Selected consents: 4");
    desk.click("Withdraw 4");
    desk.wait_for("Withdraw the selected consents (4)?");
    // A colleague withdraws one of them meanwhile.
    let other = desk.consents().into_iter().find(|one| one.form_location == "box 1").unwrap().id;
    desk.start.register().withdraw(&other, today).unwrap();
    desk.with_app(|app| app.tell(sladd::session::Command::ReadConsents));
    desk.wait_for("Withdraw the selected consents (3)?");
    desk.wait_for("Copies that rely on at least one of them: 0.");
    desk.click("Withdraw 3");
    let withdrawn = |desk: &Desk| {
        desk.consents().iter().filter(|one| one.state(today) == ConsentState::Withdrawn).count()
    };
    desk.wait("all of them", |desk| withdrawn(desk) == 4);
    // Under the same filter one is left, and that was not chosen.
    desk.wait("one row", |desk| rows(desk).len() == 1);
    assert!(chosen(&desk) == 0 && !desk.is_there("Selected consents"));
}

/// The table itself holds its rows against its headings; here every kind of row is shown in it.
#[test]
fn every_row_of_every_table_has_a_cell_under_every_heading() {
    let mut desk = with(1);
    let register = desk.start.register();
    let today = SystemClock.today();
    register.refuse(None, today).unwrap();
    let consent = register.list().unwrap().into_iter().find(|one| !one.form_location.is_empty()).unwrap().id;
    let export = export_entry::export_entry("a", today, &consent);
    register.begin_export(&export).unwrap().commit().unwrap();
    let event = sladd::consent::NewOccasion {
        name: "Sommerfest".to_owned(),
        day: today,
        purposes: Vec::new(),
        channels: Vec::new(),
        contact: None,
    };
    register.add_occasion(event).unwrap();
    drop(register);
    desk.press(Modifiers::COMMAND, Key::Num2);
    desk.with_app(|app| app.tell(sladd::session::Command::ReadConsents));
    desk.wait_for("Said no");
    desk.click("Events");
    desk.wait_for("Sommerfest, ");
    desk.click("Copies");
    desk.wait("the copy", |desk| !rows(desk).is_empty());
}
