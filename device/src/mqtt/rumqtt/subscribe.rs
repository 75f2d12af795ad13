use futures_util::future::{BoxFuture, FutureExt, join_all};
use rumqttc::{AsyncClient, QoS, SubscribeFilter, SubscribeNoticeError};

use crate::mqtt::{ConnectionError, ConnectionErrorKind};

/// Asks for subscriptions with QoS 1. The future completes when the broker has confirmed all.
///
/// # Errors
/// Nothing was sent. The error of the future: the broker refuses, or the connection has ended.
pub(super) fn subscribe(
    client: &AsyncClient,
    filters: &[String],
) -> Result<BoxFuture<'static, Result<(), ConnectionError>>, ConnectionError> {
    /// AWS IoT takes no more in one request.
    const AT_ONCE: usize = 8;

    let request = |filter: &String| SubscribeFilter::new(filter.clone(), QoS::AtLeastOnce);
    let mut notices = Vec::new();
    for some in filters.chunks(AT_ONCE) {
        let notice = client.try_subscribe_many_tracked(some.iter().map(request));
        let notice = notice.map_err(|error| {
            ConnectionError::unsent(format!("the subscription cannot be sent: {error}"))
        })?;
        notices.push(notice.wait_completion_async());
    }
    let filters = filters.join(", ");
    let confirmed = join_all(notices).map(move |results| {
        let result: Result<(), _> = results.into_iter().collect();
        result.map_err(|error| refusal(&error, &filters))
    });
    Ok(confirmed.boxed())
}

fn refusal(error: &SubscribeNoticeError, filters: &str) -> ConnectionError {
    match error {
        SubscribeNoticeError::V4SubAckFailure(_) => {
            let words = format!(
                "the broker refuses a subscription: the policy of the certificate must allow \
                 `iot:Subscribe` on {filters}"
            );
            ConnectionError::of_kind(ConnectionErrorKind::Denied, words)
        }
        _ => ConnectionError::unsent("the connection was interrupted"),
    }
}
