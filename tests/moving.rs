//! `site mv` and `site rm`: the page goes in all languages, and no link is left behind.
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use proptest::prelude::*;
use regex::Regex;
use tempfile::TempDir;
use url::Url;

const CONFIGURATION: &str = "baseURL = 'https://example.org/sub/'\n\
                             [languages.en]\ncontentDir = 'content/en'\n\
                             [languages.ko]\ncontentDir = 'content/ko'\n\
                             [permalinks]\nblog = '/:section/:year/:slug/'\n\
                             [markup.goldmark.renderer]\nunsafe = true\n";

const LINKS: &str = "[a](/docs/old/) [b](/docs/old#x) [c](/sub/docs/old/) [d](../old/)\n\
                     [e](https://example.org/sub/docs/old/) [f](/docs/older/) [g](/ko/docs/old/)\n\
                     <a href=\"/docs/old/\">h</a> {{< ref \"docs/old\" >}} {{< relref \"/docs/old.md#x\" >}}\n\n\
                     [i]: /docs/old/\n";

const MOVED: &str = "[a](/guide/new/) [b](/guide/new#x) [c](/sub/guide/new/) [d](/guide/new/)\n\
                     [e](https://example.org/sub/guide/new/) [f](/docs/older/) [g](/ko/guide/new/)\n\
                     <a href=\"/guide/new/\">h</a> {{< ref \"/guide/new\" >}} {{< relref \"/guide/new#x\" >}}\n\n\
                     [i]: /guide/new/\n";

fn page(title: &str, text: &str) -> String {
    format!("---\ntitle: {title}\n---\n{text}")
}

fn site(files: &[(&str, String)]) -> TempDir {
    let directory = tempfile::tempdir().expect("a directory");
    write(directory.path(), "site.toml", CONFIGURATION);
    for (path, text) in files {
        write(directory.path(), path, text);
    }
    directory
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
    fs::write(path, text).expect("written");
}

/// The pages that most tests move.
fn docs() -> TempDir {
    site(&[
        ("content/en/docs/links.md", page("Links", LINKS)),
        ("content/en/docs/older.md", page("Older", "")),
        ("content/en/docs/old.md", page("Old", "## X\n\n[l](../links/) [o](#x)\n")),
        ("content/ko/docs/old.md", page("옛", "## X\n")),
    ])
}

fn run(root: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_site"))
        .args(["--root", root.to_str().expect("UTF-8"), "--color", "never"])
        .args(arguments)
        .output()
        .expect("the program runs")
}

