use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::ident;
use crate::ir::{Adapter, Fallback, Field, Presence, Type};

/// What a file needs from elsewhere, as it comes up while the file is put together.
#[derive(Default)]
pub(super) struct Imports(BTreeSet<(Vec<String>, String)>);

impl Imports {
    /// `add("std::collections", "HashMap")`.
    pub(super) fn add(&mut self, module: &str, name: &str) {
        self.0.insert((module.split("::").map(str::to_owned).collect(), name.to_owned()));
    }

    /// Takes a name out that the file itself defines.
    pub(super) fn remove(&mut self, module: &str, name: &str) {
        self.0.remove(&(module.split("::").map(str::to_owned).collect(), name.to_owned()));
    }

    pub(super) fn runtime(&mut self, module: &str, names: &[&str]) {
        let module = match module {
            "" => "smithy_client_runtime".to_owned(),
            module => format!("smithy_client_runtime::{module}"),
        };
        names.iter().for_each(|name| self.add(&module, name));
    }

    /// The derives of structures.
    pub(super) fn derives(&mut self) {
        self.runtime("", &["Deserialize", "Serialize"]);
    }

    /// The name of a type.
    pub(super) fn kind(&mut self, kind: &Type) {
        match kind {
            Type::Blob => self.runtime("primitives", &["Blob"]),
            Type::ByteStream => self.runtime("primitives", &["ByteStream"]),
            Type::DateTime => self.runtime("primitives", &["DateTime"]),
            Type::Document => self.runtime("primitives", &["Document"]),
            Type::BigInteger => self.runtime("primitives", &["BigInteger"]),
            Type::BigDecimal => self.runtime("primitives", &["BigDecimal"]),
            Type::Structure(name) | Type::Union(name) | Type::Enum(name) => {
                self.add("crate::types", name);
            }
            Type::List(item) | Type::Nullable(item) => self.kind(item),
            Type::Map(value) => {
                self.add("std::collections", "HashMap");
                self.kind(value);
            }
            Type::Bool | Type::Number(_) | Type::String => {}
        }
    }

    /// What the declaration of a field names.
    pub(super) fn field(&mut self, field: &Field) {
        self.kind(&field.kind);
        if field.kind == Type::ByteStream {
            return;
        }
        match (&field.fallback, field.presence) {
            (Some(fallback), _) => {
                self.runtime("wire", &["As", "OrElse"]);
                self.fallback(fallback);
            }
            (None, Presence::Corrected | Presence::Default) => {
                self.runtime("wire", &["As", "DefaultOnNull"]);
            }
            (None, Presence::Required | Presence::Optional) => {}
        }
        if field.adapter != Adapter::Same {
            self.runtime("wire", &["As"]);
            self.adapter(&field.adapter);
        }
    }

    pub(super) fn fallback(&mut self, fallback: &Fallback) {
        if let Fallback::Shared(name) = fallback {
            self.runtime("wire", &[name]);
        }
    }

    pub(super) fn adapter(&mut self, adapter: &Adapter) {
        match adapter {
            Adapter::Same => {}
            Adapter::Named(name) => self.runtime("wire", &[name]),
            Adapter::Dense(inner) => {
                self.runtime("wire", &["Dense"]);
                self.adapter(inner);
            }
            Adapter::Map(inner) => {
                self.runtime("wire", &["Same"]);
                self.adapter(inner);
            }
            Adapter::List(inner) | Adapter::Nullable(inner) => self.adapter(inner),
        }
    }

    /// The `use` lines: standard library, other crates, this crate.
    pub(super) fn tokens(&self) -> TokenStream {
        let group = |module: &[String]| match module[0].as_str() {
            "std" => 0,
            "crate" => 2,
            _ => 1,
        };
        let mut modules: Vec<&Vec<String>> = self.0.iter().map(|(module, _)| module).collect();
        modules.dedup();
        modules.sort_by_key(|module| group(module));
        let lines = modules.into_iter().map(|module| {
            // `crate` is a keyword, but an identifier for the token stream all the same.
            let path: Vec<_> = module.iter().map(|part| ident(part)).collect();
            let names =
                self.0.iter().filter(|(other, _)| other == module).map(|(_, name)| ident(name));
            let names: Vec<_> = names.collect();
            match names.as_slice() {
                [name] => quote! { use #(#path)::*::#name; },
                names => quote! { use #(#path)::*::{#(#names),*}; },
            }
        });
        quote! { #(#lines)* }
    }
}
