//! Which requests the server answers: those that address it by one of its names.
//!
//! Another site can let its host name resolve to this machine (DNS rebinding) and could then read
//! this site as its own. Such a request names a foreign host. Addresses cannot be rebound, so a server
//! that listens on all interfaces accepts every address as its name.

use std::net::IpAddr;

use axum::http::Uri;
use axum::http::header::{HOST, HeaderMap};

/// The names of the server.
#[derive(Clone, Debug)]
pub struct Guard {
    bound: IpAddr,
    names: Vec<String>,
}

impl Guard {
    /// A server bound to `bound`, with further `names`. A name that begins with a dot stands for all
    /// its subdomains.
    pub fn new(bound: IpAddr, names: impl IntoIterator<Item = String>) -> Self {
        Self { bound, names: names.into_iter().map(|name| name.to_lowercase()).collect() }
    }

    /// Whether every name in the request is ours. A request without a name is refused.
    pub fn admits(&self, uri: &Uri, headers: &HeaderMap) -> bool {
        let mut hosts = headers.get_all(HOST).iter().peekable();
        let is_named = hosts.peek().is_some();
        let in_uri = uri.authority().is_none_or(|host| self.knows(host.as_str()));
        is_named && in_uri && hosts.all(|host| host.to_str().is_ok_and(|host| self.knows(host)))
    }

    fn knows(&self, host: &str) -> bool {
        let Some(name) = without_port(host) else { return false };
        let name = name.strip_suffix('.').unwrap_or(name).to_lowercase();
        let bare = name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(&name);
        if let Ok(address) = bare.parse::<IpAddr>() {
            return address.is_loopback() || self.bound.is_unspecified() || address == self.bound;
        }
        let is_allowed = |allowed: &String| match allowed.strip_prefix('.') {
            Some(parent) => name.strip_suffix(parent).is_some_and(|rest| rest.ends_with('.')),
            None => *allowed == name,
        };
        name == "localhost" || name.ends_with(".localhost") || self.names.iter().any(is_allowed)
    }
}

/// The host of `host:port`; `None` for any other form.
fn without_port(host: &str) -> Option<&str> {
    let end = host.rfind(']').map_or(0, |bracket| bracket + 1);
    match host[end..].find(':') {
        None => Some(host),
        Some(colon) => {
            let port = &host[end + colon + 1..];
            port.bytes().all(|byte| byte.is_ascii_digit()).then(|| &host[..end + colon])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admits(guard: &Guard, host: &str) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(HOST, host.parse().expect("a header"));
        guard.admits(&"/".parse().expect("a URI"), &headers)
    }

    #[test]
    fn loopback_and_what_is_allowed() {
        let names = ["box.example".to_owned(), ".dev.example".to_owned()];
        let guard = Guard::new("127.0.0.1".parse().expect("an address"), names);
        for host in [
            "127.0.0.1:1313",
            "127.0.0.1",
            "127.8.8.8",
            "localhost:80",
            "LOCALHOST",
            "localhost.",
            "[::1]:1313",
            "site.localhost",
            "box.example:1",
            "a.dev.example",
        ] {
            assert!(admits(&guard, host), "{host}");
        }
        for host in [
            "evil.example",
            "evil.example:1313",
            "127.0.0.1.evil.example",
            "localhost.evil.example",
            "10.0.0.1",
            "[::2]",
            "localhost:1313@evil.example",
            "evil.example#localhost",
            "",
            "dev.example",
            "xdev.example",
            "::1",
            "notlocalhost",
            "0.0.0.0",
        ] {
            assert!(!admits(&guard, host), "{host}");
        }
    }

    #[test]
    fn a_server_on_every_address_has_every_address_for_its_name() {
        let guard = Guard::new("0.0.0.0".parse().expect("an address"), []);
        assert!(admits(&guard, "192.168.1.7:1313") && admits(&guard, "[fe80::1]:1313"));
        assert!(!admits(&guard, "evil.example"));
    }

    #[test]
    fn every_name_counts() {
        let guard = Guard::new("127.0.0.1".parse().expect("an address"), []);
        let local: Uri = "/".parse().expect("a URI");
        let foreign: Uri = "http://evil.example/".parse().expect("a URI");
        let mut headers = HeaderMap::new();
        assert!(!guard.admits(&local, &headers), "no name at all");
        headers.append(HOST, "localhost".parse().expect("a header"));
        assert!(!guard.admits(&foreign, &headers));
        headers.append(HOST, "evil.example".parse().expect("a header"));
        assert!(!guard.admits(&local, &headers), "one of two");
    }
}
