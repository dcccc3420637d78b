//! Writing beside the output, then moving into it.
#![allow(clippy::disallowed_methods, reason = "part of writing the output")]

use std::collections::BTreeSet;
use std::fs;
use std::io;

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

use super::manifest::{self, Manifest};
use super::{Changed, EmitError, at, bytes};
use crate::world::World;

/// The staging directory in the output: on the same file system, so that moving is renaming.
const NAME: &str = ".site-staging";
const FILES: &str = "files";
/// Written when staging is complete: from here on the change is carried out, come what may. It
/// lists the files to remove.
const COMMIT: &str = "commit";

/// A change that is being prepared.
pub(super) struct Staging<'a> {
    output: &'a Utf8Path,
    directory: Utf8PathBuf,
}

/// Finishes or forgets what a killed build left behind.
pub(super) fn recover(output: &Utf8Path) -> Result<(), EmitError> {
    let directory = output.join(NAME);
    if !directory.exists() {
        return Ok(());
    }
    let staging = Staging { output, directory };
    match fs::read_to_string(staging.directory.join(COMMIT)) {
        Ok(removals) => {
            let removals = removals.lines().filter_map(manifest::unescape);
            let removals: Vec<String> = removals.filter(|path| manifest::is_within(path)).collect();
            staging.carry_out(&removals, &Manifest::read(output)?)
        }
        Err(_) => staging.discard(),
    }
}

impl<'a> Staging<'a> {
    pub(super) fn begin(output: &'a Utf8Path) -> Result<Self, EmitError> {
        let directory = output.join(NAME);
        let files = directory.join(FILES);
        fs::create_dir_all(&files).map_err(at(&files))?;
        Ok(Self { output, directory })
    }

