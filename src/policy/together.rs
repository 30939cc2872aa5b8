//! Several policy files in force at once.
//!
//! Promises: whatever one of the files would block alone, all of them together block; so no file that is added
//! sets another aside. What the files say in common, the order in which they come does not change.

use jiff::civil::Date;

use crate::{
    consent::{Channel, Controller, Purpose},
    hash::ContentHash,
    redaction::Look,
};

use super::{
    Dispensation, Local, ManagementDecision, Outcome, Policy, PolicyError, PolicyFile, PolicyText,
    ReviewState, Rule,
    merge::{default_look, some_look_is_left},
    rules::Limits,
};

impl Policy {
    /// The rules of a country with those of these files over them, each as strict as the strictest file has it. A
    /// dispensation or a decision relaxes a rule only as far as every file by itself would let it.
    ///
    /// # Errors
    /// [`PolicyError`]: nothing is in force where one of the files is at fault, where they are for different
    /// countries, where two say different things of one dispensation, or where there is none.
    pub fn of_files(texts: &[PolicyText]) -> Result<Self, PolicyError> {
        let mut files: Vec<PolicyFile> = Vec::new();
        let mut parts: Vec<Self> = Vec::new();
        for text in texts {
            let part = Self::with_local(&text.text).map_err(|fault| fault.in_file(&text.path))?;
            if let (Some(first), Some(at)) = (parts.first(), files.first())
                && first.country() != part.country()
            {
                return Err(PolicyError::Countries {
                    one: at.path.display().to_string(),
                    base: first.country(),
                    other: text.path.display().to_string(),
                    asked: part.country(),
                });
            }
            let sha256 = ContentHash::of(text.text.as_bytes());
            // The same file by two roads is told twice and counts once.
            let known = files.iter().any(|file| file.sha256 == sha256);
            let (policy_id, version) = part.names().next().unwrap_or_default();
            files.push(PolicyFile {
                source: text.source,
                path: text.path.clone(),
                sha256,
                policy_id,
                version,
            });
            if !known {
                parts.push(part);
            }
        }
        let mut policy = Self::together(parts)?;
        policy.files = files;
        Ok(policy)
    }

    /// Of one policy that policy, of several a new one.
    fn together(mut parts: Vec<Self>) -> Result<Self, PolicyError> {
        let Some(first) = parts.first() else { return Err(PolicyError::Missing { key: "base".to_owned() }) };
        if parts.len() == 1 {
            return Ok(parts.remove(0));
        }
        let mut policy = Self::base(first.country())?;
        for part in &parts {
            policy.take_stricter(part)?;
        }
        some_look_is_left(&policy.looks_removed)?;
        policy.default_look =
            default_look(parts.iter().filter_map(|part| part.default_look), &policy.looks_removed);
        policy.dispensations.sort_by(|a, b| a.id.cmp(&b.id));
        // A file that names no kind of organisation means the one that counts without it: else a second file could name
        // another kind, and so take the rules of the first away.
        let mut controllers: Vec<Controller> = parts.iter().map(|part| part.controller).collect();
        controllers.sort_unstable();
        controllers.dedup();
        if let Some((one, others)) = controllers.split_first() {
            policy.controller = *one;
            policy.other_controllers = others.to_vec();
        }
        policy.parts = parts;
        policy.seal()
    }

    /// The same without these looks of covers, which IT has left out for the computer: they count like those that files
    /// remove.
    ///
    /// # Errors
    /// [`PolicyError::NoLook`] where files and computer together leave none.
    pub fn without_looks(mut self, removed: &[Look]) -> Result<Self, PolicyError> {
        if removed.iter().all(|look| self.looks_removed.contains(look)) {
            return Ok(self);
        }
        add_new(&mut self.looks_removed, removed);
        some_look_is_left(&self.looks_removed)?;
        self.default_look = self.default_look.filter(|look| self.allows_look(*look));
        self.seal()
    }

