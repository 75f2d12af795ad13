use std::fs;
use std::path::Path;

use super::inventory::{Case, Kind};
use crate::{Failure, root};

/// A test that may fail.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Skip {
    pub(super) service: String,
    pub(super) kind: Kind,
    pub(super) id: String,
    pub(super) reason: String,
}

impl Skip {
    pub(super) fn is_for(&self, service: &str, case: &Case) -> bool {
        self.service == service && self.kind == case.kind && self.id == case.id
    }
}

/// The skips of this repository.
pub(super) fn read() -> Result<Vec<Skip>, Failure> {
    let path = root().join("xtask/conformance-skips.txt");
    let text = fs::read_to_string(&path)
        .map_err(|error| format!("error: cannot read {}: {error}", path.display()))?;
    parse(&text, &path)
}

fn parse(text: &str, path: &Path) -> Result<Vec<Skip>, Failure> {
    let lines = text.lines().enumerate().map(|(index, line)| (index + 1, line.trim()));
    let lines = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|(number, line)| {
            skip(line).ok_or_else(|| {
                format!(
                    "error: {}:{number}: this is not a skip\n  = help: write `service kind id: \
                     reason`; the kind is request, response or endpoint",
                    path.display()
                )
            })
        })
        .collect()
}

fn skip(line: &str) -> Option<Skip> {
    let (test, reason) = line.split_once(':')?;
    let [service, kind, id] = test.split_whitespace().collect::<Vec<_>>().try_into().ok()?;
    let kind = Kind::ALL.into_iter().find(|known| known.name() == kind)?;
    let reason = reason.trim();
    (!reason.is_empty() && service.contains('#')).then(|| Skip {
        service: service.to_owned(),
        kind,
        id: id.to_owned(),
        reason: reason.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Result<Vec<Skip>, Failure> {
        parse(text, Path::new("skips.txt"))
    }

    #[test]
    fn a_skip_names_service_kind_id_and_reason() {
        let text = "# none\n\n a#Service endpoint 3: the rules differ: see below\n";
        let skip = Skip {
            service: "a#Service".into(),
            kind: Kind::Endpoint,
            id: "3".into(),
            reason: "the rules differ: see below".into(),
        };
        assert_eq!(parsed(text), Ok(vec![skip]));
    }

    #[test]
    fn a_line_that_is_no_skip_is_an_error_with_its_number() {
        let faulty = [
            "a#Service request Test",
            "a#Service request Test:",
            "a#Service server Test: why",
            "Service request Test: why",
            "a#Service request: why",
        ];
        for line in faulty {
            let error = parsed(&format!("# first\n{line}\n")).expect_err(line);
            assert!(error.contains("skips.txt:2"), "{error}");
        }
    }

    #[test]
    fn the_skips_of_this_repository_can_be_read() {
        read().expect("well-formed skips");
    }
}
