//! What dragging on the photo does: pan, draw, move, resize. One gesture is one step of undo.

use egui::{CursorIcon, Painter, Pos2, Rect, Stroke, Ui, pos2};

use crate::{
    geometry::{BoundingBox, PixelSize},
    redaction::{Shape, nearest_cover},
    review::{Decision, Edit, Entry, Outline, RegionId, Review},
    session::{Command, Whom},
    ui::{
        shell::{Shell, Tool},
        theme,
    },
};

use super::viewport::ScreenFromImage;

/// Half the side of a handle, and how far from its middle it is still taken, in points.
const HANDLE: f32 = 4.5;
const GRAB: f32 = 9.0;
/// Smallest side of an area, in pixels: less is a slip of the hand.
const SMALLEST: f32 = 3.0;
/// Distance between the points of a freehand line, in points.
const STROKE_STEP: f32 = 4.0;

/// What the pressed pointer is doing; positions are in image space.
#[derive(Debug, Clone, PartialEq)]
pub enum Gesture {
    /// A rectangle or ellipse grows from here.
    Draw((f32, f32)),
    /// A freehand line.
    Freehand(Vec<(f32, f32)>),
    /// An area follows the pointer.
    Move {
        /// Which.
        region: RegionId,
        /// Its shape before.
        shape: Shape,
        /// Where it was taken.
        from: (f32, f32),
    },
    /// An edge or a corner of an area follows the pointer.
    Resize {
        /// Which.
        region: RegionId,
        /// Its shape before.
        shape: Shape,
        /// Which edge: -1, 0 or 1 in x and y.
        handle: (i8, i8),
    },
    /// An edge or a corner of the cover of a found face follows the pointer, as far as it holds the face.
    Pull {
        /// Which.
        region: RegionId,
        /// The box of the face.
        face: BoundingBox,
        /// Its cover before.
        cover: BoundingBox,
        /// Which edge.
        handle: (i8, i8),
    },
}

/// Which face can be pulled at, with its box and cover: it is covered, or nobody has decided.
pub fn pullable(entry: &Entry, size: PixelSize) -> Option<(RegionId, BoundingBox, BoundingBox)> {
    let is_shown = matches!(
        entry.decision,
        Some(Decision::Keep { .. } | Decision::NotAFace { .. } | Decision::MayBeSeen { .. })
    );
    let (face, cover) = entry.pullable(size).filter(|_| !is_shown)?;
    Some((entry.region.id, face, cover))
}

/// The shape of a region that a person may change; `None` for what the detector found or suggested, whose cover
/// is never smaller than its box.
pub fn movable(entry: &Entry) -> Option<Shape> {
    match &entry.region.outline {
        Outline::Drawn(shape) if !entry.region.is_detected() => Some(shape.clone()),
        Outline::Drawn(_) | Outline::FaceBox(_) => None,
    }
}

pub(super) const HANDLES: [(i8, i8); 8] =
    [(-1, -1), (0, -1), (1, -1), (1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0)];

pub(super) fn handle_point(rect: Rect, handle: (i8, i8)) -> Pos2 {
    let along = |low: f32, high: f32, side: i8| match side {
        -1 => low,
        1 => high,
        _ => f32::midpoint(low, high),
    };
    pos2(along(rect.left(), rect.right(), handle.0), along(rect.top(), rect.bottom(), handle.1))
}

fn handle_at(rect: Rect, at: Pos2) -> Option<(i8, i8)> {
    HANDLES
        .into_iter()
        .map(|handle| (handle, handle_point(rect, handle).distance(at)))
        .filter(|(_, distance)| *distance <= GRAB)
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(handle, _)| handle)
}

/// The bounds after an edge or corner was dragged to `to`; never smaller than a few pixels.
pub fn resized(bounds: BoundingBox, handle: (i8, i8), to: (f32, f32)) -> BoundingBox {
    let edge = |low: f32, high: f32, side: i8, to: f32| match side {
        -1 => (to.min(high - SMALLEST), high),
        1 => (low, to.max(low + SMALLEST)),
        _ => (low, high),
    };
    let (left, right) = edge(bounds.x, bounds.right(), handle.0, to.0);
    let (top, bottom) = edge(bounds.y, bounds.bottom(), handle.1, to.1);
    BoundingBox::from_corners((left, top), (right, bottom))
}

