//! Lays a local policy over the rules of its country. Whatever relaxes anything refuses the whole file.

use jiff::{ToSpan as _, civil::Date};

use crate::{
    consent::{names, personal_number},
    detection::DetectorOptions,
    redaction::{Look, Style},
};

use super::{
    Contacts, Dispensation, Outcome, PolicyError,
    effective::{Local, Policy},
    local::{LocalFile, Retention, Tighten},
    rules::Rule,
};

/// A local policy holds for a year at most before it is looked at again (domain rule S22).
const REVIEW_MONTHS: i8 = 12;
/// The longest time that a late review can be waited for.
const MAX_GRACE_DAYS: u16 = 90;
/// The longest time after which something must become of a consent; a longer one is a slip of the finger.
const MAX_RETENTION_YEARS: u8 = 30;

pub(super) fn merge(mut policy: Policy, file: LocalFile) -> Result<Policy, PolicyError> {
    let local = local(&file)?;
    tighten(&mut policy, &file.tighten)?;
    policy.default_look = file.default_look;
    if let Some(look) = file.default_look.filter(|look| !policy.allows_look(*look)) {
        return Err(PolicyError::Value { key: "default_look".to_owned(), value: look.full_word() });
    }
    for dispensation in &file.dispensations {
        check_dispensation(&policy, dispensation, &local)?;
    }
    if let Some(decision) = &file.decision {
        no_person("decision.decided_by", &decision.decided_by)?;
        filled("decision.decided_by", Some(&decision.decided_by))?;
        if decision.patient_with_consent && !policy.rules.iter().any(|rule| rule.decided.is_some()) {
            // Where the country does not leave it to management, the decision would relax a rule.
            return Err(PolicyError::Relaxes {
                key: "decision.patient_with_consent".to_owned(),
                asked: "true".to_owned(),
                base: policy.country().word().to_owned(),
            });
        }
        if decision.decided_on > local.effective_from {
            return Err(day("decision.decided_on", decision.decided_on));
        }
    }
    policy.controller = file.controller.unwrap_or(policy.controller);
    policy.sizes = file.sizes;
    policy.decision = file.decision;
    policy.dispensations = file.dispensations;
    policy.local = Some(local);
    policy.seal()
}

fn filled(key: &str, value: Option<&String>) -> Result<String, PolicyError> {
    let text = value.map(|value| value.trim().to_owned()).unwrap_or_default();
    if text.is_empty() { Err(PolicyError::Missing { key: key.to_owned() }) } else { Ok(text) }
}

fn day(key: &str, day: Date) -> PolicyError {
    PolicyError::Day { key: key.to_owned(), day }
}

/// Functions and bodies stand in a policy, never people.
fn no_person(key: &str, text: &str) -> Result<(), PolicyError> {
    if personal_number::is_in(text) || names::is_in(text) {
        Err(PolicyError::Personal { key: key.to_owned() })
    } else {
        Ok(())
    }
}

fn at_most(key: &str, text: &str, most: usize) -> Result<(), PolicyError> {
    if text.chars().count() > most {
        Err(PolicyError::Value { key: key.to_owned(), value: text.chars().take(most).collect() })
    } else {
        Ok(())
    }
}

fn local(file: &LocalFile) -> Result<Local, PolicyError> {
    let missing = |key: &str| PolicyError::Missing { key: key.to_owned() };
    let contacts = file.contacts.as_ref().ok_or_else(|| missing("contacts"))?;
    let local = Local {
        policy_id: filled("policy_id", file.policy_id.as_ref())?,
        version: filled("version", file.version.as_ref())?,
        owner_role: filled("owner_role", file.owner_role.as_ref())?,
        adopted_by: filled("adopted_by", file.adopted_by.as_ref())?,
        adopted_on: file.adopted_on.ok_or_else(|| missing("adopted_on"))?,
        effective_from: file.effective_from.ok_or_else(|| missing("effective_from"))?,
        review_by: file.review_by.ok_or_else(|| missing("review_by"))?,
        grace_days: file.grace_days,
        risk_basis: file.risk_basis.clone(),
        guideline_ref: file.guideline_ref.clone(),
        contacts: Contacts {
            local_privacy_consultant: filled(
                "contacts.local_privacy_consultant",
                contacts.local_privacy_consultant.as_ref(),
            )?,
            fallback_mailbox: filled("contacts.fallback_mailbox", contacts.fallback_mailbox.as_ref())?,
            breach: contacts.breach.clone(),
        },
    };
    at_most("policy_id", &local.policy_id, 60)?;
    at_most("version", &local.version, 20)?;
    for (key, text) in [
        ("policy_id", Some(&local.policy_id)),
        ("owner_role", Some(&local.owner_role)),
        ("adopted_by", Some(&local.adopted_by)),
        ("risk_basis", local.risk_basis.as_ref()),
        ("guideline_ref", local.guideline_ref.as_ref()),
        ("contacts.local_privacy_consultant", Some(&local.contacts.local_privacy_consultant)),
        ("contacts.fallback_mailbox", Some(&local.contacts.fallback_mailbox)),
    ] {
        text.map_or(Ok(()), |text| no_person(key, text))?;
    }
    for recipient in &local.contacts.breach {
        no_person("contacts.breach", recipient)?;
    }
    if local.adopted_on > local.effective_from {
        return Err(day("adopted_on", local.adopted_on));
    }
    let latest = local.effective_from.saturating_add(i32::from(REVIEW_MONTHS).months());
    if local.review_by < local.effective_from || local.review_by > latest {
        return Err(day("review_by", local.review_by));
    }
    if local.grace_days > MAX_GRACE_DAYS {
        return Err(relaxes("grace_days", local.grace_days, MAX_GRACE_DAYS));
    }
    Ok(local)
}

