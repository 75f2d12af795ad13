use std::fmt;
use std::time::Duration;

use smithy_client_runtime::client::Outcome;

/// What happened. `Display` prints the load for each second.
#[derive(Debug, Default)]
pub struct Record {
    /// All attempts, sorted by time.
    pub attempts: Vec<Attempt>,
    /// All completed calls, sorted by their end.
    pub calls: Vec<Call>,
}

/// A request that was sent.
#[derive(Clone, Copy, Debug)]
pub struct Attempt {
    /// Who sent it.
    pub caller: usize,
    /// Its number in the call, from 1.
    pub number: u32,
    /// The random number for its delay, if it is a retry.
    pub jitter: f64,
    /// When it was sent.
    pub sent: Duration,
    /// What the server answered.
    pub answer: Outcome<'static>,
}

/// A completed call.
#[derive(Clone, Copy, Debug)]
pub struct Call {
    /// When it began.
    pub start: Duration,
    /// When its caller got the result.
    pub end: Duration,
    /// The number of requests.
    pub attempts: u32,
    /// Whether it succeeded.
    pub is_success: bool,
}

/// The events of one second.
#[derive(Clone, Copy, Debug, Default)]
pub struct Load {
    /// Requests that were sent.
    pub sent: usize,
    /// Those of them that were retries.
    pub retries: usize,
    /// Those of them that did not succeed.
    pub rejected: usize,
    /// Calls that failed for good.
    pub failed_calls: usize,
}

impl Record {
    /// The load for each second.
    pub fn load(&self) -> Vec<Load> {
        let mut seconds = Vec::new();
        for attempt in &self.attempts {
            let load = second(&mut seconds, attempt.sent);
            load.sent += 1;
            load.retries += usize::from(attempt.number > 1);
            load.rejected += usize::from(!matches!(attempt.answer, Outcome::Success));
        }
        for call in self.calls.iter().filter(|call| !call.is_success) {
            second(&mut seconds, call.end).failed_calls += 1;
        }
        seconds
    }
}

impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\nsecond    sent retries rejected failed calls")?;
        for (second, load) in self.load().iter().enumerate() {
            let Load { sent, retries, rejected, failed_calls } = load;
            writeln!(f, "{second:>6} {sent:>7} {retries:>7} {rejected:>8} {failed_calls:>12}")?;
        }
        Ok(())
    }
}

fn second(seconds: &mut Vec<Load>, at: Duration) -> &mut Load {
    let index = at.as_secs() as usize;
    if seconds.len() <= index {
        seconds.resize(index + 1, Load::default());
    }
    &mut seconds[index]
}
