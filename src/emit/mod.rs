//! Writes artifacts to the output directory, changing only what differs.
//!
//! ```text
//! survey     output             -> what it holds, and what of it is ours (a manifest says so)
//! plan       artifacts, survey  -> what has to be written and removed, and whether it may
//! one_step   plan               -> the whole new tree takes the place of the old one
//! in_place   plan               -> file by file under a journal, where the user's files are there too
//! ```
//!
//! A build that fails or is killed leaves the output as it was or as it is to be, never a mixture;
//! where it takes several steps, the next run finishes or takes back what was begun. Files that this
//! program did not make are neither overwritten nor removed.
#![allow(clippy::disallowed_methods, reason = "the one place that writes to the disk")]

mod create;
mod create_file;
mod disk;
mod error;
mod in_place;
mod journal;
mod manifest;
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

pub use create::{CreateError, create};
pub use create_file::create_file;
pub use disk::{Disk, RealDisk};
pub use error::{Action, EmitError};
pub use plan::Leftovers;
pub use workplace::Holder;

use error::at;
use in_place::InPlace;
use one_step::Exchange;
use plan::Plan;
use workplace::{Position, Workplace, places};

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    pub written: usize,
    pub unchanged: usize,
    pub removed: usize,
}

/// Makes the directory `output` hold `artifacts`.
///
/// # Errors
/// As [`Publisher::publish`].
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
    /// Is told when another process has to finish first.
    pub wait: &'a dyn Fn(Holder),
}

impl Publisher<'_> {
    /// Makes the output hold `artifacts`. Of two processes at once, one waits for the other.
    ///
    /// # Errors
    /// When the file system refuses, or something that this program did not make is in the way. The
    /// output is then as it was; if not even that was possible, the next run sees to it.
    pub fn publish(
        &self,
        world: &dyn World,
        artifacts: &Artifacts,
        leftovers: Leftovers,
    ) -> Result<Changes, EmitError> {
        self.recover()?;
        let output = real_output(self.output)?;
        let work = Work { world, artifacts, leftovers, output: &output };
        match self.attempt(&work, Position::Beside) {
            // Something is mounted there.
            Err(problem) if problem.error.kind() == io::ErrorKind::CrossesDevices => {
                self.attempt(&work, Position::Inside)
            }
            attempted => attempted,
        }
    }

    /// Finishes or takes back what a killed process began. Does nothing if there is nothing of the
    /// kind.
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

    fn attempt(&self, work: &Work<'_>, position: Position) -> Result<Changes, EmitError> {
        if position == Position::Inside {
            tree::create_directory(self.disk, work.output)?;
        }
        let workplace = Workplace::open(work.output, position, self.wait)?;
        self.clean(&workplace, work.output)?;
        let changes = self.change(work, &workplace);
        let cleaned = self.clean(&workplace, work.output);
        let closed = cleaned.and_then(|()| workplace.close(self.disk));
        // The first error says what the matter is.
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
        if workplace.position == Position::Beside && !plan.has_foreign {
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

    /// Brings whatever was begun in a workplace to an end.
    fn clean(&self, workplace: &Workplace, output: &Utf8Path) -> Result<(), EmitError> {
        let in_place = InPlace { disk: self.disk, workplace, output };
        match in_place.commit() {
            // It could not be finished, and was taken back: that is an end too.
            Err(problem) if in_place.is_pending() => return Err(problem),
            _ => in_place.settle()?,
        }
        one_step::settle(self.disk, workplace, output)
    }
}

/// What is to be published, and where.
struct Work<'a> {
    world: &'a dyn World,
    artifacts: &'a Artifacts,
    leftovers: Leftovers,
    /// Without links.
    output: &'a Utf8Path,
}

/// The output's path without links. The directories above it are made if they are not there.
fn real_output(output: &Utf8Path) -> Result<Utf8PathBuf, EmitError> {
    match output.canonicalize_utf8() {
        Ok(real) if real.is_dir() => Ok(real),
        Ok(real) => Err(error::in_the_way(&real, "this is no directory")),
        Err(_) => {
            let above = output.parent().filter(|above| !above.as_str().is_empty());
            if let Some(above) = above {
                fs::create_dir_all(above).map_err(at(above))?;
            }
            absent_output(output).map_err(at(output))
        }
    }
}

/// The path without links of a directory that is not there, in one that is.
fn absent_output(output: &Utf8Path) -> io::Result<Utf8PathBuf> {
    let name = output.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    let above = output.parent().filter(|above| !above.as_str().is_empty());
    Ok(above.unwrap_or(Utf8Path::new(".")).canonicalize_utf8()?.join(name))
}
