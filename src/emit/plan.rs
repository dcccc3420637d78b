//! What has to change in an output directory, and whether that is allowed.
#![allow(clippy::disallowed_methods, reason = "part of writing the output")]

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read};

use camino::Utf8Path;
use rayon::prelude::*;

use super::error::{EmitError, at, in_the_way, reading};
use super::manifest::Manifest;
use super::survey::{OutputSurvey, is_reserved};
use crate::artifact::{Artifact, Artifacts};
use crate::world::World;

/// What happens to files of earlier builds that this one did not make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leftovers {
    Remove,
    /// A build of some of the languages knows nothing of the others.
    Keep,
}

/// The difference between an output directory and its new content.
pub(super) struct Plan<'a> {
    pub output: &'a Utf8Path,
    /// Files to write, by path.
    pub writes: Vec<Write<'a>>,
    /// Files that stay as they are.
    pub unchanged: Vec<String>,
    /// Files of earlier builds to remove.
    pub removals: Vec<String>,
    pub manifest: Manifest,
    /// Whether the manifest differs from the one in the output.
    pub is_new_manifest: bool,
    /// Whether the directory holds something that is not ours.
    pub has_foreign: bool,
}

/// A file to write.
pub(super) struct Write<'a> {
    pub path: &'a str,
    pub artifact: &'a Artifact,
    pub kind: WriteKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WriteKind {
    /// The file does not exist.
    Create,
    /// The file exists and is ours.
    Replace,
}

impl<'a> Plan<'a> {
    /// # Errors
    /// If something that is not ours is in the way, or a file cannot be read.
    pub(super) fn new(
        world: &dyn World,
        artifacts: &'a Artifacts,
        output: &'a Utf8Path,
        leftovers: Leftovers,
    ) -> Result<Self, EmitError> {
        let previous = Manifest::read(output)?;
        let made = Manifest::of(artifacts.paths());
        let (manifest, removals) = match leftovers {
            Leftovers::Remove => (made.clone(), previous.without(&made)),
            Leftovers::Keep => (made.clone().with(&previous), Vec::new()),
        };
        let survey = OutputSurvey::of(output, &previous, &made)?;
        let (mut writes, mut unchanged) = (Vec::new(), Vec::new());
        for (path, artifact, state) in states(world, artifacts, output, &survey)? {
            let is_ours = previous.contains(path);
            match state {
                FileState::Missing => {
                    writes.push(Write { path, artifact, kind: WriteKind::Create })
                }
                FileState::Same => unchanged.push(path.to_owned()),
                FileState::Other if is_ours => {
                    writes.push(Write { path, artifact, kind: WriteKind::Replace });
                }
                FileState::Other => return Err(foreign(&output.join(path))),
            }
        }
        let kept = previous.without(&made).into_iter();
        if leftovers == Leftovers::Keep {
            unchanged.extend(kept.filter(|path| survey.files.contains(path)));
        }
        let plan = Self {
            output,
            writes,
            unchanged,
            removals: removals.into_iter().filter(|path| survey.files.contains(path)).collect(),
            is_new_manifest: manifest != previous,
            manifest,
            has_foreign: !survey.foreign.is_empty(),
        };
        plan.check(&survey)?;
        Ok(plan)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.writes.is_empty() && self.removals.is_empty() && !self.is_new_manifest
    }

    /// Whether each file can be written where it belongs: not through a link, and not over a directory or
    /// file that this program did not make.
    fn check(&self, survey: &OutputSurvey) -> Result<(), EmitError> {
        let output = self.output;
        let removed: BTreeSet<&str> = self.removals.iter().map(String::as_str).collect();
        for write in &self.writes {
            let path = Utf8Path::new(write.path);
            if path.components().next().is_some_and(|top| is_reserved(top.as_str())) {
                return Err(in_the_way(&output.join(path), "this name is reserved for `site`"));
            }
            for above in path.ancestors().filter(|above| !above.as_str().is_empty()) {
                if survey.links.contains(above.as_str()) {
                    let why = "this is a link, and output is not written through links";
                    return Err(in_the_way(&output.join(above), why));
                }
            }
            for above in path.ancestors().skip(1).filter(|above| !above.as_str().is_empty()) {
                if survey.files.contains(above.as_str()) && !removed.contains(above.as_str()) {
                    let why = "this is a file, and a directory is needed here";
                    return Err(in_the_way(&output.join(above), why));
                }
            }
            if survey.directories.contains(write.path) && !survey.is_emptied(path, &removed) {
                let why = "this is a directory, and a file is needed here";
                return Err(in_the_way(&output.join(path), why));
            }
        }
        Ok(())
    }
}

fn foreign(path: &Utf8Path) -> EmitError {
    in_the_way(path, "`site` did not make this file and does not overwrite it; move it away")
}

/// What is at an artifact's path.
enum FileState {
    Missing,
    Same,
    Other,
}

type Compared<'a> = (&'a str, &'a Artifact, FileState);

/// Compares all artifacts with the files at their paths.
fn states<'a>(
    world: &dyn World,
    artifacts: &'a Artifacts,
    output: &Utf8Path,
    survey: &OutputSurvey,
) -> Result<Vec<Compared<'a>>, EmitError> {
    let all: Vec<(&str, &Artifact)> = artifacts.iter().collect();
    let compared = all.par_iter().map(|(path, artifact)| {
        let state = if survey.files.contains(*path) {
            let is_same = is_same(world, artifact, &output.join(path))?;
            if is_same { FileState::Same } else { FileState::Other }
        } else {
            FileState::Missing
        };
        Ok((*path, *artifact, state))
    });
    compared.collect()
}

/// Whether a file has the same bytes as an artifact. Compares the lengths first: most changes show
/// there.
fn is_same(world: &dyn World, artifact: &Artifact, path: &Utf8Path) -> Result<bool, EmitError> {
    match artifact {
        Artifact::Bytes(bytes) => {
            Ok(has_length(path, bytes.len()) && fs::read(path).is_ok_and(|old| old == *bytes))
        }
        Artifact::Stored(stored) => {
            if !has_length(path, stored.len()) {
                return Ok(false);
            }
            let bytes = stored.bytes().map_err(at(path))?;
            Ok(fs::read(path).is_ok_and(|old| old == bytes))
        }
        Artifact::Copy(source) => {
            let mut reader = world.reader(source).map_err(reading(source))?;
            let Ok(mut old) = File::open(path) else { return Ok(false) };
            same_bytes(&mut *reader, &mut old).map_err(reading(source))
        }
    }
}

fn has_length(path: &Utf8Path, length: usize) -> bool {
    fs::metadata(path).is_ok_and(|there| there.len() == length as u64)
}

/// Compares piece by piece, since pictures and videos are larger than pages.
fn same_bytes(one: &mut dyn Read, other: &mut dyn Read) -> io::Result<bool> {
    const PIECE: u64 = 256 << 10;
    let (mut first, mut second) = (Vec::new(), Vec::new());
    loop {
        first.clear();
        second.clear();
        one.take(PIECE).read_to_end(&mut first)?;
        // An unreadable file of the output counts as different, and is written again.
        if other.take(PIECE).read_to_end(&mut second).is_err() || first != second {
            return Ok(false);
        }
        if first.is_empty() {
            return Ok(true);
        }
    }
}
