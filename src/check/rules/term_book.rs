//! What a team wrote down of its terms: `data/terms/LANGUAGE.toml`.

use std::collections::BTreeMap;

use camino::Utf8PathBuf;
use regex::{Regex, RegexBuilder};

use crate::config::Settings;
use crate::diagnostic::{Code, Diagnostic, Place, Span};
use crate::structured::{Reader, Table, UnknownKeys, Value};

/// The most words of one language that are looked for.
const MAX_WORDS: usize = 20_000;

/// The terms of each language, by its code in lower case.
#[derive(Debug, Default)]
pub(in crate::check) struct TermBook {
    languages: BTreeMap<String, Terms>,
}

/// The terms of a language.
#[derive(Debug)]
pub(super) struct Terms {
    terms: Vec<Term>,
    /// Finds the words to avoid, the longest first, whatever their case.
    finder: Regex,
    /// A word in lower case -> the terms that avoid it.
    by_word: BTreeMap<String, Vec<usize>>,
}

/// What a language says for something.
#[derive(Clone, Debug, Default)]
pub(super) struct Term {
    /// What to say; nothing where the words are to be avoided only.
    pub wanted: Option<String>,
    pub unwanted: Vec<String>,
    /// Longer words in which an unwanted one is right.
    pub exceptions: Vec<String>,
    /// The word of the source that it stands for: on pages whose source lacks it, the term counts for nothing.
    pub source: Option<String>,
    /// Whether case counts.
    pub is_cased: bool,
}

impl TermBook {
    /// Reads the terms of all languages from a site's data.
    pub(in crate::check) fn read(
        settings: &Settings,
        data: &Table,
        found: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut book = Self::default();
        let Some(Value::Table(terms)) = data.get("terms").map(|terms| &terms.value) else {
            return book;
        };
        for (code, of_language) in &terms.entries {
            let file = Utf8PathBuf::from(format!("data/terms/{}.toml", code.value));
            if settings.language_by_code(&code.value).is_none() {
                let message = format!("no language of the site has the code `{}`", code.value);
                found.push(Diagnostic::new(Code::TermFile, message).at(Place::file(&file)));
            }
            let Value::Table(table) = &of_language.value else { continue };
            let mut reader = Reader::new(table, &file, found);
            let terms = read_terms(&mut reader);
            reader.finish(UnknownKeys::Report);
            match Terms::new(terms) {
                Some(terms) => {
                    book.languages.insert(code.value.to_lowercase(), terms);
                }
                None => {
                    let message = "the file has too many words to look for";
                    found.push(Diagnostic::new(Code::TermFile, message).at(Place::file(&file)));
                }
            }
        }
        book
    }

    /// The terms of a language.
    pub(super) fn of(&self, language: &str) -> Option<&Terms> {
        self.languages.get(&language.to_lowercase())
    }
}

fn read_terms(reader: &mut Reader<'_>) -> Vec<Term> {
    let Some(list) = reader.any("term") else { return Vec::new() };
    let Value::List(items) = &list.value else {
        reader.reject(list.span, "`term` must be a list of tables".to_owned(), "write `[[term]]`");
        return Vec::new();
    };
    let mut terms = Vec::new();
    for item in items {
        match &item.value {
            Value::Table(table) => {
                terms.push(reader.inside("term", table, UnknownKeys::Report, |reader| {
                    read_term(reader, item.span)
                }));
            }
            other => {
                let message = format!("a term must be a table, not {}", other.kind());
                reader.reject(item.span, message, "write `[[term]]`");
            }
        }
    }
    terms
}

fn read_term(reader: &mut Reader<'_>, span: Span) -> Term {
    let words = |texts: Option<Vec<crate::diagnostic::Spanned<String>>>| -> Vec<String> {
        let texts = texts.unwrap_or_default().into_iter().map(|text| text.value.trim().to_owned());
        texts.filter(|text| !text.is_empty()).collect()
    };
    let term = Term {
        wanted: reader.text("use").map(|text| text.value),
        unwanted: words(reader.texts("avoid")),
        exceptions: words(reader.texts("except")),
        source: reader.text("source").map(|text| text.value),
        is_cased: reader.bool("case").unwrap_or(false),
    };
    if term.unwanted.is_empty() {
        let message = "the term names no word to avoid".to_owned();
        reader.reject(span, message, "add `avoid = [\"a word\"]`");
    }
    term
}

