//! Drift from git against git itself, asked file by file.
#![allow(clippy::disallowed_methods, reason = "tests look at real files and run git")]

#[path = "support/corpus.rs"]
mod corpus;
#[path = "support/programs.rs"]
mod programs;
#[path = "support/repository.rs"]
#[allow(dead_code, reason = "each of the tests uses a part")]
mod repository;

use camino::{Utf8Path, Utf8PathBuf};
use proptest::prelude::*;
use repository::{Repository, by_file, git};
use site::git::{Git, GitProblem, GitProgram};
use site::l10n::history::{
    Drift, LineCount, NoBaseline, SourceChanges, TrackedPair, measure, measure_remembered,
};
use site::memo::Memo;

fn pair(translation: &str, source: &str) -> TrackedPair {
    TrackedPair {
        translation: translation.into(),
        source: source.into(),
        pinned: None,
        keeps_source: false,
    }
}

fn one(repository: &Repository, pair: &TrackedPair) -> Drift {
    let git = GitProgram::new(repository.root());
    measure(&git, std::slice::from_ref(pair)).expect("a repository").remove(0)
}

fn known(repository: &Repository, pair: &TrackedPair) -> SourceChanges {
    match one(repository, pair) {
        Drift::Known(changes) => changes,
        Drift::Unknown(reason) => panic!("nothing known: {reason:?}"),
    }
}

/// Holds every pair against git, asked file by file, and the list of commits of one in `sample`.
fn assert_equal(root: &Utf8Path, pairs: &[TrackedPair], sample: usize) -> Vec<Drift> {
    let drifts = measure(&GitProgram::new(root), pairs).expect("a repository");
    for (index, (pair, drift)) in pairs.iter().zip(&drifts).enumerate() {
        let (baseline, lines) = match by_file(root, &pair.translation, &pair.source) {
            Some(expected) => expected,
            None => {
                assert_eq!(*drift, Drift::Unknown(NoBaseline::NotCommitted));
                continue;
            }
        };
        let Drift::Known(changes) = drift else { panic!("{}: {drift:?}", pair.translation) };
        let LineCount { added, deleted } = changes.lines;
        let found = changes.has_drifted.then_some((added, deleted));
        assert_eq!((&changes.baseline.hash, found), (&baseline, lines), "{}", pair.translation);
        if index % sample > 0 {
            continue;
        }
        let mut found: Vec<&str> = changes.commits.iter().map(|own| own.hash.as_str()).collect();
        found.sort_unstable();
        assert_eq!(found, commits_after(root, &baseline, &pair.source), "{}", pair.translation);
    }
    drifts
}

/// The commits of a source that are not in the past of a baseline, sorted. (A range with a path shows
/// of a merge more or less, by the dates of its parents.)
fn commits_after(root: &Utf8Path, baseline: &str, source: &Utf8Path) -> Vec<String> {
    let all = git(root, &["rev-list", "HEAD", "--", source.as_str()]);
    let is_new = |commit: &&str| {
        let range = format!("{baseline}..{commit}");
        git(root, &["rev-list", "--max-count=1", &range]) == **commit
    };
    let mut commits: Vec<String> = all.lines().filter(is_new).map(str::to_owned).collect();
    commits.sort();
    commits
}

/// Each localized post of the corpus, and the English file that `lsync.sh` holds against it.
#[test]
fn every_localized_post_of_the_corpus_is_as_lsync_says() {
    let Some(root) = corpus::corpus() else { return };
    let files = git(&root, &["ls-files", "-z", "--", "content"]);
    let posts = files.split('\0').filter(|path| path.ends_with(".md") && path.contains("/blog/"));
    let pairs: Vec<TrackedPair> = posts
        .filter_map(|path| {
            let below = path.strip_prefix("content/")?.split_once('/')?;
            let source = format!("content/en/{}", below.1);
            (below.0 != "en").then(|| pair(path, &source))
        })
        .collect();
    let drifts = assert_equal(&root, &pairs, 12);
    let has_drifted =
        |drift: &&Drift| matches!(drift, Drift::Known(changes) if changes.has_drifted);
    let drifted = drifts.iter().filter(has_drifted).count();
    programs::say(&format!("compared with lsync.sh: {} posts, {drifted} drifted", pairs.len()));
    assert_eq!((pairs.len(), drifted), (369, 214));
}

