//! What Windows is asked for that the standard library has no call for.
//!
//! Promises: only the process that calls is touched, no pointer outlives the call it is handed to, and whatever
//! the system refuses is an error.
#![expect(
    unsafe_code,
    reason = "Windows gives limits of a process through C calls only, and no wrapper on crates.io offers those of memory"
)]

use std::{io, mem, ptr};

use windows_sys::Win32::{
    Foundation::{CloseHandle, HANDLE},
    System::{
        ErrorReporting::{WER_FAULT_REPORTING_FLAG_NOHEAP, WerSetFlags},
        JobObjects::{
            AssignProcessToJobObject, CreateJobObjectW, JOB_OBJECT_LIMIT_ACTIVE_PROCESS,
            JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION, JOB_OBJECT_LIMIT_PROCESS_MEMORY,
            JOB_OBJECT_LIMIT_PROCESS_TIME, JOBOBJECT_EXTENDED_LIMIT_INFORMATION,
            JobObjectExtendedLimitInformation, SetInformationJobObject,
        },
        Threading::GetCurrentProcess,
    },
};

/// A job object; the handle is closed on drop, the job lives on as long as a process is in it.
struct Job(HANDLE);

impl Drop for Job {
    fn drop(&mut self) {
        // SAFETY: the handle came from `CreateJobObjectW`, belongs to this value alone, and is closed once.
        unsafe { CloseHandle(self.0) };
    }
}

impl Job {
    fn create() -> io::Result<Self> {
        // SAFETY: both pointers may be null: default security, no name.
        let handle = unsafe { CreateJobObjectW(ptr::null(), ptr::null()) };
        if handle.is_null() { Err(io::Error::last_os_error()) } else { Ok(Self(handle)) }
    }

    fn limit(&self, limits: &JOBOBJECT_EXTENDED_LIMIT_INFORMATION) -> io::Result<()> {
        let length = u32::try_from(mem::size_of_val(limits)).map_err(io::Error::other)?;
        let class = JobObjectExtendedLimitInformation;
        // SAFETY: the pointer is to `length` initialised bytes of the structure that belongs to the class; they
        // outlive the call, and the system only reads them.
        succeeded(unsafe { SetInformationJobObject(self.0, class, ptr::from_ref(limits).cast(), length) })
    }
}

fn succeeded(answer: i32) -> io::Result<()> {
    if answer == 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
}

/// Puts this process into a job that it cannot leave: at most `memory` bytes committed and `seconds` of
/// processor time, no further process, and an end without a report when it crashes. Limits of windows and
/// clipboard are left out: a job with those cannot lie within another, in which a program may well run already.
///
/// # Errors
/// The system refused one of them; such a process must not go on.
pub fn confine(memory: u64, seconds: u64) -> io::Result<()> {
    let job = Job::create()?;
    let mut limits = JOBOBJECT_EXTENDED_LIMIT_INFORMATION::default();
    // Counted in steps of 100 nanoseconds.
    limits.BasicLimitInformation.PerProcessUserTimeLimit =
        i64::try_from(seconds.saturating_mul(10_000_000)).map_err(io::Error::other)?;
    limits.BasicLimitInformation.ActiveProcessLimit = 1;
    limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_PROCESS_MEMORY
        | JOB_OBJECT_LIMIT_PROCESS_TIME
        | JOB_OBJECT_LIMIT_ACTIVE_PROCESS
        | JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION;
    // On a 32-bit system the whole address space is smaller than the limit.
    limits.ProcessMemoryLimit = usize::try_from(memory).unwrap_or(usize::MAX);
    job.limit(&limits)?;
    // SAFETY: the pseudo handle of the own process is always valid, and the job's handle is open.
    succeeded(unsafe { AssignProcessToJobObject(job.0, GetCurrentProcess()) })
    // The handle is closed here: without one, code that takes this process over cannot widen its own limits.
}

/// Asks Windows to leave the heap, where decoded photos lie, out of error reports about this process.
///
/// # Errors
/// The system refused.
pub fn keep_heap_out_of_reports() -> io::Result<()> {
    // SAFETY: takes a number and touches nothing of ours.
    let answer = unsafe { WerSetFlags(WER_FAULT_REPORTING_FLAG_NOHEAP) };
    if answer < 0 { Err(io::Error::from_raw_os_error(answer)) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use std::{env, process::Command, time::Instant};

    use super::confine;

    const TASK: &str = "SLADD_TEST_CONFINED";
    const REFUSED: i32 = 40;

    /// What a confined process tries; ends it with [`REFUSED`] where the system says no.
    fn try_out(task: &str) -> ! {
        let confined = confine(256 << 20, 2);
        let refused = confined.is_ok()
            && match task {
                "memory" => {
                    let mut held: Vec<Vec<u8>> = Vec::new();
                    (0..16).any(|_| {
                        let mut block = Vec::new();
                        let full = block.try_reserve_exact(64 << 20).is_err();
                        held.push(block);
                        full
                    })
                }
                "process" => Command::new(env::current_exe().unwrap()).arg("--list").output().is_err(),
                _ => {
                    let start = Instant::now();
                    while start.elapsed().as_secs() < 20 {}
                    false
                }
            };
        std::process::exit(if refused { REFUSED } else { 0 });
    }

    /// This very test is started again as the process that is confined.
    #[test]
    fn a_confined_process_gets_no_more_memory_time_or_processes() {
        if let Ok(task) = env::var(TASK) {
            try_out(&task);
        }
        let own = "process::windows::tests::a_confined_process_gets_no_more_memory_time_or_processes";
        for task in ["memory", "process", "time"] {
            let start = Instant::now();
            let mut child = Command::new(env::current_exe().unwrap());
            let status = child.args([own, "--exact", "--nocapture"]).env(TASK, task).status().unwrap();
            match task {
                // Ended from outside, with a code of the system's own.
                "time" => assert!(!status.success() && start.elapsed().as_secs() < 15, "{status}"),
                _ => assert_eq!(status.code(), Some(REFUSED), "{task}"),
            }
        }
    }
}
