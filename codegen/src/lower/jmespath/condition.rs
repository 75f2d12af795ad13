use super::lift::{as_many, lift, lift_both};
use super::{Problem, Subject};
use crate::ir::{Comparison, Number, Query, QueryForm, QueryNode, Type};
use crate::smithy::jmespath::{Ast, Comparator, Literal};

impl Subject<'_> {
    /// Whether a value is neither `null`, `false` nor empty.
    pub(super) fn truth(&self, ast: &Ast, current: &Query) -> Result<Query, Problem> {
        match ast {
            Ast::And { lhs, rhs, .. } => {
                Ok(both(self.truth(lhs, current)?, self.truth(rhs, current)?))
            }
            Ast::Or { lhs, rhs, .. } => {
                Ok(either(self.truth(lhs, current)?, self.truth(rhs, current)?))
            }
            _ => truth_of(self.compile(ast, current)?),
        }
    }

    /// Whether a value is `true`.
    pub(super) fn is_true(&self, ast: &Ast, current: &Query) -> Result<Query, Problem> {
        match ast {
            // The left side is the value of both if it is not true.
            Ast::And { lhs, rhs, .. } => {
                Ok(both(self.truth(lhs, current)?, self.is_true(rhs, current)?))
            }
            Ast::Or { lhs, rhs, .. } => {
                Ok(either(self.is_true(lhs, current)?, self.is_true(rhs, current)?))
            }
            _ => {
                let value = flag(self.compile(ast, current)?)?;
                Ok(if value.optional { test(QueryNode::IsTrue(value)) } else { value })
            }
        }
    }

    /// Whether a value is `false`.
    pub(super) fn is_false(&self, ast: &Ast, current: &Query) -> Result<Query, Problem> {
        if let Ast::Not { node, .. } = ast {
            return self.truth(node, current);
        }
        let value = flag(self.compile(ast, current)?)?;
        if !value.optional {
            return Ok(test(QueryNode::Not(value)));
        }
        let no = Query::new(QueryNode::Flag(false), QueryForm::Flag);
        Ok(test(QueryNode::Compare(Comparison::Equal, value, no)))
    }

    /// `lhs && rhs` as a value.
    pub(super) fn and(&self, lhs: &Ast, rhs: &Ast, current: &Query) -> Result<Query, Problem> {
        let (lhs, rhs) = self.flags(lhs, rhs, current)?;
        Ok(both(lhs, rhs))
    }

    /// `lhs || rhs` as a value.
    pub(super) fn or(&self, lhs: &Ast, rhs: &Ast, current: &Query) -> Result<Query, Problem> {
        let (lhs, rhs) = self.flags(lhs, rhs, current)?;
        Ok(either(lhs, rhs))
    }

    /// Outside of conditions, `&&` and `||` return one of their sides, of any type.
    fn flags(&self, lhs: &Ast, rhs: &Ast, current: &Query) -> Result<(Query, Query), Problem> {
        let sides = (self.compile(lhs, current)?, self.compile(rhs, current)?);
        let is_flag = |side: &Query| side.form == QueryForm::Flag && !side.optional;
        match is_flag(&sides.0) && is_flag(&sides.1) {
            true => Ok(sides),
            false => Err("it uses the value of `&&` or `||`, which may not be a boolean".into()),
        }
    }

    pub(super) fn comparison(
        &self,
        comparator: &Comparator,
        lhs: &Ast,
        rhs: &Ast,
        current: &Query,
    ) -> Result<Query, Problem> {
        let (value, other) = if is_null(lhs) { (rhs, lhs) } else { (lhs, rhs) };
        if is_null(other) {
            return absence(comparator, self.compile(value, current)?);
        }
        let may_fail = is_function(lhs) || is_function(rhs);
        let (lhs, rhs) = (self.compile(lhs, current)?, self.compile(rhs, current)?);
        let (lhs, rhs) = of_one_type(lhs, rhs)?;
        let operator = match comparator {
            Comparator::Equal => Comparison::Equal,
            Comparator::NotEqual => Comparison::NotEqual,
            Comparator::LessThan => return ordered(Comparison::Less, lhs, rhs),
            Comparator::LessThanEqual => return ordered(Comparison::LessOrEqual, lhs, rhs),
            Comparator::GreaterThan => return ordered(Comparison::Greater, lhs, rhs),
            Comparator::GreaterThanEqual => return ordered(Comparison::GreaterOrEqual, lhs, rhs),
        };
        let compare = |lhs, rhs| test(QueryNode::Compare(operator, lhs, rhs));
        Ok(if may_fail { lift_both(lhs, rhs, compare) } else { compare(lhs, rhs) })
    }
}

