//! Tries a native library in a child process first: one that is cut off or made for another system may end the
//! process that loads it, and that must not be the one with somebody's work.

use std::{
    io::Read as _,
    path::Path,
    process::{Command, ExitCode, Stdio},
    thread,
    time::{Duration, Instant},
};

use ort::value::TensorRef;

use crate::photo::isolated;

use super::{
    MODELS,
    engine::{Engine, start_native},
    shape::{TileShape, sized},
};

/// The argument, before the library's path, that makes the program a probe.
pub const PROBE_ARGUMENT: &str = "inference-probe";
/// A library that takes longer to find nothing in one small tile is of no use.
const TIMEOUT: Duration = Duration::from_secs(20);
/// Of what a probe says.
const MOST_WORDS: u64 = 500;
const TILE: TileShape = TileShape { width: 64, height: 64 };

/// The life of a probe: loads the library, looks at one empty tile, ends. What is wrong goes to standard output.
pub fn probe_main(library: &Path) -> ExitCode {
    match start_native(library).and_then(|engine| look(&engine)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            use std::io::Write as _;
            // Whoever reads it has gone: then nobody wants to know.
            drop(std::io::stdout().write_all(reason.as_bytes()));
            ExitCode::FAILURE
        }
    }
}

fn look(engine: &Engine) -> Result<(), String> {
    let [_, yunet] = &MODELS;
    let model = sized(yunet, TILE).map_err(|error| error.to_string())?;
    let mut session = engine.session(&model).map_err(|error| error.to_string())?;
    let blank = vec![0.0_f32; 3 * TILE.area() as usize];
    let input = TensorRef::from_array_view(([1_i64, 3, 64, 64], blank.as_slice()));
    let input = input.map_err(|error| error.to_string())?;
    let outputs = session.run(ort::inputs![input]).map_err(|error| error.to_string())?;
    let whole = outputs.values().all(|value| {
        value
            .try_extract_tensor::<f32>()
            .is_ok_and(|(_, numbers)| numbers.iter().all(|number| number.is_finite()))
    });
    if whole { Ok(()) } else { Err("it does not calculate".to_owned()) }
}

/// Lets a child of this program try the library; without a program to start, as in tests of parts, it is not tried.
pub(super) fn try_out(library: &Path) -> Result<(), String> {
    let Some(program) = isolated::program() else { return Ok(()) };
    let mut child = Command::new(program)
        .arg(PROBE_ARGUMENT)
        .arg(library)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| error.to_string())?;
    let started = Instant::now();
    let ended = loop {
        match child.try_wait() {
            Ok(Some(status)) => break Ok(status),
            Ok(None) if started.elapsed() < TIMEOUT => thread::sleep(Duration::from_millis(2)),
            Ok(None) => break Err("it does not answer".to_owned()),
            Err(error) => break Err(error.to_string()),
        }
    };
    let mut said = String::new();
    match ended {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => {
            if let Some(output) = child.stdout.take() {
                // Words that are cut off or are none say as much as none.
                drop(output.take(MOST_WORDS).read_to_string(&mut said));
            }
            Err(if said.is_empty() { "it ends the program that loads it".to_owned() } else { said })
        }
        Err(reason) => {
            drop(child.kill());
            drop(child.wait());
            Err(reason)
        }
    }
}
