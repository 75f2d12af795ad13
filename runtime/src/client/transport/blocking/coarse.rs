use std::fmt;
use std::time::{Duration, Instant};

use ureq::Error;
use ureq::unversioned::transport::{Buffers, NextTimeout, Transport, time};

/// A TCP connection whose time limits are rounded while they are far away. ureq tells the system
/// each limit that differs from the one before, and what is left of a limit always differs.
pub(super) struct Coarse(Box<dyn Transport>);

impl Coarse {
    pub(super) fn new(socket: Box<dyn Transport>) -> Self {
        Self(socket)
    }
}

impl Transport for Coarse {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.0.buffers()
    }

    /// Rounds up, by less than a second, because a write cannot be continued.
    fn transmit_output(&mut self, amount: usize, limit: NextTimeout) -> Result<(), Error> {
        let after = match limit.after {
            time::Duration::Exact(left) if left > FAR => {
                time::Duration::Exact(Duration::from_secs(left.as_secs() + 1))
            }
            after => after,
        };
        self.0.transmit_output(amount, NextTimeout { after, ..limit })
    }

    /// Rounds down, and waits for the rest afterwards.
    fn await_input(&mut self, limit: NextTimeout) -> Result<bool, Error> {
        let time::Duration::Exact(whole) = limit.after else { return self.0.await_input(limit) };
        let start = Instant::now();
        let mut left = whole;
        while left > FAR {
            let step = Duration::from_secs(left.as_secs() / STEP * STEP);
            let after = time::Duration::Exact(step);
            match self.0.await_input(NextTimeout { after, ..limit }) {
                Err(Error::Timeout(_)) => left = whole.saturating_sub(start.elapsed()),
                result => return result,
            }
        }
        let after = time::Duration::Exact(left);
        self.0.await_input(NextTimeout { after, ..limit })
    }

    fn is_open(&mut self) -> bool {
        self.0.is_open()
    }
}

impl fmt::Debug for Coarse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Coarse")
    }
}

const FAR: Duration = Duration::from_secs(4);
/// In seconds.
const STEP: u64 = 2;
