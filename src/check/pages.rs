//! What an HTML file links to, and which places it has.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use lol_html::{HtmlRewriter, Settings, element};
use rayon::prelude::*;

use crate::artifact::{Artifact, Artifacts};
use crate::html::unescaped;

/// The links and the places of an HTML file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct HtmlPage {
    /// Addresses as the HTML has them, unescaped.
    pub links: BTreeSet<Link>,
    /// Values of `id`, and of `name` on `a`.
    pub ids: BTreeSet<String>,
}

/// A link of a page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Link {
    pub address: String,
    pub kind: LinkKind,
}

/// What a link does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum LinkKind {
    /// It leads to a page, and perhaps to a place in it.
    Page,
    /// It shows a file: a picture, a film.
    File,
}

/// The HTML files of a build that were made and not copied, by output path.
pub(super) fn html_pages(
    artifacts: &Artifacts,
    is_read: impl Fn(&str) -> bool,
) -> BTreeMap<String, HtmlPage> {
    let files: Vec<(&str, &Artifact)> =
        artifacts.iter().filter(|(path, _)| path.ends_with(".html") && is_read(path)).collect();
    let read = |(path, file): (&str, &Artifact)| {
        Some((path.to_owned(), HtmlPage::read(&file.made()?.ok()?)))
    };
    files.into_par_iter().filter_map(read).collect()
}

impl HtmlPage {
    /// Reads the HTML as far as it can be parsed.
    pub(super) fn read(html: &[u8]) -> Self {
        let page = RefCell::new(Self::default());
        let add = |address: String, kind| {
            page.borrow_mut()
                .links
                .insert(Link { address: unescaped(&address).into_owned(), kind });
        };
        let settings = Settings::new()
            .with_strict(false)
            .append_element_content_handler(element!("[id], a[name]", |marked| {
                let ids = ["id", "name"].map(|name| marked.get_attribute(name));
                let is_anchor = marked.tag_name() == "a";
                let ids = ids.into_iter().take(if is_anchor { 2 } else { 1 }).flatten();
                page.borrow_mut().ids.extend(ids.map(|id| unescaped(&id).into_owned()));
                Ok(())
            }))
            .append_element_content_handler(element!("[href]", |link| {
                let kind = match link.tag_name().as_str() {
                    "a" | "area" => LinkKind::Page,
                    "link" => LinkKind::File,
                    _ => return Ok(()),
                };
                link.get_attribute("href").into_iter().for_each(|to| add(to, kind));
                Ok(())
            }))
            .append_element_content_handler(element!("[src], [poster], object[data]", |shown| {
                let addresses = ["src", "poster", "data"].map(|name| shown.get_attribute(name));
                addresses.into_iter().flatten().for_each(|to| add(to, LinkKind::File));
                Ok(())
            }))
            .append_element_content_handler(element!("[srcset]", |shown| {
                let sources = shown.get_attribute("srcset").unwrap_or_default();
                sources_of(&sources).into_iter().for_each(|to| add(to.to_owned(), LinkKind::File));
                Ok(())
            }));
        let mut reader = HtmlRewriter::new(settings, |_: &[u8]| {});
        // What cannot be parsed ends the reading; browsers show it all the same.
        if reader.write(html).is_ok() {
            let _ = reader.end();
        }
        page.take()
    }
}

/// The addresses of a `srcset`: an address may hold commas, and ends at a blank or at a comma before one.
/// <https://html.spec.whatwg.org/multipage/images.html#parsing-a-srcset-attribute>
fn sources_of(sources: &str) -> Vec<&str> {
    let mut addresses = Vec::new();
    let mut rest = sources;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',');
        if rest.is_empty() {
            return addresses;
        }
        let end = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(end);
        let address = word.trim_end_matches(',');
        addresses.push(address);
        rest = match address.len() == word.len() {
            true => behind.split_once(',').map_or("", |(_, next)| next),
            false => behind,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_and_places_are_found_whatever_made_them() {
        let page = HtmlPage::read(
            br#"<h2 id="a&amp;b">x</h2><a name="c"></a><a href="/d/?e&amp;f#g">y</a>
                <img src="h.png" srcset="i.png 1x, j.png 2x"><!-- <a href="/k/"> -->"#,
        );
        assert_eq!(page.ids, ["a&b", "c"].map(str::to_owned).into());
        let addresses: Vec<&str> = page.links.iter().map(|link| link.address.as_str()).collect();
        assert_eq!(addresses, ["/d/?e&f#g", "h.png", "i.png", "j.png"]);
    }

    #[test]
    fn an_address_in_a_srcset_may_hold_commas() {
        assert_eq!(sources_of("a,b.png 1x, c.png 2x,d.png"), ["a,b.png", "c.png", "d.png"]);
        assert_eq!(sources_of(" a.png, b.png"), ["a.png", "b.png"]);
        assert_eq!(sources_of(" , "), [""; 0]);
    }
}
