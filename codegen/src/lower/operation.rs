use super::Lowering;
use super::names::{field_name, module_name, operation_name};
use super::structure::wire_name;
use super::values::Place;
use crate::ir::{
    Body, Docs, ErrorVariant, Example, HttpRequest, Operation, Parameter, Role, Structure, Type,
};
use crate::smithy::traits::{
    Examples, Http, HttpHeader, HttpLabel, HttpQuery, IdempotencyToken, Idempotent, Paginated,
    Readonly,
};
use crate::smithy::{Kind, Member, Shape, ShapeId};

impl Lowering<'_> {
    /// `None` if the shape is no operation.
    pub(super) fn operation(&self, shape: &Shape) -> Option<Operation> {
        let Kind::Operation(operation) = &shape.kind else { return None };
        let name = operation_name(shape.id.name());
        let input = operation.input.as_ref().map(|id| self.model.shape(id));
        let output = operation.output.as_ref().map(|id| self.model.shape(id));
        if let Some(output) = output {
            self.refuse_bound_members(output);
        }
        let http = self.http(shape, input);
        let token = input.and_then(|input| self.token(input));
        let method = http.method.as_str();
        let read_only = shape.traits.has::<Readonly>() || matches!(method, "GET" | "HEAD");
        let repeatable = shape.traits.has::<Idempotent>() || matches!(method, "PUT" | "DELETE");
        Some(Operation {
            module: module_name(shape.id.name()),
            docs: self.shape_docs(shape, || format!("Calls `{}`.", shape.id.name())),
            input: self.message(input, format!("{name}Input"), Role::INPUT),
            output: self.message(output, format!("{name}Output"), Role::OUTPUT),
            error: format!("{name}Error"),
            errors: self.errors(&operation.errors),
            read_only,
            idempotent: read_only || repeatable || token.is_some(),
            paginated: shape.traits.has::<Paginated>(),
            http,
            token,
            example: input.and_then(|input| self.example(shape, input)),
            name,
        })
    }

    /// The structure of an input or output, under the name of its operation.
    fn message(&self, shape: Option<&Shape>, name: String, role: Role) -> Structure {
        let fallback = || format!("The structure `{name}`.");
        match shape {
            Some(shape) => {
                let docs = self.shape_docs(shape, fallback);
                self.structure(shape, name, docs, role)
            }
            None => Structure {
                docs: Docs(vec!["Nothing: the operation has no members here.".into()]),
                name,
                fields: Vec::new(),
                rename_all: None,
                role,
            },
        }
    }

    /// The exceptions of an operation, those that every operation of the service has included.
    fn errors(&self, own: &[ShapeId]) -> Vec<ErrorVariant> {
        let common = match &self.service.kind {
            Kind::Service(service) => service.errors.as_slice(),
            _ => &[],
        };
        let mut names: Vec<String> =
            own.iter().chain(common).map(|id| self.name(self.model.shape(id))).collect();
        names.sort();
        names.dedup();
        let question = |name: &str| format!("is_{}", module_name(name).trim_start_matches("r#"));
        names.into_iter().map(|name| ErrorVariant { question: question(&name), name }).collect()
    }

    fn http(&self, operation: &Shape, input: Option<&Shape>) -> HttpRequest {
        let Some(http) = operation.traits.get::<Http>() else {
            self.report(self.model.finding(
                operation,
                "the operation has no `smithy.api#http` trait, so that nobody knows its URI",
                "add the trait, or leave the operation out",
            ));
            return HttpRequest {
                method: String::new(),
                path: String::new(),
                labels: Vec::new(),
                query: Vec::new(),
                headers: Vec::new(),
                body: Body::Nothing,
            };
        };
        let members = input.map_or(&[][..], |input| &input.members);
        let (path, _) = http.uri.split_once('?').unwrap_or((&http.uri, ""));
        if http.uri.contains('?') {
            self.report(self.model.finding(
                operation,
                format!("the constant query of {} is not supported yet", http.uri),
                "leave the operation out",
            ));
        }
        for member in members.iter().filter(|member| member.traits.has::<HttpLabel>()) {
            self.check_parameter(input, member);
        }
        HttpRequest {
            method: http.method,
            labels: labels(path)
                .map(|name| Parameter { name: name.to_owned(), field: field_name(name) })
                .collect(),
            path: path.to_owned(),
            query: self.parameters(input, |member| Some(member.traits.get::<HttpQuery>()?.0)),
            headers: self.parameters(input, |member| {
                Some(member.traits.get::<HttpHeader>()?.0.to_ascii_lowercase())
            }),
            body: body(members),
        }
    }

    /// The field of the idempotency token.
    fn token(&self, input: &Shape) -> Option<String> {
        let member = input.members.iter().find(|member| member.traits.has::<IdempotencyToken>())?;
        if !self.is_text(member) {
            self.report(self.model.member_finding(
                input,
                member,
                "an idempotency token must be a string",
                "target a string, or remove the trait",
            ));
        }
        Some(field_name(&member.name))
    }

    fn parameters(
        &self,
        input: Option<&Shape>,
        name: impl Fn(&Member) -> Option<String>,
    ) -> Vec<Parameter> {
        let members = input.into_iter().flat_map(|input| &input.members);
        let bound = members.filter_map(|member| Some((name(member)?, member)));
        bound
            .map(|(name, member)| {
                self.check_parameter(input, member);
                Parameter { name, field: field_name(&member.name) }
            })
            .collect()
    }

    /// Reports a label, query parameter or header of a type that is not written as text yet.
    fn check_parameter(&self, input: Option<&Shape>, member: &Member) {
        let kind = self.kind(self.model.target(member));
        let fits = match member.traits.has::<HttpLabel>() {
            true => matches!(
                kind,
                Type::Bool
                    | Type::String
                    | Type::Enum(_)
                    | Type::BigInteger
                    | Type::BigDecimal
                    | Type::Number("i8" | "i16" | "i32" | "i64")
            ),
            false => is_parameter(&kind),
        };
        if let Some(input) = input.filter(|_| !fits) {
            self.report(self.model.member_finding(
                input,
                member,
                format!("{} cannot travel in path, query or headers yet", member.target),
                "leave the operations that need it out of the model",
            ));
        }
    }

    /// Reports members of a response that do not travel in its body.
    pub(super) fn refuse_bound_members(&self, output: &Shape) {
        for member in output.members.iter().filter(|member| member.traits.has::<HttpHeader>()) {
            self.report(self.model.member_finding(
                output,
                member,
                "headers of responses are not supported yet",
                "leave the operations that need it out of the model",
            ));
        }
    }

    fn example(&self, operation: &Shape, input: &Shape) -> Option<Example> {
        let examples = operation.traits.get::<Examples>()?.0;
        let first = examples.into_iter().find(|example| example.error.is_none())?;
        let what = format!("the example {:?}", first.title);
        let place = Place { shape: operation, what: &what };
        let fields = self.fields(input, first.input.as_object()?, place);
        Some(Example { title: first.title, input: fields })
    }

    fn is_text(&self, member: &Member) -> bool {
        self.kind(self.model.target(member)) == Type::String
    }
}

/// The names in the braces of a path, in their order.
fn labels(path: &str) -> impl Iterator<Item = &str> {
    let pieces = path.split('{').skip(1);
    pieces.filter_map(|piece| Some(piece.split_once('}')?.0.trim_end_matches('+')))
}

fn body(members: &[Member]) -> Body {
    let elsewhere = |member: &&Member| {
        let traits = &member.traits;
        traits.has::<HttpLabel>() || traits.has::<HttpQuery>() || traits.has::<HttpHeader>()
    };
    let bound: Vec<String> = members.iter().filter(elsewhere).map(wire_name).collect();
    match (members.len(), bound.len()) {
        (all, bound) if all == bound => Body::Nothing,
        (_, 0) => Body::AllMembers,
        _ => Body::Without(bound),
    }
}

fn is_parameter(kind: &Type) -> bool {
    match kind {
        Type::Bool | Type::Number(_) | Type::String | Type::Blob | Type::Enum(_) => true,
        Type::BigInteger | Type::BigDecimal => true,
        Type::List(item) => is_parameter(item),
        _ => false,
    }
}
