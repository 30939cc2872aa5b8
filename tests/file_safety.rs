//! Files appear whole or not at all, whatever the system does: cases 94 to 107 of the security brief.
//!
//! Errors and kills come from `strace`, which makes any system call of a child fail or end it there, so the
//! program under test is the real one with the real file system. The child is this test binary itself.
#![allow(
    clippy::print_stdout,
    clippy::case_sensitive_file_extension_comparisons,
    reason = "a test that is skipped says so; the names are those that the program writes"
)]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers outside the test functions")]

mod support;
#[path = "support/export.rs"]
mod whole_export;

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use sladd::{
    export::{ExportFault, TargetFolder},
    photo::{Limits, PhotoError, read},
    pipeline::{ExportFailure, VerifyStatus, remove_interrupted, verify},
    register::Register,
};
use whole_export::{clock, export};

struct Desk {
    _temp: tempfile::TempDir,
    out: PathBuf,
    data: PathBuf,
}

impl Desk {
    fn new() -> Self {
        let temp = tempfile::tempdir().unwrap();
        let (out, data) = (temp.path().join("out"), temp.path().join("data"));
        fs::create_dir(&out).unwrap();
        Self { _temp: temp, out, data }
    }

    fn names(&self) -> Vec<String> {
        names(&self.out)
    }

    /// Every copy has its record and both are whole; every other file is a record or a temporary one.
    /// Gives the number of copies.
    fn assert_whole(&self, when: &str) -> usize {
        let register = Register::open(&self.data, Arc::new(clock())).unwrap();
        assert!(register.check_ledger().unwrap().is_ok(), "{when}: the ledger is broken");
        let names = self.names();
        let mut copies = 0;
        for name in &names {
            if Path::new(name).extension().is_some_and(|extension| extension == "png") {
                let found = verify(&self.out.join(name), Some(&register), clock().0).unwrap();
                assert_eq!(found.status, VerifyStatus::Ok, "{when}: {:?}", found.details);
                copies += 1;
            } else {
                let ours = name.ends_with(".png.consent.json")
                    || name.starts_with(".sladd-") && name.ends_with(".part");
                assert!(ours, "{when}: {name}");
            }
        }
        copies
    }
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// One export. What the child of the tests below does; on its own it only sees that an export works.
#[test]
fn the_child_exports() {
    let Some(folder) = std::env::var_os("SLADD_TEST_EXPORT").map(PathBuf::from) else {
        let desk = Desk::new();
        export(&desk.out, &desk.data, None).unwrap();
        assert_eq!((desk.assert_whole("undisturbed"), desk.names().len()), (1, 2));
        return;
    };
    let outcome = export(&folder.join("out"), &folder.join("data"), None);
    println!(
        "outcome: {}",
        match &outcome {
            Ok(_) => "exported",
            Err(failure) => failure.kind(),
        }
    );
}

#[cfg(target_os = "linux")]
mod disturbed {
    use std::{
        collections::BTreeMap,
        process::{Command, Output},
    };

    use super::*;

    /// The calls by which files come, change and go.
    const CALLS: &str =
        "write,pwrite64,fsync,fdatasync,renameat2,rename,link,linkat,unlink,unlinkat,ftruncate";

    fn this_test(folder: &Path, before: &[&str]) -> Command {
        let program = std::env::current_exe().unwrap();
        let mut words = before.iter().copied().map(std::ffi::OsString::from).collect::<Vec<_>>();
        words.push(program.into_os_string());
        let mut command = Command::new(&words[0]);
        command.args(&words[1..]);
        command.args(["--exact", "the_child_exports", "--nocapture", "--test-threads=1"]);
        command.env("SLADD_TEST_EXPORT", folder);
        command
    }

    fn under_strace(folder: &Path, log: &Path, more: &[String]) -> Output {
        let mut before = vec!["strace", "-f", "-q", "-o", log.to_str().unwrap()];
        before.extend(more.iter().map(String::as_str));
        this_test(folder, &before).output().unwrap()
    }

    fn strace_works() -> bool {
        let works = Command::new("strace").args(["-o", "/dev/null", "true"]).status();
        if works.is_ok_and(|status| status.success()) {
            return true;
        }
        println!("skipped: strace is not here or may not trace");
        false
    }

