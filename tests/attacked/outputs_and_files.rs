//! Outputs that fail or are closed, and files that are none or have no end.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should say where")]

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use crate::program::{Desk, consent_arguments};
use crate::traps::{Trap, picture, shell};
use serde_json::Value;

#[test]
fn l2_outputs_that_fail_or_are_closed_end_with_3_after_the_batch() {
    let desk = Desk::new();
    fs::create_dir(desk.path("in")).unwrap();
    for number in 0..3 {
        desk.write(&format!("in/{number}.png"), picture(number));
    }
    for (number, (redirection, code)) in [
        (">/dev/full", 3),
        ("2>/dev/full", 3),
        (">/dev/full 2>/dev/full", 3),
        (">&-", 3),
        ("2>&-", 3),
        (">&- 2>&-", 3),
        (">&- 2>/dev/full", 3),
        (">/dev/null 2>/dev/null", 0),
        ("--quiet 2>&-", 0),
        ("--quiet 2>/dev/full", 0),
    ]
    .into_iter()
    .enumerate()
    {
        let out = format!("out{number}");
        let output = shell(&desk, &format!("\"$1\" redact in --out {out} --reviewed --json {redirection}"));
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{redirection}: {said}");
        let written = fs::read_dir(desk.path(&out)).unwrap().count();
        assert_eq!(written, 6, "{redirection}: three copies with their records");
        if redirection.starts_with('>') && !redirection.contains("2>") {
            assert!(said.contains("could not be written") || said.contains("kunne ikke"), "{said}");
        }
    }
    assert_eq!(desk.done(&["copies", "list", "--json"]).lines.len(), 30);
    for (script, code) in [
        ("\"$1\" ledger list >/dev/full", 3),
        ("\"$1\" ledger list >&-", 3),
        ("\"$1\" --help >&-", 3),
        ("\"$1\" --help >/dev/full", 3),
        ("\"$1\" --no-such-option 2>/dev/full", 2),
        ("\"$1\" --no-such-option 2>&-", 2),
        ("\"$1\" consent show S-AAAA-AAAA 2>/dev/full", 3),
        // A limit of file sizes is a failing output too, and no signal in the middle.
        ("ulimit -f 0; \"$1\" inspect in --json >lines.json", 3),
    ] {
        let code_then = shell(&desk, script).status.code();
        // A consent that is unknown is wrong usage, which is said before that the message was lost.
        let wanted = if script.contains("S-AAAA") {
            [Some(2), Some(3)].contains(&code_then)
        } else {
            code_then == Some(code)
        };
        assert!(wanted, "{script}: {code_then:?}");
    }
    desk.done(&["ledger", "check"]);
}

/// Runs it with little memory and for a short time; the answer comes of itself.
fn at_once(desk: &Desk, trap: Trap, arguments: &str) -> (i32, String, Vec<Value>) {
    let started = Instant::now();
    let script = format!("ulimit -v 3500000; exec timeout 60 \"$1\" {arguments} --lang en");
    let output = shell(desk, &script);
    let (told, said) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    let code = output.status.code();
    assert!(
        started.elapsed() < Duration::from_secs(50),
        "{arguments} with {trap:?} took {:?}",
        started.elapsed()
    );
    assert!(matches!(code, Some(0..=3)), "{arguments} with {trap:?}: {code:?} {said}");
    let lines = told.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    (code.unwrap(), format!("{told}{said}"), lines)
}

