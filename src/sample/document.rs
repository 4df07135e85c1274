//! A JSON document written straight to bytes: a million releases go through here.

use super::amount::{self, Cents};
use super::out::push_json;

#[derive(Default)]
pub struct Document {
    pub bytes: Vec<u8>,
    /// A value stands before, so the next one needs a comma.
    after: bool,
}

impl Document {
    fn begin(&mut self) {
        if self.after {
            self.bytes.push(b',');
        }
        self.after = false;
    }

    fn open(&mut self, bracket: u8) {
        self.begin();
        self.bytes.push(bracket);
    }

    fn close(&mut self, bracket: u8) {
        self.bytes.push(bracket);
        self.after = true;
    }

    /// `{ … }` as an element, or as the value of a key.
    pub fn object(&mut self, fill: impl FnOnce(&mut Document)) {
        self.open(b'{');
        fill(self);
        self.close(b'}');
    }

    pub fn object_at(&mut self, key: &str, fill: impl FnOnce(&mut Document)) {
        self.key(key);
        self.object(fill);
    }

    pub fn array_at(&mut self, key: &str, fill: impl FnOnce(&mut Document)) {
        self.key(key);
        self.open(b'[');
        fill(self);
        self.close(b']');
    }

    pub fn key(&mut self, key: &str) {
        self.begin();
        push_json(&mut self.bytes, key);
        self.bytes.push(b':');
    }

    pub fn value(&mut self, text: &str) {
        self.begin();
        push_json(&mut self.bytes, text);
        self.after = true;
    }

    pub fn raw(&mut self, json: &str) {
        self.begin();
        self.bytes.extend_from_slice(json.as_bytes());
        self.after = true;
    }

    pub fn text(&mut self, key: &str, text: &str) {
        self.key(key);
        self.value(text);
    }

    pub fn int(&mut self, key: &str, number: i64) {
        self.key(key);
        amount::push_integer(&mut self.bytes, number.into());
        self.after = true;
    }

    /// An amount with its currency, as OCDS writes values.
    pub fn money(&mut self, key: &str, cents: Cents) {
        self.object_at(key, |value| {
            value.key("amount");
            amount::push_number(&mut value.bytes, cents.into());
            value.after = true;
            value.text("currency", "IDR");
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_and_quotes() {
        let mut document = Document::default();
        document.object(|top| {
            top.text("a", "x\"y");
            top.array_at("list", |list| {
                list.object(|item| item.int("n", -3));
                list.raw("null");
                list.value("z");
            });
            top.array_at("empty", |_| {});
            top.money("value", 12_345);
        });
        let text = String::from_utf8(document.bytes).expect("UTF-8");
        assert_eq!(
            text,
            r#"{"a":"x\"y","list":[{"n":-3},null,"z"],"empty":[],"value":{"amount":123.45,"currency":"IDR"}}"#
        );
    }
}
