//! Records that were forged, lost or joined, and exports that were killed: each is tried.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test that cannot go on should say where"
)]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    sync::Arc,
};

use crate::people::{Face, How, Place};
use crate::program::{Desk, Outcome};
use jiff::{ToSpan as _, civil::date};
use serde_json::{Value, json};
use sladd::{
    clock::{Clock as _, FixedClock, SystemClock},
    consent::Channel,
    geometry::PixelSize,
    hash::ContentHash,
    pipeline::{ExportedPhoto, Origin, Release, VerifyStatus, verify},
    record::{Integrity, RefKind, SIDECAR_SUFFIX, Sealed},
    register::{ExportDetails, ExportEntry},
};

fn place() -> Place {
    Place::new(Arc::new(SystemClock))
}

/// A copy with one face kept and one covered.
fn copy_in(place: &Place, how: &How<'_>) -> ExportedPhoto {
    let consent = place.consent(SystemClock.today().saturating_add(2.years()));
    place.export(&[Face::Kept(consent), Face::Redacted], how).unwrap()
}

/// What the program says of a copy, for a machine and for a person.
fn asked(desk: &Desk, data: &Path, copy: &Path, more: &[&str]) -> (Outcome, String) {
    let (copy, data) = (copy.to_str().unwrap(), data.to_str().unwrap());
    let run = |more: &[&str]| {
        let output = assert_cmd::Command::new(&desk.program)
            .args([&["verify", copy, "--data", data, "--country", "DK", "--lang", "en"], more].concat())
            .env_remove("SLADD_POLICY")
            .env("XDG_STATE_HOME", desk.path("state"))
            .output()
            .unwrap();
        let stdout = String::from_utf8(output.stdout).unwrap();
        Outcome {
            code: output.status.code().unwrap(),
            lines: stdout.lines().filter_map(|line| serde_json::from_str(line).ok()).collect(),
            stdout,
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    };
    let plain = run(more);
    let machine = run(&[more, &["--json"]].concat());
    assert_eq!(plain.code, machine.code, "one answer, told in two ways");
    (machine, plain.stdout)
}

fn assert_answer(answer: &(Outcome, String), code: i32, status: &str, origin: &str, sentence: &str) {
    let (outcome, plain) = answer;
    let line = &outcome.lines[0];
    assert_eq!(
        (outcome.code, &line["status"], &line["origin"]),
        (code, &json!(status), &json!(origin)),
        "{line}"
    );
    assert!(plain.contains(sentence), "{plain}");
    assert_eq!(plain.contains("register agree"), status == "ok" && origin == "register", "{plain}");
}

/// H6 a, and what it stands beside: the same copy asked about with its own register, with another's, with none.
#[test]
fn a_record_that_the_register_has_never_seen_is_unknown_and_never_agreed_with() {
    let (own, other, desk) = (place(), place(), Desk::new());
    other.consent(SystemClock.today().saturating_add(1.year()));
    let copy = copy_in(&own, &How::default()).output;
    let known = asked(&desk, &own.data(), &copy, &[]);
    assert_answer(&known, 0, "ok", "register", "Copy, record and register agree.");
    let unknown = asked(&desk, &other.data(), &copy, &[]);
    assert_answer(&unknown, 1, "unknown_record", "elsewhere", "not made with this register’s key");
    // None is there, and none is made by asking.
    let nowhere = desk.path("nothing here");
    let unasked = asked(&desk, &nowhere, &copy, &[]);
    assert_answer(
        &unasked,
        1,
        "unknown_record",
        "unasked",
        "no register was asked, so it cannot be proved here",
    );
    assert!(!nowhere.join("sladd.db").exists());
    // An empty one is asked, and knows nothing.
    fs::create_dir(&nowhere).unwrap();
    drop(sladd::register::Register::open(&nowhere, Arc::new(SystemClock)).unwrap());
    assert_answer(&asked(&desk, &nowhere, &copy, &[]), 1, "unknown_record", "elsewhere", "does not know");
}

/// Without a register only a signature proves anything, and only by a key that somebody has named.
#[test]
fn where_no_register_can_be_asked_a_signature_by_a_named_key_is_proof() {
    let (own, desk) = (place(), Desk::new());
    let release = Release { sign: true, ..Release::default() };
    let copy = copy_in(&own, &How { release, ..How::default() }).output;
    let seed = own.register.known_signing_seed().unwrap().unwrap();
    let key = sladd::record::Signer::from_seed(&seed).public_key().to_string();
    let nowhere = desk.path("nothing");
    let signed = asked(&desk, &nowhere, &copy, &["--public-key", &key]);
    assert_answer(&signed, 0, "ok", "signed", "a key that was named here has signed");
    assert_answer(&asked(&desk, &nowhere, &copy, &[]), 1, "unknown_record", "unasked", "cannot be proved");
    let stranger = sladd::record::Signer::from_seed(&[1; 32]).public_key().to_string();
    let unknown = asked(&desk, &nowhere, &copy, &["--public-key", &stranger]);
    assert_answer(&unknown, 1, "unknown_record", "unasked", "cannot be proved");
    // A register that is asked and does not know the record is not talked round by a signature.
    let other = place();
    let asked = asked(&desk, &other.data(), &copy, &["--public-key", &key]);
    assert_answer(&asked, 1, "unknown_record", "elsewhere", "does not know");
}

/// Seals a record anew, as anybody can who has no key.
fn reseal(sealed: &mut Sealed) -> Vec<u8> {
    let canonical = serde_json_canonicalizer::to_vec(&sealed.body).unwrap();
    sealed.integrity.body_sha256 = ContentHash::of(&canonical);
    sealed.to_bytes().unwrap()
}

fn write(path: &Path, bytes: &[u8]) {
    let mut file = fs::OpenOptions::new().create(true).write(true).truncate(true).open(path).unwrap();
    std::io::Write::write_all(&mut file, bytes).unwrap();
}

fn read(path: &Path) -> Sealed {
    Sealed::read(&fs::read(path).unwrap()).unwrap()
}

/// As a record of the first version had it.
fn downgrade(sealed: &mut Sealed) {
    "urn:sladd:sidecar:1".clone_into(&mut sealed.body.schema);
    sealed.integrity.tag = None;
    for consent in &mut sealed.body.consents {
        consent.valid_until = Some(sealed.body.scope.valid_until);
    }
}

/// H6 b: an uncovered picture under the record of a covered copy, with every hash made anew.
#[test]
fn a_forged_record_over_an_uncovered_picture_is_found_wherever_the_register_is() {
    let (own, elsewhere, desk) = (place(), place(), Desk::new());
    let good = copy_in(&own, &How::default());
    let bare = elsewhere.export(&[], &How::default()).unwrap();
    let (mut forged, uncovered) = (read(&good.sidecar), read(&bare.sidecar));
    let name = forged.body.image.file_name.clone();
    forged.body.image = uncovered.body.image;
    forged.body.image.file_name = name;
    let copy = desk.path("forged.png");
    fs::copy(&bare.output, &copy).unwrap();
    let record = desk.path(&format!("forged.png{SIDECAR_SUFFIX}"));
    let answers = |sealed: &mut Sealed| {
        write(&record, &reseal(sealed));
        [own.data(), desk.path("no register")].map(|data| asked(&desk, &data, &copy, &[]))
    };
    // It takes over the id of the covered copy.
    let [own_register, none] = answers(&mut forged.clone());
    assert_answer(&own_register, 1, "sidecar_changed", "register", "The record was changed since export");
    assert_answer(&none, 1, "unknown_record", "unasked", "cannot be proved");
    // Any other id, with the tag and the ledger's hash of the covered copy.
    "7c0e6c1a-5d0f-4b0a-9f55-3f6f0f2d9b11".clone_into(&mut forged.body.record_id);
    let [own_register, none] = answers(&mut forged.clone());
    assert_answer(&own_register, 1, "unknown_record", "elsewhere", "or forged");
    assert_answer(&none, 1, "unknown_record", "unasked", "cannot be proved");
    // With the forger's own tag.
    let own_tag = forged.body.clone().seal(&[5; 32], forged.integrity.ledger_sha256, None).unwrap();
    assert_answer(&answers(&mut own_tag.clone())[0], 1, "unknown_record", "elsewhere", "or forged");
    // Made to look as if an older version had made it.
    downgrade(&mut forged);
    assert_answer(&answers(&mut forged)[0], 1, "unknown_record", "untold", "older version of Sladd");
}

type Change = fn(&mut Sealed);

/// Siblings of H6 b: picture, id and entry are the true ones, and a word of the record is another.
#[test]
fn no_word_of_a_record_can_be_changed_while_the_register_is_at_hand() {
    let (own, desk) = (place(), Desk::new());
    let good = copy_in(&own, &How::default());
    let whole = read(&good.sidecar);
    let untouched = fs::read(&good.sidecar).unwrap();
    let changes: [(&str, Change); 9] = [
        ("shown for longer", |it| it.body.scope.valid_until = date(2099, 1, 1)),
        ("shown for less long", |it| it.body.scope.valid_until = it.body.created_on),
        ("in more channels", |it| it.body.scope.channels = Channel::ALL.to_vec()),
        ("more covered than was", |it| it.body.counts.blurred += 1),
        ("another withdrawal address", |it| {
            it.body.controller.withdrawal = "Skriv til x@example.org".to_owned();
        }),
        ("another consent", |it| it.body.consents[0].reference = "B-BBBBBBBBBBBBBBBBBBBB".to_owned()),
        ("no consents", |it| it.body.consents.clear()),
        ("another tag", |it| {
            it.integrity.tag = it.body.clone().seal(&[1; 32], None, None).unwrap().integrity.tag;
        }),
        ("an older version", downgrade),
    ];
    for (what, change) in changes {
        let mut forged = whole.clone();
        change(&mut forged);
        write(&good.sidecar, &reseal(&mut forged));
        let found = verify(&good.output, Some(&own.register), SystemClock.today()).unwrap();
        assert_eq!(found.status, VerifyStatus::SidecarChanged, "{what}: {found:?}");
    }
    // And by the program, once.
    let mut forged = whole;
    forged.body.scope.channels = vec![Channel::PaidAdvert];
    write(&good.sidecar, &reseal(&mut forged));
    assert_answer(&asked(&desk, &own.data(), &good.output, &[]), 1, "sidecar_changed", "register", "changed");
    write(&good.sidecar, &untouched);
    assert_answer(&asked(&desk, &own.data(), &good.output, &[]), 0, "ok", "register", "agree");
}

/// H6 c: the log has lost an entry. Its own records are told from other organisations'.
#[test]
fn a_record_that_the_log_has_lost_is_told_from_one_made_elsewhere() {
    for loss in [
        // The tail is cut, and the counter with it.
        "DELETE FROM ledger WHERE number >= 2; DELETE FROM export; DELETE FROM export_consent;
         UPDATE sqlite_sequence SET seq = 1 WHERE name = 'ledger'",
        // Only the findable form is taken out.
        "DELETE FROM export; DELETE FROM export_consent",
    ] {
        let own = place();
        let copy = copy_in(&own, &How::default()).output;
        let raw = rusqlite::Connection::open(own.data().join("sladd.db")).unwrap();
        raw.execute_batch(loss).unwrap();
        drop(raw);
        let found = verify(&copy, Some(&own.register), SystemClock.today()).unwrap();
        assert_eq!((found.status, found.origin), (VerifyStatus::UnknownRecord, Origin::Here), "{loss}");
        let text = sladd::text::Text::new(sladd::text::Language::En);
        assert!(found.message(&text).contains("the log has lost it"), "{}", found.message(&text));
    }
    // The register of a backup from before the export.
    let (own, desk) = (place(), Desk::new());
    let data = desk.path("backup");
    fs::create_dir(&data).unwrap();
    fs::copy(own.data().join("sladd.db"), data.join("sladd.db")).unwrap();
    let copy = copy_in(&own, &How::default()).output;
    let lost = asked(&desk, &data, &copy, &[]);
    assert_answer(&lost, 1, "unknown_record", "here", "the log has lost it");
}

/// A record and an entry as the first versions wrote them: without tag, and without the record's hash in the ledger.
#[test]
fn an_old_record_is_still_verified_by_its_entry() {
    let (own, desk) = (place(), Desk::new());
    let good = copy_in(&own, &How::default());
    let mut old = read(&good.sidecar);
    "0c0e6c1a-5d0f-4b0a-9f55-3f6f0f2d9b11".clone_into(&mut old.body.record_id);
    downgrade(&mut old);
    let (_, former) = own.register.export(&read(&good.sidecar).body.record_id).unwrap().unwrap();
    let more = ExportDetails { valid_until: former.more.valid_until, ..ExportDetails::default() };
    let entry = ExportEntry { record_id: old.body.record_id.clone(), more, ..former };
    let pending = own.register.begin_export(&entry).unwrap();
    old.integrity.ledger_sha256 = Some(pending.hash().parse().unwrap());
    pending.commit().unwrap();
    write(&good.sidecar, &reseal(&mut old));
    assert_answer(&asked(&desk, &own.data(), &good.output, &[]), 0, "ok", "register", "agree");
    let elsewhere = asked(&desk, &place().data(), &good.output, &[]);
    assert_answer(&elsewhere, 1, "unknown_record", "untold", "older version of Sladd");
    // What the old entry tells of the copy must be what the record tells.
    for change in [
        |it: &mut Sealed| it.body.scope.channels = vec![Channel::Press],
        |it: &mut Sealed| it.body.scope.valid_until = date(2099, 1, 1),
    ] {
        let mut forged = old.clone();
        change(&mut forged);
        write(&good.sidecar, &reseal(&mut forged));
        let found = verify(&good.output, Some(&own.register), SystemClock.today()).unwrap();
        assert_eq!(found.status, VerifyStatus::SidecarChanged, "{found:?}");
    }
}

/// Every value of a record with the place where it stands, in which members of lists share one place.
fn values(path: &str, value: &Value, found: &mut BTreeMap<String, BTreeSet<String>>) {
    match value {
        Value::Object(parts) => {
            for (key, part) in parts {
                values(&if path.is_empty() { key.clone() } else { format!("{path}.{key}") }, part, found);
            }
        }
        Value::Array(parts) => parts.iter().for_each(|part| values(path, part, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            found.entry(path.to_owned()).or_default().insert(value.to_string());
        }
    }
}

/// What is the organisation's, the program's, the day's, or one of a few words, whoever is in the photo.
const CONSTANTS: [&str; 39] = [
    "schema",
    "created_on",
    "image.media_type",
    "image.width",
    "image.height",
    "controller.name",
    "controller.jurisdiction",
    "controller.contact",
    "controller.withdrawal",
    "scope.purpose",
    "scope.channels",
    "scope.valid_from",
    "scope.valid_until",
    "scope.review_by",
    "policy.base",
    "policy.base_version",
    "policy.effective_sha256",
    "counts.faces_total",
    "counts.blurred",
    "counts.kept_with_consent",
    "counts.not_a_face",
    "counts.undecided",
    "counts.added_by_user",
    "counts.other_areas_blurred",
    "consents.ref_kind",
    "consents.state",
    "consents.checked_on",
    "redaction.method",
    "redaction.irreversible",
    "redaction.margin_percent",
    "checks.whole_image_reviewed",
    "checks.identifiers_reviewed",
    "checks.metadata_removed",
    "checks.reread_after_write",
    "detector.model",
    "detector.model_sha256",
    "detector.threshold",
    "detector.assistive_only",
    "app.name",
];
/// The same of the seal, of what looked for faces, and of whoever is seen twice.
const CONSTANTS_OF_THE_SEAL: [&str; 11] = [
    "app.version",
    "counts.same_person_again",
    "counts.cut_away",
    "image.frame.cropped",
    "image.frame.straightened",
    "image.frame.turned",
    "detector.engine",
    "detector.library_sha256",
    "integrity.canonical",
    "integrity.signature.alg",
    "integrity.signature.key_id",
];

/// M4: records of public copies in which the same people are seen, two of them of one photo, one in the place of another.
#[test]
fn public_records_have_nothing_in_common_by_which_a_person_could_be_gathered() {
    let place = Place::new(Arc::new(FixedClock(date(2026, 11, 24))));
    let days = [date(2027, 3, 17), date(2027, 5, 29), date(2027, 8, 2)];
    let [a, b, c] = days.map(|day| place.consent(day));
    // One of them was renewed.
    place.register.renew(&b, days[1]).unwrap();
    let keep = |id: &sladd::consent::ConsentId| Face::Kept(id.clone());
    let sign = Release { sign: true, ..Release::default() };
    let how = How { release: sign.clone(), ..How::default() };
    let first = place.export(&[keep(&b), keep(&a), keep(&c)], &how).unwrap();
    let instead = Release { supersedes: Some(first.record_id.clone()), ..sign.clone() };
    let second =
        place.export(&[keep(&b), keep(&a), Face::Redacted], &How { release: instead, ..how.clone() });
    let other = How {
        seed: 99,
        size: PixelSize::new(244, 180),
        channels: &[Channel::Press, Channel::Intranet],
        ..how
    };
    let third = place.export(&[keep(&c), keep(&b), keep(&a)], &other).unwrap();
    let records = [first, second.unwrap(), third];
    let mut gathered: BTreeMap<(String, String), usize> = BTreeMap::new();
    for exported in &records {
        let bytes = fs::read(&exported.sidecar).unwrap();
        let (text, mut found) = (String::from_utf8(bytes).unwrap(), BTreeMap::new());
        for day in days {
            assert!(!text.contains(&day.to_string()), "a consent's own day: {text}");
        }
        values("", &serde_json::from_str(&text).unwrap(), &mut found);
        for (path, values) in found {
            for value in values {
                *gathered.entry((path.clone(), value)).or_default() += 1;
            }
        }
        // In no order but that of references that mean nothing.
        let references: Vec<String> =
            read(&exported.sidecar).body.consents.into_iter().map(|one| one.reference).collect();
        assert!(references.is_sorted() && references.iter().all(|one| one.starts_with("B-")));
        let found = verify(&exported.output, Some(&place.register), date(2026, 11, 24)).unwrap();
        assert_eq!(found.status, VerifyStatus::Ok, "{found:?}");
    }
    let repeated: Vec<_> = gathered
        .iter()
        .filter(|((path, _), count)| {
            let constant =
                CONSTANTS.contains(&path.as_str()) || CONSTANTS_OF_THE_SEAL.contains(&path.as_str());
            **count > 1 && !constant
        })
        .collect();
    assert!(repeated.is_empty(), "{repeated:?}");
    // A value that stands in one place of one record stands in no place of another, either.
    let apart = |wanted: &dyn Fn(&str) -> bool| {
        gathered.keys().filter(|(path, _)| wanted(path)).map(|(_, value)| value.clone()).collect::<Vec<_>>()
    };
    let own = apart(&|path| !CONSTANTS.contains(&path) && !CONSTANTS_OF_THE_SEAL.contains(&path));
    assert_eq!(own.len(), own.iter().collect::<BTreeSet<_>>().len(), "{own:?}");
    // The day until which the copies may be shown is one that many consents share; the exact one is in the ledger.
    let scope = read(&records[0].sidecar).body.scope;
    assert_eq!((scope.valid_until, scope.review_by), (date(2026, 12, 31), date(2026, 12, 31)));
    let (_, entry) = place.register.export(&records[0].record_id).unwrap().unwrap();
    assert_eq!(entry.more.valid_until, Some(days[0]));
    // So the copy holds to the last exact day where the register is, and no longer; elsewhere until the told one.
    let on = |day, register| verify(&records[0].output, register, day).unwrap();
    assert_eq!(on(days[0], Some(&place.register)).status, VerifyStatus::Ok);
    let after = on(days[0].saturating_add(1.day()), Some(&place.register));
    assert_eq!(after.status, VerifyStatus::ConsentExpired);
    assert!(on(days[0], None).details.iter().any(|detail| detail.contains("own time has expired")));
}

/// Inside the organisation a record names the register's ids and days, in no order of the faces.
#[test]
fn internal_records_name_the_consents_and_no_face() {
    let place = Place::new(Arc::new(FixedClock(date(2026, 11, 24))));
    let until = date(2027, 3, 17);
    let mut ids: Vec<_> = (0..4).map(|_| place.consent(until)).collect();
    let faces: Vec<_> = ids.iter().cloned().map(Face::Kept).collect();
    let how = How { channels: &[Channel::Intranet], ..How::default() };
    let record = read(&place.export(&faces, &how).unwrap().sidecar).body;
    ids.sort_by(|a, b| a.as_str().cmp(b.as_str()));
    let told: Vec<_> = record.consents.iter().map(|one| one.reference.clone()).collect();
    assert_eq!(told, ids.iter().map(|id| id.as_str().to_owned()).collect::<Vec<_>>());
    assert!(record.consents.iter().all(|one| one.ref_kind == RefKind::RegisterId));
    assert!(record.consents.iter().all(|one| one.valid_until == Some(until)));
    assert_eq!(record.scope.valid_until, until);
}

/// What an erased person leaves: the exports' findable form holds no hash by which the consent's id could be tried out.
#[test]
fn erasing_a_person_takes_the_hash_of_the_record_too() {
    let place = Place::new(Arc::new(FixedClock(date(2026, 11, 24))));
    let id = place.consent(date(2027, 3, 17));
    let how = How { channels: &[Channel::Intranet], ..How::default() };
    let copy = place.export(&[Face::Kept(id.clone())], &how).unwrap();
    let entry = |record: &str| place.register.export(record).unwrap().unwrap().1;
    let hash = entry(&copy.record_id).more.record_sha256;
    assert_eq!(hash, Some(read(&copy.sidecar).integrity.body_sha256));
    place.register.withdraw(&id, date(2026, 11, 24)).unwrap();
    place.register.erase(&id).unwrap();
    assert_eq!(entry(&copy.record_id).more.record_sha256, None);
    let found = verify(&copy.output, Some(&place.register), date(2026, 11, 24)).unwrap();
    assert_eq!((found.status, found.origin), (VerifyStatus::ConsentWithdrawn, Origin::Register), "{found:?}");
    let raw = fs::read(place.data().join("sladd.db")).unwrap();
    let hash = hash.unwrap().to_string();
    assert!(!raw.windows(64).any(|part| part == hash.as_bytes()), "it lies in the file still");
}

/// A tag of its own for each record; one who has no key cannot tell whose two records are.
#[test]
fn tags_are_all_different() {
    let place = Place::new(Arc::new(FixedClock(date(2026, 11, 24))));
    let tag = |_| {
        let sidecar = place.export(&[Face::Redacted], &How::default()).unwrap().sidecar;
        let Integrity { tag, .. } = read(&sidecar).integrity;
        serde_json::to_string(&tag.unwrap()).unwrap()
    };
    let tags: BTreeSet<String> = (0..3).map(tag).collect();
    assert_eq!(tags.len(), 3);
}
