//! Addresses in a whole page as `relativeURLs` and `canonifyURLs` ask for them.
//!
//! Templates and content name what is on the site by its path from the root of the host. A site that asks for
//! it has these paths relative to each page, so that it can be read from any folder, or as whole addresses.

use lol_html::{RewriteStrSettings, element, rewrite_str};

use crate::config::{AddressForm, BaseUrl, Settings};
use crate::html::{escaped, unescaped};

/// The attributes that hold an address.
const ADDRESSES: [&str; 4] = ["href", "src", "action", "poster"];

/// The page that is written to `path`, with its addresses in the form that the site asks for.
pub(super) fn in_form(settings: &Settings, path: &str, html: String) -> String {
    let base = &settings.base_url;
    let form = Form { base, path };
    match settings.links.form {
        AddressForm::FromRoot => html,
        AddressForm::Relative => rewritten(html, |address| form.relative(address)),
        // Nothing is whole without a host.
        AddressForm::Whole if base.origin.is_empty() => html,
        AddressForm::Whole => rewritten(html, |address| form.whole(address)),
    }
}

/// Where a page is, for the addresses in it.
#[derive(Clone, Copy)]
struct Form<'a> {
    base: &'a BaseUrl,
    /// Of the page's file, from the root of the site.
    path: &'a str,
}

impl Form<'_> {
    /// What of a path from the root of the host is below the root of the site; `None` for any other address.
    fn below<'t>(&self, address: &'t str) -> Option<&'t str> {
        let path = address.strip_prefix('/').filter(|path| !path.starts_with('/'))?;
        let base = self.base.path.trim_start_matches('/');
        Some(path.strip_prefix(base).unwrap_or(path))
    }

    fn relative(&self, address: &str) -> Option<String> {
        let below = self.below(address)?;
        let up = "../".repeat(self.path.matches('/').count());
        Some(if up.is_empty() { format!("./{below}") } else { format!("{up}{below}") })
    }

    fn whole(&self, address: &str) -> Option<String> {
        self.below(address).map(|below| self.base.absolute(below))
    }
}

/// A page with each address changed for which `change` has another. One that cannot be read stays as it is.
fn rewritten(html: String, change: impl Fn(&str) -> Option<String>) -> String {
    let settings = RewriteStrSettings::new().append_element_content_handler(element!(
        "[href], [src], [action], [poster], [srcset]",
        |element| {
            for name in ADDRESSES {
                let Some(written) = element.get_attribute(name) else { continue };
                if let Some(address) = change(unescaped(written.trim()).as_ref()) {
                    element.set_attribute(name, &escaped(&address))?;
                }
            }
            if let Some(written) = element.get_attribute("srcset") {
                element.set_attribute("srcset", &candidates(&written, &change))?;
            }
            Ok(())
        }
    ));
    rewrite_str(&html, settings).unwrap_or(html)
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
        let base = BaseUrl { origin: "https://e.org".to_owned(), path: "/sub/".to_owned() };
        let form = Form { base: &base, path };
        assert_eq!(form.relative(address).as_deref(), relative, "{address}");
        assert_eq!(form.whole(address).as_deref(), whole, "{address}");
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
    fn all_pictures_of_a_set_change() {
        let change = |address: &str| address.strip_prefix('/').map(|path| format!("../{path}"));
        let html = r#"<img src="/a.png" srcset="/a.png 1x,b.png 2x"><p title="/a.png">/a</p>"#;
        let expected =
            r#"<img src="../a.png" srcset="../a.png 1x, b.png 2x"><p title="/a.png">/a</p>"#;
        assert_eq!(rewritten(html.to_owned(), change), expected);
    }
}
