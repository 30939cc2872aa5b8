//! The system calls that a decoder may make; the kernel refuses every other one.
//!
//! What is not on the list fails with `EPERM`, and the process goes on: the C and Rust libraries ask for this and that by
//! themselves (the number of processors, the limits of a container) and do without where it is refused. Ending the process
//! instead would end decoding with the next version of the C library, and would keep nothing more out: the kernel
//! decides before it looks at the call.

use std::{collections::BTreeMap, io};

use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
    TargetArch,
};

/// What decoding needs: its pipes, memory, the end. No decoder starts a thread.
const ALLOWED: [libc::c_long; 20] = [
    libc::SYS_read,
    libc::SYS_write,
    libc::SYS_close,
    libc::SYS_brk,
    libc::SYS_munmap,
    libc::SYS_mremap,
    libc::SYS_madvise,
    libc::SYS_futex,
    libc::SYS_sched_yield,
    libc::SYS_getrandom,
    libc::SYS_clock_gettime,
    libc::SYS_getpid,
    libc::SYS_gettid,
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
    libc::SYS_sigaltstack,
    libc::SYS_restart_syscall,
    libc::SYS_exit,
    libc::SYS_exit_group,
];

/// Lets the kernel refuse all calls but those of the list, to all threads of this process, for ever.
///
/// # Errors
/// The kernel has no filter, or refused this one.
pub(super) fn allow_only_decoding() -> io::Result<()> {
    let program = program().map_err(io::Error::other)?;
    seccompiler::apply_filter_all_threads(&program).map_err(io::Error::other)?;
    // What is in force is tried and not believed: this call needs no descriptor, and every limit lets it pass.
    match std::fs::symlink_metadata("/") {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(()),
        _ => Err(io::Error::other("the filter of system calls does not filter")),
    }
}

fn program() -> Result<BpfProgram, seccompiler::BackendError> {
    let mut rules: BTreeMap<i64, Vec<SeccompRule>> =
        ALLOWED.into_iter().map(|call| (call, Vec::new())).collect();
    // Memory, but none that can be run: what was read can not become code.
    for call in [libc::SYS_mmap, libc::SYS_mprotect] {
        let executable = u64::from(libc::PROT_EXEC.unsigned_abs());
        rules.insert(call, only_where(2, SeccompCmpOp::MaskedEq(executable), 0)?);
    }
    // `abort` sends a signal to its own process, and to no other.
    rules.insert(libc::SYS_tgkill, only_where(0, SeccompCmpOp::Eq, u64::from(std::process::id()))?);
    let (otherwise, listed) = (SeccompAction::Errno(libc::EPERM.unsigned_abs()), SeccompAction::Allow);
    SeccompFilter::new(rules, otherwise, listed, TargetArch::try_from(std::env::consts::ARCH)?)?.try_into()
}

/// A call is allowed only where one argument, counted from 0, fits.
fn only_where(
    argument: u8,
    fits: SeccompCmpOp,
    value: u64,
) -> Result<Vec<SeccompRule>, seccompiler::BackendError> {
    // Protections and process ids are numbers of 32 bits; what the other half holds the kernel does not look at.
    let condition = SeccompCondition::new(argument, SeccompCmpArgLen::Dword, fits, value)?;
    Ok(vec![SeccompRule::new(vec![condition])?])
}
