//! How often to try, how long to wait, and how much to read.

use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;

use super::ConfigBuilder;
use crate::client::reply::MinimumThroughput;

impl ConfigBuilder {
    /// How often and how soon to try again. By default three attempts.
    pub fn retry_config(mut self, retry: RetryConfig) -> Self {
        self.set_retry_config(Some(retry));
        self
    }

    /// Sets or clears the retry settings.
    pub fn set_retry_config(&mut self, retry: Option<RetryConfig>) -> &mut Self {
        self.config.retry = retry;
        self
    }

    /// How long to wait: for a connection (3.1 s by default), for the head of a response (no limit
    /// of its own by default), for an attempt with all of its response (30 s by default) and for
    /// the whole call, pauses included (no limit by default). Each can be disabled.
    ///
    /// A response that is streamed counts as there with its head. While the body of a request is a
    /// stream that moves, the time for the head and for the attempt begins anew.
    ///
    /// The connect time-out belongs to what makes connections: the client's own transport, of which
    /// the settings of a single call do not change it, or an [`http_client`](Self::http_client),
    /// which is given it with each call. A [`transport`](Self::transport) has its own.
    pub fn timeout_config(mut self, timeouts: TimeoutConfig) -> Self {
        self.set_timeout_config(Some(timeouts));
        self
    }

    /// Sets time-outs. What is not set in them stays as it was set before, and so does everything
    /// with `None`: [`TimeoutConfig::disabled`] is what clears them.
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

    /// The least that a response must bring while its body is read. By default 1 byte a second
    /// over 10 seconds.
    pub fn minimum_throughput(mut self, throughput: MinimumThroughput) -> Self {
        self.set_minimum_throughput(Some(throughput));
        self
    }

    /// Sets or clears the least that a response must bring.
    pub fn set_minimum_throughput(&mut self, throughput: Option<MinimumThroughput>) -> &mut Self {
        self.config.throughput = throughput;
        self
    }

    /// How many bytes the body of a response may have: 16 MiB by default. A larger one is an
    /// error, and is not read to its end. It is not for a body that is streamed. What the body is read
    /// into may take eight times as much memory, see [`MemoryLimit`](crate::wire::MemoryLimit).
    pub fn response_limit(mut self, bytes: usize) -> Self {
        self.set_response_limit(Some(bytes));
        self
    }

    /// Sets or clears how many bytes the body of a response may have.
    pub fn set_response_limit(&mut self, bytes: Option<usize>) -> &mut Self {
        self.config.response_limit = bytes;
        self
    }
}
