use std::fmt;

use aws_credential_types::Credentials;
use aws_types::region::Region;

use super::{Config, ConfigBuilder, Service};

impl Config {
    /// The settings in the environment variables that every AWS SDK reads: `AWS_REGION` (or
    /// `AWS_DEFAULT_REGION`), `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`,
    /// `AWS_ENDPOINT_URL` and its variant for this service, `AWS_USE_FIPS_ENDPOINT` and
    /// `AWS_USE_DUALSTACK_ENDPOINT`. What is absent or empty stays unset.
    ///
    /// # Errors
    /// One key without the other, or a switch that is neither `true` nor `false`.
    pub fn from_env(service: &Service) -> Result<ConfigBuilder, EnvironmentError> {
        from_variables(service, |name| std::env::var(name).ok())
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
    service: &Service,
    read: impl Fn(&str) -> Option<String>,
) -> Result<ConfigBuilder, EnvironmentError> {
    let read = |name: &str| read(name).filter(|value| !value.is_empty());
    let switch = |name: &str| match read(name) {
        None => Ok(false),
        Some(value) if value.eq_ignore_ascii_case("true") => Ok(true),
        Some(value) if value.eq_ignore_ascii_case("false") => Ok(false),
        Some(value) => {
            Err(EnvironmentError(format!("{name} must be true or false, but is {value:?}")))
        }
    };
    let region = read("AWS_REGION").or_else(|| read("AWS_DEFAULT_REGION"));
    let own_endpoint = format!("AWS_ENDPOINT_URL_{}", variable_suffix(service.id));
    let builder = Config::builder()
        .set_region(region.map(Region::new))
        .set_endpoint_url(read(&own_endpoint).or_else(|| read("AWS_ENDPOINT_URL")))
        .use_fips(switch("AWS_USE_FIPS_ENDPOINT")?)
        .use_dual_stack(switch("AWS_USE_DUALSTACK_ENDPOINT")?);
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

/// `IoT Jobs Data Plane` → `IOT_JOBS_DATA_PLANE`.
fn variable_suffix(service_id: &str) -> String {
    service_id.to_ascii_uppercase().replace(' ', "_")
}

#[cfg(test)]
mod tests {
    use super::super::{Endpoint, Service};
    use super::*;

    const SERVICE: Service = Service {
        id: "IoT Jobs Data Plane",
        api_version: "2017-09-29",
        signing_name: "iot-jobs-data",
        user_agent: "test/1",
        endpoint: |_| Ok(Endpoint::new("https://localhost")),
    };

    fn config(variables: &[(&str, &str)]) -> Result<Config, EnvironmentError> {
        let read = |name: &str| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        from_variables(&SERVICE, read).map(ConfigBuilder::build)
    }

    #[test]
    fn the_endpoint_of_the_service_wins_over_the_general_one() {
        let both = config(&[
            ("AWS_REGION", "eu-west-1"),
            ("AWS_ENDPOINT_URL", "http://general"),
            ("AWS_ENDPOINT_URL_IOT_JOBS_DATA_PLANE", "own.example"),
        ]);
        let both = both.unwrap();
        assert_eq!(both.endpoint_url(), Some("https://own.example"));
        assert_eq!(both.region().map(AsRef::as_ref), Some("eu-west-1"));
        let general = config(&[("AWS_ENDPOINT_URL", "http://general")]).unwrap();
        assert_eq!(general.endpoint_url(), Some("http://general"));
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
    fn secrets_do_not_show() {
        let pair = [("AWS_ACCESS_KEY_ID", "AKID"), ("AWS_SECRET_ACCESS_KEY", "hunter2")];
        assert!(!format!("{:?}", config(&pair).unwrap()).contains("hunter2"));
    }
}
