/// An authentication scheme of an operation.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Auth {
    SigV4,
    Bearer,
    Basic,
    ApiKeyInHeader { name: String, scheme: Option<String> },
    ApiKeyInQuery { name: String },
    Anonymous,
}
