//! A site and the board of its translations, for every subcommand.

use std::sync::Arc;

use camino::Utf8Path;

use super::arguments::Scope;
use super::tell::tell;
use crate::board::{Board, Filter};
use crate::cli::cache::in_usual_place;
use crate::cli::exit::Exit;
use crate::cli::global::{GlobalArguments, MessageFormat};
use crate::cli::meter::Meter;
use crate::cli::open::open;
use crate::cli::output::{report, say, show};
use crate::cli::paths;
use crate::config::Settings;
use crate::diagnostic::{Diagnostic, Severities};
use crate::discover::discover;
use crate::git::{GitProblem, GitProgram, KnownChanges, Remembered};
use crate::l10n::comparisons::Comparisons;
use crate::l10n::drifts::{Drifts, PairedSite};
use crate::l10n::history::{Drift, NoBaseline};
use crate::l10n::reading::SiteReader;
use crate::l10n::survey::Survey;
use crate::memo::Memo;
use crate::parse::{Document, Documents};
use crate::pipeline::{Request, configure};
use crate::world::DiskWorld;

/// A site and the board of its translations.
pub(in crate::cli) struct Loaded {
    pub world: DiskWorld,
    pub settings: Settings,
    pub documents: Documents,
    pub board: Board,
    /// What is wrong with files that could not be read as pages.
    pub unread: Vec<Diagnostic>,
}

/// A board, and the pages of it that are selected.
pub(super) struct Selection<'a> {
    pub board: &'a Board,
    pub filter: &'a Filter,
}

impl Loaded {
    /// # Errors
    /// When the site or its configuration cannot be used; the reason has been shown.
    pub(in crate::cli) fn new(global: &GlobalArguments, no_git: bool) -> Result<Self, Exit> {
        Self::of(global, no_git, Scope::Board(&[]))
    }

    /// The same with what a command asks for.
    ///
    /// # Errors
    /// As [`Loaded::new`].
    pub(super) fn of(
        global: &GlobalArguments,
        no_git: bool,
        scope: Scope<'_>,
    ) -> Result<Self, Exit> {
        let memo = Arc::new(in_usual_place(&global.root));
        let world = open(global, None).map_err(|problem| {
            tell(global, &[*problem], None, &Severities::default()).max(Exit::Usage)
        })?;
        let world = world.knowing(Arc::new(KnownChanges::in_memo(Arc::clone(&memo))));
        let mut found = Vec::new();
        let settings = configure(&world, &Request::default(), &mut found).map_err(|problem| {
            tell(global, &problem.diagnostics, Some(&world), &problem.severities).max(Exit::Usage)
        })?;
        let sources = discover(&world, &settings, &mut found);
        // What is wrong with a path is told where the pages are selected.
        let named = paths::below_root(&global.root, scope.paths()).unwrap_or_default();
        let reader = SiteReader { world: &world, settings: &settings, memo: &memo, sources, named };
        let meter = Meter::at(global, "parse");
        let read = match scope {
            Scope::Texts => reader.whole(),
            Scope::Board(_) => reader.outlined(),
        };
        drop(meter);
        if matches!(global.format, MessageFormat::Human | MessageFormat::Short) {
            // Nothing can fail: both are lines on standard error.
            let _ = show(global, &report(global, &read.found, &settings.severities), Some(&world));
        }
        let meter = Meter::at(global, "reading the history");
        let site = PairedSite { world: &world, settings: &settings, pairs: &read.pairs };
        let drifts = match no_git {
            true => Drifts::default(),
            false => drifts(&global.root, &memo, site),
        };
        drop(meter);
        let meter = Meter::at(global, "report");
        let comparisons = Comparisons::in_memo(Arc::clone(&memo)).counted(meter.counter());
        let read = reader.compared(read, &drifts, &comparisons);
        let survey = Survey::again(reader.input(&read, &drifts), &comparisons);
        drop(meter);
        memo.save();
        if survey.pages.iter().any(|page| page.git == Some(Drift::Unknown(NoBaseline::Shallow))) {
            say("note: the clone is shallow, so git knows nothing of some pages\n  \
                 hint: `git fetch --unshallow` gets the rest of the history\n");
        }
        let board = Board::new(&settings, survey);
        let (documents, unread) = (read.documents, read.found);
        Ok(Self { world, settings, documents, board, unread })
    }

    pub(in crate::cli) fn document(&self, path: &Utf8Path) -> Option<&Document> {
        let mut documents = self.documents.content.iter();
        documents.find(|document| document.file.path == path).map(|document| &**document)
    }
}

/// What git says of all pairs. Why it cannot say anything is told.
fn drifts(root: &Utf8Path, memo: &Memo, site: PairedSite<'_>) -> Drifts {
    let program = GitProgram::new(root);
    let git = Remembered { git: &program, memo };
    Drifts::ask_remembering(&git, memo, site).unwrap_or_else(|problem| {
        say(&without_git(&problem));
        Drifts::default()
    })
}

fn without_git(problem: &GitProblem) -> String {
    format!("note: {problem}, so it is not known what has changed since a translation was made\n")
}
