//! The whole job in a real window, as a person does it: once by the keyboard alone, once by the mouse alone.
//!
//! Needs `Xvfb` and `xdotool`, which `.ci/run` installs; says so and skips where they are missing.
#![cfg(all(feature = "gui", target_os = "linux"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]
#![allow(clippy::print_stdout, reason = "a test that is skipped says so")]

use std::{
    fs,
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// Two screens that start at the same moment may take the same number, and one of them ends.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

const WIDTH: i32 = 1240;
const HEIGHT: i32 = 740;

/// A screen of its own with the program on it, over a fresh data folder.
struct Desk {
    _alone: MutexGuard<'static, ()>,
    temp: tempfile::TempDir,
    screen: Child,
    program: Child,
    display: String,
}

impl Drop for Desk {
    fn drop(&mut self) {
        for child in [&mut self.program, &mut self.screen] {
            drop(child.kill());
            drop(child.wait());
        }
    }
}

fn write(path: &Path, text: &str) {
    use std::io::Write as _;
    let mut file = fs::OpenOptions::new().write(true).create_new(true).open(path).unwrap();
    file.write_all(text.as_bytes()).unwrap();
}

/// The program as somebody has it who has this home folder.
fn sladd(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sladd"));
    command.env("HOME", home).env("XDG_DATA_HOME", home.join("own")).env_remove("SLADD_DATA");
    command
}

fn missing_tool() -> Option<&'static str> {
    ["Xvfb", "xdotool"].into_iter().find(|tool| {
        let path = std::env::var_os("PATH").unwrap_or_default();
        !std::env::split_paths(&path).any(|folder| folder.join(tool).is_file())
    })
}

impl Desk {
    /// Over a data folder in which somebody has answered the first page.
    fn open() -> Option<Self> {
        Self::start(|program, temp| {
            let data = temp.join("data");
            fs::create_dir_all(&data).unwrap();
            let settings = "organisation = \"Eksempelregionen\"\ncontact = \"billeder@example.org\"\n\
                            withdrawal = \"Skriv til billeder@example.org\"\n";
            write(&data.join("settings.toml"), settings);
            program.arg("--data").arg(&data);
        })
    }

    fn start(prepare: impl FnOnce(&mut Command, &Path)) -> Option<Self> {
        if let Some(tool) = missing_tool() {
            assert!(std::env::var_os("SLADD_REQUIRE_ADAPTER").is_none(), "{tool} is missing");
            println!("skipped: no {tool} here");
            return None;
        }
        let alone = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        let temp = tempfile::tempdir().unwrap();
        let mut screen = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut number = String::new();
        BufReader::new(screen.stdout.take().unwrap()).read_line(&mut number).unwrap();
        let display = format!(":{}", number.trim());
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample.jpg");
        let mut program = sladd(temp.path());
        prepare(&mut program, temp.path());
        let program = program
            .args(["--lang", "en", "--country", "DK"])
            .arg(sample)
            .env("DISPLAY", &display)
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            // No bus, and so no file dialog of the desktop.
            .env("XDG_RUNTIME_DIR", temp.path())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut desk = Self { _alone: alone, temp, screen, program, display };
        desk.wait_for_title("Sladd");
        desk.xdotool(&["search", "--onlyvisible", "--name", "^Sladd", "windowmove", "0", "0", "windowfocus"]);
        // A key that comes before the first picture is lost, and a person does not press any then.
        std::thread::sleep(Duration::from_secs(4));
        Some(desk)
    }

    fn xdotool(&self, arguments: &[&str]) -> String {
        let output = Command::new("xdotool").args(arguments).env("DISPLAY", &self.display).output().unwrap();
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    fn title(&self) -> String {
        self.xdotool(&["search", "--onlyvisible", "--name", "^Sladd", "getwindowname"])
    }

    fn wait_for_title(&mut self, part: &str) {
        let started = Instant::now();
        while !self.title().contains(part) {
            let ended = self.program.try_wait().unwrap();
            assert!(ended.is_none(), "the program ended: {ended:?}");
            assert!(started.elapsed() < Duration::from_mins(3), "{part:?} did not come: {:?}", self.title());
            std::thread::sleep(Duration::from_millis(150));
        }
    }

    fn key(&self, key: &str) {
        self.xdotool(&["key", "--clearmodifiers", key]);
        std::thread::sleep(Duration::from_millis(250));
    }

    /// The one accent-coloured button, which is always in the corner at the bottom right.
    fn click_the_next_thing(&self) {
        let (x, y) = ((WIDTH - 60).to_string(), (HEIGHT - 26).to_string());
        self.xdotool(&["mousemove", &x, &y, "sleep", "0.1", "click", "1"]);
        std::thread::sleep(Duration::from_millis(350));
    }

    fn copies(&self) -> Vec<PathBuf> {
        let Ok(entries) = fs::read_dir(self.temp.path().join("data/export")) else { return Vec::new() };
        entries
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|e| e == "jpg"))
            .collect()
    }

    fn assert_one_verified_copy(&self) {
        let copies = self.copies();
        assert_eq!(copies.len(), 1, "{copies:?}");
        let output = Command::new(env!("CARGO_BIN_EXE_sladd"))
            .args(["verify", "--json", "--data"])
            .arg(self.temp.path().join("data"))
            .args(&copies)
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success() && told.contains("\"status\":\"ok\""), "{told}");
    }
}

