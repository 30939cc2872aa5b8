//! The window.
//!
//! Promises: an undecided face is never shown plain unless it is pointed at or selected; what is shown
//! as covered is the very fill that the export writes; the window does no work that could make it wait.

mod actions;
mod app;
mod bars;
mod canvas;
mod chips;
mod chooser;
mod cropping;
mod dialogs;
mod icons;
mod panels;
mod perform;
mod places;
mod renderer;
mod shell;
mod start;
mod sweep;
mod theme;

pub use app::SladdApp;
pub use start::{Start, run};

#[cfg(windows)]
pub use start::tell_without_window;
