//! A print view is one file up to a size; a larger one is split, and repeats nothing that other print
//! views hold.

use site::artifact::Artifact;
use site::pipeline::{Outcome, Request, Silent, build};
use site::world::MemoryWorld;

const CONFIGURATION: &str =
    "baseURL = 'https://example.org/'\ntitle = 'Site'\n[outputs]\nsection = ['HTML', 'print']\n";

/// What the theme shows of a print view that is looked at here.
const PRINT: &str = "{% for part in print.parts %}{{ part.url }} {% endfor %}\n\
     {% for entry in print.contents %}{{ entry.url }} {% endfor %}\n\
     {% for chapter in print.chapters %}{{ chapter.id }} {% endfor %}";

const BARE: &str = "{{ page.title }}";

/// The site with pages of a megabyte and a half each.
fn built(pages: &[(&str, &str)]) -> Outcome {
    let text = "Some words of a long text.\n\n".repeat(45_000);
    let world = MemoryWorld::new("2026-06-01T12:00:00Z").file("hugo.toml", CONFIGURATION);
    let world = ["page", "home", "section", "blog/page", "blog/section", "404", "redirect"]
        .iter()
        .fold(world, |world, name| world.file(format!("templates/{name}.html"), BARE));
    let world = world.file("templates/print.html", PRINT);
    let world = pages.iter().fold(world, |world, (path, head)| {
        world.file(path, format!("---\ntitle: {path}\n{head}\n---\n{text}"))
    });
    build(&world, &Request::default(), &mut Silent).expect("a configuration")
}

fn print_view(outcome: &Outcome, path: &str) -> String {
    match outcome.artifacts.get(path) {
        Some(Artifact::Bytes(bytes)) => String::from_utf8_lossy(bytes).trim().to_owned(),
        _ => panic!("no {path}"),
    }
}

#[test]
fn a_large_print_view_of_posts_is_split_into_years() {
    let outcome = built(&[
        ("content/blog/a.md", "date: 2024-03-04"),
        ("content/blog/b.md", "date: 2025-03-04"),
        ("content/blog/c.md", "date: 2025-05-06"),
    ]);
    let parts = "/blog/_print/ /blog/_print/2025/ /blog/_print/2024/";
    let expected = [
        ("blog/_print/index.html", "#blog", "blog"),
        ("blog/_print/2025/index.html", "#blog.c #blog.b", "blog.c blog.b"),
        ("blog/_print/2024/index.html", "#blog.a", "blog.a"),
    ];
    for (path, contents, chapters) in expected {
        let found = print_view(&outcome, path);
        let lines: Vec<&str> = found.lines().map(str::trim).collect();
        assert_eq!(lines, [parts, contents, chapters], "{path}");
    }
}

#[test]
fn a_large_print_view_leads_to_those_of_its_subsections() {
    let outcome = built(&[
        ("content/docs/_index.md", "weight: 1"),
        ("content/docs/first.md", "weight: 1"),
        ("content/docs/deep/_index.md", "weight: 2"),
        ("content/docs/deep/second.md", "weight: 1"),
    ]);
    let whole = print_view(&outcome, "docs/_print/index.html");
    let lines: Vec<&str> = whole.lines().map(str::trim).collect();
    assert_eq!(lines[1], "#docs #docs.first /docs/deep/_print/");
    assert_eq!(lines[2], "docs docs.first");
    let deep = print_view(&outcome, "docs/deep/_print/index.html");
    assert!(deep.ends_with("docs.deep docs.deep.second"), "{deep}");
}
