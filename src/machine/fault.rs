//! Why what IT has set cannot be followed. The program stops; it never goes on as if nothing were set.

use crate::text::Text;

/// What is wrong with what is set for the computer, or with what was asked for beside it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MachineFault {
    /// The place is there and cannot be read.
    #[error("{place} cannot be read: {reason}")]
    Unreadable {
        /// The file, or the key of the registry.
        place: String,
        /// What the system said.
        reason: String,
    },
    /// There is something by a name that is not known.
    #[error("{place}: {key} is not known")]
    Unknown {
        /// The file, or the key of the registry.
        place: String,
        /// The name.
        key: String,
    },
    /// A value that is not one of those known, or of another kind.
    #[error("{place}: {key} = {value} is not one of: {expected}")]
    Value {
        /// The file, or the key of the registry.
        place: String,
        /// The name.
        key: String,
        /// What stands there.
        value: String,
        /// What may stand there; empty for an absolute path.
        expected: String,
    },
    /// An argument or a variable asks for something else than what is set.
    #[error("{asked} cannot change {key}, which is set to {value} by {place}")]
    Overridden {
        /// The file, or the key of the registry.
        place: String,
        /// The name of what is set.
        key: String,
        /// To what it is set.
        value: String,
        /// The argument or the variable.
        asked: String,
    },
}

impl MachineFault {
    /// What happened, and what to do.
    pub fn message(&self, text: &Text) -> String {
        match self {
            Self::Unreadable { place, reason } => text.format(
                "machine-fault-unreadable",
                [("place", place.clone().into()), ("reason", reason.clone().into())],
            ),
            Self::Unknown { place, key } => text.format(
                "machine-fault-unknown",
                [("place", place.clone().into()), ("key", key.clone().into())],
            ),
            Self::Value { place, key, value, expected } if expected.is_empty() => text.format(
                "machine-fault-path",
                [
                    ("place", place.clone().into()),
                    ("key", key.clone().into()),
                    ("value", value.clone().into()),
                ],
            ),
            Self::Value { place, key, value, expected } => text.format(
                "machine-fault-value",
                [
                    ("place", place.clone().into()),
                    ("key", key.clone().into()),
                    ("value", value.clone().into()),
                    ("expected", expected.clone().into()),
                ],
            ),
            Self::Overridden { place, key, value, asked } => text.format(
                "machine-fault-overridden",
                [
                    ("place", place.clone().into()),
                    ("key", key.clone().into()),
                    ("value", value.clone().into()),
                    ("asked", asked.clone().into()),
                ],
            ),
        }
    }
}
