//! Settings of the clock, of timers and of stalled responses.

use aws_smithy_async::rt::sleep::{AsyncSleep, SharedAsyncSleep};
use aws_smithy_async::time::{SharedTimeSource, TimeSource};
use aws_smithy_runtime_api::client::stalled_stream_protection::StalledStreamProtectionConfig;

use super::{Config, ConfigBuilder};
use crate::client::reply::MinimumThroughput;

impl ConfigBuilder {
    /// The clock, instead of the system's: for signatures, for the age and expiry of credentials
    /// and tokens, and for dates of `Retry-After`. Services may correct it, see
    /// [`disable_clock_skew_correction`](Self::disable_clock_skew_correction). Time-outs and delays
    /// do not use it.
    pub fn time_source(mut self, source: impl TimeSource + 'static) -> Self {
        self.set_time_source(Some(SharedTimeSource::new(source)));
        self
    }

    /// Sets or clears the clock.
    pub fn set_time_source(&mut self, source: Option<SharedTimeSource>) -> &mut Self {
        self.config.aws.time_source = source;
        self
    }

    /// The timer, instead of Tokio's, of an asynchronous client: for delays between attempts and between the calls of a
    /// waiter. An external [`http_client`](Self::http_client) or
    /// [`identity_cache`](Self::identity_cache) receives it too. The client's time-outs and minimum
    /// throughput always use Tokio, so calls need its runtime. A blocking client does not use it.
    pub fn sleep_impl(mut self, sleep: impl AsyncSleep + 'static) -> Self {
        self.set_sleep_impl(Some(SharedAsyncSleep::new(sleep)));
        self
    }

    /// Sets or clears the timer.
    pub fn set_sleep_impl(&mut self, sleep: Option<SharedAsyncSleep>) -> &mut Self {
        self.config.aws.sleep = sleep;
        self
    }

    /// How long a response may stall while its body is read: with downloads enabled, 1 byte a
    /// second must arrive over each grace period. [`minimum_throughput`](Self::minimum_throughput)
    /// is a more precise form of this setting; the one that was set last applies. A grace period of
    /// zero turns it off.
    ///
    /// It has no effect on uploads: a stalled request always ends with the attempt time-out, which
    /// restarts while the request makes progress.
    pub fn stalled_stream_protection(mut self, protection: StalledStreamProtectionConfig) -> Self {
        self.set_stalled_stream_protection(Some(protection));
        self
    }

    /// Sets or clears how long a response may stall.
    pub fn set_stalled_stream_protection(
        &mut self,
        protection: Option<StalledStreamProtectionConfig>,
    ) -> &mut Self {
        let throughput =
            protection.as_ref().map(|protection| match protection.download_enabled() {
                true => MinimumThroughput::new(1, protection.grace_period()),
                false => MinimumThroughput::disabled(),
            });
        self.config.aws.stalled_stream_protection = protection;
        self.set_minimum_throughput(throughput)
    }

    /// Whether to sign with the clock unchanged, even if a service says that it is wrong. Off by
    /// default: a clock that is more than 4 minutes off is corrected by the `Date` of AWS's
    /// replies.
    pub fn disable_clock_skew_correction(mut self, disabled: impl Into<Option<bool>>) -> Self {
        self.set_disable_clock_skew_correction(disabled.into());
        self
    }

    /// Sets or clears whether to sign with the clock unchanged.
    pub fn set_disable_clock_skew_correction(&mut self, disabled: Option<bool>) -> &mut Self {
        self.config.aws.disable_clock_skew_correction = disabled;
        self
    }
}

impl Config {
    /// The clock, if set.
    pub fn time_source(&self) -> Option<SharedTimeSource> {
        self.aws.time_source.clone()
    }

    /// The timer, if set.
    pub fn sleep_impl(&self) -> Option<SharedAsyncSleep> {
        self.aws.sleep.clone()
    }

    /// How long a response may stall, if set in this form.
    pub fn stalled_stream_protection(&self) -> Option<&StalledStreamProtectionConfig> {
        self.aws.stalled_stream_protection.as_ref()
    }

    /// Whether to sign with the clock unchanged, if set.
    pub fn disable_clock_skew_correction(&self) -> Option<bool> {
        self.aws.disable_clock_skew_correction
    }
}
