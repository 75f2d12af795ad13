use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};
use std::{env, thread};

use tests::ministack::ControlPlane;

use crate::agent::{Reach, Setup, VARIABLE};

pub(crate) const THING: &str = "pump-17";

/// A device and its server.
pub(crate) struct Stage {
    /// The name of the test, which runs the agent if the variable is set.
    pub(crate) name: &'static str,
    pub(crate) title: &'static str,
    pub(crate) reach: Reach,
    /// PEM of the device.
    pub(crate) certificate: String,
    pub(crate) key: String,
    /// PEM of the authority that it trusts.
    pub(crate) ca: String,
    pub(crate) control: ControlPlane,
}

/// The files of one test.
pub(crate) struct Files(PathBuf);

impl Stage {
    /// Writes the files of the device to a new directory.
    pub(crate) fn files(&self) -> Files {
        let name = format!("{}-{}", self.name, std::process::id());
        let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("chaos-live").join(name);
        if directory.exists() {
            fs::remove_dir_all(&directory).expect("an empty directory");
        }
        fs::create_dir_all(&directory).expect("a directory");
        for (file, text) in [("crt", &self.certificate), ("key", &self.key), ("ca", &self.ca)] {
            fs::write(directory.join(file), text).expect("a file");
        }
        Files(directory)
    }

    /// Starts a process of the agent.
    pub(crate) fn start(&self, files: &Files, seed: u64) -> Process {
        let file = |name| files.path(name);
        let setup = Setup {
            thing: THING.to_owned(),
            reach: self.reach.clone(),
            certificate: file("crt"),
            key: file("key"),
            ca: file("ca"),
            journal: file("journal"),
            effects: files.effects(),
            seed,
        };
        let log = File::options().create(true).append(true).open(files.log()).expect("a log");
        let mut command = Command::new(env::current_exe().expect("this program"));
        command
            .args([self.name, "--exact", "--nocapture"])
            .env(VARIABLE, serde_json::to_string(&setup).expect("JSON"))
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(log);
        let mut child = command.spawn().expect("a process");
        let stdin = child.stdin.take();
        Process { child, stdin }
    }
}

impl Files {
    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// What the handler writes.
    pub(crate) fn effects(&self) -> PathBuf {
        self.path("effects")
    }

    /// What the runner logs.
    pub(crate) fn log(&self) -> PathBuf {
        self.path("log")
    }

    pub(crate) fn directory(&self) -> &Path {
        &self.0
    }

    pub(crate) fn remove(self) {
        fs::remove_dir_all(self.0).expect("a directory");
    }
}

/// A running agent. It ends when this is dropped.
pub(crate) struct Process {
    child: Child,
    stdin: Option<ChildStdin>,
}

impl Process {
    /// Waits until it ends, at most this long. `None`: it still runs.
    pub(crate) fn wait(&mut self, limit: Duration) -> Option<ExitStatus> {
        let end = Instant::now() + limit;
        loop {
            let status = self.child.try_wait().expect("a status");
            if status.is_some() || Instant::now() >= end {
                return status;
            }
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Kills it, with SIGKILL on Unix, unless it has ended.
    pub(crate) fn kill(&mut self) -> ExitStatus {
        self.child.kill().expect("a signal");
        self.child.wait().expect("an end")
    }

    /// Asks it to stop. `None`: it does not.
    pub(crate) fn stop(&mut self) -> Option<ExitStatus> {
        self.stdin = None;
        self.wait(Duration::from_secs(30))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It fails only if the process has ended, and was waited for.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
