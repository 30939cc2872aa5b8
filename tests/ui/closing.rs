//! What is left of a photo that was closed: nothing (case 115 of the security brief).
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use std::sync::{Arc, Weak};

use crate::desk::{Desk, Start};
use sladd::{
    photo::Raster,
    pipeline::SourcePhoto,
    session::{Command, Session},
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

#[test]
fn f115_a_closed_photo_leaves_no_texture_no_pixels_and_no_history() {
    let mut desk = Desk::open(Start::with_sample());
    desk.wait("the photo with its pictures", |desk| {
        let names = pictures(&desk.harness.ctx);
        ["tile", "portrait", "photo"].iter().all(|kind| names.iter().any(|name| name.starts_with(kind)))
            && desk.with_app(|app| held(app.session())).len() == 2
    });
    let held = desk.with_app(|app| held(app.session()));
    assert!(held.iter().all(|raster| raster.upgrade().is_some()));
    desk.with_app(|app| app.tell(Command::Remove(app.session().shown().unwrap().id)));
    desk.wait("the end of every picture", |desk| {
        pictures(&desk.harness.ctx).is_empty() && held.iter().all(|raster| raster.upgrade().is_none())
    });
}

/// The opened photo and its preview, without holding them.
fn held(session: &Session) -> Vec<Weak<Raster>> {
    let source = session.shown().and_then(|photo| photo.source.as_ref()).map(SourcePhoto::raster);
    source.into_iter().chain(session.preview().map(|(_, _, raster)| raster)).map(Arc::downgrade).collect()
}
