//! The blocking client, with calls that can be awaited as those of the asynchronous one: each runs
//! on a thread where it may block.

use std::fmt::Display;
use std::time::Duration;

use http::{HeaderName, HeaderValue};
use iot_jobs_data::config::Config;
pub(crate) use iot_jobs_data::config::{
    BlockingTransport as PooledTransport, BlockingTransportBuilder as PooledTransportBuilder,
};
use iot_jobs_data::error::SdkError;
use iot_jobs_data::operation::describe_job_execution::{
    DescribeJobExecutionBuilder, DescribeJobExecutionInput,
};
use iot_jobs_data::operation::get_pending_job_executions::{
    GetPendingJobExecutionsBuilder, GetPendingJobExecutionsInput,
};
use iot_jobs_data::operation::update_job_execution::{
    UpdateJobExecutionBuilder, UpdateJobExecutionInput,
};
use iot_jobs_data::{Customized, Operation, blocking};
use smithy_client_runtime::client::{Blocking, PresignedRequest};
use smithy_client_runtime::http::HttpRequest;
use smithy_client_runtime::wire::Request;
use tokio::task::spawn_blocking;

#[derive(Clone)]
pub(crate) struct Client(blocking::Client);

/// A call that is being built.
#[derive(Clone)]
pub(crate) struct Awaited<B>(B);

/// A call with headers of its own, or one that is only signed.
pub(crate) struct AwaitedCustomized<O>(Customized<O, Blocking>);

type Answer<O> = Result<<O as Operation>::Output, SdkError<<O as Operation>::Error>>;

impl Client {
    pub(crate) fn from_conf(config: Config) -> Self {
        Self(blocking::Client::from_conf(config))
    }

    pub(crate) async fn send<O>(&self, input: O) -> Answer<O>
    where
        O: Operation<Client = iot_jobs_data::Client, Output: Send> + Send + 'static,
    {
        let client = self.0.clone();
        on_a_thread(move || client.send(input)).await
    }
}

/// `a_method: ABuilder, AnInput, a_setter, another_setter`
macro_rules! calls {
    ($($method:ident: $builder:ident, $input:ident, $($setter:ident),+;)+) => {
        impl Client {
            $(pub(crate) fn $method(&self) -> Awaited<$builder<blocking::Client>> {
                Awaited(self.0.$method())
            })+
        }

        $(impl Awaited<$builder<blocking::Client>> {
            $(pub(crate) fn $setter(self, value: &str) -> Self {
                Self(self.0.$setter(value))
            })+

            pub(crate) async fn send(self) -> Answer<$input> {
                on_a_thread(move || self.0.send()).await
            }

            pub(crate) fn customize(self) -> AwaitedCustomized<$input> {
                AwaitedCustomized(self.0.customize())
            }
        })+
    };
}

calls! {
    get_pending_job_executions:
        GetPendingJobExecutionsBuilder, GetPendingJobExecutionsInput, thing_name;
    describe_job_execution:
        DescribeJobExecutionBuilder, DescribeJobExecutionInput, thing_name, job_id;
    update_job_execution:
        UpdateJobExecutionBuilder, UpdateJobExecutionInput, thing_name, job_id;
}

impl<O: Operation<Output: Send> + Send + 'static> AwaitedCustomized<O> {
    pub(crate) fn header<N, V>(self, name: N, value: V) -> Self
    where
        N: TryInto<HeaderName, Error: Display>,
        V: TryInto<HeaderValue, Error: Display>,
    {
        Self(self.0.header(name, value))
    }

    pub(crate) fn mutate_request(
        self,
        change: impl Fn(&mut HttpRequest) + Send + Sync + 'static,
    ) -> Self {
        Self(self.0.mutate_request(change))
    }

    pub(crate) async fn send(self) -> Answer<O> {
        on_a_thread(move || self.0.send()).await
    }

    pub(crate) async fn into_signed_request(self) -> Result<Request, SdkError<O::Error>> {
        on_a_thread(move || self.0.into_signed_request()).await
    }

    pub(crate) async fn presign(
        self,
        valid_for: Duration,
    ) -> Result<PresignedRequest, SdkError<O::Error>> {
        on_a_thread(move || self.0.presign(valid_for)).await
    }
}

async fn on_a_thread<T: Send + 'static>(call: impl FnOnce() -> T + Send + 'static) -> T {
    spawn_blocking(call).await.expect("no panic")
}
