use super::*;

#[tokio::test]
async fn no_payload_stops_the_client() {
    let (client, broker) = client().await;
    let deep = "[".repeat(100_000);
    let odd: &[&[u8]] = &[
        b"",
        b"null",
        b"[]",
        b"5",
        b"{",
        b"\xff\xfe",
        b"{\"clientToken\":5}",
        b"{\"clientToken\":null}",
        b"{\"jobs\":5}",
        b"{\"jobs\":{\"QUEUED\":[{\"queuedAt\":1e400}]}}",
        b"{\"jobs\":{\"QUEUED\":[{\"queuedAt\":-9e18,\"executionNumber\":0.5}]}}",
        b"{\"execution\":{\"jobId\":\"\\ud800\",\"approximateSecondsBeforeTimedOut\":-5}}",
        b"{\"execution\":{\"jobDocument\":null}}",
        deep.as_bytes(),
    ];
    let topics = ["get/accepted", "start-next/rejected", "a/get/accepted", "notify", "notify-next"];
    for topic in topics {
        for payload in odd {
            broker.publish(format!("{PREFIX}{topic}"), *payload);
        }
    }
    settled(&client, (topics.len() * odd.len()) as u64).await;
    assert!(client.counters().unreadable > 20, "{:?}", client.counters());
}

#[tokio::test]
async fn random_bytes_and_broken_messages_stop_nothing() {
    let (client, broker) = client().await;
    let message = json!({"timestamp": 1, "execution": execution("job-1")}).to_string();
    let mut random = Random(7);
    for number in 0..5000 {
        let mut payload = message.clone().into_bytes();
        for _ in 0..1 + random.below(4) {
            let at = random.below(payload.len());
            match random.below(3) {
                0 => payload[at] = random.below(256) as u8,
                1 => payload.truncate(at.max(1)),
                _ => payload.insert(at, b"{}[]\",:\\0e-"[random.below(11)]),
            }
        }
        let topic = ["notify-next", "notify", "get/accepted"][number % 3];
        broker.publish(format!("{PREFIX}{topic}"), payload);
    }
    settled(&client, 5000).await;
    broker.publish(format!("{PREFIX}notify-next"), message);
    loop {
        let notification = client.next_notification().await.unwrap();
        if matches!(notification, Notification::NextChanged(Some(next)) if next.version == 3) {
            break;
        }
    }
}

#[tokio::test]
async fn a_message_that_is_too_long_is_dropped_unread() {
    let (client, broker) = client().await;
    broker.publish(format!("{PREFIX}notify-next"), vec![b' '; 600_000]);
    settled(&client, 1).await;
    assert_eq!(client.counters().too_long, 1);
    assert_eq!(client.counters().notifications, 0);
}

/// Waits until so many messages have been taken.
async fn settled(client: &JobsClient, messages: u64) {
    loop {
        let counters = client.counters();
        let taken = [
            counters.answers,
            counters.notifications,
            counters.unclaimed,
            counters.unreadable,
            counters.too_long,
        ];
        if taken.iter().sum::<u64>() == messages {
            return;
        }
        tokio::task::yield_now().await;
    }
}

struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.0 >> 33) as usize % limit
    }
}
