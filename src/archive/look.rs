//! Looks at one photo of a shard.

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
};

use crate::{
    detection::{CancelFlag, Detection, FaceDetector},
    file::{self, ReadFault},
    hash::ContentHash,
    metadata::{self, Category},
    photo::{self, Limits, OpenedImage, PhotoError, SourceFormat},
    record::{MAX_SIDECAR_BYTES, SIDECAR_SUFFIX, Sealed},
    walk::FoundFile,
};

use super::{Detail, PhotoLine, RecordState, ResultLine, State, Task};

/// What one thread looks with.
pub(super) struct Looking<'a> {
    pub(super) tasks: &'a [Task],
    pub(super) detail: bool,
    pub(super) detector: Option<&'a dyn FaceDetector>,
    /// The folders of the plan, as they are called here.
    pub(super) roots: &'a [PathBuf],
}

/// What came of a look.
pub(super) enum Looked {
    /// The photo has its line.
    Line(Box<ResultLine>),
    /// It has none yet, and the next one would have none either.
    Again(String),
}

/// The word of a photo that is another file than the one that was planned.
const CHANGED: &str = "changed";

impl Looking<'_> {
    /// Looks at a photo. Whatever its bytes do to what reads them, the answer is about this photo alone.
    pub(super) fn at(&self, photo: &PhotoLine) -> Looked {
        catch_unwind(AssertUnwindSafe(|| self.look(photo))).unwrap_or_else(|_| {
            let line = line(photo, State::Refused, PhotoError::Damaged.kind());
            Looked::Line(Box::new(line))
        })
    }

    fn look(&self, photo: &PhotoLine) -> Looked {
        let root = self.roots.get(photo.root);
        let Some((root, path)) = root.and_then(|root| Some((root, photo.path.in_folder(root)?))) else {
            return self.not_read(photo, "no_path");
        };
        let limits = Limits::default();
        // Content that was moved elsewhere since the plan was made is not fetched.
        if FoundFile::named(path.clone()).placeholder {
            return self.not_read(photo, PhotoError::NotHere.kind());
        }
        let bytes = match file::read_undisturbed(&path, limits.file_bytes) {
            Ok(bytes) => bytes,
            Err(fault @ (ReadFault::NotAFile | ReadFault::TooLarge { .. } | ReadFault::NotText)) => {
                return self.refused(photo, PhotoError::from(fault).kind());
            }
            Err(fault) => return self.unread(photo, root, &fault),
        };
        if bytes.len() as u64 != photo.bytes {
            return self.not_read(photo, CHANGED);
        }
        self.look_at(photo, &path, &bytes, &limits)
    }

    fn look_at(&self, photo: &PhotoLine, path: &Path, bytes: &[u8], limits: &Limits) -> Looked {
        let asks = |task: Task| self.tasks.contains(&task);
        let mut line = line(photo, State::Done, "");
        let mut detail = self.detail(photo);
        if let Some(detail) = &mut detail {
            detail.sha256 = Some(ContentHash::of(bytes));
        }
        if asks(Task::Metadata) {
            let report = metadata::inspect(bytes);
            let told = |category: &Category| report.count(*category) > 0;
            line.metadata = Some(Category::ALL.into_iter().filter(told).collect());
            line.hidden_pictures = Some(report.count(Category::HiddenImage) as u64);
            if let Some(detail) = &mut detail {
                let findings = report.findings.into_iter();
                detail.findings = findings.map(|found| (found.category, found.where_, found.value)).collect();
            }
        }
        if asks(Task::Records) {
            match record(path, bytes) {
                Ok(record) => line.record = Some(record),
                Err(fault) => return Looked::Again(fault.to_string()),
            }
        }
        let kind = match self.detector {
            Some(detector) => {
                opened(bytes, limits).map(|opened| faces(detector, &opened, &mut line, &mut detail))
            }
            None => kind_of(bytes).map(Kind::Done),
        };
        match kind {
            Ok(Kind::Done(format)) => format.word().clone_into(&mut line.kind),
            Ok(Kind::Again(reason)) => return Looked::Again(reason),
            Err(fault) => {
                line.state = State::Refused;
                fault.kind().clone_into(&mut line.kind);
            }
        }
        line.detail = detail;
        Looked::Line(Box::new(line))
    }

    /// A photo that the system does not hand out. Where its whole folder is away, so are the others: that is no answer
    /// about this one.
    fn unread(&self, photo: &PhotoLine, root: &Path, fault: &ReadFault) -> Looked {
        let is_there = root.read_dir().is_ok_and(|mut entries| entries.next().is_some());
        if !is_there {
            return Looked::Again(format!("{}: {fault}", root.display()));
        }
        self.not_read(
            photo,
            match fault {
                ReadFault::NotThere => "gone",
                fault if is_denied(fault) => "denied",
                ReadFault::Io(_) | ReadFault::NotAFile | ReadFault::NotText | ReadFault::TooLarge { .. } => {
                    PhotoError::Unreadable.kind()
                }
            },
        )
    }

    fn not_read(&self, photo: &PhotoLine, why: &str) -> Looked {
        self.without_picture(photo, State::Unreadable, why)
    }

    fn refused(&self, photo: &PhotoLine, why: &str) -> Looked {
        self.without_picture(photo, State::Refused, why)
    }

    fn without_picture(&self, photo: &PhotoLine, state: State, why: &str) -> Looked {
        Looked::Line(Box::new(ResultLine { detail: self.detail(photo), ..line(photo, state, why) }))
    }

    fn detail(&self, photo: &PhotoLine) -> Option<Detail> {
        self.detail.then(|| Detail {
            path: photo.path.clone(),
            sha256: None,
            size: None,
            faces: Vec::new(),
            perhaps: Vec::new(),
            findings: Vec::new(),
        })
    }
}

