use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::overlay;
use crate::Failure;

/// The tests that a model contains. It is read from the JSON without the generator, to notice tests
/// that the generator overlooks.
pub(super) struct Inventory {
    /// The number of shapes in the file.
    pub(super) shapes: usize,
    pub(super) services: Vec<Service>,
}

#[derive(Default)]
pub(super) struct Service {
    pub(super) id: String,
    pub(super) operations: usize,
    /// The names of the operations with event streams, whose tests are not counted.
    pub(super) event_streams: Vec<String>,
    /// The names of the service's protocols.
    pub(super) protocols: Vec<String>,
    pub(super) cases: Vec<Case>,
    /// An additional model that makes the service a restJson1 service, if needed.
    pub(super) overlay: Option<Value>,
}

/// A test for clients.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Case {
    pub(super) kind: Kind,
    /// The id or, for an endpoint test, its number, starting at 1.
    pub(super) id: String,
    /// How many functions are generated for it: endpoint tests may also be tested through calls.
    pub(super) functions: usize,
}

#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Kind {
    Request,
    Response,
    Endpoint,
}

impl Kind {
    pub(super) const ALL: [Self; 3] = [Self::Request, Self::Response, Self::Endpoint];

    /// The name of the kind in skips.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
            Self::Endpoint => "endpoint",
        }
    }

    /// The emitted file with tests of this kind.
    pub(super) fn target(self) -> &'static str {
        match self {
            Self::Request => "requests",
            Self::Response => "responses",
            Self::Endpoint => "endpoints",
        }
    }
}

impl Inventory {
    pub(super) fn read(path: &Path) -> Result<Self, Failure> {
        let text = fs::read_to_string(path)
            .map_err(|error| format!("error: cannot read {}: {error}", path.display()))?;
        let model: Value = serde_json::from_str(&text)
            .map_err(|error| format!("error: {} is not JSON: {error}", path.display()))?;
        Ok(Self::of(&model))
    }

    fn of(model: &Value) -> Self {
        let Some(shapes) = model["shapes"].as_object() else {
            return Self { shapes: 0, services: Vec::new() };
        };
        let shapes: Shapes<'_> = shapes.iter().map(|(id, shape)| (id.as_str(), shape)).collect();
        let is_service = |(_, shape): &(&&str, &&Value)| shape["type"] == "service";
        let services = shapes.iter().filter(is_service);
        let services = services.map(|(id, shape)| service(id, shape, &shapes)).collect();
        Self { shapes: shapes.len(), services }
    }
}

type Shapes<'a> = BTreeMap<&'a str, &'a Value>;

fn service(id: &str, service: &Value, shapes: &Shapes<'_>) -> Service {
    let (left_out, operations): (BTreeSet<&str>, BTreeSet<&str>) =
        operations(id, shapes).into_iter().partition(|id| has_event_stream(id, shapes));
    let event_streams: Vec<String> = left_out.iter().map(|id| local(id).to_owned()).collect();
    let mut errors: BTreeSet<&str> = targets(service, "errors").collect();
    let mut cases = Vec::new();
    for operation in operations.iter().filter_map(|id| shapes.get(id)) {
        errors.extend(targets(operation, "errors"));
        cases.extend(protocol_tests(operation, "smithy.test#httpRequestTests", Kind::Request));
        cases.extend(protocol_tests(operation, "smithy.test#httpResponseTests", Kind::Response));
    }
    for error in errors.iter().filter_map(|id| shapes.get(id)) {
        cases.extend(protocol_tests(error, "smithy.test#httpResponseTests", Kind::Response));
    }
    cases.extend(endpoint_tests(service, &event_streams));
    let overlay =
        overlay::of(id, service, operations.iter().map(|id| (*id, shapes.get(id).copied())));
    let protocols = protocols(service).map(str::to_owned).collect();
    let operations = operations.len();
    Service { id: id.to_owned(), operations, event_streams, protocols, cases, overlay }
}

fn protocols(service: &Value) -> impl Iterator<Item = &str> {
    let traits = service["traits"].as_object().into_iter().flatten();
    traits.filter_map(|(id, _)| {
        id.strip_prefix("aws.protocols#").or_else(|| id.strip_prefix("smithy.protocols#"))
    })
}

