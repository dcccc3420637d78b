//! Turns one `git log` into a graph of commits and the touches of some files.

use std::collections::{BTreeSet, HashMap};

use camino::{Utf8Path, Utf8PathBuf};

use super::graph::{CommitId, Graph};
use super::renames::{Entry, Renames};
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
    pub renames: Renames,
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
        let mut reader = Reader { paths: paths.clone(), ..Reader::default() };
        let mut changed = Vec::new();
        let mut tokens = answer.split(|byte| *byte == 0);
        while let Some(token) = tokens.next() {
            let token = token.strip_prefix(b"\n").unwrap_or(token);
            match token.first() {
                Some(&HEADER) => {
                    reader.changes(std::mem::take(&mut changed));
                    reader.commit(&String::from_utf8_lossy(&token[1..]));
                }
                Some(b':') => {
                    let path = tokens.next().and_then(|path| std::str::from_utf8(path).ok());
                    let change = std::str::from_utf8(token).ok();
                    changed.extend(
                        change.zip(path).and_then(|(change, path)| Change::read(change, path)),
                    );
                }
                _ => {}
            }
        }
        reader.changes(changed);
        reader.finish()
    }

    pub(super) fn touches(&self, path: &Utf8Path) -> Option<&Touches> {
        self.touches.get(path)
    }
}

/// What a commit did to a file.
#[derive(Clone, Copy)]
struct Change<'a> {
    path: &'a Utf8Path,
    /// Before and after it: the mode and the blob.
    old: (&'a str, &'a str),
    new: (&'a str, &'a str),
}

impl<'a> Change<'a> {
    /// `:OLDMODE NEWMODE OLDHASH NEWHASH STATUS`
    fn read(change: &'a str, path: &'a str) -> Option<Self> {
        let mut words = change.strip_prefix(':')?.split(' ');
        let mut next = || words.next();
        let (old_mode, mode, old_blob, blob) = (next()?, next()?, next()?, next()?);
        let path = Utf8Path::new(path);
        Some(Self { path, old: (old_mode, old_blob), new: (mode, blob) })
    }

    fn is_new(&self) -> bool {
        is_none(self.old.0)
    }

    fn is_gone(&self) -> bool {
        is_none(self.new.0)
    }
}

/// Whether a mode is that of no file.
fn is_none(mode: &str) -> bool {
    mode.bytes().all(|digit| digit == b'0')
}

/// The state of reading: parents may still follow.
#[derive(Default)]
struct Reader<'a> {
    /// The files whose history is read.
    paths: BTreeSet<&'a Utf8Path>,
    /// Their former names.
    former: BTreeSet<Utf8PathBuf>,
    renames: Renames,
    hashes: Vec<Box<str>>,
    times: Vec<i64>,
    parents: Vec<Vec<Box<str>>>,
    touched: Vec<(CommitId, Utf8PathBuf, Option<Version>)>,
}

impl Reader<'_> {
    /// `HASH SECONDS PARENT…`
    fn commit(&mut self, line: &str) {
        let mut words = line.split_whitespace();
        let (Some(hash), Some(time)) = (words.next(), words.next()) else { return };
        self.hashes.push(hash.into());
        self.times.push(time.parse().unwrap_or_default());
        self.parents.push(words.map(Into::into).collect());
    }

    /// What the last commit did. A file's former name is known before the changes under it, which are older.
    fn changes(&mut self, changes: Vec<Change<'_>>) {
        let Some(commit) = self.hashes.len().checked_sub(1) else { return };
        let gone = changes.iter().filter(|change| change.is_gone());
        let gone = gone.map(|change| Entry { path: change.path, blob: change.old.1 });
        let gone: Vec<Entry<'_>> = gone.collect();
        let added = changes.iter().filter(|change| change.is_new() && self.is_read(change.path));
        let added = added.map(|change| Entry { path: change.path, blob: change.new.1 });
        let added: Vec<Entry<'_>> = added.collect();
        if !gone.is_empty() && !added.is_empty() {
            self.former.extend(self.renames.note(&added, &gone));
        }
        for change in changes {
            if !self.is_read(change.path) {
                continue;
            }
            let (mode, blob) = change.new;
            let version =
                (!change.is_gone()).then(|| Version { mode: mode.into(), blob: blob.into() });
            self.touched.push((CommitId(commit), change.path.to_owned(), version));
        }
    }

    fn is_read(&self, path: &Utf8Path) -> bool {
        self.paths.contains(path) || self.former.contains(path)
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
        for (commit, path, version) in self.touched {
            touches.entry(path).or_default().add(graph.place(commit), version);
        }
        let Self { hashes, times, renames, .. } = self;
        Log { graph, hashes, times, touches, by_hash, renames }
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
