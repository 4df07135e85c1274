//! Work on several threads, results in the order of the input.

use std::collections::BTreeMap;
use std::panic::resume_unwind;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use anyhow::{Context, Result};

/// Where inputs are submitted.
pub type Submit<'s, I> = &'s mut dyn FnMut(I) -> Result<()>;

/// Sends every input that `feed` submits through `work` on `jobs` threads, and each result to `take` on this
/// thread, in the order submitted. `feed` has a thread of its own. A few inputs per thread are under way at
/// most, so that neither inputs nor results pile up.
pub fn in_order<I: Send, O: Send>(
    jobs: usize,
    work: impl Fn(I) -> O + Sync,
    feed: impl FnOnce(Submit<'_, I>) -> Result<()> + Send,
    take: &mut dyn FnMut(O) -> Result<()>,
) -> Result<()> {
    let jobs = jobs.max(1);
    let limit = 2 * jobs + 2;
    let (inputs, to_do) = sync_channel::<(u64, I)>(limit);
    let (finished, results) = sync_channel::<(u64, O)>(limit);
    // One permit for each input that may be under way; it comes back when its result is taken.
    let (permit, permits) = sync_channel::<()>(limit);
    let to_do = Mutex::new(to_do);
    thread::scope(|scope| {
        for _ in 0..jobs {
            let (to_do, finished, work) = (&to_do, finished.clone(), &work);
            scope.spawn(move || run(to_do, &finished, work));
        }
        drop(finished);
        for _ in 0..limit {
            permit.send(()).context("the permits have room")?;
        }
        let feeder = scope.spawn(move || {
            let mut number = 0;
            feed(&mut |input| {
                permits.recv().context("nobody takes results any more")?;
                inputs.send((number, input)).ok().context("the worker threads have ended")?;
                number += 1;
                Ok(())
            })
        });
        // An error drops the results and the permits, so that the other threads end.
        let taken = collect(results, permit, take);
        let fed = feeder.join().unwrap_or_else(|panic| resume_unwind(panic));
        taken.and(fed)
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

/// Takes results in order until there are no more.
fn collect<O>(
    results: Receiver<(u64, O)>,
    permit: SyncSender<()>,
    take: &mut dyn FnMut(O) -> Result<()>,
) -> Result<()> {
    let mut waiting = BTreeMap::new();
    let mut next = 0;
    for (number, result) in results {
        waiting.insert(number, result);
        while let Some(result) = waiting.remove(&next) {
            next += 1;
            take(result)?;
            // The feeder may have ended already.
            let _ = permit.send(());
        }
    }
    Ok(())
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
            |submit| (0..200).try_for_each(submit),
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
        let result = in_order(2, |number: u64| number, |submit| (0..10_000).try_for_each(submit), &mut |number| {
            if number == 7 { anyhow::bail!("no disk") } else { Ok(()) }
        });
        assert_eq!(result.map_err(|error| error.to_string()), Err("no disk".to_owned()));
    }

    #[test]
    fn an_error_of_the_feeder_is_told_after_its_results() {
        let mut taken = 0;
        let result = in_order(
            2,
            |number: u64| number,
            |submit| {
                (0..5).try_for_each(submit)?;
                anyhow::bail!("no input")
            },
            &mut |_| {
                taken += 1;
                Ok(())
            },
        );
        assert_eq!((taken, result.map_err(|error| error.to_string())), (5, Err("no input".to_owned())));
    }
}
