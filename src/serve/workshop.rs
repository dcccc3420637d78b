//! Builds the same site again and again.
//!
//! This is the only place where the server calls the pipeline: it holds what one build leaves for the
//! next.

use std::io;

use camino::{Utf8Path, Utf8PathBuf};
use jiff::Timestamp;

use super::gather::Batch;
use super::links::SymbolicLinks;
use super::record::{Inputs, Recorder};
use super::revisions::Revisions;
use super::walks::Walks;
use crate::pipeline::{self, BuildCache, ConfigProblem, Outcome, Request, Silent};
use crate::world::DiskWorld;

/// A site's directory, and how it is to be built.
pub struct Workshop {
    root: Utf8PathBuf,
    date: Option<Timestamp>,
    request: Request,
    inputs: Inputs,
    /// The links that the last build followed.
    links: SymbolicLinks,
    revisions: Revisions,
    walks: Walks,
    cache: BuildCache,
}

impl Workshop {
    /// `date` replaces the clock in every build.
    ///
    /// # Errors
    /// When the directory cannot be opened.
    pub fn open(root: &Utf8Path, date: Option<Timestamp>, request: Request) -> io::Result<Self> {
        let root = camino::absolute_utf8(root)?;
        DiskWorld::open(&root, date)?;
        let (links, revisions, walks, cache) = Default::default();
        Ok(Self {
            root,
            date,
            request,
            inputs: Inputs::customary(),
            links,
            revisions,
            walks,
            cache,
        })
    }

    /// Builds the site as it is now. `touched` is what may have changed since the last build; everything
    /// else is assumed to be unchanged.
    ///
    /// # Errors
    /// When the configuration cannot be used, or the root is gone.
    pub fn rebuild(&mut self, touched: &Batch) -> Result<Outcome, ConfigProblem> {
        self.revisions.note(touched);
        let world = self.world().map_err(|error| {
            self.walks = Walks::default();
            ConfigProblem::no_root(&self.root, &error)
        })?;
        self.walks.forget(touched, &world);
        let recorder = Recorder::new(&world, &self.revisions, &mut self.walks);
        let built = pipeline::rebuild(&recorder, &self.request, &mut self.cache, &mut Silent);
        let (inputs, links) = recorder.finish();
        self.inputs.merge(inputs);
        self.links = links;
        built
    }

    /// Does what can wait until the site is shown: saves the cache.
    pub fn tidy(&self) {
        self.request.memo.save();
    }

    /// Forgets everything that is kept from build to build.
    pub fn forget(&mut self) {
        (self.revisions, self.walks, self.cache) = Default::default();
    }

    /// The current files.
    pub fn world(&self) -> io::Result<DiskWorld> {
        DiskWorld::open(&self.root.canonicalize_utf8()?, self.date)
    }

    /// The root as the user named it, but absolute. A link in it may lead elsewhere tomorrow.
    pub fn root(&self) -> &Utf8Path {
        &self.root
    }

    /// The touched paths under all the names that links give them.
    pub(super) fn all_names(&self, touched: &Batch) -> Batch {
        self.links.all_names(touched)
    }

    /// What the builds so far have asked for.
    pub fn inputs(&self) -> &Inputs {
        &self.inputs
    }
}
