//! Starts `cargo xtask`. Cargo does not load a workspace that lacks the manifest of a member, so
//! xtask, which could restore the manifest, cannot run either. This crate is outside of the
//! workspace: it puts a placeholder in place of a missing manifest, and runs xtask.

#![forbid(unsafe_code)]

use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("cannot start xtask: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> io::Result<ExitCode> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = here.ancestors().nth(2).unwrap_or(here);
    let manifest = root.join("generated/Cargo.toml");
    if manifest.exists() {
        return hand_over(root);
    }
    fs::create_dir_all(root.join("generated"))?;
    fs::write(&manifest, STAND_IN)?;
    // Cargo updates the lock file for the placeholder; the original must be restored.
    let lock = root.join("Cargo.lock");
    let locked = fs::read(&lock)?;
    let code = hand_over(root)?;
    fs::write(&lock, locked)?;
    Ok(code)
}

fn hand_over(root: &Path) -> io::Result<ExitCode> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["run", "--quiet", "--package", "xtask", "--manifest-path"])
        .arg(root.join("Cargo.toml"))
        .arg("--")
        .args(std::env::args_os().skip(1))
        .status()?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}

const STAND_IN: &str = include_str!("../stand-in.toml");
