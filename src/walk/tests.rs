//! What is taken, what is left out, and how it is told.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{
    content::{Content, of_bytes},
    photos::photos_with,
    *,
};
use crate::text::{Language, Text};

const JPEG: &[u8] = b"\xff\xd8\xff\xe0\0\x10JFIF\0";

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let mut file = fs::OpenOptions::new().write(true).create_new(true).open(&path).unwrap();
        std::io::Write::write_all(&mut file, bytes).unwrap();
        path
    }

    fn name(&self, path: &Path) -> String {
        path.strip_prefix(self.0.path()).unwrap().to_string_lossy().replace('\\', "/")
    }

    /// Names of photos, of others, of links, and of what could not be looked at.
    fn walk(&self) -> [Vec<String>; 4] {
        self.sorted(photos(&[self.0.path().to_owned()]))
    }

    fn sorted(&self, found: impl Iterator<Item = Found>) -> [Vec<String>; 4] {
        let mut all = [const { Vec::new() }; 4];
        for found in found {
            let (at, path) = match found {
                Found::Photo(file) => (0, file.path),
                Found::Other(path) => (1, path),
                Found::Link(path) => (2, path),
                Found::Trouble(trouble) => (3, trouble.path),
            };
            all[at].push(self.name(&path));
        }
        all
    }
}

#[test]
fn content_decides_and_a_claim_is_taken_at_its_word() {
    let folder = Folder::new();
    let photos = ["a.jfif", "b.jpe", "c.HIF", "d", "e.txt", "f.dat", "g.JPG", "h.heif", "i.avif", "j.cr2"];
    for name in photos {
        folder.write(name, JPEG);
    }
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0heicmif1";
    folder.write("k.photo", heic);
    folder.write("l.photo", b"\0\0\0\x18ftypavif\0\0\0\0avifmif1");
    folder.write("m.photo", b"FUJIFILMCCD-RAW 0201");
    folder.write("n.jpg", b"");
    folder.write("o.jpeg", b"%PDF-1.7");
    let [taken, others, links, troubles] = folder.walk();
    assert_eq!(taken.len(), 15, "{taken:?} {others:?}");
    assert!(others.is_empty() && links.is_empty() && troubles.is_empty());
}

