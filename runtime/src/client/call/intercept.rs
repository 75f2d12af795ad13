//! Interceptors of a call. Without any, messages are not converted.

use bytes::Bytes;
use http::Response;

use super::inner::Inner;
use super::reserved;
use super::stop::Stop;
use crate::client::config::Attempt;
use crate::client::intercept::{CallData, RequestStage, ResponseStage};
use crate::error::BoxError;
use crate::http::{HttpRequest, HttpResponse};
use crate::wire::Request;

impl Inner {
    /// Runs the interceptors of some stages on the request. If it is `streamed`, its body is not in
    /// it.
    pub(super) fn intercept_request(
        &self,
        stages: &[RequestStage],
        data: &mut CallData,
        attempt: Attempt,
        request: Request,
        streamed: bool,
    ) -> Result<Request, BoxError> {
        let interceptors = &self.config.interceptors;
        if interceptors.is_empty() {
            return Ok(request);
        }
        let mut request = HttpRequest::from(request);
        for stage in stages {
            for interceptor in interceptors {
                interceptor.hooks().on_request(*stage, data, attempt, &mut request)?;
            }
        }
        let request = request.into_memory()?;
        reserved::check_framing(request.headers())?;
        if streamed && !request.body().is_empty() {
            return Err(STREAMED.into());
        }
        Ok(request)
    }

    /// Runs the interceptors on a response. If it is `streamed`, its body is not in it.
    pub(super) fn intercept_response(
        &self,
        data: &mut CallData,
        attempt: Attempt,
        response: Response<Bytes>,
        streamed: bool,
    ) -> Result<Response<Bytes>, Stop> {
        let interceptors = &self.config.interceptors;
        if interceptors.is_empty() {
            return Ok(response);
        }
        let mut response = HttpResponse::from(response);
        let mut stages = ResponseStage::ALL.into_iter();
        let asked = stages.try_for_each(|stage| {
            let mut interceptors = interceptors.iter();
            interceptors.try_for_each(|asked| {
                asked.hooks().on_response(stage, data, attempt, &mut response)
            })
        });
        let (response, problem) = response.into_memory();
        let problem = match (asked, problem) {
            (Err(error), _) => error,
            (Ok(()), Some(problem)) => problem.into(),
            (Ok(()), None) if streamed && !response.body().is_empty() => STREAMED_RESPONSE.into(),
            (Ok(()), None) => return Ok(response),
        };
        Err(Stop::Refused(problem, Box::new(response)))
    }
}

const STREAMED: &str = "an interceptor has set a body in place of one that is a stream: give the \
                        body to the input of the call";
const STREAMED_RESPONSE: &str =
    "an interceptor has set a body in place of one that is a stream, which the caller is to read";
