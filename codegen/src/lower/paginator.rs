use super::Lowering;
use super::naming::PAGINATOR;
use super::schema::Schema;
use crate::ir::{Field, Number, Pagination, Presence, QueryField, Structure, Type, Way};
use crate::rust::Identifier;
use crate::smithy::Shape;
use crate::smithy::traits::Paginated;

impl Lowering<'_> {
    /// How an operation is paginated, if it is.
    pub(super) fn pagination(
        &self,
        operation: &Shape,
        name: &Identifier,
        input: &Structure,
        output: &Structure,
        schema: &Schema<'_>,
    ) -> Option<Pagination> {
        let own = operation.traits.get::<Paginated>()?;
        let service = self.service.traits.get::<Paginated>().unwrap_or_default();
        match pagination(name, &own.or(service), input, output, schema) {
            Ok(pagination) => Some(pagination),
            Err(problem) => {
                self.report(self.model.finding(
                    operation,
                    format!("`smithy.api#paginated` {problem}"),
                    "correct the trait, or leave it out of the operation",
                ));
                None
            }
        }
    }
}

fn pagination(
    name: &Identifier,
    paginated: &Paginated,
    input: &Structure,
    output: &Structure,
    schema: &Schema<'_>,
) -> Result<Pagination, String> {
    let Paginated { input_token, output_token, items, page_size } = paginated;
    let needed = |path: &Option<String>, name: &str| {
        path.clone().ok_or_else(|| format!("does not say which member is the {name}"))
    };
    let input_token = way(input, &needed(input_token, "input token")?, schema)?;
    let output_token = way(output, &needed(output_token, "output token")?, schema)?;
    let into_output = |path: &String| way(output, path, schema);
    let items = items.as_ref().map(into_output).transpose()?;
    let into_input = |path: &String| way(input, path, schema);
    let page_size = page_size.as_ref().map(into_input).transpose()?;
    let token = input_token.to.kind.clone();
    if !is_token(&token) || token != output_token.to.kind || !input_token.to.optional {
        return Err("has tokens that differ in type, or are not text, whole numbers or maps".into());
    }
    if items.as_ref().is_some_and(|way| !matches!(way.to.kind, Type::List(_) | Type::Map(_))) {
        return Err("has items that are neither a list nor a map".into());
    }
    let is_size =
        |kind: &Type| matches!(kind, Type::Number(Number::I32 | Number::I64) | Type::String);
    if page_size.as_ref().is_some_and(|way| !is_size(&way.to.kind)) {
        return Err("has a page size that is neither an integer, a long nor text".into());
    }
    for way in page_size.iter().chain([&input_token]) {
        if !way.through.iter().all(|field| can_be_made(field, schema)) {
            return Err("has a member of the input in a structure with required members".into());
        }
    }
    let paginator = name.suffixed(PAGINATOR);
    Ok(Pagination { paginator, token, input_token, output_token, items, page_size })
}

fn is_token(kind: &Type) -> bool {
    use Number::{I8, I16, I32, I64};
    matches!(kind, Type::String | Type::Map(_) | Type::Number(I8 | I16 | I32 | I64))
}

/// `member.member`: pagination has only such paths.
fn way(structure: &Structure, path: &str, schema: &Schema<'_>) -> Result<Way, String> {
    let missing = || format!("names `{path}`, which does not exist");
    let mut fields = structure.fields.as_slice();
    let mut through = Vec::new();
    let mut steps = path.split('.').peekable();
    while let Some(step) = steps.next() {
        let field = fields.iter().find(|field| field.member == step).ok_or_else(missing)?;
        if steps.peek().is_none() {
            return Ok(Way { through, to: found(field) });
        }
        fields = schema.fields(&field.kind).ok_or_else(missing)?;
        through.push(found(field));
    }
    Err(missing())
}

fn found(field: &Field) -> QueryField {
    QueryField {
        name: field.name.clone(),
        kind: field.kind.clone(),
        optional: field.presence == Presence::Optional,
        boxed: field.boxed,
    }
}

/// Whether an absent structure can be created in order to set a member.
fn can_be_made(field: &QueryField, schema: &Schema<'_>) -> bool {
    let fields = schema.fields(&field.kind).unwrap_or_default();
    !field.optional || fields.iter().all(|field| field.presence != Presence::Required)
}
