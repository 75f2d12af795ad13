//! What once went wrong.

use std::collections::BTreeMap;
use std::time::Duration;

use iot_jobs_data::types::JobExecutionStatus;

use super::*;
use crate::jobs::{Answer, CallErrorKind, Execution, VersionMismatch};
use crate::runner::{Notice, Outcome};

struct Run {
    core: Core,
    now: Duration,
    commands: Vec<Command>,
    handler: Option<Start>,
}

impl Run {
    fn new(policy: Policy) -> Self {
        let core =
            Core::new(policy, Contents::default(), false, Random::new([1, 2]), Duration::ZERO);
        let mut run =
            Self { core, now: Duration::from_secs(1), commands: Vec::new(), handler: None };
        run.event(Event::Tick);
        run
    }

    /// Saves succeed at once.
    fn event(&mut self, event: Event) {
        let mut events = vec![event];
        while let Some(event) = events.pop() {
            for command in self.core.handle(event, self.now) {
                match command {
                    Command::Save(_) => events.push(Event::Saved(Ok(()))),
                    Command::Judge(_) => events.push(Event::Judged(true)),
                    Command::Start(start) => self.handler = Some(start),
                    command => self.commands.push(command),
                }
            }
        }
    }

    /// The next call, after the time that it takes.
    fn call(&mut self) -> JobsCall {
        for _ in 0..100 {
            if let Some(at) = self.commands.iter().position(|c| matches!(c, Command::Call(_))) {
                let Command::Call(call) = self.commands.remove(at) else { unreachable!() };
                return call;
            }
            let at = self.core.deadline().expect("something is due");
            self.now = self.now.max(at);
            self.event(Event::Tick);
        }
        panic!("no call: {:?}", self.core);
    }

    fn answer(&mut self, result: Result<Answer, CallErrorKind>) {
        self.event(Event::Answered(result));
    }

    /// A job whose handler works.
    fn working(policy: Policy) -> (Self, Execution) {
        let mut run = Self::new(policy);
        let JobsCall::StartNext { details, .. } = run.call() else { panic!() };
        let execution = execution(JobExecutionStatus::InProgress, details, 2);
        run.answer(Ok(Answer::Execution(Some(execution.clone()))));
        assert!(run.handler.is_some());
        (run, execution)
    }
}

fn execution(
    status: JobExecutionStatus,
    details: BTreeMap<String, String>,
    version: i64,
) -> Execution {
    let mut execution = Execution::new(ExecutionId::new("job", 1, 7));
    execution.status = status;
    execution.details = details;
    execution.version = version;
    execution.document = Some("{}".to_owned());
    execution
}

#[test]
fn a_wake_during_a_poll_is_not_lost() {
    let mut run = Run::new(Policy::default());
    run.call();
    run.event(Event::Wake);
    run.answer(Ok(Answer::Execution(None)));
    let before = run.now;
    run.call();
    assert!(run.now < before + Duration::from_secs(5), "asks {:?} later", run.now - before);
}

#[test]
fn claims_that_are_refused_slow_down() {
    let policy = Policy { accepts_everything: false, ..Policy::default() };
    let mut run = Run::new(policy);
    let begin = run.now;
    for _ in 0..100 {
        assert_eq!(run.call(), JobsCall::DescribeNext);
        let queued = execution(JobExecutionStatus::Queued, BTreeMap::new(), 1);
        run.answer(Ok(Answer::Execution(Some(queued))));
        assert!(matches!(run.call(), JobsCall::Update(_)));
        run.answer(Err(CallErrorKind::InvalidRequest));
    }
    assert!(run.now - begin > Duration::from_secs(3600), "200 calls in {:?}", run.now - begin);
}

#[test]
fn mismatches_slow_down() {
    let (mut run, mut execution) = Run::working(Policy::default());
    run.event(Event::Returned(Outcome::done()));
    let begin = run.now;
    for _ in 0..100 {
        assert!(matches!(run.call(), JobsCall::Update(_)));
        let mismatch = VersionMismatch::from_message("Expected version 1 but found version 2");
        run.answer(Err(CallErrorKind::VersionMismatch(mismatch.unwrap())));
        assert!(matches!(run.call(), JobsCall::Describe(_)));
        execution.version += 1;
        run.answer(Ok(Answer::Execution(Some(execution.clone()))));
    }
    assert!(run.now - begin > Duration::from_secs(3600), "200 calls in {:?}", run.now - begin);
}

#[test]
fn a_probe_that_is_denied_does_not_hold_up_the_final_report() {
    let (mut run, _) = Run::working(Policy::default());
    run.event(Event::Notice(Notice::Connected));
    assert!(matches!(run.call(), JobsCall::Describe(_)));
    run.answer(Err(CallErrorKind::Denied));
    run.event(Event::Returned(Outcome::done()));
    for _ in 0..10 {
        match run.call() {
            JobsCall::Update(_) => return,
            _ => run.answer(Err(CallErrorKind::Denied)),
        }
    }
    panic!("never reported");
}

#[test]
fn details_of_the_end_are_tried_although_those_of_progress_were_refused() {
    let (mut run, _) = Run::working(Policy::default());
    run.event(Event::Progress(crate::jobs::StatusDetails::new().with("a", "b")));
    assert!(matches!(run.call(), JobsCall::Update(_)));
    run.answer(Err(CallErrorKind::InvalidRequest));
    assert!(matches!(run.call(), JobsCall::Update(_)));
    run.answer(Ok(Answer::Updated));
    run.event(Event::Returned(Outcome::failed("the valve is stuck")));
    let JobsCall::Update(update) = run.call() else { panic!() };
    assert_eq!(update.details.get("reason").map(String::as_str), Some("the valve is stuck"));
}

