use super::shape::{Member, Origin, Shape};
use super::source::{Mark, Source};
use crate::diagnostics::{Diagnostic, Diagnostics, Location, Severity};

/// The files that are read, and the findings about them.
pub(crate) struct Report {
    sources: Vec<Source>,
    diagnostics: Diagnostics,
}

impl Report {
    pub(crate) fn new(sources: Vec<Source>, diagnostics: Diagnostics) -> Self {
        Self { sources, diagnostics }
    }

    /// The files, for reading their contents.
    pub(crate) fn sources(&mut self) -> &mut [Source] {
        &mut self.sources
    }

    pub(crate) fn into_parts(self) -> (Vec<Source>, Diagnostics) {
        (self.sources, self.diagnostics)
    }

    /// An error at a place in a file.
    pub(crate) fn at(
        &mut self,
        origin: Origin,
        path: &[&str],
        shape: Option<&str>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Finding<'_> {
        let diagnostic = diagnostic(&self.sources, origin, path, shape, message, help);
        self.diagnostics.push(diagnostic);
        Finding(self.diagnostics.0.last_mut())
    }

    /// A warning about an unknown key.
    pub(crate) fn unknown_key(
        &mut self,
        origin: Origin,
        path: &[&str],
        shape: Option<&str>,
        (message, help): (String, String),
    ) {
        let key = location(&self.sources, origin, path, Mark::Key);
        self.at(origin, path, shape, message, help).move_to(key).warn();
    }

    /// An error about a shape.
    pub(crate) fn shape(
        &mut self,
        shape: &Shape,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Finding<'_> {
        let id = shape.id.as_str();
        self.at(shape.origin, &["shapes", id], Some(id), message, help)
    }

    /// An error about a member of a shape.
    pub(crate) fn member(
        &mut self,
        shape: &Shape,
        member: &Member,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let id = shape.member_id(member);
        let path = member_path(shape, &member.name);
        self.at(shape.origin, &path, Some(id.as_str()), message, help);
    }
}

/// A finding that has just been reported.
pub(crate) struct Finding<'a>(Option<&'a mut Diagnostic>);

impl Finding<'_> {
    /// Turns it into a warning.
    pub(crate) fn warn(self) {
        if let Some(diagnostic) = self.0 {
            diagnostic.severity = Severity::Warning;
        }
    }

    fn move_to(mut self, location: Option<Location>) -> Self {
        if let Some(diagnostic) = &mut self.0 {
            diagnostic.location = location;
        }
        self
    }
}

/// The path of a member in the JSON AST.
pub(crate) fn member_path<'a>(shape: &'a Shape, member: &'a str) -> Vec<&'a str> {
    use super::shape::Kind;
    match shape.kind {
        Kind::List | Kind::Map => vec!["shapes", shape.id.as_str(), member],
        _ => vec!["shapes", shape.id.as_str(), "members", member],
    }
}

pub(crate) fn diagnostic(
    sources: &[Source],
    origin: Origin,
    path: &[&str],
    shape: Option<&str>,
    message: impl Into<String>,
    help: impl Into<String>,
) -> Diagnostic {
    Diagnostic {
        location: location(sources, origin, path, Mark::Value),
        shape: shape.map(str::to_owned),
        ..Diagnostic::new(message, help)
    }
}

fn location(sources: &[Source], origin: Origin, path: &[&str], mark: Mark) -> Option<Location> {
    let path: Vec<String> = path.iter().map(|step| (*step).to_owned()).collect();
    sources.get(origin.0).map(|source| source.location(&path, mark))
}
