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

use super::{DetectionError, native, probe::try_out};

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
        let pairs =
            [("library", self.library.display().to_string().into()), ("reason", self.reason.clone().into())];
        text.format("detection-library-unusable", pairs)
    }
}

/// The engine that runs, and a notice where it is not the one that was wanted.
pub(super) struct Engine {
    pub(super) name: String,
    pub(super) notice: Option<EngineNotice>,
    environment: Environment,
}

/// The library that `interfaces` names: `$SLADD_ONNXRUNTIME`, else `lib/` beside the program. Nothing else
/// is searched.
pub fn library_beside_program() -> Option<PathBuf> {
    if let Some(path) = std::env::var_os("SLADD_ONNXRUNTIME").filter(|path| !path.is_empty()) {
        return Some(PathBuf::from(path));
    }
    let folder = std::env::current_exe().ok()?.parent()?.join("lib");
    let mut found: Vec<PathBuf> = folder
        .read_dir()
        .ok()?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.file_name().is_some_and(|name| is_runtime(&name.to_string_lossy())))
        .collect();
    found.sort();
    found.into_iter().next()
}

fn is_runtime(name: &str) -> bool {
    name == "onnxruntime.dll" || name == "libonnxruntime.dylib" || name.starts_with("libonnxruntime.so")
}

/// The engine of this process. The first call decides; `ort` allows one per process.
pub(super) fn engine(library: Option<&Path>) -> Result<&'static Engine, DetectionError> {
    static ENGINE: OnceLock<Result<Engine, String>> = OnceLock::new();
    ENGINE
        .get_or_init(|| start(library))
        .as_ref()
        .map_err(|reason| DetectionError::Engine { reason: reason.clone() })
}

fn start(library: Option<&Path>) -> Result<Engine, String> {
    let notice = match library {
        None => None,
        Some(path) => match try_out(path).and_then(|()| start_native(path)) {
            Ok(engine) => return Ok(engine),
            Err(reason) => Some(EngineNotice { library: path.to_owned(), reason }),
        },
    };
    ort::set_api(ort_tract::api());
    Engine::new("tract 0.23".to_owned(), notice)
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
        Ok(Self { name, notice, environment })
    }

    /// A session for one worker thread.
    pub(super) fn session(&self, model: &[u8]) -> Result<Session, DetectionError> {
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
