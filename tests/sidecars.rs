//! Thousands of exports of every kind: no record beside a copy tells anything of a person.
//!
//! What must not stand there is the forbidden list of the design (names, roles, ages, capacity, course of care,
//! ward, boxes, the original's name, path and hash, who exports, times of day, GPS, serial numbers, and in public
//! channels the consent's own id). Every free text that goes into an export here carries a mark that is looked for
//! in the raw bytes; the rest is looked for by shape.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should say where")]

#[path = "support/export.rs"]
mod export;
#[path = "support/export_entry.rs"]
mod export_entry;
mod support;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use export::Told;
use export_entry::export_entry;
use jiff::civil::date;
use serde_json::Value;
use sladd::{
    clock::FixedClock,
    consent::{
        AgeBand, Capacity, CareStatus, Channel, ChannelClass, Circumstance, Collection, Consent, ConsentId,
        Controller as Organisation, Country, LegalBasis, Method, NewConsent, Purpose, Role, Signer,
        personal_number,
    },
    detection::CancelFlag,
    export::{Encoding, OutputFormat, TargetFolder},
    geometry::{BoundingBox, PixelSize},
    hash::ContentHash,
    identifiers::{Found, Kinds},
    photo::Limits,
    pipeline::{
        Against, Attestation, Clearance, ExportPlan, ExportedPhoto, OpenedPhoto, Release, VerifyStatus,
        verify_against,
    },
    policy::{Policy, Ward},
    record::{PublicKey, Sealed, Signer as Key},
    redaction::{Shape, Style},
    register::{RegionEntry, Register},
    review::{AreaKind, Decision, Edit, Identifier, Instead, Person, RegionId, Review},
};
use support::Random;

/// How many copies are written, over all three countries.
const EXPORTS: usize = 2_100;
const SIZE: PixelSize = PixelSize::new(96, 72);
/// Stands in every free text, file name and path of these exports.
const MARK: &str = "kanarie";
const GPS: &str = "55.67611";
const SERIAL: &str = "SN4711X0815";
const TAKEN: &str = "2026:11:03 14:27:31";

/// A photo whose file tells who took it, where, when and of whom.
fn photo(random: &mut Random) -> Vec<u8> {
    let shift = random.next() as u32;
    let picture = image::RgbImage::from_fn(SIZE.width, SIZE.height, |x, y| {
        image::Rgb([(x * 5 + shift) as u8, (y * 3 + x) as u8, (x ^ y ^ shift) as u8])
    });
    let mut bytes = export::png(&picture);
    let text = format!("tEXtDescription\0{MARK} {GPS} {SERIAL} {TAKEN}");
    let mut crc = flate2::Crc::new();
    crc.update(text.as_bytes());
    let length = (text.len() - 4) as u32;
    bytes.splice(33..33, [&length.to_be_bytes(), text.as_bytes(), &crc.sum().to_be_bytes()].concat());
    bytes
}

fn any<T: Copy>(random: &mut Random, all: &[T]) -> T {
    all[random.below(all.len())]
}

fn one_in(random: &mut Random, times: usize) -> bool {
    random.below(times) == 0
}

/// Some of them, never none.
fn some<T: Copy + PartialEq>(random: &mut Random, all: &[T]) -> Vec<T> {
    let mut chosen: Vec<T> = all.iter().copied().filter(|_| random.below(3) == 0).collect();
    if chosen.is_empty() {
        chosen.push(any(random, all));
    }
    chosen
}

/// The country's rules, alone or under an organisation's own file.
fn policy(country: Country, local: Option<&str>) -> Policy {
    let Some(more) = local else { return Policy::for_country(country).unwrap() };
    let text = format!(
        "policy_id = \"AFD-STRICT\"\nversion = \"2\"\nbase = \"{country}\"\nowner_role = \"afdelingsledelse\"\n\
         adopted_by = \"Afdelingsledelsen\"\nadopted_on = \"2026-10-01\"\neffective_from = \"2026-10-15\"\n\
         review_by = \"2027-10-01\"\nrisk_basis = \"{MARK}\"\nguideline_ref = \"{MARK}\"\n\
         [contacts]\nlocal_privacy_consultant = \"{MARK}@example.org\"\nfallback_mailbox = \"{MARK}@example.org\"\n\
         breach = [\"{MARK}@example.org\"]\n{more}"
    );
    Policy::with_local(&text).unwrap()
}

