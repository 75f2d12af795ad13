//! Layer 3: tokens, nothing but tokens. One module per emitted file under `files`, what files are
//! made of under `items`, what depends on how values are written under `codec`. No trait look-up, no
//! name of an operation or a service, no decision.

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
