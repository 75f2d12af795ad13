use std::borrow::Cow;

use http::{Request, Uri};

/// In the extensions of a request: the name of the query parameter that contains a secret.
#[derive(Clone, Debug)]
pub(in crate::client) struct SecretParameter(pub(in crate::client) String);

/// The URI of a request without the secret, for recordings and messages.
pub(in crate::client) fn public_uri<B>(request: &Request<B>) -> Cow<'_, Uri> {
    let uri = request.uri();
    let secret = request.extensions().get::<SecretParameter>();
    match (secret, uri.query()) {
        (Some(SecretParameter(name)), Some(query)) => {
            let is_secret = |pair: &str| pair.split('=').next() == Some(name);
            Cow::Owned(without_pairs(uri, query, is_secret))
        }
        _ => Cow::Borrowed(uri),
    }
}

/// A URI without some pairs of its query.
pub(in crate::client) fn without_pairs(
    uri: &Uri,
    query: &str,
    is_left_out: impl Fn(&str) -> bool,
) -> Uri {
    let kept: Vec<&str> = query.split('&').filter(|pair| !is_left_out(pair)).collect();
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = match kept.as_slice() {
        [] => uri.path().parse().ok(),
        kept => format!("{}?{}", uri.path(), kept.join("&")).parse().ok(),
    };
    Uri::from_parts(parts).unwrap_or_default()
}
