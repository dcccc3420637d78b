//! Where one file changed, and which of its commits `git log` shows.
//!
//! The walks do what `revision.c` of git does for a path by default: at a merge whose file is the same as
//! in one of its parents, only that parent is followed; a commit is shown where the file differs
//! from every parent's.

use std::collections::{BTreeMap, BTreeSet};

use super::graph::{ChainPlace, CommitId, Graph, Past};

/// A version of a file: its mode and the hash of its content.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Version {
    pub mode: Box<str>,
    pub blob: Box<str>,
}

/// The commits at which a file differs from the first parent's.
#[derive(Debug, Default)]
pub(super) struct Touches {
    /// `None` if the file was removed.
    by_place: BTreeMap<ChainPlace, Option<Version>>,
}

impl Touches {
    pub(super) fn add(&mut self, place: ChainPlace, version: Option<Version>) {
        self.by_place.insert(place, version);
    }

    /// The file as of a commit.
    pub(super) fn version(&self, graph: &Graph, commit: CommitId) -> Option<&Version> {
        self.nearest(graph, commit)?.1.as_ref()
    }

    /// All versions with the commits that brought them, new ones first.
    pub(super) fn revisions<'a>(
        &'a self,
        graph: &Graph,
    ) -> impl Iterator<Item = (CommitId, &'a Version)> {
        let all = self.by_place.iter();
        let mut all: Vec<(CommitId, &Version)> = all
            .filter_map(|(place, version)| Some((graph.at(*place), version.as_ref()?)))
            .collect();
        all.sort_by_key(|(commit, _)| *commit);
        all.into_iter()
    }

    /// The first touch at a commit or along its first parents.
    fn nearest(&self, graph: &Graph, mut commit: CommitId) -> Option<(CommitId, &Option<Version>)> {
        loop {
            let ChainPlace { chain, position } = graph.place(commit);
            if let Some((place, version)) = self.in_chain(chain, position) {
                return Some((graph.at(place), version));
            }
            commit = graph.end_of(chain)?;
        }
    }

    fn in_chain(&self, chain: usize, position: usize) -> Option<(ChainPlace, &Option<Version>)> {
        let rest = ChainPlace { chain, position }..ChainPlace { chain: chain + 1, position: 0 };
        self.by_place.range(rest).next().map(|(place, version)| (*place, version))
    }

    /// What `git log -n 1 -- FILE` shows. There is never more than one way to go.
    pub(super) fn last_commit(&self, graph: &Graph) -> Option<CommitId> {
        let mut from = Graph::HEAD;
        loop {
            let (commit, version) = self.nearest(graph, from)?;
            match self.followed(graph, commit, version.as_ref()) {
                Some(parent) => from = parent,
                None => return Some(commit),
            }
        }
    }

    /// The commits that `git log -- FILE` shows and that are not in a past, new commits first.
    ///
    /// `git log OLD..HEAD -- FILE` is nearly that: what it does at a merge with a side that `OLD` knows
    /// depends on the dates of commits.
    pub(super) fn commits_after(&self, graph: &Graph, past: &Past) -> Vec<CommitId> {
        let mut shown = BTreeSet::new();
        let mut waiting = vec![Graph::HEAD];
        while let Some(from) = waiting.pop() {
            let Some((commit, version)) = self.nearest(graph, from) else { continue };
            if past.holds(commit) || shown.contains(&commit) {
                continue;
            }
            match self.followed(graph, commit, version.as_ref()) {
                Some(parent) => waiting.push(parent),
                None => {
                    shown.insert(commit);
                    waiting.extend(graph.parents(commit));
                }
            }
        }
        shown.into_iter().collect()
    }

    /// The parent with the same file as a merge; the first one is known to differ.
    fn followed(
        &self,
        graph: &Graph,
        commit: CommitId,
        version: Option<&Version>,
    ) -> Option<CommitId> {
        let mut others = graph.parents(commit).iter().skip(1).copied();
        others.find(|parent| self.version(graph, *parent) == version)
    }
}
