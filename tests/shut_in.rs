//! The decoding child is shut in: everything that a taken-over decoder would try is tried from inside one, and the real one is
//! looked at in the middle of its work.
//!
//! The child that tries is this test program itself, started by the function that starts workers and shut in by the function
//! that shuts workers in. Each way is tried without walls as well, so that a try that could never succeed is noticed.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on should say where"
)]
#![allow(clippy::print_stdout, reason = "a test says what it measured and what it skipped")]
#![allow(clippy::disallowed_methods, reason = "what it writes is no export")]

mod support;
#[path = "support/tries.rs"]
mod tries;

use std::{
    collections::BTreeMap,
    fs,
    io::{Read as _, Write as _},
    os::unix::{
        fs::{MetadataExt as _, PermissionsExt as _},
        process::{CommandExt as _, ExitStatusExt as _},
    },
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::atomic::{AtomicU8, Ordering},
    time::{Duration, Instant},
};

use sladd::{
    geometry::PixelSize,
    photo::{
        Limits, PhotoError, isolated, open,
        sandbox::{self, Held, Means},
    },
};
use support::{noise, whole_corpus};
use tries::{Order, SECRET};

fn program() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_sladd"))
}

fn say(held: Held) {
    let words: Vec<&str> = held.means().map(Means::word).collect();
    println!("\nheld {}", words.join(" "));
}

#[test]
#[ignore = "started by the tests below as their child"]
fn child_shut_in() {
    say(sandbox::shut_in().unwrap());
    tries::everything();
}

#[test]
#[ignore = "started by the tests below as their child"]
fn child_without_filter() {
    say(sandbox::without_filter().unwrap());
    tries::everything();
}

#[test]
#[ignore = "started by the tests below as their child"]
fn child_without_walls() {
    say(Held::default());
    tries::everything();
}

#[test]
#[ignore = "started by the tests below as their child"]
fn child_that_aborts() {
    sandbox::shut_in().unwrap();
    std::process::abort();
}

struct Tried {
    answers: BTreeMap<String, i64>,
    held: Vec<String>,
    status: ExitStatus,
    secret: Vec<u8>,
    before: Vec<String>,
    after: Vec<String>,
}

const NEVER: i64 = i64::MAX;

impl Tried {
    /// Errors of the kernel, without the minus; 0 where it was let.
    fn refused_by(&self, name: &str) -> i64 {
        let answer = self.answers.get(name).copied().unwrap_or_else(|| panic!("{name} was not tried"));
        if answer < 0 { -answer } else { 0 }
    }
}

/// Names, content and rights of what lies in a folder.
fn state(folder: &Path) -> Vec<String> {
    let mut found: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let facts = fs::symlink_metadata(&path).unwrap();
            let content = if facts.is_file() { fs::read(&path).unwrap() } else { Vec::new() };
            format!("{} {:o} {}", path.display(), facts.mode(), String::from_utf8_lossy(&content))
        })
        .collect();
    found.sort();
    found
}

/// A program without a library, where there is a compiler: a limit on descriptors keeps one with libraries from running.
fn something_to_run(folder: &Path) -> PathBuf {
    let (source, made) = (folder.join("run.c"), folder.join("run"));
    let code = "#include <unistd.h>\n#include <string.h>\nint main(int c,char**v){write(1,\"\\n\",1);write(1,v[1],strlen(v[1]));return write(1,\"\\n\",1)!=1;}\n";
    fs::write(&source, code).unwrap();
    let built =
        Command::new("cc").arg("-static").arg("-o").arg(&made).arg(&source).stderr(Stdio::null()).status();
    if built.is_ok_and(|status| status.success()) {
        return made;
    }
    println!("no static program could be compiled: /bin/echo is run in its place");
    PathBuf::from("/bin/echo")
}

