use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::Instant;

use super::cargo::{Application, text};
use super::contender::{CERTIFICATE, Contender, OFFICIAL, OURS, SMALL_CERTIFICATE};
use super::goal::{self, Goal};
use super::{MEGABYTE, cpu, lines, progress};
use crate::Failure;
use crate::table::{Table, number};

/// Builds minimal applications that use this project's client and the official one, from scratch,
/// and prints the cost.
///
/// # Errors
/// A crate cannot be fetched or built.
pub fn run() -> Result<(), Failure> {
    let ours = measure(OURS)?;
    let device = measure(CERTIFICATE)?;
    let small = measure(SMALL_CERTIFICATE)?;
    let official = measure(OFFICIAL)?;
    println!("Clean release build of a minimal application\n");
    let builds =
        [(OURS, &ours), (CERTIFICATE, &device), (SMALL_CERTIFICATE, &small), (OFFICIAL, &official)];
    println!("{}", table(&builds));
    println!("{}", goal::table(&goals(&ours, [&device, &small], &official)));
    Ok(())
}

/// The measurements of a build of a minimal application.
struct Build {
    cpu_seconds: f64,
    wall_seconds: f64,
    crates: usize,
    binary_bytes: f64,
    client_lines: usize,
}

fn measure(contender: Contender) -> Result<Build, Failure> {
    let application = contender.application;
    progress(&format!("fetch {}", contender.name));
    application.fetch()?;
    let target = application.target("clean");
    remove(&target)?;
    progress(&format!("build {}: takes minutes", contender.name));
    let options = ["--locked", "--offline", "--bin", "minimal", "--target-dir", text(&target)?];
    let options = [&contender.profile.arguments()[..], &options].concat();
    let (start, cpu_before) = (Instant::now(), cpu::of_children()?);
    application.run(&[&["build"], &options[..]].concat())?;
    let wall_seconds = start.elapsed().as_secs_f64();
    let cpu_seconds = cpu::of_children()? - cpu_before;
    // Like `strip = true` in a profile, but without building the dependencies again.
    application.run(&[&["rustc"], &options[..], &["--", "-C", "strip=symbols"]].concat())?;
    let binary = contender.profile.program(&target, "minimal");
    let binary_bytes = fs::metadata(&binary).map_err(|error| cannot_read(&binary, &error))?.len();
    remove(&target)?;
    Ok(Build {
        cpu_seconds,
        wall_seconds,
        crates: crates(application)?,
        binary_bytes: binary_bytes as f64,
        client_lines: lines::of_package(&application.directory(), contender.package())?,
    })
}

fn remove(directory: &Path) -> Result<(), Failure> {
    if !directory.exists() {
        return Ok(());
    }
    fs::remove_dir_all(directory)
        .map_err(|error| format!("cannot remove {}: {error}", directory.display()))
}

/// The number of crates that are compiled for the application, including itself.
fn crates(application: Application) -> Result<usize, Failure> {
    let tree =
        application.output(&["tree", "--locked", "--prefix", "none", "--edges", "normal,build"])?;
    Ok(distinct(&tree))
}

/// Names and versions; the rest says whether the crate was listed before.
fn distinct(tree: &str) -> usize {
    let crates = tree.lines().filter_map(|line| {
        let mut words = line.split(' ');
        Some((words.next()?, words.next()?))
    });
    crates.collect::<BTreeSet<_>>().len()
}

fn cannot_read(path: &Path, error: &std::io::Error) -> Failure {
    format!("cannot read {}: {error}", path.display())
}

fn table(builds: &[(Contender, &Build)]) -> Table {
    let mut table = Table::new([
        "client",
        "CPU s",
        "wall s",
        "crates",
        "stripped binary MB",
        "lines of the client",
    ]);
    for (contender, build) in builds {
        table.row([
            contender.name.to_owned(),
            number(build.cpu_seconds),
            number(build.wall_seconds),
            build.crates.to_string(),
            number(build.binary_bytes / MEGABYTE),
            build.client_lines.to_string(),
        ]);
    }
    table
}

fn goals(ours: &Build, [device, small]: [&Build; 2], official: &Build) -> [Goal; 9] {
    let cpu = |figure, limit, build: &Build| {
        let measured = build.cpu_seconds / official.cpu_seconds;
        Goal { figure, unit: "×", limit, measured }
    };
    let binary = |figure, limit, build: &Build| {
        let measured = build.binary_bytes / MEGABYTE;
        Goal { figure, unit: "MB", limit, measured }
    };
    let crates = |figure, limit, build: &Build| {
        let measured = build.crates as f64;
        Goal { figure, unit: "", limit, measured }
    };
    [
        cpu("CPU of a clean build, of the official crate's", 0.30, ours),
        binary("stripped binary with TLS", 3.7, ours),
        crates("crates in the tree", 100.0, ours),
        cpu(
            "CPU of a clean build with a certificate, blocking, of the official crate's",
            1.0 / 6.0,
            device,
        ),
        binary("stripped binary with a certificate, blocking", 2.5, device),
        cpu("CPU of a clean build with a certificate, blocking, profile `small`", 1.0 / 6.0, small),
        binary("binary with a certificate, blocking, profile `small`", 2.5, small),
        crates("crates in the tree with a certificate, blocking", 60.0, device),
        Goal {
            figure: "lines of the client, of the official crate's",
            unit: "×",
            limit: 1.0 / 7.0,
            measured: ours.client_lines as f64 / official.client_lines as f64,
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_that_is_shown_twice_counts_once() {
        let tree = "app v0.1.0 (/somewhere)\nbytes v1.0.0\nserde_derive v1.0.0 (proc-macro)\n\
                    bytes v1.0.0 (*)\nbytes v2.0.0\n";
        assert_eq!(distinct(tree), 4);
    }
}
