//! What stands on a page and where. Lengths are in points of 1/72 inch, from the top left; the PDF counts from below.

use std::collections::{BTreeMap, BTreeSet};

use pdf_writer::{Content, Name, Str};

use super::{DocumentFault, face::Face};

/// A4.
pub(super) const WIDTH: f32 = 595.0;
pub(super) const HEIGHT: f32 = 842.0;
const MARGIN: f32 = 48.0;
/// The width that text can take.
const COLUMN: f32 = WIDTH - 2.0 * MARGIN;
/// Between two languages that stand side by side.
const GUTTER: f32 = 16.0;
const BOX: f32 = 10.0;
/// The code at the top: modules of 1.3 mm, 7.5 pixels in a scan of 150 dpi.
const CODE_SIDE: f32 = 76.0;
/// The code at the foot of every page, for a page that is scanned alone or a corner that is folded: 3.5 pixels there.
const FOOT_CODE_SIDE: f32 = 36.0;
/// Below this nothing but the foot stands on a page.
const BOTTOM: f32 = HEIGHT - MARGIN - 14.0;

/// A text in one language, or in two that stand side by side.
pub(super) type Said = Vec<String>;

/// What is put on the page, from top to bottom.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Block {
    /// The title.
    Title(Said),
    /// A heading.
    Heading(Said),
    /// A paragraph.
    Text(Said),
    /// A small paragraph.
    Small(Said),
    /// Empty boxes to tick, in columns.
    Boxes(Vec<Said>),
    /// Lines to write on, side by side.
    Blanks(Vec<Said>),
    /// The id in large letters, and as a QR code at the right edge.
    Id(String),
    /// A camera, to be seen from afar.
    Camera,
    /// Letters to be read from afar, one language below the other.
    Banner(Said),
    /// A paragraph of a poster.
    Large(Said),
}

/// Which of the two typefaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weight {
    Regular,
    Bold,
}

/// How a paragraph is set.
#[derive(Debug, Clone, Copy)]
struct Setting {
    weight: Weight,
    size: f32,
    /// From one line to the next.
    step: f32,
    /// From the top to the first base line.
    first: f32,
}

const HEADING: Setting = Setting { weight: Weight::Bold, size: 11.0, step: 13.5, first: 16.0 };
const TEXT: Setting = Setting { weight: Weight::Regular, size: 9.5, step: 13.0, first: 10.0 };
const SMALL: Setting = Setting { weight: Weight::Regular, size: 8.0, step: 10.5, first: 8.0 };
const LARGE: Setting = Setting { weight: Weight::Regular, size: 16.0, step: 22.0, first: 17.0 };
const TITLE: Setting = Setting { weight: Weight::Bold, size: 19.0, step: 26.0, first: 19.0 };
const BANNER: Setting = Setting { weight: Weight::Bold, size: 36.0, step: 42.0, first: 36.0 };
/// The same for two languages on one sheet.
const LARGE_OF_TWO: Setting = Setting { weight: Weight::Regular, size: 13.0, step: 17.5, first: 14.0 };
const BANNER_OF_TWO: Setting = Setting { weight: Weight::Bold, size: 29.0, step: 34.0, first: 29.0 };
const LABEL: Setting = Setting { weight: Weight::Regular, size: 7.5, step: 9.0, first: 31.0 };

/// Fills pages.
pub(super) struct Layout<'a> {
    regular: &'a Face,
    bold: &'a Face,
    content: Content,
    /// The glyphs used of each typeface, with their letters.
    used: [BTreeMap<u16, char>; 2],
    /// Letters that the typeface does not have.
    missing: BTreeSet<char>,
}

impl<'a> Layout<'a> {
    pub(super) fn new(regular: &'a Face, bold: &'a Face) -> Self {
        let used = [BTreeMap::new(), BTreeMap::new()];
        Self { regular, bold, content: Content::new(), used, missing: BTreeSet::new() }
    }

