use std::collections::BTreeMap;

use serde::Deserialize;

use super::names::list;
use super::targets::is_text;
use super::{Spot, Validator};
use crate::smithy::shape::{Kind, Shape};
use crate::smithy::shape_id::ShapeId;

const REFERENCES: &str = "smithy.api#references";

#[derive(Deserialize)]
struct Reference {
    resource: String,
    ids: Option<BTreeMap<String, String>>,
    rel: Option<String>,
}

impl<'a> Validator<'a> {
    /// References to resources must identify an instance.
    pub(super) fn references(&mut self, spot: Spot<'a>) {
        let Some(value) = spot.traits().value(REFERENCES) else { return };
        let references = match Vec::<Reference>::deserialize(value) {
            Ok(references) => references,
            Err(error) => {
                let message = format!("the value of `{REFERENCES}` is wrong: {error}");
                let help = "see the trait in the Smithy specification";
                return self.trait_finding(spot, REFERENCES, message, help);
            }
        };
        for reference in references {
            if let Some(problem) = self.reference_problem(spot.shape, &reference) {
                let message = format!("the reference to {} {problem}", reference.resource);
                let help = "name a resource, and where each of its identifiers is found";
                self.trait_finding(spot, REFERENCES, message, help);
            }
        }
    }

    fn reference_problem(&self, shape: &Shape, reference: &Reference) -> Option<String> {
        // The resource may be in another model.
        let resource = ShapeId::parse(&reference.resource).and_then(|id| self.get(&id))?;
        let Kind::Resource(resource) = &resource.kind else {
            return Some("is not to a resource".to_owned());
        };
        let identifiers: Vec<&str> =
            resource.identifiers.iter().map(|(name, _)| name.as_str()).collect();
        if shape.kind != Kind::Structure {
            let problem = format!("stands for {} identifiers with one string", identifiers.len());
            return (identifiers.len() != 1).then_some(problem);
        }
        let explicit: BTreeMap<&str, &str> = match &reference.ids {
            Some(ids) => ids.iter().map(|(id, member)| (id.as_str(), member.as_str())).collect(),
            None => BTreeMap::new(),
        };
        let unknown: Vec<&str> =
            explicit.keys().copied().filter(|id| !identifiers.contains(id)).collect();
        if !unknown.is_empty() {
            return Some(format!(
                "has identifiers that the resource does not have: {}",
                list(&unknown)
            ));
        }
        let is_missing = |id: &&str| match explicit.get(id) {
            Some(member) => !self.has_text(shape, member),
            None if reference.ids.is_some() => true,
            None => reference.rel.as_deref() != Some("collection") && !self.has_text(shape, id),
        };
        let missing: Vec<&str> = identifiers.into_iter().filter(is_missing).collect();
        (!missing.is_empty()).then(|| format!("lacks a string member for {}", list(&missing)))
    }

    fn has_text(&self, shape: &Shape, member: &str) -> bool {
        let target = shape.member(member).map(|member| self.get(&member.target));
        target.is_some_and(|target| target.is_none_or(is_text))
    }
}
