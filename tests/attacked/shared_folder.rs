//! A data folder that colleagues share: nothing private lies in it, and nothing that kept work names is touched before the
//! person has answered. And names in the window, which others have given too.
#![cfg(all(feature = "gui", target_os = "linux"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]
#![allow(clippy::print_stdout, reason = "a test that is skipped says so")]

use std::{
    fs,
    io::{BufRead as _, BufReader, Write as _},
    os::unix::fs::PermissionsExt as _,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use crate::desk::{Desk, Start};
use egui_kittest::kittest::NodeT as _;
use sladd::{hash::ContentHash, text::is_unseen};

/// In the names of everything that must not be touched.
const FAR: &str = "far-away-share";

fn write(path: &Path, bytes: &[u8]) {
    let mut file = fs::OpenOptions::new().write(true).create_new(true).open(path).unwrap();
    file.write_all(bytes).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
}

/// Work as the program keeps it, about one photo that was not looked at yet.
fn kept_work(photo: &Path) -> Vec<u8> {
    let photo = serde_json::json!({"path": photo, "review": null, "detector": null});
    let work = serde_json::json!({"saved_at": "2026-11-24T12:00:00Z", "photos": [photo]});
    let sha256 = ContentHash::of(&serde_json_canonicalizer::to_vec(&work).unwrap());
    serde_json::to_vec(&serde_json::json!({"form": "sladd-session-1", "sha256": sha256, "work": work}))
        .unwrap()
}

/// A screen; ended with the test.
struct Screen(Child, String);

impl Screen {
    fn new() -> Option<Self> {
        let started = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let Ok(mut child) = started else {
            println!("skipped: Xvfb is not here");
            return None;
        };
        let mut number = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut number).unwrap();
        Some(Self(child, format!(":{}", number.trim())))
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// The window of somebody, under a trace of every call that names a file.
fn traced(screen: &Screen, home: &Path, log: &Path, seconds: &str) -> Command {
    let mut command = Command::new("timeout");
    command.args([
        "--kill-after=5",
        seconds,
        "strace",
        "-f",
        "-qq",
        "-s",
        "400",
        "-e",
        "trace=%file,%net",
        "-o",
    ]);
    command.arg(log).arg(env!("CARGO_BIN_EXE_sladd")).args(["--lang", "en", "--country", "DK"]);
    command.env("DISPLAY", &screen.1).env("HOME", home).env("XDG_RUNTIME_DIR", home);
    for name in ["XDG_DATA_HOME", "XDG_STATE_HOME", "SLADD_STATE", "SLADD_DATA", "SLADD_POLICY"] {
        command.env_remove(name);
    }
    command.env_remove("WAYLAND_DISPLAY").env_remove("DBUS_SESSION_BUS_ADDRESS");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn can_trace() -> bool {
    let works = Command::new("strace").args(["-o", "/dev/null", "true"]).status();
    let works = works.is_ok_and(|status| status.success());
    if !works {
        println!("skipped: strace is not here or not allowed");
    }
    works
}

#[test]
fn l8_a_window_touches_nothing_that_kept_work_names_before_the_answer() {
    if !can_trace() {
        return;
    }
    let Some(screen) = Screen::new() else { return };
    let temp = tempfile::tempdir().unwrap();
    let (home, data, log) = (temp.path().join("home"), temp.path().join("data"), temp.path().join("log"));
    fs::create_dir_all(&home).unwrap();
    fs::create_dir_all(&data).unwrap();
    fs::create_dir_all(temp.path().join(FAR)).unwrap();
    let photo = temp.path().join(FAR).join("photo.jpg");
    write(&photo, b"x");
    let settings = "organisation = \"x\"\ncontact = \"x\"\nwithdrawal = \"x\"\n";
    write(&data.join("settings.toml"), settings.as_bytes());
    // As an older version has left it; it comes along, because it is this person's own.
    write(&data.join("session.json"), &kept_work(&photo));

    let status = traced(&screen, &home, &log, "20").arg("--data").arg(&data).status().unwrap();
    let calls = fs::read_to_string(&log).unwrap();
    // 124 is the word of `timeout`: the window was still open.
    if status.code() != Some(124) {
        println!("skipped: no window could be opened ({status})");
        return;
    }
    assert!(calls.contains("session.json\""), "the kept work was not read: {} lines", calls.lines().count());
    let touched: Vec<&str> = calls.lines().filter(|line| line.contains(FAR)).collect();
    assert!(touched.is_empty(), "{touched:#?}");

    // What is private lies in the profile, where nobody else looks, and no longer in the shared folder.
    let names = |folder: &Path| -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    };
    assert!(!names(&data).iter().any(|name| name.contains("session")), "{:?}", names(&data));
    let state = home.join(".local/state/sladd");
    let [private] = &names(&state)[..] else { panic!("{:?}", names(&state)) };
    let private = state.join(private);
    let own = ["handed", "renderer.toml", "session.json", "session.lock", "window.lock"];
    assert_eq!(names(&private), own);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&state), mode(&private), mode(&private.join("handed"))), (0o700, 0o700, 0o700));
    assert!(own[1..].iter().all(|name| mode(&private.join(name)) == 0o600));

    // The trace does see a path that is touched.
    let log = temp.path().join("second");
    traced(&screen, &home, &log, "20").arg("--data").arg(&data).arg(&photo).status().unwrap();
    assert!(fs::read_to_string(&log).unwrap().contains(FAR));
}

