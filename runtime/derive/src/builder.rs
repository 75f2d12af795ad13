//! The builder of a structure. It holds the structure and which required members are set. Members
//! whose fields are no `Option` and that are not required, and all such members of an input, are
//! kept separately, as an `Option`, until they are set.

use crate::accessors::documentation;
use crate::debug;
use crate::kind::Form;
use crate::options::Call;
use crate::structure::{Field, Structure};

pub(crate) fn expand(structure: &Structure) -> String {
    let Some(builder) = &structure.builder else { return String::new() };
    let call = structure.call.as_ref();
    let declaration = declaration(structure, builder, call);
    let new = new(structure);
    let setters: String = structure.accessible().map(|field| setters(structure, field)).collect();
    let build = build(structure, call.is_some());
    let (generics, kind) = generic(structure, builder);
    format!(
        "{declaration}
        impl{generics} {kind} {{
            {new}
            {setters}
            {build}
        }}"
    )
}

/// The type parameters of the builder's impls, and its type.
pub(crate) fn generic(structure: &Structure, builder: &str) -> (String, String) {
    match parameter(structure) {
        Some(parameter) => (format!("<{parameter}>"), format!("{builder}<{parameter}>")),
        None => (String::new(), builder.to_owned()),
    }
}

/// The type parameter for the client. It must differ from the types of members.
fn parameter(structure: &Structure) -> Option<&'static str> {
    let call = structure.call.as_ref()?;
    let is_taken = call.names("C") || structure.fields.iter().any(|field| field.kind.names("C"));
    Some(if is_taken { "C_" } else { "C" })
}

fn declaration(structure: &Structure, builder: &str, call: Option<&Call>) -> String {
    let name = &structure.name;
    let about = match call {
        Some(call) => format!(
            "/// Builds a call that returns [`{}`] or fails with [`{}`].
            ///
            /// The method of the client returns a `{builder}<Client>`, which can send the call.
            /// Without a client, it builds the [`{name}`].",
            call.output, call.error
        ),
        None => format!("/// Builds a [`{name}`]."),
    };
    let (_, kind) = generic(structure, builder);
    let (declared, client) = match parameter(structure) {
        Some(c) => (format!("<{c} = ()>"), format!("pub(crate) _client: {c},")),
        None => (String::new(), String::new()),
    };
    let fields = fields(structure);
    let declarations: String =
        fields.iter().map(|field| format!("{}: {},", field.name, field.kind)).collect();
    let start = match parameter(structure) {
        Some(c) => format!(
            "impl<{c}: ::std::default::Default> ::std::default::Default for {kind} {{
                fn default() -> Self {{
                    Self::new(::std::default::Default::default())
                }}
            }}"
        ),
        None => format!(
            "impl ::std::default::Default for {builder} {{
                fn default() -> Self {{
                    Self {{ {} }}
                }}
            }}",
            empty(&fields)
        ),
    };
    let clone = clone(structure, builder);
    let debug = debug::of_builder(structure, builder);
    format!(
        "{about}
        pub struct {builder}{declared} {{
            {client}
            {declarations}
        }}

        {start}

        {clone}

        {debug}"
    )
}

/// `Clone` of the builder, unless it may hold a stream.
fn clone(structure: &Structure, builder: &str) -> String {
    if structure.has_stream() {
        return String::new();
    }
    let clone = |field: &Kept<'_>| match field.has_clone {
        true => format!("{0}: self.{0}.clone(),", field.name),
        false => format!("{0}: ::std::clone::Clone::clone(&self.{0}),", field.name),
    };
    let fields: String = fields(structure).iter().map(clone).collect();
    let (generics, client) = match parameter(structure) {
        Some(c) => (
            format!("<{c}: ::std::clone::Clone>"),
            "_client: ::std::clone::Clone::clone(&self._client),",
        ),
        None => (String::new(), ""),
    };
    let (_, kind) = generic(structure, builder);
    format!(
        "impl{generics} ::std::clone::Clone for {kind} {{
            fn clone(&self) -> Self {{
                Self {{ {client} {fields} }}
            }}
        }}"
    )
}

/// The constructor of a builder that has a client.
fn new(structure: &Structure) -> String {
    let Some(c) = parameter(structure) else { return String::new() };
    let fields = empty(&fields(structure));
    format!(
        "pub(crate) fn new(client: {c}) -> Self {{
            Self {{ _client: client, {fields} }}
        }}"
    )
}

/// These fields with their values in an empty builder.
fn empty(fields: &[Kept<'_>]) -> String {
    fields.iter().map(|field| format!("{}: {},", field.name, field.empty)).collect()
}

/// A field of the builder, and its value in an empty builder.
struct Kept<'a> {
    name: &'a str,
    kind: String,
    empty: String,
    /// Whether its method `clone` is that of the trait.
    has_clone: bool,
}

/// The fields of the builder, apart from the client.
fn fields(structure: &Structure) -> Vec<Kept<'_>> {
    let blank = match structure.has_default {
        true => "::std::default::Default::default()",
        false => "::smithy_client_runtime::structure::Blank::blank()",
    };
    let mut fields = vec![Kept {
        name: "_structure",
        kind: structure.name.clone(),
        empty: blank.to_owned(),
        has_clone: structure.accessible().all(|field| field.name != "clone"),
    }];
    let marked: Vec<_> = structure.marked().map(|field| format!("{:?}", member(field))).collect();
    if !marked.is_empty() {
        let (given, count) = ("::smithy_client_runtime::builder::Given", marked.len());
        fields.push(Kept {
            name: "_given",
            kind: format!("{given}<{count}>"),
            empty: format!("{given}::none(&[{}])", marked.join(",")),
            has_clone: true,
        });
    }
    fields.extend(structure.beside().map(|field| Kept {
        name: &field.name,
        kind: format!("::std::option::Option<{}>", field.kind.held),
        empty: "None".to_owned(),
        has_clone: true,
    }));
    fields
}

