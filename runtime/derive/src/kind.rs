use proc_macro2::{TokenStream, TokenTree};

/// The type of a field, as far as its accessor and its setters depend on it.
pub(crate) struct Kind {
    /// Whether it is an `Option`, by whatever path.
    pub(crate) is_option: bool,
    tokens: Vec<TokenTree>,
}

/// The kind of a type, apart from an `Option` or a box around it.
#[derive(Debug, Eq, PartialEq)]
pub(crate) enum Form {
    /// `String`.
    Text,
    /// A boolean or a number.
    Copied,
    /// `Vec<…>`, with the type of its entries.
    List(String),
    /// `HashMap<String, …>`, with the type of its values.
    Map(String),
    /// `ByteStream`.
    Stream,
    Other,
}

impl Kind {
    /// Takes a type and the comma after it.
    pub(crate) fn take(tokens: &mut impl Iterator<Item = TokenTree>) -> Self {
        let mut taken = Vec::new();
        let mut depth = 0;
        let mut is_arrow = false;
        for token in tokens {
            let mut is_minus = false;
            if let TokenTree::Punct(punct) = &token {
                match punct.as_char() {
                    ',' if depth == 0 => break,
                    '<' => depth += 1,
                    '>' if !is_arrow => depth -= 1,
                    other => is_minus = other == '-',
                }
            }
            is_arrow = is_minus;
            taken.push(token);
        }
        Self { is_option: parameters(&taken, "Option").is_some(), tokens: taken }
    }

    /// The type without the `Option` around it.
    pub(crate) fn held(&self) -> String {
        text(parameters(&self.tokens, "Option").unwrap_or(&self.tokens))
    }

    /// The path of `Option`: as the field names it, or else the absolute one.
    pub(crate) fn option(&self) -> String {
        match split(&self.tokens, "Option") {
            Some((path, _)) => text(path),
            None => "::std::option::Option".to_owned(),
        }
    }

    /// Whether the name occurs in the type.
    pub(crate) fn names(&self, name: &str) -> bool {
        self.tokens.iter().any(|token| matches!(token, TokenTree::Ident(ident) if ident == name))
    }

    /// Whether there is a box around it, inside of the `Option` if there is one.
    pub(crate) fn is_boxed(&self) -> bool {
        self.boxed().is_some()
    }

    /// The type without an `Option` or a box around it.
    pub(crate) fn bare(&self) -> String {
        text(self.bare_tokens())
    }

    pub(crate) fn form(&self) -> Form {
        let bare = self.bare_tokens();
        if let Some(item) = parameters(bare, "Vec") {
            return Form::List(text(item));
        }
        if let Some(both) = parameters(bare, "HashMap") {
            let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',');
            let value = both.iter().position(is_comma).map_or(both, |comma| &both[comma + 1..]);
            return Form::Map(text(value));
        }
        let Some(TokenTree::Ident(name)) = bare.last() else { return Form::Other };
        match name.to_string().as_str() {
            "String" => Form::Text,
            "bool" | "i8" | "i16" | "i32" | "i64" | "f32" | "f64" => Form::Copied,
            "ByteStream" => Form::Stream,
            _ => Form::Other,
        }
    }

    fn boxed(&self) -> Option<&[TokenTree]> {
        parameters(parameters(&self.tokens, "Option").unwrap_or(&self.tokens), "Box")
    }

    fn bare_tokens(&self) -> &[TokenTree] {
        let held = || parameters(&self.tokens, "Option").unwrap_or(&self.tokens);
        self.boxed().unwrap_or_else(held)
    }
}

/// The type arguments of a type of that name.
fn parameters<'a>(tokens: &'a [TokenTree], name: &str) -> Option<&'a [TokenTree]> {
    split(tokens, name).map(|(_, parameters)| parameters)
}

/// The path and the type arguments of a type of that name, with any path. A model's own type of
/// that name has none.
fn split<'a>(tokens: &'a [TokenTree], name: &str) -> Option<(&'a [TokenTree], &'a [TokenTree])> {
    let is = |token: &TokenTree, character| matches!(token, TokenTree::Punct(punct) if punct.as_char() == character);
    let start = tokens.iter().position(|token| is(token, '<'))?;
    let (path, rest) = tokens.split_at(start);
    let is_path = path.iter().all(|token| is(token, ':') || matches!(token, TokenTree::Ident(_)));
    let is_named = matches!(path.last(), Some(TokenTree::Ident(last)) if last == name);
    match rest {
        [_, inside @ .., last] if is_path && is_named && is(last, '>') => Some((path, inside)),
        _ => None,
    }
}

fn text(tokens: &[TokenTree]) -> String {
    tokens.iter().cloned().collect::<TokenStream>().to_string()
}
