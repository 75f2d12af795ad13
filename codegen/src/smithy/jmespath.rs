//! JMESPath expressions, with which waiters and endpoint parameters refer to parts of inputs and
//! outputs.

pub(crate) use jmespath::Variable as Literal;
pub(crate) use jmespath::ast::{Ast, Comparator};

/// Parses an expression.
///
/// # Errors
/// The problem, in one line.
pub(crate) fn parse(expression: &str) -> Result<Ast, String> {
    // The parser is recursive, and so is the code that walks the result.
    let nesting = expression.matches(['(', '[', '{', '!', '&', '*', '`']).count();
    if expression.len() > LONGEST || nesting > DEEPEST {
        return Err("it is too long".to_owned());
    }
    jmespath::parse(expression).map_err(|error| {
        let jmespath::ErrorReason::Parse(reason) = &error.reason else {
            return error.reason.to_string();
        };
        format!("{reason} at {}", error.offset)
    })
}

const LONGEST: usize = 1000;
const DEEPEST: usize = 100;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_expression_is_told_with_its_place() {
        let problem = parse("a b").unwrap_err();
        assert!(problem.ends_with("at 2"), "{problem}");
        assert!(parse("").is_err());
        assert!(parse("`{`").is_err());
    }

    #[test]
    fn no_expression_is_too_much_for_the_stack() {
        for piece in ["(", "[", "!", "{a:", "*.", "a.", "a[?", "a||", "a[*]", "`[", "&", "f("] {
            for count in [60, 499, 100_000] {
                drop(parse(&piece.repeat(count)));
                drop(parse(&format!("{}a", piece.repeat(count))));
            }
        }
        assert!(parse(&"a.".repeat(1000)).unwrap_err().contains("too long"));
    }
}