/// The setter of a member, and the one that takes an `Option`. Builders of inputs also have
/// `get_…`; others do not, to reduce compile time.
fn setters(structure: &Structure, field: &Field) -> String {
    let plain = field.plain();
    let required = if structure.is_required(field) { "/// **Required.**\n" } else { "" };
    let docs = documentation(&field.docs);
    let (held, option) = (&field.kind.held, &field.kind.option);
    let mark = structure.mark(field);
    let place = place(structure, field);
    let setter = setter(field, mark, &place);
    let assignment = match mark {
        Some(mark) => format!("self._given.put({mark}, &mut {place}, value);"),
        None => format!("{place} = value;"),
    };
    let getter = match structure.call {
        Some(_) => format!(
            "/// The current value of `{plain}`.
            pub fn get_{plain}(&self) -> &{option}<{held}> {{
                &{place}
            }}"
        ),
        None => String::new(),
    };
    format!(
        "{required}{docs}
        {setter}

        /// Sets or clears `{plain}`.
        pub fn set_{plain}(mut self, value: {option}<{held}>) -> Self {{
            {assignment}
            self
        }}

        {getter}
        "
    )
}

fn setter(field: &Field, mark: Option<usize>, place: &str) -> String {
    let name = &field.name;
    let is_converted = field.kind.is_boxed || matches!(field.kind.form, Form::Text | Form::Stream);
    let held = &field.kind.held;
    let (arguments, stored) = match &field.kind.form {
        Form::List(item) => {
            let (kind, entry) = argument(item, "entry");
            (format!("entry: {kind}"), Stored::Entry("push", entry))
        }
        Form::Map(item) => {
            let (kind, value) = argument(item, "value");
            let key = "key: impl ::std::convert::Into<::std::string::String>";
            let entry = format!("key.into(), {value}");
            (format!("{key}, value: {kind}"), Stored::Entry("insert", entry))
        }
        _ if is_converted => (
            format!("value: impl ::std::convert::Into<{held}>"),
            Stored::Whole("value.into()".to_owned()),
        ),
        _ => (format!("value: {held}"), Stored::Whole("value".to_owned())),
    };
    let assignment = match (mark, stored) {
        (None, Stored::Entry(add, entry)) => {
            format!("::smithy_client_runtime::builder::{add}(&mut {place}, {entry});")
        }
        (None, Stored::Whole(value)) => {
            format!("{place} = Some({value});")
        }
        (Some(mark), Stored::Entry(add, entry)) => {
            format!("{place}.{add}({entry}); self._given.mark({mark});")
        }
        (Some(mark), Stored::Whole(value)) => {
            format!("{place} = {value}; self._given.mark({mark});")
        }
    };
    format!(
        "pub fn {name}(mut self, {arguments}) -> Self {{
            {assignment}
            self
        }}"
    )
}

/// The effect of a setter.
enum Stored {
    /// It assigns this value.
    Whole(String),
    /// It calls this function with this entry, and adds it.
    Entry(&'static str, String),
}

/// The type of the argument for an entry, and the expression that is stored.
fn argument(item: &str, name: &str) -> (String, String) {
    match item {
        "String" => (
            "impl ::std::convert::Into<::std::string::String>".to_owned(),
            format!("{name}.into()"),
        ),
        other => (other.to_owned(), name.to_owned()),
    }
}

/// The name of a member in errors.
fn member(field: &Field) -> &str {
    let wire = field.wire.as_deref().unwrap_or(&field.name);
    field.member.name.as_deref().unwrap_or(wire)
}

/// The place where the builder keeps a member.
pub(crate) fn place(structure: &Structure, field: &Field) -> String {
    match structure.is_beside(field) {
        true => format!("self.{}", field.name),
        false => format!("self._structure.{}", field.name),
    }
}

fn build(structure: &Structure, is_input: bool) -> String {
    let name = &structure.name;
    let is_checked = structure.marked().next().is_some();
    let has_required = is_checked || structure.beside().any(|field| structure.is_required(field));
    let check = match is_checked {
        true => format!("self._given.check(\"{name}\")?;"),
        false => String::new(),
    };
    let assignments: String = structure
        .beside()
        .map(|field| {
            let place = &field.name;
            match structure.is_required(field) {
                true => {
                    let member = member(field);
                    format!(
                        "value.{place} = ::smithy_client_runtime::builder::required(
                            self.{place}, \"{name}\", {member:?},
                        )?;"
                    )
                }
                false => format!(
                    "if let Some(given) = self.{place} {{
                        value.{place} = given;
                    }}"
                ),
            }
        })
        .collect();
    let (start, value) = match assignments.is_empty() {
        true => ("", "self._structure"),
        false => ("let mut value = self._structure;", "value"),
    };
    let (docs, answer, done) = match (is_input, has_required) {
        (_, true) => (
            "/// Builds the structure.
            ///
            /// # Errors
            /// A required member is not set.",
            format!("::std::result::Result<{name}, ::smithy_client_runtime::error::BuildError>"),
            format!("Ok({value})"),
        ),
        (true, false) => (
            "/// Builds the structure. It has no required member, so this cannot fail.",
            format!("::std::result::Result<{name}, ::smithy_client_runtime::error::BuildError>"),
            format!("Ok({value})"),
        ),
        (false, false) => ("/// Builds the structure.", name.clone(), value.to_owned()),
    };
    format!(
        "{docs}
        pub fn build(self) -> {answer} {{
            {check}
            {start}
            {assignments}
            {done}
        }}"
    )
}
