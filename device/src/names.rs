//! The rules for names that become part of paths and topics.

/// Checks the name of a thing: 1 to 128 of `a-z A-Z 0-9 : _ -`.
pub(crate) fn check_thing_name(name: &str) -> Result<(), String> {
    check("thing name", name, 128, ":_-")
}

/// Checks the id of a job: 1 to 64 of `a-z A-Z 0-9 _ -`.
#[cfg(feature = "async")]
pub(crate) fn check_job_id(id: &str) -> Result<(), String> {
    check("job id", id, 64, "_-")
}

/// Checks a role alias: 1 to 128 of `a-z A-Z 0-9 _ = , @ -`.
#[cfg(feature = "aws")]
pub(crate) fn check_role_alias(alias: &str) -> Result<(), String> {
    check("role alias", alias, 128, "_=,@-")
}

fn check(what: &str, name: &str, longest: usize, others: &str) -> Result<(), String> {
    let is_allowed = |it: char| it.is_ascii_alphanumeric() || others.contains(it);
    let problem = match name.chars().find(|it| !is_allowed(*it)) {
        Some(odd) => format!("contains {odd:?}"),
        None if name.is_empty() => "is empty".to_owned(),
        None if name.len() > longest => format!("has {} characters", name.len()),
        None => return Ok(()),
    };
    let list: Vec<_> = others.chars().map(String::from).collect();
    Err(format!("the {what} {problem}: it takes 1 to {longest} of a-z A-Z 0-9 {}", list.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_the_service_pass() {
        assert_eq!(check_thing_name("site:pump_17-A"), Ok(()));
        assert_eq!(check_thing_name(&"a".repeat(128)), Ok(()));
        #[cfg(feature = "async")]
        assert_eq!(check_job_id(&"a-_9".repeat(16)), Ok(()));
        #[cfg(feature = "aws")]
        for alias in ["a", "Pump_role=1,x@y-z", &"a".repeat(128)] {
            assert_eq!(check_role_alias(alias), Ok(()));
        }
    }

    #[test]
    fn a_name_that_would_change_a_path_or_topic_is_refused_with_the_rule() {
        for (name, problem) in [
            (String::new(), "is empty"),
            ("a/b".to_owned(), "contains '/'"),
            ("a@b".to_owned(), "contains '@'"),
            ("+".to_owned(), "contains '+'"),
            ("a#".to_owned(), "contains '#'"),
            ("a\0".to_owned(), "contains '\\0'"),
            ("é".to_owned(), "contains 'é'"),
            ("a".repeat(129), "has 129 characters"),
        ] {
            let error = check_thing_name(&name).unwrap_err();
            assert!(error.starts_with(&format!("the thing name {problem}: it takes")), "{error}");
        }
        #[cfg(feature = "async")]
        {
            assert!(check_job_id("$next").is_err());
            assert!(check_job_id(&"a".repeat(65)).is_err());
        }
    }

    #[cfg(feature = "aws")]
    #[test]
    fn a_role_alias_that_breaks_the_rules_is_refused_with_the_rule() {
        for (name, problem) in [
            (String::new(), "is empty"),
            ("a/b".to_owned(), "contains '/'"),
            ("a:b".to_owned(), "contains ':'"),
            ("é".to_owned(), "contains 'é'"),
            ("a\n".to_owned(), "contains '\\n'"),
            ("a".repeat(129), "has 129 characters"),
        ] {
            let error = check_role_alias(&name).unwrap_err();
            assert!(error.contains(&format!("the role alias {problem}: it takes")), "{error}");
            assert!(error.ends_with("of a-z A-Z 0-9 _ = , @ -"), "{error}");
        }
    }
}
