//! The step "Crop": what is being tried, and what its keys do.
//!
//! One gesture, one turn of the slider and one key are each one step of undo.

use crate::{
    framing::{Frame, Proportion},
    geometry::PixelSize,
    review::{Edit, Review},
    session::Command,
};

use super::{
    app::SladdApp,
    shell::{Step, View},
};

/// Hundredths of a degree that a key straightens by.
const STRAIGHTEN: i16 = 10;

/// What the step is in the middle of.
#[derive(Debug, Default)]
pub struct Cropping {
    /// The shape that the crop keeps.
    pub proportion: Proportion,
    /// The frame that is being tried; it comes into the review when the hand is lifted.
    pub live: Option<Frame>,
    /// What the pressed pointer does.
    pub drag: Option<Drag>,
    /// The step from which the person came.
    back: Option<Step>,
}

/// A crop that follows the pointer.
#[derive(Debug, Clone, Copy)]
pub struct Drag {
    /// Which edge or corner: -1, 0 or 1 across and down; both 0 for all of it.
    pub handle: (i8, i8),
    /// Where it was taken, in pixels of the turned and straightened photo.
    pub from: (f32, f32),
    /// The frame before.
    pub before: Frame,
}

impl Drag {
    /// The frame with the pointer here, in pixels of the turned and straightened photo.
    pub fn to(&self, (x, y): (f32, f32), proportion: Proportion, photo: PixelSize) -> Frame {
        let by = (x - self.from.0, y - self.from.1);
        if self.handle == (0, 0) {
            return self.before.moved(by, photo);
        }
        let crop = self.before.cropped(photo);
        // The edge goes as far as the pointer, however far from it that was pressed.
        let edge = |low: u32, high: u32, side: i8, by: f32| (if side < 0 { low } else { high }) as f32 + by;
        let to = (
            edge(crop.x, crop.right(), self.handle.0, by.0),
            edge(crop.y, crop.bottom(), self.handle.1, by.1),
        );
        self.before.dragged(self.handle, to, proportion, photo)
    }
}

impl View {
    /// The frame as it is, also while it is being tried.
    pub fn frame(&self, review: &Review) -> Frame {
        self.cropping.live.filter(|_| self.step == Step::Crop).unwrap_or_else(|| review.frame())
    }

    /// What is shown of the photo: what will be published, and in the step "Crop" all around it too.
    pub fn shown_frame(&self, review: &Review) -> Frame {
        let frame = self.frame(review);
        if self.step == Step::Crop { Frame { crop: None, ..frame } } else { frame }
    }

    /// Goes to the step "Crop".
    pub fn begin_crop(&mut self) {
        if self.step != Step::Crop {
            self.cropping = Cropping { back: Some(self.step), ..Cropping::default() };
            self.step = Step::Crop;
            self.region = None;
            self.viewport.zoom = None;
        }
    }

    /// Goes back to the step before.
    pub fn end_crop(&mut self) {
        if self.step == Step::Crop {
            self.step = self.cropping.back.unwrap_or(Step::Faces);
            self.cropping = Cropping::default();
            self.viewport.zoom = None;
        }
    }
}

impl SladdApp {
    /// Goes to the step "Crop", or back from it.
    pub(super) fn crop(&mut self) {
        if self.view.step == Step::Crop {
            self.leave_crop();
        } else if self.review().is_some() {
            self.view.begin_crop();
        }
    }

    /// Back to the step before; the second one begins anew where the picture is another.
    pub(super) fn leave_crop(&mut self) {
        self.view.end_crop();
        if self.view.step == Step::Whole {
            self.begin_sweep();
        }
    }

    /// Turns the photo by 90°, in any step.
    pub(super) fn turn(&mut self, right: bool) {
        self.change_frame(|frame, photo, _| frame.turned(right, photo));
        if self.view.step == Step::Whole {
            self.begin_sweep();
        }
        self.view.viewport.zoom = self.view.viewport.zoom.filter(|_| self.view.step == Step::Whole);
    }

    /// Straightens by a tenth of a degree.
    pub(super) fn straighten(&mut self, clockwise: bool) {
        let by = if clockwise { STRAIGHTEN } else { -STRAIGHTEN };
        self.change_frame(|frame, photo, _| frame.straightened(frame.straighten + by, photo));
    }

    /// Moves the crop by so many pixels.
    pub(super) fn move_crop(&mut self, by: (f32, f32)) {
        self.change_frame(|frame, photo, _| frame.moved(by, photo));
    }

    /// Moves the right or the lower edge of the crop by so many pixels.
    pub(super) fn grow_crop(&mut self, (x, y): (i8, i8), step: f32) {
        let handle = (x.abs(), y.abs());
        let by = (f32::from(x) * step, f32::from(y) * step);
        self.change_frame(|frame, photo, proportion| {
            Drag { handle, from: (0.0, 0.0), before: frame }.to(by, proportion, photo)
        });
    }

    fn change_frame(&mut self, change: impl FnOnce(Frame, PixelSize, Proportion) -> Frame) {
        let Some(review) = self.review() else { return };
        let (before, photo) = (review.frame(), review.size());
        let frame = change(before, photo, self.view.cropping.proportion);
        // What cannot be had is not asked for: a key at the edge does nothing.
        if frame.checked(photo).is_ok_and(|frame| frame != before) {
            self.handle(Command::Edit(Edit::Frame(frame)));
        }
    }
}
