//! How much of what happens to a source is found, and how much of what is found has happened.
//!
//! Pages of this repository's manual, and of the documentation corpus where it is, are translated into a
//! language that nobody speaks (`drift_benchmark/translation.rs`); then the source is edited in one way
//! (`edits.rs`). The comparison has to find the edit at its place, with its kind and its severity, and
//! nothing else. The table of results is in the manual: `MANUAL=overwrite` renews it.
//! `DRIFT_BENCHMARK=KIND` tells what went wrong with a kind of edit.
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

#[path = "drift_benchmark/edits.rs"]
mod edits;
#[path = "drift_benchmark/families.rs"]
mod families;
#[path = "drift_benchmark/page.rs"]
mod page;
#[path = "drift_benchmark/tally.rs"]
mod tally;
#[path = "drift_benchmark/texts.rs"]
mod texts;
#[path = "drift_benchmark/translation.rs"]
mod translation;

use std::ops::Range;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use site::config::{Environment, LanguageId, Overrides, Settings, load, resolve};
use site::discover::{ContentFile, ContentFormat, ContentRole};
use site::l10n::compare::{ComparedPage, Comparison, Finding, Former, Passage, compare};
use site::parse::parse_document;
use site::world::MemoryWorld;

use edits::{Edit, edited};
use families::{FamilyTally, PagePair};
use page::{Block, Dice, assembled, blocks};
use tally::{Outcome, Tally};
use translation::{Manner, Script, translate};

const CONFIGURATION: &str = "baseURL = 'https://example.org/'\ndefaultContentLanguage = 'en'\n\
                             [languages.en]\ncontentDir = 'content/en'\n\
                             [languages.xx]\ncontentDir = 'content/xx'\n";

/// What a comparison has to go by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mode {
    Comments,
    History,
    Structure,
}

impl Mode {
    pub const ALL: [Mode; 3] = [Mode::Comments, Mode::History, Mode::Structure];

    pub fn name(self) -> &'static str {
        match self {
            Mode::Comments => "comments",
            Mode::History => "history",
            Mode::Structure => "structure",
        }
    }
}

#[test]
fn edits_are_found_where_they_are() {
    let settings = settings();
    let own = tallied(&settings, &manual_pages());
    let table = own.table();
    eprintln!("{table}");
    in_manual("| Edit |", &table);
    assert_eq!(own.missed_vital(), Vec::<String>::new(), "a warning, a command or code");
    assert!(own.f1() >= 0.95, "{}", own.f1());
}

/// The documentation tree is other people's: pages that nobody wrote for this program.
#[test]
fn edits_of_a_real_tree_are_found() {
    let pages = corpus_pages();
    if pages.is_empty() {
        return;
    }
    let tally = tallied(&settings(), &pages);
    eprintln!("{}", tally.table());
    assert!(tally.f1() >= 0.95, "{}", tally.f1());
}

/// Real pairs of this repository's manual, of which one page is edited: two files alone must tell. What they tell of
/// other people's pages is only shown.
#[test]
fn two_files_tell_whether_one_is_outdated() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let mut pairs = page_pairs(&root, &["ko", "zh-cn"]);
    assert!(pairs.len() > 5, "the manual has translations");
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/docs-corpus/content");
    let own = FamilyTally::of(&pairs);
    eprintln!("{}", own.table());
    in_manual("| What happened |", &own.table());
    assert!(own.f1() >= 0.9, "{}", own.f1());
    pairs = page_pairs(&corpus, &["ja"]);
    // A page of two paragraphs has nothing to measure a translation by.
    pairs.retain(|pair| pair.source.len() >= LEAST_BLOCKS);
    pairs.sort_by_key(|pair| page::hash(&format!("families-1 {}", pair.name)));
    pairs.truncate(24);
    eprintln!("{}", FamilyTally::of(&pairs).table());
}

/// How many blocks a page of the corpus must have to be drawn.
const LEAST_BLOCKS: usize = 40;

/// The pages below a directory with a translation that says the same to this day.
fn page_pairs(root: &Path, languages: &[&str]) -> Vec<PagePair> {
    let pairs = languages.iter().flat_map(|language| {
        let pages = pages_below(&root.join(language).join("docs"));
        pages.into_iter().filter_map(move |(name, text)| {
            let source = std::fs::read_to_string(root.join("en/docs").join(&name)).ok()?;
            Some(PagePair {
                name: format!("{language}/{name}"),
                source: blocks(&source.replace("\r\n", "\n")),
                translation: blocks(&text),
            })
        })
    });
    pairs.filter(|pair| pair.is_outdated() == Some(false)).collect()
}

