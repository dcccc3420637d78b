//! The files of mounts, each at its place in the component that it is mounted into.

use camino::Utf8PathBuf;

use super::walk::walk_existing;
use crate::config::Mount;
use crate::diagnostic::Diagnostic;
use crate::locale::composed;
use crate::world::World;

/// A file that is mounted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct MountedFile {
    /// Relative to the root.
    pub path: Utf8PathBuf,
    /// Below the component.
    pub place: Utf8PathBuf,
}

/// The files of a mount in the order of their paths; `None` where its source does not exist.
pub(super) fn files(
    world: &dyn World,
    mount: &Mount,
    found: &mut Vec<Diagnostic>,
) -> Option<Vec<MountedFile>> {
    let Some(files) = walk_existing(world, &mount.source, found) else {
        return single_file(world, mount).map(|file| vec![file]);
    };
    let mounted = files.into_iter().filter_map(|path| {
        let below = path.strip_prefix(&mount.source).ok()?;
        // Links and translations mean a name in whatever form a file system keeps it.
        let place = mount.target.join(below);
        let place = Utf8PathBuf::from(composed(place.as_str()).into_owned());
        mount.files.takes(below).then_some(MountedFile { path, place })
    });
    Some(mounted.collect())
}

/// A mount whose source is a file: its target is the file's place.
fn single_file(world: &dyn World, mount: &Mount) -> Option<MountedFile> {
    // Most mounts without a directory are of nothing: a site need not have every directory that it may have.
    world.entry(&mount.source)?;
    let beside = world.walk(mount.source.parent()?)?;
    let is_there = beside.files.contains(&mount.source);
    is_there.then(|| MountedFile { path: mount.source.clone(), place: mount.target.clone() })
}
