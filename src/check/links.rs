//! The links of a page that lead nowhere.

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

/// A link that leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DeadLink {
    /// As the HTML has it.
    pub address: String,
    /// As a path of the site, with the place in the page.
    pub target: String,
    pub fault: Fault,
    /// What may be meant.
    pub nearly: Option<String>,
}

/// What it leads to that is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    Page,
    File,
    Anchor,
}

/// The dead links of the page at `path`, and how many links were looked at.
pub(super) fn of_page(
    places: &Places<'_>,
    path: &str,
    page: &HtmlPage,
) -> (Vec<DeadLink>, LinkCounts) {
    let mut counts = LinkCounts::default();
    let here = format!("{}{}{}", places.origin, places.mount, path.trim_start_matches('/'));
    let Ok(here) = Url::parse(&here) else { return (Vec::new(), counts) };
    let dead = page.links.iter().filter_map(|link| {
        let Some(target) = within(places, &here, link) else {
            counts.external += 1;
            return None;
        };
        let place = places.find(&target.path, target.fragment.as_deref());
        match place {
            Place::Elsewhere => counts.elsewhere += 1,
            _ => counts.checked += 1,
        }
        let fault = match (place, link.kind) {
            (Place::There | Place::Elsewhere, _) => return None,
            (Place::NoAnchor, _) => Fault::Anchor,
            (Place::Nowhere, LinkKind::Page) => Fault::Page,
            (Place::Nowhere, LinkKind::File) => Fault::File,
        };
        let nearly = if fault == Fault::Anchor { None } else { places.nearly(&target.path) };
        Some(DeadLink { address: link.address.clone(), target: target.shown(), fault, nearly })
    });
    (dead.collect(), counts)
}

/// A path below the root of the site, and a place in the page there; both percent-decoded.
struct Target {
    path: String,
    fragment: Option<String>,
}

impl Target {
    fn shown(&self) -> String {
        match &self.fragment {
            Some(fragment) => format!("/{}#{fragment}", self.path),
            None => format!("/{}", self.path),
        }
    }
}

/// Where a link leads within the site; `None` if it leaves it.
fn within(places: &Places<'_>, here: &Url, link: &Link) -> Option<Target> {
    let url = here.join(link.address.trim()).ok()?;
    let is_here = url.origin() == here.origin() && matches!(url.scheme(), "http" | "https");
    // What begins at the root means the root of the site; it stands as written where no page is found for it.
    let is_rooted = link.address.starts_with('/') && !link.address.starts_with("//");
    let rooted = || url.path().strip_prefix('/').filter(|_| is_rooted);
    let below = url.path().strip_prefix(places.mount).or_else(rooted).filter(|_| is_here)?;
    let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    Some(Target { path: decoded(below), fragment: url.fragment().map(decoded) })
}
