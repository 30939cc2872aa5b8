//! A report as a list of work: the window opens the photos of its lines about which there is something to do.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::file;

use super::Place;

/// The largest list; two million lines.
const MOST_BYTES: u64 = 1 << 30;

#[derive(Deserialize)]
struct Line {
    photo: Place,
    todo: Vec<String>,
}

/// The paths with every list of work among them replaced by its photos, in their order. What is no such list stays as it is, and is
/// told by whoever opens it.
pub fn photos_of_lists(paths: Vec<PathBuf>) -> Vec<PathBuf> {
    paths.into_iter().flat_map(|path| photos(&path).unwrap_or_else(|| vec![path])).collect()
}

/// The photos of a list; `None` where it is none. Any part of its lines is one too, so that several people can share the work.
fn photos(path: &Path) -> Option<Vec<PathBuf>> {
    if !path.extension().is_some_and(|suffix| suffix.eq_ignore_ascii_case("jsonl")) {
        return None;
    }
    let text = file::read_text(path, MOST_BYTES).ok()?;
    let lines: Vec<Line> = text.lines().map(serde_json::from_str).collect::<Result<_, _>>().ok()?;
    let to_do = lines.into_iter().filter(|line| !line.todo.is_empty());
    let photos: Vec<PathBuf> =
        to_do.filter_map(|line| line.photo.path()).filter(|path| path.is_absolute()).collect();
    (!photos.is_empty()).then_some(photos)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn list(text: &str) -> tempfile::NamedTempFile {
        let mut file = tempfile::Builder::new().suffix(".jsonl").tempfile().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        file
    }

    #[cfg(unix)]
    #[test]
    fn a_list_opens_what_there_is_to_do_and_nothing_else_is_a_list() {
        let lines = "{\"photo\":\"/a/1.jpg\",\"n\":0,\"todo\":[\"faces\"]}\n{\"photo\":\"/a/2.jpg\",\"todo\":[]}\n\
                     {\"photo\":{\"bytes\":\"2f612fff\"},\"todo\":[\"look\"]}\n{\"photo\":\"b.jpg\",\"todo\":[\"look\"]}\n";
        let whole = list(lines);
        let found = photos_of_lists(vec![PathBuf::from("/x.jpg"), whole.path().to_owned()]);
        let odd = <std::ffi::OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(b"/a/\xff");
        assert_eq!(found, [PathBuf::from("/x.jpg"), PathBuf::from("/a/1.jpg"), PathBuf::from(odd)]);
        for other in ["", "no list\n", "{\"photo\":\"/a/2.jpg\",\"todo\":[]}\n", "{\"n\":1}\n"] {
            let file = list(other);
            assert_eq!(photos_of_lists(vec![file.path().to_owned()]), [file.path()], "{other}");
        }
    }
}
