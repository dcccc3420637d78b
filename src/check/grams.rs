//! Tells at a glance that a text does not hold a word.
//!
//! Most addresses that are looked for in a page stand in its frame and not in its text, and each of them would be
//! looked for from the beginning to the end.

/// Which pieces of four bytes a text has, by a hash of each.
pub(super) struct Grams {
    bits: Vec<u64>,
}

/// Bytes of a piece.
const SIZE: usize = 4;

/// Bits for each byte of a text: one piece in eight is taken for another that the text does not have.
const BITS: usize = 8;

/// Words of 64 bits at most. In a longer text more is looked for than need be.
const MOST: usize = 1 << 16;

impl Grams {
    pub(super) fn of(text: &str) -> Self {
        let words = (text.len() * BITS / 64).next_power_of_two().min(MOST);
        let mut bits = vec![0; words];
        for piece in text.as_bytes().windows(SIZE) {
            let (word, bit) = place(piece, words);
            bits[word] |= bit;
        }
        Self { bits }
    }

    /// Whether the text may hold the word; `false` is certain.
    pub(super) fn may_hold(&self, word: &str) -> bool {
        word.as_bytes().windows(SIZE).all(|piece| {
            let (word, bit) = place(piece, self.bits.len());
            self.bits[word] & bit != 0
        })
    }
}

/// The word and the bit in it that stand for a piece.
fn place(piece: &[u8], words: usize) -> (usize, u64) {
    let number = piece.iter().fold(0_u32, |number, byte| number << 8 | u32::from(*byte));
    // The upper bits of a product with an odd number depend on all bits.
    let hash = number.wrapping_mul(0x9E37_79B1) >> 10;
    (hash as usize / 64 % words, 1 << (hash % 64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_a_text_holds_is_never_denied(before in ".{0,40}", word in ".{0,9}", after in ".{0,40}") {
            let text = format!("{before}{word}{after}");
            prop_assert!(Grams::of(&text).may_hold(&word));
        }
    }

    #[test]
    fn most_of_what_a_text_does_not_hold_is_denied() {
        let text = "[a](/docs/concepts/) and [b](/docs/tasks/#run)\n".repeat(50);
        let grams = Grams::of(&text);
        let others = (0..1000).map(|number| format!("/blog/{number}/"));
        assert!(others.filter(|other| grams.may_hold(other)).count() < 50);
    }
}
