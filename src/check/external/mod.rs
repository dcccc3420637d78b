//! Links to other hosts: where authors wrote them, whether they still lead anywhere, and what was known of that.
//!
//! ```text
//! written   pages, documents  -> the links that stand in files, with their places
//! record    a file            -> which of them were fine not long ago
//! (web)     the others        -> what their hosts say
//! ```
//!
//! A link that stands in no file, such as the one for editing a page, was made by a template: its host would be asked as
//! many times as there are pages, and nobody could correct it.

mod record;
mod written;

use std::collections::{BTreeMap, BTreeSet};

use url::Url;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::web::{Verdict, Web, visit};
use crate::world::World;

pub use record::{EXTERNAL_RECORD, ExternalRecord};

pub(super) use written::written;

/// What asking other hosts has found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExternalChecked {
    pub counts: ExternalCounts,
    /// What to remember until the next time.
    pub record: ExternalRecord,
}

/// How many links to other hosts there are. Those to one page count once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct ExternalCounts {
    /// Those that were asked now.
    pub asked: usize,
    /// Those that were fine not long ago.
    pub remembered: usize,
    /// Those that a `robots.txt` keeps programs away from.
    pub forbidden: usize,
}

/// Asks where links lead, each with the places where it is written.
pub(super) fn ask(
    world: &dyn World,
    web: &dyn Web,
    written: &BTreeMap<Url, BTreeSet<Place>>,
    found: &mut Vec<Diagnostic>,
) -> ExternalChecked {
    let today = world.now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let known = ExternalRecord::of_site(world, found).valid_on(today);
    let mut addresses: BTreeMap<Url, Vec<&Url>> = BTreeMap::new();
    for url in written.keys() {
        addresses.entry(without_fragment(url)).or_default().push(url);
    }
    let asked = addresses.keys().filter(|url| known.verdict(url).is_none()).cloned().collect();
    let verdicts = visit(web, &asked);
    let forbidden = verdicts.values().filter(|verdict| **verdict == Verdict::Unasked).count();
    let counts = ExternalCounts {
        asked: asked.len() - forbidden,
        remembered: addresses.len() - asked.len(),
        forbidden,
    };
    let mut record = ExternalRecord::default();
    for (address, urls) in &addresses {
        match verdicts.get(address) {
            Some(verdict) => record.add(address, verdict, today),
            None => record.keep(&known, address),
        }
        let Some(verdict) = verdicts.get(address).cloned().or_else(|| known.verdict(address))
        else {
            continue;
        };
        for url in urls {
            let places = written.get(*url).into_iter().flatten();
            found.extend(places.filter_map(|place| problem(url, &verdict, place)));
        }
    }
    ExternalChecked { counts, record }
}

fn without_fragment(url: &Url) -> Url {
    let mut url = url.clone();
    url.set_fragment(None);
    url
}

fn problem(url: &Url, verdict: &Verdict, place: &Place) -> Option<Diagnostic> {
    let problem = match verdict {
        Verdict::Fine | Verdict::Unasked => return None,
        Verdict::Dead(reason) => {
            Diagnostic::new(Code::LinkExternal, format!("`{url}` leads nowhere: {reason}")).hint(
                format!(
                    "link to where it is now, or to a copy: `https://web.archive.org/web/{url}`"
                ),
            )
        }
        Verdict::Unsure(reason) => {
            let message = format!("`{url}` may lead nowhere: {reason}");
            Diagnostic::new(Code::LinkExternalUnsure, message).hint("open it in a browser")
        }
        Verdict::Moved(to) => {
            let message = format!("`{url}` has moved for good");
            Diagnostic::new(Code::LinkExternalMoved, message)
                .hint(format!("if that is what you mean, write `{to}`"))
        }
    };
    Some(problem.at(place.clone()))
}

/// Whether a diagnostic comes of asking other hosts only.
pub(super) fn is_external(code: &str) -> bool {
    [Code::LinkExternal, Code::LinkExternalUnsure, Code::LinkExternalMoved]
        .iter()
        .any(|external| external.name() == code)
}
