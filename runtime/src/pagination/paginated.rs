use std::collections::HashMap;

use crate::Operation;

/// An operation whose answer comes in pages: each but the last names the next one by a token.
pub trait Paginated: Operation + Clone + 'static {
    /// What names a page.
    type Token: PageToken;

    /// The token of the page after this one.
    fn next_token(output: &Self::Output) -> Option<&Self::Token>;

    /// Asks for the page of this token, and gives back the token of the page that was asked for
    /// before.
    fn replace_token(&mut self, token: Self::Token) -> Option<Self::Token>;
}

/// A paginated operation whose pages are all about one list or map.
pub trait PaginatedItems: Paginated {
    /// The list or map of a page.
    type Items: IntoIterator<IntoIter: Send, Item: Send> + 'static;

    /// The items of a page; none if it has no list.
    fn items(output: Self::Output) -> Self::Items;
}

/// A paginated operation whose callers may say how long a page is.
pub trait PageSize: Paginated {
    /// Sets the most items that a page may have.
    fn set_page_size(&mut self, page_size: i32);
}

/// What names a page.
pub trait PageToken: Clone + PartialEq + Send + 'static {
    /// Whether it stands for no page at all, as if it were absent.
    fn is_empty(&self) -> bool;
}

impl PageToken for String {
    fn is_empty(&self) -> bool {
        Self::is_empty(self)
    }
}

/// Zero is no page: it is what an absent number is where zero is its default.
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
