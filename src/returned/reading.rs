//! Reads scans of forms.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use crate::{
    consent::{Consent, ConsentFault, ConsentId},
    detection::CancelFlag,
    hash::ContentHash,
    identifiers::codes::{ReadConsent, consents},
    photo::{self, Limits, Notice, PhotoError, Raster},
    register::{Form, Register, RegisterError},
    text::Text,
};

use super::ReferencePattern;

/// Pages that are looked at in one PDF: a stack of forms from the feeder of a scanner.
const MOST_PAGES: u32 = 500;

/// A picture of a form, or of several.
#[derive(Debug, Clone, PartialEq)]
pub struct FormPage {
    /// Its place in the file, from 0; a photo has one page.
    pub number: u32,
    /// The consents whose codes were read on it, from the top, each once, in pixels of the picture.
    pub consents: Vec<ReadConsent>,
}

/// What was read of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct ReturnedFile {
    /// The file.
    pub path: PathBuf,
    /// SHA-256 of its bytes as they were read: what is shown or moved later is this, or nothing.
    pub sha256: ContentHash,
    /// Its pages.
    pub pages: Vec<FormPage>,
    /// The reference of the archive that the name of the file holds, where it holds one; a fault where it may not be kept.
    pub reference: Option<Result<String, ConsentFault>>,
    /// The file has further pages, which were not looked at.
    pub further_pages: bool,
}

impl ReturnedFile {
    /// All ids, in the order of the pages, each once.
    pub fn ids(&self) -> Vec<ConsentId> {
        let mut ids: Vec<ConsentId> = Vec::new();
        for consent in self.pages.iter().flat_map(|page| &page.consents) {
            if !ids.contains(&consent.id) {
                ids.push(consent.id.clone());
            }
        }
        ids
    }
}

/// Why nothing was read of a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadFault {
    /// It gave no picture.
    #[error(transparent)]
    Photo(#[from] PhotoError),
    /// A PDF on whose pages no picture lies: no scan.
    #[error("a PDF without pictures")]
    NoPictures,
    /// Somebody stopped it.
    #[error("stopped")]
    Cancelled,
}

impl ReadFault {
    /// A stable word for JSON.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Photo(fault) => fault.kind(),
            Self::NoPictures => "no_pictures",
            Self::Cancelled => "cancelled",
        }
    }

    /// What happened, and what to do.
    pub fn message(&self, text: &Text) -> String {
        match self {
            Self::Photo(fault) => fault.message(text),
            Self::NoPictures => text.get("forms-pdf-no-pictures"),
            Self::Cancelled => text.get("forms-read-cancelled"),
        }
    }
}

/// The pictures of a file, one after another: of a photo the photo, of a PDF those of its pages, from 0. A page without a picture is
/// left out. Each lives as long as it is looked at. With the last one comes whether the file holds more than was looked at.
///
/// # Errors
/// [`ReadFault`] where the file or a page of it cannot be read.
pub fn pages(
    bytes: &[u8],
    limits: &Limits,
    look: &mut dyn FnMut(u32, &Raster) -> Result<(), ReadFault>,
) -> Result<bool, ReadFault> {
    if !photo::is_pdf(bytes) {
        let opened = photo::open(bytes, limits)?;
        look(0, &opened.raster)?;
        return Ok(opened.notices.contains(&Notice::FurtherImages));
    }
    let mut seen = 0;
    for number in 0..MOST_PAGES {
        let page = photo::page(bytes, number, limits)?;
        if let Some(raster) = &page.raster {
            seen += 1;
            look(number, raster)?;
        }
        if !page.more {
            return if seen == 0 { Err(ReadFault::NoPictures) } else { Ok(false) };
        }
    }
    Ok(true)
}

/// Reads the ids from the codes of a file, and the archive's reference from its name.
///
/// # Errors
/// [`ReadFault`] where the file or a page of it cannot be read. A file without a code is none: a person may know the form.
pub fn read_file(
    path: &Path,
    limits: &Limits,
    pattern: Option<&ReferencePattern>,
    threads: usize,
    cancel: &CancelFlag,
) -> Result<ReturnedFile, ReadFault> {
    let bytes = photo::read(path, limits)?;
    let sha256 = ContentHash::of(&bytes);
    let mut read = Vec::new();
    let further_pages = pages(&bytes, limits, &mut |number, raster| {
        let consents = consents(raster, threads, cancel).ok_or(ReadFault::Cancelled)?;
        read.push(FormPage { number, consents });
        Ok(())
    })?;
    let reference = pattern.and_then(|pattern| pattern.reference_of(path));
    Ok(ReturnedFile { path: path.to_owned(), sha256, pages: read, reference, further_pages })
}

/// What the register knows of an id that was read.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "few of them, each looked at once")]
pub enum Known {
    /// It was printed on a form that has not come back yet.
    Printed(Form),
    /// It is recorded already.
    Recorded(Consent),
    /// The register does not know it: a form of another unit, or no form of Sladd.
    Unknown,
}

impl Known {
    /// A stable word for JSON.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Printed(_) => "printed",
            Self::Recorded(_) => "recorded",
            Self::Unknown => "unknown",
        }
    }
}

/// What the register knows of the ids.
///
/// # Errors
/// [`RegisterError`] where it cannot be read.
pub fn known<'a>(
    register: &Register,
    ids: impl IntoIterator<Item = &'a ConsentId>,
) -> Result<BTreeMap<ConsentId, Known>, RegisterError> {
    let mut printed: BTreeMap<ConsentId, Form> =
        register.forms()?.into_iter().map(|form| (form.id.clone(), form)).collect();
    let mut all = BTreeMap::new();
    for id in ids {
        let known = match (register.get(id)?, printed.remove(id)) {
            (Some(consent), _) => Known::Recorded(consent),
            (None, Some(form)) => Known::Printed(form),
            (None, None) if all.contains_key(id) => continue,
            (None, None) => Known::Unknown,
        };
        all.insert(id.clone(), known);
    }
    Ok(all)
}
