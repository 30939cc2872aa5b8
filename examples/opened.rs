//! Opens photos as the program does and writes what it would show, so that other programs' pictures can be held
//! against it: `cargo run --example opened -- FOLDER FILE...` writes `FOLDER/<name>.ppm` and prints a line of JSON each.

#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::expect_used, reason = "a tool for developers")]

use std::{env, fs, path::PathBuf, time::Instant};

use sladd::photo::{Limits, open};

fn main() {
    let mut arguments = env::args_os().skip(1).map(PathBuf::from);
    let folder = arguments.next().expect("FOLDER FILE...");
    fs::create_dir_all(&folder).unwrap();
    for path in arguments {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = fs::read(&path).unwrap();
        let started = Instant::now();
        let opened = open(&bytes, &Limits::default());
        let milliseconds = started.elapsed().as_millis();
        match opened {
            Ok(opened) => {
                let size = opened.raster.size();
                let mut ppm = format!("P6\n{} {}\n255\n", size.width, size.height).into_bytes();
                ppm.extend_from_slice(opened.raster.rgb());
                fs::write(folder.join(format!("{name}.ppm")), ppm).unwrap();
                let notices: Vec<&str> = opened.notices.iter().map(|notice| notice.kind()).collect();
                let line =
                    serde_json::json!({ "file": name, "notices": notices, "milliseconds": milliseconds });
                println!("{line}");
            }
            Err(error) => println!("{}", serde_json::json!({ "file": name, "error": error.kind() })),
        }
    }
}