    /// The blocks page by page.
    pub(super) fn pages<'b>(&self, blocks: &'b [Block]) -> Vec<&'b [Block]> {
        let mut pages = Vec::new();
        let mut rest = blocks;
        while !rest.is_empty() {
            let (page, further) = rest.split_at(self.fitting(rest).min(rest.len()));
            pages.push(page);
            rest = further;
        }
        pages
    }

    /// The commands that draw a page, with its foot, and the small code in the corner where there is one.
    pub(super) fn page(
        &mut self,
        blocks: &[Block],
        foot: &str,
        code: Option<&str>,
    ) -> Result<Vec<u8>, DocumentFault> {
        let mut y = MARGIN;
        for block in blocks {
            self.draw(block, y)?;
            y += self.height(block, y);
        }
        self.text(Weight::Regular, 7.5, MARGIN, HEIGHT - 30.0, foot);
        if let Some(code) = code {
            let left = WIDTH - MARGIN - FOOT_CODE_SIDE;
            self.code(code, left, HEIGHT - 16.0 - FOOT_CODE_SIDE, FOOT_CODE_SIDE)?;
        }
        Ok(std::mem::replace(&mut self.content, Content::new()).finish().to_vec())
    }

    /// The glyphs that were used, of the regular and of the bold typeface.
    ///
    /// # Errors
    /// [`DocumentFault::Letters`] where a letter was to be set that the typeface does not have.
    pub(super) fn finish(self) -> Result<[BTreeMap<u16, char>; 2], DocumentFault> {
        if self.missing.is_empty() {
            return Ok(self.used);
        }
        Err(DocumentFault::Letters { letters: self.missing.into_iter().collect() })
    }

    /// How many of the blocks a page takes, at least one. A heading stands on the page of what it heads.
    fn fitting(&self, blocks: &[Block]) -> usize {
        let mut y = MARGIN;
        let mut placed = 0;
        for block in blocks {
            let height = self.height(block, y);
            let headed = match (block, blocks.get(placed + 1)) {
                (Block::Heading(_), Some(next)) => self.height(next, y + height),
                _ => 0.0,
            };
            if placed > 0 && y + height + headed > BOTTOM {
                break;
            }
            y += height;
            placed += 1;
        }
        placed
    }

    fn height(&self, block: &Block, y: f32) -> f32 {
        match block {
            Block::Title(said) => self.stacked(said, TITLE, COLUMN - 90.0) + 6.0,
            Block::Banner(said) => self.stacked(said, banner(said), COLUMN) + 14.0,
            Block::Heading(said) => self.tall(said, HEADING, COLUMN) + 8.5,
            Block::Text(said) => self.tall(said, TEXT, beside_code(y)) + 4.0,
            Block::Small(said) => self.tall(said, SMALL, COLUMN) + 3.0,
            Block::Large(said) => self.tall(said, large(said), COLUMN) + 10.0,
            Block::Boxes(labels) => {
                let rows = labels.chunks(self.columns(labels));
                rows.map(|row| self.row_of_boxes(row)).sum::<f32>() + 4.0
            }
            Block::Blanks(labels) => {
                let width = COLUMN / labels.len().max(1) as f32 - 12.0;
                let tallest = labels.iter().map(|said| self.stacked(said, LABEL, width)).fold(0.0, f32::max);
                27.0 + tallest.max(LABEL.step)
            }
            Block::Id(_) => 34.0,
            Block::Camera => 124.0,
        }
    }

    fn face(&self, weight: Weight) -> &'a Face {
        match weight {
            Weight::Regular => self.regular,
            Weight::Bold => self.bold,
        }
    }

    fn lines(&self, text: &str, setting: Setting, width: f32) -> Vec<String> {
        self.face(setting.weight).lines(text, setting.size, width)
    }

    /// How tall languages are that stand side by side.
    fn tall(&self, said: &Said, setting: Setting, width: f32) -> f32 {
        let width = shared(said, width);
        let lines = said.iter().map(|text| self.lines(text, setting, width).len()).max().unwrap_or(0);
        setting.step * lines as f32
    }

    /// How tall languages are of which one stands below the other.
    fn stacked(&self, said: &Said, setting: Setting, width: f32) -> f32 {
        let lines: usize = said.iter().map(|text| self.lines(text, setting, width).len()).sum();
        setting.step * lines as f32
    }

    /// As many columns as the longest label lets fit, three at most; one where there are two languages.
    fn columns(&self, labels: &[Said]) -> usize {
        if labels.iter().any(|said| said.len() > 1) {
            return 1;
        }
        let texts = labels.iter().flatten();
        let widest = texts.map(|label| self.regular.width(label, TEXT.size)).fold(0.0, f32::max);
        [3_usize, 2].into_iter().find(|count| widest + 28.0 <= COLUMN / *count as f32).unwrap_or(1)
    }

    fn row_of_boxes(&self, row: &[Said]) -> f32 {
        let width = COLUMN / row.len().max(1) as f32;
        let lines = |said: &Said| {
            let each = said.iter().map(|text| self.lines(text, TEXT, label_width(said, width)).len());
            each.max().unwrap_or(0)
        };
        let tallest = TEXT.step * row.iter().map(lines).max().unwrap_or(0) as f32;
        (tallest + 3.0).max(16.0)
    }

    fn draw(&mut self, block: &Block, y: f32) -> Result<(), DocumentFault> {
        match block {
            Block::Title(said) => self.below_each_other(said, TITLE, MARGIN, y, COLUMN - 90.0),
            Block::Banner(said) => self.below_each_other(said, banner(said), MARGIN, y, COLUMN),
            Block::Heading(said) => self.side_by_side(said, HEADING, MARGIN, y, COLUMN),
            Block::Text(said) => self.side_by_side(said, TEXT, MARGIN, y, beside_code(y)),
            Block::Small(said) => self.side_by_side(said, SMALL, MARGIN, y, COLUMN),
            Block::Large(said) => self.side_by_side(said, large(said), MARGIN, y, COLUMN),
            Block::Boxes(labels) => {
                let columns = self.columns(labels);
                let mut top = y + 2.0;
                for row in labels.chunks(columns) {
                    for (index, said) in row.iter().enumerate() {
                        let width = COLUMN / columns as f32;
                        let left = MARGIN + width * index as f32;
                        self.content.set_line_width(0.8);
                        self.content.rect(left, HEIGHT - top - BOX, BOX, BOX).stroke();
                        // A second language begins where it does in paragraphs.
                        for (number, text) in said.iter().enumerate() {
                            let place = (shared(said, width) + GUTTER) * number as f32;
                            let indent = if number == 0 { BOX + 6.0 } else { 0.0 };
                            let lines = self.lines(text, TEXT, label_width(said, width));
                            self.rows(TEXT, left + place + indent, top - 1.0, &lines);
                        }
                    }
                    top += self.row_of_boxes(row);
                }
            }
            Block::Blanks(labels) => {
                let width = COLUMN / labels.len().max(1) as f32;
                for (index, said) in labels.iter().enumerate() {
                    let left = MARGIN + width * index as f32;
                    self.content.rect(left, HEIGHT - y - 22.6, width - 12.0, 0.6).fill_nonzero();
                    self.below_each_other(said, LABEL, left, y, width - 12.0);
                }
            }
            Block::Id(id) => {
                self.text(Weight::Bold, 18.0, MARGIN, y + 20.0, id);
                self.code(id, WIDTH - MARGIN - CODE_SIDE, MARGIN - 6.0, CODE_SIDE)?;
            }
            Block::Camera => self.camera(y),
        }
        Ok(())
    }

    fn side_by_side(&mut self, said: &Said, setting: Setting, left: f32, y: f32, width: f32) {
        let width = shared(said, width);
        for (index, text) in said.iter().enumerate() {
            let left = left + (width + GUTTER) * index as f32;
            let lines = self.lines(text, setting, width);
            self.rows(setting, left, y, &lines);
        }
    }

    fn below_each_other(&mut self, said: &Said, setting: Setting, left: f32, y: f32, width: f32) {
        let lines: Vec<String> = said.iter().flat_map(|text| self.lines(text, setting, width)).collect();
        self.rows(setting, left, y, &lines);
    }

    fn rows(&mut self, setting: Setting, left: f32, y: f32, lines: &[String]) {
        for (row, line) in lines.iter().enumerate() {
            let base = y + setting.first + setting.step * row as f32;
            self.text(setting.weight, setting.size, left, base, line);
        }
    }

    /// Text from a point on its base line, measured from the top left.
    fn text(&mut self, weight: Weight, size: f32, x: f32, y: f32, text: &str) {
        let face = self.face(weight);
        let [used_regular, used_bold] = &mut self.used;
        let used = match weight {
            Weight::Regular => used_regular,
            Weight::Bold => used_bold,
        };
        let mut codes = Vec::with_capacity(text.len() * 2);
        for letter in text.chars() {
            let glyph = face.glyph(letter).unwrap_or_else(|| {
                self.missing.insert(letter);
                0
            });
            used.insert(glyph, letter);
            codes.extend(glyph.to_be_bytes());
        }
        self.content
            .begin_text()
            .set_font(Name(face.resource), size)
            .next_line(x, HEIGHT - y)
            .show(Str(&codes))
            .end_text();
    }

    /// The id as a QR code, for scanners that type what they read and for forms that come back.
    fn code(&mut self, id: &str, left: f32, top: f32, side: f32) -> Result<(), DocumentFault> {
        let code = qrcode::QrCode::with_error_correction_level(id, qrcode::EcLevel::Q)
            .map_err(|error| DocumentFault::Pdf { reason: error.to_string() })?;
        let modules = code.width();
        let module = side / modules as f32;
        for (index, colour) in code.to_colors().into_iter().enumerate() {
            if colour == qrcode::Color::Dark {
                let (x, y) =
                    (left + module * (index % modules) as f32, top + module * (index / modules) as f32);
                self.content.rect(x, HEIGHT - y - module, module, module);
            }
        }
        self.content.fill_nonzero();
        Ok(())
    }

    /// A camera of 128 × 95 points in the middle: a body with a hump, and a lens that is left white in it.
    fn camera(&mut self, y: f32) {
        let (left, top) = (WIDTH / 2.0 - 64.0, y + 15.0);
        let from_top = |y: f32| HEIGHT - y;
        self.content.rect(left, from_top(top + 80.0), 128.0, 80.0);
        self.content.rect(left + 40.0, from_top(top + 1.0), 48.0, 16.0);
        self.content.fill_nonzero();
        for (radius, white) in [(31.0, true), (24.0, false), (10.0, true)] {
            self.content.set_fill_gray(if white { 1.0 } else { 0.0 });
            self.circle(left + 64.0, from_top(top + 41.0), radius);
            self.content.fill_nonzero();
        }
        self.content.set_fill_gray(0.0);
    }

    /// Four Bézier curves; the length of their handles is that by which they differ least from a circle.
    fn circle(&mut self, x: f32, y: f32, radius: f32) {
        let handle = radius * 0.552;
        self.content.move_to(x + radius, y);
        self.content.cubic_to(x + radius, y + handle, x + handle, y + radius, x, y + radius);
        self.content.cubic_to(x - handle, y + radius, x - radius, y + handle, x - radius, y);
        self.content.cubic_to(x - radius, y - handle, x - handle, y - radius, x, y - radius);
        self.content.cubic_to(x + handle, y - radius, x + radius, y - handle, x + radius, y);
        self.content.close_path();
    }
}