impl Gesture {
    /// The region that is being changed, with its shape as it would be now.
    pub fn changed(&self, at: (f32, f32)) -> Option<(RegionId, Shape)> {
        match self {
            Self::Move { region, shape, from } => {
                Some((*region, shape.translated(at.0 - from.0, at.1 - from.1)))
            }
            Self::Resize { region, shape, handle } => {
                let bounds = shape.bounds()?;
                Some((*region, shape.fitted(resized(bounds, *handle, at))))
            }
            Self::Pull { region, face, cover, handle } => {
                Some((*region, Shape::Head(nearest_cover(*face, *cover, resized(*cover, *handle, at)))))
            }
            Self::Draw(_) | Self::Freehand(_) => None,
        }
    }

    /// The edit that it comes to.
    fn edit(&self, at: (f32, f32)) -> Option<Edit> {
        let (region, shape) = self.changed(at)?;
        match self {
            Self::Pull { .. } => Some(Edit::PullCover { region, cover: shape.bounds() }),
            Self::Move { .. } | Self::Resize { .. } | Self::Draw(_) | Self::Freehand(_) => {
                Some(Edit::Reshape { region, shape })
            }
        }
    }

    /// The area that would be added now; `None` while it is too small to be meant.
    fn drawn(&self, at: (f32, f32), tool: Tool) -> Option<Shape> {
        let shape = match self {
            Self::Draw(from) => {
                let bounds = BoundingBox::from_corners(*from, at);
                if tool == Tool::Ellipse { Shape::Ellipse(bounds) } else { Shape::Rectangle(bounds) }
            }
            Self::Freehand(points) => Shape::Polygon(points.clone()),
            Self::Move { .. } | Self::Resize { .. } | Self::Pull { .. } => return None,
        };
        let bounds = shape.bounds()?;
        (bounds.width >= SMALLEST && bounds.height >= SMALLEST).then_some(shape)
    }
}

/// Takes the pointer; `true` where the photo itself is to be panned.
pub fn handle(
    ui: &Ui,
    response: &egui::Response,
    shell: &mut Shell<'_>,
    to_screen: &ScreenFromImage,
) -> bool {
    let Some(at) = response.interact_pointer_pos().or(response.hover_pos()) else { return false };
    let selected = shell.selected().and_then(|entry| {
        let shape = movable(entry)?;
        Some((entry.region.id, to_screen.rect(shape.bounds()?), shape))
    });
    let drawing = shell.view.tool != Tool::Pan;
    let pulled = pulled(shell).map(|(region, face, cover)| (region, face, cover, to_screen.rect(cover)));
    let rect = selected.as_ref().map(|(_, rect, _)| *rect).filter(|_| !drawing);
    cursor(ui, response, rect, pulled.map(|(.., rect)| rect).filter(|_| !drawing), at, drawing);
    if response.drag_started() {
        // Where the button went down, not where the drag was noticed.
        let pressed = ui.input(|input| input.pointer.press_origin()).unwrap_or(at);
        let from = to_screen.image(pressed);
        shell.view.gesture = match (shell.view.tool, selected) {
            (Tool::Rectangle | Tool::Ellipse | Tool::Person, _) => Some(Gesture::Draw(from)),
            (Tool::Freehand, _) => Some(Gesture::Freehand(vec![from])),
            (Tool::Pan, Some((region, rect, shape))) => match handle_at(rect, pressed) {
                Some(handle) => {
                    let handle = to_screen.direction(handle);
                    Some(Gesture::Resize { region, shape, handle })
                }
                None if rect.contains(pressed) => Some(Gesture::Move { region, shape, from }),
                None => None,
            },
            (Tool::Pan, None) => pulled.and_then(|(region, face, cover, rect)| {
                let handle = to_screen.direction(handle_at(rect, pressed)?);
                Some(Gesture::Pull { region, face, cover, handle })
            }),
        };
    }
    let now = to_screen.image(at);
    if let Some(Gesture::Freehand(points)) = &mut shell.view.gesture {
        let far =
            points.last().is_none_or(|last| to_screen.point(last.0, last.1).distance(at) >= STROKE_STEP);
        if far && response.dragged() {
            points.push(now);
        }
    }
    if response.drag_stopped()
        && let Some(gesture) = shell.view.gesture.take()
    {
        if let Some(edit) = gesture.edit(now) {
            shell.commands.push(Command::Edit(edit));
        } else if let Some(shape) = gesture.drawn(now, shell.view.tool) {
            let person = (shell.view.tool == Tool::Person).then(|| shape.bounds()).flatten();
            shell.commands.push(person.map_or_else(
                || Command::Edit(Edit::AddArea { shape, what: shell.view.kind }),
                |bounds| Command::CoverPerson(Whom::Within(bounds)),
            ));
            shell.view.tool = Tool::Pan;
        }
    }
    response.dragged() && shell.view.gesture.is_none() && !drawing
}