#[expect(clippy::needless_pass_by_value, reason = "numbers and words, written once into a fault")]
fn relaxes(key: &str, asked: impl ToString, base: impl ToString) -> PolicyError {
    PolicyError::Relaxes { key: key.to_owned(), asked: asked.to_string(), base: base.to_string() }
}

fn rule_mut<'a>(policy: &'a mut Policy, key: &str, id: &str) -> Result<&'a mut Rule, PolicyError> {
    policy
        .rules
        .iter_mut()
        .find(|rule| rule.id == id)
        .ok_or_else(|| PolicyError::NoSuchRule { key: key.to_owned() })
}

fn tighten(policy: &mut Policy, asked: &Tighten) -> Result<(), PolicyError> {
    for (id, outcome) in &asked.rules {
        let key = format!("tighten.rules.{id}");
        let rule = rule_mut(policy, &key, id)?;
        let outcome = Outcome::from(*outcome);
        if outcome < rule.outcome {
            return Err(relaxes(&key, outcome.word(), rule.outcome.word()));
        }
        if outcome > rule.outcome || rule.decided.is_some() {
            rule.local = Some(outcome);
        }
    }
    for (id, signers) in &asked.min_signers {
        let key = format!("tighten.min_signers.{id}");
        let rule = rule_mut(policy, &key, id)?;
        let base = rule.signers.len() as u8 + u8::from(rule.guardians.is_some());
        if *signers < base {
            return Err(relaxes(&key, signers, base));
        }
        if *signers > 4 {
            return Err(PolicyError::Value { key, value: signers.to_string() });
        }
        rule.min_signers = Some(*signers);
    }
    let limits = &mut policy.limits;
    falls("tighten.max_publication_days", asked.max_publication_days, &mut limits.max_publication_days)?;
    falls("tighten.max_consent_years", asked.max_consent_years, &mut limits.max_consent_years)?;
    rises("tighten.all_guardians_below", asked.all_guardians_below, &mut limits.all_guardians_below)?;
    if !matches!(limits.all_guardians_below, 15 | 18) {
        // Ages are known in bands only.
        return Err(PolicyError::Value {
            key: "tighten.all_guardians_below".to_owned(),
            value: limits.all_guardians_below.to_string(),
        });
    }
    if let Some(margin) = asked.min_margin_percent {
        rises("tighten.min_margin_percent", Some(margin), &mut limits.min_margin_percent)?;
        if margin > 100 {
            return Err(PolicyError::Value {
                key: "tighten.min_margin_percent".to_owned(),
                value: margin.to_string(),
            });
        }
        policy.local_margin = Some(margin);
    }
    if let Some(threshold) = asked.max_detector_threshold {
        let key = "tighten.max_detector_threshold";
        let usual = f64::from(DetectorOptions::default().threshold);
        if !(0.0..=1.0).contains(&threshold) {
            return Err(PolicyError::Value { key: key.to_owned(), value: threshold.to_string() });
        }
        // The usual threshold is a 32-bit number: 0.35 is a little more as a 64-bit one.
        if threshold > usual + 1e-6 {
            return Err(relaxes(key, threshold, format!("{usual:.2}")));
        }
        policy.max_detector_threshold = Some(threshold);
    }
    policy.require_independent_collector = asked.require_independent_collector.unwrap_or(false);
    policy.require_written = asked.require_written.unwrap_or(false);
    policy.require_second_person = asked.require_second_person.unwrap_or(false);
    policy.require_signature = asked.require_signature.unwrap_or(false);
    policy.sensitive_ward = asked.sensitive_ward.unwrap_or(false);
    policy.allow_not_a_face = asked.allow_not_a_face.unwrap_or(true);
    policy.not_a_face_second_person = asked.not_a_face_second_person.unwrap_or(false);
    policy.require_identifiers_decided = asked.require_identifiers_decided.unwrap_or(false);
    policy.forbid_visible_numbers = asked.allow_visible_numbers == Some(false);
    policy.channels_removed = sorted(&asked.channels_removed);
    policy.bases_removed = sorted(&asked.bases_removed);
    policy.methods_removed = sorted(&asked.methods_removed);
    policy.looks_removed = sorted(&asked.looks_removed);
    if asked.retention.is_some() && asked.retention_years.is_none() {
        return Err(PolicyError::Missing { key: "tighten.retention_years".to_owned() });
    }
    if let Some(years) = asked.retention_years {
        if !(1..=MAX_RETENTION_YEARS).contains(&years) {
            return Err(PolicyError::Value {
                key: "tighten.retention_years".to_owned(),
                value: years.to_string(),
            });
        }
        policy.retention_years = Some(years);
        policy.retention = Some(asked.retention.unwrap_or(Retention::Archive));
    }
    some_look_is_left(&policy.looks_removed)?;
    policy.checklist = sorted(&asked.checklist_added);
    for word in &asked.caption_words {
        let word = word.trim();
        if word.is_empty() {
            return Err(PolicyError::Missing { key: "tighten.caption_words".to_owned() });
        }
        no_person("tighten.caption_words", word)?;
        policy.caption_words.push(word.to_owned());
    }
    policy.caption_words.sort();
    policy.caption_words.dedup();
    Ok(())
}

