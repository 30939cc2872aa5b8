//! Files that are broken, hostile or no photos: a plain answer for each, and the next one works.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers outside the test functions")]

mod support;
#[path = "support/export.rs"]
mod whole_export;

use std::{
    panic::catch_unwind,
    path::PathBuf,
    time::{Duration, Instant},
};

use sladd::{
    cli::count_decisions,
    consent::Country,
    geometry::PixelSize,
    metadata::{CleanFormat, inspect, structure_is_clean},
    photo::{Limits, PhotoError, isolated, open},
    policy::{Policy, PolicyError},
    record::Sealed,
    text::{Language, Text},
};
use support::{
    Random,
    cases::{Probe, local_file},
    corpus, noise, whole_corpus,
};

fn program() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_sladd"))
}

fn in_child(bytes: &[u8]) -> Result<sladd::photo::OpenedImage, PhotoError> {
    isolated::open(&program(), bytes, &Limits::default())
}

fn tiny(format: image::ImageFormat) -> Vec<u8> {
    let raster = noise(PixelSize::new(24, 17), 5);
    let mut bytes = Vec::new();
    image::RgbImage::from_raw(24, 17, raster.into_rgb())
        .unwrap()
        .write_to(&mut std::io::Cursor::new(&mut bytes), format)
        .unwrap();
    bytes
}

/// The small inputs that failed once.
fn faults() -> Vec<(String, Vec<u8>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/faults");
    let folders = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = folders.filter(|path| path.is_dir()).flat_map(|path| std::fs::read_dir(path).unwrap());
    let mut files: Vec<PathBuf> = files.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.into_iter().map(|path| (path.display().to_string(), std::fs::read(path).unwrap())).collect()
}

const FORMATS: [image::ImageFormat; 6] = [
    image::ImageFormat::Jpeg,
    image::ImageFormat::Png,
    image::ImageFormat::WebP,
    image::ImageFormat::Tiff,
    image::ImageFormat::Bmp,
    image::ImageFormat::Gif,
];

#[test]
fn a_child_gives_the_same_picture_as_this_process() {
    for format in FORMATS {
        let bytes = tiny(format);
        let (here, there) = (open(&bytes, &Limits::default()).unwrap(), in_child(&bytes).unwrap());
        assert_eq!(here.raster, there.raster, "{format:?}");
        assert_eq!((here.format, here.notices), (there.format, there.notices), "{format:?}");
    }
}

#[test]
fn a_child_gives_the_same_error_as_this_process() {
    for bytes in
        [&b""[..], b"hello there, this is a text", b"%PDF-1.7", b"\xff\xd8\xff", b"\0\0\0\x18ftypavif"]
    {
        assert_eq!(in_child(bytes).unwrap_err(), open(bytes, &Limits::default()).unwrap_err());
    }
}

/// Writes a script that stands in for a worker gone wrong.
#[cfg(unix)]
fn stand_in(folder: &tempfile::TempDir, script: &str) -> PathBuf {
    use std::{io::Write as _, os::unix::fs::OpenOptionsExt as _};
    let path = folder.path().join("worker");
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o700).open(&path).unwrap();
    file.write_all(format!("#!/bin/sh\n{script}\n").as_bytes()).unwrap();
    path
}

#[cfg(unix)]
#[test]
fn f74_a_child_that_is_killed_hangs_or_talks_nonsense_is_a_plain_error() {
    let bytes = tiny(image::ImageFormat::Jpeg);
    for (script, wanted) in [
        ("kill -9 $$", PhotoError::DecoderStopped),
        ("exit 1", PhotoError::DecoderStopped),
        ("while :; do :; done", PhotoError::TooSlow),
        ("printf 'nonsense that is no answer but long enough to be read as one'", PhotoError::DecoderStopped),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let worker = stand_in(&folder, script);
        let start = Instant::now();
        let found = isolated::open_within(&worker, &bytes, &Limits::default(), Duration::from_millis(700));
        assert_eq!(found.unwrap_err(), wanted, "{script}");
        assert!(start.elapsed() < Duration::from_secs(5));
    }
}

