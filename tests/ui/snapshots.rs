//! Pictures of every screen: light, dark and, where there is most to see, with high contrast; light in the language
//! whose words for that screen are the longest, dark in another one.
//!
//! Needs a graphics adapter, real or in software (`.ci/run` installs Mesa's lavapipe); says so and skips where
//! there is none. `UPDATE_SNAPSHOTS=1` draws them anew.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]
#![allow(clippy::print_stdout, reason = "a test that is skipped says so")]

use std::{
    fs,
    io::Cursor,
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use crate::desk;
use crate::desk::{Desk, Start};
use crate::export_entry::export_entry;
use egui::{Key, Modifiers, accesskit::Role as Control};
use egui_kittest::{Harness, SnapshotOptions, SnapshotResults, kittest::Queryable as _};
use image::{RgbImage, RgbaImage, imageops};
use jiff::civil::{Date, date};
use sladd::{
    clock::FixedClock,
    consent::{AgeBand, Capacity, CareStatus, Channel, ConsentId, NewConsent, Purpose, Role, Signer},
    register::Form,
    settings::{Appearance, Settings},
    text::Language,
};

/// The day of all pictures.
const TODAY: Date = date(2026, 11, 24);
/// The usual screen of an office, and the smallest that the window is made for. Where a photo is seen the small one
/// serves, because a photo makes a large picture.
const OFFICE: [f32; 2] = [1366.0, 768.0];
const SMALL: [f32; 2] = [1024.0, 700.0];

/// So many pixels may differ in what is drawn the same everywhere: edges of letters and lines.
const EDGES: usize = 300;

const STAFF: &str = "S-K7QD-4TXM";
const VISITOR: &str = "S-3WRA-9HKE";
const PATIENT: &str = "S-9QFT-22MA";
const REFUSED: &str = "S-XA54-P7NC";
const FORM: &str = "S-T6HD-8RKW";

/// Screens are taken one after the other: each uses every core.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// The turn of a test; none where nothing can be drawn.
fn turn() -> Option<MutexGuard<'static, ()>> {
    let turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    if draws() {
        return Some(turn);
    }
    assert!(std::env::var_os("SLADD_REQUIRE_ADAPTER").is_none(), "no graphics adapter, not even in software");
    println!("skipped: no graphics adapter here");
    None
}

/// True where a harness that draws can be made.
fn draws() -> bool {
    std::panic::catch_unwind(|| {
        let mut harness = Harness::builder().with_size([8.0, 8.0]).wgpu().build_ui(|ui| {
            ui.label("x");
        });
        harness.run_steps(1);
        harness.render().is_ok()
    })
    .unwrap_or(false)
}

