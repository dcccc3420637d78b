//! A translation and its source side by side, row by row.

use std::sync::{Arc, PoisonError};

use serde::Serialize;

use super::bar::LanguageLabel;
use super::built::{BuiltSite, Preview};
use super::editor::PlaceView;
use super::notices::NoticeView;
use super::query::Query;
use super::segments::{TextPiece, joined, pieces};
use super::state::StateView;
use super::templates::PreviewProblem;
use crate::board::{Action, BoardPage};
use crate::diagnostic::{LineStarts, Span};
use crate::l10n::compare::{Basis, Comparison, Row};
use crate::l10n::history::{Commit, Drift};
use crate::l10n::status::State;
use crate::l10n::words::day;
use crate::parse::Document;
use crate::render::{Excerpt, ExcerptSource};
use crate::resolve::Page;

#[derive(Serialize)]
struct SideView {
    title: String,
    source: PageView,
    translation: PageView,
    state: StateView,
    /// The differences outside the text.
    disparities: Vec<NoticeView>,
    /// The revision of the source that was translated, if it was searched for.
    origin: Option<OriginView>,
    has_findings: bool,
    /// Whether its baseline is known.
    has_kept: bool,
    /// Writes into the translation that it says what its source says today.
    pin: Option<String>,
    parts: Vec<FoldView>,
}

/// Some rows of the page in a row.
#[derive(Serialize)]
struct FoldView {
    /// Whether they stay out of sight until somebody asks: nothing in them has drifted.
    is_folded: bool,
    rows: Vec<RowView>,
}

/// A revision of the source, and how much of what is not translated it shares with the translation.
#[derive(Serialize)]
struct OriginView {
    day: String,
    commit: String,
    percent: u32,
}

#[derive(Serialize)]
struct PageView {
    language: LanguageLabel,
    title: String,
    url: String,
    place: PlaceView,
}

#[derive(Serialize)]
struct RowView {
    state: &'static str,
    /// The numbers, from 1, of the findings that this row shows.
    findings: Vec<FindingView>,
    source: Option<PartView>,
    translation: Option<PartView>,
    /// The source's former text.
    was: Option<WasView>,
    /// Whether the difference between the languages misleads readers of the translation.
    has_drifted: bool,
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
    /// Empty for text that is not rendered, such as front matter.
    html: String,
    /// The text as written in the file.
    text: Vec<TextPiece>,
    place: PlaceView,
}

/// The HTML of a row, for both sides.
struct RowHtml {
    source: String,
    translation: String,
}

/// The HTML of a part, and the marked words in its text.
struct RenderedPart<'a> {
    html: String,
    marks: &'a [Span],
}

#[derive(Serialize)]
struct WasView {
    text: Vec<TextPiece>,
    /// Where the translation keeps the source's former text.
    place: Option<PlaceView>,
    /// The commit that has the source's former text.
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
struct SideBySide<'a> {
    preview: &'a Preview,
    source: SidePage<'a>,
    translation: SidePage<'a>,
    board_page: BoardPage,
    comparison: Arc<Comparison>,
    /// The source as of when the translation was last touched, and the commit.
    was: Option<EarlierSource<'a>>,
}

#[derive(Clone, Copy)]
struct EarlierSource<'a> {
    text: &'a str,
    commit: &'a Commit,
}

struct SidePage<'a> {
    page: &'a Page,
    document: &'a Arc<Document>,
    text: String,
    lines: LineStarts,
}

impl SidePage<'_> {
    fn place(&self, preview: &Preview, span: Span) -> PlaceView {
        preview.place(&self.document.file.path, self.lines.line_of(span.range().start))
    }
}

