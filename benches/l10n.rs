//! The drift of all localized files of the corpus from git: in one pass, and file by file as
//! `lsync.sh` asks.
#![allow(clippy::disallowed_methods, reason = "tests look at real files and run git")]

#[path = "../tests/support/corpus.rs"]
mod corpus;
#[path = "../tests/support/programs.rs"]
mod programs;
#[path = "../tests/support/repository.rs"]
#[allow(dead_code, reason = "each of the tests uses a part")]
mod repository;

use camino::Utf8PathBuf;
use divan::Bencher;
use site::discover::discover;
use site::git::GitProgram;
use site::l10n::drifts::Drifts;
use site::l10n::history::{TrackedPair, measure};
use site::l10n::survey::{Survey, SurveyInput};
use site::parse::parse;
use site::pipeline::{Request, configure};
use site::resolve::pair;
use site::world::DiskWorld;

fn main() {
    if corpus::corpus().is_some() {
        divan::main();
    }
}

fn pairs() -> (Utf8PathBuf, Vec<TrackedPair>) {
    let root = corpus::corpus().expect("main has looked");
    let files = repository::git(&root, &["ls-files", "-z", "--", "content"]);
    let pages = files.split('\0').filter(|path| path.ends_with(".md"));
    let localized = pages.filter_map(|path| {
        let (language, below) = path.strip_prefix("content/")?.split_once('/')?;
        let source = format!("content/en/{below}");
        (language != "en").then(|| TrackedPair {
            translation: path.into(),
            source: source.into(),
            pinned: None,
            keeps_source: language == "zh-cn",
        })
    });
    (root.clone(), localized.collect())
}

#[divan::bench(sample_count = 5)]
fn in_one_pass(bencher: Bencher<'_, '_>) {
    let (root, pairs) = pairs();
    let git = GitProgram::new(root);
    bencher.bench_local(|| measure(&git, &pairs).expect("a repository"));
}

/// Everything but git and reading the files.
#[divan::bench(sample_count = 10)]
fn survey_without_git(bencher: Bencher<'_, '_>) {
    let world = DiskWorld::open(&pairs().0, corpus::NOW.parse().ok()).expect("the corpus");
    let mut found = Vec::new();
    let settings = configure(&world, &Request::default(), &mut found).expect("usable");
    let sources = discover(&world, &settings, &mut found);
    let documents = parse(&world, &settings, &sources, &mut found);
    let drifts = Drifts::default();
    bencher.bench_local(|| {
        let pairs = pair(&settings, &documents);
        Survey::new(SurveyInput {
            world: &world,
            settings: &settings,
            documents: &documents,
            pairs: &pairs,
            drifts: &drifts,
        })
    });
}

#[divan::bench(sample_count = 1)]
fn file_by_file(bencher: Bencher<'_, '_>) {
    let (root, pairs) = pairs();
    bencher.bench_local(|| {
        let asked = pairs.iter();
        asked
            .map(|pair| repository::by_file(&root, &pair.translation, &pair.source))
            .collect::<Vec<_>>()
    });
}
