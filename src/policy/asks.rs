//! What the rules will ask of a consent, before there is one: so that an entry form asks for that and no more.

use crate::consent::{Channel, LegalBasis, Method, Signer};

use super::{Case, Guardians, Outcome, Policy, Reason, verdict::age_at_most};

/// What a consent needs in order to serve for such a person, over all channels of the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asks {
    /// Why the face is covered whatever is signed; empty where a consent can serve.
    pub covered_by: Vec<Reason>,
    /// Who must have signed, beside holders of custody.
    pub signers: Vec<Signer>,
    /// Holders of custody who must have signed.
    pub guardians: Option<Guardians>,
    /// The child must have been heard.
    pub child_heard: bool,
    /// It must be in writing.
    pub written: bool,
    /// The ways of giving it that serve: where it must be in writing, those that can be read later, and never one that the
    /// organisation has taken out.
    pub methods: Vec<Method>,
    /// The staff must have been released from confidentiality.
    pub release: bool,
    /// The reference of an approval is needed.
    pub approval: bool,
    /// Whoever asked must take no part in the person's care.
    pub independent: bool,
    /// The legal bases that serve, consent among them unless the organisation has removed it.
    pub bases: Vec<LegalBasis>,
}

impl Policy {
    /// What a consent to this case needs. The case's own consent does not matter. What a rule that covers the
    /// face would ask after a dispensation, or once management has decided, is among it: such a consent may be
    /// recorded in time.
    pub fn asks(&self, case: &Case<'_>) -> Asks {
        let case = Case { consent: None, ..*case };
        let covered_by = self.blocks(&case).into_iter().filter(|reason| *reason != Reason::ConsentMissing);
        let mut asks = Asks {
            covered_by: covered_by.collect(),
            signers: Vec::new(),
            guardians: None,
            child_heard: false,
            written: self.requires_written(),
            methods: Vec::new(),
            release: false,
            approval: false,
            independent: self.requires_independent_collector(),
            bases: LegalBasis::ALL.to_vec(),
        };
        let can_be_heard = age_at_most(case.age_band) >= self.limits().heard_from;
        let young = age_at_most(case.age_band) < self.limits().all_guardians_below;
        for channel in case.channels {
            for rule in self.rules().iter().filter(|rule| self.fits(rule, &case, *channel)) {
                let (outcome, _) = self.outcome(rule, case.purpose, *channel, case.today);
                for signer in &rule.signers {
                    if !asks.signers.contains(signer) {
                        asks.signers.push(*signer);
                    }
                }
                let guardians = rule.guardians.map(|asked| if young { Guardians::All } else { asked });
                asks.guardians = asks.guardians.max(guardians);
                asks.child_heard |= rule.child_heard && can_be_heard;
                asks.written |= rule.written;
                asks.release |= rule.release;
                asks.approval |= outcome == Outcome::ConsentAndApproval;
                if outcome != Outcome::Hide {
                    let serve = rule.bases.as_deref().unwrap_or(&[LegalBasis::Consent]);
                    asks.bases.retain(|basis| serve.contains(basis));
                }
            }
        }
        // Where nothing but covering fits, no basis was narrowed; only consent is worth offering then.
        if !asks.covered_by.is_empty() || case.channels.is_empty() {
            asks.bases.retain(|basis| *basis == LegalBasis::Consent);
        }
        asks.bases.retain(|basis| !self.bases_removed().contains(basis));
        let serves = |method: &Method| {
            !self.methods_removed().contains(method) && (!asks.written || method.is_written())
        };
        asks.methods = Method::ALL.iter().copied().filter(serves).collect();
        asks
    }

    /// The channels to which something may go at all.
    pub fn channels(&self) -> Vec<Channel> {
        Channel::ALL.iter().copied().filter(|channel| !self.channels_removed().contains(channel)).collect()
    }
}
