use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use super::cargo::scratch;
use super::contender::Program;
use super::cores::Cores;
use super::figures::Figures;
use super::secure::SecureServer;
use super::server::Server;
use crate::Failure;

/// The environment of the measured programs: a server, cores, and clean environment variables.
pub(super) struct Stage {
    pub(super) server: Server,
    secure: SecureServer,
    pub(super) cores: Cores,
    /// A home directory without AWS settings.
    home: PathBuf,
    request: PathBuf,
}

impl Stage {
    /// An environment in which `ours` has made a call, so that the request is recorded for the
    /// others.
    pub(super) fn set(ours: &Program, apart: bool) -> Result<Self, Failure> {
        // Before the server starts, so that its threads use the same core.
        let cores = Cores::share(apart);
        let server = Server::start().map_err(|error| format!("cannot start a server: {error}"))?;
        let secure = SecureServer::start()?;
        let home = scratch().join("home");
        fs::create_dir_all(&home).map_err(|error| cannot_write(&home, &error))?;
        let request = scratch().join("request.http");
        let stage = Self { server, secure, cores, home, request };
        stage.run(&ours.measured, &["first"])?;
        let recorded = stage.server.first_request().unwrap_or_default();
        fs::write(&stage.request, recorded)
            .map_err(|error| cannot_write(&stage.request, &error))?;
        Ok(stage)
    }

    /// Runs a measurement of a program.
    pub(super) fn run(&self, program: &Path, arguments: &[&str]) -> Result<Figures, Failure> {
        let output = self
            .cores
            .command(program)
            .args(arguments)
            .env_clear()
            .envs(std::env::var_os("PATH").map(|path| ("PATH", path)))
            .env("HOME", &self.home)
            .env("AWS_REGION", "us-east-1")
            .env("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
            .env("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
            .env("AWS_ENDPOINT_URL", self.server.url())
            .env("BENCH_REQUEST", &self.request)
            .envs(self.secure.variables())
            .stdin(Stdio::null())
            .output()
            .map_err(|error| format!("cannot run {}: {error}", program.display()))?;
        let errors = String::from_utf8_lossy(&output.stderr);
        if !output.status.success() {
            return Err(format!("{} {}: {errors}", program.display(), arguments.join(" ")));
        }
        eprint!("{errors}");
        Figures::parse(String::from_utf8_lossy(&output.stdout).trim())
    }
}

fn cannot_write(path: &Path, error: &std::io::Error) -> Failure {
    format!("cannot write {}: {error}", path.display())
}
