//! The example call of each operation: the first successful example of the model, or one made of
//! required members.

mod number;
mod pattern;
mod text;
mod value;

use serde_json::Map;

use self::value::Inventor;
use super::Lowering;
use super::docs::title;
use super::values::{Place, calls};
use crate::ir::{Example, Role};
use crate::smithy::Shape;
use crate::smithy::traits::Examples;

impl Lowering<'_> {
    /// `None` if the model has no example and nothing is required, or if a required member cannot
    /// be given a value.
    pub(super) fn example(&self, operation: &Shape, input: &Shape) -> Option<Example> {
        let examples = operation.traits.get::<Examples>().into_iter().flat_map(|it| it.0);
        let given = examples.into_iter().find(|example| example.error.is_none());
        let (about, mut values) = match &given {
            Some(example) => (example.title.as_str(), example.input.as_object()?.clone()),
            None => ("With the required members", Map::new()),
        };
        // An example may be older than a requirement.
        values.retain(|_, value| !value.is_null());
        let invented =
            Inventor::new(self).members(input, Role::INPUT, |name| !values.contains_key(name));
        match invented {
            Some(invented) => values.extend(invented),
            None if given.is_none() => return None,
            None => {}
        }
        if given.is_none() && values.is_empty() {
            return None;
        }
        let what = format!("the example {about:?}");
        let place = Place { shape: operation, what: &what, is_example: true };
        let shown = Some(title(about)).filter(|shown| !shown.is_empty());
        let shown = shown.unwrap_or_else(|| "For example".to_owned());
        Some(Example { title: shown, input: calls(self.fields(input, &values, place)) })
    }
}
