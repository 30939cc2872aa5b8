//! The window over a data folder of its own, driven by the names that a screen reader tells.
#![allow(dead_code, reason = "each test uses a part of it")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on should say where")]

use std::{
    cell::RefCell,
    fs,
    path::{Path, PathBuf},
    rc::Rc,
    sync::Arc,
    time::{Duration, Instant},
};

use egui::{Key, Modifiers, accesskit::Role as Control};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use sladd::{
    clock::{Clock, SystemClock},
    consent::{Consent, Country},
    export::{TargetFolder, write_new},
    machine::Machine,
    register::Register,
    settings::Settings,
    text::{Language, Text},
    ui::SladdApp,
};

/// A file or folder that is let go over the window.
#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("nobody reads it here".to_owned())
    }
}

/// Where the sample photo lies.
pub fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample.jpg")
}

/// What a window opens with; a second one opened with the same stands over the same folders.
#[derive(Clone)]
pub struct Start {
    pub temp: Rc<tempfile::TempDir>,
    pub size: [f32; 2],
    /// Whether what is shown is also drawn, which needs a graphics adapter.
    pub drawn: bool,
    pub country: Country,
    pub language: Language,
    pub settings: Settings,
    /// Photos and folders on their way in.
    pub photos: Vec<PathBuf>,
    pub policy: Option<PathBuf>,
    pub clock: Arc<dyn Clock>,
    /// Where copies go, as it stands in the window; by default [`Self::out`].
    pub target: String,
    /// The data folder as it is told in the window, where that is not the one in use.
    pub told_data: Option<String>,
    /// What IT has set for the computer.
    pub machine: Machine,
}

impl Start {
    /// An organisation that is set up, in Denmark and in English, without a photo.
    pub fn new() -> Self {
        let temp = tempfile::tempdir().unwrap();
        Self {
            size: [1280.0, 800.0],
            drawn: false,
            country: Country::Dk,
            language: Language::En,
            settings: Settings {
                organisation: "Eksempelregionen".to_owned(),
                contact: "billeder@example.org".to_owned(),
                withdrawal: "Skriv til billeder@example.org".to_owned(),
                ..Settings::default()
            },
            photos: Vec::new(),
            policy: None,
            clock: Arc::new(SystemClock),
            target: temp.path().join("out").display().to_string(),
            told_data: None,
            machine: Machine::default(),
            temp: Rc::new(temp),
        }
    }

    /// The same with the sample photo on its way in.
    pub fn with_sample() -> Self {
        Self { photos: vec![sample()], ..Self::new() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.temp.path().join(name)
    }

    pub fn data(&self) -> PathBuf {
        self.path("data")
    }

    pub fn out(&self) -> PathBuf {
        self.path("out")
    }

    pub fn register(&self) -> Register {
        Register::open(&self.data(), self.clock.clone()).unwrap()
    }

    /// Puts a file into a folder, which is made where it is not there.
    pub fn put(&self, folder: &str, name: &str, bytes: &[u8]) -> PathBuf {
        write_new(&TargetFolder::create(&self.path(folder)).unwrap(), name, bytes).unwrap()
    }

    /// The same with that many copies of the sample photo on their way in, in one folder.
    pub fn with_samples(mut self, count: usize) -> Self {
        let sample = fs::read(sample()).unwrap();
        for number in 0..count {
            // Bytes after the end of a JPEG are no part of the picture, but make it a file of its own.
            let bytes = [&sample[..], format!("{number:04}").as_bytes()].concat();
            self.put("photos", &format!("p{number}.jpg"), &bytes);
        }
        self.photos.push(self.path("photos"));
        self
    }
}

/// The window.
pub struct Desk {
    pub start: Start,
    pub harness: Harness<'static>,
    pub text: Text,
    /// How often a key was pressed.
    pub pressed: usize,
    app: Rc<RefCell<Option<SladdApp>>>,
}

impl Desk {
    pub fn open(start: Start) -> Self {
        start.settings.save(&start.data()).unwrap();
        let app = Rc::new(RefCell::new(None));
        let (shared, with) = (Rc::clone(&app), start.clone());
        let mut builder = Harness::builder().with_size(start.size);
        if start.drawn {
            builder = builder.wgpu();
        }
        let harness = builder.build_ui(move |ui| match &mut *shared.borrow_mut() {
            // Fonts that are set in one frame are there in the next.
            none @ None => *none = Some(made(ui.ctx(), &with)),
            Some(app) => app.frame(ui),
        });
        let text = Text::new(start.language);
        let mut desk = Self { start, harness, text, pressed: 0, app };
        desk.harness.run_steps(3);
        desk
    }

    /// Asks or tells the program behind the window, between two frames.
    pub fn with_app<T>(&self, ask: impl FnOnce(&mut SladdApp) -> T) -> T {
        ask(self.app.borrow_mut().as_mut().unwrap())
    }

    pub fn t(&self, id: &str) -> String {
        self.text.get(id)
    }

    pub fn is_there(&self, label: &str) -> bool {
        self.harness.query_all_by_label_contains(label).next().is_some()
    }

    /// Lets the window run until this holds.
    pub fn wait(&mut self, what: &str, mut holds: impl FnMut(&Self) -> bool) {
        let started = Instant::now();
        while !holds(self) {
            assert!(started.elapsed() < Duration::from_mins(4), "{what:?} did not come");
            std::thread::sleep(Duration::from_millis(20));
            self.harness.step();
        }
        // A dialog that has just grown is centred anew a frame later.
        self.harness.run_steps(4);
    }

    /// Lets the window run until text and codes were looked for in every photo: there is no copy before.
    pub fn searched(&mut self) {
        self.wait("text and codes to be looked for", |desk| {
            desk.with_app(|app| app.session().photos().iter().all(|photo| !photo.identifying))
        });
    }

