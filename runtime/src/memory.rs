use std::cell::Cell;
use std::collections::HashMap;

use bytes::Bytes;
use http::Response;
use serde::de::Error;

/// How much memory the values may take that a reply is read into, beside its body.
///
/// A few bytes of JSON can stand for a large structure: `{}` for one with a hundred members that are
/// all absent. What is counted are structures, unions and documents, and the room of lists and maps;
/// not counted are texts and blobs, which are no longer than the body. A reply beyond the limit is an
/// error.
///
/// It is eight times the `response_limit` of the client, 128 MiB by default, unless the response has
/// another one in its [extensions](http::Extensions): [`Interceptor::modify_before_deserialization`]
/// can put it there.
///
/// [`Interceptor::modify_before_deserialization`]: crate::client::Interceptor::modify_before_deserialization
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct MemoryLimit(usize);

/// How many bytes the body of a response may have unless the client says otherwise.
pub(crate) const RESPONSE_LIMIT: usize = 16 << 20;

impl MemoryLimit {
    /// That many bytes.
    pub fn new(bytes: usize) -> Self {
        Self(bytes)
    }

    /// The limit for bodies of that many bytes.
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

    /// Reads something within this limit. It holds for this thread, as reading never waits.
    pub(super) fn within<T>(self, read: impl FnOnce() -> T) -> T {
        let _outer = Restore(LEFT.replace(self.0));
        read()
    }

    /// Whether JSON of which the type of no value is known may be beyond the limit.
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
/// There is no memory left for it.
pub(crate) fn count<T, E: Error>() -> Result<(), E> {
    take(size_of::<T>())
}

/// Counts the room that a list gets for its next entry: it doubles.
///
/// # Errors
/// There is no memory left for it.
pub(super) fn count_entry_of_list<T, E: Error>(list: &Vec<T>) -> Result<(), E> {
    if list.len() < list.capacity() {
        return Ok(());
    }
    take(list.capacity().max(FIRST).saturating_mul(size_of::<T>()))
}

/// Counts the room that a map gets for its next entry: it doubles.
///
/// # Errors
/// There is no memory left for it.
pub(super) fn count_entry_of_map<K, V, E: Error>(map: &HashMap<K, V>) -> Result<(), E> {
    if map.len() < map.capacity() {
        return Ok(());
    }
    take(map.capacity().max(FIRST).saturating_mul(size_of::<(K, V)>()))
}

thread_local! {
    /// What may still be taken. Nobody but a client sets a limit.
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

/// The least entries that a list or map has room for.
const FIRST: usize = 4;
/// The node of a map of serde_json, of which there is at least one in each object that is not empty.
const NODE: usize = 640;
/// A value of serde_json, with room to grow.
const VALUE: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::primitives::Document;
    use crate::wire::{Dense, JsonValue, Reply, read_json};

    #[derive(Debug, Default, crate::Deserialize)]
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
