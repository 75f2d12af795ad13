use std::cmp::Ordering;

/// The items in order; equal ones stay in theirs.
///
/// An insertion sort, for a few items: each use of the general sort of the standard library adds
/// 10 kB of code.
pub(crate) fn sorted_by<T>(
    items: impl IntoIterator<Item = T>,
    compare: impl Fn(&T, &T) -> Ordering,
) -> Vec<T> {
    let items = items.into_iter();
    let mut sorted = Vec::with_capacity(items.size_hint().1.unwrap_or_default());
    for item in items {
        let place = sorted.partition_point(|other| compare(other, &item).is_le());
        sorted.insert(place, item);
    }
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_items_keep_their_order() {
        let sorted = sorted_by(["cc", "b", "aa", "a", ""], |a, b| a.len().cmp(&b.len()));
        assert_eq!(sorted, ["", "b", "a", "cc", "aa"]);
    }
}
