//! Addresses as `relURL`, `absURL`, `relLangURL` and `absLangURL` make them.
//!
//! Source: Hugo 0.168, asked for each kind with a base in a directory and with two languages.

use crate::go::functions::{cleaned_path, escaped_path, is_address};
use crate::go::host::Address;

/// Where a site stands, and which language speaks.
#[derive(Clone, Copy, Debug)]
pub struct Base<'b> {
    /// Scheme and host: `https://example.org`.
    pub origin: &'b str,
    /// The path, with a slash at both ends.
    pub path: &'b str,
    /// The language's part of addresses, without slashes; empty if it has none.
    pub language: &'b str,
}

impl Base<'_> {
    /// The address of a path.
    pub fn address(&self, kind: Address, path: &str) -> String {
        let is_relative = matches!(kind, Address::Relative | Address::RelativeInLanguage);
        let in_language = matches!(kind, Address::RelativeInLanguage | Address::AbsoluteInLanguage);
        let own = path.strip_prefix(self.origin).and_then(|rest| rest.strip_prefix(self.path));
        let path = match own {
            Some(rest) if is_relative => rest,
            _ if has_scheme(path) || path.starts_with("//") || !is_address(path) => {
                return path.to_owned();
            }
            _ => path,
        };
        let path = if in_language { self.in_language(path) } else { path.to_owned() };
        match (path.starts_with('/'), is_relative) {
            (true, true) => path,
            (true, false) => format!("{}{}", self.origin, escaped(&path)),
            (false, true) if path.is_empty() && own.is_none() => self.path.to_owned(),
            (false, true) => joined(self.path, &path),
            (false, false) if path.is_empty() => format!("{}{}", self.origin, self.path),
            (false, false) => {
                let (path, rest) = path.split_at(path.find(['?', '#']).unwrap_or(path.len()));
                format!("{}{}{rest}", self.origin, escaped(&joined(self.path, path)))
            }
        }
    }

    /// The path below the language, unless it names the language itself.
    fn in_language(&self, path: &str) -> String {
        let bare = path.trim_start_matches('/');
        let language = self.language;
        let names_it = bare
            .strip_prefix(language)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        if language.is_empty() || names_it {
            return path.to_owned();
        }
        let slash = if path.starts_with('/') { "/" } else { "" };
        let below = if bare.is_empty() { format!("{language}/") } else { joined(language, bare) };
        format!("{slash}{below}")
    }
}

fn has_scheme(path: &str) -> bool {
    let Some((scheme, _)) = path.split_once(':') else { return false };
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

/// Two paths as one, in the shortest form; a slash at the end stays.
fn joined(base: &str, path: &str) -> String {
    let cleaned = cleaned_path(&format!("{base}/{path}"));
    let slash = if path.ends_with('/') && !cleaned.ends_with('/') { "/" } else { "" };
    format!("{cleaned}{slash}")
}

/// A path with escapes, those that it has left alone.
fn escaped(path: &str) -> String {
    path.split('%').map(escaped_path).collect::<Vec<_>>().join("%")
}
