//! A site and the board of its translations, for every subcommand.

use camino::{Utf8Path, Utf8PathBuf};

use super::tell::tell;
use crate::board::{Board, Filter};
use crate::cli::cache::in_usual_place;
use crate::cli::exit::Exit;
use crate::cli::global::GlobalArguments;
use crate::cli::open::open;
use crate::cli::output::say;
use crate::cli::paths;
use crate::config::Settings;
use crate::diagnostic::Severities;
use crate::discover::discover;
use crate::git::{GitProblem, GitProgram, Remembered};
use crate::l10n::drifts::Drifts;
use crate::l10n::history::{Drift, NoBaseline};
use crate::l10n::scope::keep_named;
use crate::l10n::survey::{Survey, SurveyInput};
use crate::parse::{Document, Documents, parse};
use crate::pipeline::{Request, configure};
use crate::resolve;
use crate::world::DiskWorld;

/// A site and the board of its translations.
pub(in crate::cli) struct Loaded {
    pub world: DiskWorld,
    pub settings: Settings,
    pub documents: Documents,
    pub board: Board,
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
        Self::of(global, no_git, &[])
    }

    /// The same with a board of the pages at or below some paths; with no path, of all.
    ///
    /// # Errors
    /// As [`Loaded::new`].
    pub(super) fn of(
        global: &GlobalArguments,
        no_git: bool,
        paths: &[Utf8PathBuf],
    ) -> Result<Self, Exit> {
        let world = open(global, None).map_err(|problem| {
            tell(global, &[*problem], None, &Severities::default()).max(Exit::Usage)
        })?;
        // `site build` shows problems of the content.
        let mut ignored = Vec::new();
        let settings = configure(&world, &Request::default(), &mut ignored).map_err(|problem| {
            tell(global, &problem.diagnostics, Some(&world), &problem.severities).max(Exit::Usage)
        })?;
        let sources = discover(&world, &settings, &mut ignored);
        let documents = parse(&world, &settings, &sources, &mut ignored);
        let mut pairs = resolve::pair(&settings, &documents);
        // What is wrong with a path is told where the pages are selected.
        let named = paths::below_root(&global.root, paths).unwrap_or_default();
        keep_named(&mut pairs, &settings, &named);
        let drifts = if no_git {
            Drifts::default()
        } else {
            let memo = in_usual_place(&global.root);
            let program = GitProgram::new(&global.root);
            let git = Remembered { git: &program, memo: &memo };
            let drifts = Drifts::ask(&git, &settings, &pairs);
            memo.save();
            drifts.unwrap_or_else(|problem| {
                say(&without_git(&problem));
                Drifts::default()
            })
        };
        let survey = Survey::new(SurveyInput {
            world: &world,
            settings: &settings,
            documents: &documents,
            pairs: &pairs,
            drifts: &drifts,
        });
        if survey.pages.iter().any(|page| page.git == Some(Drift::Unknown(NoBaseline::Shallow))) {
            say("note: the clone is shallow, so git knows nothing of some pages\n  \
                 hint: `git fetch --unshallow` gets the rest of the history\n");
        }
        let board = Board::new(&settings, survey);
        Ok(Self { world, settings, documents, board })
    }

    pub(in crate::cli) fn document(&self, path: &Utf8Path) -> Option<&Document> {
        let mut documents = self.documents.content.iter();
        documents.find(|document| document.file.path == path).map(|document| &**document)
    }
}

fn without_git(problem: &GitProblem) -> String {
    format!("note: {problem}, so it is not known what has changed since a translation was made\n")
}