#[test]
fn by_keyboard_alone_from_an_undecided_photo_to_a_verified_copy() {
    let Some(mut desk) = Desk::open() else { return };
    desk.wait_for_title("3 undecided");
    desk.key("r");
    desk.wait_for_title("2 undecided");
    desk.key("ctrl+z");
    desk.wait_for_title("3 undecided");
    desk.key("shift+r");
    desk.wait_for_title("Look at the whole picture");
    assert!(desk.copies().is_empty(), "nothing is written before it was asked for");
    // Enter is the one next thing: through the parts of the photo, then the statement, then the copy.
    for _ in 0..30 {
        if desk.title().contains("Exported") {
            break;
        }
        desk.key("Return");
    }
    desk.wait_for_title("Exported");
    desk.assert_one_verified_copy();
}

#[test]
fn by_mouse_alone_the_one_coloured_button_leads_to_a_verified_copy() {
    let Some(mut desk) = Desk::open() else { return };
    desk.wait_for_title("3 undecided");
    for _ in 0..30 {
        if desk.title().contains("Exported") {
            break;
        }
        desk.click_the_next_thing();
    }
    desk.wait_for_title("Exported");
    desk.assert_one_verified_copy();
}

#[test]
fn a_shared_folder_that_is_chosen_on_the_first_page_is_used_from_then_on() {
    let Some(mut desk) = Desk::start(|_, _| {}) else { return };
    let share = desk.temp.path().join("share");
    // Past the languages and the countries.
    for _ in 0..8 {
        desk.key("Tab");
    }
    for answer in ["Eksempelregionen", "billeder@example.org", "Skriv til billeder@example.org"] {
        desk.xdotool(&["type", "--delay", "15", answer]);
        desk.key("Tab");
    }
    desk.key("ctrl+a");
    desk.xdotool(&["type", "--delay", "15", share.to_str().unwrap()]);
    desk.key("Return");
    desk.wait_for_title("undecided");
    // The photo may have been searched before the first page was answered: the answer is what is waited for.
    let started = Instant::now();
    while !share.join("sladd.db").is_file() && started.elapsed() < Duration::from_mins(1) {
        std::thread::sleep(Duration::from_millis(150));
    }
    let settings = fs::read_to_string(share.join("settings.toml")).unwrap();
    assert!(settings.contains("Eksempelregionen"), "{settings}");
    assert!(share.join("sladd.db").is_file());
    drop(desk.program.kill());
    drop(desk.program.wait());
    let run = |words: &[&str]| sladd(desk.temp.path()).args(words).args(["--lang", "en"]).output().unwrap();
    let words = "consent new --role staff --age-band 18+ --purpose event_report --channel intranet \
                 --valid-until 2030-01-01 --signer self --form-location box-12";
    let added = run(&words.split_whitespace().collect::<Vec<_>>());
    assert!(added.status.success(), "{}", String::from_utf8_lossy(&added.stderr));
    let register = |folder: &Path| fs::metadata(folder.join("sladd.db")).unwrap().modified().unwrap();
    assert!(register(&share) > register(&desk.temp.path().join("own/sladd")));
    // A share that is gone is told; nothing begins an empty register in its place.
    fs::rename(&share, desk.temp.path().join("elsewhere")).unwrap();
    let told = run(&["consent", "list"]);
    assert_eq!(told.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&told.stderr).contains("cannot be reached"), "{told:?}");
    assert!(!share.exists());
}

#[test]
fn photos_are_added_where_the_desktop_has_no_file_dialog() {
    let Some(mut desk) = Desk::open() else { return };
    desk.wait_for_title("3 undecided");
    let album = desk.temp.path().join("album");
    fs::create_dir_all(&album).unwrap();
    let wall = image::RgbImage::from_pixel(320, 240, image::Rgb([180, 190, 200]));
    wall.save(album.join("wall.png")).unwrap();
    desk.key("ctrl+o");
    std::thread::sleep(Duration::from_secs(1));
    desk.key("ctrl+l");
    desk.key("ctrl+a");
    desk.xdotool(&["type", "--delay", "15", album.to_str().unwrap()]);
    desk.key("Return");
    std::thread::sleep(Duration::from_millis(500));
    // The only row has the keyboard.
    desk.key("Return");
    let started = Instant::now();
    while !desk.title().contains("Look at the whole picture") {
        assert!(started.elapsed() < Duration::from_mins(1), "the photo was not added: {:?}", desk.title());
        desk.key("Down");
    }
}