/// The selected face, its box and its cover, where that can be pulled.
fn pulled(shell: &Shell<'_>) -> Option<(RegionId, BoundingBox, BoundingBox)> {
    let size = shell.session.shown()?.review.as_ref().map(Review::size)?;
    pullable(shell.selected()?, size)
}

/// `selected` can be moved and sized, `pulled` sized alone.
fn cursor(
    ui: &Ui,
    response: &egui::Response,
    selected: Option<Rect>,
    pulled: Option<Rect>,
    at: Pos2,
    drawing: bool,
) {
    if !response.hovered() && !response.dragged() {
        return;
    }
    let icon = match selected.or(pulled) {
        _ if drawing => CursorIcon::Crosshair,
        Some(rect) => match handle_at(rect, at) {
            Some((-1, -1) | (1, 1)) => CursorIcon::ResizeNwSe,
            Some((1, -1) | (-1, 1)) => CursorIcon::ResizeNeSw,
            Some((0, _)) => CursorIcon::ResizeVertical,
            Some(_) => CursorIcon::ResizeHorizontal,
            None if rect.contains(at) && selected.is_some() => CursorIcon::Move,
            None => CursorIcon::Default,
        },
        None => CursorIcon::Default,
    };
    ui.ctx().set_cursor_icon(icon);
}

/// Draws what the gesture would do, and the handles of the selected area.
pub fn paint(painter: &Painter, shell: &Shell<'_>, to_screen: &ScreenFromImage, at: Option<Pos2>) {
    let stroke = Stroke::new(2.0, theme::ACCENT);
    let now = at.map(|at| to_screen.image(at));
    if let (Some(gesture), Some(now)) = (&shell.view.gesture, now) {
        let shape =
            gesture.changed(now).map(|(_, shape)| shape).or_else(|| gesture.drawn(now, shell.view.tool));
        if let Some(shape) = shape {
            let points = outline(&shape, to_screen);
            painter.add(egui::Shape::line(points.clone(), Stroke::new(4.0, egui::Color32::WHITE)));
            painter.add(egui::Shape::line(points, stroke));
        }
        return;
    }
    let drawn = shell.selected().and_then(movable).and_then(|shape| shape.bounds());
    let Some(bounds) = drawn.or_else(|| pulled(shell).map(|(.., cover)| cover)) else { return };
    let rect = to_screen.rect(bounds);
    painter.rect_stroke(rect, 0.0, Stroke::new(1.0, theme::ACCENT), egui::StrokeKind::Middle);
    for handle in HANDLES {
        let square = Rect::from_center_size(handle_point(rect, handle), egui::Vec2::splat(HANDLE * 2.0));
        painter.rect(square, 2.0, egui::Color32::WHITE, stroke, egui::StrokeKind::Middle);
    }
}

