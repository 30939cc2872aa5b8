//! Why a consent cannot be recorded.

use crate::text::Text;

/// What is wrong with a new consent. Nothing was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ConsentFault {
    /// Nobody can consent for a person that nobody knows.
    #[error("the role is unknown")]
    UnknownRole,
    /// The age band must be told.
    #[error("the age band is unknown")]
    UnknownAge,
    /// At least one purpose is needed.
    #[error("no purpose")]
    NoPurpose,
    /// At least one channel is needed.
    #[error("no channel")]
    NoChannel,
    /// Somebody must have signed.
    #[error("nobody has signed")]
    NoSigner,
    /// The consent would have expired already.
    #[error("valid until a day that is past")]
    AlreadyExpired,
    /// Longer than five years is no consent to anything in particular.
    #[error("valid for more than five years")]
    TooLong,
    /// Nobody could find the signed form.
    #[error("the place of the signed form is missing")]
    NoFormLocation,
    /// A text is too long.
    #[error("a text is longer than 200 characters")]
    TextTooLong,
    /// A text looks like a personal number, or holds one.
    #[error("a text looks like a personal number")]
    PersonalNumber,
    /// A text holds what looks like a person's name.
    #[error("a text looks like a name")]
    Name,
    /// A text holds characters that are not seen: of control, of writing direction, without a width.
    #[error("a text holds characters that are not seen")]
    Unseen,
    /// A text has neither letters nor digits.
    #[error("a text says nothing")]
    SaysNothing,
    /// Nothing that has happened lies in the future.
    #[error("the day lies in the future")]
    FutureDay,
    /// It cannot have happened before what it is about.
    #[error("the day lies before what it is about")]
    TooEarly,
    /// A consent of this id is recorded already.
    #[error("a consent of this id is recorded already")]
    IdInUse,
    /// It was recorded before and holds no more, because somebody has said no.
    #[error("it was recorded before and has ended")]
    Ended,
    /// An event needs a name that can be read and is no id.
    #[error("an event without a name")]
    NoEventName,
    /// An event is of these years.
    #[error("the day of the event is more than ten years away")]
    EventDay,
}

impl ConsentFault {
    /// A stable word for JSON.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::UnknownRole => "unknown-role",
            Self::UnknownAge => "unknown-age",
            Self::NoPurpose => "no-purpose",
            Self::NoChannel => "no-channel",
            Self::NoSigner => "no-signer",
            Self::AlreadyExpired => "already-expired",
            Self::TooLong => "too-long",
            Self::NoFormLocation => "no-form-location",
            Self::TextTooLong => "text-too-long",
            Self::PersonalNumber => "personal-number",
            Self::Name => "name",
            Self::Unseen => "unseen",
            Self::SaysNothing => "says-nothing",
            Self::FutureDay => "future-day",
            Self::TooEarly => "too-early",
            Self::IdInUse => "id-in-use",
            Self::Ended => "ended",
            Self::NoEventName => "no-event-name",
            Self::EventDay => "event-day",
        }
    }

    /// What is wrong and what to do.
    pub fn message(self, text: &Text) -> String {
        text.get(&format!("consent-fault-{}", self.kind()))
    }
}
