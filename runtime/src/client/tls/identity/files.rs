use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::invalid::InvalidClientIdentity;
use super::pair::Pair;
use super::part::Part;
use super::stamp::Stamp;

/// A file with the certificate and one with the key. They may be the same file.
pub(super) struct Files {
    pub(super) certificate: PathBuf,
    pub(super) private_key: PathBuf,
}

impl Files {
    pub(super) fn stamps(&self) -> [Stamp; 2] {
        [Stamp::of(&self.certificate), Stamp::of(&self.private_key)]
    }

    pub(super) fn read(&self) -> Result<Pair, InvalidClientIdentity> {
        let certificate = Part::certificate(Some(&self.certificate));
        let private_key = Part::private_key(Some(&self.private_key));
        let chain = read(&self.certificate).map_err(|error| certificate.unread(&error))?;
        let key = read(&self.private_key).map_err(|error| private_key.unread(&error))?;
        Pair::read((&certificate, &chain), (&private_key, &key))
    }
}

/// Far more than any certificate chain has.
const MAX_LENGTH: usize = 1 << 20;

/// Reads a file into a buffer that is overwritten when it is dropped. The buffer has room for the
/// whole file, because a buffer that grows leaves copies behind.
fn read(path: &Path) -> io::Result<Zeroizing<Vec<u8>>> {
    let file = File::open(path)?;
    let length = usize::try_from(file.metadata()?.len()).unwrap_or(MAX_LENGTH).min(MAX_LENGTH);
    let mut bytes = Zeroizing::new(Vec::with_capacity(length + 4096));
    file.take(MAX_LENGTH as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > MAX_LENGTH {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "it is larger than 1 MiB"));
    }
    Ok(bytes)
}
