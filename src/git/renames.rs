//! Where files have gone that are no longer there.

use std::collections::{BTreeMap, BTreeSet};

use camino::{Utf8Path, Utf8PathBuf};

use super::{Git, GitProblem, names};

/// How many times a file is followed from one name to the next.
const ROUNDS: usize = 6;

/// How many files are asked about at once: git compares every commit with each of them.
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
    for _ in 0..ROUNDS {
        let wanted: BTreeSet<&Utf8Path> = open.values().map(Utf8PathBuf::as_path).collect();
        let next = next_names(git, &wanted)?;
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
fn next_names(
    git: &dyn Git,
    wanted: &BTreeSet<&Utf8Path>,
) -> Result<BTreeMap<Utf8PathBuf, Utf8PathBuf>, GitProblem> {
    let mut renames = BTreeMap::new();
    if wanted.is_empty() {
        return Ok(renames);
    }
    let removed = removals(git, wanted)?;
    let commits: BTreeSet<&str> = removed.values().map(String::as_str).collect();
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
    for (commit, old, new) in parse(&answer) {
        if removed.get(&old).is_some_and(|remover| *remover == commit) {
            renames.insert(old, new);
        }
    }
    Ok(renames)
}

/// The last commit that removed each file.
fn removals(
    git: &dyn Git,
    wanted: &BTreeSet<&Utf8Path>,
) -> Result<BTreeMap<Utf8PathBuf, String>, GitProblem> {
    let mut asked = vec![
        "log",
        "--no-merges",
        "--no-renames",
        "--diff-filter=D",
        "--name-only",
        "-z",
        "--relative",
        "--format=%x01%H",
        "HEAD",
        "--",
    ];
    asked.extend(wanted.iter().map(|path| path.as_str()));
    let answer = git.run(&asked)?;
    let mut removals = BTreeMap::new();
    let mut commit = String::new();
    for name in names(&answer) {
        // The line break that git puts behind a commit.
        let name = name.as_str().trim_start_matches('\n');
        match name.strip_prefix(HEADER) {
            Some(hash) => commit = hash.trim().to_owned(),
            None => drop(removals.entry(Utf8PathBuf::from(name)).or_insert_with(|| commit.clone())),
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
            let answer = match (arguments[0], arguments.last()) {
                ("log", Some(&"a.md")) => "\u{1}one\0\na.md\0".to_owned(),
                ("log", Some(&"b.md")) => "\u{1}two\0\nb.md\0".to_owned(),
                ("log", _) => String::new(),
                ("diff-tree", _) if input == "one\n" => "\u{1}one\0R090\0a.md\0b.md\0".to_owned(),
                ("diff-tree", _) => "\u{1}two\0R100\0x.md\0y.md\0R077\0b.md\0c.md\0".to_owned(),
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
