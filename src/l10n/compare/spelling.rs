//! Words that are spelled otherwise: which of two are one word, written by two people.

/// Of shorter words, each letter counts.
const SHORTEST: usize = 4;

/// In bytes.
const LONGEST: usize = 40;

/// `recieve` and `receive`, `node` and `nodes`; not `can` and `can't`.
pub(super) fn is_respelled(before: &str, after: &str) -> bool {
    let shortest = before.chars().count().min(after.chars().count());
    if before == after || singular(before) == singular(after) || is_shortened(before, after) {
        return true;
    }
    let starts = |prefix: &str| {
        before.strip_prefix(prefix) == Some(after) || after.strip_prefix(prefix) == Some(before)
    };
    shortest >= SHORTEST
        && before.len().max(after.len()) <= LONGEST
        && are_words(before, after)
        && !["un", "in", "im", "re", "de"].into_iter().any(starts)
        && is_slip(before, after, shortest)
}

/// Whether one of two words is the other with a slip of the pen inside: a letter too many, too few, or two in the wrong
/// order; in a long word, also a wrong letter. Stricter than [`is_respelled`]: the outer letters make other words
/// (`include` and `exclude`, `mode` and `model`).
pub(super) fn is_typo(before: &str, after: &str) -> bool {
    let shortest = before.chars().count().min(after.chars().count());
    let ends = |word: &str| (word.chars().next(), word.chars().next_back());
    shortest >= SHORTEST
        && before.len().max(after.len()) <= LONGEST
        && are_words(before, after)
        && (ends(before) == ends(after) || sorted(before) == sorted(after))
        && strsim::damerau_levenshtein(before, after) == 1
        && is_slip(before, after, shortest)
}

/// Whether one of two words is the other in the plural, or with the ending of a verb: `node` and `nodes`.
pub(super) fn is_plural(before: &str, after: &str) -> bool {
    let stem = |word: &str| {
        let word = singular(word);
        let without = word.strip_suffix('s').filter(|stem| stem.len() > 1 && !stem.ends_with('s'));
        without.unwrap_or(&word).to_owned()
    };
    stem(before) == stem(after)
}

/// Whether both are words of letters, and both say no, or neither does.
fn are_words(before: &str, after: &str) -> bool {
    let is_negation = |word: &str| word.ends_with("n't") || word.ends_with("n’t");
    let is_letters =
        |word: &str| word.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '-'));
    is_letters(before) && is_letters(after) && is_negation(before) == is_negation(after)
}

/// Words that people write in full or not.
const SHORTENED: &[(&str, &str)] = &[
    ("admin", "administrator"),
    ("app", "application"),
    ("args", "arguments"),
    ("config", "configuration"),
    ("doc", "document"),
    ("docs", "documentation"),
    ("info", "information"),
    ("repo", "repository"),
    ("spec", "specification"),
    ("vs", "versus"),
];

/// Whether one word is the other, shortened; in the plural, too.
fn is_shortened(before: &str, after: &str) -> bool {
    let singular = |word: &str| singular(word).trim_end_matches(['s', '.']).to_owned();
    let (before, after) = (singular(before), singular(after));
    SHORTENED.iter().any(|(short, long)| {
        let (short, long) = (singular(short), singular(long));
        (before == short && after == long) || (before == long && after == short)
    })
}

/// A word without the ending of a plural, or of a verb: `rely` for `relies`, `policy` for `policies`.
fn singular(word: &str) -> String {
    match word.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        Some(stem) => format!("{stem}y"),
        None => word.to_owned(),
    }
}

/// A letter too many, too few, or two in the wrong order. In a long word, also a wrong letter that is not the first:
/// `pull` and `poll`, and `increase` and `decrease`, are two words.
fn is_slip(before: &str, after: &str, shortest: usize) -> bool {
    let distance = strsim::damerau_levenshtein(before, after);
    match shortest {
        0..=6 => {
            let is_other_length = before.chars().count() != after.chars().count();
            distance == 1 && (is_other_length || sorted(before) == sorted(after))
        }
        _ => distance <= 2 && before.chars().next() == after.chars().next(),
    }
}

fn sorted(word: &str) -> Vec<char> {
    let mut chars: Vec<char> = word.chars().collect();
    chars.sort_unstable();
    chars
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typo_is_a_slip_inside_a_word() {
        let typos = [
            ("recieve", "receive"),
            ("enviroment", "environment"),
            ("occured", "occurred"),
            ("wiht", "with"),
            ("containter", "container"),
            ("definately", "definitely"),
        ];
        for (before, after) in typos {
            assert!(is_typo(before, after) && is_typo(after, before), "{before} {after}");
        }
        let others = [
            ("include", "exclude"),
            ("minimum", "maximum"),
            ("internal", "external"),
            ("increase", "decrease"),
            ("encrypt", "decrypt"),
            ("mode", "model"),
            ("poll", "pull"),
            ("never", "ever"),
            ("able", "unable"),
            ("could", "couldn't"),
            ("then", "than"),
            ("node1", "node2"),
        ];
        for (before, after) in others {
            assert!(!is_typo(before, after) && !is_typo(after, before), "{before} {after}");
        }
    }

    #[test]
    fn a_plural_has_another_ending_and_no_other_letters() {
        assert!(is_plural("node", "nodes") && is_plural("policies", "policy"));
        assert!(!is_plural("node", "note") && !is_plural("pas", "pass"));
    }
}
