use jiff::civil::date;

use super::*;
use crate::{
    consent::{Channel, ConsentId, ConsentState, Country, Purpose},
    hash::ContentHash,
};

const KEY: [u8; 32] = [9; 32];

fn sidecar() -> Sidecar {
    let record_id = "7c0e6c1a-5d0f-4b0a-9f55-3f6f0f2d9b11".to_owned();
    let reference = blinded(&[7; 32], &ConsentId::random(), &record_id);
    Sidecar {
        schema: Sidecar::SCHEMA.to_owned(),
        record_id,
        supersedes: None,
        created_on: date(2026, 11, 24),
        image: ImageRef {
            file_name: "sladd-7c0e6c1a.jpg".to_owned(),
            media_type: "image/jpeg".to_owned(),
            bytes: 1000,
            sha256: ContentHash::of(b"copy"),
            pixels_sha256: ContentHash::of(b"pixels"),
            width: 640,
            height: 480,
            frame: None,
        },
        controller: Controller {
            name: "Eksempelregionen".to_owned(),
            jurisdiction: Country::Dk,
            contact: "billeder@example.org".to_owned(),
            withdrawal: "Skriv til billeder@example.org".to_owned(),
            notice_ref: None,
        },
        scope: Scope {
            purpose: Purpose::EventReport,
            channels: vec![Channel::PublicWeb],
            valid_from: date(2026, 11, 24),
            valid_until: date(2027, 11, 24),
            review_by: date(2027, 5, 24),
        },
        policy: PolicyRef {
            base: Country::Dk,
            base_version: "1.0.0".to_owned(),
            local_id: None,
            local_version: None,
            effective_sha256: ContentHash::of(b"policy"),
            dispensations: vec![],
        },
        counts: Counts {
            faces_total: 2,
            blurred: 1,
            kept_with_consent: 1,
            not_a_face: 0,
            undecided: 0,
            added_by_user: 0,
            other_areas_blurred: 0,
            same_person_again: None,
            cut_away: None,
        },
        consents: vec![ConsentRef {
            reference,
            ref_kind: RefKind::Blinded,
            state: ConsentState::Given,
            checked_on: date(2026, 11, 24),
            valid_until: None,
        }],
        redaction: Redaction { method: "veil".to_owned(), irreversible: true, margin_percent: 25 },
        checks: Checks {
            whole_image_reviewed: true,
            identifiers_reviewed: vec!["name_badge".to_owned()],
            metadata_removed: true,
            metadata_kept: vec![],
            reread_after_write: true,
        },
        detector: DetectorUsed {
            model: "centerface+yunet-s".to_owned(),
            model_sha256: ContentHash::of(b"model"),
            threshold: 0.4,
            assistive_only: true,
            engine: None,
            library_sha256: None,
        },
        app: App { name: "Sladd".to_owned(), version: "0.1.0".to_owned() },
    }
}

#[test]
fn a_sealed_record_fits_the_schema_and_reads_back() {
    let sealed = sidecar().seal(&KEY, Some(ContentHash::of(b"ledger")), None).unwrap();
    let bytes = sealed.to_bytes().unwrap();
    assert_eq!(Sealed::read(&bytes), Ok(sealed));
    let schema = serde_json::from_str(include_str!("../../assets/schema/sidecar.schema.json")).unwrap();
    let value = serde_json::from_slice(&bytes).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let faults: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
    assert!(faults.is_empty(), "{faults:?}");
}

/// A record as the first version of the program wrote it.
fn of_the_first_version() -> Sealed {
    let mut body = sidecar();
    "urn:sladd:sidecar:1".clone_into(&mut body.schema);
    body.consents[0].valid_until = Some(date(2027, 11, 24));
    let mut sealed = body.seal(&KEY, Some(ContentHash::of(b"ledger")), None).unwrap();
    sealed.integrity.tag = None;
    sealed
}

#[test]
fn a_record_of_the_first_version_is_still_read_and_fits_its_own_schema() {
    let old = of_the_first_version();
    let bytes = old.to_bytes().unwrap();
    let read = Sealed::read(&bytes).unwrap();
    assert_eq!((read.tag_state(&KEY), &read), (Ok(TagState::None), &old));
    let value = serde_json::from_slice(&bytes).unwrap();
    let fits = |schema: &str| jsonschema::is_valid(&serde_json::from_str(schema).unwrap(), &value);
    assert!(fits(include_str!("../../assets/schema/sidecar-1.schema.json")));
    assert!(!fits(include_str!("../../assets/schema/sidecar.schema.json")));
}

