use rustls::pki_types::ServerName;

use super::NoTls;

/// The name that the server must prove, instead of the host of the endpoint.
pub(in crate::client) fn server_name(name: &str) -> Result<ServerName<'static>, NoTls> {
    ServerName::try_from(name.to_owned()).map_err(|error| {
        NoTls::new(
            format!(
                "`tls_server_name` is {name:?}, which is neither a host name nor an IP address"
            ),
            error,
        )
    })
}
