//! How far translations have drifted from their sources, by git.
//!
//! The rule is that of `lsync.sh` of the Kubernetes site: the last commit of the translation is its
//! baseline (`git log -n 1 -- TRANSLATION`), and the difference of the source since then is its drift
//! (`git diff BASELINE...HEAD -- SOURCE`). If a translation pins the commit that it was made from,
//! that commit is its baseline. All of it comes from one `git log` and one `git cat-file`.
//!
//! Only what is committed counts, on either side: uncommitted changes are still private.

mod blobs;
mod graph;
mod known;
mod lines;
mod log;
mod origin;
mod renames;
mod span;
mod touches;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use serde::{Deserialize, Serialize};

use self::blobs::Blobs;
use self::graph::{CommitId, Graph};
pub use self::known::measure_remembered;
pub use self::lines::LineCount;
use self::log::Log;
use self::origin::{Candidates, Files};
use self::span::SourceSpan;
use crate::git::{self, Git, GitProblem};

/// A translation, its source, and the commit of the source that it says it was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrackedPair {
    pub translation: Utf8PathBuf,
    pub source: Utf8PathBuf,
    pub pinned: Option<String>,
    /// Whether the translation keeps its source in comments, which then tell what was translated.
    pub keeps_source: bool,
}

/// What git says about a pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Drift {
    Known(SourceChanges),
    Unknown(NoBaseline),
}

/// What has happened to a source since a translation's baseline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceChanges {
    pub baseline: Commit,
    /// Whether the translation names its baseline itself.
    pub is_pinned: bool,
    /// Whether the source differs at all, even if no line does.
    pub has_drifted: bool,
    /// The commits of the source, new ones first.
    pub commits: Vec<Commit>,
    pub lines: LineCount,
    /// The revision that was translated, if the history was searched for it.
    pub origin: Option<Origin>,
    /// The source when it was translated, if it has another text today: as of the origin, or else of the
    /// baseline.
    pub was: Option<Arc<str>>,
}

/// The revision of a source that fits a translation best.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The commit that made this revision.
    pub commit: Commit,
    /// How much of what is not translated is the same in both, up to a thousand.
    pub fit: u32,
}

/// A commit, and when it was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commit {
    pub hash: String,
    /// In seconds of Unix.
    pub time: i64,
}

/// Why nothing is known about a pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoBaseline {
    /// The translation is in no commit yet.
    NotCommitted,
    /// The clone is shallow and does not go back to the baseline.
    Shallow,
    /// The translation names a commit that does not exist.
    UnknownCommit(String),
}

impl TrackedPair {
    /// The files, if the translation does not say what it was made from: by a pin, or by keeping its source.
    fn files(&self) -> Option<Files<'_>> {
        let says = self.pinned.is_some() || self.keeps_source;
        (!says).then_some(Files { translation: &self.translation, source: &self.source })
    }
}

impl SourceChanges {
    /// The time of the first change of the source.
    pub fn since(&self) -> Option<i64> {
        self.commits.last().map(|commit| commit.time)
    }
}

/// The drift of each pair, in their order.
///
/// # Errors
/// When there is no git or no repository.
pub fn measure(git: &dyn Git, pairs: &[TrackedPair]) -> Result<Vec<Drift>, GitProblem> {
    let files = pairs.iter().flat_map(|pair| [&*pair.translation, &*pair.source]);
    let log = Log::read(git, &files.collect())?;
    let is_shallow = git::is_shallow(git)?;
    let pins = Pins::resolve(git, &log, pairs)?;
    let measuring = Measuring { log: &log, pins: &pins, is_shallow };
    let mut spans: Vec<_> = pairs.iter().map(|pair| measuring.span(pair)).collect();
    let pasts = measuring.pasts(pairs, &spans);
    let found = origin::search(git, &pasts.candidates)?;
    for (span, found) in spans.iter_mut().zip(found) {
        if let Ok(span) = span {
            span.origin = found;
        }
    }
    let differing = spans.iter().flatten().filter(|span| span.differs());
    let differing = differing.flat_map(|span| [span.old_blob(), span.new_blob()]);
    let translated = spans.iter().flatten().filter_map(SourceSpan::old_text);
    let blobs = differing.flatten().chain(translated);
    let blobs = Blobs::read(git, &blobs.collect())?;
    let commits = pasts.commits;
    let measured = pairs.iter().zip(spans).zip(commits);
    Ok(measured
        .map(|((pair, span), commits)| match span {
            Err(reason) => Drift::Unknown(reason),
            Ok(span) => Drift::Known(SourceChanges {
                baseline: measuring.commit(span.baseline),
                is_pinned: pair.pinned.is_some(),
                has_drifted: span.differs(),
                commits: commits.into_iter().map(|commit| measuring.commit(commit)).collect(),
                lines: span.lines(&blobs),
                origin: span.origin.map(|found| Origin {
                    commit: measuring.commit(found.revision.commit),
                    fit: found.fit,
                }),
                was: span.before(&blobs),
            }),
        })
        .collect())
}

