//! Where the program learns what day it is. Everything that depends on the date takes a [`Clock`],
//! so that expiry can be tested without waiting.
//!
//! Dates are those of the organisation's country, by rules that are compiled in: neither `$TZ` nor a setting of the
//! computer moves the day on which a consent ends.

use std::sync::{Arc, PoisonError, RwLock};

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::TimeZone,
};

/// Denmark's time, which Norway and Sweden share.
const COPENHAGEN: TimeZone = jiff::tz::get!("Europe/Copenhagen");

/// Tells the date and the time.
pub trait Clock: Send + Sync {
    /// This moment in UTC, for the ledger.
    fn now(&self) -> Timestamp;

    /// The zone in which days begin and end.
    fn zone(&self) -> TimeZone;

    /// Today in that zone: consents and policies are valid through whole days of the organisation.
    fn today(&self) -> Date {
        self.local(self.now()).date()
    }

    /// A moment as the clocks on the organisation's walls show it.
    fn local(&self, moment: Timestamp) -> DateTime {
        self.zone().to_datetime(moment)
    }
}

/// The computer's own clock, in the time that Denmark, Norway and Sweden share.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn zone(&self) -> TimeZone {
        COPENHAGEN
    }
}

/// The computer's own clock, in the time of the organisation's country.
#[derive(Debug, Clone)]
pub struct ZonedClock(pub TimeZone);

impl Clock for ZonedClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn zone(&self) -> TimeZone {
        self.0.clone()
    }
}

/// A clock that stands still at noon, for tests.
#[derive(Debug, Clone, Copy)]
pub struct FixedClock(pub Date);

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        TimeZone::UTC.to_timestamp(self.0.at(12, 0, 0, 0)).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    fn zone(&self) -> TimeZone {
        TimeZone::UTC
    }
}

/// A clock that several threads ask, and that can be changed for another while they hold it: so the window and the
/// work behind it never disagree about what day it is.
#[derive(Clone)]
pub struct SharedClock(Arc<RwLock<Arc<dyn Clock>>>);

impl Default for SharedClock {
    fn default() -> Self {
        Self(Arc::new(RwLock::new(Arc::new(SystemClock))))
    }
}

impl SharedClock {
    /// From now on everybody who holds this asks `clock`.
    pub fn set(&self, clock: Arc<dyn Clock>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = clock;
    }

    fn held(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Clock for SharedClock {
    fn now(&self) -> Timestamp {
        self.held().now()
    }

    fn zone(&self) -> TimeZone {
        self.held().zone()
    }
}
