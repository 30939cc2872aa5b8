//! The rules in force in plain words: for the window, for `sladd policy show` and for the documentation.

use jiff::civil::Date;

use crate::text::{Text, harmless};

use super::{
    Class, Guardians, Local, Outcome, Policy, PolicyFile, ReviewState, Rule, Ward, citation::told,
    reason::rule_sentence,
};

/// A heading with its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What the lines are about.
    pub heading: String,
    /// The lines.
    pub lines: Vec<String>,
}

/// Everything in force, in plain words.
pub fn explain(policy: &Policy, text: &Text, today: Date) -> Vec<Section> {
    let controllers: Vec<String> = policy.controllers().map(|controller| controller.label(text)).collect();
    let mut sections = vec![Section {
        heading: format!("{} {}", policy.country().label(text), policy.version()),
        lines: vec![
            text.get("rules-not-advice"),
            text.format("rules-controller", [("controller", controllers.join(", ").into())]),
            format!("SHA-256 {}", policy.effective_sha256()),
        ],
    }];
    if !policy.files().is_empty() {
        let lines = policy.files().iter().map(|file| file_line(file, text)).collect();
        sections.push(Section { heading: text.get("rules-files"), lines });
    }
    for local in policy.locals() {
        sections.push(Section { heading: text.get("rules-local"), lines: about(local, text, today) });
    }
    if policy.locals().next().is_none() {
        sections
            .push(Section { heading: text.get("rules-local"), lines: vec![text.get("rules-local-none")] });
    } else {
        sections.push(Section { heading: text.get("rules-stricter"), lines: stricter(policy, text) });
        let exceptions = exceptions(policy, text, today);
        if !exceptions.is_empty() {
            sections.push(Section { heading: text.get("rules-dispensations"), lines: exceptions });
        }
    }
    let kept = policy.kept_sources_told(text);
    if !kept.is_empty() {
        sections.push(Section { heading: text.get("rules-kept"), lines: kept });
    }
    sections.push(Section {
        heading: text.get("rules-rules"),
        lines: policy.rules().iter().map(|rule| rule_line(rule, text)).collect(),
    });
    sections
}

/// By which road a file is in force, where it lies, and its hash.
fn file_line(file: &PolicyFile, text: &Text) -> String {
    let (source, path) = (file.source.label(text), file.path.display());
    let line = format!("{source}: {path} · {} {} · SHA-256 {}", file.policy_id, file.version, file.sha256);
    harmless(&line).into_owned()
}

fn about(local: &Local, text: &Text, today: Date) -> Vec<String> {
    let mut lines = vec![
        text.format(
            "rules-adopted",
            [
                ("id", local.policy_id.clone().into()),
                ("version", local.version.clone().into()),
                ("body", local.adopted_by.clone().into()),
                ("day", local.adopted_on.to_string().into()),
                ("from", local.effective_from.to_string().into()),
            ],
        ),
        text.format("rules-owner", [("owner", local.owner_role.clone().into())]),
        text.format(
            "rules-contacts",
            [
                ("consultant", local.contacts.local_privacy_consultant.clone().into()),
                ("mailbox", local.contacts.fallback_mailbox.clone().into()),
            ],
        ),
    ];
    if !local.contacts.breach.is_empty() {
        lines.push(text.format("rules-breach", [("who", local.contacts.breach.join(", ").into())]));
    }
    lines.extend(local.guideline_ref.iter().cloned());
    lines.extend(local.risk_basis.iter().cloned());
    lines
        .push(review_line(local.review_state(today), text).unwrap_or_else(|| {
            text.format("rules-review-by", [("day", local.review_by.to_string().into())])
        }));
    lines
}

/// The warning about a late review; `None` where there is nothing to warn of.
fn review_line(state: ReviewState, text: &Text) -> Option<String> {
    let (id, day) = match state {
        ReviewState::Current => return None,
        ReviewState::DueBy(day) => ("rules-review-due", day),
        ReviewState::LateUntil(day) => ("rules-review-late", day),
        ReviewState::Expired(day) => ("rules-review-expired", day),
    };
    Some(text.format(id, [("day", day.to_string().into())]))
}

