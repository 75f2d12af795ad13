use serde_json::{Map, Value};

use super::scope::{RuleLowering, Unsupported, flag};
use crate::ir::{
    EndpointExpression, EndpointForm, EndpointProperty, EndpointTemplate, EndpointValue,
    SchemeSetting, TemplatePart,
};
use crate::smithy::traits::{Expression, RuleEndpoint};

impl RuleLowering<'_> {
    pub(super) fn endpoint(
        &mut self,
        endpoint: &RuleEndpoint,
    ) -> Result<EndpointTemplate, Unsupported> {
        let mut headers = Vec::new();
        for (name, values) in &endpoint.headers {
            for value in values {
                headers.push((name.to_ascii_lowercase(), self.present_text(value)?));
            }
        }
        let mut auth_schemes = Vec::new();
        let mut properties = Vec::new();
        for (name, value) in &endpoint.properties {
            match (name.as_str(), value) {
                ("authSchemes", Value::Array(schemes)) => {
                    for scheme in schemes {
                        auth_schemes.push(self.auth_scheme(scheme)?);
                    }
                }
                _ => properties.push((name.clone(), self.property(value)?)),
            }
        }
        let url = self.present_text(&endpoint.url)?;
        Ok(EndpointTemplate { url, headers, auth_schemes, properties })
    }

    fn auth_scheme(
        &mut self,
        scheme: &Value,
    ) -> Result<(EndpointValue, Vec<(SchemeSetting, EndpointProperty)>), Unsupported> {
        let no_scheme = || format!("the auth scheme {scheme}");
        let settings = scheme.as_object().ok_or_else(no_scheme)?;
        let name = settings.get("name").and_then(Value::as_str).ok_or_else(no_scheme)?;
        let others = settings.iter().filter(|(name, _)| *name != "name");
        let others = others.map(|(name, value)| {
            let fits = match name.as_str() {
                "signingName" | "signingRegion" => value.is_string(),
                "signingRegionSet" => {
                    value.as_array().is_some_and(|regions| regions.iter().all(Value::is_string))
                }
                "disableDoubleEncoding" | "disableNormalizePath" => value.is_boolean(),
                _ => false,
            };
            let setter = scheme_setter(name).filter(|_| fits).ok_or_else(no_scheme)?;
            Ok((setter, self.property(value)?))
        });
        let others: Vec<_> = others.collect::<Result<_, Unsupported>>()?;
        Ok((self.template(name)?, others))
    }

    fn property(&mut self, value: &Value) -> Result<EndpointProperty, Unsupported> {
        Ok(match value {
            Value::String(text) => {
                let text = Expression::Literal(Value::String(text.clone()));
                EndpointProperty::Value(self.present_text(&text)?)
            }
            Value::Bool(value) => EndpointProperty::Value(flag(*value)),
            Value::Array(items) => EndpointProperty::List(
                items.iter().map(|item| self.property(item)).collect::<Result<_, _>>()?,
            ),
            Value::Object(entries) => EndpointProperty::Object(self.entries(entries)?),
            other => {
                let number = Expression::Literal(other.clone());
                EndpointProperty::Value(self.value(&number)?)
            }
        })
    }

    fn entries(
        &mut self,
        entries: &Map<String, Value>,
    ) -> Result<Vec<(String, EndpointProperty)>, Unsupported> {
        entries.iter().map(|(name, value)| Ok((name.clone(), self.property(value)?))).collect()
    }

    /// `https://{Region}.{partition#dnsSuffix}`; doubled braces are literal braces.
    pub(super) fn template(&mut self, text: &str) -> Result<EndpointValue, Unsupported> {
        let mut parts = Vec::new();
        let mut literal = String::new();
        let mut rest = text;
        while let Some(place) = rest.find(['{', '}']) {
            let (before, braced) = rest.split_at(place);
            literal.push_str(before);
            if let Some(after) = braced.strip_prefix("{{").or_else(|| braced.strip_prefix("}}")) {
                literal.push_str(&braced[..1]);
                rest = after;
                continue;
            }
            let inner = braced.strip_prefix('{').and_then(|inner| inner.split_once('}'));
            let (inner, after) = inner.ok_or_else(|| format!("the template {text:?}"))?;
            let value = match inner.split_once('#') {
                Some((name, path)) => {
                    let value = self.reference(name)?;
                    self.attribute(value, path)?
                }
                None => self.reference(inner)?,
            };
            if !literal.is_empty() {
                parts.push(TemplatePart::Literal(std::mem::take(&mut literal)));
            }
            parts.push(TemplatePart::Value(value));
            rest = after;
        }
        literal.push_str(rest);
        self.joined(parts, literal)
    }

    fn joined(
        &mut self,
        mut parts: Vec<TemplatePart>,
        end: String,
    ) -> Result<EndpointValue, Unsupported> {
        // A template with a single value is that value, which may be absent.
        if let ([TemplatePart::Value(value)], "") = (parts.as_slice(), end.as_str()) {
            return Ok(value.clone());
        }
        let (expression, form) = match parts.is_empty() {
            true => (EndpointExpression::Text(end), EndpointForm::Text),
            false => {
                for part in &mut parts {
                    if let TemplatePart::Value(value) = part {
                        *value = self.present(value.clone())?;
                    }
                }
                if !end.is_empty() {
                    parts.push(TemplatePart::Literal(end));
                }
                (EndpointExpression::Format(parts), EndpointForm::OwnedText)
            }
        };
        Ok(EndpointValue { expression, form, optional: false })
    }
}

fn scheme_setter(name: &str) -> Option<SchemeSetting> {
    Some(match name {
        "signingName" => SchemeSetting::SigningName,
        "signingRegion" => SchemeSetting::SigningRegion,
        "signingRegionSet" => SchemeSetting::SigningRegionSet,
        "disableDoubleEncoding" => SchemeSetting::DisableDoubleEncoding,
        "disableNormalizePath" => SchemeSetting::DisableNormalizePath,
        _ => return None,
    })
}
