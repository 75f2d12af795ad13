use super::shape::{Member, Origin, Shape};
use super::source::Source;
use crate::diagnostics::{Diagnostic, Diagnostics};

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
    let path: Vec<String> = path.iter().map(|step| (*step).to_owned()).collect();
    Diagnostic {
        location: sources.get(origin.0).map(|source| source.location(&path)),
        shape: shape.map(str::to_owned),
        message: message.into(),
        help: help.into(),
    }
}
