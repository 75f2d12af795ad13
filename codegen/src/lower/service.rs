use super::Lowering;
use super::docs::{self, plain, title};
use crate::diagnostics::{Diagnostic, Diagnostics, Setting};
use crate::ir::{CertificateAuth, Service};
use crate::settings::Settings;
use crate::smithy::traits::{self, AwsService, Documentation, SigV4, Title};
use crate::smithy::{Kind, Model, Shape};

/// The service that the settings select, or the only one.
pub(super) fn select<'a>(model: &'a Model, settings: &Settings) -> Result<&'a Shape, Diagnostics> {
    let services: Vec<&Shape> = model.services().collect();
    let names: Vec<&str> = services.iter().map(|service| service.id.as_str()).collect();
    let (message, help): (String, String) = match (&settings.service, services.as_slice()) {
        (None, [only]) => return Ok(only),
        (None, []) => {
            ("the model has no service".into(), "load the file that defines it as well".into())
        }
        (None, _) => (
            format!("the model has {} services", services.len()),
            format!("choose one of them: {}", names.join(", ")),
        ),
        (Some(wanted), _) => {
            let fits =
                |service: &&&Shape| service.id == wanted.as_str() || service.id.name() == wanted;
            if let Some(service) = services.iter().find(fits) {
                return Ok(service);
            }
            (format!("the model has no service {wanted}"), format!("it has: {}", names.join(", ")))
        }
    };
    let finding = Diagnostic::new(message, help);
    Err(if services.is_empty() { finding } else { finding.about(Setting::Service) }.into())
}

impl Lowering<'_> {
    pub(super) fn service(&self, settings: &Settings) -> Service {
        let traits = &self.service.traits;
        let aws = traits.get::<AwsService>();
        let sdk_id = aws.map_or_else(|| self.service.id.name().to_owned(), |aws| aws.sdk_id);
        let api_version = match &self.service.kind {
            Kind::Service(service) => service.version.clone(),
            _ => String::new(),
        };
        let name = traits.get().map(|Title(title)| title).filter(|title| !title.trim().is_empty());
        let name = name.unwrap_or_else(|| sdk_id.clone());
        let shown = title(&name);
        let documentation = traits.get().map(|Documentation(text)| text);
        Service {
            description: format!("Client of {}", plain(&name)),
            introduction: format!("A Rust client of {shown}, API version {}.", title(&api_version)),
            title: shown,
            docs: docs::documentation(documentation, || {
                format!("Client of {sdk_id}, version {}.", settings.crate_version)
            }),
            certificate_auth: traits.get().map(|facts: traits::CertificateAuth| CertificateAuth {
                endpoint_type: facts.endpoint_type,
                port: facts.port,
                alpn: facts.alpn,
                policy_prefix: facts.policy_prefix,
            }),
            signing_name: traits.get::<SigV4>().map(|sigv4| sigv4.name),
            sdk_id,
            api_version,
        }
    }
}