/// The pages side by side, in the interface language that fits the translation.
pub(super) fn render(preview: &Preview, query: &Query) -> Result<Option<String>, PreviewProblem> {
    let shown = query.get("page").and_then(|path| preview.shown_at(path));
    let sides = shown.and_then(|(page, _)| SideBySide::new(preview, page));
    let Some(sides) = sides else { return Ok(None) };
    let code = &preview.built.settings.language(sides.translation.page.language).code;
    let templates = &preview.cache.templates;
    templates.render("side.html", templates.words.tongue(code), &sides.view()?).map(Some)
}

impl<'a> SideBySide<'a> {
    fn new(preview: &'a Preview, page: &'a Page) -> Option<Self> {
        let set = &preview.built.site.sets[page.set.0];
        let source = set.members.get(&preview.built.settings.default_language)?;
        let side = |page: &'a Page| {
            let document = page.document.as_ref()?;
            let text = preview.text(&document.file.path)?;
            Some(SidePage { page, document, lines: LineStarts::new(&text), text })
        };
        let (source, translation) = (side(preview.built.site.page(source.page))?, side(page)?);
        if source.page.id == translation.page.id {
            return None;
        }
        let board_page = preview.board_pages(page);
        let board_page = board_page
            .into_iter()
            .find(|board_page| board_page.status.path == translation.document.file.path)?;
        let comparison = board_page.status.comparison.as_ref().map(Arc::clone)?;
        let was = match preview.drifts().of(&translation.document.file.path) {
            Some(Drift::Known(changes)) => {
                let origin = changes.origin.as_ref().map(|origin| &origin.commit);
                let commit = origin.unwrap_or(&changes.baseline);
                changes.was.as_deref().map(|text| EarlierSource { text, commit })
            }
            _ => None,
        };
        Some(Self { preview, source, translation, board_page, comparison, was })
    }

    fn view(&self) -> Result<SideView, PreviewProblem> {
        Ok(SideView {
            title: self.translation.page.title.clone(),
            source: self.page(&self.source),
            translation: self.page(&self.translation),
            state: StateView::of(&self.board_page),
            disparities: self.preview.disparities(&self.board_page),
            origin: self.origin(),
            has_findings: !self.comparison.findings.is_empty(),
            has_kept: self.comparison.basis != Basis::Structure,
            pin: self.pin(),
            parts: folded(self.rows()?),
        })
    }

    /// The revision of the source that was translated, if the texts were compared by it.
    fn origin(&self) -> Option<OriginView> {
        let origin = self.board_page.status.changes()?.origin.as_ref();
        let origin = origin.filter(|_| self.comparison.basis != Basis::Comments)?;
        Some(OriginView {
            day: day(origin.commit.time),
            commit: origin.commit.hash.get(..10)?.to_owned(),
            percent: origin.fit / 10,
        })
    }

    /// The command for a page that its readers have brought up to date; where comments keep the source, these
    /// say it.
    fn pin(&self) -> Option<String> {
        let is_told_by_git = self.comparison.basis != Basis::Comments;
        let has_drifted = self.board_page.state() == State::Drifted;
        (is_told_by_git && has_drifted)
            .then(|| Action::pin(&self.translation.document.file.path).command)
    }

    fn page(&self, side: &SidePage<'_>) -> PageView {
        PageView {
            language: self.preview.language(side.page.language),
            title: side.page.title.clone(),
            url: self.preview.url(side.page),
            place: self.preview.place(&side.document.file.path, 1),
        }
    }

    fn rows(&self) -> Result<Vec<RowView>, PreviewProblem> {
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
        let mut next = || rendered.next().unwrap_or_default();
        let (sources, translations) = (next(), next());
        let mut shown = vec![false; self.comparison.findings.len()];
        let rows = rows.iter().zip(sources.into_iter().zip(translations));
        let rows = rows.map(|(row, (source, translation))| {
            self.row(row, RowHtml { source, translation }, &mut shown)
        });
        Ok(rows.collect())
    }

    fn row(&self, row: &Row, html: RowHtml, shown: &mut [bool]) -> RowView {
        let findings = row.findings.iter().filter_map(|index| {
            let finding = self.comparison.findings.get(*index)?;
            // A finding with several rows is counted once.
            (!std::mem::replace(shown.get_mut(*index)?, true)).then(|| FindingView {
                number: index + 1,
                severity: finding.severity.name(),
                change: finding.change.name(),
            })
        });
        RowView {
            state: row.state.name(),
            findings: findings.collect(),
            source: row.source.map(|span| {
                self.part(
                    &self.source,
                    span,
                    RenderedPart { html: html.source, marks: &row.words.added },
                )
            }),
            translation: row.translation.map(|span| {
                self.part(
                    &self.translation,
                    span,
                    RenderedPart { html: html.translation, marks: &[] },
                )
            }),
            was: self.was(row),
            has_drifted: !row.findings.is_empty(),
        }
    }

    fn part(&self, side: &SidePage<'_>, span: Span, rendered: RenderedPart<'_>) -> PartView {
        PartView {
            html: rendered.html,
            text: pieces(&side.text, span, rendered.marks),
            place: side.place(self.preview, span),
        }
    }

    /// The source's former text, from the translation or from git.
    fn was(&self, row: &Row) -> Option<WasView> {
        let first = row.was.first()?;
        let (text, place, commit) = match (self.comparison.basis, self.was) {
            (Basis::Comments, _) => {
                let side = &self.translation;
                (&*side.text, Some(side.place(self.preview, *first)), None)
            }
            (Basis::Earlier, Some(earlier)) => {
                (earlier.text, None, Some(CommitView::new(earlier.commit)))
            }
            _ => return None,
        };
        let mut shown = Vec::new();
        for span in outermost(&row.was) {
            if !shown.is_empty() {
                shown.push(TextPiece { text: "\n\n".to_owned(), marked: false });
            }
            shown.extend(pieces(text, span, &row.words.removed));
        }
        Some(WasView { text: shown, place, commit })
    }
}

