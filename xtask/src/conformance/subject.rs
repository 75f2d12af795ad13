use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use codegen::Generated;

use super::inventory::Service;
use super::{diagnosis, stem, workspace};
use crate::Failure;
use crate::generate::{self, Job};

/// A service of a run.
pub(super) struct Subject {
    /// `restJson1 · Glacier`
    pub(super) label: String,
    /// The name of its crate.
    pub(super) name: String,
    pub(super) service: Service,
    model: PathBuf,
}

impl Subject {
    /// A service of a file; `taken` are the names of the previous crates.
    pub(super) fn new(model: &Path, service: Service, taken: &mut BTreeSet<String>) -> Self {
        let (stem, local) = (stem(model), service.id.rsplit('#').next().unwrap_or_default());
        let label = format!("{stem} · {local}");
        // With a prefix, because a model may have the name of a dependency.
        let plain = format!("sdk-{stem}-{local}").to_lowercase();
        let plain = plain.replace(|c: char| !c.is_ascii_alphanumeric(), "-");
        let mut name = plain.clone();
        let mut count = 1;
        while !taken.insert(name.clone()) {
            count += 1;
            name = format!("{plain}-{count}");
        }
        Self { label, name, service, model: model.to_owned() }
    }

    /// Writes the crate.
    ///
    /// # Errors
    /// The findings of the generator, one by one.
    pub(super) fn generate(&self) -> Result<Generated, Vec<String>> {
        let models = self.models().map_err(|failure| vec![failure])?;
        let job = Job::other(
            models,
            workspace::crate_directory(&self.name),
            self.name.clone(),
            Some(self.service.id.clone()),
            false,
        )
        .without_event_streams();
        // A panic for one model must not prevent the others from running.
        match catch_unwind(AssertUnwindSafe(|| generate::write(&job))) {
            Ok(Ok(generated)) => Ok(generated),
            Ok(Err(refusal)) => Err(diagnosis::of_generator(&refusal)),
            Err(_) => Err(vec!["the generator panicked; its message is above".into()]),
        }
    }

    /// The operations that its crate omits.
    pub(super) fn left_out(&self) -> Option<String> {
        let names = &self.service.event_streams;
        let list = || format!("{}: without event streams: {}", self.label, names.join(", "));
        (!names.is_empty()).then(list)
    }

    fn models(&self) -> Result<Vec<PathBuf>, Failure> {
        let mut models = vec![self.model.clone()];
        if let Some(overlay) = &self.service.overlay {
            let path = workspace::model_file(&self.name)?;
            fs::write(&path, overlay.to_string())
                .map_err(|error| format!("cannot write {}: {error}", path.display()))?;
            models.push(path);
        }
        Ok(models)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_crates_differ() {
        let mut taken = BTreeSet::new();
        let mut name = |file: &str, id: &str| {
            let service = Service { id: id.into(), ..Service::default() };
            Subject::new(Path::new(file), service, &mut taken).name
        };
        assert_eq!(name("x/restJson1.json", "a.b#Glacier_1"), "sdk-restjson1-glacier-1");
        assert_eq!(name("y/restJson1.json", "a.b#Glacier_1"), "sdk-restjson1-glacier-1-2");
        assert_eq!(name("y/serde.json", "serde#Serde"), "sdk-serde-serde");
    }
}