fn policies(country: Country) -> Vec<Policy> {
    let dispensed = format!(
        "[tighten.rules]\n{country}-REL = \"CONSENT+APPROVAL\"\n{country}-VOL = \"CONSENT+APPROVAL\"\n\
         [[dispensations]]\nid = \"DISP-2026-014\"\nrule = \"{country}-VOL\"\nauthority = \"Udvalget\"\n\
         scope = \"{MARK}\"\nto = \"CONSENT\"\nvalid_until = \"2026-12-31\"\n"
    );
    let signed = "[tighten]\nrequire_signature = true\nmax_publication_days = 90\nmin_margin_percent = 40\n\
                  checklist_added = [\"wristband\", \"screen\"]\n";
    let mut all =
        vec![policy(country, None), policy(country, Some(&dispensed)), policy(country, Some(signed))];
    if country == Country::No {
        let decided = "[decision]\npatient_with_consent = true\ndecided_by = \"Ledelsen\"\n\
                       decided_on = \"2026-09-01\"\n";
        all.push(policy(country, Some(decided)));
    }
    all
}

/// A consent that is as good as a consent of such a person can be; every text in it carries the mark.
fn consent(random: &mut Random, person: Person, number: usize) -> NewConsent {
    let adult = person.age_band == AgeBand::Adult;
    let mut signers =
        if adult { vec![Signer::SelfSigned] } else { vec![Signer::Guardian1, Signer::Guardian2] };
    if person.age_band == AgeBand::Age15To17 {
        signers.push(Signer::SelfSigned);
    }
    let text = |what: &str| Some(format!("{MARK} {what} {number}"));
    NewConsent {
        role: person.role,
        age_band: person.age_band,
        care_status: person.care_status,
        capacity: person.capacity,
        basis: LegalBasis::Consent,
        purposes: Purpose::ALL.to_vec(),
        channels: Channel::ALL.to_vec(),
        valid_until: any(random, &[date(2026, 12, 31), date(2027, 6, 1), date(2029, 1, 31)]),
        signers,
        form_location: format!("{MARK} arkiv {number}"),
        approval: text("sag"),
        child_heard: true,
        collection: Collection {
            method: Some(any(random, &[Method::PaperSigned, Method::DigitalSigned])),
            collected_by: text("kommunikation"),
            independent: Some(true),
            notice: text("notits"),
            confidentiality_release: true,
            witness: text("vidne"),
            limits: text("ikke i"),
            ..Collection::default()
        },
        id: None,
        occasion: None,
    }
}

fn person(random: &mut Random) -> Person {
    let role = any(random, Role::ALL);
    let age_band = if one_in(random, 3) { any(random, AgeBand::ALL) } else { AgeBand::Adult };
    Person {
        role,
        age_band,
        care_status: role.is_in_care().then(|| any(random, CareStatus::ALL)),
        capacity: Some(if one_in(random, 6) { any(random, Capacity::ALL) } else { Capacity::Yes }),
        circumstance: one_in(random, 20).then_some(Circumstance::ProtectedIdentity),
    }
}

/// What a record is held against.
struct Secrets<'a> {
    source: ContentHash,
    folder: &'a Path,
    consents: &'a BTreeMap<ConsentId, Consent>,
    public: bool,
}

/// Where a hash may stand.
const HASHES: [&str; 6] = [
    "image.sha256",
    "image.pixels_sha256",
    "policy.effective_sha256",
    "detector.model_sha256",
    "integrity.body_sha256",
    "integrity.ledger_sha256",
];
/// Keys that no record has, at any depth.
const KEYS: [&str; 26] = [
    "role",
    "age",
    "age_band",
    "capacity",
    "care_status",
    "ward",
    "unit",
    "department",
    "diagnosis",
    "initials",
    "birth_date",
    "personal_number",
    "operator",
    "user",
    "host",
    "box",
    "bbox",
    "boxes",
    "regions",
    "faces",
    "thumbnail",
    "embedding",
    "landmarks",
    "source",
    "captured_at",
    "gps",
];
/// Words that say of a person what no record says.
fn personal_words() -> BTreeSet<&'static str> {
    let mut words: BTreeSet<&str> = Role::ALL.iter().map(|word| word.word()).collect();
    words.extend(AgeBand::ALL.iter().map(|word| word.word()));
    words.extend(CareStatus::ALL.iter().map(|word| word.word()));
    words.extend(Capacity::ALL.iter().map(|word| word.word()));
    words.extend(Signer::ALL.iter().map(|word| word.word()));
    words.extend(Circumstance::ALL.iter().map(|word| word.word()));
    words.extend(Organisation::ALL.iter().map(|word| word.word()));
    words.insert("sensitive");
    words
}

