//! Turns JMESPath expressions into typed queries: resolves names, tracks absence, and rejects what
//! can only fail.

mod condition;
mod function;
mod lift;
mod projection;
#[cfg(test)]
mod tests;

use self::lift::{items, lift, open, present};
use self::projection::from_array;
use super::schema::Schema;
use crate::ir::{
    Field, Number, Presence, Query, QueryField, QueryForm, QueryMember, QueryNode, Structure, Type,
    UnionMember,
};
use crate::rust::Identifier;
use crate::smithy::jmespath::{Ast, Literal, parse};

/// Why an expression is not supported.
pub(super) type Problem = String;

/// The data of expressions: one structure, or several with a Rust variable each.
pub(super) struct Subject<'a> {
    schema: &'a Schema<'a>,
    roots: Vec<(&'static str, &'a Structure)>,
}

impl<'a> Subject<'a> {
    /// Expressions about one structure.
    pub(super) fn one(
        schema: &'a Schema<'a>,
        variable: &'static str,
        structure: &'a Structure,
    ) -> Self {
        Self { schema, roots: vec![(variable, structure)] }
    }

    /// Expressions that start with `input` or `output`.
    pub(super) fn both(
        schema: &'a Schema<'a>,
        input: &'a Structure,
        output: &'a Structure,
    ) -> Self {
        Self { schema, roots: vec![("input", input), ("output", output)] }
    }

    /// The value of an expression.
    pub(super) fn value(&self, expression: &str) -> Result<Query, Problem> {
        self.compile(&parse(expression)?, &self.start())
    }

    /// Whether an expression equals a certain boolean.
    pub(super) fn is(&self, expression: &str, expected: bool) -> Result<Query, Problem> {
        let ast = parse(expression)?;
        match expected {
            true => self.is_true(&ast, &self.start()),
            false => self.is_false(&ast, &self.start()),
        }
    }

    /// The value of an expression as text.
    pub(super) fn text(&self, expression: &str) -> Result<Query, Problem> {
        let found = self.value(expression)?;
        match found.form {
            QueryForm::Text => Ok(found),
            _ => Err("its value is not text".into()),
        }
    }

    /// The value of an expression as a boolean.
    pub(super) fn flag(&self, expression: &str) -> Result<Query, Problem> {
        condition::flag(self.value(expression)?)
    }

    /// The value of an expression as a list of texts: an iterator, unless it is a list already.
    pub(super) fn list_of_texts(&self, expression: &str) -> Result<Query, Problem> {
        let found = self.value(expression)?;
        match &found.form {
            QueryForm::Value(Type::List(item)) if **item == Type::String => Ok(found),
            _ => lift(found, texts),
        }
    }

    /// The value of an expression as an iterator of texts.
    pub(super) fn texts(&self, expression: &str) -> Result<Query, Problem> {
        lift(self.value(expression)?, texts)
    }

    /// Whether the value of an expression is a non-empty list of texts, all equal to this one.
    pub(super) fn all_equal(&self, expression: &str, text: String) -> Result<Query, Problem> {
        let texts = lift(self.value(expression)?, |list| match is_sparse(&list.form) {
            true => Err("it tests all items of a list in which some may be absent".into()),
            false => texts(list),
        });
        is_so(open(texts?), |items| QueryNode::AllEqual(items, text))
    }

    /// Whether the value of an expression is a list of texts that contains this one.
    pub(super) fn any_equal(&self, expression: &str, text: String) -> Result<Query, Problem> {
        is_so(open(self.texts(expression)?), |items| QueryNode::AnyEqual(items, text))
    }

    fn start(&self) -> Query {
        match self.roots.as_slice() {
            [(variable, structure)] => root(variable, structure.name.clone()),
            _ => root("", Identifier::from(SEVERAL)),
        }
    }

    fn compile(&self, ast: &Ast, current: &Query) -> Result<Query, Problem> {
        match ast {
            Ast::Identity { .. } => identity(current),
            Ast::Field { name, .. } => self.field(name, current),
            Ast::Subexpr { lhs, rhs, .. } => self.within(lhs, rhs, current),
            Ast::Literal { value, .. } => literal(value),
            Ast::Projection { lhs, rhs, .. } => self.projection(lhs, rhs, current),
            Ast::Flatten { node, .. } => self.flatten(node, current),
            Ast::ObjectValues { node, .. } => self.values(node, current),
            Ast::Index { idx, .. } => self.index(*idx, current),
            Ast::Slice { start, stop, step, .. } => {
                self.slice(start.unwrap_or(0), *stop, *step, current)
            }
            Ast::MultiList { elements, .. } => self.array(elements, current),
            Ast::Function { name, args, .. } => self.function(name, args, current),
            Ast::Comparison { comparator, lhs, rhs, .. } => {
                self.comparison(comparator, lhs, rhs, current)
            }
            Ast::Not { node, .. } => {
                Ok(Query::new(QueryNode::Not(self.truth(node, current)?), QueryForm::Flag))
            }
            Ast::And { lhs, rhs, .. } => self.and(lhs, rhs, current),
            Ast::Or { lhs, rhs, .. } => self.or(lhs, rhs, current),
            Ast::MultiHash { .. } => Err("`{…}` must be followed by one of its names".into()),
            Ast::Condition { .. } | Ast::Expref { .. } => Err("it uses `&`".into()),
        }
    }

