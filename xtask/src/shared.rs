//! Material that is not part of the repository: published models, AWS's test vectors, Smithy's own
//! test suites.

use std::env;
use std::path::{PathBuf, absolute};

use crate::{Failure, root};

/// The environment variable that names the directory.
pub(crate) const VARIABLE: &str = "IOT_JOBS_SHARED";

/// The directory: `../shared`, unless `IOT_JOBS_SHARED` names another one.
pub(crate) fn directory() -> PathBuf {
    let sibling = || root().with_file_name("shared");
    let named = env::var_os(VARIABLE).map(PathBuf::from);
    named.map_or_else(sibling, |named| absolute(&named).unwrap_or(named))
}

/// The path of something in the directory.
///
/// # Errors
/// It is not there.
pub fn find(name: &str) -> Result<PathBuf, Failure> {
    let path = directory().join(name);
    if path.exists() {
        return Ok(path);
    }
    Err(format!("there is no {} ({VARIABLE} can name another directory)", path.display()))
}
