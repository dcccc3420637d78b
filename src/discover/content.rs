//! Content files: single pages, leaf bundles with their resources, sections.
//!
//! The rules are Hugo's page bundles: <https://gohugo.io/content-management/page-bundles/>.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use super::names::{is_hidden, language_suffix};
use super::walk::walk_diagnostic;
use crate::config::{LanguageId, Settings};
use crate::diagnostic::{Code, Diagnostic, Place, nearest};
use crate::memo::{Fingerprint, MemoTable};
use crate::world::World;

/// A file that makes a page.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ContentFile {
    pub path: Utf8PathBuf,
    pub language: LanguageId,
    /// The page's place below the content directory, without extension, language and `index`:
    /// `blog/_posts/2025-01-02-name`; empty for the home page. Translations share it.
    pub location: String,
    pub role: ContentRole,
    pub format: ContentFormat,
    /// Files that belong to the page and are published beside it, relative to the root.
    pub resources: Vec<Utf8PathBuf>,
    /// The directory that the resources' published paths are relative to.
    pub directory: Utf8PathBuf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ContentRole {
    /// `_index.md`: the page of a section.
    Section,
    /// `index.md`: a page with resources in its directory.
    Bundle,
    /// Any other file.
    Single,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ContentFormat {
    Markdown,
    Html,
}

impl ContentFormat {
    fn of_path(path: &Utf8Path) -> Option<Self> {
        match path.extension()?.to_lowercase().as_str() {
            "md" | "markdown" | "mdown" => Some(ContentFormat::Markdown),
            "html" | "htm" => Some(ContentFormat::Html),
            _ => None,
        }
    }
}

/// A file below a section that no `_index` stands for. It is published beside the section all the
/// same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LooseFile {
    pub path: Utf8PathBuf,
    pub language: LanguageId,
    /// Its place below the content directory.
    pub location: String,
}

/// The files of all content directories, each with its part.
#[derive(Debug, Default)]
pub(super) struct Content {
    /// In the order of language and location.
    pub pages: Vec<ContentFile>,
    pub loose: Vec<LooseFile>,
    pub problems: Vec<Diagnostic>,
}

/// The most directories that content may stand in. Each is a section, and pages show the way through all of
/// them.
const MAX_DEPTH: usize = 64;

/// Finds the content of every language, and the files that belong to no page of it.
pub(super) fn find(
    world: &dyn World,
    settings: &Settings,
    table: &mut MemoTable<Content>,
    found: &mut Vec<Diagnostic>,
) -> Arc<Content> {
    let mut walked: BTreeMap<&Utf8Path, Vec<Utf8PathBuf>> = BTreeMap::new();
    let mut missing = Vec::new();
    for id in settings.language_ids() {
        let dir = settings.language(id).content_dir.as_path();
        if !walked.contains_key(dir) {
            let Some(walk) = world.walk(dir) else {
                missing.push(id);
                continue;
            };
            found.extend(walk.problems.iter().map(walk_diagnostic));
            walked.insert(dir, walk.files);
        }
    }
    let code = if walked.is_empty() { Code::ContentNone } else { Code::ContentMissing };
    found.extend(missing.into_iter().map(|id| missing_diagnostic(world, settings, code, id)));
    let names: Vec<&str> = walked.values().flatten().map(|path| path.as_str()).collect();
    let print = Fingerprint::of(&(settings.fingerprint, names));
    table.renew_one(Some(print), || sort_all_out(settings, &walked))
}

