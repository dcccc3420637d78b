//! Where the pages and files have gone that dead links lead to, by the names that git knows.

use std::collections::{BTreeMap, BTreeSet};

use camino::{Utf8Path, Utf8PathBuf};

use crate::config::{LanguageId, Settings};
use crate::git::{Git, renamed};
use crate::pipeline::Outcome;

/// What an address without its last slash leads to now, as a path of the site.
pub(super) type Moved = BTreeMap<String, String>;

/// The present address of each dead target whose file git knows under another name now. Targets are paths below the
/// root of the site, without a slash at their start.
///
/// A page's file is where its address says, as far as no permalink pattern decides otherwise.
pub(super) fn moved(git: &dyn Git, outcome: &Outcome, targets: &BTreeSet<&str>) -> Moved {
    let settings = &outcome.settings;
    let addresses = addresses(outcome);
    let wanted: Vec<(&str, Vec<Utf8PathBuf>)> =
        targets.iter().map(|target| (*target, files_of(settings, target))).collect();
    let files: BTreeSet<&Utf8Path> =
        wanted.iter().flat_map(|(_, files)| files).map(Utf8PathBuf::as_path).collect();
    if files.is_empty() {
        return Moved::new();
    }
    // Without history there are still the other ways to find what was meant.
    let names = renamed(git, files, |path| addresses.contains_key(path)).unwrap_or_default();
    let now = wanted.into_iter().filter_map(|(target, files)| {
        let found: BTreeSet<&String> =
            files.iter().filter_map(|file| addresses.get(names.get(file)?.as_path())).collect();
        let mut found = found.into_iter();
        let only = found.next().filter(|_| found.next().is_none())?;
        Some((target.trim_end_matches('/').to_owned(), only.clone()))
    });
    now.collect()
}

/// The address of each file that has one.
fn addresses(outcome: &Outcome) -> BTreeMap<&Utf8Path, String> {
    let pages =
        outcome.places.iter().map(|(file, path)| (file.as_path(), path.as_str().to_owned()));
    let statics = outcome.documents.statics.iter();
    let statics = statics.map(|(output, file)| (file.as_path(), format!("/{output}")));
    statics.chain(pages).collect()
}

/// The files that may once have been at an address.
fn files_of(settings: &Settings, target: &str) -> Vec<Utf8PathBuf> {
    let bare = target.trim_matches('/');
    if bare.is_empty() || bare.split('/').any(|part| matches!(part, "." | "..")) {
        return Vec::new();
    }
    let statics = settings.mounts.statics.iter().map(|mount| mount.source.join(bare));
    if Utf8Path::new(bare).extension().is_some_and(|extension| extension != "html") {
        return statics.collect();
    }
    let (language, rest) = language_of(settings, bare);
    let content = &settings.language(language).content_dir;
    let stem = rest.strip_suffix(".html").unwrap_or(rest);
    ["", "/index", "/_index"].map(|end| content.join(format!("{stem}{end}.md"))).into()
}

/// The language that an address names, and the rest of it.
fn language_of<'a>(settings: &Settings, path: &'a str) -> (LanguageId, &'a str) {
    let named = path.split_once('/').and_then(|(code, rest)| {
        let id = settings.language_by_code(code)?;
        (!settings.language_prefix(id).is_empty()).then_some((id, rest))
    });
    named.unwrap_or((settings.default_language, path))
}