    fn outcome(output: &Output) -> String {
        let printed = String::from_utf8_lossy(&output.stdout);
        printed.lines().find_map(|line| line.split_once("outcome: ")).map_or_else(
            || format!("no outcome: {printed} {}", String::from_utf8_lossy(&output.stderr)),
            |(_, word)| word.to_owned(),
        )
    }

    fn desk() -> (Desk, PathBuf, PathBuf) {
        let desk = Desk::new();
        let root = desk.out.parent().unwrap().to_owned();
        let log = root.join("strace.log");
        (desk, root, log)
    }

    /// How often an undisturbed export makes each call.
    fn calls() -> BTreeMap<String, usize> {
        let (desk, root, log) = desk();
        let output = under_strace(&root, &log, &[format!("-etrace={CALLS}")]);
        assert_eq!(outcome(&output), "exported");
        assert_eq!(desk.assert_whole("traced"), 1);
        let mut counts = BTreeMap::new();
        for line in fs::read_to_string(&log).unwrap().lines() {
            let call = line.split_whitespace().nth(1).and_then(|rest| rest.split('(').next());
            if let Some(call) = call.filter(|call| CALLS.split(',').any(|known| known == *call)) {
                *counts.entry(call.to_owned()).or_insert(0) += 1;
            }
        }
        counts
    }

    fn records(names: &[String]) -> usize {
        names.iter().filter(|name| name.starts_with("sladd-") && name.ends_with(".consent.json")).count()
    }

    fn pictures(names: &[String]) -> usize {
        names.iter().filter(|name| name.starts_with("sladd-") && name.ends_with(".png")).count()
    }

    /// Case 101: after a kill at any call that touches a file there is no copy, or a whole pair.
    #[test]
    fn f101_killed_at_any_step_an_export_leaves_no_copy_or_a_whole_pair() {
        if !strace_works() {
            return;
        }
        let (mut kills, mut pairs, mut leftovers, mut lone_records) = (0, 0, 0, 0);
        for (call, count) in calls() {
            // Once more than an undisturbed run needs: that one must come through.
            for number in 1..=count {
                let (desk, root, log) = desk();
                let inject = format!("-einject={call}:signal=KILL:when={number}");
                let output = under_strace(&root, &log, &[format!("-etrace={call}"), inject]);
                let when = format!("killed at {call} {number}");
                if output.status.success() {
                    continue;
                }
                kills += 1;
                let before = desk.names();
                assert!(records(&before) >= pictures(&before), "{when}: a copy without its record");
                leftovers += before.iter().filter(|name| name.starts_with(".sladd-")).count();
                lone_records += records(&before) - pictures(&before);
                // The next start: whatever is in no ledger goes, and what is in it stays.
                let register = Register::open(&desk.data, Arc::new(clock())).unwrap();
                let removed: usize =
                    remove_interrupted(&register).unwrap().iter().map(|removed| removed.files).sum();
                drop(register);
                let after = desk.names();
                assert_eq!(removed, before.len() - after.len(), "{when}: {before:?} {after:?}");
                let copies = desk.assert_whole(&when);
                assert_eq!((copies, after.len()), (records(&after), 2 * copies), "{when}: {after:?}");
                pairs += copies;
                // The next export into the same folders works, whatever lies there.
                export(&desk.out, &desk.data, None).unwrap();
                assert_eq!(desk.assert_whole(&when), copies + 1);
            }
        }
        println!(
            "{kills} kills: {pairs} whole pairs, {leftovers} temporary files, {lone_records} records without a copy"
        );
        assert!(kills >= 15, "only {kills} kills");
    }