/// The closed outline of a shape in points.
pub fn outline(shape: &Shape, to_screen: &ScreenFromImage) -> Vec<Pos2> {
    // Worked out in image space, because a straightened photo lies aslant.
    let in_photo = |bounds: &BoundingBox| {
        Rect::from_min_size(pos2(bounds.x, bounds.y), egui::vec2(bounds.width, bounds.height))
    };
    let on_screen = |points: Vec<Pos2>| points.into_iter().map(|at| to_screen.point(at.x, at.y)).collect();
    match shape {
        Shape::Rectangle(bounds) => {
            let [first, second, third, last] = to_screen.corners(*bounds);
            vec![first, second, third, last, first]
        }
        Shape::RoundedRectangle { bounds, radius } => {
            let rect = in_photo(bounds);
            let radius = radius.min(rect.size().min_elem() / 2.0);
            let inner = rect.shrink(radius);
            let corners = [inner.right_bottom(), inner.left_bottom(), inner.left_top(), inner.right_top()];
            let arc = |(quarter, corner): (usize, Pos2)| {
                (0..=8).map(move |step| {
                    let angle = (quarter as f32 + step as f32 / 8.0) * std::f32::consts::FRAC_PI_2;
                    corner + egui::Vec2::angled(angle) * radius
                })
            };
            let mut points: Vec<Pos2> = corners.into_iter().enumerate().flat_map(arc).collect();
            points.extend(points.first().copied());
            on_screen(points)
        }
        Shape::Ellipse(bounds) | Shape::Head(bounds) => {
            let rect = in_photo(bounds);
            let radius = rect.size() / 2.0;
            let around = |step: u8| {
                let angle = f32::from(step) / 48.0 * std::f32::consts::TAU;
                rect.center() + egui::vec2(angle.cos() * radius.x, angle.sin() * radius.y)
            };
            on_screen((0..=48).map(around).collect())
        }
        Shape::Own { .. } => outline(shape.plain(), to_screen),
        Shape::Polygon(points) => {
            points.iter().chain(points.first()).map(|point| to_screen.point(point.0, point.1)).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOUNDS: BoundingBox = BoundingBox::new(10.0, 20.0, 30.0, 40.0);

    #[test]
    fn a_corner_follows_the_pointer_and_the_opposite_one_stays() {
        assert_eq!(resized(BOUNDS, (1, 1), (100.0, 90.0)), BoundingBox::new(10.0, 20.0, 90.0, 70.0));
        assert_eq!(resized(BOUNDS, (-1, 0), (0.0, 500.0)), BoundingBox::new(0.0, 20.0, 40.0, 40.0));
    }

    #[test]
    fn an_area_can_be_made_small_but_never_turned_inside_out() {
        let tiny = resized(BOUNDS, (1, 1), (-500.0, -500.0));
        assert_eq!(tiny, BoundingBox::new(10.0, 20.0, SMALLEST, SMALLEST));
    }

    #[test]
    fn a_slip_of_the_hand_is_no_area() {
        let slip = Gesture::Draw((5.0, 5.0));
        assert_eq!(slip.drawn((6.0, 6.0), Tool::Rectangle), None);
        assert_eq!(
            Gesture::Freehand(vec![(0.0, 0.0), (50.0, 50.0)]).drawn((50.0, 50.0), Tool::Freehand),
            None
        );
    }

    #[test]
    fn a_cover_is_pulled_as_far_as_it_holds_the_face() {
        let face = BoundingBox::new(100.0, 100.0, 60.0, 80.0);
        let (region, cover) = (RegionId::for_tests(1), face.scaled(1.8));
        let pull = Gesture::Pull { region, face, cover, handle: (1, 0) };
        let pulled = |to| pull.changed((to, 0.0)).and_then(|(_, shape)| shape.bounds()).unwrap();
        assert!((pulled(300.0).right() - 300.0).abs() < 0.01);
        let tight = pulled(-500.0);
        assert!((tight.x - cover.x).abs() < 0.01);
        assert!(tight.right() > face.right() && tight.right() < cover.right());
        assert!(matches!(pull.edit((300.0, 0.0)), Some(Edit::PullCover { cover: Some(_), .. })));
    }

    #[test]
    fn moving_keeps_the_size() {
        let shape = Shape::Polygon(vec![(0.0, 0.0), (10.0, 0.0), (5.0, 8.0)]);
        let moved = shape.translated(3.0, -2.0);
        assert_eq!(moved, Shape::Polygon(vec![(3.0, -2.0), (13.0, -2.0), (8.0, 6.0)]));
    }
}
