//! The order of a dictionary: letters before their case and accents.
//!
//! Source: the root collation of Unicode, <https://www.unicode.org/reports/tr10/>, as far as `sort` shows it: kinds of
//! characters, then letters, then accents, then case, small first.

use std::cmp::Ordering;

/// The order of two texts.
pub(super) fn in_dictionary(left: &str, right: &str) -> Ordering {
    let primary = letters(left).cmp(letters(right));
    primary
        .then_with(|| accents(left).cmp(accents(right)))
        .then_with(|| cases(left).cmp(cases(right)))
        .then_with(|| left.cmp(right))
}

/// A character without its case and accents, behind all characters of a lower kind.
fn letters(text: &str) -> impl Iterator<Item = (u8, char)> {
    text.chars()
        .flat_map(|c| base(c).0.chars().collect::<Vec<_>>())
        .filter(|c| !is_mark(*c))
        .map(|c| (kind(c), c))
}

fn accents(text: &str) -> impl Iterator<Item = u32> {
    text.chars().map(|c| if is_mark(c) { c.into() } else { base(c).1 })
}

fn cases(text: &str) -> impl Iterator<Item = bool> {
    text.chars().map(char::is_uppercase)
}

/// The signs of ASCII in their order.
const SIGNS: &str = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$";

/// Blanks, signs, digits, letters.
fn kind(c: char) -> u8 {
    match c {
        c if c.is_whitespace() => 0,
        c if c.is_numeric() => 101,
        c if c.is_alphabetic() => 102,
        c => SIGNS.find(c).map_or(100, |place| u8::try_from(place).unwrap_or(99) + 1),
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Small letters and what they are without an accent; the number of the accent.
const BASES: &[(&str, &str)] = &[
    ("a", "áàăâåäãąā"),
    ("ae", "æ"),
    ("c", "ćĉčċç"),
    ("d", "ďđ"),
    ("e", "éèĕêěëėęē"),
    ("g", "ğĝġģ"),
    ("h", "ĥħ"),
    ("i", "íìĭîïĩįī"),
    ("j", "ĵ"),
    ("k", "ķ"),
    ("l", "ĺľļł"),
    ("n", "ńňñņ"),
    ("o", "óòŏôöőõøō"),
    ("oe", "œ"),
    ("r", "ŕřŗ"),
    ("s", "śŝšş"),
    ("ss", "ß"),
    ("t", "ťţ"),
    ("u", "úùŭûůüűũųū"),
    ("w", "ŵ"),
    ("y", "ýŷÿ"),
    ("z", "źžż"),
];

fn base(c: char) -> (String, u32) {
    let small: String = c.to_lowercase().collect();
    for (letters, accented) in BASES {
        if let Some(place) = accented.find(&small) {
            return ((*letters).to_owned(), u32::try_from(place).unwrap_or_default() + 1);
        }
    }
    (small, 0)
}

#[cfg(test)]
mod tests {
    use super::in_dictionary;

    #[test]
    fn letters_count_before_accents_and_accents_before_case() {
        let mut words = ["b", "A", "Éa", "a", "é", "eb", "_a", "-b", "1", "B", "e", "ß", "st", "Z"];
        words.sort_by(|left, right| in_dictionary(left, right));
        assert_eq!(
            words,
            ["_a", "-b", "1", "a", "A", "b", "B", "e", "é", "Éa", "eb", "ß", "st", "Z"]
        );
    }
}
