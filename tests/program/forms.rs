//! Forms for an event, the poster, the second language, and forms that come back, by the real program.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a test that cannot go on should say where, and tells what it has measured"
)]

use std::{collections::BTreeSet, fs};

use crate::paper::{Dice, Shot, drawn, page_count, photographed, put};
use crate::program::{Desk, Outcome};
use image::GrayImage;
use serde_json::json;

/// The ids of so many forms that are printed, and the PDF.
fn printed(desk: &Desk, file: &str, more: &[&str]) -> (Vec<String>, Vec<u8>) {
    let outcome = desk.done(&[&["consent", "form", "--out", file, "--json"], more].concat());
    let ids = outcome.lines.iter().map(|line| line["consent"].as_str().unwrap().to_owned()).collect();
    (ids, fs::read(desk.path(file)).unwrap())
}

/// The ids that were read, file by file in the order of the names.
fn read(outcome: &Outcome) -> Vec<Vec<String>> {
    let ids = |line: &serde_json::Value| -> Vec<String> {
        let ids = line["consents"].as_array().unwrap_or_else(|| panic!("{line}"));
        ids.iter().map(|id| id.as_str().unwrap().to_owned()).collect()
    };
    outcome.lines.iter().map(ids).collect()
}

#[test]
fn sixty_forms_are_one_pdf_and_every_id_is_known_and_no_two_are_the_same() {
    let desk = Desk::new();
    let about = ["--event", "Sommerfest 2026", "--day", "2026-06-20", "--contact", "foto@example.org"];
    let (ids, pdf) = printed(&desk, "forms.pdf", &[&["--count", "60"], &about[..]].concat());
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), 60);
    let each = page_count(&pdf) / 60;
    assert_eq!(page_count(&pdf), 60 * each);
    let listed = desk.done(&["consent", "list", "--json"]);
    let known: BTreeSet<&str> = listed.lines.iter().map(|line| line["consent"].as_str().unwrap()).collect();
    assert!(known.len() == 60 && ids.iter().all(|id| known.contains(id.as_str())));
    assert!(listed.lines.iter().all(|line| line["state"] == json!("requested")));
    assert_eq!(desk.done(&["ledger", "check"]).code, 0);
    // A file that is there stays, and no id is noted for a form that nobody gets.
    assert_eq!(desk.run(&["consent", "form", "--count", "3", "--out", "forms.pdf"]).code, 3);
    assert_eq!(desk.done(&["consent", "list", "--json"]).lines.len(), 60);
    // An event names nobody, and a day alone is no event.
    for wrong in [
        &["--event", "Anna Hansen fylder 50"][..],
        &["--event", "fest 211062-5629"],
        &["--event", "Sommerfest", "--contact", "Anna Hansen"],
        &["--day", "2026-06-20"],
        &["--count", "0"],
        &["--second-lang", "en"],
        &["--second-lang", "polish.ftl"],
    ] {
        let outcome = desk.run(&[&["consent", "form", "--out", "other.pdf"], wrong].concat());
        assert_eq!(outcome.code, 2, "{wrong:?}: {}", outcome.stderr);
        assert!(!desk.path("other.pdf").exists(), "{wrong:?}");
    }
}

