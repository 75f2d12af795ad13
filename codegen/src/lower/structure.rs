use super::Lowering;
use super::docs::{code, from_text};
use super::names::{field_name, module_name};
use super::naming::BUILDER;
use super::reserved::MESSAGE;
use super::streams::is_byte_stream;
use crate::ir::{
    Adapter, Debug, Docs, Enumeration, Exception, Field, Marker, Presence, RenameRule, RetryKind,
    Role, Structure, Type, TypeDefinition, TypeFile, Variant, WhenAbsent,
};
use crate::rust::Identifier;
use crate::smithy::traits::{EnumValue, JsonName, Retryable, Sensitive};
use crate::smithy::{Kind, Member, Shape};

impl Lowering<'_> {
    /// The direction in which a shape under `types` travels.
    pub(super) fn role(&self, shape: &Shape) -> Role {
        Role {
            sent: self.reach.sent.contains(&shape.id),
            received: self.reach.received.contains(&shape.id),
            ..Role::NOWHERE
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
                let name = self.names.type_name(shape);
                TypeDefinition::Structure(self.structure(shape, name, docs, role))
            }
        };
        let module = module_name(self.names.type_name(shape).plain());
        // The module `error` contains the errors.
        let module = if module.plain() == "error" { module.suffixed("_") } else { module };
        TypeFile { module, definition }
    }

    pub(super) fn exception(&self, shape: &Shape) -> Exception {
        let docs = self.error_docs(shape);
        let mut structure = self.structure(shape, self.names.type_name(shape), docs, Role::ERROR);
        if !structure.fields.iter().any(|field| field.name.plain() == MESSAGE) {
            let is_read = !shape.members.iter().any(|member| wire_name(member) == MESSAGE);
            structure.fields.insert(0, message_field(is_read));
        }
        let hides = |field: &Field| field.name.plain() == MESSAGE && field.is_hidden;
        let retryable = shape.traits.get::<Retryable>();
        Exception {
            response: self.response(shape, &structure),
            code: shape.id.name().to_owned(),
            retry_kind: retryable.map(|retry| match retry.throttling {
                true => RetryKind::Throttling,
                false => RetryKind::Transient,
            }),
            hides_message: structure.fields.iter().any(hides),
            structure,
        }
    }

    pub(super) fn error_docs(&self, shape: &Shape) -> Docs {
        self.shape_docs(shape, || format!("The error `{}`.", shape.id.name()))
    }

    pub(super) fn structure(
        &self,
        shape: &Shape,
        name: Identifier,
        docs: Docs,
        role: Role,
    ) -> Structure {
        let members = shape.members.iter();
        let presences: Vec<Presence> =
            members.clone().map(|member| self.presence(member, role)).collect();
        let has_default = presences.iter().all(|presence| *presence != Presence::Required);
        let mut fields: Vec<Field> = members
            .zip(presences)
            .map(|(member, presence)| self.field(shape, member, presence, role))
            .collect();
        let rename_all = best_rule(&shape.members);
        for (field, member) in fields.iter_mut().zip(&shape.members) {
            let given = apply_rule(rename_all, field.name.plain());
            let wanted = wire_name(member);
            let is_required = field.presence.is_required();
            let is_named = field.is_in_json && wanted == member.name;
            field.name_in_errors = (is_required && !is_named).then(|| member.name.clone());
            let is_seen = field.presence == Presence::Required && field.is_in_json;
            field.says_required = is_required && !is_seen;
            field.says_fallback = has_default && field.fallback.is_some();
            field.rename = (field.is_in_json && given != wanted).then_some(wanted);
            if !has_default {
                field.when_absent = when_absent(field);
            }
        }
        Structure {
            builder: name.suffixed(BUILDER),
            has_default,
            name,
            docs,
            fields,
            rename_all,
            role,
        }
    }

    fn field(&self, shape: &Shape, member: &Member, presence: Presence, role: Role) -> Field {
        let target = self.model.target(member);
        let name = self.names.field(shape, &member.name);
        let fallback = self.fallback(shape, member, presence, role);
        let is_stream = is_byte_stream(target);
        let marker = fallback.as_ref().map(|fallback| &fallback.marker);
        Field {
            name,
            member: member.name.clone(),
            says_required: false,
            says_fallback: false,
            name_in_errors: None,
            docs: self.field_docs(member),
            kind: self.kind(target),
            boxed: self.is_boxed(shape, member),
            is_hidden: self.is_hidden(shape, member),
            is_in_json: !is_stream,
            presence,
            rename: None,
            adapter: whole(self.adapter(member), presence, marker).filter(|_| !is_stream),
            fallback,
            when_absent: WhenAbsent::Usual,
            checks: match is_stream {
                // Its value is hidden.
                true => Vec::new(),
                false => self.checks(shape, member),
            },
        }
    }

    /// The documentation of the model, and the default of a label.
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
            debug: match shape.traits.has::<Sensitive>() {
                true => Debug::Hidden,
                false => Debug::Derived,
            },
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

