//! What a decoding process forbids itself, and what of it the system really took.
//!
//! Promises: bounded memory and processor time are in force or the process does not go on; everything else is taken where the
//! system can, and [`Held`] names what was taken, never what was only asked for. What each of them keeps out, and on which
//! system, is in `docs/adr/0020-the-decoder-is-shut-in.md`.

#[cfg(all(
    target_os = "linux",
    any(target_arch = "x86_64", target_arch = "aarch64", target_arch = "riscv64")
))]
mod calls;
#[cfg(target_os = "linux")]
mod paths;

use std::io;

use crate::text::Text;

/// Address space of a worker: a photo of 120 megapixels with 16 bits and transparency takes nearly 2 GiB
/// while its colours are converted, and the file itself up to 512 MiB.
#[cfg(any(unix, windows))]
const ADDRESS_SPACE: u64 = 4 << 30;
/// Processor seconds; the parent's clock stops a worker long before, this holds should the parent be gone.
#[cfg(any(unix, windows))]
const PROCESSOR_SECONDS: u64 = 60;

/// One thing that a decoding process takes from itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Means {
    /// Memory and processor time are bounded; no core dump, no file may grow.
    Limits,
    /// No descriptor but the three standard ones, and no further one can be opened.
    Descriptors,
    /// The kernel refuses every system call that decoding does not need.
    Calls,
    /// Nothing can be opened, made, removed, renamed or cut by its path.
    Paths,
    /// No TCP connection.
    Connections,
    /// No signal to another process.
    Signals,
    /// Other processes of this user cannot read its memory.
    Unseen,
    /// No further process.
    Alone,
    /// Windows: no other process can be opened and nothing of the user's written.
    Untrusted,
    /// Windows: no privilege is left.
    Unprivileged,
    /// Windows: no memory can be made executable.
    NoNewCode,
    /// Windows: no call of the window system.
    NoWindows,
    /// Windows: clipboard, desktop and windows of others are out of reach.
    NoDesktop,
}

impl Means {
    /// All of them; the place is the bit that the worker sends.
    pub const ALL: [Self; 13] = [
        Self::Limits,
        Self::Descriptors,
        Self::Calls,
        Self::Paths,
        Self::Connections,
        Self::Signals,
        Self::Unseen,
        Self::Alone,
        Self::Untrusted,
        Self::Unprivileged,
        Self::NoNewCode,
        Self::NoWindows,
        Self::NoDesktop,
    ];

    /// A stable word for JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Limits => "limits",
            Self::Descriptors => "descriptors",
            Self::Calls => "system_calls",
            Self::Paths => "paths",
            Self::Connections => "tcp",
            Self::Signals => "signals",
            Self::Unseen => "unseen",
            Self::Alone => "processes",
            Self::Untrusted => "untrusted",
            Self::Unprivileged => "unprivileged",
            Self::NoNewCode => "no_new_code",
            Self::NoWindows => "no_windows",
            Self::NoDesktop => "no_desktop",
        }
    }

    const fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// What a process took from itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Held(u16);

impl Held {
    /// True where this is in force.
    pub const fn has(self, means: Means) -> bool {
        self.0 & means.bit() != 0
    }

    /// Everything that is in force.
    pub fn means(self) -> impl Iterator<Item = Means> {
        Means::ALL.into_iter().filter(move |means| self.has(*means))
    }

    pub(crate) const fn add(&mut self, means: Means) {
        self.0 |= means.bit();
    }

    pub(super) const fn bits(self) -> u16 {
        self.0
    }

    /// `None` where a bit means nothing: whoever sent it is no worker of this program.
    pub(super) fn from_bits(bits: u16) -> Option<Self> {
        let known = Means::ALL.iter().fold(0, |all, means| all | means.bit());
        (bits & !known == 0).then_some(Self(bits))
    }

    /// What holds on this computer and what does not, in one sentence.
    pub fn message(self, text: &Text) -> String {
        text.get(if self.has(Means::Calls) {
            "photo-decoder-shut-in"
        } else if self.has(Means::Paths) {
            "photo-decoder-without-paths"
        } else if self.has(Means::Untrusted) {
            "photo-decoder-untrusted"
        } else {
            "photo-decoder-limits-only"
        })
    }
}

/// Takes from this process all that decoding does not need, as far as the system can. Standard input, output and error
/// stay; nothing else may be open that is still needed.
///
/// # Errors
/// The system refused to bound memory or processor time; such a process must not go on.
#[cfg(unix)]
pub fn shut_in() -> io::Result<Held> {
    without_filter().map(filtered)
}

/// Lets the kernel refuse what is not on the list, where it can.
#[cfg(all(
    target_os = "linux",
    any(target_arch = "x86_64", target_arch = "aarch64", target_arch = "riscv64")
))]
fn filtered(mut held: Held) -> Held {
    if calls::allow_only_decoding().is_ok() {
        held.add(Means::Calls);
        held.add(Means::Alone);
    }
    held
}

