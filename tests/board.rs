//! Every surface says the same of every page: its state, its severity and its place in the order.
//!
//! The command line's table, its Markdown and its JSON, the pages of the report, the preview's dashboard and
//! its bar are read as people and programs read them, and held against the board.
#![allow(clippy::disallowed_methods, reason = "tests look at real files and run the program")]

#[path = "support/blog.rs"]
mod blog;
#[path = "support/corpus.rs"]
mod corpus;
#[path = "support/l10n_program.rs"]
mod l10n_program;
#[path = "support/programs.rs"]
mod programs;

use std::collections::BTreeMap;
use std::fs;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use proptest::prelude::*;
use site::board::report::TranslationReport;
use site::board::{Action, ActionKind, Board, BoardPage, Filter};
use site::l10n::comparisons::Comparisons;
use site::l10n::drifts::Drifts;
use site::l10n::finding::DriftSeverity;
use site::l10n::status::State;
use site::l10n::survey::{Survey, SurveyInput};
use site::pipeline::{Outcome, Request, Silent, build};
use site::preview::{BuiltSite, Files, Preview, Query};
use site::resolve::PagePath;
use site::world::DiskWorld;

const NOW: &str = "2026-02-17T12:00:00Z";

/// What a surface says of a page: path, state, severity.
type Verdict = (String, String, Option<String>);

/// A site on the disk, built, with its board and its preview.
struct Stage {
    root: Utf8PathBuf,
    board: Board,
    /// Content file -> where its page is.
    places: Arc<BTreeMap<Utf8PathBuf, PagePath>>,
    /// The path that the site is at.
    mount: String,
    /// Path -> text.
    report: BTreeMap<String, String>,
    preview: Preview,
}

impl Stage {
    fn new(root: &Utf8Path) -> Self {
        let world = DiskWorld::open(root, NOW.parse().ok()).expect("a site");
        let built = build(&world, &Request::default(), &mut Silent);
        let Outcome { settings, documents, site, diagnostics, pairs, places, .. } =
            built.unwrap_or_else(|problem| panic!("{:?}", problem.diagnostics));
        let comparisons = Comparisons::default();
        let board = || {
            let input = SurveyInput {
                world: &world,
                settings: &settings,
                documents: &documents,
                pairs: &pairs,
                drifts: &Drifts::default(),
            };
            Board::new(&settings, Survey::again(input, &comparisons))
        };
        let report =
            TranslationReport::new(&settings, &site, board()).files().expect("templates that fit");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        let report = report.into_iter().map(|file| (file.path, text(file.bytes))).collect();
        let board = board();
        let mount = settings.base_url.path.trim_end_matches('/').to_owned();
        let built = BuiltSite { settings, documents, site, pairs, diagnostics };
        // Not the root: git has nothing to say there, as in a build.
        let world = DiskWorld::open(root, NOW.parse().ok()).expect("a site");
        let nowhere = tempfile::tempdir().expect("a directory");
        let nowhere = Utf8PathBuf::from_path_buf(nowhere.path().to_owned()).expect("UTF-8");
        let files = Files { world: Arc::new(world), root: nowhere };
        let preview = Preview::new(built, files, None);
        Self { root: root.to_owned(), board, places, mount, report, preview }
    }

    /// What the board says of a language.
    fn expected(&self, code: &str) -> Vec<Verdict> {
        self.board.pages.iter().filter(|page| page.code == code).map(verdict).collect()
    }

    fn codes(&self) -> Vec<String> {
        let languages = self.board.languages(&Filter::default());
        languages.into_iter().map(|language| language.code.to_owned()).collect()
    }

    fn program(&self, arguments: &[&str]) -> String {
        let output = l10n_program::run(&self.root, &[&["--no-git"], arguments].concat());
        assert!(output.status.success(), "{}", l10n_program::text(&output.stderr));
        l10n_program::text(&output.stdout)
    }

