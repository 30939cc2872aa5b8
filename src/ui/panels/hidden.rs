//! The small pictures that a file carries besides the photo: thumbnails and previews that may still show
//! what was covered. They are decoded like any photo, in a child of the program, by a thread of their own,
//! and only once somebody opens the list.

use std::{
    sync::{
        Arc,
        mpsc::{Receiver, Sender, TryRecvError, channel},
    },
    thread,
};

use egui::{CollapsingHeader, ColorImage, Id, Image, RichText, TextureHandle, TextureOptions, Ui};
use image::imageops;

use crate::{
    hash::ContentHash,
    metadata::Preview,
    photo::{Limits, Raster, open},
    ui::{shell::Shell, theme},
};

/// Longest side of a small picture, in pixels.
const SIDE: u32 = 220;

/// A name with its picture; none where it could not be opened.
type Arrival = (String, Option<ColorImage>);

/// The pictures of the photo that is shown; those of another photo replace them, and so free their memory.
#[derive(Clone)]
struct Shown {
    photo: ContentHash,
    arriving: Arc<std::sync::Mutex<Receiver<Arrival>>>,
    pictures: Vec<(String, Option<TextureHandle>)>,
    done: bool,
}

/// Where the pictures are kept between frames.
fn kept_as() -> Id {
    Id::unique("hidden pictures of the shown photo")
}

/// Lets go of the pictures of a photo that is no longer shown.
pub(super) fn forget(ctx: &egui::Context) {
    ctx.data_mut(|data| data.remove::<Shown>(kept_as()));
}

/// Shows the list, closed at first: what it shows is not covered.
pub(super) fn show(ui: &mut Ui, shell: &Shell<'_>, photo: ContentHash, previews: &[Preview]) {
    if previews.is_empty() {
        return;
    }
    let title = shell.text.format("metadata-hidden-pictures", [("count", previews.len().into())]);
    CollapsingHeader::new(RichText::new(title).family(theme::strong()).color(theme::warm(ui)))
        .id_salt("hidden pictures")
        .default_open(false)
        .show(ui, |ui| {
            ui.label(RichText::new(shell.t("metadata-hidden-why")).small());
            let shown = take_up(ui, photo, previews);
            for (place, picture) in &shown.pictures {
                match picture {
                    Some(texture) => ui
                        .add(Image::new(texture).alt_text(place).max_width(ui.available_width()))
                        .on_hover_text(place),
                    None => ui.label(RichText::new(shell.t("metadata-hidden-unreadable")).small()),
                };
            }
            if !shown.done {
                ui.spinner();
            }
        });
}

/// What has arrived so far; begins the work where none was begun for this photo.
fn take_up(ui: &Ui, photo: ContentHash, previews: &[Preview]) -> Shown {
    let id = kept_as();
    let kept = ui.data(|data| data.get_temp::<Shown>(id)).filter(|shown| shown.photo == photo);
    let mut shown = kept.unwrap_or_else(|| begin(ui, photo, previews));
    let received = Arc::clone(&shown.arriving);
    if let Ok(received) = received.lock() {
        loop {
            match received.try_recv() {
                Ok((place, picture)) => {
                    let texture = picture.map(|picture| {
                        ui.ctx().load_texture(format!("hidden {place}"), picture, TextureOptions::LINEAR)
                    });
                    shown.pictures.push((place, texture));
                }
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => {
                    shown.done = true;
                    break;
                }
            }
        }
    }
    ui.data_mut(|data| data.insert_temp(id, shown.clone()));
    shown
}

fn begin(ui: &Ui, photo: ContentHash, previews: &[Preview]) -> Shown {
    let (sender, arriving) = channel();
    let previews = previews.to_vec();
    let ctx = ui.ctx().clone();
    let wake = move || ctx.request_repaint();
    let started = thread::Builder::new()
        .name("sladd-hidden".to_owned())
        .spawn(move || decode_all(previews, &sender, &wake));
    // Without a thread the list stays empty; its title has said what there is.
    Shown {
        photo,
        arriving: Arc::new(std::sync::Mutex::new(arriving)),
        pictures: Vec::new(),
        done: started.is_err(),
    }
}

fn decode_all(previews: Vec<Preview>, sender: &Sender<(String, Option<ColorImage>)>, wake: &impl Fn()) {
    for preview in previews {
        let opened = open(&preview.jpeg, &Limits::default()).ok();
        let small = opened.and_then(|opened| small(opened.raster));
        if sender.send((preview.where_, small)).is_err() {
            // Another photo is shown by now.
            return;
        }
        wake();
    }
}

fn small(raster: Raster) -> Option<ColorImage> {
    let size = raster.size();
    let picture = image::RgbImage::from_raw(size.width, size.height, raster.into_rgb())?;
    let scale = (f64::from(SIDE) / f64::from(size.long_side())).min(1.0);
    let shorter = |length: u32| ((f64::from(length) * scale) as u32).max(1);
    let picture = imageops::thumbnail(&picture, shorter(size.width), shorter(size.height));
    Some(ColorImage::from_rgb([picture.width() as usize, picture.height() as usize], picture.as_raw()))
}
