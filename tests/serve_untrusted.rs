//! `site serve --untrusted`: a stranger's change as it will look, while it is being reviewed.
//!
//! Nothing here sleeps: each test waits for the event that a browser would get.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "tests work on real files")]

#[path = "support/server.rs"]
mod server;

use std::fs;
use std::os::unix::fs::symlink;

use server::{Events, Server, Site};

/// The tree of trusted people, the tree with the change, and the server over both.
struct Review {
    base: Site,
    change: Site,
    server: Server,
    events: Events,
}

impl Review {
    /// Of a change that holds these files.
    fn of(files: &[(&str, &str)]) -> Self {
        let base = Site::new(&[("templates/shortcodes/box.html", "<i>{{ inner }}</i>")]);
        let change = Site::new(files);
        let root = base.root().to_str().expect("UTF-8").to_owned();
        let server = Server::start(&change, &["--untrusted", "--trusted-root", &root]);
        let mut events = server.events("/hello/");
        events.next();
        Self { base, change, server, events }
    }

    fn hello(&self) -> String {
        self.server.get("/hello/").text()
    }

    /// Changes the page, and waits until it is served.
    fn edit(&mut self, words: &str) {
        self.change.write("content/en/hello.md", page(words));
        self.events.until_changed("/hello/");
        assert!(self.hello().contains(words), "{}", self.hello());
    }
}

fn page(text: &str) -> String {
    format!("---\ntitle: Hello\n---\n{text}\n")
}

#[test]
fn a_change_is_followed_and_says_that_it_is_one() {
    let mut review = Review::of(&[("content/en/new.md", "New words")]);
    assert!(review.server.get("/new/").text().contains("New words"));
    let hello = review.hello();
    assert!(hello.contains("class=\"s-untrusted\"") && hello.contains("noindex"), "{hello}");
    review.edit("Edited");
    review.change.write("content/en/later.md", "Later");
    review.events.until_changed("/later/");
    fs::remove_file(review.change.path("content/en/later.md")).expect("removed");
    review.events.until(|event| event["gone"].as_array().is_some_and(|gone| !gone.is_empty()));
    assert_eq!(review.server.get("/later/").status, 404);
}

#[test]
fn the_trusted_tree_is_followed_too() {
    let mut review = Review::of(&[("content/en/hello.md", &page("{{< box >}}x{{< /box >}}"))]);
    assert!(review.hello().contains("<i>"), "{}", review.hello());
    review.base.write("templates/shortcodes/box.html", "<b>{{ inner }}</b>");
    review.events.until_changed("/hello/");
    assert!(review.hello().contains("<b>"), "{}", review.hello());
    review.base.write("static/app.js", "trusted()");
    review.events.until_changed("/app.js");
    let configuration = fs::read_to_string(review.base.path("site.toml")).expect("there");
    review.base.write("site.toml", configuration.replace("'Example'", "'Another title'"));
    review.events.until_changed("/hello/");
    assert!(review.hello().contains("Another title"), "{}", review.hello());
}

#[test]
fn a_trusted_tree_that_is_gone_or_broken_leaves_the_last_good_site() {
    let mut review = Review::of(&[]);
    let (root, aside) = (review.base.root(), review.base.root().with_extension("aside"));
    fs::rename(root, &aside).expect("moved away");
    review.events.until(|event| event["errors"]["html"].is_string());
    assert!(review.hello().contains("Words"));
    fs::rename(&aside, root).expect("moved back");
    review.events.until(|event| event["errors"]["html"].is_null());
    let configuration = fs::read_to_string(review.base.path("site.toml")).expect("there");
    review.base.write("site.toml", "title = ");
    review.events.until(|event| event["errors"]["html"].is_string());
    review.base.write("site.toml", configuration);
    review.events.until(|event| event["errors"]["html"].is_null());
    review.edit("Going on");
}

#[test]
fn nothing_but_content_is_taken_from_the_change() {
    let mut review = Review::of(&[
        (
            "content/en/raw.md",
            "<script>owned()</script> <b onclick=owned()>x</b> [x](javascript:owned)",
        ),
        ("templates/page.html", "<script>owned()</script>"),
        ("static/owned.js", "owned()"),
        ("i18n/en.toml", "copied = 'owned'\n"),
        ("labels.yaml", "owned: {}\n"),
    ]);
    review.change.write("site.toml", "baseURL = 'https://owned.example/'\ntitle = 'owned'\n");
    review.change.write("templates/shortcodes/note.html", "<script>owned()</script>");
    review.change.write("themes/owned/templates/page.html", "<script>owned()</script>");
    review.change.write("content/en/hello.md", page("{{< note >}}After all that{{< /note >}}"));
    review.events.until_changed("/hello/");
    assert!(review.hello().contains("After all that"), "{}", review.hello());
    for path in ["/hello/", "/raw/", "/ko/hello/", "/", "/feed.xml", "/sitemap.xml"] {
        let text = review.server.get(path).text();
        assert!(!text.contains("owned"), "{path}:\n{text}");
    }
    assert_eq!(review.server.get("/owned.js").status, 404);
    assert_eq!(review.server.get("/_site/").status, 200);
}

#[test]
fn no_link_of_the_change_is_followed_even_when_it_comes_later() {
    let mut review = Review::of(&[("content/en/other.md", "Other words"), ("static/a.txt", "a")]);
    symlink("other.md", review.change.path("content/en/linked.md")).expect("a link");
    symlink("../en", review.change.path("content/ko/linked")).expect("a link");
    symlink("/etc/passwd", review.change.path("static/passwd.txt")).expect("a link");
    review.server.line_with("content/en/linked.md");
    fs::remove_file(review.change.path("content/en/other.md")).expect("removed");
    symlink("hello.md", review.change.path("content/en/other.md")).expect("a link");
    review.edit("After the links");
    for path in ["/linked/", "/ko/linked/other/", "/passwd.txt", "/other/"] {
        assert_eq!(review.server.get(path).status, 404, "{path}");
    }
}

#[test]
fn without_a_trusted_tree_nothing_is_served() {
    let change = Site::new(&[]);
    let nowhere = change.path("nowhere");
    let serve = |arguments: &[&str]| {
        std::process::Command::new(env!("CARGO_BIN_EXE_site"))
            .args(["--root", change.root().to_str().expect("UTF-8"), "serve", "--port", "0"])
            .args(arguments)
            .output()
            .expect("the program runs")
    };
    let nowhere = nowhere.to_str().expect("UTF-8");
    for arguments in [&["--untrusted"][..], &["--untrusted", "--trusted-root", nowhere]] {
        let output = serve(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {output:?}");
    }
}
