//! Which pages a command is about.

use camino::{Utf8Path, Utf8PathBuf};

use super::arguments::PageArguments;
use crate::cli::paths;
use crate::config::{LanguageId, Settings};
use crate::diagnostic::{Code, Diagnostic};
use crate::l10n::finding::DriftSeverity;
use crate::l10n::status::{PageStatus, State};
use crate::l10n::survey::{LanguageStatus, Survey};
use crate::pipeline::unknown_language;

/// What the arguments ask for.
pub(super) struct Selection {
    paths: Vec<Utf8PathBuf>,
    /// Empty for all.
    languages: Vec<LanguageId>,
    owner: Option<String>,
    label: Option<String>,
    severity: Option<DriftSeverity>,
    pub(super) states: Vec<State>,
}

impl Selection {
    /// # Errors
    /// For a path outside the root and a language that the site has not.
    pub(super) fn new(
        root: &Utf8Path,
        settings: &Settings,
        arguments: &PageArguments,
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut problems = Vec::new();
        let mut languages = Vec::new();
        for code in &arguments.language {
            match settings.language_by_code(code) {
                Some(id) => languages.push(id),
                None => problems.push(unknown_language(settings, code)),
            }
        }
        let named = paths::below_root(root, &arguments.paths);
        let paths = named.unwrap_or_else(|outside| {
            problems.extend(outside);
            Vec::new()
        });
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Self {
            paths,
            languages,
            owner: arguments.owner.clone(),
            label: arguments.label.clone(),
            severity: arguments.severity.map(Into::into),
            states: arguments.state.iter().copied().map(Into::into).collect(),
        })
    }

    /// The pages that are asked for.
    ///
    /// # Errors
    /// For a path at and below which no page has a file in any language.
    pub(super) fn pages<'a>(
        &self,
        survey: &'a Survey,
    ) -> Result<Vec<&'a PageStatus>, Vec<Diagnostic>> {
        let is_known = |path: &&Utf8PathBuf| survey.pages.iter().any(|page| is_at(page, path));
        let unknown = self.paths.iter().filter(|path| !is_known(path));
        let unknown: Vec<Diagnostic> = unknown.map(|path| no_page(path)).collect();
        if !unknown.is_empty() {
            return Err(unknown);
        }
        Ok(survey.pages.iter().filter(|page| self.holds(page)).collect())
    }

    /// The languages that are asked for.
    pub(super) fn languages<'a>(&self, survey: &'a Survey) -> Vec<&'a LanguageStatus> {
        let is_meant = |own: &&LanguageStatus| self.holds_language(own.language);
        survey.languages.iter().filter(is_meant).collect()
    }

    /// Whether a page is named by the path of one of its files.
    pub(super) fn names(&self, page: &PageStatus) -> bool {
        self.paths.iter().any(|path| *path == page.path || page.source.as_ref() == Some(path))
    }

    fn holds_language(&self, language: LanguageId) -> bool {
        self.languages.is_empty() || self.languages.contains(&language)
    }

    fn holds(&self, page: &PageStatus) -> bool {
        self.holds_language(page.language)
            && (self.paths.is_empty() || self.paths.iter().any(|path| is_at(page, path)))
            && self.owner.as_ref().is_none_or(|owner| page.is_owned_by(owner))
            && self.label.as_ref().is_none_or(|label| page.has_label(label))
            && self.severity.is_none_or(|least| page.severity() >= Some(least))
            && (self.states.is_empty() || self.states.contains(&page.state))
    }
}

/// Whether one of a page's files is at or below a path.
fn is_at(page: &PageStatus, path: &Utf8Path) -> bool {
    page.path.starts_with(path) || page.source.as_ref().is_some_and(|own| own.starts_with(path))
}

fn no_page(path: &Utf8Path) -> Diagnostic {
    let message = format!("no page that could be translated is at or below `{path}`");
    let hint = "name a content file or a directory of them, in any language";
    Diagnostic::new(Code::ConfigValue, message).hint(hint)
}
