//! A translation held against its source, as lines of text.

use std::fmt::Write;
use std::sync::Arc;

use camino::Utf8Path;
use site::config::{self, Overrides};
use site::diagnostic::Span;
use site::discover::discover;
use site::l10n::compare::{
    Basis, ComparedPage, Comparison, Finding, Former, Passage, WordChanges, compare,
};
use site::parse::{Document, parse};
use site::resolve::pair;
use site::world::World;

/// Counts, then a line for each finding, with the words that changed below it. Where `was` is a file of
/// the world, it is what the source said before; if it is the source itself, that has not changed.
pub fn comparison(world: &dyn World, path: &str, was: Option<&str>) -> String {
    let mut found = Vec::new();
    let loaded =
        config::load(world, &config::Environment::default(), &mut found).expect("a configuration");
    let settings = config::resolve(&loaded, &Overrides::default(), &mut found);
    let sources = discover(world, &settings, &mut found);
    let documents = parse(world, &settings, &sources, &mut found);
    let pairs = pair(&settings, &documents);
    let set = pairs.sets.iter().find_map(|set| {
        let documents: Vec<(bool, Arc<Document>)> = set
            .members
            .iter()
            .filter_map(|(language, member)| {
                let document = pairs.pages[member.page.0].document.clone()?;
                Some((*language == settings.default_language, document))
            })
            .collect();
        documents.iter().any(|(_, document)| document.file.path == path).then_some(documents)
    });
    let set = set.expect("a page of the spec");
    let source = &set.iter().find(|(is_source, _)| *is_source).expect("a source").1;
    let own = &set.iter().find(|(_, document)| document.file.path == path).expect("a page").1;
    let before = was.map(|was| {
        documents.content.iter().find(|document| document.file.path == was).expect("a page").clone()
    });
    let text = |document: &Document| read(world, &document.file.path);
    let (source_text, own_text) = (text(source), text(own));
    let before_text = before.as_deref().map(text).unwrap_or_default();
    let source_page = ComparedPage { document: source, text: &source_text };
    let page = ComparedPage { document: own, text: &own_text };
    let was = before.as_deref().map(|document| ComparedPage { document, text: &before_text });
    let markup = settings.markup(source.file.language);
    let former = match &was {
        Some(was) if was.document.file.path == source.file.path => Former::Unchanged,
        Some(was) => Former::Text(was),
        None => Former::Unknown,
    };
    let comparison = compare(&source_page, &page, former, &markup);
    let was_text = if comparison.basis == Basis::Earlier { &before_text } else { &own_text };
    written(&comparison, was_text, &source_text)
}

fn read(world: &dyn World, path: &Utf8Path) -> String {
    String::from_utf8(world.read(path).expect("a readable file")).expect("UTF-8")
}

fn written(comparison: &Comparison, was: &str, source: &str) -> String {
    let counts = serde_json::to_value(comparison.counts).expect("counts");
    let counts = counts.as_object().expect("fields").iter();
    let counts: Vec<String> = counts
        .filter(|(_, count)| **count != 0)
        .map(|(name, count)| format!("{name} {count}"))
        .collect();
    let mut text = format!("{:?}: {}\n", comparison.basis, counts.join(", "));
    for (finding, changes) in comparison.findings.iter().zip(comparison.words_of_findings()) {
        let _ = writeln!(text, "{:?} {:?}", finding.severity, finding.change);
        passages(finding, &mut text);
        words(&changes, [was, source], &mut text);
    }
    text
}

fn passages(finding: &Finding, text: &mut String) {
    let sides: [(&str, &Option<Passage>); 3] =
        [("was", &finding.was), ("now", &finding.source), ("translation", &finding.translation)];
    for (name, passage) in sides {
        if let Some(Passage { line, text: own, .. }) = passage {
            let lines = own.lines().map(str::trim).filter(|line| !line.is_empty());
            let _ = writeln!(text, "  {name} {line}: {}", lines.collect::<Vec<_>>().join(" / "));
        }
    }
}

/// Words that changed, as they are written in both texts.
fn words(changes: &WordChanges, [was, source]: [&str; 2], text: &mut String) {
    let shown = |spans: &[Span], file: &str, mark: &str| -> Vec<String> {
        let words = spans.iter().map(|span| format!("{mark}{}", &file[span.range()]));
        words.map(|words| words.replace('\n', " ")).collect()
    };
    let mut marked = shown(&changes.removed, was, "-");
    marked.extend(shown(&changes.added, source, "+"));
    if !marked.is_empty() {
        let _ = writeln!(text, "  words {}", marked.join(" "));
    }
}
