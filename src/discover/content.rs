//! Content files: single pages, leaf bundles with their resources, sections.
//!
//! The rules are Hugo's page bundles: <https://gohugo.io/content-management/page-bundles/>.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use super::content_file::{AdapterFile, ContentFile, ContentRole, LooseFile, Resource};
use super::formats::{ContentFormat, UnreadContent, unread};
use super::ignored;
use super::missing;
use super::mounted::{self, MountedFile};
use super::names::{is_hidden, is_of_disabled_language, language_suffix};
use crate::config::{LanguageId, Mount, Settings, Trust};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::memo::{Fingerprint, MemoTable};
use crate::world::{Sorted, World};

/// The files of all content directories, each with its part.
#[derive(Debug, Default)]
pub(super) struct Content {
    /// In the order of language and location.
    pub pages: Vec<ContentFile>,
    pub loose: Vec<LooseFile>,
    /// None of a tree that anybody may have written: they are templates, and run.
    pub adapters: Vec<AdapterFile>,
    pub problems: Vec<Diagnostic>,
}

/// The most directories that content may stand in. Each is a section, and pages show the way through all of
/// them.
const MAX_DEPTH: usize = 64;

/// The files of one mount of content.
struct MountedContent<'a> {
    mount: &'a Mount,
    files: Vec<MountedFile>,
}

/// Finds the content of every language, and the files that belong to no page of it.
pub(super) fn find(
    world: &dyn World,
    settings: &Settings,
    table: &mut MemoTable<Content>,
    found: &mut Vec<Diagnostic>,
) -> Arc<Content> {
    let mut mounted = Vec::new();
    let mut missing = Vec::new();
    for mount in &settings.mounts.content {
        match mounted::files(world, mount, found) {
            Some(files) => mounted.push(MountedContent { mount, files }),
            None if mount.is_optional => {}
            None => missing.push(mount),
        }
    }
    leave_out_directories(settings, &mut mounted);
    let code = if mounted.is_empty() { Code::ContentNone } else { Code::ContentMissing };
    found.extend(missing::problems(world, settings, code, &missing));
    let files = mounted.iter().flat_map(|content| &content.files);
    let names: Vec<(&str, &str)> =
        files.map(|file| (file.path.as_str(), file.place.as_str())).collect();
    let print = Fingerprint::of(&(settings.fingerprint, names));
    table.renew_one(Some(print), || sort_all_out(settings, &mounted))
}

fn leave_out_directories(settings: &Settings, mounted: &mut [MountedContent<'_>]) {
    let files = mounted.iter().flat_map(|MountedContent { mount, files }| {
        files.iter().map(|file| (mount.source.as_path(), file))
    });
    let ignored = ignored::directories(&settings.ignore_files, files);
    let is_ignored = |file: &MountedFile| ignored.iter().any(|dir| file.place.starts_with(dir));
    for content in mounted {
        content.files.retain(|file| !is_ignored(file));
    }
}

fn sort_all_out(settings: &Settings, mounted: &[MountedContent<'_>]) -> Content {
    let mut content = Content::default();
    let mounted = &counted(settings, mounted);
    let bundles = bundles(settings, mounted);
    content.adapters = adapters(settings, mounted);
    let is_run = |file: &&MountedFile| content.adapters.iter().any(|own| own.path == file.path);
    let files = all_files(mounted).map(|file| (file, file.path.as_path()));
    let of_no_format = files.filter(|(_, path)| UnreadContent::of_path(path).is_some());
    let files = of_no_format.filter(|(file, _)| !is_run(file)).map(|(_, path)| path);
    content.problems.extend(unread(files.collect::<BTreeSet<_>>().into_iter()));
    for id in settings.language_ids() {
        let (files, too_deep): (Vec<_>, Vec<_>) = files_of(settings, id, mounted)
            .into_iter()
            .partition(|file| file.place.as_str().matches('/').count() <= MAX_DEPTH);
        let problem = too_deep.first().map(|file| too_deep_problem(file.path, too_deep.len()));
        // Languages that share a directory meet the same files.
        content.problems.extend(problem.filter(|problem| !content.problems.contains(problem)));
        let files = LanguageFiles { language: id, bundles: &bundles, files };
        let (pages, unowned) = files.sort_out(settings);
        content.pages.extend(pages);
        content.loose.extend(unowned);
    }
    content
        .pages
        .sort_by(|a, b| (a.language, &a.location, a.role).cmp(&(b.language, &b.location, b.role)));
    content
}

/// The files of one mount that count.
struct CountedContent<'a> {
    mount: &'a Mount,
    files: Vec<&'a MountedFile>,
}

/// Looks at each file once; every language asks for all of them.
fn counted<'a>(settings: &Settings, mounted: &'a [MountedContent<'_>]) -> Vec<CountedContent<'a>> {
    let of_mount = |MountedContent { mount, files }: &'a MountedContent<'_>| {
        let others = within(settings, mount);
        let is_content = |file: &&MountedFile| {
            is_content(settings, file) && !others.iter().any(|other| file.path.starts_with(other))
        };
        CountedContent { mount, files: files.iter().filter(is_content).collect() }
    };
    mounted.iter().map(of_mount).collect()
}

fn all_files<'a>(mounted: &[CountedContent<'a>]) -> impl Iterator<Item = &'a MountedFile> {
    mounted.iter().flat_map(|content| content.files.iter().copied())
}