/// All scenarios of some pages, each a name and a text.
fn tallied(settings: &Settings, pages: &[(String, String)]) -> Tally {
    let cut: Vec<Vec<Block>> = pages.iter().map(|(_, text)| blocks(text)).collect();
    let of_page = (0..pages.len()).into_par_iter().map(|at| {
        let (blocks, donor) = (&cut[at], &cut[(at + 1) % cut.len()]);
        let mut tally = Tally::default();
        for mode in Mode::ALL {
            for (number, edit) in Edit::ALL.into_iter().enumerate() {
                if mode == Mode::Structure && edit.is_of_words() {
                    continue;
                }
                let mut dice = Dice::new(&format!("drift {} {number}", pages[at].0));
                let Some(scenario) = scenario(mode, edit, (blocks, donor), &mut dice) else {
                    continue;
                };
                let comparison = scenario.compare(settings);
                let outcome = scenario.outcome(&comparison);
                if std::env::var("DRIFT_BENCHMARK")
                    .is_ok_and(|kind| edit.name() == kind || kind == "all")
                {
                    scenario.tell(&pages[at].0, &comparison, outcome);
                }
                tally.add(mode, edit, outcome);
            }
        }
        tally
    });
    of_page.reduce(Tally::default, Tally::with)
}

/// A source before and after an edit, and its translation.
struct Scenario {
    mode: Mode,
    edit: Edit,
    was: String,
    now: String,
    translation: String,
    /// Where the edit is in the source, and where in the translation.
    now_places: Vec<Range<usize>>,
    own_places: Vec<Range<usize>>,
}

fn scenario(
    mode: Mode,
    edit: Edit,
    pages: (&[Block], &[Block]),
    dice: &mut Dice,
) -> Option<Scenario> {
    let (blocks, donor) = pages;
    let edited = edited(edit, blocks, donor, dice)?;
    let manner = if mode == Mode::Comments { Manner::Comments } else { Manner::Bare };
    let script = [Script::Ideographs, Script::Syllables][dice.below(2)];
    let translated = translate(blocks, script, manner);
    let (was, _) = assembled(blocks);
    let (now, now_all) = assembled(&edited.blocks);
    let (translation, own_all) = assembled(&translated);
    let places =
        |all: &[Range<usize>], at: &[usize]| at.iter().map(|at| all[*at].clone()).collect();
    let (now_places, own_places) = (places(&now_all, &edited.now), places(&own_all, &edited.was));
    Some(Scenario { mode, edit, was, now, translation, now_places, own_places })
}

impl Scenario {
    fn compare(&self, settings: &Settings) -> Comparison {
        let file = |language: &str| ContentFile {
            path: format!("content/{language}/docs/a.md").into(),
            language: LanguageId(usize::from(language == "xx") as _),
            location: "docs/a".to_owned(),
            role: ContentRole::Single,
            format: ContentFormat::Markdown,
            resources: Vec::new(),
            directory: "".into(),
        };
        let mut found = Vec::new();
        let mut parsed = |language: &str, text: &str| {
            parse_document(settings, &file(language), text, &mut found)
                .unwrap_or_else(|| panic!("{text}"))
        };
        let (source, own) = (parsed("en", &self.now), parsed("xx", &self.translation));
        let was = (self.mode == Mode::History).then(|| parsed("en", &self.was));
        let was = was.as_ref().map(|document| ComparedPage { document, text: &self.was });
        compare(
            &ComparedPage { document: &source, text: &self.now },
            &ComparedPage { document: &own, text: &self.translation },
            was.as_ref().map_or(Former::Unknown, Former::Text),
            &settings.markup(source.file.language),
        )
    }

    /// Whether a finding is about the edit.
    fn is_here(&self, finding: &Finding) -> bool {
        let meets = |passage: &Option<Passage>, places: &[Range<usize>]| {
            passage.as_ref().is_some_and(|passage| {
                let own = passage.span.range();
                places.iter().any(|place| own.start < place.end && place.start < own.end)
            })
        };
        meets(&finding.source, &self.now_places)
            || finding.source.is_none() && meets(&finding.translation, &self.own_places)
            || finding.source.is_none()
                && finding.translation.is_none()
                && self.is_was_here(finding)
            || self.mode == Mode::Comments && meets(&finding.was, &self.own_places)
    }

