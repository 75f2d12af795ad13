use super::Problem;
use crate::ir::{Query, QueryForm, QueryNode, Type};
use crate::rust::Identifier;

/// Applies a function to a value, if it is present: `null` remains `null`.
pub(super) fn lift(
    query: Query,
    then: impl FnOnce(Query) -> Result<Query, Problem>,
) -> Result<Query, Problem> {
    let from = start(&query.node).cloned();
    lift_from(from.as_ref(), query, then)
}

/// Like [`lift`], for a value that starts from a variable that is used again afterwards.
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
        // An iterator is consumed where it is made, and a value that is always present needs no
        // closure.
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

/// Applies a function to two values, if both are present.
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

/// A variable name for the value in an `Option`.
fn variable(node: &QueryNode) -> Identifier {
    match node {
        QueryNode::Field(_, field) => unused(&field.name, start(node)),
        QueryNode::Member(_, member) => unused(&member.name, start(node)),
        QueryNode::Within(_, _, inner) => variable(&inner.node),
        _ => unused(&item_name(), start(node)),
    }
}

/// A variable name that differs from that of a root and of the variable from which the expression
/// starts: later parts may start there too.
fn unused(name: &Identifier, from: Option<&Identifier>) -> Identifier {
    let is_used = from == Some(name) || name.plain() == EQUAL || ROOTS.contains(&name.plain());
    if is_used { name.suffixed("_") } else { name.clone() }
}

/// The variable from which an expression starts.
fn start(node: &QueryNode) -> Option<&Identifier> {
    match node {
        QueryNode::Variable(name) => Some(name),
        _ => start(&node.parts().first()?.node),
    }
}

/// The variables from which paths of waiters may start.
const ROOTS: [&str; 2] = ["input", "output"];

/// The variable in emitted code for a value that is compared.
const EQUAL: &str = "it";

/// The variable for items of a list.
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
        _ => Err("it uses a value that is not a list as a list".into()),
    }
}

/// The items of a list; none if it is absent.
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

/// Whether an iterator runs over the list in a variable.
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

/// The same iterator over another list.
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

/// As many items, without the function that is applied to each.
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

/// The items that are present.
pub(super) fn present(items: Query) -> Query {
    match &items.form {
        QueryForm::Items(form, true) => {
            let form = QueryForm::Items(form.clone(), false);
            Query::new(QueryNode::Present(items), form)
        }
        _ => items,
    }
}
