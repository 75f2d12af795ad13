use rumqttc::{Packet, Publish, QoS};
use tokio::time::Instant;

use super::*;

#[tokio::test(start_paused = true)]
async fn a_subscription_is_confirmed_and_repeated_before_a_reconnect_is_reported() {
    let (connection, mut broker) = connection();
    let mut peer = broker.accept().await;
    assert_eq!(next(&connection).await, ConnectionEvent::Connected);
    let (result, asked) = tokio::join!(connection.subscribe(filters()), peer.confirm());
    result.unwrap();
    assert_eq!(asked, filters());

    drop(peer);
    assert!(reason(&connection).await.contains("closed the connection"));
    let mut peer = broker.accept().await;
    let event = connection.next_event();
    tokio::pin!(event);
    let early = tokio::time::timeout(Duration::from_secs(1), &mut event).await;
    assert!(early.is_err(), "before the SUBACK: {early:?}");
    assert_eq!(peer.confirm().await, filters());
    assert_eq!(event.await, Some(ConnectionEvent::Connected));
}

#[tokio::test(start_paused = true)]
async fn messages_of_the_service_arrive_whatever_their_topic() {
    let (connection, mut broker) = connection();
    let mut peer = broker.accept().await;
    assert_eq!(next(&connection).await, ConnectionEvent::Connected);
    // The broker sends answers to who has asked, subscribed or not.
    let topic = "$aws/things/pump/jobs/start-next/accepted";
    let long = vec![b'x'; 128 * 1024];
    for (pkid, payload) in [(1, b"{}".to_vec()), (2, long)] {
        let mut message = Publish::new(topic, QoS::AtLeastOnce, payload.clone());
        message.pkid = pkid;
        let received = async {
            let event = next(&connection).await;
            assert_eq!(event, ConnectionEvent::Message { topic: topic.to_owned(), payload });
        };
        tokio::join!(peer.send(Packet::Publish(message)), received);
        assert!(matches!(peer.receive().await, Some(Packet::PubAck(ack)) if ack.pkid == pkid));
    }
}

#[tokio::test(start_paused = true)]
async fn a_message_is_sent_once_even_if_it_was_not_acknowledged() {
    let (connection, mut broker) = connection();
    let mut peer = broker.accept().await;
    assert_eq!(next(&connection).await, ConnectionEvent::Connected);
    connection.publish("a/1".to_owned(), b"{}".to_vec()).await.unwrap();
    assert_eq!(peer.message().await, "a/1");
    drop(peer);
    reason(&connection).await;
    let error = connection.publish("a/2".to_owned(), Vec::new()).await.unwrap_err();
    assert!(error.is_unsent(), "{error}");
    let mut peer = broker.accept().await;
    assert_eq!(next(&connection).await, ConnectionEvent::Connected);
    connection.publish("a/3".to_owned(), Vec::new()).await.unwrap();
    assert_eq!(peer.message().await, "a/3", "neither a/1 nor a/2");
}

#[tokio::test(start_paused = true)]
async fn pings_keep_the_connection_and_a_dead_one_is_noticed() {
    let (connection, mut broker) = connection();
    let mut peer = broker.accept().await;
    assert_eq!(next(&connection).await, ConnectionEvent::Connected);
    for _ in 0..3 {
        assert!(matches!(peer.receive().await, Some(Packet::PingReq)));
        peer.send(Packet::PingResp).await;
    }
    let silent = Instant::now();
    let reason = reason(&connection).await;
    assert!(reason.ends_with("does not answer pings any more"), "{reason}");
    assert!(silent.elapsed() <= Duration::from_secs(121));
}

#[tokio::test(start_paused = true)]
async fn tries_to_connect_become_rare() {
    let (connection, mut broker) = connection();
    let mut pauses = Vec::new();
    let mut before = None;
    for _ in 0..10 {
        let peer = broker.socket().await;
        pauses.extend(before.map(|before| peer.began - before));
        before = Some(peer.began);
        drop(peer);
        reason(&connection).await;
    }
    assert!(pauses[0] <= Duration::from_secs(1), "{pauses:?}");
    assert!(pauses[8] >= Duration::from_secs(30), "{pauses:?}");
    assert!(pauses.iter().all(|pause| *pause <= Duration::from_secs(61)), "{pauses:?}");
}

#[tokio::test(start_paused = true)]
async fn the_connection_is_closed_when_it_is_dropped() {
    let (connection, mut broker) = connection();
    let mut peer = broker.accept().await;
    assert_eq!(next(&connection).await, ConnectionEvent::Connected);
    drop(connection);
    assert!(peer.receive().await.is_none());
}
