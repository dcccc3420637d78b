//! Owners of the real corpus, and of this repository.
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

#[path = "support/corpus.rs"]
mod support;
#[path = "support/programs.rs"]
mod programs;

use std::path::Path;

use camino::{Utf8Path, Utf8PathBuf};
use site::artifact::Artifact;
use site::config::{Audience, Overrides};
use site::diagnostic::{Code, Diagnostic};
use site::owners::{Aliases, OWNERS_ALIASES, Owners};
use site::pipeline::{Outcome, Request, Silent, build};
use site::world::{DiskWorld, World};

fn open(root: &Utf8Path) -> DiskWorld {
    DiskWorld::open(root, support::NOW.parse().ok()).expect("a directory")
}

fn corpus() -> Option<(Owners, Vec<Diagnostic>)> {
    let root = support::corpus()?;
    let mut found = Vec::new();
    let owners = Owners::read(&open(&root), Utf8Path::new("public"), &mut found);
    Some((owners, found))
}

#[test]
fn every_path_of_kubernetes_gets_the_labels_that_it_must() {
    let Some((owners, _)) = corpus() else { return };
    let table: &[(&str, &[&str])] = &[
        ("content/en/blog/_posts/x.md", &["area/blog", "language/en"]),
        ("content/zh-cn/blog/_posts/x.md", &["area/localization", "language/zh", "sig/docs"]),
        (
            "content/id/blog/_posts/x.md",
            &["area/blog", "area/localization", "language/id", "sig/docs"],
        ),
        ("i18n/zh-cn/zh-cn.toml", &["area/localization", "language/zh", "sig/docs"]),
        ("i18n/zh-cn/README.md", &["sig/docs"]),
        ("content/fa/anything", &["sig/docs"]),
    ];
    for (path, labels) in table {
        let ownership = owners.of(Utf8Path::new(path), None);
        assert_eq!(ownership.labels.names().collect::<Vec<_>>(), *labels, "{path}");
    }
}

#[test]
fn every_owners_file_of_kubernetes_loads_without_a_word() {
    let Some((owners, found)) = corpus() else { return };
    let root = support::corpus().expect("it is there");
    let files = walkdir::WalkDir::new(&root).into_iter().map(|entry| entry.expect("readable"));
    let expected = files.filter(|entry| entry.file_name() == "OWNERS").count();
    assert_eq!((owners.statements.len(), found), (expected, vec![]));
    assert!(!owners.aliases.is_empty() && !owners.labels.is_empty());
    programs::say(&format!("{expected} OWNERS files of the corpus read"));
}

#[test]
fn the_languages_of_kubernetes_fit_their_labels() {
    let Some(root) = support::corpus() else { return };
    let outcome = build(&open(&root), &Request::default(), &mut Silent).expect("configured");
    let of = |code: Code| outcome.diagnostics.iter().filter(move |own| own.code == code);
    assert_eq!(of(Code::LabelLanguage).count(), 0);
    assert_eq!(of(Code::LabelLanguageMissing).count(), 0);
    // What was copied from the English page and is still there.
    let copied: Vec<&str> =
        of(Code::OwnersCopied).filter_map(|own| Some(own.place.as_ref()?.file.as_str())).collect();
    assert_eq!(copied, ["content/ru/docs/reference/glossary/index.md"]);
}

/// This repository's own site.
fn own_site(audience: Audience) -> (DiskWorld, Outcome) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let world = open(Utf8Path::from_path(root).expect("UTF-8"));
    let request =
        Request { overrides: Overrides { audience, ..Overrides::default() }, ..Request::default() };
    let outcome = build(&world, &request, &mut Silent).expect("configured");
    (world, outcome)
}

/// The logins of the repository's own aliases, and the files of the output that hold one of them.
fn files_with_logins(audience: Audience) -> Vec<String> {
    let (world, outcome) = own_site(audience);
    let text = world.read(Utf8Path::new(OWNERS_ALIASES)).expect("it is there");
    let text = String::from_utf8(text).expect("UTF-8");
    let aliases = Aliases::read(Utf8Path::new(OWNERS_ALIASES), &text, &mut Vec::new());
    let members = aliases.names().filter_map(|(alias, _)| aliases.members(alias));
    let logins: Vec<&String> = members.flatten().collect();
    assert!(logins.len() > 4, "there are people to look for");
    let holds = |artifact: &Artifact| {
        let bytes = artifact.read(&world).expect("readable");
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        logins.iter().any(|login| text.contains(login.as_str()))
    };
    let files = outcome.artifacts.iter().filter(|(_, artifact)| holds(artifact));
    files.map(|(path, _)| path.to_owned()).collect()
}

#[test]
fn a_public_build_names_no_owner_in_any_byte() {
    assert_eq!(files_with_logins(Audience::Public), [""; 0]);
}

#[test]
fn a_preview_names_them_on_their_pages() {
    assert!(files_with_logins(Audience::Preview).contains(&"zh-cn/blog/index.html".to_owned()));
}

#[test]
fn a_public_build_has_no_label_pages_and_a_preview_has_them() {
    let has = |audience, path: &str| own_site(audience).1.artifacts.get(path).is_some();
    assert!(!has(Audience::Public, "zh-cn/labels/language-zh/index.html"));
    assert!(has(Audience::Preview, "zh-cn/labels/language-zh/index.html"));
    let whole: Vec<Utf8PathBuf> =
        own_site(Audience::Public).1.artifacts.paths().map(Utf8PathBuf::from).collect();
    assert!(!whole.iter().any(|path| path.as_str().contains("assets/labels.")));
}
