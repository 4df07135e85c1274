//! All integration tests, in one binary.

mod architecture;
mod bandung;
mod broken;
mod portal;
mod settings;
mod sql;
mod support;
mod sql;
