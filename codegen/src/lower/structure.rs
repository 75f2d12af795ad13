use super::Lowering;
use super::docs::{code, from_text};
use super::names::{field_name, module_name};
use super::streams::is_byte_stream;
use crate::ir::{
    Adapter, Docs, Enumeration, Exception, Field, Presence, Role, Structure, Type, TypeDefinition,
    TypeFile, Variant,
};
use crate::smithy::traits::{EnumValue, JsonName, Retryable, Sensitive};
use crate::smithy::{Kind, Member, Shape};

impl Lowering<'_> {
    /// Which way a shape under `types` travels.
    pub(super) fn role(&self, shape: &Shape) -> Role {
        Role {
            sent: self.reach.sent.contains(&shape.id),
            received: self.reach.received.contains(&shape.id),
            is_input: false,
        }
    }

    /// A structure, union or enum under `types`.
    pub(super) fn type_file(&self, shape: &Shape) -> TypeFile {
        let role = self.role(shape);
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
        self.relax(shape, &mut structure);
        if !structure.fields.iter().any(is_message) {
            structure.fields.insert(0, message_field());
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
        let members = shape.members.iter();
        let mut fields: Vec<Field> =
            members.map(|member| self.field(shape, member, role)).collect();
        let rename_all = best_rule(&shape.members);
        for (field, member) in fields.iter_mut().zip(&shape.members) {
            let given = apply_rule(rename_all, field.name.trim_start_matches("r#"));
            let wanted = wire_name(member);
            let is_in_json = field.kind != Type::ByteStream;
            field.rename = (is_in_json && given != wanted).then_some(wanted);
        }
        Structure { name, docs, fields, rename_all, role }
    }

    fn field(&self, shape: &Shape, member: &Member, role: Role) -> Field {
        let target = self.model.target(member);
        let presence = self.presence(member, role);
        Field {
            name: self.names.field(shape, &member.name),
            member: member.name.clone(),
            docs: self.field_docs(member),
            kind: self.kind(target),
            boxed: self.is_boxed(shape, member),
            is_hidden: self.is_hidden(shape, member),
            presence,
            fallback: self.fallback(shape, member, presence),
            rename: None,
            adapter: self.adapter(member),
            checks: match is_byte_stream(target) {
                // Nobody has seen what is in it.
                true => Vec::new(),
                false => self.checks(shape, member),
            },
        }
    }

    /// What the model says, and what the client does with a label that is left out.
    fn field_docs(&self, member: &Member) -> Docs {
        let mut docs = self.member_docs(member);
        if let Some(default) = self.label_default(member) {
            docs.extend_with(Some(format!("{} if absent or empty.", code(default))));
        }
        docs
    }

    fn enumeration(&self, shape: &Shape) -> Enumeration {
        let variants = shape.members.iter().map(|member| {
            let value = member.traits.get::<EnumValue>();
            let value = value.and_then(|value| value.0.as_str().map(str::to_owned));
            let value = value.unwrap_or_else(|| member.name.clone());
            Variant {
                name: self.names.variant(shape, &member.name),
                docs: self.value_docs(member),
                value,
            }
        });
        Enumeration {
            is_hidden: shape.traits.has::<Sensitive>(),
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

pub(super) fn is_message(field: &Field) -> bool {
    field.kind == Type::String && field.name == "message"
}

/// Services send a message with every error, declared or not.
fn message_field() -> Field {
    Field {
        name: "message".into(),
        member: "message".into(),
        docs: from_text("What the service says about it."),
        kind: Type::String,
        boxed: false,
        is_hidden: false,
        presence: Presence::Optional,
        fallback: None,
        rename: None,
        adapter: Adapter::Same,
        checks: Vec::new(),
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
