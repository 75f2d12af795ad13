use super::label::next_label;
use super::parameter::Parameter;
use crate::error::BuildError;
use crate::rules::is_valid_host_label;

/// The prefix of the endpoint's host, `{account}.data.`, whose labels are filled in one by one. The
/// result is an extension of the request until the request has a host.
#[derive(Clone, Debug)]
pub(crate) struct HostPrefix {
    /// The part whose labels are filled in.
    text: String,
    /// The rest, with labels in braces.
    rest: &'static str,
}

impl HostPrefix {
    pub(super) fn new(template: &'static str) -> Self {
        Self { text: String::new(), rest: template }
    }

    /// Fills in the next label.
    pub(super) fn fill(
        &mut self,
        member: &'static str,
        value: &impl Parameter,
    ) -> Result<(), BuildError> {
        let next = next_label(self.rest).filter(|(_, name, _)| *name == member);
        let Some((before, _, after)) = next else {
            return Err(BuildError::misplaced_label(member, self.rest));
        };
        let mut label = String::new();
        value.for_each(&mut |text| label.push_str(text));
        if !is_valid_host_label(&label, false) {
            return Err(BuildError::label(member, NO_LABEL));
        }
        self.text.push_str(before);
        self.text.push_str(&label);
        self.rest = after;
        Ok(())
    }

    /// `None` if there is no prefix.
    pub(super) fn finish(mut self) -> Result<Option<Self>, BuildError> {
        if let Some((_, name, _)) = next_label(self.rest) {
            return Err(BuildError::unfilled_label(name));
        }
        self.text.push_str(std::mem::take(&mut self.rest));
        Ok((!self.text.is_empty()).then_some(self))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }
}

const NO_LABEL: &str = "is part of the host, and must be 1 to 63 letters, digits and hyphens, and \
                        not start with a hyphen";

#[cfg(test)]
mod tests {
    use super::*;

    fn prefix(
        template: &'static str,
        values: &[(&'static str, &str)],
    ) -> Result<String, BuildError> {
        let mut prefix = HostPrefix::new(template);
        for (name, value) in values {
            prefix.fill(name, &(*value).to_owned())?;
        }
        Ok(prefix.finish()?.map_or_else(String::new, |prefix| prefix.text))
    }

    #[test]
    fn labels_are_filled_in_as_often_as_they_come() {
        assert_eq!(prefix("", &[]).unwrap(), "");
        assert_eq!(prefix("data.", &[]).unwrap(), "data.");
        let values = [("a", "x-1"), ("b", "Y"), ("a", "x-1")];
        assert_eq!(prefix("{a}-{b}.q-{a}.", &values).unwrap(), "x-1-Y.q-x-1.");
    }

    #[test]
    fn a_value_that_is_no_label_is_refused_with_its_member() {
        let long = "a".repeat(64);
        for value in ["", "-a", "a.b", "evil.example/", "a_b", "é", &long] {
            let error = prefix("{account}.", &[("account", value)]).unwrap_err();
            assert_eq!(error.member(), Some("account"));
            assert!(error.to_string().contains("1 to 63"), "{error}");
        }
    }

    #[test]
    fn labels_that_do_not_fit_are_refused() {
        for values in [&[][..], &[("b", "x")], &[("a", "x"), ("a", "x")]] {
            prefix("{a}.", values).unwrap_err();
        }
    }
}
