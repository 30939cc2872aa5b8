//! Two processes on one data folder, killed at random: the ledger stays whole and nothing that was reported
//! done is lost.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should say where")]

#[path = "support/export_entry.rs"]
mod export_entry;
mod support;

use std::{
    io::{BufRead as _, BufReader, Write as _},
    path::Path,
    process::{Child, Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use export_entry::export_entry;
use jiff::civil::date;
use sladd::{
    clock::{Clock as _, SystemClock},
    consent::{AgeBand, Channel, ConsentId, NewConsent, Purpose, Role, Signer},
    register::{ExportEntry, Register},
};
use support::Random;

/// Set in the processes that this test starts of itself.
const FOLDER: &str = "SLADD_TEST_REGISTER";

fn consent() -> NewConsent {
    NewConsent {
        role: Role::Staff,
        age_band: AgeBand::Adult,
        purposes: vec![Purpose::EventReport],
        channels: vec![Channel::Intranet],
        valid_until: SystemClock.today().saturating_add(jiff::ToSpan::months(6)),
        signers: vec![Signer::SelfSigned],
        form_location: "archive 12".to_owned(),
        ..NewConsent::default()
    }
}

fn export(record: &str, consent: &ConsentId) -> ExportEntry {
    export_entry(record, date(2026, 11, 24), consent)
}

/// Not a test of its own: the body of the processes that are killed. Every operation is reported on standard
/// output only after it was done.
#[test]
fn child_works_until_it_is_killed() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let register = Register::open(Path::new(&folder), Arc::new(SystemClock)).unwrap();
    let mut out = std::io::stdout();
    let mut known: Vec<ConsentId> = Vec::new();
    let mut random = Random(u64::from(std::process::id()) << 20 | 1);
    loop {
        match random.below(4) {
            0 if !known.is_empty() => {
                let id = known.swap_remove(random.below(known.len()));
                register.withdraw(&id, SystemClock.today()).unwrap();
                writeln!(out, "withdrawn {id}").unwrap();
            }
            1 | 2 if !known.is_empty() => {
                let record = uuid_like(&mut random);
                let id = &known[random.below(known.len())];
                register.begin_export(&export(&record, id)).unwrap().commit().unwrap();
                writeln!(out, "exported {record} {id}").unwrap();
            }
            _ => {
                let id = register.add(consent()).unwrap().id;
                writeln!(out, "added {id}").unwrap();
                known.push(id);
            }
        }
        out.flush().unwrap();
    }
}

fn uuid_like(random: &mut Random) -> String {
    format!("{:08x}-{:x}-{:x}", random.next() as u32, std::process::id(), random.next() as u32)
}

fn start(folder: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child_works_until_it_is_killed", "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn two_processes_killed_at_random_lose_nothing_that_was_reported_done() {
    const LEAST: usize = 2000;
    let folder = tempfile::tempdir().unwrap();
    drop(Register::open(folder.path(), Arc::new(SystemClock)).unwrap());
    let mut random = Random(0x5ad5);
    let mut reported: Vec<String> = Vec::new();
    let mut kills = 0;
    let started = Instant::now();
    while reported.len() < LEAST {
        assert!(started.elapsed() < Duration::from_mins(4), "too slow: {} operations", reported.len());
        let mut pair = [start(folder.path()), start(folder.path())];
        let readers: Vec<_> = pair
            .iter_mut()
            .map(|child| {
                let out = BufReader::new(child.stdout.take().unwrap());
                std::thread::Builder::new()
                    .name("reader".to_owned())
                    .spawn(move || out.lines().map_while(Result::ok).collect::<Vec<String>>())
                    .unwrap()
            })
            .collect();
        for child in &mut pair {
            std::thread::sleep(Duration::from_millis(200 + random.next() % 1200));
            // SIGKILL: nothing of the process can tidy up.
            child.kill().unwrap();
            child.wait().unwrap();
            kills += 1;
        }
        for reader in readers {
            reported.extend(reader.join().unwrap());
        }
        let register = Register::open(folder.path(), Arc::new(SystemClock)).unwrap();
        let checked = register.check_ledger().unwrap();
        assert!(checked.is_ok(), "{checked:?} after {kills} kills");
    }
    let register = Register::open(folder.path(), Arc::new(SystemClock)).unwrap();
    let mut operations = 0_u64;
    for line in &reported {
        let mut words = line.split(' ');
        match (words.next(), words.next(), words.next()) {
            (Some("added"), Some(id), None) => {
                assert!(register.get(&id.parse().unwrap()).unwrap().is_some(), "{line}");
            }
            (Some("withdrawn"), Some(id), None) => {
                let consent = register.get(&id.parse().unwrap()).unwrap().unwrap();
                assert!(!consent.state(SystemClock.today()).holds(), "{line}");
            }
            (Some("exported"), Some(record), Some(id)) => {
                let (_, export) = register.export(record).unwrap().unwrap();
                assert_eq!(export.regions[0].consent, Some(id.parse().unwrap()));
            }
            // What the test harness says of itself.
            _ => continue,
        }
        operations += 1;
    }
    let entries = register.check_ledger().unwrap().unwrap();
    println!("{operations} operations reported by processes of which {kills} were killed; {entries} entries");
    assert!(entries >= operations && entries <= operations + kills, "{entries} {operations} {kills}");
}
