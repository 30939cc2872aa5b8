//! Whether a file is a photo: by its content, and where nothing of that is known, by its name.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
};

use crate::{
    file,
    photo::{self, SourceFormat, Unsupported},
};

use super::{Trouble, TroubleKind};

/// Bytes that are looked at: headers with their brands, and the first directory of most TIFFs.
const HEAD: usize = 4096;

/// Suffixes by which a file claims to be a photo, those of cameras' raw files among them. Such a file is always
/// taken: if it is none, whoever put it there has to hear of it.
const CLAIMS: [&str; 39] = [
    "jpg", "jpeg", "jpe", "jif", "jfif", "jfi", "mpo", "png", "apng", "webp", "heic", "heif", "hif", "heics",
    "avif", "tif", "tiff", "bmp", "dib", "gif", "jxl", "jp2", "j2k", "dng", "cr2", "cr3", "crw", "nef",
    "nrw", "arw", "srf", "sr2", "raf", "orf", "rw2", "pef", "srw", "x3f", "psd",
];
/// Files that systems and programs leave among photos. They are not opened: Windows often holds them open itself.
const NO_PHOTOS: [&str; 6] =
    ["thumbs.db", "ehthumbs.db", "ehthumbs_vista.db", "desktop.ini", "picasa.ini", "zbthumbnail.info"];
/// Sidecars of photo programs: edits of an iPhone, XMP packets.
const SIDECARS: [&str; 2] = ["aae", "xmp"];
/// Header of a Windows shortcut: its size and class ([MS-SHLLINK] 2.1).
const SHORTCUT: &[u8] = b"\x4c\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0\x46";
/// Sizes that the header of a bitmap has (Windows SDK, `BITMAPINFOHEADER` and its kin; OS/2).
const BITMAP_HEADERS: [u32; 8] = [12, 16, 40, 52, 56, 64, 108, 124];

/// What a file in a folder is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Content {
    /// A photo, a picture of a kind that cannot be opened, or a file that claims to be one.
    Photo,
    /// Plainly no photo.
    Other,
    /// A shortcut of Windows, which is a link in all but name.
    Shortcut,
    /// Nothing is known of it.
    Unreadable,
}

impl Content {
    /// The trouble of a file that could not be read.
    pub(super) fn trouble(path: PathBuf) -> Trouble {
        Trouble { path, kind: TroubleKind::Unreadable }
    }
}

/// True where the name of a file says that it is a photo.
pub(super) fn claims(path: &Path) -> bool {
    suffix(path).is_some_and(|suffix| CLAIMS.contains(&suffix.as_str()))
}

fn suffix(path: &Path) -> Option<String> {
    path.extension().map(|suffix| suffix.to_string_lossy().to_lowercase())
}

/// What a file is; it is opened only where its name does not tell.
pub(super) fn of_file(path: &Path) -> Content {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    if claims(path) {
        return Content::Photo;
    }
    if NO_PHOTOS.contains(&name.as_str()) || suffix(path).is_some_and(|own| SIDECARS.contains(&own.as_str()))
    {
        return Content::Other;
    }
    file::first_bytes(path, HEAD).map_or(Content::Unreadable, |head| of_bytes(&head))
}

/// What a file without the suffix of a photo is. Videos, documents and drawings are everyday things among photos and
/// are left out; other pictures that cannot be opened are taken, so that a person hears of them.
pub(super) fn of_bytes(head: &[u8]) -> Content {
    let is_photo = match photo::sniff(head) {
        // Two letters begin a bitmap, and many a text.
        Ok(Some(SourceFormat::Bmp)) => is_bitmap(head),
        // Icons of programs and folders are no photos.
        Err(Unsupported::OtherPicture) => !head.starts_with(b"\0\0\x01\0"),
        Ok(Some(_))
        | Err(Unsupported::Heic | Unsupported::Avif | Unsupported::Raw | Unsupported::KindOf(_)) => true,
        Ok(None) if head.starts_with(SHORTCUT) => return Content::Shortcut,
        Ok(None) | Err(Unsupported::Video | Unsupported::Pdf | Unsupported::Svg) => false,
    };
    if is_photo { Content::Photo } else { Content::Other }
}

fn is_bitmap(head: &[u8]) -> bool {
    let size = head.get(14..18).and_then(|bytes| bytes.try_into().ok()).map(u32::from_le_bytes);
    size.is_some_and(|size| BITMAP_HEADERS.contains(&size))
}

/// Names that begin with a dot: hidden on Unix, and the resource forks that macOS leaves on shared drives.
pub(super) fn is_hidden_name(name: &OsStr) -> bool {
    name.to_string_lossy().starts_with('.')
}

/// Folders of systems and network drives: thumbnails, bins, snapshots. What they hold is a second, often smaller
/// or deleted, state of photos that lie elsewhere.
pub(super) fn is_system_folder(name: &OsStr) -> bool {
    const NAMES: [&str; 10] = [
        "@eadir",
        "#recycle",
        "#snapshot",
        "@recycle",
        "@recently-snapshot",
        "__macosx",
        "$recycle.bin",
        "recycler",
        "system volume information",
        "lost+found",
    ];
    NAMES.contains(&name.to_string_lossy().to_lowercase().as_str())
}