    /// The rows of the table by directory.
    fn table(&self) -> Vec<Vec<Verdict>> {
        let states = State::ALL.map(State::name).join(",");
        let text = self.program(&["status", "--state", &states]);
        let mut directories: Vec<(String, Vec<Verdict>)> = Vec::new();
        for line in text.lines() {
            let Some(row) = line.strip_prefix("  ").filter(|_| !directories.is_empty()) else {
                if line.contains('/') {
                    directories.push((line.to_owned(), Vec::new()));
                }
                continue;
            };
            // Severity, state, findings, lines (none without git), and the name.
            let words: Vec<&str> = row.split_whitespace().collect();
            if let [severity, state, _, _, name @ ..] = words.as_slice()
                && State::from_name(state).is_some()
            {
                let (directory, rows) = directories.last_mut().expect("a directory");
                let severity = Some(*severity).filter(|severity| *severity != "-");
                let path = format!("{directory}/{}", name.join(" "));
                rows.push((path, (*state).to_owned(), severity.map(str::to_owned)));
            }
        }
        let rows = directories.into_iter().map(|(_, rows)| rows);
        rows.filter(|rows| !rows.is_empty()).collect()
    }

    fn markdown(&self) -> Vec<Verdict> {
        let states = State::ALL.map(State::name).join(",");
        let text = self.program(&["status", "--markdown", "--state", &states]);
        let items = text.lines().filter_map(|line| line.strip_prefix("- [ ] `"));
        let read = |item: &str| {
            let (path, rest) = item.split_once('`').expect("a path");
            let Some(rest) = rest.strip_prefix(" (") else {
                return (path.to_owned(), "in-sync".to_owned(), None);
            };
            let (inside, _) = rest.split_once(')').expect("a bracket");
            match inside.split_once(", ") {
                Some((state, severity)) => {
                    (path.to_owned(), state.to_owned(), Some(severity.to_owned()))
                }
                None => (path.to_owned(), inside.to_owned(), None),
            }
        };
        items.map(read).collect()
    }

    fn report(&self, code: &str) -> Vec<Verdict> {
        let html = &self.report[&format!("l10n/{code}/index.html")];
        let rows = html.split("<tr id=").skip(1).map(|row| {
            let path = between(row, "<code dir=\"ltr\">", "</code>").expect("a path");
            verdict_of_row(row, unescaped(path))
        });
        rows.collect()
    }

    fn dashboard(&self, code: &str) -> Vec<Verdict> {
        let mut verdicts = Vec::new();
        for number in 1.. {
            let query = Query::parse(&format!("language={code}&page={number}"));
            let html = self.preview.dashboard(&query, "en").expect("a page");
            let rows = html.split("<tr data-mark=").skip(1);
            verdicts.extend(rows.map(|row| {
                let path = between(row, "data-path=\"", "\"").expect("a path");
                let cell = row.split("<td>").nth(2).expect("the state");
                verdict_of_row(cell, unescaped(path))
            }));
            if !html.contains("rel=\"next\"") {
                break;
            }
        }
        verdicts
    }

    /// State and severity that the bar of a page shows; `None` for a page that is not published.
    fn bar(&self, page: &BoardPage) -> Option<Verdict> {
        let path = self.places.get(&page.status.path)?;
        let url = format!("{}{}", self.mount, path.as_str());
        let html = self.preview.bar(&url).expect("a bar");
        let bar = html.split("class=\"verdict\"").nth(1).unwrap_or_else(|| panic!("{html}"));
        Some(verdict_of_row(bar, page.status.path.to_string()))
    }

