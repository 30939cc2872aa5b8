//! The closed lists of words. Each has one spelling, used in files, JSON, options and the database.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A word that is not in the list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown word {word:?}: expected one of {expected}")]
pub struct UnknownWord {
    /// What was given.
    pub word: String,
    /// The words of the list, separated by commas.
    pub expected: String,
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant,)* }

        impl $name {
            /// Every word of the list, in the order in which a person should see them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The word as written in files, options and records.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.word())
            }
        }

        impl FromStr for $name {
            type Err = UnknownWord;

            fn from_str(text: &str) -> Result<Self, UnknownWord> {
                Self::ALL.iter().copied().find(|item| item.word() == text).ok_or_else(|| UnknownWord {
                    word: text.to_owned(),
                    expected: [$($word),*].join(", "),
                })
            }
        }
    };
}

words! {
    /// Whose rules apply.
    Country {
        /// Denmark.
        Dk = "DK",
        /// Norway.
        No = "NO",
        /// Sweden.
        Se = "SE",
    }
}

words! {
    /// What the depicted person is in this photo.
    Role {
        /// A patient of a hospital or clinic.
        Patient = "patient",
        /// Borger, bruker, brukare; residents of a nursing home among them.
        CareRecipient = "care_recipient",
        /// Relatives and visitors, the family of staff among them.
        RelativeVisitor = "relative_visitor",
        /// Employees.
        Staff = "staff",
        /// Students and trainees.
        StudentTrainee = "student_trainee",
        /// Volunteers.
        Volunteer = "volunteer",
        /// Somebody invited in an official role.
        InvitedPublicPerson = "invited_public_person",
        /// Nobody has said who this is. Can never be kept.
        Unknown = "unknown",
    }
}

words! {
    /// Age in bands; a date of birth is never asked for.
    AgeBand {
        /// Up to 6 years.
        Age0To6 = "0-6",
        /// 7 to 11 years.
        Age7To11 = "7-11",
        /// 12 to 14 years.
        Age12To14 = "12-14",
        /// 15 to 17 years.
        Age15To17 = "15-17",
        /// 18 years or more.
        Adult = "18+",
        /// Not known: treated as the youngest.
        Unknown = "unknown",
    }
}

words! {
    /// Where a patient or care recipient stands in the course of care.
    CareStatus {
        /// In care now; residents always are.
        Ongoing = "ongoing",
        /// Control visits.
        FollowUp = "follow_up",
        /// Care has ended.
        Concluded = "concluded",
    }
}

words! {
    /// Whether the person can decide about this consent alone.
    Capacity {
        /// The person can consent.
        Yes = "yes",
        /// The person cannot consent.
        No = "no",
        /// There is doubt.
        Uncertain = "uncertain",
        /// A representative appointed by court, with a mandate that covers it.
        Represented = "represented",
    }
}

words! {
    /// Where the copy is to be shown.
    Channel {
        /// Social media, closed groups included.
        SocialMedia = "social_media",
        /// The public web site.
        PublicWeb = "public_web",
        /// Given to the press.
        Press = "press",
        /// Posters and leaflets.
        PrintPublic = "print_public",
        /// Screens in corridors and waiting rooms.
        ScreenPublic = "screen_public",
        /// Paid advertisements.
        PaidAdvert = "paid_advert",
        /// The intranet.
        Intranet = "intranet",
        /// A meeting among colleagues.
        InternalMeeting = "internal_meeting",
    }
}

words! {
    /// What the copy is for.
    Purpose {
        /// Informing the public.
        PublicInformation = "public_information",
        /// Finding staff.
        Recruitment = "recruitment",
        /// Telling of an event.
        EventReport = "event_report",
        /// Teaching.
        Education = "education",
        /// Informing colleagues.
        InternalInformation = "internal_information",
        /// Press work.
        Press = "press",
    }
}

words! {
    /// Who has signed a consent.
    Signer {
        /// The depicted person.
        SelfSigned = "self",
        /// The first holder of custody.
        Guardian1 = "guardian_1",
        /// The second holder of custody.
        Guardian2 = "guardian_2",
        /// A representative appointed by court.
        LegalRepresentative = "legal_representative",
    }
}

words! {
    /// On what the organisation relies when it shows the person.
    LegalBasis {
        /// Consent: GDPR Art. 6(1)(a), and 9(2)(a) where the picture tells of care.
        Consent = "consent",
        /// A task in the public interest, Art. 6(1)(e), with a record that the person was asked and agreed.
        PublicTaskAgreed = "public_task_agreed",
    }
}

words! {
    /// What kind of organisation answers for the copies.
    Controller {
        /// A hospital or region.
        HospitalRegion = "hospital_region",
        /// A municipality.
        Municipality = "municipality",
        /// A private provider of health or social care.
        PrivateProvider = "private_provider",
    }
}

