#[cfg(feature = "aws")]
mod aws;
mod certificate;
#[cfg(not(feature = "aws"))]
mod without_aws;

use super::inner::Inner;
use super::prepare::Seal;
use crate::client::endpoint::Base;
use crate::client::identity::{Auth, Proof, missing};
use crate::client::sign::Signature;
use crate::error::BoxError;
use crate::rules::AuthScheme;
use crate::wire::Request;

impl Inner {
    /// Authenticates the call with the first scheme for which the client has an identity.
    ///
    /// The endpoint's order takes precedence over the operation's, but only among the schemes that
    /// the operation supports.
    pub(super) async fn authenticate(
        &self,
        base: &Base,
        request: &mut Request,
        seal: Seal<'_>,
    ) -> Result<Proof, BoxError> {
        let signature = seal.signature;
        let certificate = self.certificate_role(base, seal);
        if certificate.is_required() {
            return Ok(Proof::Certificate);
        }
        let (taken, wanted) = self.preferred(seal.auth, base.auth_schemes());
        let (taken, wanted) = (&*taken, &*wanted);
        let is_in_headers = signature == Signature::Headers;
        let unsigned = self.config.allow_no_auth && is_in_headers;
        let candidates = || candidates(taken, wanted).filter(move |(auth, _)| seal.takes(*auth));
        if !unsigned && candidates().next().is_none() {
            return Err(no_way(wanted, signature));
        }
        let mut absent = None;
        for (auth, scheme) in candidates() {
            let proof = match auth {
                Auth::Anonymous => Some(Proof::Nothing),
                Auth::Certificate if certificate.is_accepted() => return Ok(Proof::Certificate),
                Auth::Certificate => None,
                _ => self.prove(request, auth, scheme, signature, &mut absent).await?,
            };
            if let Some(proof) = proof {
                certificate.omit_from(request);
                return Ok(proof);
            }
        }
        if unsigned {
            certificate.omit_from(request);
            return Ok(Proof::Nothing);
        }
        let missing = || missing(candidates().map(|(auth, _)| auth)).into();
        let refusal = certificate.refusal().filter(|_| is_in_headers);
        Err(refusal.or(absent).unwrap_or_else(missing))
    }
}

/// The possible schemes in order of preference, with the properties that the endpoint gives them.
fn candidates<'a>(
    taken: &'a [Auth],
    wanted: &'a [AuthScheme],
) -> impl Iterator<Item = (Auth, Option<&'a AuthScheme>)> {
    let both = wanted.iter().filter_map(|scheme| {
        let fits = |auth: &&Auth| auth.scheme_name() == scheme.name() && scheme.is_usual();
        Some((*taken.iter().find(fits)?, Some(scheme)))
    });
    // Endpoint rules cannot express unsigned calls and certificates.
    let own = taken
        .iter()
        .filter(|auth| wanted.is_empty() || matches!(auth, Auth::Anonymous | Auth::Certificate));
    both.chain(own.map(|auth| (*auth, None)))
}

fn no_way(wanted: &[AuthScheme], signature: Signature) -> BoxError {
    match (signature, wanted) {
        (Signature::Query(_), _) => {
            "only SigV4 can presign a URL, and this call does not support it".into()
        }
        (Signature::Headers, []) => "the operation has no authentication scheme".into(),
        (Signature::Headers, wanted) => {
            let names: Vec<&str> = wanted.iter().map(AuthScheme::name).collect();
            let names = names.join(" or ");
            format!(
                "the endpoint requires authentication by {names}, which this client or the \
                 operation does not support"
            )
            .into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(taken: &[Auth], wanted: &[AuthScheme]) -> Vec<Auth> {
        candidates(taken, wanted).map(|(auth, _)| auth).collect()
    }

    #[test]
    fn what_the_endpoint_wants_comes_first_and_nothing_else_but_anonymity() {
        let taken = [Auth::Bearer, Auth::SigV4, Auth::Anonymous];
        assert_eq!(names(&taken, &[]), taken);
        let sigv4 = AuthScheme::new("sigv4").with_signing_name("other");
        let bearer = AuthScheme::new("httpBearerAuth");
        let sigv4a = AuthScheme::new("sigv4a");
        let wanted = [sigv4a.clone(), sigv4.clone(), bearer];
        assert_eq!(names(&taken, &wanted), [Auth::SigV4, Auth::Bearer, Auth::Anonymous]);
        assert_eq!(names(&[Auth::Bearer], std::slice::from_ref(&sigv4)), []);
        assert_eq!(names(&[Auth::Anonymous], &[sigv4a]), [Auth::Anonymous]);
        let wanted = [sigv4.with_disable_double_encoding(true)];
        assert_eq!(names(&[Auth::SigV4], &wanted), []);
    }

    #[test]
    fn an_endpoint_that_the_client_cannot_serve_is_an_error_that_names_the_scheme() {
        let error = no_way(&[AuthScheme::new("sigv4a")], Signature::Headers).to_string();
        assert!(error.contains("sigv4a"), "{error}");
    }
}
