//! Addresses as Go's package `net/url` reads and writes them.
//!
//! Source: <https://pkg.go.dev/net/url>, and Hugo 0.168.

use std::sync::Arc;

use percent_encoding::percent_decode_str;

use super::path;
use crate::go::error::Failure;

/// An address, in parts.
#[derive(Clone, Debug, Default)]
pub(super) struct Url {
    pub(super) scheme: String,
    pub(super) opaque: String,
    pub(super) user: Option<(String, Option<String>)>,
    pub(super) host: String,
    /// Without escapes.
    pub(super) path: String,
    /// As it was written, if that is not how the path would be written.
    pub(super) raw_path: String,
    pub(super) query: Option<String>,
    pub(super) fragment: String,
}

/// Where a part of an address stands decides what is escaped in it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Path,
    Segment,
    Query,
    Fragment,
    User,
}

fn escape(text: &str, place: Place) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        if is_plain(byte, place) {
            escaped.push(char::from(byte));
        } else if byte == b' ' && place == Place::Query {
            escaped.push('+');
        } else {
            escaped.push_str(&format!("%{byte:02X}"));
        }
    }
    escaped
}

fn is_plain(byte: u8, place: Place) -> bool {
    match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => true,
        b'$' | b'&' | b'+' | b':' | b'=' | b'@' if place == Place::Segment => true,
        b'$' | b'&' | b'+' | b',' | b'/' | b':' | b';' | b'=' | b'@' if place == Place::Path => {
            true
        }
        b'$' | b'&' | b'+' | b',' | b';' | b'=' if place == Place::User => true,
        b'$' | b'&' | b'+' | b',' | b'/' | b':' | b';' | b'=' | b'?' | b'@' | b'!' | b'('
        | b')' | b'*' => place == Place::Fragment,
        _ => false,
    }
}

/// Whether Go reads a text as an address.
pub fn is_address(text: &str) -> bool {
    Url::parse(text).is_ok()
}

/// An address as Go writes it when it has read it; what is none stays as it is.
pub fn normal_address(text: &str) -> String {
    Url::parse(text).map_or_else(|_| text.to_owned(), |url| url.to_string())
}

/// A path with escapes.
pub fn escape_path(text: &str) -> String {
    escape(text, Place::Path)
}

/// `urls.PathEscape`
pub(super) fn escape_segment(text: &str) -> String {
    escape(text, Place::Segment)
}

/// `urlquery`, and the values of a query.
pub(super) fn escape_query(text: &str) -> String {
    escape(text, Place::Query)
}

/// Pairs as a query.
pub(super) fn encode_query(pairs: &[(&str, &str)]) -> String {
    let pairs =
        pairs.iter().map(|(key, value)| format!("{}={}", escape_query(key), escape_query(value)));
    pairs.collect::<Vec<_>>().join("&")
}

/// Text without escapes.
///
/// # Errors
/// When a `%` has no two hexadecimal digits behind it.
pub(super) fn unescape(text: &str) -> Result<String, Failure> {
    let bytes = text.as_bytes();
    let is_broken = |at: usize| {
        bytes.get(at + 1..at + 3).is_none_or(|digits| !digits.iter().all(u8::is_ascii_hexdigit))
    };
    if text.match_indices('%').any(|(at, _)| is_broken(at)) {
        return Err(Failure::new(format!("`{text}` has a `%` that escapes nothing")));
    }
    Ok(percent_decode_str(text).decode_utf8_lossy().into_owned())
}

impl Url {
    /// Reads an address or a part of one.
    pub(super) fn parse(text: &str) -> Result<Self, Failure> {
        let wrong = |why: &str| Failure::new(format!("`{text}` is no address: {why}"));
        if text.bytes().any(|byte| byte < b' ' || byte == 0x7f) {
            return Err(wrong("it has a control character"));
        }
        let (rest, fragment) = text.split_once('#').unwrap_or((text, ""));
        let mut url = Self { fragment: unescape(fragment)?, ..Self::default() };
        if rest == "*" {
            url.path = "*".to_owned();
            return Ok(url);
        }
        let (scheme, rest) = split_scheme(rest).ok_or_else(|| wrong("the scheme is missing"))?;
        url.scheme = scheme.to_ascii_lowercase();
        let (rest, query) = match rest.split_once('?') {
            Some((rest, query)) => (rest, Some(query.to_owned())),
            None => (rest, None),
        };
        url.query = query;
        if !rest.starts_with('/') && !url.scheme.is_empty() {
            url.opaque = rest.to_owned();
            return Ok(url);
        }
        if !rest.starts_with('/') && rest.split('/').next().is_some_and(|first| first.contains(':'))
        {
            return Err(wrong("the first segment of a path has a colon"));
        }
        let path = match rest.strip_prefix("//") {
            Some(rest) if !url.scheme.is_empty() || !rest.starts_with('/') => {
                let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
                url.read_authority(authority).ok_or_else(|| wrong("the host cannot be read"))?;
                path
            }
            _ => rest,
        };
        url.set_path(path)?;
        Ok(url)
    }

    fn read_authority(&mut self, authority: &str) -> Option<()> {
        let host = match authority.rsplit_once('@') {
            Some((user, host)) => {
                let (name, password) = match user.split_once(':') {
                    Some((name, password)) => (name, Some(unescape(password).ok()?)),
                    None => (user, None),
                };
                self.user = Some((unescape(name).ok()?, password));
                host
            }
            None => authority,
        };
        let port = match host.strip_prefix('[') {
            Some(address) => address.split_once(']')?.1,
            None => host.rfind(':').map_or("", |at| &host[at..]),
        };
        let is_port = port.is_empty()
            || port
                .strip_prefix(':')
                .is_some_and(|port| port.bytes().all(|byte| byte.is_ascii_digit()));
        if !is_port || host.contains([' ', '<', '>', '"']) {
            return None;
        }
        self.host = unescape(host).ok()?;
        Some(())
    }

