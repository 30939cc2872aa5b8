//! What of a photo is published: turned, straightened, cropped, and in which sizes.
//!
//! Promises: regions stay in pixels of the whole photo; a pixel outside the frame is no input of anything inside it, not even
//! of the colours of a cover or of an edge that was resampled; the same photo and frame give the same bytes on every
//! machine. Knows no region and no decision.

mod angle;
mod crop;
mod frame;
mod pixels;
mod size;
#[cfg(test)]
mod tests;

pub use crop::Proportion;
pub use frame::{Frame, FrameFault, LEAST_SIDE, MOST_HUNDREDTHS, Placement, Turn};
pub use pixels::{Part, depends_on_hidden};
pub use size::{Bound, CopySize, NamedSizes, NotASize, Sizes};
