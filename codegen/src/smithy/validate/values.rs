use serde_json::Value;

use super::{Spot, Validator};
use crate::diagnostics::did_you_mean;
use crate::smithy::shape::{Kind, Traits};
use crate::smithy::traits::{Length, Range, Stranger, problem, strangers};

const HELP: &str = "see the trait in the Smithy specification";

impl<'a> Validator<'a> {
    /// Known traits must have values of their types.
    pub(super) fn values(&mut self, spot: Spot<'a>) {
        for (id, value) in spot.traits().iter() {
            // Those from a mixin are reported there.
            if spot.traits().is_inherited(id) {
                continue;
            }
            match problem(id.as_str(), value) {
                Some(problem) => {
                    let message = format!("the value of `{id}` is wrong: {problem}");
                    self.trait_finding(spot, id.as_str(), message, HELP);
                }
                None => self.properties(spot, id.as_str(), value),
            }
        }
        for (id, min, max) in bounds(spot.traits()) {
            if let (Some(min), Some(max)) = (min, max)
                && min > max
            {
                let message = format!("`{id}` has a minimum of {min} above its maximum of {max}");
                self.trait_finding(spot, id, message, HELP);
            }
        }
        self.whole_bounds(spot);
    }

    /// Unknown properties of a trait are ignored, with a warning.
    fn properties(&mut self, spot: Spot<'a>, id: &str, value: &Value) {
        for Stranger { path, meant } in strangers(id, value) {
            let name = path.last().map_or("", String::as_str);
            let message = format!("`{id}` has an unknown property `{name}`; it is ignored");
            let help = did_you_mean(meant, "remove it, unless it is newer than this generator");
            let path: Vec<&str> = path.iter().map(String::as_str).collect();
            self.trait_warning(spot, id, &path, message, &help);
        }
    }

    /// Integers must have integer bounds.
    fn whole_bounds(&mut self, spot: Spot<'a>) {
        let Some(range) = spot.traits().get::<Range>() else { return };
        let is_whole = spot.data().is_some_and(|data| {
            use Kind::{BigInteger, Byte, IntEnum, Integer, Long, Short};
            matches!(data.kind, Byte | Short | Integer | Long | BigInteger | IntEnum)
        });
        let bounds = [range.min, range.max].into_iter().flatten();
        for bound in bounds.filter(|bound| is_whole && bound.fract() != 0.0) {
            let message = format!("the range of a whole number has the bound {bound}");
            self.trait_finding(spot, "smithy.api#range", message, "use whole bounds");
        }
    }
}

fn bounds(traits: &Traits) -> Vec<(&'static str, Option<f64>, Option<f64>)> {
    let length = traits.get::<Length>().map(|length| {
        ("smithy.api#length", length.min.map(|min| min as f64), length.max.map(|max| max as f64))
    });
    let range = traits.get::<Range>().map(|range| ("smithy.api#range", range.min, range.max));
    length.into_iter().chain(range).collect()
}
