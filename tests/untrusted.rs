//! `--untrusted`: a tree that an attacker wrote, over the tree of those who are trusted.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const CONFIGURATION: &str = "\
baseURL = 'https://example.org/'
title = 'Trusted'
defaultContentLanguage = 'en'
[languages.en]
contentDir = 'content/en'
[languages.ko]
contentDir = 'content/ko'
[markup.goldmark.renderer]
unsafe = true
";

/// What trusted people wrote.
const BASE: &[(&str, &str)] = &[
    ("site.toml", CONFIGURATION),
    ("content/en/hello.md", "---\ntitle: Hello\n---\nOld words\n"),
    ("content/en/gone.md", "---\ntitle: Gone\n---\nRemoved by the change\n"),
    ("content/ko/hello.md", "---\ntitle: 안녕\n---\n글\n"),
    ("static/app.js", "trusted()"),
    ("static/CNAME", "example.org"),
    ("templates/shortcodes/box.html", "<div class=\"box\">{{ inner }}</div>"),
    ("layouts/shortcodes/base-go.html", "of Go: {{ .Inner }}"),
    ("i18n/en.toml", "[copied]\nother = 'Trusted words'\n"),
    ("content/en/OWNERS", "approvers:\n- alice\n"),
];

/// Raw HTML that must not work. All of it says `owned`.
const PAYLOADS: &str = "\
<script>owned()</script>
<img src=x onerror=\"owned()\">
<a href=\"javascript:owned()\">a</a>
<svg><animate attributeName=href values=\"javascript:owned()\"></svg>
<iframe srcdoc=\"<script>owned()</script>\"></iframe>
<form action=\"https://owned.example/\"><input name=password></form>
<style>body{background:url(https://owned.example/)}</style>
<meta http-equiv=refresh content=\"0;url=https://owned.example/\">
<base href=\"https://owned.example/\">
</main></body></html>
";

const DRAWING: &str = "<svg xmlns='http://www.w3.org/2000/svg'>";

/// What the attacker wrote.
fn change() -> Vec<(&'static str, String)> {
    let page = |body: &str| format!("---\ntitle: Page\n---\n{body}\n");
    vec![
        (
            "site.toml",
            "baseURL = 'https://owned.example/'\ntitle = 'owned'\ntheme = 'owned'\n\
             [diagnostics]\nuntrusted-file = 'off'\nlink-outside = 'off'\n"
                .to_owned(),
        ),
        ("hugo.toml", "title = 'owned'\n".to_owned()),
        ("templates/base.html", "<script>owned()</script>".to_owned()),
        ("templates/page.html", "<script>owned()</script>".to_owned()),
        ("templates/shortcodes/box.html", "<script>owned()</script>".to_owned()),
        ("templates/shortcodes/note.html", "<script>owned()</script>".to_owned()),
        ("themes/owned/templates/page.html", "<script>owned()</script>".to_owned()),
        ("layouts/shortcodes/note.html", "<script>owned()</script>".to_owned()),
        (
            "layouts/_shortcodes/go.html",
            "<script>owned()</script>{{ readFile \"OWNERS\" }}".to_owned(),
        ),
        ("i18n/en.toml", "[copied]\nother = 'owned'\n".to_owned()),
        ("data/owned.toml", "owned = 'owned'\n".to_owned()),
        ("OWNERS", "approvers:\n- owned\n".to_owned()),
        ("content/en/OWNERS", "approvers:\n- owned\n".to_owned()),
        ("content/en/hello.md", page("New words\n\n{{< box >}}in a box{{< /box >}}")),
        ("content/en/raw.md", page(&format!("before\n\n{PAYLOADS}\n\n**after** <b>bold</b>"))),
        ("content/en/raw-page.html", page(&format!("before {PAYLOADS} <b>after</b>"))),
        ("content/ko/hello.md", page("새 글")),
        ("content/en/bundle/index.md", page("![](photo.png)")),
        ("content/en/bundle/photo.png", "picture".to_owned()),
        ("content/en/bundle/run.js", "owned()".to_owned()),
        ("content/en/bundle/run.svg", "<svg onload='owned()'/>".to_owned()),
        ("content/en/bundle/_headers", "owned".to_owned()),
        ("static/app.js", "owned()".to_owned()),
        ("static/new.js", "owned()".to_owned()),
        ("static/new.html", "<script>owned()</script>".to_owned()),
        ("static/CNAME", "owned.example".to_owned()),
        ("static/_redirects", "/* https://owned.example/ 302".to_owned()),
        ("static/photo.png", "picture".to_owned()),
        ("static/logo.svg", format!("{DRAWING}<path d='M0 0'/></svg>")),
        ("static/evil.svg", format!("{DRAWING}<script>owned()</script></svg>")),
    ]
}

/// Both trees, and the output beside them.
struct Trees {
    directory: TempDir,
}

impl Trees {
    fn new() -> Self {
        let directory = tempfile::tempdir().expect("a temporary directory");
        for (path, text) in BASE {
            write(&directory.path().join("base"), path, text);
        }
        for (path, text) in change() {
            write(&directory.path().join("change"), path, &text);
        }
        Self { directory }
    }

    fn path(&self, name: &str) -> String {
        self.directory.path().join(name).to_str().expect("UTF-8").to_owned()
    }

    fn build(&self, more: &[&str]) -> Output {
        let (change, base, out) = (self.path("change"), self.path("base"), self.path("out"));
        let mut arguments = vec!["--root", &change, "build", "--format", "short", "--untrusted"];
        arguments.extend(["--trusted-root", &base, "--output-dir", &out]);
        arguments.extend(more);
        run(&arguments)
    }

    /// Output path -> bytes, after a build that must end well.
    #[track_caller]
    fn built(&self) -> BTreeMap<String, String> {
        let output = self.build(&[]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let mut files = BTreeMap::new();
        collect(Path::new(&self.path("out")), "", &mut files);
        files
    }
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
    fs::write(path, text).expect("a file");
}

fn collect(directory: &Path, prefix: &str, files: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(directory).expect("a directory").flatten() {
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), files);
        } else {
            let bytes = fs::read(entry.path()).expect("a file");
            files.insert(name, String::from_utf8_lossy(&bytes).into_owned());
        }
    }
}

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_site"))
        .args(["--color", "never"])
        .args(arguments)
        .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
        .output()
        .expect("the program runs")
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn the_content_is_the_changes_and_nothing_else_is() {
    let trees = Trees::new();
    let files = trees.built();
    let hello = &files["hello/index.html"];
    assert!(hello.contains("New words") && hello.contains("| Trusted</title>"), "{hello}");
    assert!(hello.contains("<div class=\"box\">"), "the shortcode is the base's: {hello}");
    assert!(hello.contains("Trusted words"), "strings are the base's: {hello}");
    assert!(files["ko/hello/index.html"].contains("새 글"));
    assert!(!files.contains_key("gone/index.html"), "what the change removes is gone");
    assert_eq!(files["photo.png"], "picture", "pictures are the change's");
    assert_eq!(files["bundle/photo.png"], "picture");
    assert!(files["logo.svg"].contains("<path"), "a drawing that only draws is shown");
    assert_eq!(files["app.js"], "trusted()", "scripts are the base's");
    assert_eq!(files["CNAME"], "example.org");
    for left_out in
        ["new.js", "new.html", "_redirects", "bundle/run.js", "bundle/run.svg", "evil.svg"]
    {
        assert!(!files.contains_key(left_out), "{left_out} is published");
    }
}

