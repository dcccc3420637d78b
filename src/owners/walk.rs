//! The walk from a path up to the root: what each level gives, role by role.
//!
//! Source: `entriesForFile` of Prow's `repoowners.go`. This module reads no files and knows no aliases.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::go_pattern::GoPattern;
use super::{Grant, Holders, Holding, Ownership, Role};

/// The statement for a directory, or of a page's own front matter, with every alias expanded.
#[derive(Clone, Debug, Default)]
pub(super) struct Level {
    pub grants: Vec<Grants>,
    pub no_parent_owners: bool,
    pub auto_approve_unowned_subfolders: bool,
}

/// The grants of one clause, by role.
#[derive(Clone, Debug)]
pub(super) struct Grants {
    pub filter: GoPattern,
    pub by_role: [Vec<Arc<Grant>>; Role::ALL.len()],
}

impl Level {
    /// Whether it says the same about every path below it.
    pub(super) fn is_settled(&self) -> bool {
        let is_plain = |grants: &Grants| matches!(grants.filter, GoPattern::Everything);
        self.grants.iter().all(is_plain) && !self.auto_approve_unowned_subfolders
    }
}

/// A level on the way up.
pub(super) struct LevelAbove<'a> {
    pub level: &'a Level,
    /// 0 for the path itself, 1 for the nearest directory with a statement.
    pub distance: usize,
    /// The path as this level sees it: `.` for itself.
    pub relative: &'a str,
}

/// What a path gets from the levels above it, the nearest first.
pub(super) fn walk(steps: &[LevelAbove<'_>]) -> Ownership {
    let mut matched = Vec::with_capacity(steps.len());
    for step in steps {
        let grants = step.level.grants.iter();
        let matching: Vec<&Grants> =
            grants.filter(|grants| grants.filter.is_match(step.relative)).collect();
        matched.push((step, matching));
    }
    let collect = |role| holders(&matched, role);
    Ownership {
        approvers: collect(Role::Approver),
        reviewers: collect(Role::Reviewer),
        required_reviewers: collect(Role::RequiredReviewer),
        labels: collect(Role::Label),
        is_approved_unasked: is_approved_unasked(&matched),
    }
}

/// The union of the levels. A name belongs to the nearest level that has it. A level that is closed
/// to its parents ends the walk only for roles of which something has been collected by then.
fn holders(matched: &[(&LevelAbove<'_>, Vec<&Grants>)], role: Role) -> Holders {
    let mut holdings: BTreeMap<&str, Holding> = BTreeMap::new();
    for (step, grants) in matched {
        for grant in grants.iter().flat_map(|grants| &grants.by_role[role as usize]) {
            holdings
                .entry(&grant.name)
                .or_insert_with(|| Holding { grant: grant.clone(), distance: step.distance });
        }
        if step.level.no_parent_owners && !holdings.is_empty() {
            break;
        }
    }
    Holders(holdings.into_values().collect())
}

/// The nearest level with approvers decides for everything in directories below its own.
fn is_approved_unasked(matched: &[(&LevelAbove<'_>, Vec<&Grants>)]) -> bool {
    let has_approvers = |grants: &&&Grants| !grants.by_role[Role::Approver as usize].is_empty();
    let nearest =
        matched.iter().find(|(_, grants)| grants.iter().any(|grants| has_approvers(&grants)));
    nearest.is_some_and(|(step, _)| {
        step.level.auto_approve_unowned_subfolders && step.relative.contains('/')
    })
}
