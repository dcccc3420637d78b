//! A translation and its source side by side, row by row.

use std::sync::{Arc, PoisonError};

use serde::Serialize;

use super::bar::LanguageView;
use super::editor::{Lines, PlaceView};
use super::query::Query;
use super::rows::{Piece, joined, pieces};
use super::standing::Held;
use super::{Made, Preview};
use crate::diagnostic::Span;
use crate::l10n::compare::{Basis, Comparison, Row};
use crate::l10n::history::{Commit, Drift};
use crate::l10n::words::day;
use crate::parse::Document;
use crate::render::{Excerpt, ExcerptSource};
use crate::resolve::Page;

#[derive(Serialize)]
struct SideView {
    title: String,
    source: PageView,
    translation: PageView,
    standing: &'static str,
    severity: Option<&'static str>,
    stale: usize,
    not_comparable: usize,
    /// Whether it is known what it was translated from.
    has_kept: bool,
    rows: Vec<RowView>,
}

#[derive(Serialize)]
struct PageView {
    language: LanguageView,
    title: String,
    url: String,
    place: PlaceView,
}

#[derive(Serialize)]
struct RowView {
    state: &'static str,
    /// From 1; the findings that are seen here.
    findings: Vec<FindingView>,
    source: Option<PartView>,
    translation: Option<PartView>,
    /// What the source said.
    was: Option<WasView>,
    /// Whether the languages differ in it so that a reader of the translation is misled.
    is_stale: bool,
}

#[derive(Serialize)]
struct FindingView {
    number: usize,
    severity: &'static str,
    change: &'static str,
}

/// A part of a page.
#[derive(Serialize)]
struct PartView {
    /// Empty for what is not rendered, such as front matter.
    html: String,
    /// As it stands in the file.
    text: Vec<Piece>,
    place: PlaceView,
}

#[derive(Serialize)]
struct WasView {
    text: Vec<Piece>,
    /// Where the translation keeps it.
    place: Option<PlaceView>,
    /// Where git has it.
    commit: Option<CommitView>,
}

#[derive(Serialize)]
struct CommitView {
    hash: String,
    day: String,
}

impl CommitView {
    fn new(commit: &Commit) -> Self {
        let hash = commit.hash.chars().take(10).collect();
        Self { hash, day: day(commit.time) }
    }
}

/// Both pages of a pair.
struct Sides<'a> {
    preview: &'a Preview,
    source: Side<'a>,
    translation: Side<'a>,
    held: Held,
    comparison: Arc<Comparison>,
    /// The source as it was when the translation was last touched, and when that is.
    was: Option<(&'a str, &'a Commit)>,
}

struct Side<'a> {
    page: &'a Page,
    document: &'a Arc<Document>,
    text: String,
    lines: Lines,
}

impl Side<'_> {
    fn place(&self, preview: &Preview, span: Span) -> PlaceView {
        preview.place(&self.document.file.path, self.lines.of(span.range().start))
    }
}

/// The pages side by side, in the tongue of the translation.
pub(super) fn render(preview: &Preview, query: &Query) -> Option<String> {
    let (page, _) = preview.shown_at(query.get("page")?)?;
    let sides = Sides::new(preview, page)?;
    let view = sides.view()?;
    let code = &preview.made.settings.language(page.language).code;
    Some(preview.kept.frame.render("side.html", preview.kept.frame.words.tongue(code), &view))
}

