//! What the actions do.

use egui::{Context, ViewportCommand};

use crate::{
    clock::Clock as _,
    framing::Frame,
    geometry::{BoundingBox, PixelSize},
    identifiers::Kinds,
    redaction::{Shape, nearest_cover},
    review::{Decision, Edit, Entry, Review},
    session::{Command, Whom},
};

use super::{
    actions::Action,
    app::SladdApp,
    canvas::{self, ScreenFromImage},
    dialogs::{self, Palette},
    panels,
    places::{self, Place},
    shell::{Choose, Step, Tool},
};

/// Share of the view's shorter side that an area put down by the keyboard takes.
const NEW_AREA: f32 = 0.2;
/// A nudge in points of the screen: the finer the closer one looks.
const NUDGE: f32 = 4.0;

/// A crop is moved and sized by so many nudges: it is larger than an area.
const CROP_STEPS: f32 = 3.0;

impl SladdApp {
    pub(super) fn review(&self) -> Option<&Review> {
        self.session.shown().and_then(|photo| photo.review.as_ref())
    }

    fn selected(&self) -> Option<Entry> {
        let id = self.view.region?;
        self.review()?.entry(id).cloned()
    }

    /// Does it.
    pub(super) fn act(&mut self, ctx: &Context, action: Action) {
        match action {
            Action::AddPhotos => self.view.choose = Some(Choose::Photos),
            // The system answers with an event, as it does for the key.
            Action::Paste => ctx.send_viewport_cmd(egui::ViewportCommand::RequestPaste),
            Action::AddFolder => self.view.choose = Some(Choose::Folder),
            Action::RemovePhoto => match self.session.shown() {
                Some(photo) if photo.unsaved => self.view.batch.remove = Some(photo.id),
                Some(photo) => self.handle(Command::Remove(photo.id)),
                None => {}
            },
            Action::NextUndecided => self.handle(Command::NextUndecided),
            Action::RedactRestEverywhere => self.view.batch.redact_rest = self.session.rest().photos > 0,
            Action::CopyAreas => self.handle(Command::CopyAreasToNext),
            Action::ExportReady => {
                let running = self.session.many().is_some_and(|many| !many.is_done());
                self.view.batch.export = self.session.ready(self.clock.today()) > 0 && !running;
            }
            Action::ShowInFolder => self.view.choose = Some(Choose::ShowCopy),
            Action::Undo => self.handle(Command::Undo),
            Action::Redo => self.handle(Command::Redo),
            Action::StepFaces => self.view.step = Step::Faces,
            Action::StepWhole => self.begin_sweep(),
            Action::Export => self.view.step = Step::Export,
            Action::Crop => self.crop(),
            Action::TurnRight => self.turn(true),
            Action::TurnLeft => self.turn(false),
            Action::NextFace | Action::PreviousFace if self.view.step == Step::Crop => {
                self.straighten(action == Action::NextFace);
            }
            Action::NextFace => self.move_face(1),
            Action::PreviousFace => self.move_face(-1),
            Action::NextPhoto => self.move_photo(1),
            Action::PreviousPhoto => self.move_photo(-1),
            Action::Redact | Action::NotAFace if self.suggestion().is_some() => self.judge_suggestion(action),
            Action::Redact => self.decide(Some(Decision::Redact)),
            Action::RedactRest => {
                let found = self.session.must_decide_found();
                self.handle(Command::Edit(Edit::CoverWaiting { found }));
            }
            Action::NotAFace => self.call_none(),
            Action::NoneOfPerhaps => {
                self.view.step = Step::Faces;
                if let Some(edit) = panels::none_of_the_others(&mut self.view.perhaps_shown) {
                    self.handle(Command::Edit(edit));
                    self.select_next_undecided();
                }
            }
            Action::CoverFound => self.decide_found(Edit::CoverFound(Kinds::ALL)),
            Action::RestVisible => self.decide_found(Edit::RestMayBeSeen),
            Action::Undecide => self.decide(None),
            Action::Keep => {
                if let Some(entry) = self.selected().filter(|entry| entry.region.what.is_face()) {
                    dialogs::open_picker(&mut self.view, &entry);
                }
            }
            Action::KeepAsLast => self.keep_as_last(),
            Action::ByChip(key) => self.keep_by_chip(usize::from(key)),
            Action::NextChips => self.view.chips.turn(),
            Action::DrawRectangle => self.take(Tool::Rectangle),
            Action::DrawEllipse => self.take(Tool::Ellipse),
            Action::DrawFreehand => self.take(Tool::Freehand),
            Action::CoverPerson => self.cover_person(),
            Action::DrawPerson => self.take(Tool::Person),
            Action::Confirm => self.confirm(),
            Action::Escape => {
                // One thing at a time: the tool, the magnifier, the selection.
                if self.view.tool == Tool::Pan && !std::mem::take(&mut self.view.loupe) {
                    self.view.region = None;
                    self.leave_crop();
                }
                self.view.tool = Tool::Pan;
                self.view.gesture = None;
            }
            Action::Duplicate => self.duplicate(),
            Action::Delete => {
                if let Some(entry) = self.selected().filter(|entry| !entry.region.is_detected()) {
                    self.handle(Command::Edit(Edit::Remove { region: entry.region.id }));
                }
            }
            Action::Nudge(x, y) if self.view.step == Step::Crop => {
                let step = CROP_STEPS * self.step();
                self.move_crop((f32::from(x) * step, f32::from(y) * step));
            }
            Action::Grow(x, y) if self.view.step == Step::Crop => {
                self.grow_crop((x, y), CROP_STEPS * self.step());
            }
            Action::Nudge(x, y) => {
                let (x, y) = self.in_photo((x, y));
                self.pull(|cover, step| cover.translated(f32::from(x) * step, f32::from(y) * step));
                self.reshape(|shape, step| shape.translated(f32::from(x) * step, f32::from(y) * step));
            }
            Action::Grow(x, y) => {
                // Wider on the screen is higher in a photo that is turned.
                let more = f32::from(x + y);
                let (across, down) = self.in_photo((x, y));
                let (across, down) = (f32::from(across.abs()) * more, f32::from(down.abs()) * more);
                // The face stays in the middle.
                self.pull(|cover, step| {
                    let (width, height) =
                        (cover.width + 2.0 * across * step, cover.height + 2.0 * down * step);
                    let ((x, y), width, height) = (cover.center(), width.max(1.0), height.max(1.0));
                    BoundingBox::new(x - width / 2.0, y - height / 2.0, width, height)
                });
                self.reshape(|shape, step| {
                    let Some(bounds) = shape.bounds() else { return shape.clone() };
                    let corner = (bounds.right() + across * step, bounds.bottom() + down * step);
                    shape.fitted(canvas::resized(bounds, (1, 1), corner))
                });
            }
            Action::Fit => self.view.viewport.zoom = None,
            Action::ActualSize => self.zoom(|_| 1.0 / ctx.pixels_per_point()),
            Action::ZoomIn => self.zoom(|scale| scale * 1.25),
            Action::ZoomOut => self.zoom(|scale| scale * 0.8),
            Action::ZoomToFace => {
                let bounds = self.selected().and_then(|entry| entry.region.outline.bounds());
                if let (Some(bounds), Some((frame, photo, area))) = (bounds, self.place()) {
                    self.view.viewport.show_box(frame.box_in_frame(photo, bounds), area);
                }
            }
            Action::Loupe => self.view.loupe = !self.view.loupe,
            Action::Palette => self.view.palette = Some(Palette::default()),
            Action::PlacePhotos => self.view.place = Place::Photos,
            Action::PlaceRegister | Action::Consents => {
                if action == Action::Consents {
                    self.view.register.show_consents();
                }
                let mut commands = Vec::new();
                places::open_register(&mut self.view, &mut commands, false);
                for command in commands {
                    self.handle(command);
                }
            }
            Action::Find => self.view.register.find(),
            Action::Settings => self.view.settings = Some(self.settings.clone()),
            Action::Keys => self.view.keys = true,
            Action::Help => self.view.help = Some(0),
            Action::FullScreen => {
                let full = ctx.input(|input| input.viewport().fullscreen.unwrap_or(false));
                ctx.send_viewport_cmd(ViewportCommand::Fullscreen(!full));
            }
        }
    }

