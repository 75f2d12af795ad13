use proc_macro2::TokenTree;

/// The type of a field, as far as its accessor and its setters depend on it.
pub(crate) struct Kind {
    /// Whether it is an `Option`, by whatever path.
    pub(crate) is_option: bool,
    /// Whether there is a box around it, inside of the `Option` if there is one.
    pub(crate) is_boxed: bool,
    /// The path of `Option`: as the field names it, or else the absolute one.
    pub(crate) option: String,
    /// The type without the `Option` around it.
    pub(crate) held: String,
    /// The type without an `Option` or a box around it.
    pub(crate) bare: String,
    pub(crate) form: Form,
    names: Vec<String>,
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
            let token = Token::of(token);
            match token {
                Token::Punct(',') if depth == 0 => break,
                Token::Punct('<') => depth += 1,
                Token::Punct('>') if !is_arrow => depth -= 1,
                _ => {}
            }
            is_arrow = matches!(token, Token::Punct('-'));
            taken.push(token);
        }
        Self::of(&taken)
    }

    fn of(tokens: &[Token]) -> Self {
        let option = split(tokens, "Option");
        let held = option.map_or(tokens, |(_, held)| held);
        let boxed = split(held, "Box");
        let bare = boxed.map_or(held, |(_, bare)| bare);
        let name = |token: &Token| match token {
            Token::Word(name) => Some(name.clone()),
            _ => None,
        };
        Self {
            is_option: option.is_some(),
            is_boxed: boxed.is_some(),
            option: option.map_or("::std::option::Option".to_owned(), |(path, _)| text(path)),
            held: text(held),
            bare: text(bare),
            form: Form::of(bare),
            names: tokens.iter().filter_map(name).collect(),
        }
    }

    /// Whether the name occurs in the type.
    pub(crate) fn names(&self, name: &str) -> bool {
        self.names.iter().any(|named| named == name)
    }
}

impl Form {
    fn of(bare: &[Token]) -> Self {
        if let Some((_, item)) = split(bare, "Vec") {
            return Self::List(text(item));
        }
        if let Some((_, both)) = split(bare, "HashMap") {
            let comma = both.iter().position(|token| matches!(token, Token::Punct(',')));
            return Self::Map(text(comma.map_or(both, |comma| &both[comma + 1..])));
        }
        let Some(Token::Word(name)) = bare.last() else { return Self::Other };
        match name.as_str() {
            "String" => Self::Text,
            "bool" | "i8" | "i16" | "i32" | "i64" | "f32" | "f64" => Self::Copied,
            "ByteStream" => Self::Stream,
            _ => Self::Other,
        }
    }
}

/// A token of a type. Each is asked for its text once, since each such question to the compiler
/// takes time.
enum Token {
    /// A name or a keyword.
    Word(String),
    Punct(char),
    /// Brackets or a literal.
    Other(String),
}

impl Token {
    fn of(token: TokenTree) -> Self {
        match token {
            TokenTree::Ident(ident) => Self::Word(ident.to_string()),
            TokenTree::Punct(punct) => Self::Punct(punct.as_char()),
            other => Self::Other(other.to_string()),
        }
    }
}

/// The path and the type arguments of a type of that name, with any path. A model's own type of
/// that name has none.
fn split<'a>(tokens: &'a [Token], name: &str) -> Option<(&'a [Token], &'a [Token])> {
    let start = tokens.iter().position(|token| matches!(token, Token::Punct('<')))?;
    let (path, rest) = tokens.split_at(start);
    let is_path = |token: &Token| matches!(token, Token::Word(_) | Token::Punct(':'));
    let is_named = matches!(path.last(), Some(Token::Word(last)) if last == name);
    match rest {
        [_, inside @ .., Token::Punct('>')] if is_named && path.iter().all(is_path) => {
            Some((path, inside))
        }
        _ => None,
    }
}

/// The type as it was written, with spaces between words only.
fn text(tokens: &[Token]) -> String {
    let mut text = String::new();
    let mut after_word = false;
    for token in tokens {
        let is_word = matches!(token, Token::Word(_) | Token::Other(_));
        if is_word && after_word {
            text.push(' ');
        }
        match token {
            Token::Word(word) | Token::Other(word) => text.push_str(word),
            Token::Punct(character) => text.push(*character),
        }
        after_word = is_word;
    }
    text
}