#[test]
fn a_state_without_details_is_no_takeover() {
    let (mut run, _) = Run::working(Policy::default());
    run.event(Event::Returned(Outcome::done()));
    assert!(matches!(run.call(), JobsCall::Update(_)));
    let state = iot_jobs_data::types::JobExecutionState::builder()
        .status(JobExecutionStatus::InProgress)
        .version_number(3)
        .build();
    let mismatch = VersionMismatch::from_message("Expected version 2 but found version 3");
    let mismatch = mismatch.unwrap().with_state(Some(state));
    run.answer(Err(CallErrorKind::VersionMismatch(mismatch)));
    assert!(matches!(run.call(), JobsCall::Describe(_)), "{:?}", run.core.state());
}

#[test]
fn a_report_that_may_have_arrived_is_not_forgotten_as_removed() {
    let (mut run, _) = Run::working(Policy::default());
    run.event(Event::Returned(Outcome::failed("no")));
    assert!(matches!(run.call(), JobsCall::Update(_)));
    run.answer(Err(CallErrorKind::Unanswered));
    assert!(matches!(run.call(), JobsCall::Update(_)));
    // The service has replaced it by a retry.
    run.answer(Err(CallErrorKind::NotFound));
    let ending = run.core.state().last_ended.expect("an end").1;
    assert!(matches!(ending, Ending::EndedUnconfirmed { .. }), "{ending:?}");
}

#[test]
fn a_handler_that_waits_for_the_document_notices_its_cancellation() {
    let (mut run, _) = Run::working(Policy::default());
    // The network is away, and the pause is long.
    run.event(Event::Progress(crate::jobs::StatusDetails::new().with("a", "b")));
    assert!(matches!(run.call(), JobsCall::Update(_)));
    let retry_after = Some(Duration::from_secs(1800));
    run.answer(Err(CallErrorKind::Unavailable { retry_after, may_be_applied: false }));
    run.event(Event::Refresh);
    run.event(Event::Shutdown);
    assert!(run.commands.contains(&Command::Cancel(crate::runner::CancelReason::Shutdown)));
    // A thread that waits in `refresh_document` cannot see this.
    assert!(run.commands.iter().any(|c| matches!(c, Command::Refreshed(None))));
}

#[test]
fn the_deadline_of_a_claimed_execution_is_known() {
    let policy = Policy { accepts_everything: false, ..Policy::default() };
    let mut run = Run::new(policy);
    assert_eq!(run.call(), JobsCall::DescribeNext);
    let queued = execution(JobExecutionStatus::Queued, BTreeMap::new(), 1);
    run.answer(Ok(Answer::Execution(Some(queued))));
    assert!(matches!(run.call(), JobsCall::Update(_)));
    run.answer(Ok(Answer::Updated));
    assert!(run.handler.unwrap().deadline.is_some());
}

#[test]
fn a_wake_does_not_shorten_the_pause_that_the_service_asks_for() {
    let mut run = Run::new(Policy::default());
    run.call();
    let retry_after = Some(Duration::from_secs(600));
    run.answer(Err(CallErrorKind::Unavailable { retry_after, may_be_applied: false }));
    let before = run.now;
    run.event(Event::Wake);
    run.call();
    assert!(run.now >= before + Duration::from_secs(600), "asks after {:?}", run.now - before);
}

/// The answer to the first StartNext was lost, and the next one tells it 50 minutes later.
#[test]
fn a_claim_that_is_found_late_is_kept_alive() {
    let mut run = Run::new(Policy::default());
    let JobsCall::StartNext { details, .. } = run.call() else { panic!() };
    run.answer(Err(CallErrorKind::Unanswered));
    run.call();
    run.now += Duration::from_secs(50 * 60);
    let mut execution = execution(JobExecutionStatus::InProgress, details, 2);
    execution.time_left = Some(Duration::from_secs(600));
    let found = Execution { time_left: Some(Duration::from_secs(3600)), ..execution.clone() };
    run.answer(Ok(Answer::Execution(Some(execution))));
    assert!(run.handler.is_some());
    let end = run.now + Duration::from_secs(7200);
    while run.now < end {
        match run.call() {
            JobsCall::Update(_) => run.answer(Ok(Answer::Updated)),
            // Whether the job has a timer: it has none.
            _ => run.answer(Ok(Answer::Execution(Some(found.clone())))),
        }
        let is_cancelled = run.commands.iter().any(|c| matches!(c, Command::Cancel(_)));
        assert!(!is_cancelled, "cancelled {:?} before the end", end - run.now);
    }
}

/// The network is away for hours while the service asks for nothing: a shutdown with a final report
/// in the journal.
#[test]
fn a_shutdown_does_not_wait_for_nothing() {
    let (mut run, _) = Run::working(Policy::default());
    run.event(Event::Returned(Outcome::done()));
    for _ in 0..12 {
        assert!(matches!(run.call(), JobsCall::Update(_)));
        run.answer(Err(CallErrorKind::Unreachable));
    }
    let before = run.now;
    let calls = run.core.state().counters.calls;
    run.event(Event::Shutdown);
    while !run.commands.iter().any(|c| matches!(c, Command::Exit(_))) {
        if run.commands.iter().any(|c| matches!(c, Command::Call(_))) {
            return; // It tries at least once.
        }
        run.now = run.core.deadline().unwrap();
        run.event(Event::Tick);
    }
    let tries = run.core.state().counters.calls - calls;
    assert!(run.now == before || tries > 0, "waits {:?}, {tries} tries", run.now - before);
}
