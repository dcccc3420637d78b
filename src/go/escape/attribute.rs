//! What attributes hold, by their names.

/// What the value of an attribute is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    Plain,
    Html,
    Css,
    Js,
    Url,
    Srcset,
    /// It changes what other parts of the page mean, so that a value may not choose it.
    Unsafe,
}

const URLS: &[&str] = &[
    "action",
    "archive",
    "background",
    "cite",
    "classid",
    "codebase",
    "data",
    "formaction",
    "href",
    "icon",
    "longdesc",
    "manifest",
    "poster",
    "profile",
    "src",
    "usemap",
    "xmlns",
];

const UNSAFE: &[&str] = &[
    "accept-charset",
    "async",
    "challenge",
    "charset",
    "content",
    "crossorigin",
    "defer",
    "enctype",
    "form",
    "formenctype",
    "formmethod",
    "formnovalidate",
    "http-equiv",
    "keytype",
    "language",
    "method",
    "novalidate",
    "pattern",
    "rel",
    "sandbox",
    "type",
    "value",
];

/// What the attribute of a name in lower case holds.
pub(super) fn holds(name: &str) -> Holds {
    let name = match (name.strip_prefix("data-"), name.split_once(':')) {
        (Some(rest), _) => rest,
        (None, Some(("xmlns", _))) => return Holds::Url,
        (None, Some((_, rest))) => rest,
        (None, None) => name,
    };
    match name {
        "style" => Holds::Css,
        "srcset" => Holds::Srcset,
        "srcdoc" => Holds::Html,
        "srclang" => Holds::Plain,
        _ if URLS.contains(&name) => Holds::Url,
        _ if UNSAFE.contains(&name) => Holds::Unsafe,
        // Handlers of events, those of the future, too.
        _ if name.starts_with("on") => Holds::Js,
        // Authors name attributes of their own so when they hold addresses.
        _ if ["src", "uri", "url"].iter().any(|part| name.contains(part)) => Holds::Url,
        _ => Holds::Plain,
    }
}