/// A random history of two files with merges that take either side, both or neither.
#[derive(Clone, Debug)]
struct RandomCommit {
    /// How far back each parent is.
    parents: Vec<usize>,
    /// The text of the source and of the translation; `None` where there is no file.
    texts: [Option<u8>; 2],
}

fn random_history() -> impl Strategy<Value = Vec<RandomCommit>> {
    let text = prop_oneof![1 => Just(None), 5 => (0..3_u8).prop_map(Some)];
    let commit = (proptest::collection::vec(1..6_usize, 1..4), [text.clone(), text])
        .prop_map(|(parents, texts)| RandomCommit { parents, texts });
    proptest::collection::vec(commit, 1..24)
}

fn stream(history: &[RandomCommit]) -> String {
    let mut stream = String::new();
    for (index, commit) in history.iter().enumerate() {
        let mark = index + 1;
        let mut parents: Vec<usize> =
            commit.parents.iter().map(|back| mark.saturating_sub(*back)).collect();
        parents.retain(|parent| *parent > 0);
        let mut seen = std::collections::BTreeSet::new();
        parents.retain(|parent| seen.insert(*parent));
        stream += &format!("commit refs/heads/main\nmark :{mark}\n");
        stream += &format!("committer T <t@example.org> {} +0000\ndata 1\nx\n", 1_000_000 + mark);
        for (nth, parent) in parents.iter().enumerate() {
            stream += &format!("{} :{parent}\n", if nth == 0 { "from" } else { "merge" });
        }
        if parents.is_empty() && index > 0 {
            stream += "from 0000000000000000000000000000000000000000\n";
        }
        stream += "deleteall\n";
        for (name, text) in ["en.md", "ko.md"].iter().zip(commit.texts) {
            if let Some(text) = text {
                let lines = ["a\nb\nc\n", "a\nB\nc\nd\n", "c\n"][usize::from(text)];
                let length = lines.len();
                stream += &format!("M 100644 inline {name}\ndata {length}\n{lines}\n");
            }
        }
    }
    stream
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_history_with_merges_is_as_git_says(history in random_history()) {
        let Some(repository) = Repository::new() else { return Ok(()) };
        repository.import(&stream(&history));
        let pairs = [pair("ko.md", "en.md"), pair("en.md", "ko.md")];
        let drifts = assert_equal(repository.root(), &pairs, 1);
        let (git, memo) = (GitProgram::new(repository.root()), Memo::in_memory());
        let remembered = |pairs: &[_]| measure_remembered(&git, &memo, pairs).expect("a repository");
        prop_assert_eq!(remembered(&pairs[1..]), &drifts[1..]);
        prop_assert_eq!(remembered(&pairs), &*drifts);
        prop_assert_eq!(remembered(&pairs), &*drifts);
    }
}

/// A git that is not asked for its history.
struct Forgetful<'a>(&'a GitProgram);

impl Git for Forgetful<'_> {
    fn feed(&self, arguments: &[&str], input: &[u8]) -> Result<Vec<u8>, GitProblem> {
        assert!(!["log", "cat-file"].contains(&arguments[0]), "{arguments:?}");
        self.0.feed(arguments, input)
    }
}

