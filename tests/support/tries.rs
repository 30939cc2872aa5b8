//! What somebody who has taken a decoder over would try, by system calls of their own: no function of a library stands
//! between a try and the kernel.
#![allow(unsafe_code, reason = "a system call by its number is what is tried")]
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a helper of tests")]
#![allow(
    clippy::borrow_as_ptr,
    clippy::ref_as_ptr,
    reason = "pointers for the kernel, each to what is alive here"
)]

use std::{
    ffi::{CString, c_long},
    io::{BufRead as _, Write as _},
};

use libc::{AT_FDCWD, c_void};

/// What is tried on: the parent, a place in its memory, a folder, and a program to run.
pub struct Order {
    pub parent: c_long,
    pub address: u64,
    pub folder: String,
    pub program: String,
}

/// How long the parent's secret is.
pub const SECRET: usize = 16;

impl Order {
    pub fn line(&self) -> String {
        format!("{} {} {} {}\n", self.parent, self.address, self.folder, self.program)
    }

    fn read() -> Option<Self> {
        let mut line = String::new();
        std::io::stdin().lock().read_line(&mut line).ok()?;
        let mut words = line.split_whitespace().map(str::to_owned);
        Some(Self {
            parent: words.next()?.parse().ok()?,
            address: words.next()?.parse().ok()?,
            folder: words.next()?,
            program: words.next()?,
        })
    }

    fn path(&self, name: &str) -> CString {
        CString::new(format!("{}/{name}", self.folder)).unwrap()
    }
}

/// The answer of a call: what it gives, or the error with a minus.
macro_rules! call {
    ($number:expr $(, $argument:expr)*) => {{
        // SAFETY: whatever the call does to this process, it only prints what came of it and ends.
        let answer = unsafe { libc::syscall($number $(, $argument)*) };
        if answer < 0 { -c_long::from(std::io::Error::last_os_error().raw_os_error().unwrap_or(1)) } else { answer }
    }};
}

/// A call that makes a second process where it is let; that one ends at once.
fn forked(answer: c_long) -> c_long {
    if answer == 0 {
        // SAFETY: the second process has nothing to tidy up.
        unsafe { libc::_exit(0) }
    }
    answer
}

fn tell(name: &str, answer: c_long) {
    let mut out = std::io::stdout().lock();
    out.write_all(format!("\ntry {name} {answer}\n").as_bytes()).unwrap();
    out.flush().unwrap();
}

/// Reads the order and tries everything; prints `try NAME ANSWER` for each.
pub fn everything() {
    let Some(order) = Order::read() else { return };
    // Room for a descriptor, where the number of them is all that is limited.
    call!(libc::SYS_close, 2);
    files(&order);
    descriptors(&order);
    names(&order);
    processes(&order);
    memory(&order);
    kernel();
    // Last, for where they are let this process is another one, or none.
    let program = CString::new(order.program.as_str()).unwrap();
    let word = CString::new("try exec 0").unwrap();
    let arguments = [program.as_ptr(), word.as_ptr(), std::ptr::null()];
    let none = [std::ptr::null::<c_void>()];
    tell(
        "execveat",
        call!(libc::SYS_execveat, AT_FDCWD, program.as_ptr(), arguments.as_ptr(), none.as_ptr(), 0),
    );
    tell("exec", call!(libc::SYS_execve, program.as_ptr(), arguments.as_ptr(), none.as_ptr()));
    #[cfg(target_arch = "x86_64")]
    {
        let answer: u64;
        // SAFETY: `getpid` of the 32-bit table, by its own door; no memory is touched.
        unsafe {
            std::arch::asm!("int 0x80", inout("rax") 20_u64 => answer, out("r8") _, out("r9") _, out("r10") _, out("r11") _);
        };
        tell("getpid_of_32_bits", answer.cast_signed());
    }
}

fn files(order: &Order) {
    let (kept, new) = (order.path("kept"), order.path("new"));
    let passwd = CString::new("/etc/passwd").unwrap();
    tell("open", call!(libc::SYS_openat, AT_FDCWD, passwd.as_ptr(), libc::O_RDONLY));
    tell("open_to_write", call!(libc::SYS_openat, AT_FDCWD, kept.as_ptr(), libc::O_WRONLY));
    tell("create", call!(libc::SYS_openat, AT_FDCWD, new.as_ptr(), libc::O_WRONLY | libc::O_CREAT, 0o600));
    let how = [u64::from(libc::O_RDONLY.unsigned_abs()), 0, 0];
    tell("openat2", call!(libc::SYS_openat2, AT_FDCWD, passwd.as_ptr(), how.as_ptr(), 24_usize));
    #[cfg(target_arch = "x86_64")]
    {
        tell("old_open", call!(libc::SYS_open, passwd.as_ptr(), libc::O_RDONLY));
        // The table of calls with 32-bit pointers: bit 30 of the number.
        tell("open_of_x32", call!(libc::SYS_open | 0x4000_0000, passwd.as_ptr(), libc::O_RDONLY));
    }
    let memory = CString::new(format!("/proc/{}/mem", order.parent)).unwrap();
    tell("open_the_parents_memory", call!(libc::SYS_openat, AT_FDCWD, memory.as_ptr(), libc::O_RDWR));
}

