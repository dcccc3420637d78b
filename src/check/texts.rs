//! The faults that the text of each page shows, alone and beside the page that it translates.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use camino::Utf8Path;
use rayon::prelude::*;

use super::copies;
use super::rules::{CheckedPage, Rules, Text};
use crate::diagnostic::Diagnostic;
use crate::parse::Document;
use crate::pipeline::Outcome;
use crate::resolve::PageId;
use crate::world::World;

/// A document and the text of its file, which is read once for all that looks at it.
pub(super) struct ReadDocument<'a> {
    pub document: &'a Document,
    pub text: String,
}

/// All documents with their texts, in their order.
pub(super) fn read_all<'a>(world: &dyn World, outcome: &'a Outcome) -> Vec<ReadDocument<'a>> {
    let read = |document: &'a Arc<Document>| ReadDocument {
        document,
        text: text_of(world, &document.file.path),
    };
    outcome.documents.content.par_iter().map(read).collect()
}

/// The text of a file; of one that is not there, nothing.
pub(super) fn text_of(world: &dyn World, file: &Utf8Path) -> String {
    let bytes = world.read(file).unwrap_or_default();
    String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// What the rules find in the documents of the languages that were built.
pub(super) fn problems(
    world: &dyn World,
    outcome: &Outcome,
    documents: &[ReadDocument<'_>],
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let rules = Rules::new(&outcome.settings, &outcome.documents.data.table, &mut found);
    let sources = sources(outcome);
    let texts = documents.par_iter().map(|ReadDocument { document, text }| Text { document, text });
    // A source is looked at beside each of its translations.
    let pages: Vec<(Text<'_>, CheckedPage<'_>)> =
        texts.map(|text| (text, rules.page(text))).collect();
    let by_file: HashMap<&Utf8Path, &CheckedPage<'_>> =
        pages.iter().map(|(text, page)| (text.document.file.path.as_path(), page)).collect();
    let of_documents = pages.par_iter().filter(|(text, _)| is_built(outcome, text.document));
    let of_documents = of_documents.map(|(text, page)| {
        let source = sources.get(text.document.file.path.as_path()).copied();
        let beside = source.and_then(|source| by_file.get(source.file.path.as_path()).copied());
        let mut found = rules.of_page(page, beside);
        found.extend(
            source
                .into_iter()
                .flat_map(|source| copies::of_translation(world, outcome, *text, source)),
        );
        found
    });
    found.extend(of_documents.collect::<Vec<_>>().concat());
    found
}

/// Whether the language of a document was asked for.
fn is_built(outcome: &Outcome, document: &Document) -> bool {
    let code = &outcome.settings.language(document.file.language).code;
    outcome.pages.iter().any(|language| language.code == *code)
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
