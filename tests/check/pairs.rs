//! Each code of the check: a case that it finds, and one alike that it leaves alone.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use site::check::check;
use site::diagnostic::Code;
use site::pipeline::{Request, Silent, build};
use site::world::MemoryWorld;

const CONFIGURATION: &str = "baseURL = 'https://example.org/'\n\
                             [languages.en]\n[languages.ko]\n\
                             [markup.goldmark.renderer]\nunsafe = true\n";

/// The page that most cases are about.
const PAGE: &str = "content/en/docs/a.md";

/// Its translation.
const TRANSLATION: &str = "content/ko/docs/a.md";

/// Some files of a site, by their paths.
type Files = Vec<(&'static str, String)>;

/// Two states of a site.
struct Pair {
    code: Code,
    faulty: Files,
    alike: Files,
}

/// Texts of a page.
fn text(code: Code, faulty: &str, alike: &str) -> Pair {
    Pair { code, faulty: vec![(PAGE, page(faulty))], alike: vec![(PAGE, page(alike))] }
}

/// Whole files of a page.
fn whole(code: Code, faulty: &str, alike: &str) -> Pair {
    Pair { code, faulty: vec![(PAGE, faulty.into())], alike: vec![(PAGE, alike.into())] }
}

/// Keys of a page.
fn keys(code: Code, faulty: &str, alike: &str) -> Pair {
    let file = |keys: &str| format!("---\n{keys}\n---\nText.\n");
    whole(code, &file(faulty), &file(alike))
}

/// Texts of a translation beside its source.
fn beside(code: Code, source: &str, faulty: &str, alike: &str) -> Pair {
    let files = |translation: &str| vec![(PAGE, page(source)), (TRANSLATION, page(translation))];
    Pair { code, faulty: files(faulty), alike: files(alike) }
}

fn with_menu(page: &str) -> String {
    format!("{CONFIGURATION}[[menus.main]]\nname = 'A'\npageRef = '{page}'\n")
}

fn page(text: &str) -> String {
    format!("---\ntitle: A\n---\n{text}\n")
}

fn links() -> Vec<Pair> {
    vec![
        text(Code::LinkDead, "[a](/docs/c/)", "[a](/docs/b/)"),
        text(Code::LinkAnchor, "[a](/docs/b/#three)", "[a](/docs/b/#two-words)"),
        text(
            Code::LinkInexact,
            "[a](/Dot.svg) [b](/old/b/)",
            "[a](/dot.svg) [b](/old/B/) [c](/Docs/b/)",
        ),
        text(Code::LinkSlash, "<a href=\"/docs/b\">b</a>", "<a href=\"/docs/b/\">b</a>"),
        text(
            Code::LinkInsecure,
            "[a](http://example.org/docs/b/)",
            "[a](http://example.com/docs/b/)",
        ),
        text(Code::LinkSyntax, "[a] (/docs/b/)", "The list a[1] (of one)"),
        text(Code::LinkUndefined, "[The page][b]", "The cell [0][1]"),
        text(
            Code::LinkTarget,
            "[a](https://https://example.com/)",
            "[a](https://example.com/?to=https://example.com/)",
        ),
        text(
            Code::LinkLocal,
            "[the page](http://localhost:1313/)",
            "[http://localhost:1313/](http://localhost:1313/)",
        ),
        text(
            Code::LinkWords,
            "Click [here](/docs/b/).",
            "They use [Click](https://example.com/click/), [here is more](/docs/b/).",
        ),
        text(Code::ImageMissing, "![a plan](/plan.png)", "![a plan](/dot.svg)"),
        text(Code::ImageWords, "![](/dot.svg)", "![a dot](/dot.svg)"),
        beside(
            Code::LinkLanguage,
            "Text",
            "<a href=\"/docs/b/\" hreflang=\"en\">b</a>",
            "[b](/docs/b/) <a href=\"/docs/only/\" hreflang=\"en\">only</a>",
        ),
        text(Code::RefMissing, "[a]({{< ref \"/docs/gone\" >}})", "[a]({{< ref \"/docs/b\" >}})"),
    ]
}

fn front_matter() -> Vec<Pair> {
    vec![
        keys(Code::TitleMissing, "weight: 1", "title: A"),
        keys(Code::FrontMatterSyntax, "title: \"A", "title: A \"B\""),
        keys(Code::FrontMatterType, "title: [A]", "title: 12"),
        keys(Code::FrontMatterKey, "title: A\ntransltor: K", "title: A\ntransport: train"),
        whole(Code::FrontMatterUnclosed, "---\ntitle: A\nText\n", "---\ntitle: A\n---\nText\n"),
        whole(
            Code::FrontMatterUnfenced,
            "title: A\ndate: 2025-01-01\n\nText\n",
            "Title: the words\n",
        ),
        text(
            Code::FrontMatterTwice,
            "---\ntitle: A\nweight: 3\n---\nText",
            "A rule:\n\n---\n\nText",
        ),
        keys(Code::DateInvalid, "title: A\ndate: 2025-13-01", "title: A\ndate: 2025-12-01"),
        Pair {
            code: Code::DateFileName,
            faulty: vec![(
                "content/en/news/2025-02-01-a.md",
                "---\ntitle: A\ndate: 2025-03-01\n---\n".into(),
            )],
            alike: vec![(
                "content/en/news/2025-02-01-a.md",
                "---\ntitle: A\ndate: 2025-02-01\n---\n".into(),
            )],
        },
        keys(
            Code::CanonicalPreview,
            "title: A\ncanonicalUrl: https://deploy-preview-3--x.netlify.app/a/",
            "title: A\ncanonicalUrl: https://example.com/a/",
        ),
        keys(Code::SlugTwice, "title: A\nslug: same", "title: A\nslug: other"),
        keys(
            Code::AliasCollision,
            "title: A\naliases: [/docs/b/]",
            "title: A\naliases: [/docs/former/]",
        ),
        Pair {
            code: Code::MenuPage,
            faulty: vec![("site.toml", with_menu("/docs/gone"))],
            alike: vec![("site.toml", with_menu("/docs/b"))],
        },
    ]
}

fn markdown() -> Vec<Pair> {
    vec![
        text(Code::EmphasisLiteral, "This is ** bold **.", "The power 2 ** 3."),
        text(Code::HeadingBlank, "##Install", "#kubernetes #cloud"),
        text(Code::HeadingLiteral, "Some words ## Install", "Fixes issue \\## of them"),
        text(Code::HeadingEmpty, "##\n\nText", "## A\n\nText"),
        text(Code::HeadingTop, "# One\n\n# Two", "# One\n\n## Two"),
        text(Code::HeadingSkipped, "## One\n\n#### Two", "## One\n\n### Two\n\n## Three"),
        text(Code::AttributeLeaked, "## Install {#install)", "## Install {{name}}"),
        text(
            Code::TableRagged,
            "| a | b |\n| - | - |\n| 1 | 2 | 3 |",
            "| a | b |\n| - | - |\n| 1 | 2 \\| 3 |",
        ),
        text(Code::TableShort, "| a | b |\n| - | - |\n| 1 |", "| a | b |\n| - | - |\n| 1 | |"),
        text(Code::TableLiteral, "| a | b |\n| - |\n| 1 | 2 |", "A `|` bar, and | another."),
        text(Code::ListLiteral, "Text:\n1.One\n2.Two", "Version\n1.1 and\n1.2 came"),
        text(Code::HtmlUnclosed, "<details>\n\nText", "<details>\n\nText\n\n</details>"),
        text(Code::HtmlPlaceholder, "Run it as <userid>.", "Run it as <em>root</em>."),
        Pair {
            code: Code::HtmlLeftOut,
            faulty: vec![
                (
                    "site.toml",
                    "baseURL = 'https://example.org/'\n[languages.en]\n[languages.ko]\n".into(),
                ),
                (PAGE, page("<b>Text</b>")),
            ],
            alike: vec![(PAGE, page("<b>Text</b>"))],
        },
        text(Code::HtmlMarkdown, "<div>\n**Text**\n</div>", "<div>\n\n**Text**\n\n</div>"),
        text(Code::FenceUnclosed, "```yaml\na: 1", "```yaml\na: 1\n```"),
        text(Code::CodeUnclosed, "Run `site build.", "Run `site build`."),
        text(Code::CharacterControl, "a\u{8}b", "a\tb"),
        text(Code::CharacterBidi, "a \u{202e}b", "\u{202b}\u{5d0}\u{202c} a"),
        text(
            Code::CharacterInvisible,
            "wo\u{200b}rd",
            "\u{645}\u{6cc}\u{200c}\u{62e}\u{648}\u{627}\u{647}\u{645}",
        ),
        text(Code::ShortcodeSyntax, "{{< figure", "{{< figure src=\"/dot.svg\" alt=\"a dot\" >}}"),
    ]
}

fn code() -> Vec<Pair> {
    let fence = |code, language: &str, faulty: &str, alike: &str| {
        let block = |text: &str| format!("```{language}\n{text}\n```");
        text(code, &block(faulty), &block(alike))
    };
    vec![
        fence(Code::CodeTypography, "shell", "echo \u{201c}a\u{201d}", "echo \"a\""),
        text(Code::CodeEscape, "`a &lt; b`", "`a < b`"),
        fence(Code::CodeSyntax, "json", "{\"a\": }", "{\"a\": 1}"),
        fence(Code::CodeSyntax, "yaml", "a: [1", "a: {{ .Values.a }}"),
        fence(Code::CodeSyntax, "toml", "a = ", "a = \"\""),
        fence(Code::CodeTab, "yaml", "a:\n\tb: 1", "a:\n  b: 1"),
        fence(
            Code::ManifestKey,
            "yaml",
            "kind: Pod\nmetadata: {name: a}\nspec: {}",
            "kind: of a thing",
        ),
        beside(
            Code::CodeIndentation,
            "```yaml\na:\n  b: 1\n  c: 2\n```",
            "```yaml\na:\n  b: 1\nc: 2\n```",
            "```yaml\na:\n    b: 1\n    c: 2\n```",
        ),
    ]
}

fn translations() -> Vec<Pair> {
    let picture = |bytes: &str| {
        vec![
            ("content/en/docs/p/index.md", page("![a plan](plan.svg)")),
            ("content/en/docs/p/plan.svg", "<svg>plan</svg>".into()),
            ("content/ko/docs/p/index.md", page("![a plan](plan.svg)")),
            ("content/ko/docs/p/plan.svg", bytes.into()),
        ]
    };
    let terms = |text: &str| {
        let terms = "[[term]]\navoid = [\"\u{ce74}\"]\nuse = \"\u{d0a4}\"\n";
        vec![("data/terms/ko.toml", terms.to_owned()), (TRANSLATION, page(text))]
    };
    vec![
        beside(
            Code::HeadingId,
            "## Install {#install}",
            "## \u{c124}\u{ce58} {#\u{c124}\u{ce58}}",
            "## \u{c124}\u{ce58} {#install}",
        ),
        beside(
            Code::AlertKind,
            "> [!NOTE]\n> Text",
            "> [!\u{cc38}\u{ace0}]\n> Text",
            "> [!NOTE]\n> Text",
        ),
        Pair {
            code: Code::PictureCopied,
            faulty: picture("<svg>plan</svg>"),
            alike: picture("<svg>\u{acc4}\u{d68d}</svg>"),
        },
        Pair { code: Code::TermUnwanted, faulty: terms("\u{ce74}"), alike: terms("\u{d0a4}") },
        Pair {
            code: Code::TermFile,
            faulty: vec![("data/terms/kr.toml", "[[term]]\navoid = [\"a\"]\n".into())],
            alike: vec![("data/terms/ko.toml", "[[term]]\navoid = [\"a\"]\n".into())],
        },
    ]
}

fn pairs() -> Vec<Pair> {
    [links(), front_matter(), markdown(), code(), translations()].into_iter().flatten().collect()
}

/// The codes that are found in a site of these files and a few others.
fn found(files: &Files) -> BTreeSet<Code> {
    let world = MemoryWorld::new("2026-01-01T00:00:00Z")
        .file("site.toml", CONFIGURATION)
        .file(
            "content/en/docs/b.md",
            "---\ntitle: B\ntranslator: K\nslug: b\naliases: [/old/B/]\n---\n## Two words\n",
        )
        .file("content/en/docs/s.md", "---\ntitle: S\ntranslator: K\nslug: same\n---\n")
        .file("content/en/docs/t.md", "---\ntitle: T\ntranslator: K\n---\n")
        .file("content/en/docs/only.md", "---\ntitle: Only\ntranslator: K\n---\n")
        .file("content/ko/docs/b.md", "---\ntitle: B\n---\n")
        .file("static/dot.svg", "<svg/>");
    let world = files.iter().fold(world, |world, (path, text)| world.file(path, text.as_str()));
    let mut outcome = build(&world, &Request::default(), &mut Silent).expect("a configuration");
    let of_build = std::mem::take(&mut outcome.diagnostics);
    let all = check(&world, &outcome).diagnostics.into_iter().chain(of_build);
    all.map(|found| found.code).collect()
}

#[test]
fn each_code_finds_its_case_and_leaves_the_one_alike_alone() {
    let mut wrong = Vec::new();
    for Pair { code, faulty, alike } in pairs() {
        if !found(&faulty).contains(&code) {
            wrong.push(format!("{code} is not found in {faulty:?}"));
        }
        if found(&alike).contains(&code) {
            wrong.push(format!("{code} is found in {alike:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Codes of which the manual's example is a description, or has an arrow for a tab.
const DESCRIBED: &[Code] = &[
    Code::CodeTab,
    Code::CodeIndentation,
    Code::CharacterControl,
    Code::CharacterBidi,
    Code::CharacterInvisible,
    Code::HtmlLeftOut,
];

#[test]
fn the_examples_of_the_manual_are_found() {
    let codes = markdown().into_iter().chain(code()).map(|pair| pair.code);
    for code in codes.filter(|code| !DESCRIBED.contains(code)) {
        let example = code.guide().expect("an example").example;
        let files = vec![(PAGE, page(example))];
        assert!(found(&files).contains(&code), "{code} is not found in {example:?}");
    }
}

/// Codes that `src/check` names and that no content alone can bring about.
const OTHERS: &[Code] = &[
    // Of the configuration.
    Code::ConfigValue,
    // `tests/check/external.rs` has hosts that answer.
    Code::LinkExternal,
    Code::LinkExternalMoved,
    Code::LinkExternalUnsure,
];

#[test]
fn there_is_a_pair_for_each_code() {
    let known: BTreeSet<String> = pairs()
        .iter()
        .map(|pair| pair.code)
        .chain(OTHERS.iter().copied())
        .map(|code| format!("{code:?}"))
        .collect();
    let mut named = BTreeSet::new();
    codes_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/check"), &mut named);
    assert!(named.len() > 40, "{named:?}");
    let lacking: Vec<&String> = named.difference(&known).collect();
    assert!(lacking.is_empty(), "tests/check/pairs.rs lacks {lacking:?}");
}

/// The codes that the sources of a directory name.
fn codes_in(directory: &Path, named: &mut BTreeSet<String>) {
    for entry in fs::read_dir(directory).expect("a directory") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            codes_in(&path, named);
            continue;
        }
        let source = fs::read_to_string(&path).expect("a file");
        named.extend(source.split("Code::").skip(1).filter_map(|rest| {
            let name: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
            Code::ALL.iter().any(|code| format!("{code:?}") == name).then_some(name)
        }));
    }
}