    fn set_path(&mut self, path: &str) -> Result<(), Failure> {
        self.path = unescape(path)?;
        self.raw_path =
            if escape(&self.path, Place::Path) == path { String::new() } else { path.to_owned() };
        Ok(())
    }

    pub(super) fn escaped_path(&self) -> String {
        // What was written is kept where every character of it may stand in a path.
        let may_stay = |byte: u8| {
            is_plain(byte, Place::Path)
                || matches!(byte, b'%' | b'!' | b'\'' | b'(' | b')' | b'*' | b'[' | b']')
        };
        if !self.raw_path.is_empty() && self.raw_path.bytes().all(may_stay) {
            return self.raw_path.clone();
        }
        escape(&self.path, Place::Path)
    }

    pub(super) fn hostname(&self) -> &str {
        match self.host.strip_prefix('[') {
            Some(address) => address.split(']').next().unwrap_or_default(),
            None => self.host.rsplit_once(':').map_or(&self.host, |(name, _)| name),
        }
    }

    pub(super) fn port(&self) -> &str {
        let behind = self.host.rsplit_once(']').map_or(&*self.host, |(_, behind)| behind);
        behind.rsplit_once(':').map_or("", |(_, port)| port)
    }

    pub(super) fn request_uri(&self) -> String {
        let path = if self.opaque.is_empty() { self.escaped_path() } else { self.opaque.clone() };
        let path = if path.is_empty() { "/".to_owned() } else { path };
        self.query.as_ref().map_or(path.clone(), |query| format!("{path}?{query}"))
    }

    pub(super) fn is_absolute(&self) -> bool {
        !self.scheme.is_empty()
    }

    /// The address with more segments.
    pub(super) fn join(&self, segments: &[Arc<str>]) -> Result<Self, Failure> {
        let mut joined = self.escaped_path();
        let had_slash = joined.starts_with('/') || !self.host.is_empty();
        let ends_in_slash = segments.last().map_or(&*joined, |last| last).ends_with('/');
        for segment in segments {
            joined.push('/');
            joined.push_str(segment);
        }
        let cleaned = path::clean(&format!("/{joined}"));
        let cleaned = if had_slash { &cleaned } else { &cleaned[1..] };
        let slash = if ends_in_slash && !cleaned.ends_with('/') { "/" } else { "" };
        let mut url = self.clone();
        url.set_path(&format!("{cleaned}{slash}"))?;
        Ok(url)
    }

    pub(super) fn resolve(&self, reference: &Self) -> Result<Self, Failure> {
        if reference.is_absolute() || !reference.host.is_empty() {
            return Ok(Self {
                scheme: if reference.is_absolute() { &reference.scheme } else { &self.scheme }
                    .clone(),
                ..reference.clone()
            });
        }
        let mut url = Self { fragment: reference.fragment.clone(), ..self.clone() };
        let path = reference.escaped_path();
        if path.is_empty() {
            url.query = reference.query.clone().or_else(|| self.query.clone());
            return Ok(url);
        }
        url.query.clone_from(&reference.query);
        let base = self.escaped_path();
        let whole = if path.starts_with('/') {
            path
        } else {
            format!("{}{path}", &base[..base.rfind('/').map_or(0, |at| at + 1)])
        };
        let is_directory = whole.ends_with('/') || whole.ends_with("/.") || whole.ends_with("/..");
        let cleaned = path::clean(&format!("/{whole}"));
        let slash = if is_directory && cleaned != "/" { "/" } else { "" };
        url.set_path(&format!("{cleaned}{slash}"))?;
        Ok(url)
    }
}

/// The scheme and what follows it; `None` if there is a colon without a scheme.
fn split_scheme(text: &str) -> Option<(&str, &str)> {
    for (at, c) in text.char_indices() {
        match c {
            'a'..='z' | 'A'..='Z' => {}
            '0'..='9' | '+' | '-' | '.' if at > 0 => {}
            ':' if at == 0 => return None,
            ':' => return Some((&text[..at], &text[at + 1..])),
            _ => break,
        }
    }
    Some(("", text))
}

impl std::fmt::Display for Url {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if !self.scheme.is_empty() {
            write!(out, "{}:", self.scheme)?;
        }
        if !self.opaque.is_empty() {
            out.write_str(&self.opaque)?;
        } else {
            let path = self.escaped_path();
            if !self.host.is_empty() || self.user.is_some() {
                write!(out, "//{}{}", user_text(self.user.as_ref()), escape_host(&self.host))?;
                if !path.is_empty() && !path.starts_with('/') {
                    out.write_str("/")?;
                }
            } else if self.scheme.is_empty()
                && path.split('/').next().is_some_and(|first| first.contains(':'))
            {
                out.write_str("./")?;
            }
            out.write_str(&path)?;
        }
        if let Some(query) = &self.query {
            write!(out, "?{query}")?;
        }
        if !self.fragment.is_empty() {
            write!(out, "#{}", escape(&self.fragment, Place::Fragment))?;
        }
        Ok(())
    }
}

/// A host keeps what is ASCII.
fn escape_host(host: &str) -> String {
    let escaped = host.bytes().map(|byte| match byte {
        b'!'..=b'~' => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    });
    escaped.collect()
}

/// Name and password before a host.
pub(super) fn user_text(user: Option<&(String, Option<String>)>) -> String {
    match user {
        Some((name, Some(password))) => {
            format!("{}:{}@", escape(name, Place::User), escape(password, Place::User))
        }
        Some((name, None)) => format!("{}@", escape(name, Place::User)),
        None => String::new(),
    }
}
