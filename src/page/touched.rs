//! What a page's templates read besides its own rows: known only after it was rendered.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::Arc;

use minijinja::value::{Enumerator, Object, Value};

/// What the templates of some pages read that changes with the data, and is no row of theirs.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Touched {
    /// The date of the newest data.
    pub as_of: bool,
    /// Figures, and photographs of the site.
    pub figures: bool,
}

thread_local! {
    static TOUCHED: Cell<Touched> = const { Cell::new(Touched { as_of: false, figures: false }) };
}

impl Touched {
    /// What this thread's templates read since this was last asked.
    pub fn take() -> Touched {
        TOUCHED.replace(Touched::default())
    }
}

/// A template reads a figure, or looks for a photograph.
pub fn figures() {
    TOUCHED.set(Touched { figures: true, ..TOUCHED.get() });
}

fn as_of() {
    TOUCHED.set(Touched { as_of: true, ..TOUCHED.get() });
}

/// `portal` in templates.
#[derive(Debug)]
pub struct About(pub BTreeMap<&'static str, Value>);

impl Object for About {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        if key == "as_of" {
            as_of();
        }
        self.0.get(key).cloned()
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        as_of();
        Enumerator::Values(self.0.keys().map(|key| Value::from(*key)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_template_reads_is_known() {
        let words = [("as_of", Value::from("2026")), ("title", Value::from("T"))];
        let portal = Value::from_object(About(BTreeMap::from(words)));
        Touched::take();
        assert_eq!(portal.get_attr("title").ok(), Some(Value::from("T")));
        assert_eq!(Touched::take(), Touched::default());
        assert_eq!(portal.get_attr("as_of").ok(), Some(Value::from("2026")));
        assert_eq!(Touched::take(), Touched { as_of: true, figures: false });
        assert_eq!(Touched::take(), Touched::default());
    }
}