    fn take(&mut self, tool: Tool) {
        self.leave_crop();
        self.view.tool = if self.view.tool == tool { Tool::Pan } else { tool };
        self.view.gesture = None;
    }

    /// What of the photo is shown, the size of the photo, and where it is drawn.
    fn place(&self) -> Option<(Frame, PixelSize, egui::Rect)> {
        let review = self.review()?;
        Some((self.view.shown_frame(review), review.size(), self.canvas.area?))
    }

    /// How the photo lies on the screen.
    fn to_screen(&self) -> Option<ScreenFromImage> {
        let (frame, photo, area) = self.place()?;
        Some(self.view.viewport.framed(frame, photo, area))
    }

    /// A direction of the screen as it lies in the photo.
    fn in_photo(&self, direction: (i8, i8)) -> (i8, i8) {
        self.to_screen().map_or(direction, |to_screen| to_screen.direction(direction))
    }

    /// How far a key moves something, in pixels: at least one.
    fn step(&self) -> f32 {
        self.to_screen().map_or(1.0, |to_screen| (NUDGE / to_screen.scale).max(1.0))
    }

    fn zoom(&mut self, to: impl FnOnce(f32) -> f32) {
        if let Some((frame, photo, area)) = self.place() {
            let size = frame.size(photo);
            let scale = to(self.view.viewport.scale(size, area));
            self.view.viewport.zoom_to(scale, size);
        }
    }

