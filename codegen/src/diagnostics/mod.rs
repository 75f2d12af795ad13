//! Diagnostics: what is wrong with a model, where, and what to do.

mod excerpt;
mod render;
mod suggest;

pub use excerpt::Excerpt;
pub use render::Rendered;
pub(crate) use suggest::{did_you_mean, nearest};

/// One finding.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Diagnostic {
    /// Whether it prevents generation.
    pub severity: Severity,
    /// The place, if it is in a file.
    pub location: Option<Location>,
    /// The shape at fault, such as `com.example#Thing$name`.
    pub shape: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
    /// The setting that `help` refers to. The caller supplies how it is set, see
    /// [`Diagnostics::render`].
    pub setting: Option<Setting>,
}

/// The severity of a finding.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Severity {
    /// The crate is generated, but probably not as intended.
    Warning,
    /// No crate is generated.
    Error,
}

/// A field of [`Settings`](crate::Settings) that a finding is about.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Setting {
    /// `Settings::crate_name`
    CrateName,
    /// `Settings::service`
    Service,
    /// `Settings::without_event_streams`
    WithoutEventStreams,
}

/// A place in a model file.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Location {
    /// The name of the file, as passed to the generator.
    pub file: String,
    /// Line and column, both starting at 1, if known. Columns are counted in characters.
    pub position: Option<(usize, usize)>,
    /// The path to the value: `shapes › com.example#Thing › members › name`.
    pub path: String,
    /// The line of the file, if known.
    pub excerpt: Option<Excerpt>,
}

impl Diagnostic {
    /// An error that is not in a file.
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            location: None,
            shape: None,
            message: message.into(),
            help: help.into(),
            setting: None,
        }
    }

    /// Turns it into a warning.
    #[must_use]
    pub fn into_warning(self) -> Self {
        Self { severity: Severity::Warning, ..self }
    }

    /// Adds the setting that its help refers to.
    #[must_use]
    pub fn about(self, setting: Setting) -> Self {
        Self { setting: Some(setting), ..self }
    }
}

/// All findings of a run.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Diagnostics(pub Vec<Diagnostic>);

impl Diagnostics {
    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Combines two sets of findings.
    #[must_use]
    pub fn and(mut self, others: Self) -> Self {
        self.0.extend(others.0);
        self.sorted()
    }

    /// The number of errors.
    pub fn errors(&self) -> usize {
        self.0.iter().filter(|finding| finding.severity == Severity::Error).count()
    }

    /// The number of warnings.
    pub fn warnings(&self) -> usize {
        self.0.len() - self.errors()
    }

    /// `value` with the warnings if there is no error, else all findings.
    ///
    /// # Errors
    /// The findings, if one of them is an error.
    pub fn check<T>(self, value: T) -> Result<(T, Self), Self> {
        let sorted = self.sorted();
        if sorted.errors() == 0 { Ok((value, sorted)) } else { Err(sorted) }
    }

    /// Warnings before errors, so that errors are next to the totals; each in the order of the
    /// files.
    fn sorted(mut self) -> Self {
        self.0.sort_by(|a, b| order(a).cmp(&order(b)));
        self.0.dedup();
        self
    }
}

fn order(diagnostic: &Diagnostic) -> impl Ord + '_ {
    let place = diagnostic.location.as_ref().map(|location| (&location.file, location.position));
    (diagnostic.severity, place)
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self(vec![diagnostic])
    }
}

impl std::error::Error for Diagnostics {}