    fn field(&self, name: &str, current: &Query) -> Result<Query, Problem> {
        lift(current.clone(), |value| {
            let QueryForm::Value(kind) = &value.form else { return Err(no_members(name)) };
            if let Type::Structure(structure) = kind
                && structure.plain() == SEVERAL
            {
                let found = self.roots.iter().find(|(variable, _)| *variable == name);
                let found =
                    found.map(|(variable, structure)| root(variable, structure.name.clone()));
                return found.ok_or_else(|| format!("there is no `{name}`"));
            }
            if let Some(fields) = self.fields(kind) {
                return field_of(value, name, fields);
            }
            if let Some(members) = self.schema.members(kind) {
                return member_of(value, name, members);
            }
            let Type::Map(item) = kind else { return Err(no_members(name)) };
            let (item, form) = ((**item).clone(), QueryForm::of(item));
            if matches!(item, Type::Nullable(_)) {
                return Err("it reads a sparse map".into());
            }
            Ok(Query::optional(QueryNode::Entry(value, name.to_owned(), item), form))
        })
    }

    fn fields(&self, kind: &Type) -> Option<&'a [Field]> {
        let Type::Structure(name) = kind else { return None };
        let root = self.roots.iter().find(|(_, structure)| structure.name == *name);
        root.map(|(_, structure)| structure.fields.as_slice()).or_else(|| self.schema.fields(kind))
    }

    fn within(&self, lhs: &Ast, rhs: &Ast, current: &Query) -> Result<Query, Problem> {
        // A hash is supported only if one of its entries is selected immediately.
        if let (Ast::MultiHash { elements, .. }, Ast::Field { name, .. }) = (lhs, rhs) {
            let entry = elements.iter().find(|element| element.key == *name);
            let entry = entry.ok_or_else(|| format!("there is no `{name}` in `{{…}}`"))?;
            return self.compile(&entry.value, current);
        }
        let value = self.compile(lhs, current)?;
        if value.optional && is_condition(rhs) {
            return Err("it applies a condition to a value that may be absent".into());
        }
        lift(value, |value| self.compile(rhs, &value))
    }
}

fn texts(list: Query) -> Result<Query, Problem> {
    let list = match &list.form {
        QueryForm::Array(..) => from_array(list),
        _ => items(list)?,
    };
    match &list.form {
        QueryForm::Items(form, _) if **form == QueryForm::Text => Ok(present(list)),
        _ => Err("its value is not a list of texts".into()),
    }
}

fn is_sparse(form: &QueryForm) -> bool {
    match form {
        QueryForm::Value(Type::List(item)) => matches!(**item, Type::Nullable(_)),
        QueryForm::Items(_, nullable) | QueryForm::Array(_, nullable) => *nullable,
        _ => false,
    }
}

/// A test of items; absent ones fail it.
fn is_so(items: Query, test: impl FnOnce(Query) -> QueryNode) -> Result<Query, Problem> {
    let so = lift(items, |items| Ok(Query::new(test(items), QueryForm::Flag)))?;
    match so.optional {
        true => Ok(Query::new(QueryNode::IsTrue(so), QueryForm::Flag)),
        false => Ok(so),
    }
}

/// The name of the pseudo-structure with several roots.
const SEVERAL: &str = "";

fn root(variable: &str, structure: Identifier) -> Query {
    let kind = Type::Structure(structure);
    Query::new(QueryNode::Variable(Identifier::from(variable)), QueryForm::Value(kind))
}

/// The value itself, unless it is the pseudo-structure.
fn identity(current: &Query) -> Result<Query, Problem> {
    match &current.form {
        QueryForm::Value(Type::Structure(name)) if name.plain() == SEVERAL => {
            Err("it names no member".into())
        }
        _ => Ok(current.clone()),
    }
}

fn field_of(value: Query, name: &str, fields: &[Field]) -> Result<Query, Problem> {
    let field = fields.iter().find(|field| field.member == name);
    let field = field.ok_or_else(|| format!("there is no member `{name}`"))?;
    let optional = field.presence == Presence::Optional;
    let found = QueryField {
        name: field.name.clone(),
        kind: field.kind.clone(),
        optional,
        boxed: field.boxed,
    };
    let form = QueryForm::of(&field.kind);
    Ok(Query { optional, ..Query::new(QueryNode::Field(value, found), form) })
}

fn member_of(value: Query, name: &str, members: &[UnionMember]) -> Result<Query, Problem> {
    let member = members.iter().find(|member| member.member == name);
    let member = member.ok_or_else(|| format!("there is no member `{name}`"))?;
    let kind = member.kind.clone().ok_or_else(|| format!("`{name}` has no value"))?;
    let form = QueryForm::of(&kind);
    let found = QueryMember { name: member.name.clone(), lends: member.as_method.clone(), kind };
    Ok(Query::optional(QueryNode::Member(value, found), form))
}

fn no_members(name: &str) -> Problem {
    format!("`{name}` is read from a value without members")
}

/// Whether the result for `null` may differ from `null`.
fn is_condition(ast: &Ast) -> bool {
    matches!(ast, Ast::Comparison { .. } | Ast::Not { .. } | Ast::And { .. } | Ast::Or { .. })
}

fn literal(value: &Literal) -> Result<Query, Problem> {
    let (node, form) = match value {
        Literal::Bool(value) => (QueryNode::Flag(*value), QueryForm::Flag),
        Literal::String(text) => (QueryNode::Text(text.clone()), QueryForm::Text),
        Literal::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(value), _) => (QueryNode::Int(value), QueryForm::Number(Number::I64)),
            (None, Some(value)) => (QueryNode::Float(value), QueryForm::Number(Number::F64)),
            (None, None) => return Err(format!("{number} is out of range")),
        },
        other => return Err(format!("it uses the literal {other}")),
    };
    Ok(Query::new(node, form))
}
