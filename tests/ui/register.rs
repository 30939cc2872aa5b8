//! Consents, forms, refusals, withdrawals and reports in the window, driven by the names that a screen reader tells.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on should say where"
)]

use std::{collections::BTreeSet, fs};

use crate::desk::{Desk, Start};
use crate::{desk, export_entry, support};
use egui::{Key, Modifiers, accesskit::Role as Control};
use egui_kittest::kittest::Queryable as _;
use jiff::ToSpan as _;
use sladd::{
    clock::{Clock as _, SystemClock},
    consent::{Channel, ConsentState, Country, Method, NewConsent, Purpose, Role, Signer},
    record::Sealed,
};

/// The window without a photo.
fn empty() -> Desk {
    Desk::open(Start::new())
}

/// The same with consents that hold for so many days.
fn with_consents(days: &[i64]) -> Desk {
    let start = Start::new();
    for days in days {
        start.register().add(consent(*days)).unwrap();
    }
    Desk::open(start)
}

/// The window with the sample photo, which lies in a folder of originals.
fn with_photo() -> Desk {
    let mut start = Start::new();
    start.photos = vec![start.put("originals", "sample.jpg", &fs::read(desk::sample()).unwrap())];
    Desk::open(start)
}

fn consent(until_in_days: i64) -> NewConsent {
    NewConsent {
        role: Role::Staff,
        age_band: sladd::consent::AgeBand::Adult,
        purposes: Purpose::ALL.to_vec(),
        channels: vec![Channel::Intranet],
        valid_until: SystemClock.today().saturating_add(until_in_days.days()),
        signers: vec![Signer::SelfSigned],
        form_location: "HR archive, box 12".to_owned(),
        ..NewConsent::default()
    }
}

/// Everything that Tab comes by; where the keyboard is nowhere, that is told too.
fn reached(desk: &mut Desk) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for _ in 0..80 {
        desk.press(Modifiers::NONE, Key::Tab);
        names.insert(desk.focused().unwrap_or_else(|| "nowhere".to_owned()));
    }
    names
}

const LOCATION: &str = "Where the signed form is kept";

#[test]
fn the_form_asks_only_what_the_case_needs() {
    let mut desk = Desk::open(Start { country: Country::Se, ..Start::new() });
    desk.open_register("Consents");
    desk.click("New consent…");
    desk.wait_for(LOCATION);
    let asked = |desk: &Desk| -> Vec<bool> {
        [
            "Course of care",
            "Can the person consent?",
            "The person has released the staff from confidentiality",
            "Approval by the manager (reference)",
            "How the consent was given",
            "There is only one guardian",
            "The child has been heard and does not say no",
            "Legal basis",
            "Collected by",
        ]
        .iter()
        .map(|label| desk.is_there(label))
        .collect()
    };
    // A Swedish employee: consent, or a public task with an agreement.
    assert_eq!(asked(&desk), [false, false, false, false, false, false, false, true, false]);
    assert!(desk.is_there("Signed by: The person"));
    desk.choose("Role", "Patient");
    assert_eq!(asked(&desk), [true, true, true, true, true, false, false, false, false]);
    desk.choose("Can the person consent?", "Has an appointed guardian who can consent to this");
    assert!(desk.is_there("Signed by: Appointed guardian"));
    desk.choose("Role", "Relative or visitor");
    desk.choose("Age", "7–11 years");
    assert_eq!(asked(&desk), [false, false, false, false, false, true, true, false, false]);
    assert!(desk.is_there("Second guardian"));
    // One holder of custody: nobody looks for the other.
    desk.tick("There is only one guardian");
    assert!(!desk.is_there("Second guardian"));
    desk.tick("Guardian");
    desk.tick("The child has been heard and does not say no");
    desk.write(LOCATION, "archive 7");
    desk.wait_for("The rules loaded here do not block this.");
    desk.click("Record consent");
    desk.wait("the consent", |desk| desk.consents().len() == 1);
    let recorded = &desk.consents()[0];
    assert_eq!(recorded.signers, [Signer::Guardian1]);
    assert!(recorded.collection.sole_custody && recorded.child_heard);
    // Whoever has recorded it learns which id goes on the paper.
    desk.wait_for(&format!("Recorded. Write {} on the signed form.", recorded.id));
}

