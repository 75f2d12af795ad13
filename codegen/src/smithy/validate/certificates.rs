use super::{Spot, Validator};
use crate::smithy::traits::{AcceptsCertificate, CertificateAuth, Trait};

/// The length of a protocol name is one byte of the handshake.
const MOST_OF_A_PROTOCOL_NAME: usize = 255;

impl<'a> Validator<'a> {
    /// An operation may accept certificates if its service says where and how.
    pub(super) fn certificates(&mut self, spot: Spot<'a>) {
        let facts: Option<CertificateAuth> = spot.traits().get();
        if let Some(message) = facts.and_then(|facts| problem(&facts)) {
            let help = "use visible ASCII characters, or leave out an optional property";
            self.trait_finding(spot, CertificateAuth::ID, message, help);
        }
        if !spot.traits().has::<AcceptsCertificate>() {
            return;
        }
        let services = self.services.get(&spot.shape.id).into_iter().flatten();
        let silent = services.filter(|service| !service.traits.has::<CertificateAuth>());
        let silent: Vec<&str> = silent.map(|service| service.id.as_str()).collect();
        for service in silent {
            let id = AcceptsCertificate::ID;
            let message = format!("{service} does not say how it accepts certificates");
            let help = format!(
                "apply `{}` to the service, or remove `{id}` from the operation",
                CertificateAuth::ID
            );
            self.trait_finding(spot, id, message, &help);
        }
    }
}

/// The first property that is not a name.
fn problem(facts: &CertificateAuth) -> Option<String> {
    let properties = [
        ("endpointType", Some(&facts.endpoint_type)),
        ("alpn", facts.alpn.as_ref()),
        ("policyPrefix", facts.policy_prefix.as_ref()),
    ];
    let mut given = properties.into_iter().filter_map(|(name, value)| Some((name, value?)));
    given.find_map(|(name, value)| {
        let is_name = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_graphic());
        if !is_name {
            return Some(format!("`{name}` cannot be {value:?}"));
        }
        let is_too_long = name == "alpn" && value.len() > MOST_OF_A_PROTOCOL_NAME;
        is_too_long.then(|| {
            format!(
                "`alpn` has {} characters, at most {MOST_OF_A_PROTOCOL_NAME} are possible",
                value.len()
            )
        })
    })
}
