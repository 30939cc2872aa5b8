//! Small pictures of the regions, for the lists. They are cut from the picture as it is covered; an
//! undecided face is hatched over unless it is selected.

use std::collections::HashMap;

use egui::{Color32, Rect, Sense, Stroke, TextureHandle, TextureOptions, Ui, Vec2, pos2, vec2};

use crate::{
    review::{Decision, Entry, RegionId},
    session::PhotoId,
    ui::{canvas, shell::Shell, theme},
};

/// Side of a picture in points; its texture has twice as many pixels, for dense screens.
const SIDE: f32 = 44.0;
/// Pictures made in one frame.
const A_FRAME: usize = 8;

/// The pictures of the shown photo.
#[derive(Default)]
pub struct Portraits {
    of: Option<PhotoId>,
    pictures: HashMap<RegionId, (u64, TextureHandle)>,
    made: usize,
}

impl Portraits {
    /// Forgets the pictures of another photo; called once a frame.
    pub fn begin(&mut self, photo: PhotoId) {
        self.made = 0;
        if self.of != Some(photo) {
            self.of = Some(photo);
            self.pictures.clear();
        }
    }

    /// Draws the picture of a region; of one that is blocked only while it is selected, as on the photo.
    pub fn show(&mut self, ui: &mut Ui, shell: &Shell<'_>, entry: &Entry, blocked: bool) {
        let (rect, _) = ui.allocate_exact_size(Vec2::splat(SIDE), Sense::hover());
        self.renew(ui, shell, entry);
        let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
        painter.rect_filled(rect, 4.0, ui.visuals().faint_bg_color);
        let newest = shell.session.shown().map(crate::session::Photo::revision);
        let picture = self.pictures.get(&entry.region.id);
        // A picture of an older state might show what is now covered.
        let current = picture.is_some_and(|(revision, _)| Some(*revision) == newest);
        let selected = shell.view.region == Some(entry.region.id);
        let plain = match entry.decision {
            None => selected,
            Some(Decision::Keep { .. }) if blocked => selected,
            Some(Decision::Redact) => current,
            Some(Decision::Keep { .. } | Decision::NotAFace) => true,
        };
        if let Some((_, texture)) = picture.filter(|_| plain) {
            let uv = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
            painter.image(texture.id(), rect, uv, Color32::WHITE);
        } else {
            painter.rect_filled(rect, 4.0, theme::COVER);
            let mut offset = -SIDE;
            while offset < SIDE {
                let from = rect.left_bottom() + vec2(offset, 0.0);
                painter.line_segment([from, from + vec2(SIDE, -SIDE)], Stroke::new(3.0, theme::HATCH));
                offset += 10.0;
            }
        }
        painter.rect_stroke(rect, 4.0, ui.visuals().window_stroke, egui::StrokeKind::Inside);
    }

    fn renew(&mut self, ui: &Ui, shell: &Shell<'_>, entry: &Entry) {
        let Some((photo, revision, raster)) = shell.session.preview() else { return };
        let id = entry.region.id;
        let there = self.pictures.get(&id).is_some_and(|(of, _)| *of == revision);
        if there || self.of != Some(photo) {
            return;
        }
        if self.made >= A_FRAME {
            ui.ctx().request_repaint();
            return;
        }
        let Some(bounds) = entry.region.outline.bounds() else { return };
        let image = canvas::crop(raster, canvas::portrait(bounds), (SIDE * 2.0) as u32);
        if let Some(image) = image {
            self.made += 1;
            let texture = ui.ctx().load_texture("portrait", image, TextureOptions::LINEAR);
            self.pictures.insert(id, (revision, texture));
        }
    }
}
