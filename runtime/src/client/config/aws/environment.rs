use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::fmt;

use aws_credential_types::Credentials;
use aws_smithy_types::retry::{RetryConfig, RetryMode};
use aws_types::app_name::AppName;
use aws_types::region::Region;

use super::endpoint_lookup::{EndpointLookup, GENERAL};
use super::{Config, ConfigBuilder};
use crate::client::tls::CaBundle;

impl Config {
    /// Reads the environment variables that every AWS SDK reads: `AWS_REGION` (or
    /// `AWS_DEFAULT_REGION`), `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`,
    /// `AWS_ENDPOINT_URL`, its variants for single services such as
    /// `AWS_ENDPOINT_URL_IOT_JOBS_DATA_PLANE`, `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS`,
    /// `AWS_DISABLE_HOST_PREFIX_INJECTION`, `AWS_USE_FIPS_ENDPOINT`, `AWS_USE_DUALSTACK_ENDPOINT`,
    /// `AWS_MAX_ATTEMPTS` (1 or more), `AWS_RETRY_MODE` (`standard`, `adaptive`, or `legacy`, which
    /// means `standard`), `AWS_SDK_UA_APP_ID` (the name of the application),
    /// `AWS_DISABLE_REQUEST_COMPRESSION`, `AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES` (0 to
    /// 10,485,760), and `AWS_CA_BUNDLE`, the path of a PEM file with the certificates to trust.
    /// Absent or blank variables stay unset. Whitespace around a value is ignored, except in the
    /// path.
    ///
    /// The file is read when the first `https` connection is made: see [`CaBundle::from_path`].
    ///
    /// # Errors
    /// One key is set without the other, a switch is neither `true` nor `false`, or a number, retry
    /// mode or name is invalid.
    pub fn from_env() -> Result<ConfigBuilder, EnvironmentError> {
        from_variables(std::env::vars_os())
    }
}

/// An environment variable with an invalid value.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct EnvironmentError(String);

impl fmt::Display for EnvironmentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for EnvironmentError {}

fn from_variables(
    variables: impl Iterator<Item = (OsString, OsString)>,
) -> Result<ConfigBuilder, EnvironmentError> {
    let variables: HashMap<String, OsString> = variables
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value)))
        .filter(|(name, value)| name.starts_with("AWS_") && !is_blank(value))
        .collect();
    // A path may not be Unicode; names of regions and hosts are.
    let read = |name: &str| match variables.get(name).map(|value| value.to_str()) {
        None => Ok(None),
        Some(Some(value)) => Ok(Some(value.trim().to_owned())),
        Some(None) => Err(EnvironmentError(format!("{name} is not valid Unicode"))),
    };
    let switch = |name: &str| match read(name)? {
        None => Ok(false),
        Some(value) if value.eq_ignore_ascii_case("true") => Ok(true),
        Some(value) if value.eq_ignore_ascii_case("false") => Ok(false),
        Some(value) => {
            Err(EnvironmentError(format!("{name} must be true or false, but is {value:?}")))
        }
    };
    let region = read("AWS_REGION")?.or(read("AWS_DEFAULT_REGION")?);
    let mut builder = Config::builder()
        .region(region.map(Region::new))
        .disable_host_prefix_injection(switch("AWS_DISABLE_HOST_PREFIX_INJECTION")?)
        .use_fips(switch("AWS_USE_FIPS_ENDPOINT")?)
        .use_dual_stack(switch("AWS_USE_DUALSTACK_ENDPOINT")?)
        .disable_request_compression(switch("AWS_DISABLE_REQUEST_COMPRESSION")?);
    builder
        .set_retry_config(retry_config(read("AWS_MAX_ATTEMPTS")?, read("AWS_RETRY_MODE")?)?)
        .set_app_name(read("AWS_SDK_UA_APP_ID")?.map(app_name).transpose()?)
        .set_request_min_compression_size_bytes(
            read(MIN_COMPRESSION)?.map(|text| compression_size(&text)).transpose()?,
        )
        .set_ca_bundle(
            variables.get(CA_BUNDLE).map(|path| CaBundle::from_variable(CA_BUNDLE, path)),
        );
    if !switch("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")? {
        let endpoints = variables.keys().filter(|name| name.starts_with(GENERAL));
        let read = |name: &String| Ok(read(name)?.map(|url| (name.clone(), url)));
        let endpoints = endpoints.filter_map(|name| read(name).transpose());
        builder.config.aws.lookup =
            EndpointLookup::Environment(endpoints.collect::<Result<_, EnvironmentError>>()?);
    }
    match (read("AWS_ACCESS_KEY_ID")?, read("AWS_SECRET_ACCESS_KEY")?) {
        (None, None) => Ok(builder),
        (Some(id), Some(secret)) => Ok(builder.credentials_provider(Credentials::new(
            id,
            secret,
            read("AWS_SESSION_TOKEN")?,
            None,
            "environment",
        ))),
        _ => Err(EnvironmentError(
            "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY must be set together".into(),
        )),
    }
}

