//! Directories of content that `ignoreFiles` leaves out.

use std::collections::{BTreeSet, HashMap};

use camino::{Utf8Path, Utf8PathBuf};
use regex::RegexSet;

use super::mounted::MountedFile;

/// The places of the directories that patterns leave out, in every language.
///
/// Hugo joins all mounts before it walks them. It asks about a directory once, under the path that the first mount
/// gives it, and never enters one that is ignored, whatever else is mounted there. `files` are those of all mounts in
/// their order, each with its mount's source.
pub(super) fn directories<'a>(
    patterns: &RegexSet,
    files: impl Iterator<Item = (&'a Utf8Path, &'a MountedFile)>,
) -> BTreeSet<Utf8PathBuf> {
    let mut is_ignored = HashMap::new();
    if patterns.is_empty() {
        return BTreeSet::new();
    }
    for (source, file) in files {
        let above = file.path.ancestors().zip(file.place.ancestors()).skip(1);
        for (path, place) in above.take_while(|(path, _)| *path != source) {
            if is_ignored.contains_key(place.as_str()) {
                break;
            }
            is_ignored.insert(place.as_str(), patterns.is_match(path.as_str()));
        }
    }
    let ignored = is_ignored.into_iter().filter(|(_, is_ignored)| *is_ignored);
    ignored.map(|(place, _)| Utf8PathBuf::from(place)).collect()
}
