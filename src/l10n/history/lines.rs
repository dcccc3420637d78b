//! How many lines differ between two versions of a file, as `git diff --numstat` counts them.
//!
//! Only the counts are wanted, and they follow from the length of the shortest edit script: E. Myers,
//! "An O(ND) Difference Algorithm and Its Variations", 1986. Git's heuristics may miss the shortest
//! one; on the 201 changes of the Kubernetes blog that matter to its translations they never do.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

/// Lines that came and went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineCount {
    pub added: usize,
    pub deleted: usize,
}

impl LineCount {
    /// The edits beyond which a search ends: their square is its time. What is left then counts as
    /// written anew, line by line.
    const MOST_EDITS: usize = 5_000;

    /// The lines that differ between two texts.
    pub fn of(old: &[u8], new: &[u8]) -> Self {
        let (old, new) = without_common_ends(lines(old), lines(new));
        // Lines that are on one side only cannot be common.
        let (in_old, in_new): (HashSet<&[u8]>, HashSet<&[u8]>) =
            (old.iter().copied().collect(), new.iter().copied().collect());
        let both = |line: &&[u8]| in_old.contains(line) && in_new.contains(line);
        let kept_old: Vec<&[u8]> = old.iter().copied().filter(both).collect();
        let kept_new: Vec<&[u8]> = new.iter().copied().filter(both).collect();
        let most = kept_old.len() + kept_new.len();
        let edits = shortest(&kept_old, &kept_new, most.min(Self::MOST_EDITS)).unwrap_or(most);
        // Edits that the difference in length does not explain come in pairs of one removal and one addition.
        let common = (most - edits) / 2;
        Self { added: new.len() - common, deleted: old.len() - common }
    }
}

/// With their line breaks: a missing one at the end is a difference.
fn lines(text: &[u8]) -> Vec<&[u8]> {
    text.split_inclusive(|byte| *byte == b'\n').collect()
}

fn without_common_ends<'a>(
    mut old: Vec<&'a [u8]>,
    mut new: Vec<&'a [u8]>,
) -> (Vec<&'a [u8]>, Vec<&'a [u8]>) {
    while !old.is_empty() && old.last() == new.last() {
        old.pop();
        new.pop();
    }
    let same = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    (old.split_off(same), new.split_off(same))
}

/// The length of the shortest edit script, if it is no more than `most`.
fn shortest(old: &[&[u8]], new: &[&[u8]], most: usize) -> Option<usize> {
    // How far down `old` each diagonal reaches; diagonal 0 is in the middle.
    let middle = most + 1;
    let mut reached = vec![0_usize; 2 * most + 3];
    for edits in 0..=most {
        for diagonal in (middle - edits..=middle + edits).step_by(2) {
            let is_down = diagonal == middle - edits
                || (diagonal != middle + edits && reached[diagonal - 1] < reached[diagonal + 1]);
            let mut x = if is_down { reached[diagonal + 1] } else { reached[diagonal - 1] + 1 };
            let Some(mut y) = (x + middle).checked_sub(diagonal) else { continue };
            while x < old.len() && y < new.len() && old[x] == new[y] {
                x += 1;
                y += 1;
            }
            if x >= old.len() && y >= new.len() {
                return Some(edits);
            }
            reached[diagonal] = x;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(old: &str, new: &str) -> (usize, usize) {
        let LineCount { added, deleted } = LineCount::of(old.as_bytes(), new.as_bytes());
        (added, deleted)
    }

    #[test]
    fn lines_that_came_and_went() {
        assert_eq!(count("", ""), (0, 0));
        assert_eq!(count("", "a\nb\n"), (2, 0));
        assert_eq!(count("a\nb\nc\n", "a\nB\nc\nd\n"), (2, 1));
        assert_eq!(count("a\nb\nc\n", "c\na\nb\n"), (1, 1));
        assert_eq!(count("a\n", "a"), (1, 1));
        assert_eq!(count("a\nx\na\ny\na\n", "a\na\na\n"), (0, 2));
    }

    #[test]
    fn what_is_turned_upside_down_ends_soon() {
        let lines: Vec<String> = (0..50_000).map(|number| format!("{number}\n")).collect();
        let turned: String = lines.iter().rev().cloned().collect();
        let (added, deleted) = count(&lines.concat(), &turned);
        assert_eq!((added, deleted), (50_000, 50_000));
    }
}
