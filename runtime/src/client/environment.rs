use std::collections::HashMap;
use std::fmt;

use aws_credential_types::Credentials;
use aws_smithy_types::retry::{RetryConfig, RetryMode};
use aws_types::app_name::AppName;
use aws_types::region::Region;

use super::endpoint_lookup::{EndpointLookup, GENERAL};
use super::{CaBundle, Config, ConfigBuilder};

impl Config {
    /// Starts from the environment variables that every AWS SDK reads: `AWS_REGION` (or
    /// `AWS_DEFAULT_REGION`), `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`,
    /// `AWS_ENDPOINT_URL`, its variants for single services such as
    /// `AWS_ENDPOINT_URL_IOT_JOBS_DATA_PLANE`, `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS`,
    /// `AWS_USE_FIPS_ENDPOINT`, `AWS_USE_DUALSTACK_ENDPOINT`, `AWS_MAX_ATTEMPTS` (1 or more),
    /// `AWS_RETRY_MODE` (`standard`, `adaptive`, or `legacy`, which is taken as `standard`),
    /// `AWS_SDK_UA_APP_ID`, the name of the application, and `AWS_CA_BUNDLE`, the path of a PEM
    /// file with the certificates to trust. What is absent or empty stays unset.
    ///
    /// The file is read here, so that a wrong path is known before the first call; without the
    /// variable no file is read.
    ///
    /// # Errors
    /// One key without the other, a switch that is neither `true` nor `false`, a number of
    /// attempts, a retry mode or a name that is none, or a file that is no bundle of certificates.
    pub fn from_env() -> Result<ConfigBuilder, EnvironmentError> {
        // Values that are not Unicode cannot be names of regions or hosts.
        let variables = std::env::vars_os();
        from_variables(variables.filter_map(|(name, value)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        }))
    }
}

/// An environment variable that cannot be used as it is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct EnvironmentError(String);

impl fmt::Display for EnvironmentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for EnvironmentError {}

fn from_variables(
    variables: impl Iterator<Item = (String, String)>,
) -> Result<ConfigBuilder, EnvironmentError> {
    let variables: HashMap<String, String> =
        variables.filter(|(name, value)| name.starts_with("AWS_") && !value.is_empty()).collect();
    let read = |name: &str| variables.get(name).cloned();
    let switch = |name: &str| match read(name) {
        None => Ok(false),
        Some(value) if value.eq_ignore_ascii_case("true") => Ok(true),
        Some(value) if value.eq_ignore_ascii_case("false") => Ok(false),
        Some(value) => {
            Err(EnvironmentError(format!("{name} must be true or false, but is {value:?}")))
        }
    };
    let region = read("AWS_REGION").or_else(|| read("AWS_DEFAULT_REGION"));
    let mut builder = Config::builder()
        .set_region(region.map(Region::new))
        .use_fips(switch("AWS_USE_FIPS_ENDPOINT")?)
        .use_dual_stack(switch("AWS_USE_DUALSTACK_ENDPOINT")?)
        .set_retry_config(retry_config(read("AWS_MAX_ATTEMPTS"), read("AWS_RETRY_MODE"))?)
        .set_app_name(read("AWS_SDK_UA_APP_ID").map(app_name).transpose()?)
        .set_ca_bundle(read("AWS_CA_BUNDLE").map(read_ca_bundle).transpose()?);
    if !switch("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")? {
        let endpoints = variables.iter().filter(|(name, _)| name.starts_with(GENERAL));
        let endpoints = endpoints.map(|(name, value)| (name.clone(), value.clone())).collect();
        builder.config.lookup = EndpointLookup::Environment(endpoints);
    }
    match (read("AWS_ACCESS_KEY_ID"), read("AWS_SECRET_ACCESS_KEY")) {
        (None, None) => Ok(builder),
        (Some(id), Some(secret)) => Ok(builder.credentials_provider(Credentials::new(
            id,
            secret,
            read("AWS_SESSION_TOKEN"),
            None,
            "environment",
        ))),
        _ => Err(EnvironmentError(
            "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY must be set together".into(),
        )),
    }
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

fn read_ca_bundle(path: String) -> Result<CaBundle, EnvironmentError> {
    let unusable = |problem: &dyn fmt::Display| {
        EnvironmentError(format!("AWS_CA_BUNDLE is {path:?}, which cannot be used: {problem}"))
    };
    let pem = std::fs::read(&path).map_err(|error| unusable(&error))?;
    CaBundle::from_pem(&pem).map_err(|error| unusable(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(variables: &[(&str, &str)]) -> Result<Config, EnvironmentError> {
        let variables =
            variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
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
        assert!(config(&[("AWS_ACCESS_KEY_ID", "")]).unwrap().credentials.is_none());
    }

    #[test]
    fn retries_and_the_name_of_the_application_are_found() {
        let none = config(&[]).unwrap();
        assert!(none.retry.is_none() && none.app_name.is_none());
        let found = config(&[
            ("AWS_MAX_ATTEMPTS", "5"),
            ("AWS_RETRY_MODE", "Adaptive"),
            ("AWS_SDK_UA_APP_ID", "pump-firmware"),
        ]);
        let found = found.unwrap();
        assert_eq!(found.retry, Some(RetryConfig::adaptive().with_max_attempts(5)));
        assert_eq!(found.app_name, Some(AppName::new("pump-firmware").unwrap()));
        let retry = |name, value| config(&[(name, value)]).unwrap().retry.unwrap();
        assert_eq!(retry("AWS_RETRY_MODE", "legacy"), RetryConfig::standard());
        assert_eq!(retry("AWS_RETRY_MODE", "adaptive"), RetryConfig::adaptive());
        assert_eq!(retry("AWS_MAX_ATTEMPTS", "1"), RetryConfig::disabled());
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
        ] {
            let error = config(&[(name, value)]).unwrap_err().to_string();
            assert!(error.contains(name) && error.contains(&format!("{value:?}")), "{error}");
        }
    }

    #[test]
    fn a_bundle_that_cannot_be_read_is_an_error_that_names_variable_and_path() {
        let error = config(&[("AWS_CA_BUNDLE", "/no/such.pem")]).unwrap_err().to_string();
        assert!(error.starts_with("AWS_CA_BUNDLE is \"/no/such.pem\""), "{error}");
        let other = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
        let error = config(&[("AWS_CA_BUNDLE", other)]).unwrap_err().to_string();
        assert!(error.contains("AWS_CA_BUNDLE") && error.contains("not PEM"), "{error}");
    }

    #[test]
    fn secrets_do_not_show() {
        let pair = [("AWS_ACCESS_KEY_ID", "AKID"), ("AWS_SECRET_ACCESS_KEY", "hunter2")];
        assert!(!format!("{:?}", config(&pair).unwrap()).contains("hunter2"));
    }
}
