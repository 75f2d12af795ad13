use serde_json::Value;

use super::scope::{RuleLowering, Unsupported, flag};
use crate::ir::{Attribute, EndpointExpression, EndpointForm, EndpointValue, Function};
use crate::smithy::traits::Expression;

impl RuleLowering<'_> {
    pub(super) fn call(
        &mut self,
        function: &str,
        argv: &[Expression],
    ) -> Result<EndpointValue, Unsupported> {
        match (function, argv) {
            ("isSet", [value]) => {
                let value = self.value(value)?;
                Ok(match value.optional {
                    true => test(EndpointExpression::IsSet(Box::new(value))),
                    false => flag(true),
                })
            }
            ("not", [value]) => {
                let value = self.argument(value, EndpointForm::Flag)?;
                Ok(test(EndpointExpression::Not(Box::new(value))))
            }
            ("booleanEquals" | "stringEquals", [left, right]) => {
                let (left, right) = (self.value(left)?, self.value(right)?);
                self.equal(left, right)
            }
            ("getAttr", [value, Expression::Literal(Value::String(path))]) => {
                let value = self.value(value)?;
                self.attribute(value, path)
            }
            ("coalesce", [_, ..]) => {
                let values: Result<_, _> = argv.iter().map(|value| self.value(value)).collect();
                first_of(values?)
            }
            ("ite", [condition, then, otherwise]) => {
                let condition = self.argument(condition, EndpointForm::Flag)?;
                choice(condition, self.value(then)?, self.value(otherwise)?)
            }
            _ => self.runtime_call(function, argv),
        }
    }

    fn runtime_call(
        &mut self,
        function: &str,
        argv: &[Expression],
    ) -> Result<EndpointValue, Unsupported> {
        let (name, takes, form, optional) = runtime_function(function)
            .filter(|(_, takes, ..)| takes.len() == argv.len())
            .ok_or_else(|| format!("the function `{function}` with {} arguments", argv.len()))?;
        let arguments = argv.iter().zip(takes).map(|(value, form)| self.argument(value, *form));
        let arguments = arguments.collect::<Result<_, _>>()?;
        let expression = EndpointExpression::Call(name, arguments);
        Ok(EndpointValue { expression, form, optional })
    }

    pub(super) fn value(&mut self, expression: &Expression) -> Result<EndpointValue, Unsupported> {
        match expression {
            Expression::Reference { name } => self.reference(name),
            Expression::Call { function, argv } => self.call(function, argv),
            Expression::Literal(Value::String(text)) => self.template(text),
            Expression::Literal(Value::Bool(value)) => Ok(flag(*value)),
            Expression::Literal(other) => match other.as_i64() {
                Some(number) => Ok(EndpointValue {
                    expression: EndpointExpression::Number(number),
                    form: EndpointForm::Number,
                    optional: false,
                }),
                None => Err(format!("the literal {other}")),
            },
        }
    }

    /// A value of a certain form that is present.
    fn argument(
        &mut self,
        expression: &Expression,
        form: EndpointForm,
    ) -> Result<EndpointValue, Unsupported> {
        let value = self.value(expression)?;
        let value = self.present(value)?;
        let is_negative = matches!(value.expression, EndpointExpression::Number(..0));
        match !is_negative && (value.form == form || form == EndpointForm::Text && value.is_text())
        {
            true => Ok(value),
            false => Err(format!("an argument of another type than {form:?}")),
        }
    }

    /// A text that is present.
    pub(super) fn present_text(
        &mut self,
        expression: &Expression,
    ) -> Result<EndpointValue, Unsupported> {
        self.argument(expression, EndpointForm::Text)
    }

    fn equal(
        &mut self,
        left: EndpointValue,
        right: EndpointValue,
    ) -> Result<EndpointValue, Unsupported> {
        let both = left.is_text() && right.is_text()
            || left.form == EndpointForm::Flag && right.form == EndpointForm::Flag;
        if !both {
            return Err("a comparison of two types".into());
        }
        let (left, right) = match (left.is_literal(), right.is_literal()) {
            // An `Option` can be compared with a constant directly.
            (true, _) | (_, true) => (left, right),
            _ => (self.present(left)?, self.present(right)?),
        };
        Ok(match (&left.expression, &right.expression) {
            (_, EndpointExpression::Flag(wanted)) if !left.optional => is(*wanted, left),
            (EndpointExpression::Flag(wanted), _) if !right.optional => is(*wanted, right),
            _ => test(EndpointExpression::Equal(Box::new([left, right]))),
        })
    }

    /// `getAttr`, and `{value#path}` in a template: `resourceId[0]`, `[-1]`, `dnsSuffix`.
    pub(super) fn attribute(
        &mut self,
        value: EndpointValue,
        path: &str,
    ) -> Result<EndpointValue, Unsupported> {
        let mut value = value;
        for step in path.split('.') {
            let (name, indices) = step.split_at(step.find('[').unwrap_or(step.len()));
            if !name.is_empty() {
                let base = self.present(value)?;
                let (field, form) = field(base.form, name)
                    .ok_or_else(|| format!("the attribute `{name}` of {:?}", base.form))?;
                let expression = EndpointExpression::Field(Box::new(base), field);
                value = EndpointValue { expression, form, optional: false };
            }
            for index in indices.split_terminator(']') {
                let index = index.strip_prefix('[').and_then(|index| index.parse().ok());
                let index = index.ok_or_else(|| format!("the path `{path}`"))?;
                let base = self.present(value)?;
                value = item(base, index)?;
            }
        }
        Ok(value)
    }
}

