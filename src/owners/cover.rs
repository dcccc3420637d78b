//! The smallest set of people who can approve a whole change.
//!
//! A path is approved as soon as one of its approvers agrees, so this is the set cover problem. It
//! is solved exactly: paths that are approved along with another one do not count, people who can
//! approve the same paths count once, and the rest is small for any change that a person makes.

use std::collections::{BTreeMap, BTreeSet};

/// The number of remaining paths up to which the smallest set is
/// found. Each doubles the work: 16 are 65,536 states.
pub const EXACT_UP_TO: usize = 16;

/// A path and who can approve it.
pub(super) struct PathApprovers<'a> {
    pub path: &'a str,
    /// Each approver, and how far from the path the grant is.
    pub distances: BTreeMap<&'a str, usize>,
}

/// The people to ask.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Approval<'a> {
    /// Sorted.
    pub people: Vec<&'a str>,
    /// Paths that nobody can approve.
    pub unowned: Vec<&'a str>,
    /// Whether no smaller set can do it; otherwise the set was chosen greedily.
    pub is_smallest: bool,
}

/// The person who represents all that meet the same requirements.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Candidate<'a> {
    name: &'a str,
    /// Indices of the requirements that this person meets.
    meets: BTreeSet<usize>,
    /// The sum of the distances from the paths to the grants: people who are nearer know more.
    distance: usize,
}

/// Finds the set. Of several that are equally small it takes the one whose people are nearest to
/// the paths, and then the first by name.
pub(super) fn smallest_approval<'a>(paths: &[PathApprovers<'a>]) -> Approval<'a> {
    let (owned, unowned): (Vec<_>, Vec<_>) =
        paths.iter().partition(|owned| !owned.distances.is_empty());
    let requirements = requirements(&owned);
    let candidates = candidates(&owned, &requirements);
    let is_smallest = requirements.len() <= EXACT_UP_TO;
    let mut people = if is_smallest {
        exact(&candidates, requirements.len())
    } else {
        greedy(&candidates, requirements.len())
    };
    people.sort_unstable();
    Approval { people, unowned: unowned.iter().map(|unowned| unowned.path).collect(), is_smallest }
}

/// The sets of approvers that must be met: a superset of another is met along with it.
fn requirements<'a>(owned: &[&PathApprovers<'a>]) -> Vec<BTreeSet<&'a str>> {
    let sets: BTreeSet<BTreeSet<&str>> =
        owned.iter().map(|owned| owned.distances.keys().copied().collect()).collect();
    let mut sets: Vec<_> = sets.into_iter().collect();
    sets.sort_by_key(BTreeSet::len);
    let mut kept: Vec<BTreeSet<&str>> = Vec::new();
    for set in sets {
        if !kept.iter().any(|smaller| smaller.is_subset(&set)) {
            kept.push(set);
        }
    }
    kept
}

fn candidates<'a>(
    owned: &[&PathApprovers<'a>],
    requirements: &[BTreeSet<&'a str>],
) -> Vec<Candidate<'a>> {
    let mut distances: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, distance) in owned.iter().flat_map(|owned| &owned.distances) {
        *distances.entry(name).or_default() += distance;
    }
    let mut best: BTreeMap<BTreeSet<usize>, Candidate<'a>> = BTreeMap::new();
    for (name, distance) in distances {
        let indices = (0..requirements.len()).filter(|index| requirements[*index].contains(name));
        let meets: BTreeSet<usize> = indices.collect();
        if meets.is_empty() {
            continue;
        }
        let candidate = Candidate { name, meets: meets.clone(), distance };
        // By name, so that the first of equals is kept.
        match best.get(&meets) {
            Some(other) if other.distance <= distance => {}
            _ => drop(best.insert(meets, candidate)),
        }
    }
    best.into_values().collect()
}

