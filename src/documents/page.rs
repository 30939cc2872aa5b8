//! A page of A4 that is filled from top to bottom. Lengths are in points of 1/72 inch.

use std::{collections::BTreeMap, io::Write as _};

use pdf_writer::{
    Content, Filter, Finish as _, Name, Pdf, Rect, Ref, Str, TextStr,
    types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap},
};

use super::DocumentFault;

const REGULAR: &[u8] = include_bytes!("../../assets/fonts/Inter-Regular.otf");
const SEMI_BOLD: &[u8] = include_bytes!("../../assets/fonts/Inter-SemiBold.otf");

/// A4.
pub(super) const WIDTH: f32 = 595.0;
const HEIGHT: f32 = 842.0;
pub(super) const MARGIN: f32 = 48.0;
/// The width that text can take.
pub(super) const COLUMN: f32 = WIDTH - 2.0 * MARGIN;
const BOX: f32 = 10.0;
const CODE_SIDE: f32 = 76.0;

const IDENTITY: SystemInfo<'static> =
    SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

/// A typeface with the widths of its glyphs.
struct Face {
    bytes: &'static [u8],
    /// Its name in the file, and in the page's resources.
    name: &'static str,
    resource: &'static [u8],
    glyphs: ttf_parser::Face<'static>,
}

impl Face {
    fn load(
        bytes: &'static [u8],
        name: &'static str,
        resource: &'static [u8],
    ) -> Result<Self, DocumentFault> {
        let glyphs = ttf_parser::Face::parse(bytes, 0).map_err(|_| DocumentFault::Font)?;
        Ok(Self { bytes, name, resource, glyphs })
    }

    /// A length of the typeface in thousandths of its size.
    fn thousandths(&self, units: f32) -> f32 {
        units * 1000.0 / f32::from(self.glyphs.units_per_em())
    }

    /// The glyph of a letter; the typeface's empty box where it has none.
    fn glyph(&self, letter: char) -> u16 {
        self.glyphs.glyph_index(letter).map_or(0, |glyph| glyph.0)
    }

    fn advance(&self, glyph: u16) -> f32 {
        let units = self.glyphs.glyph_hor_advance(ttf_parser::GlyphId(glyph)).unwrap_or(0);
        self.thousandths(f32::from(units))
    }

    fn width(&self, text: &str, size: f32) -> f32 {
        text.chars().map(|letter| self.advance(self.glyph(letter))).sum::<f32>() * size / 1000.0
    }

    /// Writes the typeface into the PDF: the whole font program, with glyph numbers as character codes, and
    /// the table that lets the text be searched and read aloud.
    fn embed(&self, pdf: &mut Pdf, used: &BTreeMap<u16, char>, first: Ref) -> Result<(), DocumentFault> {
        let mut next = first;
        let (font, descendant, descriptor, cmap, program) =
            (next.bump(), next.bump(), next.bump(), next.bump(), next.bump());
        pdf.type0_font(font)
            .base_font(Name(self.name.as_bytes()))
            .encoding_predefined(Name(b"Identity-H"))
            .descendant_font(descendant)
            .to_unicode(cmap);
        let mut cid = pdf.cid_font(descendant);
        cid.subtype(CidFontType::Type0);
        cid.base_font(Name(self.name.as_bytes()));
        cid.system_info(IDENTITY);
        cid.font_descriptor(descriptor);
        cid.default_width(0.0);
        let mut widths = cid.widths();
        for glyph in used.keys() {
            widths.same(*glyph, *glyph, self.advance(*glyph));
        }
        widths.finish();
        cid.finish();
        let bounds = self.glyphs.global_bounding_box();
        let length = |units: i16| self.thousandths(f32::from(units));
        pdf.font_descriptor(descriptor)
            .name(Name(self.name.as_bytes()))
            .flags(FontFlags::NON_SYMBOLIC)
            .bbox(Rect::new(
                length(bounds.x_min),
                length(bounds.y_min),
                length(bounds.x_max),
                length(bounds.y_max),
            ))
            .italic_angle(0.0)
            .ascent(length(self.glyphs.ascender()))
            .descent(length(self.glyphs.descender()))
            .cap_height(length(self.glyphs.capital_height().unwrap_or(0)))
            .stem_v(80.0)
            .font_file3(program);
        let mut unicode = UnicodeCmap::new(Name(b"Letters"), IDENTITY);
        for (glyph, letter) in used {
            unicode.pair(*glyph, *letter);
        }
        pdf.cmap(cmap, &unicode.finish());
        let compressed = compressed(self.bytes)?;
        let mut stream = pdf.stream(program, &compressed);
        stream.filter(Filter::FlateDecode);
        stream.pair(Name(b"Subtype"), Name(b"OpenType"));
        Ok(())
    }

