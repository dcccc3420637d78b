//! All `OWNERS` files of a repository, indexed for questions about any path.

use std::collections::HashMap;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use regex::RegexSet;

use super::statement::{ListedName, Lists, Statement};
use super::walk::{Grants, Level, LevelAbove, walk};
use super::{Aliases, Grant, LabelBook, Ownership, Role};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::memo::{Fingerprint, MemoTable};
use crate::world::{Refusal, World};

/// The names of the files. Aliases and labels are only read at the root.
pub const OWNERS: &str = "OWNERS";
pub const OWNERS_ALIASES: &str = "OWNERS_ALIASES";
const LABEL_FILES: &[&str] = &["labels.yaml", "labels.yml"];

/// Directories that Prow skips, by their paths: the defaults of `owners_dir_denylist`.
const PASSED_OVER: &[&str] = &[r"\.git$", r"_output$", r"vendor/.*/.*"];

/// Directories that are not part of any repository.
const NOT_OURS: &str = "node_modules";

/// The owners of everything.
#[derive(Clone, Debug, Default)]
pub struct Owners {
    /// Directory, empty for the root -> the content of its file.
    levels: HashMap<Utf8PathBuf, Level>,
    settled: HashMap<Utf8PathBuf, Arc<Ownership>>,
    /// The files as they are written, by path.
    pub statements: Vec<Statement>,
    pub aliases: Aliases,
    pub alias_file: Option<Utf8PathBuf>,
    pub labels: LabelBook,
    pub label_file: Option<Utf8PathBuf>,
    /// The labels of all files that were read.
    pub fingerprint: Fingerprint,
}

/// The files that name owners, as written.
#[derive(Debug, Hash)]
pub struct OwnersTexts {
    /// By path.
    owners: Vec<(Utf8PathBuf, String)>,
    aliases: Option<String>,
    labels: Option<(Utf8PathBuf, String)>,
}

/// What reading the files leaves for the next build of the same world.
#[derive(Debug, Default)]
pub struct OwnersCache {
    files: MemoTable<FileText>,
}

/// One of the files, and what was wrong when it was read.
#[derive(Debug)]
struct FileText {
    text: Option<String>,
    found: Vec<Diagnostic>,
}

impl OwnersTexts {
    /// Reads every file of the repository but for those below `output`, which the site has made.
    pub fn read(world: &dyn World, output: &Utf8Path, found: &mut Vec<Diagnostic>) -> Self {
        Self::reread(world, output, &mut OwnersCache::default(), found)
    }

    /// As [`OwnersTexts::read`], but a file that is as it was is not read again.
    pub fn reread(
        world: &dyn World,
        output: &Utf8Path,
        cache: &mut OwnersCache,
        found: &mut Vec<Diagnostic>,
    ) -> Self {
        let passed_over = RegexSet::new(PASSED_OVER).unwrap_or_else(|_| RegexSet::empty());
        let skips = |dir: &Utf8Path| {
            dir == output || dir.file_name() == Some(NOT_OURS) || passed_over.is_match(dir.as_str())
        };
        let files = world.find(OWNERS, &skips);
        let optional = [OWNERS_ALIASES].iter().chain(LABEL_FILES).map(Utf8PathBuf::from);
        let paths: Vec<Utf8PathBuf> = files.iter().cloned().chain(optional).collect();
        let print = |path: &Utf8PathBuf| Some(Fingerprint::of(&(path, world.revision(path)?)));
        let texts = cache.files.renew(&paths, print, |path| FileText::read(world, path));
        let mut taken = |text: &FileText| {
            found.extend(text.found.iter().cloned());
            text.text.clone()
        };
        let (of_files, of_optional) = texts.split_at(files.len());
        let owners = files.into_iter().zip(of_files);
        let owners = owners.filter_map(|(file, text)| Some((file, taken(text)?))).collect();
        let aliases = taken(&of_optional[0]);
        let mut labels = LABEL_FILES.iter().zip(&of_optional[1..]);
        let labels = labels.find_map(|(file, text)| Some((Utf8PathBuf::from(file), taken(text)?)));
        Self { owners, aliases, labels }
    }
}

impl FileText {
    /// The files at the root may be missing. Of the others the world has said that they are there.
    fn read(world: &dyn World, file: &Utf8Path) -> Self {
        let mut found = Vec::new();
        let text = if file.file_name() == Some(OWNERS) {
            read_text(world, file, &mut found)
        } else {
            optional(world, file, &mut found)
        };
        Self { text, found }
    }
}

impl Owners {
    /// Reads every file of the repository but for those below `output`, which the site has made.
    pub fn read(world: &dyn World, output: &Utf8Path, found: &mut Vec<Diagnostic>) -> Self {
        Self::of_texts(&OwnersTexts::read(world, output, found), found)
    }

    pub fn of_texts(texts: &OwnersTexts, found: &mut Vec<Diagnostic>) -> Self {
        let statements = texts.owners.iter();
        let statements = statements.filter_map(|(file, text)| Statement::read(file, text, found));
        let statements = statements.collect();
        let alias_file = Utf8PathBuf::from(OWNERS_ALIASES);
        let aliases = texts.aliases.as_deref();
        let aliases = aliases.map(|text| Aliases::read(&alias_file, text, found));
        let mut owners = Self::new(statements, aliases);
        owners.fingerprint = Fingerprint::of(texts);
        owners.alias_file = texts.aliases.is_some().then_some(alias_file);
        if let Some((file, text)) = &texts.labels {
            owners.labels = LabelBook::read(file, text, found);
            owners.label_file = Some(file.clone());
        }
        owners
    }

