//! The procurement plan of one block: packages to be bought, and packages to be done in-house.

use super::amount::{self, Cents, rupiah};
use super::calendar::Moment;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Category {
    Goods = 1,
    Works = 2,
    Consultancy = 3,
    Service = 4,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Appointment = 7,
    Direct = 8,
    Catalogue = 9,
    Tender = 13,
    Selection = 15,
    Excluded = 16,
}

/// Only an active, announced package counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Announced,
    Inactive,
    Deleted,
    Initiated,
}

/// What a package was planted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plant {
    /// One of six alike, each just under the direct-procurement limit.
    Split,
    Hostile,
    Negative,
    Placeholder,
    MoneyText(amount::Form),
    /// Written twice, the second time with another ceiling.
    Repeated,
    /// Announced after its own procurement.
    Late,
    /// Its process shows a value a thousand times too large.
    UnitError,
    SignedBeforeAward,
    PaidAboveContract,
    PaidAheadOfProgress,
    IdOverflow,
    GrowthAboveTenth,
}

pub struct Package {
    pub id: i64,
    pub unit: usize,
    pub sub: usize,
    /// Lines of the budget and the amounts taken from each.
    pub funding: Vec<(usize, Cents)>,
    pub title: String,
    pub ceiling: Cents,
    pub category: Category,
    pub method: Method,
    /// 1 to 4 for packages done in-house, else 0.
    pub self_managed: u8,
    pub state: State,
    pub announced: Moment,
    /// The month in which selection should start.
    pub month: i64,
    /// The id it had before the plan was reviewed.
    pub old_id: Option<i64>,
    pub plant: Option<Plant>,
}

pub struct Plan {
    pub provider: Vec<Package>,
    pub own: Vec<Package>,
    /// Lines on which more is planned than budgeted, with the sum planned.
    pub over: Vec<(usize, Cents)>,
}

/// The law's limits for direct procurement (works since May 2025; before, as for goods).
pub const LIMIT: Cents = rupiah(200_000_000);
pub const WORKS_LIMIT: Cents = rupiah(400_000_000);
pub const CONSULTANCY_LIMIT: Cents = rupiah(100_000_000);
