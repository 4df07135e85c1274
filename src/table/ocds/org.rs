//! Who a party is: references resolved within a release, and one id for the same party everywhere.

use std::borrow::Cow;

use super::names::{SharedIds, qualified};
use super::record::list;
use crate::table::cast;
use crate::table::json::Json;
use crate::table::party::{Tax, name_key, slug, tax_number};

/// A party as a release shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Org {
    /// `None` when neither an id nor a name can be used.
    pub id: Option<String>,
    pub name: Option<String>,
    pub locality: Option<String>,
    pub roles: Vec<String>,
    /// A person's national id stood among its ids; it is not kept.
    pub personal: bool,
}

/// The parties of one release.
pub struct Directory<'r, 'a> {
    parties: Vec<Cow<'r, Json<'a>>>,
    shared: &'r SharedIds,
}

impl<'r, 'a> Directory<'r, 'a> {
    pub fn new(release: &'r Json<'a>, shared: &'r SharedIds) -> Directory<'r, 'a> {
        Directory { parties: list(release.get("parties")), shared }
    }

    /// Every entry of the parties list.
    pub fn all(&self) -> Vec<Org> {
        self.parties.iter().map(|party| self.org(party, Some(party))).collect()
    }

    /// The parties that the list gives a role.
    pub fn with_role(&self, role: &str) -> Vec<Org> {
        self.all().into_iter().filter(|org| org.roles.iter().any(|known| known == role)).collect()
    }

    /// The party that a reference (or an organisation written out, as in 1.0) means.
    pub fn resolve(&self, reference: &Json<'_>) -> Org {
        if let Some(name) = reference.as_str() {
            // A bare name where an object belongs.
            return self.named(Some(name), None, None, false);
        }
        let id = reference.get("id").and_then(Json::text);
        let entry = id.and_then(|id| {
            let same = |party: &&Cow<'_, Json<'_>>| party.get("id").and_then(Json::text) == Some(id);
            let mut found = self.parties.iter().filter(same);
            let first = found.next()?;
            // Two parties under one id in one release: only the reference itself can be trusted.
            found.next().is_none().then_some(first.as_ref())
        });
        self.org(reference, entry)
    }

    fn org(&self, reference: &Json<'_>, entry: Option<&Json<'_>>) -> Org {
        let name = name(reference).or_else(|| entry.and_then(name));
        let mut personal = false;
        let mut id = None;
        let identifiers = [
            reference.get("identifier"),
            entry.and_then(|entry| entry.get("identifier")),
            // 1.0 transactions: the organisation is its own identifier.
            reference.get("scheme").map(|_| reference),
        ];
        for identifier in identifiers.into_iter().flatten() {
            let scheme = identifier.get("scheme").and_then(Json::as_str);
            let Some(number) = identifier.get("id").and_then(Json::text) else { continue };
            id = id.or_else(|| self.usable(scheme, number, &mut personal));
        }
        if id.is_none()
            && let Some(own) = reference.get("id").and_then(Json::text)
        {
            id = self.usable(None, own, &mut personal);
            // Without a name to fall back to, a number such as `1` is better than nothing.
            if id.is_none() && name.is_none() && tax_number(own) != Tax::Person && self.shared.may_name_one(own) {
                id = Some(own.trim().to_owned());
            }
        }
        let mut org = self.named(name, id, entry.or(Some(reference)), personal);
        org.roles = entry
            .unwrap_or(reference)
            .get("roles")
            .map(|roles| match roles {
                Json::Str(role) => vec![role.to_string()],
                roles => roles.elements().iter().filter_map(Json::as_str).map(str::to_owned).collect(),
            })
            .unwrap_or_default();
        org
    }

    fn named(&self, name: Option<&str>, id: Option<String>, entry: Option<&Json<'_>>, personal: bool) -> Org {
        let id = id.or_else(|| {
            let key = name_key(name?);
            (!key.is_empty()).then(|| format!("name-{}", slug(&key)))
        });
        let locality = entry.and_then(|entry| entry.path(&["address", "locality"])).and_then(Json::as_str);
        Org { id, name: name.map(str::to_owned), locality: locality.map(str::to_owned), roles: Vec::new(), personal }
    }

