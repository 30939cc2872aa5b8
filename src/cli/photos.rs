//! Paths to photos, and `inspect`, `verify`.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use serde_json::json;

use crate::{
    photo::{self, Limits, PhotoError},
    pipeline::{Against, OpenedPhoto, VerifyStatus, verify_against},
    record::{Signer, copy_of},
    register::Register,
    walk::{self, Found, FoundFile, LeftOut},
};

use super::{
    args::{Inspect, Verify},
    context::{Context, NotReady},
    report::{self, ExitStatus},
};

/// The photos of the paths, and whether everything could be looked at. What was left out is told.
pub(super) fn files(context: &Context, paths: &[PathBuf]) -> (Vec<FoundFile>, ExitStatus) {
    let (files, left_out) = walk_through(paths, &mut |_| false);
    let status = tell_left_out(context, &files, &left_out);
    (files, status)
}

/// What `taken` says of a file that is no photo is true: it is not left out.
fn walk_through(paths: &[PathBuf], taken: &mut dyn FnMut(&Path) -> bool) -> (Vec<FoundFile>, LeftOut) {
    let (mut files, mut left_out) = (Vec::new(), LeftOut::default());
    for found in walk::photos(paths) {
        match found {
            Found::Photo(file) => files.push(file),
            Found::Other(path) => left_out.others += usize::from(!taken(&path)),
            Found::Link(path) => left_out.links.push(path),
            Found::Trouble(trouble) => left_out.troubles.push(trouble),
        }
    }
    (files, left_out)
}

/// Tells what was left out: that it was, and by name what could not be looked at, which is an error.
pub(super) fn tell_left_out(context: &Context, files: &[FoundFile], left_out: &LeftOut) -> ExitStatus {
    for sentence in left_out.told(&context.text, usize::MAX) {
        context.tell(&sentence);
    }
    let elsewhere = files.iter().filter(|file| !is_wanted(file)).count();
    if elsewhere > 0 {
        context.tell(&context.text.format("folders-placeholders", [("count", elsewhere.into())]));
    }
    for sentence in left_out.warnings(&context.text, usize::MAX) {
        report::message(&sentence);
    }
    if left_out.troubles.is_empty() { ExitStatus::Done } else { ExitStatus::Failed }
}

/// False for a file that would have to be fetched and that nobody named: a folder of thousands is not fetched by
/// looking through it.
const fn is_wanted(file: &FoundFile) -> bool {
    file.named || !file.placeholder
}

/// Reads the file of a photo.
pub(super) fn read(file: &FoundFile, limits: &Limits) -> Result<Vec<u8>, PhotoError> {
    if is_wanted(file) { photo::read(&file.path, limits) } else { Err(PhotoError::NotHere) }
}

/// Opens the photo of a file.
pub(super) fn open(file: &FoundFile) -> Result<OpenedPhoto, PhotoError> {
    let limits = Limits::default();
    OpenedPhoto::open(&read(file, &limits)?, &limits)
}

pub(super) fn failed(context: &Context, path: &Path, error: &PhotoError, as_json: bool) -> ExitStatus {
    let message = error.message(&context.text);
    if as_json {
        report::json(
            &json!({"photo": path.to_string_lossy(), "error": {"kind": error.kind(), "message": message}}),
        );
    }
    context.tell(&format!("{message} ({})", path.display()));
    ExitStatus::Failed
}

pub(super) fn inspect(context: &Context, args: &Inspect) -> ExitStatus {
    let (files, mut status) = files(context, &args.paths);
    for file in files.iter().take_while(|_| !report::is_closed()) {
        let path = &file.path;
        let photo = match open(file) {
            Ok(photo) => photo,
            Err(error) => {
                status = status.max(failed(context, path, &error, args.json));
                continue;
            }
        };
        let (source, size) = (photo.source(), photo.source().raster().size());
        if args.json {
            report::json(&json!({
                "photo": path.to_string_lossy(), "format": source.format().word(),
                "width": size.width, "height": size.height,
                "findings": source.report().findings, "trailing_bytes": source.report().trailing_bytes,
                "notices": source.notices().iter().map(|notice| notice.kind()).collect::<Vec<_>>(),
            }));
        } else {
            report::line(&path.to_string_lossy());
            for notice in source.notices() {
                report::line(&format!("  {}", notice.message(&context.text)));
            }
            for finding in &source.report().findings {
                let category = finding.category.message(&context.text);
                report::line(&format!("  {category}: {} = {}", finding.where_, finding.value));
            }
        }
    }
    status
}

