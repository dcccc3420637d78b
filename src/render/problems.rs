//! Problems with code blocks, collected over all pages.

use std::collections::BTreeMap;

use crate::diagnostic::report::counted;
use crate::diagnostic::{Code, Diagnostic, Place};

/// The number of places that a diagnostic shows after the first one.
const SHOWN_PLACES: usize = 9;

/// One note for each language of code that has no grammar, at its first use, followed by the next ones.
pub(super) fn unknown_languages(uses: BTreeMap<String, Vec<Place>>) -> Vec<Diagnostic> {
    let describe = |(language, mut places): (String, Vec<Place>)| {
        places.sort();
        let blocks = counted(places.len(), "block");
        let message = format!("there is no grammar for `{language}`: {blocks} shown plain");
        let diagnostic = Diagnostic::new(Code::CodeLanguage, message)
            .hint("name it `text` if it needs no colours");
        let mut places = places.into_iter();
        let diagnostic = Diagnostic { place: places.next(), ..diagnostic };
        let others = places.take(SHOWN_PLACES);
        others.fold(diagnostic, |diagnostic, place| diagnostic.related(place, "and here"))
    };
    uses.into_iter().map(describe).collect()
}
