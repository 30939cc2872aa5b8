//! The clock held against the ledger, and the ledger's times against each other.

use jiff::{SignedDuration, Timestamp, civil::DateTime};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use crate::clock::Clock;

use super::{LedgerEntry, LedgerFault, Register, RegisterError, chain, rows::json};

/// A clock may be behind the ledger by so much: colleagues' computers differ, and a computer that takes local
/// time for UTC is off by an hour or two.
const MOST_BEHIND: SignedDuration = SignedDuration::from_hours(6);
/// A ledger that nobody has written to for longer is rarer than a clock that is wrong by a year.
const MOST_AHEAD: SignedDuration = SignedDuration::from_hours(400 * 24);
/// So many entries are looked at before a write. One alone could be walked back from, a few hours at a time;
/// `ledger check` looks at all of them.
const LOOKED_AT: u32 = 64;
/// The entry by which a person answers for the clock. What stood before it is no measure any more.
pub(super) const CONFIRMED: &str = "clock_confirmed";

/// How a clock is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockWrong {
    /// It stands before what the ledger has noted already.
    Behind,
    /// It stands so far after it that it is rather the clock than the calendar.
    Ahead,
}

impl ClockWrong {
    /// A stable word for JSON and message ids.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Behind => "behind",
            Self::Ahead => "ahead",
        }
    }
}

/// A clock that does not fit the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockFault {
    /// How.
    pub wrong: ClockWrong,
    /// What the clock tells, in the organisation's zone.
    pub clock: DateTime,
    /// When the ledger was written to last, in the organisation's zone.
    pub entry: DateTime,
}

/// What a confirmation says.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Confirmed {
    clock: String,
    last_entry: Option<String>,
}

/// The latest moment of the last entries, back to where a person has answered for the clock.
fn latest(connection: &Connection) -> Result<Option<Timestamp>, RegisterError> {
    let mut statement =
        connection.prepare_cached("SELECT kind, at FROM ledger ORDER BY number DESC LIMIT ?1")?;
    let mut rows = statement.query([LOOKED_AT])?;
    let mut latest = None;
    while let Some(row) = rows.next()? {
        let at: String = row.get(1)?;
        // An entry whose time cannot be read is told by `ledger check`; it is no measure.
        latest = latest.max(at.parse::<Timestamp>().ok());
        if row.get::<_, String>(0)? == CONFIRMED {
            break;
        }
    }
    Ok(latest)
}

/// Holds the clock against the ledger.
///
/// # Errors
/// [`RegisterError::Clock`] where it does not fit.
pub(super) fn check_clock(connection: &Connection, clock: &dyn Clock) -> Result<(), RegisterError> {
    let Some(latest) = latest(connection)? else { return Ok(()) };
    let passed = clock.now().duration_since(latest);
    let wrong = if passed < -MOST_BEHIND {
        ClockWrong::Behind
    } else if passed > MOST_AHEAD {
        ClockWrong::Ahead
    } else {
        return Ok(());
    };
    let fault = ClockFault { wrong, clock: clock.local(clock.now()), entry: clock.local(latest) };
    Err(RegisterError::Clock(fault))
}

/// Holds the times of all entries against each other: none may be long before an earlier one, unless a person has
/// answered for the clock since.
pub(super) fn check_times(entries: &[LedgerEntry]) -> Result<(), LedgerFault> {
    let mut latest: Option<Timestamp> = None;
    let mut fault = Ok(());
    for entry in entries {
        let at = entry.at.parse::<Timestamp>().ok();
        if entry.kind == CONFIRMED {
            (latest, fault) = (at, Ok(()));
            continue;
        }
        let back = latest.zip(at).is_some_and(|(latest, at)| at.duration_since(latest) < -MOST_BEHIND);
        if fault.is_ok() && (back || at.is_none()) {
            fault = Err(LedgerFault::ClockBack { number: entry.number, at: entry.at.clone() });
        }
        latest = latest.max(at);
    }
    fault
}

impl Register {
    /// Holds the clock against the ledger: whatever depends on the date asks this first.
    ///
    /// # Errors
    /// [`RegisterError::Clock`] where it stands before the ledger's last entry or long after it.
    pub fn check_clock(&self) -> Result<(), RegisterError> {
        check_clock(&*self.reading()?, self.clock().as_ref())
    }

    /// Notes in the ledger that a person answers for this computer's clock. From then on later entries are held
    /// against this one, and jumps of the time before it are accounted for. Where nothing is amiss, nothing is noted;
    /// true where it was.
    ///
    /// # Errors
    /// [`RegisterError`] where the file cannot be read or written.
    pub fn confirm_clock(&self) -> Result<bool, RegisterError> {
        let clock = self.clock().as_ref();
        let mut writing = self.begin_writing_by_any_clock()?;
        let fits = match check_clock(writing.connection(), clock) {
            Err(RegisterError::Clock(_)) => false,
            Err(other) => return Err(other),
            Ok(()) => check_times(&chain::entries(writing.connection())?).is_ok(),
        };
        if fits {
            return Ok(false);
        }
        let last_entry = latest(writing.connection())?.map(|at| at.to_string());
        let body = json(&Confirmed { clock: clock.now().to_string(), last_entry })?;
        chain::append(&mut writing.change(), CONFIRMED, &body, &[])?;
        writing.commit()?;
        Ok(true)
    }
}
