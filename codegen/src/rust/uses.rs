use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::RUNTIME;

/// A module as segments, as they are written: one may be `r#type`.
pub(super) type Path = Vec<String>;

/// A module and a name in it.
pub(super) type Key = (Path, String);

/// The path of a module of the table. `root` is the name of the emitted crate. Code outside of that
/// crate uses its re-exports of the runtime, `lib`.
pub(super) fn full(module: &str, root: &str) -> Path {
    let mut segments: Path = module.split("::").map(str::to_owned).collect();
    match segments[0].as_str() {
        "crate" => segments[0] = root.to_owned(),
        "lib" if root != "crate" => segments[0] = root.to_owned(),
        "lib" | "runtime" => segments[0] = RUNTIME.to_owned(),
        _ => {}
    }
    segments
}

/// The tokens of a path.
pub(super) fn tokens(path: &[String]) -> TokenStream {
    let segments = path.iter().map(|segment| ident(segment));
    quote!(#(#segments)::*)
}

/// The tokens of a module and a name in it.
pub(super) fn tokens_of((module, name): &Key) -> TokenStream {
    let (module, name) = (tokens(module), ident(name));
    quote!(#module::#name)
}

pub(super) fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(keyword) => Ident::new_raw(keyword, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// `use` lines, one per module: standard library, other crates, this crate.
pub(super) fn lines(names: impl Iterator<Item = Key>) -> Vec<TokenStream> {
    let mut names: Vec<Key> = names.collect();
    names.sort();
    let modules = names.chunk_by(|(a, _), (b, _)| a == b);
    let lines = modules.map(|module| {
        let (path, names) = (&module[0].0, module.iter().map(|(_, name)| name.as_str()));
        let names: Vec<&str> = names.collect();
        // Lists are sorted after modules.
        let last = if let [name] = names.as_slice() { name } else { "~" };
        let mut order: Vec<&str> = path.iter().map(String::as_str).collect();
        order.push(last);
        ((group(path), order), line(path, &names))
    });
    let mut lines: Vec<_> = lines.collect();
    lines.sort_by(|(a, _), (b, _)| a.cmp(b));
    lines.into_iter().map(|(_, line)| line).collect()
}

fn line(path: &[String], names: &[&str]) -> TokenStream {
    let path = tokens(path);
    let names: Vec<_> = names.iter().map(|name| ident(name)).collect();
    match names.as_slice() {
        [name] => quote! { use #path::#name; },
        names => quote! { use #path::{#(#names),*}; },
    }
}

/// A `use` line for a trait whose name is used otherwise.
pub(super) fn without_name(key: &Key) -> TokenStream {
    let path = tokens_of(key);
    quote! { use #path as _; }
}

fn group(module: &[String]) -> u8 {
    match module[0].as_str() {
        "std" => 0,
        "crate" => 2,
        _ => 1,
    }
}
