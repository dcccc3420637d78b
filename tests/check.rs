//! `site check`: which links are dead, and which are alive.
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

use std::fs;
use std::process::{Command, Output};

use serde_json::Value;
use site::check::{Checked, LinkCounts, check};
use site::diagnostic::{Code, Diagnostic};
use site::pipeline::{Request, Silent, build};
use site::world::MemoryWorld;

const CONFIGURATION: &str = "baseURL = 'https://example.org/sub/'\n\
                             [languages.en]\n[languages.ko]\n\
                             [markup.goldmark.renderer]\nunsafe = true\n";

/// A site in two languages around a page that says `text`.
fn world(text: &str) -> MemoryWorld {
    let page = |title: &str, text: &str| format!("---\ntitle: {title}\n---\n{text}\n").into_bytes();
    MemoryWorld::new("2026-01-01T00:00:00Z")
        .file("site.toml", CONFIGURATION)
        .file("content/en/docs/a.md", page("A", text))
        .file("content/en/docs/b.md", page("B", "## Two words\n\n<a name=\"old\"></a>"))
        .file("content/en/docs/c/index.md", page("C", ""))
        .file("content/en/docs/c/d.svg", "<svg/>")
        .file("content/en/docs/e.md", b"---\ntitle: E\naliases: [/old/e/]\n---\n".to_vec())
        .file("content/ko/docs/b.md", page("B", ""))
        .file("static/f.txt", "f")
        .file("static/_redirects", "# moved\n/docs/gone/* /docs/b/ 301\n/docs/left /docs/b/\n")
}

fn checked(text: &str) -> Checked {
    let world = world(text);
    let outcome = build(&world, &Request::default(), &mut Silent).expect("a configuration");
    let mut checked = check(&world, &outcome);
    // Links are called "link" here.
    checked.diagnostics.retain(|problem| problem.code != Code::LinkWords);
    checked
}

/// The problems of the page, each with the text that it is about.
fn problems(text: &str) -> Vec<(Code, String, String)> {
    let whole = format!("---\ntitle: A\n---\n{text}\n");
    let shown = |problem: Diagnostic| {
        let place = problem.place.expect("a place");
        assert_eq!(place.file, "content/en/docs/a.md");
        let at = place.span.map_or("", |span| &whole[span.range()]);
        (problem.code, problem.message, at.to_owned())
    };
    checked(text).diagnostics.into_iter().map(shown).collect()
}

#[test]
fn what_is_there_is_not_reported() {
    for address in [
        "/sub/docs/b/",
        "/docs/b/",
        "../b/",
        "../b/#two-words",
        "../b/#old",
        "#here",
        "#",
        "#top",
        "../c/d.svg",
        "../e/",
        "/sub/old/e/",
        "/sub/old/e/#anything",
        "/sub/f.txt",
        "/sub/docs/gone/far/away/",
        "/sub/docs/left",
        "/sub/ko/docs/b/",
        "https://example.org/sub/docs/b/",
        "https://elsewhere.example/docs/x/",
        "https://example.org/",
        "mailto:a@example.org",
        "/sub/sitemap.xml",
        "../b/?query=1#two-words",
    ] {
        let text = format!("## Here\n\n[link]({address})");
        assert_eq!(problems(&text), [], "{address}");
    }
}

#[test]
fn a_page_that_is_not_there_is_reported_where_it_is_written() {
    for (address, target) in [
        ("/docs/x/", "/docs/x/"),
        ("../x/", "/docs/x/"),
        ("https://example.org/sub/docs/x/", "/docs/x/"),
        ("/ko/docs/x/", "/ko/docs/x/"),
    ] {
        let found = problems(&format!("[link]({address})"));
        let [(code, message, at)] = found.as_slice() else { panic!("{address}: {found:?}") };
        assert_eq!(*code, Code::LinkDead);
        assert_eq!(*message, format!("no page is at `{target}`"));
        assert!(address.contains(at.as_str()) && !at.is_empty(), "{address}: {at}");
    }
}

#[test]
fn raw_html_and_pictures_are_looked_at_too() {
    let found = problems("<a href=\"../x/\">x</a>\n\n<img src=\"y.png\" alt=\"\">");
    let messages: Vec<&str> = found.iter().map(|(_, message, _)| message.as_str()).collect();
    assert_eq!(messages, ["no page is at `/docs/x/`", "no file is at `/docs/a/y.png`"]);
}

#[test]
fn a_place_that_a_page_does_not_have_is_reported() {
    let found = problems("[link](../b/#three-words) and [here](#nowhere)");
    assert_eq!(
        found,
        [
            (
                Code::LinkAnchor,
                "`/docs/b/` has no place `#three-words`".to_owned(),
                "../b/#three-words".to_owned()
            ),
            (
                Code::LinkAnchor,
                "`/docs/a/` has no place `#nowhere`".to_owned(),
                "#nowhere".to_owned()
            ),
        ]
    );
}

#[test]
fn an_address_that_differs_in_case_is_explained() {
    let checked = checked("[link](/sub/docs/B/)");
    assert_eq!(checked.diagnostics[0].hint.as_deref(), Some("did you mean `/docs/b/`?"));
}

#[test]
fn parts_of_the_site_that_are_not_here_are_counted_and_not_judged() {
    let checked = checked("[blog](/sub/blog/2020/x/) [b](/sub/docs/b/) [c](https://a.example/)");
    assert_eq!(checked.diagnostics, []);
    let LinkCounts { elsewhere, external, .. } = checked.links;
    assert!(elsewhere >= 1 && external >= 1, "{:?}", checked.links);
}

fn site(root: &std::path::Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_site"))
        .args(["--root", root.to_str().expect("UTF-8"), "--color", "never", "check", "--no-cache"])
        .args(arguments)
        .output()
        .expect("the program runs")
}

#[test]
fn the_command_writes_nothing_and_fails_for_what_is_denied() {
    let directory = tempfile::tempdir().expect("a directory");
    let root = directory.path();
    fs::create_dir_all(root.join("content")).expect("a directory");
    fs::write(root.join("site.toml"), "baseURL = 'https://example.org/'\n").expect("written");
    fs::write(root.join("content/a.md"), "---\ntitle: A\n---\n[x](/a/#y)\n").expect("written");
    let output = site(root, &[]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("warning[link-anchor]") && said.contains("content/a.md:4:5"), "{said}");
    assert!(said.contains("within the site: 1 warning"), "{said}");
    assert!(!root.join("public").exists());
    assert_eq!(site(root, &["--deny", "warnings"]).status.code(), Some(1));
    let document: Value =
        serde_json::from_slice(&site(root, &["--format", "json"]).stdout).expect("JSON");
    assert_eq!(document["diagnostics"][0]["code"], "link-anchor");
    assert!(document["links"]["checked"].as_u64() > Some(0));
}
