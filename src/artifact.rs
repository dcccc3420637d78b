//! The result of a build: output paths and their contents.
//!
//! The same [`Artifacts`] are written to disk by a build and served from memory.

mod name;
mod names;
mod space;
mod spool;

use std::io;
use std::sync::Arc;

use bytes::Bytes;
use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::world::World;

pub use name::{NameFault, OutputKind, check_name, directories};
pub use names::Added;
pub use spool::{KeptText, Spool, Stored};

use names::{Names, Reason, Wanted};

/// A file of the output.
#[derive(Clone, Debug)]
pub enum Artifact {
    /// Shared, not copied: builds share the bytes of files that have not changed.
    Bytes(Bytes),
    /// Made, and waiting on disk.
    Stored(Stored),
    /// A file of the site, copied unchanged.
    Copy(Utf8PathBuf),
}

/// The bytes count, not where they are.
impl PartialEq for Artifact {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Bytes(one), Self::Bytes(two)) => one == two,
            (Self::Stored(one), Self::Stored(two)) => one == two,
            (Self::Stored(stored), Self::Bytes(bytes))
            | (Self::Bytes(bytes), Self::Stored(stored)) => stored == bytes,
            (Self::Copy(one), Self::Copy(two)) => one == two,
            _ => false,
        }
    }
}

impl Eq for Artifact {}

/// Whether a file is a page: by its name, or because it begins as one.
fn is_page(path: &str, bytes: &[u8]) -> bool {
    let begins = |start: &str| {
        let bytes = bytes.trim_ascii_start();
        bytes.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start.as_bytes()))
    };
    path.ends_with(".html") || begins("<!doctype html") || begins("<html")
}

/// Output path (relative, with `/`, without `..`) -> file.
#[derive(Clone, Debug, Default)]
pub struct Artifacts {
    /// Shared by builds whose files have the same names.
    names: Arc<Names>,
    /// The files by the slots of their names.
    contents: Vec<Artifact>,
    /// How many of the additions behind the names have been made here. There are more while those of an earlier
    /// build are repeated.
    made: usize,
}

/// What one build leaves for the next: the names of its files.
#[derive(Clone, Debug, Default)]
pub struct ArtifactNames(Arc<Names>);

impl ArtifactNames {
    /// How many paths there are, if they are not those of the build `before`.
    pub fn new_since(&self, before: &Self) -> usize {
        if Arc::ptr_eq(&self.0, &before.0) { 0 } else { self.0.additions() }
    }
}

/// A path in two builds, and the file of each.
pub struct Beside<'a> {
    pub path: &'a str,
    pub before: Option<&'a Artifact>,
    pub after: Option<&'a Artifact>,
}

impl Artifact {
    /// Whether both are known to be equal without comparing their bytes.
    pub fn is_shared_with(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Bytes(one), Self::Bytes(two)) => {
                one.as_ptr() == two.as_ptr() && one.len() == two.len()
            }
            (Self::Stored(one), Self::Stored(two)) => one.is_same_place(two),
            _ => false,
        }
    }

    /// Whether it is a file of the site, copied unchanged.
    pub fn is_copy(&self) -> bool {
        self.copied().is_some()
    }

    /// The file that it is copied from, if it is.
    fn copied(&self) -> Option<&Utf8Path> {
        match self {
            Self::Copy(file) => Some(file),
            Self::Bytes(_) | Self::Stored(_) => None,
        }
    }

    /// The bytes of a file that was made; `None` for a copied one.
    pub fn made(&self) -> Option<io::Result<Bytes>> {
        match self {
            Self::Bytes(bytes) => Some(Ok(bytes.clone())),
            Self::Stored(stored) => Some(stored.bytes()),
            Self::Copy(_) => None,
        }
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn read(&self, world: &dyn World) -> io::Result<Bytes> {
        match self {
            Self::Bytes(bytes) => Ok(bytes.clone()),
            Self::Stored(stored) => stored.bytes(),
            Self::Copy(file) => Ok(world.read(file)?.into()),
        }
    }
}

impl Artifacts {
    /// None yet. If the same paths are added in the same order as in an earlier build, what is known of their
    /// names is used again; [`Artifacts::finish`] ends this.
    pub fn expecting(names: &ArtifactNames) -> Self {
        Self { names: Arc::clone(&names.0), ..Self::default() }
    }

