//! The faults of `faults`, met by the blocking client: the same tests, with another driver and
//! another transport.
//!
//! These tests are left out:
//!
//! | the test | why | instead |
//! |---|---|---|
//! | `tokio_runtime::*` | the blocking client needs no Tokio runtime | `#[test]`s of the binary `blocking` |
//! | `cancellation::*` | a call that blocks its thread cannot be cancelled | the time-outs in `slowness` |
//! | `default_limits::*` | no test can stop the clock of the blocking client | `limits::*` of the binary `blocking` |

#[path = "../faults/bodies.rs"]
mod bodies;
#[path = "../faults/ca_bundle.rs"]
mod ca_bundle;
#[path = "../faults/call.rs"]
mod call;
#[path = "../faults/client_certificate.rs"]
mod client_certificate;
#[path = "../faults/clock.rs"]
mod clock;
#[path = "../faults/connections.rs"]
mod connections;
mod driver;
#[path = "../faults/garbage.rs"]
mod garbage;
#[path = "../faults/headers.rs"]
mod headers;
#[path = "../faults/inputs.rs"]
mod inputs;
#[path = "../faults/mutual_tls.rs"]
mod mutual_tls;
#[path = "../faults/proxy.rs"]
mod proxy;
#[path = "../faults/refusals.rs"]
mod refusals;
#[path = "../faults/retries.rs"]
mod retries;
#[path = "../faults/rotation.rs"]
mod rotation;
#[path = "../faults/slowness.rs"]
mod slowness;
#[path = "../faults/tls.rs"]
mod tls;
#[path = "../faults/transport.rs"]
mod transport;
