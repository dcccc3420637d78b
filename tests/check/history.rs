//! Where a page has gone that a dead link leads to.

use camino::Utf8PathBuf;
use site::check::{Outside, check_with};
use site::diagnostic::{Code, Fix};
use site::git::{Git, GitProblem};
use site::pipeline::{Request, Silent, build};
use site::world::MemoryWorld;

/// A history in which some files were renamed.
struct Renamed(&'static [(&'static str, &'static str)]);

impl Git for Renamed {
    fn feed(&self, arguments: &[&str], _: &[u8]) -> Result<Vec<u8>, GitProblem> {
        let entries = self.0.iter().map(|(old, new)| match arguments[0] {
            "log" => format!("{old}\0"),
            _ => format!("R100\0{old}\0{new}\0"),
        });
        Ok(format!("\u{1}abc\0\n{}", entries.collect::<String>()).into_bytes())
    }
}

#[test]
fn a_page_that_was_renamed_is_found_and_written() {
    let world = MemoryWorld::new("2026-01-01T00:00:00Z")
        .file("site.toml", "baseURL = 'https://example.org/'\n[languages.en]\n[languages.ko]\n")
        .file("content/en/docs/new.md", "---\ntitle: New\n---\n## Part\n")
        .file("content/ko/docs/new/index.md", "---\ntitle: New\n---\n")
        .file(
            "content/en/a.md",
            "---\ntitle: A\n---\n[1](/docs/old/) [2](/docs/old/#part) [3](/docs/old#gone)\n\
             [4](/ko/docs/old/) [5](/docs/never/) [6](/pictures/a.png)\n",
        )
        .file("static/pictures/b.png", "PNG");
    let outcome = build(&world, &Request::default(), &mut Silent).expect("a configuration");
    let git = Renamed(&[
        ("content/en/docs/old.md", "content/en/docs/new.md"),
        ("content/ko/docs/old.md", "content/ko/docs/new/index.md"),
        ("static/pictures/a.png", "static/pictures/b.png"),
    ]);
    let found = check_with(&world, &outcome, Outside { git: Some(&git), web: None }).diagnostics;
    assert!(found.iter().all(|found| found.code == Code::LinkDead), "{found:?}");
    let written = |fix: &Fix| fix.edits[0].text.clone();
    let fixes: Vec<Option<String>> =
        found.iter().map(|found| found.fix.as_ref().map(written)).collect();
    let expected = ["/docs/new/", "/docs/new/#part", "", "/ko/docs/new/", "", "/pictures/b.png"];
    let expected = expected.map(|text| (!text.is_empty()).then(|| text.to_owned()));
    assert_eq!(fixes, expected);
    assert_eq!(found[2].hint.as_deref(), Some("it has moved to `/docs/new/`"));
    let file = Utf8PathBuf::from("content/en/a.md");
    assert!(found.iter().all(|found| found.place.as_ref().is_some_and(|place| place.file == file)));
}