/// Files with variables, and shells that read them, leave spaces and line breaks.
fn is_blank(value: &OsStr) -> bool {
    value.to_str().is_some_and(|text| text.trim().is_empty())
}

fn retry_config(
    max_attempts: Option<String>,
    mode: Option<String>,
) -> Result<Option<RetryConfig>, EnvironmentError> {
    if max_attempts.is_none() && mode.is_none() {
        return Ok(None);
    }
    let mut config = RetryConfig::standard();
    if let Some(mode) = mode {
        config = config.with_retry_mode(retry_mode(&mode)?);
    }
    if let Some(max_attempts) = max_attempts {
        config = config.with_max_attempts(attempts(&max_attempts)?);
    }
    Ok(Some(config))
}

fn retry_mode(text: &str) -> Result<RetryMode, EnvironmentError> {
    match text.to_ascii_lowercase().as_str() {
        "standard" | "legacy" => Ok(RetryMode::Standard),
        "adaptive" => Ok(RetryMode::Adaptive),
        _ => Err(EnvironmentError(format!(
            "AWS_RETRY_MODE must be standard, adaptive or legacy, but is {text:?}"
        ))),
    }
}

fn attempts(text: &str) -> Result<u32, EnvironmentError> {
    text.parse().ok().filter(|attempts| *attempts > 0).ok_or_else(|| {
        EnvironmentError(format!("AWS_MAX_ATTEMPTS must be a number from 1, but is {text:?}"))
    })
}

fn app_name(text: String) -> Result<AppName, EnvironmentError> {
    AppName::new(text.clone()).map_err(|problem| {
        EnvironmentError(format!("AWS_SDK_UA_APP_ID is {text:?}, which cannot be used: {problem}"))
    })
}

fn compression_size(text: &str) -> Result<u32, EnvironmentError> {
    text.parse().ok().filter(|bytes| *bytes <= 10_485_760).ok_or_else(|| {
        EnvironmentError(format!(
            "{MIN_COMPRESSION} must be a number from 0 to 10485760, but is {text:?}"
        ))
    })
}

const MIN_COMPRESSION: &str = "AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES";
const CA_BUNDLE: &str = "AWS_CA_BUNDLE";

#[cfg(test)]
mod tests {
    use aws_credential_types::provider::ProvideCredentials;
    use aws_smithy_types::body::SdkBody;
    use http::Request;

    use super::*;
    use crate::client::transport::{HyperTransport, Transport};
    use crate::error::TransportErrorKind;

    fn config(variables: &[(&str, &str)]) -> Result<Config, EnvironmentError> {
        let variables = variables.iter().map(|(name, value)| (name.into(), value.into()));
        from_variables(variables).map(|builder| builder.build().for_service("Some Service"))
    }

    #[test]
    fn region_and_endpoints_are_found() {
        let found = config(&[
            ("AWS_REGION", "eu-west-1"),
            ("AWS_DEFAULT_REGION", "us-east-1"),
            ("AWS_ENDPOINT_URL", "http://general"),
            ("AWS_ENDPOINT_URL_SOME_SERVICE", "own.example"),
        ]);
        let found = found.unwrap();
        assert_eq!(found.region().map(AsRef::as_ref), Some("eu-west-1"));
        assert_eq!(found.endpoint_url(), Some("https://own.example"));
        let ignored = config(&[
            ("AWS_ENDPOINT_URL", "http://general"),
            ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true"),
        ]);
        assert_eq!(ignored.unwrap().endpoint_url(), None);
    }

    #[test]
    fn half_a_key_pair_and_odd_switches_are_errors_that_name_the_variable() {
        let error = config(&[("AWS_ACCESS_KEY_ID", "k")]).unwrap_err().to_string();
        assert!(error.contains("AWS_SECRET_ACCESS_KEY"), "{error}");
        let error = config(&[("AWS_USE_FIPS_ENDPOINT", "yes")]).unwrap_err().to_string();
        assert!(error.contains("AWS_USE_FIPS_ENDPOINT"), "{error}");
        assert!(config(&[("AWS_USE_FIPS_ENDPOINT", "TRUE")]).unwrap().use_fips());
        assert!(config(&[("AWS_ACCESS_KEY_ID", "")]).unwrap().aws.credentials.is_none());
    }

    #[test]
    fn retries_and_the_name_of_the_application_are_found() {
        let none = config(&[]).unwrap();
        assert!(none.retry.is_none() && none.app_name().is_none());
        let found = config(&[
            ("AWS_MAX_ATTEMPTS", "5"),
            ("AWS_RETRY_MODE", "Adaptive"),
            ("AWS_SDK_UA_APP_ID", "pump-firmware"),
        ]);
        let found = found.unwrap();
        assert_eq!(found.retry, Some(RetryConfig::adaptive().with_max_attempts(5)));
        assert_eq!(found.app_name(), Some(&AppName::new("pump-firmware").unwrap()));
        let retry = |name, value| config(&[(name, value)]).unwrap().retry.unwrap();
        assert_eq!(retry("AWS_RETRY_MODE", "legacy"), RetryConfig::standard());
        assert_eq!(retry("AWS_RETRY_MODE", "adaptive"), RetryConfig::adaptive());
        assert_eq!(retry("AWS_MAX_ATTEMPTS", "1"), RetryConfig::disabled());
    }

