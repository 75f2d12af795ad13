use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::Files;

/// The path of a file, and the function that writes it.
pub(super) type Job<'a> = (String, Box<dyn Fn() -> String + Sync + 'a>);

/// Writes independent files on all cores.
pub(super) fn run(jobs: &[Job<'_>]) -> Files {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let work = || {
        let mut files = Files::new();
        while let Some((path, make)) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
            files.insert(path.clone(), make());
        }
        files
    };
    thread::scope(|scope| {
        let helpers: Vec<_> = (1..cores.min(jobs.len())).map(|_| scope.spawn(work)).collect();
        let mut files = work();
        for helper in helpers {
            match helper.join() {
                Ok(more) => files.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        files
    })
}
