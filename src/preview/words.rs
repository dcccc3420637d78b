//! The strings of the preview's interface, in each language that has some.
//!
//! They are string files like a site's own, beside the words that all that shows a board has in common.

use crate::board::Words;

/// Code and string file. English is the first: it is the fallback of the others.
const FILES: &[(&str, &str)] = &[
    ("en", include_str!("i18n/en.toml")),
    ("zh-cn", include_str!("i18n/zh-cn.toml")),
    ("ko", include_str!("i18n/ko.toml")),
];

/// All strings of the preview's interface.
pub(super) fn words() -> Words {
    Words::with(FILES)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::board::ActionKind;
    use crate::l10n::finding::Change;
    use crate::l10n::parity::Aspect;

    #[test]
    fn every_language_has_every_string_with_its_placeholders_and_forms() {
        words().assert_complete();
    }

    #[test]
    fn changes_aspects_and_actions_have_one_string_each() {
        let expect = |prefix: &str, names: &[&str]| {
            let names: BTreeSet<String> = names.iter().map(|name| (*name).to_owned()).collect();
            assert_eq!(words().named(prefix), names, "{prefix}");
        };
        expect("change_", &Change::ALL.map(Change::name));
        expect("aspect_", &Aspect::ALL.map(Aspect::name));
        expect("action_", &ActionKind::ALL.map(ActionKind::name));
    }
}
