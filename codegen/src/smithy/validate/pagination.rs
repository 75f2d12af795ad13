use super::{Spot, Validator};
use crate::smithy::shape::{Kind, Member, Operation, Shape};
use crate::smithy::shape_id::ShapeId;
use crate::smithy::traits::{Paginated, Required, Trait};

impl<'a> Validator<'a> {
    /// The members that pagination refers to must exist.
    pub(super) fn pagination(&mut self, shape: &'a Shape, operation: &Operation) {
        // A trait of the wrong form is reported elsewhere.
        let Some(own) = shape.traits.get::<Paginated>() else { return };
        let complete = self.with_services(own, &shape.id);
        let input = operation.input.as_ref().and_then(|input| self.get(input));
        let output = operation.output.as_ref().and_then(|output| self.get(output));
        // A missing structure is reported elsewhere; an operation without one has no members.
        let has_broken_end = operation.input.is_some() != input.is_some()
            || operation.output.is_some() != output.is_some();
        if has_broken_end {
            return;
        }
        let is_bound = self.services.contains_key(&shape.id);
        let is_list = |shape: &Shape| matches!(shape.kind, Kind::List | Kind::Map);
        for (path, part) in [
            (complete.input_token, Part::new("inputToken", input, |_| true, is_bound)),
            (complete.output_token, Part::new("outputToken", output, |_| true, is_bound)),
            (complete.items, Part::new("items", output, is_list, false)),
            (complete.page_size, Part::new("pageSize", input, is_size, false)),
        ] {
            let problem = match path {
                None => part.is_needed.then(|| "is not set".to_owned()),
                Some(path) => self.path_problem(&part, &path),
            };
            if let Some(problem) = problem {
                self.pagination_finding(shape, &format!("{} {problem}", part.name));
            }
        }
    }

    fn path_problem(&self, part: &Part<'_>, path: &str) -> Option<String> {
        let missing = || Some(format!("names `{path}`, which does not exist"));
        let mut found: Option<&Member> = None;
        let mut within = part.structure;
        for step in path.split('.') {
            let Some(member) = within.and_then(|shape| shape.member(step)) else {
                return missing();
            };
            found = Some(member);
            within = self.get(&member.target);
            // A missing target is reported elsewhere.
            within?;
        }
        let is_required = found.is_some_and(|member| member.traits.has::<Required>());
        if is_required && part.name == "inputToken" {
            let problem = "which is required, so the first page cannot be requested";
            return Some(format!("names `{path}`, {problem}"));
        }
        let does_fit = within.is_some_and(part.fits);
        (!does_fit).then(|| format!("names `{path}`, which is a shape of the wrong kind"))
    }

    fn pagination_finding(&mut self, shape: &'a Shape, problem: &str) {
        let message = format!("the pagination of this operation cannot work: {problem}");
        let help = "name members of the input and output, here or with the service";
        self.trait_finding(Spot::of(shape), Paginated::ID, message, help);
    }

    /// An operation inherits from its service what it does not set itself.
    fn with_services(&self, own: Paginated, operation: &ShapeId) -> Paginated {
        let services = self.services.get(operation).into_iter().flatten();
        let shared = services.filter_map(|service| service.traits.get::<Paginated>());
        shared.fold(own, Paginated::or)
    }
}

/// A part of pagination: a member, or one in a nested structure.
struct Part<'a> {
    name: &'static str,
    /// The structure where its path starts.
    structure: Option<&'a Shape>,
    fits: fn(&Shape) -> bool,
    is_needed: bool,
}

impl<'a> Part<'a> {
    fn new(
        name: &'static str,
        structure: Option<&'a Shape>,
        fits: fn(&Shape) -> bool,
        is_needed: bool,
    ) -> Self {
        Self { name, structure, fits, is_needed }
    }
}

fn is_size(shape: &Shape) -> bool {
    use Kind::{Byte, Integer, Long, Short, String};
    matches!(shape.kind, Byte | Short | Integer | Long | String)
}