/// Everything in a record that must not be there, by kind; empty where it is as it should be.
fn leaks(bytes: &[u8], secrets: &Secrets<'_>) -> BTreeSet<&'static str> {
    let raw = String::from_utf8_lossy(bytes).to_lowercase();
    let mut found = BTreeSet::new();
    let folder = secrets.folder.display().to_string().to_lowercase();
    for (kind, words) in [
        ("a text of the register, the file or the operator", vec![MARK.to_owned()]),
        ("the original's hash", vec![secrets.source.to_string()]),
        ("a place", vec![GPS.to_owned()]),
        ("a serial number", vec![SERIAL.to_lowercase()]),
        ("a path", vec![folder.replace('\\', "\\\\"), folder]),
    ] {
        if words.iter().any(|word| raw.contains(word)) {
            found.insert(kind);
        }
    }
    if secrets.public && secrets.consents.keys().any(|id| raw.contains(&id.as_str().to_lowercase())) {
        found.insert("a consent's own id");
    }
    let value: Value = serde_json::from_slice(bytes).unwrap_or_default();
    walk("", &value, &personal_words(), &mut found);
    found
}

fn walk(path: &str, value: &Value, personal: &BTreeSet<&str>, found: &mut BTreeSet<&'static str>) {
    match value {
        Value::Object(parts) => {
            for (key, part) in parts {
                if KEYS.contains(&key.as_str()) {
                    found.insert("a key about a person");
                }
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                walk(&path, part, personal, found);
            }
        }
        Value::Array(parts) => {
            // Four numbers in a row are a box, many are a face in numbers.
            if parts.iter().any(Value::is_number) {
                found.insert("a row of numbers");
            }
            for part in parts {
                walk(path, part, personal, found);
            }
        }
        Value::Number(number) => {
            if !number.is_u64() && path != "detector.threshold" {
                found.insert("a number that counts nothing");
            }
        }
        Value::String(text) => {
            if personal.contains(text.as_str()) {
                found.insert("a word about a person");
            }
            let time = text
                .as_bytes()
                .windows(5)
                .any(|part| part[2] == b':' && [0, 1, 3, 4].iter().all(|at| part[*at].is_ascii_digit()));
            if time {
                found.insert("a time of day");
            }
            let hash = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
            if hash && !HASHES.contains(&path) {
                found.insert("a hash of nobody knows what");
            }
            let random = hash || ["record_id", "supersedes", "integrity.signature.value"].contains(&path);
            if !random && path != "integrity.signature.key_id" && personal_number::is_in(text) {
                found.insert("a personal number");
            }
        }
        Value::Null | Value::Bool(_) => {}
    }
}

struct Office {
    temp: tempfile::TempDir,
    register: Register,
    consents: BTreeMap<ConsentId, Consent>,
    folder: TargetFolder,
    detector: Told,
    clock: FixedClock,
    key: PublicKey,
}

/// What was exported, and how.
struct Done {
    exported: ExportedPhoto,
    policy: Policy,
    source: ContentHash,
    attested: bool,
    signed: bool,
    public: bool,
}

impl Office {
    fn open() -> Self {
        // Thousands of exports are made sure of on disk; in memory that costs nothing.
        let memory = Path::new("/dev/shm");
        let place = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
        let temp = tempfile::Builder::new().prefix(MARK).tempdir_in(place).unwrap();
        let clock = export::clock();
        let register = Register::open(&temp.path().join("data"), Arc::new(clock)).unwrap();
        Self {
            folder: TargetFolder::create(&temp.path().join("out")).unwrap(),
            key: Key::from_seed(&register.signing_seed().unwrap()).public_key(),
            register,
            consents: BTreeMap::new(),
            detector: Told::new(SIZE, Vec::new()),
            clock,
            temp,
        }
    }

    fn record(&mut self, random: &mut Random, person: Person) -> Option<ConsentId> {
        // Many photos rely on the same consent; a person whom nobody knows has none.
        let old: Vec<&Consent> = self.consents.values().filter(|one| one.role == person.role).collect();
        if !old.is_empty() && !one_in(random, 4) {
            return Some(old[random.below(old.len())].id.clone());
        }
        let added = self.register.add(consent(random, person, self.consents.len())).ok()?;
        self.consents.insert(added.id.clone(), added.clone());
        Some(added.id)
    }

    /// An earlier export of this photo for the same use, whose place another takes.
    fn former(
        &self,
        record: String,
        photo: &[u8],
        policy: &Policy,
        purpose: Purpose,
        channels: &[Channel],
        review: &Review,
    ) -> String {
        let mut former = export_entry(&record, date(2026, 11, 24), &ConsentId::random());
        let region = former.regions.remove(0);
        for entry in review.entries() {
            if let Some(Decision::Keep { consent }) = &entry.decision {
                former.regions.push(RegionEntry { consent: Some(consent.clone()), ..region.clone() });
            }
        }
        former.source_sha256 = ContentHash::of(photo);
        former.policy_sha256 = policy.effective_sha256();
        (former.purpose, former.channels) = (purpose, channels.to_vec());
        self.register.begin_export(&former).unwrap().commit().unwrap();
        record
    }

    /// Decides everything at random; what the rules do not let be seen is covered.
    fn export(&mut self, random: &mut Random, policies: &[Policy]) -> Done {
        let policy = policies[random.below(policies.len())].clone();
        let faces = (0..random.below(6))
            .map(|at| BoundingBox::new(at as f32 * 15.5 + 1.25, random.below(40) as f32 + 2.75, 11.5, 13.25))
            .collect();
        *self.detector.faces.lock().unwrap() = faces;
        let bytes = photo(random);
        let opened = OpenedPhoto::open(&bytes, &Limits::default()).unwrap();
        let mut detected = opened.detect(&self.detector, &mut |_| {}, &CancelFlag::default()).unwrap();
        detected.review_mut().take_up_found(&Found::default(), Kinds::ALL);
        let attested = !one_in(random, 5);
        let channels = some(random, Channel::ALL);
        let purpose = any(random, Purpose::ALL);
        let ward = if one_in(random, 8) { Ward::Sensitive } else { Ward::Normal };
        self.decide(random, detected.review_mut(), attested);
        let mut review = detected.review().clone();
        let info = detected.detector().clone();
        let clearance = Clearance {
            policy: &policy,
            consents: &self.consents,
            purpose,
            channels: &channels,
            ward,
            today: date(2026, 11, 24),
        };
        let attestation = if attested { Attestation::WholeImageReviewed } else { Attestation::NobodyLooked };
        let cleared = loop {
            let opened = OpenedPhoto::open(&bytes, &Limits::default()).unwrap();
            let photo = opened.resume(review.clone(), info.clone()).unwrap();
            match photo.finish(attestation).unwrap().clear(&clearance) {
                Ok(cleared) => break cleared,
                Err(blocked) => {
                    let covered: BTreeSet<RegionId> = blocked.reasons.iter().map(|(id, _)| *id).collect();
                    assert!(!covered.is_empty(), "{:?}", blocked.gates);
                    for region in covered {
                        review.apply(Edit::Decide { region, decision: Some(Decision::Redact) }).unwrap();
                    }
                    review.apply(Edit::AttestWholeImage(attested)).unwrap();
                    review.apply(Edit::ConfirmVisible(true)).unwrap();
                }
            }
        };
        let sign = one_in(random, 3);
        let release = Release {
            event: one_in(random, 2).then(|| format!("{MARK} fest")),
            sign,
            supersedes: one_in(random, 9).then(|| {
                let record = format!("7c0e6c1a-5d0f-4b0a-9f55-{:012x}", random.next() >> 16);
                self.former(record, &bytes, &policy, purpose, &channels, &review)
            }),
        };
        let plan = ExportPlan {
            folder: self.folder.clone(),
            // A name that the person asks for and that holds a personal number is not used.
            stem: one_in(random, 7).then(|| format!("{MARK} 211062-5629")),
            encoding: Encoding { format: any(random, &OutputFormat::ALL), ..Encoding::default() },
            style: any(random, &Style::ALL),
            margin_percent: any(random, &[0, 25, 100]),
            copies: sladd::pipeline::Copies::default(),
            controller: export::controller(policy.country()),
            operator: format!("{MARK} {}", random.below(9)),
        };
        let signed = sign || policy.requires_signature();
        let public = channels.iter().any(|channel| channel.class() == ChannelClass::Public);
        let cleared = cleared.with(release);
        let exported = cleared.export(&plan, &self.detector, &self.register, &self.clock).unwrap();
        Done { exported, policy, source: ContentHash::of(&bytes), attested, signed, public }
    }

    fn decide(&mut self, random: &mut Random, review: &mut Review, attested: bool) {
        let ids: Vec<RegionId> = review.entries().iter().map(|entry| entry.region.id).collect();
        for region in ids {
            let person = person(random);
            match random.below(5) {
                0 => review.apply(Edit::Decide { region, decision: Some(Decision::Redact) }).unwrap(),
                1 => {
                    let what = Some(Instead::ALL[region.value() as usize % Instead::ALL.len()]);
                    let decision = Some(Decision::NotAFace { what });
                    review.apply(Edit::Decide { region, decision }).unwrap();
                }
                _ => {
                    if let Some(consent) = self.record(random, person) {
                        // One consent is one person's, who may be seen in a mirror as well.
                        let same_person = review.kept_by(&consent).next().is_some();
                        review.apply(Edit::KeepAs { region, person, consent, same_person }).unwrap();
                    }
                }
            }
        }
        for _ in 0..random.below(3) {
            let at = BoundingBox::new(random.below(60) as f32, 50.5, 14.25, 9.75);
            review
                .apply(Edit::AddArea { shape: Shape::Rectangle(at), what: any(random, &AreaKind::ALL) })
                .unwrap();
        }
        review.apply(Edit::RedactUndecided).unwrap();
        for identifier in Identifier::ALL {
            // The rules of one of the policies ask for two of them.
            let asked = ["wristband", "screen"].contains(&identifier.word());
            if asked || one_in(random, 2) {
                review.apply(Edit::Identifier { identifier, reviewed: true }).unwrap();
            }
        }
        review.apply(Edit::Caption(format!("{MARK} fest"))).unwrap();
        review.apply(Edit::Approve(Some(format!("{MARK} nr. 2")))).unwrap();
        review.apply(Edit::AttestWholeImage(attested)).unwrap();
        review.apply(Edit::ConfirmVisible(true)).unwrap();
    }

    fn secrets(&self, done: &Done) -> Secrets<'_> {
        Secrets {
            source: done.source,
            folder: self.temp.path(),
            consents: &self.consents,
            public: done.public,
        }
    }

    /// Copy, record and register agree.
    fn assert_verified(&self, done: &Done) {
        let keys = [self.key.clone()];
        let against = Against {
            register: Some(&self.register),
            keys: &keys,
            policy: Some(&done.policy),
            today: date(2026, 11, 24),
        };
        let answer = verify_against(&done.exported.output, &against).unwrap();
        let wanted = if done.attested { VerifyStatus::Ok } else { VerifyStatus::NotReviewed };
        assert_eq!(answer.status, wanted, "{answer:?}");
        let signed = answer.details.iter().any(|detail| detail == "signed with a key that is known here");
        assert_eq!(signed, done.signed, "{answer:?}");
    }
}

