use super::contender::{
    BLOCKING, CERTIFICATE, Contender, HYPER, OFFICIAL, OURS, Program, SMALL_BLOCKING,
    SMALL_CERTIFICATE, SOCKET,
};
use super::figures::{Figures, median};
use super::goal::{self, Goal};
use super::stage::Stage;
use super::{MEGABYTE, concurrency, progress};
use crate::Failure;
use crate::table::{Table, number};

/// How calls are measured. More rounds, calls and starts reduce the variance.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct Conditions {
    /// How many times each program runs; the result is the median.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
    /// Sequential calls per run.
    #[arg(long, default_value_t = 5000, value_parser = clap::value_parser!(u32).range(1..))]
    calls: u32,
    /// How many processes of each program are started to measure the first response; the result is
    /// the median.
    #[arg(long, default_value_t = 21, value_parser = clap::value_parser!(u32).range(1..))]
    starts: u32,
    /// Uses a separate core for the server; each call then includes waking the other core.
    #[arg(long)]
    apart: bool,
}

/// Measures calls of the client and of other programs, and prints them.
///
/// # Errors
/// A program cannot be built or fails to make its calls.
pub fn run(conditions: &Conditions) -> Result<(), Failure> {
    let programs = [
        SOCKET.build()?,
        HYPER.build()?,
        OURS.build()?,
        BLOCKING.build()?,
        CERTIFICATE.build()?,
        SMALL_BLOCKING.build()?,
        SMALL_CERTIFICATE.build()?,
        OFFICIAL.build()?,
    ];
    let [_, _, ours, .., official] = &programs;
    let stage = Stage::set(ours, conditions.apart)?;
    let rows = measure(&stage, &programs, conditions)?;
    let crowds = concurrency::measure(&stage, [ours, official])?;
    let place = stage.cores.place();
    println!("GetPendingJobExecutions over http, keep-alive, loopback; the server is {place}\n");
    println!("{}", table(&rows)?);
    println!("{}", concurrency::table(&crowds));
    println!("{}", goal::table(&goals(&rows, &crowds)?));
    Ok(())
}

/// The measurements of a program.
struct Row {
    contender: Contender,
    cpu: f64,
    latency: f64,
    allocations: f64,
    allocated_bytes: f64,
    first_reply: f64,
    peak_memory: f64,
}

/// Measures alternately, so that other load affects all programs equally.
fn measure(
    stage: &Stage,
    programs: &[Program],
    conditions: &Conditions,
) -> Result<Vec<Row>, Failure> {
    let Conditions { rounds, calls, starts, .. } = *conditions;
    let calls = calls.to_string();
    progress(&format!("{rounds} rounds of {calls} calls"));
    let turns = in_turns(rounds, programs, |program| {
        stage.run(&program.measured, &["calls", WARM_UP, &calls])
    })?;
    progress("count allocations");
    let counts = in_turns(1, programs, |program| {
        stage.run(&program.counted, &["calls", WARM_UP, COUNTED_CALLS])
    })?;
    progress(&format!("{starts} starts"));
    let starts = in_turns(starts, programs, |program| stage.run(&program.measured, &["first"]))?;
    let all = programs.iter().zip(turns).zip(counts).zip(starts);
    all.map(|(((program, turns), counts), starts)| {
        Ok(Row {
            contender: program.contender,
            cpu: median(&turns, "cpu_ns")?,
            latency: median(&turns, "latency_ns")?,
            allocations: median(&counts, "allocations")?,
            allocated_bytes: median(&counts, "allocated_bytes")?,
            first_reply: median(&starts, "first_reply_ns")?,
            peak_memory: median(&turns, "peak_memory_bytes")?,
        })
    })
    .collect()
}

/// The figures of each program after `rounds` runs.
fn in_turns(
    rounds: u32,
    programs: &[Program],
    mut turn: impl FnMut(&Program) -> Result<Figures, Failure>,
) -> Result<Vec<Vec<Figures>>, Failure> {
    let mut all: Vec<Vec<Figures>> = programs.iter().map(|_| Vec::new()).collect();
    for _ in 0..rounds {
        for (program, figures) in programs.iter().zip(&mut all) {
            figures.push(turn(program)?);
        }
    }
    Ok(all)
}

