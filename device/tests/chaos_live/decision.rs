/// What the handler makes of a job, which its number decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    Done,
    Failed,
    Rejected,
    /// It is done after a pause.
    Later,
    /// It is done after a restart of the agent.
    Restart,
}

impl Decision {
    pub(crate) fn of(job: &str) -> Self {
        let number = job.trim_start_matches(|c: char| !c.is_ascii_digit()).parse::<usize>();
        match number.expect("a job with a number") % 8 {
            3 => Self::Restart,
            5 => Self::Failed,
            6 => Self::Rejected,
            7 => Self::Later,
            _ => Self::Done,
        }
    }

    /// The status in which the job is to end.
    pub(crate) fn status(self) -> &'static str {
        match self {
            Self::Done | Self::Later | Self::Restart => "SUCCEEDED",
            Self::Failed => "FAILED",
            Self::Rejected => "REJECTED",
        }
    }
}