#[test]
fn only_ways_that_serve_are_offered_and_a_digital_signature_says_where_it_is_found() {
    let mut desk = Desk::open(Start { country: Country::Se, ..Start::new() });
    desk.open_register("Consents");
    desk.click("New consent…");
    // A patient's consent must be in writing, so that no spoken one is offered.
    desk.choose("Role", "Patient");
    desk.choose("Course of care", "Treatment concluded");
    let spoken = "Orally, with a witness";
    desk.click_a(Control::ComboBox, "How the consent was given");
    assert!(!desk.is_there(spoken) && desk.is_there("In writing, by e-mail"));
    desk.click("In writing, digitally");
    desk.write("System of the digital signature", "Penneo");
    desk.write("Reference of the signature there", "211062-5629");
    desk.wait_for("Do not enter a personal number or name here.");
    desk.write("Reference of the signature there", "DOC-2026-0417");
    desk.write(LOCATION, "archive 7");
    desk.click("Record consent");
    desk.wait("the consent", |desk| desk.consents().len() == 1);
    let collection = &desk.consents()[0].collection;
    assert_eq!(collection.method, Some(Method::DigitalSigned));
    let told = (collection.signature_system.as_deref(), collection.signature_reference.as_deref());
    assert_eq!(told, (Some("Penneo"), Some("DOC-2026-0417")));
    desk.wait_for("DOC-2026-0417");
    // What belongs to another way of giving it is not recorded with this one.
    desk.click("New consent…");
    desk.choose("Role", "Patient");
    desk.choose("Course of care", "Treatment concluded");
    desk.choose("How the consent was given", "In writing, digitally");
    desk.write("System of the digital signature", "Penneo");
    desk.choose("How the consent was given", "In writing, by e-mail");
    desk.write(LOCATION, "archive 8");
    desk.click("Record consent");
    desk.wait("the consent", |desk| desk.consents().len() == 2);
    let second = desk.consents().into_iter().find(|consent| consent.form_location == "archive 8").unwrap();
    let collection = second.collection;
    assert_eq!((collection.method, collection.signature_system), (Some(Method::EmailWritten), None));
}

#[test]
fn nobody_fills_in_a_form_that_cannot_help() {
    let mut desk = empty();
    desk.open_register("Consents");
    desk.click("New consent…");
    desk.choose("Role", "Patient");
    desk.wait_for("A patient in treatment cannot be shown internally either.");
    desk.choose("Course of care", "Treatment concluded");
    assert!(!desk.is_there("A patient in treatment cannot be shown internally either."));
    assert!(desk.is_there("Approval by the manager (reference)"));
}

#[test]
fn a_number_or_a_name_is_refused_beside_its_field() {
    let mut desk = empty();
    desk.open_register("Consents");
    desk.click("New consent…");
    desk.write(LOCATION, "journal 211062-5629");
    desk.wait_for("Do not enter a personal number or name here.");
    desk.click("Record consent");
    assert!(desk.is_there(LOCATION), "the form stays open");
    desk.write(LOCATION, "box of Anna Hansen");
    desk.wait_for("That looks like a name.");
    desk.write("Consent ID on the form", "211062-5629");
    desk.wait_for("That is no consent ID.");
    // What was typed is not lost by a stray key.
    desk.press(Modifiers::NONE, Key::Escape);
    assert!(desk.is_there(LOCATION));
    desk.write("Consent ID on the form", "");
    desk.write(LOCATION, "HR archive, box 12");
    assert!(!desk.is_there("That looks like a name."));
    desk.click("Record consent");
    desk.wait("the consent", |desk| desk.consents().len() == 1);
}

#[test]
fn a_form_that_came_back_gives_the_consent_its_id() {
    let mut desk = empty();
    desk.open_register("Forms");
    desk.wait_for("No forms are outstanding.");
    desk.choose("Role", "Volunteer");
    desk.tick("Event report");
    desk.tick("Intranet");
    desk.click("Save a blank consent form (PDF)");
    desk.wait("the PDF", |desk| desk.files(".pdf").len() == 1);
    let form = desk.start.register().forms().unwrap().remove(0);
    assert!(desk.files(".pdf")[0].ends_with(format!("samtykke-{}.pdf", form.id)));
    assert!(fs::read(&desk.files(".pdf")[0]).unwrap().starts_with(b"%PDF-"));
    desk.click(&format!("Record consent {}", form.id));
    desk.wait_for(LOCATION);
    // The role is known from the form, so the archive's reference is all that is typed.
    assert!(desk.is_there("Printed on "));
    desk.write(LOCATION, "HR archive, box 12");
    desk.press(Modifiers::NONE, Key::Enter);
    desk.wait("the consent", |desk| desk.consents().len() == 1);
    assert_eq!((&desk.consents()[0].id, desk.consents()[0].role), (&form.id, Role::Volunteer));
    assert_eq!(desk.consents()[0].purposes, [Purpose::EventReport], "what alone is printed on it");
    assert!(desk.start.register().forms().unwrap().is_empty());
    // A typed id serves as well, and one that is taken is told at once.
    desk.click("New consent…");
    desk.write("Consent ID on the form", &form.id.as_str().to_lowercase());
    desk.wait_for("That consent ID is recorded already.");
}

