use std::sync::Arc;

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// Passes bytes on to the server, until it cuts all connections.
pub(crate) struct Proxy {
    pub(crate) port: u16,
    cut: watch::Sender<()>,
    accepts: Arc<watch::Sender<bool>>,
}

impl Proxy {
    pub(crate) async fn start(target: u16) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let (cut, cuts) = watch::channel(());
        let accepts = Arc::new(watch::Sender::new(true));
        let accepting = Arc::clone(&accepts);
        tokio::spawn(async move {
            loop {
                let (mut client, _) = listener.accept().await.expect("a connection");
                if !*accepting.borrow() {
                    continue;
                }
                let mut cut = cuts.clone();
                cut.mark_unchanged();
                tokio::spawn(async move {
                    let mut server =
                        TcpStream::connect(("127.0.0.1", target)).await.expect("the server");
                    tokio::select! {
                        _ = tokio::io::copy_bidirectional(&mut client, &mut server) => {}
                        _ = cut.changed() => {}
                    }
                });
            }
        });
        Self { port, cut, accepts }
    }

    /// Closes all connections. New ones are accepted.
    pub(crate) fn cut(&self) {
        self.cut.send_replace(());
    }

    /// Closes all connections, and new ones too.
    pub(crate) fn stop(&self) {
        self.accepts.send_replace(false);
        self.cut();
    }

    pub(crate) fn resume(&self) {
        self.accepts.send_replace(true);
    }
}
