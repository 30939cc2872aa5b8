//! The register as somebody else leaves it: what was done with the sqlite3 shell, older backups, rows that cannot be read,
//! and who can read the files. The tables themselves are attacked in `src/register/tests/attacked.rs`.

#![allow(clippy::disallowed_methods, reason = "what it writes is no export")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on should say where"
)]

use std::{fs, path::Path};

use crate::program::{Desk, Outcome, consent_arguments};
use rusqlite::Connection;

fn file(desk: &Desk) -> Connection {
    Connection::open(desk.path("data/sladd.db")).unwrap()
}

/// What somebody with a profile of their own sees.
fn run_as(desk: &Desk, profile: &str, data: &str, arguments: &[&str]) -> Outcome {
    let output = assert_cmd::Command::new(&desk.program)
        .args(arguments)
        .args(["--country", "DK", "--lang", "en", "--data"])
        .arg(desk.path(data))
        .env_remove("SLADD_POLICY")
        .env("XDG_STATE_HOME", desk.path(profile))
        .output()
        .unwrap();
    Outcome {
        code: output.status.code().unwrap(),
        lines: Vec::new(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

fn put_back(desk: &Desk, name: &str) {
    fs::copy(desk.path(name), desk.path("data/sladd.db")).unwrap();
}

fn keep(desk: &Desk, name: &str) {
    fs::copy(desk.path("data/sladd.db"), desk.path(name)).unwrap();
}

/// Everything that relies on the register refuses a ledger that lacks what was seen of it, in words that name the way out.
fn is_missed(desk: &Desk, id: &str) {
    is_missed_by_all(desk, id, 1);
}

/// `code` is how `sladd ledger check` ends: 3 where there is nothing that it could check.
fn is_missed_by_all(desk: &Desk, id: &str, code: i32) {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample.jpg").display().to_string();
    for arguments in [
        &["consent", "list"][..],
        &["consent", "withdraw", id],
        &["consent", "affected", id],
        &["consent", "due"],
        &["copies", "list"],
        &["report", "exports", "--out", "report.csv"],
        &["redact", &sample, "--out", "out"],
    ] {
        let refused = desk.run(arguments);
        assert_eq!(refused.code, 3, "{arguments:?}: {}", refused.stdout);
        assert!(refused.stderr.contains("sladd ledger accept-restored"), "{}", refused.stderr);
    }
    assert!(desk.written().is_empty());
    let checked = desk.run(&["ledger", "check"]);
    assert_eq!(checked.code, code, "{}", checked.stdout);
    assert!(checked.stderr.contains("accept-restored"), "{}", checked.stderr);
}

#[test]
fn a_withdrawal_that_a_trigger_swallows_is_never_reported() {
    let desk = Desk::new();
    let id = desk.consent("staff", "intranet");
    file(&desk)
        .execute_batch(
            "CREATE TRIGGER quiet BEFORE UPDATE ON consent BEGIN SELECT RAISE(IGNORE); END;
             CREATE TRIGGER still BEFORE INSERT ON ledger WHEN NEW.kind = 'withdrawal'
                BEGIN SELECT RAISE(IGNORE); END",
        )
        .unwrap();
    for arguments in [&["consent", "withdraw", &id][..], &["ledger", "check"], &["consent", "list"]] {
        let refused = desk.run(arguments);
        assert_eq!((refused.code, refused.stdout.as_str()), (3, ""), "{arguments:?}");
        assert!(refused.stderr.contains("trigger quiet"), "{}", refused.stderr);
    }
    file(&desk).execute_batch("DROP TRIGGER quiet; DROP TRIGGER still").unwrap();
    assert_eq!(desk.done(&["consent", "withdraw", &id]).code, 0);
    assert_eq!(desk.done(&["ledger", "check"]).code, 0);
}

/// SQLite writes its journal beside the file itself, wherever the link lies.
#[cfg(unix)]
#[test]
fn n10_a_linked_register_keeps_no_journal_of_an_erased_person() {
    let desk = Desk::new();
    let id = desk.consent("staff", "intranet");
    fs::create_dir(desk.path("elsewhere")).unwrap();
    fs::rename(desk.path("data/sladd.db"), desk.path("elsewhere/sladd.db")).unwrap();
    std::os::unix::fs::symlink(desk.path("elsewhere/sladd.db"), desk.path("data/sladd.db")).unwrap();
    desk.done(&["consent", "withdraw", &id]);
    desk.done(&["consent", "erase", &id]);
    for folder in ["data", "elsewhere"] {
        for file in fs::read_dir(desk.path(folder)).unwrap().map(|file| file.unwrap().path()) {
            let bytes = if file.is_file() { fs::read(&file).unwrap() } else { Vec::new() };
            let holds = bytes.windows(id.len()).any(|window| window == id.as_bytes());
            assert!(!holds, "{}", file.display());
        }
    }
}

/// Whoever puts an older register back could damage what is remembered of the newer one.
#[test]
fn n10_a_remembered_head_that_is_damaged_is_not_taken_for_none() {
    fn heads(folder: &Path) -> Vec<std::path::PathBuf> {
        let entries =
            fs::read_dir(folder).map(|entries| entries.map(|entry| entry.unwrap().path()).collect());
        let entries: Vec<std::path::PathBuf> = entries.unwrap_or_default();
        let (folders, files): (Vec<_>, Vec<_>) = entries.into_iter().partition(|path| path.is_dir());
        let below = folders.iter().flat_map(|folder| heads(folder));
        files.into_iter().filter(|file| file.parent().unwrap().ends_with("heads")).chain(below).collect()
    }
    let desk = Desk::new();
    let id = desk.consent("staff", "intranet");
    let [file] = &heads(&desk.path(""))[..] else { panic!("one head is remembered") };
    let whole = fs::read(file).unwrap();
    fs::write(file, &whole[..60]).unwrap();
    for arguments in [&["consent", "list"][..], &["consent", "withdraw", &id], &["ledger", "check"]] {
        let refused = desk.run(arguments);
        assert_eq!(refused.code, 3, "{arguments:?}: {}", refused.stderr);
        assert!(refused.stderr.contains(&file.display().to_string()), "{}", refused.stderr);
        assert_eq!(fs::read(file).unwrap(), whole[..60], "it was written over");
    }
    fs::remove_file(file).unwrap();
    fs::create_dir(file).unwrap();
    assert_eq!(desk.run(&["consent", "list"]).code, 3);
    fs::remove_dir(file).unwrap();
    fs::write(file, &whole).unwrap();
    desk.done(&["consent", "list"]);
}

/// An older table in the place of the register's would hang every export for ever.
#[test]
fn a_view_that_never_ends_stops_nobody() {
    let desk = Desk::new();
    desk.consent("staff", "intranet");
    file(&desk)
        .execute_batch(
            "DROP TABLE note;
             CREATE VIEW note(name, value) AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
                SELECT 'policy', i FROM n",
        )
        .unwrap();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample.jpg");
    let refused = desk.redact(&sample, &[]);
    assert_eq!(refused.code, 3);
    assert!(refused.stderr.contains("view note"), "{}", refused.stderr);
}

#[test]
fn an_older_backup_is_missed_and_can_be_accepted_on_the_record() {
    let desk = Desk::new();
    let id = desk.consent("staff", "intranet");
    keep(&desk, "backup.db");
    desk.done(&["consent", "withdraw", &id]);
    keep(&desk, "newest.db");
    put_back(&desk, "backup.db");
    is_missed(&desk, &id);
    // The newest one is as good as ever.
    put_back(&desk, "newest.db");
    assert_eq!(desk.done(&["ledger", "check"]).code, 0);
    let nothing = desk.done(&["ledger", "accept-restored"]);
    assert!(nothing.stdout.contains("Nothing"), "{}", nothing.stdout);
    // It is lost: the backup is taken, and the log says so.
    put_back(&desk, "backup.db");
    let accepted = desk.done(&["ledger", "accept-restored"]);
    assert!(accepted.stdout.contains("Entry 2"), "{}", accepted.stdout);
    assert_eq!(desk.done(&["ledger", "check"]).code, 0);
    let listed = desk.done(&["ledger", "list", "--json"]);
    assert_eq!(listed.lines.last().unwrap()["kind"], "restored");
    desk.done(&["consent", "withdraw", &id]);
    desk.done(&["ledger", "check"]);
    // The way out serves once: the same backup again is missed again.
    put_back(&desk, "backup.db");
    is_missed(&desk, &id);
}

#[test]
fn a_withdrawal_that_was_cut_off_the_end_is_missed() {
    let desk = Desk::new();
    let id = desk.consent("staff", "intranet");
    let body: String = file(&desk).query_row("SELECT body FROM consent", [], |row| row.get(0)).unwrap();
    desk.done(&["consent", "withdraw", &id]);
    let raw = file(&desk);
    raw.execute("UPDATE consent SET body = ?1", [body]).unwrap();
    raw.execute_batch("DELETE FROM ledger WHERE number = 2; UPDATE sqlite_sequence SET seq = 1").unwrap();
    drop(raw);
    is_missed(&desk, &id);
}

#[test]
fn a_register_that_is_gone_is_not_replaced_by_an_empty_one() {
    let desk = Desk::new();
    let id = desk.consent("staff", "intranet");
    let database = desk.path("data/sladd.db");
    fs::remove_file(&database).unwrap();
    is_missed_by_all(&desk, &id, 3);
    assert!(!database.exists(), "nothing was made in its place");
    // Nor by that of another data folder, nor by a file without tables.
    run_as(&desk, "other profile", "other", &["consent", "list"]);
    fs::copy(desk.path("other/sladd.db"), &database).unwrap();
    is_missed(&desk, &id);
    fs::remove_file(&database).unwrap();
    desk.write("data/sladd.db", b"");
    is_missed_by_all(&desk, &id, 3);
    assert_eq!(fs::metadata(&database).unwrap().len(), 0);
    desk.done(&["ledger", "accept-restored"]);
    assert_eq!(desk.done(&["ledger", "check"]).code, 0);
    desk.consent("staff", "intranet");
}

/// With another key, blinded references lead to nobody.
#[test]
fn a_register_with_another_key_is_another_register() {
    let desk = Desk::new();
    let id = desk.consent("staff", "intranet");
    file(&desk).execute_batch("UPDATE secret SET value = randomblob(32)").unwrap();
    is_missed(&desk, &id);
}

#[test]
fn colleagues_on_one_folder_remember_each_their_own() {
    let desk = Desk::new();
    let add = consent_arguments("staff", "intranet", "2028-01-31");
    for profile in ["anna", "bo", "anna", "anna", "bo"] {
        let added = run_as(&desk, profile, "data", &add);
        assert_eq!((added.code, added.stderr.as_str()), (0, ""), "{profile}");
        assert_eq!(run_as(&desk, profile, "data", &["ledger", "check"]).code, 0);
    }
    keep(&desk, "backup.db");
    assert_eq!(run_as(&desk, "anna", "data", &add).code, 0);
    put_back(&desk, "backup.db");
    // Bo has seen nothing that is missing.
    assert_eq!(run_as(&desk, "bo", "data", &["ledger", "check"]).code, 0);
    assert_eq!(run_as(&desk, "anna", "data", &["ledger", "check"]).code, 1);
    // The folder has another name since; Anna knows the register all the same.
    fs::rename(desk.path("data"), desk.path("moved")).unwrap();
    assert_eq!(run_as(&desk, "anna", "moved", &["ledger", "check"]).code, 1);
    assert_eq!(run_as(&desk, "anna", "moved", &["consent", "list"]).code, 3);
}

#[test]
fn a_second_place_of_the_organisation_remembers_for_all() {
    let desk = Desk::new();
    fs::create_dir(desk.path("heads")).unwrap();
    fs::create_dir(desk.path("data")).unwrap();
    let settings = format!("heads_folder = {:?}", desk.text("heads"));
    desk.write("data/settings.toml", settings);
    let add = consent_arguments("staff", "intranet", "2028-01-31");
    assert_eq!(run_as(&desk, "anna", "data", &add).code, 0);
    keep(&desk, "backup.db");
    assert_eq!(run_as(&desk, "anna", "data", &add).code, 0);
    put_back(&desk, "backup.db");
    // Who has never seen the register before is told by the second place.
    assert_eq!(run_as(&desk, "new", "data", &["consent", "list"]).code, 3);
    assert_eq!(run_as(&desk, "new", "data", &["ledger", "accept-restored"]).code, 0);
    assert_eq!(run_as(&desk, "newer", "data", &["consent", "list"]).code, 0);
    // A place that is not there is told, and the profile remembers alone.
    fs::remove_dir_all(desk.path("heads")).unwrap();
    let told = run_as(&desk, "newer", "data", &["consent", "list"]);
    assert_eq!(told.code, 0);
    assert!(told.stderr.contains("heads_folder"), "{}", told.stderr);
}

/// What was remembered and cannot be read is not taken for nothing, and not overwritten before somebody says so.
#[test]
fn what_was_remembered_and_cannot_be_read_stops_what_depends_on_it() {
    for damage in ["cut", "a folder", "other words"] {
        let desk = Desk::new();
        let id = desk.consent("staff", "intranet");
        let heads = desk.path("profile/sladd/heads");
        let [head] =
            &fs::read_dir(&heads).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>()[..]
        else {
            panic!("one head")
        };
        let kept = fs::read(head).unwrap();
        fs::remove_file(head).unwrap();
        let put = |bytes: &[u8]| {
            drop(fs::remove_file(head));
            desk.write(head.to_str().unwrap(), bytes);
        };
        match damage {
            "cut" => put(&kept[..kept.len() / 2]),
            "other words" => put(b"number = \"many\""),
            _ => fs::create_dir(head).unwrap(),
        }
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample.jpg").display().to_string();
        for arguments in [
            &["consent", "list"][..],
            &["consent", "withdraw", &id],
            &["ledger", "check"],
            &["redact", &sample, "--out", "out"],
        ] {
            let refused = desk.run(arguments);
            assert_eq!(refused.code, 3, "{damage} {arguments:?}: {}", refused.stdout);
            assert!(refused.stderr.contains(head.to_str().unwrap()), "{}", refused.stderr);
            assert!(refused.stderr.contains("sladd ledger accept-restored"), "{}", refused.stderr);
        }
        assert!(desk.written().is_empty());
        let still_odd = if damage == "a folder" { head.is_dir() } else { fs::read(head).unwrap() != kept };
        assert!(still_odd, "{damage}: it was overwritten");
        if damage == "cut" {
            // A backup of it is as good as ever.
            put(&kept);
            assert_eq!(desk.done(&["ledger", "check"]).code, 0);
            put(&kept[..kept.len() / 2]);
        }
        let accepted = desk.done(&["ledger", "accept-restored"]);
        assert!(accepted.stdout.contains(head.to_str().unwrap()), "{}", accepted.stdout);
        assert_eq!(desk.done(&["ledger", "check"]).code, 0);
        let listed = desk.done(&["ledger", "list", "--json"]);
        assert_eq!(listed.lines.last().unwrap()["kind"], "restored");
        assert_eq!(fs::read_dir(&heads).unwrap().count(), 2, "{damage}: the odd one is kept beside it");
        desk.done(&["consent", "withdraw", &id]);
    }
}

#[test]
fn a_damaged_memory_in_the_second_place_stops_as_well() {
    let desk = Desk::new();
    fs::create_dir(desk.path("heads")).unwrap();
    fs::create_dir(desk.path("data")).unwrap();
    desk.write("data/settings.toml", format!("heads_folder = {:?}", desk.text("heads")));
    desk.consent("staff", "intranet");
    let head = fs::read_dir(desk.path("heads")).unwrap().next().unwrap().unwrap().path();
    fs::remove_file(&head).unwrap();
    desk.write(head.to_str().unwrap(), b"nonsense");
    let refused = desk.run(&["consent", "list"]);
    assert_eq!(refused.code, 3);
    assert!(refused.stderr.contains(head.to_str().unwrap()), "{}", refused.stderr);
    desk.done(&["ledger", "accept-restored"]);
    assert_eq!(desk.done(&["ledger", "check"]).code, 0);
}

#[test]
fn a_bad_row_is_named_and_the_others_work() {
    let desk = Desk::new();
    let id = desk.consent("staff", "intranet");
    file(&desk)
        .execute_batch(
            "INSERT INTO consent (id, body) VALUES ('S-ZZZZ-ZZZZ', '{}');
             INSERT INTO export (record_id, number, hash, body) VALUES ('nonsense', 1, 'x', 'y');",
        )
        .unwrap();
    file(&desk).execute("INSERT INTO export_consent VALUES (?1, 'nonsense')", [&id]).unwrap();
    let listed = desk.run(&["consent", "list", "--json"]);
    assert_eq!((listed.code, listed.lines.len()), (3, 2));
    assert_eq!(listed.lines[0]["consent"], id.as_str());
    assert_eq!(
        (&listed.lines[1]["key"], &listed.lines[1]["error"]["kind"]),
        (&"S-ZZZZ-ZZZZ".into(), &"unreadable_row".into())
    );
    for arguments in [
        &["consent", "list"][..],
        &["consent", "due"],
        &["consent", "affected", &id, "--json"],
        &["copies", "list", "--json"],
        &["report", "exports", "--out", "exports.csv"],
        &["report", "due", "--out", "due.csv"],
    ] {
        let told = desk.run(arguments);
        assert_eq!(told.code, 3, "{arguments:?}");
        assert!(told.stderr.contains("S-ZZZZ-ZZZZ") || told.stderr.contains("nonsense"), "{}", told.stderr);
    }
    assert!(desk.path("exports.csv").exists() && desk.path("due.csv").exists());
    // A photo has nothing to do with it.
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample.jpg");
    let exported = desk.redact(&sample, &["--reviewed"]);
    assert_eq!(exported.code, 0, "{}", exported.stderr);
    assert!(exported.stderr.contains("S-ZZZZ-ZZZZ"), "{}", exported.stderr);
    assert_eq!(desk.run(&["consent", "withdraw", &id]).code, 3, "done, with a copy that cannot be told");
    assert_eq!(desk.run(&["ledger", "check"]).code, 1);
}

#[cfg(unix)]
mod modes {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    fn files(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                files(&path, found);
            } else {
                found.push(path);
            }
        }
    }

    /// Runs the program under an umask that keeps nothing from anybody.
    fn generous(desk: &Desk, arguments: &str) {
        let program = desk.program.display();
        let (data, profile) = (desk.text("data"), desk.text("profile"));
        let line = format!("umask 000; exec '{program}' {arguments} --country DK --lang en --data '{data}'");
        let status = std::process::Command::new("sh")
            .args(["-c", &line])
            .env("XDG_STATE_HOME", profile)
            .stdout(std::process::Stdio::null())
            .status();
        assert!(status.unwrap().success(), "{arguments}");
    }

    const NEW: &str = "consent new --role staff --age-band 18+ --purpose event_report --channel intranet \
        --valid-until 2028-01-31 --signer self --form-location box12";

    #[test]
    fn the_data_folder_is_the_owners_alone_from_the_first_byte() {
        let desk = Desk::new();
        generous(&desk, NEW);
        generous(&desk, "ledger public-key");
        let mut found = Vec::new();
        for folder in ["data", "profile/sladd", "profile/sladd/heads"] {
            assert_eq!(mode(&desk.path(folder)), 0o700, "{folder}");
        }
        files(&desk.path("data"), &mut found);
        files(&desk.path("profile"), &mut found);
        assert!(found.len() >= 3, "{found:?}");
        for file in &found {
            assert_eq!(mode(file), 0o600, "{}", file.display());
        }
    }

    /// The first colleague's export leaves a folder in which the second's can be noted; and where nothing can be noted, the
    /// folder that is told is that one, and not the one for the copies.
    #[test]
    fn exports_of_colleagues_are_noted_in_a_folder_for_all_of_them() {
        let desk = Desk::new();
        fs::create_dir(desk.path("data")).unwrap();
        fs::set_permissions(desk.path("data"), fs::Permissions::from_mode(0o770)).unwrap();
        let photo = desk.path("small.png");
        image::RgbImage::from_pixel(64, 48, image::Rgb([90, 80, 80])).save(&photo).unwrap();
        let exported = desk.redact(&photo, &[]);
        assert_eq!(exported.code, 0, "{}", exported.stderr);
        let notes = desk.path("data/exports-under-way");
        assert_eq!(mode(&notes), 0o770);
        fs::remove_dir(&notes).unwrap();
        desk.write("data/exports-under-way", b"in the way");
        let refused = desk.redact(&photo, &[]);
        assert_eq!((refused.code, &refused.lines[0]["error"]["kind"]), (3, &"not_noted".into()));
        assert!(refused.stderr.contains("exports-under-way"), "{}", refused.stderr);
        assert_eq!(desk.written().len(), 2, "nothing more was written");
    }

    #[test]
    fn older_files_are_tightened_and_a_shared_folder_stays_shared() {
        for (folder, expected) in [(0o755, 0o600), (0o700, 0o600), (0o770, 0o660), (0o777, 0o666)] {
            let desk = Desk::new();
            fs::create_dir(desk.path("data")).unwrap();
            fs::set_permissions(desk.path("data"), fs::Permissions::from_mode(folder)).unwrap();
            generous(&desk, NEW);
            assert_eq!(mode(&desk.path("data/sladd.db")), expected, "{folder:o}");
            assert_eq!(mode(&desk.path("data/sladd.db-journal")), expected, "{folder:o}");
            assert_eq!(mode(&desk.path("data")), folder, "stays as it was");
            desk.write("data/settings.toml", "");
            let loose = ["data/sladd.db", "data/settings.toml"];
            for file in loose {
                fs::set_permissions(desk.path(file), fs::Permissions::from_mode(0o644)).unwrap();
            }
            generous(&desk, "consent list");
            for file in loose {
                let kept = if expected == 0o600 { 0o600 } else { 0o644 };
                assert_eq!(mode(&desk.path(file)), kept, "{file} in {folder:o}");
            }
        }
    }
}
