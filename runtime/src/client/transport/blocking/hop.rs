use std::fmt;

use ureq::Error;
use ureq::unversioned::transport::{Buffers, NextTimeout, Transport};

use super::run;

/// A connection to a proxy. While the tunnel is made, the connect time-out is that of all reads
/// and writes together.
pub(super) struct Hop(Box<dyn Transport>);

impl Hop {
    pub(super) fn new(socket: Box<dyn Transport>) -> Self {
        Self(socket)
    }
}

impl Transport for Hop {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.0.buffers()
    }

    fn transmit_output(&mut self, amount: usize, limit: NextTimeout) -> Result<(), Error> {
        self.0.transmit_output(amount, run::while_connecting(limit))
    }

    fn await_input(&mut self, limit: NextTimeout) -> Result<bool, Error> {
        self.0.await_input(run::while_connecting(limit))
    }

    fn is_open(&mut self) -> bool {
        self.0.is_open()
    }
}

impl fmt::Debug for Hop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hop")
    }
}
