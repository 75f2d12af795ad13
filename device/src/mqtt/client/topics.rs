/// The topics of one thing.
#[derive(Debug)]
pub(super) struct Topics {
    thing_name: String,
    /// `$aws/things/pump-17/jobs/`
    prefix: String,
}

/// A request, as topics name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Operation {
    GetPending,
    StartNext,
    /// With the id of a job, or `$next`.
    Describe(String),
    Update(String),
}

/// What a topic stands for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Topic {
    Answer {
        operation: Operation,
        is_accepted: bool,
    },
    /// The list of pending executions has changed.
    ListChanged,
    /// The first pending execution is another one.
    NextChanged,
    /// A topic of the jobs API for another thing.
    OfAnotherThing,
    /// None of those above.
    Other,
}

impl Topics {
    /// The name must be valid.
    pub(super) fn new(thing_name: String) -> Self {
        let prefix = format!("{THINGS}{thing_name}{JOBS}");
        Self { thing_name, prefix }
    }

    pub(super) fn thing_name(&self) -> &str {
        &self.thing_name
    }

    /// What to subscribe to. AWS IoT takes at most 8 filters at once.
    pub(super) fn filters(&self) -> Vec<String> {
        ["get/+", "start-next/+", "+/get/+", "+/update/+", "notify", "notify-next"]
            .map(|rest| format!("{}{rest}", self.prefix))
            .to_vec()
    }

    /// Where a request is published.
    pub(super) fn of(&self, operation: &Operation) -> String {
        let prefix = &self.prefix;
        match operation {
            Operation::GetPending => format!("{prefix}get"),
            Operation::StartNext => format!("{prefix}start-next"),
            Operation::Describe(job) => format!("{prefix}{job}/get"),
            Operation::Update(job) => format!("{prefix}{job}/update"),
        }
    }

    pub(super) fn read(&self, topic: &str) -> Topic {
        let Some(rest) = topic.strip_prefix(&self.prefix) else {
            return match is_of_jobs(topic) {
                true => Topic::OfAnotherThing,
                false => Topic::Other,
            };
        };
        let parts: Vec<&str> = rest.splitn(4, '/').collect();
        let (operation, outcome) = match parts[..] {
            ["notify"] => return Topic::ListChanged,
            ["notify-next"] => return Topic::NextChanged,
            ["get", outcome] => (Operation::GetPending, outcome),
            ["start-next", outcome] => (Operation::StartNext, outcome),
            [job, "get", outcome] => (Operation::Describe(job.to_owned()), outcome),
            [job, "update", outcome] => (Operation::Update(job.to_owned()), outcome),
            _ => return Topic::Other,
        };
        match outcome {
            "accepted" => Topic::Answer { operation, is_accepted: true },
            "rejected" => Topic::Answer { operation, is_accepted: false },
            _ => Topic::Other,
        }
    }
}

fn is_of_jobs(topic: &str) -> bool {
    let rest = topic.strip_prefix(THINGS).and_then(|rest| rest.split_once('/'));
    rest.is_some_and(|(_, rest)| rest.starts_with(&JOBS[1..]))
}

const THINGS: &str = "$aws/things/";
const JOBS: &str = "/jobs/";

#[cfg(test)]
mod tests {
    use super::*;

    fn topics() -> Topics {
        Topics::new("pump:1".to_owned())
    }

    #[test]
    fn one_subscription_has_all_filters() {
        let filters = topics().filters();
        assert!(filters.len() <= 8);
        assert_eq!(filters[0], "$aws/things/pump:1/jobs/get/+");
        assert_eq!(filters[3], "$aws/things/pump:1/jobs/+/update/+");
    }

    #[test]
    fn an_answer_names_its_request() {
        let job = || "job-1".to_owned();
        for operation in [
            Operation::GetPending,
            Operation::StartNext,
            Operation::Describe(job()),
            Operation::Describe("$next".to_owned()),
            Operation::Update(job()),
            // Ids that are names of operations.
            Operation::Describe("get".to_owned()),
            Operation::Update("notify".to_owned()),
        ] {
            let topic = topics().of(&operation);
            for (outcome, is_accepted) in [("accepted", true), ("rejected", false)] {
                let answer = Topic::Answer { operation: operation.clone(), is_accepted };
                assert_eq!(topics().read(&format!("{topic}/{outcome}")), answer, "{topic}");
            }
            assert_eq!(topics().read(&topic), Topic::Other);
            assert_eq!(topics().read(&format!("{topic}/accepted/more")), Topic::Other);
        }
    }

    #[test]
    fn topics_of_another_thing_are_not_taken() {
        for topic in [
            "$aws/things/pump:2/jobs/get/accepted",
            "$aws/things/pump:11/jobs/notify",
            "$aws/things//jobs/notify",
        ] {
            assert_eq!(topics().read(topic), Topic::OfAnotherThing, "{topic}");
        }
        for topic in [
            "",
            "/",
            "$aws/things/pump:1/shadow/get/accepted",
            "$aws/things/pump:1/jobs",
            "$aws/things/pump:1/jobs/",
            "$aws/things/pump:1/jobs/notify/",
            "$aws/things/pump:1/jobs/notify-namespace-x",
            "$aws/things/pump:1/jobs////",
            "$aws/things/pump:1/jobs/job/update/documents",
            "plant/jobs/notify",
        ] {
            assert_eq!(topics().read(topic), Topic::Other, "{topic}");
        }
        assert_eq!(topics().read("$aws/things/pump:1/jobs/notify"), Topic::ListChanged);
        assert_eq!(topics().read("$aws/things/pump:1/jobs/notify-next"), Topic::NextChanged);
    }
}
