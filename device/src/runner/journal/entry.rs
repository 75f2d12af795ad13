//! The files of a journal.

use std::collections::BTreeMap;
use std::io;

use iot_jobs_data::types::JobExecutionStatus;
use serde_json::{Value, json};
use tracing::warn;

use super::damaged::set_aside;
use super::name::{CLAIM, Kind, TEMPORARY, kind, record_name};
use super::{JournalError, JournalStorage, Record};
use crate::jobs::ExecutionId;
use crate::runner::core::{Contents, Phase};

/// The version of the form of the files.
pub(super) const VERSION: u64 = 1;

/// Reads all files.
pub(super) fn load(storage: &dyn JournalStorage) -> Result<Contents, JournalError> {
    let mut contents = Contents::default();
    let mut is_damaged = false;
    let names = storage.list().map_err(JournalError::io("list the files of the journal"))?;
    for name in names {
        let kind = kind(&name);
        if kind == Kind::Temporary {
            // A write that was interrupted. It is ignored, and replaced by the next one.
            if let Err(error) = storage.remove(&name) {
                warn!(file = name, %error, "a temporary file of the journal cannot be removed");
            }
            continue;
        }
        if kind == Kind::Other {
            continue;
        }
        let content = storage.read(&name).map_err(JournalError::io(format!("read {name}")))?;
        let parsed = parse(&content);
        if let Ok(value) = &parsed
            && let Some(version) = value["version"].as_u64()
            && version > VERSION
        {
            return Err(JournalError::NewerVersion { file: name, version });
        }
        let read = parsed.and_then(|value| match kind {
            Kind::Claim => read_claim(&value).map(|claim| contents.claim = Some(claim)),
            _ => read_record(&value).map(|record| contents.records.push(record)),
        });
        if let Err(error) = read {
            set_aside(storage, &name, &error)?;
            is_damaged = true;
        }
    }
    // The claim may be that of the execution whose record is lost, and must not look unused.
    if is_damaged && contents.claim.take().is_some() {
        remove(storage, CLAIM).map_err(JournalError::io(format!("remove {CLAIM}")))?;
    }
    Ok(contents)
}

pub(super) fn write_claim(storage: &dyn JournalStorage, claim: &str) -> io::Result<()> {
    replace(storage, CLAIM, &json!({ "version": VERSION, "claim": claim }))
}

pub(super) fn write_record(storage: &dyn JournalStorage, record: &Record) -> io::Result<()> {
    let Record { id, claim, phase } = record;
    let phase = match phase {
        Phase::Working { step } => json!({ "working": { "step": step } }),
        Phase::Done { status, details } => {
            json!({ "done": { "status": status.as_str(), "details": details } })
        }
    };
    let file = json!({
        "version": VERSION,
        "jobId": id.job_id,
        "executionNumber": id.number,
        "queuedAt": id.queued_at,
        "claim": claim,
        "phase": phase,
    });
    replace(storage, &record_name(id), &file)
}

/// Removes the claim first: one that was used must not look unused after the record is gone.
pub(super) fn forget(
    storage: &dyn JournalStorage,
    id: &ExecutionId,
    claim: &str,
) -> io::Result<()> {
    let present = match storage.read(CLAIM) {
        Ok(content) => parse(&content).and_then(|file| read_claim(&file)).ok(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    if present.as_deref() == Some(claim) {
        remove(storage, CLAIM)?;
    }
    remove(storage, &record_name(id))
}

fn replace(storage: &dyn JournalStorage, name: &str, content: &Value) -> io::Result<()> {
    let temporary = format!("{name}{TEMPORARY}");
    storage.write(&temporary, content.to_string().as_bytes())?;
    storage.sync(&temporary)?;
    storage.rename(&temporary, name)?;
    storage.sync_directory()
}

fn remove(storage: &dyn JournalStorage, name: &str) -> io::Result<()> {
    match storage.remove(name) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
        Ok(()) => storage.sync_directory(),
    }
}

fn parse(content: &[u8]) -> Result<Value, String> {
    serde_json::from_slice(content).map_err(|error| error.to_string())
}

fn read_claim(file: &Value) -> Result<String, String> {
    text(file, "claim")
}

fn read_record(file: &Value) -> Result<Record, String> {
    let id = ExecutionId::new(
        text(file, "jobId")?,
        number(file, "executionNumber")?,
        number(file, "queuedAt")?,
    );
    Ok(Record { id, claim: text(file, "claim")?, phase: read_phase(&file["phase"])? })
}

fn read_phase(phase: &Value) -> Result<Phase, String> {
    if let Some(working) = phase.get("working") {
        return Ok(Phase::Working { step: working["step"].as_str().map(str::to_owned) });
    }
    let done = phase.get("done").ok_or("the phase is missing")?;
    let mut details = BTreeMap::new();
    for (name, value) in done["details"].as_object().ok_or("the details are missing")? {
        let value = value.as_str().ok_or("a detail is not a string")?;
        details.insert(name.clone(), value.to_owned());
    }
    let status = JobExecutionStatus::from(text(done, "status")?.as_str());
    Ok(Phase::Done { status, details })
}

fn text(value: &Value, name: &str) -> Result<String, String> {
    value[name].as_str().map(str::to_owned).ok_or_else(|| format!("{name} is missing"))
}

fn number(value: &Value, name: &str) -> Result<i64, String> {
    value[name].as_i64().ok_or_else(|| format!("{name} is missing"))
}
