//! Material that lies beside the project and is no part of it: models as published, recordings of
//! other clients, the conformance suite. Tests that need it say so aloud where it is absent.

use std::path::{Path, PathBuf};

/// The path of something in `shared`, or `None` with a word on standard error.
pub fn find(name: &str) -> Option<PathBuf> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared = match std::env::var_os("IOT_JOBS_SHARED") {
        Some(directory) => PathBuf::from(directory),
        None => package.ancestors().nth(2)?.join("shared"),
    };
    let path = shared.join(name);
    if path.exists() {
        return Some(path);
    }
    // Straight to the stream: the test harness swallows what a passing test prints.
    use std::io::Write;
    let _ = writeln!(
        std::io::stderr(),
        "\nNOT RUN: there is no {} (set IOT_JOBS_SHARED to the directory that holds it)",
        path.display()
    );
    None
}
