/// Implements [`Paginated`](crate::pagination::Paginated) for an input:
/// `paginated!(Input, token(String, |input| &mut input.token, |output| output.next.as_ref()))`,
/// with `items(Vec::<Item>, |output| …)` if pages contain one list or map, and
/// `page_size(|input, page_size| …)` if it can be set.
#[macro_export]
#[doc(hidden)]
macro_rules! paginated {
    (
        $input:ident,
        token($token:ty, $slot:expr, $next:expr)
        $(, items($items:ty, $take:expr))?
        $(, page_size($size:expr))?
        $(,)?
    ) => {
        impl $crate::pagination::Paginated for $input {
            type Token = $token;

            fn next_token(output: &Self::Output) -> ::std::option::Option<&$token> {
                let next: fn(&Self::Output) -> ::std::option::Option<&$token> = $next;
                next(output)
            }

            fn replace_token(&mut self, token: $token) -> ::std::option::Option<$token> {
                let slot: fn(&mut Self) -> &mut ::std::option::Option<$token> = $slot;
                slot(self).replace(token)
            }
        }

        $(
            impl $crate::pagination::PaginatedItems for $input {
                type Items = $items;

                fn items(output: Self::Output) -> $items {
                    let take: fn(Self::Output) -> $items = $take;
                    take(output)
                }
            }
        )?

        $(
            impl $crate::pagination::PageSize for $input {
                fn set_page_size(&mut self, page_size: i32) {
                    let set: fn(&mut Self, i32) = $size;
                    set(self, page_size);
                }
            }
        )?
    };
}