/// The directories with an `index` of any language. They are bundles in every language.
fn bundles<'a>(settings: &Settings, mounted: &[CountedContent<'a>]) -> HashSet<&'a str> {
    all_files(mounted)
        .filter(|file| role(settings, &file.place) == Some(ContentRole::Bundle))
        .map(|file| directory(&file.place).as_str())
        .filter(|bundle| !bundle.is_empty())
        .collect()
}

/// The templates that add pages, each once.
fn adapters(settings: &Settings, mounted: &[CountedContent<'_>]) -> Vec<AdapterFile> {
    if settings.trust == Trust::Untrusted {
        return Vec::new();
    }
    let of_mount = |CountedContent { mount, files }: &CountedContent<'_>| {
        let own = mount.languages.first().copied().unwrap_or(settings.default_language);
        let templates = files.iter().filter(|file| UnreadContent::is_adapter(&file.place));
        let adapter = |file: &&MountedFile| {
            let named = file.place.file_stem().and_then(|stem| language_suffix(settings, stem));
            AdapterFile {
                path: file.path.clone(),
                language: named.map_or(own, |(_, language)| language),
            }
        };
        templates.map(adapter).collect::<Vec<_>>()
    };
    let mut adapters: Vec<AdapterFile> = mounted.iter().flat_map(of_mount).collect();
    adapters.sort_by(|one, other| one.path.cmp(&other.path));
    adapters.dedup_by(|one, other| one.path == other.path);
    adapters
}

/// A file of content, with the language that its name or its mount gives it.
#[derive(Clone, Copy)]
struct Candidate<'a> {
    path: &'a Utf8Path,
    place: &'a Utf8Path,
    /// Whether a page that it makes is in the language in question.
    is_of_language: bool,
}

impl Candidate<'_> {
    /// The file as one of the page whose directory is `above`.
    fn resource_of(&self, above: &Utf8Path) -> Resource {
        let name = self.place.strip_prefix(above).unwrap_or(self.place);
        Resource { name: name.to_string(), path: self.path.to_owned() }
    }
}

/// The files that pages of a language are made from or may have beside them, in the order of their places:
/// those of each mount that has a page of it. Of two files at one place the earlier mount's counts.
fn files_of<'a>(
    settings: &Settings,
    id: LanguageId,
    mounted: &[CountedContent<'a>],
) -> Vec<Candidate<'a>> {
    let mut by_place = BTreeMap::new();
    for CountedContent { mount, files } in mounted {
        let files = files.iter().filter(|file| UnreadContent::of_path(&file.place).is_none());
        let candidates: Vec<Candidate<'a>> = files
            .map(|MountedFile { path, place }| {
                let is_of_language = is_of_language(settings, id, mount, place);
                Candidate { path, place, is_of_language }
            })
            .collect();
        let has_page = |file: &Candidate<'_>| {
            file.is_of_language && ContentFormat::of_path(file.place).is_some()
        };
        if mount.languages.contains(&id) || candidates.iter().any(has_page) {
            for file in candidates {
                by_place.entry(Sorted::new(file.place)).or_insert(file);
            }
        }
    }
    by_place.into_values().collect()
}