    /// Takes over what is stricter in `part`. Outcomes are not settled here: they can depend on purpose, channel
    /// and day, so [`Self::outcome`] asks every part.
    fn take_stricter(&mut self, part: &Self) -> Result<(), PolicyError> {
        for rule in &mut self.rules {
            let Some(other) = part.rule(&rule.id) else { continue };
            rule.local = rule.local.max(other.local);
            rule.min_signers = rule.min_signers.max(other.min_signers);
        }
        let Limits {
            max_publication_days,
            max_consent_years,
            all_guardians_below,
            heard_from,
            min_margin_percent,
        } = part.limits;
        let limits = &mut self.limits;
        limits.max_publication_days = limits.max_publication_days.min(max_publication_days);
        limits.max_consent_years = limits.max_consent_years.min(max_consent_years);
        limits.all_guardians_below = limits.all_guardians_below.max(all_guardians_below);
        limits.heard_from = limits.heard_from.min(heard_from);
        limits.min_margin_percent = limits.min_margin_percent.max(min_margin_percent);
        self.local_margin = self.local_margin.max(part.local_margin);
        let thresholds = [self.max_detector_threshold, part.max_detector_threshold];
        self.max_detector_threshold = thresholds.into_iter().flatten().reduce(f64::min);
        self.require_independent_collector |= part.require_independent_collector;
        self.require_written |= part.require_written;
        self.require_second_person |= part.require_second_person;
        self.require_signature |= part.require_signature;
        self.sensitive_ward |= part.sensitive_ward;
        self.allow_not_a_face &= part.allow_not_a_face;
        self.not_a_face_second_person |= part.not_a_face_second_person;
        self.require_identifiers_decided |= part.require_identifiers_decided;
        self.forbid_visible_numbers |= part.forbid_visible_numbers;
        self.sizes.take_stricter(&part.sizes);
        add_new(&mut self.channels_removed, &part.channels_removed);
        add_new(&mut self.bases_removed, &part.bases_removed);
        add_new(&mut self.methods_removed, &part.methods_removed);
        let years = [self.retention_years, part.retention_years];
        self.retention_years = years.into_iter().flatten().min();
        self.retention = self.retention.max(part.retention);
        add_new(&mut self.looks_removed, &part.looks_removed);
        add_new(&mut self.checklist, &part.checklist);
        add_new(&mut self.caption_words, &part.caption_words);
        for dispensation in &part.dispensations {
            match self.dispensations.iter().find(|known| known.id == dispensation.id) {
                None => self.dispensations.push(dispensation.clone()),
                Some(known) if known == dispensation => {}
                // A record names a dispensation by its id alone.
                Some(_) => return Err(PolicyError::TwoMeanings { id: dispensation.id.clone() }),
            }
        }
        Ok(())
    }

    /// The policies of the files, each alone; this one where there is one file or none.
    pub(super) fn each(&self) -> &[Self] {
        if self.parts.is_empty() { std::slice::from_ref(self) } else { &self.parts }
    }

    /// Who answers for the local rules, for every file in force; empty where the country's rules stand alone.
    pub fn locals(&self) -> impl Iterator<Item = &Local> {
        self.each().iter().filter_map(|part| part.local.as_ref())
    }

