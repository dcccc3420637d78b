//! Every page in every language as a row, the most urgent first.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;
use serde::Serialize;

use super::Preview;
use super::history::Tracked;
use super::standing::{Held, Standing};
use crate::config::LanguageId;
use crate::l10n::finding::DriftSeverity;
use crate::l10n::status::{self, PageStatus};
use crate::l10n::survey::{LanguageStatus, Material, Survey};
use crate::l10n::words::day;
use crate::parse::Document;
use crate::resolve::Page;

/// All rows, and the totals of the languages.
pub struct Table {
    pub(super) rows: Vec<Row>,
    pub(super) languages: Vec<LanguageStatus>,
}

/// A page in a language that is not the default one.
pub(super) struct Row {
    pub status: PageStatus,
    pub held: Held,
    pub year: Option<i16>,
    /// Tells the row from itself at another time.
    pub mark: String,
    /// What a text is looked for in.
    pub haystack: String,
}

/// Commits of a source since the day of the first.
#[derive(Serialize)]
pub(super) struct SourceChangesView {
    commits: usize,
    day: String,
}

/// The published page of each file.
pub(super) struct Published<'a>(HashMap<&'a Utf8Path, &'a Page>);

impl Table {
    pub(super) fn new(preview: &Preview) -> Self {
        let made = &preview.made;
        let Tracked { pairs, drifts } = preview.tracked();
        let material = Material {
            world: &*preview.files.world,
            settings: &made.settings,
            documents: &made.documents,
            pairs,
            drifts,
        };
        let survey = Survey::again(material, &preview.kept.comparisons);
        let documents = made.documents.content.iter();
        let documents: HashMap<&Utf8Path, &Arc<Document>> =
            documents.map(|own| (&*own.file.path, own)).collect();
        let rows = survey.pages.into_par_iter();
        let mut rows: Vec<Row> = rows.map(|status| Row::new(preview, &documents, status)).collect();
        rows.sort_by_cached_key(Row::urgency);
        Self { rows, languages: survey.languages }
    }

    pub(super) fn of(&self, language: LanguageId) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(move |row| row.status.language == language)
    }

    /// The row of a file, if the table is made already.
    pub(super) fn find(&self, file: &Utf8Path) -> Option<&Row> {
        self.rows.iter().find(|row| row.status.path == file)
    }

    /// The years of the rows, new ones first.
    pub(super) fn years(&self) -> impl Iterator<Item = i16> {
        let years: BTreeSet<i16> = self.rows.iter().filter_map(|row| row.year).collect();
        years.into_iter().rev()
    }
}

impl Row {
    fn new(
        preview: &Preview,
        documents: &HashMap<&Utf8Path, &Arc<Document>>,
        status: PageStatus,
    ) -> Self {
        let document = |path: &Utf8PathBuf| documents.get(&**path).copied();
        let source = status.source.as_ref().and_then(document);
        let held = match (status.state, source, document(&status.path)) {
            (status::State::Missing, ..) => Held::without(Standing::Missing),
            (_, Some(source), Some(own)) => preview.compare(source, own),
            _ => Held::without(Standing::Orphan),
        };
        let dated = source.or_else(|| document(&status.path));
        let date = dated.and_then(|own| own.front_matter.dates.date);
        let mark = mark(&status, &held);
        let haystack = format!("{}\n{}", status.title, status.path).to_lowercase();
        Self { year: date.map(|date| date.civil.year()), mark, haystack, held, status }
    }

    /// Sorts the most urgent first: what misleads readers, then what they lack.
    fn urgency(&self) -> impl Ord + use<> {
        let rank = Standing::OF_TRANSLATIONS.iter().position(|own| *own == self.held.standing);
        let place = (self.status.language, self.status.path.clone());
        let order = std::cmp::Reverse((self.held.severity(), self.status.demand));
        (rank, order, place)
    }

    /// What became of the source since the translation was touched, by git.
    pub(super) fn source_changes(&self) -> Option<SourceChangesView> {
        let changes = self.status.changes().filter(|own| own.has_drifted)?;
        let day = changes.since().map(day)?;
        Some(SourceChangesView { commits: changes.commits.len(), day })
    }

    /// Of the texts alone.
    pub(super) fn severity(&self) -> Option<DriftSeverity> {
        self.held.severity()
    }
}

fn mark(status: &PageStatus, held: &Held) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut add = |text: &str| {
        hasher.update(text.as_bytes());
        hasher.update(&[0]);
    };
    add(status.path.as_str());
    add(held.standing.name());
    for finding in held.comparison.iter().flat_map(|own| &own.findings) {
        add(finding.severity.name());
        add(finding.change.name());
        add(finding.source.as_ref().map_or("", |own| &own.text));
    }
    hasher.finalize().to_hex()[..10].to_owned()
}

impl<'a> Published<'a> {
    pub(super) fn new(preview: &'a Preview) -> Self {
        let pages = preview.made.site.pages.iter().filter(|page| page.is_rendered());
        let of_files = pages.filter_map(|page| Some((&*page.document.as_ref()?.file.path, page)));
        Self(of_files.collect())
    }

    pub(super) fn of(&self, file: &Utf8Path) -> Option<&'a Page> {
        self.0.get(file).copied()
    }
}
