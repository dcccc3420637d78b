//! A site and the board of its translations, for every subcommand.

use std::collections::HashSet;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

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
use crate::diagnostic::{Diagnostic, Place, Severities};
use crate::discover::{Sources, discover};
use crate::git::{GitProblem, GitProgram, KnownChanges, Remembered};
use crate::l10n::comparisons::Comparisons;
use crate::l10n::drifts::Drifts;
use crate::l10n::heads::Heads;
use crate::l10n::history::{Drift, NoBaseline};
use crate::l10n::scope::keep_named;
use crate::l10n::survey::{Survey, SurveyInput};
use crate::memo::Memo;
use crate::parse::{Document, Documents, parse};
use crate::pipeline::{Request, configure};
use crate::resolve::{self, Pairs};
use crate::world::{DiskWorld, World};

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
        let memo = Arc::new(in_usual_place(&global.root));
        let world = open(global, None).map_err(|problem| {
            tell(global, &[*problem], None, &Severities::default()).max(Exit::Usage)
        })?;
        let world = world.knowing(Arc::new(KnownChanges::in_memo(Arc::clone(&memo))));
        let mut found = Vec::new();
        let settings = configure(&world, &Request::default(), &mut found).map_err(|problem| {
            tell(global, &problem.diagnostics, Some(&world), &problem.severities).max(Exit::Usage)
        })?;
        // What is wrong with a path is told where the pages are selected.
        let named = paths::below_root(&global.root, paths).unwrap_or_default();
        let meter = Meter::at(global, "parse");
        let Read { documents, pairs } = read(&world, &settings, &named, &mut found);
        drop(meter);
        if matches!(global.format, MessageFormat::Human | MessageFormat::Short) {
            // Nothing can fail: both are lines on standard error.
            let _ = show(global, &report(global, &found, &settings.severities), Some(&world));
        }
        let meter = Meter::at(global, "reading the history");
        let drifts =
            if no_git { Drifts::default() } else { drifts(&global.root, &memo, &settings, &pairs) };
        let input = SurveyInput {
            world: &world,
            settings: &settings,
            documents: &documents,
            pairs: &pairs,
            drifts: &drifts,
        };
        drop(meter);
        let meter = Meter::at(global, "report");
        let comparisons = Comparisons::in_memo(Arc::clone(&memo)).counted(meter.counter());
        let survey = Survey::again(input, &comparisons);
        drop(meter);
        memo.save();
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

/// What is read of a site.
struct Read {
    documents: Documents,
    /// The named pages in all languages, or all pages if none is named.
    pairs: Pairs,
}

/// Reads a site, of pages that nobody asks for only the front matter. Leaves in `found` what is wrong with files that
/// could not be read as pages.
fn read(
    world: &DiskWorld,
    settings: &Settings,
    named: &[Utf8PathBuf],
    found: &mut Vec<Diagnostic>,
) -> Read {
    let sources = discover(world, settings, found);
    let mut read_in = |world: &dyn World| {
        found.clear();
        let documents = parse(world, settings, &sources, found);
        keep_of_unread(found, &sources, &documents);
        let mut pairs = resolve::pair(settings, &documents);
        keep_named(&mut pairs, settings, named);
        Read { documents, pairs }
    };
    if named.is_empty() {
        return read_in(world);
    }
    let files = || sources.content.iter().map(|file| &*file.path);
    let Read { pairs, .. } = read_in(&Heads::new(world, files()));
    let asked: HashSet<&Utf8Path> = files_of(&pairs).collect();
    read_in(&Heads::new(world, files().filter(|file| !asked.contains(file))))
}

/// The files of all translation sets.
fn files_of(pairs: &Pairs) -> impl Iterator<Item = &Utf8Path> {
    let members = pairs.sets.iter().flat_map(|set| set.members.values());
    let documents = members.filter_map(|member| pairs.pages[member.page.0].document.as_ref());
    documents.map(|document| &*document.file.path)
}

/// What git says of all pairs. Why it cannot say anything is told.
fn drifts(root: &Utf8Path, memo: &Memo, settings: &Settings, pairs: &Pairs) -> Drifts {
    let program = GitProgram::new(root);
    let git = Remembered { git: &program, memo };
    Drifts::ask_remembering(&git, memo, settings, pairs).unwrap_or_else(|problem| {
        say(&without_git(&problem));
        Drifts::default()
    })
}

/// Leaves what is wrong with content files that could not be read as pages. `site build` shows all other problems of
/// the content.
fn keep_of_unread(found: &mut Vec<Diagnostic>, sources: &Sources, documents: &Documents) {
    let read: HashSet<&Utf8Path> =
        documents.content.iter().map(|document| &*document.file.path).collect();
    let files = sources.content.iter().map(|file| &*file.path);
    let unread: HashSet<&Utf8Path> = files.filter(|path| !read.contains(path)).collect();
    let is_unread = |place: &Place| unread.contains(&*place.file);
    found.retain(|diagnostic| diagnostic.place.as_ref().is_some_and(is_unread));
}

fn without_git(problem: &GitProblem) -> String {
    format!("note: {problem}, so it is not known what has changed since a translation was made\n")
}
