//! What this process keeps from the system around it: no memory of it is dumped when it crashes, other processes of the
//! same user cannot read it, children get no files that it did not open for them, and the report of a panic names no file
//! and no person.

#[cfg(unix)]
pub mod descriptors;
mod outputs;
#[cfg(windows)]
pub mod windows;

use std::{
    io::{self, Write as _},
    panic::{self, PanicHookInfo},
};

pub use outputs::{messages_were_closed, output_was_closed};

/// Forbids core dumps and reading by others, keeps what was left open from children, and replaces the report of panics.
/// Called first thing by the program.
pub fn guard() {
    forbid_core_dumps();
    #[cfg(unix)]
    descriptors::keep_inherited_to_oneself();
    #[cfg(windows)]
    drop(windows::search_libraries_safely());
    see(0);
    panic::set_hook(Box::new(report));
}

/// As long as one of these is alive, other processes of this user may look into this one, as they may into any.
///
/// The file dialogs of Linux desktops ask for it: before `xdg-desktop-portal` answers, it opens `/proc/PID/root` of whoever
/// asks, to learn whether it runs in a container, and refuses where it cannot.
#[derive(Debug)]
pub struct Seen(());

impl Seen {
    /// From now on.
    pub fn begin() -> Self {
        see(1);
        Self(())
    }
}

impl Drop for Seen {
    fn drop(&mut self) {
        see(-1);
    }
}

/// Counts who wants this process to be seen; with nobody it is not. On Linux alone: elsewhere the system decides.
#[cfg_attr(not(target_os = "linux"), expect(unused_variables, reason = "there is nothing to count for"))]
fn see(change: i32) {
    #[cfg(target_os = "linux")]
    {
        use std::sync::{Mutex, PoisonError};

        use rustix::process::{DumpableBehavior, set_dumpable_behavior};

        static WANTED: Mutex<i32> = Mutex::new(0);
        let mut wanted = WANTED.lock().unwrap_or_else(PoisonError::into_inner);
        *wanted += change;
        let behavior = if *wanted > 0 { DumpableBehavior::Dumpable } else { DumpableBehavior::NotDumpable };
        // Where the system refuses, it is as before there was a guard; that is no reason to keep a ward from working.
        set_dumpable_behavior(behavior).unwrap_or_default();
    }
}

/// Decoded photos lie in memory, and a core file would hold them. The limit is one byte and not none,
/// because Linux hands dumps to a program such as systemd-coredump whatever the limit, unless it is exactly
/// one (core(5), "Piping core dumps to a program").
#[cfg(unix)]
fn forbid_core_dumps() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    // Where a limit of none is in force already, it may not be raised to one, and stays.
    for most in [1, 0] {
        if setrlimit(Resource::Core, Rlimit { current: Some(most), maximum: Some(most) }).is_ok() {
            break;
        }
    }
}

/// The heap stays out of the reports that Windows makes of a crash. Where the system refuses, its own settings
/// hold; that is no reason to keep a ward from working.
#[cfg(windows)]
fn forbid_core_dumps() {
    drop(windows::keep_heap_out_of_reports());
}

#[cfg(not(any(unix, windows)))]
fn forbid_core_dumps() {}

/// Version and place; the message of a panic may quote a path or what a file says. Where nobody reads standard error
/// there is no other place to tell it, and a second panic here would end the program.
fn report(info: &PanicHookInfo<'_>) {
    let said = format!("Sladd {} stopped at {}\n", env!("CARGO_PKG_VERSION"), place(info));
    drop(io::stderr().lock().write_all(said.as_bytes()));
}

fn place(info: &PanicHookInfo<'_>) -> String {
    info.location().map_or_else(
        || "?".to_owned(),
        |location| {
            let file = location.file().rsplit(['/', '\\']).next().unwrap_or_default();
            format!("{file}:{}", location.line())
        },
    )
}
