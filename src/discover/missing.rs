//! Content directories that the configuration names and that are not there.

use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8Path;

use crate::config::{Mount, Settings};
use crate::diagnostic::{Code, Diagnostic, Place, nearest};
use crate::world::World;

/// A problem for each of the mounts whose directory is missing. The hint names a directory beside it of nearly the same
/// name, if there is one.
pub(super) fn problems(
    world: &dyn World,
    settings: &Settings,
    code: Code,
    missing: &[&Mount],
) -> Vec<Diagnostic> {
    // Many languages may lack their content, mostly in one directory: that is looked into once.
    let mut names: BTreeMap<&Utf8Path, BTreeSet<String>> = BTreeMap::new();
    let mut problems = Vec::new();
    for &mount in missing {
        let parent = mount.source.parent().unwrap_or(Utf8Path::new(""));
        let beside = names.entry(parent).or_insert_with(|| names_in(world, parent));
        problems.push(problem(settings, code, mount, beside));
    }
    problems
}

fn problem(
    settings: &Settings,
    code: Code,
    mount: &Mount,
    beside: &BTreeSet<String>,
) -> Diagnostic {
    let dir = &mount.source;
    let codes = mount.languages.iter().map(|id| format!("`{}`", settings.language(*id).code));
    let codes = codes.collect::<Vec<_>>().join(", ");
    let message = format!("the content directory of {codes} is missing: `{dir}`");
    let name = dir.file_name().unwrap_or_default();
    let hint = match nearest(name, beside.iter().map(String::as_str)) {
        Some(meant) if meant != name => format!("did you mean `{}`?", dir.with_file_name(meant)),
        _ => format!("create `{dir}`, or remove the language from the configuration"),
    };
    Diagnostic::new(code, message).at(Place::file(&settings.file)).hint(hint)
}

/// The names of what is in a directory.
fn names_in(world: &dyn World, directory: &Utf8Path) -> BTreeSet<String> {
    let walk = world.walk(directory);
    let files = walk.iter().flat_map(|walk| &walk.files);
    // Every file of a walk is below its directory.
    let below = files.filter_map(|file| file.as_str().strip_prefix(directory.as_str()));
    let mut names: Vec<&str> =
        below.filter_map(|below| below.trim_start_matches('/').split('/').next()).collect();
    // A walk is in order: the files of one directory follow one another.
    names.dedup();
    names.into_iter().map(str::to_owned).collect()
}
