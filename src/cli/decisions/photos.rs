//! Which entry of a decisions file is about which photo of the run.

use std::{
    collections::BTreeMap,
    path::{Component, Path, PathBuf},
};

use crate::file::true_path;

use super::{DecisionFault, DecisionsFile};

/// What the file has for each photo of a run, in its order.
pub(in crate::cli) type EntryOf = Result<Option<usize>, DecisionFault>;

impl DecisionsFile {
    /// The entry of each photo, and the entries that are about none of them.
    ///
    /// An entry names a photo by its path, as it is given to the command or as the system knows it; a bare file name
    /// stands for the one photo of that name which no entry names by a path. Whatever could be meant in two ways is a
    /// fault of each photo that it could be about.
    pub(in crate::cli) fn entries_of(&self, photos: &[&Path]) -> (Vec<EntryOf>, Vec<&str>) {
        // One file may be named twice in a run.
        let mut at: BTreeMap<PathBuf, Vec<usize>> = BTreeMap::new();
        for (index, photo) in photos.iter().enumerate() {
            if let Ok(path) = true_path(photo) {
                at.entry(path).or_default().push(index);
            }
        }
        let mut named: Vec<Vec<usize>> = vec![Vec::new(); photos.len()];
        let mut others = Vec::new();
        for (number, entry) in self.photos.iter().enumerate() {
            let path = Path::new(&entry.photo);
            let known = true_path(path).ok().and_then(|path| at.get(&path));
            let before = others.len();
            others.push(number);
            for ((index, photo), entries) in photos.iter().enumerate().zip(&mut named) {
                if *photo == path || known.is_some_and(|known| known.contains(&index)) {
                    entries.push(number);
                    others.truncate(before);
                }
            }
        }
        let mut faults: BTreeMap<usize, DecisionFault> = BTreeMap::new();
        let mut unused = Vec::new();
        let mut by_name: Vec<(usize, usize)> = Vec::new();
        for number in others {
            let Some(entry) = self.photos.get(number) else { continue };
            let same: Vec<usize> = photos
                .iter()
                .enumerate()
                .filter(|(_, photo)| is_bare_name(&entry.photo) && has_name(photo, &entry.photo))
                .map(|(index, _)| index)
                .collect();
            let is_free = |index: &&usize| named.get(**index).is_some_and(Vec::is_empty);
            let free: Vec<usize> = same.iter().filter(is_free).copied().collect();
            match (same.as_slice(), free.as_slice()) {
                ([], _) => unused.push(entry.photo.as_str()),
                // Every photo of this name has an entry of its own.
                (_, []) => by_name.extend(same.iter().map(|index| (*index, number))),
                (_, [only]) => by_name.push((*only, number)),
                (_, several) => {
                    for index in several {
                        faults.insert(*index, DecisionFault::WhichPhoto(entry.photo.clone()));
                    }
                }
            }
        }
        for (index, number) in by_name {
            named.get_mut(index).into_iter().for_each(|entries| entries.push(number));
        }
        let of =
            named.into_iter().enumerate().map(|(index, entries)| match (faults.remove(&index), entries) {
                (Some(fault), _) => Err(fault),
                (None, entries) if entries.len() > 1 => {
                    let named = entries.iter().filter_map(|number| self.photos.get(*number));
                    Err(DecisionFault::TwoEntries(named.map(|entry| entry.photo.clone()).collect()))
                }
                (None, entries) => Ok(entries.first().copied()),
            });
        (of.collect(), unused)
    }
}

fn is_bare_name(photo: &str) -> bool {
    let mut parts = Path::new(photo).components();
    matches!((parts.next(), parts.next()), (Some(Component::Normal(_)), None))
}