/// How a group of pictures looks.
#[derive(Clone, Copy)]
struct Look(&'static str, Appearance, Language);

impl Look {
    /// What a window of this look opens with, the same on every computer and every day.
    fn start(self, size: [f32; 2]) -> Start {
        let start = Start::new();
        Start {
            size,
            drawn: true,
            language: self.2,
            settings: Settings {
                appearance: self.1,
                withdrawal: "billeder@example.org".to_owned(),
                ..start.settings.clone()
            },
            clock: Arc::new(FixedClock(TODAY)),
            target: "H:/Sladd".to_owned(),
            told_data: Some("H:/Sladd/data".to_owned()),
            ..start
        }
    }

    fn open(self, start: Start) -> Pictured {
        let desk = Desk::open(start);
        // Else a picture would depend on how many frames the keyboard has been in a field.
        desk.harness.ctx.all_styles_mut(|style| style.visuals.text_cursor.blink = false);
        Pictured { desk, look: self }
    }
}

/// A window whose pictures are named by its look and its language.
struct Pictured {
    desk: Desk,
    look: Look,
}

impl Pictured {
    fn t(&self, id: &str) -> String {
        self.desk.t(id)
    }

    fn counted(&self, id: &str, count: usize) -> String {
        self.desk.text.format(id, [("count", count.into())])
    }

    /// A face and what is decided about it, as the list names it.
    fn wait_for_face(&mut self, number: usize, state: &str) {
        let name = self.desk.text.format("ui-face-number", [("number", number.into())]);
        self.desk.wait_for(&format!("{name}: {}", self.t(state)));
    }

    fn click(&mut self, id: &str) {
        let label = self.t(id);
        self.desk.click(&label);
    }

    fn tick(&mut self, id: &str) {
        let label = self.t(id);
        self.scroll_to(&label);
        self.desk.tick(&label);
    }

    fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.desk.press(modifiers, key);
    }

    /// Scrolls until something is seen whose name holds this.
    fn scroll_to(&mut self, label: &str) {
        self.desk.wait_for(label);
        self.desk.harness.query_all_by_label_contains(label).next().unwrap().scroll_to_me();
        self.desk.harness.run_steps(8);
    }

    /// Lets the window run until nothing changes any more: tiles, small pictures and what is read in the background
    /// come one after the other.
    fn settled(&mut self) -> RgbaImage {
        self.desk.searched();
        let started = Instant::now();
        let mut last = self.desk.harness.render().unwrap();
        let mut same = 0;
        while same < 3 {
            assert!(started.elapsed() < Duration::from_mins(1), "the window does not come to rest");
            std::thread::sleep(Duration::from_millis(60));
            self.desk.harness.run_steps(2);
            let now = self.desk.harness.render().unwrap();
            same = if now == last { same + 1 } else { 0 };
            last = now;
        }
        last
    }

    fn picture(&mut self, screen: &str) {
        // The pointer is nowhere, so that nothing looks hovered.
        self.desk.harness.remove_cursor();
        self.desk.harness.run_steps(3);
        self.picture_as_it_is(screen);
    }

    fn picture_as_it_is(&mut self, screen: &str) {
        drop(self.settled());
        let Look(look, _, language) = self.look;
        let name = format!("{screen}_{look}_{}", language.code());
        // Software renderers differ in the last bit of an edge. Where the photo is seen, boxes may also differ
        // by parts of a pixel between processors; a wrong place is tens of thousands of pixels.
        let photo = self.desk.with_app(|app| app.session().shown().is_some());
        let most = if photo { 8_000 } else { EDGES };
        // The name of a copy is drawn at random.
        if photo && screen != "decide_8_exported" {
            self.compare_words(&name);
        }
        let options = SnapshotOptions::new().threshold(1.5).max_failed_pixels(most);
        self.desk.harness.snapshot_options(&name, &options);
    }

    /// What stands beside the photo is the same on every processor: a few letters of it may differ.
    fn compare_words(&mut self, name: &str) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/snapshots/{name}.png"));
        let Ok(stored) = fs::read(&path) else { return };
        let stored = image::load_from_memory(&stored).unwrap();
        let now = self.desk.harness.render().unwrap();
        let differ = words_that_differ(&stored.into_rgba8(), &now);
        if differ <= EDGES {
            return;
        }
        // A picture that is drawn anew must not stay because most of it is still right.
        let anew = std::env::var_os("UPDATE_SNAPSHOTS").is_some();
        assert!(anew, "{name}: {differ} pixels differ beside the photo");
        fs::remove_file(&path).unwrap();
    }
}

/// Pixels that differ outside the photo and the small pictures of photos and faces.
fn words_that_differ(stored: &RgbaImage, now: &RgbaImage) -> usize {
    let pictures = |x: u32, y: u32| {
        (208..717).contains(&x) && (96..641).contains(&y) || (8..66).contains(&x) || (730..780).contains(&x)
    };
    if stored.dimensions() != now.dimensions() {
        return usize::MAX;
    }
    stored
        .enumerate_pixels()
        .filter(|(x, y, _)| !pictures(*x, *y))
        .filter(|(x, y, before)| {
            before.0.iter().zip(now.get_pixel(*x, *y).0).any(|(a, b)| a.abs_diff(b) > 48)
        })
        .count()
}

