//! Why a photo could not be opened, and what was left out of one that could.

use crate::text::Text;

use super::Unsupported;

/// Why a file gave no picture. Other files are not affected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PhotoError {
    /// Not a single byte.
    #[error("the file is empty")]
    Empty,
    /// No kind of picture that is known.
    #[error("not a photo")]
    NotAPhoto,
    /// A known kind that cannot be opened.
    #[error("{0:?} cannot be opened")]
    Unsupported(Unsupported),
    /// Asks for more than the limits allow.
    #[error("{actual} is above the limit of {limit}")]
    TooLarge {
        /// What the file asks for: bytes, pixels along a side, or pixels in all.
        actual: u64,
        /// What is allowed.
        limit: u64,
    },
    /// The decoder gave up.
    #[error("the file is damaged")]
    Damaged,
    /// The decoding process ended without an answer: it crashed, or wanted more memory than it may have.
    #[error("the decoder stopped")]
    DecoderStopped,
    /// Decoding took longer than it may.
    #[error("decoding took too long")]
    TooSlow,
    /// A folder, a pipe, a socket or a device.
    #[error("not a regular file")]
    NotAFile,
    /// The file could not be read from disk.
    #[error("the file cannot be read")]
    Unreadable,
    /// Only the name of the file is on this computer, and nobody asked for it to be fetched.
    #[error("the file is not on this computer")]
    NotHere,
}

impl PhotoError {
    /// A stable word for JSON.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::NotAPhoto => "not_a_photo",
            Self::Unsupported(_) => "unsupported",
            Self::TooLarge { .. } => "too_large",
            Self::Damaged => "damaged",
            Self::DecoderStopped => "decoder_stopped",
            Self::TooSlow => "too_slow",
            Self::NotAFile => "not_a_file",
            Self::Unreadable => "unreadable",
            Self::NotHere => "not_here",
        }
    }

    /// What happened, why, and what to do next.
    pub fn message(&self, text: &Text) -> String {
        if let Self::Unsupported(Unsupported::KindOf(format)) = self {
            return text.format("photo-unsupported-kind", [("format", format.name().into())]);
        }
        text.get(match self {
            Self::Empty => "photo-empty",
            Self::NotAPhoto => "photo-not-a-photo",
            Self::Unsupported(Unsupported::Heic) => "photo-unsupported-heic",
            Self::Unsupported(Unsupported::Avif) => "photo-unsupported-avif",
            Self::Unsupported(Unsupported::Raw) => "photo-unsupported-raw",
            Self::Unsupported(Unsupported::Video) => "photo-unsupported-video",
            Self::Unsupported(Unsupported::Pdf) => "photo-unsupported-pdf",
            Self::Unsupported(Unsupported::Svg) => "photo-unsupported-svg",
            Self::Unsupported(Unsupported::OtherPicture | Unsupported::KindOf(_)) => {
                "photo-unsupported-other"
            }
            Self::TooLarge { .. } => "photo-too-large",
            Self::Damaged => "photo-damaged",
            Self::DecoderStopped => "photo-decoder-stopped",
            Self::TooSlow => "photo-too-slow",
            Self::NotAFile => "photo-not-a-file",
            Self::Unreadable => "photo-unreadable",
            Self::NotHere => "photo-not-here",
        })
    }
}

/// Something about the picture that a person should know before trusting it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Notice {
    /// The file ends before the picture does, or is damaged within it: a part of it may be grey or wrong.
    Incomplete,
    /// The small picture in the file shows something else than the photo.
    ThumbnailDiffers,
    /// The file says twice how it is to be turned; the first was used.
    TwoOrientations,
    /// Further frames, pages or pictures were left out.
    FurtherImages,
    /// The colour profile could not be used; the colours may be off.
    ProfileUnusable,
    /// Colours for print were converted plainly; they may be off.
    PrintColours,
    /// Transparent parts were put on white.
    Flattened,
    /// The extra brightness for HDR screens was left out.
    HighDynamicRange,
    /// A short video was left out.
    Video,
    /// A depth map was left out.
    Depth,
    /// Made for an HDR screen; its brightness was brought to that of a usual one.
    BrightnessReduced,
}

impl Notice {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Incomplete,
        Self::ThumbnailDiffers,
        Self::TwoOrientations,
        Self::FurtherImages,
        Self::ProfileUnusable,
        Self::PrintColours,
        Self::Flattened,
        Self::HighDynamicRange,
        Self::Video,
        Self::Depth,
        Self::BrightnessReduced,
    ];

    /// A stable word for JSON.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Incomplete => "incomplete",
            Self::ThumbnailDiffers => "thumbnail_differs",
            Self::TwoOrientations => "two_orientations",
            Self::FurtherImages => "further_images",
            Self::ProfileUnusable => "profile_unusable",
            Self::PrintColours => "print_colours",
            Self::Flattened => "flattened",
            Self::HighDynamicRange => "high_dynamic_range",
            Self::Video => "video",
            Self::Depth => "depth",
            Self::BrightnessReduced => "brightness_reduced",
        }
    }

    /// True where a person has to agree before such a photo is exported.
    pub const fn needs_confirmation(self) -> bool {
        matches!(self, Self::Incomplete | Self::ThumbnailDiffers)
    }

    /// What it means.
    pub fn message(self, text: &Text) -> String {
        text.get(match self {
            Self::Incomplete => "photo-notice-incomplete",
            Self::ThumbnailDiffers => "photo-notice-thumbnail-differs",
            Self::TwoOrientations => "photo-notice-two-orientations",
            Self::FurtherImages => "photo-notice-further-images",
            Self::ProfileUnusable => "photo-notice-profile-unusable",
            Self::PrintColours => "photo-notice-print-colours",
            Self::Flattened => "photo-notice-flattened",
            Self::HighDynamicRange => "photo-notice-high-dynamic-range",
            Self::Video => "photo-notice-video",
            Self::Depth => "photo-notice-depth",
            Self::BrightnessReduced => "photo-notice-brightness-reduced",
        })
    }
}