/// Services send a message with every error, declared or not.
fn message_field(is_read: bool) -> Field {
    let name = Identifier::from(MESSAGE);
    Field {
        name,
        // Without one, it is not a member of the model.
        member: if is_read { MESSAGE.into() } else { String::new() },
        says_required: false,
        says_fallback: false,
        name_in_errors: None,
        docs: from_text("The message of the service."),
        kind: Type::String,
        boxed: false,
        is_hidden: false,
        is_in_json: is_read,
        presence: Presence::Optional,
        fallback: None,
        rename: None,
        adapter: None,
        when_absent: WhenAbsent::Usual,
        checks: Vec::new(),
    }
}

/// The adapter of a whole field, including the handling of `null`; `None` for plain serde.
fn whole(inner: Adapter, presence: Presence, marker: Option<&Marker>) -> Option<Adapter> {
    let is_same = inner.is_same();
    let inner = Box::new(inner);
    match (marker, presence) {
        (Some(marker), _) => Some(Adapter::OrElse(marker.clone(), inner)),
        (None, Presence::Corrected | Presence::Default) => Some(Adapter::DefaultOnNull(inner)),
        (None, _) if is_same => None,
        (None, Presence::Required) => Some(*inner),
        (None, Presence::Optional) => Some(Adapter::Optional(inner)),
    }
}

/// How serde handles an absent member if the structure has no default.
fn when_absent(field: &Field) -> WhenAbsent {
    match (field.presence, &field.fallback) {
        (Presence::Required, _) => WhenAbsent::Usual,
        // serde reads an absent `Option` as `None` by default, but not with an adapter.
        (Presence::Optional, _) if field.adapter.is_none() => WhenAbsent::Usual,
        (_, Some(fallback)) => WhenAbsent::Value(fallback.marker.clone()),
        (_, None) => WhenAbsent::Zero,
    }
}

/// serde's rules for the names of members, the most likely first.
const RULES: [RenameRule; 4] =
    [RenameRule::Camel, RenameRule::Pascal, RenameRule::ScreamingSnake, RenameRule::Kebab];

/// The rule that fits most members; none if plain snake case fits as many.
fn best_rule(members: &[Member]) -> Option<RenameRule> {
    let hits = |rule: Option<RenameRule>| {
        let fits = |member: &&Member| {
            apply_rule(rule, field_name(&member.name).plain()) == wire_name(member)
        };
        members.iter().filter(fits).count()
    };
    // `max_by_key` returns the last of equal items.
    let best = RULES.into_iter().rev().max_by_key(|rule| hits(Some(*rule)))?;
    (hits(Some(best)) > hits(None)).then_some(best)
}

/// The name that serde derives from a field.
fn apply_rule(rule: Option<RenameRule>, field: &str) -> String {
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
        Some(RenameRule::Pascal) => field.split('_').map(capitalized).collect::<String>(),
        Some(RenameRule::Camel) => {
            let pascal: String = field.split('_').map(capitalized).collect();
            pascal[..1].to_ascii_lowercase() + &pascal[1..]
        }
        Some(RenameRule::ScreamingSnake) => field.to_ascii_uppercase(),
        Some(RenameRule::Kebab) => field.replace('_', "-"),
        None => field.to_owned(),
    }
}
