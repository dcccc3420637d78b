//! Labels and owners, as templates see them. Anything that the audience must not see is left out.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::config::{LanguageId, PageKind, Settings};
use crate::owners::{Holders, Ownership, Role};
use crate::resolve::{LABELS, Page, PageLabel, Site};

/// A label that a page shows.
#[derive(Clone, Debug, Serialize)]
pub struct LabelView {
    /// `language/zh`.
    pub name: String,
    /// The class that has its colour in `labels.css`.
    pub class: String,
    /// As in `labels.yaml`: `#0052cc`.
    pub colour: Option<String>,
    /// From `labels.yaml`.
    pub description: Option<String>,
    /// The page that lists everything with this label.
    pub url: Option<String>,
    /// The number of pages that have it.
    pub pages: usize,
}

/// The labels of a kind: those that begin with `language/` or `area/`.
#[derive(Debug, Serialize)]
pub struct LabelGroupView {
    /// The part before the slash.
    pub kind: String,
    /// The labels, by name.
    pub labels: Vec<LabelView>,
}

/// The owners of a page: sorted logins, and the reason for each.
#[derive(Debug, Hash, Serialize)]
pub struct OwnersView<'a> {
    /// The people who may approve a change.
    pub approvers: Vec<&'a str>,
    /// The people who may be asked to review it.
    pub reviewers: Vec<&'a str>,
    /// The people who must review it.
    pub required_reviewers: Vec<&'a str>,
    /// The approvers that the nearest file names.
    pub leaf_approvers: Vec<&'a str>,
    /// The reviewers that the nearest file names.
    pub leaf_reviewers: Vec<&'a str>,
    /// Where each of them is named.
    pub reasons: Vec<ReasonView<'a>>,
    /// The same people, by role and by the place that names them, the nearest first.
    pub groups: Vec<OwnerGroupView<'a>>,
}

/// Why somebody has a role, or why the page has a label.
#[derive(Debug, Hash, Serialize)]
pub struct ReasonView<'a> {
    /// For instance `approver`.
    pub role: &'static str,
    /// The login, or the label.
    pub name: &'a str,
    /// The alias that stands for the name, from `OWNERS_ALIASES`.
    pub alias: Option<&'a str>,
    /// The file that names it, relative to the root of the site.
    pub file: &'a str,
    /// The line in it, from 1.
    pub line: usize,
}

/// The people that one line of one file names.
#[derive(Debug, Hash, Serialize)]
pub struct OwnerGroupView<'a> {
    /// For instance `approvers`.
    pub role: &'static str,
    /// The alias that stands for the name, from `OWNERS_ALIASES`.
    pub alias: Option<&'a str>,
    /// The file that names it, relative to the root of the site.
    pub file: &'a str,
    /// The line in it, from 1.
    pub line: usize,
    /// Their logins.
    pub names: Vec<&'a str>,
}

impl LabelView {
    pub(super) fn new(settings: &Settings, site: &Site, label: &PageLabel) -> Self {
        let known = site.labels.get(&label.name);
        let page = label.page.map(|page| site.page(page)).filter(|page| page.is_rendered());
        Self {
            name: label.name.clone(),
            class: label_class(&label.name),
            colour: known.and_then(|known| known.colour).map(|colour| colour.hex()),
            description: known.and_then(|known| known.description.clone()),
            url: page.map(|page| settings.base_url.relative(&page.path.encoded())),
            pages: page.map_or(0, |page| page.members.len()),
        }
    }

    /// The labels of a page.
    pub(super) fn of_page(settings: &Settings, site: &Site, page: &Page) -> Vec<Self> {
        page.labels.iter().map(|label| Self::new(settings, site, label)).collect()
    }
}

