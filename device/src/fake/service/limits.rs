//! The limits and patterns of the model.

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use super::{Details, Refusal};

/// The longest document, in characters.
const MAX_DOCUMENT: usize = 32_768;
/// The longest timers, in minutes.
const MAX_MINUTES: i64 = 10_080;
const MAX_THING_NAME: usize = 128;
const MAX_JOB_ID: usize = 64;
const MAX_DETAIL_NAME: usize = 128;
const MAX_DETAIL: usize = 1024;

pub(super) fn check_thing_name(name: &str) -> Result<(), Refusal> {
    match is_name(name, MAX_THING_NAME, true) {
        true => Ok(()),
        false => Err(Refusal::invalid(format!(
            "thingName {name:?} must be 1 to {MAX_THING_NAME} of a-z A-Z 0-9 : _ -"
        ))),
    }
}

pub(super) fn check_job_id(id: &str) -> Result<(), Refusal> {
    match is_name(id, MAX_JOB_ID, false) {
        true => Ok(()),
        false => Err(Refusal::invalid(format!(
            "jobId {id:?} must be 1 to {MAX_JOB_ID} of a-z A-Z 0-9 _ -"
        ))),
    }
}

pub(super) fn check_details(details: Option<&Details>) -> Result<(), Refusal> {
    for (name, value) in details.into_iter().flat_map(|details| details.iter()) {
        if !is_name(name, MAX_DETAIL_NAME, true) {
            return Err(Refusal::invalid(format!(
                "the name {name:?} in statusDetails must be 1 to {MAX_DETAIL_NAME} of a-z A-Z 0-9 \
                 : _ -"
            )));
        }
        let length = value.chars().count();
        if length == 0 || length > MAX_DETAIL || !value.chars().all(is_printable) {
            return Err(Refusal::invalid(format!(
                "the value of {name:?} in statusDetails must be 1 to {MAX_DETAIL} characters, \
                 without control and unassigned characters"
            )));
        }
    }
    Ok(())
}

/// -1 cancels the step timer.
pub(super) fn check_step_timeout(minutes: Option<i64>) -> Result<(), Refusal> {
    match minutes {
        None | Some(-1 | 1..=MAX_MINUTES) => Ok(()),
        Some(minutes) => Err(Refusal::invalid(format!(
            "stepTimeoutInMinutes is {minutes}, but must be 1 to {MAX_MINUTES}, or -1"
        ))),
    }
}

pub(super) fn check_job_timeout(minutes: Option<u16>) -> Result<(), Refusal> {
    match minutes.map(i64::from) {
        None | Some(1..=MAX_MINUTES) => Ok(()),
        Some(minutes) => Err(Refusal::invalid(format!(
            "inProgressTimeoutInMinutes is {minutes}, but must be 1 to {MAX_MINUTES}"
        ))),
    }
}

pub(super) fn check_document(document: &str) -> Result<(), Refusal> {
    let length = document.chars().count();
    if length > MAX_DOCUMENT {
        return Err(Refusal::invalid(format!(
            "the document has {length} characters, more than {MAX_DOCUMENT}"
        )));
    }
    let parsed: Result<serde::de::IgnoredAny, _> = serde_json::from_str(document);
    parsed.map(drop).map_err(|error| Refusal::invalid(format!("the document is no JSON: {error}")))
}

fn is_name(name: &str, longest: usize, may_have_colons: bool) -> bool {
    let fits = |c: u8| match c {
        b':' => may_have_colons,
        c => c.is_ascii_alphanumeric() || matches!(c, b'_' | b'-'),
    };
    (1..=longest).contains(&name.len()) && name.bytes().all(fits)
}

/// `[^\p{C}]`
fn is_printable(c: char) -> bool {
    matches!(c, ' '..='~') || c.general_category_group() != GeneralCategoryGroup::Other
}
