//! Small pictures of the regions and of suggested places, for the lists. They are cut from the picture as it is
//! covered; an undecided face is hatched over unless it is selected, its neighbours always. Where a person judges what
//! looks like a face, its picture is cut from the photo itself.

use std::collections::HashMap;

use egui::{Color32, Rect, Sense, Stroke, TextureHandle, TextureOptions, Ui, Vec2, pos2, vec2};

use crate::{
    geometry::{BoundingBox, PixelSize},
    pipeline::{Blocker, mask_shapes},
    redaction::{DEFAULT_MARGIN_PERCENT, Shape},
    review::{Decision, Entry, RegionId, Review},
    session::PhotoId,
    ui::{canvas, shell::Shell, theme},
};

/// Side of a picture in points; its texture has twice as many pixels, for dense screens.
const SIDE: f32 = 44.0;
/// Pictures made in one frame.
const A_FRAME: usize = 8;

/// What a picture is of.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Of {
    Region(RegionId),
    /// A region without its cover, at this side in points.
    Uncovered(RegionId, u32),
    /// A place, by the bits of its box.
    Place([u32; 4]),
}

/// The pictures of the shown photo.
#[derive(Default)]
pub struct Portraits {
    of: Option<PhotoId>,
    pictures: HashMap<Of, (u64, TextureHandle)>,
    made: usize,
    /// Faces that the window hides now: nobody has decided them, or the rules do not let them be shown.
    hidden: Vec<(Of, BoundingBox)>,
    size: Option<PixelSize>,
}

impl Portraits {
    /// Forgets the pictures of another photo and learns what is hidden in this one; called once a frame.
    pub fn begin(&mut self, shell: &Shell<'_>, photo: PhotoId, review: &Review) {
        self.made = 0;
        if self.of != Some(photo) {
            self.of = Some(photo);
            self.pictures.clear();
        }
        self.size = Some(review.size());
        let stopped: Vec<_> =
            shell.session.blockers(shell.today).iter().filter_map(Blocker::region).collect();
        self.hidden = review
            .entries()
            .iter()
            .filter(|entry| stopped.contains(&entry.region.id) && shell.view.region != Some(entry.region.id))
            .filter_map(|entry| {
                let covers = mask_shapes([entry], DEFAULT_MARGIN_PERCENT, review.size());
                Some((Of::Region(entry.region.id), covers.first()?.bounds()?))
            })
            .collect();
    }

    /// Draws the picture of a region; of one that is blocked only while it is selected, as on the photo.
    pub fn show(&mut self, ui: &mut Ui, shell: &Shell<'_>, entry: &Entry, blocked: bool) {
        let (rect, _) = ui.allocate_exact_size(Vec2::splat(SIDE), Sense::hover());
        let of = Of::Region(entry.region.id);
        let bounds = entry.region.outline.bounds();
        let current = bounds.is_some_and(|bounds| self.renew(ui, shell, of, bounds, SIDE));
        let selected = shell.view.region == Some(entry.region.id);
        let plain = match entry.decision {
            None => selected || !shell.session.waits(entry),
            Some(Decision::Keep { .. } | Decision::NotAFace { .. } | Decision::MayBeSeen { .. })
                if blocked =>
            {
                selected
            }
            // A picture of an older state might show what is now covered.
            Some(Decision::Redact) => current,
            Some(Decision::Keep { .. } | Decision::NotAFace { .. } | Decision::MayBeSeen { .. }) => true,
        };
        self.paint(ui, rect, of, bounds.filter(|_| plain), &self.hidden_but(of));
    }