fn sort_all_out(settings: &Settings, walked: &BTreeMap<&Utf8Path, Vec<Utf8PathBuf>>) -> Content {
    let mut content = Content::default();
    for id in settings.language_ids() {
        let dir = settings.language(id).content_dir.as_path();
        let files = walked.get(dir).into_iter().flatten();
        let files = files.filter(|path| is_content(settings, id, path));
        let depth = |path: &Utf8Path| path.components().count() - dir.components().count();
        let (files, too_deep): (Vec<_>, Vec<_>) =
            files.partition(|path| depth(path) <= MAX_DEPTH + 1);
        let problem = too_deep.first().map(|path| too_deep_problem(path, too_deep.len()));
        // Languages that share a directory meet the same files.
        content.problems.extend(problem.filter(|problem| !content.problems.contains(problem)));
        let (pages, unowned) = sort_out(settings, id, dir, files);
        content.pages.extend(pages);
        content.loose.extend(unowned);
    }
    content
        .pages
        .sort_by(|a, b| (a.language, &a.location, a.role).cmp(&(b.language, &b.location, b.role)));
    content
}

fn too_deep_problem(first: &Utf8Path, count: usize) -> Diagnostic {
    let others = if count > 1 { format!(" ({count} files are)") } else { String::new() };
    let message =
        format!("this file stands in more than {MAX_DEPTH} directories{others} and is left out");
    Diagnostic::new(Code::BudgetExceeded, message).at(Place::file(first))
}

fn missing_diagnostic(
    world: &dyn World,
    settings: &Settings,
    code: Code,
    id: LanguageId,
) -> Diagnostic {
    let language = settings.language(id);
    let dir = &language.content_dir;
    let message = format!("the content directory of `{}` is missing: `{dir}`", language.code);
    let parent = dir.parent().unwrap_or(Utf8Path::new(""));
    let beside = world.walk(parent).map(|walk| walk.files).unwrap_or_default();
    let names: BTreeSet<String> = beside
        .iter()
        .filter_map(|file| file.strip_prefix(parent).ok()?.components().next())
        .map(|first| first.as_str().to_owned())
        .collect();
    let name = dir.file_name().unwrap_or_default();
    let hint = match nearest(name, names.iter().map(String::as_str)) {
        Some(meant) if meant != name => format!("did you mean `{}`?", parent.join(meant)),
        _ => format!("create `{dir}`, or remove the language from the configuration"),
    };
    Diagnostic::new(code, message).at(Place::file(&settings.file)).hint(hint)
}

/// Whether a file counts, and is not in the content directory of another language within this one.
fn is_content(settings: &Settings, id: LanguageId, path: &Utf8Path) -> bool {
    let dir = &settings.language(id).content_dir;
    let in_another = settings.languages.iter().any(|other| {
        other.content_dir != *dir
            && other.content_dir.starts_with(dir)
            && path.starts_with(&other.content_dir)
    });
    let below = path.strip_prefix(dir).unwrap_or(path);
    let name = path.file_name().unwrap_or_default();
    let about_the_repository =
        name == "OWNERS" || (name.starts_with("README") && name.ends_with(".md"));
    !in_another
        && !about_the_repository
        && !below.iter().any(is_hidden)
        && !settings.ignore_files.is_match(path.as_str())
}

/// Gives each file of a content directory its part.
fn sort_out(
    settings: &Settings,
    language: LanguageId,
    dir: &Utf8Path,
    files: Vec<&Utf8PathBuf>,
) -> (Vec<ContentFile>, Vec<LooseFile>) {
    let bundles: BTreeSet<&Utf8Path> = files
        .iter()
        .filter(|path| role(settings, path) == Some(ContentRole::Bundle))
        .filter_map(|path| path.parent())
        .filter(|bundle| *bundle != dir)
        .collect();

    let mut pages = Vec::new();
    let mut resources: BTreeMap<&Utf8Path, Vec<Utf8PathBuf>> = BTreeMap::new();
    for path in &files {
        let parent = path.parent().unwrap_or(dir);
        let owner = outermost(&bundles, dir, parent);
        let role = role(settings, path);
        match (owner, role) {
            (Some(bundle), Some(ContentRole::Bundle)) if bundle == parent => pages.push(*path),
            (None, Some(_)) => pages.push(*path),
            (Some(bundle), _) => resources.entry(bundle).or_default().push((*path).clone()),
            (None, None) => resources.entry(parent).or_default().push((*path).clone()),
        }
    }
    let mut sections: Vec<ContentFile> =
        pages.into_iter().filter_map(|path| content_file(settings, language, dir, path)).collect();
    let unowned = hand_out(&mut sections, resources).into_iter().filter_map(|path| {
        let location = path.strip_prefix(dir).ok()?.to_string();
        Some(LooseFile { path, language, location })
    });
    let loose = unowned.collect();
    (sections, loose)
}

