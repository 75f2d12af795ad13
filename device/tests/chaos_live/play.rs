use std::collections::BTreeSet;
use std::fs;
use std::process::ExitStatus;
use std::time::{Duration, Instant};

use serde_json::Value;
use tests::ministack::Execution;
use tests::random::Random;

use crate::agent::RESTART;
use crate::check::{check, is_terminal};
use crate::effects::{self, Effect};
use crate::losses::Losses;
use crate::plan::Plan;
use crate::report::Report;
use crate::stage::{Files, Process, Stage, THING};

/// If no job ends for so long, something hangs.
const PATIENCE: Duration = Duration::from_secs(90);
/// How often a job is canceled in the life of a process.
const CANCELS: f64 = 0.25;

/// Lets the agent work off jobs, kills it now and then, and looks at what has come of them.
///
/// # Panics
/// A job has not ended, or not as it should have; or the agent has ended by itself.
pub(crate) fn play(stage: &Stage, plan: Plan, losses: &Losses) {
    let start = Instant::now();
    let files = stage.files();
    let executions = stage.control.create_jobs(plan.jobs, "job-", &[THING]).expect("jobs");
    let mut play = Play {
        stage,
        files: &files,
        random: Random::new(plan.seed),
        process: stage.start(&files, plan.seed),
        restarts: 0,
        canceled: BTreeSet::new(),
    };
    for _ in 0..plan.kills {
        play.live_and_die();
    }
    let ended = play.finish(&executions);
    let report = Report {
        title: stage.title,
        plan,
        restarts: play.restarts,
        canceled: play.canceled.len(),
        losses: losses.counts(),
        seconds: start.elapsed().as_secs_f64(),
        found: check(&ended, &play.canceled, &files),
    };
    println!("{report}");
    let (problems, place) = (&report.found.violations, files.directory().display());
    assert!(problems.is_empty(), "{}\n(the files are in {place})", problems.join("\n"));
    drop(play);
    files.remove();
}

struct Play<'a> {
    stage: &'a Stage,
    files: &'a Files,
    random: Random,
    process: Process,
    restarts: u64,
    /// Jobs that were canceled before they had ended.
    canceled: BTreeSet<String>,
}

impl Play<'_> {
    /// Lets the agent run for a random time, and kills it.
    fn live_and_die(&mut self) {
        loop {
            let life = Duration::from_secs_f64(0.1 + 1.2 * self.random.fraction());
            let is_canceled = self.random.fraction() < CANCELS;
            self.run(life / 2);
            if is_canceled {
                self.cancel();
            }
            self.run(life / 2);
            let status = self.process.kill();
            // It may have asked for a restart just before.
            if status.code() != Some(RESTART) {
                effects::append(&self.files.effects(), "", Effect::Killed);
                self.process = self.stage.start(self.files, self.seed());
                return;
            }
            self.restart(status);
        }
    }

    /// Lets the agent run for this time, and starts it again when it asks for that.
    fn run(&mut self, time: Duration) {
        let end = Instant::now() + time;
        while let Some(status) = self.process.wait(end.saturating_duration_since(Instant::now())) {
            self.restart(status);
        }
    }

    fn restart(&mut self, status: ExitStatus) {
        let log = || fs::read_to_string(self.files.log()).expect("a log");
        assert_eq!(status.code(), Some(RESTART), "the agent has ended: {status}\n{}", log());
        self.restarts += 1;
        self.process = self.stage.start(self.files, self.seed());
    }

    /// Cancels the job that the handler has worked on last.
    fn cancel(&mut self) {
        let entries = effects::read(&self.files.effects());
        let last = entries.iter().rev().find_map(|entry| entry.execution.split_once('#'));
        let Some((job, _)) = last else { return };
        match self.stage.control.cancel_job(job, true) {
            Ok(()) => drop(self.canceled.insert(job.to_owned())),
            Err(error) => assert!(error.contains("cannot be canceled"), "{error}"),
        }
    }

    /// Waits until all jobs have ended, and stops the agent. Hands back the executions.
    fn finish(&mut self, executions: &[Execution]) -> Vec<Value> {
        let (mut ended, mut open) = (Vec::new(), executions.to_vec());
        let mut progress = Instant::now();
        loop {
            self.run(Duration::from_millis(300));
            let described = self.stage.control.describe_job_executions(&open).expect("executions");
            let (over, pending): (Vec<_>, Vec<_>) = described.into_iter().partition(is_terminal);
            if !over.is_empty() {
                progress = Instant::now();
                open.retain(|one| over.iter().all(|over| over["job"] != one.job.as_str()));
            }
            ended.extend(over);
            if pending.is_empty() {
                let status = self.process.stop();
                assert_eq!(status.and_then(|status| status.code()), Some(0), "{status:?}");
                return ended;
            }
            if progress.elapsed() > PATIENCE {
                ended.extend(pending);
                return ended;
            }
        }
    }

    fn seed(&mut self) -> u64 {
        self.random.below(usize::MAX) as u64
    }
}