/// The function, the forms of its arguments and its result, and whether the result may be absent.
fn runtime_function(name: &str) -> Option<(Function, &'static [EndpointForm], EndpointForm, bool)> {
    use EndpointForm::{Arn, Flag, List, Number, OwnedText, Partition, Text, Url};
    Some(match name {
        "aws.isVirtualHostableS3Bucket" => {
            (Function::IsVirtualHostableS3Bucket, &[Text, Flag], Flag, false)
        }
        "aws.parseArn" => (Function::ParseArn, &[Text], Arn, true),
        "aws.partition" => (Function::Partition, &[Text], Partition, false),
        "isValidHostLabel" => (Function::IsValidHostLabel, &[Text, Flag], Flag, false),
        "parseURL" => (Function::ParseUrl, &[Text], Url, true),
        "split" => (Function::Split, &[Text, Text, Number], List, false),
        "substring" => (Function::Substring, &[Text, Number, Number, Flag], Text, true),
        "uriEncode" => (Function::UriEncode, &[Text], OwnedText, false),
        _ => return None,
    })
}

/// A field of a result of the runtime's functions.
fn field(form: EndpointForm, name: &str) -> Option<(Attribute, EndpointForm)> {
    use EndpointForm::{Arn, Flag, List, OwnedText, Partition, Text, Url};
    Some(match (form, name) {
        (Partition, "name") => (Attribute::Name, Text),
        (Partition, "dnsSuffix") => (Attribute::DnsSuffix, Text),
        (Partition, "dualStackDnsSuffix") => (Attribute::DualStackDnsSuffix, Text),
        (Partition, "supportsFIPS") => (Attribute::SupportsFips, Flag),
        (Partition, "supportsDualStack") => (Attribute::SupportsDualStack, Flag),
        (Partition, "implicitGlobalRegion") => (Attribute::ImplicitGlobalRegion, Text),
        (Arn, "partition") => (Attribute::Partition, Text),
        (Arn, "service") => (Attribute::Service, Text),
        (Arn, "region") => (Attribute::Region, Text),
        (Arn, "accountId") => (Attribute::AccountId, Text),
        (Arn, "resourceId") => (Attribute::ResourceId, List),
        (Url, "scheme") => (Attribute::Scheme, Text),
        (Url, "authority") => (Attribute::Authority, Text),
        (Url, "path") => (Attribute::Path, Text),
        (Url, "normalizedPath") => (Attribute::NormalizedPath, OwnedText),
        (Url, "isIp") => (Attribute::IsIp, Flag),
        _ => return None,
    })
}

