//! Calls on threads of all kinds.

use std::sync::Barrier;
use std::thread;

use tests::server::{Reply, Server};
use tokio::runtime::Builder;

use crate::{call, client};

#[test]
fn calls_one_after_the_other_share_a_connection() {
    let server = Server::playing(vec![Reply::ok(r#"{"queuedJobs":[{"jobId":"flush"}]}"#); 3]);
    let client = client(server.url());
    for _ in 0..3 {
        let output = call(&client).expect("an answer");
        assert_eq!(output.queued_jobs()[0].job_id(), Some("flush"));
    }
    assert_eq!((server.requests().len(), server.connections()), (3, 1));
}

#[test]
fn a_call_on_the_thread_of_a_runtime_blocks_and_does_not_panic() {
    let server = Server::playing(vec![Reply::ok("{}"); 3]);
    let client = client(server.url());
    let current = Builder::new_current_thread().enable_all().build().expect("a runtime");
    current.block_on(async { call(&client) }).expect("an answer");
    let many = Builder::new_multi_thread().worker_threads(2).build().expect("a runtime");
    many.block_on(async { call(&client) }).expect("an answer");
    let worker = many.spawn({
        let client = client.clone();
        async move { call(&client) }
    });
    many.block_on(worker).expect("no panic").expect("an answer");
    assert_eq!(server.requests().len(), 3);
}

#[test]
fn threads_share_a_client() {
    let server = Server::playing(vec![Reply::ok("{}"); 20]);
    let client = client(server.url());
    thread::scope(|scope| {
        for _ in 0..20 {
            scope.spawn(|| call(&client).expect("an answer"));
        }
    });
    assert_eq!(server.requests().len(), 20);
}

#[test]
fn a_clone_that_is_dropped_takes_nothing_from_the_others() {
    const THREADS: usize = 8;

    let server = Server::answering(|_| Reply::ok("{}"));
    let client = client(server.url());
    let barrier = Barrier::new(THREADS);
    thread::scope(|scope| {
        for _ in 0..THREADS {
            let (client, barrier) = (client.clone(), &barrier);
            scope.spawn(move || {
                call(&client).expect("an answer");
                barrier.wait();
                let other = client.clone();
                drop(client);
                call(&other).expect("an answer");
            });
        }
        drop(client);
    });
    assert!(server.connections() <= THREADS, "{}", server.connections());
    // No clone is left, so no connection is.
    let is_closed = || server.open_connections() == 0;
    assert!((0..5000).any(|_| is_closed() || (thread::sleep(crate::SHORT / 100), false).1));
}