pub(super) fn verify_all(context: &Context, args: &Verify) -> Result<ExitStatus, NotReady> {
    let register = context.register_that_is_there()?;
    let policy = context.policy()?;
    let mut keys = args.public_keys.clone();
    if let Some(seed) = register.as_ref().map(Register::known_signing_seed).transpose()?.flatten() {
        keys.push(Signer::from_seed(&seed).public_key());
    }
    let clock = register.as_ref().map_or(Ok(()), Register::check_clock);
    let against = Against {
        register: register.as_ref(),
        keys: &keys,
        policy: Some(&policy),
        today: context.clock().today(),
    };
    let mut records = Vec::new();
    let (mut files, left_out) = walk_through(&args.paths, &mut |path| {
        let copy = copy_of(path);
        records.extend(copy.clone());
        copy.is_some()
    });
    let mut status = tell_left_out(context, &files, &left_out);
    // Whether anything has expired cannot be told by a clock that is wrong; the rest is told all the same.
    if let Err(fault) = clock {
        report::message(&context.said(&fault));
        status = status.max(ExitStatus::NotReleased);
    }
    let nothing = files.is_empty() && records.is_empty();
    let present: BTreeSet<PathBuf> = files.iter().map(|file| file.path.clone()).collect();
    for copy in records.into_iter().filter(|copy| !present.contains(copy)) {
        if copy.symlink_metadata().is_ok() {
            // Whatever lies there in place of the copy, it is held against the record.
            files.push(FoundFile { named: false, ..FoundFile::named(copy) });
        } else {
            status = status.max(ExitStatus::NotReleased);
            tell_widowed(context, &copy, args.json);
        }
    }
    for file in files.iter().take_while(|_| !report::is_closed()) {
        let path = &file.path;
        let found = if is_wanted(file) { verify_against(path, &against) } else { Err(PhotoError::NotHere) };
        match found {
            Ok(found) => {
                if found.status != VerifyStatus::Ok {
                    status = status.max(ExitStatus::NotReleased);
                }
                if args.json {
                    report::json(&json!({
                        "photo": path.to_string_lossy(), "status": found.status, "origin": found.origin,
                        "details": found.details,
                    }));
                } else {
                    let sentence = found.message(&context.text);
                    report::line(&format!("{}: {sentence}", report::told(path)));
                }
            }
            Err(error) => status = status.max(failed(context, path, &error, args.json)),
        }
    }
    if nothing {
        // Whoever asks whether copies may stay where they are is not told yes over an empty folder.
        report::message(&context.text.get("cli-nothing-to-verify"));
        status = status.max(ExitStatus::NotReleased);
    }
    Ok(status)
}

/// Tells of a record whose copy is gone.
fn tell_widowed(context: &Context, copy: &Path, as_json: bool) {
    if as_json {
        report::json(&json!({
            "photo": copy.to_string_lossy(), "status": VerifyStatus::Changed,
            "details": ["there is a record and no copy"],
        }));
    } else {
        let sentence = context.text.get("register-no-copy");
        report::line(&format!("{}: {sentence}", report::told(copy)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What lies in a folder of `OneDrive` is not fetched by looking through the folder.
    #[test]
    fn a_file_that_is_not_on_this_computer_is_read_only_where_it_was_named() {
        let temp = tempfile::NamedTempFile::new().unwrap();
        let file =
            |named, placeholder| FoundFile { named, placeholder, ..FoundFile::named(temp.path().to_owned()) };
        let limits = Limits::default();
        assert_eq!(read(&file(false, true), &limits), Err(PhotoError::NotHere));
        for wanted in [file(true, true), file(false, false), file(true, false)] {
            assert_eq!(read(&wanted, &limits), Ok(Vec::new()));
        }
        assert_eq!(open(&file(false, true)).unwrap_err(), PhotoError::NotHere);
    }
}