#[test]
fn forms_of_a_recorded_event_belong_to_it_and_take_from_it_what_was_not_said() {
    let desk = Desk::new();
    let event = ["--name", "Åbent hus", "--day", "2026-12-01", "--contact", "foto@example.org"];
    let more = ["--purpose", "event_report", "--channel", "intranet", "--json"];
    let made = desk.done(&[&["consent", "event", "new"], &event[..], &more].concat());
    let id = made.lines[0]["event"].as_str().unwrap_or_else(|| panic!("{}", made.stdout)).to_owned();
    for called in ["åbent hus", id.as_str()] {
        let (ids, pdf) =
            printed(&desk, &format!("{}.pdf", called.len()), &["--count", "2", "--event", called]);
        assert_eq!((ids.len(), page_count(&pdf) % 2), (2, 0));
    }
    let listed = desk.done(&["consent", "list", "--event", &id, "--json"]);
    assert_eq!(listed.lines.len(), 4, "{}", listed.stdout);
    for line in &listed.lines {
        assert_eq!((&line["event"], &line["channels"]), (&json!(id), &json!(["intranet"])));
        assert_eq!(line["purposes"], json!(["event_report"]));
    }
    // What was said counts, and an id that nobody knows is no name to print.
    let (ids, _) = printed(&desk, "web.pdf", &["--event", &id, "--channel", "public_web"]);
    let listed = desk.done(&["consent", "list", "--event", &id, "--json"]);
    let own = listed.lines.iter().find(|line| line["consent"] == json!(ids[0])).unwrap();
    assert_eq!(own["channels"], json!(["public_web"]));
    for command in [["consent", "form", "--out", "x.pdf"], ["consent", "poster", "--out", "x.pdf"]] {
        let outcome = desk.run(&[&command[..], &["--event", "E-K7QD-4TXM"]].concat());
        assert_eq!(outcome.code, 2, "{}", outcome.stderr);
        assert!(!desk.path("x.pdf").exists());
    }
}

#[test]
fn a_scan_of_150_dots_gives_every_id_of_every_page() {
    let desk = Desk::new();
    let (ids, pdf) = printed(&desk, "forms.pdf", &["--count", "3", "--second-lang", "da"]);
    let each = page_count(&pdf) / 3;
    assert!(each > 1, "side by side they have several pages");
    fs::create_dir(desk.path("scans")).unwrap();
    for page in 0..page_count(&pdf) {
        drawn(&pdf, page, 150.0).save(desk.path(&format!("scans/{page:02}.png"))).unwrap();
    }
    let outcome = desk.done(&["consent", "read", "scans", "--json"]);
    let wanted: Vec<Vec<String>> = ids.iter().flat_map(|id| vec![vec![id.clone()]; each]).collect();
    assert_eq!(read(&outcome), wanted);
    for line in &outcome.lines {
        assert_eq!(line["codes"][0]["known"], "printed");
        let polygon = line["codes"][0]["polygon"].as_array().unwrap();
        assert!(polygon.len() == 4 && polygon[0][0].as_f64().unwrap() > 600.0, "at the right edge: {line}");
    }
}

/// Twenty ways to hold a telephone: the first ten as people do, the others as they should not.
fn shots() -> Vec<Shot> {
    let mut dice = Dice::new(18);
    (0..20)
        .map(|number| {
            let bad = number >= 10;
            let quarter = [0.0, 0.0, 90.0, 0.0, 180.0, 0.0, 270.0][number % 7];
            let (width, height) = if bad { (1500, 2000) } else { (2400, 3200) };
            Shot {
                width,
                height,
                turned: quarter + dice.between(-14.0, 14.0),
                perspective: if bad { 0.11 } else { 0.06 },
                shadow: if bad { dice.between(0.3, 0.5) } else { dice.between(0.55, 0.9) },
                creases: if bad { 2 } else { number as u32 % 2 },
                blur: if bad { dice.between(1.0, 1.9) } else { dice.between(0.8, 2.2) },
                noise: if bad { 9.0 } else { 5.0 },
                quality: if bad { 55 } else { 80 },
            }
        })
        .collect()
}

