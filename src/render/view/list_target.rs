//! Where lists and trees lead for a page: to the page, unless it says otherwise.

use crate::config::Settings;
use crate::html::{Address, AddressUse};
use crate::resolve::{Page, Site};

/// Where Docsy's `manualLink` or `manualLinkRelref` of a page's front matter leads; nothing if there is
/// neither.
pub(super) fn manual_link(settings: &Settings, site: &Site, page: &Page) -> Option<Address> {
    let params = &page.document.as_ref()?.front_matter.params;
    let text = |key: &str| params.get(key).and_then(|value| value.value.to_text());
    if let Some(link) = text("manualLink") {
        return Address::checked(&link, AddressUse::Link);
    }
    let named = text("manualLinkRelref")?;
    let page = site.named(settings, page, page.language, &named)?;
    Some(of_page(settings, page))
}

/// Where a list leads.
pub(super) fn list_target(settings: &Settings, site: &Site, page: &Page) -> Address {
    manual_link(settings, site, page).unwrap_or_else(|| of_page(settings, page))
}

fn of_page(settings: &Settings, page: &Page) -> Address {
    Address::of_site(settings.base_url.relative(&page.path.encoded()))
}
