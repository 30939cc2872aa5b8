//! The hash of the sources, by which results of another program are known (`src/archive`), and what Windows reads of a program before it runs: icon, version, and the manifest, which asks for sharp pictures on every
//! screen, UTF-8 and long paths. Made by the resource compiler of the toolchain; nothing is made for other systems.

use std::{
    env,
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
};

use sha2::{Digest as _, Sha256};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    tell_sources()?;
    for file in [ICON, MANIFEST] {
        println!("cargo::rerun-if-changed={file}");
    }
    if env::var("CARGO_CFG_TARGET_OS").as_deref() != Ok("windows") {
        return Ok(());
    }
    for (program, about) in [("sladd", "Sladd"), ("sladd-console", "Sladd for the console")] {
        let mut resource = winresource::WindowsResource::new();
        resource
            .set_icon(ICON)
            .set_manifest_file(MANIFEST)
            .set("ProductName", "Sladd")
            .set("FileDescription", about)
            .set("InternalName", program)
            .set("OriginalFilename", &format!("{program}.exe"))
            .set("LegalCopyright", "MIT OR Apache-2.0");
        // The prefix of the tools where they are not those of the system that builds.
        if env::var("CARGO_CFG_TARGET_ENV").as_deref() == Ok("gnu") && !cfg!(windows) {
            resource.set_windres_path("x86_64-w64-mingw32-windres").set_ar_path("x86_64-w64-mingw32-ar");
        }
        resource.compile_for(program)?;
    }
    Ok(())
}

/// SHA-256 over what decides what is found: the sources and the versions of the crates. Names with `/`, lines without carriage
/// returns, so that it is the same on every system.
fn tell_sources() -> io::Result<()> {
    let mut files = vec![PathBuf::from("Cargo.lock")];
    add_files(Path::new("src"), &mut files)?;
    let mut named: Vec<(String, PathBuf)> = files
        .into_iter()
        .map(|file| {
            let parts: Vec<_> = file.iter().map(|part| part.to_string_lossy().into_owned()).collect();
            (parts.join("/"), file)
        })
        .collect();
    named.sort();
    let mut hasher = Sha256::new();
    for (name, file) in named {
        let mut bytes = fs::read(file)?;
        bytes.retain(|byte| *byte != b'\r');
        hasher.update(format!("{name}\n{}\n", bytes.len()));
        hasher.update(bytes);
    }
    let mut digits = String::new();
    for byte in hasher.finalize() {
        write!(digits, "{byte:02x}").map_err(io::Error::other)?;
    }
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rerun-if-changed=Cargo.lock");
    println!("cargo::rustc-env=SLADD_SOURCES_SHA256={digits}");
    Ok(())
}

fn add_files(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            add_files(&entry.path(), files)?;
        } else {
            files.push(entry.path());
        }
    }
    Ok(())
}

const ICON: &str = "packaging/windows/sladd.ico";
const MANIFEST: &str = "packaging/windows/sladd.manifest";