#[test]
fn twenty_forms_that_were_photographed_are_read_and_none_as_another() {
    let desk = Desk::new();
    let (ids, pdf) = printed(&desk, "forms.pdf", &["--count", "20", "--event", "Sommerfest"]);
    let each = page_count(&pdf) / 20;
    fs::create_dir(desk.path("photos")).unwrap();
    for (number, shot) in shots().into_iter().enumerate() {
        let page = drawn(&pdf, number * each, 300.0);
        let name = format!("photos/{number:02} 2026-{:05}.jpg", 100 + number);
        put(&desk.path(&name), &photographed(&page, shot, number as u64));
    }
    if let Some(folder) = std::env::var_os("SLADD_KEEP_PHOTOS") {
        for entry in fs::read_dir(desk.path("photos")).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), std::path::Path::new(&folder).join(entry.file_name())).unwrap();
        }
    }
    let outcome = desk.run(&["consent", "read", "photos", "--json"]);
    let read = read(&outcome);
    assert_eq!(read.len(), 20, "{}", outcome.stderr);
    let mut found = 0;
    for (number, (read, id)) in read.iter().zip(&ids).enumerate() {
        assert!(read.iter().all(|other| other == id), "{number}: {read:?} for {id}");
        found += usize::from(!read.is_empty());
        if read.is_empty() {
            println!("{number} was not read: {:?}", shots()[number]);
        }
        assert_eq!(outcome.lines[number]["reference"], json!(format!("2026-{:05}", 100 + number)));
    }
    println!("{found} of 20 photographed forms were read");
    assert!(found == 20, "{found} of 20");
    assert_eq!(outcome.code, 0);
}

#[test]
fn four_forms_on_one_photo_give_four_ids() {
    let desk = Desk::new();
    let (ids, pdf) = printed(&desk, "forms.pdf", &["--count", "4"]);
    let each = page_count(&pdf) / 4;
    let pages: Vec<GrayImage> = (0..4).map(|number| drawn(&pdf, number * each, 150.0)).collect();
    let (width, height) = pages[0].dimensions();
    let mut table = GrayImage::from_pixel(2 * width + 60, 2 * height + 60, image::Luma([120]));
    for (number, page) in pages.iter().enumerate() {
        let (x, y) =
            (number as i64 % 2 * (i64::from(width) + 60), number as i64 / 2 * (i64::from(height) + 60));
        image::imageops::replace(&mut table, page, x, y);
    }
    let shot = Shot {
        width: 2600,
        height: 3600,
        turned: 4.0,
        perspective: 0.03,
        shadow: 0.7,
        creases: 0,
        blur: 0.9,
        noise: 5.0,
        quality: 80,
    };
    put(&desk.path("table.jpg"), &photographed(&table, shot, 4));
    let outcome = desk.done(&["consent", "read", "table.jpg", "--json"]);
    let read: BTreeSet<String> = read(&outcome).remove(0).into_iter().collect();
    assert_eq!(read, ids.into_iter().collect());
}

/// A PDF as scanners write it: a picture a page, in this compression.
fn scanned(pages: &[(GrayImage, &str)]) -> Vec<u8> {
    use pdf_writer::{Filter, Finish as _, Name, Pdf, Rect, Ref};
    let mut pdf = Pdf::new();
    let (catalog, tree) = (Ref::new(1), Ref::new(2));
    pdf.catalog(catalog).pages(tree);
    let ids: Vec<Ref> = (0..pages.len() as i32).map(|number| Ref::new(10 + 3 * number)).collect();
    pdf.pages(tree).kids(ids.iter().copied()).count(pages.len() as i32);
    for (id, (picture, compression)) in ids.iter().zip(pages) {
        let (picture_id, content) = (Ref::new(id.get() + 1), Ref::new(id.get() + 2));
        let (width, height) = (picture.width() as i32, picture.height() as i32);
        let mut page = pdf.page(*id);
        page.media_box(Rect::new(0.0, 0.0, 595.0, 842.0)).parent(tree).contents(content);
        page.resources().x_objects().pair(Name(b"Im0"), picture_id);
        page.finish();
        pdf.stream(content, b"q 595 0 0 842 0 0 cm /Im0 Do Q");
        let (filter, bytes, bits) = match *compression {
            "jpeg" => {
                let mut jpeg = Vec::new();
                image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, 70)
                    .encode_image(picture)
                    .unwrap();
                (Filter::DctDecode, jpeg, 8)
            }
            "flate" => {
                let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
                std::io::Write::write_all(&mut encoder, picture.as_raw()).unwrap();
                (Filter::FlateDecode, encoder.finish().unwrap(), 8)
            }
            "fax" => {
                let mut encoder = fax::encoder::Encoder::new(fax::VecWriter::new());
                for row in picture.rows() {
                    let colours =
                        row.map(|pixel| if pixel.0[0] < 128 { fax::Color::Black } else { fax::Color::White });
                    encoder.encode_line(colours, picture.width() as u16).unwrap();
                }
                (Filter::CcittFaxDecode, encoder.finish().unwrap().finish(), 1)
            }
            other => panic!("{other}"),
        };
        let mut stream = pdf.image_xobject(picture_id, &bytes);
        stream.width(width).height(height).bits_per_component(bits);
        stream.filter(filter);
        stream.color_space().device_gray();
        if filter == Filter::CcittFaxDecode {
            stream.decode_parms().k(-1).columns(width).rows(height);
        }
    }
    pdf.finish()
}