impl LabelGroupView {
    /// The labels to choose from: those of one language, and the language labels of all others.
    pub(super) fn of_language(settings: &Settings, site: &Site, language: LanguageId) -> Vec<Self> {
        let is_label = |page: &&Page| page.kind == PageKind::Term && page.section == LABELS;
        let mut groups: BTreeMap<String, Vec<LabelView>> = BTreeMap::new();
        let mut seen = BTreeSet::new();
        let own_first = |page: &&Page| page.language != language;
        let mut pages: Vec<&Page> = site.pages.iter().filter(is_label).collect();
        pages.sort_by_key(own_first);
        for page in pages {
            let Some((kind, _)) = page.title.split_once('/') else { continue };
            let of_its_language = settings
                .labels
                .of_language(&settings.language(page.language).code)
                .contains(&page.title);
            let offers = page.language == language || of_its_language;
            if offers && seen.insert(&page.title) {
                let label = PageLabel { name: page.title.clone(), page: Some(page.id) };
                groups
                    .entry(kind.to_owned())
                    .or_default()
                    .push(LabelView::new(settings, site, &label));
            }
        }
        let groups = groups.into_iter();
        groups
            .map(|(kind, mut labels)| {
                labels.sort_by(|a, b| a.name.cmp(&b.name));
                Self { kind, labels }
            })
            .collect()
    }
}

impl<'a> OwnersView<'a> {
    pub(super) fn new(ownership: &'a Ownership) -> Self {
        let names = |role| ownership.of(role).names().collect();
        Self {
            approvers: names(Role::Approver),
            reviewers: names(Role::Reviewer),
            required_reviewers: names(Role::RequiredReviewer),
            leaf_approvers: ownership.approvers.leaf_names().collect(),
            leaf_reviewers: ownership.reviewers.leaf_names().collect(),
            reasons: Role::ALL.into_iter().flat_map(|role| reasons(ownership, role)).collect(),
            groups: Role::ALL
                .into_iter()
                .filter(|role| *role != Role::Label)
                .flat_map(|role| groups(ownership.of(role), role))
                .collect(),
        }
    }
}

fn reasons(ownership: &Ownership, role: Role) -> impl Iterator<Item = ReasonView<'_>> {
    ownership.of(role).iter().map(move |holding| ReasonView {
        role: role.name(),
        name: &holding.grant.name,
        alias: holding.grant.alias.as_deref(),
        file: holding.grant.file.as_str(),
        line: holding.grant.line,
    })
}

fn groups(holders: &Holders, role: Role) -> Vec<OwnerGroupView<'_>> {
    holders
        .by_place()
        .into_iter()
        .map(|(grant, names)| OwnerGroupView {
            role: role.key(),
            alias: grant.alias.as_deref(),
            file: grant.file.as_str(),
            line: grant.line,
            names,
        })
        .collect()
}

/// The style sheet with the colours of all labels that a site shows.
pub(in crate::render) fn label_styles(site: &Site) -> String {
    let shown: BTreeSet<&str> =
        site.pages.iter().flat_map(|page| &page.labels).map(|label| label.name.as_str()).collect();
    let coloured = shown.iter().filter_map(|name| Some((name, site.labels.get(name)?.colour?)));
    coloured
        .map(|(name, colour)| {
            let (class, ground, ink) = (label_class(name), colour.hex(), colour.ink().hex());
            format!(".{class} {{ --label: {ground}; --label-ink: {ink} }}\n")
        })
        .collect()
}

/// A class of letters, digits and hyphens; any other character of a name is written as its code point, so
/// that no two labels share a class.
fn label_class(name: &str) -> String {
    let mut class = String::from("label-");
    for c in name.chars() {
        match c {
            'a'..='z' | '0'..='9' => class.push(c),
            '/' => class.push('-'),
            other => class.push_str(&format!("_{:x}_", u32::from(other))),
        }
    }
    class
}

#[cfg(test)]
mod tests {
    use super::label_class;

    #[test]
    fn classes_are_plain_and_tell_labels_apart() {
        assert_eq!(label_class("language/zh"), "label-language-zh");
        assert_eq!(label_class("area/HA"), "label-area-_48__41_");
        assert_ne!(label_class("a/b"), label_class("a-b"));
        assert_eq!(label_class("2 <= 5"), "label-2_20__3c__3d__20_5");
    }
}
