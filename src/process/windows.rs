//! What Windows is asked for that the standard library has no call for.
//!
//! Promises: only the process that calls is touched, no pointer outlives the call it is handed to, and whatever
//! the system refuses is an error.
#![expect(
    unsafe_code,
    reason = "Windows gives limits of a process through C calls only, and no wrapper on crates.io offers those of memory"
)]

use std::{io, mem, os::windows::ffi::OsStrExt as _, path::Path, ptr};

use windows_sys::Win32::{
    Foundation::{CloseHandle, HANDLE},
    Security::{
        AdjustTokenPrivileges, CreateWellKnownSid, GetTokenInformation, SE_PRIVILEGE_REMOVED,
        SECURITY_MAX_SID_SIZE, SID_AND_ATTRIBUTES, SetTokenInformation, TOKEN_ADJUST_DEFAULT,
        TOKEN_ADJUST_PRIVILEGES, TOKEN_MANDATORY_LABEL, TOKEN_QUERY, TokenIntegrityLevel, TokenPrivileges,
        WinUntrustedLabelSid,
    },
    Storage::FileSystem::{
        FILE_ATTRIBUTE_NORMAL, MOVEFILE_REPLACE_EXISTING, MOVEFILE_WRITE_THROUGH, MoveFileExW,
        SetFileAttributesW,
    },
    System::{
        Console::{ATTACH_PARENT_PROCESS, AttachConsole},
        ErrorReporting::{WER_FAULT_REPORTING_FLAG_NOHEAP, WerSetFlags},
        JobObjects::{
            AssignProcessToJobObject, CreateJobObjectW, JOB_OBJECT_LIMIT_ACTIVE_PROCESS,
            JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION, JOB_OBJECT_LIMIT_PROCESS_MEMORY,
            JOB_OBJECT_LIMIT_PROCESS_TIME, JOBOBJECT_BASIC_UI_RESTRICTIONS,
            JOBOBJECT_EXTENDED_LIMIT_INFORMATION, JOBOBJECTINFOCLASS, JobObjectBasicUIRestrictions,
            JobObjectExtendedLimitInformation, SetInformationJobObject,
        },
        LibraryLoader::{LOAD_LIBRARY_SEARCH_DEFAULT_DIRS, SetDefaultDllDirectories},
        SystemServices::{JOB_OBJECT_UILIMIT_ALL, SE_GROUP_INTEGRITY},
        Threading::{
            GetCurrentProcess, OpenProcessToken, PROCESS_MITIGATION_POLICY, ProcessChildProcessPolicy,
            ProcessDynamicCodePolicy, ProcessExtensionPointDisablePolicy, ProcessImageLoadPolicy,
            ProcessSignaturePolicy, ProcessSystemCallDisablePolicy, SetProcessMitigationPolicy,
        },
    },
    UI::WindowsAndMessaging::{ASFW_ANY, AllowSetForegroundWindow},
};

/// A handle of the kernel's; closed on drop. A job lives on as long as a process is in it.
struct Handle(HANDLE);

impl Drop for Handle {
    fn drop(&mut self) {
        // SAFETY: the handle came from a call that opened it, belongs to this value alone, and is closed once.
        unsafe { CloseHandle(self.0) };
    }
}

/// A job object without a process yet.
fn job() -> io::Result<Handle> {
    // SAFETY: both pointers may be null: default security, no name.
    let handle = unsafe { CreateJobObjectW(ptr::null(), ptr::null()) };
    if handle.is_null() { Err(io::Error::last_os_error()) } else { Ok(Handle(handle)) }
}

/// Sets what `class` of a job's properties is made of. `value` must be the structure of that class.
fn set<T>(job: &Handle, class: JOBOBJECTINFOCLASS, value: &T) -> io::Result<()> {
    let length = u32::try_from(mem::size_of_val(value)).map_err(io::Error::other)?;
    // SAFETY: the pointer is to `length` initialised bytes that outlive the call, and the system only reads them; where
    // they do not fit the class, it refuses by their length.
    succeeded(unsafe { SetInformationJobObject(job.0, class, ptr::from_ref(value).cast(), length) })
}

fn succeeded(answer: i32) -> io::Result<()> {
    if answer == 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
}

