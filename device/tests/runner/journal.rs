//! Journals that cannot be used.

use std::fs;

use iot_jobs_data::types::JobExecutionStatus::{Failed, InProgress, Queued, Succeeded};
use iot_jobs_device::runner::{Activity, Journal, JournalError, JournalStorage, Outcome, Trouble};

use crate::handlers::{returning, scripted};
use crate::support::{Notes, Running, assert_status, directory, journal, record, runner, service};

#[test]
fn one_directory_serves_one_runner() {
    let path = directory("locked");
    let first = journal(&path);
    let error = Journal::open(&path).expect_err("it is locked");
    assert!(matches!(error, JournalError::Locked { .. }));
    assert!(error.to_string().contains("run one runner per directory"), "{error}");
    drop(first);
    journal(&path);
}

#[test]
fn a_directory_that_cannot_be_made_is_named() {
    let file = directory("file");
    fs::write(&file, "not a directory").expect("a file");
    let error = Journal::open(file.join("jobs")).expect_err("no directory");
    let text = error.to_string();
    assert!(text.starts_with("cannot create the directory "), "{text}");
    assert!(text.contains("jobs"), "{text}");
}

#[test]
fn a_newer_version_is_refused_and_a_damaged_file_is_set_aside() {
    let path = directory("versions");
    drop(journal(&path));
    fs::write(path.join("claim.json"), r#"{"version":2,"claims":[]}"#).expect("a file");
    let error = Journal::open(&path).expect_err("a newer version");
    assert!(matches!(error, JournalError::NewerVersion { version: 2, .. }), "{error}");
    assert!(error.to_string().contains("run the version that wrote it"), "{error}");
    for content in ["", "{", "[]", r#"{"version":1}"#, "\u{0}"] {
        fs::write(path.join("claim.json"), content).expect("a file");
        fs::write(path.join("job-a.1.2.json"), content).expect("a file");
        journal(&path);
        assert!(path.join("claim.json.damaged").exists(), "{content:?}");
        assert!(path.join("job-a.1.2.json.damaged").exists(), "{content:?}");
        assert!(!path.join("claim.json").exists(), "{content:?}");
    }
}

#[cfg(unix)]
#[tokio::test(start_paused = true)]
async fn only_the_owner_can_read_it_and_no_document_is_in_it() {
    use std::os::unix::fs::PermissionsExt;

    let fake = service(&["job"]);
    let path = directory("private");
    let handler = scripted(|_, _, _| Box::pin(std::future::pending()));
    let running = Running::start(runner(&fake).journal(journal(&path)).handler(handler));
    running.until(|state| state.counters.started == 1).await;
    let mode = |path: &std::path::Path| fs::metadata(path).expect("a file").permissions().mode();
    assert_eq!(mode(&path) & 0o777, 0o700);
    let mut names = Vec::new();
    for entry in fs::read_dir(&path).expect("a directory") {
        let file = entry.expect("a file").path();
        assert_eq!(mode(&file) & 0o777, 0o600, "{}", file.display());
        let content = fs::read_to_string(&file).expect("text");
        assert!(!content.contains("name"), "{content}");
        names.push(file.file_name().expect("a name").to_string_lossy().into_owned());
    }
    names.sort();
    assert_eq!(names.len(), 3, "{names:?}");
    assert!(names.contains(&"claim.json".to_owned()), "{names:?}");
}

/// A disk that is full from the beginning, or after a while.
struct Full {
    inner: std::sync::Mutex<std::collections::BTreeMap<String, Vec<u8>>>,
    writes_left: std::sync::atomic::AtomicUsize,
}

impl Full {
    fn after(writes: usize) -> Self {
        Self { inner: Default::default(), writes_left: writes.into() }
    }
}

impl JournalStorage for Full {
    fn list(&self) -> std::io::Result<Vec<String>> {
        Ok(self.inner.lock().expect("no panic").keys().cloned().collect())
    }

    fn read(&self, name: &str) -> std::io::Result<Vec<u8>> {
        let files = self.inner.lock().expect("no panic");
        files.get(name).cloned().ok_or_else(|| std::io::ErrorKind::NotFound.into())
    }

    fn write(&self, name: &str, content: &[u8]) -> std::io::Result<()> {
        use std::sync::atomic::Ordering;

        let take = |left: usize| left.checked_sub(1);
        let taken = self.writes_left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, take);
        taken.map_err(|_| std::io::Error::from(std::io::ErrorKind::StorageFull))?;
        self.inner.lock().expect("no panic").insert(name.to_owned(), content.to_vec());
        Ok(())
    }

    fn sync(&self, _name: &str) -> std::io::Result<()> {
        Ok(())
    }

    fn rename(&self, from: &str, to: &str) -> std::io::Result<()> {
        let mut files = self.inner.lock().expect("no panic");
        let content = files.remove(from).ok_or(std::io::ErrorKind::NotFound)?;
        files.insert(to.to_owned(), content);
        Ok(())
    }

    fn remove(&self, name: &str) -> std::io::Result<()> {
        let removed = self.inner.lock().expect("no panic").remove(name);
        removed.map(drop).ok_or_else(|| std::io::ErrorKind::NotFound.into())
    }

    fn sync_directory(&self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test(start_paused = true)]
async fn nothing_is_claimed_while_the_claim_cannot_be_written() {
    let fake = service(&["job"]);
    let full = Journal::with_storage(Full::after(0)).expect("a journal");
    let running = Running::start(runner(&fake).journal(full).handler(returning(Outcome::done())));
    let state = running.until(|state| state.trouble.is_some()).await;
    assert!(matches!(state.trouble, Some(Trouble::Journal(_))), "{state:?}");
    tokio::time::sleep(std::time::Duration::from_secs(3600)).await;
    assert_status(&fake, "job", Queued);
    assert_eq!(fake.counts().start_next, 0);
}

#[tokio::test(start_paused = true)]
async fn a_job_that_cannot_be_recorded_fails_before_its_handler_starts() {
    let fake = service(&["job"]);
    let notes = Notes::default();
    let seen = notes.clone();
    let handler = scripted(move |_, _, _| {
        seen.add("started");
        Box::pin(async { Outcome::done() })
    });
    let full = Journal::with_storage(Full::after(1)).expect("a journal");
    let running = Running::start(runner(&fake).journal(full).handler(handler));
    running.until(|state| state.counters.failed == 1).await;
    assert!(notes.all().is_empty());
    assert_status(&fake, "job", Failed);
    let reason = &record(&fake, "job").details["reason"];
    assert!(reason.starts_with("the journal cannot be written: "), "{reason}");
}

#[tokio::test(start_paused = true)]
async fn a_step_that_cannot_be_recorded_is_an_error_for_the_handler() {
    let fake = service(&["job"]);
    let handler = scripted(|_, _, context| {
        Box::pin(async move {
            match context.step("flash").await {
                Ok(()) => Outcome::done(),
                Err(error) => Outcome::failed(error.to_string()),
            }
        })
    });
    // One write for the claim, one for the start.
    let full = Journal::with_storage(Full::after(2)).expect("a journal");
    let running = Running::start(runner(&fake).journal(full).handler(handler));
    running.until(|state| state.counters.failed == 1).await;
    assert_status(&fake, "job", Failed);
}

#[tokio::test(start_paused = true)]
async fn without_a_journal_a_job_in_progress_is_foreign_after_a_crash() {
    let fake = service(&["job"]);
    let handler = scripted(|_, _, _| Box::pin(std::future::pending()));
    let first = Running::start(runner(&fake).handler(handler));
    first.until(|state| matches!(state.activity, Activity::Working { .. })).await;
    first.kill().await;
    let second = Running::start(runner(&fake).handler(returning(Outcome::done())));
    second.until(|state| matches!(state.activity, Activity::ForeignExecution(_))).await;
    assert_status(&fake, "job", InProgress);
    second.stop().await;
    let policy = iot_jobs_device::runner::ForeignPolicy::Resume;
    let builder = runner(&fake).foreign_executions(policy);
    let third = Running::start(builder.handler(returning(Outcome::done())));
    third.ended(1).await;
    assert_status(&fake, "job", Succeeded);
}
