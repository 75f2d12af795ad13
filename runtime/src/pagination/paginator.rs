use std::pin::Pin;
use std::task::{Poll, ready};

use futures_core::Stream;

use super::{PageSize, PageToken, Paginated, PaginatedItems, PaginationStream};
use crate::Operation;
use crate::client::Engine;
use crate::error::{BuildError, SdkError};

/// Fetches one page after the other.
#[derive(Debug)]
#[must_use = "a paginator does nothing until it is sent"]
pub struct Paginator<O> {
    engine: Engine,
    operation: Result<O, BuildError>,
    stop_on_duplicate_token: bool,
}

impl<O: Paginated> Paginator<O> {
    pub(crate) fn new(engine: Engine, operation: Result<O, BuildError>) -> Self {
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
    pub fn items(self) -> ItemPaginator<O>
    where
        O: PaginatedItems,
    {
        ItemPaginator(self)
    }

    /// The pages. Each one is fetched when it is requested, with retries like any other call. The
    /// stream ends after a page without a next one.
    pub fn send(self) -> PaginationStream<Page<O>> {
        let Self { engine, operation, stop_on_duplicate_token } = self;
        let fetch = move |operation| fetch(engine.clone(), operation, stop_on_duplicate_token);
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
pub struct ItemPaginator<O>(Paginator<O>);

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

/// The result of the call for a page.
type Page<O> = Result<<O as Operation>::Output, SdkError<<O as Operation>::Error>>;

type Item<O> = <<O as PaginatedItems>::Items as IntoIterator>::Item;

/// The call for a page, together with the operation for the next page.
type Fetch<O> = Pin<Box<dyn Future<Output = (Page<O>, Option<O>)> + Send>>;

fn fetch<O: Paginated>(
    engine: Engine,
    operation: Result<O, BuildError>,
    stop_on_duplicate_token: bool,
) -> Fetch<O> {
    Box::pin(async move {
        let operation = match operation {
            Ok(operation) => operation,
            Err(error) => return (Err(SdkError::not_built::<O>(error)), None),
        };
        let page = engine.send(operation.clone()).await;
        let token = page.as_ref().ok().and_then(O::next_token);
        let next = token.and_then(|token| follow(operation, token, stop_on_duplicate_token));
        (page, next)
    })
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
