//! Identifies what a result is made from: the same fingerprint, the same result.

use std::fmt;
use std::hash::{Hash, Hasher};

use serde::{Deserialize, Serialize};

/// A hash of 128 bits. It is valid for one build of this program only, like the cache on disk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Fingerprint([u8; 16]);

impl Fingerprint {
    /// The fingerprint of everything that `ingredients` hash.
    pub fn of(ingredients: &(impl Hash + ?Sized)) -> Self {
        let mut bytes = Bytes(Vec::with_capacity(4096));
        ingredients.hash(&mut bytes);
        Self::new(&bytes.0)
    }

    /// The fingerprint of everything that `view` serializes.
    pub fn of_view(view: &impl Serialize) -> Self {
        // This fails only for what JSON cannot express, such as a map with lists as keys.
        Self::new(&serde_json::to_vec(view).unwrap_or_else(|error| error.to_string().into()))
    }

    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    fn new(bytes: &[u8]) -> Self {
        let mut half = [0; 16];
        half.copy_from_slice(&blake3::hash(bytes).as_bytes()[..16]);
        Self(half)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

/// Gathers what [`Hash`] feeds to a hasher: the pieces are too small for BLAKE3 to be fast.
struct Bytes(Vec<u8>);

impl Hasher for Bytes {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// Required by the trait, but not used.
    fn finish(&self) -> u64 {
        blake3::hash(&self.0).as_bytes().first_chunk().map_or(0, |first| u64::from_le_bytes(*first))
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
