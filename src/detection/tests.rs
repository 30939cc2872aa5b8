use std::{fs, path::PathBuf, time::Instant};

use super::*;
use crate::{
    geometry::PixelSize,
    photo::{Limits, Raster, open},
};

fn detector() -> OnnxFaceDetector {
    OnnxFaceDetector::load(None, DetectorOptions::default()).unwrap()
}

fn detect(raster: &Raster) -> Detections {
    detector().detect(raster, &mut |_| {}, &CancelFlag::default()).unwrap()
}

fn photo(name: &str) -> Option<Raster> {
    let shared = std::env::var_os("SLADD_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let bytes = fs::read(shared.join("photos").join(name));
    if bytes.is_err() {
        println!("skipped: no sample photos beside the project");
    }
    Some(open(&bytes.ok()?, &Limits::default()).unwrap().raster)
}

#[test]
fn the_models_are_those_the_program_was_built_with() {
    assert!(models::models_sha256().is_ok());
}

#[test]
fn the_likeliest_face_of_a_portrait_holds_the_eyes() {
    let Some(raster) = photo("astronaut.png") else { return };
    let found = detect(&raster);
    let face = found.faces.iter().max_by(|a, b| a.score.total_cmp(&b.score)).unwrap();
    // The eyes of the astronaut lie near (205, 105) and (245, 105) in the 512x512 picture.
    assert!(face.bbox.contains((205.0, 105.0)) && face.bbox.contains((245.0, 105.0)), "{face:?}");
    assert!(face.score > 0.9);
}

#[test]
fn a_lying_face_is_found_too() {
    let Some(raster) = photo("astronaut.png") else { return };
    let upright = image::RgbImage::from_raw(512, 512, raster.into_rgb()).unwrap();
    for (turned, turns) in [
        (upright.clone(), 0),
        (image::imageops::rotate270(&upright), 1),
        (image::imageops::rotate180(&upright), 2),
        (image::imageops::rotate90(&upright), 3),
    ] {
        let raster = Raster::new(PixelSize::new(512, 512), turned.into_raw()).unwrap();
        let found = detect(&raster);
        let face = found.faces.iter().max_by(|a, b| a.score.total_cmp(&b.score)).unwrap();
        assert_eq!(face.turns, turns, "{face:?}");
    }
}

#[test]
fn a_tiny_photo_and_a_plain_one_have_no_face() {
    for size in [PixelSize::new(1, 1), PixelSize::new(300, 20)] {
        let found = detect(&Raster::filled(size, [90, 120, 130]).unwrap());
        assert!(found.faces.is_empty(), "{:?}", found.faces);
    }
}

#[test]
fn a_cancelled_detection_is_no_answer() {
    let cancel = CancelFlag::default();
    let raster = Raster::filled(PixelSize::new(1500, 1000), [128; 3]).unwrap();
    let started = Instant::now();
    let flag = cancel.clone();
    let outcome = detector().detect(&raster, &mut |_| flag.cancel(), &cancel);
    assert!(matches!(outcome, Err(DetectionError::Cancelled)));
    println!("cancelled after {:?}", started.elapsed());
}

#[test]
fn progress_counts_every_tile() {
    let mut last = None;
    let raster = Raster::filled(PixelSize::new(700, 500), [128; 3]).unwrap();
    detector()
        .detect(&raster, &mut |progress| last = Some((progress.done, progress.total)), &CancelFlag::default())
        .unwrap();
    let (done, total) = last.unwrap();
    assert_eq!(done, total);
}

#[test]
fn one_face_is_one_entry_and_two_people_cheek_to_cheek_are_two() {
    use crate::geometry::BoundingBox;
    let vote = |x: f32, y: f32, width: f32, height: f32, score: f32| Vote {
        bbox: BoundingBox::new(x, y, width, height),
        score,
        pass: Pass::new(Model::CenterFace, Zoom::Tiles(1)),
    };
    let faces =
        |votes: &[Vote]| fuse(votes, PixelSize::new(1000, 1000), &[0], &Fusion::default()).faces.len();
    // Two looks at the upper half of a face and one at the whole: a cluster each, of one face.
    let whole = vote(100.0, 100.0, 100.0, 140.0, 0.95);
    let half = [vote(104.0, 100.0, 90.0, 52.0, 0.9), vote(100.0, 100.0, 100.0, 75.0, 0.85)];
    assert_eq!(faces(&[&[whole], &half[..]].concat()), 1);
    // Beside each other, with more than a quarter in common.
    assert_eq!(faces(&[whole, vote(155.0, 100.0, 100.0, 140.0, 0.9)]), 2);
}

#[test]
fn no_more_sessions_wait_than_threads_and_none_after_a_rest() {
    let options = DetectorOptions { threads: Some(2), ..DetectorOptions::default() };
    let detector = OnnxFaceDetector::load(None, options).unwrap();
    let raster = Raster::filled(PixelSize::new(64, 48), [90; 3]).unwrap();
    let look = || detector.detect(&raster, &mut |_| {}, &CancelFlag::default()).unwrap();
    let before = look().faces;
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(look);
        }
    });
    assert!((1..=2).contains(&detector.idle()), "{}", detector.idle());
    detector.rest();
    assert_eq!(detector.idle(), 0);
    assert_eq!(look().faces, before);
}