/// Starts this program as a worker is started, and has it try everything on a folder and on this process.
fn try_everything(child: &str) -> Tried {
    let tools = tempfile::tempdir().unwrap();
    let folder = tempfile::tempdir().unwrap();
    for name in ["kept", "moved", "gone", "cut"] {
        fs::write(folder.path().join(name), "as it was").unwrap();
    }
    fs::create_dir(folder.path().join("empty")).unwrap();
    let before = state(folder.path());
    let secret: Vec<AtomicU8> = b"only the parent.".iter().copied().map(AtomicU8::new).collect();
    assert_eq!(secret.len(), SECRET);
    let order = Order {
        parent: i64::from(std::process::id()),
        address: secret.as_ptr() as u64,
        folder: folder.path().to_str().unwrap().to_owned(),
        program: something_to_run(tools.path()).to_str().unwrap().to_owned(),
    };
    let arguments = ["--ignored", "--exact", child, "--nocapture"];
    let mut worker = isolated::start(&std::env::current_exe().unwrap(), &arguments).unwrap();
    worker.stdin.take().unwrap().write_all(order.line().as_bytes()).unwrap();
    let mut said = String::new();
    worker.stdout.take().unwrap().read_to_string(&mut said).unwrap();
    let status = worker.wait().unwrap();
    let mut answers = BTreeMap::new();
    let mut held = Vec::new();
    for line in said.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            ["try", name, answer] => {
                answers.insert((*name).to_owned(), answer.parse().unwrap_or(NEVER));
            }
            ["held", means @ ..] => held = means.iter().map(|word| (*word).to_owned()).collect(),
            _ => {}
        }
    }
    let secret = secret.iter().map(|byte| byte.load(Ordering::Relaxed)).collect();
    let after = state(folder.path());
    println!("{child}: held {held:?}, {} tries, {status}\n{answers:?}", answers.len());
    Tried { answers, held, status, secret, before, after }
}

/// Whether a process may read another one of its user at all, which is the system's choice (Yama).
fn others_may_be_read() -> bool {
    fs::read_to_string("/proc/sys/kernel/yama/ptrace_scope").map_or(true, |scope| scope.trim() == "0")
}

#[test]
fn without_walls_the_tries_succeed() {
    let tried = try_everything("child_without_walls");
    let mut wanted = vec![
        "open",
        "open_to_write",
        "create",
        "pipe",
        "dup",
        "memfd",
        "socket_inet",
        "socket_unix",
        "rename",
        "unlink",
        "rmdir",
        "truncate",
        "mkdir",
        "symlink",
        "link",
        "mknod",
        "chmod",
        "stat",
        "fork",
        "clone3",
        "kill",
        "tgkill",
        "getppid",
        "mmap_to_run",
        "mprotect_to_run",
        "be_dumped",
        "exec",
        "shmget",
    ];
    if others_may_be_read() {
        wanted.extend(["read_the_parent", "write_the_parent", "ptrace", "open_the_parents_memory"]);
        assert_eq!(tried.secret, b"overwritten.....");
    }
    // `execveat` of a program that is let comes first.
    let last = if tried.answers.contains_key("exec") { "exec" } else { "execveat" };
    for name in wanted.into_iter().filter(|name| *name != "exec").chain([last]) {
        assert_eq!(tried.refused_by(name), 0, "{name}: the try itself is wrong");
    }
    assert_ne!(tried.before, tried.after);
}

/// The whole of it: every try is refused, by the filter and not by chance, and nothing has changed.
#[test]
fn f75_from_inside_a_worker_nothing_can_be_reached() {
    let tried = try_everything("child_shut_in");
    for means in [Means::Limits, Means::Descriptors, Means::Unseen] {
        assert!(tried.held.contains(&means.word().to_owned()), "{means:?}");
    }
    if !tried.held.contains(&Means::Calls.word().to_owned()) {
        println!("skipped: this system has no filter of system calls");
        return;
    }
    assert!(tried.answers.len() > 60, "{} tries", tried.answers.len());
    for name in tried.answers.keys() {
        assert_eq!(tried.refused_by(name), i64::from(libc::EPERM), "{name}");
    }
    for name in
        ["exec", "execveat", "open", "unlink", "read_the_parent", "write_the_parent", "kill", "socket_inet"]
    {
        assert!(tried.answers.contains_key(name), "{name} was not tried");
    }
    assert_eq!(tried.before, tried.after);
    assert_eq!(tried.secret, b"only the parent.");
    // The door of 32-bit calls ends the process.
    if cfg!(target_arch = "x86_64") {
        assert!(tried.status.signal().is_some(), "{}", tried.status);
        assert!(!tried.answers.contains_key("getpid_of_32_bits"));
    }
}

