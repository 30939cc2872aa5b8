//! Events in the window: made and chosen, the chips below a photo, lists that are taken in, and forms that come back.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on should say where"
)]

use std::fs;

use crate::desk::{Desk, Start};
use crate::paper;
use egui::{Event, Key, Modifiers, accesskit::Role as Control};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use jiff::ToSpan as _;
use sladd::{
    clock::{Clock as _, SystemClock},
    consent::{
        AgeBand, Channel, ConsentId, ConsentState, Country, NewConsent, NewOccasion, Occasion, Purpose, Role,
        Signer,
    },
    documents::{FormDetails, FormWords, consent_forms},
    record::Controller,
    register::Form,
    review::Decision,
    text::{Language, Text},
};

fn event(start: &Start) -> Occasion {
    let new = NewOccasion {
        name: "Sommerfest 2026".to_owned(),
        day: SystemClock.today(),
        purposes: vec![Purpose::InternalInformation],
        channels: vec![Channel::Intranet],
        contact: None,
    };
    start.register().add_occasion(new).unwrap()
}

fn consent(archive: &str, occasion: Option<&Occasion>) -> NewConsent {
    NewConsent {
        role: Role::Staff,
        age_band: AgeBand::Adult,
        purposes: vec![Purpose::InternalInformation],
        channels: vec![Channel::Intranet],
        valid_until: SystemClock.today().saturating_add(300.days()),
        signers: vec![Signer::SelfSigned],
        form_location: archive.to_owned(),
        occasion: occasion.map(|occasion| occasion.id.clone()),
        ..NewConsent::default()
    }
}

/// The sample photo, and an event with so many consents, in the order of their references.
fn with_event(count: usize) -> (Desk, Occasion, Vec<ConsentId>) {
    let start = Start::with_sample();
    let occasion = event(&start);
    let register = start.register();
    register.add(consent("elsewhere", None)).unwrap();
    let ids = (0..count)
        .map(|number| register.add(consent(&format!("box {number:02}"), Some(&occasion))).unwrap().id)
        .collect();
    drop(register);
    let mut desk = Desk::open(start);
    desk.wait_for("Face 1: Undecided");
    (desk, occasion, ids)
}

fn choose(desk: &mut Desk, occasion: &Occasion) {
    desk.click_a(Control::ComboBox, "Event");
    desk.click(&format!("{}, {}", occasion.name, occasion.day));
}

#[test]
fn an_event_is_made_and_its_papers_are_printed() {
    let mut desk = Desk::open(Start::new());
    desk.press(Modifiers::COMMAND, Key::Num2);
    desk.click("Events");
    desk.wait_for("No event is recorded yet");
    desk.click("New event…");
    desk.write("Name of the event (no names of people)", "Anna Hansens fødselsdag");
    desk.wait_for("looks like a name");
    desk.click("Record the event");
    assert!(desk.start.register().occasions().unwrap().is_empty());
    desk.write("Name of the event (no names of people)", "Åbent hus");
    desk.tick("Event report");
    desk.tick("Intranet");
    desk.click("Record the event");
    desk.wait("the event", |desk| desk.start.register().occasions().unwrap().len() == 1);
    desk.wait_for("Forms and poster");
    desk.write("Number of forms", "0");
    desk.wait_for("Write a number from 1 to 500.");
    desk.write("Number of forms", "12");
    desk.click("Print 12 forms (PDF)");
    desk.wait("the forms", |desk| desk.files(".pdf").len() == 1);
    desk.click("Print the poster (PDF)");
    desk.wait("the poster", |desk| desk.files(".pdf").len() == 2);
    let occasion = desk.start.register().occasions().unwrap().remove(0);
    let forms = desk.start.register().forms().unwrap();
    assert_eq!(forms.len(), 12);
    assert!(forms.iter().all(|form| form.occasion.as_ref() == Some(&occasion.id)));
    assert!(forms.iter().all(|form| form.channels == [Channel::Intranet]));
    desk.wait_for("Åbent hus, ");
    desk.wait_for("Consents: 0. Forms out: 12.");
    desk.click("Save a table for a media bank (CSV)");
    desk.wait("the table", |desk| desk.files(".csv").len() == 1);
    desk.click("Reports");
    desk.click("Save the days for a calendar (.ics)");
    desk.wait("the calendar", |desk| desk.files(".ics").len() == 1);
    assert!(fs::read_to_string(&desk.files(".ics")[0]).unwrap().starts_with("BEGIN:VCALENDAR"));
}

