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
#[path = "conformance/words.rs"]
mod words;
#[path = "support/corpus.rs"]
mod support;
#[path = "support/programs.rs"]
mod programs;

use std::sync::OnceLock;

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
    ("shortcodes/imgproc.html", include_str!("conformance/layouts/imgproc.html")),
    ("shortcodes/mermaid.html", "<pre class=\"mermaid\">{{ .Inner }}</pre>"),
    ("shortcodes/table.html", include_str!("conformance/layouts/table.html")),
    ("shortcodes/youtube.html", "<div class=\"video\"></div>"),
];
/// Between per cent signs the inner text is Markdown of the page.
const MARKDOWN: &str = "<div class=\"box\">\n\n{{ .Inner }}\n\n</div>";
const BOX: &str = include_str!("conformance/layouts/box.html");

/// The corpus as Hugo publishes it and as we do.
struct Both {
    published: Published,
    world: DiskWorld,
    outcome: Outcome,
}

/// Both, made once for all tests.
fn both() -> Option<&'static Both> {
    static BOTH: OnceLock<Option<Both>> = OnceLock::new();
    let made = BOTH.get_or_init(|| {
        let root = support::corpus()?;
        let published = hugo::publish(&root, support::NOW, LAYOUTS, "the comparison of posts")?;
        let world = DiskWorld::open(&root, support::NOW.parse().ok()).expect("the corpus");
        let outcome = build(&world, &Request::default(), &mut Silent).expect("a configuration");
        Some(Both { published, world, outcome })
    });
    made.as_ref()
}

#[test]
fn posts_read_as_hugo_lets_them_read() {
    let Some(Both { published, outcome, .. }) = both() else { return };
    let posts: Vec<String> = posts::paths(outcome).into_iter().collect();
    let differences: Vec<Difference> =
        posts.par_iter().flat_map_iter(|post| differences(post, outcome, published)).collect();
    let report = Report::new(posts.len(), differences);
    let directory = concat!(env!("CARGO_MANIFEST_DIR"), "/target/conformance");
    std::fs::create_dir_all(directory).expect("made");
    std::fs::write(format!("{directory}/report.md"), report.list()).expect("written");
    programs::say(&report.table());
    let unexplained = report.unexplained_posts();
    assert!(unexplained * 100 <= posts.len(), "{unexplained} posts differ without a reason");
    assert_eq!(report.idle_classes(), Vec::<&str>::new(), "classes without a difference");
}

fn differences(post: &str, outcome: &Outcome, published: &Published) -> Vec<Difference> {
    let file = format!("{}index.html", post.trim_start_matches('/'));
    let address = Url::parse(same::SITE).and_then(|base| base.join(post));
    let address = address.expect("an address");
    let hugos = published.read(&file).expect("Hugo has written it");
    let ours = read::read(&posts::page(outcome, &file), "[data-pagefind-body]", &address);
    compare::compare(post, &ours, &read::read(&hugos, "article", &address))
}

/// Hugo's own count has code in it and, in Chinese and Japanese, punctuation; of Korean it counts
/// characters. None of that is what a reading time is about: so the words of its pages are counted
/// here, without code and captions.
#[test]
fn words_are_those_of_hugos_pages() {
    let Some(Both { published, world, outcome }) = both() else { return };
    let ours = words::ours(world);
    let posts = posts::paths(outcome);
    let counts = posts.iter().map(|post| {
        let (file, hugos) = words::hugos(published, post);
        (ours[&file], hugos, file)
    });
    // Ours has the source of a diagram in it, and not the text within blocks of raw HTML.
    let far: Vec<_> =
        counts.filter(|(ours, hugos, _)| ours.abs_diff(*hugos) * 50 > *hugos).collect();
    programs::say(&format!(
        "words of {} posts: {} differ by more than 2 %",
        posts.len(),
        far.len()
    ));
    assert!(far.len() * 100 <= posts.len() * 3, "{far:?}");
}
