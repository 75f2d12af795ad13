use std::collections::BTreeSet;

use super::names::{groups, list};
use super::{Spot, Validator, uri};
use crate::smithy::shape::{Member, Operation, Shape};
use crate::smithy::traits::{Http, HttpHeader, HttpLabel, HttpPayload, HttpQuery, Trait};

impl<'a> Validator<'a> {
    /// Operations must be expressible in HTTP.
    pub(super) fn http(&mut self, shape: &'a Shape, operation: &Operation) {
        let Some(http) = shape.traits.get::<Http>() else { return };
        let is_method = ["GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS"]
            .contains(&http.method.as_str());
        if !is_method {
            let message = format!("{:?} is not an HTTP method", http.method);
            let help = "use GET, PUT, POST, DELETE, PATCH, HEAD or OPTIONS";
            self.report.shape(shape, message, help);
        }
        if let Some(help) = uri::way_out(&http.uri) {
            let message = format!("{:?} is not a URI pattern", http.uri);
            self.report.shape(shape, message, help);
        }
        if !(100..=999).contains(&http.code) {
            let message = format!("{} is not an HTTP status", http.code);
            self.trait_finding(Spot::of(shape), Http::ID, message, "use one from 100 to 599");
        }
        let input = operation.input.as_ref().and_then(|input| self.get(input));
        // A missing input is reported elsewhere.
        if operation.input.is_some() == input.is_some() {
            self.labels(shape, &http, input);
        }
        let output = operation.output.iter().chain(&operation.errors);
        let replies = output.filter_map(|id| self.get(id));
        for shape in input.into_iter().chain(replies).collect::<Vec<_>>() {
            self.payload(shape);
        }
    }

    /// Every label of the URI must be a member with `httpLabel`, and vice versa.
    fn labels(&mut self, operation: &Shape, http: &Http, input: Option<&'a Shape>) {
        let in_uri: BTreeSet<&str> = uri::labels(&http.uri).collect();
        let members = input.into_iter().flat_map(|input| &input.members);
        let bound: Vec<&Member> = members.filter(|m| m.traits.has::<HttpLabel>()).collect();
        let names: BTreeSet<&str> = bound.iter().map(|member| member.name.as_str()).collect();
        for label in in_uri.symmetric_difference(&names) {
            let message = format!(
                "`{label}` must be both in the URI {} and a member with the httpLabel trait",
                http.uri
            );
            self.report.shape(operation, message, "add what is missing, or remove the other");
        }
        for member in bound {
            let is_greedy = http.uri.contains(&format!("{{{}+}}", member.name));
            let target = self.get(&member.target).filter(|_| is_greedy);
            if target.is_some_and(|target| !super::targets::is_text(target)) {
                let message = format!("the greedy label `{}` is not a string", member.name);
                self.report.shape(operation, message, "target a string");
            }
        }
    }

    /// If there is a payload, no other member may be in the body.
    fn payload(&mut self, shape: &'a Shape) {
        if !shape.members.iter().any(|member| member.traits.has::<HttpPayload>()) {
            return;
        }
        let is_bound = |member: &&Member| {
            let mut ids = member.traits.iter().map(|(id, _)| id.as_str());
            ids.any(|id| id.starts_with("smithy.api#http"))
        };
        let unbound = shape.members.iter().filter(|member| !is_bound(member));
        let unbound: Vec<&str> = unbound.map(|member| member.name.as_str()).collect();
        if !unbound.is_empty() {
            let message =
                format!("the payload is the whole body: it cannot contain {}", list(&unbound));
            self.report.shape(shape, message, "bind them to headers, the query or the path");
        }
    }

    /// Names of headers and query parameters must be well-formed and used by one member only.
    pub(super) fn http_names(&mut self, shape: &'a Shape) {
        for member in &shape.members {
            let Some(HttpHeader(name)) = member.traits.get() else { continue };
            if !is_header_name(&name) {
                let message = format!("{name:?} is not a header name");
                self.report.member(shape, member, message, "use letters, digits and hyphens");
            }
        }
        self.shared_name(shape, "header", |member| {
            member.traits.get().map(|HttpHeader(name)| name.to_lowercase())
        });
        self.shared_name(shape, "name in the query", |member| {
            member.traits.get().map(|HttpQuery(name)| name)
        });
    }

    fn shared_name(&mut self, shape: &'a Shape, what: &str, name: fn(&Member) -> Option<String>) {
        // Members without such a name get a key that no name can equal.
        let key = |member: &Member| name(member).unwrap_or_else(|| format!("\n{}", member.name));
        for same in groups(shape, key) {
            let names: Vec<&str> = same.iter().map(|member| member.name.as_str()).collect();
            let message = format!("{} have one {what}, {:?}", list(&names), key(same[0]));
            self.report.shape(shape, message, "use different names");
        }
    }
}

pub(super) fn is_header_name(name: &str) -> bool {
    let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    !name.is_empty() && name.chars().all(is_token)
}
