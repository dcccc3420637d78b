//! `site list`: the content files, and what becomes of each.

use serde::Serialize;

use super::args::{ListArguments, ListedKind};
use super::exit::Exit;
use super::global::{GlobalArguments, MessageFormat};
use super::output::{print, print_json};
use super::refusal::{configured, refuse};
use super::request::{request, today};
use crate::config::Settings;
use crate::diagnostic::Severities;
use crate::listing::{LeftOutCounts, ListedPage, ListedState, list};
use crate::resolve::LeftOut;

/// Lists the pages of the requested kind.
pub(super) fn run(global: &GlobalArguments, arguments: &ListArguments) -> Exit {
    let request = request(global, &arguments.content);
    let configured = match today(&arguments.content) {
        Ok(now) => configured(global, now, &request),
        Err(problem) => Err(refuse(global, None, &[*problem], &Severities::default())),
    };
    let (world, settings) = match configured {
        Ok(configured) => configured,
        Err(exit) => return exit,
    };
    let mut pages = list(&world, &settings);
    pages.retain(|page| is_wanted(page, arguments.kind));
    if !request.languages.is_empty() {
        pages.retain(|page| request.languages.contains(&settings.language(page.language).code));
    }
    if global.format == MessageFormat::Json {
        return print_json(&document(&settings, &pages));
    }
    print(&pages.iter().map(row).collect::<String>())
}

fn is_wanted(page: &ListedPage, kind: ListedKind) -> bool {
    match kind {
        ListedKind::All => true,
        ListedKind::Published => matches!(page.state, ListedState::Published(_)),
        ListedKind::Drafts => page.state == ListedState::LeftOut(LeftOut::Draft),
        ListedKind::Future => page.state == ListedState::LeftOut(LeftOut::Future),
        ListedKind::Expired => page.state == ListedState::LeftOut(LeftOut::Expired),
    }
}

fn row(page: &ListedPage) -> String {
    let date = page.date.map(|date| date.rfc3339()).unwrap_or_default();
    let day = date.get(..10).unwrap_or("-");
    format!("{day:<10}  {:<12}  {}\n", state(&page.state), page.path)
}

pub(super) fn state(state: &ListedState) -> &'static str {
    match state {
        ListedState::Published(_) => "published",
        ListedState::LeftOut(LeftOut::Draft) => "draft",
        ListedState::LeftOut(LeftOut::Future) => "future",
        ListedState::LeftOut(LeftOut::Expired) => "expired",
        ListedState::LeftOut(LeftOut::InvalidDate) => "invalid-date",
        ListedState::NotRendered => "not-rendered",
    }
}

/// `1 draft, 2 future`; empty if nothing is left out.
pub(super) fn left_out(counts: &LeftOutCounts) -> String {
    let part = |(reason, count): (&LeftOut, &usize)| {
        let word = match reason {
            LeftOut::Draft if *count != 1 => "drafts",
            reason => state(&ListedState::LeftOut(*reason)),
        };
        format!("{count} {word}")
    };
    counts.iter().map(part).collect::<Vec<_>>().join(", ")
}

/// The one document that `site list --format json` prints.
#[derive(Serialize)]
struct ListJson<'a> {
    /// Of this form; it grows when a field changes its meaning.
    version: u32,
    pages: Vec<PageJson<'a>>,
}

#[derive(Serialize)]
struct PageJson<'a> {
    path: &'a str,
    language: &'a str,
    title: &'a str,
    /// RFC 3339, or `null`.
    date: Option<String>,
    /// `published`, `draft`, `future`, `expired`, `invalid-date` or `not-rendered`.
    state: &'static str,
    /// Where the page is published, or `null`.
    url: Option<&'a str>,
}

fn document<'a>(settings: &'a Settings, pages: &'a [ListedPage]) -> ListJson<'a> {
    let page = |page: &'a ListedPage| PageJson {
        path: page.path.as_str(),
        language: &settings.language(page.language).code,
        title: &page.title,
        date: page.date.map(|date| date.rfc3339()),
        state: state(&page.state),
        url: match &page.state {
            ListedState::Published(url) => Some(url),
            _ => None,
        },
    };
    ListJson { version: 1, pages: pages.iter().map(page).collect() }
}
