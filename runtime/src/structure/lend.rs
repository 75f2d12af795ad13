//! What the accessors of optional members return. A call of a function compiles faster than a
//! method of `Option`, which the compiler has to look for in every trait.

/// A text.
pub fn text(value: &Option<String>) -> Option<&str> {
    value.as_deref()
}

/// A list; absent is empty.
pub fn list<T>(value: &Option<Vec<T>>) -> &[T] {
    value.as_deref().unwrap_or_default()
}

/// A value behind a box.
pub fn boxed<T>(value: &Option<Box<T>>) -> Option<&T> {
    value.as_deref()
}

/// Any other value.
pub fn value<T>(value: &Option<T>) -> Option<&T> {
    value.as_ref()
}