    /// Cases 100 and 102: the disk is full, or broken, at any write or sync of the export.
    #[test]
    fn f100_and_f102_an_error_at_any_step_leaves_nothing_or_a_whole_pair() {
        if !strace_works() {
            return;
        }
        let counts = calls();
        let (mut refused, mut exported) = (0, 0);
        for (call, error) in [
            ("write", "ENOSPC"),
            ("fsync", "ENOSPC"),
            ("fsync", "EIO"),
            ("fdatasync", "EIO"),
            ("pwrite64", "ENOSPC"),
            ("renameat2", "EPERM"),
            ("renameat2", "EEXIST"),
            ("linkat", "EPERM"),
            ("link", "EPERM"),
        ] {
            for number in 1..=counts.get(call).copied().unwrap_or(0) {
                let (desk, root, log) = desk();
                let inject = format!("-einject={call}:error={error}:when={number}");
                let output = under_strace(&root, &log, &[format!("-etrace={call}"), inject]);
                let when = format!("{error} at {call} {number}");
                let (copies, names) = (desk.assert_whole(&when), desk.names());
                let outcome = outcome(&output);
                if outcome == "exported" {
                    assert_eq!((copies, names.len()), (1, 2), "{when}: {names:?}");
                    exported += 1;
                } else {
                    assert!(names.is_empty(), "{when}: {outcome}, {names:?}");
                    refused += 1;
                }
            }
        }
        println!("{refused} refused with nothing left, {exported} went through another way");
        assert!(refused >= 3 && exported >= 1);
    }

    /// Runs the export with `out` mounted as told; `None` where this system does not let us mount.
    fn mounted(options: &str) -> Option<(String, Vec<String>)> {
        let (desk, root, _) = desk();
        let script = format!(
            "mount -t tmpfs -o {options} tmpfs \"$SLADD_TEST_EXPORT/out\" || exit 77; \"$@\"; ls -A \"$SLADD_TEST_EXPORT/out\" >&2"
        );
        let output = this_test(&root, &["unshare", "-m", "sh", "-c", &script, "sh"]).output().ok()?;
        drop(desk);
        if output.status.code() == Some(77) || outcome(&output).starts_with("no outcome") {
            println!("skipped: a file system of our own cannot be mounted here");
            return None;
        }
        let left = String::from_utf8_lossy(&output.stderr).lines().map(str::to_owned).collect();
        Some((outcome(&output), left))
    }

    #[test]
    fn f99_and_f100_a_full_and_a_read_only_folder_are_told_and_left_empty() {
        if let Some((outcome, left)) = mounted("size=64k") {
            assert_eq!((outcome.as_str(), left), ("disk_full", Vec::new()));
        }
        if let Some((outcome, left)) = mounted("ro") {
            assert_eq!((outcome.as_str(), left), ("not_writable", Vec::new()));
        }
    }

    /// Case 107: while a whole export runs, files are opened for writing in the two folders only, and what
    /// is written there is the copy, the record and the ledger.
    #[test]
    fn f107_an_export_opens_no_file_for_writing_elsewhere() {
        if !strace_works() {
            return;
        }
        let (_desk, root, log) = desk();
        let output = under_strace(&root, &log, &["-etrace=openat,open,creat,mkdir,mkdirat".to_owned()]);
        assert_eq!(outcome(&output), "exported");
        let mut written = 0;
        for line in fs::read_to_string(&log).unwrap().lines() {
            let writes = ["O_WRONLY", "O_RDWR", "O_CREAT", "creat(", "mkdir"];
            if !writes.iter().any(|word| line.contains(word)) || line.contains("/dev/null") {
                continue;
            }
            let path = line.split('"').nth(1).unwrap_or_default();
            assert!(Path::new(path).starts_with(&root), "{line}");
            written += 1;
        }
        assert!(written >= 3, "the trace saw nothing");
    }