    #[test]
    fn the_settings_of_compression_are_found() {
        let found = config(&[
            ("AWS_DISABLE_REQUEST_COMPRESSION", "true"),
            ("AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES", "0"),
        ]);
        let found = found.unwrap();
        assert_eq!(found.disable_request_compression, Some(true));
        assert_eq!(found.request_min_compression_size_bytes, Some(0));
    }

    #[test]
    fn retries_and_names_that_are_none_are_errors_that_name_the_variable() {
        for (name, value) in [
            ("AWS_MAX_ATTEMPTS", "0"),
            ("AWS_MAX_ATTEMPTS", "-1"),
            ("AWS_MAX_ATTEMPTS", "three"),
            ("AWS_MAX_ATTEMPTS", "4294967296"),
            ("AWS_RETRY_MODE", "eager"),
            ("AWS_SDK_UA_APP_ID", "pump firmware"),
            ("AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES", "-1"),
            ("AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES", "10485761"),
        ] {
            let error = config(&[(name, value)]).unwrap_err().to_string();
            assert!(error.contains(name) && error.contains(&format!("{value:?}")), "{error}");
        }
    }

    #[tokio::test]
    async fn a_bundle_is_read_for_https_only_and_named_with_its_variable() {
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let other = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
        for (path, problem) in [("/no/such.pem", "No such file"), (other, "not PEM")] {
            let bundle = config(&[("AWS_CA_BUNDLE", path)]).unwrap().ca_bundle;
            let transport = HyperTransport::builder().ca_bundle(bundle).build();
            let error = async |scheme: &str| {
                let request = Request::get(format!("{scheme}://127.0.0.1:{port}/"));
                let request = request.body(SdkBody::empty()).unwrap();
                transport.send(request).await.unwrap_err()
            };
            assert_eq!(error("http").await.kind(), TransportErrorKind::Connect);
            let error = error("https").await;
            assert_eq!(error.kind(), TransportErrorKind::Setup);
            let expected = format!("AWS_CA_BUNDLE is {path:?}, which cannot be used: ");
            let text = error.to_string();
            assert!(text.contains(&expected) && text.contains(problem), "{text}");
        }
    }

    #[tokio::test]
    async fn blank_values_are_unset_and_others_are_trimmed() {
        let keys = async |variables: &[(&str, &str)]| {
            let provider = config(variables).unwrap().aws.credentials?;
            Some(provider.provide_credentials().await.unwrap())
        };
        let both = [("AWS_ACCESS_KEY_ID", " AKID\r\n"), ("AWS_SECRET_ACCESS_KEY", "\thunter2\n")];
        let found = keys(&both).await.unwrap();
        assert_eq!((found.access_key_id(), found.secret_access_key()), ("AKID", "hunter2"));
        assert_eq!(found.session_token(), None);
        for (token, expected) in [(" ", None), ("\n", None), ("token\n", Some("token"))] {
            let [id, secret] = both;
            let found = keys(&[id, secret, ("AWS_SESSION_TOKEN", token)]).await.unwrap();
            assert_eq!(found.session_token(), expected, "{token:?}");
        }
        let blank = [("AWS_ACCESS_KEY_ID", " "), ("AWS_SECRET_ACCESS_KEY", "\t")];
        assert!(keys(&blank).await.is_none());
        let half = config(&[both[0], blank[1]]).unwrap_err().to_string();
        assert!(half.contains("must be set together"), "{half}");

        let others = config(&[
            ("AWS_REGION", " "),
            ("AWS_DEFAULT_REGION", "eu-west-1\n"),
            ("AWS_ENDPOINT_URL", " http://general "),
            ("AWS_MAX_ATTEMPTS", " 5"),
            ("AWS_USE_FIPS_ENDPOINT", "true "),
            ("AWS_CA_BUNDLE", " "),
        ]);
        let others = others.unwrap();
        assert_eq!(others.region().map(AsRef::as_ref), Some("eu-west-1"));
        assert_eq!(others.endpoint_url(), Some("http://general"));
        assert_eq!(others.retry.as_ref().map(RetryConfig::max_attempts), Some(5));
        assert!(others.use_fips() && others.ca_bundle.is_none());
    }

    #[test]
    fn secrets_do_not_show() {
        let pair = [("AWS_ACCESS_KEY_ID", "AKID"), ("AWS_SECRET_ACCESS_KEY", "hunter2")];
        assert!(!format!("{:?}", config(&pair).unwrap()).contains("hunter2"));
    }
}