    /// Ends the additions. Until then, problems of paths that are still expected are among those that are known.
    pub fn finish(&mut self) {
        if self.made < self.names.additions() {
            self.names = Arc::new(self.names.first(self.made));
        }
    }

    /// The names of all files, for the next build.
    pub fn names(&self) -> ArtifactNames {
        // What was taken out again cannot be told from the additions.
        let is_repeatable = self.names.additions() >= self.contents.len();
        if is_repeatable {
            ArtifactNames(Arc::clone(&self.names))
        } else {
            ArtifactNames::default()
        }
    }

    /// Adds a file. An earlier file at the path stays, so callers add files in the order of precedence.
    pub fn add(&mut self, path: impl AsRef<str>, artifact: Artifact) -> Added {
        self.add_for(Reason::Made, path.as_ref(), artifact)
    }

    pub fn add_bytes(&mut self, path: impl AsRef<str>, bytes: impl Into<Bytes>) -> Added {
        self.add(path, Artifact::Bytes(bytes.into()))
    }

    /// Adds a static file.
    pub fn add_static(&mut self, path: &str, file: Utf8PathBuf) -> Added {
        self.add_for(Reason::Static, path, Artifact::Copy(file))
    }

    /// Adds a generated file, such as a sitemap. A page at its path takes precedence, and is
    /// noted in [`Artifacts::replaced`].
    pub fn add_derived(&mut self, path: impl AsRef<str>, artifact: Artifact) {
        self.add_for(Reason::Derived, path.as_ref(), artifact);
    }

    fn add_for(&mut self, reason: Reason, path: &str, artifact: Artifact) -> Added {
        let wanted = Wanted { reason, path, copied: artifact.copied() };
        let added = self.names.answer(self.made, wanted).unwrap_or_else(|| {
            self.finish();
            Arc::make_mut(&mut self.names).add(wanted)
        });
        self.made += 1;
        if added == Added::Yes {
            self.contents.push(artifact);
        }
        added
    }

    /// The problems with the paths of files.
    pub fn problems(&self) -> &[Diagnostic] {
        &self.names.problems
    }

    /// Paths of files that were to be generated, but that pages have taken.
    pub fn replaced(&self) -> &[String] {
        &self.names.replaced
    }

    /// Pairs of paths that differ only in case.
    pub fn alike(&self) -> impl Iterator<Item = (&str, &str)> {
        self.names.alike().iter().map(|[first, second]| (&**first, &**second))
    }

    /// The pages, for work on each of them.
    pub fn par_pages(&self) -> impl ParallelIterator<Item = (&str, Bytes)> {
        let files: Vec<(&str, &Artifact)> = self.iter().collect();
        let made = |(path, artifact): (_, &Artifact)| Some((path, artifact.made()?.ok()?));
        files.into_par_iter().filter_map(made).filter(|(path, bytes)| is_page(path, bytes))
    }

    /// Removes the files for which `keeps` is false.
    pub fn retain(&mut self, mut keeps: impl FnMut(&str, &Artifact) -> bool) {
        self.finish();
        let contents = &self.contents;
        let (names, indices) = self.names.retained(|path, index| keeps(path, &contents[index]));
        self.contents = indices.into_iter().map(|index| contents[index].clone()).collect();
        (self.made, self.names) = (names.additions(), Arc::new(names));
    }

    /// Puts another file in the place of one.
    pub fn replace(&mut self, path: &str, file: Artifact) {
        let slot = self.names.slots.get(path);
        if let Some(artifact) = slot.and_then(|slot| self.contents.get_mut(slot.index)) {
            *artifact = file;
        }
    }

    /// Puts other files in the places of those that are copied, where `other` knows any.
    pub fn replace_copies(&mut self, other: impl Fn(&Utf8Path) -> Option<Artifact>) {
        for artifact in &mut self.contents {
            if let Some(other) = artifact.copied().and_then(&other) {
                *artifact = other;
            }
        }
    }

    pub fn get(&self, path: &str) -> Option<&Artifact> {
        self.entry(path).map(|(_, artifact)| artifact)
    }

