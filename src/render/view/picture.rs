//! The picture that stands for a page in lists.

use super::values::{list, params, text};
use crate::config::Settings;
use crate::html::{Address, AddressUse};
use crate::render::resources::named;
use crate::resolve::{Page, Site, encode};

/// `image` of the front matter, or the first of its `images`.
pub(super) fn of_page(settings: &Settings, site: &Site, page: &Page) -> Option<Address> {
    let params = params(page)?;
    let first = || {
        let images = list(params, "images")?;
        images.first()?.value.to_text()
    };
    let written = Some(text(params, "image")).filter(|image| !image.is_empty()).or_else(first)?;
    picture(settings, site, page, &written)
}

/// A picture of this site: a file below `static` by its path, or one beside the page. A page asks no other
/// host for anything in its frame.
pub(super) fn picture(
    settings: &Settings,
    site: &Site,
    page: &Page,
    written: &str,
) -> Option<Address> {
    let written = written.trim();
    // A browser reads `\\` as `/`: two of them at the start would name a host.
    if written.is_empty() || written.contains([':', '\\']) || written.starts_with("//") {
        return None;
    }
    if written.starts_with('/') {
        return Address::checked(&settings.base_url.relative(written), AddressUse::Picture);
    }
    let owner = owner(site, page, written)?;
    let path = encode(&owner.path.output_beside(written));
    Address::checked(&settings.base_url.relative(&path), AddressUse::Picture)
}

/// The page whose file the picture is beside: this one, or else a translation.
fn owner<'a>(site: &'a Site, page: &'a Page, name: &str) -> Option<&'a Page> {
    let translations = site.sets[page.set.0].members.values().map(|member| site.page(member.page));
    std::iter::once(page).chain(translations).find(|page| {
        let document = page.document.as_ref().filter(|_| page.is_rendered());
        document.is_some_and(|document| named(&document.file).any(|(own, _)| own == name))
    })
}
