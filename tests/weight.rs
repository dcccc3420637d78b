//! What a page costs its reader: the frame round a text, style sheets, scripts, and what a strict
//! content security policy would refuse.
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

#[path = "support/corpus.rs"]
mod corpus;
#[path = "support/programs.rs"]
mod programs;

use std::fmt::Write as _;
use std::io::Write as _;

use camino::Utf8Path;
use flate2::Compression;
use flate2::write::GzEncoder;
use lol_html::{RewriteStrSettings, element, rewrite_str};
use site::artifact::Artifacts;
use site::pipeline::{Request, Silent, build};
use site::world::{DiskWorld, MemoryWorld, World};

/// Bytes of HTML that may stand round the text of a page.
const FRAME: usize = 30_000;
/// Bytes of style sheets and of scripts, gzipped.
const STYLES: usize = 20_000;
const SCRIPTS: usize = 8_000;

#[test]
fn the_page_round_every_post_is_light_and_strict() {
    let Some(root) = corpus::corpus() else { return };
    let world = DiskWorld::open(&root, corpus::NOW.parse().ok()).expect("the corpus can be read");
    let artifacts = built(&world);
    let mut sizes: Vec<(usize, &str)> = Vec::new();
    for (path, html) in pages(&artifacts).filter(|(path, _)| is_post(path)) {
        let frame = without_text(&html);
        assert_strict(path, &frame);
        sizes.push((frame.len(), path));
    }
    sizes.sort_unstable();
    let (median, _) = sizes[sizes.len() / 2];
    let (largest, path) = sizes[sizes.len() - 1];
    programs::say(&format!("HTML round a post: median {median} bytes, most {largest} ({path})"));
    assert!(largest < FRAME, "{largest} bytes round {path}");
}

#[test]
fn every_page_of_the_manual_is_light_and_strict() {
    let world = DiskWorld::open(Utf8Path::new(env!("CARGO_MANIFEST_DIR")), None);
    let artifacts = built(&world.expect("this repository"));
    for (path, html) in pages(&artifacts) {
        let frame = without_text(&html);
        assert_strict(path, &frame);
        assert!(frame.len() < FRAME, "{} bytes round {path}", frame.len());
    }
}

#[test]
fn style_sheets_and_scripts_are_small_and_set_no_cookie() {
    let world = DiskWorld::open(Utf8Path::new(env!("CARGO_MANIFEST_DIR")), None);
    let artifacts = built(&world.expect("this repository"));
    let home = text(&artifacts, "index.html").expect("a home page");
    let (mut styles, mut scripts) = (0, 0);
    for path in assets(&home) {
        let content = text(&artifacts, path.trim_start_matches('/')).expect("an asset");
        assert!(!content.contains("cookie"), "{path}");
        let size = gzipped(&content);
        if path.ends_with(".css") { styles += size } else { scripts += size }
    }
    programs::say(&format!("gzipped: style sheets {styles} bytes, scripts {scripts}"));
    assert!(styles > 0 && styles < STYLES, "{styles} bytes of style sheets");
    assert!(scripts > 0 && scripts < SCRIPTS, "{scripts} bytes of scripts");
}

#[test]
fn the_tree_of_a_huge_section_is_bounded() {
    let mut world = MemoryWorld::new("2026-01-01T00:00:00Z")
        .file("site.toml", "baseURL = 'https://example.org/'\ntitle = 'A site'");
    for part in 0..30 {
        let section = format!("content/docs/part-{part:02}");
        world =
            world.file(format!("{section}/_index.md"), "---\ntitle: A part of the whole\n---\n");
        for page in 0..100 {
            let title = format!("---\ntitle: Page {page:02} of a part of the whole\n---\n");
            world = world.file(format!("{section}/page-{page:02}.md"), title);
        }
    }
    let artifacts = built(&world);
    for path in ["docs/part-07/page-50/index.html", "docs/part-29/index.html"] {
        let html = text(&artifacts, path).expect("a page");
        assert!(html.len() < FRAME, "{} bytes at {path}", html.len());
        assert!(html.contains("href=\"/docs/part-07/\"") || path.contains("29"), "{html}");
    }
    let html = text(&artifacts, "docs/part-07/page-50/index.html").expect("a page");
    for near in ["page-49", "page-50", "page-51"] {
        assert!(html.contains(&format!("href=\"/docs/part-07/{near}/\"")), "{near} is not near");
    }
}

fn built(world: &dyn World) -> Artifacts {
    let outcome = build(world, &Request::default(), &mut Silent);
    outcome.unwrap_or_else(|_| panic!("a usable configuration")).artifacts
}

fn pages(artifacts: &Artifacts) -> impl Iterator<Item = (&str, String)> {
    let paths = artifacts.paths().filter(|path| path.ends_with(".html"));
    let pages = paths.filter_map(|path| Some((path, text(artifacts, path)?)));
    pages.filter(|(_, html)| !html.contains("http-equiv=\"refresh\""))
}

fn text(artifacts: &Artifacts, path: &str) -> Option<String> {
    let bytes = artifacts.get(path)?.made()?.expect("it can be read");
    Some(String::from_utf8(bytes.to_vec()).expect("UTF-8"))
}

/// `blog/2026/02/12/name/index.html`, in any language.
fn is_post(path: &str) -> bool {
    let below = path.split_once("blog/").map_or("", |(_, below)| below);
    below.starts_with(|first: char| first.is_ascii_digit())
}

/// The page without what its author wrote.
fn without_text(html: &str) -> String {
    let handler = element!("div.s-text", |text| {
        text.set_inner_content("", lol_html::html_content::ContentType::Text);
        Ok(())
    });
    let settings = RewriteStrSettings::new().append_element_content_handler(handler);
    rewrite_str(html, settings).expect("HTML")
}

/// Nothing that a policy without `unsafe-inline` refuses, nothing from another host, and every asset
/// under a name that may be cached for ever.
fn assert_strict(path: &str, frame: &str) {
    let mut refused = String::new();
    let handler = element!("*", |element| {
        let name = element.tag_name();
        let has = |attribute: &str| element.has_attribute(attribute);
        let is_inline = name == "style" || name == "script" && !has("src");
        let on = element.attributes().iter().any(|own| own.name().starts_with("on"));
        if is_inline || has("style") || on {
            let _ = writeln!(refused, "<{name}>");
        }
        Ok(())
    });
    let settings = RewriteStrSettings::new().append_element_content_handler(handler);
    rewrite_str(frame, settings).expect("HTML");
    assert_eq!(refused, "", "inline in {path}");
    let pattern = regex::Regex::new(r"^/assets/\w+\.[0-9a-f]{12}\.(css|js)$").expect("a pattern");
    let all = assets(frame);
    assert!(!all.is_empty(), "no asset in {path}");
    for asset in all {
        assert!(pattern.is_match(&asset), "{asset} in {path}");
    }
}

/// The URLs of the style sheets and scripts that a page loads.
fn assets(html: &str) -> Vec<String> {
    let mut urls = Vec::new();
    let handler = element!("link[rel=stylesheet], script", |element| {
        let url = element.get_attribute("href").or_else(|| element.get_attribute("src"));
        urls.push(url.unwrap_or_default());
        Ok(())
    });
    let settings = RewriteStrSettings::new().append_element_content_handler(handler);
    rewrite_str(html, settings).expect("HTML");
    urls
}

fn gzipped(text: &str) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).expect("memory");
    encoder.finish().expect("memory").len()
}