    /// The index of `statements`, whose files are called `OWNERS`.
    pub fn new(statements: Vec<Statement>, aliases: Option<Aliases>) -> Self {
        let aliases = aliases.unwrap_or_default();
        let levels = statements.iter().map(|statement| {
            let directory = statement.file.parent().unwrap_or(Utf8Path::new(""));
            (directory.to_owned(), level(statement, &aliases))
        });
        let levels = levels.collect();
        let mut owners = Self { levels, statements, aliases, ..Self::default() };
        owners.settled = owners.settle();
        owners
    }

    /// The answer for each directory with a file, if it is the same for everything below:
    /// most repositories have few filters, and thousands of pages.
    fn settle(&self) -> HashMap<Utf8PathBuf, Arc<Ownership>> {
        let directories = self.levels.keys();
        let settled = directories.filter_map(|directory| {
            let steps = self.steps(directory);
            let is_settled = steps.iter().all(|step| step.level.is_settled());
            is_settled.then(|| (directory.clone(), Arc::new(walk(&steps))))
        });
        settled.collect()
    }

    /// Whether the repository has any `OWNERS` file that counts.
    pub fn is_empty(&self) -> bool {
        self.statements.is_empty()
    }

    /// The owners of `path`, whether it exists or not; `front_matter` is the page's own statement.
    pub fn of(&self, path: &Utf8Path, front_matter: Option<&Statement>) -> Arc<Ownership> {
        let path = plain(path);
        if front_matter.is_none() {
            let nearest = path.ancestors().find(|directory| self.levels.contains_key(*directory));
            if let Some(settled) = nearest.and_then(|directory| self.settled.get(directory)) {
                return settled.clone();
            }
        }
        let page = front_matter.map(|statement| level(statement, &self.aliases));
        // A page is a level of its own, since there can be no directory at its path.
        let page = page.as_ref().map(|level| LevelAbove { level, distance: 0, relative: "." });
        let steps: Vec<LevelAbove<'_>> = page.into_iter().chain(self.steps(&path)).collect();
        Arc::new(walk(&steps))
    }

    /// The levels from a path up to the root, the nearest first.
    fn steps<'a>(&'a self, path: &'a Utf8Path) -> Vec<LevelAbove<'a>> {
        let levels = path
            .ancestors()
            .filter_map(|directory| Some((self.levels.get(directory)?, below(path, directory))));
        let counted = levels.enumerate();
        counted
            .map(|(index, (level, relative))| LevelAbove { level, distance: index + 1, relative })
            .collect()
    }
}

/// `./a//b/` as `a/b`.
fn plain(path: &Utf8Path) -> Utf8PathBuf {
    use camino::Utf8Component;
    path.components().filter(|part| !matches!(part, Utf8Component::CurDir)).collect()
}

fn below<'a>(path: &'a Utf8Path, directory: &Utf8Path) -> &'a str {
    match path.strip_prefix(directory) {
        Ok(rest) if !rest.as_str().is_empty() => rest.as_str(),
        _ => ".",
    }
}

fn level(statement: &Statement, aliases: &Aliases) -> Level {
    let grants = statement.clauses.iter().map(|clause| Grants {
        filter: clause.filter.clone(),
        by_role: Role::ALL.map(|role| expanded(statement, &clause.lists, role, aliases)),
    });
    Level {
        grants: grants.collect(),
        no_parent_owners: statement.no_parent_owners,
        auto_approve_unowned_subfolders: statement.auto_approve_unowned_subfolders,
    }
}

/// The grants of a list. Logins come before aliases, since a person who is named needs no other reason.
fn expanded(
    statement: &Statement,
    lists: &Lists,
    role: Role,
    aliases: &Aliases,
) -> Vec<Arc<Grant>> {
    let grant = |named: &ListedName, name: &String, alias: Option<&String>| {
        Arc::new(Grant {
            name: name.clone(),
            alias: alias.cloned(),
            file: statement.file.clone(),
            span: named.span,
            line: named.line,
        })
    };
    let mut direct = Vec::new();
    let mut by_alias = Vec::new();
    for named in lists.of(role) {
        match aliases.members(&named.name).filter(|_| role != Role::Label) {
            Some(members) => {
                by_alias
                    .extend(members.iter().map(|member| grant(named, member, Some(&named.name))));
            }
            None => direct.push(grant(named, &named.name, None)),
        }
    }
    direct.extend(by_alias);
    direct
}

/// The text of a file that may be missing.
fn optional(world: &dyn World, file: &Utf8Path, found: &mut Vec<Diagnostic>) -> Option<String> {
    match world.read(file) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        _ => read_text(world, file, found),
    }
}

/// A file that cannot be read has no effect, and does not stop a build.
fn read_text(world: &dyn World, file: &Utf8Path, found: &mut Vec<Diagnostic>) -> Option<String> {
    let (code, message) = match world.read(file).map(String::from_utf8) {
        Ok(Ok(text)) => return Some(text),
        Ok(Err(_)) => (Code::OwnersSyntax, "not valid UTF-8; the whole file is ignored".to_owned()),
        Err(error) => {
            let is_link = Refusal::of(&error).is_some_and(Refusal::is_link);
            let code = if is_link { Code::LinkOutside } else { Code::OwnersSyntax };
            (code, format!("cannot be read; the whole file is ignored: {error}"))
        }
    };
    found.push(Diagnostic::new(code, message).at(Place::file(file)));
    None
}
