use serde_json::Value;

use super::Lowering;
use super::names::{field_name, module_name};
use super::support::Reach;
use crate::ir::{
    Adapter, Docs, Enumeration, Exception, Field, Presence, Role, Structure, Type, TypeDefinition,
    TypeFile, Variant,
};
use crate::smithy::traits::{
    ClientOptional, Default, EnumValue, IdempotencyToken, JsonName, Required, Retryable,
};
use crate::smithy::{Kind, Member, Shape};

impl Lowering<'_> {
    /// A structure, union or enum under `types`.
    pub(super) fn type_file(&self, shape: &Shape, reach: &Reach<'_>) -> TypeFile {
        let role = Role {
            sent: reach.sent.contains(&shape.id),
            received: reach.received.contains(&shape.id),
        };
        let definition = match shape.kind {
            Kind::Enum => TypeDefinition::Enum(self.enumeration(shape)),
            Kind::Union => TypeDefinition::Union(self.union(shape, role)),
            _ => {
                let docs = self.shape_docs(shape, || format!("The shape `{}`.", shape.id.name()));
                TypeDefinition::Structure(self.structure(
                    shape,
                    self.names.type_name(shape),
                    docs,
                    role,
                ))
            }
        };
        TypeFile { module: module_name(&self.names.type_name(shape)), definition }
    }

    pub(super) fn exception(&self, shape: &Shape) -> Exception {
        let docs = self.shape_docs(shape, || format!("The error `{}`.", shape.id.name()));
        let role = Role::OUTPUT;
        let mut structure = self.structure(shape, self.names.type_name(shape), docs, role);
        if !structure.fields.iter().any(is_message) {
            structure.fields.insert(0, message_field());
        }
        // Whatever the model says: an error with a part missing is still that error.
        for field in
            structure.fields.iter_mut().filter(|field| field.presence == Presence::Required)
        {
            field.presence = Presence::Optional;
        }
        let response = self.response(shape, &structure);
        let retryable = shape.traits.get::<Retryable>();
        let retry_kind =
            retryable.map(|retry| if retry.throttling { "Throttling" } else { "Transient" });
        Exception { structure, response, code: shape.id.name().to_owned(), retry_kind }
    }

    pub(super) fn structure(
        &self,
        shape: &Shape,
        name: String,
        docs: Docs,
        role: Role,
    ) -> Structure {
        let is_input = role == Role::INPUT;
        let members = shape.members.iter();
        let mut fields: Vec<Field> =
            members.map(|member| self.field(shape, member, is_input)).collect();
        let rename_all = best_rule(&shape.members);
        for (field, member) in fields.iter_mut().zip(&shape.members) {
            let given = apply_rule(rename_all, field.name.trim_start_matches("r#"));
            let wanted = wire_name(member);
            field.rename = (given != wanted).then_some(wanted);
        }
        Structure { name, docs, fields, rename_all, role }
    }

    fn field(&self, shape: &Shape, member: &Member, is_input: bool) -> Field {
        Field {
            name: self.names.field(shape, &member.name),
            member: member.name.clone(),
            docs: self.member_docs(member),
            kind: self.kind(self.model.target(member)),
            boxed: self.is_boxed(shape, member),
            presence: self.presence(shape, member, is_input),
            is_elsewhere: false,
            rename: None,
            adapter: self.adapter(member),
            checks: self.checks(shape, member),
        }
    }

    pub(super) fn presence(&self, shape: &Shape, member: &Member, is_input: bool) -> Presence {
        let traits = &member.traits;
        // A token is filled in for callers that leave it out.
        if traits.has::<IdempotencyToken>() {
            return Presence::Optional;
        }
        let required =
            if traits.has::<Required>() { Presence::Required } else { Presence::Optional };
        let default = self.model.member_trait::<Default>(member).map(|default| default.0);
        match default {
            // The server fills in what an input leaves out.
            _ if traits.has::<ClientOptional>() || is_input => required,
            None | Some(Value::Null) => required,
            Some(value) if is_zero(&self.model.target(member).kind, &value) => Presence::Default,
            Some(value) => {
                self.report(self.model.member_finding(
                    shape,
                    member,
                    format!("the default {value} is not supported yet"),
                    "only false, 0, \"\", [] and {} can be defaults; leave the operations that need \
                     it out of the model",
                ));
                required
            }
        }
    }

    fn enumeration(&self, shape: &Shape) -> Enumeration {
        let variants = shape.members.iter().map(|member| {
            let value = member.traits.get::<EnumValue>();
            let value = value.and_then(|value| value.0.as_str().map(str::to_owned));
            let value = value.unwrap_or_else(|| member.name.clone());
            Variant {
                name: self.names.variant(shape, &member.name),
                docs: self.docs(member.traits.get(), || format!("The value `{}`.", member.name)),
                value,
            }
        });
        Enumeration {
            name: self.names.type_name(shape),
            docs: self.shape_docs(shape, || format!("The values of `{}`.", shape.id.name())),
            variants: variants.collect(),
        }
    }
}

