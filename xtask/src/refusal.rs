use std::fmt;

use codegen::{Diagnostics, Setting};

use crate::Failure;

/// Why nothing was written.
#[derive(Debug)]
pub enum Refusal {
    /// Findings about the model: errors, or warnings that are denied.
    Findings(Diagnostics),
    /// A file cannot be read or written, or rustfmt failed.
    Failure(Failure),
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        refusal.to_string()
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failure(failure) => f.write_str(failure),
            Self::Findings(found) => {
                write!(f, "{}; nothing was written", found.render(by_flag))?;
                if found.errors() == 0 { f.write_str(", as warnings are denied") } else { Ok(()) }
            }
        }
    }
}

/// The flag that sets a setting.
pub(crate) fn by_flag(setting: Setting) -> &'static str {
    match setting {
        Setting::CrateName => "pass the name with `--name`",
        Setting::Service => "pass it with `--service`",
        Setting::WithoutEventStreams => "pass `--without-event-streams`",
    }
}

#[cfg(test)]
mod tests {
    use codegen::Diagnostic;

    use super::*;

    #[test]
    fn totals_say_that_nothing_was_written_and_why() {
        let error = Diagnostic::new("no service", "add one").about(Setting::Service);
        let warning = Diagnostic::new("odd", "look at it").into_warning();
        let shown = |found: &[&Diagnostic]| {
            Refusal::Findings(Diagnostics(found.iter().copied().cloned().collect())).to_string()
        };
        let both = shown(&[&warning, &error, &error]);
        assert!(both.starts_with("warning: odd\n   = help: look at it\n\nerror: no service\n"));
        assert!(both.contains("   = help: pass it with `--service`\n"), "{both}");
        assert!(both.ends_with("\n\n2 errors, 1 warning; nothing was written"), "{both}");
        let denied = "\n\n1 warning; nothing was written, as warnings are denied";
        assert!(shown(&[&warning]).ends_with(denied), "{}", shown(&[&warning]));
    }
}
