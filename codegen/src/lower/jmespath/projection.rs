use super::lift::{entry, item, item_name, items, lift, present};
use super::{Problem, Subject};
use crate::ir::{Query, QueryForm, QueryNode, Type};
use crate::smithy::jmespath::Ast;

impl Subject<'_> {
    /// `lhs[*].rhs`, `lhs.*.rhs`, `lhs[].rhs` and `lhs[?…].rhs`.
    pub(super) fn projection(
        &self,
        lhs: &Ast,
        rhs: &Ast,
        current: &Query,
    ) -> Result<Query, Problem> {
        lift(self.compile(lhs, current)?, |list| self.project(present(items(list)?), rhs))
    }

    fn project(&self, items: Query, rhs: &Ast) -> Result<Query, Problem> {
        let QueryForm::Items(form, _) = &items.form else {
            return Err("it uses a value that is not a list as a list".into());
        };
        let item = item((**form).clone());
        match rhs {
            Ast::Identity { .. } => Ok(items),
            Ast::Condition { predicate, then, .. } => {
                let test = self.truth(predicate, &item)?;
                let form = items.form.clone();
                let passed = QueryNode::Filter(items, item_name(), test);
                self.project(Query::new(passed, form), then)
            }
            _ => {
                let then = self.compile(rhs, &item)?;
                let form = QueryForm::Items(Box::new(then.form.clone()), false);
                Ok(Query::new(QueryNode::Map(items, item_name(), then), form))
            }
        }
    }

    /// `node[]`: flattens lists in a list, and keeps other items.
    pub(super) fn flatten(&self, node: &Ast, current: &Query) -> Result<Query, Problem> {
        lift(self.compile(node, current)?, |list| match &list.form {
            QueryForm::Array(..) => flat(present(from_array(list))),
            _ => flat(present(items(list)?)),
        })
    }

    /// `node.*`: the values of a map.
    pub(super) fn values(&self, node: &Ast, current: &Query) -> Result<Query, Problem> {
        lift(self.compile(node, current)?, values_of)
    }

    pub(super) fn index(&self, index: i32, current: &Query) -> Result<Query, Problem> {
        let list = in_order(items(current.clone())?)?;
        let QueryForm::Items(form, _) = list.form.clone() else {
            return Err("it uses a value that is not a list as a list".into());
        };
        let at = |at: u32| usize::try_from(at).map_err(|error| error.to_string());
        let node = match index {
            0.. => QueryNode::Nth(list, at(index.unsigned_abs())?),
            _ => QueryNode::NthBack(list, at(index.unsigned_abs() - 1)?),
        };
        Ok(Query::optional(node, *form))
    }

    pub(super) fn slice(
        &self,
        start: i32,
        stop: Option<i32>,
        step: i32,
        current: &Query,
    ) -> Result<Query, Problem> {
        let backwards = || "it uses a slice that counts from the end".to_owned();
        let size = |number: i32| usize::try_from(number).map_err(|_| backwards());
        let mut list = in_order(items(current.clone())?)?;
        let form = list.form.clone();
        let (start, stop, step) = (size(start)?, stop.map(size).transpose()?, size(step)?);
        if step == 0 {
            return Err("the step of a slice is 0".into());
        }
        if start > 0 {
            list = Query::new(QueryNode::Skip(list, start), form.clone());
        }
        if let Some(stop) = stop {
            let length = stop.saturating_sub(start);
            list = Query::new(QueryNode::Take(list, length), form.clone());
        }
        if step > 1 {
            list = Query::new(QueryNode::StepBy(list, step), form);
        }
        Ok(list)
    }

    /// `[a, b]`.
    pub(super) fn array(&self, elements: &[Ast], current: &Query) -> Result<Query, Problem> {
        let elements: Result<Vec<Query>, Problem> =
            elements.iter().map(|element| self.compile(element, current)).collect();
        let elements = elements?;
        let nullable = elements.iter().any(|element| element.optional);
        let Some(first) = elements.first() else { return Err("it has an empty `[]`".into()) };
        let form = first.form.clone();
        if elements.iter().any(|element| element.form != form) {
            return Err("it makes a list of values of several types".into());
        }
        let form = QueryForm::Array(Box::new(form), nullable);
        Ok(Query::new(QueryNode::Array(elements), form))
    }
}

pub(super) fn values_of(map: Query) -> Result<Query, Problem> {
    let QueryForm::Value(Type::Map(kind)) = &map.form else {
        return Err("it uses a value that is not a map as a map".into());
    };
    let (kind, nullable) = entry(kind);
    let form = QueryForm::Items(Box::new(QueryForm::of(&kind)), nullable);
    Ok(Query::new(QueryNode::Values(map, kind), form))
}

/// The elements of an array, as an iterator.
pub(super) fn from_array(array: Query) -> Query {
    let form = match &array.form {
        QueryForm::Array(form, nullable) => QueryForm::Items(form.clone(), *nullable),
        form => form.clone(),
    };
    Query::new(QueryNode::Elements(array), form)
}

fn flat(list: Query) -> Result<Query, Problem> {
    let QueryForm::Items(form, _) = &list.form else { return Ok(list) };
    let form = match &**form {
        QueryForm::Items(..) | QueryForm::Array(..) | QueryForm::Value(Type::List(_)) => {
            (**form).clone()
        }
        _ => return Ok(list),
    };
    let (list, name, inner) = match *list.node {
        // Results for each item are collected immediately.
        QueryNode::Map(list, name, inner) if !inner.optional => (list, name, inner),
        node => (Query { node: Box::new(node), ..list }, item_name(), item(form)),
    };
    let (inner, form) = match &inner.form {
        QueryForm::Array(form, nullable) => {
            let form = QueryForm::Items(form.clone(), *nullable);
            (inner, form)
        }
        _ => {
            let inner = present(items(inner)?);
            let form = inner.form.clone();
            (inner, form)
        }
    };
    Ok(Query::new(QueryNode::FlatMap(list, name, inner), form))
}

/// Rejects indices into items without an order (from a map) or with absent ones.
fn in_order(list: Query) -> Result<Query, Problem> {
    if matches!(list.form, QueryForm::Items(_, true)) {
        return Err("it uses an index into a sparse list".into());
    }
    match has_order(&list) {
        true => Ok(list),
        false => Err("it uses an index into the values of a map, which have no order".into()),
    }
}

fn has_order(list: &Query) -> bool {
    match &*list.node {
        QueryNode::Keys(_) | QueryNode::Values(..) => false,
        QueryNode::Map(list, ..)
        | QueryNode::Filter(list, ..)
        | QueryNode::Present(list)
        | QueryNode::Skip(list, _)
        | QueryNode::Take(list, _)
        | QueryNode::StepBy(list, _) => has_order(list),
        QueryNode::FlatMap(list, _, inner) => has_order(list) && has_order(inner),
        _ => true,
    }
}
