//! `site l10n todo`: what to mend and what to translate next.

use std::fmt::Write;

use super::Answer;
use super::human::some_said;
use super::table::wrapped;
use crate::cli::paint::Paint;
use crate::l10n::status::{PageStatus, State};
use crate::l10n::todo::Todo;
use crate::l10n::words::day;

/// The answer for people, `limit` pages of each kind.
pub(super) fn text(answer: &Answer<'_>, paint: &Paint<'_>, limit: usize) -> String {
    let todo = Todo::new(answer.pages.iter().copied());
    let mut text = String::new();
    part(&mut text, ("To mend", &todo.mend), limit, |text, page| {
        let _ = writeln!(text, "  {}", paint.bold(page.path.as_str()));
        if page.state != State::InSync {
            text.push_str(&wrapped("    ", &page.words()));
        }
        for said in some_said(page) {
            text.push_str(&wrapped("    ", &said));
        }
    });
    part(&mut text, ("To translate", &todo.translate), limit, |text, page| {
        let source = page.source.as_deref().unwrap_or(&page.path);
        let _ = writeln!(text, "  {}", paint.bold(source.as_str()));
        let demand = page.demand;
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
    });
    if text.is_empty() {
        text.push_str("nothing to do\n");
    }
    text
}

fn part(
    text: &mut String,
    (title, pages): (&str, &[&PageStatus]),
    limit: usize,
    write: impl Fn(&mut String, &PageStatus),
) {
    if pages.is_empty() {
        return;
    }
    let _ = writeln!(text, "{}{title}: {}", if text.is_empty() { "" } else { "\n" }, pages.len());
    pages.iter().take(limit).for_each(|page| write(text, page));
    if let Some(more) = pages.len().checked_sub(limit).filter(|more| *more > 0) {
        let _ = writeln!(text, "  and {more} more: `--limit {}` shows all", pages.len());
    }
}
