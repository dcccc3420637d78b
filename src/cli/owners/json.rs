//! The document of `site owners --format json`.

use serde::Serialize;

use super::{Answer, AskedChange, shown};
use crate::diagnostic::report::{DiagnosticJson, Report, Texts, diagnostics_json};
use crate::owners::{Grant, OwnedPath, Reason, Role};

#[derive(Serialize)]
pub(super) struct OwnersJson<'a> {
    /// Of this form; it grows when a field changes its meaning.
    version: u32,
    paths: Vec<PathJson<'a>>,
    /// `null` without `--changed`.
    change: Option<ChangeJson<'a>>,
    diagnostics: Vec<DiagnosticJson>,
}

/// Lists are sorted; aliases are expanded.
#[derive(Serialize)]
struct PathJson<'a> {
    path: &'a str,
    labels: Vec<&'a str>,
    approvers: Vec<&'a str>,
    reviewers: Vec<&'a str>,
    required_reviewers: Vec<&'a str>,
    leaf_approvers: Vec<&'a str>,
    leaf_reviewers: Vec<&'a str>,
    approved_unasked: bool,
    reasons: Vec<ReasonJson<'a>>,
}

#[derive(Serialize)]
struct ReasonJson<'a> {
    role: &'static str,
    name: &'a str,
    alias: Option<&'a str>,
    file: &'a str,
    line: usize,
    /// For a change, the number of its paths.
    #[serde(skip_serializing_if = "Option::is_none")]
    paths: Option<usize>,
}

#[derive(Serialize)]
struct ChangeJson<'a> {
    base: &'a str,
    revision: &'a str,
    labels: Vec<&'a str>,
    approvers: Vec<&'a str>,
    /// Whether no smaller set of approvers can approve all.
    smallest: bool,
    unowned: Vec<&'a str>,
    reasons: Vec<ReasonJson<'a>>,
}

/// The whole document; without an answer it has the diagnostics only.
pub(super) fn document<'a>(
    answer: Option<&'a Answer>,
    report: &Report<'_>,
    texts: &dyn Texts,
) -> OwnersJson<'a> {
    let change = answer.and_then(|answer| answer.change.as_ref());
    OwnersJson {
        version: 1,
        paths: answer.map_or(Vec::new(), |answer| answer.paths.iter().map(path).collect()),
        change: change.map(change_json),
        diagnostics: diagnostics_json(report, texts),
    }
}

fn path(owned: &OwnedPath) -> PathJson<'_> {
    let OwnedPath { path, ownership } = owned;
    PathJson {
        path: shown(path),
        labels: ownership.labels.names().collect(),
        approvers: ownership.approvers.names().collect(),
        reviewers: ownership.reviewers.names().collect(),
        required_reviewers: ownership.required_reviewers.names().collect(),
        leaf_approvers: ownership.approvers.leaf_names().collect(),
        leaf_reviewers: ownership.reviewers.leaf_names().collect(),
        approved_unasked: ownership.is_approved_unasked,
        reasons: Role::ALL
            .into_iter()
            .flat_map(|role| {
                ownership.of(role).iter().map(move |holding| reason(role, &holding.grant, None))
            })
            .collect(),
    }
}

fn reason(role: Role, grant: &Grant, paths: Option<usize>) -> ReasonJson<'_> {
    ReasonJson {
        role: role.name(),
        name: &grant.name,
        alias: grant.alias.as_deref(),
        file: grant.file.as_str(),
        line: grant.line,
        paths,
    }
}

fn reasons(role: Role, reasons: &[Reason]) -> impl Iterator<Item = ReasonJson<'_>> {
    reasons.iter().map(move |named| reason(role, &named.grant, Some(named.paths)))
}

fn change_json(asked: &AskedChange) -> ChangeJson<'_> {
    let AskedChange { difference, change } = asked;
    ChangeJson {
        base: &difference.base,
        revision: &difference.revision,
        labels: change.label_names(),
        approvers: change.people(),
        smallest: change.is_smallest,
        unowned: change.unowned.iter().map(|path| path.as_str()).collect(),
        reasons: reasons(Role::Approver, &change.approvers)
            .chain(reasons(Role::Label, &change.labels))
            .collect(),
    }
}
