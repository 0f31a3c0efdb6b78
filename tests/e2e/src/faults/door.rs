//! A port that stays ours while nobody listens.

use std::{
    future::Future,
    net::{Ipv4Addr, SocketAddr},
};

use tokio::{
    net::{TcpSocket, TcpStream},
    task::JoinHandle,
};

/// A port, and whoever listens at it.
#[derive(Debug)]
pub(super) struct Door {
    address: SocketAddr,
    /// Keeps the port while nobody listens.
    _place: TcpSocket,
    listener: Option<JoinHandle<()>>,
}

impl Door {
    /// Takes a port that is free.
    pub(super) fn new() -> Self {
        let place = socket(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)));
        let address = place.local_addr().expect("a bound socket has an address");
        Self { address, _place: place, listener: None }
    }

    /// Hands every connection to `converse`, unless somebody listens already.
    pub(super) fn open<F>(&mut self, converse: impl Fn(TcpStream) -> F + Send + 'static)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        if self.listener.is_some() {
            return;
        }
        let listener = socket(self.address).listen(64).expect("the port is kept for this");
        self.listener = Some(tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                // It ends with the client, with what hangs cut off, or with the runtime.
                tokio::spawn(converse(stream));
            }
        }));
    }

    /// Scheme, host and port.
    pub(super) fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Nobody listens any more.
    pub(super) fn close(&mut self) {
        if let Some(listener) = self.listener.take() {
            listener.abort();
        }
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        self.close();
    }
}

/// A socket that others may share the port with, as long as only one of them listens.
fn socket(address: SocketAddr) -> TcpSocket {
    let socket = TcpSocket::new_v4().expect("there are sockets");
    socket.set_reuseaddr(true).expect("a socket can be set so");
    socket.bind(address).expect("the port is free");
    socket
}
