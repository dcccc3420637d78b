//! The real corpus: the Kubernetes blog in its 16 languages, as it is.
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

#[path = "support/hugo.rs"]
mod hugo;
#[path = "support/posts.rs"]
mod posts;
#[path = "support/corpus.rs"]
mod support;
#[path = "support/programs.rs"]
mod programs;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use camino::Utf8PathBuf;
use posts::{is_post, page};
use site::artifact::Artifact;
use site::diagnostic::report::{Notes, Report};
use site::diagnostic::{Code, Severity};
use site::pipeline::{Outcome, Request, Silent, build};
use site::world::DiskWorld;

/// Posts that Hugo publishes, by language.
const POSTS: &[(&str, usize)] = &[
    ("bn", 2),
    ("de", 1),
    ("en", 711),
    ("es", 1),
    ("id", 1),
    ("ja", 41),
    ("ko", 8),
    ("pt-br", 7),
    ("uk", 2),
    ("zh-cn", 291),
];

fn world() -> Option<DiskWorld> {
    let root: Utf8PathBuf = support::corpus()?;
    Some(DiskWorld::open(&root, support::NOW.parse().ok()).expect("the corpus can be read"))
}

fn built(request: &Request) -> Option<Outcome> {
    Some(build(&world()?, request, &mut Silent).expect("a usable configuration"))
}

/// The whole corpus, built once for all tests that only look at it.
fn whole() -> Option<&'static Outcome> {
    static WHOLE: OnceLock<Option<Outcome>> = OnceLock::new();
    WHOLE.get_or_init(|| built(&Request::default())).as_ref()
}

fn language_of(path: &str) -> String {
    let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
    if first == "blog" { "en".to_owned() } else { first.to_owned() }
}

#[test]
fn what_hugo_publishes_is_published() {
    let Some(outcome) = whole() else { return };
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for path in posts::paths(outcome) {
        *counts.entry(language_of(&path)).or_default() += 1;
    }
    let expected: BTreeMap<String, usize> =
        POSTS.iter().map(|(language, count)| ((*language).to_owned(), *count)).collect();
    assert_eq!(counts, expected);
}

#[test]
fn every_post_is_at_hugos_url() {
    let Some(outcome) = whole() else { return };
    let root = support::corpus().expect("it is there");
    let list = "{{ range .Site.RegularPages }}{{ .RelPermalink }}\n{{ end }}";
    let layouts = [("index.html", list)];
    let what = "the comparison of URLs";
    let Some(published) = hugo::publish(&root, support::NOW, &layouts, what) else { return };
    let hugos: BTreeSet<String> =
        published.homes().iter().flat_map(|list| posts_in(list)).collect();
    let ours = posts::paths(outcome);
    let missing: Vec<_> = hugos.difference(&ours).collect();
    let extra: Vec<_> = ours.difference(&hugos).collect();
    assert_eq!((missing, extra), (vec![], vec![]));
    programs::say(&format!("compared with Hugo: {} posts, all at the same URL", ours.len()));
}

/// The paths of posts in a list, one a line, decoded.
fn posts_in(list: &str) -> Vec<String> {
    let lines = list.lines().filter(|line| line.starts_with('/'));
    let decoded = lines.map(|line| percent_encoding::percent_decode_str(line));
    let paths = decoded.map(|line| line.decode_utf8_lossy().into_owned());
    paths.filter(|path| is_post(path)).collect()
}

#[test]
fn its_faults_are_warnings_and_each_is_said() {
    let Some(outcome) = whole() else { return };
    let severities = &outcome.settings.severities;
    let report = Report::new(&outcome.diagnostics, severities, Notes::Hidden);
    assert_eq!(report.count(Severity::Error), 0);
    let at = |code: Code| -> Vec<String> {
        let own = outcome.diagnostics.iter().filter(|own| own.code == code);
        own.filter_map(|own| Some(own.place.as_ref()?.file.to_string())).collect()
    };
    assert_eq!(
        at(Code::DateInvalid),
        ["content/zh-cn/blog/_posts/2025-08-08-introducing-psi-metrics-beta/index.md"]
    );
    assert_eq!(
        at(Code::PairRepaired),
        [
            "content/pt-br/blog/_posts/free-katacoda-kubernetes-tutorials-are-shutting-down.md",
            "content/zh-cn/blog/_posts/2026-01-05-restart-all-containers.md",
            "content/zh-cn/blog/_posts/2026-01-08-watch-based-route-reconciliation-in-ccm.md",
            "content/zh-cn/blog/_posts/free-katacoda-kubernetes-tutorials-are-shutting-down.md",
        ]
    );
}

#[test]
fn the_same_bytes_with_one_thread_and_with_many() {
    let Some(world) = world() else { return };
    let with_threads = |count: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(count).build().expect("threads");
        pool.install(|| build(&world, &Request::default(), &mut Silent).expect("configured"))
    };
    let (one, many) = (with_threads(1), with_threads(7));
    assert_eq!(one.diagnostics, many.diagnostics);
    assert_same(&one, &many);
}

