use serde::Deserialize;
use serde_json::{Map, Value};

use super::*;

/// What is wrong with the value of a trait, if anything. Traits that are not in the table, such as
/// those for other tools, may have any value.
pub(crate) fn problem(id: &str, value: &Value) -> Option<String> {
    let check = KNOWN.iter().find(|(known, _)| *known == id)?.1;
    check(value)
}

type Check = fn(&Value) -> Option<String>;

const KNOWN: &[(&str, Check)] = &[
    entry::<AwsService>(),
    entry::<ClientOptional>(),
    entry::<Deprecated>(),
    entry::<Documentation>(),
    entry::<EndpointRuleSet>(),
    entry::<EndpointTests>(),
    entry::<Error>(),
    entry::<Examples>(),
    entry::<Http>(),
    entry::<HttpError>(),
    entry::<HttpHeader>(),
    entry::<HttpLabel>(),
    entry::<HttpPayload>(),
    entry::<HttpPrefixHeaders>(),
    entry::<HttpQuery>(),
    entry::<HttpQueryParams>(),
    entry::<HttpRequestTests>(),
    entry::<HttpResponseCode>(),
    entry::<HttpResponseTests>(),
    entry::<IdempotencyToken>(),
    entry::<Idempotent>(),
    entry::<Input>(),
    entry::<JsonName>(),
    entry::<Length>(),
    entry::<Mixin>(),
    entry::<OptionalAuth>(),
    entry::<Output>(),
    entry::<Pattern>(),
    entry::<Range>(),
    entry::<Ranges>(),
    entry::<Readonly>(),
    entry::<Required>(),
    entry::<RestJson1>(),
    entry::<Retryable>(),
    entry::<Sensitive>(),
    entry::<SigV4>(),
    entry::<Sparse>(),
    entry::<Streaming>(),
    entry::<TimestampFormat>(),
    entry::<Title>(),
    ("aws.auth#unsignedPayload", object),
    ("smithy.api#endpoint", object),
    ("smithy.api#eventHeader", object),
    ("smithy.api#eventPayload", object),
    ("smithy.api#hostLabel", object),
    ("smithy.api#httpChecksumRequired", object),
    ("smithy.api#internal", object),
    ("smithy.api#mediaType", text),
    ("smithy.api#paginated", object),
    ("smithy.api#private", object),
    ("smithy.api#recommended", object),
    ("smithy.api#requestCompression", object),
    ("smithy.api#requiresLength", object),
    ("smithy.api#since", text),
    ("smithy.api#tags", texts),
    ("smithy.api#trait", object),
    ("smithy.api#uniqueItems", object),
    ("smithy.api#unstable", object),
    ("smithy.waiters#waitable", object),
];

const fn entry<T: Trait>() -> (&'static str, Check) {
    (T::ID, read::<T>)
}

fn read<T: for<'de> Deserialize<'de>>(value: &Value) -> Option<String> {
    T::deserialize(value).err().map(|error| error.to_string())
}

fn object(value: &Value) -> Option<String> {
    read::<Map<String, Value>>(value)
}

fn text(value: &Value) -> Option<String> {
    read::<String>(value)
}

fn texts(value: &Value) -> Option<String> {
    read::<Vec<String>>(value)
}
