//! Rendering in parallel, in order: rows and their lists go out in small jobs, bodies come back.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};

use anyhow::{Result, anyhow};
use minijinja::value::{Object, Value};

use super::context::SiteContext;
use super::route::{Part, Pattern, page_path, slug};
use super::row::{Rows, Table};
use super::stream::{Batches, Keys, List, unsorted, whole};
use super::{Page, PageFamily, exact::Exact};
use crate::problem::{Failed, Place, Problem, nearest};

/// Rows of one job; memory holds at most `jobs * 2 + 2` jobs, rows and bodies.
const JOB: usize = 32;
/// The longest list that every page of a family may show whole.
const WHOLE: usize = 100_000;

/// Renders all pages of a family and hands them to `each` in the order of their rows, languages in
/// the site's order. Stops at the first problem, which names the template's line and the row, or the
/// relation that is not sorted, or the two rows with one path. Returns the number of pages.
pub fn render(
    site: &SiteContext,
    family: &PageFamily,
    jobs: usize,
    each: &mut dyn FnMut(Page) -> Result<()>,
) -> Result<u64> {
    render_with(site, family, jobs, &Ok, each)
}

/// As [`render`], with a step of work on every page done by the rendering threads.
pub fn render_with<T: Send>(
    site: &SiteContext,
    family: &PageFamily,
    jobs: usize,
    work: &(dyn Fn(Page) -> Result<T> + Sync),
    each: &mut dyn FnMut(T) -> Result<()>,
) -> Result<u64> {
    if !site.has_template(&family.template) {
        return Err(no_template(site, family));
    }
    let plan = Plan::of(site, family);
    let mut source = Source::open(family)?;
    let (send, take) = sync_channel::<Job>(jobs.max(1) * 2);
    let take = Mutex::new(take);
    let (give, done) = sync_channel::<(u64, Result<Vec<T>>)>(jobs.max(1) * 2 + 2);
    std::thread::scope(|scope| {
        for _ in 0..jobs.max(1) {
            let (give, take, plan) = (give.clone(), &take, &plan);
            scope.spawn(move || run(plan, take, work, &give));
        }
        drop(give);
        let result = drive(&mut source, jobs.max(1) * 2, &send, &done, each);
        // Idle threads end when nothing can be sent any more; busy ones end at the closed way back.
        drop(send);
        drop(done);
        result
    })
}

/// Keeps the threads fed, and puts their results back in order.
fn drive<T>(
    source: &mut Source,
    in_flight: usize,
    send: &SyncSender<Job>,
    done: &Receiver<(u64, Result<Vec<T>>)>,
    each: &mut dyn FnMut(T) -> Result<()>,
) -> Result<u64> {
    let (mut sent, mut next, mut count) = (0u64, 0u64, 0u64);
    let mut early = BTreeMap::new();
    let mut more = true;
    loop {
        while more && sent - next < in_flight as u64 {
            match source.next_job(sent)? {
                Some(job) => {
                    send.send(job).map_err(|_| anyhow!("the rendering threads ended early"))?;
                    sent += 1;
                }
                None => more = false,
            }
        }
        if next == sent {
            return Ok(count);
        }
        let (number, result) = done.recv().map_err(|_| anyhow!("the rendering threads ended early"))?;
        early.insert(number, result);
        while let Some(result) = early.remove(&next) {
            for page in result? {
                each(page)?;
                count += 1;
            }
            next += 1;
        }
    }
}

fn run<T>(
    plan: &Plan,
    take: &Mutex<Receiver<Job>>,
    work: &(dyn Fn(Page) -> Result<T> + Sync),
    give: &SyncSender<(u64, Result<Vec<T>>)>,
) {
    loop {
        // The lock guards only the queue's end; a thread that panicked left it whole.
        let job = take.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).recv();
        let Ok(job) = job else { return };
        // A panic must not leave the reader waiting for a result that never comes.
        let made = AssertUnwindSafe(|| plan.pages(&job).and_then(|pages| pages.into_iter().map(work).collect()));
        let pages = catch_unwind(made).unwrap_or_else(|_| Err(anyhow!("a rendering thread failed")));
        if give.send((job.number, pages)).is_err() {
            return;
        }
    }
}

/// Some rows of the page relation, with their paths and lists.
struct Job {
    number: u64,
    table: Arc<Table>,
    /// First row in the table, and in the relation.
    start: usize,
    first: u64,
    rows: Vec<(String, Vec<Arc<Rows>>)>,
}

