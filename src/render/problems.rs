//! What went wrong with shortcodes, gathered over all pages.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::report::counted;
use crate::diagnostic::{Code, Diagnostic, Place};

/// A call that could not be shown as it was meant.
pub(super) enum ShortcodeProblem {
    /// No template of its name: said once for all pages that use it.
    Unknown {
        name: String,
        place: Place,
    },
    Failed(Diagnostic),
}

/// One diagnostic for each unknown shortcode, at its first use, with the number of the others.
pub(super) fn unknown_diagnostics(uses: BTreeMap<String, Vec<Place>>) -> Vec<Diagnostic> {
    let describe = |(name, mut places): (String, Vec<Place>)| {
        places.sort();
        let count = places.len();
        let files: BTreeSet<_> = places.iter().map(|place| place.file.clone()).collect();
        let message = match (count, files.len()) {
            (1, _) => format!("there is no shortcode `{name}`; its inner text is shown"),
            (uses, 1) => format!(
                "there is no shortcode `{name}`; its inner text is shown ({uses} uses on this page)"
            ),
            (uses, pages) => format!(
                "there is no shortcode `{name}`; its inner text is shown ({uses} uses on {pages} pages)"
            ),
        };
        let hint = format!("define it in `templates/shortcodes/{name}.html`");
        let diagnostic = Diagnostic::new(Code::ShortcodeUnknown, message).hint(hint);
        match places.into_iter().next() {
            Some(first) => diagnostic.at(first),
            None => diagnostic,
        }
    };
    uses.into_iter().map(describe).collect()
}

/// Places that a diagnostic shows beside the first one.
const SHOWN_PLACES: usize = 9;

/// One note for each language of code that has no grammar, at its first use, with the next ones.
pub(super) fn unknown_languages(uses: BTreeMap<String, Vec<Place>>) -> Vec<Diagnostic> {
    let describe = |(language, mut places): (String, Vec<Place>)| {
        places.sort();
        let blocks = counted(places.len(), "block");
        let message = format!("there is no grammar for `{language}`: {blocks} shown plain");
        let diagnostic = Diagnostic::new(Code::CodeLanguage, message)
            .hint("call it `text` if nothing in it is to be coloured");
        let mut places = places.into_iter();
        let diagnostic = Diagnostic { place: places.next(), ..diagnostic };
        let others = places.take(SHOWN_PLACES);
        others.fold(diagnostic, |diagnostic, place| diagnostic.related(place, "and here"))
    };
    uses.into_iter().map(describe).collect()
}
