use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::goal::{self, Goal};
use super::progress;
use crate::table::{Table, number};
use crate::{Failure, root};

/// Measures `generate`, as a process that reads a model and writes a formatted crate, and the
/// minimum that any generator must do: read the file, parse it, write as many bytes. It measures
/// the model of this project and all `models`. Time includes rustfmt, memory does not.
///
/// # Errors
/// A build or a process fails. A model that the generator rejects is only printed as such.
pub fn run(models: &[PathBuf]) -> Result<(), Failure> {
    let program = build()?;
    let mut rows = vec![measure(&program, &root().join("model/iot-jobs-data-plane.json"))?];
    for model in models {
        rows.push(measure(&program, model)?);
    }
    println!("Generating a crate: the median of {RUNS} processes, formatting included\n");
    println!("{}", table(&rows));
    let others = rows.iter().skip(1).filter_map(|row| row.generated.as_ref());
    let together: Duration = others.map(|generated| generated.time).sum();
    println!(
        "all models together, without that of this project: {:.2} s\n",
        together.as_secs_f64()
    );
    if let Some(exponent) = exponent(&rows) {
        println!("time grows with the number of shapes to the power of {}\n", number(exponent));
    }
    println!("{}", goal::table(&goals(&rows)));
    Ok(())
}

/// The minimum that a generator must do, as a separate process.
///
/// # Errors
/// The model cannot be read or parsed, or the output cannot be written.
pub fn floor(model: &Path, out: &Path, bytes: usize) -> Result<(), Failure> {
    let text = fs::read_to_string(model).map_err(|error| cannot(model, &error))?;
    let value: Value = serde_json::from_str(&text).map_err(|error| cannot(model, &error))?;
    let filler = if value.is_null() { b' ' } else { b'x' };
    fs::write(out, vec![filler; bytes]).map_err(|error| cannot(out, &error))
}

struct Row {
    model: String,
    model_bytes: u64,
    shapes: usize,
    /// `None` if the generator rejects the model.
    generated: Option<Generated>,
}

struct Generated {
    time: Duration,
    floor: Duration,
    peak_memory: u64,
}

fn measure(program: &Path, model: &Path) -> Result<Row, Failure> {
    let text = fs::read_to_string(model).map_err(|error| cannot(model, &error))?;
    let name = model.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    progress(&format!("generate {name}"));
    let parsed: Value = serde_json::from_str(&text).map_err(|error| cannot(model, &error))?;
    let out = scratch().join(&name);
    let generate = || {
        let mut command = Command::new(program);
        command.args(["generate", "--without-event-streams", "--model"]).arg(model);
        command.arg("--out").arg(&out).arg("--name").arg("measured");
        command
    };
    let generated = if time(generate())?.is_some() {
        let bytes = size(&out)?;
        let file = scratch().join("floor");
        let floor = || {
            let mut command = Command::new(program);
            command.args(["bench", "floor"]).arg(model).arg(&file).arg(bytes.to_string());
            command
        };
        let mut runs = Vec::new();
        let mut floors = Vec::new();
        for _ in 0..RUNS {
            runs.extend(time(generate())?);
            floors.extend(time(floor())?);
        }
        Some(Generated {
            time: median(runs.iter().map(|run| run.0)),
            floor: median(floors.iter().map(|run| run.0)),
            peak_memory: runs.iter().map(|run| run.1).max().unwrap_or_default(),
        })
    } else {
        None
    };
    let shapes = parsed.get("shapes").and_then(Value::as_object).map_or(0, serde_json::Map::len);
    Ok(Row { model: name, model_bytes: text.len() as u64, shapes, generated })
}

/// The time and memory of a process; `None` if it fails.
fn time(mut command: Command) -> Result<Option<(Duration, u64)>, Failure> {
    let start = Instant::now();
    let mut child = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("cannot run {:?}: {error}", command.get_program()))?;
    let mut peak = 0;
    loop {
        peak = peak.max(peak_memory(&child));
        match child.try_wait().map_err(|error| error.to_string())? {
            Some(status) => return Ok(status.success().then(|| (start.elapsed(), peak))),
            None => std::thread::sleep(Duration::from_micros(500)),
        }
    }
}

/// Polled while the process runs: it is not available afterwards.
fn peak_memory(child: &Child) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or_default() << 10
}

fn build() -> Result<PathBuf, Failure> {
    progress("build the generator, optimised");
    let target = root().join("target/bench/generator");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["build", "--release", "--quiet", "--package", "xtask", "--target-dir"])
        .arg(&target)
        .current_dir(root())
        .status()
        .map_err(|error| format!("cannot run cargo: {error}"))?;
    if status.success() { Ok(target.join("release/xtask")) } else { Err("the build failed".into()) }
}