/// What is left where a kernel or a container has no filter: limits and Landlock.
#[test]
fn without_the_filter_paths_and_the_parent_stay_out_of_reach() {
    let tried = try_everything("child_without_filter");
    let has = |means: Means| tried.held.contains(&means.word().to_owned());
    let refused = |names: &[&str]| {
        for name in names {
            assert_ne!(tried.refused_by(name), 0, "{name} was let");
        }
    };
    assert!(has(Means::Limits) && has(Means::Descriptors) && has(Means::Unseen));
    refused(&["open", "open_to_write", "create", "openat2", "memfd", "pipe", "dup", "dup_by_fcntl", "epoll"]);
    refused(&["socket_inet", "socket_udp", "socket_unix", "socketpair", "io_uring", "raise_descriptors"]);
    if !has(Means::Paths) {
        println!("skipped: this system has no Landlock");
        return;
    }
    refused(&[
        "unlink", "rename", "rmdir", "truncate", "mkdir", "symlink", "link", "mknod", "exec", "execveat",
    ]);
    refused(&["read_the_parent", "write_the_parent", "ptrace", "open_the_parents_memory"]);
    if has(Means::Signals) {
        refused(&["kill", "tgkill", "tkill"]);
    }
    assert_eq!(tried.secret, b"only the parent.");
    let names = |state: &[String]| {
        state.iter().map(|line| line.split(' ').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names(&tried.before), names(&tried.after));
}

/// A decoder that ends itself is told as one that stopped, and nothing else.
#[test]
fn a_worker_that_aborts_is_told_as_stopped() {
    let arguments = ["--ignored", "--exact", "child_that_aborts", "--nocapture"];
    let mut worker = isolated::start(&std::env::current_exe().unwrap(), &arguments).unwrap();
    let status = worker.wait().unwrap();
    assert_eq!(status.signal(), Some(libc::SIGABRT), "{status}");
    // A parent hears only that the pipe has ended.
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("worker");
    fs::write(&script, "#!/bin/sh\nkill -SYS $$\n").unwrap();
    fs::set_permissions(&script, fs::Permissions::from_mode(0o700)).unwrap();
    let found = isolated::open(&script, b"\xff\xd8\xff", &Limits::default());
    assert_eq!(found.unwrap_err(), PhotoError::DecoderStopped);
}

fn status_line(pid: u32, key: &str) -> Option<String> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(key).map(str::to_owned))?;
    Some(line.trim_start_matches(':').trim().to_owned())
}

fn signal(pid: u32, name: &str) {
    assert!(Command::new("kill").arg(format!("-{name}")).arg(pid.to_string()).status().unwrap().success());
}

/// The child of `parent` that decodes, once it has read the photo and is at work. Between `fork` and `exec` a child is
/// a copy of its parent, with the photo in its memory and nothing shut yet: it is told by its command line.
fn worker_of(parent: &mut Child, photo_kb: u64) -> u32 {
    let command_line = |pid: u32| fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    let start = Instant::now();
    while start.elapsed() < Duration::from_mins(1) {
        assert!(parent.try_wait().unwrap().is_none(), "it ended before it had decoded");
        for entry in fs::read_dir("/proc").unwrap().flatten() {
            let Some(pid) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else {
                continue;
            };
            let is_child = status_line(pid, "PPid").is_some_and(|of| of == parent.id().to_string());
            if !is_child || command_line(pid) == command_line(parent.id()) {
                continue;
            }
            let memory =
                status_line(pid, "VmRSS").and_then(|size| size.split(' ').next()?.parse::<u64>().ok());
            if memory.is_some_and(|memory| memory > photo_kb) {
                return pid;
            }
        }
    }
    panic!("no worker was seen");
}

