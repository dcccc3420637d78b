//! What git knows about the site's root, found out by running `git`.
//!
//! This is the only module that starts a program ([`GitProgram`]). [`Git`] is a question and its answer
//! in bytes, so that tests can answer; plain functions interpret the answers.

mod changes;
mod program;
mod remembered;
mod renames;
mod revised;
mod staged;

use std::fmt;

use camino::{Utf8Path, Utf8PathBuf};

pub use changes::{KnownChanges, LastChanges, head, last_changes};
pub use program::GitProgram;
pub use remembered::Remembered;
pub use renames::renamed;
pub use revised::{Before, before};
pub use staged::{stage, stage_renames};

/// Runs git with arguments and returns its output.
pub trait Git {
    /// `input` is git's standard input.
    ///
    /// # Errors
    /// When there is no git or no repository, or git says that it cannot.
    fn feed(&self, arguments: &[&str], input: &[u8]) -> Result<Vec<u8>, GitProblem>;

    /// # Errors
    /// As [`Git::feed`].
    fn run(&self, arguments: &[&str]) -> Result<Vec<u8>, GitProblem> {
        self.feed(arguments, &[])
    }
}

/// Why git gives no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GitProblem {
    /// There is no program `git`.
    Missing,
    NotARepository,
    /// Git refuses to read the repository in this directory because it belongs to another user.
    OfAnotherUser(String),
    UnknownRevision(String),
    /// A revision that is not the one whose files are there.
    NotCheckedOut(String),
    /// None of the usual branches exists to compare with.
    NoBase,
    /// Git's own words.
    Failed(String),
}

/// The files that differ from a revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The requested revision, or the branch whose merge base it is.
    pub base: String,
    /// Its full hash.
    pub revision: String,
    /// Relative to the root and sorted. A renamed file has its new name; removed files are included.
    pub paths: Vec<Utf8PathBuf>,
}

/// The branches that a change is usually made for, in the order in which they are tried.
const BASES: &[&str] = &["origin/main", "main"];

/// Every file that differs from `base`, or from where `HEAD` left `origin/main` or `main`: all
/// committed and uncommitted changes since then, and untracked files that are not ignored.
///
/// # Errors
/// As [`Git::run`], and when there is nothing to compare with.
pub fn difference(git: &dyn Git, base: Option<&str>) -> Result<Difference, GitProblem> {
    git.run(&["rev-parse", "--is-inside-work-tree"])?;
    let (base, revision) = match base {
        Some(base) => (base.to_owned(), commit(git, base)?),
        None => usual_base(git)?,
    };
    let tracked =
        git.run(&["diff", "--name-only", "-z", "--find-renames", "--relative", &revision, "--"])?;
    let untracked = git.run(&["ls-files", "--others", "--exclude-standard", "-z"])?;
    let mut paths = [names(&tracked), names(&untracked)].concat();
    paths.sort();
    paths.dedup();
    Ok(Difference { base, revision, paths })
}

/// The files that differ between two revisions, relative to the site's root.
///
/// # Errors
/// As [`Git::feed`], and for a revision that does not exist.
pub fn between(git: &dyn Git, from: &str, to: &str) -> Result<Vec<Utf8PathBuf>, GitProblem> {
    git.run(&["rev-parse", "--is-inside-work-tree"])?;
    let (from, to) = (commit(git, from)?, commit(git, to)?);
    let asked = ["diff", "--name-only", "-z", "--relative", "--no-ext-diff", &from, &to, "--"];
    Ok(names(&git.run(&asked)?))
}

/// The files that differ from `HEAD`, relative to the site's root; none if there are no
/// commits.
///
/// # Errors
/// As [`Git::feed`].
pub fn uncommitted(git: &dyn Git) -> Result<Vec<Utf8PathBuf>, GitProblem> {
    let asked = ["diff", "--name-only", "-z", "--relative", "--no-ext-diff", "HEAD", "--"];
    match git.run(&asked) {
        Ok(paths) => Ok(names(&paths)),
        Err(GitProblem::Failed(_)) => Ok(Vec::new()),
        Err(other) => Err(other),
    }
}

