//! Suggestions for misspelt names.

use strsim::osa_distance;

/// The candidate that a misspelt name is close to: it differs only in case, by one typing mistake,
/// or by two if it is long.
pub(crate) fn nearest<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let lower = name.to_lowercase();
    let most = match lower.chars().count() {
        0..3 => 0,
        3..8 => 1,
        _ => 2,
    };
    let distances = candidates.into_iter().filter_map(|candidate| {
        let candidate_lower = candidate.to_lowercase();
        let is_too_long = candidate_lower.len().abs_diff(lower.len()) > 4 * most;
        let distance =
            if is_too_long { usize::MAX } else { osa_distance(&lower, &candidate_lower) };
        (distance <= most).then_some((distance, candidate))
    });
    distances.min_by_key(|(distance, _)| *distance).map(|(_, candidate)| candidate)
}

/// `did you mean `traits`?`, or `otherwise` without a candidate.
pub(crate) fn did_you_mean(candidate: Option<&str>, otherwise: &str) -> String {
    candidate.map_or_else(|| otherwise.to_owned(), |name| format!("did you mean `{name}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_mistakes_are_close_and_other_words_are_not() {
        let known = ["required", "readonly", "tags", "title", "http", "httpQuery", "since"];
        for (name, meant) in [
            ("requird", Some("required")),
            ("reqiured", Some("required")),
            ("readOnly", Some("readonly")),
            ("raedonyl", Some("readonly")),
            ("tag", Some("tags")),
            ("tittle", Some("title")),
            ("htpp", Some("http")),
            ("httpCookie", None),
            ("sequence", None),
            ("ta", None),
        ] {
            assert_eq!(nearest(name, known), meant, "{name}");
        }
    }
}