    /// Case 105: a copy has its own times and no attributes of the source.
    #[test]
    fn f105_times_and_attributes_are_not_copied() {
        use rustix::fs::{XattrFlags, listxattr, setxattr};
        let desk = Desk::new();
        let source = desk.out.join("IMG_20240102_030405.png");
        write(&source, &whole_export::photo());
        let long_ago = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_hours(271_752);
        fs::File::options().write(true).open(&source).unwrap().set_modified(long_ago).unwrap();
        let marked =
            setxattr(&source, "user.xdg.origin.url", b"https://example.org/patient/17", XattrFlags::empty());
        let exported = export(&desk.out, &desk.data, Some("IMG_20240102_030405")).unwrap();
        for file in [&exported.output, &exported.sidecar] {
            let age = fs::metadata(file).unwrap().modified().unwrap().elapsed().unwrap();
            assert!(age.as_secs() < 600, "{}", file.display());
            let mut names = [0_u8; 1024];
            let length = listxattr(file, &mut names).unwrap();
            assert!(!String::from_utf8_lossy(&names[..length]).contains("user."));
        }
        if marked.is_err() {
            println!("skipped: this file system knows no attributes");
        }
    }
}

#[test]
fn f94_to_f97_the_source_and_whatever_else_is_there_stay_as_they_are() {
    let desk = Desk::new();
    let source = desk.out.join("photo.png");
    write(&source, &whole_export::photo());
    #[cfg(unix)]
    {
        // The names that a copy would take next lead to the source: by a hard link and by a symbolic one.
        fs::hard_link(&source, desk.out.join("photo-2.png")).unwrap();
        std::os::unix::fs::symlink(&source, desk.out.join("photo-3.png")).unwrap();
        // And by a link that leads nowhere, and a pipe's name taken by a folder.
        std::os::unix::fs::symlink("/nonexistent/x", desk.out.join("photo-4.png")).unwrap();
        fs::create_dir(desk.out.join("photo-5.png")).unwrap();
        // A record without its copy keeps its name too.
        write(&desk.out.join("photo-6.png.consent.json"), b"{}");
    }
    let before = fs::read(&source).unwrap();
    let exported = export(&desk.out, &desk.data, Some("photo")).unwrap();
    let name = exported.output.file_name().unwrap().to_str().unwrap().to_owned();
    assert_eq!(name, if cfg!(unix) { "photo-7.png" } else { "photo-2.png" });
    assert_eq!(fs::read(&source).unwrap(), before);
    assert!(!Path::new("/nonexistent/x").exists());
}

/// Case 97: twenty exports at once want the same name; each gets one of its own.
#[test]
fn f97_exports_at_the_same_time_never_overwrite_each_other() {
    let desk = Desk::new();
    let outcomes: Vec<_> = std::thread::scope(|scope| {
        let workers: Vec<_> =
            (0..6).map(|_| scope.spawn(|| export(&desk.out, &desk.data, Some("ward")))).collect();
        workers.into_iter().map(|worker| worker.join().unwrap()).collect()
    });
    let exported = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
    for failure in outcomes.iter().filter_map(|outcome| outcome.as_ref().err()) {
        assert!(matches!(failure, ExportFailure::File(ExportFault::Exists)), "{failure:?}");
    }
    assert_eq!(desk.assert_whole("at once"), exported);
    assert_eq!(desk.names().len(), exported * 2);
    assert!(exported >= 1);
}

#[test]
fn f98_what_is_no_folder_is_no_target() {
    let desk = Desk::new();
    let file = desk.out.join("file");
    write(&file, b"x");
    let mut targets = vec![file.clone(), file.join("below")];
    #[cfg(unix)]
    {
        let dangling = desk.out.join("dangling");
        std::os::unix::fs::symlink("/nonexistent/x", &dangling).unwrap();
        let pipe = desk.out.join("pipe");
        make_pipe(&pipe);
        targets.extend([dangling, pipe, PathBuf::from("/dev/null")]);
    }
    for target in targets {
        let found = TargetFolder::create(&target);
        assert!(matches!(found, Err(ExportFault::NotAFolder)), "{}: {found:?}", target.display());
    }
    assert!(!Path::new("/nonexistent/x").exists());
    // A link to a folder is fine: the true folder is used.
    #[cfg(unix)]
    {
        let link = desk.out.parent().unwrap().join("link");
        std::os::unix::fs::symlink(&desk.out, &link).unwrap();
        assert_eq!(TargetFolder::create(&link).unwrap().path(), desk.out.canonicalize().unwrap());
    }
}

#[cfg(unix)]
fn make_pipe(path: &Path) {
    use rustix::fs::{CWD, FileType, Mode, mknodat};
    mknodat(CWD, path, FileType::Fifo, Mode::from_raw_mode(0o600), 0).unwrap();
}

#[test]
fn a_source_that_is_no_regular_file_is_refused_at_once() {
    let desk = Desk::new();
    let mut sources = vec![desk.out.clone()];
    #[cfg(unix)]
    {
        let pipe = desk.out.join("pipe");
        make_pipe(&pipe);
        sources.extend([pipe, PathBuf::from("/dev/zero")]);
    }
    for source in sources {
        assert_eq!(read(&source, &Limits::default()), Err(PhotoError::NotAFile), "{}", source.display());
    }
    assert_eq!(read(&desk.out.join("missing"), &Limits::default()), Err(PhotoError::Unreadable));
    let large = desk.out.join("large");
    write(&large, b"0123456789");
    let limits = Limits { file_bytes: 9, ..Limits::default() };
    assert_eq!(read(&large, &limits), Err(PhotoError::TooLarge { actual: 10, limit: 9 }));
}

#[test]
fn f103_no_name_that_a_person_gives_leads_out_of_the_folder_or_to_a_device() {
    let desk = Desk::new();
    let wanted =
        ["CON", "nul", "COM¹", "a.", "a ", "../x", "-rf", "\u{202e}gpj", "😀", "å", "a\u{30a}", "x/y\\z"];
    for stem in wanted.into_iter().map(str::to_owned).chain(["x".repeat(300)]) {
        let exported = export(&desk.out, &desk.data, Some(&stem)).unwrap();
        assert_eq!(exported.output.parent().unwrap(), desk.out.canonicalize().unwrap(), "{stem:?}");
        let name = exported.output.file_name().unwrap().to_str().unwrap();
        assert!(name.len() <= 120 && name.starts_with(|c: char| c.is_ascii_alphanumeric()), "{name}");
    }
    assert_eq!(desk.assert_whole("names"), wanted.len() + 1);
}

/// Case 104: names that are no text, and paths longer than 260 characters.
#[cfg(target_os = "linux")]
#[test]
fn f104_long_paths_and_names_that_are_no_text_work() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt as _};
    let desk = Desk::new();
    let mut deep = desk.out.clone();
    for _ in 0..4 {
        deep = deep.join("a".repeat(120));
    }
    let deep = deep.join(OsStr::from_bytes(b"v\xe5rd"));
    fs::create_dir_all(&deep).unwrap();
    let source = deep.join(OsStr::from_bytes(b"billede \xff.png"));
    write(&source, &whole_export::photo());
    assert_eq!(read(&source, &Limits::default()).unwrap(), whole_export::photo());
    let exported = export(&deep, &desk.data, None).unwrap();
    assert!(exported.output.is_file() && exported.output.as_os_str().len() > 260);

    let program = env!("CARGO_BIN_EXE_sladd");
    let inspected = std::process::Command::new(program)
        .args(["inspect", "--json", "--data"])
        .arg(&desk.data)
        .arg(&source)
        .output()
        .unwrap();
    assert!(inspected.status.success(), "{}", String::from_utf8_lossy(&inspected.stderr));
}