words! {
    /// Something about the person that decides by itself. It is asked about, acted on, and never stored.
    Circumstance {
        /// The person's identity or address is protected.
        ProtectedIdentity = "protected_identity",
        /// The person has died.
        Deceased = "deceased",
    }
}

words! {
    /// How a consent was expressed.
    Method {
        /// On paper, with a signature.
        PaperSigned = "paper_signed",
        /// By e-mail: in writing, and nobody has signed.
        EmailWritten = "email",
        /// With a digital signature.
        DigitalSigned = "digital_signed",
        /// Spoken, and filmed.
        Video = "video",
        /// Orally, with a witness.
        OralWitnessed = "oral_witnessed",
    }
}

impl Method {
    /// The words of a list for some of them (`paper`, `digital`), beside those of records, and what people say.
    pub const PRACTICE: &'static [(&'static [&'static str], Self)] = &[
        (
            &["paper", "papir", "papper", "på papir", "på papper", "blanket", "skema", "skjema", "blankett"],
            Self::PaperSigned,
        ),
        (&["email", "e-mail", "mail", "e-post", "epost", "mejl"], Self::EmailWritten),
        (
            &["digital", "digitalt", "mitid", "nemid", "bankid", "e-legitimation", "e-underskrift"],
            Self::DigitalSigned,
        ),
        (&["video", "film", "på video", "på film"], Self::Video),
        (
            &["oral", "mundtligt", "muntlig", "muntligt", "mundtligt med vidne", "muntlig med vitne"],
            Self::OralWitnessed,
        ),
    ];

    /// True where the words of the consent can be read later: a written statement, also by electronic means (GDPR recital 32).
    pub const fn is_written(self) -> bool {
        match self {
            Self::PaperSigned | Self::EmailWritten | Self::DigitalSigned => true,
            Self::Video | Self::OralWitnessed => false,
        }
    }

    /// The method of a word of a record, or of a list.
    ///
    /// # Errors
    /// [`UnknownWord`].
    pub fn of_practice(word: &str) -> Result<Self, UnknownWord> {
        match word {
            "paper" => Ok(Self::PaperSigned),
            "digital" => Ok(Self::DigitalSigned),
            "oral" => Ok(Self::OralWitnessed),
            other => other.parse(),
        }
    }
}

impl Country {
    /// The zone in which the country's days begin and end, by rules that are compiled in. All three have had the same
    /// time since 1980, so choosing another country moves no day.
    pub fn time_zone(self) -> jiff::tz::TimeZone {
        zone(self)
    }
}

fn zone(country: Country) -> jiff::tz::TimeZone {
    match country {
        Country::Dk => jiff::tz::get!("Europe/Copenhagen"),
        Country::No => jiff::tz::get!("Europe/Oslo"),
        Country::Se => jiff::tz::get!("Europe/Stockholm"),
    }
}

/// Whether a channel reaches the public or colleagues only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChannelClass {
    /// Anybody may see it.
    Public,
    /// Colleagues only; still a disclosure, to people who know each other.
    Internal,
}

impl Channel {
    /// Closed groups count as social media, and corridor screens as public (domain rules S18, 2.1).
    pub const fn class(self) -> ChannelClass {
        match self {
            Self::Intranet | Self::InternalMeeting => ChannelClass::Internal,
            Self::SocialMedia
            | Self::PublicWeb
            | Self::Press
            | Self::PrintPublic
            | Self::ScreenPublic
            | Self::PaidAdvert => ChannelClass::Public,
        }
    }
}

impl Role {
    /// True for people in care, whose care status matters.
    pub const fn is_in_care(self) -> bool {
        matches!(self, Self::Patient | Self::CareRecipient)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_the_same_moment_in_all_three_countries() {
        let first: jiff::Timestamp = "2000-01-01T00:00:00Z".parse().unwrap();
        for hour in 0..24 * 366 * 60 {
            let moment = first + jiff::SignedDuration::from_hours(hour);
            let [dk, no, se] =
                [Country::Dk, Country::No, Country::Se].map(|one| one.time_zone().to_datetime(moment));
            assert!(dk == no && no == se, "{moment}: {dk} {no} {se}");
        }
        let summer = "2026-06-30T22:00:00Z".parse().unwrap();
        assert_eq!(Country::Dk.time_zone().to_datetime(summer).to_string(), "2026-07-01T00:00:00");
    }

    #[test]
    fn every_word_is_read_back_as_itself() {
        for role in Role::ALL {
            assert_eq!(role.word().parse(), Ok(*role));
            assert_eq!(serde_json::to_string(role).unwrap(), format!("{:?}", role.word()));
        }
        for band in AgeBand::ALL {
            assert_eq!(band.word().parse(), Ok(*band));
        }
        assert!("Staff".parse::<Role>().is_err());
    }
}
