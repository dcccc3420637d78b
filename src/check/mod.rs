//! What a build does not ask: links that lead nowhere, and text that did not become what its author meant.
//!
//! ```text
//! pages    artifacts          -> what each HTML file links to, and which places it has
//! places   artifacts, site    -> what there is to link to
//! links    both               -> the links of each page of content that lead nowhere, at their lines
//! texts    documents          -> what the rules find in each page, alone and beside its source
//! copies   files of bundles   -> pictures that a translation need not have
//! ```
//!
//! Links are read from the HTML, so that Markdown, raw HTML, shortcodes and templates are treated alike.

mod copies;
mod links;
mod pages;
mod places;
mod rules;
mod texts;
mod written;

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::pipeline::Outcome;
use crate::world::World;

pub use links::LinkCounts;

use links::DeadLink;
use pages::html_pages;
use places::Places;

/// What a check has found.
#[derive(Debug, Default)]
pub struct Checked {
    pub diagnostics: Vec<Diagnostic>,
    pub links: LinkCounts,
}

/// Checks the links and the text of all pages that have a file of content.
pub fn check(world: &dyn World, outcome: &Outcome) -> Checked {
    let pages = html_pages(&outcome.artifacts);
    let places = Places::new(world, outcome, &pages);
    let mut by_output: Vec<_> = outcome
        .places
        .iter()
        .filter_map(|(file, path)| Some((file, path, pages.get(&path.output())?)))
        .collect();
    by_output.sort_by_key(|(file, ..)| *file);
    let found: Vec<(Vec<DeadLink>, LinkCounts)> = by_output
        .par_iter()
        .map(|(_, path, page)| links::of_page(&places, path.as_str(), page))
        .collect();
    let mut checked = Checked::default();
    for ((file, ..), (dead, counts)) in by_output.iter().zip(found) {
        checked.links.checked += counts.checked;
        checked.links.elsewhere += counts.elsewhere;
        checked.links.external += counts.external;
        checked.diagnostics.extend(written::report(world, file, dead));
    }
    checked.diagnostics.extend(texts::problems(world, outcome));
    checked
}