/// Runs the program as somebody without rights where this is root, whom every file could be shown to.
fn as_nobody(program: &Path, folder: &Path) -> Command {
    let mut command = Command::new(program);
    if fs::metadata("/proc/self").unwrap().uid() == 0 {
        std::os::unix::fs::chown(folder, Some(65534), Some(65534)).unwrap();
        command.uid(65534).gid(65534);
    }
    command
}

#[test]
fn f75_the_real_worker_in_the_middle_of_a_photo_holds_nothing() {
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let copy = folder.path().join("sladd");
    fs::copy(program(), &copy).unwrap();
    let size = PixelSize::new(5000, 4000);
    let photo = folder.path().join("noise.png");
    image::RgbImage::from_raw(size.width, size.height, noise(size, 3).into_rgb())
        .unwrap()
        .save(&photo)
        .unwrap();
    let photo_kb = fs::metadata(&photo).unwrap().len() / 1024;
    // A file of whoever starts the program that is not closed on `exec`.
    let left_open = folder.path().join("left open");
    fs::write(&left_open, "of the shell").unwrap();
    let shell = format!("exec 9<'{}'; exec \"$0\" \"$@\"", left_open.display());
    let mut parent = as_nobody(Path::new("/bin/sh"), folder.path())
        .args(["-c", &shell])
        .arg(&copy)
        .args(["detect", "--json", "--country", "DK", "--data"])
        .arg(folder.path().join("data"))
        .arg(&photo)
        .env_remove("SLADD_ONNXRUNTIME")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let worker = worker_of(&mut parent, photo_kb);
    signal(worker, "STOP");
    let cases = [("NoNewPrivs", "1"), ("Seccomp", "2"), ("Threads", "1")];
    let found: Vec<_> = cases.iter().map(|(key, _)| status_line(worker, key)).collect();
    let open_files = |pid: u32| -> Vec<(String, PathBuf)> {
        let mut files: Vec<_> = fs::read_dir(format!("/proc/{pid}/fd"))
            .unwrap()
            .flatten()
            .map(|entry| {
                let target = fs::read_link(entry.path()).unwrap_or_default();
                (entry.file_name().to_str().unwrap().to_owned(), target)
            })
            .collect();
        files.sort();
        files
    };
    let (own, of_parent) = (open_files(worker), open_files(parent.id()));
    let limits = fs::read_to_string(format!("/proc/{worker}/limits")).unwrap();
    // Files of a process that is not dumpable belong to root (proc(5)).
    let owner = |pid: u32| fs::metadata(format!("/proc/{pid}/environ")).unwrap().uid();
    let (worker_owner, parent_owner) = (owner(worker), owner(parent.id()));
    let mut peek = as_nobody(Path::new("/bin/cat"), folder.path());
    let peeked = peek.arg(format!("/proc/{}/environ", parent.id())).stderr(Stdio::null()).output().unwrap();
    let mut ordinary = as_nobody(Path::new("/bin/sleep"), folder.path()).arg("60").spawn().unwrap();
    std::thread::sleep(Duration::from_millis(200));
    let mut peek = as_nobody(Path::new("/bin/cat"), folder.path());
    let control =
        peek.arg(format!("/proc/{}/environ", ordinary.id())).stderr(Stdio::null()).output().unwrap();
    ordinary.kill().unwrap();
    ordinary.wait().unwrap();
    signal(worker, "KILL");
    parent.kill().unwrap();
    parent.wait().unwrap();

    for ((key, wanted), found) in cases.iter().zip(found) {
        assert_eq!(found.as_deref(), Some(*wanted), "{key}");
    }
    println!("worker: {own:?}\nparent: {of_parent:?}");
    let numbers: Vec<&str> = own.iter().map(|(number, _)| number.as_str()).collect();
    assert_eq!(numbers, ["0", "1", "2"]);
    assert!(own[..2].iter().all(|(_, target)| target.to_string_lossy().starts_with("pipe:")));
    assert_eq!(own[2].1, Path::new("/dev/null"));
    assert!(of_parent.iter().any(|(_, target)| *target == left_open), "the try itself is wrong");
    for (name, value) in [
        ("Max open files", "0"),
        ("Max processes", "0"),
        ("Max core file size", "0"),
        ("Max file size", "0"),
        ("Max cpu time", "60"),
        ("Max address space", "4294967296"),
    ] {
        let line = limits.lines().find(|line| line.starts_with(name)).unwrap();
        let values: Vec<&str> = line[name.len()..].split_whitespace().take(2).collect();
        assert_eq!(values, [value, value], "{line}");
    }
    assert_eq!((worker_owner, parent_owner), (0, 0), "somebody of the same user could read them");
    assert!(!peeked.status.success(), "the program's memory can be read by others of its user");
    if others_may_be_read() {
        assert!(control.status.success(), "the try itself is wrong");
    }
}

