//! A line of the report: what is known of a photo, and what a person has to do about it.

use serde::{Deserialize, Serialize};

use crate::{metadata::Category, text::Text};

use super::{Place, RecordState, ResultLine, State};

/// What a person has to do, or to look at. The order is that of the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Todo {
    /// A consent was withdrawn.
    ConsentWithdrawn,
    /// A consent, or the record's own time, has expired.
    ConsentExpired,
    /// There is a record that fits neither file nor register.
    RecordBroken,
    /// There are faces, and no record.
    Faces,
    /// There are perhaps faces, and no record.
    PerhapsFaces,
    /// The file says where, or by or of whom, the photo was taken, or holds a second picture.
    Metadata,
    /// Nobody has looked: the photo could not be opened or read, or lies elsewhere.
    Look,
    /// No result has a line of it.
    Scan,
}

impl Todo {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::ConsentWithdrawn,
        Self::ConsentExpired,
        Self::RecordBroken,
        Self::Faces,
        Self::PerhapsFaces,
        Self::Metadata,
        Self::Look,
        Self::Scan,
    ];

    /// What it means, for a person.
    pub fn message(self, text: &Text) -> String {
        text.get(match self {
            Self::ConsentWithdrawn => "archive-todo-withdrawn",
            Self::ConsentExpired => "archive-todo-expired",
            Self::RecordBroken => "archive-todo-broken",
            Self::Faces => "archive-todo-faces",
            Self::PerhapsFaces => "archive-todo-perhaps",
            Self::Metadata => "archive-todo-metadata",
            Self::Look => "archive-todo-look",
            Self::Scan => "archive-todo-scan",
        })
    }

    /// What follows from a line, with the record as the register has it.
    fn of(line: &ResultLine, record: Option<RecordState>) -> Vec<Self> {
        let mut todo = Vec::new();
        match record {
            Some(RecordState::Withdrawn) => todo.push(Self::ConsentWithdrawn),
            Some(RecordState::Expired) => todo.push(Self::ConsentExpired),
            Some(RecordState::Broken) => todo.push(Self::RecordBroken),
            Some(RecordState::Valid | RecordState::None) | None => {}
        }
        if !matches!(record, Some(RecordState::Valid)) {
            if line.faces.unwrap_or(0) > 0 {
                todo.push(Self::Faces);
            } else if line.perhaps.unwrap_or(0) > 0 {
                todo.push(Self::PerhapsFaces);
            }
        }
        let serious = [Category::HiddenImage, Category::Location, Category::Person];
        if line.metadata.iter().flatten().any(|category| serious.contains(category)) {
            todo.push(Self::Metadata);
        }
        if line.state != State::Done {
            todo.push(Self::Look);
        }
        todo
    }
}

/// A photo in the report. As JSON its keys stand in this order.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// The whole path.
    pub photo: Place,
    /// Its number in the plan; none for what the plan left out.
    pub n: Option<u64>,
    /// `done`, `refused`, `unreadable`, `missing` or `left_out`.
    pub state: &'static str,
    /// The kind of picture, or a word for why it was not looked at.
    pub kind: String,
    /// Millions of pixels.
    pub megapixels: Option<f64>,
    /// Faces.
    pub faces: Option<u64>,
    /// What is perhaps a face.
    pub perhaps: Option<u64>,
    /// Hints.
    pub candidates: Option<u64>,
    /// What the file gives away.
    pub metadata: Option<Vec<Category>>,
    /// Second pictures in the file.
    pub hidden_pictures: Option<u64>,
    /// The record, as the register has it.
    pub record: Option<RecordState>,
    /// What is to be done; nothing where this is empty.
    pub todo: Vec<Todo>,
}

impl Row {
    /// A photo that has a line.
    pub(super) fn of(photo: Place, line: &ResultLine, record: Option<RecordState>) -> Self {
        Self {
            n: Some(line.n),
            state: line.state.word(),
            megapixels: line.megapixels,
            faces: line.faces,
            perhaps: line.perhaps,
            candidates: line.candidates,
            metadata: line.metadata.clone(),
            hidden_pictures: line.hidden_pictures,
            record,
            ..Self::without(photo, None, "", &line.kind, Todo::of(line, record))
        }
    }

    /// A photo that has none.
    pub(super) fn without(
        photo: Place,
        n: Option<u64>,
        state: &'static str,
        kind: &str,
        todo: Vec<Todo>,
    ) -> Self {
        Self {
            photo,
            n,
            state,
            kind: kind.to_owned(),
            megapixels: None,
            faces: None,
            perhaps: None,
            candidates: None,
            metadata: None,
            hidden_pictures: None,
            record: None,
            todo,
        }
    }

    /// What a person reads of it in a table; the columns are those of [`super::Report::table`].
    pub(super) fn cells(&self, text: &Text) -> Vec<String> {
        let number = |count: Option<u64>| count.map(|count| count.to_string()).unwrap_or_default();
        let todo: Vec<String> = self.todo.iter().map(|todo| todo.message(text)).collect();
        let metadata: Vec<String> =
            self.metadata.iter().flatten().map(|category| category.message(text)).collect();
        let photo = self.photo.path().unwrap_or_default().to_string_lossy().into_owned();
        let record = self.record.map(|record| text.get(&format!("archive-record-{}", record.word())));
        let state = text.get(&format!("archive-state-{}", self.state.replace('_', "-")));
        let (faces, perhaps) = (number(self.faces), number(self.perhaps));
        vec![
            photo,
            todo.join("; "),
            faces,
            perhaps,
            metadata.join(", "),
            record.unwrap_or_default(),
            state,
            self.kind.clone(),
        ]
    }
}
