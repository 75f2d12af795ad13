use std::collections::HashMap;

use crate::Operation;

/// An operation with paginated results: each page but the last contains the token of the next one.
pub trait Paginated: Operation + Clone + 'static {
    /// The type of the token.
    type Token: PageToken;

    /// The token of the page after this one.
    fn next_token(output: &Self::Output) -> Option<&Self::Token>;

    /// Sets the token of the page to request, and returns the previous one.
    fn replace_token(&mut self, token: Self::Token) -> Option<Self::Token>;
}

/// A paginated operation whose pages contain one list or map.
pub trait PaginatedItems: Paginated {
    /// The list or map of a page.
    type Items: IntoIterator<IntoIter: Send, Item: Send> + 'static;

    /// The items of a page; empty if it has no list.
    fn items(output: Self::Output) -> Self::Items;
}

/// A paginated operation with a configurable page size.
pub trait PageSize: Paginated {
    /// Sets the maximum number of items per page.
    fn set_page_size(&mut self, page_size: i32);
}

/// A token that identifies a page.
pub trait PageToken: Clone + PartialEq + Send + 'static {
    /// Whether it identifies no page, as if it were absent.
    fn is_empty(&self) -> bool;
}

impl PageToken for String {
    fn is_empty(&self) -> bool {
        Self::is_empty(self)
    }
}

/// Zero identifies no page: it is the value of an absent number whose default is zero.
macro_rules! numbers {
    ($($number:ty)*) => {$(
        impl PageToken for $number {
            fn is_empty(&self) -> bool {
                *self == 0
            }
        }
    )*};
}

numbers! { i8 i16 i32 i64 }

impl<T: Clone + PartialEq + Send + 'static> PageToken for HashMap<String, T> {
    fn is_empty(&self) -> bool {
        Self::is_empty(self)
    }
}
