use std::io;
use std::path::{Path, PathBuf};

use super::invalid::InvalidClientIdentity;

/// What error messages call the certificate or the key.
pub(super) struct Part {
    role: &'static str,
    path: Option<PathBuf>,
}

impl Part {
    pub(super) fn certificate(path: Option<&Path>) -> Self {
        Self { role: "the client certificate", path: path.map(Path::to_owned) }
    }

    pub(super) fn private_key(path: Option<&Path>) -> Self {
        Self { role: "the private key", path: path.map(Path::to_owned) }
    }

    /// Such as `the private key "/etc/device.key"`.
    pub(super) fn name(&self) -> String {
        match &self.path {
            Some(path) => format!("{} {path:?}", self.role),
            None => self.role.to_owned(),
        }
    }

    /// The file in a command of a shell.
    pub(super) fn argument(&self) -> String {
        match &self.path {
            Some(path) => format!("'{}'", path.display().to_string().replace('\'', r"'\''")),
            None => "key-or-certificate.pem".to_owned(),
        }
    }

    /// The error for a part, with words that follow its name.
    pub(super) fn invalid(&self, words: &str) -> InvalidClientIdentity {
        InvalidClientIdentity::new(format!("{} {words}", self.name()))
    }

    pub(super) fn unread(&self, error: &io::Error) -> InvalidClientIdentity {
        let advice = match error.kind() {
            io::ErrorKind::NotFound => "; check the path",
            io::ErrorKind::PermissionDenied => "; give the user of this process read permission",
            io::ErrorKind::IsADirectory => "; give the path of a file",
            _ => "",
        };
        self.invalid(&format!("cannot be read: {error}{advice}"))
    }
}