    /// Draws the picture of a face without its cover, cut from the photo itself, for whoever judges what it is. What is
    /// hidden or covered beside it stays so. After [`Self::begin`] in the same frame.
    pub fn uncovered(&mut self, ui: &mut Ui, shell: &Shell<'_>, entry: &Entry, side: f32) {
        let (rect, response) = ui.allocate_exact_size(Vec2::splat(side), Sense::hover());
        let name = shell.region_name(entry);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, &name));
        let Some(photo) = shell.session.shown().filter(|photo| self.of == Some(photo.id)) else { return };
        let Some((review, bounds)) = photo.review.as_ref().zip(entry.region.outline.bounds()) else { return };
        let of = Of::Uncovered(entry.region.id, side as u32);
        if !self.pictures.contains_key(&of) {
            if self.made >= A_FRAME {
                ui.ctx().request_repaint();
            } else if let Some(image) = photo.source.as_ref().and_then(|source| {
                canvas::crop(source.raster(), canvas::portrait(bounds), (side * 2.0) as u32)
            }) {
                self.made += 1;
                let texture = ui.ctx().load_texture("uncovered", image, TextureOptions::LINEAR);
                // The photo itself never changes.
                self.pictures.insert(of, (0, texture));
            }
        }
        let covered = review
            .entries()
            .iter()
            .filter(|other| other.region.id != entry.region.id && other.decision == Some(Decision::Redact))
            .filter_map(|other| {
                mask_shapes([other], DEFAULT_MARGIN_PERCENT, review.size()).first().and_then(Shape::bounds)
            })
            // What is drawn over this very face would hide what is to be judged.
            .filter(|cover| !cover.contains(bounds.center()));
        let mut others = self.hidden_but(Of::Region(entry.region.id));
        others.extend(covered);
        self.paint(ui, rect, of, Some(bounds), &others);
    }

    /// Draws the picture of a region into `rect`, `plain` or hatched.
    pub fn region(&mut self, ui: &Ui, shell: &Shell<'_>, entry: &Entry, rect: Rect, plain: bool) {
        let of = Of::Region(entry.region.id);
        let bounds = entry.region.outline.bounds();
        if let Some(bounds) = bounds {
            self.renew(ui, shell, of, bounds, rect.width());
        }
        self.paint(ui, rect, of, bounds.filter(|_| plain), &self.hidden_but(of));
    }

    /// Draws the picture of a place where a face might be into `rect`: hatched, as every undecided face, or `plain`
    /// while somebody judges it.
    pub fn place(&mut self, ui: &Ui, shell: &Shell<'_>, bounds: BoundingBox, rect: Rect, plain: bool) {
        let of = Of::Place([bounds.x, bounds.y, bounds.width, bounds.height].map(f32::to_bits));
        self.renew(ui, shell, of, bounds, rect.width());
        self.paint(ui, rect, of, Some(bounds).filter(|_| plain), &self.hidden_but(of));
    }

    /// The picture where its place is given, with `others` hatched, else the hatched cover.
    fn paint(&self, ui: &Ui, rect: Rect, of: Of, plain: Option<BoundingBox>, others: &[BoundingBox]) {
        let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
        painter.rect_filled(rect, 4.0, ui.visuals().faint_bg_color);
        if let Some(((_, texture), bounds)) = self.pictures.get(&of).zip(plain) {
            let uv = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
            painter.image(texture.id(), rect, uv, Color32::WHITE);
            for neighbour in self.beside(others, bounds) {
                hatch(&painter.with_clip_rect(placed(neighbour, rect).intersect(painter.clip_rect())), rect);
            }
        } else {
            hatch(&painter, rect);
        }
        painter.rect_stroke(rect, 4.0, ui.visuals().window_stroke, egui::StrokeKind::Inside);
    }

    /// What the window hides now besides this.
    fn hidden_but(&self, of: Of) -> Vec<BoundingBox> {
        self.hidden.iter().filter(|(other, _)| *other != of).map(|(_, face)| *face).collect()
    }

    /// Others that come into a picture, as shares of that picture's sides.
    fn beside(&self, others: &[BoundingBox], bounds: BoundingBox) -> Vec<Rect> {
        // Only what lies within the photo is cut out.
        let shown = self.size.and_then(|size| canvas::portrait(bounds).to_pixels(size));
        let Some(shown) = shown.map(BoundingBox::from) else { return Vec::new() };
        let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        let share = |x: f32, y: f32| pos2((x - shown.x) / shown.width, (y - shown.y) / shown.height);
        others
            .iter()
            .map(|face| {
                Rect::from_min_max(share(face.x, face.y), share(face.right(), face.bottom())).intersect(whole)
            })
            .filter(Rect::is_positive)
            .collect()
    }

    /// Brings a picture up to date; true where it shows the newest state.
    fn renew(&mut self, ui: &Ui, shell: &Shell<'_>, of: Of, bounds: BoundingBox, side: f32) -> bool {
        let newest = shell.session.shown().map(crate::session::Photo::revision);
        let held = self.pictures.get(&of).map(|(revision, _)| *revision);
        let current = held.is_some() && held == newest;
        let Some((photo, revision, raster)) = shell.session.preview() else { return current };
        if held == Some(revision) || self.of != Some(photo) {
            return current;
        }
        if self.made >= A_FRAME {
            ui.ctx().request_repaint();
            return current;
        }
        let Some(mut image) = canvas::crop(raster, canvas::portrait(bounds), (side * 2.0) as u32) else {
            return current;
        };
        if let Some(review) = shell.session.shown().and_then(|photo| photo.review.as_ref()) {
            canvas::leave_out(&mut image, canvas::portrait(bounds), review.frame(), review.size());
        }
        self.made += 1;
        let texture = ui.ctx().load_texture("portrait", image, TextureOptions::LINEAR);
        self.pictures.insert(of, (revision, texture));
        Some(revision) == newest
    }
}

/// The stripes of a cover.
fn hatch(painter: &egui::Painter, rect: Rect) {
    painter.rect_filled(rect, 4.0, theme::COVER);
    let (wide, high) = (rect.width(), rect.height());
    let mut offset = -high;
    while offset < wide {
        let from = rect.left_bottom() + vec2(offset, 0.0);
        painter.line_segment([from, from + vec2(high, -high)], Stroke::new(3.0, theme::HATCH));
        offset += 10.0;
    }
}

/// A part of a picture, as shares of its sides, in points.
fn placed(part: Rect, rect: Rect) -> Rect {
    let at = |share: egui::Pos2| rect.min + share.to_vec2() * rect.size();
    Rect::from_min_max(at(part.min), at(part.max))
}
