use std::cell::Cell;
use std::collections::HashMap;

use bytes::Bytes;
use http::Response;
use serde::de::Error;

/// How much memory the parsed values of a reply may take, in addition to its body.
///
/// A few bytes of JSON can become a large structure: `{}` may stand for one with a hundred absent
/// members. Structures, unions, documents and the capacity of lists and maps are counted. Text and
/// blobs are not, as they are no longer than the body. A reply beyond the limit is an error.
///
/// The limit is eight times the `response_limit` of the client, 128 MiB by default. A response may
/// have another one in its [extensions](http::Extensions), where
/// [`Interceptor::modify_before_deserialization`] can put it.
///
/// [`Interceptor::modify_before_deserialization`]: crate::client::Interceptor::modify_before_deserialization
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct MemoryLimit(usize);

/// The default limit for the body of a response, in bytes.
pub(crate) const RESPONSE_LIMIT: usize = 16 << 20;

impl MemoryLimit {
    /// A limit in bytes.
    pub fn new(bytes: usize) -> Self {
        Self(bytes)
    }

    /// The limit for bodies of at most this many bytes.
    pub(crate) fn of_body(bytes: usize) -> Self {
        Self(bytes.saturating_mul(8))
    }

    /// In bytes.
    pub fn bytes(self) -> usize {
        self.0
    }

    pub(super) fn of(response: &Response<Bytes>) -> Self {
        response.extensions().get().copied().unwrap_or_default()
    }

    /// Reads something within this limit, which applies to the current thread: reading never
    /// awaits.
    pub(super) fn within<T>(self, read: impl FnOnce() -> T) -> T {
        let _outer = Restore(LEFT.replace(self.0));
        read()
    }

    /// Whether JSON may exceed the limit, if the types of its values are unknown.
    pub(super) fn may_be_exceeded_by(self, json: &[u8]) -> bool {
        let count = |byte| json.iter().filter(|found| **found == byte).count();
        count(b'{') * NODE + count(b',') * VALUE > self.0
    }
}

impl Default for MemoryLimit {
    fn default() -> Self {
        Self::of_body(RESPONSE_LIMIT)
    }
}

/// Counts a value.
///
/// # Errors
/// The limit is exceeded.
pub(crate) fn count<T, E: Error>() -> Result<(), E> {
    take(size_of::<T>())
}

/// Counts the capacity that a list gains with its next entry: it doubles.
///
/// # Errors
/// The limit is exceeded.
pub(super) fn count_entry_of_list<T, E: Error>(list: &Vec<T>) -> Result<(), E> {
    if list.len() < list.capacity() {
        return Ok(());
    }
    take(list.capacity().max(FIRST).saturating_mul(size_of::<T>()))
}

/// Counts the capacity that a map gains with its next entry: it doubles.
///
/// # Errors
/// The limit is exceeded.
pub(super) fn count_entry_of_map<K, V, E: Error>(map: &HashMap<K, V>) -> Result<(), E> {
    if map.len() < map.capacity() {
        return Ok(());
    }
    take(map.capacity().max(FIRST).saturating_mul(size_of::<(K, V)>()))
}

thread_local! {
    /// The remaining memory in bytes. Only clients set a limit.
    static LEFT: Cell<usize> = const { Cell::new(usize::MAX) };
}

struct Restore(usize);

impl Drop for Restore {
    fn drop(&mut self) {
        LEFT.set(self.0);
    }
}

fn take<E: Error>(bytes: usize) -> Result<(), E> {
    match LEFT.get() {
        usize::MAX => Ok(()),
        left => match left.checked_sub(bytes) {
            Some(left) => {
                LEFT.set(left);
                Ok(())
            }
            None => Err(exceeded()),
        },
    }
}

#[cold]
fn exceeded<E: Error>() -> E {
    E::custom("it would take more memory than the `MemoryLimit` of its response allows")
}

/// The initial capacity of a list or map.
const FIRST: usize = 4;
/// The size of a map node of serde_json in bytes. Each non-empty object has at least one.
const NODE: usize = 640;
/// The size of a value of serde_json in bytes, with spare capacity.
const VALUE: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::primitives::Document;
    use crate::wire::{Dense, JsonValue, Reply, read_json};

    #[derive(Debug, Default, crate::Serde)]
    #[serde(default)]
    struct Wide {
        #[serde(with = "crate::wire::As::<Dense>")]
        inner: Vec<Wide>,
        #[serde(with = "crate::wire::As::<Dense<Dense>>")]
        maps: Vec<HashMap<String, String>>,
        #[serde(with = "crate::wire::As::<Option<JsonValue>>")]
        document: Option<Document>,
        next: Option<Box<Wide>>,
    }

    fn read(json: &str, limit: usize) -> Result<Wide, String> {
        let mut response = Response::new(Bytes::copy_from_slice(json.as_bytes()));
        response.extensions_mut().insert(MemoryLimit::new(limit));
        Reply::of(&response).json_object().map_err(|error| error.to_string())
    }

    #[test]
    fn what_a_reply_is_read_into_is_counted() {
        let many = |entry: &str| vec![entry; 1000].join(",");
        for json in [
            format!(r#"{{"inner":[{}]}}"#, many("{}")),
            format!(r#"{{"maps":[{}]}}"#, many("{}")),
            format!(r#"{{"maps":[{}]}}"#, many(r#"{"":""}"#)),
            format!(r#"{{"document":[{}]}}"#, many("[]")),
            format!(r#"{{"document":[{}]}}"#, many(r#"{"":0}"#)),
            format!("{}{{}}{}", r#"{"next":"#.repeat(100), "}".repeat(100)),
        ] {
            let error = read(&json, 10_000).unwrap_err();
            assert!(error.contains("`MemoryLimit`"), "{error}");
            assert!(read(&json, 1 << 20).is_ok(), "{json}");
        }
    }

    #[test]
    fn a_limit_ends_with_its_reply() {
        read("{}", 1).unwrap_err();
        let json = format!(r#"{{"inner":[{}]}}"#, vec!["{}"; 1000].join(","));
        assert_eq!(read_json::<Wide>(json.as_bytes()).unwrap().inner.len(), 1000);
        assert_eq!(serde_json::from_str::<Wide>(&json).unwrap().inner.len(), 1000);
    }
}
