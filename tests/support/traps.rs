//! Files that are none, and the program in a shell that gives it little.
#![allow(dead_code, reason = "each test uses a part of it")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use crate::program::{self, Desk};

/// What a sparse file says that it holds.
const SPARSE: u64 = 6 << 30;

/// A photo without a face.
pub fn picture(number: u8) -> Vec<u8> {
    let picture = image::RgbImage::from_fn(64, 48, |x, y| image::Rgb([number, x as u8, y as u8]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// A shell, with the program as its first argument, over this desk.
pub fn shell(desk: &Desk, script: &str) -> Output {
    let mut command = Command::new("sh");
    command.args(["-c", script, "sh"]).arg(env!("CARGO_BIN_EXE_sladd")).current_dir(desk.path(""));
    program::with_quick_engine(&mut command);
    command.env_remove("SLADD_POLICY").env("SLADD_DATA", desk.path("data"));
    command.env("SLADD_STATE", desk.path("state")).env("SLADD_COUNTRY", "DK").env("LC_ALL", "C");
    command.output().unwrap()
}

/// Something that is no file, or one without an end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trap {
    Pipe,
    Sparse,
    Device,
    Folder,
    Socket,
}

impl Trap {
    pub const ALL: [Self; 5] = [Self::Pipe, Self::Sparse, Self::Device, Self::Folder, Self::Socket];

    pub fn set(self, path: &Path) {
        drop(fs::remove_file(path));
        drop(fs::remove_dir_all(path));
        match self {
            Self::Pipe => assert!(Command::new("mkfifo").arg(path).status().unwrap().success()),
            Self::Sparse => {
                let file = fs::OpenOptions::new().write(true).create_new(true).open(path).unwrap();
                file.set_len(SPARSE).unwrap();
            }
            Self::Device => std::os::unix::fs::symlink("/dev/zero", path).unwrap(),
            Self::Folder => fs::create_dir(path).unwrap(),
            Self::Socket => drop(std::os::unix::net::UnixListener::bind(path).unwrap()),
        }
    }
}
