//! Rendering in parallel, in order: rows and their lists go out in small jobs, bodies come back.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};

use anyhow::{Result, anyhow};
use minijinja::value::Value;
use sha2::{Digest, Sha256};

use super::context::SiteContext;
use super::hoisted::Ready;
use super::locale::Locale;
use super::names::{About, Lists};
use super::route::{Part, Pattern, is_bare};
use super::row::Table;
use super::source::{Job, Source};
use super::touched::Touched;
use super::weight::{Bound, weight};
use super::{Page, PageFamily};
use crate::cache::Key;
use crate::problem::{Failed, Place, Problem, nearest};

/// The pages of one job: neighbours; where a family goes into packs, what one pack holds.
pub struct Rendered {
    /// A hash of all that the family and the rows give to the pages: not of templates, nor of what they
    /// `touched`. `None` where that cannot be made.
    pub key: Option<String>,
    /// The first row, counted from 1.
    pub first: u64,
    pub touched: Touched,
    pub pages: Vec<Page>,
}

/// What rendering threads do with the pages of a job.
pub trait Work<T>: Sync {
    /// Whether anything is kept: else jobs need no keys.
    fn keeps(&self) -> bool;
    /// What came of a job of this key before, so that it need not be rendered again.
    fn kept(&self, key: &str, first: u64) -> Result<Option<Vec<T>>>;
    fn make(&self, rendered: Rendered) -> Result<Vec<T>>;
}

/// Hands over pages as they are.
struct Plain;

impl Work<Page> for Plain {
    fn keeps(&self) -> bool {
        false
    }

    fn kept(&self, _: &str, _: u64) -> Result<Option<Vec<Page>>> {
        Ok(None)
    }

    fn make(&self, rendered: Rendered) -> Result<Vec<Page>> {
        Ok(rendered.pages)
    }
}

/// Renders all pages of a family and hands them to `each` in the order of their rows, languages in
/// the site's order. Stops at the first problem, which names the template's line and the row, or the
/// relation that is not sorted, or the two rows with one path. At most two jobs (32 rows; a pack's, at most
/// 256) a thread are under way, rows and bodies. Returns the number of pages.
pub fn render(
    site: &SiteContext,
    family: &PageFamily,
    jobs: usize,
    each: &mut dyn FnMut(Page) -> Result<()>,
) -> Result<u64> {
    let mut count = 0;
    render_with(site, family, jobs, &Plain, &mut |page| {
        count += 1;
        each(page)
    })?;
    Ok(count)
}

/// As [`render`], with a step of work on the pages of every job done by the rendering threads.
pub fn render_with<T: Send>(
    site: &SiteContext,
    family: &PageFamily,
    jobs: usize,
    work: &dyn Work<T>,
    each: &mut dyn FnMut(T) -> Result<()>,
) -> Result<()> {
    if !site.has_template(&family.template) {
        return Err(no_template(site, family));
    }
    let plan = Plan::of(site, family)?;
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
) -> Result<()> {
    let (mut sent, mut next) = (0u64, 0u64);
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
            return Ok(());
        }
        let (number, result) = done.recv().map_err(|_| anyhow!("the rendering threads ended early"))?;
        early.insert(number, result);
        while let Some(result) = early.remove(&next) {
            for page in result? {
                each(page)?;
            }
            next += 1;
        }
    }
}

fn run<T>(plan: &Plan, take: &Mutex<Receiver<Job>>, work: &dyn Work<T>, give: &SyncSender<(u64, Result<Vec<T>>)>) {
    loop {
        // The lock guards only the queue's end; a thread that panicked left it whole.
        let job = take.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).recv();
        let Ok(job) = job else { return };
        // A panic must not leave the reader waiting for a result that never comes.
        let made = AssertUnwindSafe(|| plan.work(&job, work));
        let pages = catch_unwind(made).unwrap_or_else(|_| Err(anyhow!("a rendering thread failed")));
        if give.send((job.number, pages)).is_err() {
            return;
        }
    }
}

/// What stays the same for all pages of a family.
struct Plan<'a> {
    site: &'a SiteContext,
    family: &'a PageFamily,
    /// By language: title and description.
    texts: Vec<(Pattern, Pattern)>,
    feed: Option<Pattern>,
    lists: Arc<Vec<String>>,
    bound: Bound,
}

