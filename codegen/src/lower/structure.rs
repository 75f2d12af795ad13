use heck::{ToKebabCase, ToLowerCamelCase, ToShoutySnakeCase, ToUpperCamelCase};

use super::Lowering;
use super::names::{field_name, variant_name};
use super::support::Reach;
use crate::ir::{
    Adapter, Docs, Enumeration, Exception, Field, Presence, Role, Structure, Type, TypeDefinition,
    Variant,
};
use crate::smithy::traits::{ClientOptional, Default, EnumValue, JsonName, Required};
use crate::smithy::{Kind, Member, Shape};

impl Lowering<'_> {
    /// A structure or enum under `types`.
    pub(super) fn type_definition(&self, shape: &Shape, reach: &Reach<'_>) -> TypeDefinition {
        match shape.kind {
            Kind::Enum => TypeDefinition::Enum(self.enumeration(shape)),
            _ => {
                let docs = self.shape_docs(shape, || format!("The shape `{}`.", shape.id.name()));
                let role = Role {
                    sent: reach.sent.contains(&shape.id),
                    received: reach.received.contains(&shape.id),
                };
                TypeDefinition::Structure(self.structure(shape, self.name(shape), docs, role))
            }
        }
    }

    pub(super) fn exception(&self, shape: &Shape) -> Exception {
        let docs = self.shape_docs(shape, || format!("The error `{}`.", shape.id.name()));
        let role = Role { sent: false, received: true };
        let mut structure = self.structure(shape, self.name(shape), docs, role);
        if !structure.fields.iter().any(is_message) {
            structure.fields.insert(0, message_field());
        }
        // Whatever the model says: an error with a part missing is still that error.
        for field in
            structure.fields.iter_mut().filter(|field| field.presence == Presence::Required)
        {
            field.presence = Presence::Optional;
        }
        Exception { structure, code: shape.id.name().to_owned() }
    }

    pub(super) fn structure(
        &self,
        shape: &Shape,
        name: String,
        docs: Docs,
        role: Role,
    ) -> Structure {
        let mut fields: Vec<Field> =
            shape.members.iter().map(|member| self.field(shape, member)).collect();
        let rename_all = best_rule(&shape.members);
        for (field, member) in fields.iter_mut().zip(&shape.members) {
            let given = apply_rule(rename_all, field.name.trim_start_matches("r#"));
            let wanted = wire_name(member);
            field.rename = (given != wanted).then_some(wanted);
        }
        Structure { name, docs, fields, rename_all, role }
    }

    fn field(&self, shape: &Shape, member: &Member) -> Field {
        Field {
            name: field_name(&member.name),
            member: member.name.clone(),
            docs: self.member_docs(member),
            kind: self.kind(self.model.target(member)),
            presence: self.presence(shape, member),
            rename: None,
            adapter: self.adapter(member),
            checks: self.checks(shape, member),
        }
    }

    fn presence(&self, shape: &Shape, member: &Member) -> Presence {
        if member.traits.has::<Required>() {
            return Presence::Required;
        }
        let default = self.model.member_trait::<Default>(member).map(|default| default.0);
        match default {
            None => Presence::Optional,
            Some(value) if value.is_null() || member.traits.has::<ClientOptional>() => {
                Presence::Optional
            }
            Some(value) if is_zero(&value) => Presence::Default,
            Some(value) => {
                self.report(self.model.member_finding(
                    shape,
                    member,
                    format!("the default {value} is not supported yet"),
                    "only the zero of a type can be a default; make the member optional in a patch",
                ));
                Presence::Optional
            }
        }
    }

    fn enumeration(&self, shape: &Shape) -> Enumeration {
        let variants = shape.members.iter().map(|member| {
            let value = member.traits.get::<EnumValue>();
            let value = value.and_then(|value| value.0.as_str().map(str::to_owned));
            let value = value.unwrap_or_else(|| member.name.clone());
            Variant {
                name: variant_name(&member.name),
                docs: self.docs(member.traits.get(), || format!("`{value}`.")),
                value,
            }
        });
        Enumeration {
            name: self.name(shape),
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
        presence: Presence::Optional,
        rename: None,
        adapter: Adapter::Same,
        checks: Vec::new(),
    }
}

fn is_zero(value: &serde_json::Value) -> bool {
    use serde_json::Value::{Array, Bool, Number, Object, String};
    match value {
        Bool(value) => !value,
        Number(value) => value.as_f64() == Some(0.0),
        String(value) => value.is_empty(),
        Array(value) => value.is_empty(),
        Object(value) => value.is_empty(),
        serde_json::Value::Null => false,
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

fn apply_rule(rule: Option<&str>, field: &str) -> String {
    match rule {
        Some("camelCase") => field.to_lower_camel_case(),
        Some("PascalCase") => field.to_upper_camel_case(),
        Some("SCREAMING_SNAKE_CASE") => field.to_shouty_snake_case(),
        Some("kebab-case") => field.to_kebab_case(),
        _ => field.to_owned(),
    }
}