    /// All surfaces against the board; the bar of every page whose number is a multiple of `step`.
    #[track_caller]
    fn assert_agreement(&self, step: usize) {
        let everything: Vec<Verdict> = self.board.pages.iter().map(verdict).collect();
        let json = self.program(&["status", "--format", "json"]);
        assert_eq!(verdicts_of_json(&json), everything, "JSON");
        let document = &self.report["l10n/status.json"];
        assert_eq!(verdicts_of_json(document), everything, "the report's JSON");
        let (table, markdown) = (self.table(), self.markdown());
        assert_eq!(table.iter().map(Vec::len).sum::<usize>(), everything.len(), "the table");
        for code in self.codes() {
            let expected = self.expected(&code);
            assert_eq!(self.report(&code), expected, "report, {code}");
            assert_eq!(self.dashboard(&code), expected, "dashboard, {code}");
            let directory = format!("content/{code}/");
            let is_of_language = |seen: &&Verdict| seen.0.starts_with(&directory);
            let markdown: Vec<Verdict> = markdown.iter().filter(is_of_language).cloned().collect();
            assert_eq!(markdown, expected, "Markdown, {code}");
            let directories: Vec<&Vec<Verdict>> =
                table.iter().filter(|rows| rows[0].0.starts_with(&directory)).collect();
            assert_table(&directories, &expected, &code);
        }
        for page in self.board.pages.iter().step_by(step) {
            if let Some(seen) = self.bar(page) {
                assert_eq!(seen, verdict(page), "bar");
            }
        }
        for page in &self.board.pages {
            assert_is_sound(page);
        }
    }
}

/// Laws of the board itself.
#[track_caller]
fn assert_is_sound(page: &BoardPage) {
    let path = &page.status.path;
    let has_notices = !page.notices().is_empty();
    let is_drifted = page.state() == State::Drifted;
    assert_eq!(page.severity.is_some(), has_notices, "{path}");
    assert!(is_drifted || !has_notices, "{path} has something to update and is {:?}", page.state());
    let kinds: Vec<ActionKind> = page.actions.iter().map(|action| action.kind).collect();
    assert_eq!(kinds.contains(&ActionKind::Update), is_drifted, "{path}");
    assert_eq!(kinds.contains(&ActionKind::Translate), page.state() == State::Missing, "{path}");
    let severities: Vec<DriftSeverity> =
        page.notices().iter().map(|notice| notice.severity()).collect();
    assert!(severities.is_sorted_by(|a, b| a >= b), "{path}: {severities:?}");
}

/// Each directory is in the order of the board, and so are the first rows of all.
#[track_caller]
fn assert_table(directories: &[&Vec<Verdict>], expected: &[Verdict], code: &str) {
    let place = |seen: &Verdict| {
        // A bundle is named by its directory.
        let bundle = format!("{}/index.md", seen.0);
        expected
            .iter()
            .position(|(path, state, severity)| {
                (path == &seen.0 || path == &bundle) && state == &seen.1 && severity == &seen.2
            })
            .unwrap_or_else(|| panic!("{code}: the table says {seen:?}"))
    };
    let places: Vec<Vec<usize>> =
        directories.iter().map(|rows| rows.iter().map(place).collect()).collect();
    assert!(places.iter().all(|rows| rows.is_sorted()), "{code}: {places:?}");
    let firsts: Vec<usize> = places.iter().map(|rows| rows[0]).collect();
    assert!(firsts.is_sorted(), "{code}: {firsts:?}");
    assert_eq!(places.iter().map(Vec::len).sum::<usize>(), expected.len(), "{code}");
}

fn verdict(page: &BoardPage) -> Verdict {
    let severity = page.severity.map(|severity| severity.name().to_owned());
    (page.status.path.to_string(), page.state().name().to_owned(), severity)
}

fn verdicts_of_json(text: &str) -> Vec<Verdict> {
    let document: serde_json::Value = serde_json::from_str(text).expect("JSON");
    let pages = document["pages"].as_array().expect("pages");
    let word = |value: &serde_json::Value| value.as_str().map(str::to_owned);
    pages
        .iter()
        .map(|page| {
            let (path, state) = (word(&page["path"]), word(&page["state"]));
            (path.expect("a path"), state.expect("a state"), word(&page["severity"]))
        })
        .collect()
}

