use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::time::Instant;

use super::*;

/// Counts, and refuses as many subscriptions as it is told to.
#[derive(Default)]
struct Lender {
    subscriptions: AtomicUsize,
    refusals: AtomicUsize,
    published: Mutex<Vec<String>>,
}

impl Publisher for Arc<Lender> {
    fn publish(
        &self,
        topic: String,
        _: Vec<u8>,
    ) -> ConnectionFuture<'_, Result<(), ConnectionError>> {
        self.published.lock().unwrap().push(topic);
        Box::pin(async { Ok(()) })
    }

    fn subscribe(&self, filters: Vec<String>) -> ConnectionFuture<'_, Result<(), ConnectionError>> {
        assert_eq!(filters, [TOPIC]);
        self.subscriptions.fetch_add(1, Ordering::Relaxed);
        let take = |left: usize| left.checked_sub(1);
        let refused = self.refusals.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take);
        Box::pin(async move {
            match refused {
                Ok(_) => Err(ConnectionError::new("refused")),
                Err(_) => Ok(()),
            }
        })
    }
}

const TOPIC: &str = "$aws/things/pump/jobs/notify";

fn message(payload: &str) -> Option<ConnectionEvent> {
    let (topic, payload) = (TOPIC.to_owned(), payload.as_bytes().to_vec());
    Some(ConnectionEvent::Message { topic, payload })
}

#[tokio::test]
async fn messages_of_the_jobs_api_are_taken_and_others_are_left() {
    let (connection, incoming) = lent(Arc::new(Lender::default()));
    for other in ["", "plant/jobs/x", "$aws/things/pump/shadow/get/accepted", "$aws/things/jobs/x"]
    {
        assert!(!incoming.message(other, b"{}"), "{other}");
    }
    assert!(incoming.message(TOPIC, b"1"));
    assert!(incoming.message(TOPIC, b"2"));
    drop(incoming);
    assert_eq!(connection.next_event().await, message("1"));
    assert_eq!(connection.next_event().await, message("2"));
    assert_eq!(connection.next_event().await, None);
    connection.publish("a".to_owned(), Vec::new()).await.unwrap();
    assert_eq!(*connection.publisher.published.lock().unwrap(), ["a"]);
}

#[tokio::test(start_paused = true)]
async fn a_reconnect_is_reported_after_the_subscription_was_repeated() {
    let lender = Arc::new(Lender::default());
    let (connection, incoming) = lent(lender.clone());
    incoming.connected();
    assert_eq!(connection.next_event().await, Some(ConnectionEvent::Connected));
    assert_eq!(lender.subscriptions.load(Ordering::Relaxed), 0);
    connection.subscribe(vec![TOPIC.to_owned()]).await.unwrap();
    lender.refusals.store(2, Ordering::Relaxed);
    incoming.disconnected("cut");
    let error = connection.publish("a".to_owned(), Vec::new()).await.unwrap_err();
    assert!(error.is_unsent() && error.to_string() == "cut", "{error}");
    assert!(connection.subscribe(vec![TOPIC.to_owned()]).await.unwrap_err().is_unsent());
    incoming.connected();
    let reason = "cut".to_owned();
    assert_eq!(connection.next_event().await, Some(ConnectionEvent::Disconnected { reason }));
    let begin = Instant::now();
    for _ in 0..2 {
        let reason = "connected, but cannot subscribe again: refused".to_owned();
        assert_eq!(connection.next_event().await, Some(ConnectionEvent::Disconnected { reason }));
    }
    assert_eq!(connection.next_event().await, Some(ConnectionEvent::Connected));
    assert_eq!(begin.elapsed(), 2 * PAUSE);
    assert_eq!(lender.subscriptions.load(Ordering::Relaxed), 4);
}

#[tokio::test]
async fn messages_that_nobody_takes_are_bounded_and_their_loss_is_an_interruption() {
    let (connection, incoming) = lent(Arc::new(Lender::default()));
    for _ in 0..5000 {
        assert!(incoming.message(TOPIC, b"1"));
    }
    for _ in 0..1000 {
        assert_eq!(connection.next_event().await, message("1"));
    }
    assert_eq!(connection.next_event().await, Some(ConnectionEvent::Connected));
    for _ in 0..5000 {
        incoming.disconnected("cut");
        incoming.connected();
    }
    drop(incoming);
    let mut left = 0;
    while connection.next_event().await.is_some() {
        left += 1;
    }
    assert!(left <= 2, "{left}");
}
