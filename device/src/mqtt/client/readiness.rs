use tokio::sync::watch;

use crate::mqtt::ConnectionError;

/// Whether requests can be sent.
#[derive(Clone, Debug)]
pub(super) enum Readiness {
    /// The first subscription is under way.
    Subscribing,
    /// The last try to subscribe has failed.
    Failed(ConnectionError),
    /// All filters are subscribed to.
    Ready,
    /// The connection has ended.
    Ended,
}

/// Waits until requests can be sent.
///
/// # Errors
/// They cannot for now.
pub(super) async fn ready(states: &watch::Sender<Readiness>) -> Result<(), ConnectionError> {
    let mut states = states.subscribe();
    let state = states.wait_for(|state| !matches!(state, Readiness::Subscribing)).await;
    match state.as_deref() {
        Ok(Readiness::Ready) => Ok(()),
        Ok(Readiness::Failed(error)) => Err(error.clone()),
        Ok(Readiness::Subscribing | Readiness::Ended) | Err(_) => {
            Err(ConnectionError::unsent("the MQTT connection has ended"))
        }
    }
}
