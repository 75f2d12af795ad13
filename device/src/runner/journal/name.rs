use std::fmt::Write;

use crate::jobs::ExecutionId;

/// The file with the claim for the next execution.
pub(super) const CLAIM: &str = "claim.json";
/// The end of the names of files that are being written.
pub(super) const TEMPORARY: &str = ".tmp";
/// The end of the names of files that could not be read.
pub(super) const DAMAGED: &str = ".damaged";

/// What a file is, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Claim,
    Record,
    Temporary,
    /// Not a file of the journal, or one that was set aside.
    Other,
}

/// Only files that the journal itself has written are its own.
pub(super) fn kind(name: &str) -> Kind {
    match name.strip_suffix(TEMPORARY) {
        Some(whole) if kind(whole) != Kind::Other => Kind::Temporary,
        _ if name == CLAIM => Kind::Claim,
        _ if is_record(name) => Kind::Record,
        _ => Kind::Other,
    }
}

fn is_record(name: &str) -> bool {
    let middle = name.strip_prefix(RECORD).and_then(|name| name.strip_suffix(JSON));
    let mut parts = middle.unwrap_or_default().rsplit('.');
    let mut is_number = || parts.next().is_some_and(|part| part.parse::<i64>().is_ok());
    is_number() && is_number() && parts.next().is_some()
}

/// The name of the file for an execution. Any job id gives a legal name.
pub(super) fn record_name(id: &ExecutionId) -> String {
    let mut name = RECORD.to_owned();
    for byte in id.job_id.bytes().take(LONGEST_ID) {
        // Writing to a `String` cannot fail.
        let _ = match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'-' => {
                write!(name, "{}", byte as char)
            }
            _ => write!(name, "%{byte:02x}"),
        };
    }
    format!("{name}.{}.{}{JSON}", id.number, id.queued_at)
}

const RECORD: &str = "job-";
const JSON: &str = ".json";
/// Job ids have at most 64 characters.
const LONGEST_ID: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_job_id_gives_a_legal_name() {
        let name = |id: &str| record_name(&ExecutionId::new(id, 2, 1_700_000_000));
        assert_eq!(name("firmware-2_4"), "job-firmware-2_4.2.1700000000.json");
        assert_eq!(name("../a b"), "job-%2e%2e%2fa%20b.2.1700000000.json");
        assert!(name(&"ä".repeat(500)).len() < 255);
        assert_eq!(kind(&name("claim.json.tmp")), Kind::Record);
    }

    #[test]
    fn files_of_others_are_left_alone() {
        assert_eq!(kind("claim.json"), Kind::Claim);
        assert_eq!(kind("claim.json.tmp"), Kind::Temporary);
        assert_eq!(kind("job-a.1.2.json.tmp"), Kind::Temporary);
        for name in ["notes.tmp", "job-list.json", "job-a.json.tmp", "claim.json.damaged", "lock"] {
            assert_eq!(kind(name), Kind::Other, "{name}");
        }
    }
}
