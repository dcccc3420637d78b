//! What the first pages of a new site say, in its language.

use serde::Deserialize;

/// The texts of one language.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Texts {
    /// The language's own name.
    pub name: String,
    /// What the home page says below its title.
    pub welcome: String,
    pub blog: String,
    pub docs: String,
    pub post_title: String,
    pub post: String,
    pub page_title: String,
    pub page: String,
    /// The cards of the home page.
    pub write: Card,
    pub translate: Card,
    pub design: Card,
}

/// What a card of the home page says.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Card {
    pub title: String,
    pub text: String,
}

const ENGLISH: &str = include_str!("texts/en.toml");

/// The files by language.
const TEXTS: &[(&str, &str)] = &[
    ("ar", include_str!("texts/ar.toml")),
    ("de", include_str!("texts/de.toml")),
    ("en", ENGLISH),
    ("es", include_str!("texts/es.toml")),
    ("fr", include_str!("texts/fr.toml")),
    ("ja", include_str!("texts/ja.toml")),
    ("ko", include_str!("texts/ko.toml")),
    ("pt-br", include_str!("texts/pt-br.toml")),
    ("zh-cn", include_str!("texts/zh-cn.toml")),
];

/// The names of further languages that the theme speaks, but the first pages do not.
const NAMES: &[(&str, &str)] = &[
    ("bn", "বাংলা"),
    ("cs", "Čeština"),
    ("fa", "فارسی"),
    ("he", "עברית"),
    ("hi", "हिन्दी"),
    ("id", "Bahasa Indonesia"),
    ("it", "Italiano"),
    ("nl", "Nederlands"),
    ("pl", "Polski"),
    ("ru", "Русский"),
    ("sv", "Svenska"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("vi", "Tiếng Việt"),
    ("zh-tw", "繁體中文"),
];

/// The codes of the languages that the theme speaks.
pub fn known_languages() -> Vec<&'static str> {
    let mut codes: Vec<&str> =
        TEXTS.iter().map(|(code, _)| *code).chain(NAMES.iter().map(|(code, _)| *code)).collect();
    codes.sort_unstable();
    codes
}

impl Texts {
    /// The texts of a language or of its nearest relative; else English ones, for somebody to translate.
    pub(super) fn of(language: &str) -> Self {
        let base = |code: &str| code.split('-').next().unwrap_or_default().to_owned();
        let own = TEXTS.iter().find(|(code, _)| *code == language);
        let related = || TEXTS.iter().find(|(code, _)| base(code) == base(language));
        let named = NAMES.iter().find(|(code, _)| *code == language);
        let found = if named.is_some() { own } else { own.or_else(related) };
        let mut texts = Self::read(found.map_or(ENGLISH, |(_, text)| text));
        if own.is_none() {
            texts.name = named.map_or(language, |(_, name)| name).to_owned();
        }
        texts
    }

    fn read(text: &str) -> Self {
        toml::from_str(text).expect("the texts are part of the program")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_all_texts_and_a_name() {
        for code in known_languages() {
            assert_ne!(Texts::of(code).name, code);
        }
        assert_eq!(Texts::of("zh-tw").blog, "Blog");
        assert_eq!(Texts::of("de-at").post_title, "Hallo Welt");
        assert_eq!(Texts::of("xx").name, "xx");
    }
}
