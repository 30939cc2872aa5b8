//! How the window begins: drawn in each way that there is here, and one for each data folder, to which later starts hand what they
//! were given.
//!
//! Needs `Xvfb` and `xdotool`, which `.ci/run` installs; says so and skips where they are missing.
#![cfg(all(feature = "gui", target_os = "linux"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should say where")]
#![allow(clippy::print_stdout, reason = "a test that is skipped says so")]
#![allow(clippy::disallowed_methods, reason = "what a test lays out is no export")]

use std::{
    fs,
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// Two screens that start at the same moment may take the same number, and one of them ends.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// A screen without a monitor, and a home for whoever sits at it.
struct Screen {
    _alone: MutexGuard<'static, ()>,
    temp: tempfile::TempDir,
    server: Child,
    display: String,
}

impl Drop for Screen {
    fn drop(&mut self) {
        drop(self.server.kill());
        drop(self.server.wait());
    }
}

/// A program that is ended with the test.
struct Window(Child);

impl Drop for Window {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

impl Screen {
    fn here() -> Option<Self> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let missing = ["Xvfb", "xdotool"]
            .into_iter()
            .find(|tool| !std::env::split_paths(&path).any(|folder| folder.join(tool).is_file()));
        if let Some(tool) = missing {
            assert!(std::env::var_os("SLADD_REQUIRE_ADAPTER").is_none(), "{tool} is missing");
            println!("skipped: no {tool} here");
            return None;
        }
        let alone = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        let temp = tempfile::Builder::new().prefix("sladd æøå ").tempdir().unwrap();
        fs::create_dir(temp.path().join("data")).unwrap();
        let settings = "organisation = \"Eksempelregionen\"\ncontact = \"billeder@example.org\"\n\
                        withdrawal = \"Skriv til billeder@example.org\"\n";
        fs::write(temp.path().join("data/settings.toml"), settings).unwrap();
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut number = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut number).unwrap();
        Some(Self { _alone: alone, temp, server, display: format!(":{}", number.trim()) })
    }

    fn sladd(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sladd"));
        command
            .args(["--lang", "en", "--data"])
            .arg(self.temp.path().join("data"))
            .args(arguments)
            .env("HOME", self.temp.path())
            .env("SLADD_STATE", self.temp.path().join("state"))
            .env("DISPLAY", &self.display)
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .env("XDG_RUNTIME_DIR", self.temp.path())
            .stdout(Stdio::null());
        command
    }

    fn open(&self, arguments: &[&str]) -> Window {
        Window(self.sladd(arguments).stderr(Stdio::null()).spawn().unwrap())
    }

    /// A start that is waited for.
    fn ended(&self, arguments: &[&str]) -> (Output, Duration) {
        let started = Instant::now();
        let output = self.sladd(arguments).stderr(Stdio::piped()).output().unwrap();
        (output, started.elapsed())
    }

    /// The titles of the windows that there are.
    fn titles(&self) -> Vec<String> {
        let arguments = ["search", "--onlyvisible", "--name", "^Sladd", "getwindowname", "%@"];
        let output = Command::new("xdotool").args(arguments).env("DISPLAY", &self.display).output().unwrap();
        String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect()
    }

    fn wait(&self, window: &mut Window, what: &str, is_there: impl Fn(&[String]) -> bool) {
        let started = Instant::now();
        loop {
            let titles = self.titles();
            if is_there(&titles) {
                return;
            }
            let ended = window.0.try_wait().unwrap();
            assert!(ended.is_none(), "{what}: the program ended: {ended:?}");
            assert!(started.elapsed() < Duration::from_mins(2), "{what} did not come: {titles:?}");
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// What is remembered of how the window was drawn.
    fn remembered(&self) -> String {
        let state = self.temp.path().join("state");
        let folders = fs::read_dir(state).map(|entries| entries.flatten().collect::<Vec<_>>());
        let files = folders.unwrap_or_default().into_iter().map(|entry| entry.path().join("renderer.toml"));
        files.filter_map(|file| fs::read_to_string(file).ok()).collect()
    }

    fn photo(&self, name: &str) -> PathBuf {
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample.jpg");
        let photo = self.temp.path().join(name);
        fs::copy(sample, &photo).unwrap();
        photo
    }

    /// A picture of the screen, for a person to look at, where one is asked for.
    fn keep_picture(&self, name: &str) {
        if let Some(folder) = std::env::var_os("SLADD_KEEP_PICTURES") {
            std::thread::sleep(Duration::from_secs(3));
            let picture = Path::new(&folder).join(name);
            let mut import = Command::new("import");
            import.args(["-window", "root"]).arg(picture).env("DISPLAY", &self.display);
            assert!(import.status().unwrap().success(), "no picture was taken");
        }
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn the_window_is_drawn_in_every_way_that_is_asked_for_and_what_worked_is_remembered() {
    let Some(screen) = Screen::here() else { return };
    for (renderer, ways) in [
        ("software", &["vulkan_software", "gl_software"][..]),
        ("vulkan", &["vulkan", "vulkan_software"]),
        ("gl", &["gl", "gl_software"]),
        ("auto", &["vulkan", "vulkan_software", "gl", "gl_software"]),
    ] {
        drop(fs::remove_dir_all(screen.temp.path().join("state")));
        let mut window = screen.open(&["--renderer", renderer]);
        screen.wait(&mut window, renderer, |titles| titles.len() == 1);
        let started = Instant::now();
        let works = || ways.iter().any(|way| screen.remembered().contains(&format!("works = \"{way}\"\n")));
        while !works() {
            assert!(started.elapsed() < Duration::from_mins(1), "{renderer}: {}", screen.remembered());
            std::thread::sleep(Duration::from_millis(100));
        }
        assert!(!screen.remembered().contains("trying"), "{renderer}: {}", screen.remembered());
        screen.keep_picture(&format!("renderer-{renderer}.png"));
    }
}

#[test]
fn where_nothing_draws_a_sentence_says_so_and_the_command_line_is_named() {
    let Some(screen) = Screen::here() else { return };
    let (output, _) = screen.ended(&["--renderer", "metal"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(said(&output).contains("--renderer auto"), "{}", said(&output));
    let mut blind = screen.sladd(&[]);
    let output = blind.env_remove("DISPLAY").stderr(Stdio::piped()).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(said(&output).contains("No window can be opened here"), "{}", said(&output));
}

#[test]
fn a_second_start_hands_its_photos_to_the_open_window() {
    let Some(screen) = Screen::here() else { return };
    let mut window = screen.open(&[]);
    screen.wait(&mut window, "the window", |titles| titles == ["Sladd"]);
    let photo = screen.photo("Påske på børneafdelingen.jpg");
    let (output, took) = screen.ended(&[photo.to_str().unwrap()]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(took < Duration::from_secs(20), "{took:?}");
    screen.wait(&mut window, "the photo", |titles| titles.len() == 1 && titles[0].contains('–'));
    // Sixty chosen in a file manager, handed over by one start, and by eight starts at once.
    let many: Vec<PathBuf> = (0..60).map(|number| screen.photo(&format!("æ ø å {number}.jpg"))).collect();
    let names: Vec<&str> = many.iter().map(|path| path.to_str().unwrap()).collect();
    let (output, _) = screen.ended(&names);
    assert!(output.status.success(), "{}", said(&output));
    let starts: Vec<Window> = names[..8].iter().map(|name| screen.open(&[name])).collect();
    for mut start in starts {
        assert!(start.0.wait().unwrap().success());
    }
    screen.keep_picture("handed-over.png");
    assert_eq!(screen.titles().len(), 1, "there is one window");
    // Under other rules nothing is handed over.
    let (output, _) = screen.ended(&[names[0], "--country", "SE"]);
    assert!(output.status.code() == Some(3) && said(&output).contains("other rules"), "{}", said(&output));
    assert!(window.0.try_wait().unwrap().is_none(), "the window is still there");
}

#[test]
fn a_window_that_was_killed_is_in_nobodys_way_and_one_that_hangs_is_told() {
    let Some(screen) = Screen::here() else { return };
    let mut window = screen.open(&[]);
    screen.wait(&mut window, "the window", |titles| titles == ["Sladd"]);
    // Stopped, it answers nobody.
    let process = rustix::process::Pid::from_child(&window.0);
    rustix::process::kill_process(process, rustix::process::Signal::STOP).unwrap();
    let (output, took) = screen.ended(&[]);
    assert!(
        output.status.code() == Some(3) && said(&output).contains("does not answer"),
        "{}",
        said(&output)
    );
    assert!(took < Duration::from_mins(1), "{took:?}");
    window.0.kill().unwrap();
    window.0.wait().unwrap();
    let photo = screen.photo("efter nedbrud.jpg");
    let mut next = screen.open(&[photo.to_str().unwrap()]);
    screen.wait(&mut next, "the next window", |titles| titles.iter().any(|title| title.contains('–')));
}

/// The program of consoles passes on what it is given, and how it ended.
#[test]
fn the_program_of_consoles_gives_back_output_and_exit_code() {
    let console = env!("CARGO_BIN_EXE_sladd-console");
    let run = |arguments: &[&str]| Command::new(console).args(arguments).output().unwrap();
    let output = run(&["--version"]);
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success() && told.starts_with("sladd "), "{told}");
    assert_eq!(run(&["redact", "--no-such-option"]).status.code(), Some(2));
    let nothing = run(&["inspect", "/nonexistent/foto æøå.jpg", "--lang", "en"]);
    assert_eq!(nothing.status.code(), Some(3), "{}", String::from_utf8_lossy(&nothing.stderr));
}
