//! Work on several threads, results in the order of the input.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use anyhow::{Context, Result};

/// Sends every input that `feed` submits through `work` on `jobs` threads, and each result to `take`
/// on this thread, in the order submitted. At most a few inputs per thread are under way at a time.
pub fn in_order<I: Send, O: Send>(
    jobs: usize,
    work: impl Fn(I) -> O + Sync,
    feed: impl FnOnce(&mut Queue<'_, I, O>) -> Result<()>,
    take: &mut dyn FnMut(O) -> Result<()>,
) -> Result<()> {
    let jobs = jobs.max(1);
    let limit = 2 * jobs + 2;
    let (inputs, to_do) = sync_channel::<(u64, I)>(limit);
    let (finished, results) = sync_channel::<(u64, O)>(limit);
    let to_do = Mutex::new(to_do);
    thread::scope(|scope| {
        for _ in 0..jobs {
            let (to_do, finished, work) = (&to_do, finished.clone(), &work);
            scope.spawn(move || run(to_do, &finished, work));
        }
        drop(finished);
        let mut queue = Queue { inputs: Some(inputs), results, waiting: BTreeMap::new(), sent: 0, taken: 0, limit, take };
        feed(&mut queue)?;
        queue.finish()
    })
}

fn run<I, O>(to_do: &Mutex<Receiver<(u64, I)>>, finished: &SyncSender<(u64, O)>, work: &impl Fn(I) -> O) {
    loop {
        // A poisoned lock means that another worker panicked: the scope will tell.
        let Ok(next) = to_do.lock().map(|queue| queue.recv()) else { return };
        let Ok((number, input)) = next else { return };
        if finished.send((number, work(input))).is_err() {
            return;
        }
    }
}

/// Where inputs are submitted.
pub struct Queue<'t, I, O> {
    inputs: Option<SyncSender<(u64, I)>>,
    results: Receiver<(u64, O)>,
    waiting: BTreeMap<u64, O>,
    sent: u64,
    taken: u64,
    limit: usize,
    take: &'t mut dyn FnMut(O) -> Result<()>,
}

impl<I, O> Queue<'_, I, O> {
    /// Hands over one input; takes results first while too many are under way.
    pub fn submit(&mut self, input: I) -> Result<()> {
        while (self.sent - self.taken) as usize >= self.limit {
            self.wait()?;
        }
        let inputs = self.inputs.as_ref().context("work is submitted before the queue is finished")?;
        inputs.send((self.sent, input)).ok().context("the worker threads have ended")?;
        self.sent += 1;
        Ok(())
    }

    fn wait(&mut self) -> Result<()> {
        let (number, result) = self.results.recv().context("the worker threads have ended")?;
        self.waiting.insert(number, result);
        while let Some(result) = self.waiting.remove(&self.taken) {
            self.taken += 1;
            (self.take)(result)?;
        }
        Ok(())
    }

    fn finish(mut self) -> Result<()> {
        self.inputs = None;
        while self.taken < self.sent {
            self.wait()?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_whatever_takes_longer() -> Result<()> {
        let mut seen = Vec::new();
        in_order(
            3,
            |number: u64| {
                thread::sleep(std::time::Duration::from_micros(500 * (number % 5)));
                number * 2
            },
            |queue| (0..200).try_for_each(|number| queue.submit(number)),
            &mut |result| {
                seen.push(result);
                Ok(())
            },
        )?;
        assert_eq!(seen, (0..200).map(|number| number * 2).collect::<Vec<_>>());
        Ok(())
    }

    #[test]
    fn an_error_ends_the_work() {
        let result = in_order(
            2,
            |number: u64| number,
            |queue| (0..10_000).try_for_each(|number| queue.submit(number)),
            &mut |number| if number == 7 { anyhow::bail!("no disk") } else { Ok(()) },
        );
        assert_eq!(result.map_err(|error| error.to_string()), Err("no disk".to_owned()));
    }
}
