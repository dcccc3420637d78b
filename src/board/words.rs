//! The words in which people read about translations, in each language that has some.
//!
//! They are string files like a site's own. The report speaks all of these languages; the preview adds its own words in
//! those that it speaks.

use std::sync::Arc;

use camino::Utf8Path;
use tera::{Kwargs, State, Tera, TeraResult, Value};

use crate::locale::strings::{LanguageStrings, Strings};
use crate::locale::{Direction, Locale};
use crate::parse::string_messages;
use crate::structured::Format;

macro_rules! files {
    ($($code:literal),+ $(,)?) => {
        &[$(($code, include_str!(concat!("i18n/", $code, ".toml")))),+]
    };
}

/// Code and string file. English is the first: it is the fallback of the others.
const FILES: &[(&str, &str)] = files![
    "en", "ar", "bn", "cs", "de", "es", "fa", "fr", "he", "hi", "id", "it", "ja", "ko", "nl", "pl",
    "pt-br", "ru", "sv", "tr", "uk", "vi", "zh-cn", "zh-tw",
];

/// Index of a language that an interface speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tongue(pub usize);

/// The strings of an interface in all languages that it speaks.
pub struct Words {
    pub strings: Strings,
    languages: Vec<(&'static str, Locale)>,
}

impl Default for Words {
    /// What all that shows a board has in common.
    fn default() -> Self {
        Self::new(FILES.iter().map(|(code, text)| (*code, vec![*text])))
    }
}

impl Words {
    /// The common words and more, in the languages that have both; English must be the first.
    pub fn with(files: &[(&'static str, &'static str)]) -> Self {
        Self::new(files.iter().filter_map(|(code, text)| {
            let (_, common) = FILES.iter().find(|(known, _)| known == code)?;
            Some((*code, vec![*common, *text]))
        }))
    }

    fn new(files: impl Iterator<Item = (&'static str, Vec<&'static str>)>) -> Self {
        let mut found = Vec::new();
        let read = files.filter_map(|(code, texts)| {
            let messages = texts.into_iter().flat_map(|text| {
                string_messages(Utf8Path::new(code), Format::Toml, text, &mut found)
            });
            let messages = messages.collect();
            let locale = Locale::parse(code)?;
            let strings = LanguageStrings::new(&locale, messages);
            Some(((code, locale), strings))
        });
        let (languages, strings): (Vec<_>, Vec<_>) = read.unzip();
        let chains = (0..languages.len()).map(|tongue| vec![tongue, 0]).collect();
        Self { strings: Strings::new(strings, chains), languages }
    }

    /// The language for readers of a language: the same, or else a related one, or else English.
    pub fn tongue(&self, code: &str) -> Tongue {
        self.known(code).unwrap_or(Tongue(0))
    }

    /// The first language that `Accept-Language` names; browsers list them by descending weight.
    pub fn accepted(&self, header: &str) -> Tongue {
        let codes =
            header.split(',').map(|range| range.split(';').next().unwrap_or_default().trim());
        codes.into_iter().find_map(|code| self.known(code)).unwrap_or(Tongue(0))
    }

    fn known(&self, code: &str) -> Option<Tongue> {
        let kin = |code: &str| code.split(['-', '_']).next().unwrap_or_default().to_lowercase();
        let position = |is: &dyn Fn(&str) -> bool| {
            self.languages.iter().position(|(known, _)| is(known)).map(Tongue)
        };
        position(&|known| known.eq_ignore_ascii_case(code))
            .or_else(|| position(&|known| kin(known) == kin(code)))
    }

    /// For the attribute `lang`.
    pub fn tag(&self, tongue: Tongue) -> String {
        self.languages[tongue.0].1.tag()
    }

    /// For the attribute `dir`.
    pub fn direction(&self, tongue: Tongue) -> Direction {
        self.languages[tongue.0].1.direction()
    }

    /// Gives templates the function `t`, which speaks the language whose index is their variable `tongue`.
    pub fn teach(self: &Arc<Self>, tera: &mut Tera) {
        let words = Arc::clone(self);
        tera.register_function("t", move |arguments: Kwargs, state: &State| {
            words.translate(&arguments, state)
        });
    }

    fn translate(&self, arguments: &Kwargs, state: &State<'_>) -> TeraResult<Value> {
        let key = arguments.must_get::<&str>("key")?;
        let count = arguments.get::<i64>("count")?;
        let tongue = state.get::<usize>("tongue")?.unwrap_or_default();
        let value = |name: &str| -> Option<String> {
            let (_, value) =
                arguments.iter().find(|(argument, _)| argument.as_str() == Some(name))?;
            Some(value.to_string())
        };
        let text = self.strings.get(tongue, key, count, &value);
        let text =
            text.ok_or_else(|| tera::Error::message(format!("there is no string `{key}`")))?;
        Ok(Value::normal_string(&text))
    }

    /// The keys behind a prefix in English, without plural forms.
    #[cfg(test)]
    pub fn named(&self, prefix: &str) -> std::collections::BTreeSet<String> {
        let keys = self.strings.languages()[0].messages().keys();
        keys.filter_map(|key| Some(key.strip_prefix(prefix)?.to_owned())).collect()
    }

    /// Fails if a language lacks a string, a placeholder or a plural form of the English ones.
    #[cfg(test)]
    pub fn assert_complete(&self) {
        let languages = self.strings.languages();
        for (language, (code, _)) in languages.iter().zip(&self.languages).skip(1) {
            let status = crate::l10n::strings::against(&languages[0], language);
            assert_eq!(status.missing, Vec::<String>::new(), "{code}");
            assert_eq!(status.unused, Vec::<String>::new(), "{code}");
            assert_eq!(status.placeholders, [], "{code}");
            assert_eq!(status.plurals, [], "{code}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::l10n::finding::DriftSeverity;
    use crate::l10n::status;

    #[test]
    fn every_language_has_every_string() {
        let words = Words::default();
        assert_eq!(words.languages.len(), FILES.len());
        words.assert_complete();
    }

    #[test]
    fn states_and_severities_have_one_string_each() {
        let words = Words::default();
        let states = status::State::ALL.map(|state| state.name().to_owned());
        assert_eq!(words.named("state_"), states.into());
        let severities = DriftSeverity::ALL.map(|severity| severity.name().to_owned());
        assert_eq!(words.named("severity_"), severities.into());
    }

    #[test]
    fn a_language_is_found_by_its_kin() {
        let words = Words::default();
        for (code, expected) in [
            ("zh-cn", "zh-CN"),
            ("zh-TW", "zh-TW"),
            ("zh", "zh-CN"),
            ("KO", "ko"),
            ("pt", "pt-BR"),
            ("xx", "en"),
            ("", "en"),
        ] {
            assert_eq!(words.tag(words.tongue(code)), expected, "{code}");
        }
        assert_eq!(words.tag(words.accepted("xx, ko-KR;q=0.8, en;q=0.5")), "ko");
    }
}
