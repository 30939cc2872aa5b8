//! A whole archive: plan, work, report; killed runs, torn lines, hostile files, full disks, folders without permission, and
//! results that are of something else.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should say where")]

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::program::{Desk, Outcome, region, with_quick_engine};
use crate::support::cases::local_file;
use crate::{program, support};
use serde_json::{Value, json};
use sladd::consent::Country;

const SAMPLE: &[u8] = include_bytes!("../../assets/sample.jpg");

/// A folder with small photos, one of which shows people, and with what lies among photos.
fn archive(desk: &Desk, photos: usize) -> PathBuf {
    let folder = desk.path("photos");
    fs::create_dir_all(folder.join("sub")).unwrap();
    for number in 0..photos {
        let sub = if number % 2 == 0 { "" } else { "sub/" };
        desk.write(&format!("photos/{sub}{number:03}.png"), small(number as u8));
    }
    desk.write("photos/people.jpg", SAMPLE);
    desk.write("photos/Thumbs.db", b"no photo");
    desk.write("photos/notes.txt", b"no photo");
    folder
}

/// A picture of 96×64 pixels in one colour and a bit.
fn small(number: u8) -> Vec<u8> {
    let picture = image::RgbImage::from_fn(96, 64, |x, y| image::Rgb([number, x as u8, y as u8]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

fn plan(desk: &Desk, folder: &Path, shard_photos: &str) -> Outcome {
    desk.run(&["archive", "plan", folder.to_str().unwrap(), "--out", "plan", "--shard-photos", shard_photos])
}

fn work(desk: &Desk, shard: &str, out: &str, more: &[&str]) -> Outcome {
    let shard = format!("plan/{shard}");
    desk.run(&[&["archive", "work", &shard, "--out", out], more].concat())
}

fn report(desk: &Desk, results: &[&str], out: &str) -> Outcome {
    desk.run(&[&["archive", "report", "plan"], results, &["--out", out]].concat())
}

fn lines(path: &Path) -> Vec<Value> {
    fs::read_to_string(path).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn shards(desk: &Desk) -> Vec<String> {
    let plan: Value = serde_json::from_slice(&fs::read(desk.path("plan/plan.json")).unwrap()).unwrap();
    plan["shards"].as_array().unwrap().iter().map(|one| one["shard"].as_str().unwrap().to_owned()).collect()
}

fn replace(path: &Path, bytes: &[u8]) {
    let mut file = fs::OpenOptions::new().write(true).truncate(true).create(true).open(path).unwrap();
    file.write_all(bytes).unwrap();
}

#[test]
fn every_photo_has_one_line_and_the_report_is_a_list_of_what_there_is_to_do() {
    let desk = Desk::new();
    let folder = archive(&desk, 9);
    let planned = plan(&desk, &folder, "4");
    assert_eq!(planned.code, 0, "{}", planned.stderr);
    assert_eq!(shards(&desk), ["shard-0000.jsonl", "shard-0001.jsonl", "shard-0002.jsonl"]);
    let first = lines(&desk.path("plan/shard-0000.jsonl"));
    assert_eq!(first[1], json!({"n": 0, "root": 0, "path": "000.png", "bytes": small(0).len()}));
    for shard in shards(&desk) {
        let done = work(&desk, &shard, &format!("{shard}.result"), &["--jobs", "2"]);
        assert_eq!((done.code, done.stdout.as_str()), (0, ""), "{}", done.stderr);
    }
    // Two plans of one folder are the same, and so are their hashes.
    let again =
        desk.run(&["archive", "plan", folder.to_str().unwrap(), "--out", "again", "--shard-photos", "4"]);
    assert_eq!(again.code, 0);
    for name in ["plan.json", "shard-0001.jsonl", "left-out.jsonl"] {
        assert_eq!(
            fs::read(desk.path(&format!("plan/{name}"))).unwrap(),
            fs::read(desk.path(&format!("again/{name}"))).unwrap()
        );
    }
    // Keys in their order; no path and no value.
    let result = fs::read_to_string(desk.path("shard-0001.jsonl.result")).unwrap();
    let in_order = |line: &str, keys: &[&str]| {
        let places: Vec<usize> = keys.iter().map(|key| line.find(&format!("\"{key}\":")).unwrap()).collect();
        assert!(places.is_sorted() && places.len() == line.matches("\":").count(), "{line}");
    };
    let head = result.lines().next().unwrap();
    in_order(head, &["plan", "shard", "rules", "models", "engine", "program", "task", "detail"]);
    let people = result.lines().find(|line| line.contains("\"location\"")).unwrap();
    assert!(
        people.starts_with("{\"n\":5,\"state\":\"done\",\"kind\":\"jpeg\",\"megapixels\":1.4,\"faces\":"),
        "{people}"
    );
    assert!(
        people.contains("\"record\":\"none\"") && !people.contains("people") && !people.contains("ward"),
        "{people}"
    );
    let keys = [
        "n",
        "state",
        "kind",
        "megapixels",
        "faces",
        "candidates",
        "metadata",
        "hidden_pictures",
        "record",
        "perhaps",
    ];
    in_order(people, &keys);

    let results = ["shard-0000.jsonl.result", "shard-0001.jsonl.result", "shard-0002.jsonl.result"];
    let done = report(&desk, &results, "list.jsonl");
    assert_eq!(done.code, 0, "{}", done.stderr);
    let rows = lines(&desk.path("list.jsonl"));
    assert_eq!(rows.len(), 10);
    let numbers: Vec<u64> = rows.iter().map(|row| row["n"].as_u64().unwrap()).collect();
    assert_eq!(numbers, (0..10).collect::<Vec<_>>());
    let people = rows.iter().find(|row| row["photo"] == json!(folder.join("people.jpg"))).unwrap();
    assert_eq!(
        (people["todo"].as_array().unwrap(), &people["record"]),
        (&vec![json!("faces"), json!("metadata")], &json!("none"))
    );
    assert!(rows.iter().all(|row| row["n"] == people["n"] || row["todo"] == json!([])));
    // One entry for the scan, and the log is whole.
    let ledger = desk.done(&["ledger", "list", "--json"]);
    let scans: Vec<&Value> = ledger.lines.iter().filter(|entry| entry["kind"] == "archive_scan").collect();
    assert_eq!(scans.len(), 1, "{}", ledger.stdout);
    desk.done(&["ledger", "check"]);
    // The same as a page and as a table; nothing is written over.
    assert_eq!(report(&desk, &results, "list.html").code, 0);
    assert_eq!(report(&desk, &results, "list.csv").code, 0);
    assert_eq!(report(&desk, &results, "list.csv").code, 3);
    let (page, table) = (desk.path("list.html"), desk.path("list.csv"));
    assert!(fs::read_to_string(page).unwrap().contains("people.jpg"));
    assert_eq!(fs::read_to_string(table).unwrap().lines().count(), 11);
    // The window is given what the list lists.
    let opened = sladd::archive::photos_of_lists(vec![desk.path("list.jsonl")]);
    assert_eq!(opened, [folder.join("people.jpg")]);
}

#[test]
fn nothing_of_a_scan_is_for_other_eyes() {
    let desk = Desk::new();
    let folder = archive(&desk, 1);
    assert_eq!(plan(&desk, &folder, "400").code, 0);
    assert_eq!(work(&desk, "shard-0000.jsonl", "result", &["--task", "metadata"]).code, 0);
    assert_eq!(report(&desk, &["result"], "list.jsonl").code, 0);
    #[cfg(unix)]
    for (name, wanted) in [
        ("plan", 0o700),
        ("plan/plan.json", 0o600),
        ("plan/shard-0000.jsonl", 0o600),
        ("result", 0o600),
        ("list.jsonl", 0o600),
    ] {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(desk.path(name)).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, wanted, "{name}");
    }
    // Without faces nothing is decoded, and what was not looked for is null.
    let line = &lines(&desk.path("result"))[2];
    assert_eq!(
        (&line["megapixels"], &line["faces"], &line["record"]),
        (&Value::Null, &Value::Null, &Value::Null)
    );
    assert_eq!(
        line["metadata"],
        json!(["hidden_image", "location", "person", "device", "time", "text", "software", "other"]),
        "{line}"
    );
    // With more asked for there is more.
    assert_eq!(work(&desk, "shard-0000.jsonl", "detailed", &["--detail"]).code, 0);
    let line = &lines(&desk.path("detailed"))[2];
    assert_eq!(line["detail"]["path"], "people.jpg");
    assert_eq!(line["detail"]["faces"].as_array().unwrap().len() as u64, line["faces"].as_u64().unwrap());
    assert_eq!(line["detail"]["sha256"], json!(sladd::hash::ContentHash::of(SAMPLE)));
}

#[test]
fn the_result_is_the_same_bytes_with_any_number_of_photos_and_threads_at_a_time() {
    let desk = Desk::new();
    let folder = archive(&desk, 7);
    for copy in 0..3 {
        // Other bytes, the same picture.
        desk.write(&format!("photos/more{copy}.jpg"), [SAMPLE, &[copy]].concat());
    }
    assert_eq!(plan(&desk, &folder, "400").code, 0);
    for (name, jobs) in [("one", "1"), ("two", "2"), ("five", "5")] {
        let done = work(&desk, "shard-0000.jsonl", name, &["--jobs", jobs, "--detail"]);
        assert_eq!(done.code, 0, "{}", done.stderr);
    }
    // Two at once over one result: both are done, and it is the same.
    let both: Vec<Outcome> = thread::scope(|scope| {
        let runs: Vec<_> = (0..2)
            .map(|_| scope.spawn(|| work(&desk, "shard-0000.jsonl", "shared", &["--jobs", "1", "--detail"])))
            .collect();
        runs.into_iter().map(|run| run.join().unwrap()).collect()
    });
    assert!(both.iter().all(|outcome| outcome.code == 0), "{} {}", both[0].stderr, both[1].stderr);
    let one = fs::read(desk.path("one")).unwrap();
    for other in ["two", "five", "shared"] {
        assert_eq!(fs::read(desk.path(other)).unwrap(), one, "{other}");
    }
}

#[test]
fn whatever_a_killed_run_has_left_is_gone_on_with_to_the_same_bytes() {
    let desk = Desk::new();
    let folder = archive(&desk, 6);
    assert_eq!(plan(&desk, &folder, "400").code, 0);
    let quick = ["--task", "metadata,records"];
    assert_eq!(work(&desk, "shard-0000.jsonl", "whole", &quick).code, 0);
    let whole = fs::read(desk.path("whole")).unwrap();
    let ends: Vec<usize> =
        whole.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1).collect();
    let head = ends[0];
    let torn =
        [0, 1, head - 1, head, head + 1, ends[2], ends[2] + 7, ends[3] - 1, whole.len() - 1, whole.len()];
    let mut left: Vec<Vec<u8>> = torn.iter().map(|at| whole[..*at].to_vec()).collect();
    // What a computer without current leaves: nothing where something was to be, and a line that is none.
    left.push([&whole[..ends[1]], &[0; 40]].concat());
    left.push([&whole[..ends[1]], b"{\"n\":77}\n", &whole[ends[2]..]].concat());
    left.push([&whole[..], b"and more"].concat());
    left.push(vec![0; 30]);
    for (number, before) in left.into_iter().enumerate() {
        let name = format!("left{number}");
        desk.write(&name, &before);
        let done = work(&desk, "shard-0000.jsonl", &name, &quick);
        assert_eq!(done.code, 0, "{number}: {}", done.stderr);
        assert_eq!(fs::read(desk.path(&name)).unwrap(), whole, "{number}");
    }
    // Another's file is nobody's to write into.
    for other in [&b"a letter\n"[..], b"a letter", &whole[1..]] {
        replace(&desk.path("letter"), other);
        assert_eq!(work(&desk, "shard-0000.jsonl", "letter", &quick).code, 2);
        assert_eq!(fs::read(desk.path("letter")).unwrap(), other);
    }
}

/// The program, to be killed.
fn begun(desk: &Desk, out: &str) -> std::process::Child {
    let mut command = Command::new(&desk.program);
    with_quick_engine(&mut command);
    command
        .args([
            "archive",
            "work",
            "plan/shard-0000.jsonl",
            "--jobs",
            "2",
            "--out",
            out,
            "--country",
            "DK",
            "--data",
            "data",
        ])
        .current_dir(desk.path("."))
        .env_remove("SLADD_POLICY")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn a_run_that_is_killed_in_the_middle_again_and_again_ends_as_one_that_was_not() {
    let desk = Desk::new();
    let folder = archive(&desk, 30);
    assert_eq!(plan(&desk, &folder, "400").code, 0);
    assert_eq!(work(&desk, "shard-0000.jsonl", "whole", &[]).code, 0);
    let whole = fs::read(desk.path("whole")).unwrap();
    let (mut kills, mut before) = (0, 0);
    for _ in 0..20 {
        let mut child = begun(&desk, "killed");
        let started = Instant::now();
        // Until there is more than there was, or it is done.
        let ended = loop {
            let now = fs::metadata(desk.path("killed")).map_or(0, |about| about.len());
            if now > before + 400 {
                break false;
            }
            if child.try_wait().unwrap().is_some() {
                break true;
            }
            assert!(started.elapsed() < Duration::from_mins(2), "it does nothing");
            thread::sleep(Duration::from_millis(2));
        };
        if ended {
            break;
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let left = fs::read(desk.path("killed")).unwrap();
        assert!(
            whole.starts_with(&left[..left.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1)])
        );
        before = left.len() as u64;
        kills += 1;
    }
    assert!(kills > 1, "it was never killed");
    assert_eq!(work(&desk, "shard-0000.jsonl", "killed", &[]).code, 0);
    assert_eq!(fs::read(desk.path("killed")).unwrap(), whole);
}

#[test]
fn fifty_hostile_files_each_get_a_line_and_stop_nothing() {
    let desk = Desk::new();
    let folder = archive(&desk, 3);
    let hostile: Vec<(String, Vec<u8>)> =
        support::whole_corpus().into_iter().filter(|(name, _)| name.starts_with("synthetic")).collect();
    if hostile.is_empty() {
        return;
    }
    let step = (hostile.len() / 50).max(1);
    let chosen: Vec<&(String, Vec<u8>)> = hostile.iter().step_by(step).take(50).collect();
    for (number, (name, bytes)) in chosen.iter().enumerate() {
        // Each claims to be a photo.
        desk.write(&format!("photos/h{number:02}-{}.jpg", name.replace('/', "-")), bytes);
    }
    assert_eq!(plan(&desk, &folder, "400").code, 0);
    for (out, jobs) in [("one", "1"), ("two", "2")] {
        let done = work(&desk, "shard-0000.jsonl", out, &["--jobs", jobs]);
        assert_eq!(done.code, 0, "{}", done.stderr);
    }
    assert_eq!(fs::read(desk.path("one")).unwrap(), fs::read(desk.path("two")).unwrap());
    let results = lines(&desk.path("one"));
    assert_eq!(results.len(), 1 + 4 + chosen.len());
    let states: Vec<&str> = results[1..].iter().map(|line| line["state"].as_str().unwrap()).collect();
    assert!(states.contains(&"refused") && states.contains(&"done"), "{states:?}");
    assert_eq!(report(&desk, &["one", "two"], "list.jsonl").code, 0);
}

#[test]
fn results_of_anything_else_are_refused_and_gaps_are_named() {
    let desk = Desk::new();
    let folder = archive(&desk, 5);
    assert_eq!(plan(&desk, &folder, "3").code, 0);
    for (shard, out) in [("shard-0000.jsonl", "r0"), ("shard-0001.jsonl", "r1")] {
        assert_eq!(work(&desk, shard, out, &["--task", "metadata,records"]).code, 0);
    }
    assert_eq!(report(&desk, &["r0", "r1"], "whole.jsonl").code, 0);
    // One is missing, one is cut.
    let missing = report(&desk, &["r0"], "missing.jsonl");
    assert_eq!(missing.code, 1);
    assert!(
        missing.stderr.contains("shard-0001.jsonl") && missing.stderr.contains("3 photos"),
        "{}",
        missing.stderr
    );
    let rows = lines(&desk.path("missing.jsonl"));
    assert_eq!(rows.len(), 6, "every photo has a line all the same");
    assert_eq!(
        rows.iter().filter(|row| row["state"] == "missing" && row["todo"] == json!(["scan"])).count(),
        3
    );
    let whole = fs::read_to_string(desk.path("r1")).unwrap();
    desk.write("cut", &whole.as_bytes()[..whole.len() - 5]);
    let cut = report(&desk, &["r0", "cut"], "cut.jsonl");
    assert_eq!(cut.code, 1);
    assert!(cut.stderr.contains("1 photos") || cut.stderr.contains("1 photo"), "{}", cut.stderr);
    // A line of another result, or one that says something else.
    let other = whole.replacen("\"hidden_pictures\":0", "\"hidden_pictures\":1", 1);
    assert_ne!(other, whole);
    desk.write("other", &other);
    assert_eq!(report(&desk, &["r0", "r1", "other"], "other.jsonl").code, 1);
    // Other rules, models, sources, plan, task; no result at all.
    let head: Value = serde_json::from_str(whole.lines().next().unwrap()).unwrap();
    for (number, key) in ["plan", "shard", "rules", "models", "program"].into_iter().enumerate() {
        let own = head[key].as_str().unwrap();
        let zeros = "0".repeat(64);
        let name = format!("wrong{number}");
        desk.write(
            &name,
            whole.replacen(&format!("\"{key}\":\"{own}\""), &format!("\"{key}\":\"{zeros}\""), 1),
        );
        let refused = report(&desk, &["r0", &name], &format!("{name}.jsonl"));
        assert_eq!(refused.code, 1, "{key}");
        assert!(refused.stderr.contains(&name), "{key}: {}", refused.stderr);
        // Where the right one is there too, something was refused all the same.
        assert_eq!(report(&desk, &["r0", "r1", &name], &format!("{name}-too.jsonl")).code, 1, "{key}");
    }
    assert_eq!(work(&desk, "shard-0001.jsonl", "metadata", &["--task", "metadata"]).code, 0);
    assert_eq!(report(&desk, &["r0", "metadata"], "task.jsonl").code, 1);
    desk.write("letter", b"a letter");
    assert_eq!(report(&desk, &["r0", "r1", "letter"], "letter.jsonl").code, 1);
    // A result of another task is not gone on with.
    assert_eq!(work(&desk, "shard-0001.jsonl", "metadata", &["--task", "records"]).code, 2);
    // A shard that was cut or changed, and one without its plan, is not worked on.
    let shard = desk.path("plan/shard-0000.jsonl");
    let bytes = fs::read(&shard).unwrap();
    for wrong in [&bytes[..bytes.len() / 2], &bytes[..bytes.len() - 1], b""] {
        replace(&shard, wrong);
        assert_eq!(work(&desk, "shard-0000.jsonl", "new", &[]).code, 2);
        assert!(!desk.path("new").exists());
        assert_eq!(report(&desk, &["r0", "r1"], "new.jsonl").code, 2);
    }
    replace(&shard, &bytes);
    // Other rules on the computer that works.
    let strict =
        desk.write("strict.toml", local_file(Country::Dk, "", "[tighten.rules]\nDK-STUD = \"HIDE\"\n"));
    assert_eq!(work(&desk, "shard-0000.jsonl", "new", &["--policy", strict.to_str().unwrap()]).code, 2);
    fs::rename(desk.path("plan/plan.json"), desk.path("plan.json")).unwrap();
    assert_eq!(work(&desk, "shard-0000.jsonl", "new", &[]).code, 3, "it may be copied yet");
}

#[test]
fn plans_name_what_they_leave_out_and_refuse_what_would_count_twice() {
    let desk = Desk::new();
    let folder = archive(&desk, 2);
    let (inner, outer) = (folder.join("sub").display().to_string(), folder.display().to_string());
    for both in [[&outer, &inner], [&inner, &outer], [&outer, &outer]] {
        assert_eq!(desk.run(&["archive", "plan", both[0], both[1], "--out", "twice"]).code, 2);
    }
    assert_eq!(desk.run(&["archive", "plan", "nowhere", "--out", "twice"]).code, 2);
    assert!(!desk.path("twice").exists());
    assert_eq!(plan(&desk, &folder, "400").code, 0);
    assert_eq!(plan(&desk, &folder, "400").code, 2, "nothing is written over");
    let about: Value = serde_json::from_slice(&fs::read(desk.path("plan/plan.json")).unwrap()).unwrap();
    assert_eq!((&about["photos"], &about["left_out"]["others"]), (&json!(3), &json!(2)));
    // The same folders, called otherwise where the work is done.
    fs::rename(&folder, desk.path("moved")).unwrap();
    assert_eq!(
        work(&desk, "shard-0000.jsonl", "away", &["--task", "metadata"]).code,
        3,
        "the folder may come back"
    );
    let moved = desk.text("moved");
    assert_eq!(work(&desk, "shard-0000.jsonl", "result", &["--task", "metadata", "--root", &moved]).code, 0);
    assert_eq!(work(&desk, "shard-0000.jsonl", "two", &["--root", &moved, "--root", &moved]).code, 2);
    assert!(lines(&desk.path("result"))[1..].iter().all(|line| line["state"] == "done"));
}

#[cfg(unix)]
#[test]
fn names_that_are_no_text_and_links_and_pipes_are_all_told() {
    use std::os::unix::ffi::OsStrExt as _;
    let desk = Desk::new();
    let folder = archive(&desk, 1);
    let odd = folder.join(std::ffi::OsStr::from_bytes(b"\xff\x1b[2K\n.png"));
    fs::copy(folder.join("000.png"), odd).unwrap();
    std::os::unix::fs::symlink("000.png", folder.join("link.png")).unwrap();
    std::os::unix::fs::symlink("/nowhere", folder.join("dangling.png")).unwrap();
    assert!(Command::new("mkfifo").arg(folder.join("pipe.jpg")).status().unwrap().success());
    let planned = plan(&desk, &folder, "400");
    assert_eq!(planned.code, 3, "a link that leads nowhere is told: {}", planned.stderr);
    assert_eq!(work(&desk, "shard-0000.jsonl", "result", &["--detail"]).code, 0);
    assert_eq!(report(&desk, &["result"], "list.jsonl").code, 0);
    let rows = lines(&desk.path("list.jsonl"));
    let odd = rows.iter().find(|row| row["photo"]["bytes"].is_string()).unwrap();
    assert_eq!(
        (&odd["state"], odd["photo"]["bytes"].as_str().unwrap().ends_with("2fff1b5b324b0a2e706e67")),
        (&json!("done"), true)
    );
    let of = |name: &str| rows.iter().find(|row| row["photo"] == json!(folder.join(name))).cloned();
    assert_eq!(of("pipe.jpg").unwrap()["kind"], "not_a_file");
    assert_eq!(of("dangling.png").unwrap()["state"], "left_out");
    assert_eq!(of("link.png"), None);
    for file in ["plan/shard-0000.jsonl", "result", "list.jsonl"] {
        let text = fs::read_to_string(desk.path(file)).unwrap();
        assert!(!text.contains(|letter: char| letter != '\n' && sladd::text::is_unseen(letter)), "{file}");
    }
}

#[test]
fn a_photo_that_is_gone_or_another_by_now_is_told_as_that() {
    let desk = Desk::new();
    let folder = archive(&desk, 3);
    assert_eq!(plan(&desk, &folder, "400").code, 0);
    fs::remove_file(folder.join("000.png")).unwrap();
    replace(&folder.join("002.png"), &[&small(2)[..], b"x"].concat());
    assert_eq!(work(&desk, "shard-0000.jsonl", "result", &["--task", "metadata"]).code, 0);
    let kinds: Vec<String> = lines(&desk.path("result"))[1..]
        .iter()
        .map(|line| format!("{} {}", line["state"].as_str().unwrap(), line["kind"].as_str().unwrap()))
        .collect();
    assert_eq!(kinds, ["unreadable gone", "unreadable changed", "done jpeg", "done png"]);
    assert_eq!(report(&desk, &["result"], "list.jsonl").code, 0);
    assert_eq!(lines(&desk.path("list.jsonl"))[0]["todo"], json!(["look"]));
}

/// Copies with their records, as they lie on a web server, joined with what became of the consents.
#[test]
fn records_are_held_against_the_register() {
    let desk = Desk::new();
    let Some(photo) = support::shared().map(|shared| shared.join("photos/astronaut.png")) else { return };
    let consent = desk.consent("staff", "intranet");
    let short =
        desk.run(&[&program::consent_arguments("staff", "intranet", "2028-01-31")[..], &["--json"]].concat());
    let withdrawn = short.lines[0]["consent"].as_str().unwrap().to_owned();
    let face = desk.faces(&photo)[0].clone();
    let sha256 = sladd::hash::ContentHash::of(&fs::read(&photo).unwrap());
    let mut copies = Vec::new();
    for id in [&consent, &withdrawn] {
        let keep = json!({"decision": "keep", "role": "staff", "age_band": "18+", "consent": id});
        let decisions = json!({"photos": [{"photo": photo, "sha256": sha256, "purpose": "event_report",
            "channels": ["intranet"], "regions": [region(&face, keep)]}]});
        let file = desk.write(&format!("{id}.json"), decisions.to_string());
        let done =
            desk.redact(&photo, &["--decisions", file.to_str().unwrap(), "--redact-rest", "--reviewed"]);
        assert_eq!(done.code, 0, "{}", done.stderr);
        copies.push(PathBuf::from(done.lines[0]["output"].as_str().unwrap()));
    }
    desk.done(&["consent", "withdraw", &withdrawn]);
    let out = desk.path("out");
    // One whose record was changed, one that is another picture by now, one that came without its record.
    let beside = |copy: &Path| PathBuf::from(format!("{}.consent.json", copy.display()));
    fs::copy(&copies[0], out.join("y-changed.jpg")).unwrap();
    let record = fs::read_to_string(beside(&copies[0])).unwrap();
    let changed = record.replacen("\"event_report\"", "\"press\"", 1);
    assert_ne!(changed, record);
    replace(&out.join("y-changed.jpg.consent.json"), changed.as_bytes());
    replace(&out.join("z-other.jpg"), SAMPLE);
    fs::copy(beside(&copies[0]), out.join("z-other.jpg.consent.json")).unwrap();
    fs::copy(&copies[1], out.join("zz-alone.jpg")).unwrap();
    assert_eq!(plan(&desk, &out, "400").code, 0);
    for (result, more) in [("plain", &[][..]), ("detailed", &["--detail"][..])] {
        assert_eq!(work(&desk, "shard-0000.jsonl", result, more).code, 0);
        assert_eq!(report(&desk, &[result], &format!("{result}.jsonl")).code, 0);
    }
    let record = |list: &str, photo: &Path| {
        let rows = lines(&desk.path(list));
        let row = rows.iter().find(|row| row["photo"] == json!(photo)).unwrap().clone();
        (row["record"].as_str().unwrap().to_owned(), row["todo"][0].as_str().unwrap_or_default().to_owned())
    };
    let of = |record: &str, todo: &str| (record.to_owned(), todo.to_owned());
    for list in ["plain.jsonl", "detailed.jsonl"] {
        assert_eq!(record(list, &copies[0]), of("valid", ""));
        assert_eq!(record(list, &copies[1]), of("withdrawn", "consent_withdrawn"));
        assert_eq!(record(list, &out.join("y-changed.jpg")), of("broken", "record_broken"));
        assert_eq!(record(list, &out.join("z-other.jpg")), of("broken", "record_broken"));
    }
    // By its content where that was asked for: the record was lost on the way, the consent was withdrawn all the same.
    assert_eq!(record("plain.jsonl", &out.join("zz-alone.jpg")), of("none", "faces"));
    assert_eq!(record("detailed.jsonl", &out.join("zz-alone.jpg")), of("withdrawn", "consent_withdrawn"));
}

#[cfg(target_os = "linux")]
mod disks {
    use super::*;

    /// Runs a line of shell in the desk's folder, with the program as `$0`.
    fn shell(desk: &Desk, line: &str) -> (i32, String) {
        let mut command = Command::new("sh");
        with_quick_engine(&mut command);
        let output = command
            .args(["-c", line])
            .arg(&desk.program)
            .current_dir(desk.path("."))
            .env_remove("SLADD_POLICY")
            .output()
            .unwrap();
        (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&output.stderr).into_owned())
    }

    #[test]
    fn a_full_disk_is_told_as_something_to_try_again_and_is_gone_on_from() {
        let desk = Desk::new();
        let folder = archive(&desk, 12);
        assert_eq!(plan(&desk, &folder, "400").code, 0);
        assert_eq!(work(&desk, "shard-0000.jsonl", "whole", &["--task", "metadata,records"]).code, 0);
        let whole = fs::read(desk.path("whole")).unwrap();
        assert!(whole.len() > 1100, "{}", whole.len());
        // `ulimit -f` counts 512 bytes: two of them hold the first line and some photos.
        let run = "\"$0\" archive work plan/shard-0000.jsonl --out full --task metadata,records --country DK --data data --lang en";
        let (code, said) = shell(&desk, &format!("ulimit -f 2; exec {run}"));
        assert_eq!(code, 3, "{said}");
        assert!(said.contains("cannot be written"), "{said}");
        let left = fs::read(desk.path("full")).unwrap();
        assert!(left.len() <= 1024 && whole.starts_with(&left), "what is there is right");
        let (code, said) = shell(&desk, &format!("exec {run}"));
        assert_eq!(code, 0, "{said}");
        assert_eq!(fs::read(desk.path("full")).unwrap(), whole);
        // A device that is full from the beginning, and no place at all.
        assert_eq!(work(&desk, "shard-0000.jsonl", "/dev/full", &["--task", "metadata"]).code, 2);
        assert_eq!(work(&desk, "shard-0000.jsonl", "nowhere/result", &["--task", "metadata"]).code, 3);
        let full = desk.run(&["archive", "plan", folder.to_str().unwrap(), "--out", "/proc/plan"]);
        assert_eq!(full.code, 3, "{}", full.stderr);
    }

    #[test]
    fn a_folder_without_permission_is_told_photo_by_photo() {
        use std::os::unix::{fs::PermissionsExt as _, process::CommandExt as _};
        let desk = Desk::new();
        let folder = archive(&desk, 4);
        assert_eq!(plan(&desk, &folder, "400").code, 0);
        let close = |mode| fs::set_permissions(folder.join("sub"), fs::Permissions::from_mode(mode)).unwrap();
        // Somebody who is not root: root may read everything.
        let nobody = |arguments: &[&str]| {
            let mut command = Command::new(&desk.program);
            command.args(arguments).args(["--country", "DK", "--data", "data", "--lang", "en"]);
            command.current_dir(desk.path(".")).env_remove("SLADD_POLICY").env_remove("SLADD_ONNXRUNTIME");
            if rustix::process::geteuid().is_root() {
                command.uid(65534).gid(65534);
            }
            command.output()
        };
        for open in [".", "plan", "plan/plan.json", "plan/shard-0000.jsonl"] {
            fs::set_permissions(desk.path(open), fs::Permissions::from_mode(0o777)).unwrap();
        }
        close(0o000);
        let done =
            nobody(&["archive", "work", "plan/shard-0000.jsonl", "--out", "result", "--task", "metadata"]);
        let planned = nobody(&["archive", "plan", "photos", "--out", "second"]);
        close(0o755);
        let (Ok(done), Ok(planned)) = (done, planned) else {
            println!("skipped: the program cannot be started as somebody else here");
            return;
        };
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert_eq!(done.status.code(), Some(0), "{said}");
        let kinds: Vec<String> = lines(&desk.path("result"))[1..]
            .iter()
            .map(|line| line["kind"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(kinds, ["png", "png", "jpeg", "denied", "denied"]);
        // The walk tells the folder by name, and plans the others.
        assert_eq!(planned.status.code(), Some(3));
        assert!(String::from_utf8_lossy(&planned.stderr).contains("sub"));
        assert_eq!(fs::read_to_string(desk.path("second/shard-0000.jsonl")).unwrap().lines().count(), 4);
        // A folder that lets nobody write.
        let closed = desk.path("closed");
        fs::create_dir(&closed).unwrap();
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o555)).unwrap();
        let refused = nobody(&[
            "archive",
            "work",
            "plan/shard-0000.jsonl",
            "--out",
            "closed/result",
            "--task",
            "metadata",
        ])
        .unwrap();
        assert_eq!(refused.status.code(), Some(3));
    }
}
