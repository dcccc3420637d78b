//! When each file was last changed, as a site shows it beside its pages.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::tz::TimeZone;

use super::{Git, GitProblem, is_shallow};
use crate::date::Date;
use crate::memo::{Kind, Memo};

/// The author's date of the last commit of each file, by its path relative to the site's root.
pub type LastChanges = HashMap<String, Date>;

/// The last changes as of a commit. Reading a long history takes seconds, and while `HEAD` stays where it is,
/// the answer is the same: for the next build of this process and, by the cache, for the next process.
#[derive(Default)]
pub struct KnownChanges {
    latest: Mutex<Option<(String, Arc<LastChanges>)>>,
    memo: Arc<Memo>,
}

impl KnownChanges {
    /// Nothing is known yet but what the cache holds.
    pub fn in_memo(memo: Arc<Memo>) -> Self {
        Self { latest: Mutex::default(), memo }
    }

    /// The last changes as of `HEAD`.
    ///
    /// # Errors
    /// As [`last_changes`].
    pub fn as_of_head(&self, git: &dyn Git) -> Result<Arc<LastChanges>, GitProblem> {
        let head = head(git)?.unwrap_or_default();
        let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((commit, changes)) = &*latest
            && *commit == head
        {
            return Ok(Arc::clone(changes));
        }
        let changes = Arc::new(self.cached(git, &head)?);
        *latest = Some((head, Arc::clone(&changes)));
        Ok(changes)
    }

    fn cached(&self, git: &dyn Git, head: &str) -> Result<LastChanges, GitProblem> {
        // A shallow clone may be deepened, and says more of the same commit then.
        if head.is_empty() || is_shallow(git)? {
            return last_changes(git);
        }
        let directory = git.run(&["rev-parse", "--show-prefix"])?;
        let parts: [&[u8]; 2] = [head.as_bytes(), &directory];
        let log = || Ok(condensed(&log(git)?));
        Ok(parse(&self.memo.get_or_try_make_bytes(Kind::LastChanges, &parts, log)?))
    }
}

/// Begins the line of a commit: no path does.
const HEADER: char = '\u{1}';

/// The last change of every file in `HEAD`'s history. Merges count for nothing, as for Hugo.
///
/// # Errors
/// As [`Git::feed`].
pub fn last_changes(git: &dyn Git) -> Result<LastChanges, GitProblem> {
    if head(git)?.is_none() {
        return Ok(LastChanges::new());
    }
    Ok(parse(&log(git)?))
}

/// Commits come new ones first, each with the names of its files.
fn log(git: &dyn Git) -> Result<Vec<u8>, GitProblem> {
    git.run(&[
        "log",
        "--no-merges",
        "--name-only",
        "--no-renames",
        "-z",
        "--relative",
        "--format=%x01%aI",
        "HEAD",
    ])
}

/// The commit that `HEAD` is; `None` where nothing is committed yet.
///
/// # Errors
/// As [`Git::feed`].
pub fn head(git: &dyn Git) -> Result<Option<String>, GitProblem> {
    match git.run(&["rev-parse", "--verify", "--quiet", "HEAD"]) {
        Ok(hash) => Ok(Some(super::line(&hash))),
        Err(_) => git.run(&["rev-parse", "--is-inside-work-tree"]).map(|_| None),
    }
}

fn parse(log: &[u8]) -> LastChanges {
    let mut changes = LastChanges::new();
    for (commit, path) in changed_files(log) {
        if !changes.contains_key(path) {
            changes.insert(path.to_owned(), commit.date);
        }
    }
    changes
}

/// A log without the commits of a file behind its newest one: [`parse`] reads the same of both.
fn condensed(log: &[u8]) -> Vec<u8> {
    let mut seen = HashSet::new();
    let mut kept = String::new();
    let mut last = None;
    for (commit, path) in changed_files(log).filter(|(_, path)| seen.insert(*path)) {
        if last.replace(commit.header) != Some(commit.header) {
            kept.extend([commit.header, "\0"]);
        }
        kept.extend([path, "\0"]);
    }
    kept.into_bytes()
}

