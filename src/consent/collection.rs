//! How a consent was collected.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::hash::ContentHash;

use super::{ConsentFault, Method, entry::check_told};

/// The circumstances of a consent, as far as they are known. What nobody has said is `None`, and counts
/// against the consent where a rule asks for it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Collection {
    /// On paper, digitally or orally; on paper where nothing else is said, because every entry names the
    /// place of a signed form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<Method>,
    /// The function of whoever asked, never a name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub collected_by: Option<String>,
    /// Whoever asked takes no part in the person's care.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub independent: Option<bool>,
    /// Id and version of the notice that the person was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<String>,
    /// The person has released the staff from confidentiality for this picture.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub confidentiality_release: bool,
    /// There is only one holder of custody, so that one signature is all of them.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub sole_custody: bool,
    /// The person has seen the picture before saying yes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preview_shown: Option<bool>,
    /// The person has got a copy of the form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copy_given: Option<bool>,
    /// The function of the witness of an oral consent, never a name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub witness: Option<String>,
    /// With which system a digital signature was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signature_system: Option<String>,
    /// By which reference it is found there; never a name or a personal number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signature_reference: Option<String>,
    /// What the person does not want: "no name", "not in adverts".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limits: Option<String>,
    /// Day on which to look again, because the employment may have ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub employment_end_review: Option<Date>,
    /// The consent is for this one photo only: SHA-256 of its file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub single_photo: Option<ContentHash>,
}

impl Collection {
    /// Trims the texts, drops empty ones and checks the rest.
    pub(super) fn checked(mut self) -> Result<Self, ConsentFault> {
        for text in [
            &mut self.collected_by,
            &mut self.notice,
            &mut self.witness,
            &mut self.signature_system,
            &mut self.signature_reference,
            &mut self.limits,
        ] {
            *text = text.take().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
            text.as_deref().map_or(Ok(()), check_told)?;
        }
        Ok(self)
    }

    /// How the consent was expressed.
    pub fn method(&self) -> Method {
        self.method.unwrap_or(Method::PaperSigned)
    }
}
