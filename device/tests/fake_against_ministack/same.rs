use serde_json::Value;

/// An answer as it came.
pub(crate) struct Raw {
    pub(crate) status: u16,
    pub(crate) error_type: Option<String>,
    pub(crate) body: Value,
}

/// What is compared of an answer.
#[derive(Debug, PartialEq)]
pub(crate) struct Answer {
    status: u16,
    code: Option<String>,
    body: Value,
}

/// The beginnings of messages that are known to be those of AWS: recorded by others, or documented.
/// All others are words of MiniStack, which the fake does not repeat.
const KNOWN_MESSAGES: [&str; 3] = [
    "Expected version ",
    "The status of job execution cannot be changed to be ",
    "Job Execution has reached terminal state. ",
];

/// Takes away what depends on the time and on the server.
pub(crate) fn comparable(raw: Raw) -> Answer {
    let Raw { status, error_type, mut body } = raw;
    strip(&mut body);
    if error_type.is_some() {
        let message = body["message"].as_str().unwrap_or_default();
        if !KNOWN_MESSAGES.iter().any(|known| message.starts_with(known)) {
            body["message"] = Value::from(!message.is_empty());
        }
    }
    // AWS appends `:` and an address to some.
    let code = error_type.map(|code| code.split(':').next().unwrap_or_default().to_owned());
    Answer { status, code, body }
}

fn strip(value: &mut Value) {
    match value {
        Value::Object(members) => {
            // MiniStack repeats the code in the body.
            members.remove("__type");
            for (name, value) in members.iter_mut() {
                match name.as_str() {
                    "queuedAt" | "startedAt" | "lastUpdatedAt" => *value = value.is_i64().into(),
                    // A second may have passed.
                    "approximateSecondsBeforeTimedOut" => {
                        *value = value.as_i64().map(|seconds| (seconds + 30) / 60).into();
                    }
                    // It is written in another way, maybe.
                    "jobDocument" => {
                        let text = value.as_str().unwrap_or_default();
                        *value = serde_json::from_str(text).unwrap_or_default();
                    }
                    _ => strip(value),
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(strip),
        _ => {}
    }
}