/// What one version has and the other has not makes a record of neither.
#[test]
fn a_record_has_what_its_version_has() {
    let refused = |spoil: fn(&mut Sealed)| {
        for mut sealed in [sidecar().seal(&KEY, None, None).unwrap(), of_the_first_version()] {
            let before = sealed.clone();
            spoil(&mut sealed);
            if sealed != before {
                sealed.integrity.body_sha256 = sealed.body.body_sha256().unwrap();
                let read = Sealed::read(&sealed.to_bytes().unwrap());
                assert!(matches!(read, Err(SidecarFault::Malformed { .. })), "{read:?}");
            }
        }
    };
    refused(|sealed| sealed.integrity.tag = None);
    refused(|sealed| {
        let own = sealed.body.consents[0].valid_until;
        sealed.body.consents[0].valid_until = if own.is_none() { Some(date(2027, 11, 24)) } else { None };
    });
    refused(|sealed| {
        if sealed.integrity.tag.is_some() {
            sealed.body.consents[0].ref_kind = RefKind::RegisterId;
        }
    });
    refused(|sealed| "urn:sladd:sidecar:2".clone_into(&mut sealed.body.schema));
    refused(|sealed| "urn:sladd:sidecar:3".clone_into(&mut sealed.body.schema));
}

#[test]
fn the_tag_knows_its_own_records_and_no_others() {
    let sealed = sidecar().seal(&KEY, Some(ContentHash::of(b"ledger")), None).unwrap();
    let read = Sealed::read(&sealed.to_bytes().unwrap()).unwrap();
    assert_eq!(read.tag_state(&KEY), Ok(TagState::Ours));
    assert_eq!(read.tag_state(&[8; 32]), Ok(TagState::Other));
    let other_entry = Integrity { ledger_sha256: Some(ContentHash::of(b"x")), ..read.integrity.clone() };
    let moved = Sealed { integrity: other_entry, ..read.clone() };
    assert_eq!(moved.tag_state(&KEY), Ok(TagState::Other));
    let mut body = read.body.clone();
    body.counts.blurred += 1;
    let forged = Sealed { body, ..read };
    assert_eq!(forged.tag_state(&KEY), Ok(TagState::Other));
}

#[test]
fn any_change_is_found() {
    let text = String::from_utf8(sidecar().seal(&KEY, None, None).unwrap().to_bytes().unwrap()).unwrap();
    assert_eq!(
        Sealed::read(text.replace("\"blurred\": 1", "\"blurred\": 2").as_bytes()),
        Err(SidecarFault::Changed)
    );
    for (from, to) in [
        ("\"app\": {", "\"name\": \"x\", \"app\": {"),
        (
            "\"schema\": \"urn:sladd:sidecar:2\",",
            "\"schema\": \"urn:sladd:sidecar:2\", \"schema\": \"urn:sladd:sidecar:2\",",
        ),
        ("\"canonical\"", "\"extra\": 1, \"canonical\""),
        ("\"tag\"", "\"tug\""),
    ] {
        assert!(matches!(
            Sealed::read(text.replacen(from, to, 1).as_bytes()),
            Err(SidecarFault::Malformed { .. })
        ));
    }
    for length in 0..text.len() - 1 {
        assert!(Sealed::read(&text.as_bytes()[..length]).is_err());
    }
    assert_eq!(Sealed::read(&vec![b' '; 2 << 20]), Err(SidecarFault::TooLarge));
    let deep = "[".repeat(100_000);
    assert!(matches!(Sealed::read(deep.as_bytes()), Err(SidecarFault::Malformed { .. })));
}

#[test]
fn blinded_references_differ_by_record_and_tell_nothing() {
    let consent = ConsentId::random();
    let (a, b) = (blinded(&[1; 32], &consent, "one"), blinded(&[1; 32], &consent, "two"));
    assert_ne!(a, b);
    assert_eq!(a, blinded(&[1; 32], &consent, "one"));
    assert!(a.len() == 22 && a.bytes().skip(2).all(|byte| byte.is_ascii_uppercase()));
}

#[test]
fn a_signature_holds_for_this_record_and_this_key_only() {
    let signer = Signer::from_seed(&[3; 32]);
    let sealed = sidecar().seal(&KEY, None, Some(&signer)).unwrap();
    let bytes = sealed.to_bytes().unwrap();
    let read = Sealed::read(&bytes).unwrap();
    let known = [signer.public_key()];
    assert_eq!(read.signature_state(&known), Ok(SignatureState::Good));
    assert_eq!(read.signature_state(&[]), Ok(SignatureState::UnknownKey));
    assert_eq!(sidecar().seal(&KEY, None, None).unwrap().signature_state(&known), Ok(SignatureState::None));
    let mut other = sidecar();
    other.counts.blurred += 1;
    let forged = Sealed { integrity: read.integrity, ..other.seal(&KEY, None, None).unwrap() };
    assert_eq!(forged.signature_state(&known), Ok(SignatureState::Bad));
    assert_eq!(known[0].to_string().parse(), Ok(known[0].clone()));
    assert_eq!("00".repeat(31).parse::<PublicKey>(), Err(NotAPublicKey));
    let schema = serde_json::from_str(include_str!("../../assets/schema/sidecar.schema.json")).unwrap();
    assert!(jsonschema::is_valid(&schema, &serde_json::from_slice(&bytes).unwrap()));
}

#[test]
fn the_public_test_vector_of_rfc_8032_is_signed_as_published() {
    // RFC 8032, 7.1, TEST 1: the empty message.
    let seed: ContentHash =
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60".parse().unwrap();
    let signer = Signer::from_seed(seed.as_bytes());
    assert_eq!(
        signer.public_key().to_string(),
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    );
}
