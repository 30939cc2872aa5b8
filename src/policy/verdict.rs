//! Applies the rules to a case.

use jiff::ToSpan as _;

use crate::consent::{AgeBand, Channel, Consent, ConsentState, LegalBasis, Signer, says_something};

use super::{Case, Guardians, Outcome, Policy, Reason, Rule};

/// The answer about one face. Empty reasons mean that the rules loaded here do not block it, no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The strictest outcome over all rules and channels.
    pub outcome: Outcome,
    /// The rules that ask for it.
    pub rules: Vec<String>,
    /// Why the face cannot be shown, each with what would change it.
    pub reasons: Vec<Reason>,
    /// The dispensations without which the outcome would be stricter.
    pub dispensations: Vec<String>,
}

impl Policy {
    /// The reasons why the face cannot be shown, most serious first; empty where the rules loaded here do
    /// not block it.
    pub fn blocks(&self, case: &Case<'_>) -> Vec<Reason> {
        self.verdict(case).reasons
    }

    /// What the rules say about the face.
    pub fn verdict(&self, case: &Case<'_>) -> Verdict {
        let mut verdict = Verdict {
            outcome: Outcome::Hide,
            rules: Vec::new(),
            reasons: Vec::new(),
            dispensations: Vec::new(),
        };
        if case.channels.is_empty() {
            verdict.reasons.push(Reason::ConsentChannel);
            return verdict;
        }
        let mut asked: Vec<(&Rule, Outcome)> = Vec::new();
        for channel in case.channels {
            let before = asked.len();
            for rule in self.rules().iter().filter(|rule| self.fits(rule, case, *channel)) {
                let (outcome, dispensations) = self.outcome(rule, case.purpose, *channel, case.today);
                for used in dispensations {
                    push_new(&mut verdict.dispensations, used.id.clone());
                }
                asked.push((rule, outcome));
            }
            if asked.len() == before {
                push_new(&mut verdict.reasons, Reason::NoRule);
            }
        }
        let strictest = asked.iter().map(|(_, outcome)| *outcome).max().unwrap_or(Outcome::Hide);
        verdict.outcome = if verdict.reasons.is_empty() { strictest } else { Outcome::Hide };
        for (rule, outcome) in &asked {
            if *outcome == strictest {
                push_new(&mut verdict.rules, rule.id.clone());
            }
            if *outcome == Outcome::Hide {
                let by_law = rule.outcome == Outcome::Hide;
                let reason =
                    if by_law { Reason::Rule(rule.id.clone()) } else { Reason::LocalRule(rule.id.clone()) };
                push_new(&mut verdict.reasons, reason);
            }
        }
        // A consent cannot help where a rule covers the face whatever was signed.
        if verdict.reasons.is_empty() {
            match case.consent {
                None => verdict.reasons.push(Reason::ConsentMissing),
                Some(consent) => {
                    let unmet =
                        asked.iter().flat_map(|(rule, outcome)| self.unmet(rule, *outcome, consent, case));
                    for reason in self.shortcomings(consent, case).into_iter().chain(unmet) {
                        push_new(&mut verdict.reasons, reason);
                    }
                }
            }
        }
        verdict
    }

    pub(super) fn fits(&self, rule: &Rule, case: &Case<'_>, channel: Channel) -> bool {
        fn any<T: PartialEq>(list: Option<&Vec<T>>, value: &T) -> bool {
            list.is_none_or(|list| list.contains(value))
        }
        any(rule.roles.as_ref(), &case.role)
            && any(rule.ages.as_ref(), &case.age_band)
            && any(rule.care.as_ref(), &case.care())
            && any(rule.capacity.as_ref(), &case.capacity())
            && any(rule.wards.as_ref(), &self.ward(case.ward))
            && rule.controllers.as_ref().is_none_or(|list| self.controllers().any(|one| list.contains(&one)))
            && any(rule.on.as_ref(), &channel)
            && rule.channels.is_none_or(|class| class.is(channel.class()))
            && (!rule.with_patient || case.patient_visible)
            && rule
                .circumstances
                .as_ref()
                .is_none_or(|list| case.circumstance.is_some_and(|circumstance| list.contains(&circumstance)))
    }