fn stricter(policy: &Policy, text: &Text) -> Vec<String> {
    let mut lines: Vec<String> = policy
        .rules()
        .iter()
        .filter_map(|rule| {
            let local = rule.local?;
            Some(format!("{}: {}", rule.id, text.get(local.message_id())))
        })
        .collect();
    for rule in policy.rules() {
        if let Some(least) = rule.min_signers {
            let pairs = [("rule", rule.id.clone().into()), ("count", least.into())];
            lines.push(text.format("rules-min-signers", pairs));
        }
    }
    let limits = policy.limits();
    lines.push(text.format("rules-publication-days", [("days", limits.max_publication_days.into())]));
    lines.push(text.format("rules-consent-years", [("years", limits.max_consent_years.into())]));
    lines.push(text.format("rules-guardians-below", [("age", limits.all_guardians_below.into())]));
    let list = |id: &str, words: Vec<String>| {
        (!words.is_empty()).then(|| text.format(id, [("list", words.join(", ").into())]))
    };
    lines.extend(list(
        "rules-channels-removed",
        policy.channels_removed().iter().map(|channel| channel.label(text)).collect(),
    ));
    lines.extend(list(
        "rules-bases-removed",
        policy.bases_removed().iter().map(|basis| basis.label(text)).collect(),
    ));
    lines.extend(list(
        "rules-methods-removed",
        policy.methods_removed().iter().map(|method| method.label(text)).collect(),
    ));
    if let Some((years, retention)) = policy.retention() {
        let pairs = [("years", years.into()), ("what", retention.label(text).into())];
        lines.push(text.format("rules-retention", pairs));
    }
    lines.extend(list(
        "rules-looks-removed",
        policy.looks_removed().iter().map(|look| look.label(text)).collect(),
    ));
    lines.extend(list(
        "rules-default-look",
        policy.default_look().iter().map(|style| style.label(text)).collect(),
    ));
    lines.extend(list("rules-sizes", policy.sizes().iter().map(|size| size.told()).collect()));
    lines.extend(list(
        "rules-checklist",
        policy
            .checklist()
            .iter()
            .map(|item| text.get(&format!("ui-what-{}", item.word().replace('_', "-"))))
            .collect(),
    ));
    lines.extend(list("rules-caption-words", policy.caption_words().to_vec()));
    if let Some(margin) = policy.local_margin {
        lines.push(text.format("rules-margin", [("percent", margin.into())]));
    }
    if let Some(threshold) = policy.max_detector_threshold {
        lines.push(text.format("rules-threshold", [("threshold", threshold.into())]));
    }
    for (asked, id) in [
        (policy.requires_independent_collector(), "rules-independent"),
        (policy.requires_written(), "rules-written"),
        (policy.requires_second_person(), "rules-second-person"),
        (policy.requires_signature(), "rules-signature"),
        (policy.ward(Ward::Normal) == Ward::Sensitive, "rules-sensitive-ward"),
        (!policy.allows_not_a_face(), "rules-no-not-a-face"),
        (policy.asks_second_person_of_no_face(), "rules-no-face-second-person"),
        (policy.requires_identifiers_decided(), "rules-identifiers-decided"),
        (!policy.allows_visible_numbers(), "rules-no-visible-numbers"),
    ] {
        if asked {
            lines.push(text.get(id));
        }
    }
    lines
}

fn exceptions(policy: &Policy, text: &Text, today: Date) -> Vec<String> {
    let mut lines = Vec::new();
    for decision in policy.decisions().filter(|decision| decision.patient_with_consent) {
        let pairs =
            [("body", decision.decided_by.clone().into()), ("day", decision.decided_on.to_string().into())];
        let said = text.format("rules-decision", pairs);
        lines.push(if policy.decision_holds() { said } else { overruled(&said, text) });
    }
    for one in policy.dispensations() {
        let id = if one.valid_until < today { "rules-dispensation-expired" } else { "rules-dispensation" };
        let said = text.format(
            id,
            [
                ("id", one.id.clone().into()),
                ("rule", one.rule.clone().into()),
                ("outcome", text.get(one.to.message_id()).into()),
                ("authority", one.authority.clone().into()),
                ("scope", one.scope.clone().into()),
                ("day", one.valid_until.to_string().into()),
            ],
        );
        let stands = one.valid_until < today || policy.leaves_room_for(one, today);
        lines.push(if stands { said } else { overruled(&said, text) });
    }
    lines
}

