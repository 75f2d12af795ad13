use std::path::PathBuf;
use std::sync::Mutex;
use std::time::Duration;

use iot_jobs_device::runner::{Context, Handler, Job, Outcome};
use tests::random::Random;

use crate::decision::Decision;
use crate::effects::{self, Effect};

/// Takes a little time in a few steps, and writes down what it does.
pub(crate) struct Worker {
    effects: PathBuf,
    random: Mutex<Random>,
}

const STEPS: u32 = 3;
/// The step after which some jobs pause or restart the agent.
const TURN: u32 = 1;

impl Worker {
    pub(crate) fn new(effects: PathBuf, seed: u64) -> Self {
        Self { effects, random: Mutex::new(Random::new(seed)) }
    }

    async fn work(&self, job: &Job, from: u32, context: &Context) -> Outcome {
        let decision = Decision::of(&job.id().job_id);
        for step in from..STEPS {
            if context.step(step.to_string()).await.is_err() {
                return self.stop(job);
            }
            self.note(job, Effect::Step(step));
            tokio::select! {
                () = tokio::time::sleep(self.time()) => {}
                _ = context.cancellation().cancelled() => return self.stop(job),
            }
            match decision {
                Decision::Later if step == TURN => {
                    self.note(job, Effect::Paused);
                    return Outcome::later(self.time());
                }
                Decision::Restart if step == TURN => {
                    self.note(job, Effect::Restarting);
                    return Outcome::restart();
                }
                _ => {}
            }
        }
        self.note(job, Effect::Finished(decision.status().to_owned()));
        match decision {
            Decision::Failed => Outcome::failed("as decided"),
            Decision::Rejected => Outcome::rejected("as decided"),
            Decision::Done | Decision::Later | Decision::Restart => Outcome::done(),
        }
    }

    fn stop(&self, job: &Job) -> Outcome {
        self.note(job, Effect::Stopped);
        Outcome::interrupted()
    }

    fn time(&self) -> Duration {
        let drawn = self.random.lock().expect("no panic").fraction();
        Duration::from_secs_f64(0.002 + 0.15 * drawn)
    }

    fn note(&self, job: &Job, effect: Effect) {
        let id = job.id();
        let execution = format!("{}#{}@{}", id.job_id, id.number, id.queued_at);
        effects::append(&self.effects, &execution, effect);
    }
}

impl Handler for Worker {
    async fn start(&self, job: &Job, context: &Context) -> Outcome {
        self.note(job, Effect::Started);
        self.work(job, 0, context).await
    }

    async fn resume(&self, job: &Job, step: Option<&str>, context: &Context) -> Outcome {
        let step = step.map(|step| step.parse::<u32>().expect("a step of this handler"));
        self.note(job, Effect::Resumed(step));
        let from = match (step, Decision::of(&job.id().job_id)) {
            (Some(TURN), Decision::Later | Decision::Restart) => TURN + 1,
            (step, _) => step.unwrap_or(0),
        };
        self.work(job, from, context).await
    }
}
