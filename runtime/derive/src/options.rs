use syn::meta::ParseNestedMeta;
use syn::{Attribute, LitStr, Path, Result, Token, Type};

use crate::rename::Rename;

/// `#[serde(…)]` of a structure.
#[derive(Default)]
pub(crate) struct StructureOptions {
    pub(crate) default: bool,
    pub(crate) rename_all: Rename,
}

/// `#[serde(…)]` of a field.
#[derive(Default)]
pub(crate) struct FieldOptions {
    pub(crate) rename: Option<String>,
    pub(crate) default: Option<FieldDefault>,
    pub(crate) skip: bool,
    pub(crate) skips_none: bool,
    pub(crate) with: Option<Type>,
}

pub(crate) enum FieldDefault {
    Zero,
    Value(Path),
}

impl StructureOptions {
    /// # Errors
    /// An option is not supported.
    pub(crate) fn of(attributes: &[Attribute]) -> Result<Self> {
        let mut options = Self::default();
        for_each(attributes, |option| {
            if option.path.is_ident("rename_all") {
                options.rename_all = Rename::named(&text(option)?)?;
            } else if option.path.is_ident("default") && !has_value(option) {
                options.default = true;
            } else {
                return Err(unsupported(option, "structures"));
            }
            Ok(())
        })?;
        Ok(options)
    }
}

impl FieldOptions {
    /// # Errors
    /// An option is not supported.
    pub(crate) fn of(attributes: &[Attribute]) -> Result<Self> {
        let mut options = Self::default();
        for_each(attributes, |option| {
            if option.path.is_ident("rename") {
                options.rename = Some(text(option)?.value());
            } else if option.path.is_ident("default") {
                options.default = Some(match has_value(option) {
                    true => FieldDefault::Value(text(option)?.parse()?),
                    false => FieldDefault::Zero,
                });
            } else if option.path.is_ident("skip") {
                options.skip = true;
            } else if option.path.is_ident("skip_serializing_if") {
                options.skips_none = is_none(&text(option)?)?;
            } else if option.path.is_ident("with") {
                options.with = Some(text(option)?.parse()?);
            } else {
                return Err(unsupported(option, "fields"));
            }
            Ok(())
        })?;
        Ok(options)
    }
}

/// Options are only looked at in `#[serde(…)]`.
fn for_each(
    attributes: &[Attribute],
    mut each: impl FnMut(&ParseNestedMeta<'_>) -> Result<()>,
) -> Result<()> {
    let of_serde = attributes.iter().filter(|attribute| attribute.path().is_ident("serde"));
    of_serde
        .into_iter()
        .try_for_each(|attribute| attribute.parse_nested_meta(|option| each(&option)))
}

fn has_value(option: &ParseNestedMeta<'_>) -> bool {
    option.input.peek(Token![=])
}

fn text(option: &ParseNestedMeta<'_>) -> Result<LitStr> {
    option.value()?.parse()
}

fn is_none(path: &LitStr) -> Result<bool> {
    match path.value().as_str() {
        "Option::is_none" => Ok(true),
        other => Err(syn::Error::new(
            path.span(),
            format!("`skip_serializing_if = \"{other}\"` is not supported, only `Option::is_none`"),
        )),
    }
}

fn unsupported(option: &ParseNestedMeta<'_>, place: &str) -> syn::Error {
    let name = option.path.segments.iter().map(|segment| segment.ident.to_string());
    let name = name.collect::<Vec<_>>().join("::");
    let value = if has_value(option) { " = …" } else { "" };
    option.error(format!("`serde({name}{value})` of {place} is not supported by this derive"))
}
