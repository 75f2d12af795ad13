use serde_json::Value;

use super::names::list as named;
use super::{Spot, Validator};
use crate::smithy::shape::{Kind, Shape};
use crate::smithy::shape_id::ShapeId;

const DISCOVERY: &str = "aws.api#clientEndpointDiscovery";

impl<'a> Validator<'a> {
    /// The operation for endpoint discovery has a fixed form.
    pub(super) fn discovery(&mut self, service: &'a Shape) {
        let Some(value) = service.traits.value(DISCOVERY) else { return };
        let named = |key: &str| {
            let id = value.get(key).and_then(Value::as_str).and_then(ShapeId::parse)?;
            self.get(&id)
        };
        let (operation, error) = (named("operation"), named("error"));
        let is_error = |shape: &Shape| shape.traits.value("smithy.api#error").is_some();
        if value.get("error").is_some() && !error.is_some_and(is_error) {
            let message = "the error of endpoint discovery is not an error of the model".to_owned();
            let help = "name a structure with the error trait";
            self.trait_finding(Spot::of(service), DISCOVERY, message, help);
        }
        match operation.map(|shape| (shape, &shape.kind)) {
            Some((shape, Kind::Operation(operation))) => {
                self.discovered(shape, operation.output.as_ref());
            }
            _ => {
                let message = "the operation of endpoint discovery is not an operation of the \
                               model";
                let help = "name an operation";
                self.trait_finding(Spot::of(service), DISCOVERY, message.to_owned(), help);
            }
        }
    }

    /// The output must be a list of endpoints and nothing else.
    fn discovered(&mut self, operation: &'a Shape, output: Option<&ShapeId>) {
        let members = output.and_then(|output| self.get(output)).map(|output| &output.members[..]);
        let list = match members.unwrap_or_default() {
            [member] if member.name == "Endpoints" => self.get(&member.target),
            _ => {
                let message =
                    "the output of endpoint discovery must have exactly the member `Endpoints`";
                self.report.shape(operation, message, "give it that one member");
                return;
            }
        };
        let Some(list) = list else { return };
        let item = list.members.last().filter(|_| list.kind == Kind::List);
        match item.map(|item| self.get(&item.target)) {
            Some(Some(endpoint)) if endpoint.kind == Kind::Structure => self.endpoint(endpoint),
            // A missing target is reported elsewhere.
            Some(None) => {}
            _ => {
                let help = "give it structures with `Address` and `CachePeriodInMinutes`";
                self.report.shape(list, "`Endpoints` is not a list of structures", help);
            }
        }
    }

    fn endpoint(&mut self, endpoint: &'a Shape) {
        const MEMBERS: [(&str, Kind); 2] =
            [("Address", Kind::String), ("CachePeriodInMinutes", Kind::Long)];
        for (name, kind) in MEMBERS {
            let Some(member) = endpoint.member(name) else {
                let message = format!("a discovered endpoint lacks `{name}`");
                self.report.shape(endpoint, message, "add the member");
                continue;
            };
            if self.get(&member.target).is_some_and(|target| target.kind != kind) {
                let message = format!("`{name}` of a discovered endpoint is not a {kind:?}");
                self.report.member(endpoint, member, message, "give it that type");
            }
        }
        let is_known = |name: &str| MEMBERS.iter().any(|(known, _)| *known == name);
        let others = endpoint.members.iter().map(|member| member.name.as_str());
        let others: Vec<&str> = others.filter(|name| !is_known(name)).collect();
        if !others.is_empty() {
            let message = format!("a discovered endpoint cannot have {}", named(&others));
            self.report.shape(endpoint, message, "keep only `Address` and `CachePeriodInMinutes`");
        }
    }
}
