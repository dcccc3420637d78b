//! The strings of the preview's interface, in each language that has some.
//!
//! They are string files like a site's own; `tests` compare each with the English one.

use camino::Utf8Path;

use crate::locale::strings::{LanguageStrings, Strings};
use crate::locale::{Direction, Locale};
use crate::parse::string_messages;
use crate::structured::Format;

/// Code and string file. English is the first: it is the fallback of the others.
const FILES: &[(&str, &str)] = &[
    ("en", include_str!("i18n/en.toml")),
    ("zh-cn", include_str!("i18n/zh-cn.toml")),
    ("ko", include_str!("i18n/ko.toml")),
];

/// Index of an interface language of the preview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tongue(pub usize);

/// All strings of the preview's interface.
pub(super) struct Words {
    pub strings: Strings,
    locales: Vec<Locale>,
}

impl Default for Words {
    fn default() -> Self {
        let mut found = Vec::new();
        let read = FILES.iter().filter_map(|(code, text)| {
            let path = Utf8Path::new(code);
            let messages = string_messages(path, Format::Toml, text, &mut found);
            Some((Locale::parse(code)?, messages))
        });
        let (locales, messages): (Vec<Locale>, Vec<_>) = read.unzip();
        let languages = locales.iter().zip(messages);
        let languages =
            languages.map(|(locale, messages)| LanguageStrings::new(locale, messages)).collect();
        let chains = (0..locales.len()).map(|tongue| vec![tongue, 0]).collect();
        Self { strings: Strings::new(languages, chains), locales }
    }
}

impl Words {
    /// The interface language for readers of a language: the same, or else a related one, or else English.
    pub(super) fn tongue(&self, code: &str) -> Tongue {
        self.known(code).unwrap_or(Tongue(0))
    }

    /// The first interface language that `Accept-Language` names; browsers list them by descending weight.
    pub(super) fn accepted(&self, header: &str) -> Tongue {
        let codes =
            header.split(',').map(|range| range.split(';').next().unwrap_or_default().trim());
        codes.into_iter().find_map(|code| self.known(code)).unwrap_or(Tongue(0))
    }

    fn known(&self, code: &str) -> Option<Tongue> {
        let kin = |code: &str| code.split(['-', '_']).next().unwrap_or_default().to_lowercase();
        let exact = FILES.iter().position(|(known, _)| known.eq_ignore_ascii_case(code));
        exact.or_else(|| FILES.iter().position(|(known, _)| kin(known) == kin(code))).map(Tongue)
    }

    pub(super) fn tag(&self, tongue: Tongue) -> String {
        self.locales[tongue.0].tag()
    }

    pub(super) fn direction(&self, tongue: Tongue) -> Direction {
        self.locales[tongue.0].direction()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::board::ActionKind;
    use crate::l10n::finding::{Change, DriftSeverity};
    use crate::l10n::parity::Aspect;
    use crate::l10n::status::State;
    use crate::l10n::strings::against;

    #[test]
    fn every_language_has_every_string_with_its_placeholders_and_forms() {
        let words = Words::default();
        let languages = words.strings.languages();
        for (language, (code, _)) in languages.iter().zip(FILES).skip(1) {
            let status = against(&languages[0], language);
            assert_eq!(status.missing, Vec::<String>::new(), "{code}");
            assert_eq!(status.unused, Vec::<String>::new(), "{code}");
            assert_eq!(status.placeholders, [], "{code}");
            assert_eq!(status.plurals, [], "{code}");
        }
    }

    /// The keys behind a prefix, without plural forms.
    fn named(prefix: &str) -> BTreeSet<String> {
        let words = Words::default();
        let keys = words.strings.languages()[0].messages().keys();
        keys.filter_map(|key| Some(key.strip_prefix(prefix)?.to_owned())).collect()
    }

    #[test]
    fn states_severities_and_the_like_have_one_string_each() {
        let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let expect = |prefix: &str, names: BTreeSet<String>| {
            assert_eq!(named(prefix), names, "{prefix}");
        };
        expect("state_", set(&State::ALL.map(State::name)));
        expect("severity_", set(&DriftSeverity::ALL.map(DriftSeverity::name)));
        expect("change_", set(&Change::ALL.map(Change::name)));
        expect("aspect_", set(&Aspect::ALL.map(Aspect::name)));
        expect("action_", set(&ActionKind::ALL.map(ActionKind::name)));
    }

    #[test]
    fn a_language_is_found_by_its_kin() {
        let words = Words::default();
        for (code, expected) in
            [("zh-cn", "zh-CN"), ("zh-TW", "zh-CN"), ("KO", "ko"), ("pt-br", "en"), ("", "en")]
        {
            assert_eq!(words.tag(words.tongue(code)), expected, "{code}");
        }
        assert_eq!(words.tag(words.accepted("fr, ko-KR;q=0.8, en;q=0.5")), "ko");
    }
}
