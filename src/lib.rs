//! Sladd makes workplace photos from hospitals and municipal care safe to publish: it strips every
//! trace of metadata, has a person decide every face, and writes a copy with a record of consent.
//!
//! The modules stand on floors; each imports only from floors below its own (`tests/floors.rs` holds
//! them to it). The straight line of one photo is [`pipeline`].

pub mod clock;
pub mod file;
pub mod geometry;
pub mod hash;
pub mod owner_only;
pub mod process;
pub mod text;

pub mod photo;

pub mod consent;
pub mod detection;
pub mod framing;
pub mod metadata;
pub mod redaction;
pub mod walk;

pub mod identifiers;
pub mod import;

pub mod review;

pub mod export;
pub mod machine;
pub mod policy;
pub mod record;
pub mod register;

pub mod documents;
pub mod pipeline;
pub mod returned;

pub mod archive;
pub mod data_folder;
pub mod session;
pub mod settings;

pub mod cli;
#[cfg(feature = "gui")]
pub mod ui;

pub mod program;