#[test]
fn l3_what_is_no_file_or_has_no_end_is_refused_at_once_in_true_words() {
    let desk = Desk::new();
    let good = desk.write("good.png", picture(9));
    let done = desk.redact(&good, &["--reviewed"]);
    let (copy, record) = (done.lines[0]["output"].clone(), done.lines[0]["sidecar"].clone());
    let (copy, record) = (copy.as_str().unwrap(), record.as_str().unwrap());
    let kept = fs::read(record).unwrap();
    let new = consent_arguments("staff", "intranet", "2028-01-31")
        .join(" ")
        .replace("HR archive, box 12", "'box 12'");
    for trap in Trap::ALL {
        let words = if trap == Trap::Sparse { "too large" } else { "a folder, a pipe or a device" };
        let english = if trap == Trap::Sparse { "too large" } else { "not a regular file" };
        // As a photo. A folder is one that is looked through.
        trap.set(&desk.path("trap.jpg"));
        if trap != Trap::Folder {
            for command in ["inspect", "redact --out o", "verify"] {
                let (code, said, lines) = at_once(&desk, trap, &format!("{command} trap.jpg --json"));
                let kind = &lines[0]["error"]["kind"];
                let wanted = if trap == Trap::Sparse { "too_large" } else { "not_a_file" };
                assert!(code == 3 && kind == wanted, "{command} {trap:?}: {said}");
            }
        }
        let (code, said, _) = at_once(&desk, trap, &format!("{new} --only-photo trap.jpg"));
        assert!(
            code == 3 && said.contains(if trap == Trap::Sparse { "too large" } else { words }),
            "{trap:?}: {said}"
        );
        // As a record.
        trap.set(Path::new(record));
        let (code, said, lines) = at_once(&desk, trap, &format!("verify '{copy}' --json"));
        let told = (&lines[0]["status"], lines[0]["details"].to_string());
        assert!(code == 1 && told.0 == "sidecar_changed" && told.1.contains(english), "{trap:?}: {said}");
        // As settings, as rules, as decisions.
        fs::create_dir_all(desk.path("other")).unwrap();
        trap.set(&desk.path("other/settings.toml"));
        let (code, said, _) = at_once(&desk, trap, "inspect good.png --data other");
        assert!(code == 3 && said.contains(words), "settings {trap:?}: {said}");
        let (code, said, _) = at_once(&desk, trap, "policy show --policy other/settings.toml");
        assert!(code == 2 && said.contains(english), "policy {trap:?}: {said}");
        let (code, said, _) = at_once(&desk, trap, "redact good.png --out o --decisions other/settings.toml");
        assert!(code == 2 && said.contains(words), "decisions {trap:?}: {said}");
    }
    // As the file that names the data folder.
    for trap in Trap::ALL {
        fs::create_dir_all(desk.path("own/sladd")).unwrap();
        trap.set(&desk.path("own/sladd/location.toml"));
        let script = "unset SLADD_DATA; export HOME=\"$PWD\" XDG_DATA_HOME=\"$PWD/own\"; \
                      exec timeout 30 \"$1\" ledger list --lang en";
        let output = shell(&desk, script);
        assert_eq!(output.status.code(), Some(3), "{trap:?}");
    }
    drop(kept);
}

#[test]
fn l3_searches_pass_by_what_is_no_file_and_name_it() {
    let desk = Desk::new();
    let consent = desk.consent("staff", "intranet");
    fs::create_dir(desk.path("shared")).unwrap();
    for (trap, name) in [
        (Trap::Pipe, "pipe.jpg"),
        (Trap::Pipe, "pipe.jpg.consent.json"),
        (Trap::Device, "zero.jpg"),
        (Trap::Sparse, "large.jpg"),
        (Trap::Socket, "socket.jpg"),
    ] {
        trap.set(&desk.path(&format!("shared/{name}")));
    }
    let (code, said, _) = at_once(&desk, Trap::Pipe, &format!("consent affected {consent} --scan shared"));
    assert_eq!(code, 0, "{said}");
    Trap::Sparse.set(&desk.path("shared/large.jpg.consent.json"));
    let (code, said, _) = at_once(&desk, Trap::Sparse, &format!("consent affected {consent} --scan shared"));
    assert!(code == 3 && said.contains("large.jpg.consent.json"), "{said}");
    let reexport = format!("consent reexport {consent} --originals shared --out again");
    let (code, said, _) = at_once(&desk, Trap::Sparse, &reexport);
    assert_eq!(code, 0, "nothing is to be made anew: {said}");
    let (code, said, lines) = at_once(&desk, Trap::Sparse, "verify shared --json");
    assert!(code == 3 && !lines.is_empty(), "{said}");
}
