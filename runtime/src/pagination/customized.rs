use super::{Paginated, Paginator};
use crate::client::Customized;

impl<O: Paginated, Mode> Customized<O, Mode> {
    /// Fetches one page after the other, each with the same settings.
    pub fn into_paginator(self) -> Paginator<O, Mode> {
        let (engine, operation) = self.into_parts();
        Paginator::new(engine, operation)
    }
}
