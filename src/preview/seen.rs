//! A page that shows a string of the interface.
//!
//! Which string a page shows is known when it has been made, and then only as text. So this looks for the
//! template that names the string, and for a page that is made by it.

use super::Preview;
use crate::config::{LanguageId, PageKind};
use crate::parse::body::Node;
use crate::resolve::Page;

impl Preview {
    /// A page of a language on which the string of a key stands, as far as templates tell.
    pub(super) fn page_with_string(&self, language: LanguageId, key: &str) -> Option<&Page> {
        let quoted = [format!("\"{key}\""), format!("'{key}'")];
        let templates = self.made.documents.templates.iter();
        let mut named =
            templates.filter(|(_, own)| quoted.iter().any(|quoted| own.text.contains(quoted)));
        named.find_map(|(name, _)| self.page_of_template(language, name))
    }

    fn page_of_template(&self, language: LanguageId, name: &str) -> Option<&Page> {
        let site = &self.made.site;
        let own = site.pages.iter().filter(|page| page.language == language && page.is_rendered());
        let mut own = own;
        if let Some(shortcode) = name.strip_prefix("shortcodes/") {
            let shortcode = shortcode.trim_end_matches(".html");
            return own.find(|page| calls(page, shortcode));
        }
        let (section, kind) = name.trim_end_matches(".html").rsplit_once('/').unwrap_or(("", name));
        let kind = kind.trim_end_matches(".html");
        match PageKind::ALL.into_iter().find(|own| own.name() == kind) {
            Some(kind) => own
                .find(|page| page.kind == kind && (section.is_empty() || page.section == section)),
            // The templates that all others are built on.
            None => Some(site.page(site.homes[language.0])),
        }
    }
}

fn calls(page: &Page, shortcode: &str) -> bool {
    let nodes = page.document.iter().flat_map(|document| &document.body.nodes);
    nodes
        .into_iter()
        .any(|node| matches!(&node.value, Node::Shortcode(call) if call.name == shortcode))
}
