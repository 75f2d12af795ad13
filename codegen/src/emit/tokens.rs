//! Literals and documentation as tokens.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::ir::Docs;

/// A text that may be absent.
pub(super) fn option(text: Option<&str>) -> TokenStream {
    text.map_or_else(|| quote!(None), |text| quote!(Some(#text)))
}

/// Documentation, one attribute per line.
pub(super) fn docs(docs: &Docs) -> TokenStream {
    doc_lines(&docs.lines)
}

/// The first sentence of documentation.
pub(super) fn summary(docs: &Docs) -> TokenStream {
    doc_lines(&docs.summary)
}

/// The first sentences as one line of text.
pub(super) fn summary_text(docs: &Docs) -> String {
    docs.summary.join(" ")
}

pub(super) fn doc_lines(lines: impl IntoIterator<Item = impl AsRef<str>>) -> TokenStream {
    let lines = lines.into_iter().map(|line| match line.as_ref() {
        "" => String::new(),
        line => format!(" {line}"),
    });
    quote! { #(#[doc = #lines])* }
}

/// A whole number; negative literals are two tokens.
pub(super) fn integer(value: i64) -> TokenStream {
    let digits = Literal::u64_unsuffixed(value.unsigned_abs());
    if value < 0 { quote!(-#digits) } else { quote!(#digits) }
}

/// A finite float.
pub(super) fn float(value: f64) -> TokenStream {
    let digits = Literal::f64_unsuffixed(value.abs());
    if value.is_sign_negative() { quote!(-#digits) } else { quote!(#digits) }
}

/// Text as a string literal, a raw one if that avoids backslashes.
pub(super) fn raw_text(text: &str) -> TokenStream {
    // rustc refuses these, unless they are escaped.
    let is_refused = |c| matches!(c, '\r' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if !text.contains(['"', '\\']) || text.contains("\"##") || text.contains(is_refused) {
        return quote!(#text);
    }
    let hashes = if text.contains("\"#") { "##" } else { "#" };
    let literal: Result<Literal, _> = format!("r{hashes}\"{text}\"{hashes}").parse();
    literal.map_or_else(|_| quote!(#text), |literal| quote!(#literal))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_raw_where_that_spares_backslashes() {
        let table = [
            ("plain", r#""plain""#),
            ("two\nlines", r#""two\nlines""#),
            (r#"{"a": 1}"#, r##"r#"{"a": 1}"#"##),
            (r"a\b", r##"r#"a\b"#"##),
            ("\"\n\"", "r#\"\"\n\"\"#"),
            (r##"a"#b"##, r###"r##"a"#b"##"###),
            (r###"a"##b"###, r###""a\"##b""###),
            ("\"\r", r#""\"\r""#),
            ("\"\u{202e}", r#""\"\u{202e}""#),
        ];
        for (text, expected) in table {
            assert_eq!(raw_text(text).to_string(), expected, "{text:?}");
        }
    }

    #[test]
    fn numbers_have_their_sign_in_front() {
        let table = [
            (integer(7), "7"),
            (integer(i64::MIN), "- 9223372036854775808"),
            (float(0.5), "0.5"),
            (float(-2.0), "- 2.0"),
        ];
        for (tokens, expected) in table {
            assert_eq!(tokens.to_string(), expected);
        }
    }
}
