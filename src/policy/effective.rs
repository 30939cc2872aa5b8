//! The rules in force: those of a country, and over them those of the organisation.

use jiff::{ToSpan as _, civil::Date};
use serde::Serialize;

use crate::{
    consent::{Channel, Controller, Country, LegalBasis, Method, Purpose},
    framing::NamedSizes,
    hash::ContentHash,
    redaction::{Look, Style},
    review::Identifier,
};

use super::{
    Contacts, Dispensation, Limits, ManagementDecision, Outcome, PolicyError, PolicyFile, Rule, Ward,
    local::{LocalFile, Retention},
    merge::merge,
    rules::Table,
};

/// The rules in force.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Policy {
    country: Country,
    version: String,
    pub(super) rules: Vec<Rule>,
    /// Sources about what is kept: they decide nothing.
    #[serde(skip)]
    pub(super) kept_sources: Vec<String>,
    pub(super) limits: Limits,
    pub(super) controller: Controller,
    pub(super) local_margin: Option<u8>,
    pub(super) max_detector_threshold: Option<f64>,
    pub(super) require_independent_collector: bool,
    pub(super) require_written: bool,
    pub(super) require_second_person: bool,
    pub(super) require_signature: bool,
    pub(super) sensitive_ward: bool,
    pub(super) allow_not_a_face: bool,
    /// Left out of the hash where nobody asks for it, so that the rules of before have the hash of before.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) not_a_face_second_person: bool,
    /// Left out of the hash in the same case, and so is the next.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) require_identifiers_decided: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) forbid_visible_numbers: bool,
    pub(super) channels_removed: Vec<Channel>,
    pub(super) bases_removed: Vec<LegalBasis>,
    pub(super) checklist: Vec<Identifier>,
    pub(super) caption_words: Vec<String>,
    /// Left out of the hash where nobody names any, for the same reason.
    #[serde(skip_serializing_if = "NamedSizes::is_empty")]
    pub(super) sizes: NamedSizes,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) looks_removed: Vec<Look>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) methods_removed: Vec<Method>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) retention_years: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) retention: Option<Retention>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) default_look: Option<Style>,
    pub(super) decision: Option<ManagementDecision>,
    pub(super) dispensations: Vec<Dispensation>,
    pub(super) local: Option<Local>,
    /// Kinds of organisation that further files name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) other_controllers: Vec<Controller>,
    /// Where several files are in force: what each of them says alone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) parts: Vec<Self>,
    /// Where the rules were read; two machines with the same rules have them at different places.
    #[serde(skip)]
    pub(super) files: Vec<PolicyFile>,
    #[serde(skip)]
    sha256: Option<ContentHash>,
}

/// Who answers for the organisation's own rules, and until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Local {
    /// Its id.
    pub policy_id: String,
    /// Its version.
    pub version: String,
    /// The function that owns it.
    pub owner_role: String,
    /// The body that adopted it.
    pub adopted_by: String,
    /// When.
    pub adopted_on: Date,
    /// From when on its dispensations and decisions hold. What it tightens holds at once.
    pub effective_from: Date,
    /// When it must be looked at again.
    pub review_by: Date,
    /// Days after that in which exports go on.
    pub grace_days: u16,
    /// Why it is stricter.
    pub risk_basis: Option<String>,
    /// The guideline that it follows.
    pub guideline_ref: Option<String>,
    /// Whom to ask.
    pub contacts: Contacts,
}

/// Whether the organisation has looked at its rules in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReviewState {
    /// In time, or there are no local rules.
    Current,
    /// Due within 30 days.
    DueBy(Date),
    /// Late; exports go on until the day.
    LateUntil(Date),
    /// Too late: no new export.
    Expired(Date),
}

impl ReviewState {
    /// The one that stands more in the way; of two alike the earlier.
    pub(super) fn worse(self, other: Self) -> Self {
        let rank = |state: Self| match state {
            Self::Current => (0, Date::MAX),
            Self::DueBy(day) => (1, day),
            Self::LateUntil(day) => (2, day),
            Self::Expired(day) => (3, day),
        };
        let ((rank_self, day_self), (rank_other, day_other)) = (rank(self), rank(other));
        if (rank_other, day_self) > (rank_self, day_other) { other } else { self }
    }
}

