//! What a request needs before it can be sent: an absolute URI, a host, a signature.

use bytes::Bytes;
use http::header::{HOST, HeaderMap, HeaderName, HeaderValue, USER_AGENT};

use super::checksum::Checksum;
use super::endpoint::{Base, EndpointError, check_region, host_header};
use super::engine::Inner;
use super::interceptor::Attempt;
use super::sign::{Signature, Signer};
use crate::Operation;
use crate::error::BoxError;
use crate::rules::AuthScheme;
use crate::wire::Request;

/// The endpoint of a single call.
pub(super) type OwnBase = Result<Base, EndpointError>;

impl Inner {
    /// Where requests go: to the one of the call if it has its own, and to the client's if not.
    pub(super) fn base<'a>(&'a self, own: Option<&'a OwnBase>) -> Result<&'a Base, BoxError> {
        check_region(self.region()?)?;
        let resolve = || (self.service.endpoint)(&self.config)?.resolve();
        let base = own.unwrap_or_else(|| self.base.get_or_init(resolve));
        Ok(base.as_ref().map_err(Clone::clone)?)
    }

    /// Where a call goes, if its input has a say in it.
    pub(super) fn own_base<O: Operation>(&self, operation: &O) -> Option<Box<OwnBase>> {
        let endpoint = operation.endpoint(&self.config).transpose()?;
        Some(Box::new(endpoint.and_then(|endpoint| endpoint.resolve())))
    }

    /// Lets the interceptors see the request, and sums up and signs what they make of it.
    pub(super) async fn sign(
        &self,
        base: &Base,
        mut request: Request,
        attempt: Attempt,
        checksums: &[Checksum],
        signature: Signature,
    ) -> Result<Request, BoxError> {
        request.headers_mut().reserve(USUAL_HEADERS);
        request.headers_mut().extend(base.headers().clone());
        for interceptor in &self.config.interceptors {
            interceptor.modify_before_signing(attempt, &mut request)?;
        }
        for checksum in checksums {
            checksum.add(&mut request)?;
        }
        name_host(&mut request, base)?;
        let identity = self.identity.as_ref().ok_or(NO_CREDENTIALS)?;
        let credentials = identity.credentials(&|| self.clock.now()).await?;
        let scheme = base.auth_scheme();
        let signer = Signer {
            credentials: &credentials,
            region: match scheme.and_then(AuthScheme::signing_region) {
                Some(region) => region,
                None => self.region()?,
            },
            service: scheme.and_then(AuthScheme::signing_name).unwrap_or(self.service.signing_name),
            time: self.clock.now(),
        };
        signer.sign(&mut request, signature)?;
        Ok(request)
    }

    /// Adds the headers that no signature covers, as proxies or the next attempt change them.
    pub(super) fn annotate(&self, headers: &mut HeaderMap, number: u32, invocation: &HeaderValue) {
        self.introduce(headers);
        headers.insert(HeaderName::from_static("amz-sdk-invocation-id"), invocation.clone());
        let max = self.retries.config().max_attempts();
        let request = format!("attempt={number}; max={max}");
        if let Ok(value) = HeaderValue::from_maybe_shared(Bytes::from(request)) {
            headers.insert(HeaderName::from_static("amz-sdk-request"), value);
        }
    }

    /// Says who calls, unless an interceptor has said it.
    pub(super) fn introduce(&self, headers: &mut HeaderMap) {
        headers.entry(USER_AGENT).or_insert_with(|| self.user_agent.clone());
    }

    fn region(&self) -> Result<&str, BoxError> {
        Ok(self.config.region.as_ref().ok_or(NO_REGION)?.as_ref())
    }
}

/// Hosts are signed. An interceptor may have chosen another, by the URI or by the header.
fn name_host(request: &mut Request, base: &Base) -> Result<(), BoxError> {
    if request.headers().contains_key(HOST) {
        return Ok(());
    }
    let uri = request.uri();
    let host = match (uri.scheme(), uri.authority()) {
        (Some(scheme), Some(authority)) if !base.is_at(scheme, authority) => {
            host_header(scheme, authority).ok_or("the host of the request fits into no header")?
        }
        _ => base.host_header().clone(),
    };
    request.headers_mut().insert(HOST, host);
    Ok(())
}

/// Host, date, token, authorization, user agent and the two of the SDKs.
const USUAL_HEADERS: usize = 7;
const NO_REGION: &str = "no region is set: set one in the config, or set AWS_REGION";
const NO_CREDENTIALS: &str = "no credentials are set: give the config a credentials provider, or set \
     AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";