/// The sample photo on a plain wall: a picture of the window with it is half as large.
fn calm_photo() -> Vec<u8> {
    let photo = image::load_from_memory(&fs::read(desk::sample()).unwrap()).unwrap().into_rgb8();
    let (width, height) = photo.dimensions();
    let small = imageops::resize(&photo, width * 7 / 10, height * 7 / 10, imageops::FilterType::Triangle);
    let mut wall = RgbImage::from_pixel(width, height, image::Rgb([0xc9, 0xcf, 0xcd]));
    imageops::replace(&mut wall, &small, i64::from(width * 3 / 20), i64::from(height * 3 / 10));
    let mut bytes = Cursor::new(Vec::new());
    wall.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

fn id(id: &str) -> ConsentId {
    id.parse().unwrap()
}

fn staff() -> NewConsent {
    NewConsent {
        id: Some(id(STAFF)),
        role: Role::Staff,
        age_band: AgeBand::Adult,
        capacity: Some(Capacity::Yes),
        purposes: vec![Purpose::EventReport, Purpose::InternalInformation],
        channels: vec![Channel::Intranet, Channel::InternalMeeting],
        valid_until: date(2027, 11, 23),
        signers: vec![Signer::SelfSigned],
        form_location: "HR 2026/12".to_owned(),
        ..NewConsent::default()
    }
}

/// A register with something of everything.
fn fill_register(start: &Start) {
    let register = start.register();
    register.add(staff()).unwrap();
    register
        .add(NewConsent {
            id: Some(id(VISITOR)),
            role: Role::RelativeVisitor,
            channels: vec![Channel::SocialMedia, Channel::PublicWeb],
            valid_until: date(2026, 12, 4),
            form_location: "2026/41".to_owned(),
            ..staff()
        })
        .unwrap();
    register
        .add(NewConsent {
            id: Some(id(PATIENT)),
            role: Role::Patient,
            care_status: Some(CareStatus::Concluded),
            approval: Some("LED-12".to_owned()),
            valid_until: date(2027, 6, 30),
            form_location: "2026/44".to_owned(),
            ..staff()
        })
        .unwrap();
    register.refuse(Some(id(REFUSED)), TODAY).unwrap();
    register
        .note_form(&Form {
            id: id(FORM),
            printed_on: date(2026, 11, 17),
            language: "da".to_owned(),
            role: Some(Role::Volunteer),
            for_child: false,
            purposes: Vec::new(),
            channels: Vec::new(),
            occasion: None,
        })
        .unwrap();
    for (record, day) in [("K3M7P2", date(2026, 10, 6)), ("W9T4XA", date(2026, 11, 12))] {
        let entry = export_entry(record, day, &id(STAFF));
        register.begin_export(&entry).unwrap().commit().unwrap();
    }
    let place = "intranet.example.org/nyt/sommerfest";
    register.note_publication("K3M7P2", Channel::Intranet, place, date(2026, 10, 7)).unwrap();
}

/// The window before there is a photo, and what opens from everywhere.
fn without_a_photo(look: Look) {
    let Some(_turn) = turn() else { return };
    let mut results = SnapshotResults::new();
    let start = look.start(OFFICE);
    let fresh = Settings { appearance: look.1, ..Settings::default() };
    let mut window = look.open(Start { settings: fresh, ..start });
    window.picture("start_1_first_run");
    results.extend_harness(&mut window.desk.harness);
    let mut window = look.open(look.start(OFFICE));
    window.picture("start_2_empty");
    for (modifiers, key, screen) in [
        (Modifiers::COMMAND, Key::Comma, "start_3_settings"),
        (Modifiers::COMMAND, Key::K, "start_4_palette"),
        (Modifiers::NONE, Key::F1, "start_5_help"),
        (Modifiers::NONE, Key::Questionmark, "start_6_keys"),
    ] {
        window.press(modifiers, key);
        window.picture(screen);
        window.press(Modifiers::NONE, Key::Escape);
    }
    results.extend_harness(&mut window.desk.harness);
}

/// A photo on which nothing is decided yet, and the tour on the sample.
fn undecided(look: Look) {
    let Some(_turn) = turn() else { return };
    let mut results = SnapshotResults::new();
    let mut start = look.start(SMALL);
    start.photos = vec![desk::sample()];
    let mut window = look.open(start);
    window.wait_for_face(3, "ui-decision-undecided");
    window.picture("photo_1_undecided");
    let canvas = window.t("ui-canvas");
    let canvas = window.desk.harness.get_by_label(&canvas).rect();
    window.press(Modifiers::NONE, Key::L);
    window.desk.harness.hover_at(canvas.lerp_inside(egui::vec2(0.5, 0.4)));
    window.picture_as_it_is("photo_2_magnifier");
    window.press(Modifiers::NONE, Key::L);
    window.desk.harness.remove_cursor();
    window.desk.harness.key_down(Key::B);
    window.desk.harness.run_steps(3);
    window.picture_as_it_is("photo_3_before");
    window.desk.harness.key_up(Key::B);
    let hidden = window.counted("metadata-hidden-pictures", 1);
    window.scroll_to(&hidden);
    window.desk.click_first(&hidden);
    // It is decoded in the background, and what is below it moves down when it comes.
    window.desk.wait("the hidden picture", |desk| {
        let of = |role| desk.harness.query_all_by_role(role).count();
        of(Control::Image) > 1 && of(Control::ProgressIndicator) == 0
    });
    let end = window.t("metadata-category-device");
    window.scroll_to(&end);
    window.picture("photo_4_hidden_pictures");
    results.extend_harness(&mut window.desk.harness);

    let mut window = look.open(look.start(SMALL));
    window.click("ui-sample");
    window.wait_for_face(3, "ui-decision-undecided");
    window.picture("photo_5_tour");
    results.extend_harness(&mut window.desk.harness);
}

/// The step in which it is chosen what of the photo is published.
fn cropped(look: Look) {
    let Some(_turn) = turn() else { return };
    let mut results = SnapshotResults::new();
    let mut start = look.start(SMALL);
    start.photos = vec![start.put("photos", "sommerfest.jpg", &calm_photo())];
    let mut window = look.open(start);
    window.wait_for_face(3, "ui-decision-undecided");
    window.press(Modifiers::NONE, Key::C);
    window.desk.click("4:5");
    for _ in 0..12 {
        window.press(Modifiers::NONE, Key::ArrowLeft);
    }
    window.picture("crop_1_frame");
    window.press(Modifiers::NONE, Key::Enter);
    window.press(Modifiers::SHIFT, Key::R);
    window.picture("crop_2_faces");
    window.press(Modifiers::COMMAND, Key::E);
    let explained = window.t("frame-sizes-explain");
    window.scroll_to(&explained);
    let social = format!("{}: ", window.t("frame-size-social"));
    window.desk.click_first(&social);
    window.picture("crop_3_sizes");
    results.extend_harness(&mut window.desk.harness);
}

/// A photo from its first decision to its copy.
fn decided(look: Look) {
    let Some(_turn) = turn() else { return };
    let mut results = SnapshotResults::new();
    let mut start = look.start(SMALL);
    start.register().add(staff()).unwrap();
    start.photos = vec![start.put("photos", "sommerfest.jpg", &calm_photo())];
    start.target = start.out().display().to_string();
    let start_target = start.target.clone();
    let mut window = look.open(start);
    window.wait_for_face(3, "ui-decision-undecided");
    window.press(Modifiers::NONE, Key::K);
    window.desk.click_first(STAFF);
    window.picture("decide_1_picker");
    window.click("ui-picker-keep");
    window.press(Modifiers::NONE, Key::R);
    window.picture("decide_2_kept_redacted_undecided");
    window.press(Modifiers::COMMAND, Key::E);
    window.tick("consent-channel-social-media");
    window.picture("decide_3_missing");
    window.press(Modifiers::ALT, Key::Num1);
    window.picture("decide_4_blocked");
    window.press(Modifiers::COMMAND, Key::E);
    window.tick("consent-channel-social-media");
    window.press(Modifiers::ALT, Key::Num1);
    window.press(Modifiers::SHIFT, Key::R);
    window.click("ui-go-whole");
    window.picture("decide_5_whole");
    window.desk.sweep();
    window.tick("ui-what-tattoo-scar");
    window.scroll_to(&window.t("ui-what-caption-alt-text"));
    window.picture("decide_6_checklist");
    window.click("ui-attest-button");
    window.press(Modifiers::COMMAND, Key::E);
    // The folder's own name is another in each run.
    window.desk.with_app(|app| app.set_target_folder("H:/Bilder"));
    window.picture("decide_7_ready");
    window.desk.with_app(|app| app.set_target_folder(&start_target));
    window.click("ui-export-button");
    let checked = window.t("ui-exported-checked");
    window.desk.wait_for(&checked);
    window.picture("decide_8_exported");
    results.extend_harness(&mut window.desk.harness);
}

/// Many photos: the list, the questions before what is done to all of them, the report, and what is left for next time.
fn many(look: Look) {
    let Some(_turn) = turn() else { return };
    let mut results = SnapshotResults::new();
    let mut start = look.start(SMALL);
    start.register().add(staff()).unwrap();
    let calm = calm_photo();
    for number in 1..=4 {
        // Bytes after the end of a JPEG are no part of the picture, but make it a file of its own.
        let bytes = [&calm[..], &[number]].concat();
        start.put("photos", &format!("sommerfest-{number}.jpg"), &bytes);
    }
    start.put("photos", "sommerfest-5.jpg", b"no photo at all, only its name");
    start.photos = vec![start.path("photos")];
    start.target = start.out().display().to_string();
    let mut window = look.open(start);
    for number in 1..=4 {
        let undecided = window.counted("ui-state-undecided", 3);
        window.desk.wait_for(&format!("sommerfest-{number}.jpg: {undecided}"));
    }
    // What anybody may see later has its text covered too.
    window.desk.searched();
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::R);
    window.picture("many_1_redact_rest");
    window.press(Modifiers::NONE, Key::Escape);
    // One ready, one to look through, one blocked, one undecided, one that is none.
    window.press(Modifiers::NONE, Key::K);
    window.desk.click_first(STAFF);
    window.click("ui-picker-keep");
    window.press(Modifiers::SHIFT, Key::R);
    window.press(Modifiers::SHIFT, Key::W);
    window.press(Modifiers::NONE, Key::ArrowDown);
    window.wait_for_face(3, "ui-decision-undecided");
    window.press(Modifiers::SHIFT, Key::R);
    window.press(Modifiers::SHIFT, Key::W);
    window.press(Modifiers::NONE, Key::ArrowDown);
    window.wait_for_face(3, "ui-decision-undecided");
    window.press(Modifiers::SHIFT, Key::R);
    window.press(Modifiers::SHIFT, Key::W);
    window.click("ui-go-whole");
    window.desk.sweep();
    window.click("ui-attest-button");
    window.press(Modifiers::COMMAND, Key::E);
    window.tick("consent-channel-social-media");
    window.press(Modifiers::NONE, Key::ArrowDown);
    window.wait_for_face(3, "ui-decision-undecided");
    window.picture("many_2_list");
    let show = window.t("batch-filter");
    window.desk.click_a(Control::ComboBox, &show);
    window.picture("many_3_filters");
    window.press(Modifiers::NONE, Key::Escape);
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
    window.picture("many_4_export");
    window.click("batch-export-button");
    let title = window.t("batch-report-title");
    window.desk.wait_for(&title);
    window.picture("many_5_report");
    window.click("ui-close");
    window.desk.harness.input_mut().viewports.entry(egui::ViewportId::ROOT).or_default().events =
        vec![egui::ViewportEvent::Close];
    window.desk.harness.run_steps(4);
    window.picture("many_6_closing");
    results.extend_harness(&mut window.desk.harness);

    let start = Start { photos: Vec::new(), ..window.desk.start.clone() };
    drop(window);
    let mut window = look.open(start);
    let take_up = window.t("batch-take-up");
    window.desk.wait_for(&take_up);
    window.picture("many_7_take_up");
    results.extend_harness(&mut window.desk.harness);
}