    /// An id that says who the party is, in its public form.
    fn usable(&self, scheme: Option<&str>, id: &str, personal: &mut bool) -> Option<String> {
        let id = id.trim();
        let npwp = scheme.is_some_and(|scheme| scheme.to_ascii_uppercase().contains("NPWP"));
        match tax_number(id) {
            Tax::Person => {
                *personal = true;
                return None;
            }
            Tax::Firm(number) if npwp => return Some(format!("npwp-{number}")),
            _ => {}
        }
        if !self.shared.names_one_party(id) {
            return None;
        }
        let whole = qualified(scheme, id);
        self.shared.names_one_party(&whole).then_some(whole)
    }
}

/// A party's name: its own, else its identifier's legal name.
fn name<'r>(party: &'r Json<'_>) -> Option<&'r str> {
    let places: [&[&str]; 3] = [&["name"], &["identifier", "legalName"], &["legalName"]];
    places
        .iter()
        .filter_map(|place| party.path(place).and_then(Json::as_str))
        .map(str::trim)
        .find(|name| !cast::is_empty(name) && name.chars().any(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::json;

    fn with<T>(text: &str, check: impl Fn(&Json<'_>) -> T) -> T {
        let mut scratch = String::new();
        let parsed = json::parse(text.as_bytes(), &mut scratch).expect("readable");
        check(&parsed.value)
    }

    fn resolved(release: &str, reference: &str) -> (Option<String>, Option<String>) {
        let shared = SharedIds::default();
        with(release, |release| {
            let directory = Directory::new(release, &shared);
            with(reference, |reference| {
                let org = directory.resolve(reference);
                (org.id, org.name)
            })
        })
    }

    fn some(id: &str, name: &str) -> (Option<String>, Option<String>) {
        (Some(id.to_owned()), Some(name.to_owned()))
    }

    #[test]
    fn references_are_resolved_and_schemes_qualify() {
        let release = r#"{"parties":[{"id":"p1","name":"AnyCorp","identifier":{"scheme":"GB-COH","id":"123"}}]}"#;
        assert_eq!(resolved(release, r#"{"id":"p1"}"#), some("GB-COH-123", "AnyCorp"));
        assert_eq!(resolved("{}", r#"{"id":"XI-9","name":"A"}"#), some("XI-9", "A"));
        assert_eq!(
            resolved("{}", r#"{"scheme":"GB-LAC","id":"E0","legalName":"Barnet"}"#),
            some("GB-LAC-E0", "Barnet")
        );
    }

    #[test]
    fn ids_that_say_nothing_fall_back_to_the_name() {
        assert_eq!(
            resolved("{}", r#"{"id":"1.0","name":"PT. Contoh Fiktif"}"#),
            some("name-contoh-fiktif", "PT. Contoh Fiktif")
        );
        assert_eq!(resolved("{}", r#"{"id":"1"}"#), (Some("1".to_owned()), None));
        assert_eq!(resolved("{}", r#"{"id":"0"}"#), (None, None));
        let twice = r#"{"parties":[{"id":"7","name":"A"},{"id":"7","name":"B"}]}"#;
        assert_eq!(resolved(twice, r#"{"id":"7","name":"C"}"#), some("7", "C"));
    }

    #[test]
    fn a_persons_number_is_never_an_id() {
        let found = resolved("{}", r#"{"id":"3204112505900001","name":"Fiktif"}"#);
        assert_eq!(found, some("name-fiktif", "Fiktif"));
        let firm = r#"{"name":"PT Contoh","identifier":{"scheme":"ID-NPWP","id":"73.593.405.1-443.000"}}"#;
        assert_eq!(resolved("{}", firm), some("npwp-0735934051443000", "PT Contoh"));
    }
}
