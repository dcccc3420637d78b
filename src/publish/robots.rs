//! `robots.txt`: allows everything and names the sitemap. Search engines must not index what has not been
//! reviewed.

use crate::config::{Settings, Trust};

pub(super) fn robots(settings: &Settings) -> String {
    if settings.trust == Trust::Untrusted {
        return "User-agent: *\nDisallow: /\n".to_owned();
    }
    let rules = "User-agent: *\nAllow: /\n";
    if settings.is_disabled("sitemap") {
        return rules.to_owned();
    }
    let sitemap = settings.base_url.absolute(&settings.sitemap.filename);
    format!("{rules}\nSitemap: {sitemap}\n")
}
