//! Tells git which files have moved, so that a commit has them as renames.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use super::{Git, GitProblem};

/// Renames files in git's index, or takes them out of it, as `git mv` and `git rm` do. The working tree is as it will be
/// already, and is not touched. Files that git does not know stay unknown to it.
///
/// # Errors
/// When there is no repository, or git cannot write its index.
pub fn stage(git: &dyn Git, files: &[(&Utf8Path, Option<&Utf8Path>)]) -> Result<(), GitProblem> {
    let mut question = vec!["ls-files", "--stage", "--full-name", "-z", "--"];
    question.extend(files.iter().map(|(from, _)| from.as_str()));
    let known = git.run(&question)?;
    let changes = changes(&String::from_utf8_lossy(&known), &files.iter().copied().collect());
    match changes.is_empty() {
        true => Ok(()),
        false => git.feed(&["update-index", "-z", "--index-info"], changes.as_bytes()).map(drop),
    }
}

/// What `git update-index` is to do about the files that `git ls-files` knows.
fn changes(known: &str, files: &BTreeMap<&Utf8Path, Option<&Utf8Path>>) -> String {
    let mut changes = String::new();
    for entry in known.split('\0') {
        let Some((kind, path)) = entry.split_once('\t') else { continue };
        let Some(hash) = kind.split(' ').nth(1) else { continue };
        // The root of the site may lie below that of the repository.
        let ends = |(from, _): &(&&Utf8Path, _)| Utf8Path::new(path).ends_with(from);
        let Some((from, to)) =
            files.iter().filter(ends).max_by_key(|(from, _)| from.as_str().len())
        else {
            continue;
        };
        let above = &path[..path.len() - from.as_str().len()];
        changes += &format!("0 {}\t{path}\0", "0".repeat(hash.len()));
        if let Some(to) = to {
            changes += &format!("{kind}\t{above}{to}\0");
        }
    }
    changes
}

/// As [`stage`], for files that go to other places.
///
/// # Errors
/// As those of [`stage`].
pub fn stage_renames(
    git: &dyn Git,
    renames: &[(Utf8PathBuf, Utf8PathBuf)],
) -> Result<(), GitProblem> {
    let files: Vec<_> =
        renames.iter().map(|(from, to)| (from.as_path(), Some(to.as_path()))).collect();
    stage(git, &files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_the_repository_keeps_what_is_above_the_site() {
        let files = BTreeMap::from([
            (Utf8Path::new("content/a.md"), Some(Utf8Path::new("content/b/a.md"))),
            (Utf8Path::new("content/c.md"), None),
        ]);
        let known =
            ["100644 ab12 0\tsite/content/a.md", "100755 cd34 0\tsite/content/c.md"].join("\0");
        let expected = [
            "0 0000\tsite/content/a.md",
            "100644 ab12 0\tsite/content/b/a.md",
            "0 0000\tsite/content/c.md",
            "",
        ];
        assert_eq!(changes(&known, &files), expected.join("\0"));
    }
}