/// The name of a member in JSON.
pub(super) fn wire_name(member: &Member) -> String {
    member.traits.get::<JsonName>().map_or_else(|| member.name.clone(), |name| name.0)
}

fn is_message(field: &Field) -> bool {
    field.kind == Type::String && field.name == "message"
}

/// Services send a message with every error, declared or not.
fn message_field() -> Field {
    Field {
        name: "message".into(),
        member: "message".into(),
        docs: Docs(vec!["What the service says about it.".into()]),
        kind: Type::String,
        boxed: false,
        presence: Presence::Optional,
        is_elsewhere: false,
        rename: None,
        adapter: Adapter::Same,
        checks: Vec::new(),
    }
}

/// Whether a default is what Rust's `Default` gives for the type.
fn is_zero(kind: &Kind, value: &Value) -> bool {
    match (kind, value) {
        (Kind::Boolean, Value::Bool(value)) => !value,
        (
            Kind::Byte
            | Kind::Short
            | Kind::Integer
            | Kind::IntEnum
            | Kind::Long
            | Kind::Float
            | Kind::Double
            | Kind::BigInteger
            | Kind::BigDecimal,
            Value::Number(value),
        ) => value.as_f64() == Some(0.0),
        (Kind::String | Kind::Blob, Value::String(value)) => value.is_empty(),
        (Kind::List, Value::Array(value)) => value.is_empty(),
        (Kind::Map, Value::Object(value)) => value.is_empty(),
        _ => false,
    }
}

/// serde's rules that a model's names may follow, the likeliest first.
const RULES: [&str; 4] = ["camelCase", "PascalCase", "SCREAMING_SNAKE_CASE", "kebab-case"];

/// The rule that names most members right; none if plain snake case does as well.
fn best_rule(members: &[Member]) -> Option<&'static str> {
    let hits = |rule: Option<&str>| {
        let fits = |member: &&Member| apply_rule(rule, &bare_name(member)) == wire_name(member);
        members.iter().filter(fits).count()
    };
    // `max_by_key` keeps the last of equals.
    let best = RULES.into_iter().rev().max_by_key(|rule| hits(Some(rule)))?;
    (hits(Some(best)) > hits(None)).then_some(best)
}

fn bare_name(member: &Member) -> String {
    field_name(&member.name).trim_start_matches("r#").to_owned()
}

/// What serde makes of the name of a field.
fn apply_rule(rule: Option<&str>, field: &str) -> String {
    let capitalized = |word: &str| {
        let mut letters = word.chars();
        letters
            .next()
            .map(|first| first.to_ascii_uppercase())
            .into_iter()
            .chain(letters)
            .collect::<String>()
    };
    match rule {
        Some("PascalCase") => field.split('_').map(capitalized).collect::<String>(),
        Some("camelCase") => {
            let pascal: String = field.split('_').map(capitalized).collect();
            pascal[..1].to_ascii_lowercase() + &pascal[1..]
        }
        Some("SCREAMING_SNAKE_CASE") => field.to_ascii_uppercase(),
        Some("kebab-case") => field.replace('_', "-"),
        _ => field.to_owned(),
    }
}
