use std::borrow::Cow;
use std::sync::Arc;

use aws_credential_types::Credentials;
use aws_smithy_runtime_api::client::auth::AuthSchemeId;

use super::inner::Inner;
use crate::client::clock::Reading;
use crate::client::identity::{
    Auth, CachedIdentity, Held, IdentityProvider, Proof, missing, places,
};
use crate::client::sign::{Signature, Signer};
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
        request: &mut Request,
        taken: &[Auth],
        wanted: &[AuthScheme],
        signature: Signature,
    ) -> Result<Proof, BoxError> {
        let (taken, wanted) = self.preferred(taken, wanted);
        let (taken, wanted) = (&*taken, &*wanted);
        let unsigned = self.config.sdk.allow_no_auth && signature == Signature::Headers;
        let candidates = || {
            let fits = move |auth: &Auth| signature == Signature::Headers || *auth == Auth::SigV4;
            candidates(taken, wanted).filter(move |(auth, _)| fits(auth))
        };
        if !unsigned && candidates().next().is_none() {
            return Err(no_way(wanted, signature));
        }
        let mut absent = None;
        for (auth, scheme) in candidates() {
            match auth {
                Auth::SigV4 => {
                    let cache = self.identities.credentials.as_ref();
                    if let Some(held) = self.available(cache, &mut absent).await? {
                        let clock = self.clock.read();
                        self.sign_v4(request, &held.identity, clock, scheme, signature)?;
                        return Ok(Proof::Signature(held, clock));
                    }
                }
                Auth::Bearer => {
                    let cache = self.identities.token.as_ref();
                    if let Some(held) = self.available(cache, &mut absent).await? {
                        places::put_token(request, held.identity.token())?;
                        return Ok(Proof::Token(held));
                    }
                }
                Auth::Basic => {
                    if let Some(login) = &self.identities.login {
                        places::put_login(request, login.user(), login.password())?;
                        return Ok(Proof::Login(login.clone()));
                    }
                }
                Auth::ApiKeyInHeader { name, scheme } => {
                    if let Some(key) = &self.identities.api_key {
                        places::put_key_in_header(request, name, scheme, key.token())?;
                        return Ok(Proof::Key(key.clone()));
                    }
                }
                Auth::ApiKeyInQuery { name } => {
                    if let Some(key) = &self.identities.api_key {
                        places::put_key_in_query(request, name, key.token())?;
                        return Ok(Proof::Key(key.clone()));
                    }
                }
                Auth::Anonymous => return Ok(Proof::Nothing),
            }
        }
        if unsigned {
            return Ok(Proof::Nothing);
        }
        Err(absent.unwrap_or_else(|| missing(candidates().map(|(auth, _)| auth)).into()))
    }

    /// Both, with the schemes that the application prefers first.
    fn preferred<'a>(
        &self,
        taken: &'a [Auth],
        wanted: &'a [AuthScheme],
    ) -> (Cow<'a, [Auth]>, Cow<'a, [AuthScheme]>) {
        let (mut taken, mut wanted) = (Cow::Borrowed(taken), Cow::Borrowed(wanted));
        if let Some(preference) = &self.config.sdk.auth_scheme_preference {
            let names: Vec<AuthSchemeId> = preference.clone().into_iter().collect();
            let rank = |name: &str| {
                names.iter().position(|preferred| preferred.inner() == name).unwrap_or(usize::MAX)
            };
            taken.to_mut().sort_by_key(|auth| rank(auth.scheme_name()));
            wanted.to_mut().sort_by_key(|scheme| rank(scheme.name()));
        }
        (taken, wanted)
    }

    fn sign_v4(
        &self,
        request: &mut Request,
        credentials: &Credentials,
        clock: Reading,
        scheme: Option<&AuthScheme>,
        signature: Signature,
    ) -> Result<(), BoxError> {
        let signer = Signer {
            credentials,
            region: match scheme.and_then(AuthScheme::signing_region) {
                Some(region) => region,
                None => self.region()?,
            },
            service: scheme
                .and_then(AuthScheme::signing_name)
                .or(self.service.signing_name)
                .ok_or("the service has no name to sign for")?,
            time: clock.time,
        };
        signer.sign(request, signature)
    }

    /// `None` if there is no provider, or if it has no identity; `absent` then keeps the reason.
    async fn available<P: IdentityProvider>(
        &self,
        cache: Option<&Arc<CachedIdentity<P>>>,
        absent: &mut Option<BoxError>,
    ) -> Result<Option<Held<P::Identity>>, BoxError> {
        let Some(cache) = cache else { return Ok(None) };
        let answer = match (cache.shared(), &self.components) {
            (Some(shared), Some(components)) => {
                Box::pin(cache.identity_in(shared, components)).await
            }
            _ => cache.identity(self.clock.read().time).await,
        };
        match answer {
            Ok(held) => Ok(Some(held)),
            Err(error) if P::has_none(&error) => {
                absent.get_or_insert_with(|| error.into());
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
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
    // Endpoint rules cannot express unsigned calls.
    let own = taken.iter().filter(|auth| wanted.is_empty() || **auth == Auth::Anonymous);
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