/// The bundle that a directory is in or is: the one nearest to the content directory.
fn outermost<'a>(
    bundles: &BTreeSet<&'a Utf8Path>,
    dir: &Utf8Path,
    parent: &Utf8Path,
) -> Option<&'a Utf8Path> {
    let above = parent.ancestors().take_while(|ancestor| *ancestor != dir);
    above.filter_map(|ancestor| bundles.get(ancestor)).last().copied()
}

/// Resources go to the bundle or section of their directory, else to the nearest section above.
/// Gives back those that have none above them.
fn hand_out(
    pages: &mut [ContentFile],
    resources: BTreeMap<&Utf8Path, Vec<Utf8PathBuf>>,
) -> Vec<Utf8PathBuf> {
    let owners: BTreeMap<Utf8PathBuf, usize> = pages
        .iter()
        .enumerate()
        .filter(|(_, page)| page.role != ContentRole::Single)
        .map(|(index, page)| (page.directory.clone(), index))
        .collect();
    let mut unowned = Vec::new();
    for (directory, files) in resources {
        match directory.ancestors().find_map(|ancestor| owners.get(ancestor)) {
            Some(&owner) => pages[owner].resources.extend(files),
            None => unowned.extend(files),
        }
    }
    unowned
}

fn role(settings: &Settings, path: &Utf8Path) -> Option<ContentRole> {
    ContentFormat::of_path(path)?;
    let stem = path.file_stem()?;
    let stem = language_suffix(settings, stem).map_or(stem, |(dot, _)| &stem[..dot]);
    Some(match stem {
        "_index" => ContentRole::Section,
        "index" => ContentRole::Bundle,
        _ => ContentRole::Single,
    })
}

/// The page that a file makes; `None` when its name says that it is in another language.
fn content_file(
    settings: &Settings,
    language: LanguageId,
    dir: &Utf8Path,
    path: &Utf8Path,
) -> Option<ContentFile> {
    let role = role(settings, path)?;
    let stem = path.file_stem()?;
    let (stem, language) = match language_suffix(settings, stem) {
        // With one directory for all, every language meets the file and one takes it.
        Some((_, other)) if other != language && settings.language(other).content_dir == dir => {
            return None;
        }
        Some((dot, other)) => (&stem[..dot], other),
        None if language != settings.default_language && shares_directory(settings, dir) => {
            return None;
        }
        None => (stem, language),
    };
    let directory = path.parent().unwrap_or(dir).to_owned();
    let below = directory.strip_prefix(dir).unwrap_or(&directory);
    let location = match role {
        ContentRole::Single => below.join(stem),
        ContentRole::Section | ContentRole::Bundle => below.to_owned(),
    };
    // An `index.md` in the content directory itself can only be the home page.
    let role = if below.as_str().is_empty() && role == ContentRole::Bundle {
        ContentRole::Section
    } else {
        role
    };
    Some(ContentFile {
        path: path.to_owned(),
        language,
        location: location.into_string(),
        role,
        format: ContentFormat::of_path(path)?,
        resources: Vec::new(),
        directory,
    })
}

/// Whether the default language keeps its content in `dir` too.
fn shares_directory(settings: &Settings, dir: &Utf8Path) -> bool {
    settings.language(settings.default_language).content_dir == dir
}
