//! A name for what something is made from: the same fingerprint, the same result.

use std::hash::{Hash, Hasher};

use serde::Serialize;

/// A hash of 128 bits. It means something within one process only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Fingerprint([u8; 16]);

impl Fingerprint {
    /// Of everything that `ingredients` hash.
    pub fn of(ingredients: &(impl Hash + ?Sized)) -> Self {
        let mut hasher = Blake3(blake3::Hasher::new());
        ingredients.hash(&mut hasher);
        Self::finish(&hasher.0)
    }

    /// Of everything that `view` shows when it is serialized.
    pub fn of_view(view: &impl Serialize) -> Self {
        let mut hasher = blake3::Hasher::new();
        // What cannot be written as JSON (a map with lists as keys) would be like nothing else.
        match serde_json::to_vec(view) {
            Ok(json) => hasher.update(&json),
            Err(error) => hasher.update(error.to_string().as_bytes()),
        };
        Self::finish(&hasher)
    }

    fn finish(hasher: &blake3::Hasher) -> Self {
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        Self(bytes)
    }
}

/// BLAKE3 for whatever derives [`Hash`].
struct Blake3(blake3::Hasher);

impl Hasher for Blake3 {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Eight bytes of the sixteen, as the trait wants them.
    fn finish(&self) -> u64 {
        let hash = self.0.finalize();
        hash.as_bytes().first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_has_another_fingerprint() {
        let prints = [
            Fingerprint::of(&("ab", "c")),
            Fingerprint::of(&("a", "bc")),
            Fingerprint::of(&["ab", "c"]),
            Fingerprint::of(&Some("abc")),
            Fingerprint::of(&("abc", 0_u8)),
        ];
        for (index, print) in prints.iter().enumerate() {
            assert!(!prints[index + 1..].contains(print), "{index}");
        }
        assert_eq!(Fingerprint::of("abc"), Fingerprint::of(&String::from("abc")));
        assert_ne!(Fingerprint::of_view(&[1, 2]), Fingerprint::of_view(&[12]));
    }
}
