//! The window.

use std::path::PathBuf;

use crate::{consent::Country, text::Language};

/// Opens the window.
///
/// # Errors
/// Why no window can be opened.
pub fn run(
    _paths: Vec<PathBuf>,
    _data: Option<PathBuf>,
    _country: Option<Country>,
    _language: Option<Language>,
) -> Result<(), String> {
    Err(String::new())
}
