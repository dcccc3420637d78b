//! The files that a change touches, as they were before it.

use std::collections::BTreeMap;

use camino::Utf8PathBuf;

use super::{Difference, Git, GitProblem, difference, names};

/// What a change began with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Before {
    pub difference: Difference,
    /// The bytes of each file that differs; `None` for one that did not exist. Paths are relative to the site's root.
    pub files: BTreeMap<Utf8PathBuf, Option<Vec<u8>>>,
    /// Old name -> new name.
    pub renames: BTreeMap<Utf8PathBuf, Utf8PathBuf>,
}

/// The files that differ from `base`, as that has them. What `base` is if it is not named, [`difference`] says.
///
/// # Errors
/// As [`difference`].
pub fn before(git: &dyn Git, base: Option<&str>) -> Result<Before, GitProblem> {
    let difference = difference(git, base)?;
    let revision = difference.revision.as_str();
    let asked = ["diff", "--name-only", "-z", "--no-renames", "--relative", revision, "--"];
    let mut paths = names(&git.run(&asked)?);
    paths.extend(difference.paths.iter().cloned());
    paths.sort();
    paths.dedup();
    // A line each: a name with a line break in it cannot be asked for.
    paths.retain(|path| !path.as_str().contains('\n'));
    let input: String = paths.iter().map(|path| format!("{revision}:./{path}\n")).collect();
    let answer = git.feed(&["cat-file", "--batch"], input.as_bytes())?;
    let files = paths.into_iter().zip(blobs(&answer)).collect();
    let asked = [
        "diff",
        "--name-status",
        "-z",
        "--find-renames",
        "--diff-filter=R",
        "--relative",
        revision,
        "--",
    ];
    let renames = names(&git.run(&asked)?);
    let renames = renames.chunks_exact(3).map(|entry| (entry[1].clone(), entry[2].clone()));
    Ok(Before { renames: renames.collect(), difference, files })
}

/// What `cat-file --batch` has answered, question by question.
fn blobs(answer: &[u8]) -> Vec<Option<Vec<u8>>> {
    let mut blobs = Vec::new();
    let mut rest = answer;
    while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
        let head = String::from_utf8_lossy(&rest[..end]).into_owned();
        rest = &rest[end + 1..];
        let mut words = head.rsplitn(3, ' ');
        let (last, kind) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let Ok(length) = last.parse::<usize>() else {
            blobs.push(None);
            continue;
        };
        let Some(bytes) = rest.get(..length) else { break };
        blobs.push((kind == "blob").then(|| bytes.to_vec()));
        rest = rest.get(length + 1..).unwrap_or_default();
    }
    blobs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_told_apart_by_their_lengths() {
        let answer = b"aaaa blob 3\na\nb\nmain:./x y missing\nbbbb tree 2\n..\ncccc blob 0\n\n";
        let found = blobs(answer);
        assert_eq!(found, [Some(b"a\nb".to_vec()), None, None, Some(Vec::new())]);
    }
}
