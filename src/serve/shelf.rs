//! A site that is ready to be handed out.

use std::io;
use std::sync::Arc;

use bytes::Bytes;

use super::files::{Found, find};
use super::inject::{inject, tag};
use super::media::{Media, media_of};
use crate::artifact::{Artifact, Artifacts};
use crate::world::DiskWorld;

/// Whether pages carry the script that keeps them up to date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reload {
    On,
    Off,
}

/// The artifacts of a build, and where they stand.
pub struct Shelf {
    pub artifacts: Artifacts,
    /// The path that the site stands below, with a slash at both ends.
    pub mount: String,
    reload: Reload,
    /// Where copied files are read.
    world: Arc<DiskWorld>,
}

/// A file as it is sent.
pub(super) struct Copy {
    pub bytes: Bytes,
    pub media: Media,
}

impl Shelf {
    pub fn new(artifacts: Artifacts, mount: &str, reload: Reload, world: Arc<DiskWorld>) -> Self {
        Self { artifacts, mount: mount.to_owned(), reload, world }
    }

    /// What stands at the path of a URL.
    pub fn find(&self, path: &str) -> Found<'_> {
        find(&self.artifacts, &self.mount, path)
    }

    /// Takes a file off the shelf; a page gets the tag of the reload script.
    pub(super) fn take(&self, path: &str, artifact: &Artifact) -> io::Result<Copy> {
        self.copy(path, artifact, state)
    }

    /// Takes the page that is shown where there is none: its tag tells of no state, as
    /// [`Self::state_at`] does there.
    pub(super) fn take_for_nothing(&self, path: &str, artifact: &Artifact) -> io::Result<Copy> {
        self.copy(path, artifact, |_| String::new())
    }

    fn copy(
        &self,
        path: &str,
        artifact: &Artifact,
        state: impl Fn(&[u8]) -> String,
    ) -> io::Result<Copy> {
        let media = media_of(path);
        let bytes = self.bytes(artifact)?;
        let has_tag = self.reload == Reload::On && media.is_html();
        let bytes = if has_tag { inject(&bytes, &tag(&state(&bytes))).into() } else { bytes };
        Ok(Copy { bytes, media })
    }

    /// The state of the page at a URL, as its tag tells it; `None` where there is no page.
    pub(super) fn state_at(&self, path: &str) -> Option<String> {
        let Found::File(_, artifact) = self.find(path) else { return None };
        Some(state(&self.bytes(artifact).ok()?))
    }

    pub(super) fn is_reloading(&self) -> bool {
        self.reload == Reload::On
    }

    fn bytes(&self, artifact: &Artifact) -> io::Result<Bytes> {
        match artifact {
            Artifact::Bytes(bytes) => Ok(bytes.clone()),
            Artifact::Copy(file) => self.world.read_inside(file).map(Bytes::from),
        }
    }
}

/// Tells a page from itself at another time.
fn state(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..16].to_owned()
}
