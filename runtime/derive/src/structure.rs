use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::error::{Error, Result};
use crate::options::{FieldDefault, FieldOptions, StructureOptions};
use crate::tokens::Tokens;

/// What the derives know of a structure.
pub(crate) struct Structure {
    pub(crate) name: String,
    pub(crate) fields: Vec<Field>,
    /// Whether what is absent is taken from the structure's own `Default`.
    pub(crate) has_default: bool,
}

pub(crate) struct Field {
    pub(crate) name: String,
    /// Its name on the wire; none if it does not travel.
    pub(crate) wire: Option<String>,
    pub(crate) absence: Absence,
    /// Whether it is left out where it is `None`.
    pub(crate) skips_none: bool,
    /// `As::<Option<Int>>`.
    pub(crate) with: Option<String>,
}

/// What a field holds that is not there.
pub(crate) enum Absence {
    /// `None`.
    Nothing,
    /// Its type's `Default`.
    Zero,
    /// What the function of that path returns.
    Value(String),
    /// That is an error.
    Required,
}

impl Structure {
    /// # Errors
    /// It is not a structure with named fields and without parameters, or has an attribute that is
    /// not supported.
    pub(crate) fn of(input: TokenStream) -> Result<Self> {
        let mut tokens = Tokens::new(input, proc_macro2::Span::call_site());
        let options = StructureOptions::take(&mut tokens)?;
        skip_visibility(&mut tokens);
        let kind = tokens.ident("`struct`")?;
        let name = tokens.ident("the name of a structure")?;
        if kind != "struct" {
            return Err(Error::new(name.span(), "this derive is for structures only"));
        }
        let fields = match tokens.next() {
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => group,
            Some(TokenTree::Punct(punct)) if punct.as_char() == '<' => {
                return Err(Error::new(punct.span(), "parameters are not supported"));
            }
            _ => return Err(Error::new(name.span(), "the fields must have names")),
        };
        let mut tokens = Tokens::within(&fields);
        let mut fields = Vec::new();
        while tokens.peek().is_some() {
            fields.push(Field::take(&mut tokens, &options)?);
        }
        Ok(Self { name: name.to_string(), fields, has_default: options.default })
    }

    /// The fields that travel.
    pub(crate) fn members(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.wire.is_some())
    }

    /// Their names on the wire, as the list of an expression.
    pub(crate) fn wire_names(&self) -> String {
        let names = self.fields.iter().filter_map(|field| field.wire.as_deref());
        names.map(|name| format!("{name:?},")).collect()
    }
}

impl Field {
    fn take(tokens: &mut Tokens, structure: &StructureOptions) -> Result<Self> {
        let options = FieldOptions::take(tokens)?;
        skip_visibility(tokens);
        let name = tokens.ident("the name of a field")?;
        if !tokens.punct(':') {
            return Err(Error::new(tokens.span(), "expected `:`"));
        }
        let is_option = skip_type(tokens);
        if structure.default && options.default.is_some() {
            let message = "`default` of a field is not supported where the structure has one";
            return Err(Error::new(name.span(), message));
        }
        let absence = match options.default {
            Some(FieldDefault::Zero) => Absence::Zero,
            Some(FieldDefault::Value(path)) => Absence::Value(path),
            None if options.skip => Absence::Zero,
            // serde takes an absent `Option` for `None`, but not through an adapter.
            None if options.with.is_none() && is_option => Absence::Nothing,
            None => Absence::Required,
        };
        let name = name.to_string();
        let renamed = || structure.rename_all.apply(name.strip_prefix("r#").unwrap_or(&name));
        Ok(Self {
            wire: (!options.skip).then(|| options.rename.unwrap_or_else(renamed)),
            absence,
            skips_none: structure.skips_none && is_option,
            with: options.with,
            name,
        })
    }
}

/// `pub` and `pub(…)`, also as a macro hands it on, which is a group.
fn skip_visibility(tokens: &mut Tokens) {
    while match tokens.peek() {
        Some(TokenTree::Ident(ident)) => ident == "pub",
        Some(TokenTree::Group(_)) => true,
        _ => false,
    } {
        tokens.next();
    }
}

/// Takes a type and the comma behind it, and tells whether it is an `Option`, by whatever path. A
/// type of a model that is called so as well has no parameter.
fn skip_type(tokens: &mut Tokens) -> bool {
    let mut depth = 0;
    let mut is_arrow = false;
    let mut is_path = true;
    let mut last = None;
    let mut has_parameter = false;
    for token in tokens {
        let mut is_minus = false;
        match token {
            TokenTree::Punct(punct) => match punct.as_char() {
                ',' if depth == 0 => break,
                '<' => {
                    has_parameter = true;
                    depth += 1;
                }
                '>' if !is_arrow => depth -= 1,
                ':' => {}
                other => {
                    is_minus = other == '-';
                    is_path &= depth > 0;
                }
            },
            TokenTree::Ident(ident) if depth == 0 => {
                has_parameter = false;
                last = Some(ident);
            }
            _ => is_path &= depth > 0,
        }
        is_arrow = is_minus;
    }
    is_path && has_parameter && last.is_some_and(|name| name == "Option")
}
