use crate::attributes::{self, Entry};
use crate::error::{Error, Result};
use crate::rename::Rename;
use crate::tokens::Tokens;

/// The attributes of a structure.
#[derive(Default)]
pub(crate) struct StructureOptions {
    pub(crate) default: bool,
    pub(crate) rename_all: Rename,
    /// `#[skip_serializing_none]`.
    pub(crate) skips_none: bool,
}

/// The attributes of a field.
#[derive(Default)]
pub(crate) struct FieldOptions {
    pub(crate) rename: Option<String>,
    pub(crate) default: Option<FieldDefault>,
    pub(crate) skip: bool,
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
        attributes::take(tokens, |name, inside| {
            match name {
                "serde" => attributes::options(inside, |entry| options.add(entry))?,
                "skip_serializing_none" => options.skips_none = true,
                _ => {}
            }
            Ok(())
        })?;
        Ok(options)
    }

    fn add(&mut self, entry: &Entry) -> Result<()> {
        match (entry.name.to_string().as_str(), entry.has_value()) {
            ("rename_all", _) => self.rename_all = Rename::named(entry)?,
            ("default", false) => self.default = true,
            (name, _) => return Err(unsupported(name, entry, "structures")),
        }
        Ok(())
    }
}

impl FieldOptions {
    /// Takes the attributes that are next.
    ///
    /// # Errors
    /// An option is not supported.
    pub(crate) fn take(tokens: &mut Tokens) -> Result<Self> {
        let mut options = Self::default();
        attributes::take(tokens, |name, inside| match name {
            "serde" => attributes::options(inside, |entry| options.add(entry)),
            "skip_serializing_none" => {
                let message = "`skip_serializing_none` is for structures, not for fields";
                Err(Error::new(inside.span(), message))
            }
            _ => Ok(()),
        })?;
        Ok(options)
    }

    fn add(&mut self, entry: &Entry) -> Result<()> {
        match (entry.name.to_string().as_str(), entry.has_value()) {
            ("rename", _) => self.rename = Some(entry.text()?.to_owned()),
            ("default", false) => self.default = Some(FieldDefault::Zero),
            ("default", true) => {
                self.default = Some(FieldDefault::Value(entry.text()?.to_owned()));
            }
            ("skip", false) => self.skip = true,
            ("with", _) => self.with = Some(entry.text()?.to_owned()),
            (name, _) => return Err(unsupported(name, entry, "fields")),
        }
        Ok(())
    }
}

fn unsupported(name: &str, entry: &Entry, place: &str) -> Error {
    let value = if entry.has_value() { " = …" } else { "" };
    let message = format!("`serde({name}{value})` of {place} is not supported by this derive");
    Error::new(entry.name.span(), message)
}
