use std::collections::{BTreeMap, BTreeSet};

use super::names::list;
use super::{Spot, Validator};
use crate::smithy::shape::{Kind, Shape};
use crate::smithy::traits::{Endpoint, Http, Trait};

impl<'a> Validator<'a> {
    /// Two operations of a service with indistinguishable requests. Otherwise the most specific
    /// route wins: a literal before a label, a label before a greedy one.
    pub(super) fn routes(&mut self, service: &'a Shape) {
        let mut by_route: BTreeMap<Route, Vec<&Shape>> = BTreeMap::new();
        let is_listed = |of: &[&Shape]| of.iter().any(|listing| listing.id == service.id);
        let operations = self.services.iter().filter(|(_, of)| is_listed(of));
        for shape in operations.filter_map(|(id, _)| self.shapes.get(*id)) {
            if !matches!(shape.kind, Kind::Operation(_)) {
                continue;
            }
            let Some(http) = shape.traits.get::<Http>() else { continue };
            let prefix = shape.traits.get::<Endpoint>().map(|endpoint| endpoint.host_prefix);
            by_route.entry(Route::of(&http, prefix.as_deref())).or_default().push(shape);
        }
        for (route, same) in by_route.into_iter().filter(|(_, same)| same.len() > 1) {
            let Some(last) = same.last() else { continue };
            let names: Vec<&str> = same.iter().map(|shape| shape.id.name()).collect();
            let (count, names) = (names.len(), list(&names));
            let message = format!("{count} operations have the route {}: {names}", route.shown());
            let help = "make their methods, paths or queries differ";
            self.trait_warning(Spot::of(last), Http::ID, &[], message, help);
        }
    }
}

/// The common pattern of the requests of an operation, without the names of labels.
#[derive(Eq, Ord, PartialEq, PartialOrd)]
struct Route {
    method: String,
    host_prefix: String,
    path: String,
    /// Pairs that the query must contain, in any order.
    query: BTreeSet<String>,
}

impl Route {
    fn of(http: &Http, host_prefix: Option<&str>) -> Self {
        let (path, query) = http.uri.split_once('?').unwrap_or((&http.uri, ""));
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        Self {
            method: http.method.clone(),
            host_prefix: without_names(host_prefix.unwrap_or_default()),
            path: without_names(path.strip_suffix('/').filter(|it| !it.is_empty()).unwrap_or(path)),
            query: pairs.map(|pair| pair.strip_suffix('=').unwrap_or(pair).to_owned()).collect(),
        }
    }

    /// `GET /pumps/{}?fast`
    fn shown(&self) -> String {
        let pairs: Vec<&str> = self.query.iter().map(String::as_str).collect();
        let query = if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) };
        let host = match self.host_prefix.as_str() {
            "" => String::new(),
            prefix => format!(" on the host {prefix}…"),
        };
        format!("`{} {}{query}`{host}", self.method, self.path)
    }
}

/// `/pumps/{}` and `/files/{+}`: the names of labels do not matter.
fn without_names(pattern: &str) -> String {
    let mut parts = pattern.split('{');
    let mut bare = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (label, rest) = part.split_once('}').unwrap_or((part, ""));
        bare.push_str(if label.ends_with('+') { "{+}" } else { "{}" });
        bare.push_str(rest);
    }
    bare
}
