//! The key of a cached result: a hash of everything it is made from.

use super::Kind;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Key(pub [u8; Key::LENGTH]);

impl Key {
    pub(super) const LENGTH: usize = blake3::OUT_LEN;

    /// Each part is hashed with its length, so that `ab, c` and `a, bc` differ.
    pub(super) fn new(kind: Kind, parts: &[&[u8]]) -> Self {
        let mut hasher = blake3::Hasher::new();
        for part in std::iter::once(&kind.name().as_bytes()).chain(parts) {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        Self(*hasher.finalize().as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_and_the_ends_of_parts_matter() {
        let keys = [
            Key::new(Kind::Code, &[b"ab", b"c"]),
            Key::new(Kind::Code, &[b"a", b"bc"]),
            Key::new(Kind::Code, &[b"abc"]),
            Key::new(Kind::Code, &[b"abc", b""]),
            Key::new(Kind::Diagram, &[b"abc"]),
        ];
        for (index, key) in keys.iter().enumerate() {
            assert!(!keys[index + 1..].contains(key));
        }
    }
}