/// Puts this process into a job that it cannot leave: at most `memory` bytes committed and `seconds` of
/// processor time, no further process, and an end without a report when it crashes. True where clipboard, desktop and
/// windows of others were taken as well: a job with those limits cannot lie within another, in which a program may well
/// run already; then it is a job without them.
///
/// # Errors
/// The system refused one of the others; such a process must not go on.
pub fn confine(memory: u64, seconds: u64) -> io::Result<bool> {
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
    let desktop = JOBOBJECT_BASIC_UI_RESTRICTIONS { UIRestrictionsClass: JOB_OBJECT_UILIMIT_ALL };
    let enter = |with_desktop: bool| -> io::Result<()> {
        let job = job()?;
        set(&job, JobObjectExtendedLimitInformation, &limits)?;
        if with_desktop {
            set(&job, JobObjectBasicUIRestrictions, &desktop)?;
        }
        // SAFETY: the pseudo handle of the own process is always valid, and the job's handle is open.
        succeeded(unsafe { AssignProcessToJobObject(job.0, GetCurrentProcess()) })
        // The handle is closed here: without one, code that takes this process over cannot widen its own limits.
    };
    if enter(true).is_ok() {
        return Ok(true);
    }
    enter(false).map(|()| false)
}

/// Has what is printed appear in the console that this program was started from: it belongs to the window system and has none of
/// its own. Where there is no such console, or the output was led elsewhere, nothing changes.
pub fn use_console_of_parent() {
    // SAFETY: the call takes a number and touches nothing of ours; where it is refused there is nothing to print to.
    unsafe { AttachConsole(ATTACH_PARENT_PROCESS) };
}

/// Lets the window that is open already come to the front: the one who was clicked last has the right to, and hands it on.
pub fn let_others_come_forward() {
    // SAFETY: the call takes a number; where it is refused, the other's button in the task bar flashes.
    unsafe { AllowSetForegroundWindow(ASFW_ANY) };
}

/// Gives a file on the same disk another name and returns when that is on the disk (`MOVEFILE_WRITE_THROUGH`), where it is after
/// the power failed. Without `replace` nothing is written over.
///
/// # Errors
/// The system's answer, [`io::ErrorKind::AlreadyExists`] among them; the file has its former name then.
pub fn move_durably(from: &Path, to: &Path, replace: bool) -> io::Result<()> {
    let wide = |path: &Path| path.as_os_str().encode_wide().chain([0]).collect::<Vec<u16>>();
    let (from, to) = (wide(from), wide(to));
    let flags = MOVEFILE_WRITE_THROUGH | if replace { MOVEFILE_REPLACE_EXISTING } else { 0 };
    // SAFETY: both pointers are to texts that end with a zero and outlive the calls, which only read them.
    unsafe {
        // A temporary file is marked as one, and is kept in memory as long as there is some.
        succeeded(SetFileAttributesW(from.as_ptr(), FILE_ATTRIBUTE_NORMAL))?;
        succeeded(MoveFileExW(from.as_ptr(), to.as_ptr(), flags))
    }
}

/// One of the policies that a process can lay on itself and never take off; each is a number of 32 flags
/// (`SetProcessMitigationPolicy`, winnt.h).
fn mitigate(policy: PROCESS_MITIGATION_POLICY, flags: u32) -> io::Result<()> {
    // SAFETY: the structures of the policies used here are unions of one `u32` with its bits; it outlives the call.
    succeeded(unsafe {
        SetProcessMitigationPolicy(policy, ptr::from_ref(&flags).cast(), mem::size_of::<u32>())
    })
}

/// No call of the window system any more (`DisallowWin32kSystemCalls`): most faults of the kernel were there.
///
/// # Errors
/// The system refused, as it does where a library has called it already.
pub fn forbid_windows() -> io::Result<()> {
    mitigate(ProcessSystemCallDisablePolicy, 1)
}

/// No memory becomes code (`ProhibitDynamicCode`), and no library is loaded that Microsoft has not signed
/// (`MicrosoftSignedOnly`), that comes from the network or from where untrusted processes write (`NoRemoteImages`,
/// `NoLowMandatoryLabelImages`), or by an extension point; no child may be made (`NoChildProcessCreation`), besides the job.
///
/// # Errors
/// The system refused the first or the second; the others stay where they were accepted.
pub fn forbid_new_code() -> io::Result<()> {
    for (policy, flags) in
        [(ProcessExtensionPointDisablePolicy, 1), (ProcessImageLoadPolicy, 3), (ProcessChildProcessPolicy, 1)]
    {
        // Old versions of Windows know some of them only.
        drop(mitigate(policy, flags));
    }
    mitigate(ProcessSignaturePolicy, 1)?;
    mitigate(ProcessDynamicCodePolicy, 1)
}

