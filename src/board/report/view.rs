//! What the templates of the report see.

use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8Path;
use serde::Serialize;
use tera::Context;

use super::{CHOICE, DIRECTORY, SCRIPT, TranslationReport, script};
use crate::board::coverage::Coverage;
use crate::board::filter::Filter;
use crate::board::page::BoardPage;
use crate::board::whole::BoardLanguage;
use crate::config::LanguageId;
use crate::l10n::finding::DriftSeverity;
use crate::l10n::status::State;

/// Findings that a row shows in words; the rest are counted.
const FINDINGS: usize = 3;

/// An entry of the menu of languages.
#[derive(Serialize)]
struct LinkView<'a> {
    name: &'a str,
    tag: String,
    url: String,
    is_current: bool,
}

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

/// A page of the default language, and its state in each of the others.
#[derive(Serialize)]
struct SourceView<'a> {
    title: &'a str,
    url: Option<&'a str>,
    /// In the order of the languages; `None` where a draft is not to be translated yet.
    cells: Vec<Option<CellView>>,
}

#[derive(Serialize)]
struct CellView {
    state: &'static str,
    severity: Option<&'static str>,
    url: String,
}

#[derive(Serialize)]
struct RowView<'a> {
    title: &'a str,
    path: &'a str,
    anchor: String,
    url: Option<&'a str>,
    source_url: Option<&'a str>,
    state: &'static str,
    severity: Option<&'static str>,
    /// In English, where the state does not say it all.
    summary: Option<String>,
    findings: Vec<String>,
    /// How many findings are not shown.
    more: usize,
    owners: BTreeSet<&'a str>,
}