fn assert_same(one: &Outcome, other: &Outcome) {
    let paths: Vec<&str> = one.artifacts.paths().collect();
    assert_eq!(paths, other.artifacts.paths().collect::<Vec<_>>());
    for path in paths {
        assert!(one.artifacts.get(path) == other.artifacts.get(path), "{path} differs");
    }
}

#[test]
fn some_languages_are_byte_for_byte_as_in_the_whole() {
    let Some(whole) = whole() else { return };
    let request = Request { languages: vec!["zh-cn".into(), "ko".into()], ..Request::default() };
    let some = built(&request).expect("it is there");
    assert!(some.artifacts.len() < whole.artifacts.len());
    for (path, artifact) in some.artifacts.iter() {
        assert!(whole.artifacts.get(path) == Some(artifact), "{path} differs");
    }
    assert_eq!(posts::paths(&some).len(), 291 + 8);
}

#[test]
fn feeds_hold_the_50_newest_whole_absolute_and_without_comments() {
    let Some(outcome) = whole() else { return };
    let feed = page(outcome, "zh-cn/feed.xml");
    assert_eq!(feed.matches("<item>").count(), 50);
    assert!(!feed.contains("&lt;!--"), "a translator's comment is in the feed");
    assert!(!feed.contains("href=&quot;/"), "a link in the feed is not absolute");
    assert!(!feed.contains("src=&quot;/"), "an image in the feed is not absolute");
    let ko = page(outcome, "ko/feed.xml");
    assert_eq!(ko.matches("<item>").count(), 8);
}

#[test]
fn a_translated_page_names_all_its_translations() {
    let Some(outcome) = whole() else { return };
    let post = "zh-cn/blog/2023/04/21/node-log-query-alpha/index.html";
    let html = page(outcome, post);
    let address = "https://kubernetes.io/zh-cn/blog/2023/04/21/node-log-query-alpha/";
    assert!(html.contains(&format!("hreflang=\"zh-CN\" href=\"{address}\"")), "itself");
    assert!(html.contains(&format!("rel=\"canonical\" href=\"{address}\"")), "canonical");
    assert!(
        html.contains("hreflang=\"en\" href=\"https://kubernetes.io/blog/2023/04/21/"),
        "English"
    );
    assert!(html.contains("hreflang=\"x-default\""), "x-default");
    for language in &outcome.settings.languages {
        assert!(html.contains(&language.name), "the switcher lacks {}", language.name);
    }
}

#[test]
fn files_of_bundles_stand_beside_their_pages() {
    let Some(outcome) = whole() else { return };
    let image = "blog/2025/02/14/cloud-controller-manager-chicken-egg-problem/\
                 ccm-chicken-egg-problem-sequence-diagram.svg";
    assert!(matches!(outcome.artifacts.get(image), Some(Artifact::Copy(_))));
}

/// The text of a Chinese or Japanese post, its code apart and without inline markup.
fn cjk_text(html: &str) -> String {
    let body = html.split("data-pagefind-body>").nth(1).expect("a body");
    let body = body.split("<footer").next().expect("a body");
    let without = |text: &str, pattern: &str| {
        regex::Regex::new(pattern).expect("a pattern").replace_all(text, "").into_owned()
    };
    let text = without(body, r"(?s)<pre.*?</pre>");
    let text = regex::Regex::new("(?s)<code.*?</code>").expect("a pattern").replace_all(&text, "x");
    without(&text, r"</?(?:strong|em|a|del|span)\b[^>]*>")
}

#[test]
fn chinese_and_japanese_have_no_stray_blanks_and_no_literal_emphasis() {
    let Some(outcome) = whole() else { return };
    let cjk = r"[\p{Han}\p{Hiragana}\p{Katakana}\u{3001}-\u{301F}\u{FF01}-\u{FF60}]";
    let broken = regex::Regex::new(&format!("{cjk}\n{cjk}")).expect("a pattern");
    let mut literal: BTreeMap<String, usize> = BTreeMap::new();
    for post in posts::paths(outcome) {
        if !matches!(language_of(&post).as_str(), "zh-cn" | "ja") {
            continue;
        }
        let text = cjk_text(&page(outcome, &format!("{}index.html", &post[1..])));
        assert!(!broken.is_match(&text), "{post}: {:?}", broken.find(&text));
        let count = text.matches("**").count();
        if count > 0 {
            literal.insert(post, count);
        }
    }
    // Each was left unclosed by its author, or has a blank on its inner side.
    let expected = [
        ("/zh-cn/blog/2016/04/18/kubernetes-network-policy-apis/", 1),
        ("/zh-cn/blog/2016/05/03/coreosfest2016-kubernetes-community/", 4),
        ("/zh-cn/blog/2018/07/10/coredns-ga-for-kubernetes-cluster-dns/", 1),
        ("/zh-cn/blog/2022/04/29/frontiers-fsgroups-and-frogs-kubernetes-1.23-发布采访/", 1),
        ("/zh-cn/blog/2025/11/11/ingress-nginx-retirement/", 2),
    ];
    let expected = expected.map(|(post, count)| (post.to_owned(), count));
    assert_eq!(literal, BTreeMap::from(expected));
}
