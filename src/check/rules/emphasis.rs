//! Asterisks that were meant to make text bold and are shown as they are.

use std::ops::Range;

use super::page::{CheckedPage, quoted};
use super::passage::Passage;
use crate::diagnostic::{Code, Diagnostic, Edit, Fix, Span};

/// Reports the pairs of each passage that blanks keep from being one, or else its first mark.
pub(super) fn look(page: &CheckedPage<'_>, found: &mut Vec<Diagnostic>) {
    for passage in &page.passages {
        let runs = runs(page, passage);
        let pairs = pairs(page, &runs);
        if pairs.is_empty() {
            found.extend(single(page, &runs));
        }
        found.extend(pairs);
    }
}

/// Two or three asterisks in the text.
#[derive(Clone, Debug)]
struct DelimiterRun {
    range: Range<usize>,
    /// Which of the texts of the passage it stands in.
    text: usize,
    before: Option<char>,
    behind: Option<char>,
}

impl DelimiterRun {
    fn is_blank_before(&self) -> bool {
        self.before.is_none_or(char::is_whitespace)
    }

    fn is_blank_behind(&self) -> bool {
        self.behind.is_none_or(char::is_whitespace)
    }

    /// Whether it stands for something else: a pattern of paths, a power.
    fn is_no_mark(&self) -> bool {
        let of_pattern = |c: Option<char>| c.is_some_and(|c| matches!(c, '/' | '\\' | '.'));
        let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        // A mark between brackets or quotation marks is what the text is about.
        let encloses = [('[', ']'), ('(', ')'), ('"', '"'), ('\'', '\''), ('“', '”'), ('「', '」')];
        let is_enclosed = self.before.zip(self.behind).is_some_and(|pair| encloses.contains(&pair));
        of_pattern(self.before)
            || is_enclosed
            || self.behind == Some('/')
            || is_digit(self.before) && is_digit(self.behind)
    }
}

fn pairs(page: &CheckedPage<'_>, runs: &[DelimiterRun]) -> Vec<Diagnostic> {
    let mut pairs = Vec::new();
    let mut rest = runs;
    while let [open, close, behind @ ..] = rest {
        let pair = blank_pair(page, open, close);
        rest = if pair.is_some() { behind } else { &rest[1..] };
        pairs.extend(pair);
    }
    // Where a mark is left over, it is not certain which of them belong together.
    if pairs.len() * 2 != runs.len() {
        pairs.iter_mut().for_each(|pair| pair.fix = None);
    }
    pairs
}

/// The first mark that has words on one side.
fn single(page: &CheckedPage<'_>, runs: &[DelimiterRun]) -> Option<Diagnostic> {
    let has_words = |run: &&DelimiterRun| !(run.is_blank_before() && run.is_blank_behind());
    let single = runs.iter().find(|run| has_words(run) && !are_arguments(page, run))?;
    let line = page.rest_of_line(single.range.start);
    let message = format!("the asterisks of `{}` are shown as they are", quoted(line));
    let hint = match single.is_blank_before() || single.is_blank_behind() {
        true => "write as many behind the emphasized words, or `\\*` for an asterisk",
        false => "put a blank or a punctuation mark outside of the asterisks",
    };
    Some(page.problem(Code::EmphasisLiteral, message, single.range.clone()).hint(hint))
}

/// Whether a mark stands before what Python calls all further arguments: `**kwargs`.
fn are_arguments(page: &CheckedPage<'_>, run: &DelimiterRun) -> bool {
    let line = page.rest_of_line(run.range.end);
    let end = line.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(line.len());
    line[..end].ends_with("args")
}

fn runs(page: &CheckedPage<'_>, passage: &Passage) -> Vec<DelimiterRun> {
    let mut runs = Vec::new();
    for (index, text) in passage.texts.iter().enumerate() {
        let written = &page.text[text.clone()];
        let mut position = 0;
        while let Some(at) = written[position..].find('*').map(|at| position + at) {
            let length = written[at..].bytes().take_while(|byte| *byte == b'*').count();
            position = at + length;
            let range = text.start + at..text.start + position;
            let run = DelimiterRun {
                text: index,
                before: page.before(range.start),
                behind: page.behind(range.end),
                range,
            };
            let is_mark = matches!(length, 2 | 3) && run.before != Some('\\');
            if is_mark && !run.is_no_mark() && run.before != Some('*') && run.behind != Some('*') {
                runs.push(run);
            }
        }
    }
    runs
}

/// Two marks with words between them, and a blank that keeps them from being a pair.
fn blank_pair(
    page: &CheckedPage<'_>,
    open: &DelimiterRun,
    close: &DelimiterRun,
) -> Option<Diagnostic> {
    let inside = open.range.end..close.range.start;
    let words = page.text.get(inside.clone()).filter(|_| open.text == close.text)?;
    let trimmed = words.trim();
    let blanks = (words.starts_with(char::is_whitespace), words.ends_with(char::is_whitespace));
    let is_outside = open.is_blank_before() || open.before.is_some_and(is_punctuation);
    let is_beside = close.is_blank_behind() || close.behind.is_some_and(is_punctuation);
    let is_pair = open.range.len() == close.range.len()
        && blanks != (false, false)
        && !trimmed.is_empty()
        && (is_outside || !blanks.0)
        && (is_beside || !blanks.1);
    if !is_pair {
        return None;
    }
    let marks = &page.text[open.range.clone()];
    let whole = open.range.start..close.range.end;
    let message = format!(
        "the asterisks of `{}` are shown as they are: a blank stands within them",
        quoted(&page.text[whole.clone()])
    );
    let problem = page
        .problem(Code::EmphasisLiteral, message, whole.clone())
        .hint(format!("write `{marks}{}{marks}`", quoted(trimmed)));
    let is_certain = is_outside
        && is_beside
        && trimmed.starts_with(char::is_alphanumeric)
        && trimmed.ends_with(char::is_alphanumeric);
    if !is_certain {
        return Some(problem);
    }
    Some(
        problem
            .fix(Fix { edits: vec![Edit { span: Span::new(inside), text: trimmed.to_owned() }] }),
    )
}

fn is_punctuation(c: char) -> bool {
    !c.is_alphanumeric() && !c.is_whitespace() && c != '*'
}
