//! Photos that were named and photos of folders, told of in groups.

use std::path::PathBuf;

use crate::walk::{Found, FoundFile, LeftOut, photos};

/// How many files are told of at a time, so that the first are there before a large folder is walked.
const AT_A_TIME: usize = 64;

/// Goes through files and folders and tells of photos in groups: photos, what was left out, and whether this is
/// the end. A file that was named is always told of, whatever it is called, so that whoever named it hears
/// why it cannot be opened.
pub(super) fn gather(paths: &[PathBuf], tell: &mut dyn FnMut(Vec<FoundFile>, LeftOut, bool)) {
    let (mut files, mut left_out) = (Vec::new(), LeftOut::default());
    for found in photos(paths) {
        match found {
            Found::Photo(file) => files.push(file),
            Found::Other(_) => left_out.others += 1,
            Found::Link(path) => left_out.links.push(path),
            Found::Trouble(trouble) => left_out.troubles.push(trouble),
        }
        if files.len() >= AT_A_TIME {
            tell(std::mem::take(&mut files), std::mem::take(&mut left_out), false);
        }
    }
    tell(files, left_out, true);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::{TargetFolder, write_new};

    #[test]
    fn a_large_folder_comes_in_groups_and_what_is_left_out_with_them() {
        let temp = tempfile::tempdir().unwrap();
        let folder = TargetFolder::create(temp.path()).unwrap();
        for number in 0..150 {
            write_new(&folder, &format!("{number:03}.jpg"), b"x").unwrap();
            write_new(&folder, &format!("{number:03}.jpg.xmp"), b"x").unwrap();
        }
        let (mut found, mut others, mut groups) = (0, 0, 0);
        gather(&[folder.path().to_owned()], &mut |files, left_out, last| {
            assert!(last || !files.is_empty());
            (found, others, groups) = (found + files.len(), others + left_out.others, groups + 1);
        });
        assert_eq!((found, others, groups), (150, 150, 3));
    }
}
