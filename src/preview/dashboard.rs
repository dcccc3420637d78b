//! All pages of all languages: the coverage of each language, and what to do next.

use std::collections::HashSet;
use std::sync::Arc;

use serde::Serialize;

use super::bar::{LanguageLabel, command};
use super::built::{Preview, Published};
use super::choice::{Choice, FilterView};
use super::editor::PlaceView;
use super::notices::NoticeView;
use super::query::{Query, encoded};
use super::state::{SourceChangesView, StateView, mark};
use super::string_uses::StringUses;
use super::templates::PreviewProblem;
use crate::board::{ActionKind, BoardLanguage, BoardPage, Filter};
use crate::l10n::finding::DriftSeverity;

/// Rows on a page: more than a reader needs, and quick to load.
const PAGE: usize = 100;
/// The number of notices that a row shows.
const NOTICES: usize = 3;

#[derive(Serialize)]
struct DashboardView<'a> {
    /// The language that findings quote.
    source_tag: String,
    languages: Vec<CardView>,
    filters: FilterView,
    rows: Vec<RowView<'a>>,
    total: usize,
    first: usize,
    last: usize,
    /// Queries.
    previous: Option<String>,
    next: Option<String>,
    strings: Vec<StringsView>,
    relocations: Vec<RelocationView>,
}

/// A language at a glance.
#[derive(Serialize)]
struct CardView {
    language: LanguageLabel,
    sources: usize,
    translated: usize,
    /// In per cent.
    coverage: usize,
    drifted: usize,
    severity: Option<&'static str>,
    strings: usize,
    query: String,
    current: bool,
}

#[derive(Serialize)]
struct RowView<'a> {
    title: &'a str,
    path: &'a str,
    language: LanguageLabel,
    state: StateView,
    url: Option<String>,
    side: Option<String>,
    place: Option<PlaceView>,
    notices: Vec<NoticeView>,
    more: usize,
    start: Option<String>,
    source_changes: Option<SourceChangesView>,
    labels: Vec<&'a str>,
    owners: Vec<OwnerView<'a>>,
    year: Option<i16>,
    mark: String,
}

#[derive(Serialize)]
struct OwnerView<'a> {
    name: &'a str,
    /// Its value in a query.
    query: String,
}

/// The strings that are missing in a language.
#[derive(Serialize)]
struct StringsView {
    language: LanguageLabel,
    missing: Vec<StringView>,
}

#[derive(Serialize)]
struct StringView {
    key: String,
    /// A page that shows it.
    url: Option<String>,
}

/// A page that is not at the path of its source, or has no source, and the command to type.
#[derive(Serialize)]
struct RelocationView {
    language: LanguageLabel,
    kind: &'static str,
    place: PlaceView,
    command: String,
}

/// The dashboard in the interface language of the chosen language, or else in the reader's.
pub(super) fn render(
    preview: &Preview,
    query: &Query,
    accepted: &str,
) -> Result<String, PreviewProblem> {
    let templates = &preview.cache.templates;
    let tongue = match query.get("language") {
        Some(code) => templates.words.tongue(code),
        None => templates.words.accepted(accepted),
    };
    templates.render("dashboard.html", tongue, &preview.view(query))
}