#[test]
fn what_was_measured_is_not_asked_again_until_something_is_committed() {
    let Some(repository) = Repository::new() else { return };
    repository.commit("ko.md", "ko\n");
    let first = repository.commit("en.md", "one\n");
    let pinned = TrackedPair { pinned: Some(first), ..pair("ko.md", "en.md") };
    let pairs = [pair("ko.md", "en.md"), pinned];
    let (git, memo) = (GitProgram::new(repository.root()), Memo::in_memory());
    let measured = measure_remembered(&git, &memo, &pairs).expect("a repository");
    let again = measure_remembered(&Forgetful(&git), &memo, &pairs).expect("it is known");
    assert_eq!(again, measured);
    repository.commit("en.md", "two\n");
    let after = measure_remembered(&git, &memo, &pairs).expect("a repository");
    assert_eq!(after, measure(&git, &pairs).expect("a repository"));
    assert_ne!(after, measured);
}

#[test]
fn a_pin_that_may_mean_another_commit_tomorrow_is_asked_each_time() {
    let Some(repository) = Repository::new() else { return };
    repository.commit("ko.md", "ko\n");
    repository.commit("en.md", "one\n");
    repository.git(&["branch", "pinned"]);
    let newest = repository.commit("en.md", "two\n");
    let pinned = TrackedPair { pinned: Some("pinned".to_owned()), ..pair("ko.md", "en.md") };
    let (git, memo) = (GitProgram::new(repository.root()), Memo::in_memory());
    let baseline =
        || match &measure_remembered(&git, &memo, std::slice::from_ref(&pinned)).expect("git")[0] {
            Drift::Known(changes) => changes.baseline.hash.clone(),
            Drift::Unknown(reason) => panic!("{reason:?}"),
        };
    assert_ne!(baseline(), newest);
    repository.git(&["branch", "--force", "pinned", "HEAD"]);
    assert_eq!(baseline(), newest);
}

#[test]
fn a_touch_of_the_translation_hides_what_was_missed() {
    let Some(repository) = Repository::new() else { return };
    repository.commit("ko.md", "ko\n");
    repository.commit("en.md", "one\ntwo\n");
    let changed = repository.commit("en.md", "one\n2\n3\n");
    let before = known(&repository, &pair("ko.md", "en.md"));
    assert_eq!((before.commits.len(), before.lines), (2, LineCount { added: 3, deleted: 0 }));
    assert_eq!(before.commits[0].hash, changed);
    let touch = repository.commit("ko.md", "ko, a link mended\n");
    let after = known(&repository, &pair("ko.md", "en.md"));
    assert_eq!((after.baseline.hash, after.commits.len(), after.has_drifted), (touch, 0, false));
}

#[test]
fn a_renamed_translation_begins_anew() {
    let Some(repository) = Repository::new() else { return };
    repository.commit("ko/a.md", "ko\n");
    repository.commit("en/a.md", "en\n");
    repository.git(&["mv", "ko/a.md", "ko/b.md"]);
    let renamed = repository.commit_all("rename");
    let changes = known(&repository, &pair("ko/b.md", "en/a.md"));
    assert_eq!((changes.baseline.hash, changes.has_drifted), (renamed, false));
}

#[test]
fn a_pinned_commit_is_the_baseline_whatever_touched_the_translation() {
    let Some(repository) = Repository::new() else { return };
    let first = repository.commit("en.md", "one\n");
    repository.commit("en.md", "one\ntwo\n");
    repository.commit("ko.md", "ko\n");
    let pinned = |name: &str| TrackedPair { pinned: Some(name.into()), ..pair("ko.md", "en.md") };
    let changes = known(&repository, &pinned(&first[..10]));
    assert_eq!((changes.baseline.hash.as_str(), changes.is_pinned), (first.as_str(), true));
    assert_eq!((changes.commits.len(), changes.lines.added), (1, 1));
    let unknown = one(&repository, &pinned("feedbeef"));
    assert_eq!(unknown, Drift::Unknown(NoBaseline::UnknownCommit("feedbeef".into())));
}

