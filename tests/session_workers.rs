//! The session with its real threads, on the sample photo.

#![allow(clippy::indexing_slicing, clippy::wildcard_enum_match_arm, reason = "a test says where it stops")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use sladd::{
    clock::{Clock as _, SharedClock, SystemClock},
    consent::Country,
    detection::DetectorOptions,
    export::{Encoding, OutputFormat, TargetFolder},
    geometry::BoundingBox,
    pipeline::ExportPlan,
    policy::Policy,
    record::Controller,
    redaction::{Shape, Style},
    review::{AreaKind, Edit},
    session::{Command, Outcome, PhotoId, PhotoState, Session, Stage, Workers, csv},
    text::{Language, Text},
};

/// The folder of what is private to the person at this bench.
fn private(data: &Path) -> PathBuf {
    let private = data.with_file_name("private");
    fs::create_dir_all(&private).unwrap();
    private
}

/// A session with its threads over a data folder.
struct Bench {
    session: Session,
    workers: Workers,
}

impl Bench {
    fn new(data: &Path) -> Self {
        let mut session = Session::new(Policy::for_country(Country::Dk).unwrap());
        session.controller = Controller::told(Country::Dk, "x", "x", "x");
        "out".clone_into(&mut session.folder);
        let waker: sladd::session::Waker = Arc::new(|| {});
        Self {
            session,
            workers: Workers::start(
                data,
                Some(&private(data)),
                DetectorOptions::default(),
                &SharedClock::default(),
                &waker,
            )
            .unwrap(),
        }
    }

    fn tell(&mut self, command: Command) {
        for job in self.session.handle(command) {
            self.workers.submit(job);
        }
    }

    /// Takes up what comes until `done`; fails after two minutes.
    fn until(&mut self, what: &str, done: impl Fn(&Session) -> bool) {
        let started = Instant::now();
        while !done(&self.session) {
            assert!(started.elapsed() < Duration::from_mins(2), "{what} did not come");
            match self.workers.poll() {
                Some(event) => {
                    for job in self.session.absorb(event) {
                        self.workers.submit(job);
                    }
                }
                None => std::thread::sleep(Duration::from_millis(5)),
            }
        }
    }

    fn id(&self, at: usize) -> PhotoId {
        self.session.photos()[at].id
    }
}

/// Faces, text and codes were looked for in every photo.
fn searched(session: &Session) -> bool {
    let photos = session.photos();
    session.looking().is_none() && photos.iter().all(|photo| photo.review.is_some() && !photo.identifying)
}

/// Copies of the sample, each a file of its own: bytes after the end of a JPEG are not part of the picture.
fn photos(folder: &Path, count: usize) -> Vec<PathBuf> {
    let sample = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample.jpg")).unwrap();
    let folder = TargetFolder::create(folder).unwrap();
    (0..count)
        .map(|number| {
            let mut bytes = sample.clone();
            bytes.extend_from_slice(format!("{number:04}").as_bytes());
            sladd::export::write_new(&folder, &format!("photo-{number:03}.jpg"), &bytes).unwrap()
        })
        .collect()
}

fn plan(folder: &Path) -> Box<ExportPlan> {
    Box::new(ExportPlan {
        folder: TargetFolder::create(folder).unwrap(),
        stem: None,
        encoding: Encoding::default(),
        style: sladd::redaction::Style::Veil,
        margin_percent: 25,
        copies: sladd::pipeline::Copies::default(),
        controller: Controller {
            name: "Eksempelregionen".to_owned(),
            jurisdiction: Country::Dk,
            contact: "billeder@example.org".to_owned(),
            withdrawal: "Skriv til os".to_owned(),
            notice_ref: None,
        },
        operator: "test".to_owned(),
    })
}

fn today() -> jiff::civil::Date {
    use sladd::clock::{Clock as _, SystemClock};
    SystemClock.today()
}

#[test]
fn the_photo_that_is_looked_at_is_shown_at_once_and_searched_first() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("photos");
    photos(&folder, 4);
    let mut bench = Bench::new(&temp.path().join("data"));
    bench.tell(Command::AddPaths(vec![folder]));
    bench.until("the first step", |session| {
        session.photos().first().is_some_and(|photo| matches!(photo.stage, Stage::Looking { .. }))
    });
    assert_eq!(bench.session.photos().len(), 4);
    assert!(bench.session.preview().is_some(), "the picture is there before the search is done");
    let last = bench.id(3);
    bench.tell(Command::Select(last));
    bench.until("the picture of the last photo", |session| {
        session.preview().is_some_and(|(photo, ..)| photo == last)
    });
    bench.until("the faces of the last photo", |session| session.photos()[3].review.is_some());
    let looked = bench.session.photos().iter().filter(|photo| photo.review.is_some()).count();
    assert!(looked <= 2, "{looked} photos came before the one that is looked at");
    // Taken out while it is searched, or waits: nothing more of it comes.
    let first = bench.id(0);
    bench.tell(Command::Remove(first));
    bench.until("the rest", |session| session.looking().is_none());
    assert_eq!(bench.session.photos().len(), 3);
    assert!(bench.session.photos().iter().all(|photo| photo.thumbnail().is_some()));
}

