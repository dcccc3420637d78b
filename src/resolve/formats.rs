//! In which formats is a page made? `outputs` of its front matter says so, or else that of the configuration for
//! pages of its kind.

use std::collections::BTreeSet;

use super::Page;
use crate::config::{PageKind, Settings, is_made, is_print, is_rss};
use crate::diagnostic::{Code, Diagnostic, Place, Spanned};
use crate::structured::Value;

impl Page {
    /// `outputs` of its front matter or of a cascade; an empty list says nothing.
    fn formats(&self) -> Option<Vec<Spanned<String>>> {
        let named = self.front_matter()?.params.get("outputs")?;
        let formats: Vec<Spanned<String>> = match &named.value {
            Value::List(formats) => formats.iter().filter_map(format_name).collect(),
            _ => format_name(named).into_iter().collect(),
        };
        (!formats.is_empty()).then_some(formats)
    }

    /// Whether the page has a print view, if it has an address for one.
    pub(super) fn is_printed(&self, settings: &Settings) -> bool {
        match self.formats() {
            Some(formats) => formats.iter().any(|format| is_print(&format.value)),
            None => settings.outputs.printed_kinds.contains(&self.kind),
        }
    }

    /// Whether the page has a feed, if it has something to put into it. A page of text has none: it lists nothing.
    pub(super) fn has_feed(&self, settings: &Settings) -> bool {
        self.kind != PageKind::Page
            && !settings.is_disabled("rss")
            && match self.formats() {
                Some(formats) => formats.iter().any(|format| is_rss(&format.value)),
                None => settings.feeds.kinds.contains(&self.kind),
            }
    }

    /// Whether one of its formats is a web page.
    fn is_web_page(&self, settings: &Settings) -> bool {
        match self.formats() {
            Some(formats) => formats.iter().any(|format| settings.outputs.is_web(&format.value)),
            None => !settings.outputs.textual_kinds.contains(&self.kind),
        }
    }
}

/// Decides which pages are web pages.
pub(super) fn assign(settings: &Settings, pages: &mut [Page]) {
    for page in pages {
        page.is_web_page = page.is_web_page(settings);
    }
}

fn format_name(value: &Spanned<Value>) -> Option<Spanned<String>> {
    Some(Spanned::new(value.value.to_text()?, value.span))
}

/// Tells of each format that pages ask for in their front matter and that nothing is made of, once.
pub(super) fn check(settings: &Settings, pages: &[Page], found: &mut Vec<Diagnostic>) {
    let known = settings.outputs.not_made.iter().cloned();
    let mut known: BTreeSet<String> = known.collect();
    for page in pages {
        let Some(document) = &page.document else { continue };
        for format in page.formats().unwrap_or_default() {
            if !is_made(&format.value) && known.insert(format.value.to_lowercase()) {
                let message = format!("nothing is made of the output format `{}`", format.value);
                let place = Place::span(&document.file.path, format.span);
                found.push(Diagnostic::new(Code::ConfigUnused, message).at(place));
            }
        }
    }
}
