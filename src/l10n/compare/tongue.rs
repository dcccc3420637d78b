//! The language of a translation, as far as it must be known: which words of code were translated.

use std::collections::HashSet;

use super::text::ComparedText;
use super::unit::Unit;
use super::word::{self, Word, WordKind};
use crate::diagnostic::Span;

/// What tells the language of a translation from code and from the source's language.
pub(super) struct Tongue {
    /// The words of its prose that the source does not have anywhere.
    own: HashSet<u64>,
    /// Whether it is written in Latin letters, as code is; in any other language, letters tell.
    is_latin: bool,
}

impl Tongue {
    pub(super) fn of(source: &[Unit], translation: ComparedText<'_>) -> Self {
        let known: HashSet<u64> =
            source.iter().flat_map(|unit| &unit.words).map(|word| word.folded).collect();
        let is_prose = |word: &&Word| matches!(word.kind, WordKind::Prose | WordKind::Ideograph);
        let words = translation.words().into_iter().filter(is_prose);
        let own = words.filter(|word| !known.contains(&word.folded));
        let (mut latin, mut words) = (0, HashSet::new());
        for word in own {
            if words.insert(word.folded) && translation.written(word).is_ascii() {
                latin += 1;
            }
        }
        Self { is_latin: latin * 2 > words.len(), own: words }
    }

    /// Whether a text of code has words of this language.
    pub(super) fn speaks(&self, code: &str) -> bool {
        has_foreign_letters(code) || words_of(code).any(|(_, word)| self.is_own(&word))
    }

    /// Whether a word, or code in a text, is one of this language.
    pub(super) fn is_word(&self, written: &str) -> bool {
        has_foreign_letters(written)
            || is_plain(written) && words_of(written).all(|(_, word)| self.is_own(&word))
    }

    /// Whether what a translated text keeps in the source's letters stands in the source, too, and no flag of
    /// the source is lost.
    pub(super) fn keeps(&self, own: &str, source: &str) -> bool {
        let lost = flags(source).filter(|flag| !flags(own).any(|other| other == *flag)).count();
        lost <= translated_flags(own) && self.names_from(own, source)
    }

    /// Whether what a translated text keeps in the source's letters stands in the source, too.
    pub(super) fn names_from(&self, own: &str, source: &str) -> bool {
        /// Codes of languages and the like.
        const SHORT: usize = 2;
        let known: HashSet<String> = tokens(source).collect();
        let all: String = tokens(source).collect();
        let is_known = |token: &str| match token.contains(|c: char| c.is_ascii_digit()) {
            true => known.contains(token),
            false => token.len() <= SHORT || all.contains(token),
        };
        let is_kept = |(written, word): (&str, Word)| {
            tokens(written).all(|token| is_known(&token))
                || self.is_own(&word)
                || self.is_latin && is_plain(written) && is_said(own, word.span)
        };
        words_of(own).all(is_kept)
    }

    fn is_own(&self, word: &Word) -> bool {
        const SHORTEST: usize = 3;
        self.is_latin && word.span.range().len() >= SHORTEST && self.own.contains(&word.folded)
    }
}

/// The words of a text, as written and as they are compared. In code, marks join words that are none.
fn words_of(text: &str) -> impl Iterator<Item = (&str, Word)> {
    let mut start = 0;
    let pieces = text.split_inclusive(|c: char| !c.is_alphanumeric()).map(move |piece| {
        let (at, written) = (start, piece.trim_end_matches(|c: char| !c.is_alphanumeric()));
        start += piece.len();
        let place = |from, to| Span::new(at + from..at + to);
        let mut words = Vec::with_capacity(1);
        word::split(written, WordKind::Prose, &place, &mut words);
        words
    });
    let words = pieces.flatten().filter(|word| word.kind != WordKind::Mark);
    words.map(|word| (text.get(word.span.range()).unwrap_or_default(), word))
}

/// Letters that do not occur in code.
fn has_foreign_letters(text: &str) -> bool {
    text.contains(|c: char| c.is_alphabetic() && !c.is_ascii())
}

/// Whether a text is a word, or several, and no name: `buscar`, not `kubeProxy` or `v1`.
fn is_plain(text: &str) -> bool {
    let rest = text.chars().skip(1);
    rest.clone().all(|c| c.is_lowercase() || matches!(c, ' ' | '-'))
        && text.starts_with(char::is_alphabetic)
}

/// Whether a place is within quotation marks or a placeholder: what a program says, or what readers replace.
fn is_said(text: &str, place: Span) -> bool {
    let line_start = text[..place.range().start].rfind('\n').map_or(0, |at| at + 1);
    let before = &text[line_start..place.range().start];
    let is_open = |mark: char| before.matches(mark).count() % 2 == 1;
    let in_placeholder = before.rfind('<') > before.rfind('>');
    is_open('"') || is_open('\'') || in_placeholder
}

/// The runs of letters and digits in a text, in small letters: a placeholder has other marks between them in
/// each language.
fn tokens(text: &str) -> impl Iterator<Item = String> {
    let tokens = text.split(|c: char| !c.is_ascii_alphanumeric());
    tokens.filter(|token| !token.is_empty()).map(str::to_ascii_lowercase)
}

/// `--<options>` stands for flags.
fn translated_flags(code: &str) -> usize {
    let tokens = code.split_whitespace();
    tokens.filter(|token| token.starts_with('-') && has_foreign_letters(token)).count()
}

/// `--all`, `-n`.
fn flags(code: &str) -> impl Iterator<Item = &str> {
    let tokens = code.split_whitespace().map(|token| token.split('=').next().unwrap_or(token));
    tokens.filter(|token| {
        let name = token.trim_start_matches('-');
        name.len() < token.len() && name.starts_with(|c: char| c.is_ascii_alphabetic())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::l10n::compare::unit::{Regard, UnitKind};

    fn unit(text: &str) -> Unit {
        let mut words = Vec::new();
        let place = |start, end| Span::new(start..end);
        word::split(text, WordKind::Prose, &place, &mut words);
        Unit::new(UnitKind::Paragraph, Regard::Plain, Span::new(0..text.len()), words)
    }

    fn tongue(source: &str, translation: &str) -> Tongue {
        let units = [unit(translation)];
        Tongue::of(&[unit(source)], ComparedText { units: &units, file: translation })
    }

    #[test]
    fn a_language_of_latin_letters_is_told_by_its_words() {
        let spanish = tongue("The pod says hello to the nodes", "El pod dice hola a los nodos");
        assert!(spanish.speaks("echo hola"));
        assert!(!spanish.speaks("kubectl get pod"));
        assert!(spanish.keeps("echo \"hola mundo\"", "echo \"hello world\""));
        assert!(!spanish.keeps("kubectl create -f hola", "kubectl apply -f hello"));
        assert!(!spanish.keeps("run hola", "run --all hello"), "a flag is lost");
        assert!(spanish.is_word("hola") && !spanish.is_word("pod") && !spanish.is_word("v1"));
    }

    #[test]
    fn any_other_language_is_told_by_its_letters() {
        let korean = tongue("The search path", "검색 경로");
        assert!(korean.speaks("echo '검색'"));
        assert!(korean.is_word("검색") && !korean.is_word("search"));
        assert!(korean.keeps("kubectl apply -f <파일>", "kubectl apply -f <file>"));
        assert!(korean.keeps("approve <CSR-이름>", "approve <csr-name>"));
        assert!(korean.keeps("run --<옵션>", "run --other-options"));
        assert!(!korean.keeps("run <파일>", "run --all <file>"));
        assert!(!korean.keeps("kubectl create -f <파일>", "kubectl apply -f <file>"));
    }
}
