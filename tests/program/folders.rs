//! Folders on the command line and in the window: what is taken, what is left out, and what is told.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should say where")]

use std::{fs, path::Path, sync::Arc, time::Duration};

use crate::program::{Desk, Outcome};
use crate::support;
use serde_json::json;
use sladd::{
    clock::SharedClock,
    consent::Country,
    detection::DetectorOptions,
    geometry::PixelSize,
    policy::Policy,
    session::{Command, Event, Session, Workers},
};

fn picture(format: image::ImageFormat) -> Vec<u8> {
    let rgb = support::noise(PixelSize::new(24, 17), 5).into_rgb();
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_raw(24, 17, rgb).unwrap().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn jpeg() -> Vec<u8> {
    picture(image::ImageFormat::Jpeg)
}

/// A folder with four photos of which one has the suffix of one, and nine things that are none.
fn mixed(desk: &Desk) -> String {
    for folder in ["in", "in/party", "in/@eaDir", "in/__MACOSX"] {
        fs::create_dir(desk.path(folder)).unwrap();
    }
    desk.write("in/a.JPG", jpeg());
    desk.write("in/b.jfif", jpeg());
    desk.write("in/no suffix", picture(image::ImageFormat::Png));
    desk.write("in/party/wrong.txt", picture(image::ImageFormat::Tiff));
    desk.write("in/Thumbs.db", b"\xd0\xcf\x11\xe0");
    desk.write("in/desktop.ini", b"[.ShellClassInfo]");
    desk.write("in/a.AAE", b"<?xml?>");
    desk.write("in/a.JPG.xmp", b"<x/>");
    desk.write("in/notes.txt", b"BM");
    desk.write("in/.DS_Store", b"x");
    desk.write("in/party/a.jpg.consent.json", b"{}");
    desk.write("in/@eaDir/SYNOPHOTO_THUMB_XL.jpg", jpeg());
    desk.write("in/__MACOSX/._a.JPG", jpeg());
    desk.text("in")
}

fn photos(outcome: &Outcome) -> Vec<String> {
    let name = |line: &serde_json::Value| {
        let path = line["photo"].as_str().unwrap();
        Path::new(path).file_name().unwrap().to_str().unwrap().to_owned()
    };
    outcome.lines.iter().map(name).collect()
}

#[test]
fn photos_are_taken_by_content_and_the_rest_is_counted() {
    let desk = Desk::new();
    let folder = mixed(&desk);
    let outcome = desk.done(&["inspect", &folder, "--json"]);
    assert_eq!(photos(&outcome), ["a.JPG", "b.jfif", "no suffix", "wrong.txt"]);
    assert!(outcome.lines.iter().all(|line| line.get("error").is_none()));
    assert_eq!(outcome.stdout.lines().count(), 4, "nothing but photos on standard output");
    assert!(outcome.stderr.contains("9 other files or folders were left out"), "{}", outcome.stderr);
    let quiet = desk.done(&["inspect", &folder, "--json", "--quiet"]);
    assert_eq!((quiet.lines.len(), quiet.stderr.as_str()), (4, ""));
    // What is left out of a folder is tried where it is named.
    let named = desk.run(&["inspect", &desk.text("in/notes.txt"), "--json"]);
    assert_eq!((named.code, &named.lines[0]["error"]["kind"]), (3, &json!("not_a_photo")));
}

#[test]
fn a_folder_with_nothing_that_could_be_a_photo_is_no_fault() {
    let desk = Desk::new();
    fs::create_dir(desk.path("in")).unwrap();
    desk.write("in/notes.txt", b"x");
    let outcome = desk.redact(&desk.path("in"), &[]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (0, ""));
    assert!(outcome.stderr.contains("1 other file or folder was left out"), "{}", outcome.stderr);
}

#[test]
fn what_claims_to_be_a_photo_or_is_a_picture_that_cannot_be_opened_is_named() {
    let desk = Desk::new();
    fs::create_dir(desk.path("in")).unwrap();
    desk.write("in/a.jpg", jpeg());
    desk.write("in/empty.jpg", b"");
    desk.write("in/garbage.jpe", b"this is no photo");
    desk.write("in/modern", b"\0\0\0\x18ftypavif\0\0\0\0avifmif1");
    desk.write("in/raw.bin", b"FUJIFILMCCD-RAW 0201");
    desk.write("in/film.mp4", b"\0\0\0\x18ftypisom\0\0\0\0isomiso2");
    let outcome = desk.run(&["inspect", &desk.text("in"), "--json"]);
    assert_eq!(outcome.code, 3);
    assert_eq!(photos(&outcome), ["a.jpg", "empty.jpg", "garbage.jpe", "modern", "raw.bin"]);
    let kinds: Vec<_> =
        outcome.lines[1..].iter().map(|line| line["error"]["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["empty", "not_a_photo", "unsupported", "unsupported"]);
    assert!(outcome.stderr.contains("1 other file"), "the film: {}", outcome.stderr);
}

#[test]
fn a_folder_of_copies_is_verified_with_its_records_and_nothing_else() {
    let desk = Desk::new();
    let photo = desk.write("a.jpg", jpeg());
    for _ in 0..3 {
        assert_eq!(desk.redact(&photo, &["--reviewed"]).code, 0);
    }
    desk.write("out/Thumbs.db", b"x");
    let verified = desk.done(&["verify", &desk.text("out"), "--json"]);
    assert_eq!(verified.lines.len(), 3);
    assert!(verified.stderr.contains("1 other file"), "records are looked at: {}", verified.stderr);

    let copies: Vec<String> =
        desk.written().into_iter().filter(|name| Path::new(name).extension().unwrap() == "jpg").collect();
    fs::remove_file(desk.path("out").join(&copies[0])).unwrap();
    // What lies in place of a copy is held against the record, even if it is plainly no photo.
    let (bare, record) = (desk.path("out").join("bare"), desk.path("out").join("bare.consent.json"));
    fs::rename(desk.path("out").join(&copies[1]), &bare).unwrap();
    fs::rename(desk.path("out").join(format!("{}.consent.json", copies[1])), &record).unwrap();
    fs::OpenOptions::new().write(true).truncate(true).open(&bare).unwrap();
    let verified = desk.run(&["verify", &desk.text("out"), "--json"]);
    assert_eq!(verified.code, 1, "{}", verified.stderr);
    let mut statuses: Vec<_> =
        verified.lines.iter().map(|line| line["status"].as_str().unwrap().to_owned()).collect();
    statuses.sort();
    assert_eq!(statuses, ["changed", "changed", "ok"]);
}

/// What the window tells of the same folder.
#[test]
fn both_faces_take_and_leave_out_the_same() {
    let desk = Desk::new();
    let folder = mixed(&desk);
    let waker: sladd::session::Waker = Arc::new(|| {});
    let looking = DetectorOptions::default();
    let workers =
        Workers::start(&desk.path("window"), None, looking, &SharedClock::default(), &waker).unwrap();
    let mut session = Session::new(Policy::for_country(Country::Dk).unwrap());
    for job in session.handle(Command::AddPaths(vec![folder.clone().into()])) {
        workers.submit(job);
    }
    let gathered = std::iter::repeat_with(|| {
        std::thread::sleep(Duration::from_millis(5));
        workers.poll()
    });
    let (found, left_out) = gathered
        .take(4000)
        .flatten()
        .find_map(|event| {
            if let Event::Gathered { found, left_out, last: true } = event {
                Some((found, left_out))
            } else {
                None
            }
        })
        .unwrap();
    let window: Vec<_> = found.iter().map(|file| file.path.display().to_string()).collect();
    let outcome = desk.done(&["inspect", &folder, "--json"]);
    let line: Vec<_> = outcome.lines.iter().map(|line| line["photo"].as_str().unwrap().to_owned()).collect();
    assert_eq!((window, left_out.others), (line, 9));
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    #[test]
    fn links_are_told_and_what_leads_nowhere_or_back_ends_with_3() {
        let desk = Desk::new();
        fs::create_dir_all(desk.path("in/sub")).unwrap();
        let photo = desk.write("in/a.jpg", jpeg());
        fs::create_dir(desk.path("elsewhere")).unwrap();
        desk.write("elsewhere/c.jpg", jpeg());
        symlink(&photo, desk.path("in/link.jpg")).unwrap();
        symlink(desk.path("elsewhere"), desk.path("in/linked folder")).unwrap();
        let told = desk.done(&["inspect", &desk.text("in"), "--json"]);
        assert_eq!(photos(&told), ["a.jpg"]);
        assert!(told.stderr.contains("2 links were left out"), "{}", told.stderr);
        assert!(told.stderr.contains("link.jpg") && told.stderr.contains("linked folder"));
        assert_eq!(desk.done(&["inspect", &desk.text("in"), "--json", "--quiet"]).stderr, "");

        for (target, name, word) in [
            ("gone.jpg", "dangling.jpg", "is not there any more"),
            ("ring.jpg", "ring.jpg", "leads back"),
            ("..", "sub/up", "leads back"),
        ] {
            let link = desk.path("in").join(name);
            symlink(target, &link).unwrap();
            let outcome = desk.run(&["inspect", &desk.text("in"), "--json", "--quiet"]);
            assert_eq!((outcome.code, photos(&outcome)), (3, vec!["a.jpg".to_owned()]), "{name}");
            let said = outcome.stderr.lines().any(|line| line.contains(name) && line.contains(word));
            assert!(said, "{name}: {}", outcome.stderr);
            fs::remove_file(link).unwrap();
        }
        // A link that is named is taken, and a folder behind one looked through.
        for named in ["in/link.jpg", "in/linked folder"] {
            assert_eq!(desk.done(&["inspect", &desk.text(named), "--json"]).lines.len(), 1, "{named}");
        }
    }

    /// The program as somebody without rights: root can read everything.
    #[expect(clippy::print_stdout, reason = "a test that is skipped says so")]
    fn as_nobody(desk: &Desk, arguments: &[&str]) -> Option<Outcome> {
        use std::os::unix::process::CommandExt as _;
        let program = desk.path("sladd");
        if !program.exists() {
            fs::copy(env!("CARGO_BIN_EXE_sladd"), &program).unwrap();
        }
        let open = |path: &Path| fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
        open(&program);
        open(program.parent().unwrap());
        let mut command = std::process::Command::new(&program);
        command.args(arguments).args(["--country", "DK", "--lang", "en", "--data"]).arg(desk.path("data"));
        command.env_remove("SLADD_POLICY").current_dir(desk.path(""));
        if fs::read_dir(desk.path("in/locked")).is_ok() {
            // This is root.
            command.uid(65_534).gid(65_534);
        }
        let output = command.output().inspect_err(|error| println!("skipped: {error}")).ok()?;
        let stdout = String::from_utf8(output.stdout).unwrap();
        Some(Outcome {
            code: output.status.code().unwrap(),
            lines: stdout.lines().filter_map(|line| serde_json::from_str(line).ok()).collect(),
            stderr: String::from_utf8(output.stderr).unwrap(),
            stdout,
        })
    }

    #[test]
    fn what_cannot_be_read_is_told_by_name_and_the_others_are_done() {
        let desk = Desk::new();
        fs::create_dir_all(desk.path("in/locked")).unwrap();
        desk.write("in/a.jpg", jpeg());
        desk.write("in/locked/b.jpg", jpeg());
        let shut = |name: &str, mode| {
            fs::set_permissions(desk.path(name), fs::Permissions::from_mode(mode)).unwrap();
        };
        shut("in", 0o755);
        shut("in/a.jpg", 0o644);
        shut("in/locked", 0);
        let folder = desk.text("in");
        let Some(outcome) = as_nobody(&desk, &["inspect", &folder, "--json", "--quiet"]) else { return };
        assert_eq!((outcome.code, photos(&outcome)), (3, vec!["a.jpg".to_owned()]), "{}", outcome.stderr);
        assert!(outcome.stderr.contains("locked cannot be read"), "{}", outcome.stderr);
        shut("in/locked", 0o755);
        fs::remove_dir_all(desk.path("in/locked")).unwrap();
        fs::create_dir(desk.path("in/locked")).unwrap();
        shut("in/locked", 0);

        desk.write("in/secret.jpg", jpeg());
        desk.write("in/secret notes", jpeg());
        shut("in/secret.jpg", 0);
        shut("in/secret notes", 0);
        let outcome = as_nobody(&desk, &["inspect", &folder, "--json"]).unwrap();
        assert_eq!((outcome.code, photos(&outcome)), (3, vec!["a.jpg".to_owned(), "secret.jpg".to_owned()]));
        assert_eq!(outcome.lines[1]["error"]["kind"], "unreadable");
        assert!(outcome.stderr.contains("secret notes cannot be read"), "{}", outcome.stderr);
        // A folder that is named and cannot be read.
        let outcome = as_nobody(&desk, &["inspect", &desk.text("in/locked"), "--json"]).unwrap();
        assert_eq!((outcome.code, outcome.stdout.as_str()), (3, ""));
        assert!(outcome.stderr.contains("locked cannot be read"), "{}", outcome.stderr);
        // Records too are looked for by the same walk: what was not looked at is told.
        let outcome = as_nobody(&desk, &["verify", &folder, "--json"]);
        assert!(outcome.is_some_and(|outcome| outcome.code == 3));
        shut("in/locked", 0o755);
    }

    #[test]
    fn a_search_for_copies_of_a_consent_tells_what_it_could_not_look_at() {
        let desk = Desk::new();
        let consent = desk.consent("staff", "intranet");
        fs::create_dir_all(desk.path("share")).unwrap();
        symlink("nothing", desk.path("share/gone")).unwrap();
        let outcome = desk.run(&["consent", "affected", &consent, "--scan", &desk.text("share"), "--json"]);
        assert_eq!((outcome.code, outcome.stdout.as_str()), (3, ""));
        assert!(outcome.stderr.contains("share/gone is a link to something"), "{}", outcome.stderr);
    }
}