#[test]
fn papers_are_printed_in_a_language_of_the_organisations_own() {
    let start = Start::new();
    event(&start);
    let mut desk = Desk::open(start);
    desk.press(Modifiers::COMMAND, Key::Num2);
    desk.click("Events");
    desk.wait_for("Sommerfest 2026, ");
    desk.harness.query_all_by_role(Control::Row).next().unwrap().click();
    desk.wait_for("Forms and poster");
    desk.choose("Second language beside it", "Another language, from a file");
    assert!(desk.is_disabled("Print 20 forms (PDF)"));
    desk.click("Save the file to translate");
    desk.wait("the file", |desk| desk.files(".ftl").len() == 1);
    let file = desk.files(".ftl").remove(0);
    desk.write("File with the second language", &file.display().to_string());
    // It says yet of no language that it is one.
    desk.click("Print 20 forms (PDF)");
    desk.wait_for("The file for the second language is not complete.");
    assert!(desk.files(".pdf").is_empty() && desk.start.register().forms().unwrap().is_empty());
    let named = fs::read_to_string(&file).unwrap().replace("form-language =", "form-language = pl");
    let named = named.replace("form-language-name =", "form-language-name = Polski");
    let file = desk.start.put("words", "polish.ftl", named.as_bytes());
    desk.write("File with the second language", &file.display().to_string());
    desk.click("Print 20 forms (PDF)");
    desk.wait("the forms", |desk| desk.files(".pdf").len() == 1);
    let forms = desk.start.register().forms().unwrap();
    assert_eq!((forms.len(), forms[0].language.as_str()), (20, "en+pl"));
    desk.click("Print the poster (PDF)");
    desk.wait("the poster", |desk| desk.files(".pdf").len() == 2);
    fs::remove_file(&file).unwrap();
    desk.click("Print 20 forms (PDF)");
    desk.wait_for("The file with the second language cannot be read: it is not there");
    assert_eq!(desk.start.register().forms().unwrap().len(), 20, "no id of a paper that was not made");
}

#[test]
fn a_key_keeps_the_selected_face_by_a_consent_of_the_event_and_counts_it() {
    let (mut desk, occasion, ids) = with_event(11);
    // Without an event no number means anything.
    desk.press(Modifiers::NONE, Key::Num2);
    assert!(desk.is_there("Face 1: Undecided"));
    choose(&mut desk, &occasion);
    desk.wait_for(&format!("2: keep with consent {}, Employee. Used: 0", ids[1]));
    assert!(!desk.is_there(ids[9].as_str()), "nine at a time");
    desk.press(Modifiers::NONE, Key::Num2);
    desk.wait_for(&format!("Face 1: Kept with consent {}", ids[1]));
    desk.wait_for(&format!("2: keep with consent {}, Employee. Used: 1", ids[1]));
    // The same consent on another face: it is asked, as in the dialog, and Enter does not pass by.
    desk.press(Modifiers::NONE, Key::Num2);
    desk.wait_for("Keep the face visible");
    assert!(desk.is_disabled("Keep the face visible"));
    desk.press(Modifiers::NONE, Key::Escape);
    assert!(desk.is_there("Face 2: Undecided"));
    // The next nine.
    desk.press(Modifiers::NONE, Key::G);
    desk.press(Modifiers::NONE, Key::Num2);
    desk.wait_for(&format!("Face 2: Kept with consent {}", ids[10]));
    // A channel that no consent of the event covers: the rules are told before anything is kept.
    desk.press(Modifiers::NONE, Key::G);
    desk.with_app(|app| {
        let reviews = app.session().shown().unwrap().review.as_ref().unwrap().clone();
        assert_eq!(reviews.kept_by(&ids[1]).count(), 1);
    });
}