impl<'a> Sides<'a> {
    fn new(preview: &'a Preview, page: &'a Page) -> Option<Self> {
        let set = &preview.made.site.sets[page.set.0];
        let source = set.members.get(&preview.made.settings.default_language)?;
        let side = |page: &'a Page| {
            let document = page.document.as_ref()?;
            let text = preview.text(&document.file.path)?;
            Some(Side { page, document, lines: Lines::new(&text), text })
        };
        let (source, translation) = (side(preview.made.site.page(source.page))?, side(page)?);
        if source.page.id == translation.page.id {
            return None;
        }
        let held = preview.compare(source.document, translation.document);
        let comparison = held.comparison.as_ref().map(Arc::clone)?;
        let was = match preview.tracked().drifts.of(&translation.document.file.path) {
            Some(Drift::Known(own)) => own.was.as_deref().map(|was| (was, &own.baseline)),
            _ => None,
        };
        Some(Self { preview, source, translation, held, comparison, was })
    }

    fn view(&self) -> Option<SideView> {
        let held = &self.held;
        Some(SideView {
            title: self.translation.page.title.clone(),
            source: self.page(&self.source),
            translation: self.page(&self.translation),
            standing: held.standing.name(),
            severity: held.severity().map(|own| own.name()),
            stale: held.stale(),
            not_comparable: held.not_comparable(),
            has_kept: self.comparison.basis != Basis::Structure,
            rows: self.rows()?,
        })
    }

    fn page(&self, side: &Side<'_>) -> PageView {
        PageView {
            language: self.preview.language(side.page.language),
            title: side.page.title.clone(),
            url: self.preview.url(side.page),
            place: self.preview.place(&side.document.file.path, 1),
        }
    }

    fn rows(&self) -> Option<Vec<RowView>> {
        let rows = &self.comparison.rows;
        let part = |span: Option<Span>, marks: Vec<Span>| Excerpt {
            span: span.unwrap_or_default(),
            marks,
        };
        let sources: Vec<Excerpt> = rows
            .iter()
            .map(|row| part(row.source, joined(&self.source.text, &row.words.added)))
            .collect();
        let translations: Vec<Excerpt> =
            rows.iter().map(|row| part(row.translation, Vec::new())).collect();
        let pages: &[(&Page, &[Excerpt])] =
            &[(self.source.page, &sources), (self.translation.page, &translations)];
        let mut rendered = self.preview.excerpts(pages)?.into_iter();
        let (sources, translations) = (rendered.next()?, rendered.next()?);
        let mut shown = vec![false; self.comparison.findings.len()];
        let rows = rows.iter().zip(sources.into_iter().zip(translations));
        Some(rows.map(|(row, html)| self.row(row, html, &mut shown)).collect())
    }

    fn row(&self, row: &Row, html: (String, String), shown: &mut [bool]) -> RowView {
        let findings = row.findings.iter().filter_map(|index| {
            let finding = self.comparison.findings.get(*index)?;
            // A finding of several rows is come to once.
            (!std::mem::replace(shown.get_mut(*index)?, true)).then(|| FindingView {
                number: index + 1,
                severity: finding.severity.name(),
                change: finding.change.name(),
            })
        });
        let part = |side: &Side<'_>, span: Option<Span>, (html, marks): (String, &[Span])| {
            span.map(|span| PartView {
                html,
                text: pieces(&side.text, span, marks),
                place: side.place(self.preview, span),
            })
        };
        RowView {
            state: row.state.name(),
            findings: findings.collect(),
            source: part(&self.source, row.source, (html.0, &row.words.added)),
            translation: part(&self.translation, row.translation, (html.1, &[])),
            was: self.was(row),
            is_stale: !row.findings.is_empty(),
        }
    }

    /// What the source said, as the translation keeps it or git does.
    fn was(&self, row: &Row) -> Option<WasView> {
        let first = row.was.first()?;
        let (text, place, commit) = match (self.comparison.basis, self.was) {
            (Basis::Comments, _) => {
                let side = &self.translation;
                (&*side.text, Some(side.place(self.preview, *first)), None)
            }
            (Basis::Earlier, Some((text, commit))) => (text, None, Some(CommitView::new(commit))),
            _ => return None,
        };
        let mut shown = Vec::new();
        for span in outermost(&row.was) {
            if !shown.is_empty() {
                shown.push(Piece { text: "\n\n".to_owned(), marked: false });
            }
            shown.extend(pieces(text, span, &row.words.removed));
        }
        Some(WasView { text: shown, place, commit })
    }
}

impl Preview {
    /// The HTML of parts of pages, with what is marked in `ins`. `None` while templates are broken.
    fn excerpts(&self, pages: &[(&Page, &[Excerpt])]) -> Option<Vec<Vec<String>>> {
        let Made { settings, documents, site, .. } = &self.made;
        let source = ExcerptSource { settings, documents, site, now: self.files.world.now() };
        let mut maker = self.kept.excerpts.lock().unwrap_or_else(PoisonError::into_inner);
        maker.excerpts(source, pages, "ins").ok()
    }
}

/// Spans without those that lie in the one before.
fn outermost(spans: &[Span]) -> Vec<Span> {
    let mut kept: Vec<Span> = Vec::new();
    for span in spans {
        if kept.last().is_none_or(|last| span.start >= last.end || span.end <= last.start) {
            kept.push(*span);
        }
    }
    kept
}
