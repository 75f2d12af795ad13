use std::net::{Ipv4Addr, Ipv6Addr};

use http::Uri;

use super::IotCredentialsError;

/// The URL of an endpoint that is given as a host or a URL.
///
/// # Errors
/// It is not a URL of a host alone, it is not `https` although the host is not this device, or it
/// is another endpoint of AWS IoT.
pub(super) fn endpoint_url(given: &str) -> Result<String, IotCredentialsError> {
    let given = given.trim();
    if given.contains('@') {
        // What is before it may be a password.
        return Err(IotCredentialsError::setting("the endpoint has a user name or password in it"));
    }
    let refused = |problem: &str| {
        IotCredentialsError::setting(format!(
            "the endpoint {given:?} {problem}: {DESCRIBE} and give what it answers"
        ))
    };
    let url = if given.contains("://") { given.to_owned() } else { format!("https://{given}") };
    let uri: Uri = url.parse().map_err(|_| refused("is not a host or a URL"))?;
    let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
        return Err(refused("is not a host or a URL"));
    };
    let port = authority.as_str().strip_prefix(authority.host()).unwrap_or_default();
    if authority.host().is_empty() || !(port.is_empty() || authority.port_u16().is_some()) {
        return Err(refused("is not a host, or a host and a port"));
    }
    if uri.path() != "/" || uri.query().is_some() {
        return Err(refused("has a path or a query"));
    }
    match scheme {
        "https" => {}
        "http" if is_loopback(authority.host()) => {}
        "http" => return Err(refused("is http, which would show the keys to the network")),
        _ => return Err(refused("is not https")),
    }
    match other_endpoint(&authority.host().to_ascii_lowercase()) {
        Some(other) => Err(refused(&format!("is {other}, which issues no credentials"))),
        None => Ok(format!("{scheme}://{authority}")),
    }
}

/// Which other endpoint of AWS IoT Core a host is.
fn other_endpoint(host: &str) -> Option<&'static str> {
    let is_of_aws = host.contains(".amazonaws.com") && host.contains(".iot.");
    if !is_of_aws || host.contains(".credentials.iot.") {
        None
    } else if host.contains("-ats.iot.") {
        Some("the data endpoint (type iot:Data-ATS)")
    } else if host.contains(".jobs.iot.") {
        Some("the endpoint of jobs (type iot:Jobs)")
    } else {
        Some("another endpoint of AWS IoT")
    }
}

fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || bare.parse::<Ipv4Addr>().is_ok_and(|ip| ip.is_loopback())
        || bare.parse::<Ipv6Addr>().is_ok_and(|ip| ip.is_loopback())
}

const DESCRIBE: &str = "call DescribeEndpoint with the endpoint type iot:CredentialProvider";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_and_a_url_mean_https() {
        let host = "c1a2.credentials.iot.eu-central-1.amazonaws.com";
        for given in [host.to_owned(), format!("https://{host}/"), format!(" {host}\n")] {
            assert_eq!(endpoint_url(&given).unwrap(), format!("https://{host}"), "{given}");
        }
        assert_eq!(endpoint_url("proxy.example:8443").unwrap(), "https://proxy.example:8443");
    }

    #[test]
    fn plain_http_is_for_this_device_alone() {
        for local in ["http://localhost:1", "http://127.0.0.1:80", "http://[::1]:80"] {
            assert_eq!(endpoint_url(local).unwrap(), local);
        }
        for remote in ["http://a.example", "http://localhost.example", "http://10.0.0.1"] {
            let error = endpoint_url(remote).unwrap_err().to_string();
            assert!(error.contains("is http"), "{error}");
        }
    }

    #[test]
    fn another_endpoint_of_the_service_is_refused_with_the_type_to_ask_for() {
        for (host, name) in [
            ("c1a2-ats.iot.eu-central-1.amazonaws.com", "data endpoint (type iot:Data-ATS)"),
            ("https://C1A2-ATS.IOT.cn-north-1.amazonaws.com.cn", "data endpoint"),
            ("c1a2.jobs.iot.eu-central-1.amazonaws.com", "(type iot:Jobs)"),
            ("c1a2.iot.eu-central-1.amazonaws.com", "another endpoint"),
        ] {
            let error = endpoint_url(host).unwrap_err().to_string();
            assert!(error.contains(name), "{error}");
            assert!(error.contains("endpoint type iot:CredentialProvider"), "{error}");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for given in
            ["", "https://", "ftp://a", "a b", "https://a/role-aliases/x", "a?x", ":1", "a:b"]
        {
            assert!(endpoint_url(given).is_err(), "{given}");
        }
        let error = endpoint_url("https://user:hunter2@host").unwrap_err();
        assert!(!format!("{error} {error:?}").contains("hunter2"), "{error}");
    }
}
