//! Prepares a request for sending: absolute URI, host, signature.

use bytes::Bytes;
use http::header::{HOST, HeaderMap, HeaderName, HeaderValue, USER_AGENT};

use super::inner::Inner;
use super::reserved;
use crate::Operation;
use crate::client::config::Attempt;
#[cfg(feature = "aws")]
use crate::client::endpoint::check_region;
use crate::client::endpoint::{Base, EndpointError, host_header};
use crate::client::identity::{Auth, Proof};
use crate::client::intercept::{CallData, RequestStage};
use crate::client::request::Checksum;
use crate::client::sign::Signature;
use crate::error::BoxError;
use crate::wire::Request;

/// The endpoint of a single call.
pub(super) type OwnBase = Result<Base, EndpointError>;

/// What makes a request acceptable to the service.
#[derive(Clone, Copy)]
pub(super) struct Seal<'a> {
    pub(super) auth: &'a [Auth],
    pub(super) checksums: &'a [Checksum],
    /// Whether the body is a stream, of which nothing can be computed in advance.
    pub(super) streamed: bool,
    pub(super) signature: Signature,
    /// Whether another client sends the request, which has to be signed then.
    pub(super) is_handed_over: bool,
}

impl Seal<'_> {
    /// Whether a certificate can authenticate the request.
    pub(super) fn takes_certificate(&self) -> bool {
        !self.is_handed_over && self.auth.contains(&Auth::Certificate)
    }

    /// Whether this scheme can authenticate the request.
    pub(super) fn takes(&self, auth: Auth) -> bool {
        match (self.signature, auth) {
            (Signature::Headers, Auth::Certificate) => !self.is_handed_over,
            (Signature::Headers, _) => true,
            (Signature::Query(_), auth) => auth == Auth::SigV4,
        }
    }
}

impl Inner {
    /// The endpoint of the call if it has its own, or the client's.
    ///
    /// # Errors
    /// There is none, or there is no valid region although it `is_signed`.
    pub(super) fn base<'a>(
        &'a self,
        own: Option<&'a OwnBase>,
        is_signed: bool,
    ) -> Result<&'a Base, BoxError> {
        self.check_region(is_signed)?;
        let resolve = || (self.service.endpoint)(&self.config)?.resolve();
        let base = own.unwrap_or_else(|| self.base.get_or_init(resolve));
        Ok(base.as_ref().map_err(Clone::clone)?)
    }

    /// The endpoint of a call, if it depends on the input.
    pub(super) fn own_base<O: Operation>(&self, operation: &O) -> Option<Box<OwnBase>> {
        let endpoint = operation.endpoint(&self.config).transpose()?;
        Some(Box::new(endpoint.and_then(|endpoint| endpoint.resolve())))
    }

    /// Runs the interceptors on the request, and signs the result.
    pub(super) async fn sign(
        &self,
        base: &Base,
        mut request: Request,
        attempt: Attempt,
        seal: Seal<'_>,
        data: &mut CallData,
    ) -> Result<(Request, Proof), BoxError> {
        request.headers_mut().reserve(USUAL_HEADERS);
        request.headers_mut().extend(base.headers().clone());
        let stages = &RequestStage::BEFORE_SIGNING;
        request = self.intercept_request(stages, data, attempt, request, seal.streamed)?;
        reserved::check_framing(request.headers())?;
        for checksum in seal.checksums {
            checksum.add(&mut request, seal.streamed)?;
        }
        name_host(&mut request, base)?;
        let proof = self.authenticate(base, &mut request, seal).await?;
        Ok((request, proof))
    }

    /// Adds the unsigned headers, which proxies or the next attempt change.
    pub(super) fn annotate(&self, headers: &mut HeaderMap, number: u32, invocation: &HeaderValue) {
        self.introduce(headers);
        headers.insert(INVOCATION_ID, invocation.clone());
        let max = self.retries.config().max_attempts();
        let request = format!("attempt={number}; max={max}");
        if let Ok(value) = HeaderValue::from_maybe_shared(Bytes::from(request)) {
            headers.insert(SDK_REQUEST, value);
        }
    }

    /// Sets the user agent, unless an interceptor has set it.
    pub(super) fn introduce(&self, headers: &mut HeaderMap) {
        headers.entry(USER_AGENT).or_insert_with(|| self.user_agent.clone());
    }

    #[cfg(feature = "aws")]
    pub(super) fn region(&self) -> Result<&str, BoxError> {
        Ok(self.config.aws.region.as_ref().ok_or(NO_REGION)?.as_ref())
    }

    #[cfg(feature = "aws")]
    fn check_region(&self, is_signed: bool) -> Result<(), BoxError> {
        match (&self.config.aws.region, self.service.signing_name) {
            (None, None) => Ok(()),
            (None, Some(_)) if !is_signed => Ok(()),
            _ => Ok(check_region(self.region()?)?),
        }
    }

    /// Without the feature `aws` there are no signatures.
    #[cfg(not(feature = "aws"))]
    fn check_region(&self, _is_signed: bool) -> Result<(), BoxError> {
        Ok(())
    }
}

/// Sets the host, which is signed. An interceptor may have set another one in the URI or the
/// header.
fn name_host(request: &mut Request, base: &Base) -> Result<(), BoxError> {
    if request.headers().contains_key(HOST) {
        return Ok(());
    }
    let uri = request.uri();
    let host = match (uri.scheme(), uri.authority()) {
        (Some(scheme), Some(authority)) if !base.is_at(scheme, authority) => {
            host_header(scheme, authority)
                .ok_or("the host of the request is not valid in a header")?
        }
        _ => base.host_header().clone(),
    };
    request.headers_mut().insert(HOST, host);
    Ok(())
}

/// Host, date, token, authorization, user agent and two headers of the SDKs.
const USUAL_HEADERS: usize = 7;
const INVOCATION_ID: HeaderName = HeaderName::from_static("amz-sdk-invocation-id");
const SDK_REQUEST: HeaderName = HeaderName::from_static("amz-sdk-request");
#[cfg(feature = "aws")]
const NO_REGION: &str = "no region is set: set one in the config, or set AWS_REGION";
