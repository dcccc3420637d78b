//! Which file a URL means, by the rules of static hosts.
//!
//! A path is decoded once and looked up among the artifacts. `..`, a drive letter, a NUL or a
//! backslash are just characters of a name that no artifact has: no file system is involved.

use percent_encoding::percent_decode_str;

use crate::artifact::{Artifact, Artifacts};
use crate::resolve::encode;

/// What is found at a URL.
#[derive(Debug, PartialEq, Eq)]
pub enum Located<'a> {
    /// An artifact and its path in the output.
    File(&'a str, &'a Artifact),
    /// The encoded path to redirect to.
    Elsewhere(String),
    /// Nothing; with the `404.html` to show, that of the language if there is one.
    Nothing(Option<(&'a str, &'a Artifact)>),
}

/// Looks up the path of a URL in a site at `mount` (`/`, or `/docs/`).
pub fn find<'a>(artifacts: &'a Artifacts, mount: &str, path: &str) -> Located<'a> {
    let Ok(decoded) = percent_decode_str(path).decode_utf8() else {
        return Located::Nothing(artifacts.entry("404.html"));
    };
    let Some(below) = decoded.strip_prefix(mount) else {
        let is_mount = decoded == "/" || format!("{decoded}/") == mount;
        let elsewhere = is_mount.then(|| Located::Elsewhere(encode_path(mount)));
        return elsewhere.unwrap_or_else(|| Located::Nothing(artifacts.entry("404.html")));
    };
    if below.is_empty() || below.ends_with('/') {
        let index = artifacts.entry(&format!("{below}index.html"));
        return index.map_or_else(|| nothing(artifacts, below), file);
    }
    if let Some(entry) = artifacts.entry(below) {
        return file(entry);
    }
    match artifacts.get(&format!("{below}/index.html")) {
        Some(_) => Located::Elsewhere(encode_path(&format!("{mount}{below}/"))),
        None => nothing(artifacts, below),
    }
}

fn file<'a>((path, artifact): (&'a str, &'a Artifact)) -> Located<'a> {
    Located::File(path, artifact)
}

/// The nearest `404.html` above: that of the language, else that of the site.
fn nothing<'a>(artifacts: &'a Artifacts, below: &str) -> Located<'a> {
    let slashes = below.rmatch_indices('/').map(|(slash, _)| &below[..=slash]);
    let pages = slashes.chain([""]).map(|directory| format!("{directory}404.html"));
    Located::Nothing(pages.into_iter().find_map(|page| artifacts.entry(&page)))
}

/// The URL path of an artifact, decoded: a page's is that of its directory.
pub(super) fn url_path(mount: &str, path: &str) -> String {
    let shown = match path.strip_suffix("index.html") {
        Some(directory) if directory.is_empty() || directory.ends_with('/') => directory,
        _ => path,
    };
    format!("{mount}{shown}")
}

/// The output of the page that may be at the path of a URL.
pub(super) fn output_path(mount: &str, path: &str) -> Option<String> {
    let decoded = percent_decode_str(path).decode_utf8().ok()?;
    let below = decoded.strip_prefix(mount)?;
    let is_directory = below.is_empty() || below.ends_with('/');
    Some(if is_directory { format!("{below}index.html") } else { below.to_owned() })
}

/// Encodes a decoded path for a header. A `%` in it stands for itself.
pub(super) fn encode_path(path: &str) -> String {
    encode(&path.replace('%', "%25"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Artifacts {
        let mut artifacts = Artifacts::default();
        for path in [
            "index.html",
            "404.html",
            "zh-cn/404.html",
            "blog/index.html",
            "blog/a b/index.html",
            "发布/index.html",
            "100%/index.html",
            "notes.html",
            "site.css",
        ] {
            artifacts.add_bytes(path, path);
        }
        artifacts
    }

    fn told(path: &str, mount: &str) -> String {
        match find(&site(), mount, path) {
            Located::File(path, _) => path.to_owned(),
            Located::Elsewhere(path) => format!("-> {path}"),
            Located::Nothing(page) => format!("no {}", page.map_or("page", |(path, _)| path)),
        }
    }

    #[test]
    fn files_directories_and_what_is_not_there() {
        for (path, expected) in [
            ("/", "index.html"),
            ("/index.html", "index.html"),
            ("/blog/", "blog/index.html"),
            ("/blog/index.html", "blog/index.html"),
            ("/blog", "-> /blog/"),
            ("/blog/a%20b", "-> /blog/a%20b/"),
            ("/%E5%8F%91%E5%B8%83/", "发布/index.html"),
            ("/100%25", "-> /100%25/"),
            ("/notes.html", "notes.html"),
            ("/notes", "no 404.html"),
            ("/notes.html/", "no 404.html"),
            ("/zh-cn/nothing", "no zh-cn/404.html"),
            ("/zh-cn/no/thing/", "no zh-cn/404.html"),
            ("/zh-cn", "no 404.html"),
        ] {
            assert_eq!(told(path, "/"), expected, "{path}");
        }
    }

    #[test]
    fn nothing_but_artifacts_can_be_reached() {
        for path in [
            "/../etc/passwd",
            "/blog/../index.html",
            "/%2e%2e/%2e%2e/etc/passwd",
            "/..%2f..%2fetc/passwd",
            "/%252e%252e/etc/passwd",
            "//etc/passwd",
            "//blog",
            "/blog//",
            "/blog\\index.html",
            "/blog%5cindex.html",
            "/C:/Windows/win.ini",
            "/C%3A%5CWindows",
            "/site.css%00.html",
            "/site.css%00",
            "/site.css.",
            "/./site.css",
            "/%ff%fe",
            "/%",
            "blog/",
            "*",
        ] {
            assert!(told(path, "/").starts_with("no "), "{path}: {}", told(path, "/"));
        }
    }

    #[test]
    fn a_site_below_a_path_is_only_there() {
        for (path, expected) in [
            ("/docs/", "index.html"),
            ("/docs", "-> /docs/"),
            ("/", "-> /docs/"),
            ("/docs/blog", "-> /docs/blog/"),
            ("/blog/", "no 404.html"),
            ("/docsblog/", "no 404.html"),
        ] {
            assert_eq!(told(path, "/docs/"), expected, "{path}");
        }
    }

    #[test]
    fn pages_are_named_by_their_directory() {
        assert_eq!(url_path("/", "index.html"), "/");
        assert_eq!(url_path("/docs/", "a/index.html"), "/docs/a/");
        assert_eq!(url_path("/", "a/myindex.html"), "/a/myindex.html");
    }
}