/// The best set for every set of requirements, from the empty one up.
fn exact<'a>(candidates: &[Candidate<'a>], requirements: usize) -> Vec<&'a str> {
    type Best<'a> = Option<(usize, usize, Vec<&'a str>)>;
    let mask = |candidate: &Candidate<'_>| -> usize {
        candidate.meets.iter().map(|index| 1 << index).sum()
    };
    let masks: Vec<usize> = candidates.iter().map(mask).collect();
    let mut best: Vec<Best<'a>> = vec![None; 1 << requirements];
    best[0] = Some((0, 0, Vec::new()));
    for state in 0..best.len() {
        let Some((count, distance, people)) = best[state].clone() else { continue };
        // Everyone who meets the first open requirement: some member of the set must.
        let open = 1 << (!state).trailing_zeros();
        for (candidate, mask) in candidates.iter().zip(&masks).filter(|(_, mask)| *mask & open > 0)
        {
            let mut people = people.clone();
            people.push(candidate.name);
            people.sort_unstable();
            let reached = Some((count + 1, distance + candidate.distance, people));
            let there = &mut best[state | mask];
            if there.is_none() || reached < *there {
                *there = reached;
            }
        }
    }
    best.pop().flatten().map(|(_, _, people)| people).unwrap_or_default()
}

/// Repeatedly takes the person who meets most of the open requirements.
fn greedy<'a>(candidates: &[Candidate<'a>], requirements: usize) -> Vec<&'a str> {
    let mut open: BTreeSet<usize> = (0..requirements).collect();
    let mut people = Vec::new();
    while !open.is_empty() {
        let met = |candidate: &&Candidate<'_>| candidate.meets.intersection(&open).count();
        let next = candidates.iter().max_by_key(|candidate| {
            use std::cmp::Reverse;
            (met(candidate), Reverse(candidate.distance), Reverse(candidate.name))
        });
        let Some(next) = next else { break };
        open = open.difference(&next.meets).copied().collect();
        people.push(next.name);
    }
    people
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path<'a>(name: &'a str, approvers: &[(&'a str, usize)]) -> PathApprovers<'a> {
        PathApprovers { path: name, distances: approvers.iter().copied().collect() }
    }

    #[test]
    fn one_person_for_everything_comes_before_two_who_are_nearer() {
        let paths =
            [path("a", &[("near-a", 1), ("root", 5)]), path("b", &[("near-b", 1), ("root", 5)])];
        assert_eq!(smallest_approval(&paths).people, ["root"]);
    }

    #[test]
    fn of_equal_sets_the_nearest_is_taken_and_then_the_first_by_name() {
        let paths = [path("a", &[("root", 3), ("zoe", 1), ("yan", 1)])];
        assert_eq!(smallest_approval(&paths).people, ["yan"]);
    }

    #[test]
    fn the_greedy_choice_is_not_taken_where_it_is_worse() {
        // `x` meets four of six and leaves two apart; `y` and `z` meet three each.
        let sets = [("1", "xy"), ("2", "xy"), ("3", "yp"), ("4", "xz"), ("5", "xz"), ("6", "zq")];
        let names: BTreeMap<char, &str> =
            [('x', "x"), ('y', "y"), ('z', "z"), ('p', "p"), ('q', "q")].into();
        let paths: Vec<PathApprovers<'_>> = sets
            .iter()
            .map(|(name, who)| PathApprovers {
                path: name,
                distances: who.chars().map(|c| (names[&c], 0)).collect(),
            })
            .collect();
        let approval = smallest_approval(&paths);
        assert_eq!(approval.people, ["y", "z"]);
        assert!(approval.is_smallest);
    }

    #[test]
    fn what_nobody_can_approve_is_named() {
        let paths = [path("a", &[("x", 0)]), path("b", &[])];
        let approval = smallest_approval(&paths);
        assert_eq!((approval.people, approval.unowned), (vec!["x"], vec!["b"]));
    }

    #[test]
    fn a_change_without_paths_needs_nobody() {
        assert_eq!(smallest_approval(&[]).people, Vec::<&str>::new());
    }

    #[test]
    fn beyond_the_limit_everything_is_still_met() {
        let names: Vec<String> = (0..40).map(|n| format!("p{n:02}")).collect();
        let paths: Vec<PathApprovers<'_>> = (0..39)
            .map(|n| {
                let pair = [(names[n].as_str(), 0), (names[n + 1].as_str(), 0)];
                PathApprovers { path: names[n].as_str(), distances: pair.into() }
            })
            .collect();
        let approval = smallest_approval(&paths);
        assert!(!approval.is_smallest);
        for owned in &paths {
            assert!(approval.people.iter().any(|person| owned.distances.contains_key(person)));
        }
    }
}