/// Whoever can write to a shared data folder plants a note of an export, or a second place for the log, on a computer of
/// their own: it is not even looked for.
#[test]
fn l8_a_planted_note_or_setting_leads_nobody_to_another_computer() {
    if !can_trace() {
        return;
    }
    let temp = tempfile::tempdir().unwrap();
    let (data, log) = (temp.path().join("data"), temp.path().join("log"));
    fs::create_dir_all(data.join("exports-under-way")).unwrap();
    let net = format!("/net/{FAR}/x");
    std::os::unix::fs::symlink(&net, temp.path().join("link")).unwrap();
    let host = rustix::system::uname().nodename().to_string_lossy().into_owned();
    for (mark, folder) in [("abcde", net.clone()), ("fffff", temp.path().join("link").display().to_string())]
    {
        let note = serde_json::json!({"host": host, "folder": folder});
        write(&data.join("exports-under-way").join(mark), format!("{note}\n").as_bytes());
    }
    let settings = format!("heads_folder = \"{net}\"\n");
    write(&data.join("settings.toml"), settings.as_bytes());
    let run = |confirmed: bool| {
        let mut command = Command::new("strace");
        command.args(["-f", "-qq", "-s", "400", "-e", "trace=%file,%net", "-o"]).arg(&log);
        command.arg(env!("CARGO_BIN_EXE_sladd")).args(["consent", "list", "--lang", "en", "--country", "DK"]);
        command.arg("--data").arg(&data).env("HOME", temp.path()).env("XDG_STATE_HOME", temp.path());
        command.env_remove("SLADD_POLICY").env_remove("SLADD_HEADS");
        if confirmed {
            command.env("SLADD_HEADS", &net);
        }
        let output = command.output().unwrap();
        let calls = fs::read_to_string(&log).unwrap();
        // The link itself is read as what it is, and the variable stands in the first call.
        let touched = calls.lines().filter(|line| line.contains(FAR) && !line.contains("execve(")).count();
        (output.status.code(), String::from_utf8(output.stderr).unwrap(), touched)
    };
    let (code, said, touched) = run(false);
    assert_eq!((code, touched), (Some(0), 0), "{said}");
    assert!(said.contains("SLADD_HEADS") && said.contains(FAR), "{said}");
    // Named by the person, it is used; the trace does see it then.
    let (code, said, touched) = run(true);
    assert!(code == Some(0) && touched > 0, "{touched}: {said}");
    assert!(!said.contains("SLADD_HEADS"), "{said}");
}

#[test]
fn l8_another_persons_window_is_offered_nothing_and_shows_no_path() {
    if !can_trace() {
        return;
    }
    let Some(screen) = Screen::new() else { return };
    let temp = tempfile::tempdir().unwrap();
    let (home, data, log) = (temp.path().join("home"), temp.path().join("data"), temp.path().join("log"));
    fs::create_dir_all(&home).unwrap();
    fs::create_dir_all(&data).unwrap();
    // A colleague's, who has let others read it: not this program's doing, and not this person's.
    let old = data.join("session.json");
    write(&old, &kept_work(&temp.path().join(FAR).join("photo.jpg")));
    fs::set_permissions(&old, fs::Permissions::from_mode(0o644)).unwrap();
    let mut window = traced(&screen, &home, &log, "30").arg("--data").arg(&data).spawn().unwrap();
    let started = Instant::now();
    while started.elapsed() < Duration::from_secs(25) && window.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_millis(200));
        if fs::read_to_string(&log).unwrap_or_default().contains("session.lock") {
            std::thread::sleep(Duration::from_secs(4));
            break;
        }
    }
    // `timeout` ends what it has started.
    drop(Command::new("kill").arg(window.id().to_string()).status());
    drop(window.wait());
    let calls = fs::read_to_string(&log).unwrap();
    if !calls.contains("session.lock") {
        println!("skipped: no window could be opened");
        return;
    }
    let data_file = format!("{}\"", old.display());
    let opened = calls.lines().filter(|line| line.contains(&data_file) && line.contains("open"));
    assert_eq!(opened.count(), 0, "it is not even opened");
    assert!(!calls.contains(FAR));
    assert!(old.exists(), "it is left alone");
}

#[test]
fn l1_no_label_of_the_window_holds_what_is_not_seen() {
    let names = [
        "a\r\u{1b}[2Kb.png",
        "a\u{202e}gnp.exe.png",
        "x\ny.png",
        "\u{200b}\u{2066}.png",
        "\u{1b}]0;t\u{7}.png",
    ];
    let mut start = Start::new();
    for (number, name) in (0_u8..).zip(names) {
        let picture = image::RgbImage::from_pixel(64, 48, image::Rgb([number, 80, 80]));
        let mut bytes = std::io::Cursor::new(Vec::new());
        picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        start.put("photos", name, &bytes.into_inner());
        start.put("photos", &format!("{name}.jpg"), b"no photo");
    }
    std::os::unix::fs::symlink("/nowhere", start.path("photos").join("\u{1b}[2K\u{202e}.png")).unwrap();
    start.photos.push(start.path("photos"));
    let mut desk = Desk::open(start);
    desk.wait("the photos", |desk| {
        desk.with_app(|app| app.session().photos().len() == 10 && app.session().looking().is_none())
    });
    let mut seen = 0;
    for node in desk.harness.root().children_recursive() {
        let node = node.accesskit_node();
        for said in [node.label(), node.value(), node.description()].into_iter().flatten() {
            assert!(!said.contains(|letter| letter != '\n' && is_unseen(letter)), "{said:?}");
            seen += usize::from(said.contains("<U+"));
        }
    }
    assert!(seen >= 5, "the names are told: {seen}");
}
