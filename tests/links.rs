//! What links, pipes and devices in a site can lead to: nothing but its own input files.
//!
//! A pull request brings links that only look at content. Whatever the configuration says of
//! diagnostics, nothing outside the inputs is read: not for a page, not for an excerpt in a report.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "tests work on real files")]

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::os::unix::fs::symlink;
use std::process::{Command, Output};

use camino::{Utf8Path, Utf8PathBuf};
use site::artifact::Artifact;
use site::config::{Audience, Overrides};
use site::diagnostic::{Code, Diagnostic};
use site::pipeline::{Outcome, Request, Silent, build};
use site::world::{DiskWorld, Refusal, World};
use tempfile::TempDir;

const SECRET: &str = "token-of-the-checkout";

struct Site {
    directory: TempDir,
}

impl Site {
    /// A site in a checkout, and a secret file beside it.
    fn new() -> Self {
        let site = Self { directory: tempfile::tempdir().expect("a directory") };
        site.write(
            "site.toml",
            "baseURL = 'https://example.org/'\ntitle = 'x'\ncontentDir = 'content/en'\n",
        );
        site.write("content/en/a.md", "---\ntitle: A\n---\nText\n");
        site.write(".git/config", &format!("[remote]\npassword = {SECRET}\n"));
        site.write("private/notes.txt", SECRET);
        site.write(".env", SECRET);
        fs::write(site.root().with_file_name("secret.txt"), SECRET).expect("written");
        site
    }

    fn root(&self) -> Utf8PathBuf {
        Utf8Path::from_path(self.directory.path()).expect("UTF-8").join("root")
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
        fs::write(path, text).expect("written");
    }

    fn link(&self, path: &str, target: &str) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
        symlink(target, path).expect("a link");
    }

    fn pipe(&self, path: &str) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
        let made = Command::new("mkfifo").arg(&path).status().expect("mkfifo runs");
        assert!(made.success());
    }

    fn world(&self) -> DiskWorld {
        DiskWorld::open(&self.root(), None).expect("a root")
    }

    fn build(&self) -> Outcome {
        let overrides = Overrides { audience: Audience::Preview, ..Overrides::default() };
        let request = Request { overrides, ..Request::default() };
        build(&self.world(), &request, &mut Silent).unwrap_or_else(|_| panic!("a configuration"))
    }

    /// Runs the program over it.
    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_site"))
            .args(["--root", self.root().as_str(), "--color", "never"])
            .args(arguments)
            .env("SITE_TEST_SECRET", SECRET)
            .output()
            .expect("the program runs")
    }

    /// All that a build with `--keep-going` publishes and says.
    fn published(&self) -> String {
        let said = self.run(&["build", "--keep-going", "--no-cache"]);
        let mut all = String::from_utf8_lossy(&said.stderr).into_owned();
        for entry in walkdir::WalkDir::new(self.root().join("public")) {
            let entry = entry.expect("readable");
            if entry.file_type().is_file() {
                let bytes = fs::read(entry.path()).expect("readable");
                all.push_str(&String::from_utf8_lossy(&bytes));
            }
        }
        all
    }
}

/// The codes of what is wrong with the file.
fn codes(outcome: &Outcome, file: &str) -> BTreeSet<Code> {
    let about = outcome
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.place.as_ref().is_some_and(|place| place.file == file));
    about.map(|diagnostic| diagnostic.code).collect()
}

const PLACES: &[&str] = &[
    "static/leak.txt",
    "content/en/leak.md",
    "content/en/bundle/leak.txt",
    "i18n/en.toml",
    "data/leak.toml",
    "templates/page.html",
    "labels.yaml",
    "OWNERS_ALIASES",
];