#[test]
fn nothing_of_an_attacker_runs_anywhere_in_the_output() {
    let trees = Trees::new();
    for (path, text) in trees.built().iter().filter(|(path, _)| !path.starts_with('.')) {
        assert!(!text.contains("owned"), "{path} holds what an attacker wrote:\n{text}");
    }
}

#[test]
fn no_go_template_runs_neither_of_the_change_nor_of_the_base() {
    let trees = Trees::new();
    let calls = "{{< note >}}a note{{< /note >}} {{< base-go >}}inner{{< /base-go >}}";
    let page = format!("---\ntitle: Go\n---\n{calls}\n");
    write(Path::new(&trees.path("change")), "content/en/go.md", &page);
    let output = trees.build(&["--keep-going"]);
    assert!(stderr(&output).contains("there is no shortcode `base-go`"), "{}", stderr(&output));
    let page = Path::new(&trees.path("out")).join("go/index.html");
    let page = fs::read_to_string(page).expect("a page");
    assert!(page.contains("a note") && page.contains("inner"), "{page}");
    assert!(!page.contains("of Go:") && !page.contains("owned()"), "{page}");
}

#[test]
fn harmless_html_of_a_change_is_shown() {
    let files = Trees::new().built();
    for page in ["raw/index.html", "raw-page/index.html"] {
        let html = &files[page];
        assert!(html.contains("before") && html.contains("<b>"), "{html}");
        assert_eq!(html.matches("</main>").count(), 1, "a body cannot leave its place: {html}");
    }
}

