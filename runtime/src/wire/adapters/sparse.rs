use std::collections::HashMap;
use std::hash::Hash;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};
use serde_with::{As, DeserializeAs, Same, SerializeAs};

use super::entries::{Keep, List, Map};

/// A list or map with holes: `null` members are kept.
#[derive(Debug)]
pub struct Sparse<U = Same>(PhantomData<U>);

impl<T, U> Keep<T> for Sparse<U> {
    type Entry = Option<T>;

    fn keep(entry: Option<T>) -> Option<Option<T>> {
        Some(entry)
    }
}

impl<T, U: SerializeAs<T>> SerializeAs<Vec<Option<T>>> for Sparse<U> {
    fn serialize_as<S: Serializer>(
        value: &Vec<Option<T>>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        As::<Vec<Option<U>>>::serialize(value, serializer)
    }
}

impl<'de, T, U: DeserializeAs<'de, T>> DeserializeAs<'de, Vec<Option<T>>> for Sparse<U> {
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Option<T>>, D::Error> {
        deserializer.deserialize_seq(List(PhantomData::<(T, U, Self)>))
    }
}

impl<K, T, U> SerializeAs<HashMap<K, Option<T>>> for Sparse<U>
where
    K: Serialize + Eq + Hash,
    U: SerializeAs<T>,
{
    fn serialize_as<S: Serializer>(
        value: &HashMap<K, Option<T>>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        As::<HashMap<Same, Option<U>>>::serialize(value, serializer)
    }
}

impl<'de, K, T, U> DeserializeAs<'de, HashMap<K, Option<T>>> for Sparse<U>
where
    K: Deserialize<'de> + Eq + Hash,
    U: DeserializeAs<'de, T>,
{
    fn deserialize_as<D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<HashMap<K, Option<T>>, D::Error> {
        deserializer.deserialize_map(Map(PhantomData::<(K, T, U, Self)>))
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http::Response;

    use super::*;
    use crate::wire::{Int, MemoryLimit};

    #[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
    struct Holder {
        #[serde(with = "As::<Sparse<Int>>")]
        list: Vec<Option<i64>>,
        #[serde(with = "As::<Sparse>")]
        map: HashMap<String, Option<String>>,
    }

    #[test]
    fn null_members_are_kept() {
        let text = r#"{"list":[1,null,2],"map":{"a":null}}"#;
        let read: Holder = serde_json::from_str(text).unwrap();
        assert_eq!(read.list, [Some(1), None, Some(2)]);
        assert_eq!(serde_json::to_string(&read).unwrap(), text);
    }

    #[test]
    fn null_members_are_counted() {
        let text = format!(r#"{{"list":[{}1],"map":{{}}}}"#, "null,".repeat(10_000));
        let response = Response::new(Bytes::new());
        let read =
            |limit: usize| MemoryLimit::new(limit).within(|| serde_json::from_str::<Holder>(&text));
        assert!(read(16 * 8_000).is_err());
        assert_eq!(read(MemoryLimit::of(&response).bytes()).unwrap().list.len(), 10_001);
    }
}
