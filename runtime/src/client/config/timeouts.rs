use std::time::Duration;

use aws_smithy_types::timeout::TimeoutConfig;

use crate::client::transport::CONNECT_TIMEOUT;

/// The time-outs of a client. `None` means unlimited.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Timeouts {
    pub(crate) connect: Option<Duration>,
    pub(crate) read: Option<Duration>,
    pub(crate) attempt: Option<Duration>,
    pub(crate) operation: Option<Duration>,
}

impl Timeouts {
    /// The configured time-outs, with defaults for those that are neither set nor disabled.
    ///
    /// An attempt without a response ends after half a minute.
    pub(crate) fn new(config: Option<&TimeoutConfig>) -> Self {
        let defaults = TimeoutConfig::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            .operation_attempt_timeout(Duration::from_secs(30))
            .build();
        let mut config = config.cloned().unwrap_or_else(|| TimeoutConfig::builder().build());
        config.take_defaults_from(&defaults);
        Self {
            connect: config.connect_timeout(),
            read: config.read_timeout(),
            attempt: config.operation_attempt_timeout(),
            operation: config.operation_timeout(),
        }
    }

    #[cfg(feature = "aws")]
    /// The same as a setting, each one set or disabled.
    pub(crate) fn to_config(self) -> TimeoutConfig {
        let mut config = TimeoutConfig::disabled().to_builder();
        config
            .set_connect_timeout(self.connect)
            .set_read_timeout(self.read)
            .set_operation_attempt_timeout(self.attempt)
            .set_operation_timeout(self.operation);
        config.build()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_set_has_a_default_and_can_be_disabled() {
        let default = Timeouts::new(None);
        assert_eq!(default.connect, Some(Duration::from_millis(3100)));
        assert_eq!(default.attempt, Some(Duration::from_secs(30)));
        assert_eq!((default.read, default.operation), (None, None));

        let some = TimeoutConfig::builder().operation_timeout(Duration::from_secs(5));
        let some = Timeouts::new(Some(&some.disable_operation_attempt_timeout().build()));
        assert_eq!(some.connect, Some(Duration::from_millis(3100)));
        assert_eq!((some.attempt, some.operation), (None, Some(Duration::from_secs(5))));
        assert_eq!(Timeouts::new(Some(&TimeoutConfig::disabled())).connect, None);
    }
}
