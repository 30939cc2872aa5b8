//! Clocks that are wrong, and zones that somebody has set: the library by clocks of its own, and the real program by a
//! library that tells it another time.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test that cannot go on should say where"
)]

#[path = "support/export.rs"]
mod export;
#[path = "support/photo_of_people.rs"]
mod people;
mod support;

use std::sync::{Arc, Mutex};

use jiff::{SignedDuration, Timestamp, civil::date, tz::TimeZone};
use people::{Face, How, Place};
use sladd::{
    clock::{Clock, FixedClock},
    consent::{ConsentState, Country},
    pipeline::ExportFailure,
    register::{ClockWrong, LedgerFault, RegisterError},
};

/// A clock that a test sets.
#[derive(Clone)]
struct Set(Arc<Mutex<Timestamp>>);

impl Set {
    fn at(moment: &str) -> Self {
        Self(Arc::new(Mutex::new(moment.parse().unwrap())))
    }

    fn to(&self, moment: &str) {
        *self.0.lock().unwrap() = moment.parse().unwrap();
    }

    fn forward(&self, hours: i64) {
        *self.0.lock().unwrap() += SignedDuration::from_hours(hours);
    }
}

impl Clock for Set {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }

    fn zone(&self) -> TimeZone {
        Country::Dk.time_zone()
    }
}

fn place() -> (Set, Place) {
    let clock = Set::at("2026-11-26T09:00:00Z");
    (clock.clone(), Place::new(Arc::new(clock)))
}