/// Functions of absent values have no result, which is neither equal nor unequal to anything.
fn is_function(ast: &Ast) -> bool {
    matches!(ast, Ast::Function { name, .. } if name != "not_null")
}

/// An absent value is neither more nor less than anything.
fn ordered(operator: Comparison, lhs: Query, rhs: Query) -> Result<Query, Problem> {
    if !matches!(lhs.form, QueryForm::Number(_)) {
        return Err("it orders values that are not numbers".into());
    }
    Ok(lift_both(lhs, rhs, |lhs, rhs| test(QueryNode::Compare(operator, lhs, rhs))))
}

fn absence(comparator: &Comparator, value: Query) -> Result<Query, Problem> {
    if !value.optional {
        return Err("it tests the absence of a value that is always present".into());
    }
    match comparator {
        Comparator::Equal => Ok(test(QueryNode::IsNone(value))),
        Comparator::NotEqual => Ok(test(QueryNode::IsSome(value))),
        _ => Err("it orders `null`".into()),
    }
}

/// Converts two values to a common Rust type. Numbers of different types are compared as doubles,
/// as in JSON.
fn of_one_type(lhs: Query, rhs: Query) -> Result<(Query, Query), Problem> {
    let (lhs, rhs) = (adapt(lhs, &rhs.form), rhs);
    let (rhs, lhs) = (adapt(rhs, &lhs.form), lhs);
    match (&lhs.form, &rhs.form) {
        (QueryForm::Number(a), QueryForm::Number(b)) if a != b => {
            let double = |side| {
                lift(side, |side| {
                    let form = QueryForm::Number(Number::F64);
                    Ok(Query::new(QueryNode::Convert(Number::F64, side), form))
                })
            };
            Ok((double(lhs)?, double(rhs)?))
        }
        (QueryForm::Text, QueryForm::Text)
        | (QueryForm::Flag, QueryForm::Flag)
        | (QueryForm::Number(_), QueryForm::Number(_)) => Ok((lhs, rhs)),
        _ => Err("it compares values that are never equal, or lists or structures".into()),
    }
}

/// Converts a number of the model to the type that it is compared with.
fn adapt(literal: Query, form: &QueryForm) -> Query {
    let QueryForm::Number(number) = form else { return literal };
    let is_float = number.is_float();
    let node = match *literal.node {
        QueryNode::Int(value) if is_float => QueryNode::Float(value as f64),
        QueryNode::Int(value) if fits(value, *number) => QueryNode::Int(value),
        QueryNode::Float(value) if is_float => QueryNode::Float(value),
        _ => return literal,
    };
    Query::new(node, form.clone())
}

fn fits(value: i64, number: Number) -> bool {
    match number {
        Number::I8 => i8::try_from(value).is_ok(),
        Number::I16 => i16::try_from(value).is_ok(),
        Number::I32 => i32::try_from(value).is_ok(),
        Number::Usize => u32::try_from(value).is_ok(),
        Number::I64 | Number::F32 | Number::F64 => true,
    }
}

fn truth_of(value: Query) -> Result<Query, Problem> {
    let truth = match &value.form {
        QueryForm::Flag => value,
        QueryForm::Text | QueryForm::Value(Type::List(_) | Type::Map(_)) => {
            lift(value, |value| Ok(test(QueryNode::IsFilled(value))))?
        }
        QueryForm::Items(..) => lift(value, |value| Ok(test(QueryNode::HasItems(as_many(value)))))?,
        // A structure without any member would be empty, but none is sent.
        _ if value.optional => return Ok(test(QueryNode::IsSome(value))),
        _ => return Err("it has a condition that is always true".into()),
    };
    Ok(if truth.optional { test(QueryNode::IsTrue(truth)) } else { truth })
}

pub(super) fn flag(value: Query) -> Result<Query, Problem> {
    match value.form {
        QueryForm::Flag => Ok(value),
        _ => Err("its value is not a boolean".into()),
    }
}

fn is_null(ast: &Ast) -> bool {
    matches!(ast, Ast::Literal { value, .. } if matches!(**value, Literal::Null))
}

fn test(node: QueryNode) -> Query {
    Query::new(node, QueryForm::Flag)
}

fn both(lhs: Query, rhs: Query) -> Query {
    test(QueryNode::Both(lhs, rhs))
}

fn either(lhs: Query, rhs: Query) -> Query {
    test(QueryNode::Either(lhs, rhs))
}
