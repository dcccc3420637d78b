//! Which pages are published at a given moment.

use jiff::Timestamp;

use super::{Page, Pages};
use crate::config::{LanguageId, Settings};
use crate::parse::{Dates, FrontMatter};

/// Drafts, pages of the future and expired ones stay out unless asked for. A page whose date
/// cannot be read stays out always: it has no place among the others.
pub(super) fn published(settings: &Settings, pages: &Pages, now: Timestamp) -> Vec<Page> {
    let is_published = |page: &&Page| {
        page.document.as_ref().is_none_or(|document| {
            is_published(settings, page.language, &document.front_matter, now)
        })
    };
    pages.iter().filter(is_published).cloned().collect()
}

/// Why a page is not published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LeftOut {
    Draft,
    /// Its date lies ahead.
    Future,
    Expired,
    /// It has a date that cannot be read.
    InvalidDate,
}

/// Why a page with this front matter is not published at the given moment; `None` if it is.
pub fn left_out(
    settings: &Settings,
    language: LanguageId,
    front_matter: &FrontMatter,
    now: Timestamp,
) -> Option<LeftOut> {
    let rules = settings.language(language).publish;
    let dates = &front_matter.dates;
    let of_date = dates.date.filter(|_| settings.dates.date_publishes());
    let starts = dates.publish_date.or(of_date).map(|date| date.timestamp());
    let ends = ends(dates);
    let reasons = [
        (dates.invalid, LeftOut::InvalidDate),
        (!rules.drafts && front_matter.draft, LeftOut::Draft),
        (!rules.future && starts.is_some_and(|start| start > now), LeftOut::Future),
        (!rules.expired && ends.is_some_and(|end| end <= now), LeftOut::Expired),
    ];
    reasons.into_iter().find_map(|(holds, reason)| holds.then_some(reason))
}

/// At the latest: where only other keys publish, the `date` does not matter.
fn starts(dates: &Dates) -> Option<Timestamp> {
    dates.publish_date.or(dates.date).map(|date| date.timestamp())
}

fn ends(dates: &Dates) -> Option<Timestamp> {
    dates.expiry_date.map(|date| date.timestamp())
}

/// The next moment after `now` at which a page with these dates may appear or expire.
pub(super) fn next_change(dates: &Dates, now: Timestamp) -> Option<Timestamp> {
    let moments = [starts(dates), ends(dates)].into_iter().flatten();
    moments.filter(|moment| *moment > now).min()
}

/// Whether a page with this front matter is published at the given moment.
pub(super) fn is_published(
    settings: &Settings,
    language: LanguageId,
    front_matter: &FrontMatter,
    now: Timestamp,
) -> bool {
    left_out(settings, language, front_matter, now).is_none()
}
