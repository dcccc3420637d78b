//! The state of translations as Markdown, for an issue: totals, and a list to tick off.

use std::fmt::Write;

use super::human::some_said;
use super::{Answer, needs_attention};
use crate::l10n::coverage::Coverage;
use crate::l10n::status::{PageStatus, State};
use crate::l10n::todo::Todo;

/// The answer to `site l10n status --markdown`.
pub(super) fn status(answer: &Answer<'_>) -> String {
    let mut text = String::from(
        "| Language | Translated | In sync | Drifted | Unknown | Orphans |\n\
         | --- | ---: | ---: | ---: | ---: | ---: |\n",
    );
    for language in &answer.languages {
        let own = answer.pages.iter().filter(|page| page.language == language.language);
        let own = Coverage::of(own.copied());
        let language = answer.settings.language(language.language);
        let _ = writeln!(
            text,
            "| {} (`{}`) | {} of {} | {} | {} | {} | {} |",
            escaped(&language.name),
            language.code,
            own.translated,
            own.sources,
            own.in_sync,
            own.drifted,
            own.unknown,
            own.orphaned
        );
    }
    for language in &answer.languages {
        let own = answer.pages.iter().copied().filter(|page| page.language == language.language);
        let own = own.filter(|page| needs_attention(answer.selection, page));
        let todo = Todo::new(own);
        let pages: Vec<&PageStatus> = todo.mend.into_iter().chain(todo.translate).collect();
        if !pages.is_empty() {
            let _ = writeln!(
                text,
                "\n## {}\n",
                escaped(&answer.settings.language(language.language).name)
            );
            pages.into_iter().for_each(|page| item(&mut text, page));
        }
    }
    text
}

fn item(text: &mut String, page: &PageStatus) {
    let words = match page.state {
        State::InSync => String::new(),
        _ => format!(": {}", page.words()),
    };
    let _ = writeln!(text, "- [ ] `{}`{words}", page.path);
    for said in some_said(page) {
        let _ = writeln!(text, "  - {}", said.replace('\n', " "));
    }
}

/// So that a name stays in its cell.
fn escaped(text: &str) -> String {
    text.replace('|', "\\|")
}
