use super::lift::{as_many, items, lift, present};
use super::projection::values_of;
use super::{Problem, Subject};
use crate::ir::{Number, Query, QueryForm, QueryNode, TextTest, Type};
use crate::smithy::jmespath::Ast;

impl Subject<'_> {
    pub(super) fn function(
        &self,
        name: &str,
        arguments: &[Ast],
        current: &Query,
    ) -> Result<Query, Problem> {
        let value = |argument: &Ast| self.compile(argument, current);
        match (name, arguments) {
            ("length", [of]) => lift(value(of)?, length),
            ("keys", [of]) => lift(value(of)?, keys),
            ("values", [of]) => lift(value(of)?, values_of),
            ("contains", [of, what]) => {
                let what = value(what)?;
                lift(value(of)?, |of| contains(of, what))
            }
            ("starts_with", [of, what]) => {
                let what = value(what)?;
                lift(value(of)?, |of| text_test(TextTest::StartsWith, of, what))
            }
            ("ends_with", [of, what]) => {
                let what = value(what)?;
                lift(value(of)?, |of| text_test(TextTest::EndsWith, of, what))
            }
            ("not_null", [first, rest @ ..]) => {
                rest.iter().try_fold(value(first)?, |before, next| first_of(before, value(next)?))
            }
            _ => Err(format!(
                "the function `{name}`, called with {} argument(s), is not supported",
                arguments.len()
            )),
        }
    }
}

fn length(of: Query) -> Result<Query, Problem> {
    let of = as_many(of);
    let of = match *of.node {
        QueryNode::Keys(all) | QueryNode::Values(all, _) | QueryNode::Each(all, _) => all,
        node => Query { node: Box::new(node), ..of },
    };
    let node = match &of.form {
        QueryForm::Text | QueryForm::Value(Type::List(_) | Type::Map(_)) => QueryNode::Length(of),
        QueryForm::Items(..) => QueryNode::Count(of),
        QueryForm::Array(..) => QueryNode::Length(of),
        _ => return Err("it takes the length of a value that has none".into()),
    };
    Ok(Query::new(node, QueryForm::Number(Number::Usize)))
}

fn keys(of: Query) -> Result<Query, Problem> {
    match &of.form {
        QueryForm::Value(Type::Map(_)) => {
            let form = QueryForm::Items(Box::new(QueryForm::Text), false);
            Ok(Query::new(QueryNode::Keys(of), form))
        }
        _ => Err("it takes the keys of a value that has none".into()),
    }
}

fn contains(of: Query, what: Query) -> Result<Query, Problem> {
    if of.form == QueryForm::Text {
        return text_test(TextTest::Contains, of, what);
    }
    let list = match &of.form {
        QueryForm::Array(..) => of,
        _ => present(items(of)?),
    };
    let (QueryForm::Items(form, nullable) | QueryForm::Array(form, nullable)) = &list.form else {
        return Err("it searches a value that has no items".into());
    };
    let is_comparable = matches!(**form, QueryForm::Text | QueryForm::Flag | QueryForm::Number(_));
    if **form != what.form && !is_number_literal(form, &what) || !is_comparable {
        return Err("it searches for a value among values of another type".into());
    }
    // Absent items are dropped, unless they were listed individually.
    if what.optional || *nullable {
        return Err("it searches for a value that may be absent".into());
    }
    Ok(Query::new(QueryNode::Contains(list, what), QueryForm::Flag))
}

fn is_number_literal(form: &QueryForm, what: &Query) -> bool {
    let QueryForm::Number(number) = form else { return false };
    match &*what.node {
        QueryNode::Int(_) => !number.is_float(),
        QueryNode::Float(_) => number.is_float(),
        _ => false,
    }
}

fn text_test(test: TextTest, of: Query, what: Query) -> Result<Query, Problem> {
    if of.form != QueryForm::Text || what.form != QueryForm::Text {
        return Err("it searches for text in a value that is not text".into());
    }
    if what.optional {
        return Err("it searches for a value that may be absent".into());
    }
    Ok(Query::new(QueryNode::TextTest(test, of, what), QueryForm::Flag))
}

fn first_of(first: Query, next: Query) -> Result<Query, Problem> {
    if first.form != next.form || matches!(first.form, QueryForm::Items(..) | QueryForm::Array(..))
    {
        return Err("it chooses between values of several types".into());
    }
    if !first.optional {
        return Ok(first);
    }
    let form = first.form.clone();
    let optional = next.optional;
    Ok(Query { optional, ..Query::new(QueryNode::FirstOf(first, next), form) })
}
