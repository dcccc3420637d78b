//! Where an address of content may lead: to a place on this site or to another, and never into a script.

use std::borrow::Cow;
use std::fmt;

use percent_encoding::percent_decode_str;
use serde::Serialize;

use super::escape::unescaped;

/// What an address is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressUse {
    /// The reader goes there.
    Link,
    /// `src` of `<img>`: no script runs in it, so that small pictures may be written out.
    Picture,
}

/// An address that may stand in a page. One that content wrote has been checked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Address(String);

impl Address {
    /// An address that content wrote; `None` if it is refused.
    pub fn checked(written: &str, used_as: AddressUse) -> Option<Self> {
        address_is_safe(written, used_as).then(|| Self(written.to_owned()))
    }

    /// The address of a page or a file of this site, made by this program: it begins with a slash or with
    /// the address of the site.
    pub fn of_site(address: String) -> Self {
        Self(address)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Schemes that lead somewhere and run nothing. An address without a scheme is on this site or begins with
/// another's name.
const SCHEMES: &[&str] = &["ftp", "http", "https", "irc", "ircs", "mailto", "sms", "tel", "xmpp"];

/// Schemes whose address is itself what runs. They are looked for behind every disguise.
const SCRIPTS: &[&str] = &["data", "javascript", "jscript", "livescript", "mocha", "vbscript"];

/// Pictures that may be written out in an address. SVG is none of them: it is a document of its own where it
/// is opened by itself.
const PICTURES: &[&str] = &["avif", "gif", "jpeg", "jpg", "png", "webp"];

/// How often an address may be encoded within itself.
const ROUNDS: usize = 3;

/// Whether an address of content may stand in a page: by its scheme as a browser reads it, and by the scheme
/// that it would have for a program that decodes once too often.
pub fn address_is_safe(written: &str, used_as: AddressUse) -> bool {
    if !written.contains([':', '%', '&']) {
        return true;
    }
    let seen = as_browsers_read(written);
    let is_known = match scheme(&seen) {
        Some(scheme) => SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known)),
        None => true,
    };
    if !is_known {
        return used_as == AddressUse::Picture && is_picture(&seen);
    }
    let mut form = Cow::Borrowed(written);
    for _ in 0..=ROUNDS {
        let bare = bare(&form);
        let is_script = scheme(&bare)
            .is_some_and(|scheme| SCRIPTS.iter().any(|known| scheme.eq_ignore_ascii_case(known)));
        if is_script {
            return false;
        }
        let text = unescaped(&form);
        let decoded = percent_decode_str(&text).decode_utf8_lossy().into_owned();
        if decoded == *form {
            break;
        }
        form = Cow::Owned(decoded);
    }
    true
}

/// Without what browsers pass over: control characters and blanks at both ends, tabs and ends of lines
/// anywhere. <https://url.spec.whatwg.org/#concept-basic-url-parser>
fn as_browsers_read(address: &str) -> String {
    let ends = |c: char| c <= ' ';
    address.trim_matches(ends).replace(['\t', '\n', '\r'], "")
}

/// Without anything that cannot be seen.
fn bare(address: &str) -> String {
    let is_seen = |c: &char| {
        !(c.is_control()
            || c.is_whitespace()
            || matches!(
                c,
                '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
                    | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
                    | '\u{fffc}' | '\u{fffd}'
            ))
    };
    address.chars().filter(is_seen).collect()
}

/// `https` of `https://…`
fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let begins = scheme.starts_with(|c: char| c.is_ascii_alphabetic());
    let is_scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    (begins && scheme.chars().all(is_scheme)).then_some(scheme)
}

/// `data:image/png;base64,…`
fn is_picture(address: &str) -> bool {
    let lower = address.get(..address.len().min(32)).unwrap_or(address).to_ascii_lowercase();
    lower.strip_prefix("data:image/").is_some_and(|rest| {
        let end = rest.find([';', ',']).unwrap_or(rest.len());
        end < rest.len() && PICTURES.contains(&&rest[..end])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_safe(address: &str) -> bool {
        address_is_safe(address, AddressUse::Link)
    }

    #[test]
    fn places_are_allowed() {
        for address in [
            "",
            "#part",
            "?q=a:b",
            "/a/b:c/",
            "a/b.html",
            "../a%20b/",
            "//other.example/",
            "https://other.example/?u=javascript:x",
            "HTTP://other.example/",
            "mailto:a@b.example",
            "tel:+49",
            "sms:+49",
            "ftp://a.example/",
            "/docs/data:image",
            "./javascript:x",
            "page?next=javascript%3Ax",
            "第1章:节.html",
            "%E7%AC%AC/",
        ] {
            assert!(is_safe(address), "{address}");
        }
    }

    #[test]
    fn what_runs_is_refused_behind_every_disguise() {
        for address in [
            "javascript:x",
            "JavaScript:x",
            " javascript:x",
            "\u{1}javascript:x",
            "java\tscript:x",
            "java\nscript:x",
            "javascript\r\n:x",
            "java\u{0}script:x",
            "java\u{200b}script:x",
            "\u{feff}javascript:x",
            "javascript&colon;x",
            "javascript&#58;x",
            "&#x6A;avascript:x",
            "javascript%3Ax",
            "%6Aavascript:x",
            "java%0ascript:x",
            "%256Aavascript%253Ax",
            "javascript&amp;colon;x",
            "vbscript:x",
            "livescript:x",
            "data:text/html,x",
            "data:image/svg+xml,x",
            "DATA:text/html;base64,x",
            "blob:https://a.example/x",
            "filesystem:x",
            "view-source:x",
            "file:///etc/passwd",
            "unknown:x",
        ] {
            assert!(!is_safe(address), "{address}");
        }
    }

    #[test]
    fn a_picture_may_be_written_out() {
        let is_safe = |address| address_is_safe(address, AddressUse::Picture);
        assert!(is_safe("data:image/png;base64,iVBORw0KGgo="));
        assert!(is_safe("data:image/gif,x"));
        assert!(is_safe("/a.png"));
        for address in [
            "data:image/svg+xml;base64,x",
            "data:text/html,x",
            "data:image/png",
            "data:image/pngx,",
            "data:,x",
            "javascript:x",
        ] {
            assert!(!is_safe(address), "{address}");
        }
    }
}
