//! Clock, pauses, and how long a response may stand still.

use aws_smithy_async::rt::sleep::{AsyncSleep, SharedAsyncSleep};
use aws_smithy_async::time::{SharedTimeSource, TimeSource};
use aws_smithy_runtime_api::client::stalled_stream_protection::StalledStreamProtectionConfig;

use super::{Config, ConfigBuilder};
use crate::client::reply::MinimumThroughput;

impl ConfigBuilder {
    /// What says what time it is, instead of the system's clock: for signatures, for the age and
    /// the expiry of credentials and tokens, and for the dates of `Retry-After`. What a service
    /// says of the time corrects it, see
    /// [`disable_clock_skew_correction`](Self::disable_clock_skew_correction). Time-outs and pauses
    /// do not go by it.
    pub fn time_source(mut self, source: impl TimeSource + 'static) -> Self {
        self.set_time_source(Some(SharedTimeSource::new(source)));
        self
    }

    /// Sets or clears the clock.
    pub fn set_time_source(&mut self, source: Option<SharedTimeSource>) -> &mut Self {
        self.config.sdk.time_source = source;
        self
    }

    /// What waits, instead of Tokio's timers: in the pauses between attempts and between the calls
    /// of a waiter. An [`http_client`](Self::http_client) and an
    /// [`identity_cache`](Self::identity_cache) of others get it as well. The client's own time-outs
    /// and the minimum throughput are Tokio's in any case, so that calls need its runtime.
    pub fn sleep_impl(mut self, sleep: impl AsyncSleep + 'static) -> Self {
        self.set_sleep_impl(Some(SharedAsyncSleep::new(sleep)));
        self
    }

    /// Sets or clears what waits.
    pub fn set_sleep_impl(&mut self, sleep: Option<SharedAsyncSleep>) -> &mut Self {
        self.config.sdk.sleep = sleep;
        self
    }

    /// How long a response may stand still while its body is read: with downloads enabled, each
    /// span of the grace period must bring 1 byte a second, as
    /// [`minimum_throughput`](Self::minimum_throughput) says in finer terms. Of the two settings the
    /// one that was set last counts. A grace period of zero turns it off.
    ///
    /// For uploads it has no effect: whether enabled or not, a request that does not move ends
    /// with the attempt time-out, which begins anew as long as it moves.
    pub fn stalled_stream_protection(mut self, protection: StalledStreamProtectionConfig) -> Self {
        self.set_stalled_stream_protection(Some(protection));
        self
    }

    /// Sets or clears how long a response may stand still.
    pub fn set_stalled_stream_protection(
        &mut self,
        protection: Option<StalledStreamProtectionConfig>,
    ) -> &mut Self {
        let throughput =
            protection.as_ref().map(|protection| match protection.download_enabled() {
                true => MinimumThroughput::new(1, protection.grace_period()),
                false => MinimumThroughput::disabled(),
            });
        self.config.sdk.stalled_stream_protection = protection;
        self.set_minimum_throughput(throughput)
    }

    /// Whether to sign by the clock as it is, even if a service says that it is wrong. Off by
    /// default: a clock that is more than 4 minutes off is corrected by the `Date` of AWS's
    /// replies.
    pub fn disable_clock_skew_correction(mut self, disabled: impl Into<Option<bool>>) -> Self {
        self.set_disable_clock_skew_correction(disabled.into());
        self
    }

    /// Sets or clears whether to sign by the clock as it is.
    pub fn set_disable_clock_skew_correction(&mut self, disabled: Option<bool>) -> &mut Self {
        self.config.sdk.disable_clock_skew_correction = disabled;
        self
    }
}

impl Config {
    /// The clock, if one is set.
    pub fn time_source(&self) -> Option<SharedTimeSource> {
        self.sdk.time_source.clone()
    }

    /// What waits, if it is set.
    pub fn sleep_impl(&self) -> Option<SharedAsyncSleep> {
        self.sdk.sleep.clone()
    }

    /// How long a response may stand still, if it was set in these terms.
    pub fn stalled_stream_protection(&self) -> Option<&StalledStreamProtectionConfig> {
        self.sdk.stalled_stream_protection.as_ref()
    }

    /// Whether to sign by the clock as it is, if it is set.
    pub fn disable_clock_skew_correction(&self) -> Option<bool> {
        self.sdk.disable_clock_skew_correction
    }
}
