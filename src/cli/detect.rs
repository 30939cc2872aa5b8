//! `detect`: what is found in photos.

use std::{str::FromStr, time::Duration};

use serde_json::{Map, Value, json};

use crate::{
    detection::{
        CancelFlag, Detection, DetectionError, DetectorOptions, FaceDetector as _, OnnxFaceDetector,
    },
    geometry::BoundingBox,
    identifiers::{Finder, Grade, Kind, Kinds, Place, Somebody},
    photo::Raster,
};

use super::{
    args::Detect,
    context::{Context, NotReady},
    photos::{failed, files, open},
    report::{self, ExitStatus},
};

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Find {
    /// Faces.
    Faces,
    /// Writing.
    Text,
    /// Bar codes and matrix codes.
    Codes,
    /// People of whom no face is seen: hints.
    People,
}

/// What is no kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("one of faces, text, codes, people")]
pub struct NoKind;

impl FromStr for Find {
    type Err = NoKind;

    fn from_str(word: &str) -> Result<Self, NoKind> {
        Ok(match word {
            "faces" => Self::Faces,
            "text" => Self::Text,
            "codes" => Self::Codes,
            "people" => Self::People,
            _ => return Err(NoKind),
        })
    }
}

/// What looks, for a run of the command.
struct Looking {
    faces: Option<OnnxFaceDetector>,
    finder: Option<Finder>,
    kinds: Kinds,
    people: bool,
    /// Faces are looked for to know who has one; they are told where somebody asked for them.
    tell_faces: bool,
    show_text: bool,
}

/// What one photo holds.
#[derive(Default)]
struct Seen {
    fields: Map<String, Value>,
    lines: Vec<String>,
    elapsed: Duration,
}

pub(super) fn detect(context: &Context, args: &Detect) -> Result<ExitStatus, NotReady> {
    let looking = Looking::new(context, args)?;
    let (files, mut status) = files(context, &args.paths);
    for file in files.iter().take_while(|_| !report::is_closed()) {
        let path = &file.path;
        let photo = match open(file) {
            Ok(photo) => photo,
            Err(error) => {
                status = status.max(failed(context, path, &error, args.json));
                continue;
            }
        };
        let raster = photo.source().raster();
        match looking.look(context, raster, &path.to_string_lossy()) {
            Ok(seen) if args.json => {
                let size = raster.size();
                let mut line = Map::new();
                line.insert("photo".to_owned(), path.to_string_lossy().into());
                line.insert("width".to_owned(), size.width.into());
                line.insert("height".to_owned(), size.height.into());
                line.extend(seen.fields);
                if let Some(detector) = &looking.faces {
                    line.insert("engine".to_owned(), detector.info().engine.clone().into());
                }
                line.insert("milliseconds".to_owned(), (seen.elapsed.as_millis() as u64).into());
                report::json(&Value::Object(line));
            }
            Ok(seen) => seen.lines.iter().for_each(|line| report::line(line)),
            Err(error) => {
                let message = error.message(&context.text);
                if args.json {
                    report::json(
                        &json!({"photo": path.to_string_lossy(), "error": {"kind": error.kind(), "message": message}}),
                    );
                }
                context.tell(&message);
                status = status.max(ExitStatus::Failed);
            }
        }
    }
    Ok(status)
}

impl Looking {
    fn new(context: &Context, args: &Detect) -> Result<Self, NotReady> {
        let mut options = DetectorOptions { min_face_px: args.min_face as f32, ..DetectorOptions::default() };
        if let Some(threshold) = args.threshold {
            options.threshold = threshold;
        }
        let kinds = Kinds { text: args.find.contains(&Find::Text), codes: args.find.contains(&Find::Codes) };
        let people = args.find.contains(&Find::People);
        // Who has a face is no person without one.
        let faces = people || args.find.contains(&Find::Faces);
        Ok(Self {
            faces: faces.then(|| context.detector(options)).transpose()?,
            finder: (people || !kinds.is_nothing()).then(|| context.finder()).transpose()?,
            kinds,
            people,
            tell_faces: args.find.contains(&Find::Faces),
            show_text: args.show_text,
        })
    }