impl<'a> Plan<'a> {
    fn of(site: &'a SiteContext, family: &'a PageFamily) -> Result<Plan<'a>> {
        let texts = site.languages.iter().map(|language| {
            let name = &language.locale.language;
            (Pattern::parse(family.title.get(name)), Pattern::parse(family.description.get(name)))
        });
        let lists = Arc::new(family.lists.iter().map(|list| list.name.clone()).collect());
        // Feeds name themselves by the portal's address: without one there are none.
        let has_feed = !family.feed.is_empty() && !site.links.base_url.is_empty();
        let feed = has_feed.then(|| Pattern::parse(&family.feed));
        Ok(Plan { site, family, texts: texts.collect(), feed, lists, bound: Bound::of(family)? })
    }

    fn work<T>(&self, job: &Job, work: &dyn Work<T>) -> Result<Vec<T>> {
        let (key, first) = (work.keeps().then(|| self.key(job)).flatten(), job.first + 1);
        if let Some(key) = &key
            && let Some(kept) = work.kept(key, first)?
        {
            return Ok(kept);
        }
        Touched::take(); // what a failed job left
        let pages = self.pages(job)?;
        work.make(Rendered { key, first, touched: Touched::take(), pages })
    }

    /// See [`Rendered::key`].
    fn key(&self, job: &Job) -> Option<String> {
        let family = self.family;
        let mut hash = Sha256::new();
        for (index, (path, lists)) in job.rows.iter().enumerate() {
            hash.update((path.len() as u64).to_le_bytes());
            hash.update(path);
            hash.update([u8::from(self.is_file(job, index))]);
            job.table.hash(job.start + index, &mut hash)?;
            for list in lists {
                hash.update(list.digest()?);
            }
        }
        let family = [&family.relation, &family.path, &family.template, &family.sql_path]
            .into_iter()
            .fold(Key::new("job"), |key, text| key.with(text))
            .with(format!("{:?} {:?} {:?}", family.title, family.description, self.lists))
            .with(format!("{:?} {:?}", family.feed, family.figure));
        Some(family.with(hash.finalize()).hex())
    }

    fn is_file(&self, job: &Job, index: usize) -> bool {
        let column = self.family.weight.as_deref();
        let weight = column.map_or(0.0, |column| weight(&job.table.value(column, job.start + index)));
        self.bound.is_file(weight, job.first + index as u64 + 1)
    }

    fn pages(&self, job: &Job) -> Result<Vec<Page>> {
        let ready = self.site.languages.iter().map(|language| {
            let lang = &language.locale.language;
            Ready::new(&language.templates, &self.family.template, &language.portal, lang)
                .map_err(|error| Failed::from(self.site.problem(&error, job.table.names.order())).into())
        });
        let mut ready = ready.collect::<Result<Vec<_>>>()?;
        let mut pages = Vec::with_capacity(job.rows.len() * self.site.languages.len());
        for (index, (path, lists)) in job.rows.iter().enumerate() {
            let lists = Value::from_object(Lists {
                names: self.lists.clone(),
                rows: lists.iter().map(|rows| Value::from_dyn_object(rows.clone())).collect(),
            });
            for (at, ready) in ready.iter_mut().enumerate() {
                pages.push(self.page(job, index, path, &lists, at, ready)?);
            }
        }
        Ok(pages)
    }

    fn page(
        &self,
        job: &Job,
        index: usize,
        path: &str,
        lists: &Value,
        language: usize,
        ready: &mut Ready,
    ) -> Result<Page> {
        let (title, description) = &self.texts[language];
        let language = &self.site.languages[language];
        let place = job.start + index;
        let row = job.first + index as u64 + 1;
        let mut page = Page {
            path: if is_bare(&self.family.path) { path.trim_end_matches('/') } else { path }.to_string(),
            lang: language.locale.language.clone(),
            title: written(title, &job.table, place),
            description: written(description, &job.table, place),
            body: String::new(),
            relation: self.family.relation.clone(),
            sql_path: self.family.sql_path.clone(),
            feed: self.feed.as_ref().and_then(|feed| job.table.path(feed, place)).map_or(String::new(), |path| {
                self.site.links.of_slugs(&language.locale.language, path.trim_end_matches('/'))
            }),
            picture: self.picture(&job.table, place, &language.locale)?,
            is_file: self.is_file(job, index),
            row,
        };
        let about = Value::from_object(About {
            path: page.path.clone(),
            lang: page.lang.clone(),
            title: page.title.clone(),
            description: page.description.clone(),
            relation: page.relation.clone(),
            sql_path: page.sql_path.clone(),
        });
        let rendered = ready.render(job.table.row(place), lists.clone(), about);
        match rendered {
            Ok(body) => page.body = body,
            Err(error) => return Err(self.failed(&error, &job.table, &page)),
        }
        Ok(page)
    }

    /// Where the picture of the row's figure will stand.
    fn picture(&self, table: &Table, place: usize, locale: &Locale) -> Result<String> {
        let column = self.family.figure.as_deref().filter(|_| !self.site.links.base_url.is_empty());
        let Some(name) = column.and_then(|column| table.text(column, place)) else { return Ok(String::new()) };
        self.site.picture_of(&name, locale)
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
