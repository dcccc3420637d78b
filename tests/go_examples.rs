//! Six shortcodes of real size, each as a Tera template and as a Go template: the same page, byte by byte.
//!
//! `go_examples/common` is a site with calls; `tera` and `go` bring the templates that answer them. What Hugo makes of
//! the Go ones is the same page again.
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

#[path = "support/hugo.rs"]
mod hugo;
#[path = "support/programs.rs"]
mod programs;

use std::fs;
use std::path::Path;

use camino::{Utf8Path, Utf8PathBuf};
use site::artifact::Artifact;
use site::pipeline::{Request, Silent, build};
use site::world::MemoryWorld;

const PAGE: &str = "docs/examples/index.html";
const NOW: &str = "2026-06-01T12:00:00Z";

/// Hugo's templates beside the shortcodes.
const LAYOUTS: &hugo::Layouts = &[
    ("_default/single.html", "<article>{{ .Content }}</article>"),
    ("_default/list.html", "list"),
    ("index.html", "home"),
];

/// The files of the common site and of one of the two languages, by their paths in the site.
fn files(language: &str) -> Vec<(Utf8PathBuf, String)> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/go_examples");
    let mut files = Vec::new();
    for part in ["common", language] {
        let root = directory.join(part);
        for entry in walkdir::WalkDir::new(&root).sort_by_file_name() {
            let entry = entry.expect("readable");
            if entry.file_type().is_file() {
                let path =
                    entry.path().strip_prefix(&root).expect("below").to_str().expect("UTF-8");
                files.push((path.into(), fs::read_to_string(entry.path()).expect("text")));
            }
        }
    }
    files
}

/// The page of examples, made with the templates of a language.
fn page(language: &str) -> String {
    let world = files(language)
        .into_iter()
        .fold(MemoryWorld::new(NOW), |world, (path, text)| world.file(path, text));
    let outcome = build(&world, &Request::default(), &mut Silent).expect("a configuration");
    assert!(outcome.diagnostics.is_empty(), "{language}: {:?}", outcome.diagnostics);
    match outcome.artifacts.get(PAGE) {
        Some(Artifact::Bytes(bytes)) => String::from_utf8_lossy(bytes).trim().to_owned(),
        _ => panic!("{language} makes no page"),
    }
}

#[test]
fn shortcodes_in_tera_and_in_go_give_the_same_bytes() {
    let (tera, go) = (page("tera"), page("go"));
    snapbox::assert_data_eq!(&go, snapbox::Data::text(&tera).raw());
    for part in [
        "class=\"copy\"",
        "class=\"options\"",
        "class=\"tabs\"",
        "class=\"releases\"",
        "class=\"cards",
        "class=\"quote\"",
    ] {
        assert!(go.contains(part), "no {part}");
    }
}

#[test]
fn hugo_makes_the_same_page_of_the_go_templates() {
    let root = tempfile::tempdir().expect("a temporary directory");
    let root = Utf8Path::from_path(root.path()).expect("UTF-8");
    for (path, text) in files("go") {
        // The configuration means the same to both.
        let file = root.join(if path == "site.toml" { "hugo.toml".into() } else { path });
        fs::create_dir_all(file.parent().expect("a parent")).expect("made");
        fs::write(file, text).expect("written");
    }
    let Some(published) = hugo::publish(root, NOW, LAYOUTS, "the comparison of example shortcodes")
    else {
        return;
    };
    let hugos = published.read(PAGE).expect("Hugo has written it");
    snapbox::assert_data_eq!(apart(&page("go")), snapbox::Data::text(apart(&hugos)).raw());
}

/// Each tag that follows another on a line of its own: Hugo leaves a line's end between two calls.
fn apart(html: &str) -> String {
    let between = regex::Regex::new(r">\s*<").expect("a pattern");
    between.replace_all(html.trim(), ">\n<").into_owned()
}