/// The access token of this process.
fn token() -> io::Result<Handle> {
    let mut token = ptr::null_mut();
    let access = TOKEN_ADJUST_DEFAULT | TOKEN_ADJUST_PRIVILEGES | TOKEN_QUERY;
    // SAFETY: the pseudo handle is always valid; the pointer is to a handle that outlives the call.
    succeeded(unsafe { OpenProcessToken(GetCurrentProcess(), access, &raw mut token) })?;
    Ok(Handle(token))
}

/// Removes every privilege from this process; none can be had again.
///
/// # Errors
/// The system refused.
pub fn drop_privileges() -> io::Result<()> {
    let token = token()?;
    let mut length = 0;
    // SAFETY: a length of none asks for the length that is needed; that it fails is how it answers.
    unsafe { GetTokenInformation(token.0, TokenPrivileges, ptr::null_mut(), 0, &raw mut length) };
    // `TOKEN_PRIVILEGES`: a count, then for each two halves of an id and the attributes, all of 32 bits.
    let mut words = vec![0_u32; (length as usize).div_ceil(4).max(1)];
    let place = words.as_mut_ptr().cast();
    // SAFETY: the buffer is as long as was asked for, aligned as the structure is, and outlives the call.
    succeeded(unsafe { GetTokenInformation(token.0, TokenPrivileges, place, length, &raw mut length) })?;
    for privilege in words.get_mut(1..).unwrap_or_default().chunks_exact_mut(3) {
        if let [_, _, attributes] = privilege {
            *attributes = SE_PRIVILEGE_REMOVED;
        }
    }
    // SAFETY: the buffer is the structure that the system filled, with other attributes; no former state is wanted back.
    succeeded(unsafe {
        AdjustTokenPrivileges(token.0, 0, words.as_ptr().cast(), 0, ptr::null_mut(), ptr::null_mut())
    })
}

/// Lowers this process to the integrity of untrusted ones: what the user's programs made, their processes among it, it may
/// no longer change, and of processes not read. Files it may still read, as this user may.
///
/// # Errors
/// The system refused.
pub fn become_untrusted() -> io::Result<()> {
    let token = token()?;
    // Of 32 bits, so that the identifier is aligned.
    let mut identifier = [0_u32; (SECURITY_MAX_SID_SIZE as usize).div_ceil(4)];
    let mut length = SECURITY_MAX_SID_SIZE;
    let sid = identifier.as_mut_ptr().cast();
    // SAFETY: no domain is needed for this kind; the buffer is of the length that is told and outlives the call.
    succeeded(unsafe { CreateWellKnownSid(WinUntrustedLabelSid, ptr::null_mut(), sid, &raw mut length) })?;
    let label = TOKEN_MANDATORY_LABEL {
        Label: SID_AND_ATTRIBUTES { Sid: sid, Attributes: SE_GROUP_INTEGRITY.unsigned_abs() },
    };
    let size = u32::try_from(mem::size_of_val(&label)).map_err(io::Error::other)? + length;
    // SAFETY: the label points to the identifier, and both outlive the call, which only reads them.
    succeeded(unsafe {
        SetTokenInformation(token.0, TokenIntegrityLevel, ptr::from_ref(&label).cast(), size)
    })
}

/// Libraries that are loaded from now on by their bare name are searched beside the program and in the system's folder, never
/// in the current folder or along `PATH`.
///
/// # Errors
/// The system refused.
pub fn search_libraries_safely() -> io::Result<()> {
    // SAFETY: takes a number and touches nothing of ours.
    succeeded(unsafe { SetDefaultDllDirectories(LOAD_LIBRARY_SEARCH_DEFAULT_DIRS) })
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

    use super::{become_untrusted, confine, drop_privileges, forbid_new_code};

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
                "file" => {
                    // Beside the program, where this user may write.
                    let place = env::current_exe().unwrap().with_extension("tried");
                    become_untrusted().is_ok() && std::fs::File::create(place).is_err()
                }
                "privileges" => drop_privileges().is_ok(),
                "code" => forbid_new_code().is_ok(),
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
    fn a_confined_process_gets_no_more_memory_time_processes_or_files() {
        if let Ok(task) = env::var(TASK) {
            try_out(&task);
        }
        let own = "process::windows::tests::a_confined_process_gets_no_more_memory_time_processes_or_files";
        for task in ["memory", "process", "time", "file", "privileges", "code"] {
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
