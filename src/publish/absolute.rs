//! Makes every URL absolute in HTML that is read outside its page.

use lol_html::{RewriteStrSettings, element, rewrite_str};
use url::Url;

/// Attributes that hold one URL.
const ATTRIBUTES: &[&str] = &["href", "src", "poster", "data", "cite"];

/// The HTML with its URLs resolved against the page's own. HTML that cannot be rewritten is returned
/// unchanged.
pub(super) fn absolute(html: &str, permalink: &str) -> String {
    let Ok(base) = Url::parse(permalink) else { return html.to_owned() };
    let handler = element!("[href], [src], [poster], [data], [cite], [srcset]", |element| {
        for name in ATTRIBUTES {
            if let Some(value) = element.get_attribute(name)
                && let Ok(whole) = base.join(&value)
            {
                element.set_attribute(name, whole.as_str())?;
            }
        }
        // Feed readers decide themselves when to load pictures; some never load those with `lazy`.
        element.remove_attribute("loading");
        element.remove_attribute("decoding");
        if let Some(set) = element.get_attribute("srcset") {
            element.set_attribute("srcset", &absolute_set(&base, &set))?;
        }
        Ok(())
    });
    let settings = RewriteStrSettings::new().append_element_content_handler(handler);
    rewrite_str(html, settings).unwrap_or_else(|_| html.to_owned())
}

/// `a.png 1x, b.png 2x`
fn absolute_set(base: &Url, set: &str) -> String {
    let candidates = set.split(',').map(|candidate| {
        let candidate = candidate.trim();
        let (url, width) = candidate.split_once(' ').unwrap_or((candidate, ""));
        let whole = base.join(url).map_or_else(|_| url.to_owned(), String::from);
        format!("{whole} {width}").trim_end().to_owned()
    });
    candidates.collect::<Vec<_>>().join(", ")
}
