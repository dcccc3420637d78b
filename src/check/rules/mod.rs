//! Faults of one page that its own text shows: Markdown that did not become what its author meant, and
//! code that is not what it says.
//!
//! A rule looks at the parsed body: what is left as text and holds Markdown's marks was meant to be
//! something else. It asks the file only for what stands around such a place. Rules know a page and the one
//! that it translates, and read no file.

mod alerts;
mod attributes;
mod characters;
mod code_lines;
mod code_text;
mod data_code;
mod elements;
mod emphasis;
mod fences;
mod headings;
mod html;
mod link_syntax;
mod link_words;
mod links;
mod lists;
mod page;
mod parallels;
mod passage;
mod tables;
mod tags;
mod term_book;
mod terms;

use crate::config::Settings;
use crate::diagnostic::Diagnostic;
use crate::structured::Table;

pub(super) use page::{CheckedPage, Text};
use term_book::TermBook;

/// A rule adds what it finds in a page.
type Rule = fn(&CheckedPage<'_>, &mut Vec<Diagnostic>);

const RULES: &[Rule] = &[
    attributes::look,
    characters::look,
    code_text::look,
    data_code::look,
    emphasis::look,
    fences::look,
    headings::look,
    html::look,
    link_syntax::look,
    links::look,
    lists::look,
    tables::look,
];

/// The rules, with what a site says of them.
pub(super) struct Rules<'a> {
    settings: &'a Settings,
    terms: TermBook,
}

impl<'a> Rules<'a> {
    /// Reads the terms among the data of a site.
    pub(super) fn new(settings: &'a Settings, data: &Table, found: &mut Vec<Diagnostic>) -> Self {
        Self { settings, terms: TermBook::read(settings, data, found) }
    }

    /// A document as the rules look at it.
    pub(super) fn page(&self, text: Text<'a>) -> CheckedPage<'a> {
        CheckedPage::new(self.settings, text)
    }

    /// What all rules find in a page. `source` is what it was translated from.
    pub(super) fn of_page(
        &self,
        page: &CheckedPage<'_>,
        source: Option<&CheckedPage<'_>>,
    ) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for look in RULES {
            look(page, &mut found);
        }
        alerts::look(page, source, &mut found);
        if let Some(source) = source {
            parallels::look(page, source, &mut found);
        }
        if let Some(terms) = self.terms.of(page.language) {
            terms::look(page, source, terms, &mut found);
        }
        found
    }
}
