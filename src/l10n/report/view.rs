//! What the templates of the report see.

use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8Path;
use serde::Serialize;
use tera::Context;

use super::{DIRECTORY, Report, SCRIPT, STYLE, asset};
use crate::config::LanguageId;
use crate::l10n::coverage::Coverage;
use crate::l10n::finding::DriftSeverity;
use crate::l10n::status::{PageStatus, State};
use crate::l10n::survey::LanguageStatus;

/// Findings that a row tells in words; the rest are counted.
const FINDINGS: usize = 3;

#[derive(Serialize)]
struct LanguageView {
    code: String,
    name: String,
    tag: String,
    dir: &'static str,
    url: String,
    total: Coverage,
    /// In per cent of the sources.
    coverage: usize,
    missing_strings: usize,
}

/// A page of the default language, and how it stands in each of the others.
#[derive(Serialize)]
struct SourceView {
    title: String,
    url: Option<String>,
    cells: Vec<CellView>,
}

#[derive(Serialize)]
struct CellView {
    state: &'static str,
    /// What stands in the cell: the severity, or a sign for the state.
    word: &'static str,
    /// The same for those who hear it.
    words: String,
    url: String,
}

#[derive(Serialize)]
struct RowView {
    title: String,
    path: String,
    anchor: String,
    url: Option<String>,
    source_url: Option<String>,
    state: &'static str,
    severity: Option<&'static str>,
    summary: String,
    findings: Vec<String>,
    /// How many findings are not told.
    more: usize,
    owners: Vec<String>,
}

impl Report<'_> {
    /// All languages, and a matrix of them and the pages that at least one of them has.
    pub(super) fn overview(&self) -> Context {
        let languages: Vec<LanguageView> =
            self.survey.languages.iter().map(|own| self.language_view(own)).collect();
        let sources = self.sources();
        let everywhere: BTreeSet<&Utf8Path> =
            self.survey.pages.iter().filter_map(|page| page.source.as_deref()).collect();
        let mut context = self.frame();
        context.insert("untranslated", &(everywhere.len() - sources.len()));
        context.insert("languages", &languages);
        context.insert("sources", &sources);
        context
    }

    /// All pages of a language, the worst first.
    pub(super) fn language(&self, own: &LanguageStatus) -> Context {
        let mut pages: Vec<&PageStatus> =
            self.survey.pages.iter().filter(|page| page.language == own.language).collect();
        // Missing pages last, by how much they are wanted.
        pages.sort_by(|a, b| {
            let rank =
                |page: &PageStatus| (page.state != State::Missing, page.severity(), page.demand);
            rank(b).cmp(&rank(a)).then_with(|| a.path.cmp(&b.path))
        });
        let rows: Vec<RowView> = pages.into_iter().map(|page| self.row(page)).collect();
        let mut context = self.frame();
        context.insert("language", &self.language_view(own));
        context.insert("states", &State::ALL.map(State::name));
        let severities = DriftSeverity::ALL.into_iter().rev().map(DriftSeverity::name);
        context.insert("severities", &severities.collect::<Vec<_>>());
        context.insert("shows_owners", &self.settings.shows_owners());
        context.insert("strings", &own.strings.missing);
        context.insert("rows", &rows);
        context
    }

    fn frame(&self) -> Context {
        let mut context = Context::new();
        let base = &self.settings.base_url;
        context.insert("style", &base.relative(&asset("css", STYLE)));
        context.insert("script", &base.relative(&asset("js", SCRIPT)));
        context.insert("site", &self.settings.title);
        context.insert("home", &self.settings.base_url.relative(""));
        let source = self.settings.language(self.settings.default_language);
        context.insert("source_tag", &source.locale.tag());
        context
    }

    fn language_view(&self, own: &LanguageStatus) -> LanguageView {
        let language = self.settings.language(own.language);
        let total = own.total();
        LanguageView {
            code: language.code.clone(),
            name: language.name.clone(),
            tag: language.locale.tag(),
            dir: language.direction.attribute(),
            url: self.language_url(own.language),
            coverage: total.translated * 100 / total.sources.max(1),
            total,
            missing_strings: own.strings.missing.len(),
        }
    }

    fn language_url(&self, language: LanguageId) -> String {
        let code = &self.settings.language(language).code;
        self.settings.base_url.relative(&format!("{DIRECTORY}/{code}/"))
    }

    fn sources(&self) -> Vec<SourceView> {
        let mut sources: BTreeMap<&Utf8Path, BTreeMap<LanguageId, &PageStatus>> = BTreeMap::new();
        for page in &self.survey.pages {
            if let Some(source) = &page.source {
                sources.entry(source).or_default().insert(page.language, page);
            }
        }
        let translated = sources
            .into_iter()
            .filter(|(_, pages)| pages.values().any(|page| page.state != State::Missing));
        let mut views: Vec<(Option<DriftSeverity>, SourceView)> = translated
            .map(|(path, pages)| {
                let worst = pages.values().filter_map(|page| page.severity()).max();
                (worst, self.source(path, &pages))
            })
            .collect();
        views.sort_by_key(|(worst, _)| std::cmp::Reverse(*worst));
        views.into_iter().map(|(_, view)| view).collect()
    }

    fn source(&self, path: &Utf8Path, pages: &BTreeMap<LanguageId, &PageStatus>) -> SourceView {
        let languages = self.survey.languages.iter();
        let cells = languages.filter_map(|own| Some(self.cell(pages.get(&own.language)?)));
        let title = pages.values().next().map_or_else(String::new, |page| page.title.clone());
        SourceView { title, url: self.urls.get(path).cloned(), cells: cells.collect() }
    }

    fn cell(&self, page: &PageStatus) -> CellView {
        let word = match (page.state, page.severity()) {
            (State::Missing, _) => "–",
            (State::Drifted, Some(severity)) => severity.name(),
            (State::Drifted, None) => "drifted",
            (State::Unknown, _) => "?",
            (State::InSync, _) => "✓",
            (State::Orphan, _) => "orphan",
        };
        CellView {
            state: page.state.name(),
            word,
            words: page.words(),
            url: format!("{}#{}", self.language_url(page.language), anchor(page)),
        }
    }

    fn row(&self, page: &PageStatus) -> RowView {
        let found = page.findings().iter().map(ToString::to_string);
        let all: Vec<String> =
            found.chain(page.disparities.iter().map(ToString::to_string)).collect();
        let source = page.source.as_deref();
        RowView {
            title: page.title.clone(),
            path: page.path.to_string(),
            anchor: anchor(page),
            url: self.urls.get(page.path.as_path()).cloned(),
            source_url: source.and_then(|source| self.urls.get(source).cloned()),
            state: page.state.name(),
            severity: page.severity().map(DriftSeverity::name),
            summary: page.words(),
            more: all.len().saturating_sub(FINDINGS),
            findings: all.into_iter().take(FINDINGS).collect(),
            owners: owners(page),
        }
    }
}

/// The aliases of the nearest approvers, and those who have none by name.
fn owners(page: &PageStatus) -> Vec<String> {
    let holdings = page.ownership.approvers.leaf();
    let named = holdings.map(|own| own.grant.alias.as_ref().unwrap_or(&own.grant.name).clone());
    named.collect::<BTreeSet<String>>().into_iter().collect()
}

/// An id that stays while the file does.
fn anchor(page: &PageStatus) -> String {
    blake3::hash(page.path.as_str().as_bytes()).to_hex()[..8].to_owned()
}
