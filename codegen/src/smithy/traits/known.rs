use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::*;

/// What is wrong with a trait value, if anything. Traits that are not in the table, such as those
/// for other tools, may have any value.
pub(crate) fn problem(id: &str, value: &Value) -> Option<String> {
    let check = KNOWN.iter().find(|(known, _)| *known == id)?.1;
    check(value)
}

/// The ids of the traits whose values are checked.
#[cfg(test)]
pub(crate) fn typed() -> impl Iterator<Item = &'static str> {
    KNOWN.iter().map(|(id, _)| *id)
}

type Check = fn(&Value) -> Option<String>;

const KNOWN: &[(&str, Check)] = &[
    object_entry::<AcceptsCertificate>(),
    entry::<Auth>(),
    object_entry::<AuthDefinition>(),
    object_entry::<AwsService>(),
    object_entry::<CertificateAuth>(),
    object_entry::<ClientContextParams>(),
    object_entry::<ClientOptional>(),
    object_entry::<ContextParam>(),
    object_entry::<Deprecated>(),
    entry::<Documentation>(),
    object_entry::<Endpoint>(),
    object_entry::<EndpointRuleSet>(),
    object_entry::<EndpointTests>(),
    entry::<Error>(),
    entry::<Examples>(),
    object_entry::<HostLabel>(),
    object_entry::<Http>(),
    object_entry::<HttpApiKeyAuth>(),
    object_entry::<HttpChecksumRequired>(),
    entry::<HttpError>(),
    entry::<HttpHeader>(),
    object_entry::<HttpLabel>(),
    object_entry::<HttpPayload>(),
    entry::<HttpPrefixHeaders>(),
    entry::<HttpQuery>(),
    object_entry::<HttpQueryParams>(),
    entry::<HttpRequestTests>(),
    object_entry::<HttpResponseCode>(),
    entry::<HttpResponseTests>(),
    object_entry::<IdempotencyToken>(),
    object_entry::<Idempotent>(),
    object_entry::<Input>(),
    entry::<JsonName>(),
    entry::<LabelDefaults>(),
    object_entry::<Length>(),
    entry::<MediaType>(),
    object_entry::<Mixin>(),
    object_entry::<OperationContextParams>(),
    object_entry::<OptionalAuth>(),
    object_entry::<Output>(),
    object_entry::<Paginated>(),
    entry::<Pattern>(),
    object_entry::<Range>(),
    entry::<Ranges>(),
    object_entry::<Readonly>(),
    object_entry::<RequestCompression>(),
    entry::<RequestHeaders>(),
    object_entry::<Required>(),
    object_entry::<RequiresLength>(),
    object_entry::<RestJson1>(),
    object_entry::<Retryable>(),
    object_entry::<Sensitive>(),
    object_entry::<Sha256TreeHash>(),
    object_entry::<SigV4>(),
    object_entry::<Sparse>(),
    object_entry::<StaticContextParams>(),
    object_entry::<Streaming>(),
    entry::<TimestampFormat>(),
    entry::<Title>(),
    object_entry::<UnsignedPayload>(),
    ("smithy.api#enum", read::<Vec<EnumDefinition>>),
    ("smithy.api#eventHeader", object),
    ("smithy.api#eventPayload", object),
    ("smithy.api#externalDocumentation", read::<BTreeMap<String, String>>),
    ("smithy.api#httpBasicAuth", object),
    ("smithy.api#httpBearerAuth", object),
    ("smithy.api#internal", object),
    ("smithy.api#private", object),
    ("smithy.api#recommended", object),
    ("smithy.api#since", text),
    ("smithy.api#tags", texts),
    ("smithy.api#trait", object),
    ("smithy.api#resourceIdentifier", text),
    ("smithy.api#uniqueItems", object),
    ("smithy.api#unstable", object),
    ("smithy.api#xmlAttribute", object),
    ("smithy.api#xmlFlattened", object),
    ("smithy.api#xmlName", text),
    ("smithy.api#xmlNamespace", read_object::<XmlNamespace>),
    ("smithy.waiters#waitable", object),
];

/// Traits that are used as JSON, and typed here only for the check.
#[derive(Deserialize)]
struct EnumDefinition {
    #[serde(rename = "value")]
    _value: String,
    #[serde(rename = "name")]
    _name: Option<String>,
}

#[derive(Deserialize)]
struct XmlNamespace {
    #[serde(rename = "uri")]
    _uri: String,
    #[serde(rename = "prefix")]
    _prefix: Option<String>,
}

/// A trait whose value is text, a number or a list.
const fn entry<T: Trait>() -> (&'static str, Check) {
    (T::ID, read::<T>)
}

/// A trait whose value is an object.
const fn object_entry<T: Trait>() -> (&'static str, Check) {
    (T::ID, read_object::<T>)
}

fn read<T: for<'de> Deserialize<'de>>(value: &Value) -> Option<String> {
    T::deserialize(value).err().map(|error| error.to_string())
}

/// Like `read`, but rejects lists, which serde would read as a structure, member by member.
fn read_object<T: for<'de> Deserialize<'de>>(value: &Value) -> Option<String> {
    object(value).or_else(|| read::<T>(value))
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
