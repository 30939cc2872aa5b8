//! Papers as one PDF of A4 pages.

use std::io::Write as _;

use pdf_writer::{Filter, Finish as _, Name, Pdf, Rect, Ref, TextStr};

use super::{
    DocumentFault,
    face::Face,
    layout::{Block, HEIGHT, Layout, WIDTH},
};

/// A paper of one page or more, such as a form.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Paper {
    /// What stands at the foot of each page.
    pub(super) foot: String,
    /// What the code at the foot of each page says.
    pub(super) code: Option<String>,
    /// What stands on it.
    pub(super) blocks: Vec<Block>,
}

pub(super) fn compressed(bytes: &[u8]) -> Result<Vec<u8>, DocumentFault> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    let fault = |error: std::io::Error| DocumentFault::Pdf { reason: error.to_string() };
    encoder.write_all(bytes).map_err(fault)?;
    encoder.finish().map_err(fault)
}

/// Lays the papers out, each on as many pages as it needs. `language` is the code of that in which they are.
///
/// # Errors
/// [`DocumentFault::Letters`] where the typeface does not have a letter.
pub(super) fn render(title: &str, language: &str, papers: &[Paper]) -> Result<Vec<u8>, DocumentFault> {
    let (regular, bold) = (Face::regular()?, Face::bold()?);
    let mut layout = Layout::new(&regular, &bold);
    let mut pages = Vec::new();
    // One sheet must never bear the papers of two people: printed on both sides, a paper begins on a front.
    let mut one_sided = false;
    for paper in papers {
        let parts = layout.pages(&paper.blocks);
        one_sided |= parts.len() % 2 == 1;
        for (number, blocks) in parts.iter().enumerate() {
            let foot = if parts.len() > 1 {
                format!("{}  ·  {}/{}", paper.foot, number + 1, parts.len())
            } else {
                paper.foot.clone()
            };
            pages.push(layout.page(blocks, &foot, paper.code.as_deref())?);
        }
    }
    let [used_regular, used_bold] = layout.finish()?;
    // No dates and no XMP: the form says only what is printed on it.
    let mut pdf = Pdf::new();
    pdf.set_version(1, 7);
    let mut next = Ref::new(1);
    let (catalog, tree, info, first_font, second_font) =
        (next.bump(), next.bump(), next.bump(), Ref::new(10), Ref::new(20));
    let mut root = pdf.catalog(catalog);
    root.pages(tree).lang(TextStr(language));
    let sides: &[u8] = if one_sided { b"Simplex" } else { b"DuplexFlipLongEdge" };
    root.viewer_preferences().pair(Name(b"Duplex"), Name(sides));
    root.finish();
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
    regular.embed(&mut pdf, &used_regular, first_font)?;
    bold.embed(&mut pdf, &used_bold, second_font)?;
    Ok(pdf.finish())
}
