use std::fs;
use std::path::PathBuf;

use super::cargo::{Application, scratch, text};
use super::progress;
use crate::Failure;

/// A program that makes the call, and how to build it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Contender {
    pub(super) name: &'static str,
    pub(super) application: Application,
    binary: &'static str,
    /// Features of the program.
    features: &'static str,
}

pub(super) const SOCKET: Contender = Contender {
    name: "raw socket",
    application: Application("floor"),
    binary: "socket",
    features: "",
};
pub(super) const HYPER: Contender = Contender {
    name: "bare hyper-util",
    application: Application("floor"),
    binary: "hyper",
    features: "",
};
pub(super) const OURS: Contender = Contender {
    name: "iot-jobs-data",
    application: Application("ours"),
    binary: "measured",
    features: "",
};
pub(super) const OFFICIAL: Contender = Contender {
    name: "aws-sdk-iotjobsdataplane",
    application: Application("official"),
    binary: "measured",
    features: "",
};
pub(super) const BLOCKING: Contender = Contender {
    name: "iot-jobs-data, blocking",
    application: Application("device"),
    binary: "keys",
    features: "keys",
};
pub(super) const CERTIFICATE: Contender = Contender {
    name: "iot-jobs-data, blocking, certificate, TLS",
    application: Application("device"),
    binary: "certificate",
    features: "",
};

/// A built program.
#[derive(Clone, Debug)]
pub(super) struct Program {
    pub(super) contender: Contender,
    /// Measures time and memory.
    pub(super) measured: PathBuf,
    /// Counts allocations, which takes time.
    pub(super) counted: PathBuf,
}

impl Contender {
    /// The package of the client.
    pub(super) fn package(self) -> &'static str {
        self.name.split(',').next().unwrap_or(self.name)
    }

    /// Builds it for release.
    pub(super) fn build(self) -> Result<Program, Failure> {
        progress(&format!("build {}", self.name));
        self.application.fetch()?;
        Ok(Program {
            contender: self,
            measured: self.build_with("measure")?,
            counted: self.build_with("count")?,
        })
    }

    fn build_with(self, feature: &str) -> Result<PathBuf, Failure> {
        let target = self.application.target("measured");
        self.application.run(&[
            "build",
            "--release",
            "--locked",
            "--bin",
            self.binary,
            "--features",
            &format!("{feature},{}", self.features),
            "--target-dir",
            text(&target)?,
        ])?;
        // Both builds write to the same place, so each result is copied.
        let copies = scratch().join("programs");
        let copy = copies.join(format!("{}-{}-{feature}", self.application.0, self.binary));
        fs::create_dir_all(&copies)
            .and_then(|()| fs::copy(target.join("release").join(self.binary), &copy))
            .map_err(|error| format!("cannot write {}: {error}", copy.display()))?;
        Ok(copy)
    }
}
