//! Holds an exported copy against its sidecar and the register.

use std::path::Path;

use jiff::civil::Date;
use serde::Serialize;

use crate::{
    consent::ConsentState,
    file::{self, ReadFault},
    geometry::PixelSize,
    hash::ContentHash,
    metadata::{CleanFormat, structure_is_clean},
    photo::{Limits, PhotoError, SourceFormat},
    policy::Policy,
    record::{MAX_SIDECAR_BYTES, PublicKey, SIDECAR_SUFFIX, Sealed, SignatureState},
    register::{Register, RegisterError},
};

/// What became of a copy. The order is that of seriousness: the first that fits is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum VerifyStatus {
    /// Copy, sidecar and register agree.
    Ok,
    /// The copy holds more than pixels.
    MetadataFound,
    /// The copy is not the one that was exported.
    Changed,
    /// The sidecar was changed, or is none.
    SidecarChanged,
    /// There is no sidecar.
    NoSidecar,
    /// A consent that a visible face relies on was withdrawn.
    ConsentWithdrawn,
    /// Such a consent, or the record's own time, has expired.
    ConsentExpired,
    /// Nobody has attested to having looked at the whole photo.
    NotReviewed,
}

impl VerifyStatus {
    /// The word in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::MetadataFound => "metadata_found",
            Self::Changed => "changed",
            Self::SidecarChanged => "sidecar_changed",
            Self::NoSidecar => "no_sidecar",
            Self::ConsentWithdrawn => "consent_withdrawn",
            Self::ConsentExpired => "consent_expired",
            Self::NotReviewed => "not_reviewed",
        }
    }
}

/// The answer, with what was found in plain words for the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verification {
    /// The status.
    pub status: VerifyStatus,
    /// What was found, in English, for machines and experts.
    pub details: Vec<String>,
}

/// What a copy is held against.
#[derive(Debug, Clone, Copy)]
pub struct Against<'a> {
    /// The register of the organisation, where there is one.
    pub register: Option<&'a Register>,
    /// Public keys that are known to be the organisation's.
    pub keys: &'a [PublicKey],
    /// The rules that are in force now.
    pub policy: Option<&'a Policy>,
    /// Today.
    pub today: Date,
}

/// Verifies one copy against its sidecar and a register.
///
/// # Errors
/// [`PhotoError`] where the copy cannot be read; [`RegisterError`] is told among the details.
pub fn verify(copy: &Path, register: Option<&Register>, today: Date) -> Result<Verification, PhotoError> {
    verify_against(copy, &Against { register, keys: &[], policy: None, today })
}

/// Verifies one copy against everything that is at hand.
///
/// # Errors
/// [`PhotoError`] where the copy cannot be read; [`RegisterError`] is told among the details.
pub fn verify_against(copy: &Path, against: &Against<'_>) -> Result<Verification, PhotoError> {
    let bytes = crate::photo::read(copy, &Limits::default())?;
    let mut found: Vec<(VerifyStatus, String)> = Vec::new();
    let mut sidecar_path = copy.as_os_str().to_owned();
    sidecar_path.push(SIDECAR_SUFFIX);
    match file::read(sidecar_path.as_ref(), MAX_SIDECAR_BYTES) {
        Err(ReadFault::NotThere) => {
            found.push((VerifyStatus::NoSidecar, "no sidecar beside the copy".to_owned()));
        }
        // Something is there, and no record that this program wrote.
        Err(fault) => {
            found.push((VerifyStatus::SidecarChanged, format!("the sidecar beside the copy: {fault}")));
        }
        Ok(record) => match Sealed::read(&record) {
            Err(fault) => found.push((VerifyStatus::SidecarChanged, fault.to_string())),
            Ok(sealed) => against_record(&bytes, &sealed, against, &mut found),
        },
    }
    if let Some(fault) = clean_format(&bytes).and_then(|format| structure_is_clean(&bytes, format).err()) {
        found.push((VerifyStatus::MetadataFound, fault.to_string()));
    }
    let order = [
        VerifyStatus::MetadataFound,
        VerifyStatus::Changed,
        VerifyStatus::SidecarChanged,
        VerifyStatus::NoSidecar,
        VerifyStatus::ConsentWithdrawn,
        VerifyStatus::ConsentExpired,
        VerifyStatus::NotReviewed,
    ];
    let status = order.into_iter().find(|status| found.iter().any(|(other, _)| other == status));
    // A changed picture is worse than what was written beside it.
    let pixels_changed = found.iter().any(|(_, detail)| detail == PIXELS_DIFFER);
    let status = if pixels_changed { VerifyStatus::Changed } else { status.unwrap_or(VerifyStatus::Ok) };
    Ok(Verification { status, details: found.into_iter().map(|(_, detail)| detail).collect() })
}

