use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

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
    pub(super) profile: Profile,
}

/// A profile of cargo.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Profile(&'static str);

impl Profile {
    const RELEASE: Self = Self("release");
    /// The one of devices, which is set in the program's `Cargo.toml`.
    const SMALL: Self = Self("small");

    /// Arguments of cargo.
    pub(super) fn arguments(self) -> [&'static str; 2] {
        ["--profile", self.0]
    }

    /// Where cargo puts a program.
    pub(super) fn program(self, target: &Path, name: &str) -> PathBuf {
        target.join(self.0).join(name)
    }
}

pub(super) const SOCKET: Contender = Contender {
    name: "raw socket",
    application: Application("floor"),
    binary: "socket",
    features: "",
    profile: Profile::RELEASE,
};
pub(super) const HYPER: Contender = Contender {
    name: "bare hyper-util",
    application: Application("floor"),
    binary: "hyper",
    features: "",
    profile: Profile::RELEASE,
};
pub(super) const OURS: Contender = Contender {
    name: "iot-jobs-data",
    application: Application("ours"),
    binary: "measured",
    features: "",
    profile: Profile::RELEASE,
};
pub(super) const OFFICIAL: Contender = Contender {
    name: "aws-sdk-iotjobsdataplane",
    application: Application("official"),
    binary: "measured",
    features: "",
    profile: Profile::RELEASE,
};
pub(super) const BLOCKING: Contender = Contender {
    name: "iot-jobs-data, blocking",
    application: Application("device"),
    binary: "keys",
    features: "keys",
    profile: Profile::RELEASE,
};
pub(super) const CERTIFICATE: Contender = Contender {
    name: "iot-jobs-data, blocking, certificate, TLS",
    application: Application("device"),
    binary: "certificate",
    features: "",
    profile: Profile::RELEASE,
};
pub(super) const SMALL_BLOCKING: Contender = Contender {
    name: "iot-jobs-data, blocking, profile `small`",
    profile: Profile::SMALL,
    ..BLOCKING
};
pub(super) const SMALL_CERTIFICATE: Contender = Contender {
    name: "iot-jobs-data, blocking, certificate, TLS, profile `small`",
    profile: Profile::SMALL,
    ..CERTIFICATE
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

    /// Builds it.
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
        let features = format!("{feature},{}", self.features);
        let options = [
            "--locked",
            "--bin",
            self.binary,
            "--features",
            &features,
            "--target-dir",
            text(&target)?,
        ];
        self.application.run(&[&["build"], &self.profile.arguments()[..], &options].concat())?;
        // Both builds write to the same place, so each result is copied.
        let copies = scratch().join("programs");
        let (application, profile) = (self.application.0, self.profile.0);
        let copy = copies.join(format!("{application}-{}-{profile}-{feature}", self.binary));
        fs::create_dir_all(&copies)
            .and_then(|()| fs::copy(self.profile.program(&target, self.binary), &copy))
            .map_err(|error| format!("cannot write {}: {error}", copy.display()))?;
        drop_from_cache(&copy)?;
        Ok(copy)
    }
}

/// Drops a program from the page cache, so that it is read from the disk when it starts, as after a
/// restart. A file that was just written is cached in larger pieces, which are mapped and counted as
/// a whole.
fn drop_from_cache(program: &Path) -> Result<(), Failure> {
    let mut file = OsString::from("of=");
    file.push(program);
    let options = ["oflag=nocache", "conv=notrunc,fdatasync", "count=0", "status=none"];
    let status = Command::new("dd").arg(file).args(options).stdin(Stdio::null()).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("dd ended with {status}")),
        Err(error) => Err(format!("cannot run dd: {error}")),
    }
}
