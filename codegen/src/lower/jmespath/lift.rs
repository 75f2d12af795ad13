use super::Problem;
use crate::ir::{Query, QueryForm, QueryNode, Type};
use crate::rust::Identifier;

/// Goes on with a value, if it is there: `null` leads to `null`.
pub(super) fn lift(
    query: Query,
    then: impl FnOnce(Query) -> Result<Query, Problem>,
) -> Result<Query, Problem> {
    let from = start(&query.node).cloned();
    lift_from(from.as_ref(), query, then)
}

/// As [`lift`], for a value on the way from a variable that is still needed behind it.
fn lift_from(
    from: Option<&Identifier>,
    query: Query,
    then: impl FnOnce(Query) -> Result<Query, Problem>,
) -> Result<Query, Problem> {
    if !query.optional {
        return then(query);
    }
    let is_items = matches!(query.form, QueryForm::Items(..) | QueryForm::Array(..));
    match *query.node {
        // An iterator is used up where it is made, and what is always there needs no closure more.
        QueryNode::Within(value, name, inner) if is_items || !inner.optional => {
            Ok(within(value, name, lift_from(from, inner, then)?))
        }
        node => {
            let name = unused(&variable(&node), from);
            let found = Query::new(QueryNode::Variable(name.clone()), query.form.clone());
            let value = Query { node: Box::new(node), ..query };
            Ok(within(value, name, then(found)?))
        }
    }
}

/// Goes on with two values, if both are there.
pub(super) fn lift_both(lhs: Query, rhs: Query, then: impl FnOnce(Query, Query) -> Query) -> Query {
    let found = |side: &Query, name: &Identifier| match side.optional {
        true => Query::new(QueryNode::Variable(name.clone()), side.form.clone()),
        false => side.clone(),
    };
    let left = unused(&Identifier::from("left"), start(&rhs.node));
    let right = Identifier::from("right");
    let both = then(found(&lhs, &left), found(&rhs, &right));
    let both = if rhs.optional { within(rhs, right, both) } else { both };
    if lhs.optional { within(lhs, left, both) } else { both }
}

fn within(value: Query, name: Identifier, then: Query) -> Query {
    if matches!(&*then.node, QueryNode::Variable(variable) if *variable == name) {
        return value;
    }
    let form = then.form.clone();
    Query::optional(QueryNode::Within(value, name, then), form)
}

/// A name for what is in an `Option`.
fn variable(node: &QueryNode) -> Identifier {
    match node {
        QueryNode::Field(_, field) => unused(&field.name, start(node)),
        QueryNode::Member(_, member) => unused(&member.name, start(node)),
        QueryNode::Within(_, _, inner) => variable(&inner.node),
        _ => unused(&item_name(), start(node)),
    }
}

/// A name, changed if it is that of the variable which an expression starts from, or of a root: what
/// comes after may start from there as well.
fn unused(name: &Identifier, from: Option<&Identifier>) -> Identifier {
    let is_used = from == Some(name) || name.plain() == EQUAL || ROOTS.contains(&name.plain());
    if is_used { name.suffixed("_") } else { name.clone() }
}

/// The variable that an expression starts from.
fn start(node: &QueryNode) -> Option<&Identifier> {
    match node {
        QueryNode::Variable(name) => Some(name),
        _ => start(&node.parts().first()?.node),
    }
}

/// What paths of waiters may start from side by side.
const ROOTS: [&str; 2] = ["input", "output"];

/// What emitted code calls a value that is compared with another.
const EQUAL: &str = "it";

/// What every item of a list is called.
pub(super) fn item_name() -> Identifier {
    Identifier::from("item")
}

/// An item as a variable.
pub(super) fn item(form: QueryForm) -> Query {
    Query::new(QueryNode::Variable(item_name()), form)
}

/// The items of a list, as an iterator.
pub(super) fn items(query: Query) -> Result<Query, Problem> {
    match &query.form {
        QueryForm::Items(..) => Ok(query),
        QueryForm::Value(Type::List(kind)) => {
            let (kind, nullable) = entry(kind);
            let form = QueryForm::Items(Box::new(QueryForm::of(&kind)), nullable);
            Ok(Query::new(QueryNode::Each(query, kind), form))
        }
        _ => Err("it uses a value as a list that is not a list".into()),
    }
}

/// The items of a list that may be absent: then there are none.
pub(super) fn open(query: Query) -> Query {
    match *query.node {
        QueryNode::Within(value, name, items) => {
            let items = if items.optional { open(items) } else { items };
            match !items.optional && is_over(&items, &name) {
                true => over(items, &value),
                false => within(value, name, items),
            }
        }
        node => Query { node: Box::new(node), ..query },
    }
}

/// Whether an iterator goes over the list that a variable holds.
fn is_over(items: &Query, variable: &Identifier) -> bool {
    match &*items.node {
        QueryNode::Each(list, _) => {
            matches!(&*list.node, QueryNode::Variable(name) if name == variable)
        }
        QueryNode::Map(items, ..)
        | QueryNode::FlatMap(items, ..)
        | QueryNode::Filter(items, ..)
        | QueryNode::Present(items) => is_over(items, variable),
        _ => false,
    }
}

/// An iterator that goes over another list than so far.
fn over(items: Query, list: &Query) -> Query {
    let node = match *items.node {
        QueryNode::Each(_, kind) => QueryNode::Each(list.clone(), kind),
        QueryNode::Map(items, name, then) => QueryNode::Map(over(items, list), name, then),
        QueryNode::FlatMap(items, name, then) => QueryNode::FlatMap(over(items, list), name, then),
        QueryNode::Filter(items, name, test) => QueryNode::Filter(over(items, list), name, test),
        QueryNode::Present(items) => QueryNode::Present(over(items, list)),
        other => other,
    };
    Query { node: Box::new(node), form: items.form, optional: false }
}

/// Items of which there are as many, without what is made of each.
pub(super) fn as_many(items: Query) -> Query {
    match *items.node {
        QueryNode::Map(items, _, then) if !then.optional => as_many(items),
        node => Query { node: Box::new(node), ..items },
    }
}

/// The type of an entry, and whether it may be absent.
pub(super) fn entry(kind: &Type) -> (Type, bool) {
    match kind {
        Type::Nullable(kind) => ((**kind).clone(), true),
        kind => (kind.clone(), false),
    }
}

/// Items without those that are absent.
pub(super) fn present(items: Query) -> Query {
    match &items.form {
        QueryForm::Items(form, true) => {
            let form = QueryForm::Items(form.clone(), false);
            Query::new(QueryNode::Present(items), form)
        }
        _ => items,
    }
}
