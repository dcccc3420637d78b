//! The cost of an edit is the cost of the edit: whatever is edited, a site ten times as large makes no more work,
//! except where all pages have to be looked at, and that is listed here.
//!
//! Work is counted, not timed: files that are read, documents that are parsed, pages that are made, fingerprints
//! that are taken, files of the output whose bytes have to be compared.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use camino::{Utf8Path, Utf8PathBuf};
use jiff::Timestamp;
use site::artifact::Artifacts;
use site::pipeline::{BuildCache, Request, Silent, rebuild};
use site::world::{EntryKind, MemoryWorld, Revision, Walk, World};

/// A world that counts what is asked of it.
struct CountingWorld {
    files: MemoryWorld,
    reads: AtomicUsize,
    owners_read: AtomicUsize,
    searches: AtomicUsize,
}

impl CountingWorld {
    fn new(files: &MemoryWorld) -> Self {
        let (reads, owners_read, searches) = Default::default();
        Self { files: files.clone(), reads, owners_read, searches }
    }
}

impl World for CountingWorld {
    fn walk(&self, dir: &Utf8Path) -> Option<Arc<Walk>> {
        self.files.walk(dir)
    }

    fn find(&self, name: &str, skips: &dyn Fn(&Utf8Path) -> bool) -> Vec<Utf8PathBuf> {
        self.searches.fetch_add(1, Ordering::Relaxed);
        self.files.find(name, skips)
    }

    fn entry(&self, path: &Utf8Path) -> Option<EntryKind> {
        self.files.entry(path)
    }

    fn read(&self, path: &Utf8Path) -> io::Result<Vec<u8>> {
        self.reads.fetch_add(1, Ordering::Relaxed);
        if path.file_name() == Some("OWNERS") {
            self.owners_read.fetch_add(1, Ordering::Relaxed);
        }
        self.files.read(path)
    }

    fn revision(&self, path: &Utf8Path) -> Option<Revision> {
        self.files.revision(path)
    }

    fn now(&self) -> Timestamp {
        self.files.now()
    }
}

const CONFIGURATION: &str = "baseURL = 'https://example.org/'\ntitle = 'A site'\n\
    [languages.en]\ncontentDir = 'content/en'\n[languages.ko]\ncontentDir = 'content/ko'\n\
    [taxonomies]\ntag = 'tags'\n[pagination]\npagerSize = 3\n[permalinks]\nblog = '/blog/:year/:month/:slug/'\n";

/// A site with `size` times ten posts and ten pages of documentation in each of two languages.
fn site(size: usize) -> MemoryWorld {
    let mut world = MemoryWorld::new("2026-06-01T00:00:00Z")
        .file("site.toml", CONFIGURATION)
        .file("OWNERS", "approvers: [one]\n")
        .file("data/numbers.toml", "one = 1\n")
        .file("i18n/en.toml", "[own]\nother = 'a word'\n")
        .file("templates/own.html", "{% extends \"base.html\" %}{% block main %}own{% endblock %}")
        .file("static/robots.png", "no picture");
    for language in ["en", "ko"] {
        let at = |path: String| format!("content/{language}/{path}");
        world = world
            .file(at("OWNERS".to_owned()), "reviewers: [two]\n")
            .file(at("blog/_index.md".to_owned()), "---\ntitle: The blog\n---\nHello.\n")
            .file(at("docs/_index.md".to_owned()), "---\ntitle: Manual\n---\nRead.\n");
        for number in 0..10 * size {
            let day =
                jiff::civil::date(2020, 1, 1).saturating_add(jiff::Span::new().days(number as i64));
            let name = format!("post-{number}");
            world = world
                .file(at(format!("blog/{name}/index.md")), post(&name, &day.to_string()))
                .file(at(format!("blog/{name}/picture.png")), "no picture")
                .file(at(format!("docs/part-{}/_index.md", number / 10)), page(number))
                .file(at(format!("docs/part-{}/page-{number}.md", number / 10)), page(number))
                .file(at(format!("docs/part-{}/OWNERS", number / 10)), "reviewers: [three]\n");
        }
    }
    world
}