/// Keys of one frame are done in the order in which they were pressed, whatever order their actions have elsewhere.
#[test]
fn keys_that_come_in_one_frame_are_about_the_faces_they_were_meant_for() {
    let keep = |number: usize| Some(number);
    for (keys, wanted) in [
        ([Key::Num1, Key::R], [keep(1), None]),
        ([Key::R, Key::Num2], [None, keep(2)]),
        ([Key::Num2, Key::Num1], [keep(2), keep(1)]),
    ] {
        let (mut desk, occasion, ids) = with_event(3);
        choose(&mut desk, &occasion);
        desk.wait_for("3: keep with consent");
        let wanted = wanted.map(|kept| match kept {
            Some(number) => Some(Decision::Keep { consent: ids[number - 1].clone() }),
            None => Some(Decision::Redact),
        });
        desk.press_in_one_frame(&keys);
        let decided: Vec<_> = desk.with_app(|app| {
            let review = app.session().shown().unwrap().review.as_ref().unwrap();
            review.entries().iter().take(2).map(|entry| entry.decision.clone()).collect()
        });
        assert_eq!(decided, wanted, "{keys:?}");
    }
}

#[test]
fn where_the_rules_speak_against_it_the_dialog_opens() {
    let (mut desk, occasion, ids) = with_event(2);
    choose(&mut desk, &occasion);
    desk.press(Modifiers::COMMAND, Key::E);
    desk.tick("Social media");
    desk.press(Modifiers::ALT, Key::Num1);
    desk.wait_for(&format!("1: keep with consent {}", ids[0]));
    desk.press(Modifiers::NONE, Key::Num1);
    desk.wait_for("Keep the face visible");
    assert!(desk.is_there("Face 1: Undecided"), "nothing is kept by a number that the rules speak against");
    desk.press(Modifiers::NONE, Key::Escape);
    // A consent that was withdrawn since keeps its number and does nothing.
    desk.press(Modifiers::COMMAND, Key::E);
    desk.tick("Social media");
    desk.press(Modifiers::ALT, Key::Num1);
    desk.start.register().withdraw(&ids[0], SystemClock.today()).unwrap();
    desk.with_app(|app| app.tell(sladd::session::Command::ReadConsents));
    desk.wait("the withdrawal", |desk| {
        desk.with_app(|app| {
            app.session().consents()[&ids[0]].state(SystemClock.today()) == ConsentState::Withdrawn
        })
    });
    desk.press(Modifiers::NONE, Key::Num1);
    assert!(desk.is_there("Face 1: Undecided"));
    desk.press(Modifiers::NONE, Key::Num2);
    desk.wait_for(&format!("Face 1: Kept with consent {}", ids[1]));
}

const LIST: &str = "reference;role;age;purpose;channel;valid until;signed by\n";

