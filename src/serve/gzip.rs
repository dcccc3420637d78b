//! Compression, where the client accepts it.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

/// Compressing shorter files gains nothing.
const WORTH: usize = 512;

/// Compresses if the result is smaller. At the fastest level a page of 40 KB takes half a millisecond,
/// so a cache would not pay.
pub(super) fn gzip(bytes: &[u8]) -> Option<Vec<u8>> {
    if bytes.len() < WORTH {
        return None;
    }
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::fast());
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok().filter(|packed| packed.len() < bytes.len())
}

/// Whether an `Accept-Encoding` header accepts gzip (RFC 9110, section 12.5.3).
pub(super) fn accepts(header: &str) -> bool {
    let weight_of = |name: &str| {
        header.split(',').find_map(|part| {
            let mut words = part.split(';').map(str::trim);
            words.next().filter(|coding| coding.eq_ignore_ascii_case(name))?;
            let weight = words.find_map(|word| word.strip_prefix("q=")?.parse::<f32>().ok());
            Some(weight.unwrap_or(1.0))
        })
    };
    weight_of("gzip").or_else(|| weight_of("*")).is_some_and(|weight| weight > 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for() {
        for header in ["gzip", "deflate, gzip;q=1.0", "br, GZIP", "*", "gzip;q=0.1"] {
            assert!(accepts(header), "{header}");
        }
        for header in ["", "br", "gzip;q=0", "gzip; q=0.0, *", "*;q=0", "gzipped"] {
            assert!(!accepts(header), "{header}");
        }
    }

    #[test]
    fn only_what_gains() {
        assert!(gzip(&b"abc ".repeat(1000)).is_some_and(|packed| packed.len() < 200));
        assert_eq!(gzip(b"short"), None);
    }
}
