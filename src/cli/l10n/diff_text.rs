//! The differences for people, in as many columns as the terminal has, and no more than 80: what the source said, what it says, and the translation.
//!
//! Words that changed stand between marks, `[-gone-]` and `{+new+}`, with colours and without.

use std::fmt::Write;

use super::page_diff::{NumberedFinding, PageDiff};
use super::wrap::{reflowed, wrapped};
use crate::diagnostic::Span;
use crate::diagnostic::report::counted;
use crate::l10n::compare::{Basis, Change, Finding, Passage, WordChanges};
use crate::l10n::words::day;

/// How changes look.
#[derive(Clone, Copy)]
pub(super) struct ChangeMarks {
    /// Whether marks are coloured too.
    pub colours: bool,
    /// How wide a line may be.
    pub columns: usize,
}

/// The name of the place in a translation after which something is missing.
const AFTER: &str = "after";

/// What stands before each line of a passage.
const MARGIN: usize = 5;

/// How many lines of a long passage are shown.
const LONGEST: usize = 40;

/// All pages, one below the other.
pub(super) fn text(diffs: &[PageDiff<'_>], marks: ChangeMarks) -> String {
    let pages: Vec<String> = diffs.iter().map(|diff| page_text(diff, marks)).collect();
    if pages.is_empty() {
        return "nothing to compare: there is no translation with a source\n".to_owned();
    }
    pages.join("\n")
}

fn page_text(diff: &PageDiff<'_>, marks: ChangeMarks) -> String {
    let status = &diff.page.status;
    let mut text = String::new();
    let _ = writeln!(text, "{}", marks.bold(status.path.as_str()));
    let source = status.source.as_ref().map_or("", |source| source.as_str());
    let against = match (diff.comparison.basis, diff.origin()) {
        (Basis::Comments, _) => "against the source kept in its comments".to_owned(),
        (Basis::Earlier, Some(origin)) => format!(
            "against the source of {} ({}), which it fits best ({} %)",
            day(origin.commit.time),
            origin.commit.hash.get(..10).unwrap_or_default(),
            origin.fit / 10
        ),
        (Basis::Earlier, None) => "against the source as it was at its last change".to_owned(),
        (Basis::Structure, _) => "by structure: it keeps no copy of its source".to_owned(),
    };
    let _ = writeln!(text, "  {source}\n  {against}: {}", diff.comparison.counts);
    let words = diff.comparison.words_of_findings();
    let mut number = 0;
    for NumberedFinding { index, finding } in diff.findings() {
        number += 1;
        let words = &words[index];
        let _ = write!(text, "\n{number}. {}", finding_text(diff, finding, words, marks));
    }
    if number == 0 {
        text.push_str("  nothing to update\n");
    }
    text
}

fn finding_text(
    diff: &PageDiff<'_>,
    finding: &Finding,
    words: &WordChanges,
    marks: ChangeMarks,
) -> String {
    let what = match finding.change {
        Change::Changed => "changed",
        Change::New => "new in the source",
        Change::Gone => "no longer in the source",
        Change::Moved => "moved",
    };
    let title = format!("{}: {what}", finding.severity.name());
    let mut text = format!("{}\n", marks.bold(&title));
    if let Some(was) = &finding.was
        && finding.change != Change::Moved
    {
        let shown = Shown { name: "was", passage: was, file: diff.was(), spans: &words.removed };
        passage(&mut text, &shown, Mark::Gone, marks);
    }
    if let Some(source) = &finding.source {
        let shown = Shown { name: "now", passage: source, file: &diff.source, spans: &words.added };
        passage(&mut text, &shown, Mark::New, marks);
    }
    if let Some(translation) = &finding.translation
        && finding.was.as_ref().map(|was| (&was.path, was.span))
            != Some((&translation.path, translation.span))
    {
        let name = if finding.change == Change::New { AFTER } else { "here" };
        let shown = Shown { name, passage: translation, file: &diff.translation, spans: &[] };
        passage(&mut text, &shown, Mark::None, marks);
    }
    text
}

/// A passage to show.
struct Shown<'a> {
    name: &'a str,
    passage: &'a Passage,
    file: &'a str,
    /// The words that are marked.
    spans: &'a [Span],
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    None,
    Gone,
    New,
}

