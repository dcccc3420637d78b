//! `site l10n todo`: what to update and what to translate next.

use std::fmt::Write;

use super::human::first_notices;
use super::load::Selection;
use super::table::wrapped;
use crate::board::{ActionKind, BoardPage};
use crate::cli::paint::NameStyle;
use crate::l10n::status::State;
use crate::l10n::words::day;

/// The answer for people, `limit` pages of each kind.
pub(super) fn text(selection: &Selection<'_>, paint: &NameStyle<'_>, limit: usize) -> String {
    let pages = || selection.board.admitted(selection.filter);
    let todo = Section { title: "To update", limit };
    let update = pages()
        .filter(|page| page.actions.iter().any(|action| action.kind != ActionKind::Translate));
    let mut text = todo.text(update.collect(), |page| to_update(page, paint));
    let translate = pages().filter(|page| page.state() == State::Missing).collect();
    let section = Section { title: "To translate", limit };
    let to_translate = section.text(translate, |page| to_translate(page, paint));
    if !text.is_empty() && !to_translate.is_empty() {
        text.push('\n');
    }
    text.push_str(&to_translate);
    if text.is_empty() {
        text.push_str("nothing to do\n");
    }
    text
}

/// Pages of one kind of work.
struct Section {
    title: &'static str,
    limit: usize,
}

impl Section {
    fn text(&self, pages: Vec<&BoardPage>, page_text: impl Fn(&BoardPage) -> String) -> String {
        if pages.is_empty() {
            return String::new();
        }
        let mut text = format!("{}: {}\n", self.title, pages.len());
        text.extend(pages.iter().take(self.limit).map(|page| page_text(page)));
        if let Some(more) = pages.len().checked_sub(self.limit).filter(|more| *more > 0) {
            let _ = writeln!(text, "  and {more} more: `--limit {}` shows all", pages.len());
        }
        text
    }
}

fn to_update(page: &BoardPage, paint: &NameStyle<'_>) -> String {
    let mut text = format!("  {}\n", paint.bold(page.status.path.as_str()));
    if page.state() != State::InSync {
        text.push_str(&wrapped("    ", &page.status.words()));
    }
    for notice in first_notices(page) {
        text.push_str(&wrapped("    ", &notice));
    }
    for action in page.actions.iter().filter(|action| action.kind == ActionKind::Move) {
        let _ = writeln!(text, "    {}:\n      {}", action.kind.advice(), action.command);
    }
    text
}

fn to_translate(page: &BoardPage, paint: &NameStyle<'_>) -> String {
    let source = page.status.source.as_deref().unwrap_or(&page.status.path);
    let mut text = format!("  {}\n", paint.bold(source.as_str()));
    let demand = page.status.demand;
    let evergreen = demand.is_evergreen.then(|| "evergreen".to_owned());
    let languages = match demand.languages {
        0 => None,
        1 => Some("one language has it".to_owned()),
        count => Some(format!("{count} languages have it")),
    };
    let reasons = [evergreen, languages, demand.date.map(day)];
    let reasons: Vec<String> = reasons.into_iter().flatten().collect();
    if !reasons.is_empty() {
        text.push_str(&wrapped("    ", &reasons.join(", ")));
    }
    text
}