#[test]
fn every_page_says_in_its_readers_language_that_it_is_a_preview() {
    let files = Trees::new().built();
    let pages = files.iter().filter(|(path, _)| path.ends_with(".html"));
    for (path, html) in pages {
        assert_eq!(html.matches("class=\"s-untrusted\"").count(), 1, "{path}: {html}");
        assert!(html.contains("<meta name=\"robots\" content=\"noindex, nofollow\">"), "{path}");
        assert!(html.contains("<meta http-equiv=\"Content-Security-Policy\""), "{path}");
        let words = if path.starts_with("ko/") { "제안된 변경" } else { "a proposed change" };
        assert!(html.contains(words), "{path}: {html}");
    }
    assert_eq!(files["robots.txt"], "User-agent: *\nDisallow: /\n");
}

#[test]
fn what_is_left_out_is_named_whatever_the_change_says_of_diagnostics() {
    let trees = Trees::new();
    let output = trees.build(&[]);
    let text = stderr(&output);
    for file in ["run.js", "run.svg", "_headers"] {
        let line = format!("content/en/bundle/{file}: warning[untrusted-file]");
        assert!(text.contains(&line), "lacks `{line}` in\n{text}");
    }
}

#[test]
fn no_link_of_a_change_is_followed() {
    let trees = Trees::new();
    let link = |target: &str, path: &str| {
        let path = Path::new(&trees.path("change")).join(path);
        let _ = fs::remove_file(&path);
        symlink(target, path).expect("a link");
    };
    write(Path::new(&trees.path("change")), "examples/secret.md", "a secret");
    // To a page, to a picture, to a directory, out of the tree, to nothing.
    link("hello.md", "content/en/linked.md");
    link("photo.png", "content/en/bundle/linked.png");
    link("../en", "content/ko/linked");
    link("../../../base/site.toml", "content/en/outside.md");
    link("nothing.md", "content/en/nothing.md");
    link("/etc/passwd", "static/passwd.txt");
    let output = trees.build(&[]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = stderr(&output);
    for file in [
        "content/en/linked.md",
        "content/en/bundle/linked.png",
        "content/ko/linked",
        "content/en/outside.md",
        "content/en/nothing.md",
        "static/passwd.txt",
    ] {
        let line = format!("{file}: warning[untrusted-file]: this is a link");
        assert!(text.contains(&line), "lacks `{line}` in\n{text}");
    }
    assert!(!text.contains("/base/") && !text.contains("a secret"), "where it leads: {text}");
    let files = trees.built();
    let linked: Vec<&String> =
        files.keys().filter(|own| own.contains("linked") || own.contains("outside")).collect();
    assert_eq!(linked, [""; 0]);
    assert!(!files.contains_key("passwd.txt") && !files.contains_key("nothing/index.html"));
}

#[test]
fn a_link_in_place_of_the_content_is_not_followed_either() {
    let trees = Trees::new();
    let change = trees.path("change");
    fs::rename(format!("{change}/content"), format!("{change}/archetypes")).expect("moved");
    symlink("archetypes", format!("{change}/content")).expect("a link");
    let output = trees.build(&["--keep-going"]);
    assert!(stderr(&output).contains("this is a link"), "{}", stderr(&output));
    assert!(!Path::new(&trees.path("out/hello/index.html")).exists());
}

#[test]
fn a_change_may_ask_for_less_work() {
    let trees = Trees::new();
    let long = "A line of many words.\n\n".repeat(60_000);
    write(Path::new(&trees.path("change")), "content/en/long.md", &long);
    let output = trees.build(&["--keep-going"]);
    let line = "content/en/long.md: error[budget-exceeded]";
    assert!(stderr(&output).contains(line), "{}", stderr(&output));
    assert!(!Path::new(&trees.path("out/long/index.html")).exists());
    // Somebody who is trusted may write as much.
    write(Path::new(&trees.path("base")), "content/en/long.md", &long);
    let (base, out) = (trees.path("base"), trees.path("out-of-base"));
    let output = run(&["--root", &base, "build", "--output-dir", &out]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}

#[test]
fn owners_are_those_of_the_base() {
    let trees = Trees::new();
    let output = trees.build(&["--preview"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let hello = fs::read_to_string(trees.path("out/hello/index.html")).expect("built");
    assert!(hello.contains("alice") && !hello.contains("owned"), "{hello}");
}

#[test]
fn without_a_trusted_tree_there_is_no_build() {
    let trees = Trees::new();
    let root = trees.path("change");
    let output = run(&["--root", &root, "build", "--untrusted"]);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    assert!(stderr(&output).contains("--trusted-root"), "{}", stderr(&output));
    let nowhere = trees.path("nowhere");
    let output = run(&["--root", &root, "build", "--untrusted", "--trusted-root", &nowhere]);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    assert!(!Path::new(&trees.path("change/public")).exists());
}
