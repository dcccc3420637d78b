//! Which attributes content may give to an element, and which attributes hold addresses.

/// Attributes that say what something is, and do nothing. `style` is not among them: the styles of a page
/// are its theme's.
const ALLOWED: &[&str] =
    &["class", "dir", "height", "id", "lang", "role", "start", "title", "translate", "width"];

/// Names of `data-` by which scripts of the theme and the search find what they load.
const RESERVED: &[&str] = &["data-embed", "data-index", "data-lang", "data-script"];

/// Attributes whose value is an address that a browser may follow, load or send a form to.
const ADDRESSES: &[&str] = &[
    "action",
    "background",
    "cite",
    "data",
    "data-embed",
    "formaction",
    "href",
    "longdesc",
    "ping",
    "poster",
    "src",
    "xlink:href",
];

/// Whether content may give an attribute to an element.
pub fn attribute_is_allowed(name: &str) -> bool {
    let is_family = ["data-", "aria-"].iter().any(|family| {
        name.strip_prefix(family).is_some_and(|rest| {
            !rest.is_empty() && rest.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-')
        })
    });
    let lower = name.to_ascii_lowercase();
    ALLOWED.contains(&name)
        || is_family && !RESERVED.contains(&lower.as_str()) && !lower.starts_with("data-pagefind-")
}

/// Whether the value of an attribute is an address.
pub fn holds_address(name: &str) -> bool {
    ADDRESSES.iter().any(|known| known.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_nothing_is_allowed() {
        for name in ["id", "class", "lang", "dir", "title", "data-x", "data-x-1", "aria-label"] {
            assert!(attribute_is_allowed(name), "{name}");
        }
        for name in [
            "onclick",
            "ONCLICK",
            "style",
            "href",
            "src",
            "srcdoc",
            "x/onclick",
            "data-",
            "data-x onclick",
            "data-x/onclick",
            "data-x=\"\"onclick",
            "data-script",
            "data-Script",
            "data-pagefind-meta",
            "",
        ] {
            assert!(!attribute_is_allowed(name), "{name}");
        }
    }
}