#[test]
fn a_refusal_is_recorded_and_nothing_of_the_person() {
    let mut desk = empty();
    desk.open_register("Forms");
    desk.click("Save a blank consent form (PDF)");
    desk.wait("the form", |desk| desk.start.register().forms().unwrap().len() == 1);
    let form = desk.start.register().forms().unwrap().remove(0);
    desk.click(&format!("Record a no… {}", form.id));
    desk.wait_for("Somebody has said no");
    desk.click("Record the no");
    desk.wait("the refusal", |desk| desk.consents().len() == 1);
    let refused = &desk.consents()[0];
    assert_eq!((&refused.id, refused.state(SystemClock.today())), (&form.id, ConsentState::Refused));
    assert_eq!((refused.role, refused.form_location.as_str()), (Role::Unknown, ""));
    assert!(desk.start.register().forms().unwrap().is_empty());
    desk.wait_for(&format!("{}, Said no", form.id));
    // Without a form it is one click more, and no id is asked for.
    desk.click("Record a no…");
    desk.click("Record the no");
    desk.wait("the second", |desk| desk.consents().len() == 2);
}

#[test]
fn what_expires_comes_up_by_itself_and_leads_to_the_list() {
    let mut desk = with_consents(&[3, 300]);
    let (urgent, calm) = {
        let mut all = desk.consents();
        all.sort_by_key(|consent| consent.valid_until);
        (all[0].id.to_string(), all[1].id.to_string())
    };
    desk.wait_for("Consents that have expired or need attention: 1.");
    desk.click("Show the consents");
    desk.wait_for(&urgent);
    assert!(!desk.is_there(&calm), "only what needs attention is listed");
    desk.click_first(&urgent);
    desk.wait_for("Expires soon");
    desk.click("Renew for a year");
    desk.wait("the renewal", |desk| {
        desk.consents().iter().all(|one| one.valid_until > SystemClock.today().saturating_add(100.days()))
    });
    desk.wait_for(&calm);
    desk.click("Photos");
    assert!(!desk.is_there("Show the consents"), "it is told once");
}

#[test]
fn nothing_comes_up_where_nothing_needs_attention() {
    let mut desk = with_consents(&[300]);
    desk.open_register("Consents");
    desk.wait_for("Given");
    desk.press(Modifiers::COMMAND, Key::Num1);
    assert!(!desk.is_there("Show the consents"));
}

#[test]
fn reports_are_saved_where_they_were_asked_for() {
    let mut desk = with_consents(&[3]);
    desk.open_register("Reports");
    desk.click("Save the report");
    desk.wait("a page", |desk| desk.files(".html").len() == 1);
    desk.wait_for("Saved: ");
    desk.choose("Report", "Consents that need attention");
    desk.choose("File type", "Table for a spreadsheet (CSV)");
    assert!(!desk.is_there("From (YYYY-MM-DD)"), "what needs attention is told as it is today");
    desk.click("Save the report");
    desk.wait("a table", |desk| desk.files(".csv").len() == 1);
    let table = fs::read_to_string(&desk.files(".csv")[0]).unwrap();
    assert!(table.contains(desk.consents()[0].id.as_str()) && table.contains("Expires soon"), "{table}");
    // A second one of the day is written beside the first.
    desk.click("Save the report");
    desk.wait("a second table", |desk| desk.files(".csv").len() == 2);
    desk.choose("Report", "Events");
    desk.write("From (YYYY-MM-DD)", "yesterday");
    desk.wait_for("Write the date like this: 2027-11-24.");
    assert!(desk.is_disabled("Save the report"));
}