#[test]
fn a_go_template_reads_no_repository_no_hidden_file_and_nothing_outside() {
    let site = Site::new();
    site.write("layouts/shortcodes/show.html", "{{ readFile (.Get 0) }}");
    site.link("content/en/link.txt", "../../private/notes.txt");
    let paths = [
        ".git/config",
        "/.git/config",
        ".env",
        "../secret.txt",
        "content/en/../../.env",
        "content/en/link.txt",
    ];
    let calls: String =
        paths.iter().map(|path| format!("{{{{< show \"{path}\" >}}}}\n\n")).collect();
    site.write("content/en/a.md", &format!("---\ntitle: A\n---\nText\n\n{calls}"));
    let outcome = site.build();
    let Some(Artifact::Bytes(page)) = outcome.artifacts.get("a/index.html") else {
        panic!("no page")
    };
    let page = String::from_utf8_lossy(page);
    assert!(page.contains("Text") && !page.contains(SECRET), "{page}");
    let is_told =
        |problem: &Diagnostic| problem.message.contains("`../secret.txt` leads out of the site");
    assert!(outcome.diagnostics.iter().any(is_told), "{:?}", outcome.diagnostics);
}

#[test]
fn a_link_to_what_is_no_input_is_told_and_not_read() {
    for place in PLACES {
        for target in [".git/config", ".env", "private/notes.txt", "../secret.txt"] {
            let site = Site::new();
            site.write("content/en/bundle/index.md", "---\ntitle: B\n---\n");
            let target = site.root().join(target);
            site.link(place, target.as_str());
            let outcome = site.build();
            assert_eq!(codes(&outcome, place), BTreeSet::from([Code::LinkOutside]), "{place}");
            for (path, artifact) in outcome.artifacts.iter() {
                let text = match artifact {
                    Artifact::Copy(file) => format!("{file}"),
                    made => {
                        let bytes = made.read(&site.world()).expect("readable");
                        String::from_utf8_lossy(&bytes).into_owned()
                    }
                };
                assert!(!text.contains(SECRET) && !text.contains("leak"), "{place}: {path}");
            }
            let error = site.world().read(place.as_ref()).expect_err("refused");
            assert!(Refusal::of(&error).is_some_and(Refusal::is_link), "{place}: {error}");
            assert!(site.world().reader(place.as_ref()).is_err(), "{place}");
        }
    }
}

#[test]
fn whatever_the_configuration_says_of_the_diagnostic_nothing_is_shown() {
    for place in PLACES {
        let site = Site::new();
        let configuration = fs::read_to_string(site.root().join("site.toml")).expect("there");
        let ignored = "[diagnostics]\nlink-outside = 'off'\nfile-unreadable = 'off'\n";
        site.write("site.toml", &format!("{configuration}{ignored}"));
        site.link(place, "/proc/self/environ");
        assert!(!site.published().contains(SECRET), "{place}");
        fs::remove_file(site.root().join(place)).expect("there");
        site.link(place, site.root().join(".git/config").as_str());
        assert!(!site.published().contains(SECRET), "{place}");
    }
}

#[test]
fn an_included_file_may_be_no_link_to_the_environment() {
    let site = Site::new();
    site.write(
        "content/en/a.md",
        "---\ntitle: A\n---\n{{< include \"env.txt\" >}}\n{{% code file=\"env.txt\" %}}\n",
    );
    site.link("content/en/examples/env.txt", "/proc/self/environ");
    site.link("content/en/includes/env.txt", "/proc/self/environ");
    let published = site.published();
    assert!(!published.contains(SECRET) && published.contains("link-outside"), "{published}");
}

#[test]
fn a_link_in_place_of_the_configuration_is_not_read() {
    let site = Site::new();
    fs::remove_file(site.root().join("site.toml")).expect("there");
    site.link("site.toml", site.root().join(".git/config").as_str());
    let said = site.run(&["build"]);
    assert_eq!(said.status.code(), Some(2));
    assert!(!String::from_utf8_lossy(&said.stderr).contains(SECRET));
}

#[test]
fn a_directory_of_the_configuration_may_be_no_repository() {
    let site = Site::new();
    site.write(
        "site.toml",
        "baseURL = 'https://example.org/'\nstaticDir = ['.git', '.env', 'static']\n",
    );
    assert!(!site.published().contains(SECRET));
}

#[test]
fn what_never_ends_is_not_read() {
    for place in PLACES {
        let site = Site::new();
        site.link(place, "/dev/zero");
        assert!(codes(&site.build(), place).contains(&Code::LinkOutside), "{place}");
        site.published();
    }
}

