//! What is left of a photo that was closed: nothing (case 115 of the security brief).
#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use egui_kittest::Harness;
use sladd::{
    consent::Country,
    export::TargetFolder,
    photo::Raster,
    pipeline::SourcePhoto,
    session::{Command, Session},
    settings::Settings,
    text::Language,
    ui::SladdApp,
};

/// Names of textures that are made of a photo's pixels.
fn pictures(ctx: &egui::Context) -> Vec<String> {
    let manager = ctx.tex_manager();
    let manager = manager.read();
    let names = manager.allocated().map(|(_, meta)| meta.name.clone());
    names
        .filter(|name| ["tile", "portrait", "photo", "hidden"].iter().any(|kind| name.starts_with(kind)))
        .collect()
}

/// The window with one photo in it, whose pixels `watch` gets hold of without holding them.
#[test]
fn f115_a_closed_photo_leaves_no_texture_no_pixels_and_no_history() {
    let temp = tempfile::tempdir().unwrap();
    let data = temp.path().join("data");
    Settings { organisation: "Eksempelregionen".to_owned(), ..Settings::default() }.save(&data).unwrap();
    let folder = TargetFolder::create(&temp.path().join("photos")).unwrap();
    let sample = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample.jpg")).unwrap();
    let photo = sladd::export::write_new(&folder, "photo.jpg", &sample).unwrap();

    let mut app = None;
    let close = std::rc::Rc::new(std::cell::Cell::new(false));
    let seen = std::rc::Rc::new(std::cell::RefCell::new(Vec::<std::sync::Weak<Raster>>::new()));
    let (asked, pixels) = (close.clone(), seen.clone());
    let mut harness = Harness::builder().with_size([1280.0, 800.0]).build_ui(move |ui| match &mut app {
        None => {
            let (paths, country) = (vec![photo.clone()], Some(Country::Dk));
            app = Some(SladdApp::new(ui.ctx(), data.clone(), paths, country, Some(Language::En)).unwrap());
        }
        Some(app) => {
            app.frame(ui);
            pixels.replace(held(app.session()));
            if asked.take() {
                let id = app.session().shown().unwrap().id;
                app.tell(Command::Remove(id));
            }
        }
    });
    let until = |harness: &mut Harness<'_>, done: &dyn Fn(&egui::Context) -> bool| {
        let started = Instant::now();
        while !done(&harness.ctx.clone()) {
            assert!(started.elapsed() < Duration::from_mins(2), "still there: {:?}", pictures(&harness.ctx));
            std::thread::sleep(Duration::from_millis(20));
            harness.step();
        }
    };
    until(&mut harness, &|ctx| {
        let names = pictures(ctx);
        ["tile", "portrait", "photo"].iter().all(|kind| names.iter().any(|name| name.starts_with(kind)))
            && seen.borrow().len() == 2
    });
    let held = seen.borrow().clone();
    assert!(held.iter().all(|raster| raster.upgrade().is_some()));
    close.set(true);
    harness.step();
    until(&mut harness, &|ctx| {
        pictures(ctx).is_empty() && held.iter().all(|raster| raster.upgrade().is_none())
    });
}

/// The opened photo and its preview, without holding them.
fn held(session: &Session) -> Vec<std::sync::Weak<Raster>> {
    let source = session.shown().and_then(|photo| photo.source.as_ref()).map(SourcePhoto::raster);
    source.into_iter().chain(session.preview().map(|(_, _, raster)| raster)).map(Arc::downgrade).collect()
}
