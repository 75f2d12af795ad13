use std::time::Duration;

use super::script::{Finish, Script};
use crate::jobs::StatusDetails;
use crate::runner::Outcome;
use crate::runner::core::{Core, Event, Mode, Start};

/// A device that is switched on.
pub(super) struct Device {
    pub(super) core: Core,
    /// When its clock was zero.
    pub(super) began: Duration,
    pub(super) handler: Option<HandlerRun>,
}

/// A handler that works.
#[derive(Clone, Debug)]
pub(super) struct HandlerRun {
    pub(super) script: Script,
    /// The next step.
    pub(super) position: usize,
    /// Whether it was resumed.
    pub(super) is_resumed: bool,
    /// Changes when it is told to stop, so that what it had planned does not happen.
    pub(super) plan: u64,
}

impl HandlerRun {
    pub(super) fn new(seed: u64, start: &Start) -> Self {
        let script = Script::of(seed, &start.id);
        let (position, is_resumed) = match &start.mode {
            Mode::Start => (0, false),
            Mode::Resume(step) => (Script::after(step.as_deref()), true),
        };
        Self { script, position, is_resumed, plan: 0 }
    }

    /// What it does next: record a step, or return.
    pub(super) fn next(&self) -> Event {
        if self.position < self.script.steps.len() {
            let has_paused = self.is_resumed || self.position != 1;
            match self.script.finish {
                Finish::Later if !has_paused => {
                    return Event::Returned(Outcome::later(Duration::from_secs(90)));
                }
                Finish::Restart if !has_paused => return Event::Returned(Outcome::restart()),
                _ => return Event::Step(Script::step(self.position)),
            }
        }
        match self.script.finish {
            Finish::Done | Finish::Later | Finish::Restart => {
                Event::Returned(Outcome::done().detail("log", "all\nwell"))
            }
            Finish::Failed => Event::Returned(Outcome::failed("no space\u{0} left")),
            Finish::Rejected => Event::Returned(Outcome::rejected("unknown operation")),
            Finish::Panic => Event::Panicked("index out of bounds".to_owned()),
        }
    }

    /// What it tells in between.
    pub(super) fn progress(&self) -> Event {
        Event::Progress(StatusDetails::new().with("percent", self.position.to_string()))
    }
}