#[test]
fn pipes_are_told_and_not_waited_for() {
    let site = Site::new();
    for place in ["static/pipe", "content/en/pipe.md", "data/pipe.toml", "i18n/en.toml"] {
        site.pipe(place);
    }
    site.link("static/to-pipe", "pipe");
    let outcome = site.build();
    for place in
        ["static/pipe", "static/to-pipe", "content/en/pipe.md", "data/pipe.toml", "i18n/en.toml"]
    {
        assert_eq!(codes(&outcome, place), BTreeSet::from([Code::FileUnreadable]), "{place}");
        assert!(site.world().read(place.as_ref()).is_err(), "{place}");
    }
}

#[test]
fn links_in_circles_come_to_an_end() {
    let site = Site::new();
    for number in 0..24 {
        for link in ["a", "b", "c"] {
            let next = (number + 1) % 24;
            site.link(&format!("static/{number:02}/{link}"), &format!("../{next:02}"));
        }
        site.write(&format!("static/{number:02}/file.txt"), "text");
    }
    site.link("static/self", "self");
    site.link("static/above", "..");
    let walk = site.world().walk("static".into()).expect("a directory");
    assert!(walk.files.len() < 24 * 24 * 4 * 4, "{}", walk.files.len());
    assert!(walk.files.contains(&"static/00/a/file.txt".into()));
    let outcome = site.build();
    assert_eq!(codes(&outcome, "static/self"), BTreeSet::from([Code::LinkLoop]));
    assert_eq!(codes(&outcome, "static/above"), BTreeSet::from([Code::LinkOutside]));
}

#[test]
fn links_among_the_inputs_are_followed() {
    let site = Site::new();
    site.write("data/i18n/en/en.toml", "[hello]\nother = 'Hi'\n");
    site.link("i18n/en.toml", "../data/i18n/en/en.toml");
    site.write("content/en/shared/picture.svg", "<svg/>");
    site.link("static/one", "../content/en/shared");
    site.link("static/two", "../content/en/shared");
    site.link("static/page.svg", "one/picture.svg");
    let outcome = site.build();
    assert_eq!(outcome.diagnostics, []);
    for path in ["one/picture.svg", "two/picture.svg", "page.svg"] {
        assert!(outcome.artifacts.get(path).is_some(), "{path}");
    }
    let world = site.world();
    let walk = world.walk("i18n".into()).expect("a directory");
    assert_eq!(walk.links["i18n/en.toml".as_ref() as &Utf8Path], "data/i18n/en/en.toml");
    assert_eq!(world.read("static/page.svg".into()).expect("readable"), b"<svg/>");
}

#[test]
fn a_configured_directory_is_an_input_that_links_may_lead_to() {
    let site = Site::new();
    site.write("site.toml", "baseURL = 'https://example.org/'\nstaticDir = ['files', 'static']\n");
    site.write("files/a.txt", "text");
    site.link("static/b.txt", "../files/a.txt");
    site.link("static/c.txt", "../private/notes.txt");
    let outcome = site.build();
    assert!(outcome.artifacts.get("b.txt").is_some());
    assert!(outcome.artifacts.get("c.txt").is_none());
}

#[test]
fn a_file_that_is_too_large_to_be_text_is_told_and_can_be_copied() {
    let site = Site::new();
    for path in ["content/en/large.md", "static/film.mp4"] {
        site.write(path, "");
        let file = fs::File::options().write(true).open(site.root().join(path)).expect("there");
        file.set_len((64 << 20) + 1).expect("a sparse file");
    }
    let outcome = site.build();
    assert_eq!(codes(&outcome, "content/en/large.md"), BTreeSet::from([Code::FileUnreadable]));
    let world = site.world();
    let mut film = world.reader("static/film.mp4".into()).expect("readable");
    let length = std::io::copy(&mut film, &mut std::io::sink()).expect("readable");
    assert_eq!(length, (64 << 20) + 1);
    let mut first = [1];
    world
        .reader("static/film.mp4".into())
        .expect("readable")
        .read_exact(&mut first)
        .expect("a byte");
}