const PIXELS_DIFFER: &str = "the pixels differ from those exported";

fn against_record(
    bytes: &[u8],
    sealed: &Sealed,
    against: &Against<'_>,
    found: &mut Vec<(VerifyStatus, String)>,
) {
    let today = against.today;
    match sealed.signature_state(against.keys) {
        Ok(SignatureState::None) => {}
        Ok(SignatureState::Good) => {
            found.push((VerifyStatus::Ok, "signed with a key that is known here".to_owned()));
        }
        Ok(SignatureState::UnknownKey) => {
            found.push((VerifyStatus::Ok, "signed with a key that is not known here".to_owned()));
        }
        Ok(SignatureState::Bad) | Err(_) => {
            found.push((VerifyStatus::SidecarChanged, "the signature does not fit the record".to_owned()));
        }
    }
    if against.policy.is_some_and(|policy| policy.effective_sha256() != sealed.body.policy.effective_sha256) {
        found.push((VerifyStatus::Ok, "other rules are in force now than when it was exported".to_owned()));
    }
    let image = &sealed.body.image;
    if ContentHash::of(bytes) != image.sha256 {
        found.push((VerifyStatus::Changed, "the file differs from the one exported".to_owned()));
        if decoded_hash(bytes) != Some(image.pixels_sha256) {
            found.push((VerifyStatus::Changed, PIXELS_DIFFER.to_owned()));
        }
    }
    if sealed.body.scope.valid_until < today {
        found.push((VerifyStatus::ConsentExpired, "the record's own time has expired".to_owned()));
    }
    if !sealed.body.checks.whole_image_reviewed {
        found.push((
            VerifyStatus::NotReviewed,
            "nobody has attested to having looked at the whole photo".to_owned(),
        ));
    }
    if let Some(register) = against.register
        && let Err(error) = against_register(sealed, register, today, found)
    {
        found.push((VerifyStatus::SidecarChanged, format!("the register cannot be asked: {error}")));
    }
}

fn against_register(
    sealed: &Sealed,
    register: &Register,
    today: Date,
    found: &mut Vec<(VerifyStatus, String)>,
) -> Result<(), RegisterError> {
    let Some((hash, export)) = register.export(&sealed.body.record_id)? else {
        // Another organisation's copy can still be held against its own sidecar.
        found.push((VerifyStatus::Ok, "this register does not know the record".to_owned()));
        return Ok(());
    };
    let ledger = sealed.integrity.ledger_sha256.map(|hash| hash.to_string());
    if ledger.as_ref() != Some(&hash) || export.output_sha256 != sealed.body.image.sha256 {
        found.push((VerifyStatus::SidecarChanged, "the ledger remembers another record".to_owned()));
    }
    if export.regions.iter().any(|region| region.decision == "erased") {
        found.push((VerifyStatus::ConsentWithdrawn, "a consent was withdrawn and erased".to_owned()));
    }
    for id in export.regions.iter().filter_map(|region| region.consent.as_ref()) {
        match register.get(id)?.map(|consent| consent.state(today)) {
            Some(ConsentState::Given | ConsentState::Renewed) => {}
            Some(ConsentState::Expired) => {
                found.push((VerifyStatus::ConsentExpired, format!("{id} has expired")));
            }
            Some(ConsentState::Withdrawn) | None => {
                found.push((VerifyStatus::ConsentWithdrawn, format!("{id} was withdrawn")));
            }
            Some(state) => {
                found.push((VerifyStatus::ConsentWithdrawn, format!("{id} is {} now", state.word())));
            }
        }
    }
    Ok(())
}

fn clean_format(bytes: &[u8]) -> Option<CleanFormat> {
    match crate::photo::sniff(bytes).ok()?? {
        SourceFormat::Jpeg => Some(CleanFormat::Jpeg),
        SourceFormat::Png => Some(CleanFormat::Png),
        SourceFormat::WebP => Some(CleanFormat::Webp),
        SourceFormat::Tiff | SourceFormat::Bmp | SourceFormat::Gif | SourceFormat::Heif => None,
    }
}

fn decoded_hash(bytes: &[u8]) -> Option<ContentHash> {
    let opened = crate::photo::open(bytes, &crate::photo::Limits::default()).ok()?;
    Some(pixels_sha256(opened.raster.size(), opened.raster.rgb()))
}

/// SHA-256 over width and height as big-endian 32-bit numbers and the RGB bytes.
pub(super) fn pixels_sha256(size: PixelSize, rgb: &[u8]) -> ContentHash {
    ContentHash::of_parts([size.width.to_be_bytes().as_slice(), &size.height.to_be_bytes(), rgb])
}