fn is_of_language(settings: &Settings, id: LanguageId, mount: &Mount, place: &Utf8Path) -> bool {
    let named = place.file_stem().and_then(|stem| language_suffix(settings, stem));
    named.map_or_else(|| mount.languages.contains(&id), |(_, named)| named == id)
}

fn too_deep_problem(first: &Utf8Path, count: usize) -> Diagnostic {
    let others = if count > 1 { format!(" ({count} files are)") } else { String::new() };
    let message =
        format!("this file stands in more than {MAX_DEPTH} directories{others} and is left out");
    Diagnostic::new(Code::BudgetExceeded, message).at(Place::file(first))
}

/// The directories within that of a mount that are all content of other languages.
fn within<'a>(settings: &'a Settings, mount: &Mount) -> Vec<&'a Utf8Path> {
    let is_within = |other: &&Mount| {
        other.source != mount.source
            && other.target.as_str().is_empty()
            && other.languages != mount.languages
            && other.source.starts_with(&mount.source)
    };
    let others = settings.mounts.content.iter().filter(is_within);
    others.map(|other| other.source.as_path()).collect()
}

/// Whether a file counts by its name.
fn is_content(settings: &Settings, file: &MountedFile) -> bool {
    file.place.file_name() != Some("OWNERS")
        && !file.place.as_str().split('/').any(is_hidden)
        && !is_of_disabled_language(settings, &file.place)
        && !settings.ignore_files.is_match(file.path.as_str())
}

/// The content of one language, before it is sorted out.
struct LanguageFiles<'a> {
    language: LanguageId,
    bundles: &'a HashSet<&'a str>,
    files: Vec<Candidate<'a>>,
}

impl LanguageFiles<'_> {
    /// Gives each file its part.
    fn sort_out(&self, settings: &Settings) -> (Vec<ContentFile>, Vec<LooseFile>) {
        let mut pages = Vec::new();
        let mut resources: BTreeMap<Sorted<'_>, Vec<Candidate<'_>>> = BTreeMap::new();
        for file in &self.files {
            let parent = directory(file.place);
            let owner = outermost(self.bundles, parent);
            let role = role(settings, file.place);
            match (owner, role) {
                (Some(bundle), Some(ContentRole::Bundle)) if bundle == parent => pages.push(file),
                (None, Some(_)) => pages.push(file),
                (Some(bundle), _) => resources.entry(Sorted::new(bundle)).or_default().push(*file),
                (None, None) => resources.entry(Sorted::new(parent)).or_default().push(*file),
            }
        }
        self.keep_own(settings, &mut resources);
        let of_language = pages.into_iter().filter(|file| file.is_of_language);
        let mut sections: Vec<ContentFile> =
            of_language.filter_map(|file| content_file(settings, self.language, file)).collect();
        let unowned = self.hand_out(&mut sections, resources).into_iter();
        // A file without a page of its own is published once, in its own language.
        let loose = unowned.map(|file| LooseFile {
            path: file.path.to_owned(),
            language: self.language,
            location: file.place.to_string(),
        });
        let loose = loose.collect();
        (sections, loose)
    }

    /// Keeps the resources of this language, and of two whose names differ in nothing but a language the one that
    /// names it. What a page shows of its translations' files is settled when it is rendered.
    fn keep_own(
        &self,
        settings: &Settings,
        resources: &mut BTreeMap<Sorted<'_>, Vec<Candidate<'_>>>,
    ) {
        for files in resources.values_mut() {
            files.retain(|file| file.is_of_language);
            let named: BTreeSet<Utf8PathBuf> =
                files.iter().filter_map(|file| without_language(settings, file.place)).collect();
            files.retain(|file| !named.contains(file.place));
        }
    }

    /// Resources go to the bundle or section of their directory, else to the nearest section above. Those of
    /// a bundle that has no page in this language go nowhere. Gives back those that have none above them.
    fn hand_out<'f>(
        &self,
        pages: &mut [ContentFile],
        resources: BTreeMap<Sorted<'_>, Vec<Candidate<'f>>>,
    ) -> Vec<Candidate<'f>> {
        let owners: HashMap<String, usize> = pages
            .iter()
            .enumerate()
            .filter(|(_, page)| page.role != ContentRole::Single)
            .map(|(index, page)| (page.location.clone(), index))
            .collect();
        let mut unowned = Vec::new();
        for (directory, files) in resources {
            let directory = directory.place();
            let is_bundle = self.bundles.contains(directory.as_str());
            if is_bundle && !owners.contains_key(directory.as_str()) {
                continue;
            }
            let owner = |above: &'_ Utf8Path| owners.get(above.as_str()).copied();
            let owner = directory.ancestors().find_map(|above| Some((above, owner(above)?)));
            match owner {
                Some((above, owner)) => {
                    let resources = files.iter().map(|file| file.resource_of(above));
                    pages[owner].resources.extend(resources);
                }
                None => unowned.extend(files),
            }
        }
        unowned
    }
}

