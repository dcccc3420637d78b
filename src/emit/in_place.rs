//! Publishes step by step, if the output cannot be exchanged as a whole because it holds files of the
//! user's, or because the file system has no such operation.
//!
//! A journal is written before the first step. While it exists, the next process finishes the
//! change, or takes it back if it cannot be finished. Every step can be repeated, and undone: its new
//! file is in `new` until it is put in place, and the file that was there is kept in `old`.
#![allow(clippy::disallowed_methods, reason = "part of writing the output")]

use std::fs;
use std::io;

use camino::{Utf8Path, Utf8PathBuf};

use super::disk::Disk;
use super::error::{EmitError, at, in_the_way};
use super::journal::{self, Step};
use super::manifest;
use super::plan::{Plan, WriteKind};
use super::tree;
use super::workplace::Workplace;
use crate::world::World;

const NEW: &str = "new";
const OLD: &str = "old";
/// The journal of a change that is to be made.
const JOURNAL: &str = "journal";
/// The journal of a change that is to be taken back.
const BACK: &str = "journal.back";

/// A change of `output` that is prepared in a workplace.
pub(super) struct InPlace<'a> {
    pub disk: &'a dyn Disk,
    pub workplace: &'a Workplace,
    pub output: &'a Utf8Path,
}

impl InPlace<'_> {
    /// Writes the new files and the journal.
    ///
    /// # Errors
    /// If the file system refuses; the output is unchanged.
    pub(super) fn prepare(&self, world: &dyn World, plan: &Plan<'_>) -> Result<(), EmitError> {
        let new = self.workplace.path(NEW);
        tree::create_directory(self.disk, &new)?;
        tree::create_directory(self.disk, &self.workplace.path(OLD))?;
        tree::create_directories(self.disk, &new, plan.writes.iter().map(|write| write.path))?;
        tree::write(self.disk, world, &new, &plan.writes)?;
        tree::write_manifest(self.disk, &new, &plan.manifest)?;
        let part = self.workplace.path("journal.part");
        let text = journal::text(&self.steps(plan));
        self.disk.write(&part, &mut text.as_bytes()).map_err(at(&part))?;
        let mut written = tree::written(&new, &plan.writes);
        written.push(part.clone());
        self.sync(&written)?;
        self.rename(&part, &self.workplace.path(JOURNAL))
    }

    /// Removals come first, to make room, and the manifest comes last.
    fn steps(&self, plan: &Plan<'_>) -> Vec<Step> {
        let step = |path: &str, kind: WriteKind| match kind {
            WriteKind::Create => Step::Create(path.to_owned()),
            WriteKind::Replace => Step::Replace(path.to_owned()),
        };
        let has_manifest = self.output.join(manifest::NAME).exists();
        let of_manifest = if has_manifest { WriteKind::Replace } else { WriteKind::Create };
        let removals = plan.removals.iter().cloned().map(Step::Remove);
        let writes = plan.writes.iter().map(|write| step(write.path, write.kind));
        removals.chain(writes).chain([step(manifest::NAME, of_manifest)]).collect()
    }

    /// Carries out the journal, or takes the change back. Does nothing without a journal.
    ///
    /// # Errors
    /// If the change could not be made. If it could not be taken back either, the journal stays.
    pub(super) fn commit(&self) -> Result<(), EmitError> {
        let (journal, back) = (self.workplace.path(JOURNAL), self.workplace.path(BACK));
        if let Some(steps) = read(&back)? {
            self.take_back(&steps)?;
        }
        let Some(steps) = read(&journal)? else { return Ok(()) };
        let carried_out = self.carry_out(&steps);
        if carried_out.is_err() {
            self.rename(&journal, &back)?;
            self.take_back(&steps)?;
        } else {
            self.sync(&[])?;
            self.disk.remove_file(&journal).map_err(at(&journal))?;
        }
        carried_out
    }

    /// Removes what a change leaves behind, unless it is still pending.
    ///
    /// # Errors
    /// When the file system refuses.
    pub(super) fn settle(&self) -> Result<(), EmitError> {
        if self.is_pending() {
            return Ok(());
        }
        for name in [NEW, OLD] {
            let directory = self.workplace.path(name);
            if directory.exists() {
                tree::remove_all(self.disk, &directory)?;
            }
        }
        let part = self.workplace.path("journal.part");
        if part.exists() { self.disk.remove_file(&part).map_err(at(&part)) } else { Ok(()) }
    }

    /// Whether a change is still neither made nor taken back.
    pub(super) fn is_pending(&self) -> bool {
        [JOURNAL, BACK].iter().any(|name| is_there(&self.workplace.path(name)))
    }

    fn carry_out(&self, steps: &[Step]) -> Result<(), EmitError> {
        for step in steps {
            let (new, old, there) = self.names(step.path());
            match step {
                Step::Remove(path) => {
                    // There may be a directory by now: the one for which this file had to make room.
                    if is_there(&there) && !there.is_dir() && !self.is_behind_link(path) {
                        self.create_above(OLD, path)?;
                        self.rename(&there, &old)?;
                    }
                }
                Step::Create(path) if is_there(&new) => {
                    self.create_in_output(path)?;
                    tree::remove_empty(self.disk, &there)?;
                    if is_there(&there) {
                        return Err(in_the_way(
                            &there,
                            "this appeared while the output was written",
                        ));
                    }
                    self.rename(&new, &there)?;
                }
                Step::Replace(path) if is_there(&new) => {
                    if is_there(&there) && !is_there(&old) {
                        self.create_above(OLD, path)?;
                        // Without links, the path is empty for a moment; a copy could be incomplete.
                        let linked = self.disk.link(&there, &old);
                        linked.or_else(|_| self.disk.rename(&there, &old)).map_err(at(&old))?;
                    }
                    self.create_in_output(path)?;
                    self.rename(&new, &there)?;
                }
                // An earlier process has done it.
                Step::Create(_) | Step::Replace(_) => {}
            }
        }
        // Last, since a removed directory cannot always be made again, for instance on a full disk.
        for step in steps.iter().filter(|step| matches!(step, Step::Remove(_))) {
            tree::prune(self.disk, self.output, step.path());
        }
        Ok(())
    }

    fn take_back(&self, steps: &[Step]) -> Result<(), EmitError> {
        for step in steps.iter().rev() {
            let (new, old, there) = self.names(step.path());
            match step {
                Step::Create(path) => {
                    if !is_there(&new) && is_there(&there) {
                        self.disk.remove_file(&there).map_err(at(&there))?;
                    }
                    tree::prune(self.disk, self.output, path);
                }
                Step::Remove(path) | Step::Replace(path) if is_there(&old) => {
                    self.restore(path)?;
                }
                Step::Remove(_) | Step::Replace(_) => {}
            }
        }
        self.sync(&[])?;
        let back = self.workplace.path(BACK);
        self.disk.remove_file(&back).map_err(at(&back))
    }

    /// Puts the old file of a step back. If its directory is gone, the directory that it is kept in
    /// takes that place with its whole content: a full disk has no room for another one.
    fn restore(&self, path: &str) -> Result<(), EmitError> {
        let (_, old, there) = self.names(path);
        let mut above: Vec<&Utf8Path> = Utf8Path::new(path).ancestors().skip(1).collect();
        above.reverse();
        if let Some(gone) = above.into_iter().find(|above| !is_there(&self.output.join(above))) {
            let kept = self.workplace.path(OLD).join(gone);
            return self.rename(&kept, &self.output.join(gone));
        }
        tree::remove_empty(self.disk, &there)?;
        self.rename(&old, &there)
    }

    /// The paths of a step's new file, of its old file, and the path where they belong.
    fn names(&self, path: &str) -> (Utf8PathBuf, Utf8PathBuf, Utf8PathBuf) {
        let place = |name: &str| self.workplace.path(name).join(path);
        (place(NEW), place(OLD), self.output.join(path))
    }

    /// Whether a link has replaced a directory: what is behind it is not ours.
    fn is_behind_link(&self, path: &str) -> bool {
        let mut above = Utf8Path::new(path).ancestors().skip(1);
        above.any(|above| !above.as_str().is_empty() && self.output.join(above).is_symlink())
    }

    fn create_in_output(&self, path: &str) -> Result<(), EmitError> {
        if self.is_behind_link(path) {
            let why = "there is a link on the way here, and output is not written through links";
            return Err(in_the_way(&self.output.join(path), why));
        }
        tree::create_directories(self.disk, self.output, [path].into_iter())
    }

    fn create_above(&self, name: &str, path: &str) -> Result<(), EmitError> {
        tree::create_directories(self.disk, &self.workplace.path(name), [path].into_iter())
    }

    fn rename(&self, from: &Utf8Path, to: &Utf8Path) -> Result<(), EmitError> {
        self.disk.rename(from, to).map_err(at(to))
    }

    fn sync(&self, files: &[Utf8PathBuf]) -> Result<(), EmitError> {
        let directory = &self.workplace.directory;
        self.disk.sync(directory, files).map_err(at(directory))
    }
}

fn read(journal: &Utf8Path) -> Result<Option<Vec<Step>>, EmitError> {
    match fs::read_to_string(journal) {
        Ok(text) => {
            let steps = journal::parse(&text);
            let broken = || in_the_way(journal, "this journal is broken; remove it");
            steps.map(Some).ok_or_else(broken)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(at(journal)(error)),
    }
}

fn is_there(path: &Utf8Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}
