//! Every post of the corpus reads as Hugo lets it read, or better: headings, paragraphs, links,
//! images, code and tables are compared one by one.
//!
//! A difference is in a class whose reason `conformance/classes.rs` gives, or it is a fault. All of
//! them are listed in `target/conformance/report.md`.
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

#[path = "conformance/classes.rs"]
mod classes;
#[path = "conformance/compare.rs"]
mod compare;
#[path = "support/hugo.rs"]
mod hugo;
#[path = "support/posts.rs"]
mod posts;
#[path = "conformance/read.rs"]
mod read;
#[path = "conformance/report.rs"]
mod report;
#[path = "conformance/same.rs"]
mod same;
#[path = "support/corpus.rs"]
mod support;

use rayon::prelude::*;
use site::pipeline::{Outcome, Request, Silent, build};
use site::world::DiskWorld;
use url::Url;

use compare::Difference;
use hugo::{Layouts, Published};
use report::Report;

/// Bare templates for Hugo: a post is its content, and a shortcode what the blog's own template
/// gives, without what only decorates it.
const LAYOUTS: &Layouts = &[
    ("single.html", include_str!("conformance/layouts/single.html")),
    ("shortcodes/alert.html", MARKDOWN),
    ("shortcodes/caution.html", BOX),
    ("shortcodes/note.html", BOX),
    ("shortcodes/pageinfo.html", MARKDOWN),
    ("shortcodes/warning.html", BOX),
    ("shortcodes/code_sample.html", include_str!("conformance/layouts/code_sample.html")),
    ("shortcodes/comment.html", "{{ $_ := .Inner }}"),
    ("shortcodes/glossary_tooltip.html", include_str!("conformance/layouts/glossary_tooltip.html")),
    ("shortcodes/imgproc.html", BOX),
    ("shortcodes/mermaid.html", "<pre class=\"mermaid\">{{ .Inner }}</pre>"),
    ("shortcodes/table.html", include_str!("conformance/layouts/table.html")),
    ("shortcodes/youtube.html", "<div class=\"video\"></div>"),
];
/// Between per cent signs the inner text is Markdown of the page.
const MARKDOWN: &str = "<div class=\"box\">\n\n{{ .Inner }}\n\n</div>";
const BOX: &str = include_str!("conformance/layouts/box.html");

#[test]
fn posts_read_as_hugo_lets_them_read() {
    let Some(root) = support::corpus() else { return };
    let what = "the comparison of posts";
    let Some(published) = hugo::publish(&root, support::NOW, LAYOUTS, what) else { return };
    let world = DiskWorld::open(&root, support::NOW.parse().ok()).expect("the corpus");
    let outcome = build(&world, &Request::default(), &mut Silent).expect("a configuration");
    let posts: Vec<String> = posts::paths(&outcome).into_iter().collect();
    let differences: Vec<Difference> =
        posts.par_iter().flat_map_iter(|post| differences(post, &outcome, &published)).collect();
    let report = Report::new(posts.len(), differences);
    let directory = concat!(env!("CARGO_MANIFEST_DIR"), "/target/conformance");
    std::fs::create_dir_all(directory).expect("made");
    std::fs::write(format!("{directory}/report.md"), report.list()).expect("written");
    support::say(&report.table());
    let unexplained = report.unexplained_posts();
    assert!(unexplained * 100 <= posts.len(), "{unexplained} posts differ without a reason");
    assert_eq!(report.idle_classes(), Vec::<&str>::new(), "classes without a difference");
}

fn differences(post: &str, outcome: &Outcome, published: &Published) -> Vec<Difference> {
    let file = format!("{}index.html", post.trim_start_matches('/'));
    let address = Url::parse("https://kubernetes.io").and_then(|base| base.join(post));
    let address = address.expect("an address");
    let hugos = published.read(&file).expect("Hugo has written it");
    let ours = read::read(&posts::page(outcome, &file), "[data-pagefind-body]", &address);
    compare::compare(post, &ours, &read::read(&hugos, "article", &address))
}
