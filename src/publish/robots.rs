//! `robots.txt`: everything may be read, and where the sitemap is.

use crate::config::Settings;

pub(super) fn robots(settings: &Settings) -> String {
    let sitemap = settings.base_url.absolute(&settings.sitemap.filename);
    format!("User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n")
}