fn banner(said: &Said) -> Setting {
    if said.len() > 1 { BANNER_OF_TWO } else { BANNER }
}

fn large(said: &Said) -> Setting {
    if said.len() > 1 { LARGE_OF_TWO } else { LARGE }
}

/// The width of each of the languages that share this one.
fn shared(said: &Said, width: f32) -> f32 {
    if said.len() > 1 { (width - GUTTER) / 2.0 } else { width }
}

/// What a box leaves to its label, in each language.
fn label_width(said: &Said, width: f32) -> f32 {
    shared(said, width) - BOX - 6.0 - if said.len() > 1 { 0.0 } else { 10.0 }
}

/// The width that text can take at this height: less beside the QR code.
fn beside_code(y: f32) -> f32 {
    if y < MARGIN + CODE_SIDE { COLUMN - CODE_SIDE - 14.0 } else { COLUMN }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> Said {
        vec![text.to_owned()]
    }

    #[test]
    fn a_heading_is_never_the_last_thing_on_a_page() {
        let (regular, bold) = (Face::regular().unwrap(), Face::bold().unwrap());
        let layout = Layout::new(&regular, &bold);
        let mut alone = 0;
        for lines in 1..80 {
            let mut blocks = vec![Block::Small(one("A line.")); lines];
            blocks.push(Block::Heading(one("A heading")));
            blocks.push(Block::Blanks(vec![one("Date")]));
            let placed = layout.fitting(&blocks);
            assert!(placed != lines + 1, "after {lines} lines the heading stands alone");
            alone += usize::from(placed == lines);
        }
        assert!(alone > 0, "no page ended just before the heading");
        // What is larger than a page is still put on one.
        assert_eq!(layout.fitting(&[Block::Small(one(&"word ".repeat(9000)))]), 1);
    }

    #[test]
    fn a_letter_that_the_typeface_does_not_have_is_a_fault_and_no_empty_box() {
        let (regular, bold) = (Face::regular().unwrap(), Face::bold().unwrap());
        let mut layout = Layout::new(&regular, &bold);
        layout.page(&[Block::Text(one("Łódź, Київ, Ærø"))], "", None).unwrap();
        assert!(layout.missing.is_empty(), "{:?}", layout.missing);
        layout.page(&[Block::Text(one("صورة"))], "", None).unwrap();
        let Err(DocumentFault::Letters { letters }) = layout.finish() else { panic!("no fault") };
        assert_eq!(letters.chars().count(), 4);
    }
}