    fn shortcomings(&self, consent: &Consent, case: &Case<'_>) -> Vec<Reason> {
        let mut reasons = Vec::new();
        match consent.state(case.today) {
            ConsentState::Withdrawn => reasons.push(Reason::ConsentWithdrawn),
            ConsentState::Expired => reasons.push(Reason::ConsentExpired),
            ConsentState::Given | ConsentState::Renewed => {
                let years = i32::from(self.limits().max_consent_years);
                if case.today > consent.affirmed_on().saturating_add(years.years()) {
                    reasons.push(Reason::ConsentTooOld);
                }
            }
            ConsentState::Requested
            | ConsentState::Deferred
            | ConsentState::Refused
            | ConsentState::Revoked
            | ConsentState::Invalidated
            | ConsentState::Unknown => reasons.push(Reason::ConsentNotGiven),
        }
        let collection = &consent.collection;
        for (falls_short, reason) in [
            (consent.valid_from > case.today, Reason::ConsentNotYet),
            (consent.role != case.role, Reason::ConsentRole),
            (consent.age_band != case.age_band, Reason::ConsentAge),
            (!consent.purposes.contains(&case.purpose), Reason::ConsentPurpose),
            (!case.channels.iter().all(|channel| consent.channels.contains(channel)), Reason::ConsentChannel),
            (
                collection.single_photo.is_some() && collection.single_photo != case.photo,
                Reason::ConsentOtherPhoto,
            ),
            (
                self.requires_independent_collector() && collection.independent != Some(true),
                Reason::ConsentIndependent,
            ),
            (self.requires_written() && !collection.method().is_written(), Reason::ConsentWritten),
            (self.methods_removed().contains(&collection.method()), Reason::ConsentMethod),
        ] {
            if falls_short {
                reasons.push(reason);
            }
        }
        reasons
    }

    fn unmet(&self, rule: &Rule, outcome: Outcome, consent: &Consent, case: &Case<'_>) -> Vec<Reason> {
        let bases = rule.bases.as_deref().unwrap_or(&[LegalBasis::Consent]);
        let basis_serves = bases.contains(&consent.basis) && !self.bases_removed().contains(&consent.basis);
        let signed = rule.signers.iter().all(|signer| consent.signers.contains(signer))
            && rule.guardians.is_none_or(|asked| self.guardians_signed(asked, consent, case.age_band))
            && rule.min_signers.is_none_or(|least| consent.signers.len() >= usize::from(least));
        // What was recorded before a dash was refused approves nothing.
        let approved = consent.approval.as_deref().is_some_and(says_something);
        let can_be_heard = age_at_most(case.age_band) >= self.limits().heard_from;
        let mut reasons = Vec::new();
        for (unmet, reason) in [
            (!basis_serves, Reason::ConsentBasis),
            (!signed, Reason::ConsentSigner),
            (rule.written && !consent.collection.method().is_written(), Reason::ConsentWritten),
            (rule.release && !consent.collection.confidentiality_release, Reason::ConsentRelease),
            (rule.child_heard && can_be_heard && !consent.child_heard, Reason::ConsentChildHeard),
            (outcome == Outcome::ConsentAndApproval && !approved, Reason::ConsentApproval),
        ] {
            if unmet {
                reasons.push(reason);
            }
        }
        reasons
    }

    fn guardians_signed(&self, asked: Guardians, consent: &Consent, age: AgeBand) -> bool {
        let first = consent.signers.contains(&Signer::Guardian1);
        let second = consent.signers.contains(&Signer::Guardian2);
        let all = asked == Guardians::All || age_at_most(age) < self.limits().all_guardians_below;
        if all && !consent.collection.sole_custody { first && second } else { first || second }
    }
}

/// The oldest age of a band in years; an unknown age counts as the youngest.
pub(super) const fn age_at_most(age: AgeBand) -> u8 {
    match age {
        AgeBand::Age0To6 | AgeBand::Unknown => 6,
        AgeBand::Age7To11 => 11,
        AgeBand::Age12To14 => 14,
        AgeBand::Age15To17 => 17,
        AgeBand::Adult => u8::MAX,
    }
}

fn push_new<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}
