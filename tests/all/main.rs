//! All integration tests, in one binary.

mod architecture;
mod bandung;
mod broken;
mod ocds;
mod portal;
mod settings;
mod site;
mod sql;
mod support;