fn validator() -> jsonschema::Validator {
    let schema = serde_json::from_str(include_str!("../assets/schema/sidecar.schema.json")).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

fn remove(paths: [&PathBuf; 2]) {
    for path in paths {
        fs::remove_file(path).unwrap();
    }
}

#[test]
fn no_record_of_thousands_of_exports_tells_anything_of_a_person() {
    let schema = validator();
    let mut references = BTreeSet::new();
    let (mut kept, mut public_kept, mut dispensed, mut signed) = (0, 0, 0, 0);
    for country in Country::ALL {
        let mut random = Random(0x5eed ^ (u64::from(country.word().as_bytes()[0]) << 20));
        let (mut office, policies) = (Office::open(), policies(*country));
        for number in 0..EXPORTS / Country::ALL.len() {
            let done = office.export(&mut random, &policies);
            let bytes = fs::read(&done.exported.sidecar).unwrap();
            let told = leaks(&bytes, &office.secrets(&done));
            assert!(told.is_empty(), "{country} {number}: {told:?}\n{}", String::from_utf8_lossy(&bytes));
            let value: Value = serde_json::from_slice(&bytes).unwrap();
            let faults: Vec<String> = schema.iter_errors(&value).map(|error| error.to_string()).collect();
            assert!(faults.is_empty(), "{country} {number}: {faults:?}");
            let sealed = Sealed::read(&bytes).unwrap();
            office.assert_verified(&done);

            kept += sealed.body.counts.kept_with_consent;
            // Public records do not tell of them.
            let (_, entry) = office.register.export(&sealed.body.record_id).unwrap().unwrap();
            dispensed += entry.more.dispensations.len();
            signed += u32::from(sealed.integrity.signature.is_some());
            if done.public {
                for consent in &sealed.body.consents {
                    public_kept += 1;
                    assert!(references.insert(consent.reference.clone()), "one reference in two records");
                }
            }
            remove([&done.exported.output, &done.exported.sidecar]);
        }
        assert!(office.register.check_ledger().unwrap().is_ok());
    }
    // The exports were of every kind, so the silence means something.
    assert!(kept > 500 && public_kept > 100, "{kept} kept, {public_kept} of them in public channels");
    assert!(dispensed > 20 && signed > 500, "{dispensed} dispensations, {signed} signatures");
}

/// Each line of the forbidden list, put into a good record, is found: by the shape, and most of them by the schema.
#[test]
fn a_record_that_tells_too_much_is_found() {
    type Spoil = fn(&mut Value, &Secrets<'_>);
    let spoilt: [(&str, bool, Spoil); 14] = [
        ("a key about a person", true, |record, _| record["role"] = "x".into()),
        ("a key about a person", true, |record, _| record["image"]["bbox"] = "x".into()),
        ("a word about a person", false, |record, _| record["controller"]["notice_ref"] = "patient".into()),
        ("a word about a person", false, |record, _| record["controller"]["notice_ref"] = "7-11".into()),
        ("a text of the register, the file or the operator", false, |record, _| {
            record["image"]["file_name"] = format!("{MARK}.jpg").into();
        }),
        ("a text of the register, the file or the operator", false, |record, _| {
            record["controller"]["notice_ref"] = format!("{MARK} 4").into();
        }),
        ("the original's hash", false, |record, secrets| {
            record["policy"]["effective_sha256"] = secrets.source.to_string().into();
        }),
        ("a hash of nobody knows what", false, |record, _| {
            record["controller"]["notice_ref"] = "ab".repeat(32).into();
        }),
        ("a place", false, |record, _| record["controller"]["contact"] = format!("{GPS} N").into()),
        ("a path", false, |record, secrets| {
            record["controller"]["withdrawal"] = secrets.folder.display().to_string().into();
        }),
        ("a consent's own id", false, |record, secrets| {
            record["consents"][0]["ref"] = secrets.consents.keys().next().unwrap().as_str().into();
        }),
        ("a time of day", true, |record, _| record["created_on"] = "2026-11-24T10:15:00".into()),
        ("a row of numbers", true, |record, _| record["redaction"]["at"] = vec![1, 2, 3, 4].into()),
        ("a personal number", false, |record, _| record["controller"]["contact"] = "211062-5629".into()),
    ];
    let (schema, mut random) = (validator(), Random(0xbad));
    let (mut office, policies) = (Office::open(), policies(Country::Dk));
    let (done, good) = loop {
        let done = office.export(&mut random, &policies);
        let value: Value = serde_json::from_slice(&fs::read(&done.exported.sidecar).unwrap()).unwrap();
        if done.public && value["counts"]["kept_with_consent"].as_u64() > Some(0) {
            break (done, value);
        }
    };
    let secrets = office.secrets(&done);
    assert!(leaks(&serde_json::to_vec(&good).unwrap(), &secrets).is_empty() && schema.is_valid(&good));
    for (kind, by_schema, spoil) in spoilt {
        let mut record = good.clone();
        spoil(&mut record, &secrets);
        let bytes = serde_json::to_vec_pretty(&record).unwrap();
        let found = leaks(&bytes, &secrets);
        assert!(found.contains(kind), "{kind} is not found: {found:?}");
        assert!(!by_schema || !schema.is_valid(&record), "the schema takes {kind}");
        // Whatever was changed after the seal does not verify either.
        assert!(Sealed::read(&bytes).is_err(), "{kind} is read");
    }
}
