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
    for framework in &config.sdk.frameworks {
        text.push_str(&format!(" {framework}"));
    }
    if let Some(name) = &config.app_name {
        text.push_str(" app/");
        text.push_str(name.as_ref());
    }
    // All parts are visible ASCII. If a name were not, it would be omitted instead of causing a
    // panic.
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("smithy-client-runtime"))
}