/// The sample photo with its likeliest face kept by a consent recorded on the spot, looked through.
fn a_kept_face() -> Desk {
    let mut desk = with_photo();
    desk.wait_for("Face 1: Undecided");
    desk.press(Modifiers::NONE, Key::K);
    desk.click("New consent…");
    desk.write(LOCATION, "HR archive, box 12");
    desk.click("Record consent");
    desk.wait_for("Recorded. Write S-");
    desk.click("Keep the face visible");
    desk.wait_for("Face 1: Kept with consent S-");
    desk.press(Modifiers::SHIFT, Key::R);
    desk.click("Look at the whole picture");
    desk.sweep();
    desk.click("I have looked at everything");
    desk
}

#[test]
fn event_and_signature_stand_where_they_belong_and_a_withdrawal_leads_to_new_copies() {
    let mut desk = a_kept_face();
    desk.write("Event (for reports; no names of people)", "fest for Anna Hansen");
    desk.wait_for("That looks like a name.");
    assert!(!desk.is_there("Save the copy"), "an event with a name does not go into the ledger");
    desk.write("Event (for reports; no names of people)", "sommerfest 2026");
    assert!(!desk.is_disabled("Save the copy"));
    desk.tick("Sign the record");
    desk.click("Save the copy");
    desk.wait("the copy", |desk| desk.files(".consent.json").len() == 1);
    desk.wait_for("Checked: the picture in the copy");
    let first = desk.files(".consent.json").remove(0);
    let sealed = Sealed::read(&fs::read(&first).unwrap()).unwrap();
    assert!(sealed.integrity.signature.is_some());
    assert_eq!(sealed.body.counts.kept_with_consent, 1);
    let exports = desk.start.register().exports().unwrap();
    assert_eq!(exports[0].more.event.as_deref(), Some("sommerfest 2026"));

    let id = desk.consents()[0].id.to_string();
    desk.open_register("Consents");
    desk.wait_for(&format!("{id}, Given"));
    desk.click_first(&id);
    desk.click("Withdraw consent");
    desk.wait_for("Copies that rely on the consent: 1. This cannot be taken back.");
    desk.click("Withdraw consent");
    desk.wait_for(&exports[0].output);
    desk.wait_for(&format!("{id}: Withdrawn"));
    // Where the copy was put, and that it is gone from there, is noted beside it.
    desk.click("Note where the copy was posted…");
    assert_eq!(desk.focused().as_deref(), Some("Link to the post, or the place"));
    desk.write("Link to the post, or the place", "Anna Hansen");
    desk.wait_for("looks like a name");
    desk.write("Link to the post, or the place", "https://intra.example.org/1");
    desk.press(Modifiers::NONE, Key::Enter);
    desk.wait_for("Intranet   https://intra.example.org/1");
    desk.click("Note as taken down");
    desk.wait_for("https://intra.example.org/1   Taken down: ");
    assert!(!desk.is_there("Note as taken down"));
    desk.click("Save the list of the copies");
    desk.wait("the list", |desk| desk.files(".html").len() == 1);
    assert!(fs::read_to_string(&desk.files(".html")[0]).unwrap().contains(&exports[0].output));

    desk.click("Make new copies with the face redacted…");
    let originals = desk.start.path("originals").display().to_string();
    desk.write("Folder with the originals", &originals);
    desk.click("Make new copies (1)");
    desk.wait_for("was replaced by");
    let records = desk.files(".consent.json");
    assert_eq!(records.len(), 2);
    let new = records.into_iter().find(|path| *path != first).unwrap();
    let anew = Sealed::read(&fs::read(new).unwrap()).unwrap();
    assert_eq!(anew.body.counts.kept_with_consent, 0);
    assert_eq!(anew.body.counts.blurred, sealed.body.counts.blurred + 1);
    assert_eq!(anew.body.supersedes.as_ref(), Some(&sealed.body.record_id));
    desk.wait_for("Make new copies (0)");
}

/// The measure of the entry form: what a new employee's consent takes, from the face to the face that is kept.
#[test]
fn an_employees_consent_takes_few_keys() {
    let mut desk = with_photo();
    desk.wait_for("Face 1: Undecided");
    desk.press(Modifiers::NONE, Key::K);
    assert_eq!(desk.focused().as_deref(), Some("New consent…"));
    desk.press(Modifiers::NONE, Key::Enter);
    desk.wait_for(LOCATION);
    let tabs = desk.tab_to(LOCATION);
    desk.write(LOCATION, "box 12");
    desk.press(Modifiers::NONE, Key::Enter);
    desk.wait_for("Recorded. Write S-");
    desk.wait("the keyboard", |desk| desk.focused().as_deref() == Some("Keep the face visible"));
    desk.press(Modifiers::NONE, Key::Enter);
    desk.wait_for("Face 1: Kept with consent S-");
    // K, Enter, Tab to the reference, Enter, Enter; the reference itself is typed.
    assert_eq!(4 + tabs, 7, "the guides say seven presses");
}

