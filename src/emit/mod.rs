//! What must change on disk, and changing it.
//!
//! Only files that differ are written, and only files that an earlier build made are removed: a
//! manifest tells which. All that is new is first written to a staging directory inside the output
//! and then moved into place, so that a build that fails or is killed leaves the previous output as
//! it was. If it is killed among the moves, the next build finishes them.
#![allow(clippy::disallowed_methods, reason = "the one place that writes to the disk")]

mod create;
mod create_file;
mod manifest;
mod staging;

use std::borrow::Cow;
use std::fs;
use std::io;

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

use crate::artifact::{Artifact, Artifacts};
use crate::world::World;

pub use create::{CreateError, create};
pub use create_file::create_file;
use manifest::Manifest;
use staging::Staging;

/// What becomes of files of earlier builds that this one did not make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leftovers {
    Remove,
    /// A build of some of the languages knows nothing of the others.
    Keep,
}

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    pub written: usize,
    pub unchanged: usize,
    pub removed: usize,
}

/// Why the output could not be written, and where.
#[derive(Debug)]
pub struct EmitError {
    pub path: Utf8PathBuf,
    pub error: io::Error,
}

/// Adds the path to an error of the file system.
fn at(path: &Utf8Path) -> impl FnOnce(io::Error) -> EmitError + '_ {
    move |error| EmitError { path: path.to_owned(), error }
}

/// Makes the directory `output` hold `artifacts`.
///
/// # Errors
/// When the file system refuses, or something that this program did not make is in the way. The
/// previous output is then whole.
pub fn emit(
    world: &dyn World,
    artifacts: &Artifacts,
    output: &Utf8Path,
    leftovers: Leftovers,
) -> Result<Changes, EmitError> {
    fs::create_dir_all(output).map_err(at(output))?;
    staging::recover(output)?;
    let previous = Manifest::read(output)?;
    let mut current = Manifest::of(artifacts.paths());
    let removals = match leftovers {
        Leftovers::Remove => previous.without(&current),
        Leftovers::Keep => {
            current = current.with(&previous);
            Vec::new()
        }
    };
    let changed = changed(world, artifacts, output)?;
    let changes = Changes {
        written: changed.len(),
        unchanged: artifacts.len() - changed.len(),
        removed: removals.len(),
    };
    if changed.is_empty() && removals.is_empty() && current == previous {
        return Ok(changes);
    }
    let staging = Staging::begin(output)?;
    staging.write(world, &changed)?;
    staging.commit(&current, &removals, &previous)?;
    Ok(changes)
}

/// An output path and what it is to hold.
type Changed<'a> = (&'a str, &'a Artifact);

/// The artifacts whose file is not there or has other bytes.
fn changed<'a>(
    world: &dyn World,
    artifacts: &'a Artifacts,
    output: &Utf8Path,
) -> Result<Vec<Changed<'a>>, EmitError> {
    let all: Vec<Changed<'a>> = artifacts.iter().collect();
    let compared: Vec<Result<_, EmitError>> = all
        .par_iter()
        .map(|(path, artifact)| {
            let target = output.join(path);
            let is_there = fs::symlink_metadata(&target).is_ok_and(|there| there.is_file());
            let same = is_there && is_same(&target, &bytes(world, artifact)?);
            Ok((!same).then_some((*path, *artifact)))
        })
        .collect();
    compared.into_iter().filter_map(Result::transpose).collect()
}

/// The bytes of an artifact. Those of a copied file are read when they are needed and not kept: a
/// site's pictures are larger than its pages.
fn bytes<'a>(world: &dyn World, artifact: &'a Artifact) -> Result<Cow<'a, [u8]>, EmitError> {
    match artifact {
        Artifact::Bytes(bytes) => Ok(Cow::Borrowed(bytes)),
        Artifact::Copy(file) => Ok(Cow::Owned(world.read(file).map_err(at(file))?)),
    }
}

/// Whether a file holds just these bytes. Its length is asked first: most changes show there.
fn is_same(path: &Utf8Path, bytes: &[u8]) -> bool {
    fs::metadata(path).is_ok_and(|there| there.len() == bytes.len() as u64)
        && fs::read(path).is_ok_and(|old| old == bytes)
}