/// Calls before the measurement, which make connections and grow buffers.
const WARM_UP: &str = "500";
/// Allocations hardly vary between calls.
const COUNTED_CALLS: &str = "1000";

fn table(rows: &[Row]) -> Result<Table, Failure> {
    let (socket, hyper) = (row(rows, SOCKET)?, row(rows, HYPER)?);
    let mut table = Table::new([
        "contender",
        "CPU µs/call",
        "× socket",
        "× hyper",
        "median µs",
        "allocations/call",
        "bytes/call",
        "start → reply ms",
        "peak RSS MB",
    ]);
    for row in rows {
        let figures = [
            row.cpu / MICROSECOND,
            row.cpu / socket.cpu,
            row.cpu / hyper.cpu,
            row.latency / MICROSECOND,
            row.allocations,
            row.allocated_bytes,
            row.first_reply / MILLISECOND,
            row.peak_memory / MEGABYTE,
        ];
        table.row([row.contender.name.to_owned()].into_iter().chain(figures.map(number)));
    }
    Ok(table)
}

fn goals(rows: &[Row], crowds: &[concurrency::Crowd]) -> Result<Vec<Goal>, Failure> {
    let (ours, official) = (row(rows, OURS)?, row(rows, OFFICIAL)?);
    let unanswered = crowds.iter().filter(|crowd| crowd.contender == OURS);
    let mut goals = vec![
        Goal {
            figure: "CPU per call, of the official crate's",
            unit: "×",
            limit: 1.0 / 3.0,
            measured: ours.cpu / official.cpu,
        },
        Goal {
            figure: "CPU per call, of a bare hyper-util client's",
            unit: "×",
            limit: 2.5,
            measured: ours.cpu / row(rows, HYPER)?.cpu,
        },
        Goal {
            figure: "heap allocations per call",
            unit: "",
            limit: 80.0,
            measured: ours.allocations,
        },
        Goal {
            figure: "start to first reply over http",
            unit: "ms",
            limit: 2.0,
            measured: ours.first_reply / MILLISECOND,
        },
        Goal {
            figure: "peak resident memory",
            unit: "MB",
            limit: 5.0,
            measured: ours.peak_memory / MEGABYTE,
        },
        Goal {
            figure: "concurrent calls without an answer",
            unit: "",
            limit: 0.0,
            measured: unanswered.map(|crowd| crowd.calls as f64 - crowd.answered).sum(),
        },
    ];
    let socket = row(rows, SOCKET)?.cpu;
    for (keys, certificate, figures) in [
        (BLOCKING, CERTIFICATE, BLOCKING_FIGURES),
        (SMALL_BLOCKING, SMALL_CERTIFICATE, SMALL_FIGURES),
    ] {
        let (keys, certificate) = (row(rows, keys)?, row(rows, certificate)?);
        let [cpu, memory, memory_with_tls] = figures;
        let megabytes = |row: &Row| row.peak_memory / MEGABYTE;
        goals.extend([
            Goal { figure: cpu, unit: "×", limit: 3.5, measured: keys.cpu / socket },
            Goal { figure: memory, unit: "MB", limit: 4.0, measured: megabytes(keys) },
            Goal {
                figure: memory_with_tls,
                unit: "MB",
                limit: 4.0,
                measured: megabytes(certificate),
            },
        ]);
    }
    Ok(goals)
}

const BLOCKING_FIGURES: [&str; 3] = [
    "CPU per blocking call, of a raw socket's",
    "peak resident memory, blocking",
    "peak resident memory, blocking with a certificate",
];
const SMALL_FIGURES: [&str; 3] = [
    "CPU per blocking call, profile `small`, of a raw socket's",
    "peak resident memory, blocking, profile `small`",
    "peak resident memory, blocking with a certificate, profile `small`",
];

fn row(rows: &[Row], contender: Contender) -> Result<&Row, Failure> {
    let found = rows.iter().find(|row| row.contender == contender);
    found.ok_or_else(|| format!("{} was not measured", contender.name))
}

const MICROSECOND: f64 = 1e3;
const MILLISECOND: f64 = 1e6;