#[test]
fn a_list_is_shown_before_it_is_recorded_and_all_or_nothing_of_it() {
    let start = Start::new();
    let until = SystemClock.today().saturating_add(200.days());
    let row = |number: usize, role: &str| {
        format!("2026-{number:05};{role};18+;internal_information;intranet;{until};self\n")
    };
    let list = format!("{LIST}{}{}{}", row(1, "staff"), row(2, "relative_visitor"), row(3, "spaceman"));
    let path = start.put("lists", "liste.csv", list.as_bytes());
    let mut desk = Desk::open(start);
    desk.press(Modifiers::COMMAND, Key::Num2);
    desk.click("Import");
    desk.write("File", &path.display().to_string());
    desk.click("Look through the list");
    desk.wait_for("Nothing is recorded yet.");
    assert!(desk.consents().is_empty());
    assert!(!desk.is_there("spaceman"), "no value of a refused row is shown");
    // Nothing is taken over unseen: a row says what it will be.
    let says = "2026-00002 · Relative or visitor, Adult, The person · Internal information · Intranet · ";
    assert!(desk.is_there(&format!("{says}{until} · will be recorded")));
    assert!(desk.is_disabled("Record 2 consents"));
    desk.click_first("Record the others, and leave out the refused rows (1)");
    desk.click("Record 2 consents");
    desk.wait("two consents", |desk| desk.consents().len() == 2);
}

#[test]
fn a_list_with_names_is_refused_whole_and_nothing_of_it_is_shown() {
    let mut desk = Desk::open(Start::new());
    desk.press(Modifiers::COMMAND, Key::Num2);
    desk.click("Import");
    let list = "Navn;Arkivreference\nAnna Hansen;2026-00001\nBo Jensen;2026-00002\n";
    desk.harness.input_mut().events.push(Event::Paste(list.to_owned()));
    desk.harness.run_steps(3);
    desk.wait_for("A table was pasted. It is not shown.");
    desk.click("Look through the list");
    desk.wait("the refusal", |desk| desk.with_app(|app| app.session().register.events.list.is_some()));
    for word in ["Anna", "Hansen", "Jensen", "2026-00001"] {
        assert!(!desk.is_there(word), "{word} is shown");
    }
    assert!(desk.consents().is_empty());
    assert!(!desk.is_there("Record "), "there is nothing to record");
}

