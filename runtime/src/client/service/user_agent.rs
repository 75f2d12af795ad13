use http::HeaderValue;

use super::Service;
use crate::client::config::Config;

/// `name/version ua/2.1 api/service#version os/linux lang/rust lib/name/version app/name`, the
/// format of AWS's logs.
pub(crate) fn user_agent(service: &Service, config: &Config) -> HeaderValue {
    let api = service.id.to_ascii_lowercase().replace(' ', "_");
    let os = match std::env::consts::OS {
        known @ ("linux" | "macos" | "windows" | "android" | "ios") => known,
        _ => "other",
    };
    let mut text = format!(
        "{} ua/2.1 api/{api}#{} os/{os} lang/rust",
        service.user_agent, service.api_version
    );
    text.push_str(names(config).as_ref());
    // All parts are visible ASCII. If a name were not, it would be omitted instead of causing a
    // panic.
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("smithy-client-runtime"))
}

/// Frameworks and application.
#[cfg(feature = "aws")]
fn names(config: &Config) -> String {
    let frameworks = config.aws.frameworks.iter().map(|framework| format!(" {framework}"));
    let name = config.aws.app_name.as_ref().map(|name| format!(" app/{}", name.as_ref()));
    frameworks.chain(name).collect()
}

#[cfg(not(feature = "aws"))]
fn names(_config: &Config) -> &'static str {
    ""
}
