//! Pages that show strings of the interface.
//!
//! Which strings a page shows is only known once it is rendered, and then only as text. So this looks for a
//! template that names the string, and for a page that uses the template.

use std::collections::HashMap;

use super::built::Preview;
use crate::config::{LanguageId, PageKind};
use crate::parse::body::Node;
use crate::resolve::Page;

/// Where strings are used.
pub(super) struct StringUses<'a> {
    preview: &'a Preview,
    /// Quoted text of a template -> the first template that has it.
    templates: HashMap<&'a str, &'a str>,
    /// Earlier results.
    pages: HashMap<(LanguageId, &'a str), Option<&'a Page>>,
}

impl<'a> StringUses<'a> {
    pub(super) fn new(preview: &'a Preview) -> Self {
        let mut templates = HashMap::new();
        for (name, template) in &preview.built.documents.templates {
            for quoted in template.text.split(['"', '\'']) {
                templates.entry(quoted).or_insert(name.as_str());
            }
        }
        Self { preview, templates, pages: HashMap::new() }
    }

    /// A page of a language that shows the string of a key, as far as templates tell.
    pub(super) fn page(&mut self, language: LanguageId, key: &str) -> Option<&'a Page> {
        let template = *self.templates.get(key)?;
        let preview = self.preview;
        let known = self.pages.entry((language, template));
        *known.or_insert_with(|| preview.page_of_template(language, template))
    }
}

impl Preview {
    fn page_of_template(&self, language: LanguageId, name: &str) -> Option<&Page> {
        let site = &self.built.site;
        let is_made = |page: &&Page| page.language == language && page.is_rendered();
        let mut pages = site.pages.iter().filter(is_made);
        let name = name.trim_end_matches(".html");
        if let Some(shortcode) = name.strip_prefix("shortcodes/") {
            return pages.find(|page| calls(page, shortcode));
        }
        let (section, kind) = name.rsplit_once('/').unwrap_or(("", name));
        match PageKind::ALL.into_iter().find(|known| known.name() == kind) {
            Some(kind) => pages
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