#[test]
fn f59_to_f65_bombs_are_refused_at_once() {
    for name in [
        "bomb_png_header_2g.png",
        "bomb_png_30000x30000_1bit.png",
        "bomb_jpeg_header_65500.jpg",
        "bomb_gif_65535.gif",
        "tiff_width_7fffffff.tif",
        "jpeg_zero_height.jpg",
        "tiff_ifd_loop.tif",
    ] {
        let Some(bytes) = corpus(&format!("synthetic/{name}")) else { return };
        let start = Instant::now();
        let error = open(&bytes, &Limits::default()).unwrap_err();
        assert!(start.elapsed() < Duration::from_secs(1), "{name} took {:?}", start.elapsed());
        assert!(matches!(error, PhotoError::TooLarge { .. } | PhotoError::Damaged), "{name}: {error}");
    }
    for name in ["bomb_png_iccp_256MiB", "bomb_png_ztxt_256MiB", "bomb_png_itxt_xmp_256MiB"] {
        let bytes = corpus(&format!("synthetic/{name}.png")).unwrap();
        let start = Instant::now();
        assert!(open(&bytes, &Limits::default()).is_ok(), "{name}");
        assert!(start.elapsed() < Duration::from_secs(2), "{name} took {:?}", start.elapsed());
    }
    let scans = corpus("synthetic/bomb_jpeg_800_scans.jpg").unwrap();
    let start = Instant::now();
    println!("800 scans: {:?}", open(&scans, &Limits::default()).err());
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn f66_loops_and_huge_counts_in_exif_change_nothing() {
    for name in ["exif_ifd_loop.jpg", "exif_huge_count.jpg"] {
        let Some(bytes) = corpus(&format!("synthetic/{name}")) else { return };
        assert!(open(&bytes, &Limits::default()).is_ok(), "{name}");
    }
}

#[test]
fn f67_and_f70_what_is_no_whole_photo_gets_a_plain_sentence() {
    for (name, kind) in [
        ("zero_length.jpg", "empty"),
        ("text_named.jpg", "not_a_photo"),
        ("pdf_named.jpg", "unsupported"),
        ("svg_named.png", "unsupported"),
        ("jpeg_only_soi.jpg", "not_a_photo"),
        ("png_bad_crc.png", "damaged"),
        ("png_no_iend.png", "damaged"),
    ] {
        let Some(bytes) = corpus(&format!("synthetic/{name}")) else { return };
        let error = open(&bytes, &Limits::default()).unwrap_err();
        assert_eq!(error.kind(), kind, "{name}");
        for language in Language::ALL {
            let message = error.message(&Text::new(language));
            assert!(message.len() > 10 && !message.starts_with("photo-"), "{name}: {message}");
        }
    }
}

#[test]
fn f71_and_f72_hostile_files_in_a_row_leave_the_batch_alive() {
    let start = Instant::now();
    for (name, bytes) in whole_corpus().iter().filter(|(name, _)| name.contains("hostile__")) {
        println!("{name}: {:?}", in_child(bytes).map(|opened| opened.raster.size()));
        assert!(in_child(&tiny(image::ImageFormat::Png)).is_ok(), "after {name}");
    }
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
}

/// Changes, cuts, repeats and overwrites bytes, as a fuzzer does.
fn mutate(bytes: &mut Vec<u8>, random: &mut Random) {
    const TELLING: [u8; 6] = [0, 1, 0x7f, 0x80, 0xfe, 0xff];
    for _ in 0..=random.below(6) {
        if bytes.len() < 4 {
            return;
        }
        let at = random.below(bytes.len());
        match random.below(6) {
            0 => bytes[at] = random.next() as u8,
            1 => bytes[at] ^= 1 << random.below(8),
            2 => bytes[at] = TELLING[random.below(TELLING.len())],
            3 => {
                let end = (at + random.below(32)).min(bytes.len());
                bytes.drain(at..end);
            }
            4 => {
                let end = (at + random.below(32)).min(bytes.len());
                let copy = bytes[at..end].to_vec();
                let to = random.below(bytes.len());
                bytes.splice(to..to, copy);
            }
            _ => {
                let end = (at + 4).min(bytes.len());
                bytes[at..end].fill(TELLING[random.below(TELLING.len())]);
            }
        }
    }
}

/// `SLADD_MUTATE_SECONDS` sets how long; 60 in the gate, 3 by default.
#[test]
fn f73_mutated_files_never_panic_out_of_opening_or_inspecting() {
    let seconds = std::env::var("SLADD_MUTATE_SECONDS").ok().and_then(|s| s.parse().ok()).unwrap_or(3);
    let mut seeds: Vec<(String, Vec<u8>)> =
        FORMATS.iter().map(|format| (format!("{format:?}"), tiny(*format))).collect();
    seeds.extend(whole_corpus().into_iter().filter(|(_, bytes)| bytes.len() < 60_000));
    seeds.extend(faults().into_iter().filter(|(_, bytes)| bytes.len() < 60_000));
    let small = Limits { pixels: 2_000_000, decoder_bytes: 64 << 20, ..Limits::default() };
    std::panic::set_hook(Box::new(|_| {}));
    let mut random = Random(std::process::id().into());
    let (mut tried, mut panics, mut slowest) = (0_u64, Vec::new(), (Duration::ZERO, String::new()));
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(seconds) {
        let (name, seed) = &seeds[random.below(seeds.len())];
        let mut bytes = seed.clone();
        mutate(&mut bytes, &mut random);
        let begun = Instant::now();
        let outcome = catch_unwind(|| {
            drop(open(&bytes, &small));
            drop(inspect(&bytes));
            for format in [CleanFormat::Jpeg, CleanFormat::Png, CleanFormat::Webp] {
                let _any = structure_is_clean(&bytes, format);
            }
        });
        if outcome.is_err() {
            panics.push(name.clone());
        }
        if begun.elapsed() > slowest.0 {
            slowest = (begun.elapsed(), name.clone());
        }
        tried += 1;
    }
    drop(std::panic::take_hook());
    println!("{tried} mutants, {} panics, slowest {slowest:?}", panics.len());
    assert!(panics.is_empty(), "{panics:?}");
}

/// Case 111, and the same for decisions files: whatever is done to a record, reading it gives an answer, and
/// never one that says it is whole.
#[test]
fn f111_changed_records_and_decisions_are_refused_without_a_panic() {
    let folder = tempfile::tempdir().unwrap();
    let exported =
        whole_export::export(&folder.path().join("out"), &folder.path().join("data"), None).unwrap();
    let record = std::fs::read(exported.sidecar).unwrap();
    let whole = Sealed::read(&record).unwrap();
    let decisions = br#"{"photos":[{"photo":"a.jpg","sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","purpose":"event_report","channels":["intranet"],"regions":[{"x":812,"y":440,"width":96,"height":121,"decision":"keep","role":"staff","age_band":"18+","consent":"S-K7QD-4TXM"}]}]}"#;
    assert_eq!(count_decisions(decisions), Ok(1));
    let mut random = Random(11);
    for _ in 0..4000 {
        let mut bytes = record.clone();
        mutate(&mut bytes, &mut random);
        // The ledger's hash stands outside the seal: `verify` holds it against the ledger.
        if let Ok(read) = Sealed::read(&bytes) {
            assert_eq!(read.integrity.body_sha256, whole.integrity.body_sha256);
            assert_eq!(read.body, whole.body);
        }
        let mut bytes = decisions.to_vec();
        mutate(&mut bytes, &mut random);
        // Many changes leave decisions readable; what counts is that there is an answer.
        drop(count_decisions(&bytes));
    }
    let nested = "[".repeat(100_000);
    let twice = String::from_utf8(decisions.to_vec()).unwrap().replace("\"x\":812,", "\"x\":812,\"x\":813,");
    for hostile in
        [nested.as_bytes(), twice.as_bytes(), b"{\"photos\":[],\"extra\":1}", b"", b"null", b"\xff\xfe"]
    {
        assert!(Sealed::read(hostile).is_err());
        assert!(count_decisions(hostile).is_err());
    }
    assert!(Sealed::read(&vec![b' '; 100 << 20]).is_err());
}

/// The same for policy files: a changed one is refused with a reason in every language, or read, and then it is
/// nowhere laxer than the country whose rules it stands on.
#[test]
fn f111_changed_policy_files_are_refused_or_nowhere_relax_their_country() {
    let tightened = "[tighten]\nchannels_removed = [\"press\"]\nmax_publication_days = 300\nmax_consent_years = 2\n\
        all_guardians_below = 18\nrequire_written = true\nmin_margin_percent = 35\nmax_detector_threshold = 0.3\n\
        caption_words = [\"stue\"]\n\n[tighten.rules]\n";
    let seeds: Vec<Vec<u8>> = Country::ALL
        .iter()
        .flat_map(|country| {
            let rules = Policy::for_country(*country).unwrap();
            let lines: Vec<String> =
                rules.rules().iter().map(|rule| format!("{} = \"HIDE\"\n", rule.id)).collect();
            let lines = lines.concat();
            [
                local_file(*country, "", "").into_bytes(),
                local_file(*country, "", &format!("{tightened}{lines}")).into_bytes(),
            ]
        })
        .collect();
    assert!(seeds.iter().all(|seed| Policy::with_local(std::str::from_utf8(seed).unwrap()).is_ok()));
    let texts: Vec<Text> = Language::ALL.into_iter().map(Text::new).collect();
    let mut random = Random(29);
    let (mut read, mut refused) = (0, 0);
    for _ in 0..6000 {
        let mut bytes = seeds[random.below(seeds.len())].clone();
        mutate(&mut bytes, &mut random);
        // A file that is no text is refused before it comes here.
        let Ok(text) = String::from_utf8(bytes) else { continue };
        match catch_unwind(|| Policy::with_local(&text)).expect("no panic comes out") {
            Ok(policy) => {
                let base = Policy::for_country(policy.country()).unwrap();
                let probe = Probe::default();
                let case = probe.case(None);
                assert!(policy.verdict(&case).outcome >= base.verdict(&case).outcome, "{text}");
                for (rule, plain) in policy.rules().iter().zip(base.rules()) {
                    assert_eq!((&rule.id, rule.outcome, rule.hard), (&plain.id, plain.outcome, plain.hard));
                    assert!(rule.local.is_none_or(|local| local >= plain.outcome), "{text}");
                }
                assert!(policy.dispensations().is_empty(), "{text}");
                assert!(policy.margin_percent(0) >= base.margin_percent(0), "{text}");
                assert!(policy.detector_threshold(0.9) <= base.detector_threshold(0.9), "{text}");
                read += 1;
            }
            Err(fault) => {
                assert!(texts.iter().all(|text| !fault.message(text).starts_with("policy-")), "{fault}");
                refused += 1;
            }
        }
    }
    // Both happen, so both were looked at.
    assert!(read > 100 && refused > 1500, "{read} read, {refused} refused");
    let nested = format!("{{\"tighten\":{}", "[".repeat(100_000));
    let nested_toml = format!("policy_id = {}", "[".repeat(100_000));
    let twice = format!("{}\nbase = \"SE\"\n", String::from_utf8_lossy(&seeds[0]));
    for hostile in [nested.as_str(), &nested_toml, &twice, "", "null", "{}", "\u{feff}{\"base\":\"XX\"}"] {
        let fault = Policy::with_local(hostile).unwrap_err();
        assert!(matches!(fault, PolicyError::Unreadable { .. } | PolicyError::Missing { .. }), "{fault}");
    }
}
