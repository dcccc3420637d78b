//! When each file was last changed, as a site shows it beside its pages.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use camino::Utf8PathBuf;
use jiff::tz::TimeZone;

use super::{Git, GitProblem};
use crate::date::Date;

/// The author's date of the last commit of each file, by its path relative to the site's root.
pub type LastChanges = BTreeMap<Utf8PathBuf, Date>;

/// The last changes as of a commit. Reading a long history takes seconds, and while `HEAD` stays where it is,
/// the answer is the same.
#[derive(Debug, Default)]
pub struct KnownChanges(Mutex<Option<(String, Arc<LastChanges>)>>);

impl KnownChanges {
    /// The last changes as of `HEAD`.
    ///
    /// # Errors
    /// As [`last_changes`].
    pub fn as_of_head(&self, git: &dyn Git) -> Result<Arc<LastChanges>, GitProblem> {
        let head = head(git)?.unwrap_or_default();
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((commit, changes)) = &*known
            && *commit == head
        {
            return Ok(Arc::clone(changes));
        }
        let changes = Arc::new(last_changes(git)?);
        *known = Some((head, Arc::clone(&changes)));
        Ok(changes)
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
    let answer = git.run(&[
        "log",
        "--no-merges",
        "--name-only",
        "--no-renames",
        "-z",
        "--relative",
        "--format=%x01%aI",
        "HEAD",
    ])?;
    Ok(parse(&answer))
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

/// Commits come new ones first, each with the names of its files.
fn parse(answer: &[u8]) -> LastChanges {
    let mut changes = LastChanges::new();
    let mut date = None;
    for token in answer.split(|byte| *byte == 0) {
        let Ok(token) = std::str::from_utf8(token.strip_prefix(b"\n").unwrap_or(token)) else {
            continue;
        };
        if let Some(written) = token.strip_prefix(HEADER) {
            date = Date::parse(written, &TimeZone::UTC);
        } else if let (false, Some(date)) = (token.is_empty(), date) {
            changes.entry(Utf8PathBuf::from(token)).or_insert(date);
        }
    }
    changes
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

    #[test]
    fn a_history_is_read_again_only_after_a_commit() {
        let known = KnownChanges::default();
        let asked = |head| {
            let git = Told { head, histories: AtomicUsize::new(0) };
            let changes = known.as_of_head(&git).expect("git answers");
            assert_eq!(changes.len(), 1);
            git.histories.into_inner()
        };
        assert_eq!(["one", "one", "two", "two"].map(asked), [1, 0, 1, 0]);
    }

    #[test]
    fn the_newest_commit_of_a_file_counts() {
        let log = b"\x012024-05-02T10:00:00+02:00\0\na.md\0b c.md\0\x012023-01-01T00:00:00Z\0\na.md\0d.md\0";
        let changes = parse(log);
        let day = |path: &str| changes.get(&Utf8PathBuf::from(path)).map(|date| date.civil.year());
        assert_eq!([day("a.md"), day("b c.md"), day("d.md")], [Some(2024), Some(2024), Some(2023)]);
        assert!(parse(b"a.md\0").is_empty());
    }
}