fn post(name: &str, day: &str) -> String {
    format!(
        "---\ntitle: {name}\nslug: {name}\ndate: {day}\ntags: [all]\n---\nWords of a post.\n\n\
         ## A heading\n\n![](picture.png) [a page](/docs/part-0/page-3/#a-heading)\n"
    )
}

fn page(number: usize) -> String {
    format!(
        "---\ntitle: Page {number}\nweight: {}\n---\n## A heading\n\nText.\n\n## {{{{% heading \"whatsnext\" %}}}}\n",
        number % 7
    )
}

/// What is done to a site: files and their new texts, `None` for those that go.
struct Edit {
    name: &'static str,
    files: Vec<(String, Option<String>)>,
    /// What grows with the site all the same, because all pages have to be looked at.
    grows: &'static [&'static str],
}

/// All pages show the titles, dates or addresses of others, and only looking tells which.
const LOOKS_AT_ALL: &[&str] = &["views", "summaries", "prints of pages", "resolved pages"];

fn edits() -> Vec<Edit> {
    let text = |path: &str, text: String| vec![(path.to_owned(), Some(text))];
    let first = "content/en/blog/post-9/index.md";
    let words = |of: String| of.replace("Words", "Other words");
    let edit = |name, files, grows| Edit { name, files, grows };
    vec![
        edit("nothing", Vec::new(), &[]),
        edit("the text of a post", text(first, words(post("post-9", "2020-01-10"))), &[]),
        edit(
            "the text of a page",
            text("content/ko/docs/part-0/page-5.md", page(5) + "More.\n"),
            &[],
        ),
        edit(
            "a heading",
            text("content/en/docs/part-0/page-3.md", page(3).replace("## A", "## No")),
            &[],
        ),
        edit(
            "the text of a section",
            text("content/en/docs/_index.md", "---\ntitle: Manual\n---\nLook.\n".to_owned()),
            SHOWN_BELOW,
        ),
        edit(
            "a title",
            text(first, post("post-9", "2020-01-10").replace("title: post-9", "title: New")),
            LOOKS_AT_ALL,
        ),
        edit("a picture", text("content/en/blog/post-9/picture.png", "still none".to_owned()), &[]),
        edit("a static file", text("static/robots.png", "another".to_owned()), &[]),
        edit(
            "owners of a directory",
            text("content/en/docs/part-0/OWNERS", "reviewers: [four]\n".to_owned()),
            LOOKS_AT_ALL,
        ),
        edit("a new page", text("content/en/docs/part-0/new.md", page(1)), PLACES),
        edit(
            "a page that goes",
            vec![("content/en/docs/part-0/page-7.md".to_owned(), None)],
            PLACES,
        ),
        edit(
            "a new post",
            text("content/ko/blog/new.md", post("new", "2020-01-11").replace("tags: [all]\n", "")),
            LATER_PARTS,
        ),
        edit("a bundle with another name", renamed_bundle(), FILE_NAMES),
        edit("data", text("data/numbers.toml", "one = 2\n".to_owned()), MADE_AGAIN),
        edit(
            "a string",
            text("i18n/en.toml", "[own]\nother = 'words'\n".to_owned()),
            MADE_WITH_ALL_LOOKED_AT,
        ),
        edit(
            "a template",
            text("templates/own.html", "{% extends \"base.html\" %}".to_owned()),
            MADE_WITH_ALL_LOOKED_AT,
        ),
    ]
}

/// A post that moves to another address, with its picture.
fn renamed_bundle() -> Vec<(String, Option<String>)> {
    let file = |bundle: &str, name: &str| format!("content/en/blog/{bundle}/{name}");
    vec![
        (file("post-9", "index.md"), None),
        (file("post-9", "picture.png"), None),
        (file("renamed", "index.md"), Some(post("renamed", "2020-01-10"))),
        (file("renamed", "picture.png"), Some("no picture".to_owned())),
    ]
}