    /// Lets the window run until something of this name is there.
    pub fn wait_for(&mut self, label: &str) {
        self.wait(label, |desk| desk.is_there(label));
    }

    pub fn click_a(&mut self, control: Control, label: &str) {
        if label == self.t("ui-export-button") {
            self.searched();
        }
        self.wait_for(label);
        self.bring(control, label);
        self.harness.get_by_role_and_label(control, label).click();
        self.harness.run_steps(4);
    }

    /// Scrolls until what has this name is in the window.
    fn bring(&mut self, control: Control, label: &str) {
        let window = egui::Rect::from_min_size(egui::Pos2::ZERO, self.start.size.into());
        let node = self.harness.get_by_role_and_label(control, label);
        if !window.shrink(4.0).contains(node.rect().center()) {
            node.scroll_to_me();
            self.harness.run_steps(8);
        }
    }

    pub fn click(&mut self, label: &str) {
        self.click_a(Control::Button, label);
    }

    /// Clicks the first thing whose name holds this.
    pub fn click_first(&mut self, label: &str) {
        self.wait_for(label);
        self.harness.query_all_by_label_contains(label).next().unwrap().click();
        self.harness.run_steps(4);
    }

    pub fn tick(&mut self, label: &str) {
        self.click_a(Control::CheckBox, label);
    }

    /// Chooses a word of a list.
    pub fn choose(&mut self, list: &str, word: &str) {
        self.click_a(Control::ComboBox, list);
        self.wait_for(word);
        // An open list is told last: something below it may have the same name.
        self.harness.query_all_by_role_and_label(Control::Button, word).last().unwrap().click();
        self.harness.run_steps(4);
    }

    /// Writes into a field, instead of what stood there.
    pub fn write(&mut self, label: &str, text: &str) {
        self.wait_for(label);
        let field = self.harness.get_by_role_and_label(Control::TextInput, label);
        field.focus();
        self.harness.run_steps(2);
        self.press(Modifiers::COMMAND, Key::A);
        self.press(Modifiers::NONE, Key::Delete);
        let field = self.harness.get_by_role_and_label(Control::TextInput, label);
        field.type_text(text);
        self.harness.run_steps(3);
    }

    pub fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.pressed += 1;
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.run_steps(3);
    }

    /// Drops a file or folder on the window.
    pub fn drop_on(&mut self, path: &Path) {
        self.harness.input_mut().dropped_files.push(Arc::new(Dropped(path.to_owned())));
        self.harness.run_steps(3);
    }

    /// Keys that were pressed while the window was busy come in one frame.
    pub fn press_in_one_frame(&mut self, keys: &[Key]) {
        let pressed = |key: &Key| egui::Event::Key {
            key: *key,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: Modifiers::NONE,
        };
        self.harness.input_mut().events.extend(keys.iter().map(pressed));
        self.harness.run_steps(4);
    }

    pub fn is_disabled(&self, button: &str) -> bool {
        self.harness.get_by_role_and_label(Control::Button, button).accesskit_node().is_disabled()
    }

    /// Walks through the parts of the photo; a part that lay in view for a moment needs no key.
    pub fn sweep(&mut self) {
        self.searched();
        let end = self.t("ui-attest-button");
        let mut parts = 0;
        while self.harness.query_by_label(&end).is_none() {
            assert!(parts < 40, "the sweep does not end");
            parts += 1;
            self.press(Modifiers::NONE, Key::Enter);
        }
    }

    pub fn open_register(&mut self, page: &str) {
        self.press(Modifiers::COMMAND, Key::R);
        self.click(page);
    }

    pub fn consents(&self) -> Vec<Consent> {
        self.start.register().list().unwrap()
    }

    /// The name of what the keyboard is in.
    pub fn focused(&self) -> Option<String> {
        let node =
            self.harness.root().children_recursive().find(|node| node.accesskit_node().is_focused())?;
        node.accesskit_node().label()
    }

    /// Presses Tab until the keyboard is there; the answer is how often.
    pub fn tab_to(&mut self, label: &str) -> usize {
        for presses in 0..80 {
            if self.focused().is_some_and(|name| name.contains(label)) {
                return presses;
            }
            self.press(Modifiers::NONE, Key::Tab);
        }
        panic!("the keyboard does not come to {label:?}");
    }

    /// What was written and ends so, without what is still being written.
    pub fn files(&self, suffix: &str) -> Vec<PathBuf> {
        let Ok(entries) = fs::read_dir(self.start.out()) else { return Vec::new() };
        let mut paths: Vec<PathBuf> = entries
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.to_string_lossy().ends_with(suffix))
            .filter(|path| !path.file_name().unwrap().to_string_lossy().starts_with('.'))
            .collect();
        paths.sort();
        paths
    }
}

fn made(ctx: &egui::Context, start: &Start) -> SladdApp {
    // Not into the profile of whoever runs the tests.
    sladd::data_folder::use_private_base(Path::new(env!("CARGO_TARGET_TMPDIR")).join("private"));
    let begun = sladd::ui::Start {
        paths: start.photos.clone(),
        country: Some(start.country),
        language: Some(start.language),
        policy: start.policy.clone(),
        machine: start.machine.clone(),
        ..sladd::ui::Start::default()
    };
    let mut made = SladdApp::under(ctx, start.data(), &begun).unwrap();
    made.set_clock(Arc::clone(&start.clock));
    if start.machine.export_folder.is_none() {
        made.set_target_folder(&start.target);
    }
    if let Some(folder) = &start.told_data {
        made.set_shown_data_folder(folder);
    }
    made
}
