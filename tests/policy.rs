//! No script of an author's runs where `unsafe` is off: every payload in every place, looked for in the
//! parsed output.

#[path = "support/payloads.rs"]
mod payloads;
#[path = "support/places.rs"]
mod places;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use payloads::{Payload, addresses, payloads};
use places::{body, calls, front_matter, site};
use scraper::node::Element;
use scraper::{Html, Node};
use serde_json::json;
use site::artifact::Artifact;
use site::diagnostic::Code;
use site::pipeline::{Outcome, Request, Silent, build};
use site::world::MemoryWorld;
use url::Url;

/// Schemes to which a page may lead.
const SCHEMES: &[&str] = &["ftp", "http", "https", "irc", "ircs", "mailto", "sms", "tel", "xmpp"];

/// Elements that run, load or redirect by themselves; the theme has none of them in a page.
const FORBIDDEN: &[&str] = &[
    "animate",
    "applet",
    "base",
    "embed",
    "foreignobject",
    "frame",
    "frameset",
    "iframe",
    "object",
    "portal",
    "set",
    "style",
    "template",
];

/// Attributes by which the theme's own elements find what they load, and on which elements they stand.
const OF_THE_THEME: &[(&str, &str)] =
    &[("data-script", "a"), ("data-embed", "a"), ("data-index", "form")];

/// A site with two pages for each payload. It is built once for all tests.
static BUILT: LazyLock<(Vec<Payload>, Outcome)> = LazyLock::new(|| {
    let payloads = payloads();
    let mut world = site();
    for (number, payload) in payloads.iter().enumerate() {
        let matter = front_matter(&payload.text, number);
        let text = format!("{matter}\n{}", body(&payload.text));
        world = world.file(format!("content/blog/p{number}.md"), text);
        let text = format!("---\ntitle: Calls\n---\n{}", calls(&payload.text));
        world = world.file(format!("content/docs/c{number}.md"), text);
    }
    let outcome = build(&world, &Request::default(), &mut Silent).expect("a site");
    (payloads, outcome)
});

/// What is wrong with a document, if something is.
fn faults(html: &Html, base: &Url) -> Vec<String> {
    let mut faults = Vec::new();
    for node in html.tree.values() {
        let Node::Element(element) = node else { continue };
        let name = element.name().to_ascii_lowercase();
        if FORBIDDEN.contains(&name.as_str()) {
            faults.push(format!("<{name}>"));
        }
        if name == "script" && !is_of_theme(element) {
            faults.push(format!("{element:?}"));
        }
        if name == "meta" && element.attr("http-equiv").is_some() {
            faults.push(format!("{element:?}"));
        }
        for (attribute, value) in element.attrs() {
            if let Some(fault) = fault_of_attribute(&name, attribute, value, base) {
                faults.push(format!("{fault} in {element:?}"));
            }
        }
    }
    faults
}

fn is_of_theme(script: &Element) -> bool {
    let source = script.attr("src").unwrap_or_default();
    let name = source.strip_prefix("/assets/").unwrap_or_default();
    ["theme.", "site.", "search.", "lost."].iter().any(|asset| name.starts_with(asset))
        && !name.contains('/')
}

fn fault_of_attribute(element: &str, name: &str, value: &str, base: &Url) -> Option<String> {
    let lower = name.to_ascii_lowercase();
    if lower.starts_with("on") || ["style", "srcdoc", "formaction"].contains(&lower.as_str()) {
        return Some(format!("the attribute `{name}`"));
    }
    if let Some((_, owner)) = OF_THE_THEME.iter().find(|(known, _)| *known == lower)
        && *owner != element
    {
        return Some(format!("the attribute `{name}`"));
    }
    let addresses = [
        "href",
        "src",
        "action",
        "cite",
        "data",
        "poster",
        "ping",
        "background",
        "data-embed",
        "data-script",
        "data-index",
    ];
    if !addresses.contains(&lower.as_str()) && !lower.ends_with(":href") {
        return None;
    }
    let url = base.join(value).ok()?;
    let is_picture = element == "img"
        && ["png", "jpeg", "gif", "webp", "avif"]
            .iter()
            .any(|format| url.as_str().starts_with(&format!("data:image/{format}")));
    (!SCHEMES.contains(&url.scheme()) && !is_picture).then(|| format!("the address `{value}`"))
}

fn base() -> Url {
    Url::parse("https://example.org/").expect("a URL")
}

/// The path of a page, and the payload in it.
fn named(path: &str, payloads: &[Payload]) -> String {
    let digits = path.trim_end_matches("/index.html").rsplit(['/', 'c', '-']).next();
    let payload = digits.and_then(|digits| payloads.get(digits.parse::<usize>().ok()?));
    match payload {
        Some(Payload { kind, text }) => format!("{path} ({kind}: {text:?})"),
        None => path.to_owned(),
    }
}

fn texts(outcome: &Outcome) -> impl Iterator<Item = (&str, &str)> {
    outcome.artifacts.iter().filter_map(|(path, artifact)| match artifact {
        Artifact::Bytes(bytes) => Some((path, std::str::from_utf8(bytes).ok()?)),
        Artifact::Stored(_) | Artifact::Copy(_) => None,
    })
}

/// The tests below look for faults as this one finds them.
#[test]
fn payloads_are_faults_where_they_are_let_through() {
    let texts: Vec<String> = payloads()
        .into_iter()
        .filter(|own| matches!(own.kind, "tags" | "handlers" | "svg and mathml"))
        .map(|own| own.text)
        .filter(|text| text.starts_with('<'))
        .collect();
    let is_faulty = |text: &&String| !faults(&Html::parse_document(text), &base()).is_empty();
    let faulty = texts.iter().filter(is_faulty).count();
    // Some are for browsers of old, and some are harmless alone.
    assert!(faulty * 10 > texts.len() * 8, "{faulty} of {}", texts.len());
}

