//! A page relation and its lists, read together in small jobs.

use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::sync::Arc;

use anyhow::Result;
use arrow::compute::concat_batches;

use super::PageFamily;
use super::route::{Pattern, address_hash};
use super::row::{Rows, Table};
use super::stream::{Batches, Keys, List, unsorted, whole};
use crate::problem::{Failed, Place, Problem, nearest};

/// Rows of one job: one in so many paths ends it, so that a row which comes or goes changes its own job only.
const JOB: u32 = 32;
/// Rows of a job that becomes a pack.
const PACK: u32 = 64;
/// The most rows of a pack.
const MOST: usize = 256;
/// The longest list that every page of a family may show whole.
const WHOLE: usize = 100_000;

/// Some rows of the page relation, with their paths and lists.
pub struct Job {
    pub number: u64,
    pub table: Arc<Table>,
    /// First row in the table, and in the relation.
    pub start: usize,
    pub first: u64,
    pub rows: Vec<(String, Vec<Arc<Rows>>)>,
}

/// The page relation and its lists, read together.
pub struct Source<'a> {
    family: &'a PageFamily,
    path: Pattern,
    batches: Batches,
    current: Option<(u64, Arc<Table>, usize)>,
    key: Keys,
    last: Vec<u8>,
    lists: Vec<Joined>,
    /// Hash of a path -> its row.
    paths: HashMap<u64, u64, BuildHasherDefault<DefaultHasher>>,
}

enum Joined {
    Whole(Arc<Rows>),
    ByKey(Box<List>, Keys),
}

impl<'a> Source<'a> {
    pub fn open(family: &'a PageFamily) -> Result<Source<'a>> {
        let mut lists = Vec::with_capacity(family.lists.len());
        for list in &family.lists {
            lists.push(if list.key.is_empty() {
                Joined::Whole(whole(&list.name, &list.rows, WHOLE)?)
            } else {
                let keys = Keys::new(&family.relation, &list.key);
                Joined::ByKey(Box::new(List::open(&list.name, &list.key, &list.rows)?), keys)
            });
        }
        Ok(Source {
            family,
            path: Pattern::parse(&family.path),
            batches: Batches::open(&family.relation, &family.rows)?,
            current: None,
            key: Keys::new(&family.relation, &family.key),
            last: Vec::new(),
            lists,
            paths: HashMap::default(),
        })
    }

    /// The next rows; `None` at the end. Paths are checked here, in the order of the rows.
    pub fn next_job(&mut self, number: u64) -> Result<Option<Job>> {
        let (first, table, start) = loop {
            match self.current.take() {
                Some((first, table, start)) if start < table.batch.num_rows() => break (first, table, start),
                _ => match self.batches.next()? {
                    Some((first, table)) => self.current = Some((first, table, 0)),
                    None => return Ok(None),
                },
            }
        };
        let (first, table, start, length) = self.cut(first, table, start)?;
        let here = Table::new(table.names.clone(), table.batch.slice(start, length));
        self.check_order(&here)?;
        let mut lists: Vec<Vec<Arc<Rows>>> = vec![Vec::with_capacity(self.lists.len()); length];
        for list in &mut self.lists {
            list.join(&here, &mut lists)?;
        }
        let mut rows = Vec::with_capacity(length);
        for (index, lists) in lists.into_iter().enumerate() {
            let row = first + (start + index) as u64 + 1;
            rows.push((self.path_of(&here, index, row)?, lists));
        }
        let job = Job { number, table: table.clone(), start, first: first + start as u64, rows };
        self.current = Some((first, table, start + length));
        Ok(Some(job))
    }

    /// The rows up to the next path that ends a job, over the ends of batches.
    fn cut(&mut self, first: u64, table: Arc<Table>, start: usize) -> Result<(u64, Arc<Table>, usize, usize)> {
        let (mut first, mut table, mut start) = (first, table, start);
        let mut length = 0;
        let (each, most) = if self.family.files.is_some() { (PACK, MOST) } else { (JOB, 2 * JOB as usize) };
        loop {
            while start + length < table.batch.num_rows() {
                let ends = table.path(&self.path, start + length).is_some_and(|path| address_hash(&path) % each == 0);
                length += 1;
                if ends || length == most {
                    return Ok((first, table, start, length));
                }
            }
            let Some((_, more)) = self.batches.next()? else { return Ok((first, table, start, length)) };
            let rest = table.batch.slice(start, length);
            let batch = concat_batches(&rest.schema(), [&rest, &more.batch])?;
            first += start as u64;
            start = 0;
            table = Arc::new(Table::new(table.names.clone(), batch));
        }
    }

    fn check_order(&mut self, table: &Table) -> Result<()> {
        if self.family.key.is_empty() {
            return Ok(());
        }
        let keys = self.key.of(table)?;
        for index in 0..keys.num_rows() {
            let row = keys.row(index);
            if row.data() < self.last.as_slice() {
                return Err(unsorted(&self.family.relation, &self.family.key));
            }
            self.last.clear();
            self.last.extend_from_slice(row.data());
        }
        Ok(())
    }

    fn path_of(&mut self, table: &Table, index: usize, row: u64) -> Result<String> {
        let Some(path) = table.path(&self.path, index) else {
            let empty = self.path.columns().find(|name| table.text(name, index).is_none()).unwrap_or_default();
            return Err(self.no_id(table, empty, row));
        };
        let hash = self.paths.hasher().hash_one(&path);
        match self.paths.insert(hash, row) {
            None => Ok(path),
            Some(other) => {
                let place = Place { source: Some(self.family.relation.clone()), row: Some(row), ..Place::default() };
                let message = format!("rows {other} and {row} of `{}` have one path, /{path}", self.family.relation);
                let hint = "a page's path must hold the whole key of its relation";
                Err(Failed::from(Problem::error("duplicate_path", place, message).hint(hint)).into())
            }
        }
    }

    fn no_id(&self, table: &Table, name: &str, row: u64) -> anyhow::Error {
        let relation = &self.family.relation;
        let place =
            Place { source: Some(relation.clone()), row: Some(row), field: Some(name.to_string()), ..Place::default() };
        if table.names.place(name).is_some() {
            let message = format!("row {row} of `{relation}` has no `{name}`, which its path needs");
            return Failed::from(Problem::error("no_path", place, message)).into();
        }
        let problem = Problem::error("no_path", place, format!("`{relation}` has no column `{name}` for its path"));
        let near = nearest(name, table.names.order().iter().map(String::as_str));
        Failed::from(match near {
            Some(near) => problem.hint(format!("did you mean `{near}`?")),
            None => problem,
        })
        .into()
    }
}

impl Joined {
    fn join(&mut self, table: &Table, lists: &mut [Vec<Arc<Rows>>]) -> Result<()> {
        match self {
            Joined::Whole(rows) => lists.iter_mut().for_each(|list| list.push(rows.clone())),
            Joined::ByKey(list, keys) => {
                let page_keys = keys.of(table)?;
                for (index, found) in lists.iter_mut().enumerate() {
                    found.push(list.take(page_keys.row(index).data(), keys.types())?);
                }
            }
        }
        Ok(())
    }
}
