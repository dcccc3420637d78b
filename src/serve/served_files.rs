//! The files of a built site, as they are served.

use std::io::{self, Read};
use std::sync::Arc;

use bytes::Bytes;

use super::files::{Located, find};
use super::inject::{inject, tag};
use super::media::{Media, media_of};
use crate::artifact::{Artifact, Artifacts};
use crate::world::SharedWorld;

/// The largest copied file that is served: files are read into memory.
const COPY_LIMIT: u64 = 1 << 30;

/// Whether pages have the script that keeps them up to date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reload {
    On,
    Off,
}

/// The artifacts of a build and the path they are served at.
pub struct ServedFiles {
    pub artifacts: Artifacts,
    /// The path of the site's root URL, with a slash at both ends.
    pub mount: String,
    /// The Content-Security-Policy of the pages.
    policy: Option<String>,
    reload: Reload,
    /// Where copied files are read from.
    world: SharedWorld,
}

/// A file as it is sent.
pub(super) struct Delivery {
    pub bytes: Bytes,
    pub media: Media,
}

impl ServedFiles {
    pub fn new(artifacts: Artifacts, mount: &str, reload: Reload, world: SharedWorld) -> Self {
        Self { artifacts, mount: mount.to_owned(), policy: None, reload, world }
    }

    /// The same files, their pages with this Content-Security-Policy.
    pub fn with_policy(self, policy: Option<String>) -> Self {
        Self { policy, ..self }
    }

    /// Other files, served in the same way.
    pub(super) fn with_artifacts(&self, artifacts: Artifacts) -> Self {
        let Self { mount, policy, reload, world, .. } = self;
        let (mount, policy, world) = (mount.clone(), policy.clone(), Arc::clone(world));
        Self { artifacts, mount, policy, reload: *reload, world }
    }

    /// The policy to send with a file: only pages that the site makes have one. What a static page holds is
    /// its author's affair.
    pub(super) fn policy_of(&self, path: &str, artifact: &Artifact) -> Option<&str> {
        let is_page = media_of(path).is_html() && !artifact.is_copy();
        self.policy.as_deref().filter(|_| is_page)
    }

    /// Finds what is at the path of a URL.
    pub fn find(&self, path: &str) -> Located<'_> {
        find(&self.artifacts, &self.mount, path)
    }

    /// A file as it is sent; a page gets the tag of the reload script.
    pub(super) fn deliver(&self, path: &str, artifact: &Artifact) -> io::Result<Delivery> {
        self.delivery(path, artifact, state)
    }

    /// The page that is shown where there is none. Its tag has no state, just as [`Self::state_at`]
    /// returns none for that URL.
    pub(super) fn deliver_for_nothing(
        &self,
        path: &str,
        artifact: &Artifact,
    ) -> io::Result<Delivery> {
        self.delivery(path, artifact, |_| String::new())
    }

    fn delivery(
        &self,
        path: &str,
        artifact: &Artifact,
        state: impl Fn(&[u8]) -> String,
    ) -> io::Result<Delivery> {
        let media = media_of(path);
        let bytes = self.bytes(artifact)?;
        let has_tag = self.reload == Reload::On && media.is_html();
        let bytes = if has_tag { inject(&bytes, &tag(&state(&bytes))).into() } else { bytes };
        Ok(Delivery { bytes, media })
    }

    /// The state of the page at a URL, as in its tag; `None` where there is no page.
    pub(super) fn state_at(&self, path: &str) -> Option<String> {
        let Located::File(_, artifact) = self.find(path) else { return None };
        Some(state(&self.bytes(artifact).ok()?))
    }

    pub(super) fn world(&self) -> SharedWorld {
        Arc::clone(&self.world)
    }

    pub(super) fn is_reloading(&self) -> bool {
        self.reload == Reload::On
    }

    fn bytes(&self, artifact: &Artifact) -> io::Result<Bytes> {
        match artifact {
            Artifact::Copy(file) => {
                let mut bytes = Vec::new();
                self.world.reader(file)?.take(COPY_LIMIT).read_to_end(&mut bytes)?;
                Ok(bytes.into())
            }
            made => made.read(&*self.world),
        }
    }
}

/// Identifies the content of a page: it changes whenever the page does.
fn state(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..16].to_owned()
}