impl Local {
    /// Whether it was looked at in time.
    pub(super) fn review_state(&self, today: Date) -> ReviewState {
        let last = self.review_by.saturating_add(i64::from(self.grace_days).days());
        if today > last {
            ReviewState::Expired(self.review_by)
        } else if today > self.review_by {
            ReviewState::LateUntil(last)
        } else if today.saturating_add(30.days()) > self.review_by {
            ReviewState::DueBy(self.review_by)
        } else {
            ReviewState::Current
        }
    }
}

impl Policy {
    /// The built-in rules of a country.
    ///
    /// # Errors
    /// [`PolicyError`] only where the program's file is damaged; a test holds the tables to being readable.
    pub fn for_country(country: Country) -> Result<Self, PolicyError> {
        Self::base(country)?.seal()
    }

    pub(super) fn base(country: Country) -> Result<Self, PolicyError> {
        let table = Table::of(country)?;
        Ok(Self {
            country: table.country,
            version: table.version,
            rules: table.rule,
            kept_sources: table.sources,
            limits: table.limits,
            controller: Controller::HospitalRegion,
            local_margin: None,
            max_detector_threshold: None,
            require_independent_collector: false,
            require_written: false,
            require_second_person: false,
            require_signature: false,
            sensitive_ward: false,
            allow_not_a_face: true,
            not_a_face_second_person: false,
            require_identifiers_decided: false,
            forbid_visible_numbers: false,
            channels_removed: Vec::new(),
            bases_removed: Vec::new(),
            checklist: Vec::new(),
            caption_words: Vec::new(),
            sizes: NamedSizes::default(),
            looks_removed: Vec::new(),
            methods_removed: Vec::new(),
            retention_years: None,
            retention: None,
            default_look: None,
            decision: None,
            dispensations: Vec::new(),
            local: None,
            other_controllers: Vec::new(),
            parts: Vec::new(),
            files: Vec::new(),
            sha256: None,
        })
    }

    /// The rules of a country with those of an organisation over them.
    ///
    /// # Errors
    /// [`PolicyError`]: the whole file is refused, with the key that is at fault.
    pub fn with_local(text: &str) -> Result<Self, PolicyError> {
        let file = LocalFile::parse(text)?;
        let country = file.base.ok_or_else(|| PolicyError::Missing { key: "base".to_owned() })?;
        merge(Self::base(country)?, file)
    }

    /// Fixes the hash that stands in every record: SHA-256 over the RFC 8785 form of everything in force.
    pub(super) fn seal(mut self) -> Result<Self, PolicyError> {
        // The same files make the same rules, whichever of them comes first.
        let mut ordered = self.clone();
        ordered.parts.sort_by_key(|part| part.sha256);
        let canonical = serde_json_canonicalizer::to_vec(&ordered)
            .map_err(|error| PolicyError::Unreadable { reason: error.to_string() })?;
        self.sha256 = Some(ContentHash::of(&canonical));
        Ok(self)
    }

    /// Whose rules.
    pub const fn country(&self) -> Country {
        self.country
    }

    /// Version of the country's table.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The table.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The rule of this id.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// The numbers in force.
    pub const fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Every dispensation, the expired ones included.
    pub fn dispensations(&self) -> &[Dispensation] {
        &self.dispensations
    }

    /// Identifiers that a person must have looked for before an export.
    pub fn checklist(&self) -> &[Identifier] {
        &self.checklist
    }

    /// The sizes of copies that the organisation's rules name; they take the place of the settings'.
    pub const fn sizes(&self) -> &NamedSizes {
        &self.sizes
    }

    /// Looks of covered areas that no copy may have.
    pub fn looks_removed(&self) -> &[Look] {
        &self.looks_removed
    }

    /// True where a copy may look like that.
    pub fn allows_look(&self, style: Style) -> bool {
        !self.looks_removed.contains(&style.look())
    }

    /// The look that the organisation's rules name for those who choose none.
    pub const fn default_look(&self) -> Option<Style> {
        self.default_look
    }

    /// How covered areas look: as was asked for where that is allowed, else as the organisation's rules have it, else as the
    /// program has it, else as the first look that is left.
    pub fn look(&self, asked: Option<Style>) -> Style {
        let wanted = asked.into_iter().chain(self.default_look).chain([Style::default()]);
        wanted.chain(Style::ALL).find(|style| self.allows_look(*style)).unwrap_or(Style::Solid)
    }