/// What one file lets through and another does not.
fn overruled(said: &str, text: &Text) -> String {
    format!("{said} {}", text.get("rules-overruled"))
}

/// One rule on a line: id, what it asks for, whom it is about, why, and where it comes from.
fn rule_line(rule: &Rule, text: &Text) -> String {
    let outcome = rule.local.unwrap_or(rule.outcome).max(rule.outcome);
    let mut parts = vec![format!("{}: {}", rule.id, text.get(outcome.message_id()))];
    let about = rule.conditions(text);
    if !about.is_empty() {
        parts.push(about.join("; "));
    }
    let needs = rule.needs(text);
    if outcome != Outcome::Hide && !needs.is_empty() {
        parts.push(needs.join(", "));
    }
    // What the country lets a consent do and the organisation does not would contradict the outcome.
    let hidden_here = outcome == Outcome::Hide && rule.outcome != Outcome::Hide;
    let why = if hidden_here {
        text.format("policy-local-rule", [("rule", rule.id.clone().into())])
    } else {
        rule.sentence(text)
    };
    parts.push(format!("{why} ({})", rule.sources_told(text)));
    if rule.hard {
        parts.push(text.get("rules-hard"));
    }
    parts.join(" · ")
}

impl Rule {
    /// The reason of the rule in plain words.
    pub fn sentence(&self, text: &Text) -> String {
        rule_sentence(&self.id, text)
    }

    /// Where it comes from, each source with how it is known.
    pub fn sources_told(&self, text: &Text) -> String {
        told(&self.sources, text)
    }

    /// Whom and what the rule is about; empty where it is about everything.
    pub fn conditions(&self, text: &Text) -> Vec<String> {
        fn words<T: Copy>(list: Option<&Vec<T>>, label: impl Fn(T) -> String) -> Option<String> {
            list.map(|list| list.iter().map(|word| label(*word)).collect::<Vec<_>>().join(", "))
        }
        let class = self.channels.map(|class| match class {
            Class::Public => text.get("rules-class-public"),
            Class::Internal => text.get("rules-class-internal"),
            Class::Private => text.get("rules-class-private"),
        });
        [
            words(self.roles.as_ref(), |word| word.label(text)),
            words(self.ages.as_ref(), |word| word.label(text)),
            words(self.care.as_ref(), |word| word.label(text)),
            words(self.capacity.as_ref(), |word| word.label(text)),
            words(self.circumstances.as_ref(), |word| word.label(text)),
            words(self.controllers.as_ref(), |word| word.label(text)),
            words(self.wards.as_ref(), |_| text.get("rules-on-sensitive-ward")),
            class,
            words(self.on.as_ref(), |word| word.label(text)),
            self.with_patient.then(|| text.get("rules-with-patient")),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// What a consent must have for the rule; empty where any serves.
    pub fn needs(&self, text: &Text) -> Vec<String> {
        let mut needs: Vec<String> = self
            .signers
            .iter()
            .map(|signer| text.format("rules-signed-by", [("who", signer.label(text).into())]))
            .collect();
        for (asked, id) in [
            (self.guardians == Some(Guardians::One), "rules-guardian-one"),
            (self.guardians == Some(Guardians::All), "rules-guardians-all"),
            (self.child_heard, "rules-child-heard"),
            (self.written, "rules-in-writing"),
            (self.release, "rules-release"),
        ] {
            if asked {
                needs.push(text.get(id));
            }
        }
        let bases = self.bases.iter().flatten().map(|basis| basis.label(text)).collect::<Vec<_>>();
        if bases.len() > 1 {
            needs.push(text.format("rules-bases", [("list", bases.join(", ").into())]));
        }
        needs
    }
}

impl Policy {
    /// The names of the sources about what is kept, which decide nothing.
    pub fn kept_sources(&self) -> &[String] {
        &self.kept_sources
    }

    /// The same as they are said, each with how it is known.
    pub fn kept_sources_told(&self, text: &Text) -> Vec<String> {
        self.kept_sources.iter().map(|name| told(std::slice::from_ref(name), text)).collect()
    }

    /// The warning about a late review of the local rules; `None` where there is nothing to warn of.
    pub fn review_warning(&self, text: &Text, today: Date) -> Option<String> {
        review_line(self.review_state(today), text)
    }
}
