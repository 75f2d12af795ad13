//! The partition table of AWS: from `partitions.json` to a Rust file of the runtime.

mod emit;
mod region;
mod table;

use self::region::Segment;
use self::table::{Known, Table};
use crate::ModelFile;
use crate::diagnostics::{Diagnostic, Diagnostics, Location};

/// Turns a partition table, in the JSON format of Smithy's rules engine, into the table of
/// `runtime/src/rules/partition/`.
///
/// # Errors
/// The file is not such a table, or contains something that the runtime does not support.
pub fn partition_table(file: &ModelFile) -> Result<String, Diagnostics> {
    let table: Table = serde_json::from_str(&file.text).map_err(|error| {
        let position = (error.line() > 0).then(|| (error.line(), error.column()));
        finding(
            Location { position, ..place(file, "") },
            format!("this is not a partition table: {error}"),
            "use the form of `partitions.json` that the AWS SDKs publish",
        )
    })?;
    check(file, &table)?;
    let mut found = Diagnostics::default();
    let mut rows = Vec::new();
    for known in &table.partitions {
        match Segment::all_of(&known.region_regex) {
            Some(segments) => rows.push((known, segments)),
            None => found.push(unsupported(file, known)),
        }
    }
    found.check(rows).map(|(rows, _)| emit::emit(&rows))
}

/// Checks the assumptions of the runtime.
fn check(file: &ModelFile, table: &Table) -> Result<(), Diagnostics> {
    let at = |path: &str| place(file, path);
    if !table.version.starts_with("1.") {
        return Err(finding(
            at("version"),
            format!("version {:?} of the partition table is not supported", table.version),
            "use a table of version 1",
        ));
    }
    if table.partitions.first().is_none_or(|first| first.id != "aws") {
        return Err(finding(
            at("partitions"),
            "the first partition is not `aws`".into(),
            "put `aws` first: a region that no partition knows counts as one of it",
        ));
    }
    match table.partitions.iter().find(|known| known.id != known.outputs.name) {
        Some(known) => Err(finding(
            at(&format!("partitions › {}", known.id)),
            format!("the partition `{}` has the name `{}`", known.id, known.outputs.name),
            "make `id` and `outputs.name` the same",
        )),
        None => Ok(()),
    }
}

fn unsupported(file: &ModelFile, known: &Known) -> Diagnostic {
    Diagnostic {
        location: Some(place(file, &format!("partitions › {} › regionRegex", known.id))),
        ..Diagnostic::new(
            format!("the regular expression {:?} is not supported", known.region_regex),
            "write `^…$` around segments between hyphens, each a word, `(one|another)`, `\\w+` or \
             `\\d+`; list any other region under `regions`",
        )
    }
}

fn place(file: &ModelFile, path: &str) -> Location {
    Location { file: file.name.clone(), position: None, path: path.into(), excerpt: None }
}

fn finding(location: Location, message: String, help: &str) -> Diagnostics {
    Diagnostic { location: Some(location), ..Diagnostic::new(message, help) }.into()
}
