//! The built-in typeface: its glyphs, their widths, and how it goes into a PDF.

use std::collections::BTreeMap;

use pdf_writer::{
    Filter, Finish as _, Name, Pdf, Rect, Ref, Str,
    types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap},
};

use super::{DocumentFault, page::compressed};

const REGULAR: &[u8] = include_bytes!("../../assets/fonts/Inter-Regular.otf");
const SEMI_BOLD: &[u8] = include_bytes!("../../assets/fonts/Inter-SemiBold.otf");

const IDENTITY: SystemInfo<'static> =
    SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

/// A typeface with the widths of its glyphs.
pub(super) struct Face {
    bytes: &'static [u8],
    /// Its name in the file, and in the page's resources.
    name: &'static str,
    pub(super) resource: &'static [u8],
    glyphs: ttf_parser::Face<'static>,
}

impl Face {
    /// For text.
    pub(super) fn regular() -> Result<Self, DocumentFault> {
        Self::load(REGULAR, "Inter-Regular", b"F1")
    }

    /// For titles and headings.
    pub(super) fn bold() -> Result<Self, DocumentFault> {
        Self::load(SEMI_BOLD, "Inter-SemiBold", b"F2")
    }

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

    /// The glyph of a letter; `None` where the typeface has none, or where it must be set upon another, which takes more
    /// than its width.
    pub(super) fn glyph(&self, letter: char) -> Option<u16> {
        let stands_alone = !unicode_normalization::char::is_combining_mark(letter);
        self.glyphs.glyph_index(letter).filter(|_| stands_alone).map(|glyph| glyph.0)
    }

    fn advance(&self, glyph: u16) -> f32 {
        let units = self.glyphs.glyph_hor_advance(ttf_parser::GlyphId(glyph)).unwrap_or(0);
        self.thousandths(f32::from(units))
    }

    pub(super) fn width(&self, text: &str, size: f32) -> f32 {
        text.chars().map(|letter| self.advance(self.glyph(letter).unwrap_or(0))).sum::<f32>() * size / 1000.0
    }

    /// Writes the typeface into the PDF: the whole font program, with glyph numbers as character codes, and
    /// the table that lets the text be searched and read aloud.
    pub(super) fn embed(
        &self,
        pdf: &mut Pdf,
        used: &BTreeMap<u16, char>,
        first: Ref,
    ) -> Result<(), DocumentFault> {
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
    pub(super) fn lines(&self, text: &str, size: f32, width: f32) -> Vec<String> {
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
