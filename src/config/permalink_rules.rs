//! Which pattern makes the path of a page.

use super::PermalinkPattern;
use super::cascade::CascadePage;
use super::page_kind::PageKind;
use crate::glob::Globs;

/// The patterns of a site, in the order in which they are asked.
#[derive(Clone, Debug, Default)]
pub struct PermalinkRules {
    rules: Vec<TargetedPattern>,
}

/// A pattern, and the pages that it is for: those that match each list that has any globs.
#[derive(Clone, Debug)]
pub(super) struct TargetedPattern {
    pub kinds: Globs,
    pub paths: Globs,
    pub languages: Globs,
    /// The top-level section whose name the rule has, if it has one.
    pub section: Option<String>,
    pub pattern: PermalinkPattern,
}

impl PermalinkRules {
    pub(super) fn new(rules: Vec<TargetedPattern>) -> Self {
        Self { rules }
    }

    /// The first pattern that is for pages of this kind at this place.
    pub fn find(
        &self,
        kind: PageKind,
        language: &str,
        location: &str,
    ) -> Option<&PermalinkPattern> {
        if self.rules.is_empty() {
            return None;
        }
        let path = CascadePage::path_of(location);
        let is_meant = |rule: &&TargetedPattern| {
            rule.kinds.is_match(kind.name())
                && rule.languages.is_match(language)
                && rule.paths.is_match(&path)
        };
        self.rules.iter().find(is_meant).map(|rule| &rule.pattern)
    }

    /// The sections whose pages are laid out in time.
    pub fn dated_sections(&self) -> impl Iterator<Item = &str> {
        let dated = self
            .rules
            .iter()
            .filter(|rule| rule.pattern.is_dated() && rule.kinds.is_match(PageKind::Page.name()));
        dated.filter_map(|rule| rule.section.as_deref())
    }
}