    /// Step 2, at the first part that nobody has looked at.
    pub(super) fn begin_sweep(&mut self) {
        self.view.step = Step::Whole;
        self.view.region = None;
        let Some((frame, size, area)) = self.place() else { return };
        let Some(photo) = self.session.shown() else { return };
        let (id, review) = (photo.id, photo.review.as_ref());
        let sweep = self.view.sweeps.of(id, frame, size, area);
        if let Some(review) = review {
            sweep.follow(review);
        }
        let first = sweep.parts().iter().position(|seen| !seen).unwrap_or(0);
        sweep.show(first, &mut self.view.viewport);
    }

    /// Enter: the one next thing. Covering all that is left is no such thing: it has a key of its own.
    fn confirm(&mut self) {
        if self.view.tool != Tool::Pan {
            self.put_down_area();
            return;
        }
        let Some(photo) = self.session.shown() else { return };
        let (id, undecided) = (photo.id, self.session.waiting(photo));
        let Some(review) = &photo.review else { return };
        let attested = review.whole_image_reviewed();
        match self.view.step {
            Step::Crop => self.leave_crop(),
            Step::Faces if undecided > 0 => {}
            Step::Faces | Step::Whole if attested => self.view.step = Step::Export,
            Step::Faces => self.begin_sweep(),
            Step::Whole => {
                let Some(sweep) = self.view.sweeps.get_mut(id) else { return };
                sweep.follow(review);
                if sweep.is_complete() {
                    self.attest();
                } else {
                    sweep.advance(&mut self.view.viewport);
                }
            }
            Step::Export => {
                let next = self.session.next_open().filter(|_| photo.exported.is_some());
                if let Some(next) = next {
                    self.handle(Command::Select(next));
                } else {
                    self.export_or_settle();
                }
            }
        }
    }

    /// Writes the copy, or goes to the first thing that is missing and can be settled here.
    fn export_or_settle(&mut self) {
        let today = self.clock.today();
        let Some(photo) = self.session.shown().filter(|photo| photo.exported.is_none() && !photo.exporting)
        else {
            return;
        };
        let missing = self.session.missing(photo, today);
        if missing.is_empty() {
            self.export();
        } else if let Some(first) = missing.iter().find(|missing| panels::can_be_settled(missing)) {
            panels::settle(&mut self.view, &self.settings, first);
            if self.view.step == Step::Whole {
                self.begin_sweep();
            }
        }
    }

