//! Where builds remember what they made: `--cache-dir`, else the user's own place for such files.
//!
//! Never inside the site: a build leaves a checkout as clean as it was.

use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use clap::Args;

use crate::artifact::Spool;
use crate::emit::nameless_file;
use crate::memo::Memo;

/// What to keep between builds.
#[derive(Debug, Args)]
pub(super) struct CacheArguments {
    /// Where to keep highlighted code and the like between builds [default: your cache directory]
    #[arg(long, alias = "cacheDir", value_name = "DIR")]
    pub cache_dir: Option<Utf8PathBuf>,
    /// Keep nothing for later builds, and use nothing from earlier ones
    #[arg(long, conflicts_with = "cache_dir")]
    pub no_cache: bool,
}

/// The memo for the site at `root`.
pub(super) fn memo(arguments: &CacheArguments, root: &Utf8Path) -> Arc<Memo> {
    Arc::new(directory(arguments, root).map_or_else(Memo::in_memory, Memo::in_directory))
}

/// The memo for the site at `root` where no argument names another place.
pub(super) fn in_usual_place(root: &Utf8Path) -> Memo {
    default_directory(root).map_or_else(Memo::in_memory, Memo::in_directory)
}

/// Where the site at `root` keeps it; `None` where nothing is kept.
pub(super) fn directory(arguments: &CacheArguments, root: &Utf8Path) -> Option<Utf8PathBuf> {
    if arguments.no_cache {
        return None;
    }
    arguments.cache_dir.clone().or_else(|| default_directory(root))
}

/// Where the files wait that a server shows: on the disk of the caches, in a file that no directory names. Where the
/// system has no such files, they wait in memory.
#[allow(clippy::disallowed_methods, reason = "where files wait changes none of them")]
pub(super) fn spool(arguments: &CacheArguments) -> Spool {
    let directory = arguments.cache_dir.clone().or_else(user_caches);
    let file = directory.and_then(|directory| nameless_file(&directory));
    let elsewhere = || nameless_file(Utf8Path::from_path(&std::env::temp_dir())?);
    file.or_else(elsewhere).map(Spool::on).unwrap_or_default()
}

/// A directory for each site, so that one site does not push out another's results.
fn default_directory(root: &Utf8Path) -> Option<Utf8PathBuf> {
    let root = root.canonicalize_utf8().ok()?;
    let hash = blake3::hash(root.as_str().as_bytes()).to_hex();
    Some(user_caches()?.join("site").join(&hash[..16]))
}

/// The user's directory for caches, by the custom of the system; the XDG variable has the first
/// word everywhere, and only with an absolute path, as its specification says.
fn user_caches() -> Option<Utf8PathBuf> {
    let xdg = variable("XDG_CACHE_HOME");
    let home = variable("HOME");
    xdg.or_else(|| match std::env::consts::OS {
        "windows" => variable("LOCALAPPDATA"),
        "macos" => home.map(|home| home.join("Library/Caches")),
        _ => home.map(|home| home.join(".cache")),
    })
}

#[allow(clippy::disallowed_methods, reason = "where a cache stands changes no output")]
fn variable(name: &str) -> Option<Utf8PathBuf> {
    let path = Utf8PathBuf::from(std::env::var(name).ok()?);
    path.is_absolute().then_some(path)
}
