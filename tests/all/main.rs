//! All integration tests, in one binary.

mod architecture;
mod bandung;
mod broken;
mod feeds;
mod https;
mod ocds;
mod packs;
mod photos;
mod places;
mod portal;
mod replies;
mod serve;
mod settings;
mod site;
mod sql;
mod support;
