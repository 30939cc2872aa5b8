//! The values that the group policy of the machine has written. Nothing is read of the environment, which a user can set.

use std::collections::BTreeMap;

use windows_registry::{LOCAL_MACHINE, Type, Value};

use super::{MachineFault, values::Raw};

/// Where group policy writes; only administrators can.
pub(super) const KEY: &str = r"Software\Policies\Sladd";
/// `ERROR_FILE_NOT_FOUND` as an HRESULT: there is no such key.
const NOT_FOUND: i32 = 0x8007_0002_u32.cast_signed();

/// Every value of a key below `HKEY_LOCAL_MACHINE`; none where there is no such key.
///
/// # Errors
/// [`MachineFault::Unreadable`] where it is there and the system does not tell.
pub(super) fn read(key: &str) -> Result<BTreeMap<String, Raw>, MachineFault> {
    let opened = match LOCAL_MACHINE.open(key) {
        Err(error) if error.code().0 == NOT_FOUND => return Ok(BTreeMap::new()),
        opened => opened.map_err(|error| unreadable(key, &error))?,
    };
    let values = opened.values().map_err(|error| unreadable(key, &error))?;
    // The default value of a key has no name, and nothing is meant by it.
    Ok(values.filter(|(name, _)| !name.is_empty()).map(|(name, value)| (name, raw(value))).collect())
}

fn unreadable(key: &str, error: &dyn std::error::Error) -> MachineFault {
    MachineFault::Unreadable { place: format!(r"HKLM\{key}"), reason: error.to_string() }
}

fn raw(value: Value) -> Raw {
    let kind = value.ty();
    let told = format!("{kind:?}");
    let known = match kind {
        // Of the kinds of text only this one holds no variables, which a user could set.
        Type::String => String::try_from(value).ok().map(Raw::Text),
        Type::MultiString => Vec::<String>::try_from(value)
            .ok()
            .map(|list| Raw::List(list.into_iter().filter(|text| !text.is_empty()).collect())),
        Type::U32 => match u32::try_from(value) {
            Ok(0) => Some(Raw::Switch(false)),
            Ok(1) => Some(Raw::Switch(true)),
            Ok(other) => Some(Raw::Other(other.to_string())),
            Err(_) => None,
        },
        Type::U64 | Type::ExpandString | Type::Bytes | Type::Other(_) => None,
    };
    known.unwrap_or(Raw::Other(told))
}
