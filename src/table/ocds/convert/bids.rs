//! Bids, or those who are known to have taken part.

use super::awards::{Award, joined};
use super::{Process, codes};
use crate::problem::Severity;
use crate::table::json::Json;
use crate::table::ocds::org::Org;
use crate::table::ocds::record::list;
use crate::table::ocds::value::{Ids, first_words, money, section, words};

impl Process<'_, '_, '_, '_> {
    /// Rows of `bids`: the bids extension's list, else the tenderers as registered without a price.
    pub(super) fn bids(&mut self, awards: &[Award]) {
        let release = self.release;
        let bids = release.get("bids");
        let details = match bids {
            Some(Json::Array(_)) => section(bids, "bids"),
            _ => section(bids.and_then(|bids| bids.get("details")), "bids.details"),
        };
        if details.is_empty() {
            return self.tenderers(awards);
        }
        let mut ids = Ids::default();
        for (position, (path, bid)) in details.iter().enumerate() {
            if !matches!(bid.as_ref(), Json::Object(_)) {
                self.refuse("bids", "not_an_object", path, "a bid must be an object");
                continue;
            }
            let (id, oddity) = ids.unique(bid.get("id"), "bid", position + 1);
            self.odd_id(oddity, path, &id);
            self.bid(bid, path, &id, awards);
        }
    }

    fn bid(&mut self, bid: &Json<'_>, path: &str, id: &str, awards: &[Award]) {
        let named = list(bid.get("tenderers").or_else(|| bid.get("tenderer")));
        let mut bidders: Vec<Org> = Vec::new();
        for (place, tenderer) in named.iter().enumerate() {
            bidders.push(self.party(tenderer, "tenderer", &format!("{path}.tenderers[{place}]")));
        }
        let status = words(bid.get("status"));
        let known = status.as_deref().and_then(codes::bid_status);
        if let Some(word) = status.as_deref().filter(|_| known.is_none()) {
            self.problem(
                "unknown_code",
                Severity::Info,
                &format!("{path}.status"),
                format!("`{word}` is no bid status"),
            );
        }
        let (bidder_id, bidder_name) = joined(&bidders);
        let given = bid.get("id").and_then(Json::text);
        let winner = winner(awards, &bidders, given);
        let value = money(bid.get("value"));
        let (ocid, currency) = (self.ocid, self.currency(value, &format!("{path}.value")));
        self.row("bids")
            .text("ocid", ocid)
            .text("bid_id", id)
            .text("bidder_id", bidder_id)
            .text("bidder_name", bidder_name.as_deref())
            .json("price", value.amount)
            .text("currency", currency.filter(|_| value.amount.is_some()))
            .text("status", known)
            .flag("winner", winner)
            .text("reason", first_words(&[bid.get("statusDetails"), bid.get("disqualificationReason")]).as_deref())
            .json("submitted", bid.get("date"))
            .end();
    }

    fn tenderers(&mut self, awards: &[Award]) {
        let release = self.release;
        let named = section(release.path(&["tender", "tenderers"]), "tender.tenderers");
        let mut ids = Ids::default();
        for (position, (path, tenderer)) in named.iter().enumerate() {
            let org = self.party(tenderer, "tenderer", path);
            // The same tenderer twice is one tenderer: the row is read, and refused.
            let own = org.id.clone().unwrap_or_else(|| format!("tenderer-{}", position + 1));
            let (_, oddity) = ids.unique(Some(&Json::Str(own.as_str().into())), "tenderer", position + 1);
            if oddity.is_some() {
                self.refuse("bids", "repeated_tenderer", path, "the tenderer is listed before");
                continue;
            }
            let ocid = self.ocid;
            let bidders = [org];
            let winner = winner(awards, &bidders, None);
            let (id, name) = joined(&bidders);
            self.row("bids")
                .text("ocid", ocid)
                .text("bid_id", own.as_str())
                .text("bidder_id", id)
                .text("bidder_name", name.as_deref())
                .text("status", "registered")
                .flag("winner", winner)
                .end();
        }
    }
}

/// Whether an award went to this bid; unknown while nothing was awarded.
fn winner(awards: &[Award], bidders: &[Org], bid: Option<&str>) -> Option<bool> {
    let mut standing = awards.iter().filter(|award| !award.void).peekable();
    standing.peek()?;
    Some(standing.any(|award| {
        match bid {
            Some(bid) if !award.bids.is_empty() => award.bids.iter().any(|won| won == bid),
            _ => award
                .suppliers
                .iter()
                .any(|supplier| bidders.iter().any(|bidder| bidder.id.is_some() && bidder.id == supplier.id)),
        }
    }))
}
