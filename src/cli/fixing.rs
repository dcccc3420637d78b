//! What `site check --fix` writes, and how `--dry-run` shows it.

use std::collections::BTreeMap;
use std::fmt::Write;

use camino::Utf8PathBuf;

use crate::diagnostic::report::{Report, counted};
use crate::diagnostic::{Edit, Fix, apply, chosen};
use crate::world::{EntryKind, World};

/// Lines around a change that are shown with it.
const CONTEXT: usize = 3;

/// A file with what can be mended in it.
pub(super) struct Mended {
    file: Utf8PathBuf,
    old: String,
    /// In the order of the text.
    edits: Vec<Edit>,
    pub text: String,
}

/// The files that a report can mend. What is behind a symbolic link is not the site's to change.
pub(super) fn mended(world: &dyn World, report: &Report<'_>) -> BTreeMap<Utf8PathBuf, Mended> {
    let mut by_file: BTreeMap<&Utf8PathBuf, Vec<&Fix>> = BTreeMap::new();
    for (_, diagnostic) in &report.entries {
        if let (Some(place), Some(fix)) = (&diagnostic.place, &diagnostic.fix) {
            by_file.entry(&place.file).or_default().push(fix);
        }
    }
    let files = by_file.into_iter().filter(|(file, _)| world.entry(file) == Some(EntryKind::File));
    files
        .filter_map(|(file, fixes)| {
            let old = String::from_utf8(world.read(file).ok()?).ok()?;
            let edits = chosen(&old, fixes.iter().copied()).into_iter().cloned().collect();
            let text = apply(&old, fixes);
            (text != old).then(|| (file.clone(), Mended { file: file.clone(), old, edits, text }))
        })
        .collect()
}

/// `mended 3 places in 2 files`; what the verb is, the caller says.
pub(super) fn summary(verb: &str, mended: &BTreeMap<Utf8PathBuf, Mended>) -> String {
    let places: usize = mended.values().map(|mended| mended.edits.len()).sum();
    format!("{verb} {} in {}\n", counted(places, "place"), counted(mended.len(), "file"))
}

/// The change of a file as a unified diff.
pub(super) fn diff(mended: &Mended) -> String {
    let old = Lines::new(&mended.old);
    let mut text = format!("--- a/{0}\n+++ b/{0}\n", mended.file);
    let mut shift = 0;
    for hunk in hunks(&old, &mended.edits) {
        shift += hunk.write(&old, shift, &mut text);
    }
    text
}

/// The lines of a text, each with its line break.
struct Lines<'a> {
    lines: Vec<&'a str>,
    text: &'a str,
    /// Where each line begins, and where the last one ends.
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let mut starts = vec![0];
        let mut end = 0;
        starts.extend(lines.iter().map(|line| {
            end += line.len();
            end
        }));
        Self { lines, text, starts }
    }

    /// The line of an offset, from 0. Behind the last line break there is the last line.
    fn at(&self, offset: usize) -> usize {
        let behind = self.starts.partition_point(|start| *start <= offset);
        behind.saturating_sub(1).min(self.lines.len().saturating_sub(1))
    }
}

/// Edits whose lines touch each other.
struct Group<'a> {
    /// Lines from 0, the last one included.
    first: usize,
    last: usize,
    edits: Vec<&'a Edit>,
}

/// Groups with the same lines around them.
struct Hunk<'a>(Vec<Group<'a>>);

fn hunks<'a>(old: &Lines<'_>, edits: &'a [Edit]) -> Vec<Hunk<'a>> {
    let mut hunks: Vec<Hunk<'a>> = Vec::new();
    for edit in edits {
        let range = edit.span.range();
        let (first, last) = (old.at(range.start), old.at(range.end));
        let near = hunks.last_mut().and_then(|hunk| {
            let end = hunk.0.last()?.last;
            (first <= end + 2 * CONTEXT).then_some((hunk, end))
        });
        match near {
            Some((hunk, end)) if first <= end => {
                if let Some(group) = hunk.0.last_mut() {
                    group.last = group.last.max(last);
                    group.edits.push(edit);
                }
            }
            Some((hunk, _)) => hunk.0.push(Group { first, last, edits: vec![edit] }),
            None => hunks.push(Hunk(vec![Group { first, last, edits: vec![edit] }])),
        }
    }
    hunks
}

