//! Interceptors for the AWS SDKs for Rust.

mod call;
mod settings;

use std::mem;

use aws_smithy_runtime_api::client::interceptors::context::{Input, InterceptorContext};
use aws_smithy_runtime_api::client::interceptors::{Intercept, SharedInterceptor};
use aws_smithy_runtime_api::shared::IntoShared;
use aws_smithy_types::body::SdkBody;

use self::call::SdkCall;
use super::hooks::Hooks;
use super::into_interceptor::sealed::IntoHooked;
use super::{CallData, Hooked, RequestStage, ResponseStage};
use crate::client::config::Attempt;
use crate::error::BoxError;
use crate::http::{HttpRequest, HttpResponse};

/// Adapts an `Intercept` to the messages of this client.
/// [`IntoInterceptor`](super::IntoInterceptor) lists the differences.
#[derive(Debug)]
struct SdkInterceptor(SharedInterceptor);

/// An `Intercept`.
pub struct SdkKind;

impl<I: Intercept + 'static> IntoHooked<SdkKind> for I {
    fn into_hooked(self) -> Hooked {
        Hooked::new(SdkInterceptor(self.into_shared()))
    }
}

impl Hooks for SdkInterceptor {
    fn takes_components(&self) -> bool {
        true
    }

    fn on_request(
        &self,
        stage: RequestStage,
        data: &mut CallData,
        attempt: Attempt,
        request: &mut HttpRequest,
    ) -> Result<(), BoxError> {
        use RequestStage::{
            ModifyBeforeRetryLoop, ModifyBeforeSigning, ModifyBeforeTransmit,
            ReadAfterSerialization, ReadAfterSigning, ReadBeforeAttempt, ReadBeforeSigning,
            ReadBeforeTransmit,
        };

        let SdkCall { components, bag } = SdkCall::of(data, attempt)?;
        let interceptor = &self.0;
        if !interceptor.enabled(bag) {
            return Ok(());
        }
        let mut context = context();
        context.set_request(mem::replace(request, HttpRequest::empty()).try_into()?);
        let seen = &mut context;
        let done = match stage {
            ReadAfterSerialization => {
                interceptor.read_after_serialization(&(&*seen).into(), components, bag)
            }
            ModifyBeforeRetryLoop => {
                interceptor.modify_before_retry_loop(&mut seen.into(), components, bag)
            }
            ReadBeforeAttempt => interceptor.read_before_attempt(&(&*seen).into(), components, bag),
            ModifyBeforeSigning => {
                interceptor.modify_before_signing(&mut seen.into(), components, bag)
            }
            ReadBeforeSigning => interceptor.read_before_signing(&(&*seen).into(), components, bag),
            ReadAfterSigning => interceptor.read_after_signing(&(&*seen).into(), components, bag),
            ModifyBeforeTransmit => {
                interceptor.modify_before_transmit(&mut seen.into(), components, bag)
            }
            ReadBeforeTransmit => {
                interceptor.read_before_transmit(&(&*seen).into(), components, bag)
            }
        };
        done?;
        let (_, _, changed, _) = context.into_parts();
        *request = changed.ok_or_else(|| taken(interceptor, "request"))?.try_into()?;
        Ok(())
    }

    fn on_response(
        &self,
        stage: ResponseStage,
        data: &mut CallData,
        attempt: Attempt,
        response: &mut HttpResponse,
    ) -> Result<(), BoxError> {
        use ResponseStage::{
            ModifyBeforeDeserialization, ReadAfterTransmit, ReadBeforeDeserialization,
        };

        let SdkCall { components, bag } = SdkCall::of(data, attempt)?;
        let interceptor = &self.0;
        if !interceptor.enabled(bag) {
            return Ok(());
        }
        let blank = HttpResponse::new(response.status(), SdkBody::empty());
        let mut context = context();
        context.set_response(mem::replace(response, blank).try_into()?);
        let seen = &mut context;
        let done = match stage {
            ReadAfterTransmit => interceptor.read_after_transmit(&(&*seen).into(), components, bag),
            ModifyBeforeDeserialization => {
                interceptor.modify_before_deserialization(&mut seen.into(), components, bag)
            }
            ReadBeforeDeserialization => {
                interceptor.read_before_deserialization(&(&*seen).into(), components, bag)
            }
        };
        // Restored in any case: the error of an interceptor includes the response.
        let (_, _, _, changed) = context.into_parts();
        *response = changed.ok_or_else(|| taken(interceptor, "response"))?.try_into()?;
        done
    }
}

/// A context without an input.
fn context() -> InterceptorContext {
    #[derive(Debug)]
    struct Unseen;

    let mut context = InterceptorContext::new(Input::erase(Unseen));
    context.take_input();
    context
}

fn taken(interceptor: &SharedInterceptor, what: &str) -> BoxError {
    let name = interceptor.name();
    format!("the interceptor {name:?} took the {what} out of its context: it must put one back")
        .into()
}
