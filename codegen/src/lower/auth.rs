//! The authentication schemes of an operation.

use super::Lowering;
use crate::ir::Auth;
use crate::smithy::Shape;
use crate::smithy::traits::{
    self, AcceptsCertificate, HttpApiKeyAuth, KeyPlace, OptionalAuth, SigV4, Trait,
};

impl Lowering<'_> {
    /// The schemes that the client supports, in order of preference: the operation's own list, or
    /// that of the service, or all schemes of the service, sorted by name. A certificate comes first:
    /// it is not one of the schemes, and clients that present one need no signature.
    pub(super) fn auth(&self, operation: &Shape) -> Vec<Auth> {
        let listed = [operation, self.service].into_iter().find_map(|shape| shape.traits.get());
        let schemes = listed.map_or_else(|| self.schemes(), |traits::Auth(list)| list);
        let mut taken: Vec<Auth> = schemes.iter().filter_map(|id| self.known_scheme(id)).collect();
        let is_open = schemes.is_empty() || operation.traits.has::<OptionalAuth>();
        if is_open && !taken.contains(&Auth::Anonymous) {
            taken.push(Auth::Anonymous);
        }
        if taken.is_empty() {
            self.report(self.model.finding(
                operation,
                format!(
                    "the authentication schemes of the operation are not supported: {}",
                    schemes.join(", ")
                ),
                "leave the operation out of the model, or add a supported scheme, such as \
                 `aws.auth#sigv4`, if the service accepts it",
            ));
        }
        if operation.traits.has::<AcceptsCertificate>() {
            taken.insert(0, Auth::Certificate);
        }
        taken
    }

    /// The traits of the service that are authentication schemes.
    fn schemes(&self) -> Vec<String> {
        let traits = self.service.traits.iter().map(|(id, _)| id);
        let schemes = traits.filter(|id| {
            let definition = self.model.find(id);
            traits::AUTH_SCHEMES.contains(&id.as_str())
                || definition.is_some_and(|shape| shape.traits.has::<traits::AuthDefinition>())
        });
        let mut schemes: Vec<String> = schemes.map(|id| id.as_str().to_owned()).collect();
        schemes.sort();
        schemes
    }

    /// A scheme with the settings of the service; `None` if the client does not support it.
    fn known_scheme(&self, id: &str) -> Option<Auth> {
        let traits = &self.service.traits;
        match id {
            SigV4::ID => traits.has::<SigV4>().then_some(Auth::SigV4),
            HttpApiKeyAuth::ID => traits.get().map(|key: HttpApiKeyAuth| match key.place {
                KeyPlace::Header => {
                    Auth::ApiKeyInHeader { name: key.name.to_ascii_lowercase(), scheme: key.scheme }
                }
                KeyPlace::Query => Auth::ApiKeyInQuery { name: key.name },
            }),
            "smithy.api#httpBearerAuth" => Some(Auth::Bearer),
            "smithy.api#httpBasicAuth" => Some(Auth::Basic),
            "smithy.api#noAuth" => Some(Auth::Anonymous),
            _ => None,
        }
    }
}