impl Hunk<'_> {
    /// Writes the hunk, which stands `shift` lines later in the new text; how many lines more that has behind it.
    fn write(&self, old: &Lines<'_>, shift: isize, text: &mut String) -> isize {
        let (Some(head), Some(tail)) = (self.0.first(), self.0.last()) else { return 0 };
        let start = head.first.saturating_sub(CONTEXT);
        let end = (tail.last + 1 + CONTEXT).min(old.lines.len());
        let mut body = String::new();
        let mut at = start;
        let mut grown = 0;
        for group in &self.0 {
            old.lines[at..group.first].iter().for_each(|line| row(&mut body, ' ', line));
            let new = group.new_text(old);
            let removed =
                &old.lines[group.first..=group.last.min(old.lines.len().saturating_sub(1))];
            removed.iter().for_each(|line| row(&mut body, '-', line));
            new.split_inclusive('\n').for_each(|line| row(&mut body, '+', line));
            grown += new.split_inclusive('\n').count().cast_signed() - removed.len().cast_signed();
            at = group.last + 1;
        }
        old.lines[at.min(end)..end].iter().for_each(|line| row(&mut body, ' ', line));
        let count = end - start;
        let new_start = (start + 1).saturating_add_signed(shift);
        let new_count = count.saturating_add_signed(grown);
        // Writing to a string does not fail.
        let _ = write!(text, "@@ -{},{count} +{new_start},{new_count} @@\n{body}", start + 1);
        grown
    }
}

impl Group<'_> {
    /// The lines of the group with its edits made.
    fn new_text(&self, old: &Lines<'_>) -> String {
        let (start, end) =
            (old.starts[self.first], old.starts[(self.last + 1).min(old.lines.len())]);
        let mut new = String::new();
        let mut written = start;
        for edit in &self.edits {
            let range = edit.span.range();
            new += &old.text[written..range.start];
            new += &edit.text;
            written = range.end;
        }
        new + &old.text[written..end.max(written)]
    }
}

fn row(body: &mut String, mark: char, line: &str) {
    body.push(mark);
    body.push_str(line);
    if !line.ends_with('\n') {
        body.push_str("\n\\ No newline at end of file\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;

    fn shown(old: &str, edits: &[(usize, usize, &str)]) -> String {
        let edit = |(start, end, text): &(usize, usize, &str)| Edit {
            span: Span::new(*start..*end),
            text: (*text).to_owned(),
        };
        let edits: Vec<Edit> = edits.iter().map(edit).collect();
        let text = apply(old, &[Fix { edits: edits.clone() }]);
        diff(&Mended { file: "a.md".into(), old: old.to_owned(), edits, text })
    }

    #[test]
    fn lines_around_a_change_are_shown_once() {
        assert_eq!(
            shown("1\n2\n3\n4\n5\n6", &[(2, 3, "two"), (10, 11, "six\n")]),
            "--- a/a.md\n+++ b/a.md\n@@ -1,6 +1,6 @@\n 1\n-2\n+two\n 3\n 4\n 5\n-6\n\
             \\ No newline at end of file\n+six\n"
        );
        let lines: String = (10..40).map(|number| format!("{number}\n")).collect();
        assert_eq!(
            shown(&lines, &[(15, 18, ""), (75, 77, "x")]),
            "--- a/a.md\n+++ b/a.md\n@@ -3,8 +3,7 @@\n 12\n 13\n 14\n-15\n-16\n+16\n 17\n 18\n 19\n\
             @@ -23,7 +22,7 @@\n 32\n 33\n 34\n-35\n+x\n 36\n 37\n 38\n"
        );
    }
}