fn verdict_of_row(row: &str, path: String) -> Verdict {
    let tag_end = row.find('>').expect("a tag");
    let state = between(row, "data-state=\"", "\"").expect("a state");
    // The first attribute of the same element, or none.
    let element = &row[row.find("data-state=").expect("a state")..];
    let element = &element[..element.find('>').unwrap_or(tag_end)];
    let severity = between(element, "data-severity=\"", "\"").filter(|name| !name.is_empty());
    (path, state.to_owned(), severity.map(str::to_owned))
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(start)?;
    rest.split_once(end).map(|(found, _)| found)
}

fn unescaped(text: &str) -> String {
    text.replace("&#x2F;", "/").replace("&#x27;", "'").replace("&quot;", "\"").replace("&amp;", "&")
}

const CONFIGURATION: &str = "baseURL = 'https://example.org/docs/'\ntitle = 'Pumps'\n\
     [languages.en]\nlanguageName = 'English'\ncontentDir = 'content/en'\n\
     [languages.ko]\nlanguageName = '한국어'\ncontentDir = 'content/ko'\n\
     [languages.zh-cn]\nlanguageName = '中文'\ncontentDir = 'content/zh-cn'\n";

/// A source, and what a translation may be beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Missing,
    InSync,
    Reworded,
    LacksWarning,
    OtherCommand,
    OtherDate,
    /// A warning of the source that nothing but the structure tells.
    SilentWarning,
    /// It keeps nothing of its source.
    Untold,
    Orphan,
    /// At another path, with the same slug.
    Renamed,
    /// A bundle at another path.
    RenamedBundle,
    DraftSource,
    /// A copy of its source.
    Untranslated,
}

const FATES: [Fate; 13] = [
    Fate::Missing,
    Fate::InSync,
    Fate::Reworded,
    Fate::LacksWarning,
    Fate::OtherCommand,
    Fate::OtherDate,
    Fate::SilentWarning,
    Fate::Untold,
    Fate::Orphan,
    Fate::Renamed,
    Fate::RenamedBundle,
    Fate::DraftSource,
    Fate::Untranslated,
];

const WARNING: &str = "\n{{< warning >}}\nKeep it wet.\n{{< /warning >}}\n";

/// The files of a page in English and in one language.
fn files(number: usize, code: &str, fate: Fate) -> Vec<(String, String)> {
    let head = |title: &str, date: &str, more: &str| {
        format!("---\ntitle: {title} {number}\ndate: {date}\nslug: page-{number}\n{more}---\n")
    };
    let day = format!("2024-01-{:02}", number % 27 + 1);
    let text = "Run `pump start` by day.\n";
    let (english, kept) = match fate {
        Fate::Reworded => ("Run `pump start` at night, and wait for it.\n".to_owned(), text),
        Fate::LacksWarning => (format!("{text}{WARNING}"), text),
        Fate::OtherCommand => ("Run `pump begin` by day.\n".to_owned(), text),
        Fate::SilentWarning => (format!("{text}{WARNING}"), ""),
        Fate::Untranslated => (format!("The pump fills the tank. {}", text.repeat(6)), text),
        _ => (text.to_owned(), text),
    };
    let comment = match fate {
        Fate::Untold | Fate::SilentWarning => String::new(),
        _ => format!("<!--\n{kept}-->\n"),
    };
    let date = if fate == Fate::OtherDate { "2023-12-31" } else { &day };
    let body = format!("{}{comment}`pump start`\n", head("번역", date, ""));
    let draft = if fate == Fate::DraftSource { "draft: true\n" } else { "" };
    let source =
        (format!("content/en/blog/{number}.md"), format!("{}{english}", head("Page", &day, draft)));
    let translation = |path: String| (path, body.clone());
    match fate {
        Fate::Missing => vec![source],
        Fate::Untranslated => {
            let copy = source.1.clone();
            vec![source, (format!("content/{code}/blog/{number}.md"), copy)]
        }
        Fate::Orphan => {
            vec![translation(format!("content/{code}/blog/alone-{number}-{code}.md")).into_orphan()]
        }
        Fate::Renamed => {
            vec![source, translation(format!("content/{code}/blog/old-{number}.md"))]
        }
        Fate::RenamedBundle => vec![
            source,
            translation(format!("content/{code}/blog/old {number}/index.md")),
            (format!("content/{code}/blog/old {number}/notes.txt"), "Notes".to_owned()),
        ],
        _ => vec![source, translation(format!("content/{code}/blog/{number}.md"))],
    }
}

