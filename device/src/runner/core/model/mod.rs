//! All events in all reachable states of the state machine.
//!
//! States that differ only in times, versions and texts count as one. Since such a state stands for
//! many, `IOT_JOBS_MODEL_WAYS` sets from how many of them, reached by different ways, each is explored.
//! The environment knows what a
//! driver knows, and offers each event that may come: every answer to the call in flight, every end
//! of the handler, a full disk, a notification, the passing of time.

mod answers;
mod environment;
mod shape;

use std::collections::{BTreeMap, VecDeque};

use self::environment::Environment;
pub(super) use self::shape::head;

#[test]
fn invariants_hold_after_every_event_in_every_state() {
    let most = std::env::var("IOT_JOBS_MODEL_WAYS").ok().and_then(|text| text.parse().ok());
    let most: u32 = most.unwrap_or(1);
    let mut ways: BTreeMap<String, u32> = BTreeMap::new();
    let mut unseen: VecDeque<Environment> = Environment::initial().into();
    let mut transitions = 0_u64;
    while let Some(environment) = unseen.pop_front() {
        for event in environment.events() {
            let after = environment.after(&event);
            transitions += 1;
            let count = ways.entry(after.shape()).or_default();
            *count += 1;
            if *count <= most {
                unseen.push_back(after);
            }
        }
    }
    println!("{} states, {transitions} transitions", ways.len());
    assert!(ways.len() > 500, "only {} states were reached", ways.len());
}
