//! Why an export did not happen.

use std::io;

use crate::{geometry::PixelRect, text::Text};

use super::{CheckFault, OutputFormat};

/// Why no copy was written. The source is untouched and no part of a copy remains, whatever the variant.
#[derive(Debug, thiserror::Error)]
pub enum ExportFault {
    /// The encoder refused.
    #[error("the photo cannot be encoded as {format}")]
    Encode {
        /// The format asked for.
        format: OutputFormat,
        /// What the encoder said.
        source: image::ImageError,
    },
    /// The copy cannot be as small as was asked for.
    #[error("the copy has {smallest} bytes at the least")]
    TooManyBytes {
        /// The smallest that it can be, in bytes.
        smallest: u64,
    },
    /// The target is missing or not a folder.
    #[error("the target is not a folder")]
    NotAFolder,
    /// Not enough space.
    #[error("the disk is full")]
    DiskFull,
    /// No right to write there.
    #[error("the folder cannot be written to")]
    NotWritable,
    /// A file of that name is there.
    #[error("a file of that name exists")]
    Exists,
    /// The target is the photo itself.
    #[error("the target is the source")]
    TargetIsSource,
    /// What was read back is not what was meant.
    #[error("the written copy failed its check: {0}")]
    Check(#[from] CheckFault),
    /// Any other failure of the file system.
    #[error("the copy could not be written")]
    Io {
        /// What the system said.
        source: io::Error,
    },
}

impl ExportFault {
    /// The variant that fits an error of the file system.
    pub fn from_io(source: io::Error) -> Self {
        #[expect(clippy::wildcard_enum_match_arm, reason = "the standard library adds kinds")]
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                Self::DiskFull
            }
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::NotWritable,
            io::ErrorKind::AlreadyExists => Self::Exists,
            io::ErrorKind::NotADirectory | io::ErrorKind::NotFound => Self::NotAFolder,
            _ => Self::Io { source },
        }
    }

    /// A stable word for JSON.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Encode { .. } => "encode",
            Self::TooManyBytes { .. } => "too_many_bytes",
            Self::NotAFolder => "not_a_folder",
            Self::DiskFull => "disk_full",
            Self::NotWritable => "not_writable",
            Self::Exists => "exists",
            Self::TargetIsSource => "target_is_source",
            Self::Check(CheckFault::FaceVisible(_)) => "face_visible",
            Self::Check(CheckFault::CodeReadable(_)) => "code_readable",
            Self::Check(CheckFault::NumberReadable(_)) => "number_readable",
            Self::Check(_) => "check_failed",
            Self::Io { .. } => "io",
        }
    }

    /// What happened, why, and what to do next.
    pub fn message(&self, text: &Text) -> String {
        let still = |id: &str, at: &PixelRect| {
            let place = format!("x {}, y {}, {} × {}", at.x, at.y, at.width, at.height);
            text.format(id, [("place", place.into())])
        };
        let id = match self {
            Self::Check(CheckFault::CodeReadable(at)) => return still("found-still-code", at),
            Self::Check(CheckFault::NumberReadable(at)) => return still("found-still-number", at),
            Self::Encode { .. } => "export-encode",
            Self::TooManyBytes { smallest } => {
                return text.format("frame-too-many-bytes", [("kilobytes", smallest.div_ceil(1000).into())]);
            }
            Self::NotAFolder => "export-not-a-folder",
            Self::DiskFull => "export-disk-full",
            Self::NotWritable => "export-not-writable",
            Self::Exists => "export-exists",
            Self::TargetIsSource => "export-target-is-source",
            Self::Check(CheckFault::FaceVisible(_)) => "export-face-visible",
            Self::Check(_) => "export-check-failed",
            Self::Io { .. } => "export-io",
        };
        text.get(id)
    }
}