fn commit(git: &dyn Git, base: &str) -> Result<String, GitProblem> {
    let revision = format!("{base}^{{commit}}");
    let answer = git.run(&["rev-parse", "--verify", "--quiet", "--end-of-options", &revision]);
    match answer {
        Ok(hash) => Ok(line(&hash)),
        Err(GitProblem::Failed(_)) => Err(GitProblem::UnknownRevision(base.to_owned())),
        Err(other) => Err(other),
    }
}

fn usual_base(git: &dyn Git) -> Result<(String, String), GitProblem> {
    for base in BASES {
        match git.run(&["merge-base", "HEAD", base]) {
            Ok(hash) => return Ok(((*base).to_owned(), line(&hash))),
            Err(GitProblem::Failed(_)) => {}
            Err(other) => return Err(other),
        }
    }
    Err(GitProblem::NoBase)
}

/// A file's text as of a commit; `None` where that commit has none that is text. The path is relative to
/// the site's root.
///
/// # Errors
/// As [`Git::feed`].
pub fn text_at(git: &dyn Git, commit: &str, path: &Utf8Path) -> Result<Option<String>, GitProblem> {
    match git.run(&["show", "--end-of-options", &format!("{commit}:./{path}")]) {
        Ok(bytes) => Ok(String::from_utf8(bytes).ok()),
        Err(GitProblem::Failed(_)) => Ok(None),
        Err(other) => Err(other),
    }
}

/// Whether the repository lacks the older part of its history.
///
/// # Errors
/// As [`Git::feed`].
pub fn is_shallow(git: &dyn Git) -> Result<bool, GitProblem> {
    Ok(line(&git.run(&["rev-parse", "--is-shallow-repository"])?) == "true")
}

/// The full hash of each commit; `None` for what names none.
///
/// # Errors
/// As [`Git::feed`].
pub fn commits(git: &dyn Git, names: &[&str]) -> Result<Vec<Option<String>>, GitProblem> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    // A line each: a name with a line break in it would be two questions, and names no commit.
    let question = |name: &&str| format!("{}^{{commit}}\n", name.lines().next().unwrap_or("-"));
    let input: String = names.iter().map(question).collect();
    let answer = git.feed(&["cat-file", "--batch-check"], input.as_bytes())?;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let hash = |line: &str| {
        let (hash, rest) = line.split_once(' ')?;
        rest.starts_with("commit ").then(|| hash.to_owned())
    };
    Ok(answer.lines().map(hash).collect())
}

/// The last commit of `HEAD`'s history that changed a file; `None` for a file in none.
///
/// # Errors
/// As [`Git::feed`].
pub fn last_commit(git: &dyn Git, path: &Utf8Path) -> Result<Option<String>, GitProblem> {
    let hash = line(&git.run(&["log", "-n", "1", "--format=%H", "--", path.as_str()])?);
    Ok(Some(hash).filter(|hash| !hash.is_empty()))
}

/// Whether a file differs from what `HEAD` has of it. Where git cannot tell, it does not.
pub fn is_changed(git: &dyn Git, path: &Utf8Path) -> bool {
    let status = git.run(&["status", "--porcelain", "--", path.as_str()]);
    status.is_ok_and(|status| !status.is_empty())
}

/// Where a commit left the history of `HEAD`; `None` where they have nothing in common.
///
/// # Errors
/// As [`Git::feed`].
pub fn merge_base(git: &dyn Git, commit: &str) -> Result<Option<String>, GitProblem> {
    match git.run(&["merge-base", commit, "HEAD"]) {
        Ok(hash) => Ok(Some(line(&hash))),
        Err(GitProblem::Failed(_)) => Ok(None),
        Err(other) => Err(other),
    }
}

fn line(answer: &[u8]) -> String {
    String::from_utf8_lossy(answer).trim().to_owned()
}

/// Names that end in NUL, which no name holds: nothing is quoted then.
fn names(answer: &[u8]) -> Vec<Utf8PathBuf> {
    let names = answer.split(|byte| *byte == 0).filter(|name| !name.is_empty());
    names.map(|name| String::from_utf8_lossy(name).into_owned().into()).collect()
}

