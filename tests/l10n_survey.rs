//! The survey of a site in memory, with answers of git that are written down here.

use std::collections::BTreeMap;

use camino::Utf8Path;
use site::board::{Board, Filter};
use site::discover::discover;
use site::git::{Git, GitProblem};
use site::l10n::drifts::{Drifts, PairedSite};
use site::l10n::finding::DriftSeverity;
use site::l10n::history::{Drift, NoBaseline};
use site::l10n::parity::{Aspect, Fault};
use site::l10n::status::{PageStatus, State};
use site::l10n::strings::StringStatus;
use site::l10n::survey::{Survey, SurveyInput};
use site::parse::parse;
use site::pipeline::configure;
use site::resolve::{Pairing, pair};
use site::world::MemoryWorld;

const CONFIGURATION: &str = "baseURL = 'https://example.org/'\n\
     [permalinks]\nblog = '/:section/:year/:slug'\n\
     [languages.en]\ncontentDir = 'content/en'\n\
     [languages.ko]\ncontentDir = 'content/ko'\n\
     [languages.pl]\ncontentDir = 'content/pl'\n";

fn world() -> MemoryWorld {
    MemoryWorld::new("2026-01-01T00:00:00Z")
        .file("site.toml", CONFIGURATION)
        .file("content/en/_index.md", "")
        .file("content/ko/_index.md", "")
        .file("content/pl/_index.md", "")
}

/// No git at all.
struct Nobody;

impl Git for Nobody {
    fn feed(&self, _: &[&str], _: &[u8]) -> Result<Vec<u8>, GitProblem> {
        Err(GitProblem::Missing)
    }
}

/// Answers by the first arguments.
struct Answers(BTreeMap<&'static str, Vec<u8>>);

impl Git for Answers {
    fn feed(&self, arguments: &[&str], _: &[u8]) -> Result<Vec<u8>, GitProblem> {
        let asked = arguments.join(" ");
        let answer = self.0.iter().find(|(start, _)| asked.starts_with(**start));
        Ok(answer.unwrap_or_else(|| panic!("not expected: git {asked}")).1.clone())
    }
}

fn survey(world: &MemoryWorld, git: &dyn Git) -> Survey {
    let mut found = Vec::new();
    let settings = configure(world, &Default::default(), &mut found);
    let settings = settings.unwrap_or_else(|problem| panic!("{:?}", problem.diagnostics));
    let sources = discover(world, &settings, &mut found);
    let documents = parse(world, &settings, &sources, &mut found);
    let pairs = pair(&settings, &documents);
    let drifts = Drifts::ask(git, PairedSite { world, settings: &settings, pairs: &pairs })
        .unwrap_or_default();
    Survey::new(SurveyInput {
        world,
        settings: &settings,
        documents: &documents,
        pairs: &pairs,
        drifts: &drifts,
    })
}

fn page<'a>(survey: &'a Survey, path: &str) -> &'a PageStatus {
    survey.pages.iter().find(|page| page.path == path).expect("the page is there")
}

