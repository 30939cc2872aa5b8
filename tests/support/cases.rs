//! Every combination of what the rules are asked about.

use jiff::civil::{Date, date};
use sladd::{
    consent::{
        AgeBand, Capacity, CareStatus, Channel, Circumstance, Collection, Consent, Controller, Country,
        NewConsent, Purpose, Role, Signer,
    },
    policy::{Case, Policy, Ward},
};

/// The day of all tests.
pub const TODAY: Date = date(2026, 11, 24);

/// One person on one photo for one channel.
#[derive(Debug, Clone)]
pub struct Probe {
    pub role: Role,
    pub age: AgeBand,
    pub care: Option<CareStatus>,
    pub capacity: Option<Capacity>,
    pub channel: Channel,
    pub ward: Ward,
    pub circumstance: Option<Circumstance>,
    pub with_patient: bool,
    pub controller: Controller,
}

impl Default for Probe {
    fn default() -> Self {
        Self {
            role: Role::Staff,
            age: AgeBand::Adult,
            care: None,
            capacity: None,
            channel: Channel::Intranet,
            ward: Ward::Normal,
            circumstance: None,
            with_patient: false,
            controller: Controller::HospitalRegion,
        }
    }
}

impl Probe {
    pub fn case<'a>(&'a self, consent: Option<&'a Consent>) -> Case<'a> {
        Case {
            role: self.role,
            age_band: self.age,
            care_status: self.care,
            capacity: self.capacity,
            circumstance: self.circumstance,
            ward: self.ward,
            patient_visible: self.with_patient,
            purpose: Purpose::EventReport,
            channels: std::slice::from_ref(&self.channel),
            consent,
            photo: None,
            today: TODAY,
        }
    }
}

/// A consent that says yes to everything and was signed by everybody: whatever it does not unlock, no
/// consent does.
pub fn generous(probe: &Probe) -> Consent {
    let role = if probe.role == Role::Unknown { Role::Staff } else { probe.role };
    let age_band = if probe.age == AgeBand::Unknown { AgeBand::Adult } else { probe.age };
    NewConsent {
        role,
        age_band,
        capacity: Some(Capacity::Yes),
        purposes: Purpose::ALL.to_vec(),
        channels: Channel::ALL.to_vec(),
        valid_until: date(2027, 11, 1),
        signers: Signer::ALL.to_vec(),
        form_location: "archive".to_owned(),
        approval: Some("LED-12".to_owned()),
        child_heard: true,
        collection: Collection {
            confidentiality_release: true,
            independent: Some(true),
            ..Collection::default()
        },
        ..NewConsent::default()
    }
    .into_consent(TODAY)
    .unwrap()
}

/// The rules of a country for a kind of organisation, without anything stricter.
pub fn policy_of(country: Country, controller: Controller) -> Policy {
    if controller == Controller::HospitalRegion {
        Policy::for_country(country).unwrap()
    } else {
        Policy::with_local(&local_file(country, &format!("controller = \"{controller}\"\n"), "")).unwrap()
    }
}

/// A local policy file that is in order, with these lines added at the top and at the end.
pub fn local_file(country: Country, top: &str, end: &str) -> String {
    format!(
        "{top}policy_id = \"AFD-STRICT\"\nversion = \"2\"\nbase = \"{country}\"\n\
         owner_role = \"afdelingsledelse\"\nadopted_by = \"Afdelingsledelsen\"\nadopted_on = \"2026-10-01\"\n\
         effective_from = \"2026-10-15\"\nreview_by = \"2027-10-01\"\n\
         risk_basis = \"Sengeafsnit med let genkendelige forløb\"\n\
         guideline_ref = \"Sociale medier, brug af, regional retningslinje\"\n\n\
         [contacts]\nlocal_privacy_consultant = \"persondatakonsulent@example.org\"\n\
         fallback_mailbox = \"informationssikkerhed@example.org\"\n\
         breach = [\"naermeste leder\", \"it-sikkerhed@example.org\"]\n\n{end}"
    )
}

/// Calls `check` for every combination of the inputs: 92,160 for each country.
pub fn for_all(mut check: impl FnMut(&Probe)) {
    let mut probe = Probe::default();
    let circumstances = [None, Some(Circumstance::ProtectedIdentity), Some(Circumstance::Deceased)];
    for role in Role::ALL {
        probe.role = *role;
        for age in AgeBand::ALL {
            probe.age = *age;
            for care in [None].into_iter().chain(CareStatus::ALL.iter().copied().map(Some)) {
                probe.care = care;
                for capacity in [None].into_iter().chain(Capacity::ALL.iter().copied().map(Some)) {
                    probe.capacity = capacity;
                    for channel in Channel::ALL {
                        probe.channel = *channel;
                        for ward in [Ward::Normal, Ward::Sensitive] {
                            probe.ward = ward;
                            for circumstance in circumstances {
                                probe.circumstance = circumstance;
                                for with_patient in [false, true] {
                                    probe.with_patient = with_patient;
                                    check(&probe);
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The same without circumstances, and with what nobody has said left out: 18,432 for each country.
pub fn for_most(mut check: impl FnMut(&Probe)) {
    for_all(|probe| {
        if probe.circumstance.is_none() && probe.care.is_some() && probe.capacity.is_some() {
            check(probe);
        }
    });
}
