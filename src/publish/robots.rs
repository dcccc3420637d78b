//! `robots.txt`: allows everything and names the sitemap. Search engines must not index what has not been
//! reviewed.

use crate::config::{Settings, Trust};

/// A file for each host, with its path in the output.
pub(super) fn files(settings: &Settings) -> Vec<(String, String)> {
    let hosts = settings.base_url.hosts.iter().map(|host| format!("{}/", host.directory));
    let mut directories: Vec<String> = hosts.collect();
    if directories.is_empty() {
        directories.push(String::new());
    }
    let file = |directory: String| (format!("{directory}robots.txt"), robots(settings, &directory));
    directories.into_iter().map(file).collect()
}

fn robots(settings: &Settings, directory: &str) -> String {
    if settings.trust == Trust::Untrusted {
        return "User-agent: *\nDisallow: /\n".to_owned();
    }
    let rules = "User-agent: *\nAllow: /\n";
    if settings.is_disabled("sitemap") {
        return rules.to_owned();
    }
    let sitemap = settings.base_url.absolute(&format!("{directory}{}", settings.sitemap.filename));
    format!("{rules}\nSitemap: {sitemap}\n")
}
