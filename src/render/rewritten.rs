//! Addresses in a whole page as `relativeURLs` and `canonifyURLs` ask for them.
//!
//! Templates and content name what is on the site by its path from the root of the host. A site that asks for
//! it has these paths relative to each page, so that it can be read from any folder, or as whole addresses. Where each
//! language has a host of its own, they lead to the page's host, or as whole addresses to that of another language.

use lol_html::{RewriteStrSettings, element, rewrite_str};

use crate::config::{AddressForm, BaseUrl, LanguageHost, Settings};
use crate::html::{escaped, unescaped};

/// The attributes that hold an address.
const ADDRESSES: [&str; 7] =
    ["href", "src", "action", "poster", "data-index", "data-script", "data-sitemap"];

/// The page that is written to `path`, with its addresses in the form that the site asks for.
pub(super) fn in_form(settings: &Settings, path: &str, html: String) -> String {
    of_form(settings, settings.links.form, path, html)
}

/// A page that is shown at any address: relative ones would lead nowhere.
pub(super) fn at_any_address(settings: &Settings, path: &str, html: String) -> String {
    of_form(settings, AddressForm::FromRoot, path, html)
}

fn of_form(settings: &Settings, form: AddressForm, path: &str, html: String) -> String {
    let base = &settings.base_url;
    let place = PagePlace::new(base, path);
    match form {
        AddressForm::FromRoot if place.host.is_none() => html,
        AddressForm::FromRoot => rewritten(html, |address| place.rooted(address)),
        AddressForm::Relative => rewritten(html, |address| place.relative(address)),
        // Nothing is whole without a host.
        AddressForm::Whole if base.origin.is_empty() => html,
        AddressForm::Whole => rewritten(html, |address| place.whole(address)),
    }
}

/// Where a page is, for the addresses in it.
#[derive(Clone, Copy)]
struct PagePlace<'a> {
    base: &'a BaseUrl,
    /// The host of its language, if languages have their own.
    host: Option<&'a LanguageHost>,
    /// Of the page's file, from the root of the site, or of the host.
    path: &'a str,
}

/// Where an address leads.
enum Destination<'t> {
    /// Below the root of the site, or of the page's own host.
    Here(&'t str),
    /// To the host of another language.
    OtherHost(String),
}

impl<'a> PagePlace<'a> {
    fn new(base: &'a BaseUrl, path: &'a str) -> Self {
        match (base.host(path), base.hosts.first()) {
            (Some((host, path)), _) => Self { base, host: Some(host), path },
            (None, host) => Self { base, host, path },
        }
    }

    /// Where a path from the root of the host leads; `None` for any other address.
    fn destination<'t>(&self, address: &'t str) -> Option<Destination<'t>> {
        let path = address.strip_prefix('/').filter(|path| !path.starts_with('/'))?;
        let Some(own) = self.host else {
            let base = self.base.path.trim_start_matches('/');
            return Some(Destination::Here(path.strip_prefix(base).unwrap_or(path)));
        };
        Some(match self.base.host(path) {
            Some((host, below)) if host == own => Destination::Here(below),
            Some((host, below)) => Destination::OtherHost(host.absolute(below)),
            None => {
                let base = own.path.trim_start_matches('/');
                Destination::Here(path.strip_prefix(base).unwrap_or(path))
            }
        })
    }

    fn address(&self, address: &str, here: impl Fn(&str) -> String) -> Option<String> {
        Some(match self.destination(address)? {
            Destination::Here(below) => here(below),
            Destination::OtherHost(url) => url,
        })
    }

    fn rooted(&self, address: &str) -> Option<String> {
        let base = self.host.map_or(&self.base.path, |host| &host.path);
        self.address(address, |below| format!("{base}{below}"))
    }

    fn relative(&self, address: &str) -> Option<String> {
        let up = "../".repeat(self.path.matches('/').count());
        let up = if up.is_empty() { "./" } else { &up };
        self.address(address, |below| format!("{up}{below}"))
    }

    fn whole(&self, address: &str) -> Option<String> {
        self.address(address, |below| match self.host {
            Some(host) => host.absolute(below),
            None => self.base.absolute(below),
        })
    }
}

