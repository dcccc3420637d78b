//! From nothing to a site: the commands of someone who has none yet, as the program answers them.
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

fn directory() -> TempDir {
    tempfile::tempdir().expect("a directory")
}

fn site(root: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_site"))
        .args(["--root", root.to_str().expect("UTF-8"), "--color", "never"])
        .args(arguments)
        // Not the cache of whoever runs the tests.
        .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
        .env_remove("VISUAL")
        .env_remove("EDITOR")
        .stdin(Stdio::null())
        .output()
        .expect("the program runs")
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Runs a command that has to succeed, and gives what it prints.
#[track_caller]
fn fine(root: &Path, arguments: &[&str]) -> String {
    let output = site(root, arguments);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    stdout(&output)
}

fn read(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
    fs::write(path, text).expect("written");
}

#[test]
fn where_no_site_is_commands_say_how_to_make_one() {
    let root = directory();
    for command in ["build", "list", "doctor"] {
        let output = site(root.path(), &[command]);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains("`site init` makes a new site here"), "{command}");
    }
}

#[test]
fn a_new_site_builds_without_a_word_in_every_language_that_the_theme_speaks() {
    let root = directory();
    let codes = site::starter::known_languages().join(",");
    fine(root.path(), &["init", "--languages", &codes, "--deploy", "github-pages"]);
    let output = site(root.path(), &["build"]);
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.starts_with("48 pages in 24 languages"), "{said}");
    assert!(read(root.path(), "public/en/index.html").contains("Say here in one sentence"));
    assert!(read(root.path(), "public/ko/docs/first-steps/index.html").contains("첫걸음"));
    assert!(root.path().join(".github/workflows/publish.yml").is_file());
}

#[test]
fn a_new_site_has_the_parts_that_were_asked_for() {
    for (kind, there, not_there) in [("blog", "blog", "docs"), ("manual", "docs", "blog")] {
        let root = directory();
        fine(root.path(), &["init", "--kind", kind, "--title", "A: \"quoted\" title"]);
        fine(root.path(), &["build"]);
        assert!(root.path().join("content/en").join(there).is_dir());
        assert!(!root.path().join("content/en").join(not_there).exists());
        assert!(read(root.path(), "public/index.html").contains("A: &quot;quoted&quot; title"));
    }
}

#[test]
fn translations_of_a_new_site_agree_with_their_sources() {
    let root = directory();
    fine(root.path(), &["init", "--languages", "en,ar,de,es,fr,ja,ko,pt-br,zh-cn"]);
    assert_eq!(fine(root.path(), &["l10n", "todo"]), "nothing to do\n");
}

