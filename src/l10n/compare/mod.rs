//! Finds out which segments of a source have changed since it was translated, and which segments of the
//! translation have drifted as a result.
//!
//! If a translation keeps its source in comments, these are compared with today's source, unit by
//! unit. Otherwise an earlier text of the source is; and if there is none, whatever two languages share:
//! headings, code, links, pictures, admonitions, versions. This module knows neither git nor files.
//!
//! `pages` cuts the texts into units, `pairing` finds which of them correspond, `rows` decides
//! what has happened to each, `mentions` finds what only one page names, and `findings` joins what belongs
//! together.

mod align;
mod call_arguments;
mod changes;
mod code_groups;
mod code_lines;
mod commented_tags;
mod comparison;
mod contradictions;
mod counterparts;
mod cut;
mod draft;
mod echoes;
mod evidence;
mod findings;
mod front_matter;
mod html;
mod inline_comments;
mod join;
mod kept_source;
mod likeness;
mod markers;
mod mentions;
mod one_to_many;
mod pages;
mod pairing;
mod pieces;
mod regard;
mod respelling;
mod rows;
mod scale;
mod severity;
mod slips;
mod spelling;
mod structure;
mod swapped;
mod text;
mod text_run;
mod tongue;
mod unit;
mod unit_builder;
mod word;

use self::draft::Drafts;
use self::pages::{Compared, Pages};
use self::pairing::UnitPairing;
use crate::config::Markup;

pub use self::comparison::{
    Basis, ComparedPage, Comparison, Counts, Former, Row, SegmentState, WordChanges,
};
pub use super::finding::{Change, DriftSeverity, Finding, Passage};

/// Compares a translation with its source. Comments take precedence over what is known of the former source.
/// `markup` is that of the source.
pub fn compare(
    source: &ComparedPage<'_>,
    translation: &ComparedPage<'_>,
    former: Former<'_>,
    markup: &Markup,
) -> Comparison {
    let pages = Pages::cut(Compared { source, translation, former }, markup);
    let pairing = UnitPairing::of(&pages);
    let mut drafts =
        Drafts { front_matter: front_matter::compare(&pages), body: rows::draft(&pairing) };
    match pages.basis {
        Basis::Comments => contradictions::mark(&pairing, &mut drafts.body),
        Basis::Earlier => {
            contradictions::mark(&pairing, &mut drafts.body);
            mentions::mark(&pages, &mut drafts.body);
        }
        Basis::Structure => mentions::mark(&pages, &mut drafts.body),
    }
    rows::mark_uneven(&pages, &mut drafts.body);
    front_matter::forget_moved_bylines(&pages, &mut drafts.body);
    findings::conclude(&pages, drafts)
}