    /// Breaks a text into lines between words.
    fn lines(&self, text: &str, size: f32, width: f32) -> Vec<String> {
        let mut lines = Vec::new();
        let mut line = String::new();
        for word in text.split_whitespace() {
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if !line.is_empty() && self.width(&longer, size) > width {
                lines.push(std::mem::replace(&mut line, word.to_owned()));
            } else {
                line = longer;
            }
        }
        lines.push(line);
        lines
    }
}

/// What is put on the page, from top to bottom.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Block {
    /// The title.
    Title(String),
    /// A heading.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// A small paragraph.
    Small(String),
    /// Empty boxes to tick, in columns.
    Boxes(Vec<String>),
    /// Lines to write on, side by side.
    Blanks(Vec<String>),
    /// The id in large letters, and as a QR code at the right edge.
    Id(String),
}

fn compressed(bytes: &[u8]) -> Result<Vec<u8>, DocumentFault> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    let fault = |error: std::io::Error| DocumentFault::Pdf { reason: error.to_string() };
    encoder.write_all(bytes).map_err(fault)?;
    encoder.finish().map_err(fault)
}

/// Lays the blocks out on as many pages as they need.
pub(super) fn render(
    title: &str,
    language: &str,
    footer: &str,
    blocks: &[Block],
) -> Result<Vec<u8>, DocumentFault> {
    let regular = Face::load(REGULAR, "Inter-Regular", b"F1")?;
    let bold = Face::load(SEMI_BOLD, "Inter-SemiBold", b"F2")?;
    let mut layout = Layout::new(&regular, &bold);
    let mut pages = Vec::new();
    let mut rest = blocks;
    while !rest.is_empty() {
        let placed = layout.fitting(rest);
        let mut y = MARGIN;
        for block in rest.iter().take(placed) {
            layout.draw(block, y)?;
            y += layout.height(block, y);
        }
        let line = format!("{footer}  ·  {}", pages.len() + 1);
        layout.text(Weight::Regular, 7.5, MARGIN, HEIGHT - 30.0, &line);
        pages.push(std::mem::replace(&mut layout.content, Content::new()).finish());
        rest = rest.get(placed..).unwrap_or_default();
    }
    // No dates and no XMP: the form says only what is printed on it.
    let mut pdf = Pdf::new();
    pdf.set_version(1, 7);
    let mut next = Ref::new(1);
    let (catalog, tree, info, first_font, second_font) =
        (next.bump(), next.bump(), next.bump(), Ref::new(10), Ref::new(20));
    pdf.catalog(catalog).pages(tree).lang(TextStr(language));
    pdf.document_info(info).title(TextStr(title));
    let page_ids: Vec<Ref> = (0..pages.len() as i32).map(|index| Ref::new(100 + 2 * index)).collect();
    pdf.pages(tree).kids(page_ids.iter().copied()).count(pages.len() as i32);
    for (id, content) in page_ids.iter().zip(&pages) {
        let content_id = Ref::new(id.get() + 1);
        let mut page = pdf.page(*id);
        page.media_box(Rect::new(0.0, 0.0, WIDTH, HEIGHT)).parent(tree).contents(content_id);
        page.resources()
            .fonts()
            .pair(Name(regular.resource), first_font)
            .pair(Name(bold.resource), second_font);
        page.finish();
        let compressed = compressed(content)?;
        pdf.stream(content_id, &compressed).filter(Filter::FlateDecode);
    }
    let [used_regular, used_bold] = &layout.used;
    regular.embed(&mut pdf, used_regular, first_font)?;
    bold.embed(&mut pdf, used_bold, second_font)?;
    Ok(pdf.finish())
}

/// Which of the two typefaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weight {
    Regular,
    Bold,
}

struct Layout<'a> {
    regular: &'a Face,
    bold: &'a Face,
    content: Content,
    /// The glyphs used of each typeface, with their letters.
    used: [BTreeMap<u16, char>; 2],
}