/// Of each pair the commits of its source since its baseline, and the revisions before it.
struct Pasts<'a> {
    commits: Vec<Vec<CommitId>>,
    candidates: Vec<Option<Candidates<'a>>>,
}

struct Measuring<'a> {
    log: &'a Log,
    pins: &'a Pins,
    is_shallow: bool,
}

impl<'a> Measuring<'a> {
    fn span(&self, pair: &TrackedPair) -> Result<SourceSpan<'a>, NoBaseline> {
        let baseline = match &pair.pinned {
            Some(pin) => self.pinned(pin)?,
            None => self.last_commit(&pair.translation)?,
        };
        let touches = self.log.touches(&pair.source);
        let at = |commit| touches.and_then(|touches| touches.version(&self.log.graph, commit));
        Ok(SourceSpan { baseline, old: at(baseline), new: at(Graph::HEAD), origin: None })
    }

    fn pinned(&self, pin: &str) -> Result<CommitId, NoBaseline> {
        let missing = || match self.is_shallow {
            true => NoBaseline::Shallow,
            false => NoBaseline::UnknownCommit(pin.to_owned()),
        };
        self.pins.0.get(pin).copied().ok_or_else(missing)
    }

    fn last_commit(&self, translation: &Utf8Path) -> Result<CommitId, NoBaseline> {
        let touches = self.log.touches(translation);
        let last = touches.and_then(|touches| touches.last_commit(&self.log.graph));
        let last = last.ok_or(NoBaseline::NotCommitted)?;
        // At the end of a shallow clone, every file looks new.
        let is_border = self.is_shallow && self.log.graph.parents(last).is_empty();
        if is_border { Err(NoBaseline::Shallow) } else { Ok(last) }
    }

    /// What is before and behind each pair's baseline. A past is computed once for all pairs that have the
    /// same baseline.
    fn pasts(
        &self,
        pairs: &[TrackedPair],
        spans: &[Result<SourceSpan<'_>, NoBaseline>],
    ) -> Pasts<'a> {
        let mut by_baseline: BTreeMap<CommitId, Vec<usize>> = BTreeMap::new();
        for (index, span) in spans.iter().enumerate() {
            if let Ok(span) = span {
                by_baseline.entry(span.baseline).or_default().push(index);
            }
        }
        let mut commits = vec![Vec::new(); pairs.len()];
        let mut candidates: Vec<_> = pairs.iter().map(|_| None).collect();
        for (baseline, members) in by_baseline {
            let past = self.log.graph.past_of(baseline);
            for index in members {
                candidates[index] =
                    pairs[index].files().and_then(|files| Candidates::of(self.log, files, &past));
                if let Some(touches) = self.log.touches(&pairs[index].source) {
                    commits[index] = touches.commits_after(&self.log.graph, &past);
                }
            }
        }
        Pasts { commits, candidates }
    }

    fn commit(&self, id: CommitId) -> Commit {
        Commit { hash: self.log.hashes[id.0].to_string(), time: self.log.times[id.0] }
    }
}

/// The commits that translations name, if they can be found: each by the point where it left `HEAD`'s history.
struct Pins(BTreeMap<String, CommitId>);

impl Pins {
    fn resolve(git: &dyn Git, log: &Log, pairs: &[TrackedPair]) -> Result<Self, GitProblem> {
        let named: BTreeSet<&str> =
            pairs.iter().filter_map(|pair| pair.pinned.as_deref()).collect();
        let named: Vec<&str> = named.into_iter().collect();
        let mut found = BTreeMap::new();
        for (name, hash) in named.iter().zip(git::commits(git, &named)?) {
            let Some(hash) = hash else { continue };
            let base = match log.by_hash.get(hash.as_str()).copied() {
                Some(commit) => Some(commit),
                None => git::merge_base(git, &hash)?
                    .and_then(|base| log.by_hash.get(base.as_str()).copied()),
            };
            found.extend(base.map(|commit| ((*name).to_owned(), commit)));
        }
        Ok(Self(found))
    }
}
