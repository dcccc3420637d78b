//! Faults of front matter that a build does not mind.
//!
//! ```text
//! keys       all pages  -> misspelt keys, by what the site's other pages write
//! values     one page   -> dates, titles and canonical addresses that cannot be meant
//! in_text    one page   -> front matter that is text
//! slugs      all pages  -> slugs that two pages share
//! ```

mod in_text;
mod keys;
mod slugs;
mod values;

use crate::diagnostic::Diagnostic;
use crate::parse::Document;
use crate::pipeline::Outcome;

pub(super) use keys::KeyCounts;

/// What is wrong with the front matter of a page, whose file has this text.
pub(super) fn of_document(
    outcome: &Outcome,
    counts: &KeyCounts,
    document: &Document,
    text: &str,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    counts.look(document, &mut found);
    values::look(outcome, document, &mut found);
    found.extend(in_text::look(document, counts, text));
    found
}

/// What is wrong with the front matter of several pages together.
pub(super) fn of_site(outcome: &Outcome) -> Vec<Diagnostic> {
    slugs::alike(outcome)
}
