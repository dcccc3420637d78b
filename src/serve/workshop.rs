//! Builds the same site again and again.
//!
//! This is the only place where the server calls the pipeline: it holds what one build leaves for the
//! next.

use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use jiff::Timestamp;

use super::gather::Batch;
use super::links::SymbolicLinks;
use super::record::{Inputs, Recorder};
use super::revisions::Revisions;
use super::walks::Walks;
use crate::check;
use crate::git::KnownChanges;
use crate::pipeline::{self, BuildCache, ConfigProblem, Observer, Outcome, Request};
use crate::preview::Files;
use crate::world::{DiskWorld, SharedWorld};

/// Where the files of a site are.
#[derive(Clone, Debug)]
pub struct Roots {
    pub site: Utf8PathBuf,
    /// The tree that the site's files would change, where those who wrote them are not trusted.
    pub trusted: Option<Utf8PathBuf>,
}

impl Roots {
    /// Absolute, as they are named. A link in a name may lead elsewhere tomorrow.
    ///
    /// # Errors
    /// When the working directory is gone.
    fn absolute(&self) -> Result<Self, ConfigProblem> {
        let absolute = |root: &Utf8PathBuf| {
            camino::absolute_utf8(root).map_err(|error| ConfigProblem::no_root(root, &error))
        };
        Ok(Self {
            site: absolute(&self.site)?,
            trusted: self.trusted.as_ref().map(absolute).transpose()?,
        })
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Utf8Path> {
        std::iter::once(&self.site).chain(&self.trusted).map(Utf8PathBuf::as_path)
    }
}

impl From<&Utf8Path> for Roots {
    fn from(site: &Utf8Path) -> Self {
        Self { site: site.to_owned(), trusted: None }
    }
}

/// A site's directory, and how it is to be built.
pub struct Workshop {
    roots: Roots,
    date: Option<Timestamp>,
    request: Request,
    inputs: Inputs,
    /// The links that the last build followed.
    links: SymbolicLinks,
    revisions: Revisions,
    walks: Walks,
    /// What the history of the site's files said to the last build.
    changes: Arc<KnownChanges>,
    cache: BuildCache,
}

impl Workshop {
    /// `date` replaces the clock in every build.
    ///
    /// # Errors
    /// When a directory cannot be opened, or the trusted tree has no configuration that can be used.
    pub fn open(
        roots: &Roots,
        date: Option<Timestamp>,
        request: Request,
    ) -> Result<Self, ConfigProblem> {
        let (links, revisions, walks, cache) = Default::default();
        let changes = Arc::new(KnownChanges::in_memo(Arc::clone(&request.memo)));
        let workshop = Self {
            roots: roots.absolute()?,
            date,
            request,
            inputs: Inputs::customary(),
            links,
            revisions,
            walks,
            changes,
            cache,
        };
        workshop.world()?;
        Ok(workshop)
    }

    /// Builds the site as it is now. `touched` is what may have changed since the last build; everything
    /// else is assumed to be unchanged.
    ///
    /// # Errors
    /// When the configuration cannot be used, or the root is gone.
    pub fn rebuild(
        &mut self,
        touched: &Batch,
        observer: &mut dyn Observer,
    ) -> Result<Outcome, ConfigProblem> {
        self.revisions.note(touched);
        let world = self.world().inspect_err(|_| self.walks = Walks::default())?;
        self.walks.forget(touched, &*world);
        let recorder = Recorder::new(&*world, &self.revisions, &mut self.walks);
        let mut built = pipeline::rebuild(&recorder, &self.request, &mut self.cache, observer);
        if let Ok(outcome) = &mut built {
            check::complete(&recorder, outcome);
        }
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
        self.changes = Arc::new(KnownChanges::in_memo(Arc::clone(&self.request.memo)));
    }

    /// The files as they are now, and where they are.
    ///
    /// # Errors
    /// When a root is gone, or the configuration of the trusted tree cannot be used.
    pub fn files(&self) -> Result<Files, ConfigProblem> {
        Ok(Files { world: self.world()?, root: self.roots.site.clone() })
    }

    fn world(&self) -> Result<SharedWorld, ConfigProblem> {
        let site = self.tree(&self.roots.site)?.knowing(Arc::clone(&self.changes));
        let Some(trusted) = &self.roots.trusted else { return Ok(Arc::new(site)) };
        Ok(Arc::new(pipeline::propose(site, self.tree(trusted)?, &self.request)?))
    }

    fn tree(&self, root: &Utf8Path) -> Result<DiskWorld, ConfigProblem> {
        let real = root.canonicalize_utf8();
        let tree = real.and_then(|real| DiskWorld::open(&real, self.date));
        tree.map_err(|error| ConfigProblem::no_root(root, &error))
    }

    pub fn roots(&self) -> &Roots {
        &self.roots
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
