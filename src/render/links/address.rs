//! The target of an `href` or a `src`: on this site, on another site, or something else.

use percent_encoding::percent_decode_str;

use crate::config::BaseUrl;

/// The parts of an address as its author wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum LinkTarget<'a> {
    /// `#part`, `?query` or nothing: the page itself.
    Here,
    /// On this site.
    Own(OwnAddress<'a>),
    /// `https://elsewhere.example/`
    Elsewhere,
    /// `mailto:`, `data:` and whatever else does not come from a web server.
    Other,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OwnAddress<'a> {
    /// The possible meanings of the path, decoded, the most likely first. A path that begins with a slash
    /// is below the site's root, any other is relative to the page.
    pub paths: Vec<String>,
    /// `?query#fragment`, as written.
    pub suffix: &'a str,
}

impl<'a> LinkTarget<'a> {
    pub(super) fn read(base: &BaseUrl, written: &'a str) -> Self {
        let written = written.trim();
        let (path, suffix) = written.split_at(written.find(['?', '#']).unwrap_or(written.len()));
        if path.is_empty() {
            return LinkTarget::Here;
        }
        let of_site = |paths: Vec<&str>| {
            let paths = paths.into_iter().map(decoded).collect();
            LinkTarget::Own(OwnAddress { paths, suffix })
        };
        if path.starts_with("//") || scheme(path).is_some() {
            if let Some(path) = base.hosts.iter().find_map(|host| host.site_path(path)) {
                return of_site(vec![&path]);
            }
            let authority = base.origin.find("//").map_or("", |at| &base.origin[at..]);
            let below = [base.origin.as_str(), authority]
                .into_iter()
                .find_map(|origin| path.strip_prefix(origin));
            return match below.map(|below| if below.is_empty() { "/" } else { below }) {
                Some(below) if below.starts_with('/') => match below_base(base, below) {
                    Some(path) => of_site(vec![path]),
                    None => LinkTarget::Elsewhere,
                },
                _ if path.starts_with("//") || is_web(path) => LinkTarget::Elsewhere,
                _ => LinkTarget::Other,
            };
        }
        if !path.starts_with('/') {
            return of_site(vec![path]);
        }
        // Authors may or may not include the path of `baseURL`.
        match below_base(base, path) {
            Some(below) if below.len() < path.len() => of_site(vec![below, path]),
            _ => of_site(vec![path]),
        }
    }
}

impl OwnAddress<'_> {
    /// `part` of `#part`, decoded.
    pub(super) fn fragment(&self) -> Option<String> {
        let (_, fragment) = self.suffix.split_once('#')?;
        Some(decoded(fragment)).filter(|fragment| !fragment.is_empty())
    }
}

/// Turns a path below the host's root into one below the site's root, with its leading slash.
fn below_base<'a>(base: &BaseUrl, path: &'a str) -> Option<&'a str> {
    let below = path.strip_prefix(base.path.trim_end_matches('/'))?;
    match below {
        "" => Some("/"),
        below => below.starts_with('/').then_some(below),
    }
}

fn scheme(path: &str) -> Option<&str> {
    let (scheme, _) = path.split_once(':')?;
    let is_scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let begins = scheme.starts_with(|c: char| c.is_ascii_alphabetic());
    (begins && scheme.chars().all(is_scheme)).then_some(scheme)
}

fn is_web(path: &str) -> bool {
    scheme(path).is_some_and(|scheme| {
        scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
    })
}

/// A path as a person reads it.
pub(super) fn decoded(path: &str) -> String {
    percent_decode_str(path).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(base: &str, written: &str) -> String {
        let base = BaseUrl::parse(base).expect("a URL");
        match LinkTarget::read(&base, written) {
            LinkTarget::Own(address) => format!("{}{}", address.paths.join("|"), address.suffix),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn addresses_are_told_apart() {
        let site = "https://example.org/";
        let below = "https://example.org/repo/";
        for (base, written, expected) in [
            (site, "", "Here"),
            (site, "#a", "Here"),
            (site, "?q", "Here"),
            (site, "a%20b/?q#c", "a b/?q#c"),
            (site, "/a/", "/a/"),
            (site, "https://example.org", "/"),
            (site, "//example.org/a", "/a"),
            (site, "https://example.org.evil/", "Elsewhere"),
            (site, "HTTP://other.example/", "Elsewhere"),
            (site, "//other.example/", "Elsewhere"),
            (site, "mailto:a@b", "Other"),
            (site, "data:image/png;base64,", "Other"),
            (below, "/repo/a/", "/a/|/repo/a/"),
            (below, "/a/", "/a/"),
            (below, "/repository/", "/repository/"),
            (below, "https://example.org/repo", "/"),
            (below, "https://example.org/other/", "Elsewhere"),
        ] {
            assert_eq!(read(base, written), expected, "{written}");
        }
    }
}
