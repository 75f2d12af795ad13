//! Authentication with the identities of the AWS SDKs for Rust.

use std::borrow::Cow;
use std::sync::Arc;

use aws_credential_types::Credentials;
use aws_smithy_runtime_api::client::auth::AuthSchemeId;

use crate::client::call::inner::Inner;
use crate::client::clock::Reading;
use crate::client::identity::{Auth, CachedIdentity, Held, IdentityProvider, Proof, places};
use crate::client::sign::{Signature, Signer};
use crate::error::BoxError;
use crate::rules::AuthScheme;
use crate::sorted::sorted_by;
use crate::wire::Request;

impl Inner {
    /// Authenticates a request with a scheme. `None` if the client has no identity for it; if a
    /// provider has none, `absent` keeps the reason.
    pub(super) async fn prove(
        &self,
        request: &mut Request,
        auth: Auth,
        scheme: Option<&AuthScheme>,
        signature: Signature,
        absent: &mut Option<BoxError>,
    ) -> Result<Option<Proof>, BoxError> {
        let identities = &self.identities;
        Ok(match auth {
            Auth::SigV4 => match self.available(identities.credentials.as_ref(), absent).await? {
                None => None,
                Some(held) => {
                    let clock = self.clock.read();
                    self.sign_v4(request, &held.identity, clock, scheme, signature)?;
                    Some(Proof::Signature(held, clock))
                }
            },
            Auth::Bearer => match self.available(identities.token.as_ref(), absent).await? {
                None => None,
                Some(held) => {
                    places::put_token(request, held.identity.token())?;
                    Some(Proof::Token(held))
                }
            },
            Auth::Basic => match &identities.login {
                None => None,
                Some(login) => {
                    places::put_login(request, login.user(), login.password())?;
                    Some(Proof::Login(login.clone()))
                }
            },
            Auth::ApiKeyInHeader { name, scheme } => match &identities.api_key {
                None => None,
                Some(key) => {
                    places::put_key_in_header(request, name, scheme, key.token())?;
                    Some(Proof::Key(key.clone()))
                }
            },
            Auth::ApiKeyInQuery { name } => match &identities.api_key {
                None => None,
                Some(key) => {
                    places::put_key_in_query(request, name, key.token())?;
                    Some(Proof::Key(key.clone()))
                }
            },
            Auth::Certificate | Auth::Anonymous => None,
        })
    }

    /// Both, with the schemes that the application prefers first.
    pub(super) fn preferred<'a>(
        &self,
        taken: &'a [Auth],
        wanted: &'a [AuthScheme],
    ) -> (Cow<'a, [Auth]>, Cow<'a, [AuthScheme]>) {
        let Some(preference) = &self.config.aws.auth_scheme_preference else {
            return (taken.into(), wanted.into());
        };
        let names: Vec<AuthSchemeId> = preference.clone().into_iter().collect();
        let rank = |name: &str| {
            names.iter().position(|preferred| preferred.inner() == name).unwrap_or(usize::MAX)
        };
        let taken = sorted_by(taken.iter().copied(), |one, other| {
            rank(one.scheme_name()).cmp(&rank(other.scheme_name()))
        });
        let wanted = sorted_by(wanted.iter().cloned(), |one, other| {
            rank(one.name()).cmp(&rank(other.name()))
        });
        (taken.into(), wanted.into())
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
            keys: &self.signing_keys,
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
                let answer = Box::pin(cache.identity_in(shared, components));
                self.driver.supply(answer).await
            }
            _ => cache.identity(self.driver, self.clock.read().time).await,
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
