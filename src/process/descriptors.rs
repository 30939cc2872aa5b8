//! Open files that this process did not open itself: whoever started it may have left some open.
//!
//! Promises: standard input, output and error stay as they are; nothing else does that a child or a decoder could use.
#![expect(
    unsafe_code,
    reason = "a descriptor that nobody in this process owns can be closed or marked by its number alone"
)]

use std::ffi::c_int;

/// The first descriptor after standard input, output and error.
const FIRST: c_int = 3;
/// So many numbers are tried one by one where the system does not tell which are open.
const MOST: c_int = 65_536;

/// Closes every descriptor beyond the three standard ones. Only for a process that has opened none itself yet: one that
/// is still in use would be closed as well.
pub fn close_inherited() {
    #[cfg(target_os = "linux")]
    if close_range(0) {
        return;
    }
    for number in open_ones() {
        // SAFETY: no memory is touched; by the contract above nothing in this process owns the number. Where it is open
        // no longer, as that of the folder that was just read, the call fails, and that is as good.
        unsafe { libc::close(number) };
    }
}

/// From now on children that are started get none of the descriptors that are open now, beyond the three standard ones.
/// This process can go on using them: a shell hands `<(command)` over as one.
pub fn keep_inherited_to_oneself() {
    #[cfg(target_os = "linux")]
    if close_range(libc::CLOSE_RANGE_CLOEXEC) {
        return;
    }
    for number in open_ones() {
        // SAFETY: changes one flag of a number and touches no memory; fails where the number is not open.
        unsafe { libc::fcntl(number, libc::F_SETFD, libc::FD_CLOEXEC) };
    }
}

/// True where the system did it: Linux 5.9 can close, 5.11 can mark.
#[cfg(target_os = "linux")]
fn close_range(flags: libc::c_uint) -> bool {
    // By number, because not every C library has a function of this name.
    // SAFETY: takes three numbers and touches no memory; the callers say why nobody owns the descriptors.
    unsafe { libc::syscall(libc::SYS_close_range, FIRST as libc::c_uint, libc::c_uint::MAX, flags) == 0 }
}

/// The numbers that are open, as the system lists them; where it does not, all that there could be.
fn open_ones() -> Vec<c_int> {
    let folder = if cfg!(target_os = "linux") { "/proc/self/fd" } else { "/dev/fd" };
    let numbers = |number: &c_int| *number >= FIRST;
    std::fs::read_dir(folder).map_or_else(
        |_| (FIRST..limit()).collect(),
        |entries| {
            let names = entries.flatten().map(|entry| entry.file_name());
            names.filter_map(|name| name.to_str()?.parse().ok()).filter(numbers).collect()
        },
    )
}

fn limit() -> c_int {
    let allowed = rustix::process::getrlimit(rustix::process::Resource::Nofile).current;
    allowed.and_then(|allowed| c_int::try_from(allowed).ok()).map_or(MOST, |allowed| allowed.min(MOST))
}