#[test]
fn no_payload_runs_in_any_place_of_a_page() {
    let (payloads, outcome) = &*BUILT;
    assert!(payloads.len() >= 300, "{}", payloads.len());
    let base = base();
    let mut faulty = Vec::new();
    let mut pages = 0;
    for (path, text) in texts(outcome).filter(|(path, _)| path.ends_with(".html")) {
        pages += 1;
        let mut faults = faults(&Html::parse_document(text), &base);
        // The first part of a list leads to the list, whatever stands in it.
        if let Some(list) = path.strip_suffix("page/1/index.html") {
            let leads = format!("<meta content=\"0; url=/{list}\" http-equiv=\"refresh\">");
            faults.retain(|fault| *fault != leads);
        }
        faulty
            .extend(faults.into_iter().map(|fault| format!("{}: {fault}", named(path, payloads))));
    }
    assert!(pages > 2 * payloads.len(), "{pages} pages");
    assert!(
        faulty.is_empty(),
        "{} faults:\n{}",
        faulty.len(),
        faulty[..faulty.len().min(40)].join("\n")
    );
}

#[test]
fn no_payload_runs_in_a_feed() {
    let (_, outcome) = &*BUILT;
    let base = base();
    let mut faulty = Vec::new();
    let mut items = 0;
    for (path, text) in texts(outcome).filter(|(path, _)| path.ends_with(".xml")) {
        let mut reader = quick_xml::Reader::from_str(text);
        let (mut element, mut words) = (String::new(), String::new());
        loop {
            use quick_xml::events::Event;
            match reader.read_event().unwrap_or_else(|error| panic!("{path}: {error}")) {
                Event::Start(tag) => {
                    element = tag.name().as_ref().to_owned();
                    words.clear();
                }
                Event::Text(text) => words.push_str(&text),
                Event::GeneralRef(reference) => {
                    words.push_str(&format!("&{};", &*reference));
                }
                Event::End(_) if ["content:encoded", "description"].contains(&element.as_str()) => {
                    items += 1;
                    let html = quick_xml::escape::unescape(&words).expect("text");
                    let faults = faults(&Html::parse_fragment(&html), &base);
                    faulty.extend(
                        faults.into_iter().map(|fault| format!("{path} {element}: {fault}")),
                    );
                    element.clear();
                }
                Event::Eof => break,
                _ => {}
            }
        }
    }
    assert!(items > 20, "{items}");
    assert!(
        faulty.is_empty(),
        "{} faults:\n{}",
        faulty.len(),
        faulty[..faulty.len().min(40)].join("\n")
    );
}

/// Menus stand on every page, so they have a site of their own.
#[test]
fn no_payload_runs_in_a_menu() {
    let items: Vec<_> = payloads()
        .iter()
        .map(|own| json!({ "name": own.text, "title": own.text, "url": own.text }))
        .collect();
    let matter = json!({ "title": "Menus", "description": "x" });
    let configuration = json!({
        "baseURL": "https://example.org/",
        "menus": { "main": items, "footer": items },
    });
    let world = MemoryWorld::new("2026-01-01T00:00:00Z")
        .file("site.toml", toml::to_string(&configuration).expect("TOML"))
        .file("content/a.md", format!("{matter:#}\n"));
    let outcome = build(&world, &Request::default(), &mut Silent).expect("a site");
    let (_, page) = texts(&outcome).find(|(path, _)| *path == "a/index.html").expect("the page");
    let html = Html::parse_document(page);
    assert!(page.matches("<li><a href=").count() > items.len());
    assert_eq!(faults(&html, &base()), [""; 0]);
}

#[test]
fn every_address_that_runs_is_reported_where_it_is_written() {
    let addresses: Vec<String> = addresses()
        .into_iter()
        .filter(|own| !own.contains(['\n', '\r', '\0']))
        .map(|own| own.replace(['<', '>'], "x"))
        .collect();
    let mut world = site();
    for (number, address) in addresses.iter().enumerate() {
        let text = format!("First.\n\n[x](<{address}>)\n");
        world = world.file(format!("content/a{number}.md"), text);
    }
    let outcome = build(&world, &Request::default(), &mut Silent).expect("a site");
    let found: BTreeSet<_> = outcome
        .diagnostics
        .iter()
        .filter(|own| own.code == Code::AddressUnsafe)
        .filter_map(|own| own.place.as_ref())
        .filter_map(|place| Some((place.file.to_string(), place.span?.start)))
        .collect();
    for (number, address) in addresses.iter().enumerate() {
        assert!(found.contains(&(format!("content/a{number}.md"), 8)), "{address:?}");
    }
}

#[test]
fn a_page_that_is_refused_everywhere_is_told_so_a_bounded_number_of_times() {
    let text = "# a {onclick=b}\n".repeat(12_000);
    let world = site().file("content/docs/refused.md", text);
    let outcome = build(&world, &Request::default(), &mut Silent).expect("a site");
    let refused = outcome.diagnostics.iter().filter(|found| found.code == Code::AttributeUnsafe);
    assert_eq!(refused.count(), 10_001);
    let html = texts(&outcome).find(|(path, _)| path.ends_with("refused/index.html"));
    assert!(!html.expect("the page").1.contains("onclick"));
}
