use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::sync::mpsc;
use std::{io, thread};

use http::Uri;
use http::uri::Scheme;

use super::limit::ConnectLimit;

/// The addresses of a host. The system has no time limit for that, so it takes a thread, unless the
/// host is an address.
pub(super) fn addresses(host: &Uri, limit: ConnectLimit) -> io::Result<Vec<SocketAddr>> {
    let name = host.host().unwrap_or_default().trim_matches(['[', ']']).to_owned();
    let default = if host.scheme() == Some(&Scheme::HTTPS) { 443 } else { 80 };
    let port = host.port_u16().unwrap_or(default);
    if let Ok(address) = name.parse::<IpAddr>() {
        return Ok(vec![SocketAddr::from((address, port))]);
    }
    let look = move || Ok((name.as_str(), port).to_socket_addrs()?.collect());
    let Some(left) = limit.left()? else { return look() };
    let (sender, receiver) = mpsc::channel();
    let work = move || {
        // Nobody waits for it any more if this fails.
        let _ = sender.send(look());
    };
    thread::Builder::new().name("host-lookup".to_owned()).spawn(work)?;
    receiver.recv_timeout(left).map_err(|_| io::Error::from(io::ErrorKind::TimedOut))?
}