#[test]
fn every_file_opens_in_the_child_as_it_does_here() {
    let mut files = whole_corpus();
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/faults");
    for folder in fs::read_dir(data).unwrap().flatten().filter(|entry| entry.path().is_dir()) {
        for file in fs::read_dir(folder.path()).unwrap().flatten() {
            files.push((file.path().display().to_string(), fs::read(file.path()).unwrap()));
        }
    }
    let (mut opened, mut refused) = (BTreeMap::new(), 0);
    for (name, bytes) in files.iter().filter(|(_, bytes)| bytes.len() < 4_000_000) {
        match (open(bytes, &Limits::default()), isolated::open(&program(), bytes, &Limits::default())) {
            (Ok(here), Ok(there)) => {
                assert_eq!((here.format, &here.notices), (there.format, &there.notices), "{name}");
                assert!(here.raster == there.raster, "{name}: other pixels");
                *opened.entry(format!("{:?}", here.format)).or_insert(0) += 1;
            }
            (Err(here), Err(there)) => {
                assert_eq!(here, there, "{name}");
                refused += 1;
            }
            (here, there) => panic!("{name}: here {:?}, in the child {:?}", here.err(), there.err()),
        }
    }
    println!("opened {opened:?}, refused {refused}");
    assert!(opened.values().sum::<i32>() > 10);
}

/// Fifty small photos, by the program of this build and, where `$SLADD_TEST_BEFORE` names one, in turns by another.
#[test]
fn a_child_starts_within_a_moment() {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let small = image::RgbImage::from_raw(24, 17, noise(PixelSize::new(24, 17), 5).into_rgb()).unwrap();
    small.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    let bytes = bytes.into_inner();
    let mut times = Vec::new();
    for _ in 0..50 {
        let start = Instant::now();
        isolated::open(&program(), &bytes, &Limits::default()).unwrap();
        times.push(start.elapsed());
    }
    times.sort();
    println!(
        "a small photo by a child: middle {:?}, fastest {:?}, slowest {:?}",
        times[25], times[0], times[49]
    );
    assert!(times[25] < Duration::from_millis(500));
}

/// `sladd models` says what the child really took from itself.
#[test]
fn models_tells_what_the_child_is_kept_from() {
    let folder = tempfile::tempdir().unwrap();
    let ask = |language: &str, json: bool| {
        let mut command = Command::new(program());
        command.args(["models", "--country", "DK", "--lang", language, "--data"]).arg(folder.path());
        if json {
            command.arg("--json");
        }
        String::from_utf8(command.output().unwrap().stdout).unwrap()
    };
    let line: serde_json::Value = serde_json::from_str(ask("en", true).lines().next().unwrap()).unwrap();
    let means: Vec<&str> =
        line["decoder"].as_array().unwrap().iter().map(|word| word.as_str().unwrap()).collect();
    assert!(means.contains(&"limits") && means.contains(&"descriptors"), "{means:?}");
    let filtered = means.contains(&"system_calls");
    for (language, whole) in [
        ("en", "can only calculate"),
        ("da", "kun kan regne"),
        ("nb", "bare kan regne"),
        ("sv", "bara kan räkna"),
    ] {
        assert_eq!(ask(language, false).contains(whole), filtered, "{language}");
    }
}
