//! Publishes in one step: makes the whole new output beside the old one, and then exchanges the two.
//! Whatever happens, readers see either the old tree or the new one.
//!
//! Files that have not changed are in both trees, under two names: a tree of 10,000 files is made
//! and removed in a fraction of a second.

use std::io;

use camino::Utf8Path;
use rayon::prelude::*;

use super::disk::Disk;
use super::error::{EmitError, at, in_the_way};
use super::manifest::{self, Manifest};
use super::plan::Plan;
use super::tree;
use super::workplace::Workplace;
use crate::world::World;

/// The new tree until it is complete: everything in it is ours.
const UNFINISHED: &str = "unfinished";
/// The complete new tree; after the exchange, the old one.
const TREE: &str = "tree";

/// Makes the new tree.
///
/// # Errors
/// When the file system refuses; the output is as it was.
pub(super) fn prepare(
    disk: &dyn Disk,
    world: &dyn World,
    workplace: &Workplace,
    plan: &Plan<'_>,
) -> Result<(), EmitError> {
    let top = workplace.path(UNFINISHED);
    tree::create_directory(disk, &top)?;
    let paths = plan.writes.iter().map(|write| write.path);
    let paths = paths.chain(plan.unchanged.iter().map(String::as_str));
    tree::create_directories(disk, &top, paths)?;
    tree::write(disk, world, &top, &plan.writes)?;
    plan.unchanged.par_iter().try_for_each(|path| {
        let name = top.join(path);
        tree::link_or_copy(disk, &plan.output.join(path), &name).map_err(at(&name))
    })?;
    tree::write_manifest(disk, &top, &plan.manifest)?;
    disk.sync(&top, &tree::written(&top, &plan.writes)).map_err(at(&top))?;
    let complete = workplace.path(TREE);
    disk.rename(&top, &complete).map_err(at(&complete))
}

/// Whether a change was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exchange {
    Done,
    /// The file system cannot do it; nothing has changed.
    Unsupported,
}

/// Replaces the old tree with the new one.
///
/// # Errors
/// When the file system refuses; the output is as it was.
pub(super) fn commit(
    disk: &dyn Disk,
    workplace: &Workplace,
    output: &Utf8Path,
) -> Result<Exchange, EmitError> {
    let tree = workplace.path(TREE);
    let exchanged =
        if output.exists() { disk.exchange(&tree, output) } else { disk.rename(&tree, output) };
    match exchanged {
        Ok(()) => Ok(Exchange::Done),
        Err(error) if is_unsupported(&error) => Ok(Exchange::Unsupported),
        Err(error) => Err(at(output)(error)),
    }
}

/// The system or the file system has no such operation, or something is mounted at the output.
fn is_unsupported(error: &io::Error) -> bool {
    use io::ErrorKind::{
        CrossesDevices, InvalidInput, PermissionDenied, ResourceBusy, Unsupported,
    };
    let kinds = [CrossesDevices, InvalidInput, PermissionDenied, ResourceBusy, Unsupported];
    kinds.contains(&error.kind())
}

/// Removes what a change leaves behind, whether it was made or not. A file that somebody added to the
/// old tree during the exchange is moved to the new one.
///
/// # Errors
/// When the file system refuses.
pub(super) fn settle(
    disk: &dyn Disk,
    workplace: &Workplace,
    output: &Utf8Path,
) -> Result<(), EmitError> {
    let unfinished = workplace.path(UNFINISHED);
    if unfinished.exists() {
        tree::remove_all(disk, &unfinished)?;
    }
    let old = workplace.path(TREE);
    if !old.exists() {
        return Ok(());
    }
    for path in Manifest::read(&old)?.paths() {
        let path = old.join(path);
        match disk.remove_file(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            removed => removed.map_err(at(&path))?,
        }
    }
    rescue(disk, &old, output)?;
    let manifest = old.join(manifest::NAME);
    if manifest.exists() {
        disk.remove_file(&manifest).map_err(at(&manifest))?;
    }
    tree::remove_empty(disk, &old)
}

/// Moves the files of one tree to the same paths of another, except for its manifest.
fn rescue(disk: &dyn Disk, from: &Utf8Path, to: &Utf8Path) -> Result<(), EmitError> {
    for path in tree::entries(from)? {
        let name = path.file_name().unwrap_or_default();
        let target = to.join(name);
        if name == manifest::NAME {
            continue;
        }
        if path.is_dir() && !path.is_symlink() {
            if target.is_dir() || !tree::is_empty(&path)? {
                tree::create_directory(disk, &target)?;
                rescue(disk, &path, &target)?;
            }
        } else if tree::is_same_file(&path, &target) {
            disk.remove_file(&path).map_err(at(&path))?;
        } else if target.exists() || target.is_symlink() {
            let why =
                "`site` did not make this file, and its place in the output is taken; move it";
            return Err(in_the_way(&path, why));
        } else {
            disk.rename(&path, &target).map_err(at(&target))?;
        }
    }
    Ok(())
}
