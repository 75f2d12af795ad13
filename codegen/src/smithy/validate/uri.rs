use std::collections::BTreeSet;

use serde_json::Value;

use super::{Spot, Validator};
use crate::smithy::shape_id::is_identifier;

/// How to fix the pattern of a URI, if anything is wrong with it.
pub(super) fn way_out(uri: &str) -> Option<String> {
    let is_plain = |c: char| c.is_ascii_graphic() && !"#\"<>\\^`|".contains(c);
    if !uri.starts_with('/') || !uri.chars().all(is_plain) {
        return Some("start it with a slash, and use ASCII only".to_owned());
    }
    let (path, query) = uri.split_once('?').unwrap_or((uri, ""));
    if query.contains(['{', '}']) {
        return Some("keep labels in the path, out of the query".to_owned());
    }
    let mut seen = BTreeSet::new();
    let mut is_greedy = false;
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    for (index, segment) in segments.iter().enumerate() {
        // A path may end with a slash.
        if segment.is_empty() && index + 1 < segments.len() {
            return Some("remove empty segments".to_owned());
        }
        if !segment.contains(['{', '}']) {
            continue;
        }
        let inner = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
        let name = inner.map(|inner| inner.strip_suffix('+').unwrap_or(inner));
        let Some(name) = name.filter(|name| is_identifier(name)) else {
            return Some("use a whole segment for each label: a name in braces".to_owned());
        };
        if is_greedy {
            return Some("make only the last label greedy".to_owned());
        }
        if !seen.insert(name) {
            return Some("use each label once".to_owned());
        }
        is_greedy = inner.is_some_and(|inner| inner.ends_with('+'));
    }
    None
}

/// The labels of a URI pattern, without the `+` of greedy ones.
pub(super) fn labels(uri: &str) -> impl Iterator<Item = &str> {
    uri.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0.trim_end_matches('+')))
}

impl<'a> Validator<'a> {
    /// Links and namespaces must be URIs.
    pub(super) fn uris(&mut self, spot: Spot<'a>) {
        const LINKS: &str = "smithy.api#externalDocumentation";
        const NAMESPACE: &str = "smithy.api#xmlNamespace";
        let links = spot.traits().value(LINKS).and_then(Value::as_object);
        for (name, url) in links.into_iter().flatten() {
            if let Some(url) = url.as_str().filter(|url| !has_scheme(url)) {
                let message = format!("the link {name:?} is {url:?}, which is not a URL");
                self.trait_finding(spot, LINKS, message, "use an absolute URL");
            }
        }
        let namespace = spot.traits().value(NAMESPACE).and_then(|value| value.get("uri"));
        if let Some(uri) = namespace.and_then(Value::as_str).filter(|uri| !is_reference(uri)) {
            let message = format!("the namespace is {uri:?}, which is not a URI");
            self.trait_finding(spot, NAMESPACE, message, "correct the URI");
        }
    }
}

/// Whether a text starts with a scheme: `https:` and something more.
fn has_scheme(text: &str) -> bool {
    text.split_once(':').is_some_and(|(scheme, rest)| is_scheme(scheme) && !rest.is_empty())
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
}

/// Whether a text is a URI or a relative reference.
fn is_reference(text: &str) -> bool {
    let is_allowed = |c: char| !c.is_whitespace() && !c.is_control() && !"\"<>\\^`{|}".contains(c);
    let first = text.split(['/', '?', '#']).next().unwrap_or_default();
    let scheme = first.split_once(':').map(|(scheme, _)| scheme);
    !text.is_empty() && text.chars().all(is_allowed) && scheme.is_none_or(is_scheme)
}
