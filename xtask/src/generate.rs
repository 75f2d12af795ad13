//! `cargo xtask generate`: models in, a crate out.

use std::path::{Path, PathBuf};
use std::time::Instant;

use codegen::{Files, Generated, MARK, ModelFile, Placement, RuntimeSource, Settings};

use crate::output::{Changes, Output};
use crate::partitions::PartitionTable;
use crate::recorded::Recorded;
use crate::refusal::{Refusal, by_flag};
use crate::staging::Staging;
use crate::{Failure, model_file, root, rustfmt};

/// What to generate, and where.
#[derive(Clone, Debug)]
pub struct Job {
    /// The files of the model.
    pub models: Vec<PathBuf>,
    /// The settings that are not in the model.
    pub settings: Settings,
    /// Settings that may come from the crate's `Cargo.toml`.
    pub kept: Kept,
    /// The directory of the crate.
    pub out: PathBuf,
    /// The partition table to update too.
    pub partitions: Option<PartitionTable>,
    /// Whether to write nothing and fail if there are differences.
    pub check: bool,
    /// Whether to write nothing and fail if there are warnings.
    pub deny_warnings: bool,
    /// The command that a failed check recommends.
    pub command: String,
}

/// Settings that are recorded in the `Cargo.toml` of the crate. `None` means as recorded.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// The version of the crate; initially 0.1.0.
    pub version: Option<String>,
    /// Where it finds the runtime; initially the path from the crate to that of this workspace.
    pub runtime: Option<RuntimeSource>,
}

impl Job {
    /// This workspace's own crate and partition table: from `model/` to `generated/` and
    /// `runtime/`.
    pub fn own(check: bool) -> Self {
        let model = root().join("model");
        Self {
            models: vec![model.join("iot-jobs-data-plane.json"), model.join("additions.json")],
            settings: Settings {
                crate_name: "iot-jobs-data".into(),
                crate_version: env!("CARGO_PKG_VERSION").into(),
                service: None,
                without_event_streams: false,
                placement: Placement::Workspace,
            },
            kept: Kept::default(),
            out: root().join("generated"),
            partitions: Some(PartitionTable {
                source: model.join("partitions.json"),
                out: root().join("runtime"),
            }),
            check,
            deny_warnings: false,
            command: "cargo xtask generate".into(),
        }
    }

    /// A separate crate for another model.
    pub fn other(
        models: Vec<PathBuf>,
        out: PathBuf,
        name: String,
        service: Option<String>,
        check: bool,
    ) -> Self {
        let list: Vec<String> = models.iter().map(|model| model.display().to_string()).collect();
        let command = format!(
            "cargo xtask generate --model {} --out {} --name {name}",
            list.join(" "),
            out.display()
        );
        let command = match &service {
            Some(service) => format!("{command} --service {service}"),
            None => command,
        };
        let settings = Settings {
            crate_name: name,
            crate_version: "0.1.0".into(),
            service,
            without_event_streams: false,
            placement: Placement::Alone(RuntimeSource::Path(runtime_from(&out))),
        };
        let kept = Kept::default();
        Self { models, settings, kept, out, partitions: None, check, deny_warnings: false, command }
    }

    /// Overrides recorded settings.
    pub fn deciding(mut self, kept: Kept) -> Self {
        if let Some(version) = &kept.version {
            self.command.push_str(&format!(" --version {version}"));
        }
        match &kept.runtime {
            Some(RuntimeSource::Version(version)) => {
                self.command.push_str(&format!(" --runtime {version}"));
            }
            Some(RuntimeSource::Path(path)) => {
                self.command.push_str(&format!(" --runtime-path {path}"));
            }
            None => {}
        }
        Self { kept, ..self }
    }

    /// The settings, with recorded values where none are given.
    fn settled(&self) -> Result<Settings, Failure> {
        let mut settings = self.settings.clone();
        if settings.placement == Placement::Workspace {
            return Ok(settings);
        }
        let (version, runtime) =
            Recorded::read(&self.out)?.map_or((None, None), |found| (found.version, found.runtime));
        if let Some(version) = self.kept.version.clone().or(version) {
            settings.crate_version = version;
        }
        if let Some(runtime) = self.kept.runtime.clone().or(runtime) {
            settings.placement = Placement::Alone(runtime);
        }
        Ok(settings)
    }

