//! The links of a page that lead nowhere, or not quite where they say.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use percent_encoding::percent_decode_str;
use rayon::prelude::*;
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
    /// It is there by `http`, and the site is at `https`.
    Insecure,
}

/// Whether a link that leads to an output, and to a place in it, could lead to the same in the reader's language.
pub(super) type Judge<'a> = &'a (dyn Fn(&str, Option<&str>) -> bool + Sync);

/// Where an address leads within the site, and what is there.
struct Found {
    target: Target,
    place: Place,
}

/// What the addresses that begin with a slash lead to, whichever page has them: most pages have the same ones in their
/// frames. `None` of an address that leaves the site.
pub(super) struct Rooted<'a>(HashMap<&'a str, Option<Found>>);

impl<'a> Rooted<'a> {
    pub(super) fn new(places: &Places<'_>, pages: impl Iterator<Item = &'a HtmlPage>) -> Self {
        let Ok(here) = Url::parse(&format!("{}{}", places.origin, places.mount)) else {
            return Self(HashMap::new());
        };
        let links = pages.flat_map(|page| &page.links);
        let addresses: HashSet<&str> =
            links.map(|link| link.address.as_str()).filter(|address| is_rooted(address)).collect();
        let found = |address: &'a str| (address, found(places, &here, address));
        Self(addresses.into_par_iter().map(found).collect())
    }
}

/// The faulty links of the page at `path`, and how many links were looked at.
pub(super) fn of_page(
    places: &Places<'_>,
    rooted: &Rooted<'_>,
    (path, page): (&str, &HtmlPage),
    is_foreign: Judge<'_>,
) -> (Vec<FaultyLink>, LinkCounts) {
    let mut counts = LinkCounts::default();
    let here = format!("{}{}{}", places.origin, places.mount, path.trim_start_matches('/'));
    let Ok(here) = Url::parse(&here) else { return (Vec::new(), counts) };
    let faulty = page.links.iter().filter_map(|link| {
        let own;
        let found = match rooted.0.get(link.address.as_str()) {
            Some(found) => found,
            None => {
                own = found(places, &here, &link.address);
                &own
            }
        };
        let Some(Found { target, place }) = found else {
            counts.external += 1;
            return None;
        };
        counts.checked += 1;
        let missing_part = match place {
            Place::Elsewhere => places.part(&target.path).map(str::to_owned),
            _ => None,
        };
        let fault = fault(places, link, target, place, is_foreign)?;
        let (address, target) = (link.address.clone(), target.clone());
        Some(FaultyLink { address, target, fault, missing_part })
    });
    (faulty.collect(), counts)
}

fn found(places: &Places<'_>, here: &Url, address: &str) -> Option<Found> {
    let target = within(places, here, address)?;
    let place = places.find(&target.path, target.fragment.as_deref());
    Some(Found { target, place })
}

fn fault(
    places: &Places<'_>,
    link: &Link,
    target: &Target,
    place: &Place,
    is_foreign: Judge<'_>,
) -> Option<Fault> {
    match place {
        Place::There(None) => None,
        Place::NoAnchor(output) => Some(Fault::Anchor(output.clone())),
        Place::There(Some(output)) => {
            let is_other =
                link.kind == LinkKind::Page && is_foreign(output, target.fragment.as_deref());
            let is_insecure =
                || places.origin.starts_with("https:") && has_scheme(&link.address, "http");
            match is_other {
                true => Some(Fault::Other(output.clone())),
                false => is_insecure().then_some(Fault::Insecure),
            }
        }
        Place::WithSlash(_) => Some(Fault::Slash(format!("/{}/", target.path))),
        Place::Nowhere | Place::Elsewhere => Some(match (places.nearly(&target.path), link.kind) {
            (Some(nearly), _) => Fault::Inexact(nearly),
            (None, LinkKind::Page) => Fault::Page,
            (None, LinkKind::File) => Fault::File,
        }),
    }
}

/// Whether an address names its scheme, and it is this one.
fn has_scheme(address: &str, scheme: &str) -> bool {
    address.split_once("://").is_some_and(|(own, _)| own.eq_ignore_ascii_case(scheme))
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

/// What begins at the root of the host of the page.
fn is_rooted(address: &str) -> bool {
    address.starts_with('/') && !address.starts_with("//")
}

/// Where an address leads within the site; `None` if it leaves it.
fn within(places: &Places<'_>, here: &Url, address: &str) -> Option<Target> {
    let url = here.join(address.trim()).ok()?;
    // A host answers by `http` and by `https` alike, or leads from one to the other.
    let is_web = matches!(url.scheme(), "http" | "https");
    let is_here = is_web && url.host() == here.host() && url.port() == here.port();
    // What begins at the root means the root of the site; it stands as written where no page is found for it.
    let rooted = || url.path().strip_prefix('/').filter(|_| is_rooted(address));
    let below = url.path().strip_prefix(places.mount).or_else(rooted).filter(|_| is_here)?;
    let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    Some(Target { path: decoded(below), fragment: url.fragment().map(decoded) })
}
