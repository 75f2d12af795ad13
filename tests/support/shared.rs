//! Material that is not part of the project: published models, recordings of other clients, the
//! conformance suite. Tests that need it print `NOT RUN: …` if it is absent.

use std::path::{Path, PathBuf};

/// The path of something in `shared`, or `None` with a message on standard error.
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
    // Written directly, because the test harness captures the output of passing tests.
    use std::io::Write;
    let _ = writeln!(
        std::io::stderr(),
        "\nNOT RUN: there is no {} (set IOT_JOBS_SHARED to the directory that holds it)",
        path.display()
    );
    None
}