    /// Leaves out the operations with event streams.
    pub fn without_event_streams(mut self) -> Self {
        self.settings.without_event_streams = true;
        self.command.push_str(" --without-event-streams");
        self
    }

    /// Treats warnings as errors.
    pub fn deny_warnings(self) -> Self {
        Self { deny_warnings: true, ..self }
    }
}

/// Generates, prints warnings, and prints one line per group of changed files.
///
/// # Errors
/// The model has errors, or warnings that are denied; the directory is not a generated crate; or a
/// check finds differences.
pub fn run(job: &Job) -> Result<(), Failure> {
    let start = Instant::now();
    let output = Output::open(&job.out, &job.settings.crate_name)?;
    let Generated { files, warnings } = generated(job)?;
    if warnings.warnings() > 0 {
        eprintln!("{}", warnings.render(by_flag));
    }
    let mut parts = vec![Part::new(output, &job.out, files)?];
    if let Some(table) = &job.partitions {
        parts.push(Part::new(Output::shared(&table.out), &table.out, table.files()?)?);
    }
    let stale = parts.iter().filter(|part| !part.changes.is_empty());
    let stale: Vec<String> = stale.map(|part| part.out_of_date(&job.command)).collect();
    if job.check && !stale.is_empty() {
        return Err(stale.join("\n"));
    }
    for part in &parts {
        for path in part.changes.deleted() {
            println!("deleting {}/{path}", part.name);
        }
        part.write()?;
        for line in part.changes.summary(&part.files) {
            println!("{line}");
        }
        println!("{} in {:.2} s", part.name, start.elapsed().as_secs_f64());
    }
    Ok(())
}

/// Generates and writes, without printing.
pub(crate) fn write(job: &Job) -> Result<Generated, Refusal> {
    let output = Output::open(&job.out, &job.settings.crate_name)?;
    let Generated { files, warnings } = generated(job)?;
    let part = Part::new(output, &job.out, files)?;
    part.write()?;
    Ok(Generated { files: part.files, warnings })
}

/// The path of this workspace's runtime, relative to a directory.
fn runtime_from(directory: &Path) -> String {
    let runtime = root().join("runtime");
    let directory = std::path::absolute(directory).unwrap_or_else(|_| directory.to_owned());
    let path = pathdiff::diff_paths(&runtime, directory).unwrap_or(runtime);
    path.display().to_string().replace('\\', "/")
}

/// A directory, and its generated files.
struct Part {
    name: String,
    output: Output,
    files: Files,
    staging: Staging,
    changes: Changes,
}

impl Part {
    fn new(output: Output, directory: &Path, files: Files) -> Result<Self, Failure> {
        let staging = Staging::take()?;
        let files = rustfmt::format(files, &staging)?;
        let changes = output.compare(&files)?;
        Ok(Self { name: model_file::show(directory), output, files, staging, changes })
    }

    fn out_of_date(&self, command: &str) -> String {
        format!("{}\n{} is out of date; run `{command}`", self.changes, self.name)
    }

    fn write(&self) -> Result<(), Failure> {
        self.output.write(&self.staging, &self.changes)
    }
}

/// The files of a crate, formatted.
///
/// # Errors
/// A file cannot be read, the model has errors or warnings that are denied, or rustfmt fails.
pub fn files(job: &Job) -> Result<Files, Refusal> {
    let files = generated(job)?.files;
    Ok(rustfmt::format(files, &Staging::take()?)?)
}

/// The files of a crate before they are formatted, and the warnings about its model.
fn generated(job: &Job) -> Result<Generated, Refusal> {
    let models: Result<Vec<ModelFile>, Failure> =
        job.models.iter().map(|path| model_file::read(path)).collect();
    let Generated { mut files, warnings } =
        codegen::generate(&models?, &job.settled()?).map_err(Refusal::Findings)?;
    if job.deny_warnings && warnings.warnings() > 0 {
        return Err(Refusal::Findings(warnings));
    }
    if job.settings.placement == Placement::Workspace {
        files.insert(".cargo/config.toml".into(), format!("# {MARK}\n{ALIAS}"));
    }
    Ok(Generated { files, warnings })
}

/// Makes `cargo xtask` work in the directories of the crate, as in all others of the workspace.
const ALIAS: &str = include_str!("../.cargo/config.toml");
