//! Settings, table and source declarations: read and checked together, before anything runs.
//!
//! In: the portal's folder over the program's embedded files. Out: a [`Portal`], or every problem
//! at once. Never: fetching, parsing data, or guessing at a key it does not know.

mod dataset;
mod files;
mod load;
mod look;
mod settings;
mod settings_file;
mod toml_file;

pub use dataset::*;
pub use files::*;
pub use settings::*;
pub use toml_file::{locate, parse};
