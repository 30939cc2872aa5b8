//! What a column of a list can say.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::text::Text;

macro_rules! fields {
    ($($(#[$doc:meta])* $variant:ident = $word:literal [$($heading:literal),* $(,)?],)*) => {
        /// What a column of a list says of each consent.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Field { $($(#[$doc])* #[serde(rename = $word)] $variant,)* }

        impl Field {
            /// All of them, in the order in which a person should see them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The word in options, JSON and settings.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// What such a column is called in the four languages, beside its word and its label.
            pub(super) const fn headings(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$($heading),*],)* }
            }
        }
    };
}

fields! {
    /// Where the signed form is kept.
    Reference = "reference" [
        "form location", "archive reference", "case number", "case", "file name", "filename", "document",
        "arkivreference", "sagsnummer", "sagsnr", "sag", "journalsag", "filnavn", "dokument", "dokumentnummer",
        "arkivreferanse", "saksnummer", "saksnr", "sak", "referanse",
        "hänvisning", "arkivhänvisning", "hänvisning till arkivet", "diarienummer", "dnr", "ärende", "ärendenummer",
        "referens", "filnamn",
    ],
    /// What the person is.
    Role = "role" ["person role", "rolle", "personens rolle", "roll", "personens roll"],
    /// Age in bands.
    AgeBand = "age_band" [
        "age", "age band", "age group", "alder", "aldersgruppe", "ålder", "åldersgrupp", "åldersintervall",
    ],
    /// Course of care.
    CareStatus = "care_status" [
        "care", "care status", "forløb", "behandlingsforløb", "behandling", "plejeforløb", "forløp", "vård",
        "vårdstatus", "behandlingsstatus",
    ],
    /// Whether the person can consent.
    Capacity = "capacity" [
        "capacity to consent", "can consent", "kan selv samtykke", "kan samtykke", "samtykkekompetence",
        "samtykkekompetanse", "kan samtycka", "kan själv samtycka", "beslutsförmåga", "beslutsförmåga till samtycke",
    ],
    /// What for.
    Purpose = "purpose" ["purposes", "formål", "formaal", "ändamål", "syfte"],
    /// Where.
    Channel = "channel" ["channels", "kanal", "kanaler"],
    /// Last day, included.
    ValidUntil = "valid_until" [
        "valid until", "until", "expires", "end", "end date", "gælder til", "gælder til og med", "gyldig til",
        "gyldig til og med", "udløber", "slut", "slutdato", "gjelder til", "gjelder til og med", "utløper", "sluttdato",
        "giltigt till", "giltig till", "gäller till", "gäller till och med", "till och med", "til og med",
        "slutdatum", "utgår",
    ],
    /// Who has signed.
    Signer = "signer" [
        "signers", "signed by", "who signed", "underskrevet af", "underskriver", "hvem har skrevet under",
        "signert av", "undertegnet av", "undertecknat av", "underskrivet av", "vem har skrivit under", "signerat av",
    ],
    /// How it was given.
    Collected = "collected" [
        "method", "how given", "how it was given", "given by", "givet", "givet på", "hvordan", "hvordan givet",
        "sådan er det givet", "måde", "indhentet", "gitt", "hvordan gitt", "måte", "innhentet", "hur", "hur det gavs",
        "lämnat", "sätt", "inhämtat",
    ],
    /// An id that is printed on the form.
    Consent = "consent" [
        "consent id", "id", "samtykke", "samtykke id", "samtykkets id", "samtycke", "samtyckes id", "samtyckets id",
        "skema id", "skjema id", "blankett id",
    ],
    /// The day on which it was collected; it bounds the last day, and is not kept.
    CollectedOn = "collected_on" [
        "collected on", "date", "signed on", "date of consent", "dato", "samtykkedato", "indhentet den", "underskrevet den",
        "innhentet den", "signert den", "datum", "samtyckesdatum", "inhämtat den", "undertecknat den",
    ],
    /// On what the organisation relies.
    Basis = "basis" ["legal basis", "retsgrundlag", "rettslig grunnlag", "rättslig grund"],
    /// Reference of an approval.
    Approval = "approval" [
        "approval reference", "godkendelse", "godkendelsens reference", "godkjenning", "godkjenningsreferanse",
        "godkännande", "chefens beslut",
    ],
    /// The child was asked.
    ChildHeard = "child_heard" ["child heard", "barnet er hørt", "barnet er spurt", "barnet har hörts"],
    /// Released from confidentiality. A heading of confidentiality alone says the opposite, or nothing.
    Release = "confidentiality_release" [
        "release", "confidentiality release", "fritaget for tavshedspligt", "fritak fra taushetsplikt",
        "eftergivet sekretess", "sekretessen efterges",
    ],
    /// There is only one holder of custody.
    SoleCustody = "sole_custody" ["sole custody", "eneforældremyndighed", "aleneansvar", "ensam vårdnad"],
    /// The function of whoever asked.
    CollectedBy = "collected_by" [
        "collected by", "asked by", "indhentet af", "spurgt af", "innhentet av", "spurt av", "inhämtat av", "tillfrågad av",
    ],
    /// Whoever asked takes no part in the care.
    Independent = "independent_collector" ["independent", "uafhængig", "uavhengig", "oberoende"],
    /// Id and version of the notice.
    Notice = "notice" ["information", "oplysningstekst", "informasjon"],
    /// The function of a witness.
    Witness = "witness" ["vidne", "vitne", "vittne"],
    /// The system of a digital signature.
    SignatureSystem = "signature_system" ["signature system", "signatursystem", "underskriftssystem", "signeringstjeneste"],
    /// Its reference there.
    SignatureReference = "signature_reference" ["signature reference", "signaturreference", "signaturreferanse", "signaturreferens"],
    /// What the person does not want.
    Limits = "limits" ["limitation", "begrænsninger", "begrænsning", "begrensninger", "begrensning", "begränsningar", "begränsning"],
}

/// Not a field of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown field: expected one of {}, or none", Field::ALL.iter().map(|field| field.word()).collect::<Vec<_>>().join(", "))]
pub struct UnknownField;

impl FromStr for Field {
    type Err = UnknownField;

    fn from_str(word: &str) -> Result<Self, UnknownField> {
        Self::ALL.iter().copied().find(|field| field.word() == word.trim()).ok_or(UnknownField)
    }
}

impl Field {
    /// What the column says, as a person reads it.
    pub fn label(self, text: &Text) -> String {
        text.get(&format!("import-field-{}", self.word().replace('_', "-")))
    }

    /// True where a text is kept as it is written.
    pub(super) const fn is_text(self) -> bool {
        matches!(
            self,
            Self::Reference
                | Self::Approval
                | Self::CollectedBy
                | Self::Notice
                | Self::Witness
                | Self::SignatureSystem
                | Self::SignatureReference
                | Self::Limits
        )
    }

    /// True where a day stands.
    pub(super) const fn is_day(self) -> bool {
        matches!(self, Self::ValidUntil | Self::CollectedOn)
    }
}
