//! `site serve` on a real file system with real events: whatever is done to the files, the site that
//! is served in the end is the one that a cold build makes, byte for byte.
//!
//! Nothing here sleeps: each test waits for the event that a browser would get.
#![allow(clippy::disallowed_methods, reason = "tests work on real files")]

#[path = "support/programs.rs"]
mod programs;
#[path = "support/server.rs"]
mod server;
#[path = "support/stage.rs"]
mod stage;

use std::fs;
use std::io::Write;
use std::path::Path;

use stage::Stage;

fn page(text: &str) -> String {
    format!("---\ntitle: Hello\n---\n{text}\n")
}

/// Gives the page another text.
type Save<'a> = &'a dyn Fn(&str);

#[test]
fn every_editors_way_of_saving() {
    let mut stage = Stage::new(&[], &[]);
    let path = stage.site.path("content/en/hello.md");
    let beside = |name: &str| path.with_file_name(name);
    let in_place = |text: &str| fs::write(&path, text).expect("written");
    let rename = |text: &str| {
        fs::write(beside(".hello.md.tmp"), text).expect("written");
        fs::rename(beside(".hello.md.tmp"), &path).expect("renamed");
    };
    let truncate = |text: &str| {
        let mut file = fs::File::create(&path).expect("truncated");
        file.write_all(&text.as_bytes()[..5]).expect("written");
        file.flush().expect("flushed");
        file.write_all(&text.as_bytes()[5..]).expect("written");
    };
    let anew = |text: &str| {
        fs::remove_file(&path).expect("removed");
        fs::write(&path, text).expect("written");
    };
    let vim = |text: &str| {
        fs::write(beside("4913"), "").expect("written");
        fs::remove_file(beside("4913")).expect("removed");
        fs::rename(&path, beside("hello.md~")).expect("renamed");
        fs::write(&path, text).expect("written");
        fs::remove_file(beside("hello.md~")).expect("removed");
    };
    let emacs = |text: &str| {
        fs::write(beside("#hello.md#"), text).expect("written");
        fs::write(&path, text).expect("written");
        fs::remove_file(beside("#hello.md#")).expect("removed");
    };
    let ways: [(&str, Save<'_>); 6] = [
        ("in place", &in_place),
        ("rename", &rename),
        ("truncate", &truncate),
        ("anew", &anew),
        ("backup", &vim),
        ("autosave", &emacs),
    ];
    for (name, save) in ways {
        save(&page(&format!("Saved {name}")));
        stage.settle();
        assert!(stage.text("/hello/").contains(&format!("Saved {name}")), "{name}");
    }
    stage.assert_settles_cold();
}

#[test]
fn pages_come_move_and_go() {
    let mut stage = Stage::new(&[], &[]);
    stage.site.write("content/en/new/index.md", page("New"));
    stage.site.write("content/en/new/picture.svg", "<svg/>");
    let event = stage.events.until_changed("/new/");
    assert_eq!(event["errors"]["html"], serde_json::Value::Null);
    stage.settle();
    assert_eq!(stage.text("/new/picture.svg"), "<svg/>");
    fs::rename(stage.site.path("content/en/new"), stage.site.path("content/en/moved"))
        .expect("moved");
    let event = stage.events.until_changed("/moved/");
    assert!(event["gone"].as_array().expect("a list").contains(&"/new/".into()), "{event}");
    stage.assert_settles_cold();
    stage.assert_missing("/new/picture.svg");
    fs::remove_file(stage.site.path("content/en/hello.md")).expect("removed");
    stage.events.until(|event| event["gone"][0] == "/hello/");
    stage.assert_settles_cold();
    stage.assert_missing("/hello/");
}

#[test]
fn directories_go_and_come_back() {
    let mut stage = Stage::new(&[("static/a/b/c.txt", "one"), ("content/en/x/y/z.md", "Z")], &[]);
    let (ko, aside) = (stage.site.path("content/ko"), stage.site.path("aside"));
    fs::rename(&ko, &aside).expect("moved aside");
    let is_gone = |gone: &Vec<serde_json::Value>| gone.contains(&"/ko/hello/".into());
    stage.events.until(|event| event["gone"].as_array().is_some_and(is_gone));
    fs::rename(&aside, &ko).expect("moved back");
    stage.events.until_changed("/ko/hello/");
    // The watch must be on the directory that has the name now.
    stage.site.write("content/ko/hello.md", page("다시"));
    stage.events.until_changed("/ko/hello/");
    stage.assert_settles_cold();
    for tree in ["static", "content/en/x", "content"] {
        copy(&stage.site.path(tree), &stage.site.path("copy"));
        fs::remove_dir_all(stage.site.path(tree)).expect("removed");
        copy(&stage.site.path("copy"), &stage.site.path(tree));
        fs::remove_dir_all(stage.site.path("copy")).expect("removed");
        stage.assert_settles_cold();
    }
    stage.site.write("content/en/x/y/z.md", page("Last"));
    stage.site.write("static/a/b/c.txt", "two");
    stage.assert_settles_cold();
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.expect("readable");
        let target = to.join(entry.path().strip_prefix(from).expect("below"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(target).expect("made");
        } else {
            fs::copy(entry.path(), target).expect("copied");
        }
    }
}

#[test]
fn directories_that_were_not_there_are_seen_when_they_come() {
    let mut stage = Stage::new(&[], &[]);
    stage.site.write("templates/page.html", "<html><head></head>Own: {{ content }}</html>");
    stage.events.until_changed("/hello/");
    assert!(stage.text("/hello/").contains("Own: "));
    stage.site.write("static/deep/er/file.txt", "one");
    stage.events.until_changed("/deep/er/file.txt");
    stage.site.write("static/deep/er/file.txt", "two");
    stage.events.until_changed("/deep/er/file.txt");
    stage.site.write("data/numbers.toml", "one = 1");
    stage.site.write("templates/page.html", "<head></head>{{ site.data.numbers.one }}");
    stage.events.until_changed("/hello/");
    stage.site.write("data/numbers.toml", "one = 'uno'");
    stage.events.until_changed("/hello/");
    assert!(stage.text("/hello/").contains("uno"));
    stage.assert_settles_cold();
}

/// Does something to a thousand files.
type Step<'a> = &'a dyn Fn(&Stage, &str);

#[test]
fn a_thousand_files_at_once_are_few_builds() {
    let mut stage = Stage::new(&[], &[]);
    let write = |stage: &Stage, words: &str| {
        for number in 0..1000 {
            let path = format!("content/en/many-{}/page-{number}.md", number % 50);
            stage.site.write(&path, page(words));
        }
    };
    let remove = |stage: &Stage, _: &str| {
        for directory in 0..50 {
            let path = stage.site.path(&format!("content/en/many-{directory}"));
            fs::remove_dir_all(path).expect("removed");
        }
    };
    let steps: [(&str, Step<'_>); 3] =
        [("written", &write), ("written again", &write), ("removed", &remove)];
    for (name, step) in steps {
        step(&stage, name);
        stage.assert_settles_cold();
        let builds = stage.server.said().iter().filter(|line| line.ends_with(" ms")).count();
        assert!(builds < 20, "{builds} builds for a thousand files {name}");
    }
    stage.assert_missing("/many-1/page-1/");
}

#[test]
fn a_checkout_of_another_branch() {
    let git = |stage: &Stage, arguments: &[&str]| {
        let status = std::process::Command::new("git")
            .args(["-c", "user.name=a", "-c", "user.email=a@example.org", "-C"])
            .arg(stage.site.root())
            .args(arguments)
            .output()
            .expect("git runs");
        assert!(status.status.success(), "{arguments:?}: {status:?}");
    };
    if programs::find(&programs::GIT, "the checkout of another branch").is_none() {
        return;
    }
    let mut stage = Stage::new(&[("content/en/a/only-here.md", "Here")], &[]);
    git(&stage, &["init", "--quiet", "--initial-branch=one"]);
    git(&stage, &["add", "."]);
    git(&stage, &["commit", "--quiet", "-m", "one"]);
    git(&stage, &["checkout", "--quiet", "-b", "two"]);
    git(&stage, &["rm", "--quiet", "-r", "content/en/a"]);
    stage.site.write("content/en/b/only-there.md", "There");
    stage.site.write("content/en/hello.md", page("Of two"));
    git(&stage, &["add", "."]);
    git(&stage, &["commit", "--quiet", "-m", "two"]);
    stage.assert_settles_cold();
    for (branch, there, missing) in [
        ("one", "/a/only-here/", "/b/only-there/"),
        ("two", "/b/only-there/", "/a/only-here/"),
        ("one", "/a/only-here/", "/b/only-there/"),
    ] {
        git(&stage, &["checkout", "--quiet", branch]);
        stage.assert_settles_cold();
        stage.text(there);
        stage.assert_missing(missing);
    }
}

/// The server is halted while more happens than the system keeps for it: what is edited last is told by no
/// event at all.
#[cfg(target_os = "linux")]
#[test]
fn an_overflow_of_the_event_queue_leaves_nothing_unseen() {
    let limit = fs::read_to_string("/proc/sys/fs/inotify/max_queued_events").expect("Linux has it");
    let limit: usize = limit.trim().parse().expect("a number");
    if limit > 100_000 {
        programs::say("the queue is too long to fill: the overflow was NOT RUN");
        return;
    }
    let mut stage = Stage::new(&[("static/a.txt", "0"), ("static/b.txt", "0")], &[]);
    stage.server.send_signal("STOP");
    for number in 0..limit {
        // An event that is the same as the last one would not count.
        let path = ["static/a.txt", "static/b.txt"][number % 2];
        fs::write(stage.site.path(path), number.to_string()).expect("written");
    }
    stage.site.write("content/en/hello.md", page("Unseen"));
    fs::remove_file(stage.site.path("content/ko/hello.md")).expect("removed");
    stage.server.send_signal("CONT");
    stage.server.line_with("too many changes to follow: ");
    assert!(stage.text("/hello/").contains("Unseen"));
    stage.assert_missing("/ko/hello/");
    stage.assert_settles_cold();
}

#[test]
fn a_configuration_breaks_is_gone_and_is_mended() {
    let mut stage = Stage::new(&[], &[]);
    let path = stage.site.path("site.toml");
    let good = fs::read_to_string(&path).expect("there");
    let mut overlays = Vec::new();
    for bad in ["baseURL = [", "baseURL = 'https://example.org/'\ntittle = 1\n"] {
        fs::write(&path, bad).expect("written");
        let event = stage.events.until(|event| event["errors"]["html"].is_string());
        overlays.push(event["errors"]["html"].as_str().expect("HTML").to_owned());
        assert!(stage.text("/hello/").contains("Words"), "the last good site stays");
        fs::write(&path, &good).expect("written");
        stage.events.until(|event| event["errors"]["html"].is_null());
    }
    assert!(overlays[1].contains("tittle") && overlays[1].contains("did you mean"), "{overlays:?}");
    fs::remove_file(&path).expect("removed");
    stage.events.until(|event| event["errors"]["html"].is_string());
    fs::write(&path, good.replace("Example", "Renamed")).expect("written");
    stage.events.until_changed("/hello/");
    assert!(stage.text("/hello/").contains("Renamed"));
    stage.assert_settles_cold();
}

#[test]
fn other_directories_of_a_changed_configuration_are_watched() {
    let mut stage = Stage::new(&[("files/a.txt", "one")], &[]);
    let path = stage.site.path("site.toml");
    let with_files = format!("staticDir = 'files'\n{}", fs::read_to_string(&path).expect("there"));
    fs::write(&path, with_files).expect("written");
    stage.events.until_changed("/a.txt");
    stage.site.write("files/a.txt", "two");
    stage.events.until_changed("/a.txt");
    stage.assert_settles_cold();
}

#[test]
fn a_template_breaks_and_is_mended() {
    let mut stage = Stage::new(&[("templates/page.html", "<head></head>{{ content }}")], &[]);
    stage.site.write("templates/page.html", "{% if %}");
    let event = stage.events.until(|event| event["errors"]["html"].is_string());
    assert!(
        event["errors"]["html"]
            .as_str()
            .is_some_and(|overlay| overlay.contains("templates/page.html:1"))
    );
    assert!(stage.text("/hello/").contains("Words"));
    stage.site.write("templates/page.html", "<head></head>Mended: {{ content }}");
    let event = stage.events.until_changed("/hello/");
    assert!(event["errors"]["html"].is_null());
    stage.assert_settles_cold();
}

#[test]
fn a_template_that_never_ends_is_stopped_and_the_next_one_seen() {
    let mut stage = Stage::new(&[("templates/page.html", "<head></head>{{ content }}")], &[]);
    let endless =
        "{% for a in range(end=100000) %}".repeat(3) + "{{ a }}" + &"{% endfor %}".repeat(3);
    stage.site.write("templates/page.html", endless);
    let event = stage.events.until(|event| event["errors"]["html"].is_string());
    assert!(event["errors"]["html"].as_str().is_some_and(|overlay| overlay.contains("steps")));
    assert!(stage.text("/hello/").contains("Words"));
    stage.site.write("templates/page.html", "<head></head>Mended: {{ content }}");
    stage.events.until_changed("/hello/");
    stage.assert_settles_cold();
}

#[test]
fn a_stylesheet_is_told_apart_from_its_pages() {
    let theme = [
        (
            "site.toml",
            "baseURL = 'https://example.org/'\ntitle = 'x'\ntheme = 'own'\ncontentDir = 'content/en'\n",
        ),
        ("themes/own/assets/own.css", "a { color: red }"),
        (
            "themes/own/templates/page.html",
            "<head><link rel=\"stylesheet\" href=\"{{ asset(name=\"own.css\") }}\"></head>{{ content }}",
        ),
    ];
    let mut stage = Stage::new(&theme, &[]);
    stage.site.write("themes/own/assets/own.css", "a { color: blue }");
    let event = stage.events.until(|event| event["styles"][0].is_array());
    assert_eq!(event["urls"], serde_json::json!([]), "no page is another");
    let (old, new) = (event["styles"][0][0].as_str(), event["styles"][0][1].as_str());
    let (old, new) = (old.expect("a URL").to_owned(), new.expect("a URL").to_owned());
    stage.assert_missing(&old);
    assert_eq!(stage.text(&new), "a { color: blue }");
    assert!(stage.text("/hello/").contains(&new));
    stage.assert_settles_cold();
}

#[test]
fn what_is_no_input_starts_no_build() {
    let mut stage = Stage::new(&[("static/x.png", "x")], &[]);
    for path in [
        "public/index.html",
        ".git/HEAD",
        "target/debug/x",
        "notes.txt",
        "content/en/.hello.md.swp",
        "content/en/hello.md~",
        "content/en/4913",
        "content/en/.#hello.md",
        "content/en/#hello.md#",
        "static/x.png~",
    ] {
        stage.site.write(path, "x");
    }
    stage.site.write("content/en/hello.md", page("The only one"));
    stage.events.until_changed("/hello/");
    let line = stage.server.line_with(" ms");
    assert!(line.starts_with("content/en/hello.md: "), "{line}");
    stage.assert_settles_cold();
}

#[test]
fn the_terminal_says_a_problem_once() {
    let mut stage = Stage::new(&[], &[]);
    stage.site.write("content/en/bad.md", "---\ntitle: [\n---\n");
    stage.events.until(|event| event["errors"]["html"].is_string());
    let line = stage.server.line_with(" ms");
    assert!(line.starts_with("content/en/bad.md: the build failed after "), "{line}");
    assert!(line.ends_with("(1 error); still serving the last good one"), "{line}");
    stage.site.write("content/en/hello.md", page("Meanwhile"));
    let line = stage.server.line();
    assert!(line.starts_with("content/en/hello.md: the build failed after "), "said again: {line}");
    fs::remove_file(stage.site.path("content/en/bad.md")).expect("removed");
    stage.events.until_changed("/hello/");
    let line = stage.server.line();
    assert!(line.starts_with("content/en/bad.md: ") && line.contains(" changed, "), "{line}");
    stage.assert_settles_cold();
}

#[test]
fn the_terminal_shows_no_more_problems_than_a_screen_has_room_for() {
    let links: String = (0..9).map(|n| format!("{{{{< none{n} >}}}}\n\n")).collect();
    let text = page(&format!("{links}{{{{< none0 >}}}}"));
    let stage = Stage::new(&[("content/en/links.md", &text)], &[]);
    let greeting = stage.server.greeting.join("\n");
    assert!(greeting.contains("and 4 more problems: `site check` shows them all"), "{greeting}");
    assert_eq!(greeting.matches("shortcode-unknown").count(), 5, "{greeting}");
}

#[test]
fn the_page_of_the_saved_file_is_named_where_that_is_wanted() {
    let mut stage = Stage::new(&[], &["--navigate"]);
    stage.site.write("content/ko/hello.md", page("고침"));
    let event = stage.events.until_changed("/ko/hello/");
    assert_eq!(event["open"], "/ko/hello/");
    let mut quiet = Stage::new(&[], &[]);
    quiet.site.write("content/ko/hello.md", page("고침"));
    assert!(quiet.events.until_changed("/ko/hello/")["open"].is_null());
}

#[test]
fn owners_and_labels_are_inputs_where_they_are_shown() {
    let owners = |who: &str| format!("approvers: [{who}]\nreviewers: [{who}]\n");
    let mut stage = Stage::new(&[("content/en/OWNERS", &owners("ada"))], &["--preview"]);
    assert!(stage.text("/hello/").contains("ada"));
    stage.site.write("content/en/OWNERS", owners("grace"));
    stage.events.until_changed("/hello/");
    assert!(stage.text("/hello/").contains("grace"));
    stage.site.write("OWNERS", owners("joan"));
    stage.events.until_changed("/hello/");
    assert!(stage.text("/hello/").contains("joan"));
}

#[test]
fn some_languages_only() {
    let mut stage = Stage::new(&[], &["--language", "ko"]);
    stage.assert_missing("/hello/");
    stage.site.write("content/ko/hello.md", page("고침"));
    stage.events.until_changed("/ko/hello/");
    assert!(stage.text("/ko/hello/").contains("고침"));
}
