//! Work on many pieces at once, results in their order: what makes parts the same for any number of threads.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// As many threads as the machine has, at most eight: beyond that the reader is the limit.
pub(crate) fn threads() -> usize {
    std::thread::available_parallelism().map_or(2, |n| n.get().min(8))
}

/// Reads `items` on one thread, does `work` on several, and hands the results to `take` in the order of the items,
/// on the calling thread. At most `2 × threads + 1` pieces are held at once. The first error ends it all.
pub(crate) fn in_order<J, T, E>(
    items: impl Iterator<Item = Result<J, E>> + Send,
    threads: usize,
    work: impl Fn(J) -> Result<T, E> + Sync,
    mut take: impl FnMut(T) -> Result<(), E>,
) -> Result<(), E>
where
    J: Send,
    T: Send,
    E: Send,
{
    let (job_in, job_out) = sync_channel::<(u64, Result<J, E>)>(1);
    let (done_in, done_out) = sync_channel::<(u64, Result<T, E>)>(threads);
    let job_out = Mutex::new(job_out);
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let stop = &stop;
        scope.spawn(move || feed(items, &job_in, stop));
        for _ in 0..threads.max(1) {
            let done = done_in.clone();
            let (jobs, work) = (&job_out, &work);
            scope.spawn(move || {
                while let Some((number, job)) = next(jobs) {
                    if done.send((number, job.and_then(work))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(done_in);
        let result = deliver(&done_out, &mut take);
        // Ends the workers at their next send and the reader at its next piece; what it still hands out is passed over.
        drop(done_out);
        stop.store(true, Ordering::Relaxed);
        while let Some(rest) = next(&job_out) {
            drop(rest);
        }
        result
    })
}

fn feed<J, E>(items: impl Iterator<Item = Result<J, E>>, jobs: &SyncSender<(u64, Result<J, E>)>, stop: &AtomicBool) {
    for (number, item) in (0_u64..).zip(items) {
        let failed = item.is_err();
        if stop.load(Ordering::Relaxed) || jobs.send((number, item)).is_err() || failed {
            break;
        }
    }
}

fn next<J>(jobs: &Mutex<Receiver<J>>) -> Option<J> {
    jobs.lock().ok()?.recv().ok()
}

fn deliver<T, E>(done: &Receiver<(u64, Result<T, E>)>, take: &mut impl FnMut(T) -> Result<(), E>) -> Result<(), E> {
    let mut waiting = BTreeMap::new();
    let mut expected = 0_u64;
    while let Ok((number, result)) = done.recv() {
        waiting.insert(number, result);
        while let Some(result) = waiting.remove(&expected) {
            take(result?)?;
            expected += 1;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items_for_any_number_of_threads() {
        for threads in [1, 2, 5] {
            let mut seen = Vec::new();
            let items = (0..500_u64).map(Ok::<_, ()>);
            in_order(
                items,
                threads,
                |n| Ok(n * n),
                |n| {
                    seen.push(n);
                    Ok(())
                },
            )
            .unwrap();
            assert_eq!(seen, (0..500).map(|n| n * n).collect::<Vec<u64>>());
        }
    }

    #[test]
    fn the_first_error_ends_an_endless_reader() {
        let taken = std::cell::Cell::new(0);
        let result = in_order(
            (0_u64..).map(Ok),
            3,
            |n| if n == 40 { Err("forty") } else { Ok(n) },
            |n| {
                taken.set(n);
                Ok(())
            },
        );
        assert_eq!(result, Err("forty"));
        assert_eq!(taken.get(), 39, "everything before it was delivered");
        assert_eq!(in_order((0_u64..).map(Ok), 3, Ok, |_| Err("no")), Err("no"));
    }
}
