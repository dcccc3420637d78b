//! All pages of all languages: how far each language is, and what is to be done next.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use serde::Serialize;

use super::Preview;
use super::bar::{FindingView, LanguageView, quoted};
use super::editor::PlaceView;
use super::query::Query;
use super::seen::Seen;
use super::standing::Standing;
use super::survey::{Published, Row, SourceChangesView, Table};
use crate::config::LanguageId;
use crate::l10n::coverage::Coverage;
use crate::l10n::finding::DriftSeverity;
use crate::l10n::translated_path;
use crate::owners::{Ownership, Role};
use crate::resolve::Pairing;

/// Rows on a page: more than anybody reads, and little to load.
const PAGE: usize = 100;
/// Findings that a row shows.
const FINDINGS: usize = 3;

#[derive(Serialize)]
struct DashboardView {
    /// Of the language that findings quote.
    source_tag: String,
    languages: Vec<CardView>,
    filters: FilterView,
    rows: Vec<RowView>,
    total: usize,
    first: usize,
    last: usize,
    /// Queries.
    previous: Option<String>,
    next: Option<String>,
    strings: Vec<StringsView>,
    mends: Vec<MendView>,
}

/// A language at a glance.
#[derive(Serialize)]
struct CardView {
    language: LanguageView,
    sources: usize,
    translated: usize,
    /// Of a hundred.
    coverage: usize,
    stale: usize,
    severity: Option<&'static str>,
    missing: usize,
    orphaned: usize,
    strings: usize,
    query: String,
    current: bool,
}

/// What can be chosen, and what is.
#[derive(Serialize)]
struct FilterView {
    languages: Vec<OptionView>,
    standings: Vec<OptionView>,
    severities: Vec<OptionView>,
    labels: Vec<OptionView>,
    years: Vec<OptionView>,
    owners: Vec<String>,
    owner: Option<String>,
    text: Option<String>,
    is_any: bool,
}

#[derive(Serialize)]
struct OptionView {
    value: String,
    name: String,
    chosen: bool,
}

#[derive(Serialize)]
struct RowView {
    title: String,
    language: LanguageView,
    standing: &'static str,
    severity: Option<&'static str>,
    stale: usize,
    url: Option<String>,
    side: Option<String>,
    place: Option<PlaceView>,
    findings: Vec<FindingView>,
    more: usize,
    start: Option<String>,
    source_changes: Option<SourceChangesView>,
    labels: Vec<String>,
    owners: Vec<String>,
    year: Option<i16>,
    mark: String,
}

/// The strings that a language lacks.
#[derive(Serialize)]
struct StringsView {
    language: LanguageView,
    missing: Vec<StringView>,
}

#[derive(Serialize)]
struct StringView {
    key: String,
    /// A page that shows it.
    url: Option<String>,
}

/// A pair that does not stand where it should, and what to type.
#[derive(Serialize)]
struct MendView {
    language: LanguageView,
    kind: &'static str,
    place: PlaceView,
    command: String,
}

/// What the rows are to be.
struct Choice<'a> {
    language: Option<LanguageId>,
    standing: Option<&'a str>,
    severity: Option<&'a str>,
    label: Option<&'a str>,
    year: Option<&'a str>,
    owner: Option<&'a str>,
    text: Option<String>,
}

/// The dashboard in the tongue of the language that is asked for, or else in that of the reader.
pub(super) fn render(preview: &Preview, query: &Query, accepted: &str) -> String {
    let words = &preview.kept.frame.words;
    let tongue = match query.get("language") {
        Some(code) => words.tongue(code),
        None => words.accepted(accepted),
    };
    preview.kept.frame.render("dashboard.html", tongue, &preview.view(query))
}

