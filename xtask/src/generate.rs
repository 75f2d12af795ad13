//! `cargo xtask generate`: models in, a crate out.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use codegen::{Files, Generated, ModelFile, Placement, Settings};

use crate::output::Output;
use crate::refusal::{Refusal, by_flag};
use crate::{Failure, root, rustfmt};

/// What to generate, and where to.
#[derive(Clone, Debug)]
pub struct Job {
    /// The files of the model.
    pub models: Vec<PathBuf>,
    /// What the maintainer decides beside the model.
    pub settings: Settings,
    /// The directory of the crate.
    pub out: PathBuf,
    /// Whether to write nothing and fail if there is anything to write.
    pub check: bool,
    /// Whether to write nothing and fail if there are warnings.
    pub deny_warnings: bool,
    /// The command that a failed check recommends.
    pub command: String,
}

impl Job {
    /// This workspace's own crate: `model/` into `generated/`.
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
            out: root().join("generated"),
            check,
            deny_warnings: false,
            command: "cargo xtask generate".into(),
        }
    }

    /// A crate of its own from another model.
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
            crate_version: env!("CARGO_PKG_VERSION").into(),
            service,
            without_event_streams: false,
            placement: Placement::Alone {
                runtime_path: root().join("runtime").display().to_string(),
            },
        };
        Self { models, settings, out, check, deny_warnings: false, command }
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

/// Generates, prints warnings, and says in one line a group of files what came of it.
///
/// # Errors
/// The model has errors, or warnings that are denied; the directory is not a generated crate; or a
/// check finds differences.
pub fn run(job: &Job) -> Result<(), Failure> {
    let start = Instant::now();
    let output = Output::open(&job.out)?;
    let Generated { files, warnings } = generated(job)?;
    if warnings.warnings() > 0 {
        eprintln!("{}", warnings.render(by_flag));
    }
    let changes = output.compare(&files)?;
    if job.check && !changes.is_empty() {
        return Err(format!("{changes}\n{} is out of date; run `{}`", show(&job.out), job.command));
    }
    output.write(&files, &changes)?;
    for line in changes.summary(&files) {
        println!("{line}");
    }
    println!("{} in {:.2} s", show(&job.out), start.elapsed().as_secs_f64());
    Ok(())
}

/// Generates and writes, and prints nothing.
pub(crate) fn write(job: &Job) -> Result<Generated, Refusal> {
    let output = Output::open(&job.out)?;
    let generated = generated(job)?;
    let changes = output.compare(&generated.files)?;
    output.write(&generated.files, &changes)?;
    Ok(generated)
}

/// The files of a crate as they would be written.
///
/// # Errors
/// See [`generated`].
pub fn files(job: &Job) -> Result<Files, Refusal> {
    generated(job).map(|generated| generated.files)
}

/// The files of a crate as they would be written, and the warnings about its model.
///
/// # Errors
/// A file cannot be read, the model has errors or warnings that are denied, or rustfmt fails.
pub fn generated(job: &Job) -> Result<Generated, Refusal> {
    let models: Result<Vec<ModelFile>, Failure> =
        job.models.iter().map(|path| read(path)).collect();
    let Generated { files, warnings } =
        codegen::generate(&models?, &job.settings).map_err(Refusal::Findings)?;
    if job.deny_warnings && warnings.warnings() > 0 {
        return Err(Refusal::Findings(warnings));
    }
    Ok(Generated { files: rustfmt::format(files)?, warnings })
}

fn read(path: &Path) -> Result<ModelFile, Failure> {
    let name = show(path);
    match fs::read_to_string(path) {
        Ok(text) => Ok(ModelFile { name, text }),
        Err(error) => Err(format!("error: cannot read {name}: {error}")),
    }
}

/// A path as the maintainer would write it.
fn show(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}