fn has_name(photo: &Path, name: &str) -> bool {
    photo.file_name().is_some_and(|own| own.to_string_lossy() == name)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn file(names: &[&str]) -> DecisionsFile {
        let photos: Vec<_> = names
            .iter()
            .map(|name| serde_json::json!({"photo": name, "sha256": "0".repeat(64), "regions": []}))
            .collect();
        DecisionsFile::parse(serde_json::json!({ "photos": photos }).to_string().as_bytes()).unwrap()
    }

    /// For each photo the number of its entry, or the fault in one word.
    fn entries(names: &[&str], photos: &[&str]) -> (Vec<String>, Vec<String>) {
        let file = file(names);
        let photos: Vec<&Path> = photos.iter().map(Path::new).collect();
        let (of, unused) = file.entries_of(&photos);
        let told = of.into_iter().map(|entry| match entry {
            Ok(None) => "-".to_owned(),
            Ok(Some(number)) => number.to_string(),
            Err(DecisionFault::TwoEntries(_)) => "two".to_owned(),
            Err(DecisionFault::WhichPhoto(_)) => "which".to_owned(),
            Err(other) => panic!("{other}"),
        });
        (told.collect(), unused.into_iter().map(str::to_owned).collect())
    }

    fn of(names: &[&str], photos: &[&str]) -> Vec<String> {
        entries(names, photos).0
    }

    #[test]
    fn a_path_counts_before_a_bare_name_wherever_it_stands() {
        assert_eq!(of(&["a.jpg", "n2/a.jpg"], &["n1/a.jpg", "n2/a.jpg"]), ["0", "1"]);
        assert_eq!(of(&["n2/a.jpg", "a.jpg"], &["n1/a.jpg", "n2/a.jpg"]), ["1", "0"]);
        assert_eq!(of(&["n1/a.jpg", "n2/a.jpg"], &["n1/a.jpg", "n2/a.jpg"]), ["0", "1"]);
        assert_eq!(of(&["a.jpg"], &["a.jpg", "n2/a.jpg"]), ["0", "-"]);
    }

    #[test]
    fn a_bare_name_that_can_mean_two_photos_means_none() {
        assert_eq!(of(&["a.jpg"], &["n1/a.jpg", "n2/a.jpg"]), ["which", "which"]);
        assert_eq!(
            of(&["a.jpg", "n3/a.jpg"], &["n1/a.jpg", "n2/a.jpg", "n3/a.jpg"]),
            ["which", "which", "1"]
        );
        // Of a part of a path nobody knows whose part it is.
        assert_eq!(
            entries(&["x/a.jpg"], &["n1/x/a.jpg"]),
            (vec!["-".to_owned()], vec!["x/a.jpg".to_owned()])
        );
    }

    #[test]
    fn two_entries_for_one_photo_are_a_fault_however_they_name_it() {
        assert_eq!(of(&["n1/a.jpg", "n1/a.jpg"], &["n1/a.jpg"]), ["two"]);
        assert_eq!(of(&["a.jpg", "a.jpg"], &["n1/a.jpg"]), ["two"]);
        assert_eq!(of(&["a.jpg", "n1/a.jpg"], &["n1/a.jpg"]), ["two"]);
        assert_eq!(of(&["n1/a.jpg", "n2/a.jpg", "a.jpg"], &["n1/a.jpg", "n2/a.jpg"]), ["two", "two"]);
    }

    #[test]
    fn the_system_knows_one_file_by_many_paths() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name).display().to_string();
        fs::create_dir(folder.path().join("n1")).unwrap();
        for name in ["n1/a.jpg", "b.jpg"] {
            tempfile::NamedTempFile::new_in(folder.path())
                .unwrap()
                .persist(folder.path().join(name))
                .unwrap();
        }
        let (a, round_about, b) = (at("n1/a.jpg"), at("n1/../n1/./a.jpg"), at("b.jpg"));
        assert_eq!(of(&[&round_about], &[&a, &b]), ["0", "-"]);
        assert_eq!(of(&[&round_about, &a], &[&a, &b]), ["two", "-"]);
        assert_eq!(of(&["a.jpg", &round_about], &[&a]), ["two"]);
        // One photo named twice in the run has one entry.
        assert_eq!(of(&[&a], &[&a, &round_about]), ["0", "0"]);
    }

    #[test]
    fn entries_for_photos_that_are_not_there_are_told() {
        let told = entries(&["a.jpg", "gone.jpg", "n9/a.jpg"], &["a.jpg"]);
        assert_eq!(told, (vec!["0".to_owned()], vec!["gone.jpg".to_owned(), "n9/a.jpg".to_owned()]));
    }
}