fn wrong<T: std::fmt::Debug>(answer: Result<T, RegisterError>) -> Option<ClockWrong> {
    match answer {
        Ok(_) => None,
        Err(RegisterError::Clock(fault)) => Some(fault.wrong),
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn a_clock_before_or_long_after_the_last_entry_stops_every_write() {
    let (clock, place) = place();
    let until = date(2027, 11, 1);
    let id = place.consent(until);
    let register = &place.register;
    let entries = || register.ledger().unwrap().len();
    for (moment, expected) in [
        ("2026-11-26T08:00:00Z", None),
        ("2026-11-26T03:00:00Z", None),
        ("2026-11-26T02:59:59Z", Some(ClockWrong::Behind)),
        ("2025-11-26T09:00:00Z", Some(ClockWrong::Behind)),
        ("1970-01-01T00:00:00Z", Some(ClockWrong::Behind)),
        ("2027-12-31T09:00:00Z", None),
        ("2027-12-31T09:00:01Z", Some(ClockWrong::Ahead)),
        ("2098-01-01T00:00:00Z", Some(ClockWrong::Ahead)),
    ] {
        clock.to(moment);
        assert_eq!(wrong(register.check_clock()), expected, "{moment}");
        if expected.is_some() {
            let before = entries();
            assert_eq!(wrong(register.withdraw(&id, clock.today())), expected, "{moment}");
            assert_eq!(wrong(register.renew(&id, clock.today())), expected, "{moment}");
            assert_eq!(wrong(register.refuse(None, clock.today())), expected, "{moment}");
            assert_eq!(wrong(register.erase(&id)), expected, "{moment}");
            assert_eq!(entries(), before, "{moment}: something was written");
        }
    }
    clock.to("2026-11-26T09:00:00Z");
    assert_eq!(register.get(&id).unwrap().unwrap().state(clock.today()), ConsentState::Given);
}

/// M2: a consent until the 26th, somebody has written on the 27th, the clock is set back to the 26th.
#[test]
fn a_clock_set_back_gets_no_copy_by_an_expired_consent() {
    let (clock, place) = place();
    let id = place.consent(date(2026, 11, 26));
    clock.forward(24);
    place.consent(date(2027, 6, 1));
    clock.forward(-24);
    let refused = place.export(&[Face::Kept(id.clone())], &How::default());
    let Err(ExportFailure::Register(RegisterError::Clock(fault))) = refused else { panic!("{refused:?}") };
    assert_eq!(fault.wrong, ClockWrong::Behind);
    // Told in the time of the walls, which is an hour ahead of UTC.
    assert_eq!((fault.clock.hour(), fault.entry.hour(), fault.entry.day()), (10, 10, 27));
    assert!(!place.out().exists() || std::fs::read_dir(place.out()).unwrap().next().is_none());
    for language in sladd::text::Language::ALL {
        let said = RegisterError::Clock(fault).message(&sladd::text::Text::new(language));
        assert!(said.contains("2026-11-26 10:00") && said.contains("2026-11-27 10:00"), "{language}: {said}");
    }
}

/// Within what is let pass, nobody gets further back by doing it again and again.
#[test]
fn a_clock_cannot_be_walked_back_a_few_hours_at_a_time() {
    let (clock, place) = place();
    place.consent(date(2027, 11, 1));
    clock.forward(-5);
    place.register.refuse(None, clock.today()).unwrap();
    clock.forward(-5);
    assert_eq!(wrong(place.register.refuse(None, clock.today())), Some(ClockWrong::Behind));
}

#[test]
fn a_person_can_answer_for_the_clock_and_the_ledger_keeps_it() {
    let (clock, place) = place();
    let id = place.consent(date(2027, 11, 1));
    assert!(!place.register.confirm_clock().unwrap(), "nothing is amiss, so nothing is noted");
    // One computer, in 2098, whose person says that this is right.
    clock.to("2098-01-01T00:00:00Z");
    assert!(place.register.confirm_clock().unwrap());
    place.register.refuse(None, clock.today()).unwrap();
    let consent = || place.register.get(&id).unwrap().unwrap();
    assert_eq!(consent().state(clock.today()), ConsentState::Expired);
    // All others are stopped, and told; who answers for the true time mends it for all.
    clock.to("2026-11-26T10:00:00Z");
    assert_eq!(wrong(place.register.refuse(None, clock.today())), Some(ClockWrong::Behind));
    assert!(place.register.confirm_clock().unwrap());
    place.register.refuse(None, clock.today()).unwrap();
    // Not one consent has suffered.
    assert_eq!(consent().state(clock.today()), ConsentState::Given);
    assert!(place.export(&[Face::Kept(id.clone())], &How::default()).is_ok());
    let kinds: Vec<String> = place.register.ledger().unwrap().into_iter().map(|entry| entry.kind).collect();
    assert_eq!(
        kinds,
        ["consent_added", "clock_confirmed", "refusal", "clock_confirmed", "refusal", "export"]
    );
    assert_eq!(place.register.check_ledger().unwrap(), Ok(6));
    let second = &place.register.ledger().unwrap()[3].body;
    assert!(second.contains("2098-01-01T00:00:00Z") && second.contains("2026-11-26T10:00:00Z"), "{second}");
}

/// Whoever goes back further than the last entries tell is seen by the check, until somebody answers for it.
#[test]
fn an_entry_long_before_an_older_one_is_told_by_the_check() {
    let (clock, place) = place();
    let refuse = || place.register.refuse(None, clock.today()).map(|_| ());
    clock.to("2026-12-06T09:00:00Z");
    refuse().unwrap();
    clock.forward(-5);
    for _ in 0..64 {
        refuse().unwrap();
    }
    assert_eq!(place.register.check_ledger().unwrap(), Ok(65));
    clock.forward(-5);
    refuse().unwrap();
    let told = place.register.check_ledger().unwrap();
    assert!(matches!(told, Err(LedgerFault::ClockBack { number: 66, .. })), "{told:?}");
    // The clock fits the last entries, and still there is something to answer for.
    assert!(place.register.confirm_clock().unwrap());
    assert_eq!(place.register.check_ledger().unwrap(), Ok(67));
    assert!(!place.register.confirm_clock().unwrap());
}

#[test]
fn looking_at_what_is_due_writes_nothing() {
    let (clock, place) = place();
    place.consent(date(2026, 12, 1));
    clock.forward(24 * 300);
    assert!(place.register.due(30).unwrap().is_empty(), "no copy relies on it");
    assert_eq!(place.register.ledger().unwrap().len(), 1);
}

#[test]
fn days_begin_at_midnight_of_the_organisation() {
    for (moment, day) in [
        ("2026-11-26T22:59:59Z", date(2026, 11, 26)),
        ("2026-11-26T23:00:00Z", date(2026, 11, 27)),
        ("2026-06-30T21:59:59Z", date(2026, 6, 30)),
        ("2026-06-30T22:00:00Z", date(2026, 7, 1)),
    ] {
        assert_eq!(Set::at(moment).today(), day, "{moment}");
    }
    assert_eq!(FixedClock(date(2026, 11, 26)).today(), date(2026, 11, 26));
}

/// The program itself, which is told another time by a library before the C library.
#[cfg(target_os = "linux")]
mod the_program {
    use std::{fs, path::PathBuf, process::Command};

    use jiff::{ToSpan as _, civil::Date};
    use sladd::clock::SystemClock;

    use super::*;

    /// Adds `$CLKOFF` seconds to the time of day.
    const SHIM: &str = r#"
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <stdlib.h>
        #include <sys/time.h>
        #include <time.h>
        static long off(void) { const char *s = getenv("CLKOFF"); return s ? atol(s) : 0; }
        int clock_gettime(clockid_t c, struct timespec *t) {
            static int (*real)(clockid_t, struct timespec *);
            if (!real) real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
            int r = real(c, t);
            if (r == 0 && (c == CLOCK_REALTIME || c == CLOCK_REALTIME_COARSE)) t->tv_sec += off();
            return r;
        }
        int gettimeofday(struct timeval *t, void *z) {
            (void)z; struct timespec s; int r = clock_gettime(CLOCK_REALTIME, &s);
            if (r == 0) { t->tv_sec = s.tv_sec; t->tv_usec = s.tv_nsec / 1000; }
            return r;
        }
        time_t time(time_t *t) {
            struct timespec s; clock_gettime(CLOCK_REALTIME, &s);
            if (t) *t = s.tv_sec;
            return s.tv_sec;
        }"#;

    struct Computer {
        temp: tempfile::TempDir,
        shim: PathBuf,
    }

    struct Said {
        code: i32,
        stdout: String,
        stderr: String,
    }

    impl Computer {
        /// `None` where there is no compiler to make the library with.
        fn new() -> Option<Self> {
            let temp = tempfile::tempdir().unwrap();
            let (source, shim) = (temp.path().join("shim.c"), temp.path().join("shim.so"));
            let mut file = fs::OpenOptions::new().create_new(true).write(true).open(&source).unwrap();
            std::io::Write::write_all(&mut file, SHIM.as_bytes()).unwrap();
            let built = Command::new("cc")
                .args(["-shared", "-fPIC", "-O1", "-o"])
                .arg(&shim)
                .arg(&source)
                .arg("-ldl")
                .status();
            if !built.is_ok_and(|status| status.success()) {
                println!("skipped: no C compiler");
                return None;
            }
            Some(Self { temp, shim })
        }

        fn run(&self, seconds: i64, zone: Option<&str>, arguments: &[&str]) -> Said {
            let mut command = Command::new(env!("CARGO_BIN_EXE_sladd"));
            command
                .args(arguments)
                .args(["--country", "DK", "--lang", "en", "--data"])
                .arg(self.temp.path().join("data"))
                .env("LD_PRELOAD", &self.shim)
                .env("CLKOFF", seconds.to_string())
                .env_remove("SLADD_POLICY")
                .env("XDG_STATE_HOME", self.temp.path().join("profile"))
                .env_remove("SLADD_ONNXRUNTIME")
                .current_dir(self.temp.path());
            if let Some(zone) = zone {
                command.env("TZ", zone);
            }
            let output = command.output().unwrap();
            Said {
                code: output.status.code().unwrap(),
                stdout: String::from_utf8(output.stdout).unwrap(),
                stderr: String::from_utf8(output.stderr).unwrap(),
            }
        }

        fn consent(&self, seconds: i64, until: Date, more: &[&str]) -> Said {
            let until = until.to_string();
            let who = ["consent", "new", "--role", "staff", "--age-band", "18+", "--purpose", "event_report"];
            let what = ["--channel", "intranet", "--valid-until", &until, "--signer", "self"];
            let form = ["--form-location", "HR archive, box 12"];
            self.run(seconds, None, &[&who[..], &what, &form, more].concat())
        }

        fn kinds(&self) -> Vec<String> {
            let listed = self.run(0, None, &["ledger", "list", "--json"]);
            let kind =
                |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["kind"].to_string();
            listed.stdout.lines().map(kind).collect()
        }

        fn state(&self, seconds: i64, zone: Option<&str>, id: &str) -> String {
            let shown = self.run(seconds, zone, &["consent", "show", id, "--json"]);
            assert_eq!(shown.code, 0, "{}", shown.stderr);
            serde_json::from_str::<serde_json::Value>(shown.stdout.trim()).unwrap()["state"].to_string()
        }
    }

    const DAY: i64 = 86_400;

    #[test]
    fn a_clock_that_is_set_back_or_far_ahead_stops_what_depends_on_dates() {
        let Some(computer) = Computer::new() else { return };
        let until = SystemClock.today().saturating_add(1.year());
        assert_eq!(computer.consent(0, until, &[]).code, 0);
        assert_eq!(computer.consent(-2 * 3600, until, &[]).code, 0, "colleagues' clocks differ");
        let photo = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample.jpg");
        for (seconds, word) in [(-DAY, "the last entry of the log is of"), (2 * 365 * DAY, "long before")] {
            let refused = computer.consent(seconds, until.saturating_add(3.years()), &[]);
            assert_eq!(refused.code, 1, "{}", refused.stderr);
            assert!(
                refused.stderr.contains(word) && refused.stderr.contains("Set the clock"),
                "{}",
                refused.stderr
            );
            assert!(refused.stderr.contains("--clock-is-right"), "{}", refused.stderr);
            let stopped: [&[&str]; 5] = [
                &["redact", photo, "--out", "out"],
                &["consent", "due"],
                &["consent", "refuse"],
                &["report", "due", "--out", "due.csv"],
                &["copies", "posted", "x", "--channel", "intranet", "--place", "board"],
            ];
            for arguments in stopped {
                let refused = computer.run(seconds, None, arguments);
                assert_eq!(refused.code, 1, "{arguments:?}: {}", refused.stderr);
                assert!(refused.stderr.contains("Set the clock"), "{arguments:?}: {}", refused.stderr);
            }
            // What only shows is shown, and the clock is told.
            let listed = computer.run(seconds, None, &["consent", "list"]);
            assert!(listed.code == 0 && listed.stdout.lines().count() == 2, "{}", listed.stderr);
            assert!(listed.stderr.contains("Set the clock"), "{}", listed.stderr);
            // Nothing can be said of expiry, so `verify` does not say that all is well.
            let verified = computer.run(seconds, None, &["verify", photo, "--json"]);
            assert_eq!(verified.code, 1);
            assert!(verified.stderr.contains("Set the clock") && verified.stdout.contains("\"status\""));
        }
        assert_eq!(computer.kinds(), ["\"consent_added\""; 2]);
        let out = computer.temp.path().join("out");
        assert!(!out.exists() || fs::read_dir(out).unwrap().next().is_none());
    }

    /// A lie about the clock is possible, and it stands in the ledger.
    #[test]
    fn who_answers_for_the_clock_goes_on_and_is_noted() {
        let Some(computer) = Computer::new() else { return };
        let until = SystemClock.today().saturating_add(1.year());
        assert_eq!(computer.consent(0, until, &[]).code, 0);
        let confirmed = computer.consent(-DAY, until, &["--clock-is-right"]);
        assert_eq!(confirmed.code, 0, "{}", confirmed.stderr);
        assert!(confirmed.stderr.contains("noted in the log"), "{}", confirmed.stderr);
        // Where the clock fits, the statement changes nothing.
        assert_eq!(computer.consent(-DAY, until, &["--clock-is-right"]).code, 0);
        assert_eq!(
            computer.kinds(),
            ["\"consent_added\"", "\"clock_confirmed\"", "\"consent_added\"", "\"consent_added\""]
        );
        assert_eq!(computer.run(-DAY, None, &["ledger", "check"]).code, 0);
    }

    /// M2: a variable gives nobody another day, and one computer's wrong clock lets no consent expire for all.
    #[test]
    fn no_variable_moves_the_day_and_no_wrong_clock_ends_a_consent() {
        let Some(computer) = Computer::new() else { return };
        // Half an hour before and after midnight in Denmark.
        let midnight =
            SystemClock.today().saturating_add(2.days()).to_zoned_datetime(Country::Dk.time_zone());
        let to_midnight = midnight.unwrap().timestamp().duration_since(Timestamp::now()).as_secs();
        let last = SystemClock.today().saturating_add(1.day());
        let made = computer.consent(0, last, &["--json"]);
        let id = serde_json::from_str::<serde_json::Value>(made.stdout.trim()).unwrap();
        let id = id["consent"].as_str().unwrap().to_owned();
        for zone in
            [None, Some("Etc/GMT+12"), Some("Pacific/Kiritimati"), Some("UTC"), Some("/no/such"), Some("")]
        {
            assert_eq!(computer.state(to_midnight - 1800, zone, &id), "\"given\"", "{zone:?}");
            assert_eq!(computer.state(to_midnight + 1800, zone, &id), "\"expired\"", "{zone:?}");
        }
        // Within what a clock may differ from the ledger, too, looking at what is due writes nothing.
        assert_eq!(computer.run(300 * DAY, None, &["consent", "due"]).code, 0);
        assert_eq!(computer.run(70 * 365 * DAY, None, &["consent", "due"]).code, 1);
        assert_eq!(computer.kinds(), ["\"consent_added\""]);
        assert_eq!(computer.state(0, None, &id), "\"given\"");
    }
}
