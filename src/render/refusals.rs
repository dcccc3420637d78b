//! What the policy refuses in front matter and configuration. Bodies report their own refusals.

use super::RenderInput;
use super::inline::refused_in_line;
use super::policy::{RawHtml, RefusedMarkup};
use crate::config::{LanguageId, Settings};
use crate::diagnostic::{Diagnostic, Place};
use crate::html::{AddressUse, address_is_safe};
use crate::parse::Document;
use crate::resolve::MenuItem;

/// The refusals in all pages and menus of the scope.
pub(super) fn of_site(input: &RenderInput<'_>) -> Vec<Diagnostic> {
    let RenderInput { settings, site, scope, .. } = *input;
    let pages = site.pages.iter().filter(|page| page.is_rendered() && scope.wants(site, page));
    let documents = pages.filter_map(|page| page.document.as_deref());
    let mut found: Vec<Diagnostic> =
        documents.flat_map(|document| of_document(settings, document)).collect();
    for (index, menus) in site.menus.iter().enumerate() {
        if scope.languages.contains(&LanguageId(index)) {
            menus.values().for_each(|items| of_menu(items, &mut found));
        }
    }
    found
}

/// Keys whose values the built-in theme shows as Markdown.
const MARKDOWN: &[&str] = &["author", "description", "translator"];

fn of_document(settings: &Settings, document: &Document) -> Vec<Diagnostic> {
    let matter = &document.front_matter;
    let mut found = Vec::new();
    let mut add = |key: &str, refused: &RefusedMarkup| {
        let file = &document.file.path;
        let place = match matter.params.get(key) {
            Some(value) => Place::span(file, value.span),
            None => Place::file(file),
        };
        found.push(refused.diagnostic().at(place));
    };
    let texts = [&matter.author, &matter.description, &matter.translator];
    for (key, text) in MARKDOWN.iter().zip(texts) {
        // Only links can be refused.
        let text = text.as_deref().filter(|text| text.contains([']', '>']));
        for refused in
            text.map(|text| refused_in_line(text, RawHtml::of(settings))).iter().flatten()
        {
            add(key, refused);
        }
    }
    if let Some(url) = matter.canonical_url.as_ref().filter(|url| !is_safe(url)) {
        add("canonicalUrl", &RefusedMarkup::Address(url.clone()));
    }
    found
}

fn of_menu(items: &[MenuItem], found: &mut Vec<Diagnostic>) {
    for item in items {
        if let Some(url) = item.url.as_ref().filter(|url| !is_safe(url)) {
            found.push(RefusedMarkup::Address(url.clone()).diagnostic());
        }
        of_menu(&item.children, found);
    }
}

fn is_safe(address: &str) -> bool {
    address_is_safe(address, AddressUse::Link)
}