fn descriptors(_order: &Order) {
    let name = CString::new("n").unwrap();
    let mut pair = [0_i32; 2];
    let zeros = [0_u64; 16];
    tell("memfd", call!(libc::SYS_memfd_create, name.as_ptr(), 0));
    tell("pipe", call!(libc::SYS_pipe2, pair.as_mut_ptr(), 0));
    tell("dup", call!(libc::SYS_dup, 1));
    tell("dup_by_fcntl", call!(libc::SYS_fcntl, 1, libc::F_DUPFD, 0));
    // Signals to the parent by way of a pipe that it reads.
    tell("own_by_fcntl", call!(libc::SYS_fcntl, 1, libc::F_SETOWN, 1));
    tell("ioctl", call!(libc::SYS_ioctl, 1, libc::FIONREAD, pair.as_mut_ptr()));
    tell("epoll", call!(libc::SYS_epoll_create1, 0));
    tell("eventfd", call!(libc::SYS_eventfd2, 0, 0));
    tell("timerfd", call!(libc::SYS_timerfd_create, 0, 0));
    tell("inotify", call!(libc::SYS_inotify_init1, 0));
    tell("io_uring", call!(libc::SYS_io_uring_setup, 1, zeros.as_ptr()));
    tell("userfaultfd", call!(libc::SYS_userfaultfd, 0));
    tell("socket_inet", call!(libc::SYS_socket, libc::AF_INET, libc::SOCK_STREAM, 0));
    tell("socket_udp", call!(libc::SYS_socket, libc::AF_INET, libc::SOCK_DGRAM, 0));
    tell("socket_unix", call!(libc::SYS_socket, libc::AF_UNIX, libc::SOCK_STREAM, 0));
    tell("socket_netlink", call!(libc::SYS_socket, libc::AF_NETLINK, libc::SOCK_RAW, 0));
    tell("socketpair", call!(libc::SYS_socketpair, libc::AF_UNIX, libc::SOCK_STREAM, 0, pair.as_mut_ptr()));
    tell("vmsplice", call!(libc::SYS_vmsplice, 1, zeros.as_ptr(), 0_usize, 0));
    tell("pidfd", call!(libc::SYS_pidfd_open, libc::c_long::from(1), 0));
}

fn names(order: &Order) {
    let path = |name: &str| order.path(name);
    let (kept, moved, gone, cut) = (path("kept"), path("moved"), path("gone"), path("cut"));
    let (folder, link, other, empty) = (path("folder"), path("link"), path("other"), path("empty"));
    let secret = CString::new("what was read leaves as the name of a link").unwrap();
    tell("rename", call!(libc::SYS_renameat2, AT_FDCWD, moved.as_ptr(), AT_FDCWD, other.as_ptr(), 0));
    tell("unlink", call!(libc::SYS_unlinkat, AT_FDCWD, gone.as_ptr(), 0));
    tell("rmdir", call!(libc::SYS_unlinkat, AT_FDCWD, empty.as_ptr(), libc::AT_REMOVEDIR));
    tell("truncate", call!(libc::SYS_truncate, cut.as_ptr(), 0));
    tell("mkdir", call!(libc::SYS_mkdirat, AT_FDCWD, folder.as_ptr(), 0o700));
    tell("symlink", call!(libc::SYS_symlinkat, secret.as_ptr(), AT_FDCWD, link.as_ptr()));
    let hard = path("hard");
    tell("link", call!(libc::SYS_linkat, AT_FDCWD, kept.as_ptr(), AT_FDCWD, hard.as_ptr(), 0));
    let fifo = path("fifo");
    tell("mknod", call!(libc::SYS_mknodat, AT_FDCWD, fifo.as_ptr(), libc::S_IFIFO | 0o600, 0));
    #[cfg(target_arch = "x86_64")]
    {
        let (folder, link) = (path("folder2"), path("link2"));
        tell("old_unlink", call!(libc::SYS_unlink, gone.as_ptr()));
        tell("old_mkdir", call!(libc::SYS_mkdir, folder.as_ptr(), 0o700));
        tell("old_symlink", call!(libc::SYS_symlink, secret.as_ptr(), link.as_ptr()));
    }
    let (key, value) = (CString::new("user.a").unwrap(), CString::new("b").unwrap());
    tell("chmod", call!(libc::SYS_fchmodat, AT_FDCWD, kept.as_ptr(), 0o777));
    tell("utime", call!(libc::SYS_utimensat, AT_FDCWD, kept.as_ptr(), std::ptr::null::<c_void>(), 0));
    tell("setxattr", call!(libc::SYS_setxattr, kept.as_ptr(), key.as_ptr(), value.as_ptr(), 1_usize, 0));
    tell("stat", call!(libc::SYS_faccessat, AT_FDCWD, kept.as_ptr(), 0));
    tell("chdir", call!(libc::SYS_chdir, kept.as_ptr()));
}