    /// A file together with its path.
    pub fn entry(&self, path: &str) -> Option<(&str, &Artifact)> {
        let (path, slot) = self.names.slots.get_key_value(path)?;
        Some((&**path, self.contents.get(slot.index)?))
    }

    /// In the order of the paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Artifact)> {
        let slots = self.names.slots.iter();
        slots.filter_map(|(path, slot)| Some((&**path, self.contents.get(slot.index)?)))
    }

    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.iter().map(|(path, _)| path)
    }

    pub fn len(&self) -> usize {
        self.contents.len()
    }

    pub fn is_empty(&self) -> bool {
        self.contents.is_empty()
    }

    /// Every path of the build `before` or of this one, in order.
    pub fn beside<'a>(&'a self, before: &'a Self) -> Box<dyn Iterator<Item = Beside<'a>> + 'a> {
        let (mut old, mut new) = (before.iter().peekable(), self.iter().peekable());
        let are_complete = self.len() == before.len();
        if are_complete && Arc::ptr_eq(&self.names, &before.names) {
            let both = old.zip(new);
            return Box::new(both.map(|((path, before), (_, after))| Beside {
                path,
                before: Some(before),
                after: Some(after),
            }));
        }
        Box::new(std::iter::from_fn(move || {
            let (is_old, is_new) = match (old.peek(), new.peek()) {
                (None, None) => return None,
                (Some((one, _)), Some((other, _))) => (one <= other, other <= one),
                (one, other) => (one.is_some(), other.is_some()),
            };
            let before = old.next_if(|_| is_old);
            let after = new.next_if(|_| is_new);
            let (path, _) = after.or(before)?;
            let file = |(_, artifact)| artifact;
            Some(Beside { path, before: before.map(file), after: after.map(file) })
        }))
    }
}

impl PartialEq for Artifacts {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
            && self.problems() == other.problems()
            && self.replaced() == other.replaced()
    }
}

impl Eq for Artifacts {}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// One addition: its reason, path and whether it is a copy.
    type Step = (u8, String, bool);

    fn add(artifacts: &mut Artifacts, (reason, path, is_copy): &Step) -> Added {
        let artifact = match is_copy {
            true => Artifact::Copy(format!("static/{path}").into()),
            false => Artifact::Bytes(path.clone().into()),
        };
        let reason = [Reason::Made, Reason::Static, Reason::Derived][usize::from(*reason)];
        artifacts.add_for(reason, path, artifact)
    }

    fn built(expected: &ArtifactNames, steps: &[Step]) -> (Artifacts, Vec<Added>) {
        let mut artifacts = Artifacts::expecting(expected);
        let added = steps.iter().map(|step| add(&mut artifacts, step)).collect();
        artifacts.finish();
        (artifacts, added)
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let path =
            prop_oneof!["[abA](/[ab]){0,2}", Just("../x".to_owned()), Just("con".to_owned())];
        prop::collection::vec((0..3_u8, path, any::<bool>()), 0..12)
    }

    proptest! {
        /// Whatever was expected, the files and all that is known of them are as if nothing had been.
        #[test]
        fn what_was_expected_makes_no_difference(
            before in steps(),
            shared in 0..12_usize,
            after in steps(),
        ) {
            let after: Vec<Step> =
                before.iter().take(shared).cloned().chain(after).collect();
            let (old, _) = built(&ArtifactNames::default(), &before);
            let (plain, expected) = built(&ArtifactNames::default(), &after);
            let (repeated, added) = built(&old.names(), &after);
            prop_assert_eq!(added, expected);
            prop_assert_eq!(&repeated, &plain);
            prop_assert!(repeated.alike().eq(plain.alike()));
            let paths: Vec<&str> = plain.beside(&old).map(|both| both.path).collect();
            let mut all: Vec<&str> = plain.paths().chain(old.paths()).collect();
            all.sort_unstable();
            all.dedup();
            prop_assert_eq!(paths, all);
        }
    }

    #[test]
    fn the_same_names_are_shared() {
        let steps = [(0, "a/b".to_owned(), false), (1, "c".to_owned(), true)];
        let (first, _) = built(&ArtifactNames::default(), &steps);
        let (second, _) = built(&first.names(), &steps);
        assert!(Arc::ptr_eq(&first.names, &second.names));
        assert!(second.beside(&first).all(|both| both.before == both.after));
    }
}
