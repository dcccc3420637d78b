//! The faults that the text of each page shows, alone and beside the page that it translates.

use std::collections::BTreeMap;
use std::sync::Arc;

use camino::Utf8Path;
use rayon::prelude::*;

use super::copies;
use super::rules::{Rules, Text};
use crate::diagnostic::Diagnostic;
use crate::parse::Document;
use crate::pipeline::Outcome;
use crate::resolve::PageId;
use crate::world::World;

/// What the rules find in the documents of the languages that were built.
pub(super) fn problems(world: &dyn World, outcome: &Outcome) -> Vec<Diagnostic> {
    let settings = &outcome.settings;
    let is_built = |document: &&Arc<Document>| {
        let code = &settings.language(document.file.language).code;
        outcome.pages.iter().any(|language| language.code == *code)
    };
    let documents: Vec<_> = outcome.documents.content.iter().filter(is_built).collect();
    let sources = sources(outcome);
    let read = |document: &Document| {
        let bytes = world.read(&document.file.path).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    };
    let mut found = Vec::new();
    let rules = Rules::new(settings, &outcome.documents.data.table, &mut found);
    let of_documents = documents.par_iter().map(|document| {
        let source = sources.get(document.file.path.as_path()).copied();
        let text = Text { document, text: &read(document) };
        let copied = source.map(|source| copies::of_translation(world, outcome, text, source));
        let source = source.map(|source| (source, read(source)));
        let source = source.as_ref().map(|(document, text)| Text { document, text });
        let mut found = rules.of_document(text, source);
        found.extend(copied.unwrap_or_default());
        found
    });
    found.extend(of_documents.collect::<Vec<_>>().concat());
    found
}

/// What each translation was translated from, by its file.
fn sources(outcome: &Outcome) -> BTreeMap<&Utf8Path, &Document> {
    let mut sources = BTreeMap::new();
    for set in outcome.pairs.sets.iter() {
        let document = |page: PageId| outcome.pairs.pages[page.0].document.as_deref();
        let Some(source) = set.members.get(&outcome.settings.default_language) else { continue };
        let Some(source) = document(source.page) else { continue };
        let pages = set.members.values().filter_map(|member| document(member.page));
        let translations = pages.filter(|page| page.file.path != source.file.path);
        sources.extend(translations.map(|page| (page.file.path.as_path(), source)));
    }
    sources
}
