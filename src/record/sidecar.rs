//! The fields of the sidecar, its seal, and its reading.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    consent::{Channel, ConsentId, ConsentState, Country, Purpose},
    hash::ContentHash,
};

use super::{
    PublicKey, Signature, SignatureState, Signer, Tag, TagState,
    tag::{keyed, letters},
};

/// What is appended to the name of a copy.
pub const SIDECAR_SUFFIX: &str = ".consent.json";

/// Where the copy of a record lies; `None` where the name is not that of a record.
pub fn copy_of(record: &Path) -> Option<PathBuf> {
    // Twice a suffix, so that names that are no text in this system's encoding are known too.
    let [without, copy] = [record.with_extension(""), record.with_extension("").with_extension("")];
    let is_record = record.extension()? == "json" && without.extension()? == "consent";
    is_record.then_some(copy)
}

/// The largest sidecar that is read, in bytes.
pub const MAX_SIDECAR_BYTES: u64 = 1 << 20;
const SCHEMA: &str = "urn:sladd:sidecar:2";
/// The first version: no tag, and each consent with its own last day. Still read and verified, never written.
const FIRST_SCHEMA: &str = "urn:sladd:sidecar:1";

/// The record without its seal. Only [`Sidecar::seal`] makes it one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the schema in assets/schema documents every field")]
pub struct Sidecar {
    pub schema: String,
    pub record_id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<String>,
    pub created_on: Date,
    pub image: ImageRef,
    pub controller: Controller,
    pub scope: Scope,
    pub policy: PolicyRef,
    pub counts: Counts,
    pub consents: Vec<ConsentRef>,
    pub redaction: Redaction,
    pub checks: Checks,
    pub detector: DetectorUsed,
    pub app: App,
}

macro_rules! part {
    ($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $kind:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        #[expect(missing_docs, reason = "the schema in assets/schema documents every field")]
        pub struct $name { $($(#[$fdoc])* pub $field: $kind,)* }
    };
}

part! {
    /// The copy that the record is about.
    ImageRef {
        file_name: String,
        media_type: String,
        bytes: u64,
        sha256: ContentHash,
        pixels_sha256: ContentHash,
        width: u32,
        height: u32,
        /// Left out where the whole photo was published as it is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        frame: Option<FrameUsed>,
    }
}
part! {
    /// What was done to the shape of the photo. Not where: that would tell what is missing.
    FrameUsed { cropped: bool, turned: bool, straightened: bool, }
}
part! {
    /// Who answers for the copy.
    Controller {
        name: String,
        jurisdiction: Country,
        contact: String,
        withdrawal: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        notice_ref: Option<String>,
    }
}
part! {
    /// What it may be used for.
    Scope {
        purpose: Purpose,
        channels: Vec<Channel>,
        valid_from: Date,
        valid_until: Date,
        review_by: Date,
    }
}
part! {
    /// The rules in force.
    PolicyRef {
        base: Country,
        base_version: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        local_id: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        local_version: Option<String>,
        effective_sha256: ContentHash,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        dispensations: Vec<DispensationRef>,
    }
}
part! {
    /// An exception that the copy relies on.
    DispensationRef { id: String, rule: String, authority: String, valid_until: Date, }
}
part! {
    /// How many, not who.
    Counts {
        faces_total: u32,
        blurred: u32,
        kept_with_consent: u32,
        not_a_face: u32,
        undecided: u32,
        added_by_user: u32,
        other_areas_blurred: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        same_person_again: Option<u32>,
        /// Of all faces, those wholly outside the copy. Left out where there is none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cut_away: Option<u32>,
    }
}
part! {
    /// A consent that a visible face relies on.
    ConsentRef {
        #[serde(rename = "ref")]
        reference: String,
        ref_kind: RefKind,
        state: ConsentState,
        checked_on: Date,
        /// In a public record no consent has a day of its own: records could be grouped by it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        valid_until: Option<Date>,
    }
}
part! {
    /// How areas were covered.
    Redaction { method: String, irreversible: bool, margin_percent: u8, }
}
part! {
    /// What was checked.
    Checks {
        whole_image_reviewed: bool,
        identifiers_reviewed: Vec<String>,
        metadata_removed: bool,
        metadata_kept: Vec<String>,
        reread_after_write: bool,
    }
}
part! {
    /// What looked for faces.
    DetectorUsed {
        model: String,
        model_sha256: ContentHash,
        threshold: f64,
        assistive_only: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        engine: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        library_sha256: Option<ContentHash>,
    }
}
part! {
    /// What wrote the record.
    App { name: String, version: String, }
}
part! {
    /// The seal.
    Integrity {
        canonical: String,
        body_sha256: ContentHash,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ledger_sha256: Option<ContentHash>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tag: Option<Tag>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        signature: Option<Signature>,
    }
}

/// Whether a reference can be looked up by anybody who knows the register's ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefKind {
    /// The register's own id.
    RegisterId,
    /// An id that is different in every record.
    Blinded,
}

/// A record with its seal, as it is on disk.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sealed {
    /// The record.
    #[serde(flatten)]
    pub body: Sidecar,
    /// The seal.
    pub integrity: Integrity,
}

/// Why a sidecar cannot be written or trusted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SidecarFault {
    /// Larger than any sidecar.
    #[error("the file is too large")]
    TooLarge,
    /// Not a sidecar: no JSON, a key too many, too few or twice, or a value of the wrong kind.
    #[error("not a sidecar: {reason}")]
    Malformed {
        /// What does not fit.
        reason: String,
    },
    /// Something was changed after it was sealed.
    #[error("the record was changed")]
    Changed,
}

impl Sidecar {
    /// The schema's name.
    pub const SCHEMA: &'static str = SCHEMA;

