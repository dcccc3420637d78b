//! `site l10n diff`: what changed in the source of a translation.

use camino::Utf8Path;

use super::arguments::{DiffArguments, PageArguments};
use super::select::Selection;
use super::{Loaded, diff_json, diff_text};
use crate::cli::exit::Exit;
use crate::cli::global::{Format, GlobalArguments};
use crate::cli::output::{self, Stream, print, print_json};
use crate::diagnostic::Diagnostic;
use crate::git::{self, GitProgram};
use crate::l10n::compare::{Basis, Comparison, DriftSeverity, PageText, compare};
use crate::l10n::status::PageStatus;
use crate::parse::{Document, parse_document};
use crate::world::World;

/// A translation and its source, held against each other.
pub(super) struct Compared<'a> {
    pub page: &'a PageStatus,
    pub code: &'a str,
    pub source: String,
    pub translation: String,
    /// The source as it was, where that was compared.
    pub earlier: Option<String>,
    pub comparison: Comparison,
    /// Only findings at least as severe are shown.
    pub least: Option<DriftSeverity>,
}

impl Compared<'_> {
    /// The text that the spans of what was kept are in.
    pub(super) fn was(&self) -> &str {
        match (self.comparison.basis, &self.earlier) {
            (Basis::Earlier, Some(earlier)) => earlier,
            _ => &self.translation,
        }
    }

    /// The findings that are shown, each with its place among all.
    pub(super) fn findings(
        &self,
    ) -> impl Iterator<Item = (usize, &crate::l10n::compare::Finding)> + '_ {
        let all = self.comparison.findings.iter().enumerate();
        all.filter(|(_, finding)| self.least.is_none_or(|least| finding.severity >= least))
    }
}

/// Prints the differences of the pages that are named.
///
/// # Errors
/// For a path or a language that is not there.
pub(super) fn run(
    global: &GlobalArguments,
    arguments: &DiffArguments,
    loaded: &Loaded,
) -> Result<Exit, Vec<Diagnostic>> {
    let wanted = PageArguments {
        paths: arguments.paths.clone(),
        language: arguments.language.clone(),
        ..PageArguments::default()
    };
    let selection = Selection::new(&global.root, &loaded.settings, &wanted)?;
    let pages = selection.pages(&loaded.survey)?;
    let git = GitProgram::new(&global.root);
    let least = arguments.severity.map(Into::into);
    let compared: Vec<Compared<'_>> = pages
        .into_iter()
        .filter_map(|page| Some(Compared { least, ..compared(loaded, &git, page)? }))
        .collect();
    if global.format == Format::Json {
        return Ok(print_json(&diff_json::document(&compared)));
    }
    let colours = output::uses_colour(global.color, Stream::Output);
    Ok(print(&diff_text::text(&compared, diff_text::Marks { colours })))
}

/// `None` for a page that is not translated, or has no source.
fn compared<'a>(
    loaded: &'a Loaded,
    git: &GitProgram,
    page: &'a PageStatus,
) -> Option<Compared<'a>> {
    let document = |path: &Utf8Path| {
        loaded.documents.content.iter().find(|own| own.file.path == path).map(|own| &**own)
    };
    let text = |path: &Utf8Path| String::from_utf8(loaded.world.read(path).ok()?).ok();
    let source_path = page.source.as_ref()?;
    let (source, translation) = (document(source_path)?, document(&page.path)?);
    let (source_text, translation_text) = (text(source_path)?, text(&page.path)?);
    let earlier = earlier(loaded, git, page, source);
    let was = earlier.as_ref().map(|(document, text)| PageText { document, text });
    let markup = loaded.settings.markup(source.file.language);
    let comparison = compare(
        &PageText { document: source, text: &source_text },
        &PageText { document: translation, text: &translation_text },
        was.as_ref(),
        &markup,
    );
    Some(Compared {
        page,
        code: &loaded.settings.language(page.language).code,
        source: source_text,
        translation: translation_text,
        earlier: earlier.map(|(_, text)| text),
        comparison,
        least: None,
    })
}

/// The source as of the last change of a translation that keeps nothing of it.
fn earlier(
    loaded: &Loaded,
    git: &GitProgram,
    page: &PageStatus,
    source: &Document,
) -> Option<(Document, String)> {
    let baseline = &page.changes()?.baseline.hash;
    let text = git::text_at(git, baseline, &source.file.path).ok()??;
    let document = parse_document(&loaded.settings, &source.file, &text, &mut Vec::new())?;
    Some((document, text))
}
