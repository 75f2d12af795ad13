/// A way to authenticate that an operation takes.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Auth {
    SigV4,
    Bearer,
    Basic,
    ApiKeyInHeader { name: String, scheme: Option<String> },
    ApiKeyInQuery { name: String },
    Anonymous,
}
