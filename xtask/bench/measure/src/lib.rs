//! Common code of the programs that `cargo xtask bench client` compares: arguments, measuring,
//! printing.

#![forbid(unsafe_code)]

mod allocations;
mod figures;
mod task;

use std::error::Error;
use std::time::{Duration, Instant};

use cpu_time::ProcessTime;
use futures_util::FutureExt;
use futures_util::future::join_all;

use crate::allocations::Allocations;
use crate::figures::{peak_memory, print};
use crate::task::Task;

/// A client, and the one call that is measured.
pub trait Contender: Sized {
    /// A client for the server that the environment names; see [`endpoint`].
    fn new() -> impl Future<Output = Result<Self, Failure>>;

    /// One `GetPendingJobExecutions`, including the parsing of the response.
    fn call(&self) -> impl Future<Output = Result<(), Failure>>;
}

/// Why there are no figures.
pub type Failure = Box<dyn Error>;

/// The endpoint of the server, from the variable of all AWS SDKs: `http://127.0.0.1:port`.
///
/// # Errors
/// The variable `AWS_ENDPOINT_URL` is not set.
pub fn endpoint() -> Result<String, Failure> {
    variable("AWS_ENDPOINT_URL")
}

/// The value of an environment variable.
///
/// # Errors
/// It is not set.
pub fn variable(name: &str) -> Result<String, Failure> {
    std::env::var(name).map_err(|error| format!("{name}: {error}").into())
}

/// The exact bytes that this project's client sends, from the file that `BENCH_REQUEST` names.
///
/// # Errors
/// The variable is not set, or the file cannot be read.
pub fn request() -> Result<Vec<u8>, Failure> {
    let path = variable("BENCH_REQUEST")?;
    std::fs::read(&path).map_err(|error| format!("cannot read {path}: {error}").into())
}

/// Performs the measurement of the command line, and prints it as one line of JSON.
///
/// `start` is when the process started.
///
/// # Errors
/// The command line is not one of [`Task`]'s, or a call failed.
pub async fn run<C: Contender>(start: Instant) -> Result<(), Failure> {
    let task = Task::from_arguments()?;
    let contender = C::new().await?;
    match task {
        Task::First => first(&contender, start).await,
        Task::Calls { warm_up, calls } => one_by_one(&contender, warm_up, calls).await,
        Task::Concurrent { calls } => at_once(&contender, calls).await,
    }
}

/// Like [`run`], for a contender whose futures block instead of waiting.
///
/// # Errors
/// As for [`run`].
pub fn run_blocking<C: Contender>(start: Instant) -> Result<(), Failure> {
    run::<C>(start).now_or_never().ok_or("the contender waits instead of blocking")?
}

async fn first(contender: &impl Contender, start: Instant) -> Result<(), Failure> {
    contender.call().await?;
    print(&[("first_reply_ns", nanoseconds(start.elapsed()))]);
    Ok(())
}

async fn one_by_one(
    contender: &impl Contender,
    warm_up: usize,
    calls: usize,
) -> Result<(), Failure> {
    for _ in 0..warm_up {
        contender.call().await?;
    }
    // As small as they can be: they count towards the peak memory of the program.
    let mut latencies: Vec<u32> = Vec::with_capacity(calls);
    let allocations = Allocations::now();
    let cpu = ProcessTime::now();
    for _ in 0..calls {
        let begin = Instant::now();
        contender.call().await?;
        latencies.push(begin.elapsed().as_nanos().try_into().unwrap_or(u32::MAX));
    }
    let cpu = cpu.elapsed();
    let allocations = allocations.since();
    // Before the figures are computed, which takes memory too.
    let peak_memory = peak_memory()?;
    latencies.sort_unstable();
    let per_call = |total: f64| total / calls as f64;
    print(&[
        ("cpu_ns", per_call(nanoseconds(cpu))),
        ("latency_ns", latencies.get(calls / 2).copied().map_or(0.0, f64::from)),
        ("allocations", per_call(allocations.count as f64)),
        ("allocated_bytes", per_call(allocations.bytes as f64)),
        ("peak_memory_bytes", peak_memory as f64),
    ]);
    Ok(())
}

async fn at_once(contender: &impl Contender, calls: usize) -> Result<(), Failure> {
    let results = join_all((0..calls).map(|_| contender.call())).await;
    let peak_memory = peak_memory()?;
    let answered = results.iter().filter(|result| result.is_ok()).count();
    if let Some(Err(failure)) = results.iter().find(|result| result.is_err()) {
        eprintln!("{} of {calls} calls failed, one of them so: {failure}", calls - answered);
    }
    print(&[("answered", answered as f64), ("peak_memory_bytes", peak_memory as f64)]);
    Ok(())
}

fn nanoseconds(time: Duration) -> f64 {
    time.as_nanos() as f64
}
