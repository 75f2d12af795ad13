//! What is wrong with a model, where, and what to do.

use std::fmt;

/// One finding.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Diagnostic {
    /// Where it is, if it is in a file.
    pub location: Option<Location>,
    /// The shape at fault, such as `com.example#Thing$name`.
    pub shape: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// A place in a model file.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Location {
    /// The file, as it was named to the generator.
    pub file: String,
    /// Line and column, both from 1, where known.
    pub position: Option<(usize, usize)>,
    /// The way to the value: `shapes › com.example#Thing › members › name`.
    pub path: String,
}

/// All findings of a run.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Diagnostics(pub Vec<Diagnostic>);

impl Diagnostics {
    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// These findings and others.
    pub fn and(mut self, others: Self) -> Self {
        self.0.extend(others.0);
        self.check(()).err().unwrap_or_default()
    }

    /// `value` if nothing was found, else all findings in the order of the files.
    ///
    /// # Errors
    /// The findings.
    pub fn check<T>(mut self, value: T) -> Result<T, Self> {
        if self.0.is_empty() {
            return Ok(value);
        }
        self.0.sort_by(|a, b| position(a).cmp(&position(b)));
        self.0.dedup();
        Err(self)
    }
}

fn position(diagnostic: &Diagnostic) -> impl Ord + '_ {
    diagnostic.location.as_ref().map(|location| (&location.file, location.position))
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}", self.message)?;
        if let Some(location) = &self.location {
            write!(f, "\n  --> {}", location.file)?;
            if let Some((line, column)) = location.position {
                write!(f, ":{line}:{column}")?;
            }
            if !location.path.is_empty() {
                write!(f, "\n   at {}", location.path)?;
            }
        }
        if let Some(shape) = &self.shape {
            write!(f, "\nshape {shape}")?;
        }
        write!(f, "\n help {}", self.help)
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for diagnostic in &self.0 {
            writeln!(f, "{diagnostic}\n")?;
        }
        match self.0.len() {
            1 => write!(f, "1 error; nothing was written"),
            count => write!(f, "{count} errors; nothing was written"),
        }
    }
}

impl std::error::Error for Diagnostics {}
