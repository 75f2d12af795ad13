use super::contender::{Contender, Program};
use super::figures::{Figures, least, median};
use super::stage::Stage;
use super::{MEGABYTE, progress};
use crate::Failure;
use crate::table::{Table, number};

/// The measurements of concurrent calls on one client.
pub(super) struct Crowd {
    pub(super) contender: Contender,
    pub(super) calls: usize,
    pub(super) answered: f64,
    /// The number of requests that waited at the server at the same time.
    at_once: usize,
    peak_memory: f64,
    /// Bytes per call beyond the first; `None` if there is no other.
    memory_per_call: Option<f64>,
}

/// Measures growing numbers of concurrent calls, which all wait for a response at the same time.
pub(super) fn measure(stage: &Stage, programs: [&Program; 2]) -> Result<Vec<Crowd>, Failure> {
    let mut crowds: Vec<Crowd> = Vec::new();
    for program in programs {
        let mut alone = None;
        for calls in [1, 10, 100, 1000] {
            progress(&format!("{calls} calls at once: {}", program.contender.name));
            let (runs, at_once) = runs(stage, program, calls)?;
            let peak_memory = median(&runs, "peak_memory_bytes")?;
            let alone = *alone.get_or_insert(peak_memory);
            crowds.push(Crowd {
                contender: program.contender,
                calls,
                answered: least(&runs, "answered")?,
                at_once,
                peak_memory,
                memory_per_call: (calls > 1).then(|| (peak_memory - alone) / (calls - 1) as f64),
            });
        }
    }
    Ok(crowds)
}

/// The figures of several processes, and the smallest number of concurrent requests among them.
fn runs(stage: &Stage, program: &Program, calls: usize) -> Result<(Vec<Figures>, usize), Failure> {
    let mut runs = Vec::new();
    let mut least = usize::MAX;
    for _ in 0..RUNS {
        let held = stage.server.hold(calls);
        runs.push(stage.run(&program.measured, &["concurrent", &calls.to_string()])?);
        least = least.min(held.at_once());
    }
    Ok((runs, least))
}

const RUNS: usize = 3;

pub(super) fn table(crowds: &[Crowd]) -> Table {
    let mut table = Table::new([
        "calls at once on one client",
        "calls",
        "in flight at once",
        "answered",
        "peak RSS MB",
        "RSS kB per call",
    ]);
    for crowd in crowds {
        table.row([
            crowd.contender.name.to_owned(),
            crowd.calls.to_string(),
            crowd.at_once.to_string(),
            crowd.answered.to_string(),
            number(crowd.peak_memory / MEGABYTE),
            crowd.memory_per_call.map_or("–".into(), |bytes| number(bytes / KILOBYTE)),
        ]);
    }
    table
}

const KILOBYTE: f64 = 1e3;
