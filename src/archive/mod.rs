//! A whole archive of photos, looked through in parts that any engine can run.
//!
//! A plan lists every photo once, in shards; `work` looks at the photos of one shard and knows nothing but that shard; a
//! report holds the lines of all shards against the plan and the register. Nothing here schedules, leases or repeats: that is what
//! engines are for (ADR 34).
//!
//! Promises: the plan names each photo once, in a fixed order, and whatever could not be looked at by name; the lines of a
//! shard are the same bytes whoever works on it, however often it was killed, and with however many threads; a result of another plan,
//! of other rules, models or sources is refused; a result says nothing of a place, a face's box or a value of metadata unless that was
//! asked for; a report has exactly one line for each photo of the plan, and says which are missing.

mod fault;
mod line;
mod list;
mod look;
mod place;
mod plan;
mod planning;
mod report;
mod result_file;
mod results;
mod row;
mod work;

pub use fault::{PlanFault, ResultFault};
pub use line::{Detail, RecordState, ResultHead, ResultLine, State, Task};
pub use list::photos_of_lists;
pub use place::Place;
pub use plan::{PLAN_FILE, PhotoLine, Plan, Shard, ShardRef};
pub use planning::{DEFAULT_SHARD_PHOTOS, Planned, Rules, plan};
pub use report::{Asked, Report};
pub use results::{Collected, Refusal, collect};
pub use row::{Row, Todo};
pub use work::{Order, Worked, head, work};

use std::str::FromStr as _;

use crate::hash::ContentHash;

/// SHA-256 over the sources that this program was built from: the same for every system that it was built for.
pub fn program_sha256() -> ContentHash {
    let told = env!("SLADD_SOURCES_SHA256");
    // Built without a hash it is no program that others can be held against.
    ContentHash::from_str(told).unwrap_or_else(|_| ContentHash::of(told.as_bytes()))
}
