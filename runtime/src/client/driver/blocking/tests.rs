use std::future::{pending, ready};
use std::sync::mpsc;

use super::*;

#[test]
fn a_future_that_is_woken_by_another_thread_is_waited_for() {
    let (sender, receiver) = mpsc::channel::<Waker>();
    let other = thread::spawn(move || receiver.recv().map(Waker::wake));
    let mut polls = 0;
    block_on(poll_fn(|context| {
        polls += 1;
        match polls {
            1 => {
                sender.send(context.waker().clone()).expect("the thread is there");
                Poll::Pending
            }
            _ => Poll::Ready(()),
        }
    }));
    other.join().expect("no panic").expect("a waker");
    assert_eq!(polls, 2);
    assert!(!is_blocking() && require_block_on().is_err());
}

#[test]
fn time_outs_nest_and_the_earliest_ends_first() {
    let short = Duration::from_millis(5);
    let outer = block_on(timeout(Some(short), timeout(None, pending::<()>())));
    assert!(outer.is_err());
    let inner = block_on(timeout(Some(Duration::MAX), timeout(Some(short), pending::<()>())));
    assert!(inner.expect("the outer one has time").is_err());
    assert_eq!(block_on(timeout(Some(Duration::ZERO), ready(1))).ok(), Some(1));
    block_on(sleep(short));
}

#[test]
fn a_time_out_restarts_with_progress_and_one_around_it_does_not() {
    let short = Duration::from_millis(20);
    // As a socket that waits until the deadline, and then makes progress, three times.
    let mut waits = 0;
    let upload = poll_fn(|_| {
        while waits < 3 {
            waits += 1;
            let deadline = earliest_deadline().expect("a deadline");
            thread::sleep(deadline.saturating_duration_since(Instant::now()) / 2);
            note_progress();
            assert!(earliest_deadline() > Some(deadline));
        }
        thread::sleep(short * 2);
        Poll::<()>::Pending
    });
    let nested = restarting_timeout(Some(short * 4), restarting_timeout(Some(short), upload));
    let result = block_on(timeout(Some(Duration::from_secs(100)), nested));
    assert!(result.expect("time").expect("the outer one restarts too").is_err());
    assert_eq!(waits, 3);

    let fixed = block_on(timeout(Some(short), async {
        note_progress();
        earliest_deadline()
    }));
    assert!(fixed.expect("time").is_some_and(|end| end <= Instant::now() + short));
}

#[test]
fn what_is_polled_sees_the_earliest_deadline_and_calls_inside_it_do_not() {
    let far = Duration::from_secs(1000);
    let near = Duration::from_secs(10);
    let inside = async {
        let seen = earliest_deadline().expect("a deadline");
        assert!(seen < Instant::now() + near + near);
        assert!(block_on(async { earliest_deadline() }).is_none());
        assert_eq!(earliest_deadline(), Some(seen));
    };
    let nested = timeout(Some(near), timeout(Some(far), inside));
    assert!(block_on(timeout(None, nested)).is_ok());
    assert!(earliest_deadline().is_none());
}
