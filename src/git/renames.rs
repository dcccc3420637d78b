//! Where files have gone that are no longer there.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use super::{Git, GitProblem, names};

/// How many times a file is followed from one name to the next.
const ROUNDS: usize = 6;

/// How many files are followed: for each of them, git compares what a commit removed with what it added.
const MOST: usize = 400;

/// Begins the line of a commit: no path does.
const HEADER: char = '\u{1}';

/// The present name of each of `paths` that `HEAD`'s history knows as another file's old name. `is_there` tells which
/// files there are now. Paths are relative to the site's root; of many, the first are looked for.
///
/// A name counts as changed where the commit that removed it added a file like it, as `git log --follow` has it.
///
/// # Errors
/// As [`Git::feed`].
pub fn renamed<'a>(
    git: &dyn Git,
    paths: impl IntoIterator<Item = &'a Utf8Path>,
    is_there: impl Fn(&Utf8Path) -> bool,
) -> Result<BTreeMap<Utf8PathBuf, Utf8PathBuf>, GitProblem> {
    let asked = paths.into_iter().take(MOST).map(|path| (path.to_owned(), path.to_owned()));
    // The name that each is looked for by now.
    let mut open: BTreeMap<Utf8PathBuf, Utf8PathBuf> = asked.collect();
    let mut found = BTreeMap::new();
    let removals = removals(git)?;
    for _ in 0..ROUNDS {
        let next = next_names(git, &removals, open.values())?;
        if next.is_empty() {
            break;
        }
        let mut still_open = BTreeMap::new();
        for (path, name) in open {
            match next.get(&name) {
                Some(new) if is_there(new) => drop(found.insert(path, new.clone())),
                Some(new) => drop(still_open.insert(path, new.clone())),
                None => {}
            }
        }
        open = still_open;
    }
    Ok(found)
}

/// The name that each file was given by the last commit that took away its old one.
fn next_names<'a>(
    git: &dyn Git,
    removals: &Removals,
    wanted: impl Iterator<Item = &'a Utf8PathBuf>,
) -> Result<BTreeMap<Utf8PathBuf, Utf8PathBuf>, GitProblem> {
    let removers: BTreeMap<&Utf8Path, &str> =
        wanted.filter_map(|path| Some((path.as_path(), removals.get(path)?.as_ref()))).collect();
    let commits: BTreeSet<&str> = removers.values().copied().collect();
    if commits.is_empty() {
        return Ok(BTreeMap::new());
    }
    let input: String = commits.iter().map(|commit| format!("{commit}\n")).collect();
    let asked = [
        "diff-tree",
        "--stdin",
        "-r",
        "--find-renames",
        "--diff-filter=R",
        "--name-status",
        "--relative",
        "--root",
        "-z",
        "--format=%x01%H",
    ];
    let answer = git.feed(&asked, input.as_bytes())?;
    let mut renames = BTreeMap::new();
    for (commit, old, new) in parse(&answer) {
        if removers.get(old.as_path()).is_some_and(|remover| *remover == commit) {
            renames.insert(old, new);
        }
    }
    Ok(renames)
}

/// The last commit that removed each file.
type Removals = BTreeMap<Utf8PathBuf, Arc<str>>;

/// All removals in `HEAD`'s history. Git compares every entry of every commit with each path that it is asked about:
/// it is quicker to ask about none.
fn removals(git: &dyn Git) -> Result<Removals, GitProblem> {
    let answer = git.run(&[
        "log",
        "--no-merges",
        "--no-renames",
        "--diff-filter=D",
        "--name-only",
        "-z",
        "--relative",
        "--format=%x01%H",
        "HEAD",
    ])?;
    let mut removals = Removals::new();
    let mut commit = Arc::default();
    for name in names(&answer) {
        // The line break that git puts behind a commit.
        let name = name.as_str().trim_start_matches('\n');
        if let Some(hash) = name.strip_prefix(HEADER) {
            commit = Arc::from(hash.trim());
        } else {
            removals.entry(Utf8PathBuf::from(name)).or_insert_with(|| Arc::clone(&commit));
        }
    }
    Ok(removals)
}

/// Commit, old name and new name of each rename.
fn parse(answer: &[u8]) -> Vec<(String, Utf8PathBuf, Utf8PathBuf)> {
    let mut found = Vec::new();
    let mut commit = String::new();
    let mut tokens = names(answer).into_iter();
    while let Some(token) = tokens.next() {
        let token = token.as_str().trim_start_matches('\n');
        if let Some(hash) = token.strip_prefix(HEADER) {
            commit = hash.trim().to_owned();
        } else if token.starts_with('R')
            && let (Some(old), Some(new)) = (tokens.next(), tokens.next())
        {
            found.push((commit.clone(), old, new));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two commits: `a.md` became `b.md`, and `b.md` became `c.md`.
    struct History;

    impl Git for History {
        fn feed(&self, arguments: &[&str], input: &[u8]) -> Result<Vec<u8>, GitProblem> {
            let input = String::from_utf8_lossy(input).into_owned();
            let answer = match arguments[0] {
                "log" => "\u{1}two\0\nb.md\0x.md\0\u{1}one\0\na.md\0b.md\0".to_owned(),
                "diff-tree" if input == "one\n" => "\u{1}one\0R090\0a.md\0b.md\0".to_owned(),
                "diff-tree" => "\u{1}two\0R100\0x.md\0y.md\0R077\0b.md\0c.md\0".to_owned(),
                _ => panic!("not expected: git {arguments:?}"),
            };
            Ok(answer.into_bytes())
        }
    }

    #[test]
    fn a_file_is_followed_from_name_to_name() {
        let asked = [Utf8Path::new("a.md")];
        let found = renamed(&History, asked, |path| path == "c.md").expect("an answer");
        assert_eq!(found, BTreeMap::from([("a.md".into(), "c.md".into())]));
        assert_eq!(renamed(&History, asked, |_| false), Ok(BTreeMap::new()));
    }
}
