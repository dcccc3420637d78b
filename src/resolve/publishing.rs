//! Which pages are published at a given moment.

use jiff::Timestamp;

use super::Page;
use crate::config::Settings;
use crate::parse::FrontMatter;

/// Drafts, pages of the future and expired ones stay out unless asked for. A page whose date
/// cannot be read stays out always: it has no place among the others.
pub(super) fn published(settings: &Settings, pages: &[Page], now: Timestamp) -> Vec<Page> {
    let is_published = |page: &&Page| {
        page.document
            .as_ref()
            .is_none_or(|document| is_published(settings, &document.front_matter, now))
    };
    pages.iter().filter(is_published).cloned().collect()
}

/// Whether a page with this front matter is published at the given moment.
pub(super) fn is_published(
    settings: &Settings,
    front_matter: &FrontMatter,
    now: Timestamp,
) -> bool {
    let rules = settings.publish;
    let dates = &front_matter.dates;
    let starts = dates.publish_date.or(dates.date).map(|date| date.timestamp());
    let ends = dates.expiry_date.map(|date| date.timestamp());
    !dates.invalid
        && (rules.drafts || !front_matter.draft)
        && (rules.future || starts.is_none_or(|start| start <= now))
        && (rules.expired || ends.is_none_or(|end| end > now))
}