#[test]
fn a_pinned_commit_of_another_branch_counts_from_where_it_left() {
    let Some(repository) = Repository::new() else { return };
    let base = repository.commit("en.md", "one\n");
    repository.git(&["switch", "--quiet", "--create", "side"]);
    let side = repository.commit("en.md", "side\n");
    repository.git(&["switch", "--quiet", "main"]);
    repository.commit("en.md", "one\ntwo\n");
    let pair = TrackedPair { pinned: Some(side), ..pair("ko.md", "en.md") };
    let changes = known(&repository, &pair);
    assert_eq!((changes.baseline.hash, changes.lines.added), (base, 1));
}

#[test]
fn a_shallow_clone_is_told_apart_from_one_in_sync() {
    let Some(repository) = Repository::new() else { return };
    repository.commit("ko.md", "ko\n");
    repository.commit("en.md", "one\n");
    repository.commit("en.md", "two\n");
    let clone = repository.shallow(2);
    assert_eq!(one(&clone, &pair("ko.md", "en.md")), Drift::Unknown(NoBaseline::Shallow));
    clone.commit("ko.md", "ko again\n");
    assert!(!known(&clone, &pair("ko.md", "en.md")).has_drifted);
}

#[test]
fn what_is_not_committed_does_not_count() {
    let Some(repository) = Repository::new() else { return };
    let first = repository.commit("ko.md", "ko\n");
    repository.write("en.md", "en\n");
    repository.write("new.md", "ko\n");
    let changes = known(&repository, &pair("ko.md", "en.md"));
    assert_eq!((changes.baseline.hash, changes.has_drifted), (first, false));
    assert_eq!(
        one(&repository, &pair("new.md", "en.md")),
        Drift::Unknown(NoBaseline::NotCommitted)
    );
}

#[test]
fn a_repository_without_a_commit_and_no_repository_are_told_apart() {
    let Some(empty) = Repository::new() else { return };
    assert_eq!(one(&empty, &pair("ko.md", "en.md")), Drift::Unknown(NoBaseline::NotCommitted));
    let none = tempfile::tempdir().expect("a directory");
    let root = Utf8PathBuf::from_path_buf(none.path().to_owned()).expect("UTF-8");
    let problem = measure(&GitProgram::new(root), &[]).expect_err("no repository");
    assert_eq!(problem, GitProblem::NotARepository);
}

#[test]
fn a_site_in_a_directory_of_its_repository() {
    let Some(repository) = Repository::new() else { return };
    repository.commit("site/ko.md", "ko\n");
    repository.commit("en.md", "elsewhere\n");
    repository.commit("site/en.md", "one\n");
    let git = GitProgram::new(repository.root().join("site"));
    let drifts = measure(&git, &[pair("ko.md", "en.md")]).expect("a repository");
    let Drift::Known(changes) = &drifts[0] else { panic!("nothing known") };
    assert_eq!((changes.commits.len(), changes.lines.added), (1, 1));
}

/// A page that became a bundle, or moved, was translated from a text under its former name.
#[test]
fn what_was_translated_is_found_under_a_former_name() {
    let Some(repository) = Repository::new() else { return };
    let text = |level: u32| {
        let items = (0..12).map(|at| format!("- `pumpctl fill --tank {at}` to {}\n", level + at));
        items.collect::<String>()
    };
    let first = repository.commit("en/pump.md", &text(1));
    repository.commit("en/pump.md", &text(50));
    repository.commit("ko/pump.md", &text(1));
    let moved = |from: &str, to: &str, text: &str| {
        std::fs::remove_file(repository.root().join(from)).expect("a file");
        repository.write(to, text);
        repository.commit_all("moved");
    };
    moved("en/pump.md", "en/pump/index.md", &text(90));
    moved("en/pump/index.md", "en/machines/pump.md", &text(90));
    let changes = known(&repository, &pair("ko/pump.md", "en/machines/pump.md"));
    let origin = changes.origin.expect("a search");
    assert_eq!((origin.commit.hash, origin.fit), (first, 1000));
    assert_eq!(changes.was.as_deref(), Some(&*text(1)));
}
