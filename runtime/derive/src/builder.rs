//! The builder of a structure. It holds the structure, and beside it the members whose fields are no
//! `Option`, until they are set.

use crate::accessors::attribute;
use crate::debug;
use crate::kind::Form;
use crate::options::Call;
use crate::structure::{Field, Structure};

pub(crate) fn expand(structure: &Structure) -> String {
    let Some(builder) = &structure.builder else { return String::new() };
    let name = &structure.name;
    let call = structure.call.as_ref();
    let declaration = declaration(structure, builder, call);
    let setters: String = structure
        .accessible()
        .map(|field| setters(field, structure.is_required(field), call.is_some()))
        .collect();
    let build = build(structure, call.is_some());
    let (generics, kind) = generic(structure, builder);
    format!(
        "#[automatically_derived]
        impl {name} {{
            /// Returns an empty builder.
            pub fn builder() -> {builder} {{
                ::std::default::Default::default()
            }}
        }}

        {declaration}

        #[automatically_derived]
        impl{generics} {kind} {{
            {setters}
            {build}
        }}"
    )
}

/// The parameters of its impls, and its type.
pub(crate) fn generic(structure: &Structure, builder: &str) -> (String, String) {
    match parameter(structure) {
        Some(parameter) => (format!("<{parameter}>"), format!("{builder}<{parameter}>")),
        None => (String::new(), builder.to_owned()),
    }
}

/// What the type of a client is called: not like the type of a member.
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
    let derives = if structure.has_stream() { "" } else { "#[derive(Clone)]" };
    let (generics, kind) = generic(structure, builder);
    let (declared, client) = match parameter(structure) {
        Some(c) => (format!("<{c} = ()>"), format!("pub(crate) _client: {c},")),
        None => (String::new(), String::new()),
    };
    let beside: String = structure
        .beside()
        .map(|field| format!("{}: ::std::option::Option<{}>,", field.name, field.kind.held()))
        .collect();
    let nothing: String = structure
        .beside()
        .map(|field| format!("{}: ::std::option::Option::None,", field.name))
        .collect();
    let nothing =
        format!("_structure: ::smithy_client_runtime::structure::Blank::blank(), {nothing}");
    let start = match parameter(structure) {
        Some(c) => format!(
            "#[automatically_derived]
            impl{generics} {kind} {{
                pub(crate) fn new(client: {c}) -> Self {{
                    Self {{ _client: client, {nothing} }}
                }}
            }}

            #[automatically_derived]
            impl<{c}: ::std::default::Default> ::std::default::Default for {kind} {{
                fn default() -> Self {{
                    Self::new(::std::default::Default::default())
                }}
            }}"
        ),
        None => format!(
            "#[automatically_derived]
            impl ::std::default::Default for {builder} {{
                fn default() -> Self {{
                    Self {{ {nothing} }}
                }}
            }}"
        ),
    };
    let debug = debug::of_builder(structure, builder);
    format!(
        "{about}
        {derives}
        pub struct {builder}{declared} {{
            {client}
            _structure: {name},
            {beside}
        }}

        {start}

        {debug}"
    )
}

/// The setter of a member, and the one that takes an `Option`. Builders of calls also show what is
/// set; others do without, as every method takes the compiler time.
fn setters(field: &Field, is_required: bool, shows: bool) -> String {
    let name = &field.name;
    let plain = name.strip_prefix("r#").unwrap_or(name);
    let required = if is_required { "#[doc = \" **Required.**\"]\n" } else { "" };
    let docs: String = field.docs.iter().map(attribute).collect();
    let (place, held) = (place(field), field.kind.held());
    let setter = setter(field, &place);
    let getter = format!(
        "#[doc = \" The current value of [`{plain}`](Self::{plain}).\"]
        pub fn get_{plain}(&self) -> &::std::option::Option<{held}> {{
            &{place}
        }}"
    );
    let getter = if shows { getter } else { String::new() };
    format!(
        "{required}{docs}
        {setter}

        #[doc = \" Sets or clears [`{plain}`](Self::{plain}).\"]
        pub fn set_{plain}(mut self, value: ::std::option::Option<{held}>) -> Self {{
            {place} = value;
            self
        }}

        {getter}
        "
    )
}

fn setter(field: &Field, place: &str) -> String {
    let name = &field.name;
    match field.kind.form() {
        Form::List(item) => {
            let (kind, entry) = argument(&item, "entry");
            format!(
                "pub fn {name}(mut self, entry: {kind}) -> Self {{
                    {place}.get_or_insert_default().push({entry});
                    self
                }}"
            )
        }
        Form::Map(item) => {
            let (kind, value) = argument(&item, "value");
            format!(
                "pub fn {name}(
                    mut self,
                    key: impl ::std::convert::Into<::std::string::String>,
                    value: {kind},
                ) -> Self {{
                    {place}.get_or_insert_default().insert(key.into(), {value});
                    self
                }}"
            )
        }
        form => {
            let is_converted = field.kind.is_boxed() || matches!(form, Form::Text | Form::Stream);
            let held = field.kind.held();
            let (kind, value) = match is_converted {
                true => (format!("impl ::std::convert::Into<{held}>"), "value.into()"),
                false => (held, "value"),
            };
            format!(
                "pub fn {name}(mut self, value: {kind}) -> Self {{
                    {place} = ::std::option::Option::Some({value});
                    self
                }}"
            )
        }
    }
}

/// The type of an argument for an entry, and what is stored of it.
fn argument(item: &str, name: &str) -> (String, String) {
    match item {
        "String" => (
            "impl ::std::convert::Into<::std::string::String>".to_owned(),
            format!("{name}.into()"),
        ),
        other => (other.to_owned(), name.to_owned()),
    }
}

/// Where the builder keeps a member, as an `Option`.
pub(crate) fn place(field: &Field) -> String {
    match field.kind.is_option {
        true => format!("self._structure.{}", field.name),
        false => format!("self.{}", field.name),
    }
}

fn build(structure: &Structure, is_input: bool) -> String {
    let name = &structure.name;
    let has_required = structure.beside().any(|field| structure.is_required(field));
    let assignments: String = structure
        .beside()
        .map(|field| {
            let place = &field.name;
            match structure.is_required(field) {
                true => {
                    let wire = field.wire.as_deref().unwrap_or(place);
                    let member = field.member.name.as_deref().unwrap_or(wire);
                    format!(
                        "value.{place} = ::smithy_client_runtime::builder::required(
                            self.{place}, \"{name}\", {member:?},
                        )?;"
                    )
                }
                false => format!(
                    "if let ::std::option::Option::Some(given) = self.{place} {{
                        value.{place} = given;
                    }}"
                ),
            }
        })
        .collect();
    let change = if assignments.is_empty() { "" } else { "mut " };
    let (docs, answer, done) = match (is_input, has_required) {
        (_, true) => (
            "/// Builds the structure.
            ///
            /// # Errors
            /// A required member is not set.",
            format!("::std::result::Result<{name}, ::smithy_client_runtime::error::BuildError>"),
            "::std::result::Result::Ok(value)",
        ),
        (true, false) => (
            "/// Builds the structure. It has no required member, so this cannot fail.",
            format!("::std::result::Result<{name}, ::smithy_client_runtime::error::BuildError>"),
            "::std::result::Result::Ok(value)",
        ),
        (false, false) => ("/// Builds the structure.", name.clone(), "value"),
    };
    format!(
        "{docs}
        pub fn build(self) -> {answer} {{
            let {change}value = self._structure;
            {assignments}
            {done}
        }}"
    )
}
