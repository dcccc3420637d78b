//! Pages that show strings of the interface.
//!
//! Which string a page shows is known when it has been made, and then only as text. So this looks for the
//! template that names the string, and for a page that is made by it.

use std::collections::HashMap;

use super::Preview;
use crate::config::{LanguageId, PageKind};
use crate::parse::body::Node;
use crate::resolve::Page;

/// Where strings are seen.
pub(super) struct Seen<'a> {
    preview: &'a Preview,
    /// What stands in quotes in a template -> the first template that has it.
    templates: HashMap<&'a str, &'a str>,
    /// What was found before.
    pages: HashMap<(LanguageId, &'a str), Option<&'a Page>>,
}

impl<'a> Seen<'a> {
    pub(super) fn new(preview: &'a Preview) -> Self {
        let mut templates = HashMap::new();
        for (name, own) in &preview.made.documents.templates {
            for quoted in own.text.split(['"', '\'']) {
                templates.entry(quoted).or_insert(name.as_str());
            }
        }
        Self { preview, templates, pages: HashMap::new() }
    }

    /// A page of a language on which the string of a key stands, as far as templates tell.
    pub(super) fn page(&mut self, language: LanguageId, key: &str) -> Option<&'a Page> {
        let template = *self.templates.get(key)?;
        let preview = self.preview;
        let known = self.pages.entry((language, template));
        *known.or_insert_with(|| preview.page_of_template(language, template))
    }
}

impl Preview {
    fn page_of_template(&self, language: LanguageId, name: &str) -> Option<&Page> {
        let site = &self.made.site;
        let is_own = |page: &&Page| page.language == language && page.is_rendered();
        let mut own = site.pages.iter().filter(is_own);
        let name = name.trim_end_matches(".html");
        if let Some(shortcode) = name.strip_prefix("shortcodes/") {
            return own.find(|page| calls(page, shortcode));
        }
        let (section, kind) = name.rsplit_once('/').unwrap_or(("", name));
        match PageKind::ALL.into_iter().find(|own| own.name() == kind) {
            Some(kind) => own
                .find(|page| page.kind == kind && (section.is_empty() || page.section == section)),
            // The templates that all others are built on.
            None => Some(site.page(site.homes[language.0])),
        }
    }
}

fn calls(page: &Page, shortcode: &str) -> bool {
    let mut nodes = page.document.iter().flat_map(|document| &document.body.nodes);
    nodes.any(|node| matches!(&node.value, Node::Shortcode(call) if call.name == shortcode))
}
