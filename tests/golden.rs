//! A small site in three languages, and all of its output.
//!
//! `tests/golden/expected` is what a build of `tests/golden/source` gives, file for file; the
//! built-in theme's assets are left out. `GOLDEN=overwrite cargo test --test golden` renews it: look
//! at the difference before you commit it.
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use camino::Utf8Path;
use site::diagnostic::report::{Notes, Report, short};
use site::pipeline::{Request, Silent, build};
use site::world::{DiskWorld, World};

#[test]
fn the_whole_output_is_as_expected() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let found = output(Utf8Path::from_path(&golden.join("source")).expect("UTF-8"));
    let expected_root = golden.join("expected");
    if std::env::var_os("GOLDEN").is_some_and(|value| value == "overwrite") {
        overwrite(&expected_root, &found);
    }
    let expected = read(&expected_root);
    let paths = |files: &BTreeMap<String, String>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(paths(&expected), paths(&found));
    for (path, text) in &expected {
        snapbox::assert_data_eq!(found[path].as_str(), snapbox::Data::text(text.clone()).raw());
    }
}

/// Output path -> text.
fn output(root: &Utf8Path) -> BTreeMap<String, String> {
    let now = "2026-06-01T00:00:00Z".parse().expect("a timestamp");
    let world = DiskWorld::open(root, Some(now)).expect("the site can be read");
    let outcome = build(&world, &Request::default(), &mut Silent).expect("a usable configuration");
    let report = Report::new(&outcome.diagnostics, &outcome.settings.severities, Notes::Shown);
    let texts = |file: &Utf8Path| String::from_utf8(world.read(file).ok()?).ok();
    assert_eq!(short(&report, &texts), "");
    let own = outcome.artifacts.iter().filter(|(path, _)| !path.starts_with("assets/"));
    own.map(|(path, artifact)| {
        let bytes = artifact.read(&world).expect("readable");
        (path.to_owned(), String::from_utf8(bytes.to_vec()).expect("UTF-8"))
    })
    .collect()
}

fn read(root: &Path) -> BTreeMap<String, String> {
    let files = walkdir::WalkDir::new(root).into_iter().map(|entry| entry.expect("readable"));
    files
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path =
                entry.path().strip_prefix(root).expect("below").to_string_lossy().into_owned();
            (path, fs::read_to_string(entry.path()).expect("UTF-8"))
        })
        .collect()
}

fn overwrite(root: &Path, files: &BTreeMap<String, String>) {
    if root.exists() {
        fs::remove_dir_all(root).expect("removed");
    }
    for (path, text) in files {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        fs::write(path, text).expect("written");
    }
}
