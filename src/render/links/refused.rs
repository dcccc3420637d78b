//! Removes addresses that a body must not contain, whoever wrote the tag.

use std::collections::BTreeSet;

use lol_html::html_content::Element;
use lol_html::{RewriteStrSettings, element, rewrite_str};

use super::places::AddressPlaces;
use crate::diagnostic::{Diagnostic, Place};
use crate::html::{AddressUse, Html, holds_address, unescaped};
use crate::parse::Document;
use crate::render::policy::{RawHtml, RefusedMarkup};

/// The addresses that were removed from one body.
pub(super) struct RefusedAddresses {
    raw_html: RawHtml,
    addresses: BTreeSet<String>,
}

impl RefusedAddresses {
    pub(super) fn new(raw_html: RawHtml) -> Self {
        Self { raw_html, addresses: BTreeSet::new() }
    }

    /// Removes the addresses that an element must not have.
    pub(super) fn check(&mut self, element: &mut Element<'_, '_>) {
        if self.raw_html == RawHtml::Kept {
            return;
        }
        let used_as = match element.tag_name().as_str() {
            "img" => AddressUse::Picture,
            _ => AddressUse::Link,
        };
        let attributes = element.attributes().iter();
        let addresses = attributes.map(|attribute| (attribute.name(), attribute.value()));
        let refused: Vec<(String, String)> = addresses
            .filter(|(name, _)| holds_address(name))
            .map(|(name, value)| (name, unescaped(&value).into_owned()))
            .filter(|(_, address)| !self.raw_html.allows_address(address, used_as))
            .collect();
        for (name, address) in refused {
            element.remove_attribute(&name);
            self.addresses.insert(address);
        }
    }

    /// A single tag.
    pub(super) fn checked_tag(&mut self, tag: &str) -> String {
        let handler = element!("*", |element| {
            self.check(element);
            Ok(())
        });
        let settings = RewriteStrSettings::new().append_element_content_handler(handler);
        // A tag that cannot be parsed is shown as text.
        rewrite_str(tag, settings).unwrap_or_else(|_| Html::of_text(tag).into_string())
    }

    /// One diagnostic for each address, where it is first written.
    pub(super) fn into_diagnostics(self, document: Option<&Document>) -> Vec<Diagnostic> {
        let Some(document) = document.filter(|_| !self.addresses.is_empty()) else {
            return Vec::new();
        };
        let places = AddressPlaces::of(document);
        let file = &document.file.path;
        let describe = |address: String| {
            let place = match places.get(&address) {
                Some(span) => Place::span(file, span),
                None => Place::file(file),
            };
            RefusedMarkup::Address(address).diagnostic().at(place)
        };
        self.addresses.into_iter().map(describe).collect()
    }
}