fn line(photo: &PhotoLine, state: State, kind: &str) -> ResultLine {
    ResultLine {
        n: photo.n,
        state,
        kind: kind.to_owned(),
        megapixels: None,
        faces: None,
        candidates: None,
        metadata: None,
        hidden_pictures: None,
        record: None,
        perhaps: None,
        detail: None,
    }
}

enum Kind {
    Done(SourceFormat),
    Again(String),
}

/// Opens the photo. What may be the moment's doing is tried once more: a computer that has too much to do or too little memory
/// must not make a line that another would not make.
fn opened(bytes: &[u8], limits: &Limits) -> Result<OpenedImage, PhotoError> {
    match photo::open(bytes, limits) {
        Err(PhotoError::TooSlow | PhotoError::DecoderStopped) => photo::open(bytes, limits),
        outcome => outcome,
    }
}

fn faces(
    detector: &dyn FaceDetector,
    opened: &OpenedImage,
    line: &mut ResultLine,
    detail: &mut Option<Detail>,
) -> Kind {
    let size = opened.raster.size();
    // To one decimal, as it is written.
    line.megapixels = Some((size.area() as f64 / 1e5).round() / 10.0);
    let found = match detector.detect(&opened.raster, &mut |_| {}, &CancelFlag::default()) {
        Ok(found) => found,
        Err(fault) => return Kind::Again(fault.to_string()),
    };
    line.faces = Some(found.faces.len() as u64);
    line.perhaps = Some(found.perhaps.len() as u64);
    line.candidates = Some(found.candidates.len() as u64);
    if let Some(detail) = detail {
        detail.size = Some([size.width, size.height]);
        detail.faces = boxes(&found.faces);
        detail.perhaps = boxes(&found.perhaps);
    }
    Kind::Done(opened.format)
}

fn boxes(found: &[Detection]) -> Vec<[f64; 5]> {
    let rounded = |value: f32, places: f64| (f64::from(value) * places).round() / places;
    found
        .iter()
        .map(|Detection { bbox, score, .. }| {
            let [x, y, width, height] =
                [bbox.x, bbox.y, bbox.width, bbox.height].map(|side| rounded(side, 10.0));
            [x, y, width, height, rounded(*score, 100.0)]
        })
        .collect()
}

/// What a file is, by its first bytes.
fn kind_of(bytes: &[u8]) -> Result<SourceFormat, PhotoError> {
    if bytes.is_empty() {
        return Err(PhotoError::Empty);
    }
    photo::sniff(bytes).map_err(PhotoError::Unsupported)?.ok_or(PhotoError::NotAPhoto)
}

fn is_denied(fault: &ReadFault) -> bool {
    matches!(fault, ReadFault::Io(error) if error.kind() == io::ErrorKind::PermissionDenied)
}

/// The record beside a file, held against its own seal and this file. No key, no register and no date is asked.
///
/// # Errors
/// [`ReadFault`] where another try may read it.
fn record(path: &Path, bytes: &[u8]) -> Result<RecordState, ReadFault> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(SIDECAR_SUFFIX);
    match file::read(beside.as_ref(), MAX_SIDECAR_BYTES) {
        Err(ReadFault::NotThere) => Ok(RecordState::None),
        Ok(record) => Ok(match Sealed::read(&record) {
            Ok(sealed) if sealed.body.image.sha256 == ContentHash::of(bytes) => RecordState::Valid,
            Ok(_) | Err(_) => RecordState::Broken,
        }),
        // The moment's doing: a share that is away for a second must not make a record broken for ever.
        Err(fault @ ReadFault::Io(_)) if !is_denied(&fault) => Err(fault),
        // Too large, no file, or nobody's to read: another run finds the same.
        Err(_) => Ok(RecordState::Broken),
    }
}
