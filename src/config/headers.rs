//! `[headers]`: what is sent along with the pages, above all their Content-Security-Policy.

use std::collections::BTreeMap;

use camino::Utf8Path;

use crate::diagnostic::{Code, Diagnostic, Place, Spanned, nearest};
use crate::structured::{Reader, UnknownKeys, Value};

/// The directives that may be widened, by their names in the
/// [specification](https://www.w3.org/TR/CSP3/#csp-directives).
pub const DIRECTIVES: &[&str] = &[
    "connect-src",
    "font-src",
    "form-action",
    "frame-ancestors",
    "frame-src",
    "img-src",
    "manifest-src",
    "media-src",
    "script-src",
    "style-src",
    "worker-src",
];

/// What is sent along with the pages of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeaderRules {
    /// Whether the output holds a `_headers` file, from which hosts take what they send.
    pub file: bool,
    /// Whether pages have a policy; `None` where their templates decide.
    pub policy: Option<bool>,
    /// Directive -> the sources that it allows beyond the theme's own. Each is one word.
    pub sources: BTreeMap<&'static str, Vec<String>>,
}

/// `[headers]` as it is written.
#[derive(Debug, Default)]
pub struct HeaderOptions {
    file: Option<bool>,
    policy: Option<bool>,
    sources: Vec<(Spanned<String>, Vec<Spanned<String>>)>,
}

impl HeaderOptions {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        let options = reader.within("headers", UnknownKeys::Report, |headers| Self {
            file: headers.bool("file"),
            policy: headers.bool("contentSecurityPolicy"),
            sources: read_sources(headers),
        });
        options.unwrap_or_default()
    }

    /// What cannot stand in a policy is reported and left out.
    pub(super) fn resolve(&self, file: &Utf8Path, found: &mut Vec<Diagnostic>) -> HeaderRules {
        let mut sources: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
        let mut reject = |at: &Spanned<String>, message: String, hint: String| {
            let place = Place::span(file, at.span);
            found.push(Diagnostic::new(Code::ConfigValue, message).at(place).hint(hint));
        };
        for (name, named) in &self.sources {
            let Some(directive) = DIRECTIVES.iter().find(|known| **known == name.value) else {
                let hint = match nearest(&name.value, DIRECTIVES.iter().copied()) {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => format!("the directives are `{}`", DIRECTIVES.join("`, `")),
                };
                reject(name, format!("`{}` is not a directive", name.value), hint);
                continue;
            };
            for source in named {
                if is_source(&source.value) {
                    sources.entry(directive).or_default().push(source.value.clone());
                    continue;
                }
                let hint = "write one source, such as `https://example.org` or `'unsafe-inline'`";
                let message = format!("`{}` is not a source", source.value.escape_debug());
                reject(source, message, hint.to_owned());
            }
        }
        HeaderRules { file: self.file.unwrap_or(false), policy: self.policy, sources }
    }
}

/// A word that ends neither its directive nor the header.
fn is_source(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_graphic() && !matches!(c, ';' | ','))
}

fn read_sources(reader: &mut Reader<'_>) -> Vec<(Spanned<String>, Vec<Spanned<String>>)> {
    let Some(table) = reader.free_table("sources") else { return Vec::new() };
    let named = table.entries.iter().map(|(name, value)| {
        let texts = match &value.value {
            Value::List(items) => items.iter().collect(),
            _ => vec![value],
        };
        // What is no text is not a source either, and is reported as such.
        let texts = texts
            .into_iter()
            .map(|item| Spanned::new(item.value.to_text().unwrap_or_default(), item.span));
        (name.clone(), texts.collect())
    });
    named.collect()
}
