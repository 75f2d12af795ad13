use super::shape::{Member, Origin, Shape};
use super::source::{Mark, Source};
use crate::diagnostics::{Diagnostic, Diagnostics, Location};

/// The files under work and what was found in them.
pub(crate) struct Report {
    sources: Vec<Source>,
    diagnostics: Diagnostics,
}

impl Report {
    pub(crate) fn new(sources: Vec<Source>, diagnostics: Diagnostics) -> Self {
        Self { sources, diagnostics }
    }

    /// The files, to read what they say.
    pub(crate) fn sources(&mut self) -> &mut [Source] {
        &mut self.sources
    }

    pub(crate) fn into_parts(self) -> (Vec<Source>, Diagnostics) {
        (self.sources, self.diagnostics)
    }

    /// A finding at a place in a file.
    pub(crate) fn at(
        &mut self,
        origin: Origin,
        path: &[&str],
        shape: Option<&str>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let diagnostic = diagnostic(&self.sources, origin, path, shape, message, help);
        self.diagnostics.push(diagnostic);
    }

    /// A warning about what stands at a place in a file.
    pub(crate) fn warn(
        &mut self,
        origin: Origin,
        path: &[&str],
        shape: Option<&str>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let diagnostic = diagnostic(&self.sources, origin, path, shape, message, help);
        self.diagnostics.push(diagnostic.into_warning());
    }

    /// A warning about a key that Smithy does not have there.
    pub(crate) fn unknown_key(
        &mut self,
        origin: Origin,
        path: &[&str],
        shape: Option<&str>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let location = location(&self.sources, origin, path, Mark::Key);
        let shape = shape.map(str::to_owned);
        let finding = Diagnostic { location, shape, ..Diagnostic::new(message, help) };
        self.diagnostics.push(finding.into_warning());
    }

    /// A finding about a shape.
    pub(crate) fn shape(
        &mut self,
        shape: &Shape,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let id = shape.id.as_str();
        self.at(shape.origin, &["shapes", id], Some(id), message, help);
    }

    /// A warning about a shape.
    pub(crate) fn warn_shape(
        &mut self,
        shape: &Shape,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let id = shape.id.as_str();
        self.warn(shape.origin, &["shapes", id], Some(id), message, help);
    }

    /// A finding about a member of a shape.
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

/// Where a member stands in the JSON AST.
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