    /// An earlier source has the same blocks as the page that was translated.
    fn is_was_here(&self, finding: &Finding) -> bool {
        let Some(was) = &finding.was else { return false };
        if self.mode != Mode::History {
            let own = was.span.range();
            return self
                .own_places
                .iter()
                .any(|place| own.start < place.end && place.start < own.end);
        }
        !self.now.contains(was.text.trim())
    }

    fn outcome(&self, comparison: &Comparison) -> Outcome {
        let fits = |finding: &&Finding| {
            self.edit.severities().contains(&finding.severity)
                && self.edit.changes().contains(&finding.change)
        };
        let (here, elsewhere): (Vec<&Finding>, Vec<&Finding>) =
            comparison.findings.iter().partition(|finding| self.is_here(finding));
        let is_found = here.iter().any(fits);
        Outcome {
            found: usize::from(is_found),
            missed: usize::from(!is_found && !self.edit.is_neutral()),
            wrong: elsewhere.len() + if is_found { 0 } else { here.len() },
        }
    }

    fn tell(&self, page: &str, comparison: &Comparison, outcome: Outcome) {
        if outcome.missed + outcome.wrong == 0 {
            return;
        }
        let texts = |text: &str, places: &[Range<usize>]| {
            places.iter().map(|place| text[place.clone()].to_owned()).collect::<Vec<_>>()
        };
        eprintln!(
            "== {page} {:?} {:?} {outcome:?} {:?}\nnow {:?}\nown {:?}",
            self.mode,
            self.edit,
            comparison.basis,
            texts(&self.now, &self.now_places),
            texts(&self.translation, &self.own_places),
        );
        for finding in &comparison.findings {
            let text = |passage: &Option<Passage>| passage.as_ref().map(|own| own.text.clone());
            eprintln!(
                "  {} {:?} {:?}\n    now {:?}\n    was {:?}\n    own {:?}",
                self.is_here(finding),
                finding.severity,
                finding.change,
                text(&finding.source),
                text(&finding.was),
                text(&finding.translation)
            );
        }
        if let Ok(directory) = std::env::var("DRIFT_BENCHMARK_DIR") {
            let name = format!("{}-{:?}-{:?}", page.replace('/', "_"), self.mode, self.edit);
            for (suffix, text) in
                [("was", &self.was), ("now", &self.now), ("own", &self.translation)]
            {
                let _ = std::fs::write(format!("{directory}/{name}.{suffix}.md"), text);
            }
        }
    }
}

fn settings() -> Settings {
    let world = MemoryWorld::new("2026-01-01T00:00:00Z").file("site.toml", CONFIGURATION);
    let mut found = Vec::new();
    let loaded = load(&world, &Environment::default(), &mut found).expect("a configuration");
    resolve(&loaded, &Overrides::default(), &mut found)
}

fn manual_pages() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/en/docs");
    chosen(pages_below(&root), 16)
}

/// Those by the smallest hashes of their names.
fn chosen(mut pages: Vec<(String, String)>, count: usize) -> Vec<(String, String)> {
    pages.sort_by_key(|(name, _)| page::hash(&format!("benchmark-1 {name}")));
    pages.truncate(count);
    pages
}

/// Pages of the corpus.
fn corpus_pages() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/docs-corpus/content/en/docs");
    let mut pages = pages_below(&root);
    // A page in HTML has no blocks to edit.
    pages.retain(|(_, text)| (2_000..30_000).contains(&text.len()) && !text.contains("<table"));
    chosen(pages, 16)
}

fn pages_below(root: &Path) -> Vec<(String, String)> {
    let mut paths = Vec::new();
    find(root, &mut paths);
    paths.sort();
    let page = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).ok()?.replace("\r\n", "\n");
        Some((path.strip_prefix(root).ok()?.to_string_lossy().into_owned(), text))
    };
    paths.into_iter().filter_map(page).collect()
}

fn find(directory: &Path, paths: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(directory).into_iter().flatten().flatten() {
        let path = entry.path();
        match path.is_dir() {
            true => find(&path, paths),
            false if path.extension().is_some_and(|own| own == "md") => paths.push(path),
            false => {}
        }
    }
}

/// The table in the manual is the one that was measured last.
fn in_manual(head: &str, table: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/en/docs/translating/drift.md");
    let text = std::fs::read_to_string(&path).expect("the manual has the page");
    let Some(start) = text.find(head) else { return };
    let end = text[start..].find("\n\n").map_or(text.len(), |end| start + end + 1);
    if std::env::var_os("MANUAL").is_some_and(|value| value == "overwrite") {
        let renewed = format!("{}{table}{}", &text[..start], &text[end..]);
        std::fs::write(&path, renewed).expect("written");
    }
}
