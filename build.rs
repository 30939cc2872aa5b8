//! What Windows reads of a program before it runs: icon, version, and the manifest, which asks for sharp pictures on every
//! screen, UTF-8 and long paths. Made by the resource compiler of the toolchain; nothing is made for other systems.

use std::{env, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
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

const ICON: &str = "packaging/windows/sladd.ico";
const MANIFEST: &str = "packaging/windows/sladd.manifest";