/// A word to avoid that a text holds.
pub(super) struct Unwanted<'a> {
    pub start: usize,
    pub word: &'a str,
    pub term: &'a Term,
}

impl Terms {
    fn new(terms: Vec<Term>) -> Option<Self> {
        let mut by_word: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, term) in terms.iter().enumerate() {
            for word in &term.unwanted {
                by_word.entry(word.to_lowercase()).or_default().push(index);
            }
        }
        let mut words: Vec<&String> = by_word.keys().collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        let pattern: Vec<String> = words.iter().map(|word| regex::escape(word)).collect();
        // Without a word, nothing is to be found.
        let pattern = if pattern.is_empty() { r"\z.".to_owned() } else { pattern.join("|") };
        let finder = RegexBuilder::new(&pattern).case_insensitive(true).build().ok();
        let finder = finder.filter(|_| by_word.len() <= MAX_WORDS)?;
        Some(Self { terms, finder, by_word })
    }

    /// The words of a text that are to be avoided there, in their order.
    pub(super) fn unwanted<'a>(&'a self, text: &'a str) -> Vec<Unwanted<'a>> {
        let mut unwanted = Vec::new();
        for found in self.finder.find_iter(text) {
            let word = found.as_str();
            let Some(terms) = self.by_word.get(&word.to_lowercase()) else { continue };
            if !is_whole(text, found.start(), word) {
                continue;
            }
            let terms = terms.iter().map(|index| &self.terms[*index]);
            let breaks = terms.filter(|term| {
                let is_written = |own: &String| !term.is_cased || own == word;
                term.unwanted.iter().any(is_written)
                    && !is_exception(term, text, found.start(), word)
            });
            unwanted.extend(breaks.map(|term| Unwanted { start: found.start(), word, term }));
        }
        unwanted
    }
}

/// Whether one of the exceptions of a term stands around a word.
fn is_exception(term: &Term, text: &str, start: usize, word: &str) -> bool {
    let folded = word.to_lowercase();
    term.exceptions.iter().any(|exception| {
        exception.to_lowercase().match_indices(&folded).any(|(ahead, _)| {
            let from = start.checked_sub(ahead);
            let around = from.and_then(|from| text.get(from..from + exception.len()));
            around.is_some_and(|around| around.to_lowercase() == exception.to_lowercase())
        })
    })
}

/// Whether a word stands by itself, as its script tells words apart: Chinese, Japanese and Thai do not, and
/// Korean adds particles behind a word.
pub(super) fn is_whole(text: &str, start: usize, word: &str) -> bool {
    let end = start + word.len();
    let before = text[..start].chars().next_back();
    let behind = text[end..].chars().next();
    let begins = word.chars().next().is_none_or(|c| is_apart(c, before));
    let ends = word.chars().next_back().is_none_or(|c| is_hangul(c) || is_apart(c, behind));
    begins && ends
}

/// Whether a character at the edge of a word belongs to no other word, for what stands beside it.
fn is_apart(edge: char, beside: Option<char>) -> bool {
    let goes_on = |c: char| (c.is_alphanumeric() || c == '_') && !has_no_blanks(c);
    !edge.is_alphanumeric() || has_no_blanks(edge) || !beside.is_some_and(goes_on)
}

fn is_hangul(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7a3}')
}

/// Whether a character is of a script without blanks between words.
fn has_no_blanks(c: char) -> bool {
    matches!(
        c,
        '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
            | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(avoid: &[&str], except: &[&str], text: &str) -> Vec<String> {
        let own = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let term = Term { unwanted: own(avoid), exceptions: own(except), ..Term::default() };
        let terms = Terms::new(vec![term]).expect("few words");
        terms.unwanted(text).iter().map(|unwanted| unwanted.word.to_owned()).collect()
    }

    #[test]
    fn a_word_is_whole_as_its_script_has_it() {
        assert_eq!(found(&["node"], &[], "Node, nodes and node_modules"), ["Node"]);
        assert_eq!(found(&["标记"], &["标记语言"], "加标记。标记语言"), ["标记"]);
        assert_eq!(found(&["꼬리표"], &[], "꼬리표를 새꼬리표"), ["꼬리표"]);
        assert_eq!(found(&["log in", "log in to"], &[], "log in to it"), ["log in to"]);
        assert_eq!(found(&[], &[], "nothing"), [""; 0]);
    }
}
