//! What the fuzz targets share: a file of any text, parsed, and the laws of what comes out.

use std::ops::Range;
use std::sync::LazyLock;

use pulldown_cmark::Event;
use site::config::{self, Overrides, Settings};
use site::diagnostic::{Diagnostic, Spanned};
use site::discover::{ContentFile, ContentFormat, ContentRole};
use site::parse::body::{DestinationPart, Node, Shortcode};
use site::parse::{Document, parse_document};
use site::pipeline::{Outcome, Request, Silent, build};
use site::world::{MemoryWorld, World};

const NOW: &str = "2026-01-01T00:00:00Z";
const CONFIGURATION: &str = "baseURL = 'https://example.org/'\ndefaultContentLanguage = 'zh'\n\
                             [languages.zh]\n[markup.goldmark.renderer]\nunsafe = true\n\
                             [markup.highlight]\ncodeFences = false\n\
                             [diagnostics]\nshortcode-unknown = 'off'\n";

/// Chinese, so that everything there is for CJK is on.
pub static SETTINGS: LazyLock<Settings> = LazyLock::new(|| {
    let mut found = Vec::new();
    let loaded = config::load(&world(), &config::Environment::default(), &mut found).expect("a configuration");
    config::resolve(&loaded, &Overrides::default(), &mut found)
});

pub fn world() -> MemoryWorld {
    MemoryWorld::new(NOW).file("site.toml", CONFIGURATION)
}

/// Templates that show the least of a page.
pub const TEMPLATES: &[&str] = &["page", "home", "section", "term", "taxonomy", "404", "redirect"];

/// A site of these files, with a page, a configuration and templates where it brings none of its own.
pub fn site(files: &[(&str, &[u8])]) -> MemoryWorld {
    let world = world().file("content/zh/a.md", "---\ntitle: A\n---\nText.\n");
    let world = TEMPLATES.iter().fold(world, |world, name| {
        world.file(format!("templates/{name}.html"), "{{ content | safe }}")
    });
    files.iter().fold(world, |world, (path, bytes)| world.file(*path, *bytes))
}

/// Builds a site, and checks that all places lie in their files.
pub fn build_site(world: &MemoryWorld) -> Option<Outcome> {
    let (outcome, found) = match build(world, &Request::default(), &mut Silent) {
        Ok(outcome) => {
            let found = outcome.diagnostics.clone();
            (Some(outcome), found)
        }
        Err(problem) => (None, problem.diagnostics),
    };
    for place in found.iter().filter_map(|diagnostic| diagnostic.place.as_ref()) {
        let text = world.read(&place.file).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        if let (Some(span), Some(text)) = (place.span, text) {
            check_range(&text, span.range());
        }
    }
    outcome
}

/// Parses a content file, and checks that all places lie in it.
pub fn parse(text: &str) -> Option<Document> {
    let file = ContentFile {
        path: "content/zh/a.md".into(),
        language: SETTINGS.default_language,
        location: "a".to_owned(),
        role: ContentRole::Single,
        format: ContentFormat::Markdown,
        resources: Vec::new(),
        directory: "content/zh".into(),
    };
    let mut found = Vec::new();
    let document = parse_document(&SETTINGS, &file, text, &mut found);
    check_places(text, &found);
    if let Some(document) = &document {
        each_node(&document.body.nodes, &mut |node| check_range(text, node.span.range()));
    }
    document
}

fn check_places(text: &str, found: &[Diagnostic]) {
    for place in found.iter().filter_map(|diagnostic| diagnostic.place.as_ref()) {
        if let Some(span) = place.span {
            check_range(text, span.range());
        }
    }
}

pub fn check_range(text: &str, range: Range<usize>) {
    assert!(text.get(range.clone()).is_some(), "{range:?} is no part of {text:?}");
}

/// Visits every node, those within shortcodes too.
pub fn each_node(nodes: &[Spanned<Node>], visit: &mut dyn FnMut(&Spanned<Node>)) {
    for node in nodes {
        visit(node);
        each_call(&node.value, &mut |call| {
            if let Some(inner) = &call.inner {
                each_node(&inner.nodes, visit);
            }
        });
    }
}

/// The calls that a node is or holds.
pub fn each_call(node: &Node, visit: &mut dyn FnMut(&Shortcode)) {
    match node {
        Node::Shortcode(call) => visit(call),
        Node::CallLink(link) => {
            for part in &link.destination {
                if let DestinationPart::Call(call) = part {
                    visit(call);
                }
            }
        }
        _ => {}
    }
}

/// Whether a reader sees the node's own text.
pub fn is_text(node: &Node) -> bool {
    matches!(node, Node::Code(_))
        || matches!(
            node,
            Node::Markdown(
                Event::Text(_) | Event::Code(_) | Event::Html(_) | Event::InlineHtml(_)
            )
        )
}
