//! Photos of a folder.

use std::path::{Path, PathBuf};

/// Photos in a folder and below, hidden files left out, in the order of their names.
pub fn photos_in(folder: &Path) -> Vec<PathBuf> {
    walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.'))
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file() && has_photo_suffix(entry.path()))
        .map(walkdir::DirEntry::into_path)
        .collect()
}

fn has_photo_suffix(path: &Path) -> bool {
    const KNOWN: [&str; 9] = ["jpg", "jpeg", "png", "webp", "heic", "heif", "tif", "tiff", "bmp"];
    path.extension().is_some_and(|suffix| KNOWN.contains(&suffix.to_string_lossy().to_lowercase().as_str()))
}
