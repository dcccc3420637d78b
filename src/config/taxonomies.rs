//! Which taxonomies each language has.

use super::{Language, LanguageId, Options, Taxonomy};
use crate::diagnostic::Spanned;

/// The taxonomies of all languages. A language that names any has none of the site's.
pub(super) fn resolve(options: &Options, languages: &[Language]) -> Vec<Taxonomy> {
    let named = |named: &[(Spanned<String>, Spanned<String>)]| -> Vec<(String, String)> {
        named.iter().map(|(one, many)| (one.value.clone(), many.value.clone())).collect()
    };
    let usual = || [("category", "categories"), ("tag", "tags")];
    let usual = || usual().map(|(one, many)| (one.to_owned(), many.to_owned())).to_vec();
    let of_site = options.taxonomies.as_deref().map_or_else(usual, named);
    let own = |language: &Language| {
        let mut all = options.languages.iter();
        let (_, own) = all.find(|(code, _)| code.value.eq_ignore_ascii_case(&language.code))?;
        own.taxonomies.as_deref().map(named)
    };
    let mut taxonomies: Vec<Taxonomy> = Vec::new();
    for (index, language) in languages.iter().enumerate() {
        for (singular, plural) in own(language).unwrap_or_else(|| of_site.clone()) {
            let known = taxonomies.iter_mut().find(|known| known.plural == plural);
            match known {
                Some(known) => known.languages.push(LanguageId(index)),
                None => {
                    let languages = vec![LanguageId(index)];
                    taxonomies.push(Taxonomy { singular, plural, languages });
                }
            }
        }
    }
    taxonomies
}