/// Other systems and processors have no such list.
#[cfg(all(
    unix,
    not(all(
        target_os = "linux",
        any(target_arch = "x86_64", target_arch = "aarch64", target_arch = "riscv64")
    ))
))]
const fn filtered(held: Held) -> Held {
    held
}

/// [`shut_in`] without the list of system calls: what is left where a kernel or a container has none.
///
/// # Errors
/// As [`shut_in`].
#[cfg(unix)]
pub fn without_filter() -> io::Result<Held> {
    use rustix::process::Resource;

    limit(Resource::Nproc, 0)?;
    // macOS knows no limit of address space that holds; there the parent's clock and the limits of
    // the header pass remain.
    #[cfg(not(target_vendor = "apple"))]
    limit(Resource::As, ADDRESS_SPACE)?;
    #[cfg(target_os = "linux")]
    let mut held = linux_walls(paths::Reading::Nothing);
    #[cfg(not(target_os = "linux"))]
    let mut held = Held::default();
    bound(&mut held)?;
    crate::process::descriptors::close_inherited();
    // One that is closed makes room for another as long as any is allowed; so none is.
    limit(Resource::Nofile, 0)?;
    held.add(Means::Descriptors);
    Ok(held)
}

/// Takes from a process that is to try a native library what such a library does not need: to write files, to speak TCP, to
/// signal others, to dump its memory. It can read files, for that is how it loads, and start threads.
#[cfg(unix)]
pub fn without_writing() -> Held {
    crate::process::descriptors::close_inherited();
    #[cfg(target_os = "linux")]
    let mut held = linux_walls(paths::Reading::Everything);
    #[cfg(not(target_os = "linux"))]
    let mut held = Held::default();
    // A library that does not work is told whatever this says; the program that would load it next has no such walls.
    drop(bound(&mut held));
    held
}

/// Walls that only Linux has, and that stay up through `exec`.
#[cfg(target_os = "linux")]
fn linux_walls(reading: paths::Reading) -> Held {
    // Without it neither wall can be built by a user; both crates set it too, where they get so far.
    rustix::thread::set_no_new_privs(true).unwrap_or_default();
    let mut held = paths::forbid(reading);
    if rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable).is_ok() {
        held.add(Means::Unseen);
    }
    held
}

/// Processor time, core dumps and the size of files.
#[cfg(unix)]
fn bound(held: &mut Held) -> io::Result<()> {
    use rustix::process::Resource;

    limit(Resource::Cpu, PROCESSOR_SECONDS)?;
    limit(Resource::Core, 0)?;
    limit(Resource::Fsize, 0)?;
    held.add(Means::Limits);
    Ok(())
}

#[cfg(unix)]
fn limit(resource: rustix::process::Resource, most: u64) -> io::Result<()> {
    use rustix::process::{Rlimit, getrlimit, setrlimit};

    let most = getrlimit(resource).maximum.map_or(most, |maximum| maximum.min(most));
    setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) }).map_err(io::Error::from)
}

/// Takes from this process all that decoding does not need, as far as Windows can be asked by a process itself.
///
/// # Errors
/// The system refused to bound memory or processor time; such a process must not go on.
#[cfg(windows)]
pub fn shut_in() -> io::Result<Held> {
    use crate::process::windows;

    let mut held = Held::default();
    let desktop = windows::confine(ADDRESS_SPACE, PROCESSOR_SECONDS)?;
    for (means, taken) in [
        (Means::Limits, true),
        (Means::Alone, true),
        (Means::NoDesktop, desktop),
        (Means::NoWindows, windows::forbid_windows().is_ok()),
        (Means::NoNewCode, windows::forbid_new_code().is_ok()),
        (Means::Unprivileged, windows::drop_privileges().is_ok()),
        // Last: what has it may not be able to ask for the rest.
        (Means::Untrusted, windows::become_untrusted().is_ok()),
    ] {
        if taken {
            held.add(means);
        }
    }
    Ok(held)
}

/// A library that is tried can do on Windows what this user can.
#[cfg(windows)]
pub fn without_writing() -> Held {
    Held::default()
}

/// Elsewhere only the parent's clock and the limits of the header pass hold.
///
/// # Errors
/// None.
#[cfg(not(any(unix, windows)))]
pub fn shut_in() -> io::Result<Held> {
    Ok(Held::default())
}

/// Elsewhere nothing.
#[cfg(not(any(unix, windows)))]
pub fn without_writing() -> Held {
    Held::default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_held_survives_the_pipe_and_unknown_bits_do_not() {
        let mut held = Held::default();
        for means in Means::ALL {
            assert!(!held.has(means));
            held.add(means);
            assert!(held.has(means));
        }
        assert_eq!(Held::from_bits(held.bits()), Some(held));
        assert_eq!(held.means().count(), Means::ALL.len());
        assert_eq!(Held::from_bits(1 << 13), None);
    }
}
