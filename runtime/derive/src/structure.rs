use proc_macro2::{Delimiter, Literal, TokenStream, TokenTree};

use crate::error::{Error, Result};
use crate::kind::{Form, Kind};
use crate::options::{Call, FieldDefault, FieldOptions, MemberOptions, StructureOptions};
use crate::tokens::Tokens;

/// A structure, as far as the derives need it.
pub(crate) struct Structure {
    pub(crate) name: String,
    pub(crate) fields: Vec<Field>,
    /// Whether absent members get the values of the structure's `Default`.
    pub(crate) has_default: bool,
    /// The name of its builder.
    pub(crate) builder: Option<String>,
    /// The operation of an input.
    pub(crate) call: Option<Call>,
}

pub(crate) struct Field {
    pub(crate) name: String,
    /// Its name on the wire; none if it is not serialized.
    pub(crate) wire: Option<String>,
    pub(crate) absence: Absence,
    /// Whether it is omitted if it is `None`.
    pub(crate) skips_none: bool,
    /// `As::<Option<Int>>`.
    pub(crate) with: Option<String>,
    pub(crate) kind: Kind,
    /// Lines of documentation.
    pub(crate) docs: Vec<Literal>,
    pub(crate) member: MemberOptions,
}

/// More bytes than a name has.
const LONGEST_NAME: usize = 128 * 128;

/// The value of an absent field.
pub(crate) enum Absence {
    /// `None`.
    Nothing,
    /// Its type's `Default`.
    Zero,
    /// The return value of the function with that path.
    Value(String),
    /// Absence is an error.
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
        Ok(Self {
            name: name.to_string(),
            fields,
            has_default: options.default,
            builder: options.builder,
            call: options.call,
        })
    }

    /// The fields that are serialized.
    pub(crate) fn members(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.wire.is_some())
    }

    /// The fields that callers may read and set: all but those whose names start with `_`.
    pub(crate) fn accessible(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| !field.name.starts_with('_'))
    }

    /// The fields that are no `Option`, but that the builder keeps as one, apart from the
    /// structure.
    pub(crate) fn beside(&self) -> impl Iterator<Item = &Field> {
        self.accessible().filter(|field| self.is_beside(field))
    }

    pub(crate) fn is_beside(&self, field: &Field) -> bool {
        !field.kind.is_option && !self.is_marked(field)
    }

    /// The fields that the builder keeps in the structure, and marks as set.
    pub(crate) fn marked(&self) -> impl Iterator<Item = &Field> {
        self.accessible().filter(|field| self.is_marked(field))
    }

    /// The index of a field among the marked ones.
    pub(crate) fn mark(&self, field: &Field) -> Option<usize> {
        self.marked().position(|marked| marked.name == field.name)
    }

    /// `get_…` of an input's builder returns a reference to an `Option`, so that builder keeps one.
    /// A box has no value that is cheap to make.
    fn is_marked(&self, field: &Field) -> bool {
        let is_plain = !field.kind.is_option && !field.kind.is_boxed;
        self.call.is_none() && is_plain && self.is_required(field)
    }

    /// Whether a field is a stream, which can be neither cloned nor compared.
    pub(crate) fn has_stream(&self) -> bool {
        let mut skipped = self.fields.iter().filter(|field| field.wire.is_none());
        skipped.any(|field| field.kind.form == Form::Stream)
    }

    /// Whether callers must set the field.
    pub(crate) fn is_required(&self, field: &Field) -> bool {
        let has_no_value = !self.has_default && matches!(field.absence, Absence::Required);
        field.member.required || (has_no_value && !field.kind.is_option)
    }

    /// The names of the fields on the wire, as a literal.
    pub(crate) fn wire_names(&self) -> String {
        names(self.fields.iter().filter_map(|field| field.wire.as_deref()))
    }
}

/// A literal with names, each after its length in two digits of base 128: a list of literals takes
/// longer to compile.
pub(crate) fn names<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let digit = |number: usize| char::from((number % 128) as u8);
    let mut text = String::new();
    for name in names {
        text.extend([digit(name.len() / 128), digit(name.len())]);
        text.push_str(name);
    }
    format!("{text:?}")
}

impl Field {
    /// Its name, without `r#`.
    pub(crate) fn plain(&self) -> &str {
        self.name.strip_prefix("r#").unwrap_or(&self.name)
    }

    fn take(tokens: &mut Tokens, structure: &StructureOptions) -> Result<Self> {
        let options = FieldOptions::take(tokens)?;
        skip_visibility(tokens);
        let name = tokens.ident("the name of a field")?;
        if !tokens.punct(':') {
            return Err(Error::new(tokens.span(), "expected `:`"));
        }
        let kind = Kind::take(tokens);
        let is_option = kind.is_option;
        if structure.default && options.default.is_some() {
            let message = "`default` of a field is not supported where the structure has one";
            return Err(Error::new(name.span(), message));
        }
        let absence = match options.default {
            Some(FieldDefault::Zero) => Absence::Zero,
            Some(FieldDefault::Value(path)) => Absence::Value(path),
            None if options.skip => Absence::Zero,
            // serde reads an absent `Option` as `None`, but not through an adapter.
            None if options.with.is_none() && is_option => Absence::Nothing,
            None => Absence::Required,
        };
        if options.rename.as_ref().is_some_and(|name| name.len() >= LONGEST_NAME) {
            return Err(Error::new(name.span(), "the name on the wire is too long"));
        }
        let name = name.to_string();
        let renamed = || structure.rename_all.apply(name.strip_prefix("r#").unwrap_or(&name));
        Ok(Self {
            wire: (!options.skip).then(|| options.rename.unwrap_or_else(renamed)),
            absence,
            skips_none: structure.skips_none && is_option,
            with: options.with,
            kind,
            docs: options.docs,
            member: options.member,
            name,
        })
    }
}

/// Skips `pub` and `pub(…)`, also as the group that a macro makes of it.
pub(crate) fn skip_visibility(tokens: &mut Tokens) {
    while match tokens.peek() {
        Some(TokenTree::Ident(ident)) => ident == "pub",
        Some(TokenTree::Group(_)) => true,
        _ => false,
    } {
        tokens.next();
    }
}
