//! The contents of files as git keeps them.

use std::collections::{BTreeSet, HashMap};

use crate::git::{Git, GitProblem};

/// The contents of some blobs by their hashes, read in one go.
#[derive(Debug, Default)]
pub(super) struct Blobs(HashMap<Box<str>, Vec<u8>>);

impl Blobs {
    pub(super) fn read(git: &dyn Git, hashes: &BTreeSet<&str>) -> Result<Self, GitProblem> {
        if hashes.is_empty() {
            return Ok(Self::default());
        }
        let mut input = String::new();
        for hash in hashes {
            input.push_str(hash);
            input.push('\n');
        }
        let answer = git.feed(&["cat-file", "--batch"], input.as_bytes())?;
        Ok(Self::parse(&answer))
    }

    /// `HASH blob SIZE`, a line break, the content, a line break. A missing blob is a single line.
    fn parse(mut rest: &[u8]) -> Self {
        let mut blobs = HashMap::new();
        while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
            let line = String::from_utf8_lossy(&rest[..end]).into_owned();
            rest = &rest[end + 1..];
            let words: Vec<&str> = line.split(' ').collect();
            let [hash, _, size] = words.as_slice() else { continue };
            let size = size.parse::<usize>().map_or(0, |size| size.min(rest.len()));
            let (content, behind) = rest.split_at(size);
            blobs.insert((*hash).into(), content.to_vec());
            rest = behind.strip_prefix(b"\n").unwrap_or(behind);
        }
        Self(blobs)
    }

    /// The text of a blob.
    pub(super) fn text(&self, blob: &str) -> Option<&str> {
        std::str::from_utf8(self.0.get(blob)?).ok()
    }

    /// The bytes of a blob; a missing one has none.
    pub(super) fn bytes(&self, blob: Option<&str>) -> &[u8] {
        blob.and_then(|blob| self.0.get(blob)).map_or(&[], Vec::as_slice)
    }
}