/// The same by mouse: how many clicks, with the reference typed.
#[test]
fn an_employees_consent_takes_few_clicks() {
    let mut desk = with_photo();
    desk.wait_for("Face 1: Undecided");
    let mut clicks = 0;
    for button in ["Keep with consent…", "New consent…"] {
        desk.click(button);
        clicks += 1;
    }
    // A click into the field, which `write` stands for.
    desk.write(LOCATION, "box 12");
    clicks += 1;
    desk.click("Record consent");
    desk.wait_for("Recorded. Write S-");
    desk.click("Keep the face visible");
    clicks += 2;
    desk.wait_for("Face 1: Kept with consent S-");
    assert_eq!(clicks, 5, "docs/performance.md says five clicks");
}

/// Among many consents the one on the paper is found by its number, typed as it comes.
#[test]
fn one_of_many_consents_is_found_by_its_number() {
    let mut start = Start::new();
    start.photos = vec![start.put("originals", "sample.jpg", &fs::read(desk::sample()).unwrap())];
    let ids: Vec<String> = (0..30)
        .map(|box_| {
            let form_location = format!("HR archive, box {box_}");
            start.register().add(NewConsent { form_location, ..consent(300) }).unwrap().id.to_string()
        })
        .collect();
    let mut desk = Desk::open(start);
    desk.wait_for("Face 1: Undecided");
    desk.press(Modifiers::NONE, Key::K);
    assert_eq!(desk.focused().as_deref(), Some("Find"));
    let typed = ids[17].trim_start_matches("S-").replace('-', "").to_lowercase();
    desk.write("Find", &typed);
    assert!(desk.is_there(&ids[17]) && !desk.is_there(&ids[16]));
    // Enter takes the only one, Enter again keeps the face.
    desk.press(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.focused().as_deref(), Some("Keep the face visible"));
    desk.press(Modifiers::NONE, Key::Enter);
    desk.wait_for(&format!("Face 1: Kept with consent {}", ids[17]));
    // One consent keeps one face of a photo: for the next face, others stand before the one that was used.
    desk.press(Modifiers::NONE, Key::K);
    desk.press(Modifiers::NONE, Key::Tab);
    let first = desk.focused().unwrap();
    assert!(first.starts_with("S-") && !first.contains(&ids[17]), "{first}");
    desk.press(Modifiers::NONE, Key::Escape);

    desk.open_register("Consents");
    desk.write("Find", "box 23");
    assert!(desk.is_there(&ids[23]) && !desk.is_there(&ids[16]));
}

#[test]
fn everything_in_the_register_is_reached_by_tab_and_has_a_name() {
    let mut desk = with_consents(&[3]);
    let id = desk.consents()[0].id.to_string();
    desk.open_register("Consents");
    desk.wait_for(&id);
    desk.click_first(&id);
    for (page, wanted) in [
        (
            "Consents",
            &[
                "Find",
                "State",
                "Valid until",
                "Show only what needs attention (1)",
                "Withdraw consent",
                "New consent…",
                "Record a no…",
            ][..],
        ),
        (
            "Forms",
            &["Role", "For a child (guardians sign)", "Folder: Choose…", "Save a blank consent form (PDF)"],
        ),
        ("Reports", &["Report", "File type", "From (YYYY-MM-DD)", "File", "Save the report"]),
        ("All rules", &["Photos", "Register"]),
    ] {
        desk.click(page);
        let reached = reached(&mut desk);
        assert!(!reached.contains(""), "{page}: something has no name: {reached:?}");
        assert!(!reached.contains("nowhere"), "{page}: the keyboard was lost: {reached:?}");
        for name in wanted.iter().chain(&["Photos", "Register", "Consents"]) {
            assert!(reached.contains(*name), "{page}: {name} is not among {reached:?}");
        }
    }
}