/// Whether a member of the input or output is an event stream.
fn has_event_stream(operation: &str, shapes: &Shapes<'_>) -> bool {
    let Some(operation) = shapes.get(operation) else { return false };
    let messages = ["input", "output"].map(|key| operation[key]["target"].as_str());
    let members =
        messages.into_iter().flatten().filter_map(|id| shapes.get(id)?["members"].as_object());
    let mut targets = members.flat_map(|it| it.values()).filter_map(|it| it["target"].as_str());
    targets.any(|id| {
        shapes.get(id).is_some_and(|shape| {
            shape["type"] == "union" && !shape["traits"]["smithy.api#streaming"].is_null()
        })
    })
}

fn local(id: &str) -> &str {
    id.rsplit('#').next().unwrap_or(id)
}

/// The operations of a service and of its resources.
fn operations<'a>(service: &str, shapes: &Shapes<'a>) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut pending: Vec<&'a str> = shapes.keys().copied().filter(|id| *id == service).collect();
    while let Some(id) = pending.pop() {
        // Resources may form cycles.
        let (true, Some(shape)) = (seen.insert(id), shapes.get(id)) else { continue };
        pending.extend(targets(shape, "resources"));
        pending.extend(targets(shape, "mixins"));
        found.extend(targets(shape, "operations"));
        found.extend(targets(shape, "collectionOperations"));
        let lifecycle = ["put", "create", "read", "update", "delete", "list"];
        found.extend(lifecycle.iter().filter_map(|key| shape[*key]["target"].as_str()));
    }
    found
}

fn targets<'a>(shape: &'a Value, key: &str) -> impl Iterator<Item = &'a str> {
    let targets = shape[key].as_array().into_iter().flatten();
    targets.filter_map(|target| target["target"].as_str())
}

/// The tests for clients of restJson1.
fn protocol_tests(shape: &Value, id: &str, kind: Kind) -> impl Iterator<Item = Case> {
    let tests = shape["traits"][id].as_array().into_iter().flatten();
    let tests = tests.filter(|test| {
        test["protocol"] == "aws.protocols#restJson1"
            && (test["appliesTo"].is_null() || test["appliesTo"] == "client")
    });
    tests.map(move |test| Case {
        kind,
        id: test["id"].as_str().unwrap_or_default().to_owned(),
        functions: 1,
    })
}

fn endpoint_tests(service: &Value, left_out: &[String]) -> impl Iterator<Item = Case> {
    let cases = service["traits"]["smithy.rules#endpointTests"]["testCases"].as_array();
    cases.into_iter().flatten().enumerate().map(|(index, case)| Case {
        kind: Kind::Endpoint,
        id: (index + 1).to_string(),
        functions: 1 + case["operationInputs"].as_array().map_or(0, |calls| {
            let name = |call: &&Value| call["operationName"].as_str().map(str::to_owned);
            calls.iter().filter(|call| !name(call).is_some_and(|it| left_out.contains(&it))).count()
        }),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn tests_for_clients_are_counted_wherever_the_service_reaches() {
        let test = |id: &str, to: &str| {
            let mut test = json!({"id": id, "protocol": "aws.protocols#restJson1"});
            if !to.is_empty() {
                test["appliesTo"] = to.into();
            }
            test
        };
        let other = json!({"id": "Other", "protocol": "aws.protocols#awsJson1_1"});
        let model = json!({"shapes": {
            "a#Service": {"type": "service", "resources": [{"target": "a#Resource"}],
                "traits": {"smithy.rules#endpointTests": {"testCases": [
                    {}, {"operationInputs": [{"operationName": "Read"}]}]}}},
            "a#Resource": {"type": "resource", "read": {"target": "a#Read"},
                "resources": [{"target": "a#Resource"}]},
            "a#Read": {"type": "operation", "errors": [{"target": "a#Error"}], "traits": {
                "smithy.test#httpRequestTests":
                    [test("Both", ""), test("Client", "client"), test("Server", "server"), other]}},
            "a#Error": {"type": "structure", "traits": {
                "smithy.test#httpResponseTests": [test("Both", "")]}},
            "a#Orphan": {"type": "operation", "traits": {
                "smithy.test#httpRequestTests": [test("Orphan", "")]}},
        }});
        let inventory = Inventory::of(&model);
        let [service] = inventory.services.as_slice() else { panic!("one service") };
        let case = |kind, id: &str, functions| Case { kind, id: id.to_owned(), functions };
        assert_eq!(
            service.cases,
            [
                case(Kind::Request, "Both", 1),
                case(Kind::Request, "Client", 1),
                case(Kind::Response, "Both", 1),
                case(Kind::Endpoint, "1", 1),
                case(Kind::Endpoint, "2", 2),
            ]
        );
        assert_eq!((inventory.shapes, service.operations), (5, 1));
    }
}