/// Case 92: an area is moved and the export asked for in the same breath, before any picture of the move exists.
#[test]
fn f92_an_area_that_was_just_moved_is_covered_where_it_is_now() {
    let temp = tempfile::tempdir().unwrap();
    let mut bench = Bench::new(&temp.path().join("data"));
    bench.tell(Command::AddPaths(photos(&temp.path().join("photos"), 1)));
    bench.until("the search", |session| !session.photos().is_empty() && searched(session));
    bench.until("the picture", |session| session.preview().is_some());
    bench.tell(Command::Edit(Edit::RedactUndecided));
    let place = |x: f32, y: f32| Shape::Rectangle(BoundingBox::new(x, y, 24.0, 24.0));
    bench.tell(Command::Edit(Edit::AddArea { shape: place(4.0, 4.0), what: AreaKind::Other }));
    let region = bench.session.photos()[0].review.as_ref().unwrap().entries().last().unwrap().region.id;
    bench.until("the picture with the area", |session| {
        session.preview().is_some_and(|(_, revision, _)| revision == session.photos()[0].revision())
    });
    let source = bench.session.photos()[0].source.as_ref().unwrap().raster().clone();
    let (old, new) = ((16, 16), (source.size().width - 20, source.size().height - 20));
    let mut plan = plan(&temp.path().join("out"));
    plan.encoding.format = OutputFormat::Png;
    plan.style = Style::Solid;
    // Nothing is taken up between these: the picture of the window is still that of before the move.
    bench.tell(Command::Edit(Edit::Reshape {
        region,
        shape: place(new.0 as f32 - 12.0, new.1 as f32 - 12.0),
    }));
    bench.tell(Command::Edit(Edit::AttestWholeImage(true)));
    bench.tell(Command::Export(plan, SystemClock.today()));
    bench.until("the copy", |session| session.photos()[0].exported.is_some() || session.failure.is_some());
    assert!(bench.session.failure.is_none());
    let copy = fs::read_dir(temp.path().join("out"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.extension().is_some_and(|extension| extension == "png"))
        .unwrap();
    let copy = image::load_from_memory(&fs::read(copy).unwrap()).unwrap().to_rgb8();
    assert_eq!(copy.get_pixel(new.0, new.1).0, [118; 3], "the new place is covered");
    assert_eq!(
        copy.get_pixel(old.0, old.1).0,
        source.pixel(old.0, old.1).unwrap(),
        "the old one is bare again"
    );
}

/// What the canvas draws at 100 % (its tiles hold the very pixels of this picture: `ui::canvas::tiles::tests`) is what is
/// written, every pixel of it and in every look, with faces covered and one area of each kind drawn by hand.
#[test]
fn the_picture_that_is_shown_is_the_copy_pixel_for_pixel() {
    let temp = tempfile::tempdir().unwrap();
    let mut bench = Bench::new(&temp.path().join("data"));
    bench.tell(Command::AddPaths(photos(&temp.path().join("photos"), 1)));
    bench.until("the search", |session| !session.photos().is_empty() && searched(session));
    bench.tell(Command::Edit(Edit::RedactUndecided));
    // One face has a look of its own, and a cover that was pulled larger.
    let region = bench.session.photos()[0].review.as_ref().unwrap().entries()[0].region.id;
    let cover =
        bench.session.photos()[0].review.as_ref().unwrap().entries()[0].region.outline.bounds().unwrap();
    bench.tell(Command::Edit(Edit::SetStyle { region, style: Some(Style::Colour([250, 200, 10])) }));
    bench.tell(Command::Edit(Edit::PullCover { region, cover: Some(cover.scaled(2.5)) }));
    for shape in [
        Shape::Rectangle(BoundingBox::new(10.0, 12.0, 60.5, 30.0)),
        Shape::Ellipse(BoundingBox::new(100.0, 15.0, 40.0, 50.0)),
        Shape::Polygon(vec![(20.0, 100.0), (80.0, 110.0), (40.0, 160.0)]),
    ] {
        bench.tell(Command::Edit(Edit::AddArea { shape, what: AreaKind::Other }));
    }
    bench.tell(Command::Edit(Edit::AttestWholeImage(true)));
    let source = bench.session.photos()[0].source.as_ref().unwrap().raster().clone();
    let mut all = Vec::new();
    for style in Style::ALL.into_iter().chain([Style::Colour([32, 78, 110])]) {
        for job in bench.session.set_style(style) {
            bench.workers.submit(job);
        }
        bench.until("the picture", |session| {
            session.preview().is_some_and(|(_, revision, _)| revision == session.photos()[0].revision())
        });
        let shown = Arc::clone(bench.session.preview().unwrap().2);
        assert_ne!(shown.rgb(), source.rgb(), "{style:?}: something is covered");
        let out = temp.path().join(style.full_word().replace([':', '#'], "-"));
        let mut plan = plan(&out);
        plan.encoding.format = OutputFormat::Png;
        plan.style = style;
        bench.tell(Command::Export(plan, SystemClock.today()));
        bench
            .until("the copy", |session| session.photos()[0].exported.is_some() || session.failure.is_some());
        assert!(bench.session.failure.is_none(), "{style:?}");
        let copy = fs::read_dir(out)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .find(|path| path.extension().is_some_and(|extension| extension == "png"))
            .unwrap();
        let copy = image::load_from_memory(&fs::read(copy).unwrap()).unwrap().to_rgb8();
        assert!(copy.as_raw() == shown.rgb(), "{style:?}: the copy differs from what was shown");
        assert!(
            copy.pixels().filter(|pixel| pixel.0 == [250, 200, 10]).count() > 100,
            "{style:?}: its own look"
        );
        assert!(!all.contains(&shown), "{style:?} looks like another");
        all.push(shown);
    }
}

#[test]
fn what_cannot_be_opened_is_told_and_the_others_go_on() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("photos");
    let mut paths = photos(&folder, 1);
    let target = TargetFolder::existing(&folder).unwrap();
    paths.push(sladd::export::write_new(&target, "letter.txt", b"Dear colleagues").unwrap());
    paths.push(folder.join("gone.jpg"));
    let mut bench = Bench::new(&temp.path().join("data"));
    bench.tell(Command::AddPaths(paths));
    bench.until("the end", |session| session.photos().len() == 3 && session.looking().is_none());
    let failed = |at: usize| matches!(bench.session.photos()[at].stage, Stage::Failed(_));
    assert!(!failed(0) && failed(1) && failed(2));
}

