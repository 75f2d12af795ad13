use proc_macro2::{Delimiter, Literal, TokenStream, TokenTree};

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
    /// `#[builder(…)]`: the name of the builder.
    pub(crate) builder: Option<String>,
    /// `#[call(…)]`.
    pub(crate) call: Option<Call>,
}

/// The types of an operation, as an input names them.
#[derive(Default)]
pub(crate) struct Call {
    pub(crate) client: String,
    /// The client that blocks, if the crate has one.
    pub(crate) blocking: Option<String>,
    pub(crate) output: String,
    pub(crate) error: String,
    /// The paginator of an operation with pages.
    pub(crate) paginator: Option<String>,
}

/// The attributes of a field.
#[derive(Default)]
pub(crate) struct FieldOptions {
    pub(crate) rename: Option<String>,
    pub(crate) default: Option<FieldDefault>,
    pub(crate) skip: bool,
    pub(crate) with: Option<String>,
    /// Lines of documentation.
    pub(crate) docs: Vec<Literal>,
    pub(crate) member: MemberOptions,
}

/// The options of `#[member(…)]`.
#[derive(Default)]
pub(crate) struct MemberOptions {
    /// `required`: callers must set it, although responses may omit it.
    pub(crate) required: bool,
    /// `sensitive`: `Debug` does not show it.
    pub(crate) sensitive: bool,
    /// `name = "…"`: its name in the model, for errors.
    pub(crate) name: Option<String>,
    /// `default = "…"`: the type whose `value()` is the default.
    pub(crate) default: Option<String>,
}

pub(crate) enum FieldDefault {
    Zero,
    /// The path of a function.
    Value(String),
}

impl StructureOptions {
    /// Takes the next attributes.
    ///
    /// # Errors
    /// An option is not supported.
    pub(crate) fn take(tokens: &mut Tokens) -> Result<Self> {
        let mut options = Self::default();
        attributes::take(tokens, |name, inside| {
            match name {
                "serde" => attributes::options(inside, |entry| options.add(entry))?,
                "skip_serializing_none" => options.skips_none = true,
                "builder" => {
                    let name = inside.group(Delimiter::Parenthesis, "`(` and a name")?;
                    options.builder = Some(name.stream().to_string());
                }
                "call" => options.call = Some(Call::take(inside)?),
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

impl Call {
    /// Whether one of the types has that name.
    pub(crate) fn names(&self, name: &str) -> bool {
        let all = [
            Some(&self.client),
            self.blocking.as_ref(),
            Some(&self.output),
            Some(&self.error),
            self.paginator.as_ref(),
        ];
        all.into_iter().flatten().any(|kind| kind == name)
    }

    /// `(client = Client, output = …, error = …)`, and `blocking = …` and `paginator = …`.
    fn take(attribute: &mut Tokens) -> Result<Self> {
        let list = attribute.group(Delimiter::Parenthesis, "`(` and the types of the call")?;
        let mut list = Tokens::within(&list);
        let mut call = Self::default();
        while list.peek().is_some() {
            let name = list.ident("`client`, `blocking`, `output`, `error` or `paginator`")?;
            if !list.punct('=') {
                return Err(Error::new(list.span(), "expected `=`"));
            }
            let kind: TokenStream = list.by_ref().take_while(|token| !is_comma(token)).collect();
            let kind = kind.to_string();
            match name.to_string().as_str() {
                "client" => call.client = kind,
                "blocking" => call.blocking = Some(kind),
                "output" => call.output = kind,
                "error" => call.error = kind,
                "paginator" => call.paginator = Some(kind),
                _ => return Err(Error::new(name.span(), "a call has no such type")),
            }
        }
        if call.client.is_empty() || call.output.is_empty() || call.error.is_empty() {
            return Err(Error::new(list.span(), "expected `client`, `output` and `error`"));
        }
        Ok(call)
    }
}

fn is_comma(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',')
}

impl FieldOptions {
    /// Takes the next attributes.
    ///
    /// # Errors
    /// An option is not supported.
    pub(crate) fn take(tokens: &mut Tokens) -> Result<Self> {
        let mut options = Self::default();
        attributes::take(tokens, |name, inside| match name {
            "serde" => attributes::options(inside, |entry| options.add(entry)),
            "member" => attributes::options(inside, |entry| options.member.add(entry)),
            "doc" => {
                if inside.punct('=')
                    && let Some(TokenTree::Literal(line)) = inside.next()
                {
                    options.docs.push(line);
                }
                Ok(())
            }
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

impl MemberOptions {
    fn add(&mut self, entry: &Entry) -> Result<()> {
        match (entry.name.to_string().as_str(), entry.has_value()) {
            ("required", false) => self.required = true,
            ("sensitive", false) => self.sensitive = true,
            ("name", true) => self.name = Some(entry.text()?.to_owned()),
            ("default", true) => self.default = Some(entry.text()?.to_owned()),
            (name, _) => {
                let message = format!("`member({name})` is not supported by this derive");
                return Err(Error::new(entry.name.span(), message));
            }
        }
        Ok(())
    }
}

fn unsupported(name: &str, entry: &Entry, place: &str) -> Error {
    let value = if entry.has_value() { " = …" } else { "" };
    let message = format!("`serde({name}{value})` of {place} is not supported by this derive");
    Error::new(entry.name.span(), message)
}
