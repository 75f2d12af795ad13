use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{SCRIPTS, target};

/// A Python environment with the packages of `requirements.txt`, one for each version of that file.
pub(super) struct Environment(PathBuf);

impl Environment {
    /// The environment, created if it is missing; other processes wait meanwhile.
    pub(super) fn ready() -> Result<Self, String> {
        let requirements = Path::new(SCRIPTS).join("requirements.txt");
        let wording = fs::read(&requirements).map_err(|error| error.to_string())?;
        let home = target().join(format!("ministack-venv-{:016x}", fingerprint(&wording)));
        let lock = lock(&home.with_extension("lock"))
            .map_err(|error| format!("cannot lock {}: {error}", home.display()))?;
        let environment = Self(home);
        if !environment.is_complete() {
            environment.install(&requirements)?;
        }
        drop(lock);
        Ok(environment)
    }

    pub(super) fn python(&self) -> PathBuf {
        self.0.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" })
    }

    /// Written last, so that an interrupted installation is repeated.
    fn mark(&self) -> PathBuf {
        self.0.join("complete")
    }

    fn is_complete(&self) -> bool {
        self.mark().exists() && self.python().exists()
    }

    fn install(&self, requirements: &Path) -> Result<(), String> {
        let make = "make a Python environment (Debian and Ubuntu have it in python3-venv)";
        run(Command::new(find_python()?).args(["-m", "venv", "--clear"]).arg(&self.0), make)?;
        let mut pip = Command::new(self.python());
        pip.args(["-Im", "pip", "install", "--quiet", "--disable-pip-version-check"]);
        run(pip.arg("--requirement").arg(requirements), "install MiniStack with pip")?;
        fs::write(self.mark(), "").map_err(|error| error.to_string())
    }
}

/// Holds the lock for as long as the file is open.
fn lock(path: &Path) -> io::Result<File> {
    fs::create_dir_all(path.parent().unwrap_or(path))?;
    let file = File::create(path)?;
    file.lock()?;
    Ok(file)
}

/// FNV-1a: the same in every release of the compiler.
fn fingerprint(bytes: &[u8]) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, step)
}

fn find_python() -> Result<&'static str, String> {
    let check = ["-c", "import sys; sys.exit(sys.version_info < (3, 10))"];
    let suits =
        |name: &&str| Command::new(name).args(check).output().is_ok_and(|o| o.status.success());
    let missing =
        "the live tests need Python 3.10 or later as python3 or python, with venv and pip";
    ["python3", "python"].into_iter().find(suits).ok_or_else(|| missing.to_owned())
}

fn run(command: &mut Command, what: &str) -> Result<(), String> {
    let output = command.output().map_err(|error| format!("cannot {what}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = [output.stdout, output.stderr].concat();
    Err(format!("cannot {what}: {}", String::from_utf8_lossy(&said).trim()))
}