/// A form as it comes out of a scanner.
fn scan(id: &ConsentId) -> Vec<u8> {
    let details = FormDetails {
        controller: Controller {
            name: "Eksempelregionen".to_owned(),
            contact: "billeder@example.org".to_owned(),
            ..Controller::untold(Country::Dk)
        },
        purposes: Vec::new(),
        channels: Vec::new(),
        role: None,
        for_child: false,
        words: FormWords::default(),
        event: None,
    };
    let pdf = consent_forms(std::slice::from_ref(id), &details, &Text::new(Language::En), None).unwrap();
    let mut bytes = std::io::Cursor::new(Vec::new());
    paper::drawn(&pdf, 0, 150.0).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// A form that was printed for staff, with one purpose and one channel.
fn printed(occasion: Option<&Occasion>) -> Form {
    Form {
        id: ConsentId::random(),
        printed_on: SystemClock.today(),
        language: "en".to_owned(),
        role: Some(Role::Staff),
        for_child: false,
        purposes: vec![Purpose::InternalInformation],
        channels: vec![Channel::Intranet],
        occasion: occasion.map(|occasion| occasion.id.clone()),
    }
}

/// The window with these forms, as they came out of a scanner one after another.
fn come_back(start: Start, forms: &[Form]) -> Desk {
    start.register().note_forms(forms).unwrap();
    for (number, form) in forms.iter().enumerate() {
        start.put("scans", &format!("2026-1000{}.png", number + 1), &scan(&form.id));
    }
    let scans = start.path("scans");
    let mut desk = Desk::open(start);
    desk.press(Modifiers::COMMAND, Key::Num2);
    desk.wait_for("No consent is recorded yet.");
    desk.drop_on(&scans);
    desk.harness.run_steps(3);
    desk.wait_for(&format!("Forms to look at: {0} of {0}", forms.len()));
    desk
}

/// How many boxes are ticked below the heading of what is covered.
fn ticked(desk: &Desk) -> usize {
    let boxes = desk.harness.query_all_by_role(Control::CheckBox);
    boxes.filter(|node| node.accesskit_node().toggled() == Some(egui::accesskit::Toggled::True)).count()
}

#[test]
fn forms_that_come_back_are_confirmed_one_by_one_by_one_key() {
    let start = Start::new();
    let occasion = event(&start);
    let forms: Vec<Form> = (0..2).map(|_| printed(Some(&occasion))).collect();
    let ids: Vec<ConsentId> = forms.iter().map(|form| form.id.clone()).collect();
    start.register().note_forms(&forms).unwrap();
    for (id, name) in ids.iter().zip(["2026-10001.png", "2026-10002.png"]) {
        start.put("scans", name, &scan(id));
    }
    let kept = start.path("archive");
    fs::create_dir(&kept).unwrap();
    let scans = start.path("scans");
    let mut desk = Desk::open(start);
    desk.press(Modifiers::COMMAND, Key::Num2);
    desk.wait_for("No consent is recorded yet.");
    desk.drop_on(&scans);
    desk.wait_for(ids[1].as_str());
    desk.wait("both", |desk| desk.is_there("Forms to look at: 2 of 2"));
    desk.write("Move read files to", &kept.display().to_string());
    desk.press(Modifiers::NONE, Key::Enter);
    for (number, archive) in ["2026-10001", "2026-10002"].into_iter().enumerate() {
        desk.tab_to("Record and go on");
        desk.press(Modifiers::NONE, Key::Enter);
        desk.wait("the consent", |desk| desk.consents().len() == number + 1);
        assert!(desk.consents().iter().any(|one| one.form_location == archive));
    }
    let recorded = desk.consents();
    assert!(recorded.iter().all(|one| ids.contains(&one.id) && one.occasion.as_ref() == Some(&occasion.id)));
    // The files went where the organisation keeps them, and nowhere else.
    desk.wait("the files", |_| fs::read_dir(&kept).unwrap().count() == 2);
    desk.wait("nothing to be left behind", |_| fs::read_dir(&scans).unwrap().count() == 0);
    desk.wait_for("All forms are done.");
    desk.click("Close the list");
    desk.wait_for("No forms are outstanding.");
}

#[test]
fn of_a_form_with_several_boxes_nothing_is_ticked_before_somebody_has_read_it() {
    let several = Form {
        purposes: vec![Purpose::InternalInformation, Purpose::EventReport],
        channels: vec![Channel::Intranet, Channel::PublicWeb],
        ..printed(None)
    };
    let forms = [several.clone(), Form { role: None, ..printed(None) }];
    let mut desk = come_back(Start::new(), &forms);
    assert_eq!(ticked(&desk), 0, "what was offered is not what was ticked");
    // Two keys where everything is ticked: the one that says so has the keyboard, and then the other one.
    desk.wait("the keyboard", |desk| {
        desk.focused().is_some_and(|name| name == "Tick everything on the form")
    });
    desk.press(Modifiers::NONE, Key::Enter);
    assert!(desk.consents().is_empty());
    assert_eq!((ticked(&desk), desk.focused().as_deref()), (4, Some("Record and go on")));
    desk.press(Modifiers::NONE, Key::Enter);
    desk.wait("the consent", |desk| desk.consents().len() == 1);
    let recorded = desk.consents().remove(0);
    assert_eq!((&recorded.id, recorded.purposes.len(), recorded.channels.len()), (&several.id, 2, 2));
    assert_eq!(recorded.signers, [Signer::SelfSigned]);
    // A role that is not printed is chosen by whoever knows it.
    desk.wait_for("Forms to look at: 1 of 2");
    desk.tab_to("Record and go on");
    desk.press(Modifiers::NONE, Key::Enter);
    desk.wait_for("Choose the person’s role.");
    assert_eq!(desk.consents().len(), 1);
}

#[test]
fn the_form_of_a_child_comes_back_as_that_of_a_child() {
    let form = Form { role: Some(Role::Patient), for_child: true, ..printed(None) };
    let mut desk = come_back(Start::new(), std::slice::from_ref(&form));
    desk.tab_to("Record and go on");
    desk.press(Modifiers::NONE, Key::Enter);
    // Neither grown up nor signed by itself, unless somebody says so.
    desk.wait_for("Choose the person’s age band.");
    assert!(desk.consents().is_empty());
    // The fields are above what can be seen.
    desk.harness.get_by_role_and_label(Control::ComboBox, "Age").scroll_to_me();
    desk.harness.run_steps(8);
    desk.choose("Age", "7–11 years");
    desk.click("Record and go on");
    desk.wait_for("Choose who has signed.");
    assert!(desk.consents().is_empty());
    desk.tick("Guardian");
    desk.click("Record and go on");
    desk.wait("the consent", |desk| desk.consents().len() == 1);
    let recorded = desk.consents().remove(0);
    assert_eq!((recorded.age_band, recorded.signers), (AgeBand::Age7To11, vec![Signer::Guardian1]));
}

#[test]
fn a_no_is_recorded_for_the_form_that_it_stands_on_or_not_at_all() {
    let forms = [printed(None), printed(None)];
    let mut desk = come_back(Start::new(), &forms);
    desk.write("Consent ID on the form", "nonsense");
    assert!(desk.is_disabled("Record the no"), "a no to no form would leave this one out for ever");
    desk.write("Consent ID on the form", forms[0].id.as_str());
    desk.click("Record the no");
    desk.wait_for("Forms to look at: 1 of 2");
    let [refused] = desk.consents().try_into().unwrap();
    assert_eq!((&refused.id, refused.state(SystemClock.today())), (&forms[0].id, ConsentState::Refused));
    // The next form is shown, with what belongs to it.
    desk.tab_to("Record and go on");
    desk.press(Modifiers::NONE, Key::Enter);
    desk.wait("the consent", |desk| desk.consents().len() == 2);
    assert!(desk.start.register().forms().unwrap().is_empty());
    desk.wait_for("All forms are done.");
}

#[test]
fn a_file_that_has_changed_is_neither_shown_nor_moved() {
    let start = Start::new();
    let kept = start.path("archive");
    fs::create_dir(&kept).unwrap();
    let forms = [printed(None), printed(None)];
    let (first, second) =
        (start.path("scans").join("2026-10001.png"), start.path("scans").join("2026-10002.png"));
    let mut desk = come_back(start, &forms);
    // Another form is laid under the name of the second.
    fs::remove_file(&second).unwrap();
    desk.start.put("scans", "2026-10002.png", &scan(&ConsentId::random()));
    desk.write("Move read files to", &kept.display().to_string());
    desk.press(Modifiers::NONE, Key::Enter);
    desk.tab_to("Record and go on");
    desk.press(Modifiers::NONE, Key::Enter);
    desk.wait("the first", |_| !first.exists());
    desk.wait_for("The file is not the one that was read. Close the list and read the file again.");
    desk.tab_to("Record and go on");
    desk.press(Modifiers::NONE, Key::Enter);
    desk.wait_for("The file is not the one that was read, and lies where it lay");
    assert!(second.exists());
    assert_eq!(fs::read_dir(&kept).unwrap().count(), 1);
}

#[test]
fn files_go_where_the_person_has_said_it_to_the_end_and_to_another_folder_after_a_refusal() {
    let start = Start::new();
    let (short, long) = (start.path("archive"), start.path("archive2"));
    fs::create_dir(&short).unwrap();
    fs::create_dir(&long).unwrap();
    let scan = start.path("scans").join("2026-10001.png");
    let mut desk = come_back(start, &[printed(None)]);
    desk.write("Move read files to", &desk.start.path("nowhere").display().to_string());
    desk.press(Modifiers::NONE, Key::Enter);
    desk.tab_to("Record and go on");
    desk.press(Modifiers::NONE, Key::Enter);
    desk.wait_for("The folder for the pictures of forms is not there");
    desk.write("Move read files to", "archive");
    desk.press(Modifiers::NONE, Key::Enter);
    desk.harness.run_steps(10);
    assert!(scan.exists(), "a folder that is not told whole is none");
    // On the way to the longer name the shorter one is a folder, too.
    desk.write("Move read files to", &short.display().to_string());
    desk.harness.run_steps(20);
    std::thread::sleep(std::time::Duration::from_millis(300));
    desk.harness.run_steps(20);
    assert!(scan.exists());
    let field = desk.harness.get_by_role_and_label(Control::TextInput, "Move read files to");
    field.type_text("2");
    desk.harness.run_steps(3);
    desk.press(Modifiers::NONE, Key::Enter);
    desk.wait("the file", |_| !scan.exists());
    assert_eq!((fs::read_dir(&short).unwrap().count(), fs::read_dir(&long).unwrap().count()), (0, 1));
    desk.wait("the words to go", |desk| !desk.is_there("The folder for the pictures of forms is not there"));
}

#[test]
fn without_an_event_the_next_copies_are_of_none() {
    let (mut desk, occasion, _) = with_event(1);
    choose(&mut desk, &occasion);
    let event = |desk: &Desk| desk.with_app(|app| app.session().release.event.clone());
    desk.wait("the event", |desk| event(desk).as_deref() == Some("Sommerfest 2026"));
    desk.click_a(Control::ComboBox, "Event");
    desk.click("No event");
    desk.wait("none", |desk| event(desk).is_none());
}

#[test]
fn a_list_that_was_changed_after_it_was_shown_is_not_recorded() {
    let start = Start::new();
    let until = SystemClock.today().saturating_add(200.days());
    let row =
        |number: usize| format!("2026-{number:05};staff;18+;internal_information;intranet;{until};self\n");
    let path = start.put("lists", "liste.csv", format!("{LIST}{}{}", row(1), row(2)).as_bytes());
    let mut desk = Desk::open(start);
    desk.press(Modifiers::COMMAND, Key::Num2);
    desk.click("Import");
    desk.write("File", &path.display().to_string());
    desk.click("Look through the list");
    desk.wait_for("Nothing is recorded yet.");
    fs::remove_file(&path).unwrap();
    desk.start.put("lists", "liste.csv", format!("{LIST}{}{}", row(1), row(3)).as_bytes());
    desk.click("Record 2 consents");
    desk.wait_for("The list has changed since it was shown, so nothing was recorded.");
    assert!(desk.consents().is_empty());
    // Looked through again, it is the one that is shown.
    desk.click("Look through the list");
    desk.wait_for("Nothing is recorded yet.");
    desk.click("Record 2 consents");
    desk.wait("them", |desk| desk.consents().len() == 2);
}

#[test]
fn the_preview_of_a_list_is_read_by_keyboard_with_all_of_its_words() {
    let start = Start::new();
    let until = SystemClock.today().saturating_add(200.days());
    let rows: String = (1..60)
        .map(|number| format!("2026-{number:05};spaceman;18+;internal_information;intranet;{until};self\n"))
        .collect::<Vec<_>>()
        .concat();
    let path = start.put("lists", "liste.csv", format!("{LIST}{rows}").as_bytes());
    let mut desk = Desk::open(start);
    desk.press(Modifiers::COMMAND, Key::Num2);
    desk.click("Import");
    desk.write("File", &path.display().to_string());
    desk.click("Look through the list");
    desk.wait_for("Nothing is recorded yet.");
    desk.tab_to("Row 2: ");
    assert!(!desk.is_there("Row 50: "), "those are laid out that are seen");
    for _ in 0..48 {
        desk.press(Modifiers::NONE, Key::ArrowDown);
    }
    assert!(desk.focused().is_some_and(|name| name.starts_with("Row 50: ")), "{:?}", desk.focused());
    // In the list, and whole below it.
    let told = desk.harness.query_all_by_label_contains("Row 50: ").count();
    assert_eq!(told, 2);
}
