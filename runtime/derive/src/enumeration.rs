use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::attributes;
use crate::error::{Error, Result};
use crate::structure::skip_visibility;
use crate::tokens::Tokens;

/// A string enum, whose last variant holds unknown values.
pub(crate) struct Enumeration {
    name: String,
    /// The names of the other variants, and their texts.
    variants: Vec<(String, String)>,
}

impl Enumeration {
    /// # Errors
    /// It is no enum whose variants have texts and whose last one is `Unknown(String)`.
    pub(crate) fn of(input: TokenStream) -> Result<Self> {
        let mut tokens = Tokens::new(input, proc_macro2::Span::call_site());
        attributes::take(&mut tokens, |_, _| Ok(()))?;
        skip_visibility(&mut tokens);
        let kind = tokens.ident("`enum`")?;
        let name = tokens.ident("the name of an enum")?;
        if kind != "enum" {
            return Err(Error::new(name.span(), "this derive is for enums only"));
        }
        let mut tokens = Tokens::within(&tokens.group(Delimiter::Brace, "variants")?);
        let mut variants = Vec::new();
        while tokens.peek().is_some() {
            let mut text = None;
            attributes::take(&mut tokens, |name, inside| match name {
                "serde" => attributes::options(inside, |entry| {
                    if entry.name != "rename" {
                        return Err(entry.wrong("only `rename` is supported for variants"));
                    }
                    text = Some(entry.text()?.to_owned());
                    Ok(())
                }),
                _ => Ok(()),
            })?;
            let variant = tokens.ident("the name of a variant")?;
            match (text, tokens.peek()) {
                (None, Some(TokenTree::Group(_))) if variant == "Unknown" => {
                    tokens.next();
                }
                (Some(text), _) => variants.push((variant.to_string(), text)),
                (None, _) => {
                    let message = "expected `#[serde(rename = \"…\")]`, the text of the variant";
                    return Err(Error::new(variant.span(), message));
                }
            }
            tokens.punct(',');
        }
        Ok(Self { name: name.to_string(), variants })
    }
}

pub(crate) fn expand(enumeration: &Enumeration) -> String {
    let Enumeration { name, variants } = enumeration;
    let texts: String = variants.iter().map(|(_, text)| format!("{text:?},")).collect();
    let written: String =
        variants.iter().map(|(variant, text)| format!("Self::{variant} => {text:?},")).collect();
    let read: String =
        variants.iter().map(|(variant, text)| format!("{text:?} => Self::{variant},")).collect();
    format!(
        "impl {name} {{
            /// The value on the wire.
            pub fn as_str(&self) -> &str {{
                match self {{
                    {written}
                    Self::Unknown(value) => value,
                }}
            }}

            /// The known values, as on the wire.
            pub const fn values() -> &'static [&'static str] {{
                &[{texts}]
            }}

            /// Parses a known value.
            ///
            /// # Errors
            /// The text is not a known value. `From<&str>` converts it to `Unknown`.
            pub fn try_parse(
                value: &str,
            ) -> ::std::result::Result<Self, ::smithy_client_runtime::error::UnknownVariantError> {{
                ::smithy_client_runtime::wire::known(Self::from(value), Self::values())
            }}
        }}
        impl ::std::convert::From<&str> for {name} {{
            fn from(value: &str) -> Self {{
                match value {{
                    {read}
                    other => Self::Unknown(::std::borrow::ToOwned::to_owned(other)),
                }}
            }}
        }}

        ::smithy_client_runtime::open_enum!({name});"
    )
}