/// Aspects, and how they stand in the source and in the translation.
fn disparities(source: &str, translation: &str) -> Vec<(Aspect, Option<String>, Option<String>)> {
    let world = world()
        .file("content/en/blog/2024-01-01-a.md", source)
        .file("content/ko/blog/2024-01-01-a.md", translation);
    let survey = survey(&world, &Nobody);
    let own = page(&survey, "content/ko/blog/2024-01-01-a.md").disparities.iter();
    own.map(|own| (own.aspect, own.source.clone(), own.translation.clone())).collect()
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn pages_that_say_the_same_of_themselves_have_no_disparity() {
    let same =
        "---\ntitle: A\ndate: 2024-01-01\nslug: a\nweight: 3\nevergreen: true\n---\n## One\n";
    assert_eq!(disparities(same, &same.replace("One", "하나")), []);
    // A slug that only says what the title of the source gives is none.
    let named = "---\ntitle: 가\ndate: 2024-01-01\nslug: a-title\n---\n";
    assert_eq!(disparities("---\ntitle: A title\ndate: 2024-01-01\n---\n", named), []);
}

#[test]
fn each_aspect_is_told_as_it_stands_on_either_side() {
    let source = "---\ntitle: A\ndate: 2024-01-01\nslug: a\nweight: 3\nevergreen: true\n\
                  canonicalUrl: https://example.com/\naliases: [/old, /older/]\n---\n## One\n\n### Two\n";
    let translation = "---\ntitle: 가\ndate: 2024-01-02\nslug: b\ndraft: true\n\
                       aliases: [/ko/old/]\n---\n## 하나\n\n## 둘\n";
    let expected = [
        (Aspect::Draft, None, some("true")),
        (Aspect::Date, some("2024-01-01"), some("2024-01-02")),
        (Aspect::Slug, some("a"), some("b")),
        (Aspect::CanonicalUrl, some("https://example.com/"), None),
        (Aspect::Aliases, some("/older/"), some("/ko/old/")),
        (Aspect::Evergreen, some("true"), None),
        (Aspect::Weight, some("3"), None),
        (Aspect::Headings, some("### Two"), some("## 둘")),
    ];
    assert_eq!(disparities(source, translation), expected);
}

#[test]
fn what_is_read_before_its_source_is_the_worst() {
    let draft = "---\ntitle: A\ndate: 2024-01-01\ndraft: true\n---\n";
    let early = disparities(draft, "---\ntitle: 가\ndate: 2024-01-01\n---\n");
    assert_eq!(early[0], (Aspect::Publication, some("draft"), some("2024-01-01T00:00:00Z")));
    assert_eq!(Aspect::Publication.severity(), DriftSeverity::Warning);
    let future = "---\ntitle: A\ndate: 2027-01-01\n---\n";
    let early = disparities(future, "---\ntitle: 가\ndate: 2026-12-31\n---\n");
    assert_eq!(early[0].0, Aspect::Publication);
    assert_eq!(disparities(future, future), []);
}

#[test]
fn repaired_pairs_orphans_and_untranslated_drafts() {
    let world = world()
        .file(
            "content/en/blog/2024-01-01-new-name.md",
            "---\ntitle: A\ndate: 2024-01-01\nslug: a\n---\n",
        )
        .file(
            "content/ko/blog/2024-01-01-old-name.md",
            "---\ntitle: 가\ndate: 2024-01-01\nslug: a\n---\n",
        )
        .file("content/ko/blog/alone.md", "---\ntitle: 나\n---\n")
        .file("content/en/blog/draft.md", "---\ntitle: D\ndraft: true\n---\n");
    let survey = survey(&world, &Nobody);
    let repaired = page(&survey, "content/ko/blog/2024-01-01-old-name.md");
    assert_eq!(repaired.pairing, Some(Pairing::Slug));
    assert_eq!(
        repaired.source.as_deref(),
        Some(Utf8Path::new("content/en/blog/2024-01-01-new-name.md"))
    );
    assert_eq!(page(&survey, "content/ko/blog/alone.md").state, State::Orphan);
    assert!(!survey.pages.iter().any(|page| page.path.as_str().ends_with("draft.md")));
    let settings = configure(&world, &Default::default(), &mut Vec::new());
    let board = Board::new(&settings.unwrap_or_else(|_| panic!("a configuration")), survey);
    let languages = board.languages(&Filter::default());
    let blog = languages[0].sections["blog"];
    assert_eq!((blog.sources, blog.translated, blog.orphaned, blog.repaired), (1, 1, 1, 1));
    assert_eq!(languages[0].total.sources, 2);
    let polish = languages[1].total;
    assert_eq!((polish.translated, polish.missing), (1, 1));
}

/// The strings of Polish against some of English; those of the built-in theme are in both.
fn strings(english: &str, polish: &str) -> StringStatus {
    let world = world().file("i18n/en.toml", english).file("i18n/pl.toml", polish);
    survey(&world, &Nobody).languages.remove(1).strings
}

#[test]
fn strings_lack_keys_placeholders_and_plural_forms() {
    let status = strings(
        "[own_hits]\none = '{{ .count }} hit'\nother = '{{ .count }} hits'\n\
         [own_by]\nother = 'by {{ .author }} on {{ .date }}'\n[own_bye]\nother = 'Bye'\n",
        "[own_hits]\none = '{{ .count }} trafienie'\nother = '{{ .count }} trafienia'\n\
         [own_by]\nother = '{{ .Date }}: {{ .autor }}'\n[own_old]\nother = 'Stare'\n",
    );
    assert_eq!(status.missing, ["own_bye"]);
    assert_eq!(status.unused, ["own_old"]);
    let by = &status.placeholders[0];
    assert_eq!(
        (by.key.as_str(), &by.missing[..], &by.extra[..]),
        ("own_by", &["author".to_owned()][..], &["autor".to_owned()][..])
    );
    assert_eq!(status.placeholders.len(), 1);
    let hits = &status.plurals[0];
    assert_eq!((hits.key.as_str(), &hits.forms[..]), ("own_hits", &["few", "many"][..]));
}

#[test]
fn the_built_in_theme_lacks_nothing() {
    let status = strings("", "");
    assert_eq!(StringStatus { translated: 0, ..status }, StringStatus::default());
}

#[test]
fn git_is_asked_a_few_questions_for_all_pairs() {
    const LOG: &str = "\u{1}aa 300 bb\0\n:100644 100644 1111 2222 M\0content/en/a.md\0\
        \u{1}bb 200 cc dd\0\u{1}dd 150 cc\0\n:000000 100644 0000 3333 A\0elsewhere\0\
        \u{1}cc 100 \0\n:000000 100644 0000 1111 A\0content/en/a.md\0\
        :000000 100644 0000 4444 A\0content/ko/a.md\0";
    let answers = [
        ("rev-parse --verify", "aa\n"),
        ("rev-parse --is-shallow-repository", "false\n"),
        ("log --topo-order", LOG),
        ("cat-file --batch-check", "cc commit 200\nffff missing\n"),
        ("diff --name-only", ""),
        ("cat-file --batch", "1111 blob 4\none\n\n2222 blob 8\none\ntwo\n\n"),
    ];
    let answers = answers.map(|(asked, answer)| (asked, answer.as_bytes().to_vec()));
    let world = world()
        .file("content/en/a.md", "one\ntwo\n")
        .file("content/ko/a.md", "하나\n")
        .file("content/pl/a.md", "---\ndefault_lang_commit: ffff\n---\n");
    let survey = survey(&world, &Answers(answers.into()));
    let korean = page(&survey, "content/ko/a.md");
    let changes = korean.changes().expect("git knows it");
    assert_eq!(korean.state, State::Drifted);
    assert_eq!((changes.baseline.hash.as_str(), changes.commits.len()), ("cc", 1));
    assert_eq!((changes.lines.added, changes.since()), (1, Some(300)));
    let polish = page(&survey, "content/pl/a.md");
    assert_eq!(polish.git, Some(Drift::Unknown(NoBaseline::UnknownCommit("ffff".to_owned()))));
}

#[test]
fn the_texts_of_a_bundle_are_compared_like_pages() {
    let term = "---\ntitle: Pump\n---\nIt runs `pumpctl`.\n";
    let world = world()
        .file("content/en/terms/index.md", "---\ntitle: Terms\n---\nText.\n")
        .file("content/ko/terms/index.md", "---\ntitle: 용어\n---\n글.\n")
        .file("content/en/terms/pump.md", term)
        .file("content/en/terms/tank.md", term)
        .file("content/ko/terms/pump.md", "---\ntitle: 펌프\n---\n`pumpd`를 실행한다.\n");
    let survey = survey(&world, &Nobody);
    let pump = page(&survey, "content/ko/terms/pump.md");
    assert_eq!(pump.source.as_deref(), Some(Utf8Path::new("content/en/terms/pump.md")));
    assert_eq!((pump.state, pump.severity()), (State::Drifted, Some(DriftSeverity::Code)));
    assert_eq!(page(&survey, "content/ko/terms/tank.md").state, State::Missing);
    let polish = survey.pages.iter().filter(|page| page.path.starts_with("content/pl/terms"));
    assert_eq!(polish.count(), 1, "the bundle itself is missing, and its terms with it");
}

#[test]
fn pages_in_html_are_compared() {
    let world = world()
        .file("content/en/a.html", "---\ntitle: A\n---\n<p>Get <a href=\"/b/\">it</a>.</p>\n")
        .file("content/ko/a.html", "---\ntitle: 가\n---\n<p><a href=\"/c/\">그것</a>.</p>\n");
    let survey = survey(&world, &Nobody);
    assert_eq!(page(&survey, "content/ko/a.html").severity(), Some(DriftSeverity::Link));
}

#[test]
fn a_file_that_cannot_be_read_is_neither_missing_nor_without_a_source() {
    let world = world()
        .file("content/en/a.md", "---\ntitle: A\n---\nText.\n")
        .file("content/ko/a.md", "---\ntitle: [가\n---\n글.\n")
        .file("content/en/b.md", "---\ntitle: [B\n---\nText.\n")
        .file("content/ko/b.md", "---\ntitle: 나\n---\n글.\n");
    let survey = survey(&world, &Nobody);
    for path in ["content/ko/a.md", "content/ko/b.md"] {
        let page = page(&survey, path);
        assert_eq!(page.state, State::Unknown, "{path}");
        assert!(page.words().contains("cannot be read"), "{}", page.words());
    }
    assert_eq!(page(&survey, "content/pl/a.md").state, State::Missing);
}

#[test]
fn a_source_that_alone_has_another_address_is_to_be_mended() {
    let post = |title: &str, slug: &str| {
        format!("---\ntitle: {title}\ndate: 2024-01-01\nslug: {slug}\n---\n")
    };
    let world = world()
        .file("content/en/blog/a.md", post("A", "moved-by-mistake").as_bytes())
        .file("content/ko/blog/a.md", post("가", "a").as_bytes())
        .file("content/pl/blog/a.md", post("A", "a").as_bytes());
    let survey = survey(&world, &Nobody);
    for path in ["content/ko/blog/a.md", "content/pl/blog/a.md"] {
        let disparity = &page(&survey, path).disparities[0];
        assert_eq!((disparity.aspect, disparity.fault), (Aspect::Slug, Fault::Source), "{path}");
        assert!(disparity.to_string().ends_with("so mend the source"), "{disparity}");
    }
}
