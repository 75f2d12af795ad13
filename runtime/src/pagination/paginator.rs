#[cfg(feature = "blocking")]
use std::iter;
#[cfg(feature = "async")]
use {
    super::PaginationStream,
    futures_core::Stream,
    std::pin::Pin,
    std::task::{Poll, ready},
};

use super::{PageSize, PageToken, Paginated, PaginatedItems};
use crate::Operation;
use crate::client::{Async, Engine};
#[cfg(feature = "blocking")]
use crate::client::{Blocking, block_on};
use crate::error::{BuildError, SdkError};

/// Fetches one page after the other.
#[derive(Debug)]
#[must_use = "a paginator does nothing until it is sent"]
pub struct Paginator<O, Mode = Async> {
    engine: Engine<Mode>,
    operation: Result<O, BuildError>,
    stop_on_duplicate_token: bool,
}

impl<O: Paginated, Mode> Paginator<O, Mode> {
    pub(crate) fn new(engine: Engine<Mode>, operation: Result<O, BuildError>) -> Self {
        Self { engine, operation, stop_on_duplicate_token: true }
    }

    /// Sets the maximum number of items per page. The service may return fewer.
    pub fn page_size(mut self, page_size: i32) -> Self
    where
        O: PageSize,
    {
        if let Ok(operation) = &mut self.operation {
            operation.set_page_size(page_size);
        }
        self
    }

    /// Whether to end when the service returns the same token twice in a row; true by default. Set
    /// it to false to follow a growing log, for example.
    pub fn stop_on_duplicate_token(mut self, stop: bool) -> Self {
        self.stop_on_duplicate_token = stop;
        self
    }

    /// Streams the items of the pages instead of the pages.
    pub fn items(self) -> ItemPaginator<O, Mode>
    where
        O: PaginatedItems,
    {
        ItemPaginator(self)
    }
}

#[cfg(feature = "async")]
impl<O: Paginated> Paginator<O> {
    /// The pages. Each one is fetched when it is requested, with retries like any other call. The
    /// stream ends after a page without a next one.
    pub fn send(self) -> PaginationStream<Page<O>> {
        let Self { engine, operation, stop_on_duplicate_token } = self;
        let fetch = move |operation| {
            let engine = engine.clone();
            Box::pin(async move { fetch(&engine, operation, stop_on_duplicate_token).await })
        };
        let mut call = Some(fetch(operation));
        PaginationStream::new(move |cx| {
            let Some(current) = &mut call else { return Poll::Ready(None) };
            let (page, next) = ready!(current.as_mut().poll(cx));
            call = next.map(|operation| fetch(Ok(operation)));
            Poll::Ready(Some(page))
        })
    }
}

/// Fetches one page after the other and returns their items.
#[derive(Debug)]
#[must_use = "a paginator does nothing until it is sent"]
pub struct ItemPaginator<O, Mode = Async>(Paginator<O, Mode>);

#[cfg(feature = "async")]
impl<O: PaginatedItems> ItemPaginator<O> {
    /// The items of all pages. The next page is fetched once all items of the previous one were
    /// returned.
    pub fn send(self) -> PaginationStream<Result<Item<O>, SdkError<O::Error>>> {
        let mut pages = self.0.send();
        let mut items: Option<<O::Items as IntoIterator>::IntoIter> = None;
        PaginationStream::new(move |cx| {
            loop {
                if let Some(item) = items.as_mut().and_then(Iterator::next) {
                    return Poll::Ready(Some(Ok(item)));
                }
                match ready!(Pin::new(&mut pages).poll_next(cx)) {
                    Some(Ok(page)) => items = Some(O::items(page).into_iter()),
                    Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                    None => return Poll::Ready(None),
                }
            }
        })
    }
}

#[cfg(feature = "blocking")]
impl<O: Paginated> Paginator<O, Blocking> {
    /// The pages. Each one is fetched when it is requested, with retries like any other call. The
    /// iterator ends after a page without a next one, or after an error.
    pub fn send(self) -> impl Iterator<Item = Page<O>> + Send {
        let Self { engine, operation, stop_on_duplicate_token } = self;
        let mut call = Some(operation);
        iter::from_fn(move || {
            let (page, next) = block_on(fetch(&engine, call.take()?, stop_on_duplicate_token));
            call = next.map(Ok);
            Some(page)
        })
        .fuse()
    }
}

#[cfg(feature = "blocking")]
impl<O: PaginatedItems> ItemPaginator<O, Blocking> {
    /// The items of all pages. The next page is fetched once all items of the previous one were
    /// returned.
    pub fn send(self) -> impl Iterator<Item = Result<Item<O>, SdkError<O::Error>>> + Send {
        let mut pages = self.0.send();
        let mut items: Option<<O::Items as IntoIterator>::IntoIter> = None;
        iter::from_fn(move || {
            loop {
                if let Some(item) = items.as_mut().and_then(Iterator::next) {
                    return Some(Ok(item));
                }
                match pages.next()? {
                    Ok(page) => items = Some(O::items(page).into_iter()),
                    Err(error) => return Some(Err(error)),
                }
            }
        })
    }
}

/// The result of the call for a page.
type Page<O> = Result<<O as Operation>::Output, SdkError<<O as Operation>::Error>>;

type Item<O> = <<O as PaginatedItems>::Items as IntoIterator>::Item;

/// The page, and the operation for the next one.
async fn fetch<O: Paginated, Mode>(
    engine: &Engine<Mode>,
    operation: Result<O, BuildError>,
    stop_on_duplicate_token: bool,
) -> (Page<O>, Option<O>) {
    let operation = match operation {
        Ok(operation) => operation,
        Err(error) => return (Err(SdkError::not_built::<O>(error)), None),
    };
    let page = engine.call(operation.clone()).await;
    let token = page.as_ref().ok().and_then(O::next_token);
    let next = token.and_then(|token| follow(operation, token, stop_on_duplicate_token));
    (page, next)
}

/// The operation with the token of the next page, if there is one.
fn follow<O: Paginated>(mut operation: O, token: &O::Token, stop_on_duplicate: bool) -> Option<O> {
    if token.is_empty() {
        return None;
    }
    let before = operation.replace_token(token.clone());
    let is_duplicate = before.as_ref() == Some(token);
    (!(is_duplicate && stop_on_duplicate)).then_some(operation)
}
