//! Writes artifacts to the output directory, changing only what differs.
//!
//! ```text
//! survey     output             -> what it holds, and what of it is ours, by the manifest
//! plan       artifacts, survey  -> what to write and remove, and whether that is allowed
//! one_step   plan               -> the whole new tree replaces the old one
//! in_place   plan               -> file by file with a journal, if there are files of the user's
//! ```
//!
//! A build that fails or is killed leaves the old output or the new one, never a mixture; if the change
//! takes several steps, the next run finishes it or takes it back. Files that this program did not make
//! are neither overwritten nor removed.
#![allow(clippy::disallowed_methods, reason = "the one place that writes to the disk")]

mod change_files;
mod create;
mod create_file;
mod create_files;
mod disk;
mod error;
mod in_place;
mod journal;
mod manifest;
mod nameless;
mod one_step;
mod plan;
mod survey;
mod tree;
mod workplace;

use std::fs;
use std::io;

use camino::{Utf8Path, Utf8PathBuf};

use crate::artifact::Artifacts;
use crate::world::World;

pub use change_files::{move_file, remove_source, replace_text};
pub use create::{CreateError, create};
pub use create_file::create_file;
pub use create_files::create_files;
pub use disk::{Disk, RealDisk};
pub use error::{Attempt, EmitError};
pub use nameless::nameless_file;
pub use plan::Leftovers;
pub use workplace::Holder;

use error::at;
use in_place::InPlace;
use one_step::Exchange;
use plan::Plan;
use workplace::{Workplace, WorkplacePosition, places};

/// How many files were written, kept and removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    pub written: usize,
    pub unchanged: usize,
    pub removed: usize,
}

/// Writes `artifacts` to the directory `output`.
///
/// # Errors
/// The same as those of [`Publisher::publish`].
pub fn emit(
    world: &dyn World,
    artifacts: &Artifacts,
    output: &Utf8Path,
    leftovers: Leftovers,
) -> Result<Changes, EmitError> {
    Publisher { disk: &RealDisk, output, wait: &|_| {} }.publish(world, artifacts, leftovers)
}

/// Publishes to an output directory.
pub struct Publisher<'a> {
    pub disk: &'a dyn Disk,
    pub output: &'a Utf8Path,
    /// Called if another process has to finish first.
    pub wait: &'a dyn Fn(Holder),
}

impl Publisher<'_> {
    /// Writes `artifacts` to the output. Of two processes at once, one waits for the other.
    ///
    /// # Errors
    /// When the file system refuses, or something that this program did not make is in the way. The
    /// output is then unchanged; if it could not be restored, the next run restores it.
    pub fn publish(
        &self,
        world: &dyn World,
        artifacts: &Artifacts,
        leftovers: Leftovers,
    ) -> Result<Changes, EmitError> {
        self.recover()?;
        let output = real_output(self.output)?;
        let work = Work { world, artifacts, leftovers, output: &output };
        match self.attempt(&work, WorkplacePosition::Beside) {
            // Something is mounted there.
            Err(problem) if problem.error.kind() == io::ErrorKind::CrossesDevices => {
                self.attempt(&work, WorkplacePosition::Inside)
            }
            attempted => attempted,
        }
    }

    /// Finishes or takes back the change of a killed process. Does nothing if there is none.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn recover(&self) -> Result<(), EmitError> {
        let Ok(output) = self.output.canonicalize_utf8().or_else(|_| absent_output(self.output))
        else {
            return Ok(());
        };
        for (position, directory) in places(&output).into_iter().rev() {
            if directory.is_dir() {
                let workplace = Workplace::open(&output, position, self.wait)?;
                self.clean(&workplace, &output)?;
                workplace.close(self.disk)?;
            }
        }
        Ok(())
    }

    fn attempt(&self, work: &Work<'_>, position: WorkplacePosition) -> Result<Changes, EmitError> {
        if position == WorkplacePosition::Inside {
            tree::create_directory(self.disk, work.output)?;
        }
        let workplace = Workplace::open(work.output, position, self.wait)?;
        self.clean(&workplace, work.output)?;
        let changes = self.change(work, &workplace);
        let cleaned = self.clean(&workplace, work.output);
        let closed = cleaned.and_then(|()| workplace.close(self.disk));
        // The first error is the cause.
        let changes = changes?;
        closed.map(|()| changes)
    }

    fn change(&self, work: &Work<'_>, workplace: &Workplace) -> Result<Changes, EmitError> {
        let plan = Plan::new(work.world, work.artifacts, work.output, work.leftovers)?;
        let changes = Changes {
            written: plan.writes.len(),
            unchanged: work.artifacts.len() - plan.writes.len(),
            removed: plan.removals.len(),
        };
        if plan.is_empty() {
            return Ok(changes);
        }
        if workplace.position == WorkplacePosition::Beside && !plan.has_foreign {
            one_step::prepare(self.disk, work.world, workplace, &plan)?;
            if one_step::commit(self.disk, workplace, work.output)? == Exchange::Done {
                return Ok(changes);
            }
            one_step::settle(self.disk, workplace, work.output)?;
        }
        tree::create_directory(self.disk, work.output)?;
        let in_place = InPlace { disk: self.disk, workplace, output: work.output };
        in_place.prepare(work.world, &plan)?;
        in_place.commit()?;
        Ok(changes)
    }

    /// Finishes or takes back a change in a workplace.
    fn clean(&self, workplace: &Workplace, output: &Utf8Path) -> Result<(), EmitError> {
        let in_place = InPlace { disk: self.disk, workplace, output };
        match in_place.commit() {
            // If it could not be finished, it was taken back, which is fine, too.
            Err(problem) if in_place.is_pending() => return Err(problem),
            _ => in_place.settle()?,
        }
        one_step::settle(self.disk, workplace, output)
    }
}

/// What to publish, and where.
struct Work<'a> {
    world: &'a dyn World,
    artifacts: &'a Artifacts,
    leftovers: Leftovers,
    /// Without links.
    output: &'a Utf8Path,
}

/// The output's path without links. Creates the directories above it.
fn real_output(output: &Utf8Path) -> Result<Utf8PathBuf, EmitError> {
    match output.canonicalize_utf8() {
        Ok(real) if real.is_dir() => Ok(real),
        Ok(real) => Err(error::in_the_way(&real, "this is not a directory")),
        Err(_) => {
            let above = output.parent().filter(|above| !above.as_str().is_empty());
            if let Some(above) = above {
                fs::create_dir_all(above).map_err(at(above))?;
            }
            absent_output(output).map_err(at(output))
        }
    }
}

/// The path without links of a directory that does not exist, in one that does.
fn absent_output(output: &Utf8Path) -> io::Result<Utf8PathBuf> {
    let name = output.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    let above = output.parent().filter(|above| !above.as_str().is_empty());
    Ok(above.unwrap_or(Utf8Path::new(".")).canonicalize_utf8()?.join(name))
}
