//! Chooses the inference engine, once for the whole program.

use std::{
    path::{Path, PathBuf},
    sync::OnceLock,
};

use ort::{
    environment::Environment,
    session::{Session, builder::GraphOptimizationLevel},
};

use crate::text::Text;

use super::{DetectionError, known_answer, library::Library, native, probe::try_out};

/// What happened to a native library that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EngineNotice {
    /// The library that could not be used.
    pub library: PathBuf,
    /// Why.
    pub reason: String,
}

impl EngineNotice {
    /// What happened, and what that means.
    pub fn message(&self, text: &Text) -> String {
        let library = self.library.display().to_string();
        if !self.library.is_absolute() {
            return text.format("detection-library-not-absolute", [("library", library.into())]);
        }
        let pairs = [("library", library.into()), ("reason", self.reason.clone().into())];
        text.format("detection-library-unusable", pairs)
    }
}

/// The engine that runs, and a notice where it is not the one that was wanted.
pub(crate) struct Engine {
    pub(super) name: String,
    /// The file that it comes from; `None` for the embedded one.
    pub(super) library: Option<Library>,
    pub(super) notice: Option<EngineNotice>,
    environment: Environment,
}

/// The engine of this process. The first call decides; `ort` allows one per process.
pub(crate) fn engine(library: Option<&Path>) -> Result<&'static Engine, DetectionError> {
    static ENGINE: OnceLock<Result<Engine, String>> = OnceLock::new();
    ENGINE
        .get_or_init(|| start(library))
        .as_ref()
        .map_err(|reason| DetectionError::Engine { reason: reason.clone() })
}

fn start(library: Option<&Path>) -> Result<Engine, String> {
    let notice = match library {
        None => None,
        Some(path) => match tried(path) {
            Ok(engine) => return checked(engine),
            Err(reason) => Some(EngineNotice { library: path.to_owned(), reason }),
        },
    };
    ort::set_api(ort_tract::api());
    checked(Engine::new("tract 0.23".to_owned(), notice)?)
}

/// The engine of a native library that has worked in a child.
fn tried(path: &Path) -> Result<Engine, String> {
    let library = Library::at(path)?;
    try_out(path)?;
    Ok(Engine { library: Some(library), ..start_native(path)? })
}

/// The engine, once it has found the known face in this process too. An error is an end: a process can have no second
/// engine, and nobody looks for faces with one that does not see this one.
fn checked(engine: Engine) -> Result<Engine, String> {
    known_answer::check(&engine)?;
    Ok(engine)
}

/// The engine of a native library. Once its functions are in use, this process can have no other.
pub(super) fn start_native(library: &Path) -> Result<Engine, String> {
    let runtime = native::load(library)?;
    ort::set_api(runtime.api);
    Engine::new(format!("onnxruntime {}", runtime.version), None)
}

impl Engine {
    fn new(name: String, notice: Option<EngineNotice>) -> Result<Self, String> {
        let environment = ort::init().with_telemetry(false).build().map_err(|error| error.to_string())?;
        Ok(Self { name, library: None, notice, environment })
    }

    /// A session for one worker thread.
    pub(crate) fn session(&self, model: &[u8]) -> Result<Session, DetectionError> {
        let fault = |reason: String| DetectionError::Engine { reason };
        let builder = Session::builder(&self.environment).map_err(|error| fault(error.to_string()))?;
        builder
            .with_optimization_level(GraphOptimizationLevel::Level3)
            .map_err(|error| fault(error.to_string()))?
            .with_intra_threads(1)
            .map_err(|error| fault(error.to_string()))?
            .commit_from_memory(model)
            .map_err(|error| fault(error.to_string()))
    }
}
