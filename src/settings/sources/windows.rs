//! Where Windows keeps what holds for the whole machine. Nothing is read of the environment, which a user can set.

use std::path::PathBuf;

use windows_registry::{LOCAL_MACHINE, Type};
use windows_sys::Win32::UI::Shell::FOLDERID_ProgramData;

const KEY: &str = r"Software\Policies\Sladd";
const VALUE: &str = "PolicyFile";
/// The value in whole, as it is told.
pub(super) const POLICY_FILE: &str = r"HKLM\Software\Policies\Sladd\PolicyFile";
/// `ERROR_FILE_NOT_FOUND` as an HRESULT: there is no such key or value.
const NOT_FOUND: i32 = 0x8007_0002_u32.cast_signed();

/// The folder for the data of all users; `None` where the system does not tell.
pub(super) fn program_data() -> Option<PathBuf> {
    dirs_sys::known_folder(FOLDERID_ProgramData)
}

/// The policy file that the group policy of the machine names; `None` where it names none.
///
/// # Errors
/// In words, where the value is there and names no file for certain.
pub(super) fn policy_file() -> Result<Option<PathBuf>, String> {
    let value = match LOCAL_MACHINE.open(KEY).and_then(|key| key.get_value(VALUE)) {
        Err(error) if error.code().0 == NOT_FOUND => return Ok(None),
        value => value.map_err(|error| error.to_string())?,
    };
    // Of the kinds of text, only this one holds no variables.
    if value.ty() != Type::String {
        return Err("it is not of the kind REG_SZ".to_owned());
    }
    let path = PathBuf::from(String::try_from(value).map_err(|error| error.to_string())?);
    // A path from the working folder would let whoever starts the program choose the file.
    if path.is_absolute() { Ok(Some(path)) } else { Err("it is not an absolute path".to_owned()) }
}