#[test]
fn what_is_plainly_no_photo_is_left_out_and_counted() {
    let folder = Folder::new();
    folder.write("party/photo.jpg", JPEG);
    let junk: [(&str, &[u8]); 15] = [
        ("Thumbs.db", b"\xd0\xcf\x11\xe0"),
        ("desktop.ini", b"[.ShellClassInfo]"),
        (".DS_Store", JPEG),
        ("._photo.jpg", JPEG),
        ("photo.AAE", b"<?xml?>"),
        ("photo.jpg.xmp", b"<x:xmpmeta>"),
        ("sladd-1.jpg.consent.json", b"{}"),
        ("notes.txt", b"BMI of the ward, and other things that are measured"),
        ("film.mov", b"\0\0\0\x14ftypqt  \0\0\0\0qt  "),
        ("list.pdf", b"%PDF-1.7"),
        ("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("favicon.ico", b"\0\0\x01\0\x01\0"),
        ("nothing", b""),
        ("archive.zip", b"PK\x03\x04"),
        (".trash/old.jpg", JPEG),
    ];
    for (name, bytes) in junk {
        folder.write(name, bytes);
    }
    let system = ["@eaDir", "__MACOSX", "$RECYCLE.BIN", "System Volume Information", "party/#recycle"];
    for name in system {
        folder.write(&format!("{name}/photo.jpg"), JPEG);
        folder.write(&format!("{name}/other.jpg"), JPEG);
    }
    let [taken, others, links, troubles] = folder.walk();
    assert_eq!(taken, ["party/photo.jpg"]);
    assert_eq!(others.len(), 15 + system.len(), "a folder that is not looked into is one: {others:?}");
    assert!(links.is_empty() && troubles.is_empty());
}

#[test]
fn a_named_file_is_told_of_whatever_it_is_called_or_whether_it_is_there() {
    let folder = Folder::new();
    let named = folder.write("notes.txt", b"x");
    let hidden = folder.write(".hidden", b"x");
    let paths = [named.clone(), folder.path("gone.jpg"), hidden, named];
    let [taken, others, ..] = folder.sorted(photos(&paths));
    assert_eq!((taken, others.len()), (vec!["notes.txt".into(), "gone.jpg".into(), ".hidden".to_owned()], 0));
    assert!(photos(&paths).all(|found| matches!(found, Found::Photo(FoundFile { named: true, .. }))));
    // A folder that is named is looked through, whatever it is called.
    folder.write("@eaDir/photo.jpg", JPEG);
    let [taken, ..] = folder.sorted(photos(&[folder.path("@eaDir"), folder.path("@eaDir/photo.jpg")]));
    assert_eq!(taken, ["@eaDir/photo.jpg"], "what is met twice is told of once");
}

#[test]
fn two_letters_make_no_bitmap_and_a_shortcut_is_a_link() {
    let mut bitmap = b"BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0".to_vec();
    bitmap.resize(60, 0);
    assert_eq!(of_bytes(&bitmap), Content::Photo);
    assert_eq!(of_bytes(b"BM is how this text begins, and it goes on for a while"), Content::Other);
    let shortcut = b"\x4c\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0\x46rest";
    assert_eq!(of_bytes(shortcut), Content::Shortcut);
}

#[test]
fn attributes_tell_a_file_that_is_not_on_this_computer() {
    for elsewhere in [0x1000, 0x4_0000, 0x40_0000, 0x50_1620, 0x40_0020] {
        assert!(is_placeholder(elsewhere), "{elsewhere:#x}");
    }
    // Normal; archive; read-only, hidden and of the system; compressed; pinned; a link; sparse.
    for here in [0x80, 0x20, 0x7, 0x820, 0x8_0020, 0x420, 0x220, 0x10_0020] {
        assert!(!is_placeholder(here), "{here:#x}");
    }
    assert!(is_dataless(0x4000_0020) && !is_dataless(0x20));
}

/// If it were opened, its content would tell the opposite of its name.
#[test]
fn a_placeholder_is_judged_by_its_name_and_not_opened() {
    let folder = Folder::new();
    folder.write("cloud.jpg", b"no photo at all");
    folder.write("cloud.txt", JPEG);
    folder.write("here.txt", JPEG);
    let paths = [folder.0.path().to_owned()];
    let is_cloud = |entry: &walkdir::DirEntry| entry.file_name().to_string_lossy().starts_with("cloud");
    let found: Vec<Found> = photos_with(&paths, is_cloud).collect();
    let [taken, others, ..] = folder.sorted(found.iter().cloned());
    assert_eq!((taken, others), (vec!["cloud.jpg".into(), "here.txt".into()], vec!["cloud.txt".to_owned()]));
    let Found::Photo(cloud) = &found[0] else { panic!() };
    assert!(cloud.placeholder && !cloud.named);
    assert_eq!(cloud.identity, folder.path("cloud.jpg").canonicalize().unwrap());
}

#[test]
fn what_was_left_out_is_told_in_every_language_by_number_and_name() {
    let trouble = |name: &str, kind| Trouble { path: PathBuf::from(name), kind };
    let left_out = LeftOut {
        others: 7,
        links: ["/p/a", "/p/b", "/p/c"].map(PathBuf::from).to_vec(),
        troubles: vec![
            trouble("/p/locked", TroubleKind::Unreadable),
            trouble("/p/round", TroubleKind::Loop),
            trouble("/p/gone", TroubleKind::Dangling),
            trouble("/p/cloud", TroubleKind::NotHere),
        ],
    };
    for language in Language::ALL {
        let text = Text::new(language);
        let told = left_out.told(&text, 2);
        assert_eq!(told.len(), 5, "{told:?}");
        assert!(told[0].contains('7') && told[1].contains('3') && told[2].contains("/p/a"));
        assert!(told[4].contains('1'), "{told:?}");
        let warnings = left_out.warnings(&text, usize::MAX);
        let names = ["/p/locked", "/p/round", "/p/gone", "/p/cloud"];
        assert!(warnings.iter().zip(names).all(|(said, name)| said.contains(name)), "{warnings:?}");
    }
    assert!(LeftOut::default().is_empty() && !left_out.is_empty());
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    #[test]
    fn links_are_not_followed_and_told() {
        let (folder, elsewhere) = (Folder::new(), Folder::new());
        let photo = folder.write("a.jpg", JPEG);
        symlink(&photo, folder.path("b.jpg")).unwrap();
        symlink(&photo, folder.path("c")).unwrap();
        symlink(folder.write("notes.txt", b"x"), folder.path("d.txt")).unwrap();
        elsewhere.write("photo.jpg", JPEG);
        symlink(elsewhere.0.path(), folder.path("e")).unwrap();
        let [taken, others, links, troubles] = folder.walk();
        assert_eq!(taken, ["a.jpg"]);
        assert_eq!(
            (others, links),
            (vec!["d.txt".into(), "notes.txt".into()], vec!["b.jpg".into(), "c".into(), "e".to_owned()])
        );
        assert!(troubles.is_empty());
        // A link that is named is taken, and one to a folder looked through.
        let named = [folder.path("b.jpg"), folder.path("e")];
        assert_eq!(photos(&named).filter(|found| matches!(found, Found::Photo(_))).count(), 2);
        let Some(Found::Photo(link)) = photos(&named).next() else { panic!() };
        assert_eq!(link.identity, photo.canonicalize().unwrap(), "one file has one true path");
    }

    #[test]
    fn links_that_lead_nowhere_or_back_are_named() {
        let folder = Folder::new();
        folder.write("sub/a.jpg", JPEG);
        symlink("gone.jpg", folder.path("dangling.jpg")).unwrap();
        symlink("two", folder.path("one")).unwrap();
        symlink("one", folder.path("two")).unwrap();
        symlink("..", folder.path("sub/up")).unwrap();
        symlink(".", folder.path("sub/here")).unwrap();
        let kinds: Vec<(String, TroubleKind)> = photos(&[folder.0.path().to_owned()])
            .filter_map(|found| match found {
                Found::Trouble(trouble) => Some((folder.name(&trouble.path), trouble.kind)),
                Found::Photo(_) | Found::Other(_) | Found::Link(_) => None,
            })
            .collect();
        let loops = ["one", "sub/here", "sub/up", "two"].map(|name| (name.to_owned(), TroubleKind::Loop));
        let wanted = [&[("dangling.jpg".to_owned(), TroubleKind::Dangling)], &loops[..]].concat();
        assert_eq!(kinds, wanted);
    }

    #[test]
    fn a_pipe_that_is_called_a_photo_is_tried_and_nobody_waits_for_it() {
        let folder = Folder::new();
        for name in ["pipe.jpg", "pipe"] {
            let made = std::process::Command::new("mkfifo").arg(folder.path(name)).status();
            assert!(made.is_ok_and(|status| status.success()));
        }
        let [taken, others, ..] = folder.walk();
        assert_eq!((taken, others), (vec!["pipe.jpg".into()], vec!["pipe".to_owned()]));
        assert!(crate::file::first_bytes(&folder.path("pipe"), 16).is_err());
    }

    /// A person's rights do not hold for root, who reads everything; `tests/program/folders.rs` tries it as nobody.
    #[test]
    fn what_cannot_be_read_is_named() {
        let folder = Folder::new();
        folder.write("locked/a.jpg", JPEG);
        let secret = folder.write("secret", JPEG);
        let shut = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        shut(&folder.path("locked"), 0);
        shut(&secret, 0);
        if fs::read(&secret).is_ok() {
            println!("skipped: root reads everything");
        } else {
            assert_eq!(folder.walk()[3], ["locked", "secret"]);
        }
        shut(&folder.path("locked"), 0o700);
    }
}
