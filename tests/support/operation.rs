//! Operations for tests.

/// The start of an `impl Operation`: the output, and the name of the call. The errors are those of
/// `GetPendingJobExecutions`.
#[macro_export]
macro_rules! called {
    ($output:ty, $name:expr, $method:expr, $path:expr) => {
        type Client = ::iot_jobs_data::Client;
        type Output = $output;
        type Error =
            ::iot_jobs_data::operation::get_pending_job_executions::GetPendingJobExecutionsError;
        const NAME: &'static str = $name;
        const METHOD: &'static str = $method;
        const PATH: &'static str = $path;
    };
}