#[test]
fn work_survives_the_end_of_the_program_and_then_many_are_exported() {
    let temp = tempfile::tempdir().unwrap();
    let (data, out) = (temp.path().join("data"), temp.path().join("out"));
    let paths = photos(&temp.path().join("photos"), 3);
    {
        let mut bench = Bench::new(&data);
        bench.tell(Command::AddPaths(paths.clone()));
        bench.until("the faces", |session| session.photos().len() == 3 && searched(session));
        bench.tell(Command::Edit(Edit::RedactUndecided));
        bench.tell(Command::Edit(Edit::AttestWholeImage(true)));
        let second = bench.id(1);
        bench.tell(Command::Select(second));
        bench.tell(Command::Edit(Edit::RedactUndecided));
        // Dropped at once: the last decisions are not written yet.
    }
    assert!(private(&data).join("session.json").exists());
    assert!(!data.join("session.json").exists() && !data.join("session.lock").exists());
    // A photo that is changed meanwhile starts anew.
    let mut changed = fs::read(&paths[1]).unwrap();
    changed.push(b'!');
    fs::remove_file(&paths[1]).unwrap();
    let folder = TargetFolder::existing(paths[1].parent().unwrap()).unwrap();
    sladd::export::write_new(&folder, "photo-001.jpg", &changed).unwrap();

    let mut bench = Bench::new(&data);
    bench.until("the offer", |session| session.offer().is_some());
    assert_eq!(bench.session.offer().unwrap().photos(), 3);
    bench.tell(Command::TakeUpKept);
    bench.until("the faces", |session| session.photos().len() == 3 && searched(session));
    let states: Vec<_> =
        bench.session.photos().iter().map(|photo| bench.session.state(photo, today())).collect();
    assert!(
        matches!(states[..], [PhotoState::Ready, PhotoState::Undecided(_), PhotoState::Undecided(_)]),
        "{states:?}"
    );
    assert_eq!(bench.session.notices().len(), 1);
    drop(states);

    bench.tell(Command::RedactRest);
    let last = bench.id(2);
    bench.tell(Command::Select(last));
    bench.tell(Command::Edit(Edit::AttestWholeImage(true)));
    bench.tell(Command::ExportReady(plan(&out), today()));
    bench.until("the copies", |session| session.many().is_some_and(sladd::session::ExportMany::is_done));
    let many = bench.session.many().unwrap();
    assert_eq!(many.exported(), 2);
    let copies: Vec<_> = many
        .lines()
        .iter()
        .filter_map(|line| match &line.outcome {
            Outcome::Exported(exported) => Some(exported.output.clone()),
            _ => None,
        })
        .collect();
    assert!(copies.iter().all(|copy| copy.exists()));
    assert_eq!(fs::read_dir(&out).unwrap().count(), 4, "two copies with their records");

    let bytes = csv(many, &Text::new(Language::Da)).unwrap();
    let folder = TargetFolder::existing(&out).unwrap();
    for _ in 0..2 {
        let (folder, bytes) = (folder.clone(), bytes.clone());
        bench.tell(Command::SaveReport { folder, stem: "rapport".to_owned(), extension: "csv", bytes });
    }
    bench.until("the reports", |session| session.notices().len() == 3);
    assert!(out.join("rapport.csv").exists() && out.join("rapport-2.csv").exists(), "nothing is overwritten");

    // The one that is left holds decisions; without it nothing is to be kept.
    let second = bench.id(1);
    bench.tell(Command::Remove(second));
    drop(bench);
    assert!(!private(&data).join("session.json").exists());
}
