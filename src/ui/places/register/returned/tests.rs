use jiff::civil::date;

use super::*;

fn item(path: &str, state: State) -> Item {
    let read = Ok(ReadForm { id: None, known: Known::Unknown, reference: None });
    let sha256 = Some(ContentHash::of(path.as_bytes()));
    Item { form: ReturnedForm { path: PathBuf::from(path), page: 0, sha256, read }, state }
}

#[test]
fn an_answer_closes_the_form_that_it_is_about_and_no_other() {
    let today = date(2026, 11, 28);
    let id = ConsentId::random();
    let items = ["a", "b", "c"].map(|path| item(path, State::Open)).into();
    let awaited = Some(Awaited { at: 1, id: id.clone(), refused: false });
    let mut view = ReturnedView { items, at: 1, awaited, ..ReturnedView::default() };
    assert!(view.is_waiting());
    // A consent that came from elsewhere is none of these.
    assert!(!view.take_recorded(&Consent::refused(None, today)));
    assert_eq!(view.open_left(), 3);
    // By whatever way another form came to be shown, the answer is about the one that was asked for.
    view.at = 2;
    assert!(view.take_recorded(&Consent::refused(Some(id.clone()), today)));
    let states: Vec<&State> = view.items.iter().map(|item| &item.state).collect();
    assert_eq!((states, view.at), (vec![&State::Open, &State::Refused, &State::Open], 2));
    // It is taken once.
    assert!(!view.take_recorded(&Consent::refused(Some(id), today)) && !view.is_waiting());
}

#[test]
fn what_was_not_moved_is_moved_again_and_what_was_copied_or_has_changed_is_not() {
    let path = PathBuf::from("/scans/a.png");
    let fault = |fault: FilingFault| vec![(path.clone(), Err(fault))];
    for (filed, again) in [
        (fault(FilingFault::NoFolder { folder: path.clone() }), true),
        (fault(FilingFault::DataFolder { folder: path.clone() }), true),
        (fault(FilingFault::NotMoved { path: path.clone(), reason: String::new() }), true),
        (fault(FilingFault::NotRemoved { path: path.clone(), reason: String::new() }), false),
        (fault(FilingFault::Changed { path: path.clone() }), false),
        (vec![(path.clone(), Ok(path.clone()))], false),
    ] {
        let mut filing = Filing { moved: BTreeSet::from([path.clone()]), ..Filing::default() };
        filing.follow(&filed);
        assert_eq!((filing.moved.is_empty(), filing.look), (again, again), "{filed:?}");
        filing.look = false;
        filing.follow(&filed);
        assert!(!filing.look, "an answer is taken once");
    }
    for (typed, folder) in [("/archive ", true), ("archive", false), ("", false)] {
        let mut filing = Filing { typed: typed.to_owned(), ..Filing::default() };
        filing.confirm();
        assert_eq!((filing.folder.is_some(), filing.look), (folder, folder), "{typed:?}");
    }
}
