use aws_smithy_types::retry::ReconnectMode;
use bytes::Bytes;
use http::Response;

use super::inner::Inner;
use super::stop::Stop;
use crate::client::retry::{Outcome, is_transient};
use crate::client::transport::abandon_connection;

impl Inner {
    /// Closes the connection to a server that returned a transient error, because a load balancer
    /// would pass further requests of the connection to the same server.
    /// [`ReconnectMode::ReuseAllConnections`] keeps it open.
    pub(super) fn leave_troubled_server(
        &self,
        outcome: Outcome<'_>,
        result: &Result<Response<Bytes>, Stop>,
    ) {
        let reconnects =
            self.retries.config().reconnect_mode() == ReconnectMode::ReconnectOnTransientError;
        if let Err(Stop::Objection(reply)) = result
            && reconnects
            && is_transient(outcome)
        {
            abandon_connection(reply.response().extensions());
        }
    }
}
