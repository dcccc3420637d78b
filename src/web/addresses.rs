//! Addresses that only mean something within one machine or one network. A page that a stranger wrote must not make
//! this program ask what stands behind a firewall.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

/// Whether an address is one of this machine or of a network of its own, or is nobody's.
pub(super) fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_private_v4(address),
        IpAddr::V6(address) => is_private_v6(address),
    }
}

/// Whether the name of a host alone tells that it is no public one.
pub fn is_private_host(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => is_private_v4(address),
        Some(Host::Ipv6(address)) => is_private_v6(address),
        Some(Host::Domain(name)) => is_private_name(name),
        None => true,
    }
}

/// Names that no public server answers for: <https://www.rfc-editor.org/rfc/rfc6761>, and those of small networks.
fn is_private_name(name: &str) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let last = name.rsplit('.').next().unwrap_or_default();
    !name.contains('.')
        || matches!(last, "localhost" | "local" | "internal" | "test" | "example" | "invalid")
}

/// <https://www.iana.org/assignments/iana-ipv4-special-registry>
fn is_private_v4(address: Ipv4Addr) -> bool {
    let [first, second, third, _] = address.octets();
    let is_shared = first == 100 && (64..128).contains(&second);
    let is_of_protocols = (first, second, third) == (192, 0, 0);
    let is_for_benchmarks = first == 198 && matches!(second, 18 | 19);
    address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || address.is_multicast()
        || first == 0
        || first >= 240
        || is_shared
        || is_of_protocols
        || is_for_benchmarks
}

/// <https://www.iana.org/assignments/iana-ipv6-special-registry>
fn is_private_v6(address: Ipv6Addr) -> bool {
    let parts = address.segments();
    let embedded = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_private_v4(Ipv4Addr::new(a, b, c, d))
    };
    match parts {
        // Unspecified, this machine, and IPv4 in its old and its new form.
        [0, 0, 0, 0, 0, 0 | 0xffff, high, low] => embedded(high, low),
        // IPv4 behind a translator, and 6to4.
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => embedded(high, low),
        [0x64, 0xff9b, ..] | [0x2001, 0 | 0xdb8, ..] => true,
        [first, ..] => matches!(first >> 9, 0x7e | 0x7f) || first == 0x100,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_internet_are_public() {
        for private in [
            "127.0.0.1",
            "10.1.2.3",
            "192.168.0.1",
            "172.16.0.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "255.255.255.255",
            "224.0.0.1",
            "192.0.0.8",
            "198.18.0.1",
            "::",
            "::1",
            "fe80::1",
            "fd00::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::7f00:1",
            "64:ff9b::10.0.0.1",
            "2002:a00:1::",
            "2001:db8::1",
            "fec0::1",
            "2001::1",
        ] {
            assert!(is_private(private.parse().expect("an address")), "{private}");
        }
        for public in [
            "8.8.8.8",
            "100.128.0.1",
            "172.32.0.1",
            "2606:4700::1111",
            "::ffff:8.8.8.8",
            "64:ff9b::8.8.8.8",
        ] {
            assert!(!is_private(public.parse().expect("an address")), "{public}");
        }
    }

    #[test]
    fn names_tell_of_small_networks() {
        let is_private = |url: &str| is_private_host(&Url::parse(url).expect("a URL"));
        for private in [
            "http://localhost/",
            "http://printer/",
            "http://a.local./",
            "http://0x7f.1/",
            "http://[::1]/",
            "http://a.TEST/",
        ] {
            assert!(is_private(private), "{private}");
        }
        assert!(!is_private("https://kubernetes.io/") && !is_private("https://1.1.1.1/"));
    }
}
