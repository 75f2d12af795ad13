use std::fmt;
use std::mem;

use crate::client::config::{Attempt, Interceptor};
use crate::error::BoxError;
use crate::http::HttpRequest;

/// Changes the request of each attempt with a function.
pub(in crate::client) struct MutateRequest<F>(pub(in crate::client) F);

impl<F: Fn(&mut HttpRequest) + Send + Sync> Interceptor for MutateRequest<F> {
    fn modify_before_signing(
        &self,
        _attempt: Attempt,
        request: &mut HttpRequest,
    ) -> Result<(), BoxError> {
        (self.0)(request);
        Ok(())
    }
}

impl<F> fmt::Debug for MutateRequest<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MutateRequest")
    }
}

/// Replaces the request of each attempt, or fails.
pub(in crate::client) struct MapRequest<F>(pub(in crate::client) F);

impl<F, E> Interceptor for MapRequest<F>
where
    F: Fn(HttpRequest) -> Result<HttpRequest, E> + Send + Sync,
    E: Into<BoxError>,
{
    fn modify_before_signing(
        &self,
        _attempt: Attempt,
        request: &mut HttpRequest,
    ) -> Result<(), BoxError> {
        let before = mem::replace(request, HttpRequest::empty());
        *request = (self.0)(before).map_err(Into::into)?;
        Ok(())
    }
}

impl<F> fmt::Debug for MapRequest<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MapRequest")
    }
}
