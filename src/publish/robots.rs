//! `robots.txt`: everything may be read, and where the sitemap is.

use crate::config::Settings;

pub(super) fn robots(settings: &Settings) -> String {
    let rules = "User-agent: *\nAllow: /\n";
    if settings.is_disabled("sitemap") {
        return rules.to_owned();
    }
    let sitemap = settings.base_url.absolute(&settings.sitemap.filename);
    format!("{rules}\nSitemap: {sitemap}\n")
}