impl Preview {
    fn view(&self, query: &Query) -> DashboardView {
        let table = self.table();
        let choice = Choice::read(self, query);
        let chosen: Vec<&Row> = table.rows.iter().filter(|row| choice.admits(row)).collect();
        let pages = chosen.len().div_ceil(PAGE).max(1);
        let page = query.get("page").and_then(|page| page.parse::<usize>().ok()).unwrap_or(1);
        let page = page.clamp(1, pages);
        let shown = chosen.iter().skip((page - 1) * PAGE).take(PAGE);
        let published = Published::new(self);
        let rows: Vec<RowView> = shown.map(|row| self.row(row, &published)).collect();
        let to = |number: usize| query.with("page", Some(&number.to_string()));
        DashboardView {
            source_tag: self.source_tag(),
            languages: self.cards(table, query, &choice),
            filters: self.filters(table, query, &choice),
            total: chosen.len(),
            first: if rows.is_empty() { 0 } else { (page - 1) * PAGE + 1 },
            last: (page - 1) * PAGE + rows.len(),
            rows,
            previous: (page > 1).then(|| to(page - 1)),
            next: (page < pages).then(|| to(page + 1)),
            strings: self.strings(table, &choice),
            mends: self.mends(table, &choice),
        }
    }

    fn cards(&self, table: &Table, query: &Query, choice: &Choice<'_>) -> Vec<CardView> {
        let cards = table.languages.iter().map(|own| {
            let total = Coverage::of(table.of(own.language).map(|row| &row.status));
            let stale =
                || table.of(own.language).filter(|row| row.held.standing == Standing::Stale);
            let language = self.language(own.language);
            let is_current = choice.language == Some(own.language);
            CardView {
                sources: total.sources,
                translated: total.translated,
                coverage: total.translated * 100 / total.sources.max(1),
                stale: stale().count(),
                severity: stale().filter_map(Row::severity).max().map(DriftSeverity::name),
                missing: total.missing,
                orphaned: total.orphaned,
                strings: own.strings.missing.len(),
                query: Query::parse(&query.with("page", None))
                    .with("language", (!is_current).then_some(&*language.code)),
                current: is_current,
                language,
            }
        });
        cards.collect()
    }

    fn filters(&self, table: &Table, query: &Query, choice: &Choice<'_>) -> FilterView {
        let option = |value: &str, name: &str, key: &str| OptionView {
            value: value.to_owned(),
            name: name.to_owned(),
            chosen: query.get(key) == Some(value),
        };
        let own = ownerships(table.rows.iter().filter(|row| choice.speaks(row)));
        let labels: BTreeSet<&str> = own.iter().flat_map(|own| own.labels.names()).collect();
        let owners: BTreeSet<&str> = own.iter().flat_map(|own| names_of_owners(own)).collect();
        let languages = table.languages.iter().map(|own| self.language(own.language));
        let standings = Standing::OF_TRANSLATIONS.into_iter().map(Standing::name);
        let severities = DriftSeverity::ALL.into_iter().rev().map(DriftSeverity::name);
        let keys = ["language", "standing", "severity", "label", "year", "owner", "text"];
        FilterView {
            languages: languages.map(|own| option(&own.code, &own.name, "language")).collect(),
            standings: standings.map(|own| option(own, own, "standing")).collect(),
            severities: severities.map(|own| option(own, own, "severity")).collect(),
            labels: labels.into_iter().map(|own| option(own, own, "label")).collect(),
            years: table
                .years()
                .map(|year| option(&year.to_string(), &year.to_string(), "year"))
                .collect(),
            owners: owners.into_iter().map(str::to_owned).collect(),
            owner: query.get("owner").map(str::to_owned),
            text: query.get("text").map(str::to_owned),
            is_any: keys.iter().any(|key| query.get(key).is_some()),
        }
    }

    fn row(&self, row: &Row, published: &Published<'_>) -> RowView {
        let status = &row.status;
        let page = published.of(&status.path);
        let source = status.source.as_ref().and_then(|source| published.of(source));
        let mut findings = match (page, row.held.comparison.as_deref()) {
            (Some(page), Some(comparison)) => self.findings(page, comparison),
            _ => Vec::new(),
        };
        findings.truncate(FINDINGS);
        let is_missing = row.held.standing == Standing::Missing;
        RowView {
            title: status.title.clone(),
            language: self.language(status.language),
            standing: row.held.standing.name(),
            severity: row.severity().map(DriftSeverity::name),
            stale: row.held.stale(),
            more: row.held.stale().saturating_sub(findings.len()),
            findings,
            url: page.or(source).map(|page| self.url(page)),
            side: page.filter(|_| row.held.comparison.is_some()).map(|page| self.side_url(page)),
            place: (!is_missing).then(|| self.place(&status.path, 1)),
            start: source.filter(|_| is_missing).and_then(|own| self.start(own, status.language)),
            source_changes: row.source_changes(),
            labels: status.ownership.labels.names().map(str::to_owned).collect(),
            owners: nearest_owners(row),
            year: row.year,
            mark: row.mark.clone(),
        }
    }