fn item(list: EndpointValue, index: i64) -> Result<EndpointValue, Unsupported> {
    if !matches!(list.form, EndpointForm::List | EndpointForm::ListRef) {
        return Err(format!("an index into {:?}", list.form));
    }
    let index = EndpointValue {
        expression: EndpointExpression::Number(index),
        form: EndpointForm::Number,
        optional: false,
    };
    let expression = EndpointExpression::Call(Function::Item, vec![list, index]);
    Ok(EndpointValue { expression, form: EndpointForm::Text, optional: true })
}

/// `coalesce`: values after the first one that is always present are never evaluated.
fn first_of(mut values: Vec<EndpointValue>) -> Result<EndpointValue, Unsupported> {
    if let Some(last) = values.iter().position(|value| !value.optional) {
        values.truncate(last + 1);
    }
    let form = common_form(&values, "coalesce")?;
    let optional = values.last().is_some_and(|value| value.optional);
    let expression = EndpointExpression::FirstOf(values);
    Ok(EndpointValue { expression, form, optional })
}

fn choice(
    condition: EndpointValue,
    then: EndpointValue,
    otherwise: EndpointValue,
) -> Result<EndpointValue, Unsupported> {
    let optional = then.optional || otherwise.optional;
    let form = common_form(&[then.clone(), otherwise.clone()], "ite")?;
    if optional && form == EndpointForm::OwnedText {
        return Err("the function `ite` with a template and a value that may be absent".into());
    }
    let expression = EndpointExpression::Choice(Box::new([condition, then, otherwise]));
    Ok(EndpointValue { expression, form, optional })
}

/// The common form of values of different forms.
fn common_form(values: &[EndpointValue], function: &str) -> Result<EndpointForm, Unsupported> {
    if values.iter().all(|value| value.form == EndpointForm::Flag) {
        return Ok(EndpointForm::Flag);
    }
    if !values.iter().all(EndpointValue::is_text) {
        return Err(format!("the function `{function}` with other values than texts or booleans"));
    }
    // A field of a variable can be borrowed; a text that was just made cannot.
    let is_made = |value: &EndpointValue| value.form == EndpointForm::OwnedText;
    Ok(match values.iter().any(is_made) {
        true => EndpointForm::OwnedText,
        false => EndpointForm::Text,
    })
}

fn test(expression: EndpointExpression) -> EndpointValue {
    EndpointValue { expression, form: EndpointForm::Flag, optional: false }
}

fn is(wanted: bool, value: EndpointValue) -> EndpointValue {
    match wanted {
        true => value,
        false => test(EndpointExpression::Not(Box::new(value))),
    }
}

impl EndpointValue {
    fn is_text(&self) -> bool {
        use EndpointForm::{OwnedText, Text, TextRef};
        matches!(self.form, Text | TextRef | OwnedText)
    }

    fn is_literal(&self) -> bool {
        matches!(self.expression, EndpointExpression::Text(_) | EndpointExpression::Flag(_))
    }
}

/// Whether a value borrows from a temporary.
pub(super) fn borrows_temporary(value: &EndpointValue) -> bool {
    use EndpointForm::{Flag, Number, OwnedText, Partition};
    if matches!(value.form, Flag | Number | OwnedText | Partition) {
        return false;
    }
    let is_kept = |value: &EndpointValue| match &value.expression {
        EndpointExpression::Variable(_) => true,
        EndpointExpression::Field(base, _) => {
            matches!(base.expression, EndpointExpression::Variable(_))
        }
        _ => !matches!(
            value.form,
            OwnedText | EndpointForm::List | EndpointForm::Arn | EndpointForm::Url
        ),
    };
    let lends = |value: &EndpointValue| !is_kept(value) || borrows_temporary(value);
    match &value.expression {
        EndpointExpression::Call(_, values) | EndpointExpression::FirstOf(values) => {
            values.iter().any(lends)
        }
        EndpointExpression::Field(base, _) => lends(base),
        EndpointExpression::Choice(values) => values[1..].iter().any(lends),
        _ => false,
    }
}