/// A page with each address changed for which `change` has another. One that cannot be read stays as it is.
fn rewritten(html: String, change: impl Fn(&str) -> Option<String>) -> String {
    let settings = RewriteStrSettings::new().append_element_content_handler(element!(
        "[href], [src], [action], [poster], [srcset], [data-index], [data-script], [data-sitemap], meta[http-equiv]",
        |element| {
            for name in ADDRESSES {
                let Some(written) = element.get_attribute(name) else { continue };
                if let Some(address) = change(unescaped(written.trim()).as_ref()) {
                    element.set_attribute(name, &escaped(&address))?;
                }
            }
            if let Some(written) = element.get_attribute("content")
                && let Some(content) = refresh(unescaped(&written).as_ref(), &change)
            {
                element.set_attribute("content", &escaped(&content))?;
            }
            if let Some(written) = element.get_attribute("srcset") {
                element.set_attribute("srcset", &candidates(&written, &change))?;
            }
            Ok(())
        }
    ));
    rewrite_str(&html, settings).unwrap_or(html)
}

/// The `content` of a `meta` that sends its reader on, such as `0; url=/a/`, with its address changed.
fn refresh(written: &str, change: impl Fn(&str) -> Option<String>) -> Option<String> {
    let (delay, address) = written.split_once("; url=")?;
    Some(format!("{delay}; url={}", change(address.trim())?))
}

/// The pictures of a `srcset`, each with its address changed.
fn candidates(written: &str, change: impl Fn(&str) -> Option<String>) -> String {
    let changed = written.split(',').map(|candidate| {
        let candidate = candidate.trim();
        let (address, size) = candidate.split_once(' ').unwrap_or((candidate, ""));
        let address = change(address).unwrap_or_else(|| address.to_owned());
        format!("{address} {size}").trim_end().to_owned()
    });
    changed.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, address: &str, relative: Option<&str>, whole: Option<&str>) {
        let base = BaseUrl::parse("https://e.org/sub/").expect("a URL");
        let place = PagePlace::new(&base, path);
        assert_eq!(place.relative(address).as_deref(), relative, "{address}");
        assert_eq!(place.whole(address).as_deref(), whole, "{address}");
    }

    #[test]
    fn paths_from_the_root_change_and_others_do_not() {
        let page = "docs/a/index.html";
        check(page, "/sub/x/?q#f", Some("../../x/?q#f"), Some("https://e.org/sub/x/?q#f"));
        check(page, "/x/", Some("../../x/"), Some("https://e.org/sub/x/"));
        check(page, "/sub/", Some("../../"), Some("https://e.org/sub/"));
        check("index.html", "/sub/x/", Some("./x/"), Some("https://e.org/sub/x/"));
        for other in ["//e.org/", "https://e.org/sub/", "x/", "#f", "", "mailto:a@e.org"] {
            check(page, other, None, None);
        }
    }

    #[test]
    fn a_redirect_leads_to_the_changed_address() {
        let change = |address: &str| address.strip_prefix('/').map(|path| format!("../{path}"));
        let html =
            r#"<meta http-equiv="refresh" content="0; url=/a/"><meta name="x" content="/a">"#;
        let expected =
            r#"<meta http-equiv="refresh" content="0; url=../a/"><meta name="x" content="/a">"#;
        assert_eq!(rewritten(html.to_owned(), change), expected);
    }

    #[test]
    fn all_pictures_of_a_set_change() {
        let change = |address: &str| address.strip_prefix('/').map(|path| format!("../{path}"));
        let html = r#"<img src="/a.png" srcset="/a.png 1x,b.png 2x"><p title="/a.png">/a</p>"#;
        let expected =
            r#"<img src="../a.png" srcset="../a.png 1x, b.png 2x"><p title="/a.png">/a</p>"#;
        assert_eq!(rewritten(html.to_owned(), change), expected);
    }
}
