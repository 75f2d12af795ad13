//! Where traits may be applied, according to the prelude of the specification and its traits for
//! AWS. Traits that a model defines itself may be applied anywhere, because no client uses them.

use super::targets::is_text;
use super::{Spot, Validator};
use crate::smithy::shape::{Binding, Kind, Shape};

impl<'a> Validator<'a> {
    /// Traits must be applied where the specification allows them.
    pub(super) fn places(&mut self, spot: Spot<'a>) {
        if spot.member.is_some() && spot.target.is_none() {
            return;
        }
        let place = Place { spot, validator: self };
        let misplaced: Vec<_> = spot
            .traits()
            .iter()
            .filter_map(|(id, _)| {
                PLACES.iter().find(|(ids, ..)| ids.contains(&id.as_str())).zip(Some(id))
            })
            .filter(|((_, _, fits), _)| !fits(&place))
            .collect();
        for ((_, place, _), id) in misplaced {
            let message = format!("`{id}` is misplaced: it is for {place}");
            self.trait_finding(
                spot,
                id.as_str(),
                message,
                "move or remove the trait, or change the shape",
            );
        }
    }
}

struct Place<'a> {
    spot: Spot<'a>,
    validator: &'a Validator<'a>,
}

type Fits = fn(&Place<'_>) -> bool;

const PLACES: &[(&[&str], &str, Fits)] = &[
    (
        &[
            "aws.api#clientEndpointDiscovery",
            "aws.api#service",
            "aws.auth#cognitoUserPools",
            "aws.auth#sigv4",
            "aws.auth#sigv4a",
            "aws.protocols#restJson1",
            "sdk.codegen#certificateAuth",
            "sdk.codegen#labelDefaults",
            "sdk.codegen#requestHeaders",
            "smithy.api#cors",
            "smithy.api#httpApiKeyAuth",
            "smithy.api#httpBasicAuth",
            "smithy.api#httpBearerAuth",
            "smithy.api#httpDigestAuth",
            "smithy.rules#clientContextParams",
            "smithy.rules#endpointBdd",
            "smithy.rules#endpointRuleSet",
            "smithy.rules#endpointTests",
        ],
        "a service",
        |place| place.is_service(),
    ),
    (
        &[
            "aws.api#clientDiscoveredEndpoint",
            "aws.auth#unsignedPayload",
            "aws.protocols#httpChecksum",
            "sdk.codegen#acceptsCertificate",
            "sdk.codegen#sha256TreeHash",
            "smithy.api#endpoint",
            "smithy.api#examples",
            "smithy.api#http",
            "smithy.api#httpChecksumRequired",
            "smithy.api#idempotent",
            "smithy.api#optionalAuth",
            "smithy.api#readonly",
            "smithy.api#requestCompression",
            "smithy.rules#operationContextParams",
            "smithy.rules#staticContextParams",
            "smithy.test#httpRequestTests",
            "smithy.waiters#waitable",
        ],
        "an operation",
        |place| place.is_operation(),
    ),
    (&["smithy.api#auth", "smithy.api#paginated"], "a service or an operation", |place| {
        place.is_service() || place.is_operation()
    }),
    (&["smithy.api#title"], "a service or a resource", |place| {
        place.is_service() || place.is_resource()
    }),
    (&["smithy.api#noReplace"], "a resource with a `put` operation", |place| match place.kind() {
        Some(Kind::Resource(resource)) => {
            resource.operations.iter().any(|(binding, _)| *binding == Binding::Put)
        }
        _ => false,
    }),
    (&["smithy.test#httpResponseTests"], "an operation or an error", |place| {
        place.is_operation() || place.is_error()
    }),
    (&["smithy.api#httpError", "smithy.api#retryable"], "an error", |place| place.is_error()),
    (&["smithy.api#error", "smithy.api#input", "smithy.api#output"], "a structure", |place| {
        place.kind() == Some(&Kind::Structure)
    }),
    (
        &[
            "smithy.api#clientOptional",
            "smithy.api#nestedProperties",
            "smithy.api#property",
            "smithy.api#recommended",
            "smithy.api#required",
            "smithy.rules#contextParam",
        ],
        "a member of a structure",
        |place| place.is_member_of(&Kind::Structure),
    ),
    (
        &["smithy.api#default"],
        "a simple shape, a list, a map, or a member of a structure that targets one",
        |place| {
            (place.spot.member.is_none() || place.is_member_of(&Kind::Structure))
                && place.data(|data| is_simple(data) || is_collection(data))
        },
    ),
    (&["smithy.api#enumValue"], "a member of an enum", |place| {
        place.is_member_of(&Kind::Enum) || place.is_member_of(&Kind::IntEnum)
    }),
    (&["smithy.api#enum"], "a string", |place| place.kind() == Some(&Kind::String)),
    (&["smithy.api#jsonName"], "a member of a structure or union", |place| {
        place.is_member_of(&Kind::Structure) || place.is_member_of(&Kind::Union)
    }),
    (&["smithy.api#idempotencyToken"], "a member of a structure that is a string", |place| {
        place.is_member_of(&Kind::Structure) && place.data(is_text)
    }),
    (
        &["smithy.api#hostLabel", "smithy.api#resourceIdentifier"],
        "a required member of a structure that is a string",
        |place| place.is_required() && place.data(is_text),
    ),
    (
        &["smithy.api#httpLabel"],
        "a required member of a structure that is a string, number, boolean or timestamp",
        |place| place.is_required() && place.data(is_writable),
    ),
    (
        &["smithy.api#httpHeader", "smithy.api#httpQuery"],
        "a member of a structure that is a string, number, boolean or timestamp, or a list of them",
        |place| {
            place.is_member_of(&Kind::Structure)
                && (place.data(is_writable)
                    || place.data(|data| data.kind == Kind::List) && place.items(is_writable))
        },
    ),
    (
        &["smithy.api#httpPrefixHeaders"],
        "a member of a structure that is a map of strings",
        |place| place.is_map() && place.items(is_text),
    ),
    (
        &["smithy.api#httpQueryParams"],
        "a member of a structure that is a map of strings or of lists of strings",
        |place| {
            place.is_map()
                && place.items(|item| {
                    is_text(item) || item.kind == Kind::List && place.validator.items(item, is_text)
                })
        },
    ),
    (
        &["smithy.api#httpPayload"],
        "a member of a structure that is a string, blob, structure, union, document, list or map",
        |place| {
            place.is_member_of(&Kind::Structure)
                && place.data(|data| {
                    is_text(data)
                        || is_collection(data)
                        || matches!(
                            data.kind,
                            Kind::Blob | Kind::Structure | Kind::Union | Kind::Document
                        )
                })
        },
    ),
    (&["smithy.api#httpResponseCode"], "a member of a structure that is an integer", |place| {
        place.is_member_of(&Kind::Structure)
            && place.data(|data| matches!(data.kind, Kind::Integer | Kind::IntEnum))
    }),
    (
        &["smithy.api#eventHeader"],
        "a member of a structure that is a whole number, string, blob, boolean or timestamp",
        |place| {
            use Kind::{Blob, Boolean, Byte, IntEnum, Integer, Long, Short, Timestamp};
            place.is_member_of(&Kind::Structure)
                && place.data(|data| {
                    let kind = &data.kind;
                    is_text(data)
                        || matches!(kind, Boolean | Byte | Short | Integer | IntEnum | Long)
                        || matches!(kind, Blob | Timestamp)
                })
        },
    ),
    (
        &["smithy.api#eventPayload"],
        "a member of a structure that is a string, blob, structure or union",
        |place| {
            place.is_member_of(&Kind::Structure)
                && place.data(|data| {
                    is_text(data) || matches!(data.kind, Kind::Blob | Kind::Structure | Kind::Union)
                })
        },
    ),
    (&["smithy.api#timestampFormat"], "a timestamp", |place| {
        place.data(|data| data.kind == Kind::Timestamp)
    }),
    (&["smithy.api#range"], "a number", |place| place.data(is_number)),
    (&["smithy.api#pattern"], "a string", |place| place.data(is_text)),
    (&["smithy.api#length"], "a string, blob, list or map", |place| {
        place.data(|data| is_text(data) || is_collection(data) || data.kind == Kind::Blob)
    }),
    (&["smithy.api#mediaType"], "a string or blob", |place| {
        matches!(place.kind(), Some(Kind::String | Kind::Enum | Kind::Blob))
    }),
    (&["smithy.api#sparse"], "a list or map", |place| {
        matches!(place.kind(), Some(Kind::List | Kind::Map))
    }),
    (&["smithy.api#uniqueItems"], "a list", |place| place.kind() == Some(&Kind::List)),
    (&["smithy.api#streaming"], "a blob or union", |place| {
        matches!(place.kind(), Some(Kind::Blob | Kind::Union))
    }),
    (&["smithy.api#requiresLength"], "a streaming blob", |place| {
        place.kind() == Some(&Kind::Blob) && place.spot.has("smithy.api#streaming")
    }),
    (&["smithy.api#references"], "a structure or string", |place| {
        matches!(place.kind(), Some(Kind::Structure | Kind::String | Kind::Enum))
    }),
    (&["smithy.api#mixin", "smithy.api#trait"], "a shape", |place| place.kind().is_some()),
    (&["smithy.api#authDefinition", "smithy.api#protocolDefinition"], "a trait", |place| {
        place.kind() == Some(&Kind::Structure) && place.spot.has("smithy.api#trait")
    }),
    (
        &["smithy.api#xmlFlattened"],
        "a member of a structure or union that is a list or map",
        |place| {
            (place.is_member_of(&Kind::Structure) || place.is_member_of(&Kind::Union))
                && place.data(is_collection)
        },
    ),
    (
        &["smithy.api#xmlAttribute"],
        "a member of a structure that is a string, number, boolean or timestamp",
        |place| place.is_member_of(&Kind::Structure) && place.data(is_writable),
    ),
];

impl Place<'_> {
    /// The kind of the shape; `None` for a member.
    fn kind(&self) -> Option<&Kind> {
        self.spot.member.is_none().then_some(&self.spot.shape.kind)
    }

    fn is_service(&self) -> bool {
        matches!(self.kind(), Some(Kind::Service(_)))
    }

    fn is_resource(&self) -> bool {
        matches!(self.kind(), Some(Kind::Resource(_)))
    }

    fn is_operation(&self) -> bool {
        matches!(self.kind(), Some(Kind::Operation(_)))
    }

    fn is_error(&self) -> bool {
        self.kind() == Some(&Kind::Structure) && self.spot.has("smithy.api#error")
    }

    fn is_member_of(&self, kind: &Kind) -> bool {
        self.spot.member.is_some() && self.spot.shape.kind == *kind
    }

    fn is_required(&self) -> bool {
        self.is_member_of(&Kind::Structure) && self.spot.has("smithy.api#required")
    }

    fn is_map(&self) -> bool {
        self.is_member_of(&Kind::Structure) && self.data(|data| data.kind == Kind::Map)
    }

    fn data(&self, is: impl Fn(&Shape) -> bool) -> bool {
        self.spot.data().is_some_and(is)
    }

    /// Tests the values of a list or map.
    fn items(&self, are: impl Fn(&Shape) -> bool) -> bool {
        self.spot.data().is_some_and(|data| self.validator.items(data, are))
    }
}

impl Validator<'_> {
    /// Tests the values of a list or map. Values whose shape does not exist pass: they are reported
    /// elsewhere.
    fn items(&self, collection: &Shape, are: impl Fn(&Shape) -> bool) -> bool {
        let item = collection.members.last().and_then(|member| self.get(&member.target));
        item.is_none_or(are)
    }
}

fn is_number(shape: &Shape) -> bool {
    use Kind::{BigDecimal, BigInteger, Byte, Double, Float, IntEnum, Integer, Long, Short};
    matches!(
        shape.kind,
        Byte | Short | Integer | Long | Float | Double | BigInteger | BigDecimal | IntEnum
    )
}

/// Whether headers, labels and the query can carry it.
fn is_writable(shape: &Shape) -> bool {
    is_text(shape) || is_number(shape) || matches!(shape.kind, Kind::Boolean | Kind::Timestamp)
}

fn is_collection(shape: &Shape) -> bool {
    matches!(shape.kind, Kind::List | Kind::Map)
}

fn is_simple(shape: &Shape) -> bool {
    is_writable(shape) || matches!(shape.kind, Kind::Blob | Kind::Document)
}