#[track_caller]
fn fine(root: &Path, arguments: &[&str]) -> String {
    let output = run(root, arguments);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Every file of the content.
fn content(root: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut directories = vec![root.join("content")];
    while let Some(directory) = directories.pop() {
        for entry in fs::read_dir(directory).expect("a directory").flatten() {
            let path = entry.path();
            if path.is_dir() {
                directories.push(path);
            } else {
                let name = path.strip_prefix(root).expect("below").to_string_lossy().into_owned();
                files.insert(name, fs::read_to_string(&path).expect("text"));
            }
        }
    }
    files
}

#[track_caller]
fn assert_no_dead_link(root: &Path) {
    fine(root, &["check", "--deny", "warnings", "--no-cache"]);
}

#[test]
fn a_page_goes_in_all_languages_with_its_links_and_an_alias() {
    let site = docs();
    let root = site.path();
    assert_no_dead_link(root);
    let told = fine(root, &["mv", "content/en/docs/old.md", "guide/new"]);
    assert!(told.contains("content/ko/docs/old.md -> content/ko/guide/new.md"), "{told}");
    assert!(told.contains("/ko/docs/old/ -> /ko/guide/new/"), "{told}");
    let files = content(root);
    assert_eq!(files["content/en/docs/links.md"], page("Links", MOVED));
    assert_eq!(
        files["content/en/guide/new.md"],
        "---\ntitle: Old\naliases: [\"/docs/old/\"]\n---\n## X\n\n[l](/docs/links/) [o](#x)\n"
    );
    assert!(files["content/ko/guide/new.md"].contains("aliases: [\"/ko/docs/old/\"]"));
    assert!(!files.contains_key("content/en/docs/old.md"));
    assert_no_dead_link(root);
}

#[test]
fn menus_lead_to_the_new_place() {
    let menus = "[[menus.main]]\nname = 'Old'\npageRef = '/docs/old'\n\
                 [[menus.main]]\nname = 'Older'\npageRef = '/docs/older'\n\
                 [[menus.foot]]\nname = 'Old'\nurl = '/docs/old/#x'\n";
    let site = docs();
    let root = site.path();
    write(root, "site.toml", &format!("{CONFIGURATION}{menus}"));
    write(root, "data/cards.yaml", "- {title: Old, url: /docs/old/}\n- url: \"/docs/older/\"\n");
    write(
        root,
        "content/en/docs/side.md",
        "---\ntitle: Side\nmenus:\n  side: {pageRef: /docs/old, name: Old}\n---\nurl: /docs/old/\n",
    );
    fine(root, &["mv", "content/en/docs/old.md", "guide/new"]);
    let read = |path: &str| fs::read_to_string(root.join(path)).expect("a file");
    let expected = menus.replace("/docs/old'", "/guide/new'").replace("/docs/old/", "/guide/new/");
    assert_eq!(read("site.toml"), format!("{CONFIGURATION}{expected}"));
    assert_eq!(
        read("data/cards.yaml"),
        "- {title: Old, url: /guide/new/}\n- url: \"/docs/older/\"\n"
    );
    assert!(
        read("content/en/docs/side.md")
            .ends_with("{pageRef: /guide/new, name: Old}\n---\nurl: /docs/old/\n")
    );
    assert_no_dead_link(root);
}

#[test]
fn git_knows_of_the_move() {
    let site = docs();
    let root = site.path().join("site");
    fs::create_dir(&root).expect("a directory");
    for name in ["site.toml", "content"] {
        fs::rename(site.path().join(name), root.join(name)).expect("moved");
    }
    let git = |arguments: &[&str]| {
        let output = Command::new("git")
            .arg("-C")
            .arg(site.path())
            .args(["-c", "user.name=A", "-c", "user.email=a@example.org"])
            .args(arguments)
            .output()
            .expect("git runs");
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    git(&["init", "--quiet"]);
    git(&["add", "--all"]);
    git(&["commit", "--quiet", "--message", "a"]);
    fine(&root, &["mv", "content/en/docs/old.md", "guide/new"]);
    // The new name is staged, with the text of before; the alias in it is not.
    let staged = git(&["diff", "--cached", "--name-status", "--find-renames"]);
    assert_eq!(
        staged,
        "R100\tsite/content/en/docs/old.md\tsite/content/en/guide/new.md\n\
         R100\tsite/content/ko/docs/old.md\tsite/content/ko/guide/new.md\n"
    );
    let status = git(&["status", "--porcelain"]);
    assert!(status.contains("RM site/content/en/docs/old.md"), "{status}");
    fine(&root, &["rm", "content/en/docs/older.md"]);
    assert!(git(&["status", "--porcelain"]).contains("D  site/content/en/docs/older.md"));
}

#[test]
fn the_old_address_leads_to_the_new_one() {
    let site = docs();
    fine(site.path(), &["mv", "content/ko/docs/old.md", "content/ko/guide/new.md"]);
    fine(site.path(), &["build", "--no-cache"]);
    let redirect = fs::read_to_string(site.path().join("public/docs/old/index.html"));
    assert!(redirect.expect("a page").contains("/sub/guide/new/"));
}

#[test]
fn a_bundle_goes_with_its_files() {
    let site = site(&[
        ("content/en/docs/old/index.md", page("Old", "![p](p.svg)\n")),
        ("content/en/docs/old/p.svg", "<svg/>".to_owned()),
        ("content/ko/docs/other.md", page("다른", "")),
        ("content/en/docs/links.md", page("Links", "[a](/docs/old/)\n")),
    ]);
    fine(site.path(), &["mv", "content/en/docs/old", "guide/"]);
    let files = content(site.path());
    assert!(files.contains_key("content/en/guide/old/p.svg"), "{:?}", files.keys());
    assert!(files["content/en/guide/old/index.md"].contains("![p](p.svg)"));
    assert!(files["content/en/docs/links.md"].contains("(/guide/old/)"));
    assert!(!site.path().join("content/en/docs/old").exists(), "an empty directory goes");
    assert_no_dead_link(site.path());
}

#[test]
fn a_page_that_keeps_its_address_keeps_its_links() {
    let post = "---\ntitle: Post\nslug: post\ndate: 2025-01-02\n---\n";
    let site = site(&[
        ("content/en/blog/a.md", post.to_owned()),
        ("content/en/docs/links.md", page("Links", "[a](/blog/2025/post/)\n")),
    ]);
    let told = fine(site.path(), &["mv", "content/en/blog/a.md", "blog/2025/a"]);
    assert_eq!(told, "content/en/blog/a.md -> content/en/blog/2025/a.md\n");
    assert_eq!(content(site.path())["content/en/blog/2025/a.md"], post);
}

#[test]
fn a_dry_run_changes_nothing_and_there_and_back_is_where_it_was() {
    let site = docs();
    let before = content(site.path());
    let told = fine(site.path(), &["mv", "content/en/docs/old.md", "guide/new", "--dry-run"]);
    assert!(told.contains("content/en/docs/links.md: 10 links"), "{told}");
    fine(site.path(), &["rm", "content/en/docs/old.md", "--dry-run"]);
    assert_eq!(content(site.path()), before);
    fine(site.path(), &["mv", "content/en/docs/old.md", "guide/new"]);
    fine(site.path(), &["mv", "content/en/guide/new.md", "docs/old"]);
    let after = content(site.path());
    assert_eq!(after.keys().collect::<Vec<_>>(), before.keys().collect::<Vec<_>>());
    assert_no_dead_link(site.path());
}

#[test]
fn what_cannot_be_moved_is_said_and_nothing_is_touched() {
    let site = docs();
    write(site.path(), "content/en/docs/_index.md", &page("Docs", ""));
    let before = content(site.path());
    for (arguments, words) in [
        (&["mv", "content/en/docs/none.md", "x"][..], "there is no page"),
        (&["mv", "content/en/docs/old.md", "docs/older"], "exists already"),
        (&["mv", "content/en/docs/old.md", "../x"], "is no place for a page"),
        (&["mv", "content/en/docs/_index.md", "x"], "is the page of a section"),
        (&["rm", "content/en/docs/_index.md"], "is the page of a section"),
    ] {
        let output = run(site.path(), arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(words), "{said}");
    }
    assert_eq!(content(site.path()), before);
}

#[test]
fn a_page_is_removed_in_all_languages() {
    let site = docs();
    fine(site.path(), &["rm", "content/ko/docs/old.md"]);
    let files = content(site.path());
    let left: Vec<&String> = files.keys().collect();
    assert_eq!(left, ["content/en/docs/links.md", "content/en/docs/older.md"]);
    let checked = run(site.path(), &["check", "--no-cache"]);
    assert!(String::from_utf8_lossy(&checked.stderr).contains("no page is at `/docs/old/`"));
}

/// Links to the page that moves, links that stay, and words that only look like links.
const PIECES: &[&str] = &[
    "[a](/docs/old/) ",
    "[b](/docs/old#x) ",
    "[c](../old/) ",
    "[d](https://example.org/sub/docs/old/) ",
    "[e](/docs/older/) ",
    "[f][i] ",
    "[g]({{< ref \"docs/old\" >}}) ",
    "[h](/ko/docs/old/) ",
    "<a href=\"/docs/old/\">i</a> ",
    "`[j](/docs/old/)` ",
    "\n\n```\n[k](/docs/old/)\n```\n\n",
    "\n\n> [l](/docs/old/#x)\n\n",
    "\n\n- [m](/docs/old/ \"title\")\n\n",
    "**bold** 글자 ",
];

/// The words between two marks of the page with links, and where its links there lead.
fn shown(root: &Path) -> (String, Vec<String>) {
    fine(root, &["build", "--no-cache"]);
    let html = fs::read_to_string(root.join("public/docs/links/index.html")).expect("a page");
    let start = html.find("BEGIN</p>").expect("the first mark");
    let body = &html[start..start + html[start..].find("<p>END").expect("the last mark")];
    let page = Url::parse("https://example.org/sub/docs/links/").expect("a URL");
    let links = Regex::new("href=\"([^\"]*)\"").expect("a pattern");
    let links =
        links.captures_iter(body).map(|link| page.join(&link[1]).expect("a URL").to_string());
    let tags = Regex::new("<[^>]*>").expect("a pattern");
    (tags.replace_all(body, "").into_owned(), links.collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn a_move_changes_where_links_lead_and_nothing_else(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 1..10)
    ) {
        let text = format!("BEGIN\n\n{}\n\nEND\n\n[i]: /docs/old/\n", pieces.concat());
        let site = site(&[
            ("content/en/docs/links.md", page("Links", &text)),
            ("content/en/docs/older.md", page("Older", "")),
            ("content/en/docs/old.md", page("Old", "## X\n")),
            ("content/ko/docs/old.md", page("옛", "## X\n")),
        ]);
        let root = site.path();
        let (words, links) = shown(root);
        let moves = ["mv", "content/en/docs/old.md", "guide/new"];
        fine(root, &moves);
        let led = |link: String| link.replace("/docs/old/", "/guide/new/");
        let expected = (words, links.into_iter().map(led).collect::<Vec<_>>());
        prop_assert_eq!(shown(root), expected, "{}", text);
        let moved = content(root);
        prop_assert_ne!(run(root, &moves).status.code(), Some(0), "there is nothing left to move");
        prop_assert_eq!(content(root), moved);
    }
}
