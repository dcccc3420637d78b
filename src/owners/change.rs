//! What a whole change needs: labels and approvers.

use std::collections::BTreeMap;
use std::sync::Arc;

use camino::Utf8PathBuf;

use super::cover::{PathApprovers, smallest_approval};
use super::{Grant, Holders, Ownership};

/// A path and its owners.
#[derive(Clone, Debug)]
pub struct OwnedPath {
    pub path: Utf8PathBuf,
    pub ownership: Arc<Ownership>,
}

/// What a change of several paths needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeNeeds {
    /// Every label with its reasons, by name.
    pub labels: Vec<Reason>,
    /// The smallest set of people who can approve all paths, each with the reasons, by name.
    pub approvers: Vec<Reason>,
    /// Paths that nobody can approve.
    pub unowned: Vec<Utf8PathBuf>,
    /// Whether no smaller set of approvers can do it.
    pub is_smallest: bool,
}

/// A grant, and the number of the change's paths that it reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    pub grant: Arc<Grant>,
    pub paths: usize,
}

impl ChangeNeeds {
    pub fn new(paths: &[OwnedPath]) -> Self {
        let asked: Vec<PathApprovers<'_>> = paths
            .iter()
            .filter(|owned| !owned.ownership.is_approved_unasked)
            .map(|owned| PathApprovers {
                path: owned.path.as_str(),
                distances: distances(&owned.ownership.approvers),
            })
            .collect();
        let approval = smallest_approval(&asked);
        let approvers = reasons(paths.iter().map(|owned| &owned.ownership.approvers));
        Self {
            labels: reasons(paths.iter().map(|owned| &owned.ownership.labels)),
            approvers: approvers
                .into_iter()
                .filter(|reason| approval.people.contains(&reason.grant.name.as_str()))
                .collect(),
            unowned: approval.unowned.into_iter().map(Utf8PathBuf::from).collect(),
            is_smallest: approval.is_smallest,
        }
    }

    /// The people of the set, each once.
    pub fn people(&self) -> Vec<&str> {
        once(&self.approvers)
    }

    pub fn label_names(&self) -> Vec<&str> {
        once(&self.labels)
    }
}

fn once(reasons: &[Reason]) -> Vec<&str> {
    let mut names: Vec<&str> = reasons.iter().map(|reason| reason.grant.name.as_str()).collect();
    names.dedup();
    names
}

fn distances(holders: &Holders) -> BTreeMap<&str, usize> {
    holders.iter().map(|holding| (holding.grant.name.as_str(), holding.distance)).collect()
}

/// Every grant once, by name and place.
fn reasons<'a>(holders: impl Iterator<Item = &'a Holders>) -> Vec<Reason> {
    let mut reasons: BTreeMap<_, Reason> = BTreeMap::new();
    for holding in holders.flatten() {
        let grant = &holding.grant;
        let key = (&grant.name, &grant.file, grant.line);
        reasons.entry(key).or_insert_with(|| Reason { grant: grant.clone(), paths: 0 }).paths += 1;
    }
    reasons.into_values().collect()
}
