use super::Lowering;
use super::docs::{self, from_text, plain};
use super::names::module_name;
use super::naming::{BUILDER, ERROR, FLUENT_BUILDER, INPUT, INPUT_BUILDER, OUTPUT};
use super::schema::Schema;
use crate::ir::{
    Checksum, Compression, Deprecation, EndpointRules, ErrorVariant, Operation, Role, Structure,
    Type,
};
use crate::rust::{Identifier, is_prelude};
use crate::smithy::traits::{
    Deprecated, HttpChecksumRequired, IdempotencyToken, Idempotent, Readonly, RequestCompression,
    Sha256TreeHash, UnsignedPayload,
};
use crate::smithy::{Kind, Member, Shape, ShapeId};

impl Lowering<'_> {
    /// `None` if the shape is not an operation.
    pub(super) fn operation(
        &self,
        shape: &Shape,
        rules: &EndpointRules,
        schema: &Schema<'_>,
    ) -> Option<Operation> {
        let Kind::Operation(operation) = &shape.kind else { return None };
        let name = self.names.operation(shape);
        let input = operation.input.as_ref().map(|id| self.model.shape(id));
        let output = operation.output.as_ref().map(|id| self.model.shape(id));
        let http = self.http(shape, input);
        let token = input.and_then(|input| self.token(input));
        let method = http.method.as_str();
        let read_only = shape.traits.has::<Readonly>() || matches!(method, "GET" | "HEAD");
        let repeatable = shape.traits.has::<Idempotent>() || matches!(method, "PUT" | "DELETE");
        let mut question = self.message(input, name.suffixed(INPUT), Role::INPUT);
        question.builder = name.suffixed(BUILDER);
        let answer = self.message(output, name.suffixed(OUTPUT), Role::OUTPUT);
        let response = output.and_then(|output| self.response(output, &answer));
        let common = match &self.service.kind {
            Kind::Service(service) => service.errors.as_slice(),
            _ => &[],
        };
        let replies = operation.output.iter().chain(&operation.errors).chain(common);
        Some(Operation {
            alias: (!is_prelude(name.plain())).then(|| name.clone()),
            model: shape.id.name().to_owned(),
            sensitive: self.holds_hidden(replies),
            module: module_name(name.plain()),
            usage: match module_name(name.plain()) {
                // A function named `main` would be run.
                main if main.plain() == "main" => main.suffixed("_"),
                other => other,
            },
            docs: self.shape_docs(shape, || format!("Calls `{}`.", shape.id.name())),
            error: name.suffixed(ERROR),
            fluent_builder: name.suffixed(FLUENT_BUILDER),
            input_builder: name.suffixed(INPUT_BUILDER),
            errors: self.errors(&operation.errors),
            read_only,
            idempotent: read_only || repeatable || token.is_some(),
            deprecated: shape.traits.get().map(deprecation),
            pagination: self.pagination(shape, &name, &question, &answer, schema),
            waiters: self.waiters(shape, &question, &answer, schema),
            unsigned_payload: shape.traits.has::<UnsignedPayload>(),
            auth: self.auth(shape),
            http,
            response,
            compression: compression(shape),
            checksums: checksums(shape),
            token,
            context: self.context(shape, input, &question, rules, schema),
            input: question,
            output: answer,
            example: input.and_then(|input| self.example(shape, input)),
            name,
        })
    }

    /// The structure of an input or output, under the name of its operation.
    fn message(&self, shape: Option<&Shape>, name: Identifier, role: Role) -> Structure {
        let fallback = || format!("The structure `{name}`.");
        match shape {
            Some(shape) => {
                let docs = self.shape_docs(shape, fallback);
                self.structure(shape, name, docs, role)
            }
            None => Structure {
                docs: from_text("Empty: this operation has no members here."),
                fields: Vec::new(),
                rename_all: None,
                role,
                builder: name.suffixed(BUILDER),
                has_default: true,
                name,
            },
        }
    }

    /// The exceptions of an operation, including those of the service.
    fn errors(&self, own: &[ShapeId]) -> Vec<ErrorVariant> {
        let common = match &self.service.kind {
            Kind::Service(service) => service.errors.as_slice(),
            _ => &[],
        };
        let mut errors: Vec<ErrorVariant> = own
            .iter()
            .chain(common)
            .map(|id| {
                let shape = self.model.shape(id);
                let name = self.names.type_name(shape);
                let question = module_name(name.plain()).prefixed("is_");
                ErrorVariant { question, name, docs: self.error_docs(shape) }
            })
            .collect();
        errors.sort_by(|a, b| a.name.cmp(&b.name));
        errors.dedup_by(|a, b| a.name == b.name);
        errors
    }

    /// The field of the idempotency token.
    fn token(&self, input: &Shape) -> Option<Identifier> {
        let member = input.members.iter().find(|member| member.traits.has::<IdempotencyToken>())?;
        if !self.is_text(member) {
            self.report(self.model.member_finding(
                input,
                member,
                "an idempotency token must be a string",
                "target a string, or remove the trait",
            ));
        }
        Some(self.names.field(input, &member.name))
    }

    fn is_text(&self, member: &Member) -> bool {
        self.kind(self.model.target(member)) == Type::String
    }
}

/// A `since` that is not a version, such as a date, becomes part of the note, because lints would
/// treat it as a version.
fn deprecation(Deprecated { since, message }: Deprecated) -> Deprecation {
    let is_version = |since: &String| {
        let numbers: Vec<&str> = since.split('.').collect();
        let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        numbers.len() <= 3 && numbers.iter().all(is_number)
    };
    let (since, date) = match since.map(|since| plain(&since)) {
        Some(since) if is_version(&since) => (Some(since), None),
        since => (None, since.map(|since| docs::message(&format!("since {since}")))),
    };
    let note = match (date, message.as_deref().map(docs::message)) {
        (Some(date), Some(note)) => Some(format!("{date}: {note}")),
        (date, note) => date.or(note),
    };
    Deprecation { since, note }
}

/// The first encoding that the client supports, as the specification requires; there may be none.
fn compression(operation: &Shape) -> Option<Compression> {
    let encodings = operation.traits.get::<RequestCompression>()?.encodings;
    encodings.iter().any(|encoding| encoding == "gzip").then_some(Compression::Gzip)
}

fn checksums(operation: &Shape) -> Vec<Checksum> {
    let traits = &operation.traits;
    let wanted = [
        (Checksum::Md5, traits.has::<HttpChecksumRequired>()),
        (Checksum::Sha256Tree, traits.has::<Sha256TreeHash>()),
    ];
    wanted.into_iter().filter(|(_, is_wanted)| *is_wanted).map(|(checksum, _)| checksum).collect()
}