    /// The whole photo was looked at.
    pub(super) fn attest(&mut self) {
        self.handle(Command::Edit(Edit::AttestWholeImage(true)));
        self.view.step = Step::Export;
        self.view.viewport.zoom = None;
    }

    /// An area in the middle of the view, for those who draw by keyboard.
    fn put_down_area(&mut self) {
        let Some(to_screen) = self.to_screen() else { return };
        let Some(area) = self.canvas.area else { return };
        let (x, y) = to_screen.image(area.center());
        let wide = area.size().min_elem() * NEW_AREA / to_screen.scale;
        let bounds = BoundingBox::new(x - wide / 2.0, y - wide / 2.0, wide, wide);
        let what = self.view.kind;
        let command = match std::mem::replace(&mut self.view.tool, Tool::Pan) {
            Tool::Person => Command::CoverPerson(Whom::Within(bounds)),
            Tool::Rectangle => Command::Edit(Edit::AddArea { shape: Shape::Rectangle(bounds), what }),
            Tool::Ellipse | Tool::Freehand | Tool::Pan => {
                Command::Edit(Edit::AddArea { shape: Shape::Ellipse(bounds), what })
            }
        };
        self.handle(command);
    }

    fn reshape(&mut self, change: impl FnOnce(&Shape, f32) -> Shape) {
        let step = self.step();
        let Some(entry) = self.selected() else { return };
        if let Some(shape) = canvas::movable(&entry) {
            let shape = change(&shape, step);
            self.handle(Command::Edit(Edit::Reshape { region: entry.region.id, shape }));
        }
    }

    /// Pulls the cover of the selected face, as far as it holds the face.
    fn pull(&mut self, change: impl FnOnce(BoundingBox, f32) -> BoundingBox) {
        let (step, size) = (self.step(), self.review().map(Review::size));
        let Some((entry, size)) = self.selected().zip(size) else { return };
        let Some((region, face, cover)) = canvas::pullable(&entry, size) else { return };
        let pulled = nearest_cover(face, cover, change(cover, step));
        self.handle(Command::Edit(Edit::PullCover { region, cover: Some(pulled) }));
    }

    /// An area over the whole person whose face is selected, which is covered too; the area can be fitted then.
    fn cover_person(&mut self) {
        if let Some(entry) = self.selected().filter(|entry| entry.region.what.is_face()) {
            self.handle(Command::CoverPerson(Whom::OfFace(entry.region.id)));
        }
    }

    fn duplicate(&mut self) {
        let Some(to_screen) = self.to_screen() else { return };
        let Some(entry) = self.selected() else { return };
        if let Some(shape) = canvas::movable(&entry) {
            let step = 4.0 * NUDGE / to_screen.scale;
            let shape = shape.translated(step, step);
            self.handle(Command::Edit(Edit::AddArea { shape, what: entry.region.what }));
        }
    }

    /// The same person as the last one that was kept: the same consent, asked anew against the rules. Where it keeps
    /// another face of this photo, the person is asked: the key is for the next photo of a series.
    fn keep_as_last(&mut self) {
        let Some(entry) = self.selected().filter(|entry| entry.region.what.is_face()) else { return };
        let Some((person, consent)) = self.view.last_kept.clone() else { return };
        let region = entry.region.id;
        if self.review().is_some_and(|review| review.keeps_another(&consent, region)) {
            dialogs::open_picker(&mut self.view, &entry);
            if let (Some(picker), Some(known)) =
                (&mut self.view.picker, self.session.consents().get(&consent))
            {
                picker.choose(known);
            }
            return;
        }
        self.handle(Command::Edit(Edit::KeepAs { region, person, consent, same_person: false }));
    }

