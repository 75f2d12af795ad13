use std::collections::HashMap;
use std::hash::Hash;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};
use serde_with::{As, DeserializeAs, Same, SerializeAs};

use super::entries::{Keep, List, Map};

/// A list or map without holes: `null` members are dropped when read.
#[derive(Debug)]
pub struct Dense<U = Same>(PhantomData<U>);

impl<T, U> Keep<T> for Dense<U> {
    type Entry = T;

    fn keep(entry: Option<T>) -> Option<T> {
        entry
    }
}

impl<T, U: SerializeAs<T>> SerializeAs<Vec<T>> for Dense<U> {
    fn serialize_as<S: Serializer>(value: &Vec<T>, serializer: S) -> Result<S::Ok, S::Error> {
        As::<Vec<U>>::serialize(value, serializer)
    }
}

impl<'de, T, U: DeserializeAs<'de, T>> DeserializeAs<'de, Vec<T>> for Dense<U> {
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
        deserializer.deserialize_seq(List(PhantomData::<(T, U, Self)>))
    }
}

impl<K: Serialize + Eq + Hash, T, U: SerializeAs<T>> SerializeAs<HashMap<K, T>> for Dense<U> {
    fn serialize_as<S: Serializer>(
        value: &HashMap<K, T>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        As::<HashMap<Same, U>>::serialize(value, serializer)
    }
}

impl<'de, K, T, U> DeserializeAs<'de, HashMap<K, T>> for Dense<U>
where
    K: Deserialize<'de> + Eq + Hash,
    U: DeserializeAs<'de, T>,
{
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<HashMap<K, T>, D::Error> {
        deserializer.deserialize_map(Map(PhantomData::<(K, T, U, Self)>))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::Int;

    #[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
    struct Holder {
        #[serde(with = "As::<Dense<Int>>")]
        list: Vec<i64>,
        #[serde(with = "As::<Option<Dense>>")]
        map: Option<HashMap<String, String>>,
    }

    #[test]
    fn null_members_are_dropped() {
        let read: Holder =
            serde_json::from_str(r#"{"list":[1,null,2e0],"map":{"a":null,"b":"c"}}"#).unwrap();
        assert_eq!(read.list, [1, 2]);
        assert_eq!(serde_json::to_string(&read).unwrap(), r#"{"list":[1,2],"map":{"b":"c"}}"#);
    }
}
