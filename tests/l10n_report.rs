//! `[l10n] report`: the pages about translations that a build makes.

use serde_json::Value;
use site::artifact::{Artifact, Artifacts};
use site::config::{Audience, Overrides};
use site::pipeline::{Request, Silent, build};
use site::world::MemoryWorld;

const CONFIGURATION: &str = "baseURL = 'https://example.org/sub/'\ntitle = 'Pumps & hoses'\n\
     [languages.en]\ncontentDir = 'content/en'\n\
     [languages.ko]\ncontentDir = 'content/ko'\nlanguageName = '한국어'\n";

const SOURCE: &str = "---\ntitle: Valves <open>\n---\nOpen the valve.\n\n\
     {{< warning >}}\nNever run it dry.\n{{< /warning >}}\n";
const TRANSLATION: &str = "---\ntitle: 밸브\n---\n<!--\nOpen the valve.\n-->\n밸브를 엽니다.\n";

/// A site with a translation that lacks a warning, and a page that nobody has translated.
fn world(l10n: &str) -> MemoryWorld {
    MemoryWorld::new("2026-01-01T00:00:00Z")
        .file("site.toml", format!("{CONFIGURATION}{l10n}"))
        .file("content/en/valves.md", SOURCE)
        .file("content/ko/valves.md", TRANSLATION)
        .file("content/en/hoses.md", "---\ntitle: Hoses\n---\nText")
        .file("content/ko/OWNERS", "approvers:\n- haneul-p\n")
}

fn built(world: &MemoryWorld, audience: Audience) -> Artifacts {
    let overrides = Overrides { audience, ..Overrides::default() };
    let request = Request { overrides, ..Request::default() };
    build(world, &request, &mut Silent).expect("a site").artifacts
}

fn text(artifacts: &Artifacts, path: &str) -> String {
    match artifacts.get(path) {
        Some(Artifact::Bytes(bytes)) => String::from_utf8(bytes.to_vec()).expect("UTF-8"),
        _ => panic!("{path} is not there"),
    }
}

fn paths(artifacts: &Artifacts) -> Vec<&str> {
    artifacts.paths().filter(|path| path.starts_with("l10n/")).collect()
}

#[test]
fn there_is_none_unless_the_configuration_says_so() {
    assert_eq!(paths(&built(&world(""), Audience::Public)), Vec::<&str>::new());
}

#[test]
fn every_language_but_the_source_has_a_page() {
    let artifacts = built(&world("[l10n]\nreport = true\n"), Audience::Public);
    assert_eq!(paths(&artifacts), ["l10n/index.html", "l10n/ko/index.html", "l10n/status.json"]);
}

#[test]
fn the_worst_stands_first_and_is_quoted() {
    let artifacts = built(&world("[l10n]\nreport = true\n"), Audience::Public);
    let page = text(&artifacts, "l10n/ko/index.html");
    assert!(page.contains("Never run it dry."), "{page}");
    assert!(page.contains("Valves &lt;open&gt;") && !page.contains("<open>"), "{page}");
    assert!(page.contains("href=\"/sub/ko/valves/\""), "{page}");
    let (valves, hoses) = (page.find("Valves"), page.find("Hoses"));
    assert!(valves < hoses, "a missing warning comes before a missing page");
    let overview = text(&artifacts, "l10n/index.html");
    assert!(overview.contains("data-severity=\"warning\""), "{overview}");
    assert!(overview.contains("Pumps &amp; hoses"), "{overview}");
}

#[test]
fn programs_read_the_same() {
    let artifacts = built(&world("[l10n]\nreport = true\n"), Audience::Public);
    let document: Value =
        serde_json::from_str(&text(&artifacts, "l10n/status.json")).expect("JSON");
    let states: Vec<_> = document["pages"].as_array().expect("pages").iter().collect();
    let state = |path: &str| {
        let page = states.iter().find(|page| page["path"] == path).expect("the page");
        (page["state"].as_str().expect("a state"), page["severity"].as_str())
    };
    assert_eq!(state("content/ko/valves.md"), ("drifted", Some("warning")));
    assert_eq!(state("content/ko/hoses.md"), ("missing", None));
}

#[test]
fn owners_are_named_only_where_the_site_names_them() {
    let world = world("[l10n]\nreport = true\n");
    let says = |audience| {
        let artifacts = built(&world, audience);
        let all: Vec<String> =
            ["l10n/ko/index.html", "l10n/status.json"].map(|path| text(&artifacts, path)).into();
        all.iter().filter(|text| text.contains("haneul-p")).count()
    };
    assert_eq!((says(Audience::Public), says(Audience::Preview)), (0, 2));
}

#[test]
fn a_page_of_the_site_at_that_address_is_kept() {
    let world = world("[l10n]\nreport = true\n")
        .file("content/en/l10n.md", "---\ntitle: Our own\n---\nWritten by hand.");
    let page = text(&built(&world, Audience::Public), "l10n/index.html");
    assert!(page.contains("Written by hand."), "{page}");
}