/// The directory that a place is in; empty for that of all content.
fn directory(place: &Utf8Path) -> &Utf8Path {
    place.parent().unwrap_or(Utf8Path::new(""))
}

/// The bundle that a directory is in or is: the one nearest to the content directory.
fn outermost<'a>(bundles: &HashSet<&'a str>, parent: &Utf8Path) -> Option<&'a Utf8Path> {
    let ancestors = parent.ancestors();
    let bundle = ancestors.filter_map(|ancestor| bundles.get(ancestor.as_str())).last();
    bundle.map(|bundle| Utf8Path::new(*bundle))
}

fn role(settings: &Settings, place: &Utf8Path) -> Option<ContentRole> {
    ContentFormat::of_path(place)?;
    Some(match stem(settings, place)? {
        "_index" => ContentRole::Section,
        "index" => ContentRole::Bundle,
        _ => ContentRole::Single,
    })
}

/// A file's name without its extension and its language.
fn stem<'a>(settings: &Settings, place: &'a Utf8Path) -> Option<&'a str> {
    let stem = place.file_stem()?;
    Some(language_suffix(settings, stem).map_or(stem, |(dot, _)| &stem[..dot]))
}

/// The place of a file whose name says a language, without that.
fn without_language(settings: &Settings, place: &Utf8Path) -> Option<Utf8PathBuf> {
    let stem = place.file_stem()?;
    let (dot, _) = language_suffix(settings, stem)?;
    let name = match place.extension() {
        Some(extension) => format!("{}.{extension}", &stem[..dot]),
        None => stem[..dot].to_owned(),
    };
    Some(directory(place).join(name))
}

/// The page that a file makes in a language.
fn content_file(
    settings: &Settings,
    language: LanguageId,
    file: &Candidate<'_>,
) -> Option<ContentFile> {
    let role = role(settings, file.place)?;
    let below = directory(file.place);
    let location = match role {
        ContentRole::Single => below.join(stem(settings, file.place)?),
        ContentRole::Section | ContentRole::Bundle => below.to_owned(),
    };
    // An `index.md` in the content directory itself can only be the home page.
    let role = if below.as_str().is_empty() && role == ContentRole::Bundle {
        ContentRole::Section
    } else {
        role
    };
    Some(ContentFile {
        path: file.path.to_owned(),
        language,
        location: location.into_string(),
        role,
        format: ContentFormat::of_path(file.place)?,
        resources: Vec::new(),
        directory: directory(file.path).to_owned(),
    })
}
