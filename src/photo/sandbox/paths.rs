//! Paths, connections and signals by Landlock: a second wall behind the list of system calls, and the first one where a
//! kernel or a container has no such list.

use landlock::{
    ABI, Access as _, AccessFs, AccessNet, CompatLevel, Compatible as _, LandlockStatus, PathBeneath, PathFd,
    Ruleset, RulesetAttr as _, RulesetCreatedAttr as _, RulesetError, RulesetStatus, Scope,
};

use super::{Held, Means};

/// Whether files may still be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    Nothing,
    Everything,
}

/// The kernel's newest set of rules that this crate knows; of an older kernel, what it has.
const RULES: ABI = ABI::V10;

/// Takes from this thread whatever of it the kernel can: what was taken is told, and an error is nothing taken.
pub(super) fn forbid(reading: Reading) -> Held {
    apply(reading).unwrap_or_default()
}

fn apply(reading: Reading) -> Result<Held, RulesetError> {
    let ruleset = Ruleset::default()
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(AccessFs::from_all(RULES))?
        .handle_access(AccessNet::from_all(RULES))?
        .scope(Scope::from_all(RULES))?
        .create()?;
    let ruleset = match (reading, PathFd::new("/")) {
        (Reading::Everything, Ok(root)) => {
            ruleset.add_rule(PathBeneath::new(root, AccessFs::from_read(RULES)))?
        }
        (Reading::Nothing, _) | (_, Err(_)) => ruleset,
    };
    let status = ruleset.restrict_self()?;
    let LandlockStatus::Available { effective_abi, .. } = status.landlock else { return Ok(Held::default()) };
    if status.ruleset == RulesetStatus::NotEnforced {
        return Ok(Held::default());
    }
    let mut held = Held::default();
    // Older ones let files be cut to nothing (ABI 3), TCP be spoken (4) and signals be sent (6).
    for (since, means) in [(ABI::V3, Means::Paths), (ABI::V4, Means::Connections), (ABI::V6, Means::Signals)]
    {
        if effective_abi >= since {
            held.add(means);
        }
    }
    Ok(held)
}