impl Preview {
    /// The HTML of parts of pages, with marks as `<ins>`.
    fn excerpts(&self, pages: &[(&Page, &[Excerpt])]) -> Result<Vec<Vec<String>>, PreviewProblem> {
        let BuiltSite { settings, documents, site, .. } = &self.built;
        let input = ExcerptSource { settings, documents, site, now: self.files.world.now() };
        let mut maker = self.cache.excerpts.lock().unwrap_or_else(PoisonError::into_inner);
        maker.excerpts(input, pages, "ins").map_err(|_| PreviewProblem::SiteTemplates)
    }
}

/// The rows in their order, cut where folding begins and ends. A row beside one that has drifted is shown for
/// its context.
fn folded(rows: Vec<RowView>) -> Vec<FoldView> {
    /// Fewer rows are no shorter when they are folded.
    const LEAST: usize = 4;
    let is_shown: Vec<bool> = (0..rows.len())
        .map(|at| {
            rows[at.saturating_sub(1)..rows.len().min(at + 2)].iter().any(|row| row.has_drifted)
        })
        .collect();
    let has_findings = is_shown.contains(&true);
    let mut parts: Vec<FoldView> = Vec::new();
    for (row, is_shown) in rows.into_iter().zip(is_shown) {
        let is_folded = has_findings && !is_shown;
        match parts.last_mut().filter(|part| part.is_folded == is_folded) {
            Some(part) => part.rows.push(row),
            None => parts.push(FoldView { is_folded, rows: vec![row] }),
        }
    }
    for part in parts.iter_mut().filter(|part| part.rows.len() < LEAST) {
        part.is_folded = false;
    }
    parts
}

/// Spans without those inside the one before.
fn outermost(spans: &[Span]) -> Vec<Span> {
    let mut outermost: Vec<Span> = Vec::new();
    for span in spans {
        if outermost.last().is_none_or(|last| span.start >= last.end || span.end <= last.start) {
            outermost.push(*span);
        }
    }
    outermost
}
