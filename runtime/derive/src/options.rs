use crate::attributes::{self, Entry};
use crate::error::{Error, Result};
use crate::rename::Rename;
use crate::tokens::Tokens;

/// The attributes of a structure.
#[derive(Default)]
pub(crate) struct StructureOptions {
    pub(crate) default: bool,
    pub(crate) rename_all: Rename,
}

/// The attributes of a field.
#[derive(Default)]
pub(crate) struct FieldOptions {
    pub(crate) rename: Option<String>,
    pub(crate) default: Option<FieldDefault>,
    pub(crate) skip: bool,
    pub(crate) skips_none: bool,
    pub(crate) with: Option<String>,
}

pub(crate) enum FieldDefault {
    Zero,
    /// The path of a function.
    Value(String),
}

impl StructureOptions {
    /// Takes the attributes that are next.
    ///
    /// # Errors
    /// An option is not supported.
    pub(crate) fn take(tokens: &mut Tokens) -> Result<Self> {
        let mut options = Self::default();
        attributes::take(tokens, |entry| {
            match (entry.name.to_string().as_str(), entry.has_value()) {
                ("rename_all", _) => options.rename_all = Rename::named(entry)?,
                ("default", false) => options.default = true,
                (name, _) => return Err(unsupported(name, entry, "structures")),
            }
            Ok(())
        })?;
        Ok(options)
    }
}

impl FieldOptions {
    /// Takes the attributes that are next.
    ///
    /// # Errors
    /// An option is not supported.
    pub(crate) fn take(tokens: &mut Tokens) -> Result<Self> {
        let mut options = Self::default();
        attributes::take(tokens, |entry| {
            match (entry.name.to_string().as_str(), entry.has_value()) {
                ("rename", _) => options.rename = Some(entry.text()?.to_owned()),
                ("default", false) => options.default = Some(FieldDefault::Zero),
                ("default", true) => {
                    options.default = Some(FieldDefault::Value(entry.text()?.to_owned()));
                }
                ("skip", false) => options.skip = true,
                ("skip_serializing_if", _) => options.skips_none = is_none(entry)?,
                ("with", _) => options.with = Some(entry.text()?.to_owned()),
                (name, _) => return Err(unsupported(name, entry, "fields")),
            }
            Ok(())
        })?;
        Ok(options)
    }
}

fn is_none(entry: &Entry) -> Result<bool> {
    match entry.text()? {
        "Option::is_none" => Ok(true),
        other => Err(entry.wrong(format!(
            "`skip_serializing_if = \"{other}\"` is not supported, only `Option::is_none`"
        ))),
    }
}

fn unsupported(name: &str, entry: &Entry, place: &str) -> Error {
    let value = if entry.has_value() { " = …" } else { "" };
    let message = format!("`serde({name}{value})` of {place} is not supported by this derive");
    Error::new(entry.name.span(), message)
}
