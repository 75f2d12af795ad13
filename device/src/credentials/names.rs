//! The rules for names that are part of the request.

use super::IotCredentialsError;

/// Checks a role alias: 1 to 128 of `a-z A-Z 0-9 _ = , @ -`.
pub(super) fn check_role_alias(alias: &str) -> Result<(), IotCredentialsError> {
    check("role alias", alias, "_=,@-")
}

/// Checks the name of a thing: 1 to 128 of `a-z A-Z 0-9 : _ -`.
pub(super) fn check_thing_name(name: &str) -> Result<(), IotCredentialsError> {
    check("thing name", name, ":_-")
}

fn check(what: &str, name: &str, others: &str) -> Result<(), IotCredentialsError> {
    let is_allowed = |it: char| it.is_ascii_alphanumeric() || others.contains(it);
    let problem = match name.chars().find(|it| !is_allowed(*it)) {
        Some(odd) => format!("contains {odd:?}"),
        None if name.is_empty() => "is empty".to_owned(),
        None if name.len() > LONGEST => format!("has {} characters", name.len()),
        None => return Ok(()),
    };
    let list: Vec<_> = others.chars().map(String::from).collect();
    Err(IotCredentialsError::setting(format!(
        "the {what} {problem}: it takes 1 to {LONGEST} of a-z A-Z 0-9 {}",
        list.join(" ")
    )))
}

const LONGEST: usize = 128;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_the_service_pass() {
        for alias in ["a", "Pump_role=1,x@y-z", &"a".repeat(128)] {
            assert!(check_role_alias(alias).is_ok(), "{alias}");
        }
        assert!(check_thing_name("site:pump_17-A").is_ok());
    }

    #[test]
    fn a_name_that_breaks_the_rules_is_refused_with_the_rule() {
        for (name, problem) in [
            (String::new(), "is empty"),
            ("a/b".to_owned(), "contains '/'"),
            ("a:b".to_owned(), "contains ':'"),
            ("é".to_owned(), "contains 'é'"),
            ("a\n".to_owned(), "contains '\\n'"),
            ("a".repeat(129), "has 129 characters"),
        ] {
            let error = check_role_alias(&name).unwrap_err().to_string();
            assert!(error.contains(&format!("the role alias {problem}: it takes")), "{error}");
            assert!(error.ends_with("of a-z A-Z 0-9 _ = , @ -"), "{error}");
        }
        let error = check_thing_name("a@b").unwrap_err().to_string();
        assert!(error.contains("the thing name contains '@'"), "{error}");
    }
}
