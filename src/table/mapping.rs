//! From a record's columns to a row's fields, as a source's declaration says.
//!
//! A declaration is made ready once a source ([`Plan`]): every column it names gets a slot, every regular
//! expression is compiled. A reader fills the slots of each record, and [`Filler`] makes the rows.

mod fill;
mod names;
mod plan;

pub use fill::Filler;
pub use names::Bound;
pub use plan::Plan;

#[cfg(test)]
mod tests;
