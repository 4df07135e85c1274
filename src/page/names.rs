//! The names that a body template has, looked up without building a map for each page.

use std::sync::Arc;

use minijinja::value::{Object, Value};

/// The names that a body template has.
#[derive(Debug)]
pub struct Context {
    pub row: Value,
    pub lists: Value,
    pub page: Value,
    pub portal: Value,
    pub lang: Value,
}

impl Object for Context {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        match key {
            "row" => Some(self.row.clone()),
            "lists" => Some(self.lists.clone()),
            "page" => Some(self.page.clone()),
            "portal" => Some(self.portal.clone()),
            "lang" => Some(self.lang.clone()),
            _ => None,
        }
    }
}

/// `page` in a body template.
#[derive(Debug)]
pub struct About {
    pub path: String,
    pub lang: String,
    pub title: String,
    pub description: String,
    pub relation: String,
    pub sql_path: String,
}

impl Object for About {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        let text = match key {
            "path" => &self.path,
            "lang" => &self.lang,
            "title" => &self.title,
            "description" => &self.description,
            "relation" => &self.relation,
            "sql_path" => &self.sql_path,
            _ => return None,
        };
        Some(Value::from(text.as_str()))
    }
}

/// `lists` in a body template.
#[derive(Debug)]
pub struct Lists {
    pub names: Arc<Vec<String>>,
    pub rows: Vec<Value>,
}

impl Object for Lists {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        let place = self.names.iter().position(|name| name == key)?;
        self.rows.get(place).cloned()
    }
}