/// Everything about consents.
fn register(look: Look) {
    let Some(_turn) = turn() else { return };
    let mut results = SnapshotResults::new();
    let start = look.start(OFFICE);
    fill_register(&start);
    let mut window = look.open(start);
    let due = window.t("entry-due-look");
    window.desk.wait_for(&due);
    window.picture("register_1_due");
    window.press(Modifiers::COMMAND, Key::R);
    window.desk.click_first(STAFF);
    window.picture("register_2_consents");
    window.click("register-withdraw");
    window.picture("register_3_withdraw");
    window.click("register-withdraw");
    window.desk.wait_for("sladd-W9T4XA.jpg");
    window.picture("register_4_copies");
    window.click("entry-remake");
    window.picture("register_5_remake");
    window.click("entry-back");
    window.click("entry-refusal");
    window.picture("register_6_refusal");
    window.click("entry-page-forms");
    window.picture("register_7_forms");
    window.click("entry-page-reports");
    window.picture("register_8_reports");
    window.click("rules-rules");
    window.picture("register_9_rules");
    results.extend_harness(&mut window.desk.harness);
}

/// The register as a place: several consents chosen at once, and every copy.
fn register_place(look: Look) {
    let Some(_turn) = turn() else { return };
    let mut results = SnapshotResults::new();
    let start = look.start(OFFICE);
    fill_register(&start);
    let mut window = look.open(start);
    window.press(Modifiers::COMMAND, Key::Num2);
    window.desk.wait_for(STAFF);
    window.press(Modifiers::NONE, Key::ArrowDown);
    window.press(Modifiers::SHIFT, Key::ArrowDown);
    window.picture("place_1_several");
    window.click("place-copies");
    window.desk.wait_for("sladd-W9T4XA.jpg");
    window.desk.click_first("sladd-K3M7P2.jpg");
    window.picture("place_2_copies");
    results.extend_harness(&mut window.desk.harness);
}

