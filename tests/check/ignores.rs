//! `site-ignore`: what a comment switches off, and what not.

use site::check::check;
use site::diagnostic::Code;
use site::pipeline::{Request, Silent, build};
use site::world::MemoryWorld;

/// The lines of the page on which something is found, with the codes.
fn found(text: &str) -> Vec<(usize, Code)> {
    let page = format!("---\ntitle: A\n---\n{text}\n");
    let world = MemoryWorld::new("2026-01-01T00:00:00Z")
        .file("site.toml", "baseURL = 'https://example.org/'")
        .file("content/docs/a.md", page.as_str());
    let outcome = build(&world, &Request::default(), &mut Silent).expect("a configuration");
    let mut all = outcome.diagnostics.clone();
    all.extend(check(&world, &outcome).diagnostics);
    let line = |start: u32| page[..start as usize].matches('\n').count() - 2;
    all.iter()
        .filter_map(|found| Some((line(found.place.as_ref()?.span?.start), found.code)))
        .collect()
}

#[test]
fn a_comment_before_everything_is_for_the_whole_file() {
    assert_eq!(
        found("<!-- site-ignore: link-dead later -->\n\n[a](/docs/x/)\n\n[b](/docs/y/)"),
        []
    );
    assert_eq!(found("\n<!-- site-ignore: link-anchor, link-dead -->\n[a](/docs/x/) [b](#c)"), []);
}

#[test]
fn a_comment_is_for_the_block_behind_it() {
    let text = "Text\n\n<!-- site-ignore: link-dead later -->\n\n[a](/docs/x/)\nmore [b](/docs/y/)\n\n[c](/docs/z/)";
    assert_eq!(found(text), [(8, Code::LinkDead)]);
    let list = "Text\n\n- one\n\n  <!-- site-ignore: link-dead later -->\n  [a](/docs/x/)\n- [b](/docs/y/)";
    assert_eq!(found(list), [(7, Code::LinkDead)]);
}

#[test]
fn a_comment_on_a_line_of_text_is_for_that_line() {
    let text = "Text\n\n[a](/docs/x/) <!-- site-ignore: link-dead later -->\n[b](/docs/y/)";
    assert_eq!(found(text), [(4, Code::LinkDead)]);
}

#[test]
fn a_build_heeds_it_too() {
    assert_eq!(
        found("Text\n\n<!-- site-ignore: shortcode-unknown later -->\n\n{{< nothing >}}"),
        []
    );
}

#[test]
fn what_switches_nothing_off_is_reported() {
    assert_eq!(found("Text\n\n<!-- site-ignore: link-dead -->\n\nText"), [(3, Code::IgnoreUnused)]);
    assert_eq!(found("Text\n\n<!-- site-ignore: link-ded -->\n\nText"), [(3, Code::IgnoreUnused)]);
    assert_eq!(found("Text\n\n<!-- site-ignore: -->\n\nText"), [(3, Code::IgnoreUnused)]);
    let half = "Text\n\n<!-- site-ignore: link-dead, link-anchor -->\n\n[a](/docs/x/)";
    assert_eq!(found(half), [(3, Code::IgnoreUnused)]);
    assert_eq!(found("```html\n<!-- site-ignore: link-dead -->\n```"), []);
}