    fn strings(&self, table: &Table, choice: &Choice<'_>) -> Vec<StringsView> {
        let languages = table.languages.iter().filter(|own| {
            choice.language.is_none_or(|chosen| chosen == own.language)
                && !own.strings.missing.is_empty()
        });
        let mut seen = Seen::new(self);
        let views = languages.map(|own| {
            let missing = own.strings.missing.iter().map(|key| StringView {
                key: key.clone(),
                url: seen.page(own.language, key).map(|page| self.url(page)),
            });
            StringsView { language: self.language(own.language), missing: missing.collect() }
        });
        views.collect()
    }

    fn mends(&self, table: &Table, choice: &Choice<'_>) -> Vec<MendView> {
        let rows = table.rows.iter().filter(|row| choice.speaks(row));
        rows.filter_map(|row| self.mend(row)).collect()
    }

    fn mend(&self, row: &Row) -> Option<MendView> {
        let status = &row.status;
        let path = quoted(status.path.as_str());
        let is_repaired = status.pairing.is_some_and(|own| own != Pairing::Path);
        let (kind, command) = if row.held.standing == Standing::Orphan {
            ("orphan", format!("git rm {path}"))
        } else if is_repaired {
            let mut documents = self.made.documents.content.iter();
            let source = documents.find(|own| Some(&own.file.path) == status.source.as_ref())?;
            let to = translated_path(&self.made.settings, &source.file, status.language);
            ("repaired", format!("git mv {path} {}", quoted(to.as_str())))
        } else {
            return None;
        };
        let language = self.language(status.language);
        Some(MendView { language, kind, place: self.place(&status.path, 1), command })
    }
}

impl<'a> Choice<'a> {
    fn read(preview: &Preview, query: &'a Query) -> Self {
        let settings = &preview.made.settings;
        Self {
            language: query.get("language").and_then(|code| settings.language_by_code(code)),
            standing: query.get("standing"),
            severity: query.get("severity"),
            label: query.get("label"),
            year: query.get("year"),
            owner: query.get("owner"),
            text: query.get("text").map(str::to_lowercase),
        }
    }

    fn speaks(&self, row: &Row) -> bool {
        self.language.is_none_or(|language| language == row.status.language)
    }

    fn admits(&self, row: &Row) -> bool {
        let status = &row.status;
        self.speaks(row)
            && self.standing.is_none_or(|name| row.held.standing.name() == name)
            && self
                .severity
                .is_none_or(|name| row.severity().map(DriftSeverity::name) == Some(name))
            && self.label.is_none_or(|label| status.has_label(label))
            && self.year.is_none_or(|year| row.year.is_some_and(|own| own.to_string() == year))
            && self.owner.is_none_or(|owner| status.is_owned_by(owner))
            && self.text.as_ref().is_none_or(|text| row.haystack.contains(text))
    }
}

/// Whose the rows are, each answer once: thousands of rows share a few.
fn ownerships<'a>(rows: impl Iterator<Item = &'a Row>) -> Vec<&'a Ownership> {
    let mut seen = HashSet::new();
    let own = rows.map(|row| &row.status.ownership);
    own.filter(|own| seen.insert(Arc::as_ptr(own))).map(|own| &**own).collect()
}

/// Logins and the aliases by which they are named.
fn names_of_owners(ownership: &Ownership) -> impl Iterator<Item = &str> {
    let roles = [Role::Approver, Role::Reviewer, Role::RequiredReviewer];
    let holdings = roles.into_iter().flat_map(|role| ownership.of(role).iter());
    holdings.flat_map(|holding| {
        let alias = holding.grant.alias.as_deref();
        std::iter::once(holding.grant.name.as_str()).chain(alias)
    })
}

/// The aliases of the nearest approvers, and those who have none by name.
fn nearest_owners(row: &Row) -> Vec<String> {
    let holdings = row.status.ownership.approvers.leaf();
    let named = holdings.map(|own| own.grant.alias.as_ref().unwrap_or(&own.grant.name).clone());
    named.collect::<BTreeSet<String>>().into_iter().collect()
}