fn size(directory: &Path) -> Result<u64, Failure> {
    let mut bytes = 0;
    for entry in fs::read_dir(directory).map_err(|error| cannot(directory, &error))? {
        let path = entry.map_err(|error| cannot(directory, &error))?.path();
        bytes += match path.is_dir() {
            true => size(&path)?,
            false => fs::metadata(&path).map_err(|error| cannot(&path, &error))?.len(),
        };
    }
    Ok(bytes)
}

fn scratch() -> PathBuf {
    root().join("target/bench/generated")
}

fn median(times: impl Iterator<Item = Duration>) -> Duration {
    let mut times: Vec<Duration> = times.collect();
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn table(rows: &[Row]) -> Table {
    let mut table = Table::new([
        "model",
        "kB",
        "shapes",
        "generate ms",
        "floor ms",
        "× floor",
        "µs/shape",
        "peak MB",
        "× model",
    ]);
    for row in rows {
        let mut cells =
            vec![row.model.clone(), (row.model_bytes / 1000).to_string(), row.shapes.to_string()];
        match &row.generated {
            Some(generated) => {
                let Generated { time, floor, peak_memory } = generated;
                cells.extend([
                    number(time.as_secs_f64() * 1e3),
                    number(floor.as_secs_f64() * 1e3),
                    number(time.as_secs_f64() / floor.as_secs_f64()),
                    number(time.as_secs_f64() * 1e6 / row.shapes as f64),
                    number(*peak_memory as f64 / 1e6),
                    number(*peak_memory as f64 / row.model_bytes as f64),
                ]);
            }
            None => cells.extend(std::iter::once("refused".into()).chain(vec!["–".into(); 5])),
        }
        table.row(cells);
    }
    table
}

/// The slope of time over shapes on logarithmic scales: 1 means that the time per shape is
/// constant.
fn exponent(rows: &[Row]) -> Option<f64> {
    let points: Vec<(f64, f64)> = rows
        .iter()
        .filter_map(|row| {
            let time = row.generated.as_ref()?.time.as_secs_f64();
            Some(((row.shapes as f64).ln(), time.ln()))
        })
        .collect();
    let count = points.len() as f64;
    let mean_x = points.iter().map(|point| point.0).sum::<f64>() / count;
    let mean_y = points.iter().map(|point| point.1).sum::<f64>() / count;
    let over: f64 = points.iter().map(|(x, y)| (x - mean_x) * (y - mean_y)).sum();
    let under: f64 = points.iter().map(|(x, _)| (x - mean_x).powi(2)).sum();
    (points.len() > 2 && under > 0.0).then(|| over / under)
}

fn goals(rows: &[Row]) -> Vec<Goal> {
    let mut goals = Vec::new();
    if let Some(own) = rows.first().and_then(|row| row.generated.as_ref()) {
        let measured = own.time.as_secs_f64() * 1e3;
        goals.push(Goal { figure: "IoT Jobs Data Plane", unit: "ms", limit: 100.0, measured });
    }
    let largest = rows.iter().filter(|row| row.generated.is_some()).max_by_key(|row| row.shapes);
    if let Some((row, generated)) = largest.and_then(|row| Some((row, row.generated.as_ref()?))) {
        let measured = generated.time.as_secs_f64();
        goals.push(Goal { figure: "the largest model", unit: "s", limit: 2.0, measured });
        let measured = generated.peak_memory as f64 / row.model_bytes as f64;
        let figure = "memory for the largest model, of its size";
        goals.push(Goal { figure, unit: "×", limit: 20.0, measured });
    }
    goals.extend(exponent(rows).map(|measured| Goal {
        figure: "exponent of time over shapes",
        unit: "",
        limit: 1.1,
        measured,
    }));
    // For small models, this is the memory of any process.
    let memory = rows.iter().filter_map(|row| {
        Some(row.generated.as_ref()?.peak_memory as f64 / row.model_bytes as f64)
    });
    let measured = memory.fold(0.0, f64::max);
    let figure = "memory for any model, of its size";
    goals.push(Goal { figure, unit: "×", limit: 20.0, measured });
    goals
}

fn cannot(path: &Path, error: &dyn std::fmt::Display) -> Failure {
    format!("{}: {error}", path.display())
}

const RUNS: usize = 5;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_that_grows_with_the_shapes_has_the_exponent_1() {
        let row = |shapes: usize, millis: u64| Row {
            model: String::new(),
            model_bytes: 1,
            shapes,
            generated: Some(Generated {
                time: Duration::from_millis(millis),
                floor: Duration::from_millis(1),
                peak_memory: 0,
            }),
        };
        let linear = exponent(&[row(10, 20), row(100, 200), row(1000, 2000)]).expect("a slope");
        assert!((linear - 1.0).abs() < 1e-9, "{linear}");
        let square = exponent(&[row(10, 1), row(100, 100), row(1000, 10_000)]).expect("a slope");
        assert!((square - 2.0).abs() < 1e-9, "{square}");
        assert!(exponent(&[row(10, 1)]).is_none());
    }
}