#[test]
fn a_stack_of_forms_from_a_scanner_that_writes_pdf_is_read() {
    let desk = Desk::new();
    let (ids, pdf) =
        printed(&desk, "forms.pdf", &["--count", "3", "--role", "staff", "--channel", "intranet"]);
    let each = page_count(&pdf) / 3;
    let pages: Vec<(GrayImage, &str)> = ["jpeg", "fax", "flate"]
        .into_iter()
        .enumerate()
        .map(|(number, compression)| {
            let page = drawn(&pdf, number * each, 150.0);
            // Sheets lie in the feeder as they come.
            (if number == 1 { image::imageops::rotate180(&page) } else { page }, compression)
        })
        .collect();
    fs::create_dir(desk.path("scans")).unwrap();
    put(&desk.path("scans/2026-00017.pdf"), &scanned(&pages));
    pages[0].0.save(desk.path("scans/one.tiff")).unwrap();
    let outcome = desk.done(&["consent", "read", "scans", "--json"]);
    assert_eq!(read(&outcome), [ids.clone(), vec![ids[0].clone()]], "{}", outcome.stdout);
    assert_eq!(outcome.lines[0]["reference"], "2026-00017");
    let pages: Vec<u64> = outcome.lines[0]["codes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|code| code["page"].as_u64().unwrap())
        .collect();
    assert_eq!(pages, [1, 2, 3]);
    // The form itself is a PDF too, and no scan.
    let outcome = desk.run(&["consent", "read", "forms.pdf", "--json"]);
    assert_eq!(
        (outcome.code, &outcome.lines[0]["error"]["kind"]),
        (3, &json!("no_pictures")),
        "{}",
        outcome.stderr
    );
    // A PDF is no photo anywhere else.
    assert_eq!(desk.run(&["inspect", "scans/2026-00017.pdf", "--json"]).code, 3);
}

#[test]
fn what_is_no_form_gives_no_id_and_what_cannot_be_read_stops_nothing() {
    let desk = Desk::new();
    fs::create_dir(desk.path("in")).unwrap();
    let (ids, pdf) = printed(&desk, "forms.pdf", &[]);
    drawn(&pdf, 0, 150.0).save(desk.path("in/a form.png")).unwrap();
    desk.write("in/b broken.jpg", b"\xff\xd8\xff\xe0 no more");
    fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample.jpg"), desk.path("in/c photo.jpg")).unwrap();
    // Another code than that of a form says nothing, whatever it says.
    let secret = "211062-5629 https://example.org";
    let code = qrcode::QrCode::new(secret).unwrap();
    let side = code.width() as u32;
    let picture = GrayImage::from_fn((side + 8) * 8, (side + 8) * 8, |x, y| {
        let (x, y) = ((x / 8) as i32 - 4, (y / 8) as i32 - 4);
        let inside = (0..side as i32).contains(&x) && (0..side as i32).contains(&y);
        let dark = inside && code[(x as usize, y as usize)] == qrcode::Color::Dark;
        image::Luma([if dark { 0 } else { 255 }])
    });
    picture.save(desk.path("in/d code.png")).unwrap();
    desk.write("in/e broken.pdf", b"%PDF-1.7\nnothing");
    let outcome = desk.run(&["consent", "read", "in", "--json"]);
    assert_eq!((outcome.code, outcome.lines.len()), (3, 5), "{}", outcome.stdout);
    assert_eq!(outcome.lines[0]["consents"], json!(ids));
    assert!(outcome.lines[1]["error"]["kind"].is_string());
    assert_eq!((&outcome.lines[2]["consents"], &outcome.lines[3]["consents"]), (&json!([]), &json!([])));
    assert!(outcome.lines[4]["error"]["kind"].is_string());
    for printed in [&outcome.stdout, &outcome.stderr] {
        assert!(!printed.contains("211062") && !printed.contains("example.org"), "{printed}");
    }
    assert_eq!(desk.run(&["consent", "read", "in/c photo.jpg"]).code, 1, "nothing was read");
    // Another register does not know the form, and none is made for reading.
    let other = Desk::new();
    let outcome = other.done(&["consent", "read", &desk.text("in/a form.png"), "--json"]);
    assert_eq!(outcome.lines[0]["codes"][0]["known"], "unknown");
    assert!(!other.path("data").exists());
}

#[test]
fn pictures_are_moved_where_the_organisation_says_and_never_into_the_data_folder() {
    let desk = Desk::new();
    let (ids, pdf) = printed(&desk, "forms.pdf", &[]);
    for folder in ["in", "archive"] {
        fs::create_dir(desk.path(folder)).unwrap();
    }
    let scan = desk.path("in/sag 2026-12345.png");
    drawn(&pdf, 0, 150.0).save(&scan).unwrap();
    let before = fs::read(&scan).unwrap();
    for folder in ["data", "nowhere"] {
        let refused = desk.run(&["consent", "read", "in", "--move-to", folder]);
        assert_eq!(refused.code, 2, "{folder}: {}", refused.stderr);
        assert_eq!(fs::read(&scan).unwrap(), before);
    }
    let outcome = desk.done(&["consent", "read", "in", "--move-to", "archive", "--json"]);
    assert_eq!(
        (&outcome.lines[0]["consents"], &outcome.lines[0]["reference"]),
        (&json!(ids), &json!("2026-12345"))
    );
    assert!(!scan.exists() && fs::read(desk.path("archive/sag 2026-12345.png")).unwrap() == before);
    assert!(outcome.lines[0]["moved_to"].as_str().unwrap().ends_with("sag 2026-12345.png"));
    // Nothing of the picture lies in the data folder.
    for entry in fs::read_dir(desk.path("data")).unwrap() {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        assert!(!bytes.windows(8).any(|part| part == b"\x89PNG\r\n\x1a\n"));
    }
    // The pattern is the organisation's, and a wrong one is told before anything is read.
    let set = |pattern: &str| {
        fs::write(desk.path("data/settings.toml"), format!("reference_pattern = '{pattern}'\n")).unwrap();
    };
    set(r"sag (\d{4})");
    let outcome = desk.done(&["consent", "read", "archive", "--json"]);
    assert_eq!(outcome.lines[0]["reference"], "2026");
    set("");
    assert_eq!(desk.done(&["consent", "read", "archive", "--json"]).lines[0]["reference"], json!(null));
    set("(");
    assert_eq!(desk.run(&["consent", "read", "archive", "--json"]).code, 2);
}

#[test]
fn a_language_of_the_organisation_stands_beside_the_first_once_its_file_is_complete() {
    let desk = Desk::new();
    desk.done(&["consent", "template", "--out", "template.ftl"]);
    let template = fs::read_to_string(desk.path("template.ftl")).unwrap();
    assert_eq!(desk.run(&["consent", "form", "--second-lang", "template.ftl", "--out", "a.pdf"]).code, 2);
    let polish = template
        .replace("form-language =", "form-language = pl")
        .replace("form-language-name =", "form-language-name = Polski")
        .replace("= Consent to the use of a picture", "= Zgoda na wykorzystanie zdjęcia");
    desk.write("polish.ftl", &polish);
    let (ids, pdf) =
        printed(&desk, "polish.pdf", &["--count", "2", "--second-lang", "polish.ftl", "--child"]);
    assert_eq!((ids.len(), page_count(&pdf) % 2), (2, 0));
    let listed = desk.done(&["consent", "list", "--json"]);
    assert!(listed.lines.iter().all(|line| line["language"] == "en+pl"), "{}", listed.stdout);
    // What is missing is named, and a script that cannot be set is refused as such.
    desk.write("missing.ftl", polish.replace("register-form-voluntary =", "# register-form-voluntary ="));
    desk.write("arabic.ftl", polish.replace("Zgoda na wykorzystanie zdjęcia", "الموافقة على استخدام صورة"));
    for (file, told) in [("missing.ftl", "register-form-voluntary"), ("arabic.ftl", "right to left")] {
        let outcome = desk.run(&["consent", "form", "--second-lang", file, "--out", "b.pdf"]);
        assert_eq!(outcome.code, 2);
        assert!(outcome.stderr.contains(told) && !desk.path("b.pdf").exists(), "{file}: {}", outcome.stderr);
    }
    assert_eq!(desk.done(&["consent", "list", "--json"]).lines.len(), 2, "nothing was noted for them");
    // A poster takes the same.
    desk.done(&[
        "consent",
        "poster",
        "--out",
        "poster.pdf",
        "--second-lang",
        "polish.ftl",
        "--event",
        "Dzień otwarty",
    ]);
    assert_eq!(page_count(&fs::read(desk.path("poster.pdf")).unwrap()), 1);
    assert_eq!(desk.run(&["consent", "poster", "--out", "poster.pdf"]).code, 3, "it is there already");
}

#[test]
fn a_consent_takes_the_event_of_its_form_and_a_paper_that_is_none_is_out_nowhere() {
    let desk = Desk::new();
    let event = ["--name", "Åbent hus", "--day", "2026-12-01", "--purpose", "event_report", "--json"];
    let made = desk.done(&[&["consent", "event", "new"], &event[..], &["--channel", "intranet"]].concat());
    let event = made.lines[0]["event"].as_str().unwrap().to_owned();
    let (ids, _) = printed(&desk, "forms.pdf", &["--count", "3", "--event", &event]);
    // Typed, and in a list, without a word about the event.
    desk.done(&[
        "consent",
        "new",
        "--id",
        &ids[0],
        "--role",
        "staff",
        "--age-band",
        "18+",
        "--purpose",
        "event_report",
        "--channel",
        "intranet",
        "--valid-until",
        "2028-01-31",
        "--signer",
        "self",
        "--form-location",
        "Sag 26-1",
    ]);
    let list = format!(
        "consent;reference;role;age;purpose;channel;valid until;signed by\n{};Sag \
         26-2;staff;18+;event_report;intranet;2028-01-31;self\n",
        ids[1]
    );
    let list = desk.write("list.csv", list).display().to_string();
    desk.done(&["consent", "import", &list]);
    // Of a no nothing is remembered.
    desk.done(&["consent", "refuse", &ids[2]]);
    let listed = desk.done(&["consent", "list", "--json"]).lines;
    for (id, wanted) in [(&ids[0], json!(event)), (&ids[1], json!(event)), (&ids[2], json!(null))] {
        let line = listed.iter().find(|line| line["consent"] == json!(id)).unwrap();
        assert_eq!(line.get("event").unwrap_or(&json!(null)), &wanted, "{line}");
    }
    desk.done(&["ledger", "check"]);
    // Where nothing can be written, no id is noted.
    assert_eq!(desk.run(&["consent", "form", "--count", "5", "--out", "nowhere/forms.pdf"]).code, 3);
    assert_eq!(desk.done(&["consent", "list", "--json"]).lines.len(), 3);
    // Of a child's form it is remembered that it is one.
    let (ids, _) = printed(&desk, "child.pdf", &["--child"]);
    let listed = desk.done(&["consent", "list", "--json"]).lines;
    let form = listed.iter().find(|line| line["consent"] == json!(ids[0])).unwrap();
    assert_eq!(form["for_child"], json!(true), "{form}");
    desk.done(&["ledger", "check"]);
}