impl Preview {
    fn view(&self, query: &Query) -> DashboardView<'_> {
        let choice = Choice::read(&self.built.settings, query);
        let board = self.board();
        let chosen: Vec<&BoardPage> =
            board.pages.iter().filter(|page| choice.filter.admits(page)).collect();
        let pages = chosen.len().div_ceil(PAGE).max(1);
        let page = query.get("page").and_then(|page| page.parse::<usize>().ok()).unwrap_or(1);
        let page = page.clamp(1, pages);
        let shown = chosen.iter().skip((page - 1) * PAGE).take(PAGE);
        let published = self.published();
        let rows: Vec<RowView<'_>> = shown.map(|page| self.row(page, &published)).collect();
        let to = |number: usize| query.with("page", Some(&number.to_string()));
        DashboardView {
            source_tag: self.source_tag(),
            languages: self.cards(query, &choice),
            filters: self.filters(query, &choice),
            total: chosen.len(),
            first: if rows.is_empty() { 0 } else { (page - 1) * PAGE + 1 },
            last: (page - 1) * PAGE + rows.len(),
            rows,
            previous: (page > 1).then(|| to(page - 1)),
            next: (page < pages).then(|| to(page + 1)),
            strings: self.strings(&choice),
            relocations: self.relocations(&choice),
        }
    }

    /// All languages, chosen or not.
    fn cards(&self, query: &Query, choice: &Choice) -> Vec<CardView> {
        let everything = Filter::default();
        let languages = self.board().languages(&everything).into_iter();
        languages.map(|language| self.card(&language, query, choice)).collect()
    }

    fn card(&self, counted: &BoardLanguage<'_>, query: &Query, choice: &Choice) -> CardView {
        let is_current = choice.filter.languages.contains(&counted.language);
        CardView {
            language: self.language(counted.language),
            sources: counted.total.sources,
            translated: counted.total.translated,
            coverage: counted.total.percentage(),
            drifted: counted.total.drifted,
            severity: counted.severity.map(DriftSeverity::name),
            strings: counted.strings.missing.len(),
            query: Query::parse(&query.with("page", None))
                .with("language", (!is_current).then_some(counted.code)),
            current: is_current,
        }
    }

    fn filters(&self, query: &Query, choice: &Choice) -> FilterView {
        let board = self.board();
        let pages = board.pages.iter().filter(|page| choice.is_of_language(page));
        // Thousands of pages share a few ownerships.
        let mut seen = HashSet::new();
        let different = pages.filter(|page| seen.insert(Arc::as_ptr(&page.status.ownership)));
        let ownerships: Vec<_> = different.map(|page| &*page.status.ownership).collect();
        let languages = board.languages(&Filter::default()).into_iter();
        let languages = languages.map(|language| self.language(language.language)).collect();
        let years = board.pages.iter().filter_map(|page| page.status.year).collect();
        FilterView::new(query, languages, &ownerships, years)
    }

    fn row<'a>(&'a self, board_page: &'a BoardPage, published: &Published<'_>) -> RowView<'a> {
        let status = &board_page.status;
        let page = published.of(&status.path);
        let source = status.source.as_ref().and_then(|source| published.of(source));
        let side = page.filter(|_| status.comparison.is_some()).map(|page| self.side_url(page));
        let notices = self.notices(board_page, side.as_deref(), NOTICES);
        let state = StateView::of(board_page);
        let start = command(&board_page.actions, ActionKind::Translate);
        let owners = board_page.nearest_owners().into_iter();
        RowView {
            title: &status.title,
            path: status.path.as_str(),
            language: self.language(status.language),
            more: state.notices - notices.len(),
            state,
            notices,
            url: page.or(source).map(|page| self.url(page)),
            side,
            place: start.is_none().then(|| self.place(&status.path, 1)),
            start,
            source_changes: SourceChangesView::of(board_page),
            labels: status.ownership.labels.names().collect(),
            owners: owners.map(|name| OwnerView { name, query: encoded(name) }).collect(),
            year: status.year,
            mark: mark(board_page),
        }
    }

    fn strings(&self, choice: &Choice) -> Vec<StringsView> {
        let filter = Filter { languages: choice.filter.languages.clone(), ..Filter::default() };
        let languages = self.board().languages(&filter).into_iter();
        let languages = languages.filter(|language| !language.strings.missing.is_empty());
        let mut uses = StringUses::new(self);
        let views = languages.map(|language| {
            let missing = language.strings.missing.iter().map(|key| StringView {
                key: key.clone(),
                url: uses.page(language.language, key).map(|page| self.url(page)),
            });
            StringsView { language: self.language(language.language), missing: missing.collect() }
        });
        views.collect()
    }

    fn relocations(&self, choice: &Choice) -> Vec<RelocationView> {
        let pages = self.board().pages.iter().filter(|page| choice.is_of_language(page));
        let relocations = pages.flat_map(|page| {
            let actions = page.actions.iter();
            let actions = actions
                .filter(|action| matches!(action.kind, ActionKind::Move | ActionKind::Remove));
            actions.map(|action| RelocationView {
                language: self.language(page.status.language),
                kind: action.kind.name(),
                place: self.place(&page.status.path, 1),
                command: action.command.clone(),
            })
        });
        relocations.collect()
    }
}