fn passage(text: &mut String, shown: &Shown<'_>, mark: Mark, marks: ChangeMarks) {
    let Shown { name, passage, .. } = shown;
    let label = format!("{name} {}:{}", passage.path, passage.line);
    let _ = writeln!(text, "   {}", marks.dim(&label));
    let bar = match mark {
        Mark::None => "=",
        Mark::Gone => "-",
        Mark::New => "+",
    };
    let marked = marked(shown, mark, marks);
    let text_lines = if flows(&passage.text) { reflowed(&marked) } else { marked };
    let parts = text_lines.lines().filter(|line| !line.trim().is_empty());
    let width = marks.columns.saturating_sub(MARGIN);
    let lines: Vec<String> = parts.flat_map(|line| wrapped(line.trim_end(), width)).collect();
    // A new segment belongs after the end of this one.
    let is_place = *name == AFTER;
    let most = if is_place { 2 } else { LONGEST };
    let more = lines.len().saturating_sub(most);
    let shown = if is_place { &lines[more..] } else { &lines[..lines.len() - more] };
    if more > 0 && is_place {
        let _ = writeln!(text, "   {bar} …");
    }
    for line in shown {
        let _ = writeln!(text, "   {bar} {line}");
    }
    if more > 0 && !is_place {
        let _ = writeln!(text, "   {bar} … {}", counted(more, "more line"));
    }
}

/// Whether a text is a paragraph, whose lines may be broken elsewhere.
fn flows(text: &str) -> bool {
    const BLOCKS: [&str; 12] =
        ["```", "~~~", "|", "{{", "<", "* ", "- ", "+ ", "> ", "#", "    ", "\t"];
    let mut lines = text.lines();
    let is_block = |line: &str| BLOCKS.iter().any(|mark| line.starts_with(mark));
    !lines.next().is_some_and(is_block)
        && !text.lines().skip(1).any(|line| line.is_empty() || is_block(line))
}

/// The passage with marks around its spans.
fn marked(shown: &Shown<'_>, mark: Mark, marks: ChangeMarks) -> String {
    let whole = shown.passage.span;
    let inside =
        shown.spans.iter().filter(|span| span.start >= whole.start && span.end <= whole.end);
    let mut text = String::new();
    let mut at = whole.start as usize;
    for span in inside {
        let range = span.range();
        if range.start < at {
            continue;
        }
        text.push_str(shown.file.get(at..range.start).unwrap_or_default());
        let words = shown.file.get(range.clone()).unwrap_or_default();
        // If line breaks are kept, a mark ends with its line.
        if flows(&shown.passage.text) {
            text.push_str(&marks.word(words, mark));
        } else {
            let lines = words.split('\n').map(|line| marks.word(line, mark));
            text.push_str(&lines.collect::<Vec<_>>().join("\n"));
        }
        at = range.end;
    }
    text.push_str(shown.file.get(at..whole.end as usize).unwrap_or_default());
    text
}

impl ChangeMarks {
    fn word(self, words: &str, mark: Mark) -> String {
        let bare = words.trim_start();
        let lead = &words[..words.len() - bare.len()];
        match mark {
            _ if bare.is_empty() => words.to_owned(),
            Mark::None => words.to_owned(),
            Mark::Gone => format!("{lead}{}", self.styled("31", &format!("[-{bare}-]"))),
            Mark::New => format!("{lead}{}", self.styled("32", &format!("{{+{bare}+}}"))),
        }
    }

    fn bold(self, text: &str) -> String {
        self.styled("1", text)
    }

    fn dim(self, text: &str) -> String {
        self.styled("2", text)
    }

    fn styled(self, style: &str, text: &str) -> String {
        if self.colours { format!("\u{1b}[{style}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}
