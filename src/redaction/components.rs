//! The connected parts of a mask.
#![expect(
    clippy::indexing_slicing,
    reason = "every index is a label that was handed out when its entry was pushed"
)]

use crate::geometry::PixelRect;

/// A run of covered pixels in one row; `right` is the first pixel after it.
struct Run {
    left: u32,
    right: u32,
    label: usize,
}

/// Labels that are joined as runs turn out to touch, with the rectangle around each.
#[derive(Default)]
struct Labels {
    parents: Vec<usize>,
    rects: Vec<PixelRect>,
}

impl Labels {
    fn fresh(&mut self, rect: PixelRect) -> usize {
        self.parents.push(self.parents.len());
        self.rects.push(rect);
        self.parents.len() - 1
    }

    fn root(&mut self, mut label: usize) -> usize {
        while self.parents[label] != label {
            self.parents[label] = self.parents[self.parents[label]];
            label = self.parents[label];
        }
        label
    }

    fn join(&mut self, a: usize, b: usize) -> usize {
        let (a, b) = (self.root(a), self.root(b));
        let (low, high) = (a.min(b), a.max(b));
        if low != high {
            self.parents[high] = low;
            self.rects[low] = hull(self.rects[low], self.rects[high]);
        }
        low
    }
}

/// The rectangles around the parts of a mask that hang together by sides or corners, in the order of
/// their tops and lefts. They depend on which pixels are covered alone, not on the shapes that cover them.
pub(super) fn components<'a>(rows: impl Iterator<Item = (u32, &'a [bool])>) -> Vec<PixelRect> {
    let mut labels = Labels::default();
    let mut above: Vec<Run> = Vec::new();
    let mut above_y = None;
    for (y, row) in rows {
        if above_y.and_then(|y: u32| y.checked_add(1)) != Some(y) {
            above.clear();
        }
        let mut runs = Vec::new();
        let mut first = 0;
        for (left, right) in runs_of(row) {
            let mut label = labels.fresh(PixelRect::new(left, y, right - left, 1));
            while above.get(first).is_some_and(|run| run.right < left) {
                first += 1;
            }
            for run in above.iter().skip(first).take_while(|run| run.left <= right) {
                label = labels.join(label, run.label);
            }
            runs.push(Run { left, right, label });
        }
        above = runs;
        above_y = Some(y);
    }
    let mut found: Vec<PixelRect> = (0..labels.parents.len())
        .filter(|label| labels.parents[*label] == *label)
        .map(|label| labels.rects[label])
        .collect();
    found.sort_by_key(|rect| (rect.y, rect.x, rect.height, rect.width));
    found
}

fn runs_of(row: &[bool]) -> impl Iterator<Item = (u32, u32)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let left = at + row.get(at..)?.iter().position(|inside| *inside)?;
        let length = row.get(left..)?.iter().position(|inside| !*inside).unwrap_or(row.len() - left);
        at = left + length;
        Some((left as u32, at as u32))
    })
}

/// The smallest rectangle that holds both.
pub(super) fn hull(a: PixelRect, b: PixelRect) -> PixelRect {
    let (x, y) = (a.x.min(b.x), a.y.min(b.y));
    PixelRect::new(x, y, a.right().max(b.right()) - x, a.bottom().max(b.bottom()) - y)
}