    fn look(&self, context: &Context, raster: &Raster, photo: &str) -> Result<Seen, DetectionError> {
        let mut seen = Seen::default();
        let cancel = CancelFlag::default();
        let mut boxes_of_faces = Vec::new();
        if let Some(detector) = &self.faces {
            let found = detector.detect(raster, &mut |_| {}, &cancel)?;
            seen.elapsed += found.elapsed;
            let all = found.faces.iter().chain(&found.perhaps).chain(&found.candidates);
            boxes_of_faces = all.map(|face| face.bbox).collect();
            if self.tell_faces {
                seen.fields.insert("faces".to_owned(), boxes(&found.faces));
                seen.fields.insert("perhaps".to_owned(), boxes(&found.perhaps));
                seen.fields.insert("candidates".to_owned(), boxes(&found.candidates));
                let pairs = [
                    ("count", found.faces.len().into()),
                    ("perhaps", found.perhaps.len().into()),
                    ("photo", photo.into()),
                ];
                seen.lines.push(context.text.format("cli-faces-found", pairs));
            }
        }
        if let Some(finder) = &self.finder {
            // The two searches do not need their memory at the same time.
            if let Some(detector) = &self.faces {
                detector.rest();
            }
            let (found, reads) = if self.show_text {
                let (found, reads) = finder.find_and_tell(raster, self.kinds, &cancel)?;
                (found, Some(reads))
            } else {
                (finder.find(raster, self.kinds, &mut |_, _| {}, &cancel)?, None)
            };
            seen.elapsed += found.elapsed;
            let mut places: Vec<Value> = found.places.iter().map(place).collect();
            for (place, reads) in places.iter_mut().zip(reads.into_iter().flatten()) {
                if let Some(place) = place.as_object_mut() {
                    place.insert("reads".to_owned(), reads.into());
                }
            }
            if self.people {
                let people = finder.people_without_face(raster, &boxes_of_faces, &cancel)?;
                let pairs = [("count", people.len().into()), ("photo", photo.into())];
                seen.lines.push(context.text.format("cli-people-found", pairs));
                places.extend(people.iter().map(somebody));
            }
            seen.fields.insert("identifiers".to_owned(), places.into());
            let count = |kind: Kind| found.places.iter().filter(|place| place.kind() == kind).count();
            let numbers = found.places.iter().filter(|place| place.grade == Grade::PersonalNumber).count();
            let photo = || ("photo", photo.into());
            if self.kinds.text {
                let pairs = [("count", count(Kind::Text).into()), ("numbers", numbers.into()), photo()];
                seen.lines.push(context.text.format("cli-writing-found", pairs));
            }
            if self.kinds.codes {
                let pairs = [("count", count(Kind::Code).into()), photo()];
                seen.lines.push(context.text.format("cli-codes-found", pairs));
            }
            finder.rest();
        }
        Ok(seen)
    }
}

fn rounded(value: f32, places: f64) -> f64 {
    (f64::from(value) * places).round() / places
}

fn boxes(detections: &[Detection]) -> Value {
    let of_one = |found: &Detection| {
        json!({
            "x": rounded(found.bbox.x, 10.0), "y": rounded(found.bbox.y, 10.0),
            "width": rounded(found.bbox.width, 10.0), "height": rounded(found.bbox.height, 10.0),
            "score": rounded(found.score, 100.0),
        })
    };
    detections.iter().map(of_one).collect()
}

fn place(place: &Place) -> Value {
    identifier(
        place.kind().word(),
        place.bounds(),
        &place.outline,
        place.score,
        Some(place.grade),
        place.lines.len(),
    )
}

fn somebody(somebody: &Somebody) -> Value {
    identifier("person", somebody.bounds(), &somebody.outline, somebody.score, None, 0)
}

fn identifier(
    kind: &str,
    bounds: BoundingBox,
    outline: &[(f32, f32)],
    score: f32,
    grade: Option<Grade>,
    lines: usize,
) -> Value {
    let polygon: Vec<[f64; 2]> =
        outline.iter().map(|(x, y)| [rounded(*x, 10.0), rounded(*y, 10.0)]).collect();
    json!({
        "kind": kind, "x": rounded(bounds.x, 10.0), "y": rounded(bounds.y, 10.0),
        "width": rounded(bounds.width, 10.0), "height": rounded(bounds.height, 10.0), "polygon": polygon,
        "score": rounded(score, 100.0), "grade": grade.map(Grade::word), "lines": lines,
    })
}
