//! What opening gives for each of many files, to be held against other decoders by `tools/compare_decoders.py`:
//!
//! ```sh
//! find FOLDER -type f | cargo run --release --example open_photos -- OUT
//! ```
//!
//! One JSON line a file on standard output: its name, and either size and notices or why it was not opened. The upright sRGB
//! picture of the line's number goes to `OUT/<number>.rgb`, three bytes a pixel, row after row. Files are decoded in this process.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "lines and files for a tool are what it is for"
)]

use std::{
    fs,
    io::{BufRead as _, stdin},
    path::PathBuf,
};

use serde_json::json;
use sladd::photo::{Limits, open, read};

fn main() -> std::io::Result<()> {
    let out = std::env::args_os().nth(1).map(PathBuf::from);
    if let Some(out) = &out {
        fs::create_dir_all(out)?;
    }
    let limits = Limits::default();
    for (number, name) in stdin().lock().lines().enumerate() {
        let name = name?;
        let line = match read(name.as_ref(), &limits).and_then(|bytes| open(&bytes, &limits)) {
            Ok(opened) => {
                if let Some(out) = &out {
                    fs::write(out.join(format!("{number}.rgb")), opened.raster.rgb())?;
                }
                let size = opened.raster.size();
                json!({
                    "file": name, "format": opened.format.word(), "width": size.width, "height": size.height,
                    "notices": opened.notices.iter().map(|notice| notice.kind()).collect::<Vec<_>>(),
                })
            }
            Err(error) => json!({"file": name, "error": error.kind(), "why": error.to_string()}),
        };
        println!("{line}");
    }
    Ok(())
}
