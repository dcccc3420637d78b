//! What front matter says in keys that only the theme reads.

use crate::config::Settings;
use crate::diagnostic::Spanned;
use crate::html::{Address, AddressUse};
use crate::resolve::{Page, Site};
use crate::structured::{Table, Value};

/// The whole front matter of a page that has a file.
pub(super) fn params(page: &Page) -> Option<&Table> {
    page.document.as_ref().map(|document| &*document.front_matter.params)
}

/// The list of this name.
pub(super) fn list<'a>(table: &'a Table, key: &str) -> Option<&'a [Spanned<Value>]> {
    match &table.get(key)?.value {
        Value::List(list) => Some(list),
        _ => None,
    }
}

/// The text of this name, or an empty one.
pub(super) fn text(table: &Table, key: &str) -> String {
    let text = table.get(key).and_then(|value| value.value.to_text());
    text.map(|text| text.trim().to_owned()).unwrap_or_default()
}

/// The page that a path of the front matter names, in the language of `from` if it has one.
pub(super) fn target(settings: &Settings, site: &Site, from: &Page, path: &str) -> String {
    let languages = [from.language, settings.default_language];
    let page = languages.into_iter().find_map(|id| site.named(settings, from, id, path));
    settings.base_url.relative(&page.map_or_else(|| path.to_owned(), |page| page.path.encoded()))
}

/// An address of the front matter: a page, a file of the site, a place on the page, or an address elsewhere.
pub(super) fn address(
    settings: &Settings,
    site: &Site,
    from: &Page,
    written: &str,
) -> Option<Address> {
    if written.is_empty() {
        return None;
    }
    let is_elsewhere = written.contains(':') || written.starts_with("//");
    if is_elsewhere || written.starts_with('#') {
        return Address::checked(written, AddressUse::Link);
    }
    let (path, rest) = written.split_at(written.find(['#', '?']).unwrap_or(written.len()));
    let place = target(settings, site, from, path);
    Address::checked(&format!("{place}{rest}"), AddressUse::Link)
}
