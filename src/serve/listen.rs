//! Binds the port that the server listens on.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, ToSocketAddrs};

/// How many ports after the requested one are tried.
const TRIED: u16 = 64;

/// A bound port and its address.
#[derive(Debug)]
pub struct Listening {
    pub listener: TcpListener,
    pub address: SocketAddr,
    /// `http://127.0.0.1:1313`: an address to open, even if all interfaces are bound.
    pub origin: String,
}

/// Binds `port` of `host`, or the next one that is free; 0 asks for any.
///
/// # Errors
/// When the host is not an address of this machine, or no port is free.
pub fn listen(host: &str, port: u16) -> io::Result<Listening> {
    let last = if port == 0 { 0 } else { port.saturating_add(TRIED) };
    let mut refusal = io::Error::from(io::ErrorKind::AddrInUse);
    for port in port..=last {
        match bind(host, port) {
            Ok(listener) => {
                let address = listener.local_addr()?;
                return Ok(Listening { listener, address, origin: origin(host, address) });
            }
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => refusal = error,
            Err(error) => return Err(error),
        }
    }
    Err(refusal)
}

fn bind(host: &str, port: u16) -> io::Result<TcpListener> {
    let bare = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(host);
    let addresses: Vec<SocketAddr> = (bare, port).to_socket_addrs()?.collect();
    // `localhost` is often two addresses; people and scripts usually expect IPv4.
    let first = addresses.iter().find(|address| address.is_ipv4()).or(addresses.first());
    TcpListener::bind(first.ok_or(io::ErrorKind::NotFound)?)
}

fn origin(host: &str, address: SocketAddr) -> String {
    let shown = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    let is_name = host.parse::<IpAddr>().is_err() && !host.starts_with('[');
    let name = if is_name { host.to_owned() } else { url_host(shown) };
    format!("http://{name}:{}", address.port())
}

fn url_host(ip: IpAddr) -> String {
    match ip {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => format!("[{ip}]"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_port_when_one_is_taken() {
        let first = listen("127.0.0.1", 0).expect("a port");
        let port = first.address.port();
        let second = listen("127.0.0.1", port).expect("another");
        assert!(second.address.port() > port);
        assert_eq!(second.origin, format!("http://127.0.0.1:{}", second.address.port()));
    }

    #[test]
    fn every_address_is_shown_as_one_that_can_be_opened() {
        assert!(listen("0.0.0.0", 0).expect("a port").origin.starts_with("http://127.0.0.1:"));
        assert!(listen("localhost", 0).expect("a port").origin.starts_with("http://localhost:"));
        assert!(listen("no.such.host.invalid", 0).is_err());
    }
}
