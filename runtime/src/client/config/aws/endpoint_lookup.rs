use std::collections::HashMap;
use std::fmt;

use aws_types::SdkConfig;
use aws_types::service_config::ServiceConfigKey;

/// Where to look for the endpoint if none is set in code. Shared settings may have one for each
/// service, and only the client knows its service.
#[derive(Clone, Default)]
pub(crate) enum EndpointLookup {
    #[default]
    Nowhere,
    /// Environment variables whose names start with [`GENERAL`].
    Environment(HashMap<String, String>),
    Shared(Box<SdkConfig>),
}

/// The variable for the endpoint of all services.
pub(crate) const GENERAL: &str = "AWS_ENDPOINT_URL";

impl EndpointLookup {
    /// One for the service takes precedence over the general one; one set in code takes precedence
    /// over both.
    pub(crate) fn endpoint_url(&self, service_id: &str) -> Option<String> {
        match self {
            Self::Nowhere => None,
            Self::Environment(variables) => {
                let own = format!("{GENERAL}_{}", variable_suffix(service_id));
                variables.get(&own).or_else(|| variables.get(GENERAL)).cloned()
            }
            Self::Shared(sdk) => {
                let general = sdk.endpoint_url().map(str::to_owned);
                if sdk.get_origin("endpoint_url").is_client_config() {
                    return general;
                }
                let key = ServiceConfigKey::builder()
                    .service_id(service_id)
                    .env(GENERAL)
                    .profile("endpoint_url")
                    .build();
                let own = key.ok().and_then(|key| sdk.service_config()?.load_config(key));
                own.or(general)
            }
        }
    }
}

/// `IoT Jobs Data Plane` → `IOT_JOBS_DATA_PLANE`.
fn variable_suffix(service_id: &str) -> String {
    service_id.to_ascii_uppercase().replace(' ', "_")
}

impl fmt::Debug for EndpointLookup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Nowhere => "Nowhere",
            Self::Environment(_) => "Environment",
            Self::Shared(_) => "Shared",
        })
    }
}

#[cfg(test)]
mod tests {
    use aws_types::origin::Origin;
    use aws_types::service_config::LoadServiceConfig;

    use super::*;

    const ID: &str = "IoT Jobs Data Plane";

    #[test]
    fn in_the_environment_the_endpoint_of_the_service_wins_over_the_general_one() {
        let general = (GENERAL.to_owned(), "http://general".to_owned());
        let own = ("AWS_ENDPOINT_URL_IOT_JOBS_DATA_PLANE".to_owned(), "own.example".to_owned());
        let both = EndpointLookup::Environment(HashMap::from([general.clone(), own]));
        assert_eq!(both.endpoint_url(ID).as_deref(), Some("own.example"));
        let general = EndpointLookup::Environment(HashMap::from([general]));
        assert_eq!(general.endpoint_url(ID).as_deref(), Some("http://general"));
    }

    /// Has an endpoint for one service only.
    #[derive(Debug)]
    struct Profile;

    impl LoadServiceConfig for Profile {
        fn load_config(&self, key: ServiceConfigKey<'_>) -> Option<String> {
            assert_eq!((key.env(), key.profile()), (GENERAL, "endpoint_url"));
            (key.service_id() == ID).then(|| "own.example".to_owned())
        }
    }

    #[test]
    fn in_shared_settings_one_set_in_code_wins_over_both() {
        let lookup = |origin| {
            let mut sdk =
                SdkConfig::builder().endpoint_url("http://general").service_config(Profile);
            sdk.insert_origin("endpoint_url", origin);
            EndpointLookup::Shared(Box::new(sdk.build())).endpoint_url(ID)
        };
        let found = lookup(Origin::shared_environment_variable());
        assert_eq!(found.as_deref(), Some("own.example"));
        assert_eq!(lookup(Origin::shared_config()).as_deref(), Some("http://general"));
    }
}
