//! What a server sends along with the pages: the Content-Security-Policy that their templates allow, and the
//! `_headers` file from which hosts take it.

use crate::config::{Settings, Trust};

/// Whose templates make the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Templates {
    /// The built-in theme's alone, whose needs are known.
    BuiltIn,
    /// Some are the site's own, or its theme's.
    Custom,
}

/// What the built-in theme loads: its own files, pictures, sound and film from anywhere, and the players that
/// its shortcodes embed. It has no script, style or handler inside a page, so that it needs no hash.
const THEME: &[(&str, &str)] = &[
    ("default-src", "'self'"),
    ("script-src", "'self'"),
    ("style-src", "'self'"),
    ("img-src", "* data:"),
    ("media-src", "*"),
    ("font-src", "'self'"),
    ("connect-src", "'self'"),
    ("frame-src", "https://www.youtube-nocookie.com https://player.vimeo.com"),
    ("manifest-src", "'self'"),
    ("worker-src", "'self'"),
    ("object-src", "'none'"),
    ("base-uri", "'none'"),
    ("form-action", "'self'"),
    ("frame-ancestors", "'self'"),
];

/// The search is a program for WebAssembly.
const OF_SEARCH: &str = "'wasm-unsafe-eval'";

/// The policy of the pages, as the value of the header; `None` if the site has none. Without a word of the
/// configuration, only pages have one that the built-in theme makes of content without raw HTML: no other
/// theme's needs are known.
pub fn policy(settings: &Settings, templates: Templates) -> Option<String> {
    let is_plain = !settings.markup.unsafe_html || settings.trust == Trust::Untrusted;
    let is_known = templates == Templates::BuiltIn && is_plain;
    if !settings.headers.policy.unwrap_or(is_known) {
        return None;
    }
    let directives = THEME.iter().map(|(name, sources)| {
        let search = (*name == "script-src" && settings.search).then_some(OF_SEARCH);
        let more = settings.headers.sources.get(name).into_iter().flatten();
        let sources = std::iter::once(*sources).chain(search).chain(more.map(String::as_str));
        format!("{name} {}", sources.collect::<Vec<_>>().join(" "))
    });
    Some(directives.collect::<Vec<_>>().join("; "))
}

/// The `_headers` file, in the form of [Netlify](https://docs.netlify.com/manage/routing/headers/) and
/// [Cloudflare Pages](https://developers.cloudflare.com/pages/configuration/headers/).
pub(super) fn file(policy: Option<&str>) -> String {
    let policy = policy.map(|policy| format!("  Content-Security-Policy: {policy}\n"));
    format!(
        "/*\n{}  X-Content-Type-Options: nosniff\n  Referrer-Policy: strict-origin-when-cross-origin\n",
        policy.unwrap_or_default()
    )
}