/// The page relation and its lists, read together.
struct Source<'a> {
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
    fn open(family: &'a PageFamily) -> Result<Source<'a>> {
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

    fn next_job(&mut self, number: u64) -> Result<Option<Job>> {
        let (first, table, start) = loop {
            match self.current.take() {
                Some((first, table, start)) if start < table.batch.num_rows() => break (first, table, start),
                _ => match self.batches.next()? {
                    Some((first, table)) => self.current = Some((first, table, 0)),
                    None => return Ok(None),
                },
            }
        };
        let length = JOB.min(table.batch.num_rows() - start);
        let here = Table { names: table.names.clone(), batch: table.batch.slice(start, length) };
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
        let mut path = String::new();
        for part in &self.path.0 {
            match part {
                Part::Text(text) => path.push_str(text),
                Part::Column(name) => match table.text(name, index) {
                    Some(id) => path.push_str(&slug(&id)),
                    None => return Err(self.no_id(table, name, row)),
                },
            }
        }
        let path = page_path(&path);
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
        let place = Place {
            source: Some(relation.clone()),
            row: Some(row),
            field: Some(name.to_string()),
            ..Place::default()
        };
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

/// What stays the same for all pages of a family.
struct Plan<'a> {
    site: &'a SiteContext,
    family: &'a PageFamily,
    /// By language: title and description.
    texts: Vec<(Pattern, Pattern)>,
    lists: Arc<Vec<String>>,
}

impl<'a> Plan<'a> {
    fn of(site: &'a SiteContext, family: &'a PageFamily) -> Plan<'a> {
        let texts = site.languages.iter().map(|language| {
            let name = &language.locale.language;
            (Pattern::parse(family.title.get(name)), Pattern::parse(family.description.get(name)))
        });
        let lists = Arc::new(family.lists.iter().map(|list| list.name.clone()).collect());
        Plan { site, family, texts: texts.collect(), lists }
    }

    fn pages(&self, job: &Job) -> Result<Vec<Page>> {
        let mut pages = Vec::with_capacity(job.rows.len() * self.site.languages.len());
        for (index, (path, lists)) in job.rows.iter().enumerate() {
            let lists = Value::from_object(Lists {
                names: self.lists.clone(),
                rows: lists.iter().map(|rows| Value::from_dyn_object(rows.clone())).collect(),
            });
            for at in 0..self.site.languages.len() {
                pages.push(self.page(job, index, path, &lists, at)?);
            }
        }
        Ok(pages)
    }

    fn page(&self, job: &Job, index: usize, path: &str, lists: &Value, language: usize) -> Result<Page> {
        let (title, description) = &self.texts[language];
        let language = &self.site.languages[language];
        let place = job.start + index;
        let weight = self.family.weight.as_deref().map(|column| job.table.value(column, place));
        let mut page = Page {
            path: path.to_string(),
            lang: language.locale.language.clone(),
            title: written(title, &job.table, place),
            description: written(description, &job.table, place),
            body: String::new(),
            relation: self.family.relation.clone(),
            sql_path: self.family.sql_path.clone(),
            weight: weight.and_then(|weight| Exact::of(&weight)).map_or(0.0, Exact::to_f64),
            row: job.first + index as u64 + 1,
        };
        let context = Context {
            row: job.table.row(place),
            lists: lists.clone(),
            portal: language.portal.clone(),
            lang: Value::from(page.lang.as_str()),
            page: Value::from_object(About {
                path: page.path.clone(),
                lang: page.lang.clone(),
                title: page.title.clone(),
                description: page.description.clone(),
                relation: page.relation.clone(),
                sql_path: page.sql_path.clone(),
            }),
        };
        let rendered = language
            .templates
            .get_template(&self.family.template)
            .and_then(|template| template.render(Value::from_object(context)));
        match rendered {
            Ok(body) => page.body = body,
            Err(error) => return Err(self.failed(&error, &job.table, &page)),
        }
        Ok(page)
    }

    fn failed(&self, error: &minijinja::Error, table: &Table, page: &Page) -> anyhow::Error {
        let mut problem = self.site.problem(error, table.names.order());
        problem.place.source = Some(page.relation.clone());
        problem.place.row = Some(page.row);
        problem.message = format!("{} (page /{} in `{}`)", problem.message, page.path, page.lang);
        Failed::from(problem).into()
    }
}

fn written(pattern: &Pattern, table: &Table, index: usize) -> String {
    let mut out = String::new();
    for part in &pattern.0 {
        match part {
            Part::Text(text) => out.push_str(text),
            Part::Column(name) => out.push_str(&table.text(name, index).unwrap_or_default()),
        }
    }
    out
}

fn no_template(site: &SiteContext, family: &PageFamily) -> anyhow::Error {
    let place = Place { source: Some(family.relation.clone()), ..Place::default() };
    let problem = Problem::error("no_template", place, format!("there is no templates/{}", family.template));
    Failed::from(match nearest(&family.template, site.template_names()) {
        Some(near) => problem.hint(format!("did you mean `{near}`?")),
        None => problem,
    })
    .into()
}

/// The names that a body template has.
#[derive(Debug)]
struct Context {
    row: Value,
    lists: Value,
    page: Value,
    portal: Value,
    lang: Value,
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
struct About {
    path: String,
    lang: String,
    title: String,
    description: String,
    relation: String,
    sql_path: String,
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
struct Lists {
    names: Arc<Vec<String>>,
    rows: Vec<Value>,
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
