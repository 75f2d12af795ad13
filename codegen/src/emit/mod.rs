//! Layer 3: from the IR to tokens. One module per emitted file is under `files`, the items of files
//! are under `items`, and what depends on the format of values is under `codec`. No trait look-up,
//! no name of an operation or a service, no decisions.

mod codec;
mod files;
mod items;
mod parallel;
mod tokens;

use crate::Files;
use crate::ir::Crate;

/// All files of a crate.
pub(crate) fn emit(plan: &Crate) -> Files {
    parallel::run(&files::list(plan))
}
