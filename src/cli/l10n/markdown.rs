//! The state of translations as Markdown, for an issue: totals, and a list to tick off.

use std::fmt::Write;

use super::human::FirstNotices;
use super::load::Selection;
use crate::board::BoardPage;
use crate::l10n::status::State;

/// The answer to `site l10n status --markdown`.
pub(super) fn status(selection: &Selection<'_>) -> String {
    let mut text = String::from(
        "| Language | Translated | In sync | Drifted | Unknown | Orphans |\n\
         | --- | ---: | ---: | ---: | ---: | ---: |\n",
    );
    let languages = selection.board.languages(selection.filter);
    for language in &languages {
        let total = language.total;
        let _ = writeln!(
            text,
            "| {} (`{}`) | {} of {} | {} | {} | {} | {} |",
            escaped(language.name),
            language.code,
            total.translated,
            total.sources,
            total.in_sync,
            total.drifted,
            total.unknown,
            total.orphaned
        );
    }
    for language in &languages {
        let pages = selection.board.pages.iter().filter(|page| {
            page.status.language == language.language && selection.filter.lists(page)
        });
        for (index, page) in pages.enumerate() {
            if index == 0 {
                let _ = writeln!(text, "\n## {}\n", escaped(language.name));
            }
            list_item(&mut text, page);
        }
    }
    text
}

fn list_item(text: &mut String, page: &BoardPage) {
    let words = match (page.state(), page.severity) {
        (State::InSync, _) => String::new(),
        (state, Some(severity)) => {
            format!(" ({}, {}): {}", state.name(), severity.name(), page.status.words())
        }
        (state, None) => format!(" ({}): {}", state.name(), page.status.words()),
    };
    let _ = writeln!(text, "- [ ] `{}`{words}", page.status.path);
    let first = FirstNotices::of(page);
    for notice in &first.words {
        let _ = writeln!(text, "  - {}", notice.replace('\n', " "));
    }
    if first.others > 0 {
        let _ = writeln!(text, "  - and {} more: `{}`", first.others, first.command);
    }
}

/// Escapes what would end a table cell.
fn escaped(text: &str) -> String {
    text.replace('|', "\\|")
}
