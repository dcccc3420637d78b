//! The links of a page that lead nowhere, or not quite where they say.

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::percent_decode_str;
use url::Url;

use super::pages::{HtmlPage, Link, LinkKind};
use super::places::{Place, Places};

/// How many links were looked at. A link that occurs twice in a page counts once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct LinkCounts {
    /// Links within the site.
    pub checked: usize,
    /// Links to parts of the site that were not built here, such as `/docs/` where there is only a blog.
    pub elsewhere: usize,
    /// Links to other hosts, which are not asked.
    pub external: usize,
}

impl LinkCounts {
    pub(super) fn add(&mut self, other: LinkCounts) {
        self.checked += other.checked;
        self.elsewhere += other.elsewhere;
        self.external += other.external;
    }
}

/// A link with a fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FaultyLink {
    /// As the HTML has it.
    pub address: String,
    /// Where it leads.
    pub target: Target,
    pub fault: Fault,
    /// The part of the site that it leads to, if nothing of that is here.
    pub missing_part: Option<String>,
}

impl FaultyLink {
    /// Whether what it leads to has to be guessed.
    pub(super) fn is_dead(&self) -> bool {
        matches!(self.fault, Fault::Page | Fault::File | Fault::Anchor(_))
    }
}

/// What is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// There is no such page.
    Page,
    /// There is no such file.
    File,
    /// The page at this output has no such place.
    Anchor(String),
    /// This path of the site differs from it in case or at its end.
    Inexact(String),
    /// Only a redirect leads to this path of the site.
    Slash(String),
    /// The page at this output is in another language.
    Other(String),
}

/// Whether a link that leads to an output, and to a place in it, could lead to the same in the reader's language.
pub(super) type Judge<'a> = &'a (dyn Fn(&str, Option<&str>) -> bool + Sync);

/// The faulty links of the page at `path`, and how many links were looked at.
pub(super) fn of_page(
    places: &Places<'_>,
    path: &str,
    page: &HtmlPage,
    is_foreign: Judge<'_>,
) -> (Vec<FaultyLink>, LinkCounts) {
    let mut counts = LinkCounts::default();
    let here = format!("{}{}{}", places.origin, places.mount, path.trim_start_matches('/'));
    let Ok(here) = Url::parse(&here) else { return (Vec::new(), counts) };
    let faulty = page.links.iter().filter_map(|link| {
        let Some(target) = within(places, &here, link) else {
            counts.external += 1;
            return None;
        };
        let place = places.find(&target.path, target.fragment.as_deref());
        counts.checked += 1;
        let missing_part = match place {
            Place::Elsewhere => places.part(&target.path).map(str::to_owned),
            _ => None,
        };
        let fault = fault(places, link, &target, place, is_foreign)?;
        Some(FaultyLink { address: link.address.clone(), target, fault, missing_part })
    });
    (faulty.collect(), counts)
}

fn fault(
    places: &Places<'_>,
    link: &Link,
    target: &Target,
    place: Place,
    is_foreign: Judge<'_>,
) -> Option<Fault> {
    match place {
        Place::There(None) => None,
        Place::NoAnchor(output) => Some(Fault::Anchor(output)),
        Place::There(Some(output)) => {
            let is_other =
                link.kind == LinkKind::Page && is_foreign(&output, target.fragment.as_deref());
            is_other.then_some(Fault::Other(output))
        }
        Place::WithSlash(_) => Some(Fault::Slash(format!("/{}/", target.path))),
        Place::Nowhere | Place::Elsewhere => Some(match (places.nearly(&target.path), link.kind) {
            (Some(nearly), _) => Fault::Inexact(nearly),
            (None, LinkKind::Page) => Fault::Page,
            (None, LinkKind::File) => Fault::File,
        }),
    }
}

/// Takes out the links to parts of the site that are not in this checkout. A part that only one or two addresses lead to
/// is none: these are dead.
pub(super) fn without_missing_parts(found: &mut [Vec<FaultyLink>], counts: &mut LinkCounts) {
    const FEW: usize = 2;
    let mut parts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for link in found.iter().flatten() {
        if let Some(part) = &link.missing_part {
            parts.entry(part.clone()).or_default().insert(link.target.path.clone());
        }
    }
    let is_missing = |link: &FaultyLink| {
        let targets = link.missing_part.as_ref().and_then(|part| parts.get(part));
        targets.is_some_and(|targets| targets.len() > FEW)
    };
    for of_page in found {
        let before = of_page.len();
        of_page.retain(|link| !is_missing(link));
        counts.elsewhere += before - of_page.len();
        counts.checked -= before - of_page.len();
    }
}

/// A path below the root of the site, and a place in the page there; both percent-decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// Without a slash at its start.
    pub path: String,
    pub fragment: Option<String>,
}

impl Target {
    /// As a path of the site, with the place in the page.
    pub(super) fn shown(&self) -> String {
        match &self.fragment {
            Some(fragment) => format!("/{}#{fragment}", self.path),
            None => format!("/{}", self.path),
        }
    }
}

/// Where a link leads within the site; `None` if it leaves it.
fn within(places: &Places<'_>, here: &Url, link: &Link) -> Option<Target> {
    let url = here.join(link.address.trim()).ok()?;
    // A host answers by `http` and by `https` alike, or leads from one to the other.
    let is_web = matches!(url.scheme(), "http" | "https");
    let is_here = is_web && url.host() == here.host() && url.port() == here.port();
    // What begins at the root means the root of the site; it stands as written where no page is found for it.
    let is_rooted = link.address.starts_with('/') && !link.address.starts_with("//");
    let rooted = || url.path().strip_prefix('/').filter(|_| is_rooted);
    let below = url.path().strip_prefix(places.mount).or_else(rooted).filter(|_| is_here)?;
    let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    Some(Target { path: decoded(below), fragment: url.fragment().map(decoded) })
}