    /// Words that may not stand in a caption.
    pub fn caption_words(&self) -> &[String] {
        &self.caption_words
    }

    /// Channels to which nothing goes.
    pub fn channels_removed(&self) -> &[Channel] {
        &self.channels_removed
    }

    /// Legal bases that do not serve.
    pub fn bases_removed(&self) -> &[LegalBasis] {
        &self.bases_removed
    }

    /// Ways of giving consent that do not serve.
    pub fn methods_removed(&self) -> &[Method] {
        &self.methods_removed
    }

    /// After how many years since a consent was given or renewed something must become of it, and what.
    pub fn retention(&self) -> Option<(u8, Retention)> {
        self.retention_years.zip(self.retention)
    }

    /// A second person must approve each export.
    pub const fn requires_second_person(&self) -> bool {
        self.require_second_person
    }

    /// Each record must be signed.
    pub const fn requires_signature(&self) -> bool {
        self.require_signature
    }

    /// A written consent is asked for throughout.
    pub const fn requires_written(&self) -> bool {
        self.require_written
    }

    /// Whoever asked must take no part in the care.
    pub const fn requires_independent_collector(&self) -> bool {
        self.require_independent_collector
    }

    /// Detections can be called "not a face".
    pub const fn allows_not_a_face(&self) -> bool {
        self.allow_not_a_face
    }

    /// A second person must approve a photo in which what looks like a face stays visible as "not a face".
    pub const fn asks_second_person_of_no_face(&self) -> bool {
        self.not_a_face_second_person
    }

    /// Writing and codes must be decided whatever the channel, not only where anybody may see the copy.
    pub const fn requires_identifiers_decided(&self) -> bool {
        self.require_identifiers_decided
    }

    /// A person may say, twice, that a personal number stays visible.
    pub const fn allows_visible_numbers(&self) -> bool {
        !self.forbid_visible_numbers
    }

    /// The margin around faces in percent: what was asked for, but not less than the local rules want.
    pub fn margin_percent(&self, asked: u8) -> u8 {
        self.local_margin.map_or(asked, |least| asked.max(least))
    }

    /// The detector's threshold: what was asked for, but not more than the local rules want.
    pub fn detector_threshold(&self, asked: f32) -> f32 {
        self.max_detector_threshold.map_or(asked, |most| asked.min(most as f32))
    }

    /// The highest threshold that the local rules want.
    pub const fn max_detector_threshold(&self) -> Option<f64> {
        self.max_detector_threshold
    }

    /// The ward: what was said, but not less telling than the local rules say.
    pub fn ward(&self, said: Ward) -> Ward {
        if self.sensitive_ward { Ward::Sensitive } else { said }
    }

    pub(super) fn decided(&self) -> bool {
        self.decision.as_ref().is_some_and(|decision| decision.patient_with_consent)
    }

    /// What a rule asks for by one file on this day, purpose and channel, and the dispensation that lets it ask for
    /// less.
    pub(super) fn alone(
        &self,
        rule: &Rule,
        purpose: Purpose,
        channel: Channel,
        today: Date,
    ) -> (Outcome, Option<&Dispensation>) {
        let in_force = self.local.as_ref().is_some_and(|local| today >= local.effective_from);
        let base = match rule.decided {
            Some(after) if self.decided() && in_force && !rule.hard => after,
            Some(_) | None => rule.outcome,
        };
        let local = rule.local.map_or(base, |local| local.max(base));
        if rule.hard || !in_force {
            return (local, None);
        }
        let dispensation = self
            .dispensations
            .iter()
            .filter(|one| one.rule == rule.id && one.to < local && today <= one.valid_until)
            .filter(|one| one.purposes.as_ref().is_none_or(|list| list.contains(&purpose)))
            .filter(|one| one.channels.as_ref().is_none_or(|list| list.contains(&channel)))
            .min_by_key(|one| one.to);
        (local, dispensation)
    }

    /// SHA-256 of the rules in force, for records.
    pub fn effective_sha256(&self) -> ContentHash {
        // Both ways to make a policy seal it.
        self.sha256.unwrap_or_else(|| ContentHash::of(self.version.as_bytes()))
    }
}