#[test]
fn init_overwrites_nothing() {
    let root = directory();
    write(root.path(), "README.md", "Mine");
    write(root.path(), "OWNERS", "approvers: [me]\n");
    let output = site(root.path(), &["init"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("already contains `OWNERS`"), "{}", stderr(&output));
    assert!(!root.path().join("site.toml").exists(), "all files or none");
    fs::remove_file(root.path().join("OWNERS")).expect("removed");
    fine(root.path(), &["init"]);
    assert_eq!(read(root.path(), "README.md"), "Mine");
    let again = site(root.path(), &["init"]);
    assert_eq!(again.status.code(), Some(2));
    assert!(stderr(&again).contains("there is a site already"));
}

#[test]
fn a_code_that_is_none_is_said() {
    let output = site(directory().path(), &["init", "--languages", "en,k?"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("`k?` is not the code of a language"));
}

#[test]
fn the_commands_of_the_manual_make_a_translated_post() {
    let above = directory();
    let page = include_str!("../content/en/docs/getting-started.md");
    let commands = page.lines().filter_map(|line| line.strip_prefix("$ "));
    let mut root = above.path().to_owned();
    let mut tried = 0;
    for command in commands {
        let words: Vec<&str> =
            command.split('"').enumerate().fold(Vec::new(), |mut words, (at, part)| {
                // What stands between quotes is one word.
                if at % 2 == 1 {
                    words.push(part)
                } else {
                    words.extend(part.split_whitespace())
                }
                words
            });
        match words.as_slice() {
            ["cargo", ..] => continue,
            ["cd", directory] => root = root.join(directory),
            ["site", "init", directory, rest @ ..] => {
                let directory = above.path().join(directory);
                let directory = directory.to_str().expect("UTF-8");
                fine(&root, &[&["init", directory], rest].concat());
            }
            ["site", rest @ ..] => {
                let printed = fine(&root, rest);
                if let ["new", "post", ..] = rest {
                    // As the manual says: take it out when the post may be published.
                    let text = read(&root, printed.trim()).replace("draft: true\n", "");
                    write(&root, printed.trim(), &text);
                }
                if let ["new", "translation", ..] = rest {
                    choose_colour_and_style(&root);
                }
            }
            _ => panic!("`{command}` is not tried here"),
        }
        tried += 1;
    }
    assert_eq!(tried, 6, "init, cd, new post, new translation, build, build below a path");
    let listed = fine(&root, &["list", "published"]);
    assert!(listed.contains("content/en/blog/the-first-ship.md"), "{listed}");
    assert!(root.join("content/ko/blog/the-first-ship.md").is_file());
    let home = read(&root, "public/ko/index.html");
    assert!(home.contains("href=\"/harbour/assets/own."), "{home}");
}

/// What the manual says under "Make it yours": the lines are there, with a `#` before them.
fn choose_colour_and_style(root: &Path) {
    let text = read(root, "site.toml");
    let chosen = text.replace("# accent = ", "accent = ").replace("# css = ", "css = ");
    assert_ne!(text, chosen);
    write(root, "site.toml", &chosen);
    write(root, "assets/own.css", "h1 { font-style: italic }\n");
}

#[test]
fn a_new_post_is_named_and_placed_as_the_newest_one_is() {
    let day = jiff::Zoned::now().date();
    let posts = [
        (
            "content/en/blog/_posts/2025-05-01-old.md",
            format!("content/en/blog/_posts/{day}-new-words.md"),
        ),
        (
            "content/en/blog/2024/old/index.md",
            format!("content/en/blog/{}/new-words/index.md", day.year()),
        ),
        ("content/en/news/old.md", "content/en/news/new-words.md".to_owned()),
    ];
    for (old, new) in posts {
        let root = directory();
        write(
            root.path(),
            "site.toml",
            "baseURL = 'https://example.org/'\n[languages.en]\ncontentDir = 'content/en'\n",
        );
        write(root.path(), old, "---\ntitle: Old\ndate: 2025-05-01\n---\nOld.\n");
        assert_eq!(fine(root.path(), &["new", "post", "New: words"]), format!("{new}\n"));
        assert_eq!(
            read(root.path(), &new),
            format!("---\ntitle: \"New: words\"\ndate: {day}\ndraft: true\n---\n\n")
        );
        let again = site(root.path(), &["new", "post", "New: words"]);
        assert_eq!(again.status.code(), Some(2));
        assert!(stderr(&again).contains("exists already"));
    }
}

#[test]
fn a_new_page_stands_where_it_is_asked_to() {
    let root = directory();
    fine(root.path(), &["init", "--languages", "en,de"]);
    let new = |arguments: &[&str]| fine(root.path(), &[&["new", "page"], arguments].concat());
    assert_eq!(new(&["docs/install"]), "content/en/docs/install.md\n");
    assert_eq!(new(&["docs/tasks/", "Tasks"]), "content/en/docs/tasks/_index.md\n");
    assert_eq!(new(&["docs/install.md", "--language", "de"]), "content/de/docs/install.md\n");
    assert_eq!(read(root.path(), "content/en/docs/install.md"), "---\ntitle: Install\n---\n\n");
    let outside = site(root.path(), &["new", "page", "../x"]);
    assert_eq!(outside.status.code(), Some(2));
    assert!(!root.path().with_file_name("x.md").exists());
}

#[test]
fn an_archetype_of_the_site_is_filled_in() {
    let root = directory();
    fine(root.path(), &["init"]);
    write(
        root.path(),
        "archetypes/post.md",
        "---\ntitle: {{ title }}\nslug: {{ name }}\n---\nIn {{ section }}, {{ language }}.\n",
    );
    let path = fine(root.path(), &["new", "post", "Some day"]);
    assert_eq!(
        read(root.path(), path.trim()),
        "---\ntitle: Some day\nslug: some-day\n---\nIn blog, en.\n"
    );
    write(root.path(), "archetypes/post.md", "{{ title");
    let output = site(root.path(), &["new", "post", "A third day"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("archetypes/post.md"), "{}", stderr(&output));
}

#[test]
fn an_archetype_written_for_hugo_is_filled_in() {
    let root = directory();
    write(root.path(), "hugo.toml", "title = 'Site'\ntheme = 't'\n[params]\nauthor = 'Ann'\n");
    write(
        root.path(),
        "themes/t/archetypes/default.md",
        "+++\ntitle = '{{ replace .File.ContentBaseName \"-\" \" \" | title }}'\ndraft = true\n+++\n\
         {{ .Name }} of {{ site.Title }} by {{ .Site.Params.Author }}, {{ .Section }}\n",
    );
    let path = fine(root.path(), &["new", "page", "docs/first-steps", "First \"steps\""]);
    assert_eq!(
        read(root.path(), path.trim()),
        "+++\ntitle = \"First \\\"steps\\\"\"\ndraft = true\n+++\n\
         first-steps of Site by Ann, docs\n"
    );
    write(root.path(), "archetypes/default.md", "---\ntitle: {{ .None.Of | sha }}\n---\n");
    let output = site(root.path(), &["new", "page", "docs/second"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("archetypes/default.md"), "{}", stderr(&output));
}

#[test]
fn what_is_left_out_is_counted_and_listed() {
    let root = directory();
    fine(root.path(), &["init", "--kind", "blog"]);
    let post = |name: &str, front_matter: &str| {
        write(
            root.path(),
            &format!("content/en/blog/{name}.md"),
            &format!("---\ntitle: {name}\n{front_matter}---\n"),
        );
    };
    post("a", "date: 2020-01-01\ndraft: true\n");
    post("b", "date: 2199-01-01\n");
    post("c", "date: 2020-01-01\nexpiryDate: 2020-02-01\n");
    let output = site(root.path(), &["build"]);
    let said = stderr(&output);
    assert!(said.contains("left out: 1 draft, 1 future, 1 expired"), "{said}");
    let listed: Value =
        serde_json::from_str(&fine(root.path(), &["list", "--format", "json"])).expect("JSON");
    let states: Vec<(&str, &str)> = listed["pages"]
        .as_array()
        .expect("pages")
        .iter()
        .map(|page| {
            (page["title"].as_str().expect("a title"), page["state"].as_str().expect("a state"))
        })
        .filter(|(title, _)| title.len() == 1)
        .collect();
    assert_eq!(states, [("a", "draft"), ("b", "future"), ("c", "expired")]);
    assert_eq!(fine(root.path(), &["list", "future"]).lines().count(), 1);
    let built: Value =
        serde_json::from_str(&fine(root.path(), &["build", "--format", "json"])).expect("JSON");
    assert_eq!(built["left_out"]["draft"], 1);
}

#[test]
fn doctor_tells_what_it_found_and_writes_nothing() {
    let root = directory();
    fine(root.path(), &["init", "--languages", "en,ja"]);
    let told = fine(root.path(), &["doctor"]);
    for line in
        ["site.toml, for `production`", "en 2, ja 2; the default is en", "problems       none"]
    {
        assert!(told.contains(line), "{told}");
    }
    assert!(!root.path().join("public").exists());
}

#[test]
fn shells_can_complete_commands() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = fine(directory().path(), &["completions", shell]);
        assert!(script.contains("l10n"), "{shell}");
    }
}
