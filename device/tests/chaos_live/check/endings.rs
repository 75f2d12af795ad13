use std::collections::BTreeMap;

use super::Found;

/// How executions ended for the runner, as it logged.
pub(super) struct Endings(BTreeMap<String, Vec<String>>);

impl Endings {
    /// Reads a log, and counts.
    pub(super) fn read(log: &str, found: &mut Found) -> Self {
        let mut endings = BTreeMap::<String, Vec<String>>::new();
        for line in log.lines() {
            let Some((_, fields)) = line.split_once("a job has ended job_id=\"") else { continue };
            let (job, rest) = fields.split_once('"').expect("a job id");
            let (_, ending) = rest.split_once(" ending=").expect("an ending");
            *found.endings.entry(ending.to_owned()).or_default() += 1;
            endings.entry(job.to_owned()).or_default().push(ending.to_owned());
        }
        Self(endings)
    }

    /// What the runner has said of a job that the server has with this status, and is not so.
    pub(super) fn contradictions(&self, job: &str, status: &str) -> Vec<String> {
        let said = self.0.get(job).into_iter().flatten();
        let wrong = said.filter(|ending| !is_true(ending, status));
        wrong.map(|ending| format!("it is {status}, and the runner said: {ending}")).collect()
    }
}

/// Whether the server can have this status after such an end.
fn is_true(ending: &str, status: &str) -> bool {
    match ending {
        "SUCCEEDED" | "FAILED" | "REJECTED" => ending == status,
        _ if ending.starts_with("ended: either ") => {
            status == "CANCELED" || ending.starts_with(&format!("ended: either {status},"))
        }
        _ if ending.starts_with("ended by the service")
            || ending.starts_with("ended before this run")
            || ending == "CANCELED by the service" =>
        {
            status == "CANCELED"
        }
        _ => false,
    }
}
