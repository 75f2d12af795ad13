use serde_json::Value;

use super::http::is_header_name;
use super::{Spot, Validator};
use crate::smithy::shape_id::ShapeId;
use crate::smithy::traits::AUTH_SCHEMES;

impl<'a> Validator<'a> {
    /// Authentication schemes must exist and be consistent.
    pub(super) fn auth(&mut self, spot: Spot<'a>) {
        const AUTH: &str = "smithy.api#auth";
        let listed = spot.traits().value(AUTH).and_then(Value::as_array);
        for scheme in listed.into_iter().flatten().filter_map(Value::as_str) {
            if !self.is_scheme(scheme) {
                let message = format!("{scheme} is not an authentication scheme");
                let help = "name a shape with the trait `smithy.api#authDefinition`";
                self.trait_finding(spot, AUTH, message, help);
            }
        }
        self.api_key(spot);
    }

    /// Schemes may be defined outside of the model; those in the model must be schemes.
    fn is_scheme(&self, id: &str) -> bool {
        let Some(scheme) = ShapeId::parse(id) else { return false };
        let defined = self.get(&scheme).map(|shape| &shape.traits);
        defined.map_or(scheme.namespace() != "smithy.api", |traits| {
            traits.value("smithy.api#authDefinition").is_some()
        }) || AUTH_SCHEMES.contains(&id)
            || id == "smithy.api#noAuth"
    }

    fn api_key(&mut self, spot: Spot<'a>) {
        const API_KEY: &str = "smithy.api#httpApiKeyAuth";
        let Some(value) = spot.traits().value(API_KEY) else { return };
        let place = value.get("in").and_then(Value::as_str);
        if place == Some("query") && value.get("scheme").is_some() {
            let message = "a key in the query has no scheme".to_owned();
            let help = "remove `scheme`, or put the key in a header";
            self.trait_finding(spot, API_KEY, message, help);
        }
        let name = value.get("name").and_then(Value::as_str).unwrap_or_default();
        if place == Some("header") && !is_header_name(name) {
            let message = format!("{name:?} is not a header name");
            self.trait_finding(spot, API_KEY, message, "use letters, digits and hyphens");
        }
    }
}