/// Case 114: a crash leaves no memory behind, and its report names no path.
#[cfg(target_os = "linux")]
#[test]
fn f114_the_program_forbids_core_dumps_of_itself() {
    use std::process::{Command, Stdio};
    let desk = Desk::new();
    let pipe = desk.out.join("pipe");
    make_pipe(&pipe);
    // It waits for its decisions, which nobody writes, long enough to be looked at.
    let mut child = Command::new(env!("CARGO_BIN_EXE_sladd"))
        .args(["redact", "missing.jpg", "--out"])
        .arg(&desk.out)
        .arg("--decisions")
        .arg(&pipe)
        .arg("--data")
        .arg(&desk.data)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let limits = (0..100).find_map(|_| {
        std::thread::sleep(std::time::Duration::from_millis(20));
        let limits = fs::read_to_string(format!("/proc/{}/limits", child.id())).ok()?;
        let line = limits.lines().find(|line| line.starts_with("Max core file size"))?.to_owned();
        let soft = line.split_whitespace().nth(4)?.to_owned();
        (soft == "1" || soft == "0").then_some(soft)
    });
    drop(child.kill());
    child.wait().unwrap();
    assert!(limits.is_some(), "core dumps are not forbidden");
}

fn write(path: &Path, bytes: &[u8]) {
    use std::io::Write as _;
    fs::OpenOptions::new().write(true).create_new(true).open(path).unwrap().write_all(bytes).unwrap();
}