/// A consent is recorded.
fn entry(look: Look) {
    let Some(_turn) = turn() else { return };
    let mut results = SnapshotResults::new();
    let start = look.start(OFFICE);
    fill_register(&start);
    let mut window = look.open(start);
    window.press(Modifiers::COMMAND, Key::R);
    window.desk.wait_for(STAFF);
    window.click("ui-new-consent");
    window.desk.wait_for(FORM);
    window.picture("entry_1_short");
    let place = window.t("ui-form-location");
    window.desk.write(&place, "211062-5629");
    let (role, patient) = (window.t("ui-role"), window.t("consent-role-patient"));
    window.desk.choose(&role, &patient);
    window.picture("entry_2_patient");
    let more = window.t("entry-more");
    window.scroll_to(&more);
    window.desk.click_first(&more);
    let end = window.t("entry-copy");
    window.scroll_to(&end);
    window.picture("entry_3_more");
    results.extend_harness(&mut window.desk.harness);
}

/// What there is most to tell apart on, where every line and colour must carry.
fn high_contrast(look: Look) {
    let Some(_turn) = turn() else { return };
    let mut results = SnapshotResults::new();
    let mut start = look.start(SMALL);
    fill_register(&start);
    start.photos = vec![start.put("photos", "sommerfest.jpg", &calm_photo())];
    let mut window = look.open(start);
    window.wait_for_face(3, "ui-decision-undecided");
    window.click("entry-due-later");
    window.press(Modifiers::NONE, Key::K);
    window.desk.click_first(STAFF);
    window.click("ui-picker-keep");
    window.press(Modifiers::NONE, Key::R);
    window.picture("contrast_1_decide");
    window.press(Modifiers::COMMAND, Key::E);
    window.picture("contrast_2_export");
    window.press(Modifiers::COMMAND, Key::R);
    window.desk.click_first(STAFF);
    window.picture("contrast_3_consents");
    window.press(Modifiers::NONE, Key::Escape);
    window.press(Modifiers::COMMAND, Key::Comma);
    window.picture("contrast_4_settings");
    results.extend_harness(&mut window.desk.harness);
}

macro_rules! looks {
    ($($test:ident = $screens:ident($look:literal, $appearance:ident, $language:ident);)*) => {$(
        #[test]
        fn $test() {
            $screens(Look($look, Appearance::$appearance, Language::$language));
        }
    )*};
}

looks! {
    without_a_photo_light = without_a_photo("light", Light, Sv);
    without_a_photo_dark = without_a_photo("dark", Dark, En);
    undecided_light = undecided("light", Light, Sv);
    undecided_dark = undecided("dark", Dark, Da);
    with_high_contrast = high_contrast("contrast", HighContrast, Sv);
    cropped_light = cropped("light", Light, Sv);
    cropped_dark = cropped("dark", Dark, Da);
    decided_light = decided("light", Light, Sv);
    decided_dark = decided("dark", Dark, Nb);
    many_light = many("light", Light, Nb);
    many_dark = many("dark", Dark, Da);
    register_light = register("light", Light, Da);
    register_dark = register("dark", Dark, Sv);
    place_light = register_place("light", Light, Da);
    place_dark = register_place("dark", Dark, Sv);
    entry_light = entry("light", Light, Da);
    entry_dark = entry("dark", Dark, Nb);
}
