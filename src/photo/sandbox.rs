//! What a decode worker forbids itself.

use std::io;

/// Address space of a worker: a photo of 120 megapixels with 16 bits and transparency takes nearly 2 GiB
/// while its colours are converted, and the file itself up to 512 MiB.
#[cfg(any(unix, windows))]
const ADDRESS_SPACE: u64 = 4 << 30;
/// Processor seconds; the parent's clock stops a worker long before, this holds should the parent be gone.
#[cfg(any(unix, windows))]
const PROCESSOR_SECONDS: u64 = 60;

/// Takes from this process what decoding does not need. On Unix: memory and processor time are bounded,
/// no file can be opened or grown, no process started, no core dumped.
///
/// # Errors
/// The system refused; such a worker must not go on.
#[cfg(unix)]
pub(super) fn enter() -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};

    let limit = |resource, most: u64| {
        let current = rustix::process::getrlimit(resource).maximum;
        let most = current.map_or(most, |maximum| maximum.min(most));
        setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) }).map_err(io::Error::from)
    };
    // macOS knows no limit of address space that holds; there the parent's clock and the limits of
    // the header pass remain.
    #[cfg(not(target_vendor = "apple"))]
    limit(Resource::As, ADDRESS_SPACE)?;
    limit(Resource::Cpu, PROCESSOR_SECONDS)?;
    limit(Resource::Core, 0)?;
    limit(Resource::Fsize, 0)?;
    limit(Resource::Nproc, 0)?;
    // Standard input, output and error are open; with three allowed there is no fourth, be it a file
    // or a socket.
    limit(Resource::Nofile, 3)?;
    #[cfg(target_os = "linux")]
    rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable)?;
    Ok(())
}

/// On Windows a job object bounds memory and processor time, and no process can be started; files can still be
/// opened (`docs/adr/0006-decode-in-a-child.md`).
///
/// # Errors
/// The system refused; such a worker must not go on.
#[cfg(windows)]
pub(super) fn enter() -> io::Result<()> {
    crate::process::windows::confine(ADDRESS_SPACE, PROCESSOR_SECONDS)
}

/// Elsewhere only the parent's clock and the limits of the header pass hold.
#[cfg(not(any(unix, windows)))]
pub(super) fn enter() -> io::Result<()> {
    Ok(())
}
