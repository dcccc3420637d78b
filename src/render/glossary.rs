//! The terms of a glossary, below the text of its page.

use std::collections::BTreeSet;

use serde::Serialize;

use super::shortcodes::problems::ShortcodeProblem;
use super::writer::BodyWriter;
use crate::html::{Address, AddressUse, Html, first_paragraph};
use crate::parse::{AttachedFile, Document, is_glossary, term_anchor, term_ids};
use crate::structured::Value;

/// The template that writes the terms.
const TEMPLATE: &str = "glossary-terms.html";

/// A term in a glossary.
#[derive(Serialize)]
struct EntryView {
    /// What comes after `#` in a link to it.
    anchor: String,
    /// Its title.
    title: String,
    /// Its other names.
    aka: Vec<String>,
    /// The numbers of its tags.
    tags: Vec<usize>,
    /// Its `full_link`.
    url: Option<Address>,
    /// HTML: the first paragraph of its definition.
    short: Html,
    /// HTML: the rest of it.
    rest: Html,
}

/// A tag by which a glossary can be filtered.
#[derive(Serialize)]
struct TagView<'a> {
    /// As the terms write it.
    name: &'a str,
    /// Its place among the tags, from 1.
    number: usize,
}

impl<'a> BodyWriter<'a> {
    /// The terms of the page's glossary as HTML; nothing if it is none.
    pub(super) fn glossary(&mut self) -> String {
        let page = self.page;
        let Some(document) = page.document.as_deref().filter(|own| is_glossary(own)) else {
            return String::new();
        };
        let terms = self.terms(document);
        let tags: BTreeSet<String> =
            terms.iter().flat_map(|(_, term)| texts(term, "tags")).collect();
        let numbers: Vec<&str> = tags.iter().map(String::as_str).collect();
        let mut entries: Vec<EntryView> =
            terms.iter().map(|(id, term)| self.entry(document, (id, term), &numbers)).collect();
        let collations = &self.renderer.site.collations;
        entries.sort_by(|a, b| {
            let titles = collations.compare(page.language, &a.title, &b.title);
            titles.then_with(|| a.anchor.cmp(&b.anchor))
        });
        let tags = numbers.iter().enumerate();
        let tags: Vec<TagView> =
            tags.map(|(place, name)| TagView { name, number: place + 1 }).collect();
        let mut context = self.renderer.page_context(page);
        context.insert("terms", &entries);
        context.insert("tags", &tags);
        match self.renderer.templates.render(TEMPLATE, &context, &mut self.body.missing) {
            Ok(html) => html,
            Err(error) => {
                self.body.problems.push(ShortcodeProblem::Failed(error.into_diagnostic()));
                String::new()
            }
        }
    }

    /// The terms of the page's bundle and of its translations, each in the first language that has it.
    fn terms(&self, document: &Document) -> Vec<(String, &'a AttachedFile)> {
        let renderer = self.renderer;
        let members = renderer.site.sets[self.page.set.0].members.values();
        let bundles =
            members.filter_map(|member| renderer.site.page(member.page).document.as_ref());
        let ids = term_ids(bundles.map(|document| &document.file));
        let term = |id: &str| {
            let place = &document.file.location;
            let language = self.page.language;
            renderer.attachments.entry(renderer.settings, language, (place, id))
        };
        ids.iter().filter_map(|id| Some(((*id).to_owned(), term(id)?))).collect()
    }

    fn entry(
        &mut self,
        document: &Document,
        (id, term): (&str, &AttachedFile),
        tags: &[&str],
    ) -> EntryView {
        let place = document.front_matter.span;
        let nodes = term.body.as_ref().map_or(&[][..], |body| &body.nodes);
        let whole = self.include(place, term, nodes).into_string();
        let short = first_paragraph(&whole).to_owned();
        let rest = whole.replacen(&short, "", 1).trim().to_owned();
        let own = texts(term, "tags");
        let numbers = tags.iter().enumerate().filter(|(_, tag)| own.iter().any(|own| own == *tag));
        EntryView {
            anchor: term_anchor(id),
            title: term.value("title").unwrap_or_else(|| id.replace('-', " ")),
            aka: texts(term, "aka"),
            tags: numbers.map(|(place, _)| place + 1).collect(),
            url: term.value("full_link").and_then(|link| Address::checked(&link, AddressUse::Link)),
            short: Html::written(short),
            rest: Html::written(rest),
        }
    }
}

/// The texts of a list in a term's front matter, or the only one.
fn texts(term: &AttachedFile, key: &str) -> Vec<String> {
    match term.front_matter.get(key).map(|value| &value.value) {
        Some(Value::List(list)) => list.iter().filter_map(|one| one.value.to_text()).collect(),
        Some(one) => one.to_text().into_iter().collect(),
        None => Vec::new(),
    }
}
