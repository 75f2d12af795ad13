//! Models that Smithy's own tools accept.

use std::path::{Path, PathBuf};

use xtask::shared;

use crate::table::{Table, Verdict};
use crate::{files, models, name, refused, warned};

#[test]
#[ignore = "needs Smithy's good models of ../shared: `cargo xtask test` runs it"]
fn every_good_model_is_accepted() {
    let directory = shared::find("smithy/good-models").expect("the models");
    let mut table = Table::default();
    for together in groups(&models(&directory)) {
        let together: Vec<&Path> = together.iter().map(PathBuf::as_path).collect();
        let names: Vec<String> = together.iter().map(|path| name(path)).collect();
        match refused(&files(&together)) {
            None => table.row(&names.join(" + "), "no fault", "no fault", Verdict::Agrees),
            Some((_, found)) => {
                table.row(&names.join(" + "), "no fault", &found, Verdict::Differs);
            }
        }
    }
    table.conclude("good models");
}

#[test]
#[ignore = "needs the published models of ../shared: `cargo xtask test` runs it"]
fn every_published_model_is_accepted() {
    let mut paths = Vec::new();
    for directory in ["models/aws", "smithy/endpoint-rules"] {
        let directory = shared::find(directory).expect("the models");
        paths.extend(models(&directory));
    }
    for file in ["models/iot-jobs-data-plane.json", "smithy/restJson1.json"] {
        paths.push(shared::find(file).expect("a model"));
    }
    let mut table = Table::default();
    for path in &paths {
        match refused(&files(&[path])) {
            None => table.row(&name(path), "no fault", "no fault", Verdict::Agrees),
            Some((_, found)) => table.row(&name(path), "no fault", &found, Verdict::Differs),
        }
    }
    table.conclude("published models");
}

/// Models of AWS contain nothing that the generator would silently ignore.
#[test]
#[ignore = "needs the published models of ../shared: `cargo xtask test` runs it"]
fn no_published_model_is_warned_about() {
    let mut paths = Vec::new();
    for directory in ["models/aws", "models/pairs"] {
        let directory = shared::find(directory).expect("the models");
        paths.extend(models(&directory).into_iter().filter(|path| !name(path).contains(".old.")));
    }
    paths.push(shared::find("models/iot-jobs-data-plane.json").expect("a model"));
    let mut table = Table::default();
    for path in &paths {
        let warned: Vec<String> = warned(&files(&[path])).into_iter().collect();
        let verdict = if warned.is_empty() { Verdict::Agrees } else { Verdict::Differs };
        table.row(&name(path), "no warning", &warned.join(", "), verdict);
    }
    table.conclude("warnings about published models");
}

/// Some files of the suite depend on each other.
fn groups(paths: &[PathBuf]) -> Vec<Vec<PathBuf>> {
    let is = |path: &PathBuf, prefix: &str| name(path).starts_with(prefix);
    let shared = paths.iter().find(|path| is(path, "valid--__shared"));
    let mut groups = vec![paths.iter().filter(|path| is(path, "apply--")).cloned().collect()];
    for path in paths.iter().filter(|path| !is(path, "apply--")) {
        let mut group = vec![path.clone()];
        if is(path, "valid--") && Some(path) != shared {
            group.extend(shared.cloned());
        }
        groups.push(group);
    }
    groups
}
