//! Publish: pages in their frame, beside the live directory, verified, then swapped in as one step.
//!
//! In: page families, the site's content, downloads. Out: a verified directory in place of the last
//! one, which is kept as `<target>.previous`. Never: a half-written or broken live directory; a build
//! that fails or is killed at any moment leaves it as it was.
//!
//! This is the built-in publisher. Another one (Zola's) needs the same [`Release`] with another
//! frame: bodies arrive finished.

mod bare;
mod content;
mod counts;
mod frame;
mod kept;
mod linked;
mod links;
mod pack;
mod release;
mod search;
mod sitemap;
mod stage;
mod stencil;
mod verify;
mod written;

#[cfg(test)]
mod tests;

pub use content::replies;
pub use counts::{Counts, check_shrink};
pub use kept::{ALL as PAGES_ALL, Kept, SOME as PAGES_SOME, STAGE as KEPT_PAGES};
pub use pack::find as find_packed;
pub use release::{PICTURES, Published, Release};
pub use search::Entries;
pub use stage::clear_abandoned;
