//! The commits of a history, and which of them come before others.
//!
//! Commits are in chains, each commit before its first parent. A file's versions change only where
//! a commit differs from its first parent, so that a question about a file looks at its few touches
//! in a chain, and not at every commit.

/// Index of a commit. Children come before their parents; 0 is `HEAD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct CommitId(pub usize);

/// A place in a chain of first parents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ChainPlace {
    pub chain: usize,
    /// From the newest commit of the chain.
    pub position: usize,
}

/// All commits and their parents.
#[derive(Debug, Default)]
pub(super) struct Graph {
    parents: Vec<Vec<CommitId>>,
    places: Vec<ChainPlace>,
    chains: Vec<Chain>,
}

#[derive(Debug)]
struct Chain {
    /// From new to old.
    members: Vec<CommitId>,
    /// The first parent of the oldest member, which is in another chain.
    end: Option<CommitId>,
}

impl Graph {
    pub(super) const HEAD: CommitId = CommitId(0);

    /// `parents` of each commit, children before parents.
    pub(super) fn new(parents: Vec<Vec<CommitId>>) -> Self {
        let mut places: Vec<Option<ChainPlace>> = vec![None; parents.len()];
        let mut chains = Vec::new();
        for start in 0..parents.len() {
            if places[start].is_some() {
                continue;
            }
            let mut members = Vec::new();
            let mut next = Some(CommitId(start));
            while let Some(commit) = next
                && places[commit.0].is_none()
            {
                let place = ChainPlace { chain: chains.len(), position: members.len() };
                places[commit.0] = Some(place);
                members.push(commit);
                next = parents[commit.0].first().copied();
            }
            chains.push(Chain { members, end: next });
        }
        let places = places.into_iter().flatten().collect();
        Self { parents, places, chains }
    }

    pub(super) fn parents(&self, commit: CommitId) -> &[CommitId] {
        &self.parents[commit.0]
    }

    pub(super) fn place(&self, commit: CommitId) -> ChainPlace {
        self.places[commit.0]
    }

    pub(super) fn at(&self, place: ChainPlace) -> CommitId {
        self.chains[place.chain].members[place.position]
    }

    /// Where a chain continues.
    pub(super) fn end_of(&self, chain: usize) -> Option<CommitId> {
        self.chains[chain].end
    }

    /// A commit and all that came before it.
    pub(super) fn past_of(&self, commit: CommitId) -> Past {
        let mut holds = vec![false; self.parents.len()];
        holds[commit.0] = true;
        for index in commit.0..holds.len() {
            if holds[index] {
                self.parents[index].iter().for_each(|parent| holds[parent.0] = true);
            }
        }
        Past(holds)
    }
}

/// The ancestors of a commit, itself among them.
#[derive(Debug)]
pub(super) struct Past(Vec<bool>);

impl Past {
    pub(super) fn holds(&self, commit: CommitId) -> bool {
        self.0[commit.0]
    }
}
