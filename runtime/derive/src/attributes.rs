use litrs::StringLit;
use proc_macro2::{Delimiter, Ident, Literal, TokenTree};

use crate::error::{Error, Result};
use crate::tokens::Tokens;

/// An option of `#[serde(…)]`: `name`, or `name = "text"`.
pub(crate) struct Entry {
    pub(crate) name: Ident,
    value: Option<Text>,
}

struct Text {
    text: String,
    literal: Literal,
}

/// Takes the next attributes. `each` gets the name of each and the tokens after it. Of attributes
/// of others, mostly doc comments, only the name is read.
///
/// # Errors
/// Those of `each`.
pub(crate) fn take(
    tokens: &mut Tokens,
    mut each: impl FnMut(&str, &mut Tokens) -> Result<()>,
) -> Result<()> {
    while tokens.punct('#') {
        let attribute = tokens.group(Delimiter::Bracket, "`[`")?;
        let mut inside = Tokens::within(&attribute);
        if let Some(TokenTree::Ident(name)) = inside.next() {
            each(&name.to_string(), &mut inside)?;
        }
    }
    Ok(())
}

/// Takes the options of `#[serde(…)]`.
///
/// # Errors
/// Those of `each`, or there is no list of options.
pub(crate) fn options(
    attribute: &mut Tokens,
    mut each: impl FnMut(&Entry) -> Result<()>,
) -> Result<()> {
    let list = attribute.group(Delimiter::Parenthesis, "`(` and options")?;
    let mut list = Tokens::within(&list);
    while list.peek().is_some() {
        each(&Entry::take(&mut list)?)?;
        if list.peek().is_some() && !list.punct(',') {
            return Err(Error::new(list.span(), "expected `,`"));
        }
    }
    Ok(())
}

impl Entry {
    fn take(tokens: &mut Tokens) -> Result<Self> {
        let name = tokens.ident("the name of an option")?;
        let value = if tokens.punct('=') { Some(Text::take(tokens)?) } else { None };
        Ok(Self { name, value })
    }

    pub(crate) fn has_value(&self) -> bool {
        self.value.is_some()
    }

    /// The text in quotes.
    ///
    /// # Errors
    /// There is none.
    pub(crate) fn text(&self) -> Result<&str> {
        match &self.value {
            Some(value) => Ok(&value.text),
            None => Err(self.wrong("expected `=` and a text in quotes")),
        }
    }

    /// An error at the value, or at the name if there is no value.
    pub(crate) fn wrong(&self, message: impl Into<String>) -> Error {
        let span = self.value.as_ref().map_or(self.name.span(), |value| value.literal.span());
        Error::new(span, message)
    }
}

impl Text {
    fn take(tokens: &mut Tokens) -> Result<Self> {
        let place = tokens.span();
        if let Some(TokenTree::Literal(literal)) = tokens.next()
            && let Some(text) = value(literal.to_string())
        {
            return Ok(Self { text, literal });
        }
        Err(Error::new(place, "expected a text in quotes"))
    }
}

/// The value of a literal, if it is a string.
fn value(literal: String) -> Option<String> {
    // Most have no escapes, and this crate usually runs unoptimised.
    let plain = literal.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    match plain.filter(|text| !text.contains(['\\', '\r'])) {
        Some(text) => Some(text.to_owned()),
        None => {
            let literal = StringLit::parse(literal).ok()?;
            literal.suffix().is_empty().then(|| literal.into_value())
        }
    }
}
