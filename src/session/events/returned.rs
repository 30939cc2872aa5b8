//! Forms that came back: found, read, and shown.

use std::{
    num::NonZero,
    path::{Path, PathBuf},
};

use crate::{
    consent::{ConsentFault, ConsentId},
    detection::CancelFlag,
    geometry::PixelSize,
    hash::ContentHash,
    photo::{self, Limits, Raster},
    register::{Register, RegisterError},
    returned::{Known, ReadFault, ReferencePattern, known, read_file},
    walk::{self, Found},
};

/// The longer side of the picture of a form that is shown, in pixels: enough to read what is ticked by hand.
const SHOWN_SIDE: u32 = 1600;

/// A form that has come back, or a file of which none was read.
#[derive(Debug, Clone, PartialEq)]
pub struct ReturnedForm {
    /// The file.
    pub path: PathBuf,
    /// The page, from 0.
    pub page: u32,
    /// SHA-256 of the bytes from which it was read; none where nothing was read.
    pub sha256: Option<ContentHash>,
    /// What was read.
    pub read: Result<ReadForm, ReadFault>,
}

/// What was read of a form.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadForm {
    /// Its id; none where no code was read, so that a person has to type it.
    pub id: Option<ConsentId>,
    /// What the register knows of the id.
    pub known: Known,
    /// The archive's reference that the name of the file holds.
    pub reference: Option<Result<String, ConsentFault>>,
}

/// The pictures and PDFs of files and folders. A PDF is no photo, and is taken by its name.
pub(super) fn scans(paths: &[PathBuf]) -> Vec<PathBuf> {
    let is_pdf = |path: &Path| path.extension().is_some_and(|suffix| suffix.eq_ignore_ascii_case("pdf"));
    let is_hidden = |path: &Path| path.file_name().is_none_or(|name| name.to_string_lossy().starts_with('.'));
    walk::photos(paths)
        .filter_map(|found| match found {
            Found::Photo(file) => Some(file.path),
            Found::Other(path) if is_pdf(&path) && !is_hidden(&path) => Some(path),
            Found::Other(_) | Found::Link(_) | Found::Trouble(_) => None,
        })
        .collect()
}

/// What was read of a file: a form for each id on each page, and one for a page without a code, which a person may know.
pub(super) fn forms_of(
    path: &Path,
    pattern: Option<&ReferencePattern>,
    register: &Register,
) -> Result<Vec<ReturnedForm>, RegisterError> {
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    let file = match read_file(path, &Limits::default(), pattern, threads, &CancelFlag::default()) {
        Ok(file) => file,
        Err(fault) => {
            return Ok(vec![ReturnedForm { path: path.to_owned(), page: 0, sha256: None, read: Err(fault) }]);
        }
    };
    let known = known(register, &file.ids())?;
    let form = |page, id: Option<&ConsentId>| ReturnedForm {
        path: path.to_owned(),
        page,
        sha256: Some(file.sha256),
        read: Ok(ReadForm {
            id: id.cloned(),
            known: id.and_then(|id| known.get(id)).cloned().unwrap_or(Known::Unknown),
            reference: file.reference.clone(),
        }),
    };
    let mut forms = Vec::new();
    let mut seen: Vec<&ConsentId> = Vec::new();
    for page in &file.pages {
        if page.consents.is_empty() {
            forms.push(form(page.number, None));
        }
        for consent in &page.consents {
            // The second page of a form bears the same code.
            if !seen.contains(&&consent.id) {
                seen.push(&consent.id);
                forms.push(form(page.number, Some(&consent.id)));
            }
        }
    }
    Ok(forms)
}

/// The picture of a page that somebody reads.
#[derive(Debug, Clone)]
pub enum FormPicture {
    /// It is this one.
    Shown(Raster),
    /// The file is another one than that from which the id was read: what is ticked on it belongs to no id.
    Changed,
    /// It cannot be read any more.
    Unreadable,
}

/// The picture of a page as it is shown, if the file is still the one that was read.
pub(super) fn picture(path: &Path, wanted: u32, sha256: &ContentHash) -> FormPicture {
    let limits = Limits::default();
    let Ok(bytes) = photo::read(path, &limits) else { return FormPicture::Unreadable };
    if ContentHash::of(&bytes) != *sha256 {
        return FormPicture::Changed;
    }
    let raster = if photo::is_pdf(&bytes) {
        photo::page(&bytes, wanted, &limits).ok().and_then(|page| page.raster)
    } else {
        photo::open(&bytes, &limits).ok().map(|opened| opened.raster)
    };
    raster.and_then(|raster| shown(&raster)).map_or(FormPicture::Unreadable, FormPicture::Shown)
}

/// The picture, no larger than is shown.
fn shown(raster: &Raster) -> Option<Raster> {
    let full = raster.size();
    let scale = (f64::from(SHOWN_SIDE) / f64::from(full.long_side().max(1))).min(1.0);
    let shorter = |length: u32| ((f64::from(length) * scale).round() as u32).max(1);
    let size = PixelSize::new(shorter(full.width), shorter(full.height));
    let view = image::ImageBuffer::<image::Rgb<u8>, &[u8]>::from_raw(full.width, full.height, raster.rgb())?;
    Raster::new(size, image::imageops::thumbnail(&view, size.width, size.height).into_raw())
}
