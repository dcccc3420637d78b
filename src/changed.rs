//! What a change of some files means for the site: which pages it touches, and what that does to their
//! translations.

mod effect;

use std::collections::{BTreeMap, BTreeSet};

use camino::{Utf8Path, Utf8PathBuf};

use crate::board::{Board, BoardPage};
use crate::config::Settings;
use crate::l10n::finding::DriftSeverity;
use crate::l10n::status::State;
use crate::listing::{ListedPage, ListedState};

pub use self::effect::Effect;

/// The pages and the other files of a change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangedSite {
    /// In the order of their paths.
    pub pages: Vec<ChangedPage>,
    /// Files that make no page by themselves: templates, configuration, pictures.
    pub files: Vec<Utf8PathBuf>,
}

/// A page of which a file changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedPage {
    pub path: Utf8PathBuf,
    /// The code of its language.
    pub language: String,
    pub title: String,
    /// What becomes of it; `None` if its file is removed.
    pub state: Option<ListedState>,
    /// How it stands to its source, if it is a translation.
    pub translation: Option<ComparedPage>,
    /// The pages that are translated from it, or are missing, in the order of the languages.
    pub translations: Vec<ComparedPage>,
}

/// A page beside its source, after the change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedPage {
    pub path: Utf8PathBuf,
    pub language: String,
    pub state: State,
    pub severity: Option<DriftSeverity>,
    /// Whether the change touches it, too.
    pub is_changed: bool,
    /// Whether the change touches nothing in it but the commit that it names. Only the texts of both sides tell.
    pub is_only_pinned: bool,
    /// What the change does to it. Only the texts of both sides tell.
    pub effect: Option<Effect>,
}

/// What a change of `paths` means. `listed` and `board` are of the site with the change.
pub fn changed(
    settings: &Settings,
    paths: &[Utf8PathBuf],
    listed: &[ListedPage],
    board: &Board,
) -> ChangedSite {
    let by_path: BTreeMap<&Utf8Path, &ListedPage> =
        listed.iter().map(|page| (page.path.as_path(), page)).collect();
    let touched: BTreeSet<&Utf8Path> = paths.iter().map(|path| page_of(path, &by_path)).collect();
    let mut site = ChangedSite::default();
    for path in &touched {
        match by_path.get(path) {
            Some(page) => site.pages.push(changed_page(settings, page, board, &touched)),
            None => match removed_page(settings, path, board, &touched) {
                Some(page) => site.pages.push(page),
                None => site.files.push((*path).to_owned()),
            },
        }
    }
    site
}

/// The page that a file belongs to: its bundle's, or itself.
fn page_of<'a>(path: &'a Utf8Path, pages: &BTreeMap<&'a Utf8Path, &ListedPage>) -> &'a Utf8Path {
    if pages.contains_key(path) {
        return path;
    }
    let is_index =
        |page: &&&Utf8Path| page.file_stem().is_some_and(|stem| stem.starts_with("index"));
    let bundle = path.ancestors().skip(1).filter(|directory| !directory.as_str().is_empty());
    let mut found = bundle.filter_map(|directory| {
        let below = pages.range(directory..).map(|(page, _)| page);
        let mut below = below.take_while(|page| page.starts_with(directory));
        below.find(|page| page.parent() == Some(directory) && is_index(page)).copied()
    });
    found.next().unwrap_or(path)
}

fn changed_page(
    settings: &Settings,
    page: &ListedPage,
    board: &Board,
    touched: &BTreeSet<&Utf8Path>,
) -> ChangedPage {
    let own = board.pages.iter().find(|other| other.status.path == page.path);
    ChangedPage {
        path: page.path.clone(),
        language: settings.language(page.language).code.clone(),
        title: page.title.clone(),
        state: Some(page.state.clone()),
        translation: own
            .filter(|own| own.status.source.as_ref().is_some_and(|source| *source != page.path))
            .map(|own| compared(own, touched)),
        translations: translations(&page.path, board, touched),
    }
}

/// A translation whose file is removed: the board says that it is missing.
fn removed_page(
    settings: &Settings,
    path: &Utf8Path,
    board: &Board,
    touched: &BTreeSet<&Utf8Path>,
) -> Option<ChangedPage> {
    let own = board.pages.iter().find(|page| page.status.path == *path)?;
    Some(ChangedPage {
        path: path.to_owned(),
        language: settings.language(own.status.language).code.clone(),
        title: own.status.title.clone(),
        state: None,
        translation: Some(compared(own, touched)),
        translations: Vec::new(),
    })
}

fn translations(
    source: &Utf8Path,
    board: &Board,
    touched: &BTreeSet<&Utf8Path>,
) -> Vec<ComparedPage> {
    let pages = board.pages.iter().filter(|page| {
        page.status.source.as_deref() == Some(source) && page.status.path != *source
    });
    let mut pages: Vec<&BoardPage> = pages.collect();
    pages.sort_by_key(|page| page.status.language);
    pages.into_iter().map(|page| compared(page, touched)).collect()
}

fn compared(page: &BoardPage, touched: &BTreeSet<&Utf8Path>) -> ComparedPage {
    ComparedPage {
        path: page.status.path.clone(),
        language: page.code.clone(),
        state: page.state(),
        severity: page.severity,
        is_changed: touched.contains(page.status.path.as_path()),
        is_only_pinned: false,
        effect: None,
    }
}
