use aws_types::app_name::AppName;
use http::HeaderValue;

use super::Service;

/// `name/version ua/2.1 api/service#version os/linux lang/rust app/name`, as AWS's logs expect it.
pub(crate) fn user_agent(service: &Service, app_name: Option<&AppName>) -> HeaderValue {
    let api = service.id.to_ascii_lowercase().replace(' ', "_");
    let os = match std::env::consts::OS {
        known @ ("linux" | "macos" | "windows" | "android" | "ios") => known,
        _ => "other",
    };
    let mut text = format!(
        "{} ua/2.1 api/{api}#{} os/{os} lang/rust",
        service.user_agent, service.api_version
    );
    if let Some(name) = app_name {
        text.push_str(" app/");
        text.push_str(name.as_ref());
    }
    // All parts are visible ASCII; a name that were not is better left out than a panic.
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("smithy-client-runtime"))
}