    /// SHA-256 of the record's RFC 8785 form: what its seal will say.
    ///
    /// # Errors
    /// [`SidecarFault::Malformed`] where a number has no canonical form.
    pub fn body_sha256(&self) -> Result<ContentHash, SidecarFault> {
        Ok(ContentHash::of(&canonical(self)?))
    }

    /// Seals the record: SHA-256 over its RFC 8785 form, the tag of the organisation whose key this is, and a
    /// signature over the same bytes where somebody signs.
    ///
    /// # Errors
    /// [`SidecarFault::Malformed`] where a number has no canonical form.
    pub fn seal(
        self,
        key: &[u8; 32],
        ledger_sha256: Option<ContentHash>,
        signer: Option<&Signer>,
    ) -> Result<Sealed, SidecarFault> {
        let canonical = canonical(&self)?;
        let integrity = Integrity {
            canonical: "RFC8785".to_owned(),
            body_sha256: ContentHash::of(&canonical),
            ledger_sha256,
            tag: Some(Tag::new(key, &canonical, ledger_sha256)),
            signature: signer.map(|signer| signer.sign(&canonical)),
        };
        Ok(Sealed { body: self, integrity })
    }
}

impl Counts {
    /// Faces kept beyond one for each of so many consents, without a word that they show somebody a second time.
    pub fn kept_without_consent(&self, consents: usize) -> u32 {
        let people = u32::try_from(consents).unwrap_or(u32::MAX);
        self.kept_with_consent.saturating_sub(people.saturating_add(self.same_person_again.unwrap_or(0)))
    }
}

impl Sealed {
    /// The bytes of the file.
    ///
    /// # Errors
    /// [`SidecarFault::Malformed`], never for a record that was sealed.
    pub fn to_bytes(&self) -> Result<Vec<u8>, SidecarFault> {
        let mut bytes = serde_json::to_vec_pretty(self).map_err(malformed)?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// What the signature is worth to somebody who knows these public keys.
    ///
    /// # Errors
    /// [`SidecarFault::Malformed`], never for a record that was sealed.
    pub fn signature_state(&self, known: &[PublicKey]) -> Result<SignatureState, SidecarFault> {
        Ok(match &self.integrity.signature {
            None => SignatureState::None,
            Some(signature) => signature.state(&canonical(&self.body)?, known),
        })
    }

    /// Whether the record was made with this organisation's key.
    ///
    /// # Errors
    /// [`SidecarFault::Malformed`], never for a record that was sealed.
    pub fn tag_state(&self, key: &[u8; 32]) -> Result<TagState, SidecarFault> {
        let Some(tag) = &self.integrity.tag else { return Ok(TagState::None) };
        let ours = Tag::new(key, &canonical(&self.body)?, self.integrity.ledger_sha256);
        Ok(if *tag == ours { TagState::Ours } else { TagState::Other })
    }

    /// True where the record has what its version has, and nothing else.
    fn fits_its_version(&self) -> bool {
        let consents = &self.body.consents;
        match self.body.schema.as_str() {
            FIRST_SCHEMA => {
                self.integrity.tag.is_none() && consents.iter().all(|consent| consent.valid_until.is_some())
            }
            SCHEMA => {
                self.integrity.tag.is_some()
                    && consents.iter().all(|consent| {
                        (consent.ref_kind == RefKind::RegisterId) == consent.valid_until.is_some()
                    })
            }
            _ => false,
        }
    }

    /// Reads a sidecar and holds it against its seal.
    ///
    /// # Errors
    /// [`SidecarFault`]; nothing in an untrusted record is given out.
    pub fn read(bytes: &[u8]) -> Result<Self, SidecarFault> {
        if bytes.len() as u64 > MAX_SIDECAR_BYTES {
            return Err(SidecarFault::TooLarge);
        }
        // A flattened struct cannot refuse unknown keys itself, so the two parts are read apart.
        let mut whole: serde_json::Map<String, serde_json::Value> =
            serde_json::from_slice(bytes).map_err(malformed)?;
        let integrity = whole.remove("integrity").unwrap_or_default();
        let integrity: Integrity = serde_json::from_value(integrity).map_err(malformed)?;
        let body: Sidecar = serde_json::from_value(serde_json::Value::Object(whole)).map_err(malformed)?;
        let sealed = Self { body, integrity };
        if sealed.integrity.canonical != "RFC8785" || !sealed.fits_its_version() {
            return Err(SidecarFault::Malformed { reason: "another schema".to_owned() });
        }
        // Written anew it must be the same bytes: so no key stands twice and none was reordered by hand.
        if sealed.body.body_sha256()? != sealed.integrity.body_sha256 {
            return Err(SidecarFault::Changed);
        }
        if sealed.to_bytes()? != bytes {
            return Err(SidecarFault::Malformed { reason: "not in the form that Sladd writes".to_owned() });
        }
        Ok(sealed)
    }
}

fn canonical(body: &Sidecar) -> Result<Vec<u8>, SidecarFault> {
    serde_json_canonicalizer::to_vec(body).map_err(malformed)
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that map_err wants")]
fn malformed(error: serde_json::Error) -> SidecarFault {
    SidecarFault::Malformed { reason: error.to_string() }
}

/// A reference that is different in every record, so that nobody can gather one person's photos by it:
/// `B-` and 20 letters of HMAC-SHA256 over consent id and record id.
pub fn blinded(key: &[u8; 32], consent: &ConsentId, record_id: &str) -> String {
    let code = keyed(key, [consent.as_str().as_bytes(), b"|", record_id.as_bytes()]);
    format!("B-{}", letters(code.get(..10).unwrap_or_default()))
}
