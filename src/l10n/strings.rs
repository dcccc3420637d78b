//! What is missing in a language's interface strings, compared with the default language.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::config::{LanguageId, Settings};
use crate::locale::PluralForm;
use crate::locale::strings::{LanguageStrings, Message, Strings};

/// The strings of one language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct StringStatus {
    pub translated: usize,
    /// Keys of the default language that are missing in this one.
    pub missing: Vec<String>,
    /// Keys that the default language no longer has.
    pub unused: Vec<String>,
    pub placeholders: Vec<PlaceholderDifference>,
    pub plurals: Vec<MissingForms>,
}

/// A string whose placeholders are not those of the default language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlaceholderDifference {
    pub key: String,
    /// Placeholders of the default language that are missing in this one.
    pub missing: Vec<String>,
    /// Placeholders that nothing will replace.
    pub extra: Vec<String>,
}

/// A string without some of the plural forms that the language needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MissingForms {
    pub key: String,
    pub forms: Vec<&'static str>,
}

/// Compares the strings of each language with those of the default one.
pub fn compare(settings: &Settings, strings: &Strings) -> Vec<StringStatus> {
    let languages = strings.languages();
    let source = &languages[settings.default_language.0];
    let compared = settings.language_ids().map(|LanguageId(index)| match &languages[index] {
        language if index == settings.default_language.0 => {
            StringStatus { translated: language.messages().len(), ..StringStatus::default() }
        }
        language => against(source, language),
    });
    compared.collect()
}

/// Compares the strings of a language with those of its source.
pub fn against(source: &LanguageStrings, language: &LanguageStrings) -> StringStatus {
    let (from, to) = (source.messages(), language.messages());
    let needed = language.plurals().forms_of_counts();
    let common = || from.iter().filter_map(|(key, from)| Some((key, from, to.get(key)?)));
    let missing = from.keys().filter(|key| !to.contains_key(*key));
    let unused = to.keys().filter(|key| !from.contains_key(*key));
    StringStatus {
        translated: common().count(),
        missing: missing.cloned().collect(),
        unused: unused.cloned().collect(),
        placeholders: common().filter_map(|(key, from, to)| placeholders(key, from, to)).collect(),
        plurals: common()
            .filter_map(|(key, from, to)| {
                forms(key, Messages { source: from, translation: to }, &needed)
            })
            .collect(),
    }
}

/// A form may leave one out ("one post"), so that all forms together count.
fn placeholders(
    key: &str,
    source: &Message,
    translation: &Message,
) -> Option<PlaceholderDifference> {
    let names = |message: &Message| -> BTreeSet<String> {
        let texts = message.forms.values();
        texts.flat_map(|text| text.value.placeholders().map(str::to_lowercase)).collect()
    };
    let (source, translation) = (names(source), names(translation));
    let difference = PlaceholderDifference {
        key: key.to_owned(),
        missing: source.difference(&translation).cloned().collect(),
        extra: translation.difference(&source).cloned().collect(),
    };
    (source != translation).then_some(difference)
}

/// A string in both languages.
struct Messages<'a> {
    source: &'a Message,
    translation: &'a Message,
}

/// Only for strings that count something, which have more than one form in either language.
fn forms(key: &str, messages: Messages<'_>, needed: &BTreeSet<PluralForm>) -> Option<MissingForms> {
    let Messages { source, translation } = messages;
    let counts = source.forms.len() > 1 || translation.forms.len() > 1;
    let missing = needed.iter().filter(|form| !translation.forms.contains_key(form));
    let forms: Vec<&str> = missing.map(|form| form.name()).collect();
    (counts && !forms.is_empty()).then(|| MissingForms { key: key.to_owned(), forms })
}
