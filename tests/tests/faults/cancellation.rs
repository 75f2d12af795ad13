//! Calls that nobody waits for any more.

use std::time::Duration;

use tests::server::{At, Reply, Server};

use crate::call::{call, client};

#[tokio::test]
async fn a_cancelled_call_leaves_no_broken_connection_behind() {
    let reply = || Reply::ok(r#"{"queuedJobs":[]}"#);
    for place in [At::Start, At::Head, At::HeadEnd, At::Body] {
        let server = Server::playing([reply(), reply().stall(place), reply()]);
        let client = client(&server);
        call(&client).await.expect("an answer");
        tokio::select! {
            result = call(&client) => panic!("no reply should have come: {result:?}"),
            () = request_and_a_moment(&server, 2) => {}
        }
        server.has_open_at_most(0).await;
        call(&client).await.expect("an answer");
        let connections: Vec<_> = server.requests().iter().map(|r| r.connection).collect();
        assert_eq!(connections, [0, 0, 1], "{place:?}");
    }
}

/// Time for the part of the reply that the server has sent to arrive.
async fn request_and_a_moment(server: &Server, count: usize) {
    server.has_requests(count).await;
    tokio::time::sleep(Duration::from_millis(30)).await;
}
