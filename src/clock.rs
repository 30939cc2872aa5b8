//! Where the program learns what day it is. Everything that depends on the date takes a [`Clock`],
//! so that expiry can be tested without waiting.

use std::sync::{Arc, PoisonError, RwLock};

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
    fn today(&self) -> Date {
        self.held().today()
    }

    fn now(&self) -> Timestamp {
        self.held().now()
    }
}
