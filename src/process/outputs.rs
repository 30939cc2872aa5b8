//! Whether standard output and standard error were there when the program was started, and what becomes of a file that
//! may not grow.
//!
//! Rust puts `/dev/null` in the place of what was closed (`sladd … >&-`) before `main` begins, so that what is printed is
//! lost without an error; and a shell's limit of file sizes (`ulimit -f`) ends a program by a signal in the middle of what
//! it does. So both are looked at before Rust does anything, by a function that the loader calls.

/// True where standard output was closed when the program was started.
pub fn output_was_closed() -> bool {
    noted::is_closed(noted::OUTPUT)
}

/// True where standard error was closed when the program was started.
pub fn messages_were_closed() -> bool {
    noted::is_closed(noted::MESSAGES)
}

#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[expect(unsafe_code, reason = "only the loader comes before Rust, and it knows no other way")]
mod noted {
    use std::sync::atomic::{AtomicU8, Ordering};

    pub(super) const OUTPUT: u8 = 1;
    pub(super) const MESSAGES: u8 = 2;

    static CLOSED: AtomicU8 = AtomicU8::new(0);

    /// Called by the loader before `main`, on the one thread that there is.
    // SAFETY: the section holds addresses of functions of this form (System V ABI, "Initialization and Termination
    // Functions"), and a static is never moved.
    #[used]
    #[unsafe(link_section = ".init_array")]
    static BEFORE_MAIN: extern "C" fn() = note;

    /// Needs nothing of Rust's runtime, which is not there yet.
    extern "C" fn note() {
        for (descriptor, bit) in [(libc::STDOUT_FILENO, OUTPUT), (libc::STDERR_FILENO, MESSAGES)] {
            // SAFETY: asks about a number, whatever it stands for.
            if unsafe { libc::fcntl(descriptor, libc::F_GETFD) } == -1 {
                CLOSED.fetch_or(bit, Ordering::Relaxed);
            }
        }
        // SAFETY: no handler is set, and no other thread is there that could set one. Writing beyond a limit is an error
        // of that one write then, as on a full disk.
        unsafe { libc::signal(libc::SIGXFSZ, libc::SIG_IGN) };
    }

    pub(super) fn is_closed(bit: u8) -> bool {
        CLOSED.load(Ordering::Relaxed) & bit != 0
    }
}

/// Elsewhere what is printed into a closed output is lost, and nobody can be told.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
mod noted {
    pub(super) const OUTPUT: u8 = 1;
    pub(super) const MESSAGES: u8 = 2;

    pub(super) const fn is_closed(_bit: u8) -> bool {
        false
    }
}