impl GitProblem {
    fn of_words(words: &str) -> Self {
        if words.contains("not a git repository") {
            return GitProblem::NotARepository;
        }
        if words.contains("detected dubious ownership") {
            let directory = words.split('\'').nth(1).unwrap_or_default();
            return GitProblem::OfAnotherUser(directory.to_owned());
        }
        GitProblem::Failed(words.trim_start_matches("fatal: ").to_owned())
    }
}

impl fmt::Display for GitProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            GitProblem::Missing => f.write_str("there is no program `git`"),
            GitProblem::NotARepository => f.write_str("the site's root is not in a git repository"),
            GitProblem::OfAnotherUser(directory) => write!(
                f,
                "git refuses to read a repository that another user owns (to trust it, run \
                 `git config --global --add safe.directory {directory}`)"
            ),
            GitProblem::UnknownRevision(name) => write!(f, "git knows no revision `{name}`"),
            GitProblem::NotCheckedOut(name) => write!(f, "`{name}` is not checked out"),
            GitProblem::NoBase => {
                write!(f, "there is no `{}` to compare with", BASES.join("` and no `"))
            }
            GitProblem::Failed(words) => write!(f, "git says: {words}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Answers by the first arguments.
    struct Answers<'a>(&'a [(&'a str, Result<&'a [u8], GitProblem>)]);

    impl Git for Answers<'_> {
        fn feed(&self, arguments: &[&str], _: &[u8]) -> Result<Vec<u8>, GitProblem> {
            let asked = arguments.join(" ");
            let answer = self.0.iter().find(|(start, _)| asked.starts_with(start));
            let (_, answer) = answer.unwrap_or_else(|| panic!("not expected: git {asked}"));
            answer.clone().map(<[u8]>::to_vec)
        }
    }

    fn failed() -> Result<&'static [u8], GitProblem> {
        Err(GitProblem::Failed(String::new()))
    }

    #[test]
    fn names_are_joined_sorted_and_never_quoted() {
        let git = Answers(&[
            ("rev-parse --is-inside", Ok(b"true\n")),
            ("merge-base HEAD origin/main", Ok(b"abc\n")),
            ("diff --name-only -z", Ok("z \"quoted\"\0a b\n\0\u{4e2d}\0".as_bytes())),
            ("ls-files --others", Ok(b"new\0a b\n\0")),
        ]);
        let found = difference(&git, None).expect("an answer");
        assert_eq!((found.base.as_str(), found.revision.as_str()), ("origin/main", "abc"));
        assert_eq!(found.paths, ["a b\n", "new", "z \"quoted\"", "\u{4e2d}"]);
    }

    #[test]
    fn the_local_branch_comes_second_and_then_nothing() {
        let mut answers = vec![
            ("rev-parse --is-inside", Ok(&b"true\n"[..])),
            ("merge-base HEAD origin/main", failed()),
            ("merge-base HEAD main", Ok(&b"def\n"[..])),
            ("diff", Ok(&b""[..])),
            ("ls-files", Ok(&b""[..])),
        ];
        let found = difference(&Answers(&answers), None).expect("an answer");
        assert_eq!((found.base.as_str(), found.paths.len()), ("main", 0));
        answers[2].1 = failed();
        assert_eq!(difference(&Answers(&answers), None), Err(GitProblem::NoBase));
    }

    #[test]
    fn an_unknown_revision_is_named() {
        let git = Answers(&[
            ("rev-parse --is-inside", Ok(b"true\n")),
            ("rev-parse --verify --quiet --end-of-options -x^{commit}", failed()),
        ]);
        let problem = difference(&git, Some("-x")).expect_err("no revision");
        assert_eq!(problem.to_string(), "git knows no revision `-x`");
    }

    #[test]
    fn without_a_repository_nothing_else_is_asked() {
        let git = Answers(&[("rev-parse --is-inside", Err(GitProblem::NotARepository))]);
        assert_eq!(difference(&git, None), Err(GitProblem::NotARepository));
    }
}
