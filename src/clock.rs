//! Where the program learns what day it is. Everything that depends on the date takes a [`Clock`],
//! so that expiry can be tested without waiting.

use jiff::{Timestamp, ZonedDateTime, civil::Date};

/// Tells the date and the time.
pub trait Clock: Send + Sync {
    /// Today in the local time zone: consents and policies are valid through whole local days.
    fn today(&self) -> Date;
    /// This moment in UTC, for the ledger.
    fn now(&self) -> Timestamp;
}

/// The computer's own clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn today(&self) -> Date {
        ZonedDateTime::now().date()
    }

    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// A clock that stands still, for tests.
#[derive(Debug, Clone, Copy)]
pub struct FixedClock(pub Date);

impl Clock for FixedClock {
    fn today(&self) -> Date {
        self.0
    }

    fn now(&self) -> Timestamp {
        jiff::tz::TimeZone::UTC.to_timestamp(self.0.at(12, 0, 0, 0)).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}