    /// The suggested place that has the keyboard.
    fn suggestion(&self) -> Option<usize> {
        self.view.place(self.review()?)
    }

    /// Covers the place that has the keyboard, or takes it away; the next one gets the keyboard.
    fn judge_suggestion(&mut self, action: Action) {
        let Some(index) = self.suggestion() else { return };
        self.view.places.focus = Some(index);
        self.handle(Command::Edit(if action == Action::Redact {
            Edit::CoverSuggestion(index)
        } else {
            Edit::DismissSuggestion(index)
        }));
    }

    /// One key says of a weak box that it is no face; of what looks like one the person is asked what it is. Writing and codes
    /// it leaves visible.
    fn call_none(&mut self) {
        let photo = self.session.shown().map(|photo| photo.id);
        if let (Some(entry), Some(photo)) =
            (self.selected().filter(|entry| entry.region.grade().is_some()), photo)
        {
            if let Some(edit) = dialogs::leave_visible(&mut self.view, photo, &entry) {
                self.handle(Command::Edit(edit));
                self.select_next_undecided();
            }
            return;
        }
        let strong = self.selected().filter(|entry| entry.region.is_strong());
        match (strong, photo) {
            (Some(entry), Some(photo)) => dialogs::ask_what(&mut self.view, photo, &entry),
            _ => self.decide(Some(Decision::NotAFace { what: None })),
        }
    }

    /// Decides writing and codes at once.
    fn decide_found(&mut self, edit: Edit) {
        self.view.step = Step::Faces;
        self.handle(Command::Edit(edit));
        self.select_next_undecided();
    }

    fn decide(&mut self, decision: Option<Decision>) {
        let Some(region) = self.view.region else { return };
        let decided = decision.is_some();
        self.handle(Command::Edit(Edit::Decide { region, decision }));
        if decided {
            self.select_next_undecided();
        }
    }

    /// Selects the next face without a decision, in reading order after the selected one.
    pub(super) fn select_next_undecided(&mut self) {
        let Some(review) = self.review() else { return };
        let ids: Vec<_> = review.shown().map(|entry| (entry.region.id, self.session.waits(entry))).collect();
        let at = ids.iter().position(|(id, _)| Some(*id) == self.view.region).map_or(0, |at| at + 1);
        let next = ids.iter().cycle().skip(at).take(ids.len()).find(|(_, undecided)| *undecided);
        if let Some((id, _)) = next {
            self.view.region = Some(*id);
            self.keep_in_view();
        }
    }

    /// Brings the selected region into view where the photo is not seen whole.
    fn keep_in_view(&mut self) {
        let Some((frame, photo, area)) = self.place().filter(|_| self.view.viewport.zoom.is_some()) else {
            return;
        };
        let Some(bounds) = self.selected().and_then(|entry| entry.region.outline.bounds()) else { return };
        let rect = self.view.viewport.framed(frame, photo, area).rect(bounds);
        if !area.shrink(16.0).contains_rect(rect) {
            self.view.viewport.center = frame.point_in_frame(photo, bounds.center());
        }
    }

    fn move_face(&mut self, by: isize) {
        let Some(review) = self.review() else { return };
        let ids: Vec<_> = review.shown().map(|entry| entry.region.id).collect();
        let at = ids.iter().position(|id| Some(*id) == self.view.region);
        let next = match at {
            Some(at) => (at as isize + by).rem_euclid(ids.len().max(1) as isize) as usize,
            None if by < 0 => ids.len().saturating_sub(1),
            None => 0,
        };
        self.view.region = ids.get(next).copied();
        self.keep_in_view();
    }

    fn move_photo(&mut self, by: isize) {
        let ids: Vec<_> = self.session.photos().iter().map(|photo| photo.id).collect();
        let Some(at) = self.session.shown().and_then(|shown| ids.iter().position(|id| *id == shown.id))
        else {
            return;
        };
        if let Some(next) = at.checked_add_signed(by).and_then(|next| ids.get(next)) {
            self.handle(Command::Select(*next));
        }
    }
}
