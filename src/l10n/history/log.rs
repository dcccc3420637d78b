//! Turns one `git log` into a graph of commits and the touches of some files.

use std::collections::{BTreeSet, HashMap};

use camino::{Utf8Path, Utf8PathBuf};

use super::graph::{CommitId, Graph};
use super::touches::{Touches, Version};
use crate::git::{Git, GitProblem};

/// The history of `HEAD` for some files.
#[derive(Debug, Default)]
pub(super) struct Log {
    pub graph: Graph,
    pub hashes: Vec<Box<str>>,
    /// When each commit was made, in seconds of Unix.
    pub times: Vec<i64>,
    pub touches: HashMap<Utf8PathBuf, Touches>,
    pub by_hash: HashMap<Box<str>, CommitId>,
}

/// Begins the line of a commit: no path and no other line of the answer begins with it.
const HEADER: u8 = 1;

impl Log {
    /// Asks git once. Each commit comes with its parents and its differences from the first one.
    pub(super) fn read(git: &dyn Git, paths: &BTreeSet<&Utf8Path>) -> Result<Self, GitProblem> {
        if git.run(&["rev-parse", "--verify", "--quiet", "HEAD"]).is_err() {
            // Either nothing is committed yet, or there is no repository: the next call of git decides.
            git.run(&["rev-parse", "--is-inside-work-tree"])?;
            return Ok(Self::default());
        }
        let answer = git.run(&[
            "log",
            "--topo-order",
            "--diff-merges=first-parent",
            "--root",
            "--raw",
            "-z",
            "--no-abbrev",
            "--no-renames",
            "--relative",
            "--format=%x01%H %ct %P",
            "HEAD",
        ])?;
        Ok(Self::parse(&answer, paths))
    }

    fn parse(answer: &[u8], paths: &BTreeSet<&Utf8Path>) -> Self {
        let mut reader = Reader::default();
        let mut tokens = answer.split(|byte| *byte == 0);
        while let Some(token) = tokens.next() {
            let token = token.strip_prefix(b"\n").unwrap_or(token);
            match token.first() {
                Some(&HEADER) => reader.commit(&String::from_utf8_lossy(&token[1..])),
                Some(b':') => {
                    let path = tokens.next().and_then(|path| std::str::from_utf8(path).ok());
                    let path = path.map(Utf8Path::new).filter(|path| paths.contains(path));
                    if let (Some(path), Ok(change)) = (path, std::str::from_utf8(token)) {
                        reader.change(path, change);
                    }
                }
                _ => {}
            }
        }
        reader.finish()
    }

    pub(super) fn touches(&self, path: &Utf8Path) -> Option<&Touches> {
        self.touches.get(path)
    }
}

/// The state of reading: parents may still follow.
#[derive(Default)]
struct Reader {
    hashes: Vec<Box<str>>,
    times: Vec<i64>,
    parents: Vec<Vec<Box<str>>>,
    changes: Vec<(CommitId, Utf8PathBuf, Option<Version>)>,
}

impl Reader {
    /// `HASH SECONDS PARENT…`
    fn commit(&mut self, line: &str) {
        let mut words = line.split_whitespace();
        let (Some(hash), Some(time)) = (words.next(), words.next()) else { return };
        self.hashes.push(hash.into());
        self.times.push(time.parse().unwrap_or_default());
        self.parents.push(words.map(Into::into).collect());
    }

    /// `:OLDMODE NEWMODE OLDHASH NEWHASH STATUS`
    fn change(&mut self, path: &Utf8Path, change: &str) {
        let words: Vec<&str> = change.split(' ').collect();
        let &[_, mode, _, blob, _] = words.as_slice() else { return };
        let Some(commit) = self.hashes.len().checked_sub(1) else { return };
        let is_gone = mode.bytes().all(|digit| digit == b'0');
        let version = (!is_gone).then(|| Version { mode: mode.into(), blob: blob.into() });
        self.changes.push((CommitId(commit), path.to_owned(), version));
    }

    fn finish(self) -> Log {
        let numbered = self.hashes.iter().cloned().zip((0..).map(CommitId));
        let by_hash: HashMap<Box<str>, CommitId> = numbered.collect();
        // Git puts children before parents. Any other order could make a walk endless.
        let known = |(index, parents): (usize, &Vec<Box<str>>)| {
            let parents = parents.iter().filter_map(|parent| by_hash.get(parent).copied());
            parents.filter(|parent| parent.0 > index).collect()
        };
        let graph = Graph::new(self.parents.iter().enumerate().map(known).collect());
        let mut touches: HashMap<Utf8PathBuf, Touches> = HashMap::new();
        for (commit, path, version) in self.changes {
            touches.entry(path).or_default().add(graph.place(commit), version);
        }
        Log { graph, hashes: self.hashes, times: self.times, touches, by_hash }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_history_is_read_and_ends() {
        let path = Utf8Path::new("s");
        let paths = BTreeSet::from([path]);
        let circle = b"\x01a 1 b\0\n:0 1 0 x A\0s\0\x01b 2 a b\0";
        let log = Log::parse(circle, &paths);
        assert_eq!(log.graph.parents(CommitId(0)), [CommitId(1)]);
        assert!(log.graph.parents(CommitId(1)).is_empty());
        let last = log.touches(path).expect("a change").last_commit(&log.graph);
        assert_eq!(last, Some(CommitId(0)));
        // A change of no commit.
        let log = Log::parse(b"\n:0 1 0 x A\0s\0", &paths);
        assert!(log.touches(path).is_none());
    }
}