/// The line of a commit in a log.
#[derive(Clone, Copy)]
struct Commit<'a> {
    header: &'a str,
    date: Date,
}

/// Each file of each commit. What has no date, or a name that is no text, is left out.
fn changed_files(log: &[u8]) -> impl Iterator<Item = (Commit<'_>, &str)> {
    let tokens = log.split(|byte| *byte == 0);
    let tokens = tokens.map(|token| token.strip_prefix(b"\n").unwrap_or(token));
    let mut commit = None;
    tokens.filter_map(|token| std::str::from_utf8(token).ok()).filter_map(move |token| {
        if let Some(written) = token.strip_prefix(HEADER) {
            let date = Date::parse(written, &TimeZone::UTC);
            commit = date.map(|date| Commit { header: token, date });
            return None;
        }
        Some((commit?, token)).filter(|(_, path)| !path.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// A repository that counts how often its history is asked for.
    struct Told {
        head: &'static str,
        histories: AtomicUsize,
    }

    impl Git for Told {
        fn feed(&self, arguments: &[&str], _: &[u8]) -> Result<Vec<u8>, GitProblem> {
            if arguments[0] == "log" {
                self.histories.fetch_add(1, Ordering::Relaxed);
                return Ok(b"\x012024-05-02T10:00:00Z\0\na.md\0".to_vec());
            }
            Ok(self.head.as_bytes().to_vec())
        }
    }

    /// How often the history is read until `known` knows it as of `head`.
    fn histories(known: &KnownChanges, head: &'static str) -> usize {
        let git = Told { head, histories: AtomicUsize::new(0) };
        let changes = known.as_of_head(&git).expect("git answers");
        assert_eq!(changes.len(), 1);
        git.histories.into_inner()
    }

    #[test]
    fn a_history_is_read_again_only_after_a_commit() {
        let known = KnownChanges::default();
        let read = ["one", "one", "two", "two"].map(|head| histories(&known, head));
        assert_eq!(read, [1, 0, 1, 0]);
    }

    #[test]
    fn the_next_process_knows_it_from_the_cache() {
        let memo = Arc::new(Memo::in_memory());
        let process = |head| histories(&KnownChanges::in_memo(Arc::clone(&memo)), head);
        assert_eq!(["one", "one", "two", "two"].map(process), [1, 0, 1, 0]);
    }

    #[test]
    fn a_shallow_history_is_not_cached() {
        let memo = Arc::new(Memo::in_memory());
        // Whatever it is asked but for the history, this one answers: also whether it is shallow.
        let process = || histories(&KnownChanges::in_memo(Arc::clone(&memo)), "true");
        assert_eq!([process(), process()], [1, 1]);
    }

    #[test]
    fn a_condensed_log_says_the_same() {
        let log = b"\x012024-05-02T10:00:00Z\0\na.md\0\x01nonsense\0\nb.md\0\
            \x012024-05-01T10:00:00Z\0\na.md\0\x012023-01-01T00:00:00Z\0\na.md\0b.md\0";
        let condensed = condensed(log);
        let short = b"\x012024-05-02T10:00:00Z\0a.md\0\x012023-01-01T00:00:00Z\0b.md\0";
        assert_eq!(condensed, short);
        assert_eq!(parse(&condensed), parse(log));
    }

    #[test]
    fn the_newest_commit_of_a_file_counts() {
        let log = b"\x012024-05-02T10:00:00+02:00\0\na.md\0b c.md\0\x012023-01-01T00:00:00Z\0\na.md\0d.md\0";
        let changes = parse(log);
        let day = |path: &str| changes.get(path).map(|date| date.civil.year());
        assert_eq!([day("a.md"), day("b c.md"), day("d.md")], [Some(2024), Some(2024), Some(2023)]);
        assert!(parse(b"a.md\0").is_empty());
    }
}