/// All pages directly below a section show its summary.
const SHOWN_BELOW: &[&str] =
    &["called headings", "prints of pages", "pages", "lists", "textless", "bytes compared"];

/// All templates see the data files.
const MADE_AGAIN: &[&str] =
    &["called headings", "prints of pages", "pages", "lists", "textless", "bytes compared"];

/// Any template may ask for any string, and any page may be made with any template.
const MADE_WITH_ALL_LOOKED_AT: &[&str] = &[
    "views",
    "summaries",
    "called headings",
    "prints of pages",
    "pages",
    "lists",
    "textless",
    "bytes compared",
];

/// Links may lead elsewhere on any page, and only looking tells on which.
const PLACES: &[&str] = &["views", "summaries", "prints of pages", "resolved pages", "names"];

/// As with [`PLACES`]; and here the picture of every post has the name of the one that moves.
const FILE_NAMES: &[&str] = &[
    "views",
    "summaries",
    "prints of pages",
    "resolved pages",
    "names",
    "pages",
    "bytes compared",
];

/// Every part of a list behind a new entry begins with another one, and all parts show how many there are.
const LATER_PARTS: &[&str] = &[
    "views",
    "summaries",
    "prints of pages",
    "resolved pages",
    "names",
    "lists",
    "bytes compared",
];

/// A site that is built again and again.
struct Site {
    files: MemoryWorld,
    request: Request,
    cache: BuildCache,
    artifacts: Artifacts,
}

impl Site {
    fn new(files: MemoryWorld) -> Self {
        let (request, mut cache) = (Request::default(), BuildCache::default());
        let artifacts = built(&CountingWorld::new(&files), &request, &mut cache);
        Self { files, request, cache, artifacts }
    }

    /// What an edit costs. It is taken back afterwards.
    fn work(&mut self, edit: &Edit) -> BTreeMap<&'static str, usize> {
        let mut edited = self.files.clone();
        for (path, text) in &edit.files {
            match text {
                Some(text) => edited = edited.file(path, text.as_str()),
                None => edited.remove(path),
            }
        }
        let world = CountingWorld::new(&edited);
        let after = built(&world, &self.request, &mut self.cache);
        let mut work: BTreeMap<&str, usize> = self.cache.work().into_iter().collect();
        work.insert("bytes compared", compared(&self.artifacts, &after));
        work.insert("files read", world.reads.into_inner());
        work.insert("owners read", world.owners_read.into_inner());
        work.insert("searches", world.searches.into_inner());
        let restored = CountingWorld::new(&self.files);
        self.artifacts = built(&restored, &self.request, &mut self.cache);
        work
    }
}

fn built(world: &CountingWorld, request: &Request, cache: &mut BuildCache) -> Artifacts {
    let built = rebuild(world, request, cache, &mut Silent);
    built.unwrap_or_else(|_| panic!("a configuration")).artifacts
}

/// How many files are not known to be the same without looking at their bytes.
fn compared(before: &Artifacts, after: &Artifacts) -> usize {
    let both = after.beside(before).filter(|both| match (both.before, both.after) {
        (Some(before), Some(after)) => !before.is_shared_with(after) && !before.is_copy(),
        _ => true,
    });
    both.count()
}

#[test]
fn the_cost_of_an_edit_does_not_grow_with_the_site() {
    let (mut small, mut large) = (Site::new(site(2)), Site::new(site(12)));
    let mut wrong = String::new();
    for edit in edits() {
        let (once, more) = (small.work(&edit), large.work(&edit));
        for (what, count) in &more {
            let (grows, may_grow) = (*count > once[what], edit.grows.contains(what));
            if grows != may_grow {
                let _ = writeln!(wrong, "{}: {what}: {} and {count}", edit.name, once[what]);
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "what grows with the site, or could be held to not growing:\n{wrong}"
    );
}
