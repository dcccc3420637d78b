//! Who reviews and approves a path, which labels a change of it gets, and why.
//!
//! `OWNERS` files are read by Prow's rules (`pkg/repoowners` in kubernetes-sigs/prow). Where its code and
//! its guide differ, the code decides, because reviewers experience what the code does. This module knows
//! paths, but no pages, languages or templates.
//!
//! A [`Statement`] is what one file says, [`Owners`] is all files together with aliases expanded,
//! and [`Owners::of`] walks from a path up to the root and returns its [`Ownership`].

mod aliases;
mod change;
mod check;
mod cover;
mod go_pattern;
mod index;
mod labels;
mod login;
mod statement;
mod values;
mod walk;

use std::collections::BTreeMap;
use std::sync::Arc;

use camino::Utf8PathBuf;

use crate::diagnostic::Span;

pub use crate::go_pattern::PatternProblem;
pub use aliases::Aliases;
pub use change::{ChangeNeeds, OwnedPath, Reason};
pub use check::{check, copied};
pub use cover::EXACT_UP_TO;
pub use go_pattern::GoPattern;
pub use index::{OWNERS, OWNERS_ALIASES, Owners, OwnersCache, OwnersTexts};
pub use labels::{Label, LabelBook, Rgb};
pub use login::normal_login;
pub use statement::{Clause, Lists, Statement};

/// The role that a list of an `OWNERS` file gives to the names in it. Labels are a role, too: they are
/// inherited in the same way as people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    Approver,
    Reviewer,
    RequiredReviewer,
    Label,
}

impl Role {
    pub const ALL: [Role; 4] =
        [Role::Approver, Role::Reviewer, Role::RequiredReviewer, Role::Label];

    /// The key of the list.
    pub fn key(self) -> &'static str {
        match self {
            Role::Approver => "approvers",
            Role::Reviewer => "reviewers",
            Role::RequiredReviewer => "required_reviewers",
            Role::Label => "labels",
        }
    }

    /// The word for one member of the list.
    pub fn name(self) -> &'static str {
        match self {
            Role::Approver => "approver",
            Role::Reviewer => "reviewer",
            Role::RequiredReviewer => "required_reviewer",
            Role::Label => "label",
        }
    }
}

/// The reason why somebody has a role, or a path a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// A login as Prow compares it, or a label as it is written.
    pub name: String,
    /// The alias that the login comes from.
    pub alias: Option<String>,
    /// The file that grants it, the place in it, and the line, from 1.
    pub file: Utf8PathBuf,
    pub span: Span,
    pub line: usize,
}

/// A grant that reaches a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    pub grant: Arc<Grant>,
    /// 0 for the path's own front matter, 1 for the nearest directory with a file, and so on.
    pub distance: usize,
}

/// Everyone with one role for a path, each once and from the nearest level, sorted by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holders(Vec<Holding>);

impl Holders {
    pub fn iter(&self) -> std::slice::Iter<'_, Holding> {
        self.0.iter()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|holding| holding.grant.name.as_str())
    }

    /// Those of the first level that has any.
    pub fn leaf(&self) -> impl Iterator<Item = &Holding> {
        let nearest = self.0.iter().map(|holding| holding.distance).min();
        self.0.iter().filter(move |holding| Some(holding.distance) == nearest)
    }

    /// The people by the place that names them: the nearest first, and by line within a file.
    pub fn by_place(&self) -> Vec<(&Grant, Vec<&str>)> {
        let mut groups: BTreeMap<_, (&Grant, Vec<&str>)> = BTreeMap::new();
        for Holding { grant, distance } in &self.0 {
            let place = (*distance, &grant.file, grant.line, &grant.alias);
            groups.entry(place).or_insert_with(|| (grant, Vec::new())).1.push(&grant.name);
        }
        groups.into_values().collect()
    }

    pub fn leaf_names(&self) -> impl Iterator<Item = &str> {
        self.leaf().map(|holding| holding.grant.name.as_str())
    }
}

impl<'a> IntoIterator for &'a Holders {
    type Item = &'a Holding;
    type IntoIter = std::slice::Iter<'a, Holding>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// The owners of a path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ownership {
    pub approvers: Holders,
    pub reviewers: Holders,
    pub required_reviewers: Holders,
    pub labels: Holders,
    /// No approval is needed, because of `auto_approve_unowned_subfolders` in a directory above.
    pub is_approved_unasked: bool,
}

impl Ownership {
    pub fn of(&self, role: Role) -> &Holders {
        match role {
            Role::Approver => &self.approvers,
            Role::Reviewer => &self.reviewers,
            Role::RequiredReviewer => &self.required_reviewers,
            Role::Label => &self.labels,
        }
    }
}
