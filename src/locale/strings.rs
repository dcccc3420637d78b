//! The strings of a site's interface, in go-i18n's shape.
//!
//! A string file maps a key to a text, or to a table of plural forms:
//!
//! ```toml
//! [posts_count]
//! one = "{{ .count }} post"
//! other = "{{ .count }} posts"
//! ```
//!
//! A string that is missing in a language is taken from the language's alternatives, and then from the
//! default language.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

use super::plural::Plurals;
use super::{Locale, PluralForm};
use crate::diagnostic::Spanned;

/// One string of one language: its forms, each with its placeholders found.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Message {
    pub forms: BTreeMap<PluralForm, Spanned<MessageText>>,
}

/// Text with `{{ .name }}` placeholders.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct MessageText {
    pieces: Vec<MessagePiece>,
}

#[derive(Clone, Debug, PartialEq, Hash)]
enum MessagePiece {
    Text(String),
    Placeholder(String),
}

impl MessageText {
    /// Finds the placeholders. An unclosed `{{` is text.
    pub fn parse(mut rest: &str) -> Self {
        let mut pieces = Vec::new();
        while let Some(open) = rest.find("{{") {
            let Some(length) = rest[open..].find("}}") else { break };
            let name = rest[open + 2..open + length].trim().trim_start_matches('.');
            if open > 0 {
                pieces.push(MessagePiece::Text(rest[..open].to_owned()));
            }
            pieces.push(MessagePiece::Placeholder(name.to_owned()));
            rest = &rest[open + length + 2..];
        }
        if !rest.is_empty() {
            pieces.push(MessagePiece::Text(rest.to_owned()));
        }
        Self { pieces }
    }

    /// The names of its placeholders, in order.
    pub fn placeholders(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            MessagePiece::Placeholder(name) => Some(name.as_str()),
            MessagePiece::Text(_) => None,
        })
    }

    /// The text with each placeholder replaced by what `value` gives; case does not matter there.
    pub fn fill(&self, value: impl Fn(&str) -> Option<String>) -> String {
        self.pieces
            .iter()
            .map(|piece| match piece {
                MessagePiece::Text(text) => text.clone(),
                MessagePiece::Placeholder(name) => {
                    value(name).or_else(|| value(&name.to_lowercase())).unwrap_or_default()
                }
            })
            .collect()
    }
}

/// The strings of one language and its plural rules.
pub struct LanguageStrings {
    plurals: Plurals,
    messages: BTreeMap<String, Message>,
}

impl LanguageStrings {
    pub fn new(locale: &Locale, messages: BTreeMap<String, Message>) -> Self {
        Self { plurals: Plurals::new(locale), messages }
    }

    pub fn messages(&self) -> &BTreeMap<String, Message> {
        &self.messages
    }

    pub fn plurals(&self) -> &Plurals {
        &self.plurals
    }

    fn fill(
        &self,
        key: &str,
        count: Option<i64>,
        value: &dyn Fn(&str) -> Option<String>,
    ) -> Option<String> {
        let forms = &self.messages.get(key)?.forms;
        let form = count.map_or(PluralForm::Other, |count| self.plurals.form(count));
        let text = forms.get(&form).or_else(|| forms.get(&PluralForm::Other))?;
        Some(text.value.fill(value))
    }
}

/// All strings of a site: for each language, the languages to ask in turn.
pub struct Strings {
    languages: Vec<LanguageStrings>,
    /// For each language the order in which languages are asked, itself first.
    chains: Vec<Vec<usize>>,
}

/// A language's plural rules follow from the language.
impl Hash for Strings {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.chains.hash(state);
        self.languages.iter().for_each(|language| language.messages.hash(state));
    }
}

impl Strings {
    pub fn new(languages: Vec<LanguageStrings>, chains: Vec<Vec<usize>>) -> Self {
        Self { languages, chains }
    }

    pub fn languages(&self) -> &[LanguageStrings] {
        &self.languages
    }

    /// The string `key` for `language`, in the plural form of `count`, with `value` for its
    /// placeholders. `None` when no language of the chain has it.
    pub fn get(
        &self,
        language: usize,
        key: &str,
        count: Option<i64>,
        value: &dyn Fn(&str) -> Option<String>,
    ) -> Option<String> {
        self.chains[language]
            .iter()
            .find_map(|&asked| self.languages[asked].fill(key, count, value))
    }
}
