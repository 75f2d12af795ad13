use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

/// A stream of pages or items, fetched on demand. It ends after the last one, or after an error.
///
/// It is a [`Stream`] and can be used without a stream library:
///
/// ```
/// # async fn example(mut pages: smithy_client_runtime::pagination::PaginationStream<Result<u8, ()>>) {
/// while let Some(page) = pages.next().await {
///     println!("{page:?}");
/// }
/// # }
/// ```
#[must_use = "nothing is fetched before it is asked for"]
pub struct PaginationStream<T>(Box<Source<T>>);

type Source<T> = dyn FnMut(&mut Context<'_>) -> Poll<Option<T>> + Send;

impl<T> PaginationStream<T> {
    pub(super) fn new(
        source: impl FnMut(&mut Context<'_>) -> Poll<Option<T>> + Send + 'static,
    ) -> Self {
        Self(Box::new(source))
    }

    /// The next page or item; `None` after the last one. It is cancel-safe: a dropped future loses
    /// nothing.
    pub async fn next(&mut self) -> Option<T> {
        poll_fn(|cx| (self.0)(cx)).await
    }

    /// Collects the remaining pages or items into a `Vec<_>` or `Result<Vec<_>, _>`.
    pub async fn collect<C: FromIterator<T>>(mut self) -> C {
        let mut all = Vec::new();
        while let Some(next) = self.next().await {
            all.push(next);
        }
        all.into_iter().collect()
    }
}

impl<T, E> PaginationStream<Result<T, E>> {
    /// The next page or item; `None` after the last one.
    ///
    /// # Errors
    /// The errors of the call for a page.
    pub async fn try_next(&mut self) -> Result<Option<T>, E> {
        self.next().await.transpose()
    }

    /// Collects the remaining pages or items.
    ///
    /// # Errors
    /// The errors of the call for a page; earlier pages are lost.
    pub async fn try_collect(self) -> Result<Vec<T>, E> {
        self.collect().await
    }
}

impl<T> Stream for PaginationStream<T> {
    type Item = T;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        (self.0)(cx)
    }
}

impl<T> fmt::Debug for PaginationStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PaginationStream").finish_non_exhaustive()
    }
}
