//! Files that are not on this computer: listed, and fetched by nothing but the person's word.

use super::*;

fn found(name: &str, placeholder: bool) -> FoundFile {
    let path = PathBuf::from(format!("/p/{name}"));
    FoundFile { identity: path.clone(), path, named: false, placeholder }
}

impl Fake {
    /// A folder with these photos, of which the first are not on this computer.
    fn with_placeholders(away: usize, here: usize) -> Self {
        let mut fake = Self::new(1);
        fake.tell(Command::AddPaths(vec![PathBuf::from("/p")]));
        let files = (0..away + here).map(|number| found(&format!("{number}.png"), number < away)).collect();
        fake.event(Event::Gathered { found: files, left_out: LeftOut::default(), last: true });
        fake.work();
        fake
    }
}

#[test]
fn listing_showing_searching_and_exporting_fetch_nothing() {
    let mut fake = Fake::with_placeholders(2, 1);
    assert_eq!(fake.states(), ["Placeholder", "Placeholder", "Undecided(1)"]);
    assert_eq!((fake.opens, fake.session.placeholders()), (1, 2));
    assert!(fake.session.looking().is_none(), "nothing is waited for");
    // The first is shown as soon as it is listed, and each can be looked at.
    for at in [1, 0, 1] {
        fake.show(at);
    }
    fake.tell(Command::StopLooking);
    fake.tell(Command::GoOnLooking);
    fake.tell(Command::RedactRest);
    fake.tell(Command::NextUndecided);
    fake.show(0);
    fake.tell(Command::ExportReady(plan(tempfile::tempdir().unwrap().path()), TODAY));
    fake.work();
    assert!(fake.session.photos()[..2].iter().all(|photo| photo.review.is_none() && photo.source.is_none()));
    assert!(fake.session.photos()[..2].iter().all(|photo| matches!(photo.stage, Stage::Placeholder)));
    assert_eq!(fake.session.rest().not_looked, 2);
    let said = fake.session.notices()[0].message(&Text::new(Language::En));
    assert!(said.contains("3 photos added. 2 photos are not on this computer"), "{said}");
}

#[test]
fn a_photo_that_is_asked_for_is_one_like_the_others() {
    let mut fake = Fake::with_placeholders(2, 0);
    assert_eq!(fake.opens, 0);
    let id = fake.id(0);
    fake.tell(Command::Fetch(id));
    fake.work();
    assert_eq!(fake.states(), ["Undecided(1)", "Placeholder"]);
    assert!(fake.session.photos()[0].source.is_some(), "it is shown");
    fake.tell(Command::Fetch(id));
    assert!(fake.waiting.is_empty(), "a second word asks for nothing");
    fake.finish(0);
    assert_eq!(fake.states(), ["Ready", "Placeholder"]);
}

#[test]
fn one_that_was_fetched_by_other_means_is_opened_when_it_is_added_again() {
    let mut fake = Fake::with_placeholders(2, 0);
    let again = vec![found("0.png", true), found("1.png", false)];
    fake.event(Event::Gathered { found: again, left_out: LeftOut::default(), last: true });
    fake.work();
    assert_eq!(fake.states(), ["Placeholder", "Undecided(1)"]);
}

#[test]
fn work_that_is_taken_up_fetches_nothing_either() {
    let mut fake = Fake::with_placeholders(0, 2);
    fake.edit(Edit::RedactUndecided);
    let work = super::kept::kept_work(&fake);
    assert_eq!(work.photos(), 2);
    let mut later = Fake::new(1);
    later.elsewhere.push(found("0.png", true).path);
    later.event(Event::Kept(work));
    later.tell(Command::TakeUpKept);
    later.work();
    assert_eq!(later.states(), ["Placeholder", "Undecided(1)"]);
    let id = later.id(0);
    later.tell(Command::Fetch(id));
    later.work();
    assert_eq!(later.session.photos()[0].undecided(), 0, "what was decided is there");
}

#[test]
fn what_could_not_be_looked_at_is_a_warning_with_its_name() {
    let mut fake = Fake::new(0);
    fake.tell(Command::AddPaths(vec![PathBuf::from("/p")]));
    let left_out = LeftOut {
        others: 3,
        links: vec![PathBuf::from("/p/link.jpg")],
        troubles: vec![Trouble { path: PathBuf::from("/p/locked"), kind: TroubleKind::Unreadable }],
    };
    fake.event(Event::Gathered { found: Vec::new(), left_out, last: true });
    let [added, not_looked] = fake.session.notices() else { panic!() };
    assert!(!added.is_warning() && not_looked.is_warning());
    for language in Language::ALL {
        let text = Text::new(language);
        let said = added.message(&text);
        assert!(said.contains("/p/link.jpg") && said.contains('3') && !said.contains("locked"), "{said}");
        assert!(not_looked.message(&text).contains("/p/locked"));
    }
}