/// # Errors
/// [`PolicyError::NoLook`] where every look is removed: nothing could be covered.
pub(super) fn some_look_is_left(removed: &[Look]) -> Result<(), PolicyError> {
    let is_left = Look::ALL.iter().any(|look| !removed.contains(look));
    if is_left { Ok(()) } else { Err(PolicyError::NoLook) }
}

/// The look that rules name where several files name one: of those that are allowed the one that leaves least to be seen.
pub(super) fn default_look(named: impl Iterator<Item = Style>, removed: &[Look]) -> Option<Style> {
    named.filter(|style| !removed.contains(&style.look())).max()
}

fn sorted<T: Ord + Copy>(words: &[T]) -> Vec<T> {
    let mut words = words.to_vec();
    words.sort_unstable();
    words.dedup();
    words
}

fn falls<T: PartialOrd + ToString + Copy + From<u8>>(
    key: &str,
    asked: Option<T>,
    limit: &mut T,
) -> Result<(), PolicyError> {
    let Some(asked) = asked else { return Ok(()) };
    if asked > *limit {
        return Err(relaxes(key, asked, *limit));
    }
    if asked < T::from(1) {
        return Err(PolicyError::Value { key: key.to_owned(), value: asked.to_string() });
    }
    *limit = asked;
    Ok(())
}

fn rises<T: PartialOrd + ToString + Copy>(
    key: &str,
    asked: Option<T>,
    limit: &mut T,
) -> Result<(), PolicyError> {
    let Some(asked) = asked else { return Ok(()) };
    if asked < *limit {
        return Err(relaxes(key, asked, *limit));
    }
    *limit = asked;
    Ok(())
}

fn check_dispensation(policy: &Policy, asked: &Dispensation, local: &Local) -> Result<(), PolicyError> {
    let key = |field: &str| format!("dispensations.{}.{field}", asked.id);
    for (field, text, most) in
        [("authority", &asked.authority, 80), ("scope", &asked.scope, 200), ("rule", &asked.rule, 24)]
    {
        filled(&key(field), Some(text))?;
        no_person(&key(field), text)?;
        at_most(&key(field), text, most)?;
    }
    // The shape that the sidecar's schema asks of references.
    let shaped = (6..=40).contains(&asked.id.len())
        && asked.id.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-')
        && asked.id.bytes().any(|byte| byte.is_ascii_uppercase())
        && !asked.id.starts_with('-')
        && !personal_number::is_in(&asked.id);
    if !shaped {
        return Err(PolicyError::Value { key: "dispensations.id".to_owned(), value: asked.id.clone() });
    }
    let rule = policy
        .rules
        .iter()
        .find(|rule| rule.id == asked.rule)
        .ok_or_else(|| PolicyError::NoSuchRule { key: key("rule") })?;
    if rule.hard {
        return Err(PolicyError::Hard { key: key("rule") });
    }
    if asked.valid_until < local.adopted_on {
        return Err(day(&key("valid_until"), asked.valid_until));
    }
    Ok(())
}