/// The list of copies tells the folder of each and opens it; where it cannot be opened from here, that is told.
#[test]
fn the_list_of_copies_tells_where_each_was_written_and_opens_the_folder() {
    let start = Start::new();
    let (register, today) = (start.register(), SystemClock.today());
    let consent = register.add(consent(300)).unwrap();
    let folder = start.path("out that is gone").display().to_string();
    let mut known = export_entry::export_entry("known", today, &consent.id);
    known.more.folder = Some(folder.clone());
    for entry in [known, export_entry::export_entry("older", today, &consent.id)] {
        register.begin_export(&entry).unwrap().commit().unwrap();
    }
    drop(register);
    let mut desk = Desk::open(start);
    desk.open_register("Consents");
    desk.click_first(consent.id.as_str());
    desk.wait_for("sladd-older.jpg");
    assert!(desk.is_there("sladd-known.jpg") && desk.is_there(&folder));
    // One button alone: an entry of an older version does not tell its folder.
    desk.click("Show in folder");
    desk.wait_for(&format!("Open it yourself: {folder}"));
}

/// A policy that asks who collected the consent: the form asks for it too.
const STRICT: &str = "[tighten]\nrequire_independent_collector = true\nrequire_written = true\n\
    channels_removed = [\"press\"]\n";

#[test]
fn what_the_organisation_asks_of_consents_the_form_asks_too() {
    let mut start = Start::new();
    let policy = support::cases::local_file(Country::Dk, "", STRICT);
    start.policy = Some(start.put("policy", "policy.toml", policy.as_bytes()));
    let mut desk = Desk::open(start);
    desk.open_register("Consents");
    desk.click("New consent…");
    desk.wait_for("Collected by (function, no name)");
    assert!(desk.is_there("How the consent was given"));
    assert!(
        desk.harness.query_all_by_role_and_label(Control::CheckBox, "Press").count() == 1,
        "the purpose alone"
    );
    desk.write(LOCATION, "box 12");
    desk.wait_for("collected by somebody who takes no part in the treatment or care");
    desk.tick("Whoever asked takes no part in the person’s treatment or care");
    desk.wait_for("The rules loaded here do not block this.");
}

#[test]
fn the_settings_and_the_rules_tell_which_policy_files_are_in_force() {
    let mut start = Start::new();
    let policy = support::cases::local_file(Country::Dk, "", STRICT);
    let path = start.put("policy", "policy.toml", policy.as_bytes());
    let sha256 = sladd::hash::ContentHash::of(policy.as_bytes()).to_string();
    start.policy = Some(path.clone());
    let mut desk = Desk::open(start);
    desk.press(Modifiers::COMMAND, Key::Comma);
    desk.wait_for("Policy files in force");
    assert!(desk.is_there(&format!("Argument --policy: {}", path.display())));
    // The files are read again, and one that is gone is not passed over in silence.
    fs::remove_file(&path).unwrap();
    desk.click("Save");
    desk.wait_for("The policy file cannot be read");
    desk.click("Close");
    desk.open_register("All rules");
    desk.wait_for(&sha256);
}

#[test]
fn what_the_rules_say_of_old_consents_comes_up_in_the_window_and_in_its_report() {
    let mut start = Start::new();
    let today = SystemClock.today();
    start.register().add(consent(500)).unwrap();
    start.clock = std::sync::Arc::new(sladd::clock::FixedClock(today.saturating_add(345.days())));
    start.register().confirm_clock().unwrap();
    let mut desk = Desk::open(start.clone());
    desk.open_register("Consents");
    desk.wait_for("box");
    assert!(!desk.is_there("Consents that have expired or need attention"), "it holds for months");
    let end = "[tighten]\nretention_years = 1\nretention = \"delete\"\n";
    let policy = support::cases::local_file(Country::Dk, "", end);
    start.policy = Some(start.put("policy", "policy.toml", policy.as_bytes()));
    drop(desk);
    let mut desk = Desk::open(start);
    desk.wait_for("Consents that have expired or need attention: 1.");
    desk.click("Later");
    desk.open_register("Reports");
    desk.choose("Report", &desk.t("register-report-due"));
    desk.choose("File type", "Table for a spreadsheet (CSV)");
    desk.click("Save the report");
    desk.wait("the report", |desk| desk.files(".csv").len() == 1);
    let id = desk.consents()[0].id.to_string();
    assert!(fs::read_to_string(&desk.files(".csv")[0]).unwrap().contains(&id));
}

#[test]
fn a_form_that_is_not_written_is_out_nowhere() {
    let mut desk = empty();
    let in_the_way = desk.start.put("lists", "file", b"no folder");
    desk.open_register("Forms");
    desk.write("Folder", &in_the_way.display().to_string());
    desk.click("Save a blank consent form (PDF)");
    desk.wait("the answer", |desk| desk.with_app(|app| app.session().register.not_saved.is_some()));
    assert!(desk.start.register().forms().unwrap().is_empty(), "nobody waits for a paper that is none");
}
