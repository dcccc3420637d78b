//! Parts of a page's body, each rendered by itself.

use jiff::Timestamp;
use site::diagnostic::Span;
use site::pipeline::{Outcome, Request, Silent, build};
use site::render::{Excerpt, ExcerptMaker, ExcerptSource};
use site::world::{MemoryWorld, World};

/// A page with a body, and what is made of parts of it. A part is what stands between two texts.
struct Rendered {
    text: String,
    outcome: Outcome,
    now: Timestamp,
}

impl Rendered {
    fn new(body: &str) -> Self {
        let text = format!("---\ntitle: A\n---\n{body}");
        let world = MemoryWorld::new("2026-01-01T00:00:00Z")
            .file("site.toml", "baseURL = 'https://example.org/'\ntitle = 'x'")
            .file("content/a.md", text.clone())
            .file("content/b.md", "---\ntitle: B\n---\n");
        let outcome = build(&world, &Request::default(), &mut Silent).expect("a site");
        Self { text, outcome, now: world.now() }
    }

    fn span(&self, words: &str) -> Span {
        let start = self.text.find(words).expect("the words");
        Span::new(start..start + words.len())
    }

    fn parts(&self, parts: &[Excerpt]) -> Vec<String> {
        let Outcome { settings, documents, site, .. } = &self.outcome;
        let source = ExcerptSource { settings, documents, site, now: self.now };
        let page = site.pages.iter().find(|page| page.title == "A").expect("the page");
        let made = ExcerptMaker::default().excerpts(source, &[(page, parts)], "ins");
        made.expect("templates").remove(0)
    }

    fn part(&self, words: &str, marks: &[&str]) -> String {
        let marks = marks.iter().map(|mark| self.span(mark)).collect();
        self.parts(&[Excerpt { span: self.span(words), marks }]).remove(0)
    }
}

#[test]
fn a_part_stands_within_what_is_around_it() {
    let page = Rendered::new(
        "1. one\n2. two\n   - deep\n\n> quoted\n\n| a | b |\n| --- | ---: |\n| c | d |\n\n## Heading {#id}\n",
    );
    assert_eq!(page.part("two", &[]), "<ol start=\"2\">\n<li>two</li>\n</ol>\n");
    assert_eq!(
        page.part("deep", &[]),
        "<ol start=\"2\">\n<li>\n<ul>\n<li>deep</li>\n</ul>\n</li>\n</ol>\n"
    );
    assert_eq!(page.part("quoted", &[]), "<blockquote>\n<p>quoted</p>\n</blockquote>\n");
    let row = page.part("| c | d |", &[]);
    assert!(row.contains("<tr><td>c</td><td align=\"right\">d</td></tr>"), "{row}");
    let head = page.part("| a | b |", &[]);
    assert!(head.contains("<th>a</th>") && !head.contains("<td"), "{head}");
    assert_eq!(page.part("## Heading {#id}", &[]), "<h2>Heading</h2>\n", "two pages, one id");
}

#[test]
fn words_links_and_code_are_marked() {
    let page = Rendered::new("Some *new words* & `a b` in [a link](/b/) and [another](/c/).\n");
    let whole = "Some *new words* & `a b` in [a link](/b/) and [another](/c/).\n";
    assert_eq!(
        page.part(whole, &["new", "a b", "/c/"]),
        "<p>Some <em><ins>new</ins> words</em> &amp; <ins><code>a b</code></ins> in \
         <a href=\"/b/\">a link</a> and <ins><a href=\"/c/\">another</a></ins>.</p>\n"
    );
}

#[test]
fn what_a_call_encloses_is_rendered_by_itself_too() {
    let page = Rendered::new("{{< warning >}}\nFirst.\n\nSecond *part*.\n{{< /warning >}}\n");
    assert_eq!(page.part("Second *part*.", &[]), "<p>Second <em>part</em>.</p>\n");
    let whole = page.part("{{< warning >}}\nFirst.\n\nSecond *part*.\n{{< /warning >}}", &[]);
    assert!(
        whole.contains("class=\"s-box s-warning alert alert-danger\"") && whole.contains("First."),
        "{whole}"
    );
}

#[test]
fn notes_are_numbered_as_they_are_met() {
    let page = Rendered::new("One.[^b]\n\nTwo.[^a]\n\n[^a]: Note a\n[^b]: Note b\n");
    let part = |words| Excerpt { span: page.span(words), marks: Vec::new() };
    let made = page.parts(&[part("One.[^b]"), part("Two.[^a]"), part("Note a")]);
    assert!(made[0].contains("#fn:1") && made[1].contains("#fn:2"), "{made:?}");
    assert_eq!(made[2].trim(), "<p>Note a</p>");
}

#[test]
fn a_hundred_thousand_parts_take_no_longer_than_they_must() {
    let page = Rendered::new(&"- x\n".repeat(100_000));
    let first = page.span("x");
    let parts: Vec<Excerpt> = (0..100_000)
        .map(|number: usize| {
            let start = first.range().start + number * 4;
            Excerpt { span: Span::new(start..start + 1), marks: Vec::new() }
        })
        .collect();
    let made = page.parts(&parts);
    assert_eq!(made[99_999], "<ul>\n<li>x</li>\n</ul>\n");
}