#[test]
fn votes_stand_in_the_same_order_however_many_threads_look() {
    let sample =
        crate::photo::open(include_bytes!("../../assets/sample.jpg"), &crate::photo::Limits::default());
    let raster = sample.unwrap().raster;
    let votes = |threads| {
        let options = DetectorOptions { threads: Some(threads), ..DetectorOptions::default() };
        let detector = OnnxFaceDetector::load(None, options).unwrap();
        detector.votes(&raster, Some(&first_passes()), &CancelFlag::default()).unwrap()
    };
    let one = votes(1);
    assert!(one.len() > 50, "{}", one.len());
    for threads in [2, 5] {
        assert_eq!(votes(threads), one, "{threads} threads");
    }
}

#[test]
fn a_place_or_two_on_their_side_do_not_turn_the_photo_and_many_do() {
    use crate::geometry::BoundingBox;
    let vote = |place: u8, turns: u8, score: f32| Vote {
        bbox: BoundingBox::new(f32::from(place) * 200.0, 50.0, 100.0, 100.0),
        score,
        pass: Pass::new(Model::CenterFace, Zoom::Tiles(1)).turned(turns),
    };
    let of = |votes: &[Vote]| {
        let found = turns_of(votes);
        (found.upright, found.worthwhile)
    };
    assert_eq!(of(&[]), (vec![0], vec![0]));
    // One thing, however many passes see it.
    let seen_by_all: Vec<Vote> = [Model::CenterFace, Model::YuNet]
        .into_iter()
        .flat_map(|model| [Zoom::Tiles(1), Zoom::Tiles(2)].map(|zoom| Pass::new(model, zoom).turned(1)))
        .map(|pass| Vote { pass, ..vote(0, 1, 0.99) })
        .collect();
    assert_eq!(of(&seen_by_all), (vec![0], vec![0, 1]));
    // A face that both turns show belongs to the likelier one.
    assert_eq!(of(&[vote(0, 0, 0.95), vote(0, 2, 0.7)]), (vec![0], vec![0]));
    let places = |count: u8, turns: u8| (0..count).map(|place| vote(place, turns, 0.95)).collect::<Vec<_>>();
    assert_eq!(of(&places(2, 3)), (vec![0, 3], vec![0, 3]));
    assert_eq!(of(&places(4, 3)), (vec![3], vec![0, 3]));
    // Eight keys of a telephone are likely enough to be looked at, and not to turn the photo.
    let keys: Vec<Vote> = (0..8).map(|place| vote(place, 1, 0.6)).collect();
    assert_eq!(of(&keys), (vec![0], vec![0, 1]));
    // Two who stand among the four count as they stand.
    let both: Vec<Vote> = places(4, 3).into_iter().chain([vote(7, 0, 0.95), vote(8, 0, 0.95)]).collect();
    assert_eq!(of(&both), (vec![0, 3], vec![0, 3]));
    // Fewer who lie are looked for too, and one is not.
    let standing: Vec<Vote> = places(3, 0).into_iter().chain([vote(7, 1, 0.95), vote(8, 1, 0.95)]).collect();
    assert_eq!(of(&standing), (vec![0], vec![0, 1]));
    assert_eq!(of(&standing[..4]), (vec![0], vec![0]));
}

#[test]
fn what_only_the_small_looks_see_is_perhaps_a_face_and_never_said_to_be_at_the_threshold() {
    use crate::geometry::BoundingBox;
    let size = PixelSize::new(1280, 960);
    let small = |bbox| Vote { bbox, score: 0.95, pass: Pass::new(Model::YuNet, Zoom::Small) };
    let blurred = small(BoundingBox::new(400.0, 300.0, 200.0, 250.0));
    let found = fuse(&[blurred], size, &[0], &Fusion::default());
    assert!(found.faces.is_empty() && found.candidates.is_empty());
    // The second look at an export goes by the score, and a soft cover is a blurred head to the small looks.
    assert!(
        matches!(found.perhaps[..], [Detection { score, .. }] if score < DEFAULT_THRESHOLD && score > 0.4)
    );
    // Hair and collar around a face that was found are that face once more; somebody further away is not.
    let face = Vote {
        bbox: BoundingBox::new(430.0, 330.0, 140.0, 170.0),
        score: 0.95,
        pass: Pass::new(Model::CenterFace, Zoom::Tiles(1)),
    };
    let around = small(BoundingBox::new(300.0, 180.0, 400.0, 480.0));
    let beside = small(BoundingBox::new(800.0, 300.0, 200.0, 250.0));
    let found = fuse(&[face, around, beside], size, &[0], &Fusion::default());
    assert_eq!((found.faces.len(), found.perhaps.len()), (1, 1));
    assert!(found.perhaps[0].bbox.x > 700.0);
}