fn processes(order: &Order) {
    let none = std::ptr::null::<c_void>();
    let child = libc::c_long::from(libc::SIGCHLD);
    tell("fork", forked(call!(libc::SYS_clone, child, none, none, none, none)));
    #[cfg(target_arch = "x86_64")]
    tell("old_fork", forked(call!(libc::SYS_fork)));
    let clone3 = [0_u64, 0, 0, 0, child.cast_unsigned(), 0, 0, 0];
    tell("clone3", forked(call!(libc::SYS_clone3, clone3.as_ptr(), 64_usize)));
    tell("kill", call!(libc::SYS_kill, order.parent, 0));
    tell("kill_all", call!(libc::SYS_kill, -1, 0));
    tell("tgkill", call!(libc::SYS_tgkill, order.parent, order.parent, 0));
    tell("tkill", call!(libc::SYS_tkill, order.parent, 0));
    tell("getppid", call!(libc::SYS_getppid));
    tell(
        "prlimit_of_the_parent",
        call!(libc::SYS_prlimit64, order.parent, libc::RLIMIT_NOFILE, none, [0_u64; 2].as_mut_ptr()),
    );
    // PTRACE_SEIZE.
    tell("ptrace", call!(libc::SYS_ptrace, 0x4206, order.parent, 0, 0));
    tell("setpriority", call!(libc::SYS_setpriority, 0, order.parent, 5));
}

fn memory(order: &Order) {
    let mut read = [0_u8; SECRET];
    let mut written = *b"overwritten.....";
    let there = [order.address, SECRET as u64];
    let here = [read.as_mut_ptr() as u64, SECRET as u64];
    tell(
        "read_the_parent",
        call!(libc::SYS_process_vm_readv, order.parent, here.as_ptr(), 1, there.as_ptr(), 1, 0_u64),
    );
    let here = [written.as_mut_ptr() as u64, SECRET as u64];
    tell(
        "write_the_parent",
        call!(libc::SYS_process_vm_writev, order.parent, here.as_ptr(), 1, there.as_ptr(), 1, 0_u64),
    );
    let all = libc::PROT_READ | libc::PROT_WRITE | libc::PROT_EXEC;
    let private = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS;
    tell("mmap_to_run", call!(libc::SYS_mmap, 0, 4096, all, private, -1, 0_u64).min(1));
    let plain = call!(libc::SYS_mmap, 0, 4096, libc::PROT_READ | libc::PROT_WRITE, private, -1, 0_u64);
    assert!(plain > 0, "memory that cannot be run is needed to decode: {plain}");
    tell("mprotect_to_run", call!(libc::SYS_mprotect, plain, 4096, libc::PROT_READ | libc::PROT_EXEC));
    tell("pkey_mprotect_to_run", call!(libc::SYS_pkey_mprotect, plain, 4096, all, -1));
    tell("shmget", call!(libc::SYS_shmget, 0x5ad, 4096, libc::IPC_CREAT | 0o600));
    tell("msgget", call!(libc::SYS_msgget, 0x5ad, libc::IPC_CREAT | 0o600));
}

fn kernel() {
    let zeros = [0_u64; 32];
    let name = CString::new("x").unwrap();
    tell("be_dumped", call!(libc::SYS_prctl, libc::PR_SET_DUMPABLE, 1, 0, 0, 0));
    tell(
        "raise_descriptors",
        call!(libc::SYS_prlimit64, 0, libc::RLIMIT_NOFILE, [64_u64; 2].as_ptr(), std::ptr::null::<c_void>()),
    );
    tell("another_filter", call!(libc::SYS_seccomp, 1, 0, zeros.as_ptr()));
    tell("bpf", call!(libc::SYS_bpf, 0, zeros.as_ptr(), 128_usize));
    tell("perf", call!(libc::SYS_perf_event_open, zeros.as_ptr(), 0, -1, -1, 0));
    tell("add_key", call!(libc::SYS_add_key, name.as_ptr(), name.as_ptr(), name.as_ptr(), 1_usize, -3));
    tell("unshare", call!(libc::SYS_unshare, libc::CLONE_NEWUSER));
    tell("personality", call!(libc::SYS_personality, 0xffff_ffff_u32));
    tell("uname", call!(libc::SYS_uname, zeros.as_ptr()).min(0));
    tell("setuid", call!(libc::SYS_setresuid, -1, -1, -1));
    tell("affinity", call!(libc::SYS_sched_getaffinity, 0, 128_usize, zeros.as_ptr()));
}