/// A page that shares its slug with no other.
trait IntoOrphan {
    fn into_orphan(self) -> Self;
}

impl IntoOrphan for (String, String) {
    fn into_orphan(self) -> Self {
        (self.0, self.1.replace("slug: page-", "slug: alone-"))
    }
}

/// The site in a directory.
fn site(fates: &[(Fate, Fate)]) -> tempfile::TempDir {
    let directory = tempfile::tempdir().expect("a directory");
    let write = |path: &str, text: &str| {
        let path = directory.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
        fs::write(path, text).expect("written");
    };
    write("site.toml", CONFIGURATION);
    write("content/ko/OWNERS", "approvers: [kim]\nlabels: [language/ko]\n");
    for (number, (korean, chinese)) in fates.iter().enumerate() {
        for (index, (code, fate)) in [("ko", *korean), ("zh-cn", *chinese)].iter().enumerate() {
            // Each has a source of its own, so that one fate does not change the other's.
            for (path, text) in files(number * 2 + index, code, *fate) {
                write(&path, &text);
            }
        }
    }
    directory
}

fn root(directory: &tempfile::TempDir) -> &Utf8Path {
    Utf8Path::from_path(directory.path()).expect("UTF-8")
}

#[test]
fn all_surfaces_agree_on_a_site_with_every_kind_of_page() {
    let fates: Vec<(Fate, Fate)> = FATES.iter().map(|fate| (*fate, *fate)).collect();
    let directory = site(&fates);
    let stage = Stage::new(root(&directory));
    for state in State::ALL {
        assert!(stage.board.pages.iter().any(|page| page.state() == state), "{state:?}");
    }
    stage.assert_agreement(1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn all_surfaces_agree_on_random_sites(
        fates in prop::collection::vec(
            (prop::sample::select(&FATES[..]), prop::sample::select(&FATES[..])),
            1..12,
        )
    ) {
        let directory = site(&fates);
        Stage::new(root(&directory)).assert_agreement(1);
    }
}

#[test]
fn all_surfaces_agree_on_the_blog() {
    // Chinese keeps its source in comments, the others do not.
    let Some(directory) = blog::copy(&["ja", "ko", "zh-cn"]) else { return };
    Stage::new(root(&directory)).assert_agreement(10);
}

/// The files of a bundle move with it, into a directory that is not there yet.
#[test]
fn the_command_that_moves_a_page_moves_all_of_it() {
    let directory = site(&[(Fate::RenamedBundle, Fate::Renamed)]);
    let git = |arguments: &[&str]| {
        let status = std::process::Command::new("git")
            .current_dir(directory.path())
            .args(["-c", "user.name=Test", "-c", "user.email=test@example.org"])
            .args(arguments)
            .status();
        assert!(status.expect("git runs").success(), "{arguments:?}");
    };
    git(&["init", "--quiet"]);
    // The sources go to a directory that no translation has.
    fs::create_dir_all(directory.path().join("content/en/news/2024")).expect("a directory");
    for name in ["0.md", "1.md"] {
        let from = directory.path().join("content/en/blog").join(name);
        let text = fs::read_to_string(&from).expect("readable");
        let text =
            text.replace("---\ntitle", "---\ntranslationKey: KEY\ntitle").replace("KEY", name);
        fs::remove_file(from).expect("removed");
        fs::write(directory.path().join("content/en/news/2024").join(name), text).expect("written");
    }
    for (path, key) in
        [("content/ko/blog/old 0/index.md", "0.md"), ("content/zh-cn/blog/old-1.md", "1.md")]
    {
        let path = directory.path().join(path);
        let text = fs::read_to_string(&path).expect("readable");
        let keyed = text.replacen("---\n", &format!("---\ntranslationKey: {key}\n"), 1);
        fs::write(path, keyed).expect("written");
    }
    git(&["add", "--all"]);
    git(&["commit", "--quiet", "--message", "first"]);
    let stage = Stage::new(root(&directory));
    let moves = stage.board.pages.iter().flat_map(|page| &page.actions);
    let moves: Vec<&Action> = moves.filter(|action| action.kind == ActionKind::Move).collect();
    assert_eq!(moves.len(), 2, "{moves:?}");
    for action in moves {
        let status = std::process::Command::new("sh")
            .current_dir(directory.path())
            .args(["-c", &action.command])
            .status();
        assert!(status.expect("a shell").success(), "{}", action.command);
    }
    for path in [
        "content/ko/news/2024/0/index.md",
        "content/ko/news/2024/0/notes.txt",
        "content/zh-cn/news/2024/1.md",
    ] {
        assert!(directory.path().join(path).exists(), "{path}");
    }
    let stage = Stage::new(root(&directory));
    let is_misplaced = |page: &&BoardPage| page.status.proper_path.is_some();
    assert!(!stage.board.pages.iter().any(|page| is_misplaced(&page)));
}

/// Names that people type and read are the same everywhere.
#[test]
fn the_manual_and_the_help_name_every_state_and_severity() {
    let help = l10n_program::run(Utf8Path::new("."), &["status", "--help"]);
    let help = l10n_program::text(&help.stdout);
    let manual = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("content/en/docs");
    let page = |path: &str| fs::read_to_string(manual.join(path)).expect("a page of the manual");
    let keeping_up = page("translating/keeping-up.md");
    let command_line = page("reference/command-line.md");
    let side_by_side = page("translating/side-by-side.md");
    for name in State::ALL.map(State::name) {
        assert!(help.contains(name), "{name}: {help}");
        assert!(keeping_up.contains(&format!("\n{name}\n: ")), "{name}");
        assert!(command_line.contains(&format!("`{name}`")), "{name}");
        assert!(side_by_side.contains(&format!("`{name}`")), "{name}");
    }
    for name in DriftSeverity::ALL.map(DriftSeverity::name) {
        assert!(help.contains(name), "{name}: {help}");
        assert!(keeping_up.contains(&format!("\n`{name}`\n: ")), "{name}");
        assert!(side_by_side.contains(&format!("`{name}`")), "{name}");
    }
}

#[test]
fn a_site_whose_templates_are_broken_is_no_missing_translation() {
    let directory = site(&[(Fate::InSync, Fate::InSync)]);
    let templates = directory.path().join("templates");
    fs::create_dir_all(&templates).expect("a directory");
    fs::write(templates.join("page.html"), "{% if %}").expect("written");
    let world = DiskWorld::open(root(&directory), NOW.parse().ok()).expect("a site");
    let outcome = build(&world, &Request::default(), &mut Silent);
    let outcome = outcome.unwrap_or_else(|problem| panic!("{:?}", problem.diagnostics));
    let Outcome { settings, documents, site, diagnostics, pairs, places, .. } = outcome;
    let page = places.values().find(|path| path.as_str().starts_with("/ko/blog/"));
    let path = format!("/docs{}", page.expect("a page").as_str());
    let built = BuiltSite { settings, documents, site, pairs, diagnostics };
    let files = Files { world: Arc::new(world), root: root(&directory).to_owned() };
    let preview = Preview::new(built, files, None);
    let shown = preview.side_by_side(&Query::parse(&format!("page={path}")));
    let problem = shown.expect_err("nothing can be shown");
    assert!(problem.to_string().contains("templates have errors"), "{problem}");
}