impl TranslationReport<'_> {
    /// All languages, and a matrix of languages and the pages that at least one of them has.
    pub(super) fn overview(&self) -> Context {
        let everything = Filter::default();
        let languages = self.board.languages(&everything);
        let views: Vec<LanguageView> =
            languages.iter().map(|language| self.language_view(language)).collect();
        let sources = self.sources(&languages);
        let everywhere: BTreeSet<&Utf8Path> =
            self.board.pages.iter().filter_map(|page| page.status.source.as_deref()).collect();
        let mut context = self.frame(self.settings.default_language);
        context.insert("untranslated", &(everywhere.len() - sources.len()));
        context.insert("languages", &views);
        context.insert("sources", &sources);
        context
    }

    /// All pages of a language.
    pub(super) fn language(&self, language: &BoardLanguage<'_>) -> Context {
        let filter = Filter { languages: vec![language.language], ..Filter::default() };
        let rows: Vec<RowView<'_>> =
            self.board.admitted(&filter).map(|page| self.row(page)).collect();
        let mut context = self.frame(language.language);
        context.insert("language", &self.language_view(language));
        context.insert("states", &State::ALL.map(State::name));
        let severities = DriftSeverity::ALL.into_iter().rev().map(DriftSeverity::name);
        context.insert("severities", &severities.collect::<Vec<_>>());
        context.insert("shows_owners", &self.settings.shows_owners());
        context.insert("strings", &language.strings.missing);
        context.insert("rows", &rows);
        context
    }

    /// What all pages have, for readers of a language.
    fn frame(&self, reader: LanguageId) -> Context {
        let mut context = Context::new();
        let base = &self.settings.base_url;
        context.insert("style", &base.relative(&self.style().path));
        context.insert("script", &base.relative(&script("report", SCRIPT).path));
        context.insert("choice", &base.relative(&script("choice", CHOICE).path));
        context.insert("report", &base.relative(&format!("{DIRECTORY}/")));
        for key in ["logo", "favicon"] {
            let path = self.settings.params.get(key).and_then(|path| path.value.to_text());
            let path = path.filter(|path| !path.contains(':'));
            context.insert(key, &path.map(|path| base.relative(&path)));
        }
        let language = self.settings.language(reader);
        let tongue = self.words.tongue(&language.code);
        context.insert("tongue", &tongue.0);
        context.insert("ui_tag", &self.words.tag(tongue));
        context.insert("ui_dir", self.words.direction(tongue).attribute());
        context.insert("site", &language.title);
        context
            .insert("home", &base.relative(&format!("{}/", self.settings.language_prefix(reader))));
        context.insert("reader", &language.name);
        context.insert("menu", &self.menu(reader));
        let source = self.settings.language(self.settings.default_language);
        context.insert("source_tag", &source.locale.tag());
        context
    }

    /// The overview by the name of the default language, and the page of each other language.
    fn menu(&self, reader: LanguageId) -> Vec<LinkView<'_>> {
        let everything = Filter::default();
        let others = self.board.languages(&everything).into_iter().map(|others| others.language);
        let languages = std::iter::once(self.settings.default_language).chain(others);
        languages
            .map(|id| {
                let language = self.settings.language(id);
                let is_overview = id == self.settings.default_language;
                LinkView {
                    name: &language.name,
                    tag: language.locale.tag(),
                    url: self.language_url(if is_overview { "" } else { &language.code }),
                    is_current: id == reader,
                }
            })
            .collect()
    }

    fn language_view(&self, counted: &BoardLanguage<'_>) -> LanguageView {
        let language = self.settings.language(counted.language);
        LanguageView {
            code: language.code.clone(),
            name: language.name.clone(),
            tag: language.locale.tag(),
            dir: language.direction.attribute(),
            url: self.language_url(&language.code),
            total: counted.total,
            coverage: counted.total.percentage(),
            missing_strings: counted.strings.missing.len(),
        }
    }

    fn language_url(&self, code: &str) -> String {
        let path = format!("{DIRECTORY}/{code}/");
        self.settings.base_url.relative(path.trim_end_matches('/')) + "/"
    }

    /// Pages ordered by their most urgent translation.
    fn sources(&self, languages: &[BoardLanguage<'_>]) -> Vec<SourceView<'_>> {
        let mut order: Vec<&Utf8Path> = Vec::new();
        let mut sources: BTreeMap<&Utf8Path, BTreeMap<LanguageId, &BoardPage>> = BTreeMap::new();
        for page in &self.board.pages {
            if let Some(source) = &page.status.source {
                let pages = sources.entry(source).or_insert_with(|| {
                    order.push(source);
                    BTreeMap::new()
                });
                pages.insert(page.status.language, page);
            }
        }
        let sources = order.into_iter().map(|path| (path, &sources[path]));
        let translated =
            sources.filter(|(_, pages)| pages.values().any(|page| page.state() != State::Missing));
        translated
            .map(|(path, pages)| {
                let pages_in_order = languages.iter().map(|language| pages.get(&language.language));
                let cells = pages_in_order.map(|page| page.map(|page| self.cell(page)));
                SourceView {
                    title: pages.values().next().map_or("", |page| &page.status.title),
                    url: self.urls.get(path).map(String::as_str),
                    cells: cells.collect(),
                }
            })
            .collect()
    }

    fn cell(&self, page: &BoardPage) -> CellView {
        CellView {
            state: page.state().name(),
            severity: page.severity.map(DriftSeverity::name),
            url: format!("{}#{}", self.language_url(&page.code), anchor(page)),
        }
    }

    fn row<'a>(&'a self, page: &'a BoardPage) -> RowView<'a> {
        let status = &page.status;
        let notices = page.notices();
        let url = |path: &Utf8Path| self.urls.get(path).map(String::as_str);
        RowView {
            title: &status.title,
            path: status.path.as_str(),
            anchor: anchor(page),
            url: url(&status.path),
            source_url: status.source.as_deref().and_then(url),
            state: status.state.name(),
            severity: page.severity.map(DriftSeverity::name),
            summary: matches!(status.state, State::Drifted | State::Unknown | State::Orphan)
                .then(|| status.words()),
            more: notices.len().saturating_sub(FINDINGS),
            findings: notices.iter().take(FINDINGS).map(ToString::to_string).collect(),
            owners: page.nearest_owners(),
        }
    }
}

/// An id that is stable as long as the file exists.
fn anchor(page: &BoardPage) -> String {
    blake3::hash(page.status.path.as_str().as_bytes()).to_hex()[..8].to_owned()
}
