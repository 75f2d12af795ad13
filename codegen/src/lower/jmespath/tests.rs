use super::{Problem, Subject};
use crate::ir::{Crate, Query};
use crate::lower::fixture::lowered;
use crate::lower::schema::Schema;
use crate::outline;

/// Calls `look` with the output of `GetJob` in `tests/fixtures/waiters.json`.
fn with_subject(look: impl FnOnce(&Subject<'_>)) {
    let Crate { operations, types, .. } = lowered("waiters");
    let operation = operations.iter().find(|operation| operation.model == "GetJob");
    let operation = operation.expect("the operation");
    look(&Subject::one(&Schema::of(&types), "output", &operation.output));
}

/// Compiles each expression and compares the query with the expected one.
fn check(table: &[(&str, &str)], compile: impl Fn(&Subject<'_>, &str) -> Result<Query, Problem>) {
    with_subject(|subject| {
        for (expression, expected) in table {
            let found = compile(subject, expression).map(|query| outline::whole(&query));
            let found = found.unwrap_or_else(|problem| panic!("{expression}: {problem}"));
            assert_eq!(found.trim_end(), *expected, "{expression}");
        }
    });
}

#[test]
fn absence_is_followed_through_paths() {
    let table = [
        ("title", "output.title"),
        ("job", "output.job?"),
        ("job.id", "Within(output.job?, job, job.id?)?"),
        ("job.parent.id", "Within(Within(output.job?, job, job.parent?)?, parent, parent.id?)?"),
        (
            "job.tags.a",
            r#"Within(Within(output.job?, job, job.tags?)?, tags, Entry(tags, "a", String)?)?"#,
        ),
        ("{a: title}.a", "output.title"),
        ("not_null(job.id, title)", "FirstOf(Within(output.job?, job, job.id?)?, output.title)"),
    ];
    check(&table, |subject, expression| subject.value(expression));
}

#[test]
fn conditions_are_true_false_or_neither() {
    let table = [
        ("title == 'a'", r#"Compare(Equal, output.title, Text("a"))"#),
        ("job == `null`", "IsNone(output.job?)"),
        (
            "job && title == 'a'",
            r#"Both(IsSome(output.job?), Compare(Equal, output.title, Text("a")))"#,
        ),
        ("!(job)", "Not(IsSome(output.job?))"),
        ("length(title) > `1`", "Compare(Greater, Length(output.title), Int(1))"),
    ];
    check(&table, |subject, expression| subject.is(expression, true));
    let table = [
        ("!(job)", "IsSome(output.job?)"),
        ("title == 'a'", r#"Not(Compare(Equal, output.title, Text("a")))"#),
        ("job.done", "Compare(Equal, Within(output.job?, job, job.done?)?, Flag(false))"),
    ];
    check(&table, |subject, expression| subject.is(expression, false));
}

#[test]
fn lists_become_iterators() {
    let table = [
        ("job.labels", "Within(output.job?, job, job.labels?)?"),
        (
            "job.labels[0]",
            "Within(output.job?, job, Within(job.labels?, labels, Nth(Each(labels, String), 0)?)?)?",
        ),
        (
            "job.labels[-1]",
            "Within(output.job?, job, Within(job.labels?, labels, NthBack(Each(labels, String), 0)?)?)?",
        ),
        (
            "job.labels[1:]",
            "Within(output.job?, job, Within(job.labels?, labels, Skip(Each(labels, String), 1))?)?",
        ),
        (
            "job.steps[].name",
            "Within(Within(output.job?, job, job.steps?)?, steps, Map(Each(steps, Structure(Step)), item, item.name))?",
        ),
        ("job.tags.*", "Within(Within(output.job?, job, job.tags?)?, tags, Values(tags, String))?"),
        ("[title, job.id]", "Array([output.title, Within(output.job?, job, job.id?)?])"),
        (
            "contains(job.labels, title)",
            "Within(Within(output.job?, job, job.labels?)?, labels, Contains(Each(labels, String), output.title))?",
        ),
        (
            "length(job.steps[?name == 'a'])",
            r#"Within(Within(output.job?, job, job.steps?)?, steps, Count(Filter(Each(steps, Structure(Step)), item, Compare(Equal, item.name, Text("a")))))?"#,
        ),
    ];
    check(&table, |subject, expression| subject.value(expression));
}

#[test]
fn what_can_only_fail_is_refused() {
    let refused = [
        "nothing",
        "title.id",
        "title[0]",
        "title[]",
        "length(job)",
        "keys(title)",
        "title == `1`",
        "title > 'a'",
        "title == `null`",
        "title || job",
        "sort(job.labels)",
        "{a: title}",
        "map(&id, job.steps)",
        "job.labels[:-1]",
    ];
    with_subject(|subject| {
        for expression in refused {
            assert!(subject.value(expression).is_err(), "{expression}");
        }
    });
}
