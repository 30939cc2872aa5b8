//! The session over memory, with a fake in place of the threads.

use std::{
    collections::{BTreeMap, VecDeque},
    path::PathBuf,
    sync::{Arc, Weak},
    time::Duration,
};

use jiff::civil::{Date, date};

use super::*;
use crate::{
    consent::{Channel, ConsentId, Country, Purpose},
    detection::{CancelFlag, Detection, Detections, DetectorInfo},
    export::{Encoding, ExportFault, TargetFolder},
    geometry::{BoundingBox, PixelSize},
    hash::ContentHash,
    identifiers::{Found, Kinds},
    photo::{Limits, Raster},
    pipeline::{Blocker, ExportFailure, ExportPlan, ExportedCopy, ExportedPhoto, OpenedPhoto, SourcePhoto},
    policy::Policy,
    record::{Controller, Counts},
    redaction::{Shape, Style},
    review::{AreaKind, Decision, Edit, Review},
    text::{Language, Text},
    walk::{LeftOut, Trouble, TroubleKind},
};

mod found;
mod kept;
mod list;
mod many;
mod people;
mod placeholders;
mod readiness;

const TODAY: Date = date(2026, 11, 24);
const WIDTH: u32 = 96;

/// A file of its own for every name: one pixel differs.
fn bytes_of(name: &str) -> Vec<u8> {
    let tint = ContentHash::of(name.as_bytes()).as_bytes()[0];
    let picture = image::RgbImage::from_fn(WIDTH, 64, |x, _| image::Rgb([tint, x as u8, 40]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

fn opened(origin: &Origin) -> SourcePhoto {
    let bytes = bytes_of(&origin.name());
    OpenedPhoto::open(&bytes, &Limits::default()).unwrap().source().clone()
}

fn detector() -> DetectorInfo {
    DetectorInfo {
        model: "fake".to_owned(),
        model_sha256: ContentHash::of(b"fake"),
        threshold: 0.35,
        engine: "fake 1".to_owned(),
        library_sha256: None,
    }
}

fn face(x: f32) -> Detection {
    Detection { bbox: BoundingBox::new(x, 10.0, 12.0, 16.0), score: 0.9, turns: 0 }
}

/// Does at once, and in order, what the threads do.
struct Fake {
    session: Session,
    /// Faces in every photo.
    faces: usize,
    /// Writing and codes in every photo.
    found: Found,
    /// Whether they are looked for to the end.
    searches: bool,
    /// What is made out of a person who is pointed at.
    outline: Option<Vec<(f32, f32)>>,
    waiting: VecDeque<Job>,
    rasters: Vec<Weak<Raster>>,
    most_alive: usize,
    opens: usize,
    kept: BTreeMap<PhotoId, KeptPhoto>,
    released: bool,
    /// Paths of kept work that were looked at.
    looked_at: Vec<PathBuf>,
    /// Of them those whose content is not on this computer.
    elsewhere: Vec<PathBuf>,
    /// Photos whose copy cannot be written.
    refuses: Vec<String>,
}

impl Fake {
    fn new(faces: usize) -> Self {
        let mut session = Session::new(Policy::for_country(Country::Dk).unwrap());
        session.controller = Controller::told(Country::Dk, "x", "x", "x");
        "/out".clone_into(&mut session.folder);
        Self {
            session,
            faces,
            found: Found::default(),
            searches: true,
            outline: None,
            waiting: VecDeque::new(),
            rasters: Vec::new(),
            most_alive: 0,
            opens: 0,
            kept: BTreeMap::new(),
            released: false,
            looked_at: Vec::new(),
            elsewhere: Vec::new(),
            refuses: Vec::new(),
        }
    }

    fn with_photos(count: usize, faces: usize) -> Self {
        let mut fake = Self::new(faces);
        fake.add(count);
        fake.work();
        fake
    }

    fn add(&mut self, count: usize) {
        let origins =
            (1..=count).map(|number| Origin::File(PathBuf::from(format!("/p/{number:03}.png")))).collect();
        self.tell(Command::Add(origins));
    }

    fn tell(&mut self, command: Command) {
        let jobs = self.session.handle(command);
        self.waiting.extend(jobs);
    }

    fn event(&mut self, event: Event) {
        let jobs = self.session.absorb(event);
        self.waiting.extend(jobs);
        self.rasters.retain(|raster| raster.strong_count() > 0);
        self.most_alive = self.most_alive.max(self.rasters.len());
    }

    fn work(&mut self) {
        while self.step() {}
    }

    fn step(&mut self) -> bool {
        let Some(job) = self.waiting.pop_front() else { return false };
        match job {
            Job::Open { photo, origin, cancel, kept } => {
                if cancel.is_cancelled() {
                    return true;
                }
                let source = self.open(&origin);
                let size = source.raster().size();
                let sha256 = source.sha256();
                // The worst case for memory: the pixels are told of whether anybody looks or not.
                self.event(Event::Opened(photo, source));
                let coarse = Some(vec![face(5.0)]);
                self.event(Event::Progress { photo, done: 1, total: 4, coarse });
                let faces = (0..self.faces).map(|number| face(number as f32 * 20.0)).collect();
                let found = Detections { faces, ..Detections::default() };
                let restored = kept.as_ref().and_then(|kept| kept.review.as_ref());
                let (review, outcome) = match restored {
                    Some(review) if review.source_sha256() == sha256 => {
                        (review.restore().unwrap(), KeptOutcome::TakenUp)
                    }
                    Some(_) => (Review::begin(sha256, size, &found), KeptOutcome::FileChanged),
                    None => (Review::begin(sha256, size, &found), KeptOutcome::None),
                };
                self.event(Event::Detected(Box::new(Detected {
                    photo,
                    review,
                    detector: detector(),
                    thumbnail: None,
                    took: Some(Duration::from_secs(6)),
                    kept: outcome,
                    identifying: true,
                })));
                if self.searches {
                    self.event(Event::Found { photo, found: self.found.clone(), kinds: Kinds::ALL });
                }
            }
            Job::Identify { photo, kinds, .. } => self.event(if self.searches {
                Event::Found { photo, found: self.found.clone(), kinds }
            } else {
                Event::NotIdentified(photo)
            }),
            Job::Outline { photo, region, plain, .. } => {
                if let Some(outline) = self.outline.clone() {
                    self.event(Event::Outlined { photo, region, plain, outline });
                }
            }
            Job::Reopen { photo, origin } => {
                let source = self.open(&origin);
                self.event(Event::Opened(photo, source));
            }
            Job::Preview { photo, revision, raster, covered, frame, .. } => {
                let thumbnail = Thumbnail::new(&raster, covered, frame).unwrap();
                self.event(Event::Preview(photo, revision, raster));
                self.event(Event::Thumbnail(photo, thumbnail));
            }
            Job::Export(job) => {
                let name = job.origin.name();
                if self.refuses.contains(&name) {
                    let full = Failure::Export(ExportFailure::File(ExportFault::DiskFull));
                    self.event(Event::ExportFailed(job.photo, full));
                } else {
                    let copy = exported(&name);
                    self.event(Event::Exported(job.photo, job.revision, copy));
                }
            }
            Job::Keep(photo, Some(kept)) => {
                self.kept.insert(photo, *kept);
            }
            Job::Keep(photo, None) => {
                self.kept.remove(&photo);
            }
            Job::LookAtKept(paths) => {
                self.looked_at.extend(paths.clone());
                let found = paths.into_iter().map(|path| {
                    let placeholder = self.elsewhere.contains(&path);
                    FoundFile { identity: path.clone(), path, named: true, placeholder }
                });
                let found = found.collect();
                self.event(Event::KeptLookedAt(found));
            }
            Job::ReleaseKept => self.released = true,
            Job::Gather(_)
            | Job::Prefer(_)
            | Job::AddConsent(_)
            | Job::Register(_)
            | Job::Remake(_)
            | Job::ReadConsents
            | Job::SaveReport { .. }
            | Job::ForgetWork => {}
        }
        true
    }

    fn open(&mut self, origin: &Origin) -> SourcePhoto {
        self.opens += 1;
        let source = opened(origin);
        self.rasters.push(Arc::downgrade(source.raster()));
        source
    }

    fn id(&self, at: usize) -> PhotoId {
        self.session.photos()[at].id
    }

    fn edit(&mut self, edit: Edit) {
        self.tell(Command::Edit(edit));
        self.work();
        assert_eq!(self.session.refused, None);
    }

    fn show(&mut self, at: usize) {
        let id = self.id(at);
        self.tell(Command::Select(id));
        self.work();
    }

    /// Covers every face of a photo and says that it was looked through.
    fn finish(&mut self, at: usize) {
        self.show(at);
        self.edit(Edit::RedactUndecided);
        self.edit(Edit::AttestWholeImage(true));
    }

    fn states(&self) -> Vec<String> {
        let states = self.session.photos().iter().map(|photo| self.session.state(photo, TODAY));
        states.map(|state| format!("{state:?}")).collect()
    }
}

/// What became of each photo, in a word, with the copy where there is one.
fn outcomes(many: &ExportMany) -> Vec<String> {
    let told = |line: &export_many::Line| {
        if let Outcome::Exported(exported) = &line.outcome {
            format!("Exported({:?})", exported.output)
        } else {
            format!("{:?}", line.outcome)
        }
    };
    many.lines().iter().map(told).collect()
}

fn exported(name: &str) -> ExportedPhoto {
    let copy = |size: &str| ExportedCopy {
        output: PathBuf::from(format!("/out/{name}{size}.jpg")),
        sidecar: PathBuf::from(format!("/out/{name}{size}.jpg.consent.json")),
        alt_text: Some(PathBuf::from(format!("/out/{name}{size}.jpg.txt"))),
        record_id: "r".to_owned(),
        size: size.to_owned(),
        pixels: PixelSize::new(96, 64),
    };
    ExportedPhoto {
        output: PathBuf::from(format!("/out/{name}.jpg")),
        sidecar: PathBuf::from(format!("/out/{name}.jpg.consent.json")),
        record_id: "r".to_owned(),
        counts: Counts {
            faces_total: 1,
            blurred: 1,
            kept_with_consent: 0,
            not_a_face: 0,
            undecided: 0,
            added_by_user: 0,
            other_areas_blurred: 0,
            same_person_again: None,
            cut_away: None,
        },
        alt_text: "Two at a table".to_owned(),
        copies: vec![copy(""), copy("-web")],
    }
}

fn plan(folder: &std::path::Path) -> Box<ExportPlan> {
    Box::new(ExportPlan {
        folder: TargetFolder::existing(folder).unwrap(),
        stem: None,
        encoding: Encoding::default(),
        style: Style::Veil,
        margin_percent: 25,
        copies: crate::pipeline::Copies::default(),
        controller: Controller::told(Country::Dk, "x", "x", "x"),
        operator: "test".to_owned(),
    })
}
