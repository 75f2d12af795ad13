use super::Validator;
use crate::smithy::shape::Kind;

impl Validator<'_> {
    /// An operation without a service is not in any client. Files without a service are parts of
    /// models.
    pub(super) fn unlisted(&mut self) {
        let mut services = self.shapes.values().filter(|shape| {
            matches!(shape.kind, Kind::Service(_)) && shape.traits.value(MIXIN).is_none()
        });
        let Some(first) = services.next() else { return };
        let help = match services.next() {
            None => format!("add it to the operations of {}, or remove it", first.id),
            Some(_) => "add it to the operations of a service, or remove it".to_owned(),
        };
        // Shapes that could not be read may list operations.
        if !self.broken.is_empty() {
            return;
        }
        let operations = self.shapes.values().filter(|shape| {
            matches!(shape.kind, Kind::Operation(_))
                && shape.traits.value(MIXIN).is_none()
                && !self.services.contains_key(&shape.id)
        });
        for operation in operations {
            let message = "no service lists this operation, so it is not in any client";
            self.report.shape(operation, message, help.clone()).warn();
        }
    }
}

const MIXIN: &str = "smithy.api#mixin";
