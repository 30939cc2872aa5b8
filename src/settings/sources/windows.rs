//! Where Windows keeps what holds for the whole machine. Nothing is read of the environment, which a user can set.

use std::path::PathBuf;

use windows_sys::Win32::UI::Shell::FOLDERID_ProgramData;

/// The folder for the data of all users; `None` where the system does not tell.
pub(super) fn program_data() -> Option<PathBuf> {
    dirs_sys::known_folder(FOLDERID_ProgramData)
}
