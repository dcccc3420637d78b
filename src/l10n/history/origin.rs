//! Which revision of a source was translated.
//!
//! The last commit of a translation may have mended a letter, and its source may have changed a dozen times
//! before that. So of all revisions up to the baseline, the one whose shape fits the translation best was
//! translated.

use std::collections::{BTreeSet, HashMap, HashSet};

use camino::Utf8Path;
use rayon::prelude::*;

use super::blobs::Blobs;
use super::graph::{CommitId, Graph, Past};
use super::log::Log;
use crate::git::{Git, GitProblem};
use crate::l10n::shape::Shape;

/// A revision of a source.
#[derive(Clone, Copy)]
pub(super) struct Revision<'a> {
    pub commit: CommitId,
    pub blob: &'a str,
}

/// The revision that was translated, and how well it fits, up to a thousand.
#[derive(Clone, Copy)]
pub(super) struct Found<'a> {
    pub revision: Revision<'a>,
    pub fit: u32,
}

/// A translation and the revisions that it may have been made from, new ones first.
pub(super) struct Candidates<'a> {
    pub translation: &'a str,
    pub revisions: Vec<Revision<'a>>,
}

/// A translation and its source.
#[derive(Clone, Copy)]
pub(super) struct Files<'a> {
    pub translation: &'a Utf8Path,
    pub source: &'a Utf8Path,
}

/// The revisions of a source that are looked at.
const MOST: usize = 60;

/// How many texts are held at a time.
const HELD: usize = 400;

impl<'a> Candidates<'a> {
    /// The revisions of a source in a past.
    pub(super) fn of(log: &'a Log, files: Files<'_>, past: &Past) -> Option<Self> {
        let translation = log.touches(files.translation)?.version(&log.graph, Graph::HEAD)?;
        let mut known = HashSet::new();
        let touches = log.renames.names(files.source).filter_map(|name| log.touches(name));
        let mut revisions: Vec<_> =
            touches.flat_map(|touches| touches.revisions(&log.graph)).collect();
        revisions.sort_by_key(|(commit, _)| *commit);
        let revisions = revisions.into_iter().filter(|(commit, _)| past.holds(*commit));
        let revisions = revisions.filter(|(_, version)| known.insert(&*version.blob));
        let revisions = revisions.map(|(commit, version)| Revision { commit, blob: &version.blob });
        Some(Self { translation: &translation.blob, revisions: revisions.take(MOST).collect() })
    }
}

/// For each translation the revision that fits best, the newest of equals. Older ones are only read if the
/// newest leaves something to wish for.
pub(super) fn search<'a>(
    git: &dyn Git,
    candidates: &[Option<Candidates<'a>>],
) -> Result<Vec<Option<Found<'a>>>, GitProblem> {
    let mut shapes = Shapes::default();
    let newest = |own: &Candidates<'a>| own.revisions.first().map(|own| own.blob);
    let all = candidates.iter().flatten();
    shapes.read(git, all.flat_map(|own| newest(own).into_iter().chain([own.translation])))?;
    let is_open = |own: &&Candidates<'a>| shapes.best(own, 1).is_some_and(|best| best.fit < FINE);
    let open: Vec<&Candidates<'a>> = candidates.iter().flatten().filter(is_open).collect();
    shapes.read(git, open.into_iter().flat_map(|own| own.revisions.iter().map(|own| own.blob)))?;
    let found = candidates.iter().map(|own| shapes.best(own.as_ref()?, MOST));
    Ok(found.collect())
}

/// How much better an older revision must fit: a few words in code are often mended by translators.
const MARGIN: u32 = 10;

/// A text with fewer parts that are not translated fits nearly everything.
const LEAST_PARTS: usize = 8;

/// A revision that fits so well was translated.
const FINE: u32 = 990;

/// The shapes of texts, by their blobs.
#[derive(Default)]
struct Shapes<'a>(HashMap<&'a str, Shape>);

impl<'a> Shapes<'a> {
    fn read(
        &mut self,
        git: &dyn Git,
        blobs: impl Iterator<Item = &'a str>,
    ) -> Result<(), GitProblem> {
        let new: BTreeSet<&str> = blobs.filter(|blob| !self.0.contains_key(blob)).collect();
        let new: Vec<&str> = new.into_iter().collect();
        for some in new.chunks(HELD) {
            let texts = Blobs::read(git, &some.iter().copied().collect())?;
            let shape = |blob: &&'a str| Some((*blob, Shape::of(texts.text(blob)?)));
            let read: Vec<(&'a str, Shape)> = some.par_iter().filter_map(shape).collect();
            self.0.extend(read);
        }
        Ok(())
    }

    /// The best of the newest revisions whose shapes are known.
    fn best(&self, candidates: &Candidates<'a>, most: usize) -> Option<Found<'a>> {
        let own = self.0.get(candidates.translation).filter(|own| own.parts() >= LEAST_PARTS)?;
        let mut best: Option<Found<'a>> = None;
        for revision in candidates.revisions.iter().take(most) {
            let Some(shape) = self.0.get(revision.blob) else { continue };
            let fit = own.fit(shape);
            if best.is_none_or(|best| fit > best.fit + MARGIN) {
                best = Some(Found { revision: *revision, fit });
            }
        }
        best
    }
}
