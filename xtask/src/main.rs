//! `cargo xtask`: the maintainer's command line.

use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use codegen::RuntimeSource;
use xtask::generate::{Job, Kept};
use xtask::{bench, conformance, generate, test};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Tasks of this workspace", version)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Regenerate generated/ from model/, or generate a crate for another model.
    Generate(Generate),
    /// Set up everything that the tests need and run all of them.
    Test,
    /// Play the job runner with faults, crashes and kills, and print tables. Takes minutes.
    Chaos(test::Chaos),
    /// Run the tests in models, and print a table.
    Conformance(Conformance),
    /// Measure the client and others, and print tables; a missed goal is not a failure.
    #[command(subcommand)]
    Bench(Bench),
}

#[derive(Subcommand)]
enum Bench {
    /// Calls: CPU, latency, allocations, start, memory.
    Client(bench::Conditions),
    /// Clean release builds: CPU, crates, size. Takes minutes.
    Build,
    /// The generator: time and memory for our own model and for others, and the minimum.
    Generator {
        /// JSON AST files of other models.
        models: Vec<PathBuf>,
    },
    /// `cargo check` of a very large crate: CPU, for our client and the official one. Takes
    /// minutes.
    Check {
        /// A model of Amazon QuickSight [default: ../shared/models/aws/quicksight.json].
        model: Option<PathBuf>,
        /// How many times each crate is checked.
        #[arg(long, default_value = "3")]
        rounds: NonZeroU32,
    },
    /// The minimum that every generator must do, for `bench generator`.
    #[command(hide = true)]
    Floor { model: PathBuf, out: PathBuf, bytes: usize },
    /// 200,000 calls to a server where one in twenty fails: memory, connections, errors.
    Soak,
}

#[derive(clap::Args)]
struct Generate {
    /// Write nothing; show the differences, and fail if there are any.
    #[arg(long)]
    check: bool,
    /// Fail and write nothing if there are warnings about the model.
    #[arg(long)]
    deny_warnings: bool,
    /// JSON AST files of another model, merged in this order.
    #[arg(long, num_args = 1.., value_name = "FILE", requires = "out", requires = "name")]
    model: Vec<PathBuf>,
    /// The directory for the crate of another model.
    #[arg(long, value_name = "DIR", requires = "model")]
    out: Option<PathBuf>,
    /// The name of the crate of another model.
    #[arg(long, value_name = "CRATE", requires = "model")]
    name: Option<String>,
    /// The shape id or name of the service, if the model has several.
    #[arg(long, value_name = "ID", requires = "model")]
    service: Option<String>,
    /// The version of the crate of another model [default: the one in its Cargo.toml, or 0.1.0].
    #[arg(long, requires = "model", value_parser = version)]
    version: Option<String>,
    /// The version requirement for the runtime, for a crate that uses it from the registry.
    #[arg(long, value_name = "VERSION", requires = "model", value_parser = version_requirement)]
    runtime: Option<String>,
    /// The path from the crate to the runtime [default: the one in its Cargo.toml, or to this
    /// workspace's].
    #[arg(
        long,
        value_name = "PATH",
        requires = "model",
        conflicts_with = "runtime",
        value_parser = relative_path
    )]
    runtime_path: Option<String>,
    /// Omit operations with event streams, which are not supported, and generate the rest.
    #[arg(long, requires = "model")]
    without_event_streams: bool,
}

#[derive(clap::Args)]
struct Conformance {
    /// JSON AST files, or directories that contain some; each file is a separate model.
    #[arg(required_unless_present = "compile", value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Instead, check that each model in or below a directory becomes a crate that compiles without
    /// a warning.
    #[arg(long, value_name = "DIR", conflicts_with = "files")]
    compile: Option<PathBuf>,
}

fn main() -> ExitCode {
    let result = match Arguments::parse().task {
        Task::Test => test::run(),
        Task::Chaos(options) => test::chaos(&options),
        Task::Bench(Bench::Client(conditions)) => bench::client(&conditions),
        Task::Bench(Bench::Build) => bench::build(),
        Task::Bench(Bench::Generator { models }) => bench::generator(&models),
        Task::Bench(Bench::Check { model, rounds }) => bench::check(model, rounds),
        Task::Bench(Bench::Floor { model, out, bytes }) => bench::floor(&model, &out, bytes),
        Task::Bench(Bench::Soak) => test::soak(),
        Task::Conformance(Conformance { compile: Some(directory), .. }) => {
            conformance::compile(&directory)
        }
        Task::Conformance(Conformance { files, .. }) => conformance::suite(&files),
        Task::Generate(arguments) => generate::run(&job(arguments)),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn version(text: &str) -> Result<String, semver::Error> {
    semver::Version::parse(text).map(|_| text.to_owned())
}

fn version_requirement(text: &str) -> Result<String, semver::Error> {
    semver::VersionReq::parse(text).map(|_| text.to_owned())
}

fn relative_path(text: &str) -> Result<String, &'static str> {
    match Path::new(text).is_relative() {
        true => Ok(text.to_owned()),
        false => Err("give it as seen from the crate, such as `../runtime`, so that both can move"),
    }
}

fn job(arguments: Generate) -> Job {
    let Generate { check, model, service, version, .. } = arguments;
    let job = match (arguments.out, arguments.name) {
        (Some(out), Some(name)) => {
            let path = arguments.runtime_path.map(RuntimeSource::Path);
            let runtime = arguments.runtime.map(RuntimeSource::Version).or(path);
            Job::other(model, out, name, service, check).deciding(Kept { version, runtime })
        }
        _ => Job::own(check),
    };
    let job = if arguments.without_event_streams { job.without_event_streams() } else { job };
    if arguments.deny_warnings { job.deny_warnings() } else { job }
}