    /// Id and version of every file in force, each pair once.
    pub fn names(&self) -> impl Iterator<Item = (String, String)> {
        let mut names: Vec<(String, String)> = Vec::new();
        for local in self.locals() {
            let name = (local.policy_id.clone(), local.version.clone());
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names.into_iter()
    }

    /// Id and version for a record, whose fields are short: those of all files, or of the first with the number of
    /// the others. Which files they are, the hash of the rules tells, and the ledger in full.
    pub fn name_in_records(&self) -> Option<(String, String)> {
        let (ids, versions): (Vec<String>, Vec<String>) = self.names().unzip();
        Some((one_line(&ids, MAX_ID)?, one_line(&versions, MAX_VERSION)?))
    }

    /// The files in force; empty where the country's rules stand alone, or where the rules were not read of files.
    pub fn files(&self) -> &[PolicyFile] {
        &self.files
    }

    /// The kinds of organisation that the files name; every rule for one of them holds.
    pub fn controllers(&self) -> impl Iterator<Item = Controller> {
        std::iter::once(self.controller).chain(self.other_controllers.iter().copied())
    }

    /// Whether the local rules were looked at in time: of several files the latest in its review decides.
    pub fn review_state(&self, today: Date) -> ReviewState {
        let states = self.locals().map(|local| local.review_state(today));
        states.reduce(ReviewState::worse).unwrap_or(ReviewState::Current)
    }

    /// What management has decided about patients, for every file that says so.
    pub fn decisions(&self) -> impl Iterator<Item = &ManagementDecision> {
        let mut decisions: Vec<&ManagementDecision> = Vec::new();
        for decision in self.each().iter().filter_map(|part| part.decision.as_ref()) {
            if !decisions.contains(&decision) {
                decisions.push(decision);
            }
        }
        decisions.into_iter()
    }

    /// True where no file in force leaves the decision out.
    pub fn decision_holds(&self) -> bool {
        self.each().iter().all(Self::decided)
    }

    /// What a rule asks for on this day, purpose and channel, with the dispensations that it owes it to: what the
    /// strictest file asks for, each taken by itself.
    pub(super) fn outcome(
        &self,
        rule: &Rule,
        purpose: Purpose,
        channel: Channel,
        today: Date,
    ) -> (Outcome, Vec<&Dispensation>) {
        let alone: Vec<(Outcome, Option<&Dispensation>)> = self
            .each()
            .iter()
            .filter_map(|part| Some(part.alone(part.rule(&rule.id)?, purpose, channel, today)))
            .collect();
        let relaxed = |(plain, one): &(Outcome, Option<&Dispensation>)| one.map_or(*plain, |one| one.to);
        let strictest = alone.iter().map(relaxed).max().unwrap_or(Outcome::Hide);
        // A dispensation that another file leaves no room for was not relied on.
        let used = alone.into_iter().filter(|(plain, _)| *plain > strictest).filter_map(|(_, one)| one);
        (strictest, used.collect())
    }

    /// True where the other files in force let a dispensation have its way for any of the purposes and channels that
    /// it is for.
    pub fn leaves_room_for(&self, dispensation: &Dispensation, today: Date) -> bool {
        let Some(rule) = self.rule(&dispensation.rule) else { return false };
        // What begins later than today is not overruled for that.
        let day = self.locals().map(|local| local.effective_from).fold(today, Date::max);
        if self.parts.is_empty() || day > dispensation.valid_until {
            return true;
        }
        let chosen = |purpose: &Purpose, channel: &Channel| {
            dispensation.purposes.as_ref().is_none_or(|list| list.contains(purpose))
                && dispensation.channels.as_ref().is_none_or(|list| list.contains(channel))
        };
        Purpose::ALL.iter().any(|purpose| {
            Channel::ALL.iter().any(|channel| {
                chosen(purpose, channel) && self.outcome(rule, *purpose, *channel, day).0 <= dispensation.to
            })
        })
    }
}

/// Longest id and version in a record (`assets/schema`).
const MAX_ID: usize = 60;
const MAX_VERSION: usize = 20;

fn one_line(words: &[String], most: usize) -> Option<String> {
    let whole = words.join(" + ");
    if whole.chars().count() <= most {
        return words.first().map(|_| whole);
    }
    let more = format!(" +{}", words.len().saturating_sub(1));
    let first: String = words.first()?.chars().take(most.saturating_sub(more.len())).collect();
    Some(first + &more)
}

fn add_new<T: Ord + Clone>(list: &mut Vec<T>, more: &[T]) {
    list.extend_from_slice(more);
    list.sort_unstable();
    list.dedup();
}
