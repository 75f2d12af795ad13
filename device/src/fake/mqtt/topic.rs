/// A topic of the jobs API to which devices publish.
#[derive(Debug, PartialEq)]
pub(super) enum Topic<'a> {
    Request(Request<'a>),
    /// In the namespace of the API, but nothing that can be asked for.
    Invalid,
    /// Any other topic.
    Other,
}

#[derive(Debug, PartialEq)]
pub(super) struct Request<'a> {
    pub(super) thing: &'a str,
    pub(super) verb: Verb<'a>,
}

/// What is asked for. Those with a name have the id of a job, `get` also `$next`.
#[derive(Debug, PartialEq)]
pub(super) enum Verb<'a> {
    GetPending,
    StartNext,
    Describe(&'a str),
    Update(&'a str),
}

impl<'a> Topic<'a> {
    pub(super) fn of(topic: &'a str) -> Self {
        let Some(rest) = topic.strip_prefix("$aws/things/") else { return Self::Other };
        let levels: Vec<&str> = rest.split('/').collect();
        let [thing, "jobs", rest @ ..] = &levels[..] else { return Self::Other };
        let verb = match rest {
            ["get"] => Verb::GetPending,
            ["start-next"] => Verb::StartNext,
            // A job with such an id has topics of another meaning.
            ["get" | "start-next" | "notify" | "notify-next", ..] => return Self::Invalid,
            [job, "get"] => Verb::Describe(job),
            [job, "update"] if *job != "$next" => Verb::Update(job),
            _ => return Self::Invalid,
        };
        Self::Request(Request { thing, verb })
    }
}

/// Whether a filter of a subscription covers a topic.
pub(super) fn covers(filter: &str, topic: &str) -> bool {
    let (mut filter_levels, mut levels) = (filter.split('/'), topic.split('/'));
    if topic.starts_with('$') && filter.starts_with(['#', '+']) {
        return false;
    }
    loop {
        match (filter_levels.next(), levels.next()) {
            (Some("#"), _) | (None, None) => return true,
            (Some("+"), Some(_)) => {}
            (Some(filter), Some(level)) if filter == level => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn topics_of_the_api_are_known() {
        for (topic, verb) in [
            ("get", Verb::GetPending),
            ("start-next", Verb::StartNext),
            ("a/get", Verb::Describe("a")),
            ("$next/get", Verb::Describe("$next")),
            ("a/update", Verb::Update("a")),
        ] {
            let topic = format!("$aws/things/t/jobs/{topic}");
            assert_eq!(Topic::of(&topic), Topic::Request(Request { thing: "t", verb }));
        }
        for topic in ["", "a", "notify", "a/b", "$next/update", "get/get", "get/accepted"] {
            let topic = format!("$aws/things/t/jobs/{topic}");
            assert_eq!(Topic::of(&topic), Topic::Invalid, "{topic}");
        }
        for topic in ["a/b", "$aws/things/t/shadow/get", "$aws/things/t"] {
            assert_eq!(Topic::of(topic), Topic::Other, "{topic}");
        }
    }

    #[test]
    fn filters_have_wildcards() {
        for (filter, topic, is_covered) in [
            ("a/b", "a/b", true),
            ("a/b", "a/b/c", false),
            ("a/b/c", "a/b", false),
            ("a/+/c", "a/b/c", true),
            ("a/+", "a/b/c", false),
            ("a/#", "a/b/c", true),
            ("a/#", "a", true),
            ("#", "a/b", true),
            ("#", "$aws/b", false),
            ("+/b", "$aws/b", false),
            ("$aws/#", "$aws/b", true),
        ] {
            assert_eq!(covers(filter, topic), is_covered, "{filter} {topic}");
        }
    }
}
