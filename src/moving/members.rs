//! The files of a page in each language, and where they go.

use std::collections::BTreeMap;

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};

use crate::config::Settings;
use crate::diagnostic::{Code, Diagnostic};
use crate::discover::ContentRole;
use crate::parse::Documents;
use crate::world::{EntryKind, World};

/// A page in one language.
pub(super) struct Member {
    pub file: Utf8PathBuf,
    /// The directory of a bundle.
    bundle: Option<Utf8PathBuf>,
    content: Utf8PathBuf,
}

impl Member {
    /// Its file, or all files of its bundle.
    pub(super) fn files(&self, world: &dyn World) -> Vec<Utf8PathBuf> {
        let walk = self.bundle.as_ref().and_then(|directory| world.walk(directory));
        walk.map_or_else(|| vec![self.file.clone()], |walk| walk.files.clone())
    }
}

/// The place of the page that a path names: its file in any language, or the directory of its bundle.
pub(super) fn location(documents: &Documents, page: &Utf8Path) -> Result<String, Box<Diagnostic>> {
    let page = Utf8Path::new(page.as_str().trim_end_matches('/'));
    let named = documents.content.iter().find(|document| {
        let file = &document.file;
        file.path == page || file.role == ContentRole::Bundle && file.directory == page
    });
    match named.map(|document| &document.file) {
        Some(file) if file.role == ContentRole::Section => Err(refused(
            format!("`{page}` is the page of a section"),
            "move or remove the pages of the section, one by one",
        )),
        Some(file) => Ok(file.location.clone()),
        None => Err(refused(
            format!("there is no page at `{page}`"),
            "name its file, or the directory of its bundle",
        )),
    }
}

/// The new place: a path below the content as it is written, or below the content directory of a language.
pub(super) fn target(
    settings: &Settings,
    from: &Utf8Path,
    to: &Utf8Path,
) -> Result<String, Box<Diagnostic>> {
    let mut directories: Vec<&Utf8Path> =
        settings.languages.iter().map(|language| language.content_dir.as_path()).collect();
    // The longest one first: one may be within another.
    directories.sort_by_key(|directory| std::cmp::Reverse(directory.as_str().len()));
    let below = directories.iter().find_map(|directory| to.strip_prefix(directory).ok());
    let below = below.unwrap_or(to);
    let bare = below.as_str().trim_end_matches('/');
    let bare = bare.strip_suffix(".md").unwrap_or(bare);
    let bare = bare.strip_suffix("/index").unwrap_or(bare);
    let is_plain = |part| matches!(part, Utf8Component::Normal(_));
    let is_directory = to.as_str().ends_with('/');
    let name = from.file_stem().filter(|stem| !stem.starts_with("index"));
    let target = match name {
        // As with `mv`: into the directory, under its own name.
        Some(name) if is_directory => format!("{bare}/{name}"),
        _ => bare.to_owned(),
    };
    if target.is_empty() || !Utf8Path::new(&target).components().all(is_plain) {
        let hint = "write a path below the content, such as `docs/install`";
        return Err(refused(format!("`{to}` is no place for a page"), hint));
    }
    Ok(target)
}

/// The page at a place, in each language that has it.
pub(super) fn of(settings: &Settings, documents: &Documents, location: &str) -> Vec<Member> {
    let at = documents.content.iter().filter(|document| document.file.location == location);
    at.map(|document| {
        let file = &document.file;
        Member {
            file: file.path.clone(),
            bundle: (file.role == ContentRole::Bundle).then(|| file.directory.clone()),
            content: settings.language(file.language).content_dir.clone(),
        }
    })
    .collect()
}

/// Old and new path of every file.
pub(super) fn renames(
    world: &dyn World,
    settings: &Settings,
    members: &[Member],
    location: &str,
    target: &str,
) -> Result<BTreeMap<Utf8PathBuf, Utf8PathBuf>, Box<Diagnostic>> {
    let mut renames = BTreeMap::new();
    for member in members {
        for file in member.files(world) {
            let below = file.strip_prefix(&member.content).ok().map(Utf8Path::as_str);
            let Some(rest) = below.and_then(|below| below.strip_prefix(location)) else {
                let hint = "it comes from a mount or a module: move it with your file manager";
                return Err(refused(format!("`{file}` cannot be moved"), hint));
            };
            let new = member.content.join(format!("{target}{rest}"));
            if world.entry(&new).is_some() {
                let hint = "name a place where nothing is";
                return Err(refused(format!("`{new}` exists already"), hint));
            }
            renames.insert(file, new);
        }
    }
    let taken = settings.languages.iter().find_map(|language| {
        let single = language.content_dir.join(format!("{target}.md"));
        (world.entry(&single) == Some(EntryKind::File)).then_some(single)
    });
    match taken {
        Some(taken) => {
            Err(refused(format!("`{taken}` is there already"), "name a place where no page is"))
        }
        None => Ok(renames),
    }
}

fn refused(message: String, hint: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::new(Code::ArgumentValue, message).hint(hint.to_owned()))
}
