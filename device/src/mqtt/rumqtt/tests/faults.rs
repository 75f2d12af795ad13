use rumqttc::{ConnAck, ConnectReturnCode, Packet};

use super::*;
use crate::mqtt::ConnectionErrorKind;

#[tokio::test(start_paused = true)]
async fn a_refusal_says_why_and_requests_say_the_same() {
    let (connection, mut broker) = connection();
    for (code, kind, words) in [
        (ConnectReturnCode::NotAuthorized, ConnectionErrorKind::Denied, "not authorized"),
        (ConnectReturnCode::BadClientId, ConnectionErrorKind::Denied, "of the client id"),
        (ConnectReturnCode::ServiceUnavailable, ConnectionErrorKind::Unsent, "not available"),
    ] {
        let mut peer = broker.socket().await;
        assert!(matches!(peer.receive().await, Some(Packet::Connect(_))));
        peer.send(Packet::ConnAck(ConnAck::new(code, false))).await;
        let reason = reason(&connection).await;
        assert!(reason.starts_with("broker.example:8883 refuses the client"), "{reason}");
        assert!(reason.ends_with(words), "{reason}");
        let error = connection.publish("a".to_owned(), Vec::new()).await.unwrap_err();
        assert_eq!((error.kind(), error.to_string()), (kind, reason));
        let error = connection.subscribe(filters()).await.unwrap_err();
        assert_eq!(error.kind(), kind);
    }
}

#[tokio::test(start_paused = true)]
async fn a_broker_that_closes_or_says_nothing_is_a_reason() {
    let (connection, mut broker) = connection();
    drop(broker.socket().await);
    let closed = reason(&connection).await;
    assert!(closed.contains("allows `iot:Connect` with the client id \"pump-17\""), "{closed}");
    let _silent = broker.socket().await;
    let silent = reason(&connection).await;
    assert_eq!(silent, "no connection to broker.example:8883 within 5 seconds");
    drop(broker);
    let refused = reason(&connection).await;
    assert_eq!(refused, "cannot connect to broker.example:8883: connection refused");
}

#[tokio::test(start_paused = true)]
async fn a_subscription_that_is_refused_is_not_repeated() {
    let (connection, mut broker) = connection();
    let mut peer = broker.accept().await;
    let (result, _) = tokio::join!(connection.subscribe(filters()), peer.refuse_subscription());
    let error = result.unwrap_err();
    assert_eq!(error.kind(), ConnectionErrorKind::Denied);
    assert!(error.to_string().contains("`iot:Subscribe` on $aws/things/pump/jobs/get/+"));
    assert_eq!(next(&connection).await, ConnectionEvent::Connected);
    drop(peer);
    reason(&connection).await;
    let _peer = broker.accept().await;
    // Without a subscription, since a broker that refuses it once more would end the connection.
    assert_eq!(next(&connection).await, ConnectionEvent::Connected);
}

#[tokio::test(start_paused = true)]
async fn an_interruption_ends_a_subscription_that_waits() {
    let (connection, mut broker) = connection();
    let mut peer = broker.accept().await;
    let cut = async {
        assert!(matches!(peer.receive().await, Some(Packet::Subscribe(_))));
        drop(peer);
    };
    let (result, ()) = tokio::join!(connection.subscribe(filters()), cut);
    assert!(result.unwrap_err().is_unsent());
}

#[tokio::test(start_paused = true)]
async fn a_reconnect_without_a_confirmed_subscription_is_given_up() {
    let (connection, mut broker) = connection();
    let mut peer = broker.accept().await;
    assert_eq!(next(&connection).await, ConnectionEvent::Connected);
    tokio::join!(connection.subscribe(filters()), peer.confirm()).0.unwrap();
    drop(peer);
    reason(&connection).await;
    let _silent = broker.accept().await;
    let reason = reason(&connection).await;
    assert_eq!(reason, "the broker has not confirmed the subscription in 5s");
}

#[tokio::test(start_paused = true)]
async fn a_flood_of_requests_is_refused_instead_of_waiting() {
    let (connection, mut broker) = connection();
    let peer = broker.accept().await;
    assert_eq!(next(&connection).await, ConnectionEvent::Connected);
    let mut refused = 0;
    // Nothing is acknowledged.
    for _ in 0..1000 {
        if let Err(error) = connection.publish("a".to_owned(), vec![b'x'; 1000]).await {
            assert!(error.is_unsent(), "{error}");
            refused += 1;
        }
        tokio::task::yield_now().await;
    }
    assert!((1..1000).contains(&refused), "{refused}");
    let long = connection.publish("a".to_owned(), vec![0; 128 * 1024 + 1]).await.unwrap_err();
    assert!(long.to_string().contains("131073 bytes"), "{long}");
    let odd = connection.publish("a/+".to_owned(), Vec::new()).await.unwrap_err();
    assert!(odd.is_unsent(), "{odd}");
    drop(peer);
}

#[tokio::test(start_paused = true)]
async fn whatever_a_broker_sends_the_next_connection_works() {
    let (connection, mut broker) = connection();
    let mut random = 11_u64;
    let mut byte = move || {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (random >> 33) as u8
    };
    for round in 0..300 {
        let mut peer = match round % 3 {
            0 => broker.socket().await,
            _ => broker.accept().await,
        };
        let garbage: Vec<u8> = match round % 2 {
            0 => (0..200).map(|_| byte()).collect(),
            // A packet of each type, short and odd.
            _ => [&[byte(), 4][..], &[byte(), byte(), byte(), byte()]].concat(),
        };
        peer.send_bytes(&garbage).await;
        drop(peer);
        while !matches!(next(&connection).await, ConnectionEvent::Disconnected { .. }) {}
    }
    let _peer = broker.accept().await;
    assert_eq!(next(&connection).await, ConnectionEvent::Connected);
}
