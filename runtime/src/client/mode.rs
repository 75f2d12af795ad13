/// The calls of an asynchronous client, which are futures.
#[derive(Clone, Copy, Debug)]
pub enum Async {}

/// The calls of a blocking client, which return when they are done.
#[derive(Clone, Copy, Debug)]
pub enum Blocking {}
