//! Loads Microsoft's ONNX Runtime from a shared library, and tidies up after sessions.
#![expect(
    unsafe_code,
    reason = "a C library is loaded and its function table copied, told by the environment to be silent, and the C heap \
              tidied; nothing else is unsafe"
)]

use std::{ffi::CStr, path::Path};

/// The version of the function table that is asked for; ONNX Runtime serves older ones for ever.
const API_VERSION: u32 = ort::sys::ORT_API_VERSION;

/// What tells ONNX Runtime to collect, keep and send nothing. From version 1.29 on Microsoft's builds for Linux and macOS
/// hold a client that writes an id of the device and events into the user's cache and sends them over the network
/// (onnxruntime pull request 27379, which names the first variable; 29843 names the second). The switch of its programming
/// interface comes too late: the first event is written while the environment is made (issue 25573).
const SILENT: [&str; 2] = ["ORT_DISABLE_TELEMETRY", "ORT_TELEMETRY_DISABLED"];

/// Tells every ONNX Runtime that this process or its children may load to collect, keep and send nothing. To be called
/// first thing in `main`, while no other thread is there; without it no library is loaded ([`load`]).
pub fn silence_libraries() {
    for name in SILENT {
        // SAFETY: no other thread reads or writes the environment, as the program has only just begun.
        unsafe { std::env::set_var(name, "1") };
    }
}

/// A loaded library's function table and version.
pub(super) struct NativeRuntime {
    pub(super) api: ort::sys::OrtApi,
    pub(super) version: String,
}

/// Opens the file, which has an absolute name. What it needs itself is searched by Windows beside it and among the system's
/// own libraries, never in the current folder or along `PATH`.
fn open(path: &Path) -> Result<libloading::Library, libloading::Error> {
    #[cfg(windows)]
    {
        use libloading::os::windows::{
            LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR, LOAD_LIBRARY_SEARCH_SYSTEM32, Library,
        };
        let folders = LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR | LOAD_LIBRARY_SEARCH_SYSTEM32;
        // SAFETY: as below.
        unsafe { Library::load_with_flags(path, folders) }.map(Into::into)
    }
    #[cfg(not(windows))]
    // SAFETY: loading runs the library's initialisers. The path comes from the folder beside the program or
    // from an environment variable set by whoever starts it, who could replace the program as well.
    unsafe {
        libloading::Library::new(path)
    }
}

/// Loads the library and asks it for its function table. The library stays loaded until the program ends.
pub(super) fn load(path: &Path) -> Result<NativeRuntime, String> {
    // A bare name would be searched for along paths that a variable sets.
    if !path.is_absolute() {
        return Err("its name is not absolute".to_owned());
    }
    // The environment cannot be changed here, where other threads may read it.
    if let Some(name) =
        SILENT.into_iter().find(|name| std::env::var_os(name).is_none_or(|value| value != "1"))
    {
        return Err(format!("it was not told to be silent: {name} is not 1"));
    }
    let library = open(path).map_err(|error| error.to_string())?;
    // SAFETY: `OrtGetApiBase` has had this signature since ONNX Runtime 1.0 (onnxruntime_c_api.h).
    let base = unsafe {
        library.get::<unsafe extern "system" fn() -> *const ort::sys::OrtApiBase>(b"OrtGetApiBase\0")
    }
    .map_err(|error| error.to_string())?;
    // SAFETY: the function takes nothing and returns a pointer to a static table, or null.
    let base = unsafe { base() };
    // SAFETY: checked for null; the table is static in the library, which is never unloaded.
    let base = unsafe { base.as_ref() }.ok_or("OrtGetApiBase returned nothing")?;
    // SAFETY: both functions are part of the table; the version string is static and ends in NUL.
    let (api, version) = unsafe { ((base.GetApi)(API_VERSION), (base.GetVersionString)()) };
    if version.is_null() {
        return Err("the library does not tell its version".to_owned());
    }
    // SAFETY: not null, static, NUL-terminated by contract.
    let version = unsafe { CStr::from_ptr(version) }.to_string_lossy().into_owned();
    if api.is_null() {
        return Err(format!("version {version} is too old"));
    }
    // SAFETY: not null, and a static table of plain function pointers, of which a copy is as good.
    let api = unsafe { std::ptr::read(api) };
    std::mem::forget(library);
    Ok(NativeRuntime { api, version })
}

/// Gives memory that is free back to the system, after a photo and after a session.
///
/// The C library of Linux does not do that by itself here: what a session or the tensors of a thread leave free is
/// in pieces that the next ones do not fit into. A batch of photos of many shapes grew by 22 MB for each new session,
/// without end, one of equal photos to 2 GB.
pub(crate) fn trim() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    // SAFETY: takes a number and touches nothing that is in use; may be called by any thread (malloc_trim(3)).
    unsafe {
        libc::malloc_trim(0);
    }
}
