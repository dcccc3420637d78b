//! `site l10n todo`: what to update and what to translate next.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::human::FirstNotices;
use super::load::Selection;
use super::table::labelled;
use crate::board::{ActionKind, BoardPage};
use crate::cli::paint::NameStyle;
use crate::diagnostic::report::counted;
use crate::l10n::status::State;
use crate::l10n::words::day;

/// The answer for people, `limit` pages of each kind.
pub(super) fn text(selection: &Selection<'_>, paint: &NameStyle<'_>, limit: usize) -> String {
    let pages = || selection.board.admitted(selection.filter);
    let todo = Section { title: "To update", limit };
    let update = pages()
        .filter(|page| page.actions.iter().any(|action| action.kind != ActionKind::Translate));
    let update: Vec<&BoardPage> = update.collect();
    let commits = by_commit(&update, limit);
    let mut text = todo.text(update, |page| to_update(page, paint));
    separated(&mut text, &commits);
    let translate = pages().filter(|page| page.state() == State::Missing).collect();
    let section = Section { title: "To translate", limit };
    let to_translate = section.text(translate, |page| to_translate(page, paint));
    separated(&mut text, &to_translate);
    if text.is_empty() {
        text.push_str("nothing to do\n");
    }
    text
}

/// Adds a part below an empty line, if there is one.
fn separated(text: &mut String, part: &str) {
    if !text.is_empty() && !part.is_empty() {
        text.push('\n');
    }
    text.push_str(part);
}

/// The commits of sources that made several translations drift: one change to look at for all of them.
fn by_commit(pages: &[&BoardPage], limit: usize) -> String {
    let mut commits: BTreeMap<(i64, &str), Vec<&BoardPage>> = BTreeMap::new();
    for page in pages.iter().filter(|page| page.state() == State::Drifted) {
        let first = page.status.changes().and_then(|changes| changes.commits.last());
        if let Some(commit) = first {
            commits.entry((commit.time, &commit.hash)).or_default().push(page);
        }
    }
    let shared: Vec<_> = commits.into_iter().filter(|(_, pages)| pages.len() > 1).collect();
    if shared.is_empty() {
        return String::new();
    }
    let mut text = "Since one commit, several pages:\n".to_owned();
    for ((time, hash), pages) in shared.iter().rev().take(limit) {
        let languages: BTreeSet<&str> = pages.iter().map(|page| &*page.code).collect();
        let languages = languages.into_iter().collect::<Vec<_>>().join(", ");
        let (hash, day) = (hash.get(..10).unwrap_or_default(), day(*time));
        let _ = writeln!(text, "  {hash}, {day}: {} in {languages}", counted(pages.len(), "page"));
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
        text.push_str(&labelled("    ", &page.status.words(), paint.columns));
    }
    let first = FirstNotices::of(page);
    let notices = first.words.iter();
    notices.for_each(|notice| text.push_str(&labelled("    ", notice, paint.columns)));
    if first.others > 0 {
        let _ = writeln!(text, "    and {} more:\n      {}", first.others, first.command);
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
    let into = Some(format!("into {}", page.code));
    let reasons = [into, evergreen, languages, demand.date.map(day)];
    let reasons: Vec<String> = reasons.into_iter().flatten().collect();
    text.push_str(&labelled("    ", &reasons.join(", "), paint.columns));
    text
}