    /// Writes the files below the staging directory, in parallel.
    pub(super) fn write(&self, world: &dyn World, files: &[Changed<'_>]) -> Result<(), EmitError> {
        let top = self.directory.join(FILES);
        for directory in directories_of(files) {
            let directory = top.join(directory);
            fs::create_dir(&directory).map_err(at(&directory))?;
        }
        files.par_iter().try_for_each(|(path, artifact)| {
            let path = top.join(path);
            fs::write(&path, bytes(world, artifact)?).map_err(at(&path))
        })
    }

    /// Puts everything in its place.
    pub(super) fn commit(
        self,
        current: &Manifest,
        removals: &[String],
        previous: &Manifest,
    ) -> Result<(), EmitError> {
        let staged = self.directory.join(FILES).join(manifest::NAME);
        fs::write(&staged, current.text()).map_err(at(&staged))?;
        // Checked while the change can still be dropped.
        if let Err(error) = self.check(&self.directory.join(FILES), self.output, removals, previous)
        {
            self.discard()?;
            return Err(error);
        }
        let commit = self.directory.join(COMMIT);
        let list: String = removals.iter().map(|path| manifest::escape(path) + "\n").collect();
        let written = self.directory.join("commit.part");
        fs::write(&written, list).map_err(at(&written))?;
        fs::rename(&written, &commit).map_err(at(&commit))?;
        self.carry_out(removals, previous)
    }

    /// Whether each staged entry can go where it belongs: not through a link, and not over a
    /// directory or file that this program did not make.
    fn check(
        &self,
        staged: &Utf8Path,
        target: &Utf8Path,
        removals: &[String],
        previous: &Manifest,
    ) -> Result<(), EmitError> {
        for name in entries(staged)? {
            let (from, to) = (staged.join(&name), target.join(&name));
            let Ok(there) = fs::symlink_metadata(&to) else { continue };
            if there.is_symlink() {
                return Err(in_the_way(&to, "is a link, and output is not written through links"));
            }
            match (from.is_dir(), there.is_dir()) {
                (true, true) => self.check(&from, &to, removals, previous)?,
                (true, false) if !previous.contains(self.below(&to)) => {
                    return Err(in_the_way(&to, "is a file, and a directory is needed here"));
                }
                (false, true) if !self.becomes_empty(&to, removals)? => {
                    return Err(in_the_way(&to, "is a directory, and a file is needed here"));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Whether nothing is left in a directory once the removals are carried out.
    fn becomes_empty(&self, directory: &Utf8Path, removals: &[String]) -> Result<bool, EmitError> {
        for name in entries(directory)? {
            let path = directory.join(name);
            let goes = if path.is_dir() {
                self.becomes_empty(&path, removals)?
            } else {
                removals.binary_search_by(|removal| removal.as_str().cmp(self.below(&path))).is_ok()
            };
            if !goes {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn below<'p>(&self, path: &'p Utf8Path) -> &'p str {
        path.strip_prefix(self.output).unwrap_or(path).as_str()
    }

    /// Removes and moves. Each step may have been done already by a build that was killed.
    fn carry_out(&self, removals: &[String], previous: &Manifest) -> Result<(), EmitError> {
        for path in removals {
            remove(self.output, path)?;
        }
        let staged = self.directory.join(FILES);
        if staged.exists() {
            self.move_into(&staged, self.output, previous)?;
        }
        self.discard()
    }

    /// Moves the entries of a directory; a directory that is not there yet moves as a whole.
    fn move_into(
        &self,
        staged: &Utf8Path,
        target: &Utf8Path,
        previous: &Manifest,
    ) -> Result<(), EmitError> {
        for name in entries(staged)? {
            let (from, to) = (staged.join(&name), target.join(&name));
            match fs::symlink_metadata(&to) {
                Ok(there) if there.is_dir() && from.is_dir() => {
                    self.move_into(&from, &to, previous)?;
                    continue;
                }
                Ok(there) if from.is_dir() && previous.contains(self.below(&to)) => {
                    debug_assert!(there.is_file(), "checked before the commit");
                    fs::remove_file(&to).map_err(at(&to))?;
                }
                _ => {}
            }
            fs::rename(&from, &to).map_err(at(&to))?;
        }
        Ok(())
    }

    fn discard(&self) -> Result<(), EmitError> {
        fs::remove_dir_all(&self.directory).map_err(at(&self.directory))
    }
}

/// Every directory above a file, each after the one that it is in.
fn directories_of<'a>(files: &[Changed<'a>]) -> BTreeSet<&'a Utf8Path> {
    let above = files.iter().flat_map(|(path, _)| Utf8Path::new(*path).ancestors().skip(1));
    above.filter(|directory| !directory.as_str().is_empty()).collect()
}

fn in_the_way(path: &Utf8Path, why: &str) -> EmitError {
    EmitError {
        path: path.to_owned(),
        error: io::Error::new(io::ErrorKind::AlreadyExists, format!("this {why}")),
    }
}

/// Removes a file of an earlier build, and its directories as far as they are empty then.
fn remove(output: &Utf8Path, path: &str) -> Result<(), EmitError> {
    let file = output.join(path);
    let above = Utf8Path::new(path).ancestors().skip(1);
    if above.into_iter().any(|directory| output.join(directory).is_symlink() && directory != "") {
        // Somebody put a link where our directory was: what is behind it is not ours.
        return Ok(());
    }
    match fs::remove_file(&file) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(at(&file)(error)),
    }
    for directory in Utf8Path::new(path).ancestors().skip(1) {
        if directory.as_str().is_empty() || fs::remove_dir(output.join(directory)).is_err() {
            break;
        }
    }
    Ok(())
}

/// The names in a directory, sorted.
fn entries(directory: &Utf8Path) -> Result<Vec<String>, EmitError> {
    let mut names = Vec::new();
    for entry in directory.read_dir_utf8().map_err(at(directory))? {
        names.push(entry.map_err(at(directory))?.file_name().to_owned());
    }
    names.sort();
    Ok(names)
}
