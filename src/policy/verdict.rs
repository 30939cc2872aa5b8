//! Applies the rules to a case.

use crate::consent::{AgeBand, Capacity, CareStatus, Channel, Consent, ConsentState, LegalBasis};

use super::{Case, Outcome, Policy, Reason, Rule};

impl Policy {
    /// The reasons why the face cannot be shown, most serious first; empty where the rules loaded here do
    /// not block it.
    pub fn blocks(&self, case: &Case<'_>) -> Vec<Reason> {
        let mut reasons = Vec::new();
        if case.channels.is_empty() {
            return vec![Reason::ConsentChannel];
        }
        let mut needed: Vec<&Rule> = Vec::new();
        for channel in case.channels {
            let fitting: Vec<&Rule> = self.rules().iter().filter(|rule| fits(rule, case, *channel)).collect();
            if fitting.is_empty() {
                reasons.push(Reason::NoRule);
            }
            for rule in fitting {
                if rule.outcome == Outcome::Hide {
                    reasons.push(Reason::Rule(rule.id.clone()));
                } else if !needed.contains(&rule) {
                    needed.push(rule);
                }
            }
        }
        // A consent cannot help where a rule covers the face whatever was signed.
        if reasons.is_empty() {
            match case.consent {
                None => reasons.push(Reason::ConsentMissing),
                Some(consent) => {
                    reasons.extend(shortcomings(consent, case));
                    for rule in needed {
                        reasons.extend(unmet(rule, consent, case));
                    }
                }
            }
        }
        let mut seen = Vec::new();
        reasons.retain(|reason| {
            let is_new = !seen.contains(reason);
            if is_new {
                seen.push(reason.clone());
            }
            is_new
        });
        reasons
    }
}

/// What is known of the person: what the photo's reviewer says, else what the consent says, else the
/// strictest.
fn capacity(case: &Case<'_>) -> Capacity {
    case.capacity.or(case.consent.map(|consent| consent.capacity)).unwrap_or(Capacity::Yes)
}

fn care(case: &Case<'_>) -> CareStatus {
    case.care_status.or(case.consent.and_then(|consent| consent.care_status)).unwrap_or(CareStatus::Ongoing)
}

fn fits(rule: &Rule, case: &Case<'_>, channel: Channel) -> bool {
    let any = |fits: Option<bool>| fits.unwrap_or(true);
    any(rule.roles.as_ref().map(|roles| roles.contains(&case.role)))
        && any(rule.ages.as_ref().map(|ages| ages.contains(&case.age_band)))
        && any(rule.care.as_ref().map(|states| states.contains(&care(case))))
        && any(rule.capacity.as_ref().map(|states| states.contains(&capacity(case))))
        && any(rule.wards.as_ref().map(|wards| wards.contains(&case.ward)))
        && any(rule.channels.map(|class| class.is(channel.class())))
}

fn shortcomings(consent: &Consent, case: &Case<'_>) -> Vec<Reason> {
    let mut reasons = Vec::new();
    match consent.state(case.today) {
        ConsentState::Withdrawn => reasons.push(Reason::ConsentWithdrawn),
        ConsentState::Expired => reasons.push(Reason::ConsentExpired),
        ConsentState::Given | ConsentState::Renewed => {}
    }
    if consent.valid_from > case.today {
        reasons.push(Reason::ConsentNotYet);
    }
    if consent.role != case.role {
        reasons.push(Reason::ConsentRole);
    }
    if consent.age_band != case.age_band {
        reasons.push(Reason::ConsentAge);
    }
    if !consent.purposes.contains(&case.purpose) {
        reasons.push(Reason::ConsentPurpose);
    }
    if !case.channels.iter().all(|channel| consent.channels.contains(channel)) {
        reasons.push(Reason::ConsentChannel);
    }
    reasons
}

fn unmet(rule: &Rule, consent: &Consent, case: &Case<'_>) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let bases = rule.bases.as_deref().unwrap_or(&[LegalBasis::Consent]);
    if !bases.contains(&consent.basis) {
        reasons.push(Reason::ConsentBasis);
    }
    if !rule.signers.iter().all(|signer| consent.signers.contains(signer)) {
        reasons.push(Reason::ConsentSigner);
    }
    // Children are heard from 7 on (Norway, barnelova; used for all three).
    let can_be_heard = case.age_band != AgeBand::Age0To6;
    if rule.child_heard && can_be_heard && !consent.child_heard {
        reasons.push(Reason::ConsentChildHeard);
    }
    if rule.outcome == Outcome::ConsentAndApproval && consent.approval.is_none() {
        reasons.push(Reason::ConsentApproval);
    }
    reasons
}
