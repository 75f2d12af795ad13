//! Settings of retries, time-outs and limits.

use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;

use super::ConfigBuilder;
use crate::client::reply::MinimumThroughput;

impl ConfigBuilder {
    /// The retry settings. By default, a call makes up to three attempts.
    pub fn retry_config(mut self, retry: RetryConfig) -> Self {
        self.set_retry_config(Some(retry));
        self
    }

    /// Sets or clears the retry settings.
    pub fn set_retry_config(&mut self, retry: Option<RetryConfig>) -> &mut Self {
        self.config.retry = retry;
        self
    }

    /// Time-outs: for a connection (3.1 s by default), for the head of a response (none by
    /// default), for an attempt with its whole response (30 s by default) and for the whole call,
    /// delays included (none by default). Each can be disabled.
    ///
    /// A streamed response is complete with its head. While a streamed request makes progress, the
    /// time-outs for the head and the attempt restart.
    ///
    /// The connect time-out applies to the client's own transport, for which a single call cannot
    /// change it, and to an [`http_client`](Self::http_client), which receives it with each call. A
    /// [`transport`](Self::transport) has its own.
    pub fn timeout_config(mut self, timeouts: TimeoutConfig) -> Self {
        self.set_timeout_config(Some(timeouts));
        self
    }

    /// Sets time-outs. Those that are unset keep their previous values, as all do for `None`. To
    /// clear them, use [`TimeoutConfig::disabled`].
    pub fn set_timeout_config(&mut self, timeouts: Option<TimeoutConfig>) -> &mut Self {
        self.config.timeouts = match (timeouts, self.config.timeouts.take()) {
            (Some(mut set), Some(before)) => {
                set.take_defaults_from(&before);
                Some(set)
            }
            (set, before) => set.or(before),
        };
        self
    }

    /// The minimum throughput while the body of a response is read. By default 1 byte a second over
    /// 10 seconds.
    pub fn minimum_throughput(mut self, throughput: MinimumThroughput) -> Self {
        self.set_minimum_throughput(Some(throughput));
        self
    }

    /// Sets or clears the minimum throughput.
    pub fn set_minimum_throughput(&mut self, throughput: Option<MinimumThroughput>) -> &mut Self {
        self.config.throughput = throughput;
        self
    }

    /// The maximum size of a response body in bytes: 16 MiB by default. A larger one is an error,
    /// and is not read to its end. Streamed bodies have no limit. The parsed values may take eight
    /// times as much memory, see [`MemoryLimit`](crate::wire::MemoryLimit).
    pub fn response_limit(mut self, bytes: usize) -> Self {
        self.set_response_limit(Some(bytes));
        self
    }

    /// Sets or clears the maximum size of a response body in bytes.
    pub fn set_response_limit(&mut self, bytes: Option<usize>) -> &mut Self {
        self.config.response_limit = bytes;
        self
    }
}