impl<'a> Layout<'a> {
    fn new(regular: &'a Face, bold: &'a Face) -> Self {
        Self { regular, bold, content: Content::new(), used: [BTreeMap::new(), BTreeMap::new()] }
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
            if placed > 0 && y + height + headed > HEIGHT - MARGIN - 14.0 {
                break;
            }
            y += height;
            placed += 1;
        }
        placed
    }

    fn height(&self, block: &Block, y: f32) -> f32 {
        match block {
            Block::Title(text) => 26.0 * self.bold.lines(text, 19.0, COLUMN - 90.0).len() as f32 + 6.0,
            Block::Heading(_) => 22.0,
            Block::Text(text) => 13.0 * self.regular.lines(text, 9.5, beside_code(y)).len() as f32 + 4.0,
            Block::Small(text) => 10.5 * self.regular.lines(text, 8.0, COLUMN).len() as f32 + 3.0,
            Block::Boxes(labels) => 16.0 * labels.len().div_ceil(self.columns(labels)) as f32 + 4.0,
            Block::Blanks(_) => 36.0,
            Block::Id(_) => 34.0,
        }
    }

    /// As many columns as the longest label lets fit, three at most.
    fn columns(&self, labels: &[String]) -> usize {
        let widest = labels.iter().map(|label| self.regular.width(label, 9.5)).fold(0.0, f32::max);
        [3_usize, 2].into_iter().find(|count| widest + 28.0 <= COLUMN / *count as f32).unwrap_or(1)
    }

    fn draw(&mut self, block: &Block, y: f32) -> Result<(), DocumentFault> {
        match block {
            Block::Title(text) => {
                let lines = self.bold.lines(text, 19.0, COLUMN - 90.0);
                self.rows(Weight::Bold, 19.0, y + 19.0, 26.0, &lines);
            }
            Block::Heading(text) => self.text(Weight::Bold, 11.0, MARGIN, y + 16.0, text),
            Block::Text(text) => {
                let lines = self.regular.lines(text, 9.5, beside_code(y));
                self.rows(Weight::Regular, 9.5, y + 10.0, 13.0, &lines);
            }
            Block::Small(text) => {
                let lines = self.regular.lines(text, 8.0, COLUMN);
                self.rows(Weight::Regular, 8.0, y + 8.0, 10.5, &lines);
            }
            Block::Boxes(labels) => {
                let columns = self.columns(labels);
                for (index, label) in labels.iter().enumerate() {
                    let left = MARGIN + COLUMN / columns as f32 * (index % columns) as f32;
                    let top = y + 2.0 + 16.0 * (index / columns) as f32;
                    self.content.set_line_width(0.8);
                    self.content.rect(left, HEIGHT - top - BOX, BOX, BOX).stroke();
                    self.text(Weight::Regular, 9.5, left + BOX + 6.0, top + 9.0, label);
                }
            }
            Block::Blanks(labels) => {
                let width = COLUMN / labels.len().max(1) as f32;
                for (index, label) in labels.iter().enumerate() {
                    let left = MARGIN + width * index as f32;
                    self.content.rect(left, HEIGHT - y - 22.6, width - 12.0, 0.6).fill_nonzero();
                    self.text(Weight::Regular, 7.5, left, y + 31.0, label);
                }
            }
            Block::Id(id) => {
                self.text(Weight::Bold, 18.0, MARGIN, y + 20.0, id);
                self.code(id)?;
            }
        }
        Ok(())
    }

    fn rows(&mut self, weight: Weight, size: f32, first: f32, step: f32, lines: &[String]) {
        for (row, line) in lines.iter().enumerate() {
            self.text(weight, size, MARGIN, first + step * row as f32, line);
        }
    }

    /// Text from a point on its base line, measured from the top left.
    fn text(&mut self, weight: Weight, size: f32, x: f32, y: f32, text: &str) {
        let [used_regular, used_bold] = &mut self.used;
        let (face, used) = match weight {
            Weight::Regular => (self.regular, used_regular),
            Weight::Bold => (self.bold, used_bold),
        };
        let mut codes = Vec::with_capacity(text.len() * 2);
        for letter in text.chars() {
            let glyph = face.glyph(letter);
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

    /// The id as a QR code in the corner at the top right, for scanners that type what they read.
    fn code(&mut self, id: &str) -> Result<(), DocumentFault> {
        let code = qrcode::QrCode::with_error_correction_level(id, qrcode::EcLevel::Q)
            .map_err(|error| DocumentFault::Pdf { reason: error.to_string() })?;
        let modules = code.width();
        let module = CODE_SIDE / modules as f32;
        let (left, top) = (WIDTH - MARGIN - CODE_SIDE, MARGIN - 6.0);
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
}

/// The width that text can take at this height: less beside the QR code.
fn beside_code(y: f32) -> f32 {
    if y < MARGIN + CODE_SIDE { COLUMN - CODE_SIDE - 14.0 } else { COLUMN }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_is_never_the_last_thing_on_a_page() {
        let regular = Face::load(REGULAR, "Inter-Regular", b"F1").unwrap();
        let bold = Face::load(SEMI_BOLD, "Inter-SemiBold", b"F2").unwrap();
        let layout = Layout::new(&regular, &bold);
        let mut alone = 0;
        for lines in 1..80 {
            let mut blocks = vec![Block::Small("A line.".to_owned()); lines];
            blocks.push(Block::Heading("A heading".to_owned()));
            blocks.push(Block::Blanks(vec!["Date".to_owned()]));
            let placed = layout.fitting(&blocks);
            assert!(placed != lines + 1, "after {lines} lines the heading stands alone");
            alone += usize::from(placed == lines);
        }
        assert!(alone > 0, "no page ended just before the heading");
        // What is larger than a page is still put on one.
        assert_eq!(layout.fitting(&[Block::Small("word ".repeat(9000))]), 1);
    }
}
